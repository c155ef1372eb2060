"""What stands beside an answer and never can: tips, notes and e-mails whose conditions no possible answer meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..diagrams import Diagram, Leaf, Share
from ..findings import Finding
from ..language import Rule
from .defects import cannot_hold
from .queries import VERDICT, Questions


def never_shown(q: Questions, diagram: Diagram, small: Mapping[str, Diagram]) -> Iterator[Finding]:
    """A finding for each tip, note or e-mail that no situation shows: alone, or with the verdict that it asks for."""
    rule_set, share = q.rule_set, q.purse["tips"]
    verdicts = {name: cell for cell, name in enumerate(rule_set.verdicts)}
    first = len(rule_set.impossible)

    def verdict(leaf: Leaf) -> int | None:
        """The cell of the verdict that is said at a leaf; None where the situations are impossible."""
        winner, adjusted = leaf
        if winner < first:
            return None
        return verdicts[rule_set.into if adjusted >= 0 else rule_set.decision.rules[winner - first].outcome]

    said = [verdict(leaf) for leaf in diagram.leaves]
    for rule in (*rule_set.tips, *rule_set.notes, *rule_set.emails):
        if not _meet(diagram, small[rule.id], said, share):
            yield cannot_hold(q, rule, share) or _only_otherwise(rule)


def _only_otherwise(rule: Rule) -> Finding:
    asks = any(test.fact == VERDICT for test in rule.when)
    why = "where its other lines hold, the verdict is always another" if asks else "no possible situation has it"
    return Finding("dead-rule", f"“{rule.id}” can never be shown: {why}", rule.span, rules=(rule.id,))


def _meet(diagram: Diagram, small: Diagram, said: list[int | None], share: Share) -> bool:
    """Whether some possible situation, with the verdict that is `said` of it, leads to where `small` applies."""
    stack, seen = [(diagram.root, small.root)], set[tuple[int, int]]()
    while stack:
        pair = stack.pop()
        if pair in seen:
            continue
        seen.add(pair)
        share.spend(1)
        at, beside = pair
        if beside < 0 and small.leaves[~beside][0] < 0:
            continue
        if at < 0 and said[~at] is None:
            continue
        if at < 0 and beside < 0:
            return True
        level = diagram.nodes[at][0] if at >= 0 else len(small.order)
        other = small.nodes[beside][0] if beside >= 0 else len(small.order)
        if at < 0 and small.order[other] == VERDICT:
            stack.append((at, small.nodes[beside][1][said[~at] or 0]))
        elif level == other:
            stack.extend(zip(diagram.nodes[at][1], small.nodes[beside][1], strict=True))
        elif level < other:
            stack.extend((child, beside) for child in diagram.nodes[at][1])
        else:
            stack.extend((at, child) for child in small.nodes[beside][1])
    return False
