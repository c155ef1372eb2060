"""Which part of a rule set carries out which point of the article it follows, and what each rule rests on: a table.

Facts, derived facts, rules, gains, risks, adjustments, tips and notes name the points that they carry out. A claim in
the sources only repeats what the article says, so it carries nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..language import Agreement, Rule, RuleSet

KINDS = ("facts", "moments", "lines", "rules", "gains", "risks", "adjustments", "tips", "notes")
"""What can carry a point, in the order of the table's columns."""

PLACES = ("in the three lines", "asked, or a button", "behind “Why?”", "in a draft", "in the form")
"""Where a person may meet a point, nearest first: the first two without a press, all but the last with one."""

WHERE = {
    "lines": "in the three lines",
    "rules": "behind “Why?”",
    "gains": "behind “Why?”",
    "risks": "behind “Why?”",
    "adjustments": "in the three lines",
    "tips": "behind “Why?”",
    "notes": "in a draft",
}
"""The place at which each kind of carrier is shown; facts are asked or stand in the form, moments are not shown."""

LEVELS = {
    "most": "most agree",
    "split": "opinions split",
    "few": "few have written",
    "platform": "the platform's own pages",
    "own": "our own reasoning",
}


@dataclass(frozen=True, slots=True)
class Carrier:
    """Something that carries out points of the article: its kind (one of `KINDS`), its id, and the points."""

    kind: str
    id: str
    points: tuple[str, ...]


def carriers(rule_set: RuleSet) -> Iterator[Carrier]:
    """Everything that names a point."""
    everything = (
        *(Carrier("facts", fact.id, fact.points) for fact in rule_set.facts.values()),
        *(Carrier("moments", fact.id, fact.points) for fact in rule_set.derived.values()),
        *(Carrier("lines", rule.id, rule.shown_points) for rule in rule_set.decision.rules),
        *(Carrier("rules", rule.id, rule.points) for rule in rule_set.decision.rules),
        *(Carrier("gains", rule.id, rule.gain_points) for rule in rule_set.decision.rules),
        *(Carrier("risks", rule.id, rule.risk_points) for rule in rule_set.decision.rules),
        *(Carrier("adjustments", rule.id, rule.points) for rule in rule_set.adjustments),
        *(Carrier("tips", rule.id, rule.points) for rule in rule_set.tips),
        *(Carrier("notes", rule.id, rule.points) for rule in (*rule_set.notes, *rule_set.emails)),
    )
    yield from (carrier for carrier in everything if carrier.points)


def carried(rule_set: RuleSet) -> dict[str, list[Carrier]]:
    """For each point of the article what carries it out; an empty list is a point that got lost."""
    found: dict[str, list[Carrier]] = {point: [] for point in rule_set.evidence.points}
    for carrier in carriers(rule_set):
        for point in carrier.points:
            if point in found:
                found[point].append(carrier)
    return found


def met(rule_set: RuleSet, point: str) -> dict[str, list[str]]:
    """Where a person meets `point`: for each place of `PLACES` the ids of what shows it there."""
    cards = rule_set.documents.get("cards.yaml")
    buttons = set(cards.get("what-if", ())) if cards is not None else set()
    found: dict[str, list[str]] = {place: [] for place in PLACES}
    for carrier in carried(rule_set)[point]:
        if carrier.kind == "facts":
            fact = rule_set.facts[carrier.id]
            if fact.asked == "when-it-matters" or fact.id in buttons or fact.sooner:
                found["asked, or a button"].append(fact.id)
            elif fact.asked != "never":
                found["in the form"].append(fact.id)
        elif carrier.kind != "moments":
            found[WHERE[carrier.kind]].append(carrier.id)
    return {place: list(dict.fromkeys(ids)) for place, ids in found.items()}


def traceability_as_markdown(rule_set: RuleSet) -> str:
    """Three tables: the article point by point, where a person meets each point, and the rules with what they rest on.

    Empty columns are left out.
    """
    parts = ["# Traceability", "", "Generated from the rules by `etiquette build`.", ""]
    points = carried(rule_set)
    if points:
        used = [kind for kind in KINDS if any(carrier.kind == kind for found in points.values() for carrier in found)]
        parts += ["## The article, point by point", "", *_head(["point", "what the article says", *used])]
        for point, found in points.items():
            cells = [", ".join(_ids(carrier.id for carrier in found if carrier.kind == kind)) for kind in used]
            parts.append(_row([point, rule_set.evidence.points[point], *cells]))
        parts.append("")
        parts += ["## Where a person meets them", "", *_head(["point", *PLACES])]
        for point in points:
            places = met(rule_set, point)
            parts.append(_row([point, *(", ".join(f"`{name}`" for name in places[place]) for place in PLACES)]))
        parts.append("")
    columns = ["rule", "layer", "verdict", "rests on", "agreement", "go", "wait", "depends", "beyond the evidence"]
    parts += ["## The rules, and what they rest on", "", *_head(columns)]
    parts += [_row(_ground(rule, rule_set)) for rule in rule_set.decision.rules]
    return "\n".join(parts) + "\n"


def _ground(rule: Rule, rule_set: RuleSet) -> list[str]:
    agreement = rule.agreement
    rests_on = " · ".join(part for part in (rule.situation or "", rule.authority) if part)
    return [
        f"`{rule.id}`",
        rule_set.decision.layers[rule.layer],
        rule.outcome,
        rests_on,
        LEVELS[agreement.level],
        *_counts(agreement),
        rule.beyond_evidence,
    ]


def _counts(agreement: Agreement) -> list[str]:
    """Voices of tiers A and B, and those of tier C alone behind a plus."""
    pairs = (
        (agreement.go, agreement.more_go),
        (agreement.wait, agreement.more_wait),
        (agreement.depends, agreement.more_depends),
    )
    return [f"{firm} +{more}" if more else str(firm) for firm, more in pairs]


def _ids(ids: Iterator[str]) -> list[str]:
    return [f"`{name}`" for name in dict.fromkeys(ids)]


def _head(columns: list[str]) -> list[str]:
    return [_row(columns), _row(["---"] * len(columns))]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
