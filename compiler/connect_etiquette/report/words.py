"""The report's own words, in each language of the product; how it writes numbers, shares, dates and times."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from ..proof import in_figures

ENGLISH = "en"
_PLACE = re.compile(r"\{([a-z]+)\}")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ?(h|min|days?)")
_UNITS = {"h": "hour", "min": "minute", "day": "day", "days": "day"}
SMALLEST = 0.0001
"""A share below it is told as “less than” it."""


@cache
def all_words() -> Mapping[str, Mapping[str, str]]:
    """Every word by its key, in each language."""
    found: dict[str, dict[str, str]] = json.loads(files(__package__).joinpath("words.json").read_text("utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class Words:
    """The words in one language, as a browser calls it; English ones where there are none."""

    language: str = ENGLISH

    @property
    def own(self) -> str:
        """The language that the words are really in."""
        base = self.language.partition("-")[0]
        return base if base in all_words()["title"] else ENGLISH

    def __call__(self, key: str, **values: object) -> str:
        """The words under `key`, with `values` in their places."""
        return _PLACE.sub(lambda place: str(values[place[1]]), all_words()[key][self.own])

    def counted(self, key: str, count: int) -> str:
        """How many there are of something, which has one word for one and one for more."""
        return self(f"{key}-{'one' if count == 1 else 'more'}", count=self.number(count))

    def number(self, number: int) -> str:
        """A whole number, in groups of three digits."""
        return in_figures(number).replace(",", self("thousands"))

    def share(self, part: int, whole: int) -> str:
        """A part in per cent, as exactly as tells it from nothing and from all."""
        share = part / whole if whole else 0.0
        if part and share < SMALLEST:
            return self("less-than-share", share=self._percent(SMALLEST))
        return self("percent", share=self._percent(share))

    def _percent(self, share: float) -> str:
        percent = share * 100
        places = 0 if percent >= 10 or percent == 0 else 1 if percent >= 1 else 2
        return f"{percent:.{places}f}".replace(".", self("point"))

    def amount(self, written: str) -> str:
        """An amount as an author writes it (24h, 1 day, 3 people), in words."""
        found = _AMOUNT.fullmatch(written)
        if found is None:
            return written
        unit = _UNITS[found[2]]
        return self(f"{unit}-{'one' if found[1] == '1' else 'more'}", count=found[1].replace(".", self("point")))

    def day(self, wall: datetime) -> str:
        """The day of a wall-clock time."""
        weekday = self("weekdays").split()[wall.weekday()]
        return self("day", weekday=weekday, day=wall.day, month=self("months").split()[wall.month - 1])

    def time(self, wall: datetime) -> str:
        """A wall-clock time without its day."""
        return f"{wall:%H:%M}"
