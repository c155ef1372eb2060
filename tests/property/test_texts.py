"""A text with nothing but placeholders is lowered without a parser, just as Jinja2's would have it."""

from __future__ import annotations

import pytest
from connect_etiquette.findings import Findings, SourceFile, Span
from connect_etiquette.language import texts
from hypothesis import given, settings
from hypothesis import strategies as some

CONSTANTS = {"go": "12"}
PIECES = some.sampled_from(
    ["Hello", " ", "\n", "}", "}}", "{", "{%", "#", "é", "{{ name }}", "{{name}}", "{{ go }}", "{{ nobody }}", "{{  company  }}", "{{ name|upper }}", "{{- name }}", "{% if name %}x{% endif %}", "{# no #}", "{{ none }}"]
)  # fmt: skip


def lowered(text: str) -> tuple[texts.Segments, list[str]]:
    """What `text` becomes, and what is said about it."""
    findings = Findings()
    segments = texts.lower(text, "why", "rule", Span(SourceFile("x.yaml", text), 0, len(text)), findings, CONSTANTS)
    return segments, [finding.message for finding in findings.items]


@given(some.lists(PIECES, max_size=6).map("".join))
@settings(max_examples=400, deadline=None)
def test_both_ways_give_the_same(text: str) -> None:
    ours = lowered(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "_plain", lambda *_: None)
        assert lowered(text) == ours


def test_texts_of_the_rules_seldom_need_the_parser() -> None:
    found = [
        texts._plain(text, texts.PLACEHOLDERS["rule"], {}) is not None
        for text in ("You meet {{ name }} on Tuesday.", "{{ first_name }}", "{% if name %}a{% endif %}")
    ]
    assert found == [True, True, False]
