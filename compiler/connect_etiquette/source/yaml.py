"""YAML text to plain data in which every value remembers where it was written.

The reader follows YAML 1.2's core schema (`no` is a word, `0x10` is a number) and refuses what makes YAML
surprising: duplicate keys, anchors, aliases, tags, directives, several documents. It builds its data from libyaml's
event stream instead of libyaml's own composer, which recurses and would crash the process on deep nesting.
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
    StreamEndEvent,
)

from ..findings import Finding, Findings, SourceFile, Span
from . import refusals
from .refusals import MAX_DEPTH, Refusal
from .slips import find_slip, slip_in_key

# libyaml is a hundred times faster; PyYAML falls back to its own parser where it was built without it.
_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)

MAX_BYTES = 4 * 1024 * 1024
"""Most text that one rule folder may hold. The whole etiquette is a tenth of it; more is a mistake."""
MAX_FOLDERS = 4
"""Folders inside each other that are read. The rule language needs two."""
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
    """`path` as an author would type it: relative to the working folder where that is shorter, and there is one."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def _yaml_files(folder: Path, findings: Findings, depth: int = 0) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=in_order)
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
        if is_folder and depth < MAX_FOLDERS and not entry.is_symlink():
            yield from _yaml_files(entry, findings, depth + 1)
        elif is_folder:
            why = "a link to a folder is not followed" if entry.is_symlink() else "it lies too deep"
            findings.add(Finding("not-read", f"{display_name(entry)} is not read: {why}", file=display_name(entry)))
        elif entry.suffix == ".yaml":
            if is_file:
                yield entry
            else:
                findings.add(Finding("unreadable", f"{display_name(entry)} can't be read: not a file"))
        elif entry.suffix.lower() in (".yaml", ".yml"):
            message = f"{display_name(entry)} is not read: the files of a rule set end in .yaml"
            hint = f"Call it {entry.stem}.yaml, or move it elsewhere."
            findings.add(Finding("not-read", message, hint=hint, file=display_name(entry)))


def in_order(path: Path) -> tuple[float, str]:
    """Sorts files by the number that their name begins with, those without one behind, then by name: on any system."""
    number = re.match(r"[0-9]{1,9}", path.name)
    return int(number[0]) if number else math.inf, path.name


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
        hint = "Save the file again with the encoding UTF-8: editors offer that under “Save as”, or below the text."
        findings.add(Finding("yaml-syntax", f"byte {raw[error.start]:#04x} is not UTF-8 text", span, hint=hint))
        return None
    if _remembered is None:
        return parse(SourceFile(name, text), findings)
    known = _remembered.get(name)
    if known is None or known[0] != text:
        own = Findings()
        known = _remembered[name] = (text, parse(SourceFile(name, text), own), own)
    findings.extend(known[2].items)
    return known[1]


_remembered: dict[str, tuple[str, Map | None, Findings]] | None = None
"""The last text of each file with what was read in it, where the same files are read again and again."""


def remember_files() -> None:
    """From now on read a file anew only if its text is another: nobody changes what was read."""
    global _remembered
    _remembered = {} if _remembered is None else _remembered


def parse(file: SourceFile, findings: Findings) -> Map | None:
    """The mapping written in `file`, or None with a finding. Duplicate keys are reported; the first one stands."""
    try:
        value = _Composer(file, findings).compose()
    except _RefusedError as refused:
        findings.add(refused.finding)
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


class _RefusedError(Exception):
    def __init__(self, refusal: Refusal, span: Span) -> None:
        self.finding = Finding(refusal.code, refusal.message, span, hint=refusal.hint)


class _Composer:
    """Builds `Map`, `Seq` and scalars from libyaml's events with a stack of its own."""

    def __init__(self, file: SourceFile, findings: Findings) -> None:
        self.file = file
        self.findings = findings

    def span(self, event: Any) -> Span:
        start, end = event.start_mark.index, event.end_mark.index
        return Span(self.file, start, end if end > start else start + 1)

    def events(self) -> Iterator[Any]:
        """The library's events. What it refuses, and what it might, is refused in our words."""
        text = self.file.text
        if (at := refusals.unreadable_character(text)) is not None:
            raise _RefusedError(refusals.character_refusal(text[at]), Span(self.file, at, at + 1))
        if (at := refusals.first_directive(text)) is not None:
            raise _RefusedError(refusals.DIRECTIVE, Span(self.file, at, at + 1))
        try:
            yield from self.library_events(text, 0)
        except yaml.reader.ReaderError as error:
            refusal, at = refusals.reader_refusal(error, text)
            raise _RefusedError(refusal, Span(self.file, at, at + 1)) from None

    def library_events(self, text: str, skip: int) -> Iterator[Any]:
        """The library's events for `text`, the beginning of the file or all of it, without the first `skip`."""
        seen = 0
        loader = _LOADER(text)
        try:
            while True:
                event = loader.get_event()
                seen += 1
                if seen > skip:
                    yield event
                if isinstance(event, StreamEndEvent):
                    break
        except yaml.MarkedYAMLError as error:
            refusal, at = refusals.refusal_of(error, text)
            if refusal is refusals.TOO_DEEP and 0 < at < len(text):
                # libyaml reads ahead. Of the events before the place where it stopped some have not been seen, and our
                # own check of them names the level that is one too many.
                yield from self.library_events(text[:at], seen)
            raise self.refused(refusal, at) from None
        except (ValueError, OverflowError):
            # PyYAML's own scanner, at an escape beyond Unicode.
            raise self.refused(refusals.ESCAPE, refusals.impossible_escape(text)) from None

    def refused(self, refusal: Refusal, at: int) -> _RefusedError:
        index = min(at, max(len(self.file.text) - 1, 0))
        if refusal not in refusals.AS_THEY_ARE:
            if tab := _tab_in_indentation(self.file, index):
                return _RefusedError(refusals.TAB, tab)
            refusal, index = find_slip(self.file.text, index, refusal) or (refusal, index)
        return _RefusedError(refusal, Span(self.file, index, index + 1))

    def compose(self) -> Any:
        root: Any = None
        documents = 0
        stack: list[Map | Seq] = []
        # For each open mapping the key that waits for its value; for a sequence always None.
        keys: list[str | None] = []
        for event in self.events():
            kind = type(event)
            if kind is MappingEndEvent or kind is SequenceEndEvent:
                stack.pop()
                keys.pop()
                continue
            if kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _RefusedError(refusals.SECOND_DOCUMENT, self.span(event))
                continue
            if kind is AliasEvent:
                raise _RefusedError(refusals.ANCHOR, self.span(event))
            if kind is not ScalarEvent and kind is not MappingStartEvent and kind is not SequenceStartEvent:
                continue
            span = self.span(event)
            if event.anchor:
                raise _RefusedError(refusals.ANCHOR, span)
            if event.tag:
                raise _RefusedError(refusals.TAG, span)
            parent = stack[-1] if stack else None
            if kind is ScalarEvent:
                value: Any = self.scalar(event)
            else:
                value = Map(span) if kind is MappingStartEvent else Seq(span)
            if isinstance(parent, Map) and keys[-1] is None:
                keys[-1] = self.key(parent, event, value, span)
                continue
            if parent is None:
                root = value if root is None else root
            elif isinstance(parent, Map):
                key, keys[-1] = keys[-1], None
                assert key is not None
                if key not in parent:
                    parent[key] = value
                    parent.values_at[key] = span
            else:
                parent.append(value)
                parent.items_at.append(span)
            if kind is not ScalarEvent:
                stack.append(value)
                keys.append(None)
                if len(stack) > MAX_DEPTH:
                    raise _RefusedError(refusals.TOO_DEEP, span)
        return root

    def key(self, parent: Map, event: Any, value: Any, span: Span) -> str:
        if isinstance(value, (Map, Seq)):
            raise self.refused(refusals.KEY_NO_WORD, event.start_mark.index)
        key: str = event.value
        if event.style in (None, "") and (slip := slip_in_key(key)):
            raise _RefusedError(slip, span)
        if key in parent:
            line, _ = parent.keys_at[key].position
            self.findings.add(
                Finding("duplicate-key", f"“{key}” is written twice; it first stands in line {line}", span)
            )
        else:
            parent.keys_at[key] = span
        return key

    def scalar(self, event: Any) -> Any:
        """A plain scalar by YAML 1.2's core schema; a quoted or block scalar is text."""
        text: str = event.value
        if event.style not in (None, ""):
            # PyYAML's own scanner makes half a pair from \ud800, which libyaml refuses; nothing can write it.
            if event.style == '"' and refusals.has_half_a_pair(text):
                at = refusals.impossible_escape(self.file.text, event.start_mark.index)
                raise _RefusedError(refusals.ESCAPE, Span(self.file, at, at + 1))
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
                raise _RefusedError(_TOO_LARGE_NUMBER, self.span(event))
            return int(text, 0) if text[:2] in ("0x", "0o") else int(text)
        if _FLOAT.fullmatch(text):
            number = float(re.sub(r"\.(?=[a-zA-Z])", "", text))
            if not math.isfinite(number) or abs(number) > 1e15:
                raise _RefusedError(_NO_NUMBER, self.span(event))
            return number
        return text


_TOO_LARGE_NUMBER = Refusal("the number is too large", "", "bad-number")
_NO_NUMBER = Refusal("the number is not one that can be compared", "", "bad-number")
_BEGINS_NUMBER = "+-.0123456789"
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def _tab_in_indentation(file: SourceFile, index: int) -> Span | None:
    """The first tab before the text of the line that holds the character at `index`, if there is one."""
    line, column = file.position(index)
    text = file.line(line)
    at = text.find("\t", 0, len(text) - len(text.lstrip()))
    start = index - column + 1 + at
    return Span(file, start, start + 1) if at >= 0 else None
