"""Where something was written: a stretch of a file, and the line and column at which it begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


@dataclass(frozen=True, eq=False)
class SourceFile:
    """One YAML file: its name as shown to the author, and its text."""

    name: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0] + [match.end() for match in re.finditer(r"\r\n|\n|\r", self.text)]

    def position(self, index: int) -> tuple[int, int]:
        """Line and column, both from 1, of the character at `index`."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its end."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


class Span(NamedTuple):
    """A stretch of a file, in characters from its beginning, end excluded.

    There is one for each word of the rules, and no kind of object is made faster than a tuple.
    """

    file: SourceFile
    start: int
    end: int

    @property
    def position(self) -> tuple[int, int]:
        return self.file.position(self.start)

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.file.name}:{self.position[0]}"

    def seen_from(self, other: Span) -> str:
        """Where this is, as said in a finding at `other`: the line, with the file if that is another."""
        return f"line {self.position[0]}" if self.file.name == other.file.name else self.place

    def find(self, snippet: str, occurrence: int = 0) -> Span:
        """The place of `snippet` inside this span, block scalars and escapes notwithstanding; else the whole span."""
        at = self.start - 1
        for _ in range(occurrence + 1):
            at = self.file.text.find(snippet, at + 1, self.end)
            if at < 0:
                return self
        return Span(self.file, at, at + len(snippet))
