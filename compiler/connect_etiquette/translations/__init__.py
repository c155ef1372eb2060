"""Translations: the texts of a rule set in other languages: which there are, which are missing, which were left behind.

English stands in the rules themselves; a language adds to it, and never changes what is decided.
"""

from typing import TYPE_CHECKING

from ..later import later
from .interface import check_words
from .languages import ENGLISH, not_a_language
from .locales import Locale, read_locales
from .reported import layer_key, reported_texts
from .stamps import SEEN, Stamps, english_texts, named, read_stamps, stamps_as_json, stamps_of

if TYPE_CHECKING:
    from .missing import progress, to_fill
else:
    __getattr__ = later(__name__, "missing")
