"""The stories of a rule set, each told to the rules: which rule answers it, and with what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..answers import Scenario, run
from ..findings import Findings
from ..proof import Proved


@dataclass(frozen=True, slots=True)
class Told:
    """A story, its place as file:line inside the folder of stories, and the verdict that somebody in it gets."""

    story: str
    place: str
    verdict: str


def by_rule(proved: Proved, scenarios: Iterable[Scenario]) -> dict[str, list[Told]]:
    """The stories that each rule answers, by its id; an adjustment has those that it made more careful."""
    found: dict[str, dict[Told, None]] = {}
    for scenario in scenarios:
        place = scenario.span.place.rpartition("scenarios/")[2]
        for outcome in run(scenario, proved, Findings()):
            told = Told(scenario.story, place, outcome.verdict)
            for rule in (outcome.rule, outcome.adjustment):
                if rule is not None:
                    found.setdefault(rule.id, {})[told] = None
    return {rule: list(stories) for rule, stories in found.items()}
