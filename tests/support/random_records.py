"""Random records: applications, rounds, people and answers as a job seeker might enter them, sensible or not."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from connect_etiquette.answers import Answer, Application, Person, Records, Round
from connect_etiquette.language import RuleSet

ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC", "Pacific/Apia"]
"""Whole and half hours, both hemispheres, a change of half an hour, and none."""
AROUND = [datetime(2026, 3, 29, 1, 30), datetime(2026, 10, 25, 2, 30), datetime(2026, 3, 8, 2, 15), datetime(2026, 11, 1, 1, 45),
          datetime(2026, 4, 5, 1, 45), datetime(2026, 6, 10, 14, 0)]  # fmt: skip
"""Wall-clock times in gaps and folds of those zones, and one of an ordinary day."""


def random_records(rng: random.Random, rule_set: RuleSet) -> tuple[Records, datetime]:
    """Records, and an instant amid what happens in them."""
    middle = rng.choice(AROUND)
    applications = {
        f"a{i}": Application(f"a{i}", f"Company {i}", "role", _answers(rng, rule_set, "application", middle))
        for i in range(rng.randint(1, 3))
    }
    people = {
        f"p{i}": Person(f"p{i}", f"Person {i}", tuple(rng.sample(sorted(applications), rng.randint(0, len(applications)))),
                        _answers(rng, rule_set, "person", middle))
        for i in range(rng.randint(1, 4))
    }  # fmt: skip
    rounds = tuple(_round(rng, sorted(applications), sorted(people), middle) for _ in range(rng.randint(0, 5)))
    records = Records(_answers(rng, rule_set, "me", middle), applications, rounds, people, rng.choice(ZONES))
    return records, middle.replace(tzinfo=UTC)


def plain_records(rng: random.Random, rule_set: RuleSet) -> tuple[Records, datetime]:
    """Records of one person, one application and one interview, as the stage's own fields can say them; and an instant as above."""
    middle, zone = rng.choice(AROUND), rng.choice(ZONES)
    applications = {"a": Application("a", "Company", "role", _answers(rng, rule_set, "application", middle))}
    people = {"p": Person("p", "Person", ("a",), _answers(rng, rule_set, "person", middle))}
    start = (middle + timedelta(hours=rng.randint(-100, 100))).replace(second=0, microsecond=0)
    rounds = (Round("a", start, None, zone, ("p",)),)
    return Records(_answers(rng, rule_set, "me", middle), applications, rounds, people, zone), middle.replace(
        tzinfo=UTC
    )


def random_instant(rng: random.Random, around: datetime) -> datetime:
    """An instant within some weeks, sometimes to the minute of an hour or a day."""
    offset = rng.choice(
        [
            timedelta(minutes=rng.randint(-60_000, 60_000)),
            timedelta(hours=rng.randint(-100, 100)),
            timedelta(days=rng.randint(-30, 30)),
        ]
    )
    return around + offset


def random_page(rng: random.Random) -> tuple[str, ...]:
    return rng.choice([(), (), ("connect",), ("pending",), ("received",), ("connect", "at-once")])


def _answers(rng: random.Random, rule_set: RuleSet, whose: str, middle: datetime) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for fact in rule_set.facts.values():
        if fact.whose != whose or fact.reads is not None or rng.random() < 0.6:
            continue
        at = random_instant(rng, middle.replace(tzinfo=UTC))
        if fact.kind == "date":
            value = (middle + timedelta(days=rng.randint(-20, 20))).date().isoformat()
        elif fact.kind == "number":
            value = str(rng.randint(0, 6))
        else:
            value = rng.choice(fact.values)
        answers[fact.id] = Answer(value, at)
    return answers


def _round(rng: random.Random, applications: list[str], people: list[str], middle: datetime) -> Round:
    start = middle + timedelta(minutes=15 * rng.randint(-1500, 1500)) if rng.random() < 0.7 else middle
    end = start + timedelta(minutes=rng.choice([30, 60, 90, 480])) if rng.random() < 0.8 else None
    who = tuple(rng.sample(people, rng.randint(0, len(people))))
    return Round(
        rng.choice(applications),
        start,
        end,
        rng.choice(ZONES),
        who,
        rng.choice(["", "", "took-place", "moved", "cancelled"]),
    )


def as_stored(records: Records) -> dict[str, Any]:
    """The records as the extension's engine takes them."""
    return {
        "me": _stored_answers(records.me),
        "applications": {a.id: {"id": a.id, "company": a.company, "role": a.role, "answers": _stored_answers(a.answers)} for a in records.applications.values()},
        "rounds": {
            f"r{i}": {"id": f"r{i}", "application": r.application, "start": r.start.isoformat(timespec="minutes"), "zone": r.zone, "who": list(r.who),
                      "status": r.status, **({"end": r.end.isoformat(timespec="minutes")} if r.end else {})}
            for i, r in enumerate(records.rounds)
        },
        "people": {p.id: {"id": p.id, "name": p.name, "applications": list(p.applications), "answers": _stored_answers(p.answers)} for p in records.people.values()},
        "zone": records.zone,
    }  # fmt: skip


def _stored_answers(answers: Any) -> dict[str, Any]:
    return {fact: {"value": answer.value, "at": milliseconds_iso(answer.at)} for fact, answer in answers.items()}


def milliseconds_iso(instant: datetime) -> str:
    return instant.astimezone(ZoneInfo("UTC")).isoformat(timespec="milliseconds").replace("+00:00", "Z")
