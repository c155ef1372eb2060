"""What the compiler proves about a rule set, one generator a proof, and the findings where a proof fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..findings import Finding, Findings, Severity
from ..language import Decision, Rule, RuleSet
from . import lint
from .crosscheck import read_again
from .diagram import Box, Diagram, Leaf, TooComplexError
from .queries import Questions, listed, meet, nothing_wins
from .regions import as_data, as_yaml, in_words
from .space import Space, cut

MAX_CLASHES = 1_000
"""Clashes described one by one. Forty rules have fewer pairs; more come from one mistake made everywhere."""
MAX_TOLD = 5
"""Boxes of one finding that are said in words; its regions are all of them."""


@dataclass(frozen=True, slots=True)
class Proved:
    """A rule set with the diagram that answers for it. In the diagram's leaves the impossible situations come first:
    winner `i` is `rule_set.impossible[i]`, or the rule `i - len(impossible)` of the decision."""

    rule_set: RuleSet
    space: Space
    diagram: Diagram
    blocks: int

    def rule(self, leaf: Leaf) -> Rule | None:
        """The rule that answers at `leaf`, an impossible situation's declaration included; None in a gap."""
        winner, _ = leaf[0]
        ranked = (*self.rule_set.impossible, *self.rule_set.decision.rules)
        return ranked[winner] if winner >= 0 else None

    def adjustment(self, leaf: Leaf) -> Rule | None:
        """The adjustment made at `leaf`, if any."""
        _, adjusted = leaf[0]
        return self.rule_set.adjustments[adjusted] if adjusted >= 0 else None

    def impossible(self, leaf: Leaf) -> bool:
        """Whether the situations of `leaf` are declared impossible."""
        return 0 <= leaf[0][0] < len(self.rule_set.impossible)


def prove(rule_set: RuleSet, findings: Findings, down_to: Severity = "remark") -> Proved | None:
    """The proved rule set, or None where an error-level proof failed.

    `down_to` says which further findings are wanted: errors only, warnings too, or remarks as well.
    """
    q = Questions(rule_set, cut(rule_set))
    before = findings.count("error")

    def failed() -> bool:
        return findings.count("error") > before

    try:
        # Derived facts first: what rests on a broken one would be proved about nothing.
        broken: set[str] = set()
        for name, decision in rule_set.derivations.items():
            found = [] if _rests_on(decision, broken) else list(decision_proofs(q, decision))
            findings.extend(found)
            if found or _rests_on(decision, broken):
                broken.add(name)
        if broken:
            return None
        findings.extend(impossible_rules(q))
        findings.extend(decision_proofs(q, rule_set.decision))
        if failed():
            return None
        findings.extend(dead_adjustments(q))
        if failed():
            return None
        blocks = read_again(q, findings)
        if failed():
            return None
    except TooComplexError as error:
        facts = ", ".join(f"“{fact}”" for fact in error.facts)
        span = rule_set.facts[error.facts[0]].span if error.facts else None
        findings.add(Finding("too-complex", f"the rules combine {facts} in more ways than can be proved", span))
        return None
    findings.extend(lint.wanted(q, down_to))
    return Proved(rule_set, q.space, q.diagram, blocks)


def _rests_on(decision: Decision, facts: set[str]) -> bool:
    return any(test.fact in facts for rule in decision.rules for test in rule.when)


def decision_proofs(q: Questions, decision: Decision) -> Iterator[Finding]:
    """Clashes, gaps and dead rules of one decision: the verdict, or a derived fact."""
    q = q.about(decision)
    yield from clashes(q, decision)
    yield from gaps(q, decision)
    yield from dead_rules(q, decision)


def gaps(q: Questions, decision: Decision) -> Iterator[Finding]:
    """One finding with every situation that no rule covers, the simplest first."""
    if decision is q.rule_set.decision:
        covered = not any(nothing_wins(leaf) for leaf in q.diagram.leaves)
    else:
        covered = q.left_over({}, decision.rules) is None
    if covered:
        return
    boxes, complete = q.left_over_in_words({}, decision.rules)
    derived = q.rule_set.derived.get(decision.name)
    about = f"“{derived.id}” has no value in" if derived else "no rule covers"
    message, told = f"{about} these situations", _told(q, boxes, complete)
    if len(boxes) == 1 and complete:
        message, told = f"{about} this situation: {told[0]}", ()
    witness, telling = q.witness(boxes[0], decision.rules)
    yield Finding(
        "gap",
        message,
        derived.span if derived else None,
        witness=witness,
        telling=telling,
        regions=tuple(as_data(box, q.space) for box in boxes),
        told=told,
        # No rule is to blame for what none of them covers.
        file=decision.rules[-1].span.file.name.rpartition("/")[0] if decision.rules else "",
    )


def _told(q: Questions, boxes: Sequence[Box], complete: bool) -> tuple[str, ...]:
    """The first boxes in words, and a line that counts the others."""
    told = [in_words(box, q.space) for box in boxes[:MAX_TOLD]]
    more = len(boxes) - len(told)
    if more or not complete:
        told.append(f"and {more} more" if complete else f"and at least {more + 1} more")
    return tuple(told)


def clashes(q: Questions, decision: Decision) -> Iterator[Finding]:
    """A finding for each two rules of one layer that share a possible situation, whoever else wins there."""
    shown = more = 0
    for layer, name in enumerate(decision.layers):
        for first, second in _overlapping(q, [rule for rule in decision.rules if rule.layer == layer]):
            if shown == MAX_CLASHES:
                more += 1
                continue
            box = dict(q.boxes[first.id])
            for fact, mask in q.boxes[second.id].items():
                box[fact] = box.get(fact, q.space.full(fact)) & mask
            if q.certain(box) or q.left_over(box, ()) is not None:
                shown += 1
                yield _clash(q, first, second, box, name)
    if more:
        yield Finding("clash", f"{more:,} more pairs of rules overlap; mend those above first", decision.rules[0].span)


def _overlapping(q: Questions, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Pairs of rules that no fact tells apart, found with one bit set of rules for each cell."""
    everything = (1 << len(rules)) - 1
    asking: dict[str, int] = {}
    accepting: dict[str, list[int]] = {}
    for position, rule in enumerate(rules):
        for fact, mask in q.boxes[rule.id].items():
            asking[fact] = asking.get(fact, 0) | 1 << position
            row = accepting.setdefault(fact, [0] * q.widths[fact])
            for cell in range(q.widths[fact]):
                if mask >> cell & 1:
                    row[cell] |= 1 << position
    for position, rule in enumerate(rules):
        together = everything & ~((1 << (position + 1)) - 1)
        for fact, mask in q.boxes[rule.id].items():
            met = everything & ~asking[fact]
            for cell, accepted in enumerate(accepting[fact]):
                if mask >> cell & 1:
                    met |= accepted
            together &= met
            if not together:
                break
        while together:
            bit = together & -together
            together ^= bit
            yield rule, rules[bit.bit_length() - 1]


def _clash(q: Questions, first: Rule, second: Rule, box: Box, layer: str) -> Finding:
    boxes = [dict(box)] if q.certain(box) else q.left_over_in_words(box, ())[0]
    where, told = ":", _told(q, boxes, True)
    if len(boxes) == 1:
        where, told = f" {told[0]}", ()
    witness, telling = q.witness(box)
    return Finding(
        "clash",
        f"“{second.id}” and “{first.id}” ({first.span.seen_from(second.span)}) "
        f"both apply in layer “{layer}” when{where}",
        second.span,
        rules=(first.id, second.id),
        witness=witness,
        telling=telling,
        regions=tuple(as_data(part, q.space) for part in boxes),
        told=told,
        paste=(_repair(q, second, first), _repair(q, first, second)),
    )


def _repair(q: Questions, weaker: Rule, stronger: Rule) -> tuple[str, str]:
    """A heading, and `weaker` narrowed so that `stronger` wins where both applied, as YAML."""
    mine, other = q.boxes[weaker.id], q.boxes[stronger.id]
    apart = min(
        (fact for fact in other if mine.get(fact, q.space.full(fact)) & ~other[fact]),
        key=lambda fact: (fact not in mine, other[fact].bit_count()),
        default="",
    )
    heading = f"To let “{stronger.id}” win, narrow “{weaker.id}”:"
    if not apart:
        return heading, f"# “{weaker.id}” lies wholly inside “{stronger.id}”: move it to an earlier layer, or remove it"
    narrowed = {**mine, apart: mine.get(apart, q.space.full(apart)) & ~other[apart]}
    return heading, "\n".join(["when:", *(f"  {as_yaml(fact, mask, q.space)}" for fact, mask in narrowed.items())])


def dead_rules(q: Questions, decision: Decision) -> Iterator[Finding]:
    """Rules that never win, each with an irreducible set of stronger rules that takes all it could have."""
    winning = _winning(q, decision)
    for rule in decision.rules:
        if rule.id not in winning:
            yield from _dead(q, rule, [other for other in decision.rules if other.layer < rule.layer])


def _winning(q: Questions, decision: Decision) -> set[str]:
    """The ids of the rules that win somewhere, as far as one diagram shows; in a clash only one of the two is seen."""
    if decision is q.rule_set.decision:
        winners = {leaf[0][0] for leaf in q.diagram.leaves}
    else:
        winners = q.winners([q.boxes[rule.id] for rule in (*q.impossible, *decision.rules)])
    offset = len(q.impossible)
    return {decision.rules[winner - offset].id for winner in winners if winner >= offset}


def _dead(q: Questions, rule: Rule, stronger: Sequence[Rule]) -> Iterator[Finding]:
    box = q.boxes[rule.id]
    if q.left_over(box, ()) is None:
        yield _never_possible(q, rule)
        return
    if q.left_over(box, stronger) is not None:
        return
    hiding = _irreducible(q, box, [other for other in stronger if meet(box, q.boxes[other.id])])
    names = [f"“{other.id}” ({other.span.seen_from(rule.span)})" for other in hiding]
    take = "takes" if len(hiding) == 1 else "together take"
    yield Finding(
        "dead-rule",
        f"“{rule.id}” can never win: {listed(names)} {take} every situation it could decide",
        rule.span,
        rules=(rule.id, *(other.id for other in hiding)),
    )


def _never_possible(q: Questions, rule: Rule) -> Finding:
    box = q.boxes[rule.id]
    empty = next((test for test in rule.when if box[test.fact] == 0), None)
    if empty is not None:
        message = f"“{rule.id}” asks of “{empty.fact}” what can never hold"
        return Finding("empty-condition", message, empty.span, rules=(rule.id,))
    if q.impossible and q.holds_somewhere(box):
        message = f"“{rule.id}” applies only in situations declared impossible"
        return Finding("impossible-rule", message, rule.span, rules=(rule.id,))
    message = f"“{rule.id}” can never apply: its conditions exclude each other"
    return Finding("empty-condition", message, rule.span, rules=(rule.id,))


def _irreducible(q: Questions, box: Box, hiding: list[Rule]) -> list[Rule]:
    """A part of `hiding` that still takes all of `box`, and of which no member can be spared.

    Halves are tried before single rules, so that a small answer among many rules costs few questions (QuickXplain,
    Junker 2004).
    """
    for rule in hiding:
        if all(box.get(fact, q.space.full(fact)) & ~mask == 0 for fact, mask in q.boxes[rule.id].items()):
            return [rule]

    def needed(base: list[Rule], candidates: list[Rule], base_grew: bool) -> list[Rule]:
        if base_grew and q.left_over(box, base) is None:
            return []
        if len(candidates) == 1:
            return candidates
        half = len(candidates) // 2
        left, right = candidates[:half], candidates[half:]
        of_right = needed(base + left, right, bool(left))
        of_left = needed(base + of_right, left, bool(of_right))
        return of_left + of_right

    return needed([], hiding, False)


def impossible_rules(q: Questions) -> Iterator[Finding]:
    """Declarations of impossible situations that can't hold at all."""
    for rule in q.rule_set.impossible:
        if not q.holds_somewhere(q.boxes[rule.id]):
            message = f"“{rule.id}” can never apply: its conditions exclude each other"
            yield Finding("empty-condition", message, rule.span, rules=(rule.id,))


def dead_adjustments(q: Questions) -> Iterator[Finding]:
    """Adjustments that never change an answer."""
    used = {leaf[0][1] for leaf in q.diagram.leaves}
    for index, rule in enumerate(q.rule_set.adjustments):
        if index not in used:
            yield Finding("dead-rule", f"“{rule.id}” never changes an answer", rule.span, rules=(rule.id,))
