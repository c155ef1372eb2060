"""Findings: what is wrong, where it is, and what to do about it.

The catalogue lists every kind of finding that there is; how findings look on a terminal is `render`'s business alone.
"""

from .catalogue import CATALOGUE, Severity, catalogue_as_markdown
from .finding import ONE_TO_ACCEPT, Finding, Findings, Repair
from .gone import name_gone
from .hints import as_typed, did_you_mean, either, nearest
from .render import as_json, as_text, summary
from .spans import SourceFile, Span
