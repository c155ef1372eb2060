"""Errors in the logic, one generator a kind: clashes, gaps, rules that can never win."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..diagrams import Box, ExhaustedError, Overlaps, Share, which_hold
from ..findings import Finding, Repair
from ..language import Decision, Rule, Test, decimal
from .clashes import TRIAL, Pair, Pairs, clashes_with_line_gone, meeting, narrowed, within
from .queries import Questions, listed, meet
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
    near = _nearly(q, decision, boxes) if complete else []
    if near:
        where = near[0][1].span
    free = _first_that_can_go(q, decision, near)
    if free is not None:
        rule, line = free
        asked = as_yaml(line.fact, q.box(rule)[line.fact], q.space)
        # A rule that loses a line takes in many more than these, of whom its advice may be far from true.
        hint = (
            f"Add a rule for them. Or take “{asked}” out of “{rule.id}” ({rule.span.place}), if its advice is right "
            f"for everybody: it would then be given whatever “{line.fact}” is."
        )
        where = line.span
    hint = _between_whole_numbers(q, decision, boxes) or hint
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


def _between_whole_numbers(q: Questions, decision: Decision, boxes: Sequence[Box]) -> str:
    """What to write where all of `boxes` lie between two whole numbers of what is counted; empty elsewhere, and where a
    rule tells what lies between from the higher number, with which it would then meet others."""
    for fact, mask in boxes[0].items():
        known = q.rule_set.facts.get(fact)
        if known is None or not known.is_number or known.is_time or any(box.get(fact) != mask for box in boxes):
            continue
        asked = [
            q.box(rule).get(fact, 0) for other in (*q.rule_set.derivations.values(), decision) for rule in other.rules
        ]
        if mask & (mask - 1) or any(one & mask and not one & mask << 1 for one in asked):
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


def _nearly(q: Questions, decision: Decision, boxes: Sequence[Box]) -> list[tuple[Rule, Test]]:
    """Which rules would cover all of `boxes` without which of their lines, those that ask most of them first. A line
    that accepts only few of many values says what the rule is about: it is no slip."""
    found: list[tuple[int, Rule, Test]] = []
    for rule in decision.rules:
        mine = q.box(rule)
        for line in rule.when:
            if mine[line.fact].bit_count() * MOST_WIDENED < q.widths[line.fact]:
                continue
            rest = {other: mask for other, mask in mine.items() if other != line.fact}
            if rest and all(within(q, box, rest) for box in boxes):
                found.append((len(rest), rule, line))
    return [(rule, line) for _, rule, line in sorted(found, key=lambda one: -one[0])]


def _first_that_can_go(q: Questions, decision: Decision, lines: list[tuple[Rule, Test]]) -> tuple[Rule, Test] | None:
    """The first line that can go without another error; None where none can, or that is too much to find out."""
    share = q.purse["words"]
    trial = share.part(share.left // TRIAL)
    try:
        return next(((rule, line) for rule, line in lines if _can_go(q, decision, rule, line, trial)), None)
    except ExhaustedError:
        return None
    finally:
        trial.release()
        share.settle(trial)


def _can_go(q: Questions, decision: Decision, rule: Rule, line: Test, share: Share) -> bool:
    """Whether `rule` clashes with no other without `line`, nor keeps a weaker one from ever winning."""
    wider = {fact: mask for fact, mask in q.box(rule).items() if fact != line.fact}
    if clashes_with_line_gone(q, decision, rule, line, share):
        return False
    for other in decision.rules:
        if other.layer > rule.layer and meet(wider, q.box(other)):
            stronger = [one for one in decision.rules if one.layer < other.layer and one is not rule]
            boxes = [*q.outside(decision, q.box(other), stronger), wider]
            if q.left_over(boxes, share) is None:
                return False
    return True


def clashes(q: Questions, decision: Decision, pairs: Pairs, known: list[Pair] | None = None) -> Iterator[Finding]:
    """A finding for each two rules of one layer that share a possible situation, whoever else wins there.

    `known` are the pairs of which that is known, where the others can't be asked about.
    """
    found = meeting(q, decision, pairs) if known is None else known
    shown = 0
    try:
        overlaps = q.overlaps(decision.rules, q.purse["words"]) if found else None
    except ExhaustedError:
        overlaps = None  # Then there is no room for words either.
    for pair in found[:MAX_CLASHES]:
        told = None if overlaps is None else _clash(q, decision, overlaps, pair)
        if told is not None:
            shown += 1
            yield told
    more = len(found) - shown + pairs.more_certain
    if more or (found and pairs.more_open):
        least = "at least " if pairs.more_open else ""
        overlap = f"{least}{more:,} more pairs of rules overlap" if more else "more pairs of rules may overlap"
        yield Finding("clash", f"{overlap}; mend those above first", decision.rules[0].span)


def _clash(q: Questions, decision: Decision, overlaps: Overlaps, pair: Pair) -> Finding | None:
    """The finding for two rules that meet; None where there is no room left for its words. `overlaps` are those of all
    rules of the decision."""
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
    repairs = narrowed(q, decision, overlaps, second, first), narrowed(q, decision, overlaps, first, second)
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
        repairs=tuple(repair for repair in repairs if repair is not None),
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
    """Adjustments that never change an outcome, each with those that do so before it wherever it could."""
    rules, boxes = q.rule_set.adjustments, q.boxes(q.rule_set.adjustments)
    judged = q.judged(q.rule_set.decision)
    used = sorted({adjusted for _, adjusted in judged.leaves if adjusted >= 0})

    def turns_in(turning: int, asked: Sequence[Box]) -> bool:
        """Whether this adjustment turns a verdict in one of the boxes `asked`."""
        keys, share = [1] * len(asked), q.purse["questions"]
        at = [int(adjusted == turning) for _, adjusted in judged.leaves]
        return bool(which_hold(q.store, judged.root, q.finished, asked, keys, at.__getitem__, share))

    for index, (rule, box) in enumerate(zip(rules, boxes, strict=True)):
        if index in used:
            continue
        first = [other for other in used if other < index and meet(box, boxes[other]) and turns_in(other, [box])]
        why = f"wherever it holds, the verdict is another than “{q.rule_set.turns}”"
        hint = "Remove it, or widen it."
        if first:
            names = listed([f"“{rules[other].id}”" for other in first])
            why = f"wherever it could, {names} {'has' if len(first) == 1 else 'have'} changed it already"
            hint = "ake a tip of it, since all it does is stand beside the words of another."
            # Before the last of them it turns some; it shall leave that one some as well.
            spares = turns_in(first[-1], [{fact: q.space.full(fact) & ~mask} for fact, mask in box.items()])
            hint = f"Put it before “{rules[first[-1]].id}”. Or m{hint}" if spares else f"M{hint}"
        yield Finding(
            "dead-rule", f"“{rule.id}” never changes an outcome: {why}", rule.span, hint=hint, rules=(rule.id,)
        )
