"""Every scenario told to the rules, and what they leave out: rules that none shows at work, and thresholds with none on
one of their sides."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise, takewhile

from ..diagrams import ExhaustedError, Purse, Share
from ..findings import Finding, Findings
from ..language import Fact
from ..proof import VERDICT, Cell, Proved
from .outcomes import Outcome, tips
from .scenarios import Scenario, read_scenarios, too_much
from .telling import run

Passed = dict[int, set[int]]
"""The cells through which scenarios left each node of the diagram."""


def try_scenarios(
    proved: Proved, findings: Findings, only: Callable[[Scenario], bool] | None = None, share: Share | None = None
) -> int:
    """Run every scenario and see what they cover; or those `only`, which cover what they cover. Returns how many.

    What they cost is counted in `share`, or in one of their own.
    """
    share = share or Purse()["stories"]
    before = findings.count("error")
    first = len(findings.items)
    scenarios = [
        scenario
        for scenario in read_scenarios(proved.rule_set, proved.space, findings, share)
        if only is None or only(scenario)
    ]
    if any(finding.code == "too-large" for finding in findings.items[first:]):
        return len(scenarios)
    all_read = findings.count("error") == before
    outcomes: list[Outcome] = []
    for scenario in scenarios:
        try:
            outcomes += run(scenario, proved, findings)
        except ExhaustedError:
            findings.add(too_much(scenario.span))
            return len(scenarios)
    misnamed = any(finding.code == "unknown-rule" for finding in findings.items[first:])
    # What a story would have shown that can't be read, or that names no rule, nobody knows.
    if scenarios and all_read and not misnamed and only is None:
        findings.extend(uncovered(outcomes, proved))
    return len(scenarios)


def uncovered(outcomes: Iterable[Outcome], proved: Proved) -> Iterator[Finding]:
    """A finding for each rule, adjustment, tip and draft, and each side of each threshold, that no outcome shows.

    A threshold is shown where it matters: by an outcome whose way through the diagram comes to a node that tells its
    two sides apart, and leaves it on one of them.
    """
    rule_set = proved.rule_set
    passed: Passed = {}
    unseen = {rule.id: rule for rule in rule_set.rules()}
    beside = {rule.id: rule for rule in (*rule_set.tips, *rule_set.notes, *rule_set.emails)}
    verdicts = {verdict: at for at, verdict in enumerate(rule_set.verdicts)}
    for outcome in outcomes:
        unseen.pop(outcome.rule.id, None)
        if beside and not outcome.contradiction:
            # Each diagram reads the few facts that it asks; to know them all takes a tenth of a build.
            known = ChainMap({VERDICT: verdicts[outcome.verdict]}, outcome.situation)  # type: ignore[arg-type]
            for name in [name for name in beside if proved.small[name].walk(known)[0][0] == 0]:
                del beside[name], unseen[name]
        if outcome.adjustment:
            # Of several that apply the first counts, and the others are said beside it.
            for name in [rule.id for rule in rule_set.adjustments if rule.id in unseen]:
                if name == outcome.adjustment.id or name in {rule.id for rule in tips(proved, outcome)}:
                    del unseen[name]
        for node, cell in _way(outcome, proved):
            passed.setdefault(node, set()).add(cell)
    for rule in unseen.values():
        yield Finding("uncovered-rule", f"no scenario shows “{rule.id}” at work", rule.span, rules=(rule.id,))
    nodes_of: dict[str, list[int]] = {}
    for node, (level, _) in enumerate(proved.diagram.nodes):
        nodes_of.setdefault(proved.diagram.order[level], []).append(node)
    for fact_id in proved.space.facts:
        if proved.rule_set.facts[fact_id].is_number:
            yield from _open_sides(fact_id, nodes_of.get(fact_id, []), passed, proved)


def _way(outcome: Outcome, proved: Proved) -> Iterator[tuple[int, int]]:
    """Each node that the outcome came through, and the cell by which it went on."""
    at = proved.diagram.root
    while at >= 0:
        level, children = proved.diagram.nodes[at]
        cell = outcome.situation[proved.diagram.order[level]]
        yield at, cell
        at = children[cell]


def _open_sides(fact_id: str, nodes: list[int], passed: Passed, proved: Proved) -> Iterator[Finding]:
    """A finding for each side of a boundary between two cells of `fact_id` that no way shows where it matters."""
    fact = proved.rule_set.facts[fact_id]
    cells = proved.space.cells[fact_id]
    real = [index for index, cell in enumerate(cells) if cell.kind != "never" and not _is_hollow(cell, fact)]
    for below, above in pairwise(range(len(real))):
        lower, upper = real[below], real[above]
        telling = [node for node in nodes if _children(proved, node)[lower] != _children(proved, node)[upper]]
        # A threshold is a cell of its own: the boundary lies before it, or behind it.
        at, sides = (
            (upper, ("less than", "at least")) if cells[upper].kind == "point" else (lower, ("at most", "more than"))
        )
        for side, way in zip(sides, (real[below::-1], real[above:]), strict=True):
            if telling and not any(passed.get(node, set()) & _alike(proved, node, way) for node in telling):
                message = f"no scenario is decided by “{fact_id}” being {side} {proved.space.sample(fact_id, at)}"
                yield Finding("uncovered-threshold", message, fact.span)


def _is_hollow(cell: Cell, fact: Fact) -> bool:
    """Whether a stretch lies between two neighbours of what is counted by ones, so that nobody can stand in it."""
    if fact.is_time or cell.kind != "stretch" or cell.high is None or cell.high % 1 or cell.low % 1:
        return False
    return cell.high - max(cell.low, -1) <= 1


def _children(proved: Proved, node: int) -> tuple[int, ...]:
    return proved.diagram.nodes[node][1]


def _alike(proved: Proved, node: int, way: list[int]) -> set[int]:
    """The cells at the beginning of `way` that lead on from `node` as the first of them does."""
    children = _children(proved, node)
    return set(takewhile(lambda cell: children[cell] == children[way[0]], way))
