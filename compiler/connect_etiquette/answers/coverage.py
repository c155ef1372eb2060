"""What the scenarios leave out: rules that none shows at work, and thresholds with none on one of their sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..findings import Finding
from ..proof import Proved
from .outcomes import Outcome, tips


def uncovered(outcomes: Iterable[Outcome], proved: Proved) -> Iterator[Finding]:
    """A finding for each rule, adjustment and tip, and each side of each threshold, that no outcome shows."""
    shown: set[str] = set()
    stood_in: dict[str, set[int]] = {}
    unseen = {tip.id for tip in proved.rule_set.tips}
    for outcome in outcomes:
        shown.add(outcome.rule.id)
        if unseen:
            shown.update(tip.id for tip in tips(proved, outcome))
            unseen -= shown
        if outcome.adjustment:
            shown.add(outcome.adjustment.id)
        for fact in outcome.path:
            stood_in.setdefault(fact, set()).add(outcome.situation[fact])
    for rule in (*proved.rule_set.decision.rules, *proved.rule_set.adjustments, *proved.rule_set.tips):
        if rule.id not in shown:
            yield Finding("uncovered-rule", f"no scenario shows “{rule.id}” at work", rule.span, rules=(rule.id,))
    for fact_id in proved.space.facts:
        yield from _open_sides(fact_id, stood_in.get(fact_id, set()), proved)


def _open_sides(fact_id: str, stood_in: set[int], proved: Proved) -> Iterator[Finding]:
    """A finding for each side of a threshold of `fact_id` of which `stood_in` holds no cell."""
    for index, cell in enumerate(proved.space.cells[fact_id]):
        if cell.kind != "point":
            continue
        # Below it lie the stretch before it and the threshold that begins that; nothing lies below a threshold of 0.
        sides = {"at or above": {index, index + 1}, **({"below": {index - 2, index - 1}} if index else {})}
        for side, cells in sides.items():
            if not cells & stood_in:
                threshold = proved.space.sample(fact_id, index)
                message = f"no scenario is decided with “{fact_id}” just {side} {threshold}"
                yield Finding("uncovered-threshold", message, proved.rule_set.facts[fact_id].span)
