"""Signs that stand in a text by mistake: YAML or the template language takes them otherwise than they were meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..findings import Finding, Span, nearest
from ..source import CURLY

_COUNT = re.compile(r"\{[{%][^{}%]*\b(go|wait|depends)\b")
_COMMENT = re.compile(r" #(?P<close>\S)?|\t+#")
_SINGLE = re.compile(r"(?<!\{)\{ *(?P<name>[A-Za-z_-]*) *\}?(?!\})|(?<!\})\}(?!\})")


def stray_signs(
    text: str, literals: Iterable[str], where: str, span: Span, allowed: Iterable[str]
) -> Iterator[Finding]:
    """A warning for what is lost of the text that stands at `span`, or shown though it is not meant so.

    `literals` are the parts of `text` that are shown as they are, `allowed` the placeholders that may stand in it.
    """
    whole, start, end = span.file.text, span.start, span.end
    plain = whole[start : start + 1] not in ("'", '"', "|", ">")
    # Two spaces before a comment are how one is written on purpose.
    if plain and (found := _COMMENT.match(whole, end)):
        at = Span(span.file, found.end() - 1 - (found["close"] is not None), found.end())
        message = f"“{where}” ends before the #: what follows it is a comment for YAML"
        hint = 'Put the text in quotes: "…"; before a comment that is meant, write two spaces.'
        yield Finding("stray-sign", message, at, hint=hint)
    if plain and text[:1] in CURLY and text[-1:] in CURLY and len(text) > 2:
        message = f"“{where}” stands in curly quotes, which are no quotes for YAML: they are shown"
        yield Finding("stray-sign", message, span, hint=f'Write {text.strip(CURLY)}, or put it in quotes such as ".')
    for literal in literals:
        if ("{" in literal or "}" in literal) and (found := _SINGLE.search(literal)):
            name = nearest((found["name"] or "").replace("-", "_"), allowed)
            hint = f"Write “{{{{ {name} }}}}”." if name else "A placeholder stands in two: {{ first_name }}."
            message = f"“{where}” holds a single brace, which is shown as it is"
            yield Finding("stray-sign", message, span.find(found[0]), hint=hint)
            return


def count_of_nothing(text: str, where: str, span: Span) -> Finding | None:
    """The finding for a text that counts voices where no situation says on what they speak; None if it does not."""
    found = _COUNT.search(text) if "{" in text else None
    if found is None:
        return None
    message = f"“{where}” counts those who say “{found[1]}”, and has no “situation” that says on what"
    return Finding("count-of-nothing", message, span.find(found[0]).find(found[1]))
