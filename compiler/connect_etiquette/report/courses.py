"""Typical cases: the answers over the weeks of a story, as what is told in it happens, and as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ..answers import HORIZON, Answer, Outcome, Records, Scenario, steps
from ..asking import Voice
from ..proof import Proved
from .words import Words

CASES = 8
"""How many cases a report shows."""
WIDTH, NARROWEST = 680, 74
"""The width of a picture and of its narrowest stretch, in which a date has to find room, in CSS pixels."""
LETTER, DATE_LETTER = 6.4, 6.2
"""The widths reckoned for a letter of a stretch's word and of its date, in CSS pixels."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `at`, a wall-clock time, on the outcome is this one. `x` and `width` are its place in the picture."""

    at: datetime
    outcome: Outcome
    x: float = 0
    width: float = 0

    def holds(self, word: str) -> bool:
        """Whether `word` finds room in it, behind a number."""
        return len(word) * LETTER + 28 < self.width

    def dated(self, day: str) -> bool:
        """Whether its date finds room under it, before that of the next; the table below has it all the same."""
        return len(day) * DATE_LETTER < self.width


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happens in a case: an interview (`fact` is empty), or an answer. `x` is its place."""

    at: datetime
    fact: str
    value: str
    x: float = 0


@dataclass(frozen=True, slots=True)
class Course:
    """A case: its id if it has one, its story, the person, and what comes of it from the story's own present on."""

    id: str
    story: str
    person: str
    stretches: tuple[Stretch, ...]
    happenings: tuple[Happening, ...]


def typical(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """The stories that a rule set calls typical; where it calls none so, the first that have a present."""
    told = [scenario for scenario in scenarios if scenario.records is not None and scenario.records.people]
    return [scenario for scenario in told if scenario.typical] or told[:CASES]


def course(proved: Proved, scenario: Scenario) -> Course:
    """What the first person of a dated story is told over the weeks from its beginning on. An answer counts from its
    date on; one without a date was known from the beginning."""
    records, now = scenario.records, scenario.now
    assert records is not None
    assert now is not None
    first = scenario.begins or now
    last = first + HORIZON
    person = scenario.expected[0].person if scenario.expected else next(iter(records.people))
    dated = [answered for answered in _answers(records, person) if first < answered[0] < min(now, last)]
    found: list[Stretch] = []
    zone = ZoneInfo(records.zone)
    nows = sorted({first, *(at for at, _, _ in dated)})
    for begins, ends in zip(nows, [*nows[1:], last], strict=True):
        known = _as_of(records, begins, now)
        for step in steps(proved, known, known.people[person], begins, scenario.page):
            if step.at < ends and not (found and _alike(found[-1].outcome, step.outcome)):
                found.append(Stretch(step.at.astimezone(zone).replace(tzinfo=None), step.outcome))
    placed = _placed(found, last.astimezone(zone).replace(tzinfo=None))
    rounds = [met for met in _rounds(records, person) if first <= met[0] < last]
    happened = [
        Happening(at.astimezone(zone).replace(tzinfo=None), fact, value) for at, fact, value in (*rounds, *dated)
    ]
    return Course(
        scenario.typical,
        scenario.story,
        person,
        tuple(placed),
        tuple(replace(one, x=_place(placed, one.at)) for one in sorted(happened, key=lambda one: one.at)),
    )


def in_words(voice: Voice, words: Words, happening: Happening) -> str:
    """What was answered; the words for an interview are the page's own."""
    fact = voice.proved.rule_set.facts[happening.fact]
    if fact.kind == "date":
        wall = datetime.fromisoformat(happening.value)
        only_day = len(happening.value) == len("2026-03-17")
        label = words.day(wall) if only_day else f"{words.day(wall)}, {words.time(wall)}"
    else:
        label = happening.value if fact.is_number else voice.label(fact, happening.value)
    return f"{voice.says(fact)}: {label}"


def _alike(one: Outcome, other: Outcome) -> bool:
    return (one.verdict, one.rule.id, one.adjustment) == (other.verdict, other.rule.id, other.adjustment)


def _answers(records: Records, person: str) -> Iterator[tuple[datetime, str, str]]:
    """When each answer that concerns a person was given, the fact and the answer."""
    applications = {one.application for one in records.rounds if person in one.who}
    applications.update(records.people[person].applications)
    holders = [records.me, records.people[person].answers]
    holders += [records.applications[one].answers for one in sorted(applications)]
    for answers in holders:
        for fact, answer in answers.items():
            yield answer.at, fact, answer.value


def _rounds(records: Records, person: str) -> Iterator[tuple[datetime, str, str]]:
    for one in records.rounds:
        if person in one.who:
            yield one.begins, "", ""


def _as_of(records: Records, at: datetime, now: datetime) -> Records:
    """The records without the answers that were yet to come `at` some instant; those of the story's own present `now`
    were known all along."""

    def given(answers: Mapping[str, Answer]) -> dict[str, Answer]:
        return {
            fact: replace(answer, at=at) if answer.at == now else answer
            for fact, answer in answers.items()
            if answer.at <= at or answer.at == now
        }

    return replace(
        records,
        me=given(records.me),
        applications={name: replace(one, answers=given(one.answers)) for name, one in records.applications.items()},
        people={name: replace(one, answers=given(one.answers)) for name, one in records.people.items()},
    )


def _placed(found: Sequence[Stretch], end: datetime) -> list[Stretch]:
    """Stretches one beside the other: each wide enough for its date, and what is left by how long it lasts."""
    ends = [stretch.at for stretch in found[1:]] + [end]
    lasts = [(until - stretch.at) / timedelta(hours=1) for stretch, until in zip(found, ends, strict=True)]
    narrowest = min(NARROWEST, WIDTH / len(found))
    spare, whole = WIDTH - narrowest * len(found), sum(lasts)
    placed: list[Stretch] = []
    x = 0.0
    for stretch, hours in zip(found, lasts, strict=True):
        width = round(narrowest + (spare * hours / whole if whole > 0 else 0), 1)
        placed.append(replace(stretch, x=round(x, 1), width=width))
        x += width
    return placed


def _place(placed: Sequence[Stretch], at: datetime) -> float:
    """Where an instant stands in the picture: inside the stretch that it falls into, by time."""
    for stretch, following in zip(placed, [*placed[1:], None], strict=True):
        until = following.at if following is not None else placed[0].at + HORIZON
        if stretch.at <= at < until:
            return round(stretch.x + stretch.width * ((at - stretch.at) / (until - stretch.at)), 1)
    return 0.0
