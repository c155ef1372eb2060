"""YAML text to plain data in which every value remembers where it was written.

The reader follows YAML 1.2's core schema (`no` is a word, `0x10` is a number) and refuses what makes YAML
surprising: duplicate keys, anchors, aliases, tags, several documents. It builds its data from libyaml's event stream
instead of libyaml's own composer, which recurses and would crash the process on deep nesting.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ..findings import Finding, Findings, SourceFile, Span

# libyaml is a hundred times faster; PyYAML falls back to its own parser where it was built without it.
_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)

MAX_BYTES = 4 * 1024 * 1024
"""Most text that one rule folder may hold: reading it takes some five seconds and 250 MB. The whole etiquette is a
tenth of it, one language included; more is a mistake."""
MAX_DEPTH = 24
"""Deepest nesting that is read. The rule language needs seven."""
MAX_FILES = 400
"""Most YAML files of one rule folder."""


class Map(dict[str, Any]):
    """A YAML mapping. `span` is where it begins; `keys_at` and `values_at` say where each key and value stands."""

    __slots__ = ("keys_at", "span", "values_at")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.keys_at: dict[str, Span] = {}
        self.values_at: dict[str, Span] = {}


class Seq(list[Any]):
    """A YAML sequence. `span` is where it begins; `items_at` says where each item stands."""

    __slots__ = ("items_at", "span")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.items_at: list[Span] = []


def read_folder(folder: Path, findings: Findings) -> dict[str, Map | None]:
    """Every `.yaml` file below `folder`, by its path relative to `folder` with forward slashes, in sorted order.

    A file that can't be read is reported and stands as None.
    """
    documents: dict[str, Map | None] = {}
    paths = list(_yaml_files(folder, findings))
    if len(paths) > MAX_FILES:
        findings.add(Finding("too-large", f"{folder} holds {len(paths)} YAML files; at most {MAX_FILES} are read"))
        return {}
    sizes = {path: _size(path) for path in paths}
    if sum(sizes.values()) > MAX_BYTES:
        largest = max(paths, key=sizes.__getitem__)
        findings.add(
            Finding(
                "too-large",
                f"the YAML files of {display_name(folder)} hold {_megabytes(sum(sizes.values()))} together; "
                f"at most {_megabytes(MAX_BYTES)} are read, and {display_name(largest)} alone holds "
                f"{_megabytes(sizes[largest])}",
                file=display_name(largest),
            )
        )
        return {}
    for path in paths:
        documents[path.relative_to(folder).as_posix()] = read_file(path, display_name(path), findings)
    return documents


def _size(path: Path) -> int:
    """How many bytes a file holds; 0 if that can't be seen, which reading it will say."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"


def display_name(path: Path) -> str:
    """`path` as an author would type it: relative to the working folder where that is shorter."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _yaml_files(folder: Path, findings: Findings, depth: int = 0) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        findings.add(Finding("unreadable", f"{display_name(folder)} can't be read: {_reason(error)}"))
        return
    for entry in entries:
        try:
            is_folder = entry.is_dir()
            is_file = entry.is_file()
        except OSError as error:
            findings.add(Finding("unreadable", f"{display_name(entry)} can't be read: {_reason(error)}"))
            continue
        if entry.name.startswith("."):
            continue
        if is_folder and depth < 4 and not entry.is_symlink():
            yield from _yaml_files(entry, findings, depth + 1)
        elif entry.suffix in (".yaml", ".yml"):
            if is_file:
                yield entry
            else:
                findings.add(Finding("unreadable", f"{display_name(entry)} can't be read: not a file"))


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def read_file(path: Path, name: str, findings: Findings) -> Map | None:
    """The mapping that the file holds, or None with a finding. `name` is what messages call the file."""
    try:
        if path.stat().st_size > MAX_BYTES:
            findings.add(Finding("too-large", f"{name} is larger than {MAX_BYTES // 1024 // 1024} MB and was not read"))
            return None
        raw = path.read_bytes()
    except OSError as error:
        findings.add(Finding("unreadable", f"{name} can't be read: {_reason(error)}"))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = SourceFile(name, raw[: error.start].decode("utf-8", "replace") + "�")
        span = Span(before, len(before.text) - 1, len(before.text))
        findings.add(Finding("yaml-syntax", f"byte {raw[error.start]:#04x} is not UTF-8 text", span))
        return None
    return parse(SourceFile(name, text), findings)


def parse(file: SourceFile, findings: Findings) -> Map | None:
    """The mapping written in `file`, or None with a finding. Duplicate keys are reported; the first one stands."""
    try:
        value = _Composer(file, findings).compose()
    except _RefusedError as refused:
        findings.add(refused.finding)
        return None
    except yaml.MarkedYAMLError as error:
        findings.add(_syntax_finding(file, error))
        return None
    except yaml.reader.ReaderError:
        # The pure parser counts characters, libyaml bytes; the offending character is found by looking for it.
        at = next((i for i, character in enumerate(file.text) if not _PRINTABLE.match(character)), 0)
        code_point = ord(file.text[at]) if file.text else 0
        findings.add(Finding("yaml-syntax", f"control character U+{code_point:04X}", Span(file, at, at + 1)))
        return None
    if value is None and not any(line.strip() and not line.startswith("#") for line in file.text.splitlines()):
        what = "holds nothing but comments" if file.text.strip() else "is empty"
        hint = "Write what belongs there, or remove the file."
        findings.add(Finding("yaml-shape", f"the file {what}", Span(file, 0, 1), hint=hint))
        return None
    if not isinstance(value, Map):
        findings.add(
            Finding(
                "yaml-shape",
                "the file should hold keys and values, and holds something else",
                Span(file, 0, min(1, len(file.text))),
            )
        )
        return None
    return value


_PRINTABLE = re.compile("[\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _RefusedError(Exception):
    def __init__(self, message: str, span: Span, code: str = "yaml-syntax", hint: str = "") -> None:
        self.finding = Finding(code, message, span, hint=hint)


class _Composer:
    """Builds `Map`, `Seq` and scalars from libyaml's events with a stack of its own."""

    def __init__(self, file: SourceFile, findings: Findings) -> None:
        self.file = file
        self.findings = findings

    def span(self, event: Any) -> Span:
        return Span(self.file, event.start_mark.index, max(event.end_mark.index, event.start_mark.index + 1))

    def compose(self) -> Any:
        root: Any = None
        documents = 0
        stack: list[Map | Seq] = []
        # For each open mapping the key that waits for its value; for a sequence always None.
        keys: list[str | None] = []
        for event in yaml.parse(self.file.text, Loader=_LOADER):
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(
                        "a second document begins here", self.span(event), hint="Keep one document a file."
                    )
                continue
            if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                stack.pop()
                keys.pop()
                continue
            if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
                raise _RefusedError(
                    "anchors and aliases (& and *) are not part of the rule language",
                    self.span(event),
                    hint="Write the value out; if it is text that begins with & or *, put it in quotes.",
                )
            if getattr(event, "tag", None):
                raise _RefusedError(
                    "tags (!) are not part of the rule language",
                    self.span(event),
                    hint="Remove the tag; if it is text that begins with !, put it in quotes.",
                )
            value: Any
            if isinstance(event, ScalarEvent):
                value = self.scalar(event)
            elif isinstance(event, MappingStartEvent):
                value = Map(self.span(event))
            elif isinstance(event, SequenceStartEvent):
                value = Seq(self.span(event))
            else:
                continue
            if stack and isinstance(stack[-1], Map) and keys[-1] is None:
                keys[-1] = self.key(stack[-1], event, value)
                continue
            self.place(stack, keys, event, value)
            if not stack and root is None:
                root = value
            if isinstance(value, (Map, Seq)):
                stack.append(value)
                keys.append(None)
                if len(stack) > MAX_DEPTH:
                    raise _RefusedError(f"nested more than {MAX_DEPTH} deep", self.span(event), "too-large")
        return root

    def key(self, parent: Map, event: Any, value: Any) -> str:
        if isinstance(value, (Map, Seq)):
            raise _RefusedError(
                "a key must be a word",
                self.span(event),
                hint="If this is text that begins with { or [, put it in quotes.",
            )
        key = event.value
        if key in parent:
            line, _ = parent.keys_at[key].position
            self.findings.add(
                Finding("duplicate-key", f"“{key}” is written twice; it first stands in line {line}", self.span(event))
            )
        else:
            parent.keys_at[key] = self.span(event)
        return str(key)

    def place(self, stack: list[Map | Seq], keys: list[str | None], event: Any, value: Any) -> None:
        if not stack:
            return
        parent = stack[-1]
        span = value.span if isinstance(value, (Map, Seq)) else self.span(event)
        if isinstance(parent, Seq):
            parent.append(value)
            parent.items_at.append(span)
            return
        key = keys[-1]
        keys[-1] = None
        assert key is not None
        if key not in parent:
            parent[key] = value
            parent.values_at[key] = span

    def scalar(self, event: Any) -> Any:
        """A plain scalar by YAML 1.2's core schema; a quoted or block scalar is text."""
        text: str = event.value
        if event.style not in (None, ""):
            return text
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text in ("true", "True", "TRUE"):
            return True
        if text in ("false", "False", "FALSE"):
            return False
        if text[0] not in _BEGINS_NUMBER:
            return text
        if _INTEGER.fullmatch(text):
            if len(text) > 18:
                raise _RefusedError("the number is too large", self.span(event), "bad-number")
            return int(text, 0) if text[:2] in ("0x", "0o") else int(text)
        if _FLOAT.fullmatch(text):
            number = float(re.sub(r"\.(?=[a-zA-Z])", "", text))
            if not math.isfinite(number) or abs(number) > 1e15:
                raise _RefusedError("the number is not one that can be compared", self.span(event), "bad-number")
            return number
        return text


_BEGINS_NUMBER = "+-.0123456789"
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

_PLAIN_WORDS = {
    "mapping values are not allowed in this context": (
        "a colon and a space inside text that has no quotes",
        'Put the text in quotes: "…".',
    ),
    "did not find expected key": (
        "this line does not fit into the list or the keys around it",
        "Check that it is indented like its neighbours, and that the text above it is closed.",
    ),
    "could not find expected ':'": (
        "a key without its colon",
        "Write “key: value”, or indent the line if it belongs to the text above it.",
    ),
    "found character that cannot start any token": (
        "a value can't begin with this character",
        "Put the text in quotes; indent with spaces, not with tabs.",
    ),
    "did not find expected ',' or ']'": ("a list that opens with [ is not closed", "Add the missing ] or comma."),
    "did not find expected ',' or '}'": ("a mapping that opens with { is not closed", "Add the missing } or comma."),
    "found unexpected end of stream": ("text that opens with a quote is not closed", "Add the closing quote."),
    "did not find expected '-' indicator": (
        "this line does not fit into the list above it",
        "Begin it with “- ”, or indent it like the lines of the item it belongs to.",
    ),
}


def _tab_in_indentation(file: SourceFile, index: int) -> Span | None:
    """The first tab before the text of the line that holds the character at `index`, if there is one."""
    line, column = file.position(index)
    text = file.line(line)
    at = text.find("\t", 0, len(text) - len(text.lstrip()))
    start = index - column + 1 + at
    return Span(file, start, start + 1) if at >= 0 else None


def _syntax_finding(file: SourceFile, error: yaml.MarkedYAMLError) -> Finding:
    problem = (error.problem or error.context or "the YAML can't be read").strip()
    message, hint = _PLAIN_WORDS.get(problem, (problem, ""))
    mark = error.problem_mark or error.context_mark
    index = min(mark.index if mark else 0, max(len(file.text) - 1, 0))
    tab = _tab_in_indentation(file, index)
    if tab is not None:
        hint = "Give it as many spaces as its neighbours have."
        return Finding("yaml-syntax", "this line is indented with a tab; use spaces", tab, hint=hint)
    return Finding("yaml-syntax", message, Span(file, index, index + 1), hint=hint)
