"""Dates and time zones as people type them: whether they can stand, and what was probably meant."""

from __future__ import annotations

import difflib
import os
import re
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FIRST_YEAR, LAST_YEAR = 1970, 2999
"""The years in which dates may lie. Outside them arithmetic on dates leaves what Python can hold."""

DAY_ENDS = time(23, 59)
"""When something was done that is dated by its day alone: surely after that day's meetings, as the popup has it too."""

_OFFSET = re.compile(r"[Tt].*?(Z|z|[+-]\d\d(?::?\d\d)*)$")


class TypedError(ValueError):
    """What was typed can't stand. `message` says why, `hint` what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}. {hint}")
        self.message = message
        self.hint = hint


def check_zone(typed: str) -> None:
    """Raises `TypedError` if `typed` is no time zone."""
    try:
        ZoneInfo(typed)
    except (KeyError, ValueError, OSError):
        near = _nearest_zone(typed)
        hint = f"Did you mean “{near}”?" if near else "Write an IANA name such as Europe/Berlin."
        raise TypedError(f"“{typed}” is not a time zone", hint) from None


def _nearest_zone(typed: str) -> str:
    """The zone that `typed` misspells, or whose city it names; empty if there is none."""
    known = sorted(available_timezones())
    wanted = typed.strip().replace(" ", "_").lower()
    whole = {zone.lower(): zone for zone in known}
    # Where several zones name one city, such as America/Louisville and America/Kentucky/Louisville, the first will do.
    cities = {zone.rpartition("/")[2].lower(): zone for zone in reversed(known) if "/" in zone}
    for names in (whole, cities):
        near = difflib.get_close_matches(wanted, names, n=1, cutoff=0.8)
        if near:
            return names[near[0]]
    return ""


def check_year(day: date) -> None:
    """Raises `TypedError` if `day` lies outside the years that can be calculated with."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise TypedError(f"the year {day.year} is too far away", f"Write a year between {FIRST_YEAR} and {LAST_YEAR}.")


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[./-] ?(?P<m>\d{1,2})[./-] ?(?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)? (?P<name>[A-Za-z]{3})[a-z]*\.?,? (?P<y>\d{4})"),
    re.compile(r"(?P<name>[A-Za-z]{3})[a-z]*\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})"),
)
_TIME = re.compile(r"(?P<h>\d{1,2})(?:[:.h](?P<min>\d{2}))?(?::\d{2})?\s*(?P<half>[ap]\.?m)?\.?$", re.IGNORECASE)


def as_date(typed: str, example: str = "Write 2026-03-10 or Tue 2026-03-10 14:00.") -> str:
    """A hint with `typed`, a date as people write it, as it is written here; `example` if that can't be told."""
    found = next((found for pattern in _DAYS if (found := pattern.search(typed))), None)
    if found is None:
        return example
    parts = found.groupdict()
    name = parts.get("name")
    if name is not None and name.lower() not in _MONTHS:
        return example
    month = _MONTHS.index(name.lower()) + 1 if name else int(parts["m"])
    day = int(parts["d"])
    if name is None and month > 12 >= day:
        month, day = day, month
    rest = typed[found.end() :].strip(" ,T")
    clock = _TIME.match(rest) if rest else None
    if rest and clock is None:
        return example
    try:
        wall = datetime(int(parts["y"]), month, day)
        if clock is not None:
            hour = int(clock["h"])
            half = (clock["half"] or "").lower()
            hour = hour % 12 + (12 if half.startswith("p") else 0) if half else hour
            wall = wall.replace(hour=hour, minute=int(clock["min"] or 0))
    except ValueError:
        return example
    weekday = f"{WEEKDAYS[wall.weekday()]} " if re.match("[A-Za-z]", typed) and name is None else ""
    return f"Write {weekday}{wall:%Y-%m-%d %H:%M}." if clock else f"Write {weekday}{wall:%Y-%m-%d}."


def wall_time(typed: str, time_needed: bool = False, otherwise: time = time.min) -> datetime:
    """A wall-clock date as typed; without a time it is `otherwise`, unless `time_needed`. Raises `TypedError`."""
    told, text = _weekday(typed.strip())
    text = text.replace(" ", "T")
    example = "2026-03-10T14:00" if time_needed else "2026-03-10 or 2026-03-10T14:00"
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        meant = as_date(typed, f"Write {example}.")
        raise TypedError(f"“{typed}” is not a date", meant) from None
    if wall.tzinfo is not None:
        offset = _OFFSET.search(text)
        raise TypedError(f"“{typed}” names its own offset", f"Leave out {offset[1] if offset else 'it'}; say --zone.")
    if "T" not in text.upper():
        if time_needed:
            raise TypedError(f"“{typed}” has no time", f"Write {example}.")
        wall = datetime.combine(wall, otherwise)
    check_year(wall)
    if told and told != WEEKDAYS[wall.weekday()]:
        message = f"{wall:%Y-%m-%d} is a {WEEKDAYS[wall.weekday()]}, not a {told}"
        raise TypedError(message, "Correct the day of the week or the date.")
    return wall


def _weekday(typed: str) -> tuple[str, str]:
    """The day of the week before a date, as stories write it, and the rest; empty if there is none."""
    first, _, rest = typed.partition(" ")
    return (first, rest.strip()) if first in WEEKDAYS else ("", typed)


def machine_zone(local_time: Path = Path("/etc/localtime")) -> str:
    """The IANA name of the zone that this machine's clock shows; UTC where it names none, as on Windows."""
    names = [os.environ.get("TZ", "").removeprefix(":")]
    with suppress(OSError):
        names.append(os.path.realpath(local_time))
    for name in names:
        zone = name.rpartition("zoneinfo/")[2]
        with suppress(TypedError):
            if zone and not zone.startswith("/"):
                check_zone(zone)
                return zone
    return "UTC"
