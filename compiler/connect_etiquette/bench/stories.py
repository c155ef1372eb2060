"""All stories of a rule set, each as the stage plays it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ..answers import Person, Records, Round, Scenario, at_wall, read_scenarios
from ..findings import Finding, Findings
from ..language import RuleSet
from ..proof import Proved
from .posed import as_stored, in_iso

REACH = (timedelta(days=-14), timedelta(days=28))
"""How far the stage's slider goes around the beginning of an interview, as in `extension/engine/stage/stage.js`."""


def stories(proved: Proved, findings: Collection[Finding]) -> list[dict[str, Any]]:
    """Every story for each of its people, in the order of the files; those that `findings` name fail."""
    failing = {finding.span for finding in findings if finding.span is not None}
    found = []
    for scenario in read_scenarios(proved.rule_set, proved.space, Findings()):
        for expected in scenario.expected:
            written = expected.span.file.text[expected.span.start : expected.span.end]
            data = {
                "story": scenario.story,
                "place": scenario.span.place,
                "person": expected.person,
                "expect": written,
                "fails": expected.span in failing,
            }
            found.append({**data, "scene": scene(proved.rule_set, scenario, expected.person)})
    return found


def scene(rule_set: RuleSet, scenario: Scenario, who: str) -> dict[str, Any] | None:
    """What the stage is told; None for a story that is told in facts, which has no clock."""
    records, now = scenario.records, scenario.now
    if records is None or now is None:
        return None
    person = records.people[who]
    answers = _answers(records, person)
    company = next(iter(records.applications.values())).company
    start, met = _beginning(records, person, now)
    found: dict[str, Any] = {
        "told": {"start": start.start.isoformat(timespec="minutes"), "zone": start.zone, "answers": answers},
        "names": {"name": person.name, "company": company},
        "at": round(now.timestamp() * 1000),
    }
    if not met or not _is_plain(rule_set, scenario, records):
        found["told"]["background"] = {
            "records": as_stored(records),
            "person": person.id,
            "page": list(scenario.page),
            "met": met,
        }
    return found


def _is_plain(rule_set: RuleSet, scenario: Scenario, records: Records) -> bool:
    """Whether an interview that is met and answers are all that is told, so that the stage's own fields can say it."""
    if scenario.page or len(records.people) > 1 or len(records.applications) > 1 or len(records.rounds) > 1:
        return False
    only = records.rounds[0]
    if only.status or only.end is not None or only.zone != records.zone:
        return False
    # On the stage an answer that ends an application calls off what lies ahead, as it does in the form.
    (application,) = records.applications.values()
    return not any(
        answer.value in rule_set.facts[fact].closes and answer.at < only.begins
        for fact, answer in application.answers.items()
    )


def _answers(records: Records, person: Person) -> dict[str, Any]:
    """What was answered that concerns a person, of applications in their first."""
    where = {*person.applications, *(one.application for one in records.rounds if person.id in one.who)}
    first = next((one.answers for name, one in records.applications.items() if name in where), {})
    together = {**records.me, **first, **person.answers}
    return {fact: {"value": answer.value, "at": in_iso(answer.at)} for fact, answer in together.items()}


def _beginning(records: Records, person: Person, now: datetime) -> tuple[Round, bool]:
    """The interview around which the slider goes: of those within its reach the nearest, which is the person's own;
    else the story's present stands for one, and the last word is False."""
    near = [
        one for one in _met(records, person) if REACH[0] <= now - one.begins <= REACH[1] and one.zone == records.zone
    ]
    if near:
        return min(near, key=lambda one: abs(one.begins - now)), True
    wall = now.astimezone(ZoneInfo(records.zone)).replace(tzinfo=None, second=0, microsecond=0)
    first = next(iter(records.applications))
    found = Round(first, wall, None, records.zone, (person.id,))
    return (found if at_wall(wall, records.zone) <= now else replace(found, start=wall - timedelta(hours=1))), False


def _met(records: Records, person: Person) -> Iterator[Round]:
    yield from (one for one in records.rounds if person.id in one.who and one.status not in ("moved", "cancelled"))
