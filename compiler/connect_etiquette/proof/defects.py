"""Errors in the logic, one generator a kind: clashes, gaps, rules that can never win."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..diagrams import Box, ExhaustedError, Overlaps, Share
from ..findings import Finding, Repair
from ..language import Decision, Rule, Test, decimal
from .clashes import Pair, Pairs, meeting
from .queries import Questions, listed
from .regions import as_data, as_yaml, in_words

MAX_CLASHES = 1_000
"""Clashes described one by one. Forty rules have fewer pairs; more come from one mistake made everywhere."""
MOST_WIDENED = 3
"""To how many times as many values a line is widened at most to mend a gap."""
MAX_TOLD = 5
"""Boxes of one finding that are said in words; its regions are all of them."""


def _told(q: Questions, boxes: Sequence[Box], complete: bool) -> tuple[str, ...]:
    """The first boxes in words, and a line that counts the others."""
    told = [in_words(box, q.space) for box in boxes[:MAX_TOLD]]
    more = len(boxes) - len(told)
    if more or not complete:
        told.append(f"and {more} more" if complete else f"and at least {more + 1} more")
    return tuple(told)


def gaps(q: Questions, decision: Decision) -> Iterator[Finding]:
    """One finding with every situation that no rule covers, the simplest first."""
    judged = q.judged(decision)
    if all(winner >= 0 for winner, _ in judged.leaves):
        return
    words = q.purse["words"]
    boxes, complete = q.in_words(decision, {}, decision.rules, words)
    try:
        if boxes:
            witness, telling = q.witness(decision, boxes[0], decision.rules, words)
    except ExhaustedError:
        boxes = []
    if not boxes:
        # No room for words: one situation with what it rests on has to do.
        cells = q.path_to_gap(judged)
        boxes, complete = [{fact: 1 << cell for fact, cell in cells.items()}], False
        witness, telling = q.in_full(cells, boxes[0])
    yield _gap(q, decision, boxes, complete, witness, telling)


def gap_alone(q: Questions, decision: Decision) -> Iterator[Finding]:
    """One situation that no rule covers, looked for without a diagram; nothing where that takes too long."""
    if any(not rule.when for rule in decision.rules):
        return
    share = q.purse["diagram"]
    part = Share(share.name, share.units // 8, share.room // 4)
    try:
        cells = q.left_over(q.boxes((*q.impossible(decision), *decision.rules)), part)
    except ExhaustedError:
        return
    if cells is not None:
        box = {fact: 1 << cell for fact, cell in cells.items()}
        yield _gap(q, decision, [box], False, *q.in_full(cells, box))


def _gap(
    q: Questions,
    decision: Decision,
    boxes: Sequence[Box],
    complete: bool,
    witness: dict[str, str],
    telling: tuple[str, ...],
) -> Finding:
    derived = q.rule_set.derived.get(decision.name)
    # The line that keeps a rule from covering them; else the weakest rule, behind which one goes that is to.
    hint, where = "", decision.rules[-1].span if decision.rules else None
    near = _nearly(q, decision, boxes) if complete else None
    if near is not None:
        rule, line = near
        asked = as_yaml(line.fact, q.box(rule)[line.fact], q.space)
        # A rule that loses a line takes in many more than these, of whom its advice may be far from true.
        hint = (
            f"Add a rule for them. Or take “{asked}” out of “{rule.id}” ({rule.span.place}), if its advice is right "
            f"for everybody: it would then be given whatever “{line.fact}” is."
        )
        where = line.span
    hint = _between_whole_numbers(q, boxes) or hint
    about = f"“{derived.id}” has no value in" if derived else "no rule covers"
    message, told = f"{about} these situations", _told(q, boxes, complete)
    if len(boxes) == 1 and complete:
        message, told = f"{about} this situation: {told[0]}", ()
    return Finding(
        "gap",
        message,
        derived.span if derived else where,
        witness=witness,
        telling=telling,
        regions=tuple(as_data(box, q.space) for box in boxes),
        told=told,
        hint=hint,
        repairs=tuple(_common(q, decision, boxes)) if complete else (),
    )


def _between_whole_numbers(q: Questions, boxes: Sequence[Box]) -> str:
    """What to write where all of `boxes` lie between two whole numbers of what is counted; empty elsewhere."""
    for fact, mask in boxes[0].items():
        known = q.rule_set.facts.get(fact)
        if known is None or not known.is_number or known.is_time or any(box.get(fact) != mask for box in boxes):
            continue
        if mask & (mask - 1):
            continue
        cell = q.space.cells[fact][mask.bit_length() - 1]
        if cell.kind == "stretch" and cell.high is not None and cell.low >= 0 and cell.high - cell.low == 1:
            low, high = decimal(cell.low), decimal(cell.high)
            close = f"if there are none, write “more than {low}” for “at least {high}”."
            return f"Between {low} and {high} lies no whole number: {close}" if cell.low % 1 == 0 else ""
    return ""


def _common(q: Questions, decision: Decision, boxes: Sequence[Box]) -> Iterator[Repair]:
    """The narrowest condition that holds in all of `boxes`: of the facts that each of them names, what any accepts."""
    first, *others = boxes
    common = {fact: mask for fact, mask in first.items() if all(fact in other for other in others)}
    for other in others:
        common = {fact: mask | other[fact] for fact, mask in common.items()}
    common = {fact: mask for fact, mask in common.items() if mask != q.space.full(fact)}
    lines = [f"  {as_yaml(fact, mask, q.space)}" for fact, mask in common.items()]
    last = decision.rules[-1].span if decision.rules else None
    when = "\n".join(["when:", *lines]) if lines else "when: always"
    yield Repair(last, when, "To cover them all, add a rule behind the last one, in a layer of its own, with:")


def _nearly(q: Questions, decision: Decision, boxes: Sequence[Box]) -> tuple[Rule, Test] | None:
    """Which rule would cover all of `boxes` without which of its lines, the one that asks most of them; None if none
    would. A line that accepts only few of many values says what the rule is about: it is no slip."""
    found: list[tuple[int, Rule, Test]] = []
    for rule in decision.rules:
        mine = q.box(rule)
        for line in rule.when:
            if mine[line.fact].bit_count() * MOST_WIDENED < q.widths[line.fact]:
                continue
            rest = {other: mask for other, mask in mine.items() if other != line.fact}
            if rest and all(_within(q, box, rest) for box in boxes):
                found.append((len(rest), rule, line))
    return max(found, key=lambda one: one[0])[1:] if found else None


def _within(q: Questions, inner: Box, outer: Box) -> bool:
    return all(inner.get(fact, q.space.full(fact)) & ~mask == 0 for fact, mask in outer.items())


def clashes(q: Questions, decision: Decision, pairs: Pairs, known: list[Pair] | None = None) -> Iterator[Finding]:
    """A finding for each two rules of one layer that share a possible situation, whoever else wins there.

    `known` are the pairs of which that is known, where the others can't be asked about.
    """
    found = meeting(q, decision, pairs) if known is None else known
    shown = 0
    for pair in found[:MAX_CLASHES]:
        told = _clash(q, decision, pair)
        if told is not None:
            shown += 1
            yield told
    more = len(found) - shown + pairs.more_certain
    if more or (found and pairs.more_open):
        least = "at least " if pairs.more_open else ""
        overlap = f"{least}{more:,} more pairs of rules overlap" if more else "more pairs of rules may overlap"
        yield Finding("clash", f"{overlap}; mend those above first", decision.rules[0].span)


def _clash(q: Questions, decision: Decision, pair: Pair) -> Finding | None:
    """The finding for two rules that meet; None where there is no room left for its words."""
    first, second, box = pair.first, pair.second, pair.box
    words = q.purse["words"]
    try:
        # Each cell is said or left out several times: in the message, the regions and both repairs.
        words.spend(20 + sum(q.widths[fact] for fact in box))
        boxes, complete = ([dict(box)], True) if pair.certain else q.in_words(decision, box, (), words)
        witness, telling = q.witness(decision, box, (), words)
    except ExhaustedError:
        return None
    if not boxes:
        return None
    where, told = ":", _told(q, boxes, complete)
    if len(boxes) == 1 and complete:
        where, told = f" {told[0]}", ()
    return Finding(
        "clash",
        f"“{second.id}” and “{first.id}” ({first.span.seen_from(second.span)}) "
        f"both apply in layer “{decision.layers[pair.layer]}” when{where}",
        second.span,
        rules=(first.id, second.id),
        witness=witness,
        telling=telling,
        regions=tuple(as_data(part, q.space) for part in boxes),
        told=told,
        repairs=(_repair(q, second, first), _repair(q, first, second)),
    )


def _repair(q: Questions, weaker: Rule, stronger: Rule) -> Repair:
    """`weaker` narrowed so that `stronger` wins where both applied."""
    mine, other = q.box(weaker), q.box(stronger)

    def loses(fact: str) -> tuple[bool, bool, float]:
        """How far `weaker` is kept from people whom `stronger` is not about: least by a line that it has not and that
        is about few, such as a flag that is seldom set."""
        had = mine.get(fact, q.space.full(fact))
        return _is_usual(q, fact, other[fact]), fact in mine, (had & other[fact]).bit_count() / had.bit_count()

    apart = min((fact for fact in other if mine.get(fact, q.space.full(fact)) & ~other[fact]), key=loses, default="")
    heading = f"To let “{stronger.id}” win, narrow “{weaker.id}”:"
    if not apart:
        wholly = f"# “{weaker.id}” lies wholly inside “{stronger.id}”, so nothing would be left of it: remove it"
        return Repair(weaker.span, wholly, heading)
    narrowed = {**mine, apart: mine.get(apart, q.space.full(apart)) & ~other[apart]}
    lines = ["when:", *(f"  {as_yaml(fact, mask, q.space)}" for fact, mask in narrowed.items())]
    return Repair(weaker.span, "\n".join(lines), heading)


def _is_usual(q: Questions, fact: str, mask: int) -> bool:
    """Whether `mask` accepts what the fact counts as where nobody said anything: so it is for nearly everybody."""
    known = q.rule_set.facts.get(fact)
    usual = None if known is None else "no" if known.unknown is None else known.unknown
    return any(
        mask >> index & 1 and cell.value == usual for index, cell in enumerate(q.space.cells[fact]) if cell.value
    )


def dead_rules(q: Questions, decision: Decision, clash: bool) -> Iterator[Finding]:
    """Rules that never win, each with an irreducible set of stronger rules that takes all it could have.

    With a `clash` one of two rules of a layer may win nowhere only because the other was read first.
    """
    judged = q.judged(decision)
    winning = {winner - judged.impossible for winner, _ in judged.leaves}
    dead = [rule for rank, rule in enumerate(decision.rules) if rank not in winning]
    if not dead:
        return
    words = q.purse["words"]
    overlaps = q.overlaps(decision.rules, q.purse["questions"])
    layers = [rule.layer for rule in decision.rules]
    for rule in dead:
        # Rules stand by layer, so that those of earlier layers are the first ones.
        earlier = (1 << sum(layer < rule.layer for layer in layers)) - 1
        try:
            found = _dead(q, decision, rule, overlaps, earlier, words)
        except ExhaustedError:
            message = f"“{rule.id}” can never win: stronger rules take every situation it could decide"
            found = None if clash else Finding("dead-rule", message, rule.span, rules=(rule.id,))
        if found is not None:
            yield found


def _dead(
    q: Questions, decision: Decision, rule: Rule, overlaps: Overlaps, earlier: int, share: Share
) -> Finding | None:
    box = q.box(rule)
    if q.left_over(q.outside(decision, box), share) is None:
        return _never_possible(q, decision, rule, share)
    hiding = [decision.rules[place] for place in _places(overlaps.meeting(box) & earlier)]
    if q.left_over(q.outside(decision, box, hiding), share) is not None:
        return None
    hiding = _irreducible(q, decision, box, hiding, share)
    names = [f"“{other.id}” ({other.span.seen_from(rule.span)})" for other in hiding]
    take = "takes" if len(hiding) == 1 else "together take"
    return Finding(
        "dead-rule",
        f"“{rule.id}” can never win: {listed(names)} {take} every situation it could decide",
        rule.span,
        rules=(rule.id, *(other.id for other in hiding)),
    )


def _places(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        bits ^= low
        yield low.bit_length() - 1


def cannot_hold(q: Questions, rule: Rule, share: Share) -> Finding | None:
    """The finding for a rule beside the verdict whose lines no possible situation meets; None if some does."""
    if q.left_over(q.outside(q.rule_set.decision, q.box(rule)), share) is not None:
        return None
    return _never_possible(q, q.rule_set.decision, rule, share)


def _never_possible(q: Questions, decision: Decision, rule: Rule, share: Share) -> Finding:
    box = q.box(rule)
    empty = next((test for test in rule.when if box[test.fact] == 0), None)
    if empty is not None:
        message = f"“{rule.id}” asks of “{empty.fact}” what can never hold"
        return Finding("empty-condition", message, empty.span, rules=(rule.id,))
    if q.impossible(decision) and q.holds_somewhere(box, share):
        message = f"“{rule.id}” applies only in situations declared impossible"
        return Finding("impossible-rule", message, rule.span, rules=(rule.id,))
    return _contradicting(q, rule, share)


def _contradicting(q: Questions, rule: Rule, share: Share) -> Finding:
    """The finding for a rule whose lines can't hold together: the fewest that can't, and what a derived one asks."""
    lines = list(rule.when)
    for line in rule.when:
        fewer = [other for other in lines if other is not line]
        if not q.holds_somewhere(q.space.box(replace(rule, when=tuple(fewer))), share):
            lines = fewer
    names = listed([f"“{line.fact}”" for line in lines])
    each = "exclude each other" if len(lines) > 1 else "is never so"
    told = [said for line in lines for said in _what_it_takes(q, line)]
    message = f"“{rule.id}” can never apply: its lines {names} {each}"
    return Finding("empty-condition", message, lines[-1].span, rules=(rule.id,), told=tuple(told[:MAX_TOLD]))


def _what_it_takes(q: Questions, line: Test) -> Iterator[str]:
    """For a line that asks a derived fact, what makes it so: the lines that give these values, with their places."""
    decision = q.rule_set.derivations.get(line.fact)
    mask = q.space.mask(line.fact, line.condition)
    for rule in decision.rules if decision else ():
        if mask & 1 << q.rule_set.derived[line.fact].values.index(rule.outcome):
            takes = in_words(q.box(rule), q.space) if rule.when else "nothing else holds before"
            yield f"“{line.fact}” is {rule.outcome} where {takes} ({rule.span.place})"


def _irreducible(q: Questions, decision: Decision, box: Box, hiding: list[Rule], share: Share) -> list[Rule]:
    """A part of `hiding` that still takes all of `box`, and of which no member can be spared.

    Halves are tried before single rules, so that a small one among many rules costs few questions (QuickXplain,
    Junker 2004).
    """
    for rule in hiding:
        if all(box.get(fact, q.space.full(fact)) & ~mask == 0 for fact, mask in q.box(rule).items()):
            return [rule]

    def needed(base: list[Rule], candidates: list[Rule], base_grew: bool) -> list[Rule]:
        if base_grew and q.left_over(q.outside(decision, box, base), share) is None:
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
        if not q.holds_somewhere(q.box(rule), q.purse["questions"]):
            yield _contradicting(q, rule, q.purse["questions"])


def dead_adjustments(q: Questions) -> Iterator[Finding]:
    """Adjustments that never change an outcome."""
    used = {adjusted for _, adjusted in q.judged(q.rule_set.decision).leaves}
    for index, rule in enumerate(q.rule_set.adjustments):
        if index not in used:
            yield Finding("dead-rule", f"“{rule.id}” never changes an outcome", rule.span, rules=(rule.id,))
