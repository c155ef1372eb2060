"""What somebody did, where a YAML library only says where it stopped: found in the lines around that place.

A library notices a mistake late. An indentation too deep is to it “a colon inside text”, a forgotten quote a line that
“does not fit” ten lines further down. Here the lines above are read as a person reads them. Where nothing is found that
explains it, the refusal stands as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from .refusals import Refusal

Slip = tuple[Refusal, int]
"""What was done, and where: characters from the beginning of the text."""

CURLY = "“”„‟«»‹›‘’‚"
_ODD_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_KEY = re.compile(r"(?P<dashes>(?: *- +)*) *(?P<key>[A-Za-z_][\w-]*) *:(?=\s|$)(?P<value>.*)")
_MARK = re.compile(r"(<{7} .*|={7}|>{7} .*)$")
_ODD_PLACE = re.compile(rf"(?:^[ -]*|:[ ]?|- ?)(?P<odd>[{_ODD_SPACES}])")
_QUOTED = re.compile(r"""^[ -]*(?:[\w-]+: +)?(?P<quote>["'])""")
_FAR = 40
"""Lines above the place where a reader stopped in which an open quote is looked for: no text is that long."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """A text by lines, and the line in which a reader stopped, counted from 0."""

    text: str
    lines: list[str]
    starts: list[int]
    at: int
    line: int

    @property
    def here(self) -> str:
        return self.lines[self.line]

    def index(self, line: int, column: int) -> int:
        return self.starts[line] + column

    def above(self, line: int) -> int | None:
        """The last line before `line` that says something."""
        for index in range(line - 1, -1, -1):
            stripped = self.lines[index].strip()
            if stripped and not stripped.startswith("#"):
                return index
        return None


def find_slip(text: str, at: int, stopped: Refusal) -> Slip | None:
    """What explains that a reader stopped at character `at` of `text`, and where it is; None if nothing does."""
    starts = [0] + [match.end() for match in re.finditer(r"\r\n|\n|\r", text)]
    ends = [*starts[1:], len(text)]
    lines = [text[start:end].rstrip("\r\n") for start, end in zip(starts, ends, strict=True)]
    line = bisect_right(starts, at) - 1
    while line and not lines[line].strip():
        line -= 1
    around = _Lines(text, lines, starts, at, line)
    for look in _LOOKS:
        if found := look(around, stopped):
            return found
    return None


def slip_in_key(key: str) -> Refusal | None:
    """What is wrong with a key written without quotes that holds what should divide it from its value."""
    if key.isascii() and ":" not in key:
        # Nearly every key; the odd spaces are no ASCII.
        return None
    if any(space in key for space in _ODD_SPACES):
        return Refusal("an invisible no-break space stands in this key", "Delete it, and type an ordinary space.")
    if found := re.match(r"([a-z][\w-]*):(\S.*)", key):
        hint = f"Write “{found[1]}: {_short(found[2])}”."
        return Refusal("a space is missing behind the colon", hint)
    return None


def _merge_mark(of: _Lines, _: Refusal) -> Slip | None:
    for index in range(max(of.line - 1, 0), min(of.line + 2, len(of.lines))):
        if _MARK.match(of.lines[index]):
            hint = "Keep one of the two versions between the marks, and remove the marks."
            return Refusal("a merge of two versions left its marks here", hint), of.index(index, 0)
    return None


def _odd_space(of: _Lines, _: Refusal) -> Slip | None:
    for index in (of.line, of.above(of.line)):
        if index is not None and (found := _ODD_PLACE.search(of.lines[index])):
            column = found.start("odd")
            message = f"an invisible no-break space stands in column {column + 1}"
            return Refusal(message, "Delete it, and type an ordinary space."), of.index(index, column)
    return None


def _quotes(of: _Lines, _: Refusal) -> Slip | None:
    """A quote that was forgotten, or that closes where nobody meant it to."""
    for index in range(of.line, max(of.line - _FAR, -1), -1):
        found = _QUOTED.match(of.lines[index])
        if found is None:
            continue
        quote, start = found["quote"], of.index(index, found.start("quote"))
        end = _closing(of.text, start, quote)
        if end is None:
            break
        last = bisect_right(of.starts, end) - 1
        behind = of.lines[last][end + 1 - of.starts[last] :]
        if last != index and last <= of.line and re.match(r"\s*[^\s#,}\]:]", behind):
            message = f"the quote that opens in line {index + 1} is not closed"
            return Refusal(message, f"Add {quote} at the end of that text."), start
        if last == index == of.line and re.match(r"\s*[^\s#,}\]:]", behind):
            if quote == "'" and re.match(r"\w", behind):
                message = "the apostrophe closes the text, which opened with one"
                return Refusal(message, 'Put the text in double quotes: "…".'), end
            message = "the text in quotes ends here, and more stands behind it"
            return Refusal(message, 'Put the whole of it in quotes, or none; a " inside them is written \\".'), end
    return None


def _closing(text: str, start: int, quote: str) -> int | None:
    """Where the text in quotes that opens at `start` is closed."""
    rest = r"(?:''|[^'])*'" if quote == "'" else r'(?:\\.|[^"\\])*"'
    found = re.compile(rest, re.DOTALL).match(text, start + 1)
    return found.end() - 1 if found else None


def _curly(of: _Lines, _: Refusal) -> Slip | None:
    found = re.match(rf"^[ -]*(?:[\w-]+: +)?([{CURLY}])", of.here)
    if found is None:
        return None
    hint = f'Replace {found[1]} by ", and the one at the end too.'
    return Refusal(f"curly quotes such as {found[1]} are no quotes for YAML", hint), of.index(of.line, found.start(1))


def _text_like_a_list(of: _Lines, stopped: Refusal) -> Slip | None:
    found = _KEY.match(of.here)
    if found is None or not re.match(r"\s+- ", found["value"]) or "list" not in stopped.message:
        return None
    at = of.index(of.line, found.start("value") + len(found["value"]) - len(found["value"].lstrip()))
    return Refusal("text that begins with “- ” needs quotes", 'Write it as "- …".'), at


def _template(of: _Lines, _: Refusal) -> Slip | None:
    found = re.match(r"[ -]*(?:[\w-]+: +)?(\{\{|\{%)", of.here)
    if found is None:
        return None
    hint = 'Put the whole text in quotes: "…".'
    return Refusal(f"text that begins with {found[1]} needs quotes", hint), of.index(of.line, found.start(1))


def _colon(of: _Lines, stopped: Refusal) -> Slip | None:
    """A key whose colon is missing, or stands close to its value, in the line itself or the one above."""
    if not stopped.message.startswith(("a key without", "a colon and a space")):
        return None
    for index in (of.line, of.above(of.line)):
        if index is None or _KEY.match(of.lines[index]):
            continue
        line = of.lines[index]
        if found := re.match(r" *(-)[A-Za-z][\w-]*:(\s|$)", line):
            return Refusal("a space is missing behind the dash", "Write “- key: value”."), of.index(index, found.end(1))
        found = re.match(r"[ -]*(?P<key>[a-z][\w-]*)(?P<sign>:|\s*[;=]\s*|\s+|$)(?P<value>\S?.*)", line)
        # A lonely word above what stands further in is a key; a longer text is one whose own colon is elsewhere.
        if found is None or (index != of.line and found["value"] and _indent(line) < _indent(of.here)):
            continue
        start = of.index(index, found.start("key"))
        if found["sign"] == ":":
            hint = f"Write “{found['key']}: {_short(found['value'])}”."
            return Refusal("a space is missing behind the colon", hint), start + len(found["key"])
        pair = f"{found['key']}: {_short(found['value'])}".strip()
        hint = f"Write “{pair}”"
        hint += "; if the line belongs to the text above it, indent it." if index else "."
        return Refusal(f"behind the key “{found['key']}” a colon is missing", hint), start
    return None


def _indentation(of: _Lines, stopped: Refusal) -> Slip | None:
    """A key that stands further in or out than its neighbours."""
    mine, index = _KEY.match(of.here), of.above(of.line)
    if mine is None or index is None or of.at > of.index(of.line, mine.end("key")):
        return None
    neighbour = _KEY.match(of.lines[index])
    if neighbour is None:
        return None
    column, other = mine.start("key"), neighbour.start("key")
    plain = re.match(r"\s+[^\s|>&*!#\[{]", neighbour["value"]) is not None
    if column > other and (not plain or not stopped.message.startswith("a colon and a space")):
        return None
    if column == other or (column < other and "fit" not in stopped.message):
        return None
    count, way = abs(column - other), "more" if column > other else "less"
    message = f"this line is indented {count} space{'s' if count > 1 else ''} {way} than “{neighbour['key']}:” above it"
    return Refusal(message, "Begin it where its neighbours begin."), of.index(of.line, column)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


_LOOKS: tuple[Callable[[_Lines, Refusal], Slip | None], ...] = (
    _merge_mark,
    _odd_space,
    _curly,
    _text_like_a_list,
    _template,
    _quotes,
    _indentation,
    _colon,
)
