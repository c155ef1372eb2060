"""Records as the extension stores them, for tests that begin with something entered."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

FORMAT = 2
"""`Records.FORMAT` of the extension."""

Json = dict[str, Any]


def answer(value: str, at: datetime) -> Json:
    """An answer, and the instant at which what it tells of happened."""
    return {"value": value, "at": at.isoformat().replace("+00:00", "Z")}


def slug_of(name: str) -> str:
    """The profile that somebody of this name has in tests."""
    return name.lower().replace(" ", "-")


def records(*applications: Json, me: Json | None = None) -> Json:
    """Everything entered: the parts that `application` makes, put together."""
    found: Json = {"format": FORMAT, "me": me or {}, "applications": {}, "rounds": {}, "people": {}}
    for part in applications:
        for section, entries in part.items():
            found[section].update(deepcopy(entries))
    return found


def application(
    company: str,
    *people: str,
    start: str | None = "2026-03-10T14:00",
    zone: str = "Europe/Berlin",
    minutes: int = 60,
    answers: Json | None = None,
    of_people: Json | None = None,
    profiles: bool = True,
    **round_: Any,
) -> Json:
    """One application with its people, all of them in one round. Ids are made from the names."""
    id_ = slug_of(company)
    ids = [slug_of(name) for name in people]
    made: Json = {
        "applications": {id_: {"company": company, "role": "Test Engineer", "answers": answers or {}}},
        "people": {
            slug: {
                "name": name,
                "profiles": [slug] if profiles else [],
                "applications": [id_],
                "answers": dict(of_people or {}),
            }
            for slug, name in zip(ids, people, strict=True)
        },
        "rounds": {},
    }
    if start is not None:
        end = datetime.fromisoformat(start) + timedelta(minutes=minutes)
        made["rounds"][f"round-{id_}"] = {
            "application": id_,
            "start": start,
            "end": end.isoformat(timespec="minutes"),
            "zone": zone,
            "who": ids,
            **round_,
        }
    return made


def crowd(companies: int, each: int, now: datetime) -> Json:
    """So many companies with so many people each, their interviews from three weeks before `now` to three weeks after it.

    No two companies are alike, and some of what can be answered is: rules, thanks, and how it ended.
    """
    parts = []
    for number in range(companies):
        start = now + timedelta(days=(number * 7) % 41 - 20, hours=number % 5, minutes=number // 41)
        met = start < now
        answers = {"contact-rules": answer("none", now - timedelta(days=30))} if number % 3 else {}
        if met and number % 9 == 0:
            answers["outcome"] = answer(["offer", "rejected"][number % 2], now - timedelta(days=1 + number % 3))
        thanked = {"thanked": answer("yes", start + timedelta(hours=3))} if met and number % 2 else {}
        reviewed = {"reviewed": answer("", start + timedelta(hours=4))["at"]} if met and number % 4 else {}
        names = [f"Person {number:02}{place} Stone" for place in range(each)]
        wall = start.strftime("%Y-%m-%dT%H:%M")
        parts.append(
            application(f"Company {number:02}", *names, start=wall, answers=answers, of_people=thanked, **reviewed)
        )
    return records(*parts)
