"""What a job seeker enters: applications, rounds, people and dated answers, and how it becomes facts at an instant.

This is the same reading that `extension/engine/decision/situation.js` does in the browser. Scenarios, `explain` and
the parity test rest on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from ..diagrams import Share
from ..language import MINUTES, Fact, Reads, RuleSet
from ..proof import Cell, Space

Situation = dict[str, int]
"""Base facts to the index of the cell they are in."""

HOUR = timedelta(hours=1)
"""How long a round takes where no end was entered."""

NO_TURN = (True, timedelta.max)
"""Behind all events that may be told."""
NEVER_HAPPENED = ("moved", "cancelled")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer and the instant at which what it tells of happened. The value of a date is `YYYY-MM-DD`, that of a
    number its digits, in the fact's own unit."""

    value: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Application:
    """One application: its answers by fact, `outcome` and dates among them."""

    id: str
    company: str = ""
    role: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Round:
    """A round of interviews. Start and end are wall-clock times in `zone`; `who` are ids of people."""

    application: str
    start: datetime
    end: datetime | None
    zone: str
    who: tuple[str, ...]
    status: str = ""

    @property
    def begins(self) -> datetime:
        return at_wall(self.start, self.zone)

    @property
    def ends(self) -> datetime:
        """One that begins in an hour that clocks skip, and so an hour later, is as long as was entered."""
        begins = self.begins
        if self.end is None:
            return begins + HOUR
        ends = at_wall(self.end, self.zone)
        skipped = begins.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None) != self.start
        return begins + (self.end - self.start) if ends <= begins and skipped else ends


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the job seeker meets. `applications` are those they belong to besides the ones of their rounds."""

    id: str
    name: str = ""
    applications: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Records:
    """Everything entered. `zone` is the job seeker's own, in which dates without a time begin and days are counted."""

    me: Mapping[str, Answer]
    applications: Mapping[str, Application]
    rounds: tuple[Round, ...]
    people: Mapping[str, Person]
    zone: str = "UTC"
    share: Share | None = field(default=None, compare=False, repr=False)
    """What reading them may cost, where that is counted."""

    def spend(self, units: int) -> None:
        """Count so many units. Raises `ExhaustedError` where they are more than may be."""
        if self.share is not None:
            self.share.spend(units)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or will, and the zone in which days are counted from it.

    `wall` is the day of a date, from which days are counted where its midnight is skipped; `application` the one whose
    event it is, if it is one's.
    """

    at: datetime
    zone: str
    wall: datetime | None = None
    application: str | None = None


# Stories are told of the same few days again and again, and each instant is asked about by many facts.
@lru_cache(maxsize=8192)
def at_wall(wall: datetime, zone: str) -> datetime:
    """The instant (UTC) of a wall-clock time; in a daylight-saving gap the later, in a fold the earlier reading."""
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def shifted(event: Event, minutes: float, in_days: bool) -> datetime:
    """`event` plus so many minutes: elapsed time, or calendar days at the same time of day."""
    if not in_days:
        return event.at + timedelta(minutes=minutes)
    wall = event.wall or event.at.astimezone(ZoneInfo(event.zone)).replace(tzinfo=None)
    return at_wall(wall + timedelta(minutes=minutes), event.zone)


def since(answer: Answer, now: datetime) -> datetime:
    """When something that was answered happened. What is dated ahead of the clock has just happened."""
    return min(answer.at, now)


def applications_of(records: Records, person: Person) -> list[Application]:
    """The applications a person is in, through their rounds or by name, in the order they were entered."""
    records.spend(1 + (len(records.rounds) + len(records.applications)) // 4)
    ids = {*person.applications, *(r.application for r in records.rounds if person.id in r.who)}
    return [application for application in records.applications.values() if application.id in ids]


class Reading:
    """Facts of one person in one application, as the records are at `as_of`, read at any instant."""

    def __init__(
        self,
        rule_set: RuleSet,
        space: Space,
        records: Records,
        person: Person,
        application: Application | None,
        as_of: datetime,
        page: tuple[str, ...] = (),
    ) -> None:
        self.rule_set = rule_set
        self.space = space
        self.records = records
        self.person = person
        self.application = application
        self.as_of = as_of
        self.page = page
        records.spend(10 + 8 * len(records.rounds))
        happened = [r for r in records.rounds if r.status not in NEVER_HAPPENED]
        timed = [
            (r, Event(r.begins, r.zone, None, r.application), Event(r.ends, r.zone, None, r.application))
            for r in happened
        ]
        self._meetings = [(begins, ends) for r, begins, ends in timed if person.id in r.who]
        self._rounds = [
            (begins, ends) for r, begins, ends in timed if application is not None and r.application == application.id
        ]
        self._called_off = [
            Event(r.begins, r.zone)
            for r in records.rounds
            if r.status in NEVER_HAPPENED
            and person.id in r.who
            and application is not None
            and r.application == application.id
        ]
        self._known: dict[tuple[str, tuple[str, ...]], list[Event]] = {}

    def at(self, now: datetime) -> InstantSituation:
        """The situation at `now`. A fact is read when it is asked for."""
        return InstantSituation(self, now)

    def cell(self, fact_id: str, now: datetime) -> tuple[int, bool]:
        """The cell that a fact is in at `now`, and whether that is only assumed because nothing was entered."""
        fact = self.rule_set.facts[fact_id]
        value = self._value(fact, now)
        assumed = value is None
        if assumed:
            value = fact.unknown if fact.unknown is not None else "no"
        return value if isinstance(value, _Index) else find_cell(self.space, fact_id, value), assumed

    def _value(self, fact: Fact, now: datetime) -> Any:
        if fact.reads is None:
            return self._answer(fact, now)
        if fact.reads.how == "someone":
            return "yes" if self._someone(fact) else "no"
        if fact.reads.how == "during":
            rounds = self._meetings if fact.reads.event == "meeting" else self._rounds
            self.records.spend(len(rounds) // 4)
            return "yes" if any(begins.at <= now < ends.at for begins, ends in rounds) else "no"
        return self._elapsed(fact, now)

    def _holder(self, fact: Fact) -> Mapping[str, Answer]:
        if fact.whose == "me":
            return self.records.me
        if fact.whose == "application":
            return self.application.answers if self.application else {}
        return self.person.answers

    def _answer(self, fact: Fact, now: datetime) -> Any:
        answer = self._holder(fact).get(fact.id)
        if (
            answer is not None
            and fact.counts_since
            and since(answer, self.as_of) < self._last_before(fact.counts_since, now)
        ):
            answer = None
        value = answer.value if answer is not None else None
        for mark in self.page:
            possible = (fact.page or {}).get(mark)
            if possible and value not in possible:
                value = possible[0] if value is not None or possible[0] != fact.unknown else None
        return in_measure(fact, value) if value is not None and fact.is_number else value

    def _someone(self, fact: Fact) -> bool:
        assert fact.reads is not None
        for other in self.records.people.values():
            if other.id == self.person.id or self.application is None:
                continue
            answer = other.answers.get(fact.reads.event)
            if answer and answer.value in fact.reads.being and self.application in applications_of(self.records, other):
                return True
        return False

    def _elapsed(self, fact: Fact, now: datetime) -> _Index:
        assert fact.reads is not None
        cells = self.space.cells[fact.id]
        in_days = fact.unit in ("days", "weeks")
        event = self._nearest(fact.reads, now)
        sign = 1 if fact.reads.how == "since" else -1
        if event is None:
            return _Index(len(cells) - 1)
        for index, cell in enumerate(cells[:-1]):
            if cell.high is None:
                return _Index(index)
            self.records.spend(2)
            edge = shifted(event, sign * cell.high, in_days)
            ahead = (edge - now) * sign
            if ahead > timedelta(0) or (ahead == timedelta(0) and cell.kind == "point"):
                return _Index(index)
        raise AssertionError("the last stretch has no end")

    def _nearest(self, reads: Reads, now: datetime) -> Event | None:
        """The last event before `now`, or the next one, of those that count."""
        events = self._counted(reads, now)
        if reads.how == "since":
            return max((e for e in events if e.at <= now), key=lambda e: e.at, default=None)
        return min((e for e in events if e.at > now), key=lambda e: e.at, default=None)

    def turn(self, facts: Iterable[str], now: datetime) -> tuple[bool, timedelta]:
        """The first, as seen at `now`, of the events that some facts are read from and that are this application's own.

        What an answer rests on tells whose it is. Given back is whether it is over, and how far away it is: what comes
        next is the first, then what was last. `NO_TURN` if there is none.
        """
        first = NO_TURN
        for fact in facts:
            reads = self.rule_set.facts[fact].reads
            if reads is None or self.application is None:
                continue
            own = self.application.id
            if reads.how == "during":
                if any(b.application == own and b.at <= now < e.at for b, e in self._meetings):
                    first = (False, timedelta(0))
            elif reads.how in ("since", "until"):
                event = self._nearest(reads, now)
                if event is not None and event.application == own:
                    first = min(first, (event.at <= now, abs(event.at - now)))
        return first

    def _counted(self, reads: Reads, now: datetime) -> list[Event]:
        """Those events that still count at `now`.

        A date counts as long as its day was not over before what it has to be later than: what was promised before a
        round says nothing after it. What was called off before its hour came counts from now.
        """
        events = self.events(reads.event, reads.being)
        if reads.event == "meeting-off":
            return [Event(min(e.at, now), e.zone) for e in events]
        fact = self.rule_set.facts.get(reads.event)
        if fact is None or not fact.counts_since:
            return events
        last = self._last_before(fact.counts_since, now)
        return [e for e in events if (shifted(e, 24 * 60, True) if fact.kind == "date" else e.at) >= last]

    def _last_before(self, kind: str, now: datetime) -> datetime:
        """When the latest event of a kind was at `now`; if there was none, the beginning of time."""
        return max((e.at for e in self.events(kind) if e.at <= now), default=datetime.min.replace(tzinfo=UTC))

    def events(self, kind: str, being: tuple[str, ...] = ()) -> list[Event]:
        """All events of a kind: meetings and rounds that were not called off, those that were, or an answer's date."""
        found = self._known.get((kind, being))
        if found is None:
            found = self._known[kind, being] = self._gather(kind, being)
        self.records.spend(2 + len(found) // 4)
        return found

    def _gather(self, kind: str, being: tuple[str, ...]) -> list[Event]:
        if kind in ("meeting-start", "meeting-end"):
            return [begins if kind.endswith("start") else ends for begins, ends in self._meetings]
        if kind in ("round-start", "round-end"):
            return [begins if kind.endswith("start") else ends for begins, ends in self._rounds]
        if kind == "meeting-off":
            return self._called_off
        fact = self.rule_set.facts[kind]
        answer = self._holder(fact).get(kind)
        if answer is None or (being and answer.value not in being):
            return []
        zone = self.records.zone
        application = self.application.id if fact.whose == "application" and self.application else None
        if fact.kind == "date":
            wall = datetime.fromisoformat(answer.value)
            return [Event(at_wall(wall, zone), zone, wall, application)]
        return [Event(since(answer, self.as_of), zone, None, application)]

    def turning_points(self) -> Iterator[datetime]:
        """Every instant at which some fact may change: each event, and each threshold before or after it."""
        for begins, ends in (*self._meetings, *self._rounds):
            yield begins.at
            yield ends.at
        for fact in self.rule_set.facts.values():
            if fact.closes and self.application is not None and fact.id in self.application.answers:
                yield self.application.answers[fact.id].at
            if fact.reads is None or fact.reads.how not in ("since", "until"):
                continue
            sign = 1 if fact.reads.how == "since" else -1
            for event in self.events(fact.reads.event, fact.reads.being):
                yield event.at
                self.records.spend(2 * len(self.space.cells[fact.id]))
                for cell in self.space.cells[fact.id]:
                    if cell.kind == "point":
                        yield shifted(event, sign * cell.low, fact.unit in ("days", "weeks"))


def in_measure(fact: Fact, digits: str) -> float:
    """The number that an answer holds, in the measure of its fact's cells: minutes for times."""
    return round(float(digits) * MINUTES[fact.unit], 9) if fact.is_time else float(digits)


class InstantSituation(dict[str, int]):
    """A situation whose facts are read from the records when they are asked for. `assumed` grows with them."""

    def __init__(self, reading: Reading, now: datetime) -> None:
        super().__init__()
        self.reading = reading
        self.now = now
        self.assumed: set[str] = set()

    def __missing__(self, fact: str) -> int:
        cell, assumed = self.reading.cell(fact, self.now)
        if assumed:
            self.assumed.add(fact)
        self[fact] = cell
        return cell

    def complete(self) -> Situation:
        """All base facts with their cells."""
        return {fact: self[fact] for fact in self.reading.space.facts}


class _Index(int):
    """A cell's index, where a value would have to be looked up."""


def find_cell(space: Space, fact: str, value: str | float) -> int:
    """The index of the cell of `fact` that holds `value`: a value, “never”, or a number in its measure."""
    if isinstance(value, str):
        place = space.place(fact, value)
        if place is not None:
            return place
        raise ValueError(value)
    for index, cell in enumerate(space.cells[fact]):
        if _holds_number(cell, value):
            return index
    raise ValueError(value)


def _holds_number(cell: Cell, value: float) -> bool:
    if cell.kind == "point":
        return value == cell.low
    return cell.kind == "stretch" and cell.low < value and (cell.high is None or value < cell.high)
