"""Texts: Jinja2 templates over declared placeholders, lowered to plain segments that the browser joins by itself.

A segment is a string; `{"put": name}`, the value of a placeholder; or `{"if": name, "then": […], "else": […]}`,
which asks whether the placeholder has a value. No other part of Jinja2 is in the language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from ..findings import Finding, Findings, Span, did_you_mean
from ..source import Map, Seq
from .limits import NO_LIMITS, Limits
from .stray import stray_signs

Segments = list[Any]

LENGTHS = {
    "headline": 48,
    "why": 240,
    "do": 200,
    "gain": 160,
    "risk": 160,
    "until": 40,
    "chip": 32,
    "text": 200,
    "short": 200,
    "long": 200,
    "subject": 90,
    "body": 1200,
    "ask": 90,
    "asks": 70,
    "help": 160,
    "because": 160,
    "word": 32,
    "inline": 32,
}
"""Longest texts in UTF-16 units, by place. 200 is LinkedIn's limit for the note of a free account; the others keep the
tip at three lines and its outcome within 45 words."""

PLACEHOLDER_LENGTH = 30
"""Units reckoned for a placeholder when a text's longest form is proved: a long first name or company."""

PERSONAL = ("first_name", "name", "company", "role")
COUNTS = ("go", "wait", "depends")
PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    "rule": PERSONAL + COUNTS,
    "note": ("first_name", "company", "role", "detail"),
    "question": ("first_name", "name", "company"),
    "plain": (),
    "words": (
        "says",
        "go",
        "wait",
        "depends",
        "name",
        "names",
        "first_name",
        "company",
        "when",
        "day",
        "date",
        "time",
        "verdict",
        "count",
        "until",
        "answer",
        "next",
        "total",
        "people",
        "rounds",
        "applications",
        "size",
        "zone",
        "file",
        "from",
        "to",
        "title",
        "left",
        "end",
        "where",
        "version",
    ),
}
"""The placeholders of each kind of text. Counts come from the sources at compile time, the others from the records."""

# Control, direction and invisible characters can make a text read otherwise than it is written: Unicode's Cc and Cf but
# for the joiners that some scripts need, and the fillers that are letters and show nothing.
_FORBIDDEN = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_PLACEHOLDER = re.compile(r"\{\{ *([a-z_]+) *\}\}")
_MAX_TEMPLATE = 4000


@cache
def _environment() -> Environment:
    return Environment(keep_trailing_newline=True)


def lower(
    text: str,
    where: str,
    kind: str,
    span: Span,
    findings: Findings,
    constants: Mapping[str, str] | None = None,
    limits: Limits = NO_LIMITS,
) -> Segments:
    """`text` as segments, with `constants` and `limits` already put in.

    `where` names the place (a key of `LENGTHS`), `kind` the placeholders allowed (a key of `PLACEHOLDERS`). What is
    wrong with the text becomes findings at the offending words.
    """
    text = text.strip()
    if invisible := invisible_character(text, where, span):
        findings.add(invisible)
        return [text]
    if "limit." in text:
        text = limits.put_in(text, where, span, findings)
    if len(text) > _MAX_TEMPLATE:
        fit = LENGTHS.get(where, _MAX_TEMPLATE)
        findings.add(Finding("text-too-long", f"“{where}” has {len(text)} characters; {fit} fit", span))
        return [""]
    allowed = PLACEHOLDERS[kind]
    segments = _plain(text, allowed, constants or {})
    if segments is not None:
        findings.extend(stray_signs(text, (), where, span, allowed))
        return _within_limit(segments, where, span, findings)
    try:
        if "{%" in text and "raw" in text and any(token[1] == "raw_begin" for token in _environment().lex(text)):
            message = f"“{where}”: {{% raw %}} is not in the language"
            findings.add(Finding("text-syntax", message, span.find("raw"), hint="Write what is meant as it is."))
            return [text]
        tree = _environment().parse(text)
    except TemplateSyntaxError as error:
        message, hint = _in_our_words(error.message or "")
        findings.add(Finding("text-syntax", f"“{where}”: {message}", _nearest_brace(span), hint=hint))
        return [text]
    except RecursionError:
        findings.add(Finding("text-syntax", f"“{where}” is nested too deep to be read", _nearest_brace(span)))
        return [text]
    segments = []
    sound = True
    for problem in _lower(tree.body, allowed, constants or {}, segments):
        word, message = problem
        sound = False
        code = "unknown-placeholder" if message.startswith("there is no") else "text-syntax"
        hint = did_you_mean(word, allowed) if code == "unknown-placeholder" else _with_underscore(text, allowed)
        findings.add(
            Finding(code, f"“{where}”: {message}", span.find(word) if word else _nearest_brace(span), hint=hint)
        )
    if sound:
        findings.extend(stray_signs(text, _literals(segments), where, span, allowed))
    return _within_limit(segments, where, span, findings) if sound else segments


def _with_underscore(text: str, allowed: tuple[str, ...]) -> str:
    """The hint for a placeholder that is written with a hyphen, which Jinja2 reads as a minus."""
    for name in re.findall(r"\{\{ *([a-z]+(?:-[a-z]+)+) *\}\}", text):
        if (meant := name.replace("-", "_")) in allowed:
            return f"Did you mean “{{{{ {meant} }}}}”?"
    return ""


def _literals(segments: Segments) -> Iterator[str]:
    """The parts that are shown as they are."""
    for segment in segments:
        if isinstance(segment, str):
            yield segment
        elif "if" in segment:
            yield from _literals(segment["then"])
            yield from _literals(segment["else"])


def _in_our_words(said: str) -> tuple[str, str]:
    """What the template library's message means, and what to do; it says nothing of our language."""
    if "end of template" in said:
        return "{% if … %} is opened and not closed", "Write {% endif %} where the choice ends."
    if found := re.search(r"unknown tag '(\w+)'", said):
        closes, tag = found[1] in ("endif", "else", "elif"), f"{{% {found[1]} %}}"
        message = f"{tag} stands where no {{% if … %}} is open" if closes else f"there is no {tag}"
        return message, "Of choices there is {% if name %}…{% else %}…{% endif %}, and nothing else."
    if "end of print statement" in said:
        return "{{ … }} holds more than one name", "Write one name: {{ first_name }}."
    return "a placeholder or a choice can't be read", ""


def invisible_character(text: str, where: str, span: Span) -> Finding | None:
    """The finding for the first character of `text`, which stands under `where`, that steers or hides; None if none."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return None
    character = found[0]
    name = unicodedata.name(character, "control character")
    at = span.find(character, text[: found.start()].count(character))
    return Finding("text-character", f"“{where}” holds U+{ord(character):04X}, {name.lower()}", at)


def _check_characters(value: object, where: str, span: Span) -> Iterator[Finding]:
    """A finding for each text in `value`, keys included, that holds a character which steers or hides."""
    if isinstance(value, Map):
        for key, inner in value.items():
            found = invisible_character(key, where, value.keys_at[key])
            yield from (found,) if found else _check_characters(inner, key, value.values_at[key])
    elif isinstance(value, Seq):
        for index, inner in enumerate(value):
            yield from _check_characters(inner, where, value.items_at[index])
    elif isinstance(value, str) and (found := invisible_character(value, where, span)):
        yield found


def check_plain_texts(facts: Map, verdicts: Map, findings: Findings) -> None:
    """Texts that stand as they are, and questions, which need nothing of what follows to be judged."""
    for body in verdicts["verdicts"].values():
        for place in ("word", "inline"):
            lower(body[place], place, "plain", body.values_at[place], findings)
    for body in facts["facts"].values():
        lower(body["says"], "says", "plain", body.values_at["says"], findings)
        for value, label in body.get("values", {}).items():
            lower(label, value, "plain", body["values"].values_at[value], findings)
        for place in ("ask", "help"):
            if place in body:
                lower(body[place], place, "question", body.values_at[place], findings)


def check_all_characters(documents: Mapping[str, Map | None], findings: Findings) -> None:
    """No text anywhere steers or hides, but in linkedin/, which repeats what the page says to the letter; translations
    are looked at when they are read."""
    told = {(found.span.file, found.span.start) for found in findings.items if found.span is not None}
    for path, document in documents.items():
        if document is None or path.startswith(("linkedin/", "locales/")):
            continue
        written = document.span.file.text
        if "\\" in written or _FORBIDDEN.search(written):
            # Only where a sign stands in the file, or may be written as an escape, each text is looked at.
            for found in _check_characters(document, path, document.span):
                assert found.span is not None
                if (found.span.file, found.span.start) not in told:
                    findings.add(found)


def _plain(text: str, allowed: tuple[str, ...], constants: Mapping[str, str]) -> Segments | None:
    """The segments of a text with nothing but known placeholders, as most are; None if a parser has to look at it."""
    if "{" not in text and "}" not in text:
        return [text] if text else []
    literals, names = (parts := _PLACEHOLDER.split(text))[::2], parts[1::2]
    if any("{" in literal or "}" in literal for literal in literals) or any(name not in allowed for name in names):
        return None
    segments: Segments = []
    _append(segments, literals[0])
    for name, literal in zip(names, literals[1:], strict=True):
        if name in constants:
            _append(segments, constants[name])
        else:
            segments.append({"put": name})
        _append(segments, literal)
    return segments


def _within_limit(segments: Segments, where: str, span: Span, findings: Findings) -> Segments:
    longest = length(segments)
    limit = LENGTHS.get(where, 0)
    if not _shows_something(segments):
        findings.add(
            Finding("text-syntax", f"“{where}” shows nothing", span, hint="Write the text, or remove the key.")
        )
    if limit and longest > limit:
        with_names = " at its longest" if any(not isinstance(part, str) for part in segments) else ""
        findings.add(Finding("text-too-long", f"“{where}” has {longest} characters{with_names}; {limit} fit", span))
    return segments


def _nearest_brace(span: Span) -> Span:
    place = span.find("{{")
    return place if place is not span else span.find("{%")


def _lower(
    body: list[nodes.Node], allowed: tuple[str, ...], constants: Mapping[str, str], out: Segments
) -> Iterator[tuple[str, str]]:
    for node in body:
        if isinstance(node, nodes.Output):
            yield from _lower(list(node.nodes), allowed, constants, out)
        elif isinstance(node, nodes.TemplateData):
            _append(out, node.data)
        elif isinstance(node, nodes.Name):
            if node.name not in allowed:
                yield node.name, f"there is no placeholder “{node.name}” here"
            elif node.name in constants:
                _append(out, constants[node.name])
            else:
                out.append({"put": node.name})
        elif isinstance(node, nodes.If) and isinstance(node.test, nodes.Name) and not node.elif_:
            if node.test.name not in allowed:
                yield node.test.name, f"there is no placeholder “{node.test.name}” here"
            then: Segments = []
            otherwise: Segments = []
            yield from _lower(node.body, allowed, constants, then)
            yield from _lower(node.else_, allowed, constants, otherwise)
            if node.test.name not in constants:
                out.append({"if": node.test.name, "then": then, "else": otherwise})
                continue
            # A count is known here and nobody fills it in later; none is no value.
            for segment in otherwise if constants[node.test.name] in ("", "0") else then:
                if isinstance(segment, str):
                    _append(out, segment)
                else:
                    out.append(segment)
        else:
            yield "", "only {{ name }} and {% if name %}…{% else %}…{% endif %} can be used"


def _append(out: Segments, text: str) -> None:
    if out and isinstance(out[-1], str):
        out[-1] += text
    elif text:
        out.append(text)


def _shows_something(segments: Segments) -> bool:
    return any(
        part.strip()
        if isinstance(part, str)
        else "put" in part or any(map(_shows_something, (part["then"], part["else"])))
        for part in segments
    )


def length(segments: Segments) -> int:
    """The longest form of `segments` in UTF-16 units, each placeholder reckoned at `PLACEHOLDER_LENGTH`."""
    total = 0
    for segment in segments:
        if isinstance(segment, str):
            total += len(segment.encode("utf-16-le")) // 2
        elif "put" in segment:
            total += PLACEHOLDER_LENGTH
        else:
            total += max(length(segment["then"]), length(segment["else"]))
    return total


def fill(segments: Segments, values: Mapping[str, str]) -> str:
    """The text that `segments` make with `values`; a placeholder without a value is left out.

    A name that ends in a full stop, such as “Harbour Inc.”, needs no second one at the end of a sentence.
    """
    text = ""
    for segment in segments:
        if isinstance(segment, str):
            part = segment
        elif "put" in segment:
            part = values.get(segment["put"], "")
        else:
            part = fill(segment["then" if values.get(segment["if"]) else "else"], values)
        text += part[1:] if text.endswith(".") and re.match(r"\.(?!\.)", part) else part
    return text
