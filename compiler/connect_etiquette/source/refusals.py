"""What a YAML library refuses, in our words.

Whether our own check or the library stops first differs between versions: libyaml 0.2.6 reads ahead and refuses more
than 1,000 levels before the first event, libyaml 0.2.5 refuses none; PyYAML built without libyaml has words of its own.
An author reads the same code, message, remedy and place whoever it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

MAX_DEPTH = 24
"""Deepest nesting that is read. The rule language needs seven."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is not read. `at_start` points to where the refused thing begins, not to where the library noticed."""

    message: str
    hint: str
    code: str = "yaml-syntax"
    at_start: bool = False


TOO_DEEP = Refusal(
    f"nested more than {MAX_DEPTH} deep",
    "Close the brackets that are open, or split what stands inside; the rule language needs seven levels.",
    "too-large",
)
TOO_LONG = Refusal("the text is longer than can be read", "Split the file.", "too-large")
ANCHOR = Refusal(
    "anchors and aliases (& and *) are not part of the rule language",
    "Write the value out; if it is text that begins with & or *, put it in quotes.",
    at_start=True,
)
TAG = Refusal(
    "tags (!) are not part of the rule language",
    "Remove the tag; if it is text that begins with !, put it in quotes.",
    at_start=True,
)
DIRECTIVE = Refusal(
    "directives (%) are not part of the rule language",
    "Remove the line; if it is text that begins with %, indent it and put it in quotes.",
    at_start=True,
)
SECOND_DOCUMENT = Refusal("a second document begins here", "Keep one document a file.")
KEY_NO_WORD = Refusal("a key must be a word", "If this is text that begins with { or [, put it in quotes.")
ESCAPE = Refusal(
    "a backslash in double quotes begins an escape that does not exist",
    "Write two backslashes where one is meant, or use single quotes.",
)
BEYOND_THE_END = Refusal(
    "this does not belong to what stands above it",
    "A file holds one mapping: indent the line like its neighbours, or remove it.",
)
TAB = Refusal("this line is indented with a tab; use spaces", "Give it as many spaces as its neighbours have.")

UNCLOSED_LIST = Refusal("a list that opens with [ is not closed", "Add the missing ] or comma.")
UNCLOSED_MAPPING = Refusal("a mapping that opens with { is not closed", "Add the missing } or comma.")

# Each pattern is looked for in “context: problem”; the first that is found counts. The words are those of libyaml 0.2.5
# and 0.2.6 and of PyYAML's own scanner and parser. Inside an anchor, a tag or a directive the details do not matter.
_KNOWN: tuple[tuple[re.Pattern[str], Refusal], ...] = tuple(
    (re.compile(pattern), refusal)
    for pattern, refusal in (
        ("exceeded maximum nesting", TOO_DEEP),
        ("input is too long", TOO_LONG),
        ("while scanning an (alias|anchor)", ANCHOR),
        ("directive|incompatible YAML document|duplicate tag handle", DIRECTIVE),
        ("while (scanning|parsing) a tag|undefined tag handle", TAG),
        ("escape|hexdecimal", ESCAPE),
        ("found a tab character", TAB),
        (
            "mapping values are not allowed",
            Refusal(
                "a colon and a space inside text that has no quotes",
                'Put the text in quotes: "…"; if a key begins here, give it a line of its own.',
            ),
        ),
        (
            "sequence entries are not allowed",
            Refusal("a list can't begin here", "Begin it on a line of its own; if this is text, put it in quotes."),
        ),
        (
            "mapping keys are not allowed",
            Refusal("a key that begins with ? can't stand here", "Write “key: value”; if this is text, use quotes."),
        ),
        (
            "while parsing a block mapping",
            Refusal(
                "this line does not fit into the list or the keys around it",
                "Check that it is indented like its neighbours, and that the text above it is closed.",
            ),
        ),
        (
            "while parsing a block collection",
            Refusal(
                "this line does not fit into the list above it",
                "Begin it with “- ”, or indent it like the lines of the item it belongs to.",
            ),
        ),
        (
            "could not find expected ':'",
            Refusal(
                "a key without its colon",
                "Write “key: value”, or indent the line if it belongs to the text above it.",
                at_start=True,
            ),
        ),
        (
            "that cannot start any token",
            Refusal(
                "a value can't begin with this character",
                "Put the text in quotes; indent with spaces, not with tabs.",
            ),
        ),
        (
            "expected ',' or '\\]'",
            UNCLOSED_LIST,
        ),
        (
            "expected ',' or '}'",
            UNCLOSED_MAPPING,
        ),
        (
            "found unexpected document",
            Refusal(
                "text in quotes holds a line of --- or ...",
                "Close the quotes above it, or indent the line.",
            ),
        ),
        (
            "found unexpected end of stream",
            Refusal("text that opens with a quote is not closed", "Add the closing quote.", at_start=True),
        ),
        (
            "while scanning a block scalar",
            Refusal(
                "behind | or > a digit from 1 to 9, + or - may stand, and nothing else",
                "Begin the text on the next line, indented.",
            ),
        ),
        (
            "found unexpected ':'",
            Refusal("a colon inside a list or mapping in brackets", 'Put the text in quotes: "…".'),
        ),
        ("<document start>", BEYOND_THE_END),
        (
            "expected (the )?node content",
            Refusal("a value is missing before this place", "Write the value, or remove what announces it."),
        ),
    )
)


AS_THEY_ARE = (TOO_DEEP, TOO_LONG, ANCHOR, TAG, DIRECTIVE, ESCAPE)
"""Refusals that nothing in the lines around them explains better."""


def refusal_of(error: yaml.MarkedYAMLError, text: str) -> tuple[Refusal, int]:
    """What the library's error about `text` means, and the character it is about, counted from 0.

    Words that no known version uses are quoted.
    """
    said = f"{error.context or ''}: {error.problem or ''}"
    refusal = next((refusal for pattern, refusal in _KNOWN if pattern.search(said)), None)
    if refusal is None:
        quoted = (error.problem or error.context or "no reason given").strip()
        refusal = Refusal(_NOT_YAML, f"The reader says: {quoted}.")
    noticed, begun = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    mark = begun if refusal.at_start else noticed
    at = mark.index if mark else 0
    line_start = max(text.rfind(end, 0, noticed.index) for end in "\r\n") + 1 if noticed else 0
    if refusal is ESCAPE:
        return refusal, max(text.rfind("\\", 0, at + 1), 0)
    # PyYAML's own parser ends the document at a directive, and passes over those that it does not know.
    if refusal is DIRECTIVE or (refusal is BEYOND_THE_END and text.startswith("%", line_start)):
        return DIRECTIVE, line_start
    # What is missing at the end of a line is noticed in the next, or at the end of the file.
    if refusal in (UNCLOSED_LIST, UNCLOSED_MAPPING) and begun and begun.index < line_start:
        return refusal, begun.index
    return refusal, at


def reader_refusal(error: yaml.reader.ReaderError, text: str) -> tuple[Refusal, int]:
    """What the library's error about a single character of `text` means, and where the character stands."""
    if "too long" in str(error.reason):
        return TOO_LONG, 0
    character = chr(error.character) if 0 <= error.character <= 0x10FFFF else ""
    # libyaml counts bytes and PyYAML's own reader characters: the character is found by looking for it.
    at = text.find(character) if character else -1
    if at < 0:
        return Refusal(_NOT_YAML, f"The reader says: {error.reason}."), 0
    return character_refusal(character), at


_NOT_YAML = "the text can't be read as YAML from here on"
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HALF_A_PAIR = re.compile("[\ud800-\udfff]")
_IMPOSSIBLE_ESCAPE = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F]|\\U(?!000|0010)[0-9a-fA-F]{8}")
_DIRECTIVE_FIRST = re.compile(r"\ufeff?(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*(?=%)")


def unreadable_character(text: str) -> int | None:
    """Where the first character stands that YAML forbids anywhere: controls, half pairs, non-characters."""
    found = _UNREADABLE.search(text)
    return found.start() if found else None


def first_directive(text: str) -> int | None:
    """Where a line that begins with % stands before the document, if there is one."""
    found = _DIRECTIVE_FIRST.match(text)
    return found.end() if found else None


def has_half_a_pair(text: str) -> bool:
    """Whether `text` holds half a surrogate pair, which no file can hold."""
    return _HALF_A_PAIR.search(text) is not None


def impossible_escape(text: str, start: int = 0) -> int:
    """Where the first escape from `start` on stands that names no character; `start` if none does."""
    found = _IMPOSSIBLE_ESCAPE.search(text, start)
    return found.start() if found else start


def character_refusal(character: str) -> Refusal:
    """The refusal of a text for one character in it."""
    return Refusal(
        f"the character U+{ord(character):04X} can't stand in a rule file",
        "Remove it; an editor that shows invisible characters shows it.",
    )
