"""What the stage poses: records as a browser holds them, whom it is about, when, and what the page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ..answers import (
    Answer,
    Application,
    Person,
    Records,
    Round,
    TypedError,
    answer_value,
    check_zone,
    wall_time,
)
from ..language import Fact
from ..proof import Proved

STATUSES = ("", "took-place", "moved", "cancelled")
MOST = 200
"""Applications, rounds, people and answers of one holder that are read."""
LONGEST = 200
"""Letters of a name."""


class PosedError(ValueError):
    """What was posed can't be told to the rules; the message says why."""


@dataclass(frozen=True, slots=True)
class Posed:
    """A question: what the rules say of `person` in `records` at an instant, where their page shows these marks."""

    records: Records
    person: Person
    at: datetime
    page: tuple[str, ...] = ()


def read_posed(proved: Proved, data: object) -> Posed:
    """The question in `data`, in which instants are milliseconds or ISO texts. Raises `PosedError`."""
    try:
        read = _Reader(proved)
        given = read.mapping(data, "the question")
        records = read.records(read.mapping(given.get("records"), "records"))
        person = records.people.get(read.text(given.get("person"), "person"))
        if person is None:
            raise PosedError("the person is none of those who were entered")
        page = tuple(read.text(mark, "a mark") for mark in read.sequence(given.get("page", []), "page"))
        return Posed(records, person, read.milliseconds(given.get("at")), page)
    except (TypedError, OverflowError) as error:
        raise PosedError(str(error)) from None


class _Reader:
    """Reads records piece by piece. Whatever is not of its kind raises a `PosedError`."""

    def __init__(self, proved: Proved) -> None:
        self.proved = proved

    def records(self, data: Mapping[str, Any]) -> Records:
        applications = {
            name: self.application(name, self.mapping(one, "an application"))
            for name, one in self.mapping(data.get("applications"), "applications").items()
        }
        people = {
            name: self.person(name, self.mapping(one, "a person"), applications)
            for name, one in self.mapping(data.get("people"), "people").items()
        }
        rounds = tuple(
            self.round(self.mapping(one, "a round"), applications, people)
            for one in self.mapping(data.get("rounds"), "rounds").values()
        )
        return Records(self.answers(data.get("me"), "me"), applications, rounds, people, self.zone(data.get("zone")))

    def application(self, name: str, data: Mapping[str, Any]) -> Application:
        company, role = (self.text(data.get(key, ""), key) for key in ("company", "role"))
        return Application(name, company, role, self.answers(data.get("answers"), "application"))

    def person(self, name: str, data: Mapping[str, Any], applications: Mapping[str, Application]) -> Person:
        where = tuple(
            self.text(one, "applications") for one in self.sequence(data.get("applications", []), "applications")
        )
        self.known(where, applications)
        return Person(name, self.text(data.get("name"), "name"), where, self.answers(data.get("answers"), "person"))

    def round(
        self, data: Mapping[str, Any], applications: Mapping[str, Application], people: Mapping[str, Person]
    ) -> Round:
        application, status = self.text(data.get("application"), "application"), data.get("status", "")
        who = tuple(self.text(one, "who") for one in self.sequence(data.get("who"), "who"))
        self.known((application,), applications)
        self.known(who, people)
        self.known((status,), STATUSES)
        start = wall_time(self.text(data.get("start"), "start"), time_needed=True)
        end = wall_time(self.text(data["end"], "end"), time_needed=True) if data.get("end") else None
        found = Round(application, start, end, self.zone(data.get("zone")), who, status)
        if found.ends <= found.begins:
            raise PosedError("a round ends before it begins")
        return found

    def answers(self, data: object, whose: str) -> dict[str, Answer]:
        facts = self.proved.rule_set.facts
        found = {}
        for name, one in self.mapping(data, "answers").items():
            fact = facts.get(name)
            if fact is None or fact.whose != whose or fact.reads is not None:
                raise PosedError(f"these rules know no answer to “{name[:LONGEST]}”")
            answer = self.mapping(one, "an answer")
            found[name] = Answer(
                self.value(fact, self.text(answer.get("value"), "value")), self.instant(answer.get("at"))
            )
        return found

    def value(self, fact: Fact, typed: str) -> str:
        if fact.kind == "date":
            return wall_time(typed).date().isoformat()
        try:
            told = f"{typed} {fact.unit}" if fact.is_number else typed
            return answer_value(self.proved.space, fact, told)
        except ValueError as error:
            raise PosedError(f"“{fact.id}” can't be “{typed}”. {error}") from None

    def instant(self, data: object) -> datetime:
        try:
            found = datetime.fromisoformat(self.text(data, "an instant"))
        except ValueError:
            raise PosedError(f"“{data}” is no instant") from None
        if found.tzinfo is None:
            raise PosedError(f"“{data}” has no zone")
        return self.within(found.astimezone(UTC))

    def milliseconds(self, data: object) -> datetime:
        if not isinstance(data, int | float):
            raise PosedError("“at” should be milliseconds since 1970")
        try:
            return self.within(datetime.fromtimestamp(round(data) / 1000, UTC))
        except (ValueError, OSError):
            raise PosedError(f"“at” can't be {data}") from None

    def within(self, instant: datetime) -> datetime:
        wall_time(f"{instant:%Y-%m-%d}")
        return instant

    def zone(self, data: object) -> str:
        check_zone(name := self.text(data, "zone"))
        return name

    def known(self, names: tuple[object, ...], among: Mapping[str, Any] | tuple[str, ...]) -> None:
        for name in names:
            if not isinstance(name, str) or name not in among:
                raise PosedError(f"“{str(name)[:LONGEST]}” is not known here")

    def mapping(self, data: object, what: str) -> Mapping[str, Any]:
        if not isinstance(data, dict) or len(data) > MOST:
            raise PosedError(f"{what} should be an object of at most {MOST} entries")
        return data

    def sequence(self, data: object, what: str) -> list[Any]:
        if not isinstance(data, list) or len(data) > MOST:
            raise PosedError(f"{what} should be a list of at most {MOST}")
        return data

    def text(self, data: object, what: str) -> str:
        if not isinstance(data, str) or len(data) > LONGEST:
            raise PosedError(f"{what} should be a text of at most {LONGEST} letters")
        return data


def as_stored(records: Records) -> dict[str, Any]:
    """The records as a browser holds them."""
    return {
        "me": _answers(records.me),
        "applications": {
            one.id: {"id": one.id, "company": one.company, "role": one.role, "answers": _answers(one.answers)}
            for one in records.applications.values()
        },
        "rounds": {f"r{index}": _round(f"r{index}", one) for index, one in enumerate(records.rounds)},
        "people": {
            one.id: {
                "id": one.id,
                "name": one.name,
                "applications": list(one.applications),
                "answers": _answers(one.answers),
            }
            for one in records.people.values()
        },
        "zone": records.zone,
    }


def _round(name: str, one: Round) -> dict[str, Any]:
    data = {
        "id": name,
        "application": one.application,
        "start": one.start.isoformat(timespec="minutes"),
        "zone": one.zone,
        "who": list(one.who),
        "status": one.status,
    }
    return {**data, "end": one.end.isoformat(timespec="minutes")} if one.end else data


def _answers(answers: Mapping[str, Answer]) -> dict[str, Any]:
    return {fact: {"value": answer.value, "at": in_iso(answer.at)} for fact, answer in answers.items()}


def in_iso(instant: datetime) -> str:
    """An instant to the millisecond, as a browser writes it."""
    return instant.astimezone(ZoneInfo("UTC")).isoformat(timespec="milliseconds").replace("+00:00", "Z")
