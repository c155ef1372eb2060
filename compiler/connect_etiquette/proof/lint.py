"""What a rule set could do without, or its author may not have meant; what stands beside an answer and never can."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..diagrams import Box, Diagram, ExhaustedError, Leaf, Share, which_hold
from ..findings import Finding, Severity, Span
from ..language import AnyOf, Condition, Never, Not, Rule
from .clashes import clashes_with_line_gone
from .defects import cannot_hold
from .queries import VERDICT, Questions, listed

Look = Callable[[], Iterator[Finding]]


def wanted(q: Questions, diagram: Diagram, down_to: Severity) -> Iterator[Finding]:
    """Every warning that the logic gives cause for, and with `down_to` “remark” every remark too. `diagram` is the
    verdict's."""
    looks: list[tuple[str, Look]] = []
    if down_to != "error":
        looks.append(("whether a condition is idle", lambda: idle_conditions(q)))
        looks.append(("whether a fact is idle", lambda: idle_facts(q, diagram)))
        looks.append(("where “never” is meant", lambda: included_never(q)))
    if down_to == "remark":
        looks.append(("whether a rule is redundant", lambda: redundant(q)))
        looks.append(("whether a declaration is redundant", lambda: said_before(q)))
    for what, look in looks:
        try:
            yield from look()
        except ExhaustedError:
            message = f"the rules are sound, but they combine in too many ways to find out {what}"
            yield Finding("unchecked", message, file=_folder(q))


def _folder(q: Questions) -> str:
    rules = q.rule_set.decision.rules
    return rules[0].span.file.name.rpartition("/")[0] if rules else ""


def idle_conditions(q: Questions) -> Iterator[Finding]:
    """Conditions that can be dropped without changing an outcome of the decision they stand in.

    Without one of its conditions a rule would apply outside of it, too. That changes an outcome if somewhere there no
    rule of a stronger layer wins.
    """
    for decision in (*q.rule_set.derivations.values(), q.rule_set.decision):
        judged = q.judged(decision)
        tests = [(rule, test) for rule in decision.rules for test in rule.when]
        boxes: list[Box] = []
        for rule, test in tests:
            box = q.box(rule)
            q.purse["advice"].spend(len(box) // 8, 100 * len(box))
            boxes.append({**box, test.fact: q.space.full(test.fact) & ~box[test.fact]})
        weakest = len(decision.layers)
        layers = [weakest if rank < 0 else -1 for rank, _ in judged.leaves]
        for leaf, (winner, _) in enumerate(judged.leaves):
            if winner >= judged.impossible:
                layers[leaf] = decision.rules[winner - judged.impossible].layer
        found = which_hold(
            q.store, judged.root, q.finished, boxes, [rule.layer for rule, _ in tests], layers.__getitem__,
            q.purse["advice"],
        )  # fmt: skip
        for index, (rule, test) in enumerate(tests):
            # One that keeps two rules of a layer apart is needed, though a stronger rule decides where they would meet.
            if index not in found and not clashes_with_line_gone(q, decision, rule, test, q.purse["advice"]):
                message = f"“{rule.id}” answers the same without “{test.fact}”"
                yield Finding("idle-condition", message, test.key_span, rules=(rule.id,))
    yield from _idle_in_adjustments(q)


def _idle_in_adjustments(q: Questions) -> Iterator[Finding]:
    """The same for adjustments: outside of the condition there is nothing that one could turn, nor an outcome that
    another has turned, beside which it would stand."""
    rule_set = q.rule_set
    judged = q.judged(rule_set.decision)
    tests = [(rank, test) for rank, rule in enumerate(rule_set.adjustments) for test in rule.when]
    boxes: list[Box] = []
    for rank, test in tests:
        box = q.box(rule_set.adjustments[rank])
        q.purse["advice"].spend(len(box) // 8, 100 * len(box))
        boxes.append({**box, test.fact: q.space.full(test.fact) & ~box[test.fact]})
    turns = [
        winner >= judged.impossible and rule_set.decision.rules[winner - judged.impossible].outcome == rule_set.turns
        for winner, _ in judged.leaves
    ]
    found = which_hold(
        q.store, judged.root, q.finished, boxes, [1] * len(tests), lambda leaf: int(turns[leaf]), q.purse["advice"]
    )
    for index, (rank, test) in enumerate(tests):
        if index not in found:
            rule = rule_set.adjustments[rank]
            message = f"“{rule.id}” adjusts the same without “{test.fact}”"
            yield Finding("idle-condition", message, test.key_span, rules=(rule.id,))


def said_before(q: Questions) -> Iterator[Finding]:
    """Impossible situations that lie wholly inside those of an earlier declaration."""
    declared = q.rule_set.impossible
    for index, rule in enumerate(declared):
        box = q.box(rule)
        for earlier in declared[:index]:
            q.purse["advice"].spend(1)
            if all(box.get(fact, q.space.full(fact)) & ~mask == 0 for fact, mask in q.box(earlier).items()):
                message = f"“{rule.id}” declares nothing that “{earlier.id}” does not"
                names = (rule.id, earlier.id)
                yield Finding("redundant-rule", message, rule.span, hint="Remove it.", rules=names)
                break


def idle_facts(q: Questions, diagram: Diagram) -> Iterator[Finding]:
    """Facts that nothing reads, and values that no rule tells apart from another."""
    read = _read_elsewhere(q)
    levels: dict[str, list[tuple[int, ...]]] = {}
    for level, children in diagram.nodes:
        levels.setdefault(diagram.order[level], []).append(children)
    for fact in q.rule_set.facts.values():
        masks = read.get(fact.id, [])
        if fact.kind == "date":
            if not masks:
                yield Finding("idle-fact", f"nothing reads “{fact.id}”", fact.span)
            continue
        nodes = levels.get(fact.id, [])
        if not nodes and not masks:
            yield Finding("idle-fact", f"no rule's outcome depends on “{fact.id}”", fact.span)
        elif not fact.is_number:
            yield from _idle_values(q, fact.id, nodes, masks, fact.span)
    yield from _idle_derived(q)


def _idle_derived(q: Questions) -> Iterator[Finding]:
    """Derived facts that nothing reads, and values of them that no condition tells apart."""
    asked: dict[str, list[int]] = {}
    decisions = [rule for decision in q.rule_set.derivations.values() for rule in decision.rules]
    for rule in (*decisions, *q.rule_set.rules(), *q.rule_set.impossible):
        for test in rule.when:
            if test.fact in q.rule_set.derived:
                asked.setdefault(test.fact, []).append(q.space.mask(test.fact, test.condition))
    for name, fact in q.rule_set.derived.items():
        if name not in asked:
            yield Finding("idle-fact", f"nothing reads “{name}”", fact.span)
        else:
            yield from _idle_values(q, name, (), asked[name], fact.span)


def _idle_values(
    q: Questions, fact: str, nodes: Sequence[tuple[int, ...]], masks: Sequence[int], span: Span
) -> Iterator[Finding]:
    """Values of `fact` for which every node leads on in the same way and no tip, note or reading differs."""
    seen: dict[tuple[object, ...], str] = {}
    for index, cell in enumerate(q.space.cells[fact]):
        profile = (*(children[index] for children in nodes), *(mask >> index & 1 for mask in masks))
        if profile in seen:
            yield Finding(
                "idle-value",
                f"no rule tells “{cell.value}” from “{seen[profile]}” in “{fact}”",
                span,
            )
        seen.setdefault(profile, cell.value)


def _read_elsewhere(q: Questions) -> dict[str, list[int]]:
    """Masks of cells that tips, notes and other facts' readings tell apart, by fact."""
    read: dict[str, list[int]] = {}
    seen: set[str] = set()
    for rule in (*q.rule_set.tips, *q.rule_set.notes, *q.rule_set.emails):
        for fact, mask in q.space.box(rule).items():
            _gather(q, fact, mask, read, seen)
    for reader in q.rule_set.facts.values():
        if reader.reads is not None and reader.reads.event in q.rule_set.facts:
            values = q.rule_set.facts[reader.reads.event].values
            named = [values.index(value) for value in reader.reads.being if value in values]
            read.setdefault(reader.reads.event, []).extend([1 << index for index in named] or [0])
        if reader.closes:
            read.setdefault(reader.id, []).extend(1 << reader.values.index(value) for value in reader.closes)
    cards: Mapping[str, Any] = q.rule_set.documents.get("cards.yaml", {})
    for item in cards.get("quiet-after", ()):
        quiet = q.rule_set.facts.get(item["fact"])
        if quiet is not None and str(item["being"]) in quiet.values:
            read.setdefault(quiet.id, []).append(1 << quiet.values.index(str(item["being"])))
    return read


def _gather(q: Questions, fact: str, mask: int, read: dict[str, list[int]], seen: set[str]) -> None:
    """Add `mask` to what is read of `fact`; of a derived fact, what its rules read. `seen` are those that are added."""
    if fact not in q.rule_set.derivations:
        read.setdefault(fact, []).append(mask)
        return
    waiting = [fact]
    while waiting:
        derived = waiting.pop()
        if derived in seen:
            continue
        seen.add(derived)
        for rule in q.rule_set.derivations[derived].rules:
            for inner, inner_mask in q.box(rule).items():
                if inner in q.rule_set.derivations:
                    waiting.append(inner)
                else:
                    read.setdefault(inner, []).append(inner_mask)


def included_never(q: Questions) -> Iterator[Finding]:
    """Conditions such as “not: less than 24h”, which also hold where the event never happened and do not say so."""
    decisions = (*q.rule_set.derivations.values(), q.rule_set.decision)
    rules = [rule for decision in decisions for rule in decision.rules]
    everything = (*rules, *q.rule_set.adjustments, *q.rule_set.tips, *q.rule_set.notes, *q.rule_set.emails)
    for rule in (*everything, *q.rule_set.impossible):
        for test in rule.when:
            fact = q.rule_set.facts.get(test.fact)
            if fact is None or not fact.can_be_never or _names_never(test.condition):
                continue
            # “Never” is the last of its cells.
            if q.space.mask(test.fact, test.condition) >> len(q.space.cells[test.fact]) - 1:
                message = f"“{rule.id}” also applies where “{test.fact}” is never"
                yield Finding("never-included", message, test.span, rules=(rule.id,))


def _names_never(condition: Condition) -> bool:
    if isinstance(condition, Not):
        return _names_never(condition.inner)
    if isinstance(condition, AnyOf):
        return any(map(_names_never, condition.parts))
    return isinstance(condition, Never)


def redundant(q: Questions) -> Iterator[Finding]:
    """Rules without which every situation would get the same verdict from the next in line, and say nothing of it; and
    those that say so without being such."""
    decision = q.rule_set.decision
    rules = decision.rules
    share = q.purse["advice"]
    overlaps = q.overlaps(rules, share)
    layers = [rule.layer for rule in rules]
    for rule in rules:
        box = q.box(rule)
        # Rules stand by layer: those of earlier ones come first, those of later ones last.
        met = overlaps.meeting(box)
        earlier = _picked(rules, met & ((1 << bisect_left(layers, rule.layer)) - 1))
        later = _picked(rules, met & -(1 << bisect_right(layers, rule.layer)))
        share.spend(2 + (len(earlier) + len(later)) // 8)
        if not later and not rule.for_its_words:
            continue
        taken = q.outside(decision, box, earlier)
        elsewhere = _told_otherwise(q, rule, taken, later, share)
        is_redundant = elsewhere is None
        share.release()
        if rule.for_its_words and elsewhere is not None:
            message = f"without “{rule.id}”, the verdict would be another: it is there for more than its words"
            witness, telling = q.in_full(elsewhere, box)
            yield Finding("needed-rule", message, rule.span, rules=(rule.id,), witness=witness, telling=telling)
        if is_redundant and not rule.for_its_words:
            winners = sorted(q.winners([*taken, *q.boxes(later)], share))
            next_in_line = [later[winner - len(taken)] for winner in winners if winner >= len(taken)]
            names = listed([f"“{other.id}”" for other in next_in_line])
            yield Finding(
                "redundant-rule",
                f"without “{rule.id}”, {names} would give the same verdict",
                rule.span,
                rules=(rule.id, *(other.id for other in next_in_line)),
            )


def _told_otherwise(
    q: Questions, rule: Rule, taken: Sequence[Box], later: Sequence[Rule], share: Share
) -> dict[str, int] | None:
    """Cells of some situation outside of `taken` in which the first of `later` gives, adjusted, another verdict than
    `rule`, or none of them any; None if there is none."""
    pair = {q.rule_set.turns, q.rule_set.into}
    unlike = anyhow = 1
    for following in reversed(later):
        differs = following.outcome != rule.outcome
        # One of the two becomes the other where an adjustment applies.
        unlike = unlike << 1 | differs
        anyhow = anyhow << 1 | (differs and {rule.outcome, following.outcome} != pair)
    # Where none applies there mostly is one, and then nothing else is looked at.
    adjusting = q.boxes(q.rule_set.adjustments) if anyhow != unlike else ()
    boxes = q.boxes(later)
    found = q.where_won([*taken, *adjusting, *boxes], unlike << len(taken) + len(adjusting), share)
    if found is None and adjusting:
        found = q.where_won([*taken, *boxes], anyhow << len(taken), share)
    return found


def _picked(rules: Sequence[Rule], bits: int) -> list[Rule]:
    """The rules at these places."""
    found = []
    while bits:
        low = bits & -bits
        bits ^= low
        found.append(rules[low.bit_length() - 1])
    return found


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
