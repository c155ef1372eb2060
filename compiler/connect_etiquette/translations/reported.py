"""The English texts that only the report shows. A language may translate them, and lacks nothing without them."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Span
from ..language import RuleSet
from ..source import Map

Key = tuple[str, str, str]
"""Kind, id and place of a text, such as (rules, first-day, headline)."""
BEYOND = "beyond-evidence"
"""The place of what goes beyond the sources."""


def reported_texts(rule_set: RuleSet) -> dict[Key, tuple[str, Span]]:
    """Names and reasons of layers, derived facts and their values, points, typical cases, questions that are asked
    nowhere else, what goes beyond the sources; each as it is written, with its place."""
    return {**dict(_layers(rule_set)), **dict(_derived(rule_set)), **dict(_told(rule_set)), **dict(_beyond(rule_set))}


def layer_key(path: str) -> str:
    """By which id translations know a layer: the name of its file, without its folder and ending."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _layers(rule_set: RuleSet) -> Iterator[tuple[Key, tuple[str, Span]]]:
    for path, document in rule_set.documents.items():
        if path.startswith("etiquette/"):
            for place, name in (("says", "layer"), ("reason", "because")):
                if isinstance(text := document.get(name), str):
                    yield ("layers", layer_key(path), place), (text, document.values_at[name])


def _derived(rule_set: RuleSet) -> Iterator[tuple[Key, tuple[str, Span]]]:
    for fact in rule_set.derived.values():
        yield ("derived", fact.id, "says"), (fact.says, fact.span)
        for value, label in fact.labels.items():
            yield ("derived", fact.id, f"values.{value}"), (label, fact.span)


def _told(rule_set: RuleSet) -> Iterator[tuple[Key, tuple[str, Span]]]:
    asked = set(rule_set.asked_about())
    situations: Map | None = rule_set.documents["sources.yaml"]["situations"] if rule_set.evidence.situations else None
    for name, body in situations.items() if situations is not None else ():
        if name not in asked:
            yield ("situations", name, "asks"), (body["asks"], body.values_at["asks"])
    for point, text in rule_set.evidence.points.items():
        yield ("points", point, ""), (text, rule_set.evidence.points_span[point])
    for path, document in rule_set.documents.items():
        stories = document.get("scenarios") if path.startswith("scenarios/") else None
        # Whether stories are sound is found out elsewhere, and later.
        for story in stories if isinstance(stories, list) else ():
            typical = story.get("typical") if isinstance(story, Map) else None
            if isinstance(typical, Map) and isinstance(typical.get("id"), str) and isinstance(story.get("story"), str):
                yield ("typical", typical["id"], ""), (story["story"], story.values_at["story"])


def _beyond(rule_set: RuleSet) -> Iterator[tuple[Key, tuple[str, Span]]]:
    groups = (("rules", rule_set.decision.rules), ("adjustments", rule_set.adjustments), ("tips", rule_set.tips))
    for kind, rules in groups:
        for rule in rules:
            if rule.beyond_evidence:
                yield (kind, rule.id, BEYOND), (rule.beyond_evidence, rule.span)
