"""What the compiler proves about a rule set, and the findings where a proof fails.

Each proof asks the decision diagram the same kind of question: inside this box, is there a situation that none of
these rules takes? Impossible situations never count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .cells import Space, cut
from .conditions import Not, Range, Test
from .diagnostics import Finding, Findings, Severity
from .diagram import Box, Derived, Diagram, Group, Leaf, Ranked, TooComplexError, explore, find_gap
from .order import choose_order
from .reading import Reader
from .regions import as_data, as_yaml, in_words, maximal_boxes
from .rules import Decision, Rule, RuleSet

MAX_BLOCKS = 400_000
"""Blocks of the diagram that are read again by hand at a build; more would take longer than 20 s."""


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
        return 0 <= leaf[0][0] < len(self.rule_set.impossible)


def prove(rule_set: RuleSet, findings: Findings, down_to: Severity = "remark") -> Proved | None:
    """The proved rule set, or None where an error-level proof failed. `down_to` says which further findings are wanted."""
    space = cut(rule_set)
    proofs = _Proofs(rule_set, space)
    before = findings.count("error")
    try:
        for name, decision in rule_set.derivations.items():
            findings.extend(proofs.decision(name, decision))
        if findings.count("error") > before:
            return None
        findings.extend(proofs.impossible_rules())
        findings.extend(proofs.decision("verdict", rule_set.decision))
        findings.extend(proofs.dead_adjustments())
        if findings.count("error") > before:
            return None
        blocks = proofs.artefact(findings)
        if findings.count("error") > before:
            return None
        if down_to != "error":
            findings.extend(proofs.idle_conditions())
            findings.extend(proofs.idle_facts())
            findings.extend(proofs.included_never())
        if down_to == "remark":
            findings.extend(proofs.redundant())
    except TooComplexError as error:
        facts = ", ".join(f"“{fact}”" for fact in error.facts)
        findings.add(Finding("too-complex", f"the rules combine {facts} in more ways than can be proved",
                             rule_set.facts[error.facts[0]].span if error.facts else None))
        return None
    return Proved(rule_set, space, proofs.diagram, blocks)


class _Proofs:
    """The proofs of one rule set. Boxes are computed once; diagrams only where a question needs them."""

    def __init__(self, rule_set: RuleSet, space: Space) -> None:
        self.rule_set = rule_set
        self.space = space
        self.boxes: dict[str, Box] = {}
        decisions = (*rule_set.derivations.values(), rule_set.decision)
        for rule in [r for d in decisions for r in d.rules] + [*rule_set.impossible, *rule_set.adjustments]:
            self.boxes[rule.id] = space.box(rule)
        self.widths = {fact: len(cells) for fact, cells in space.cells.items()}
        self.order = choose_order(rule_set, space)
        self.derived = [
            Derived(name, self._ranked(decision.rules, [rule_set.derived[name].values.index(r.outcome) for r in decision.rules]))
            for name, decision in rule_set.derivations.items()
        ]
        self._diagram: Diagram | None = None

    def _ranked(self, rules: Sequence[Rule], answers: Sequence[object]) -> Ranked:
        return Ranked(tuple(self.boxes[rule.id] for rule in rules), tuple(answers))

    @property
    def diagram(self) -> Diagram:
        """The diagram of the whole decision, adjustments included."""
        if self._diagram is None:
            rules = (*self.rule_set.impossible, *self.rule_set.decision.rules)
            main = self._ranked(rules, ["impossible"] * len(self.rule_set.impossible)
                                + [rule.outcome for rule in self.rule_set.decision.rules])
            adjustments = self._ranked(self.rule_set.adjustments, [""] * len(self.rule_set.adjustments))
            self._diagram = explore(self.order, self.widths, self.derived, [Group(main, adjustments, self.rule_set.turns)])
        return self._diagram

    # Questions

    def left_over(self, box: Box, taken: Iterable[Rule]) -> dict[str, int] | None:
        """Cells of some situation of `box` that no rule of `taken` and no impossible situation holds, or None."""
        boxes = self._outside(box, taken)
        return find_gap(*self._facts_behind(boxes), boxes)

    def left_over_in_words(self, box: Box, taken: Iterable[Rule]) -> tuple[list[dict[str, int]], bool]:
        """All that is left over as maximal boxes, and whether these are all; derived facts stand in the boxes by name."""
        taken = list(taken)
        boxes = self._outside(box, taken)
        mentioned = {fact for part in boxes for fact in part}
        order = [fact for fact in (*self.order, *self.rule_set.derived) if fact in mentioned]
        group = Group(Ranked(tuple(boxes), (None,) * len(boxes)))
        found, complete = maximal_boxes(explore(order, self.widths, [], [group]), nothing_wins)
        # Derived facts were free there: what they can't be together with the others is dropped.
        return [part for part in found if self.left_over(part, taken) is not None], complete

    def _outside(self, box: Box, taken: Iterable[Rule]) -> list[Box]:
        """Boxes that hold everything but what is left over of `box`."""
        outside: list[Box] = [{fact: self.space.full(fact) & ~mask} for fact, mask in box.items()]
        return outside + [self.boxes[rule.id] for rule in (*self.rule_set.impossible, *taken) if self._meet(box, self.boxes[rule.id])]

    def _facts_behind(self, boxes: Iterable[Box]) -> tuple[list[str], dict[str, int], list[Derived]]:
        """The base facts that `boxes` rest on, in order, all facts' widths, and the derived facts between them."""
        mentioned = {fact for box in boxes for fact in box}
        derived: list[Derived] = []
        for part in reversed(self.derived):
            if part.fact in mentioned:
                derived.insert(0, part)
                mentioned.update(fact for box in part.ranked.boxes for fact in box)
        return [fact for fact in self.order if fact in mentioned], self.widths, derived

    def winners(self, boxes: Sequence[Box]) -> set[int]:
        """The indices of the boxes that are the first to hold some situation; -1 if some situation is in none."""
        group = Group(Ranked(tuple(boxes), (None,) * len(boxes)))
        return {leaf[0][0] for leaf in explore(*self._facts_behind(boxes), [group]).leaves}

    def witness(self, box: Box, taken: Iterable[Rule] = ()) -> dict[str, str]:
        """One situation of what is left over, each base fact with a value; the least remarkable cells are chosen."""
        cells = self.left_over(box, taken) or {}
        situation: dict[str, str] = {}
        for fact in self.space.facts:
            situation[fact] = self.space.sample(fact, cells.get(fact, self._usual_cell(fact)))
        return situation

    def _usual_cell(self, fact_id: str) -> int:
        fact = self.rule_set.facts[fact_id]
        for index, cell in enumerate(self.space.cells[fact_id]):
            if cell.kind == "never" or (cell.kind == "value" and cell.value == fact.unknown):
                return index
        return 0

    # Errors

    def decision(self, name: str, decision: Decision) -> Iterator[Finding]:
        """Gaps, clashes and dead rules of one decision."""
        yield from self.clashes(decision)
        yield from self.gaps(name, decision)
        yield from self.dead_rules(decision)

    def gaps(self, name: str, decision: Decision) -> Iterator[Finding]:
        if self.left_over({}, decision.rules) is None:
            return
        boxes, complete = self.left_over_in_words({}, decision.rules)
        about = "no rule covers" if name == "verdict" else f"“{name}” has no value in"
        words = [in_words(box, self.space) for box in boxes]
        more = "" if complete else " (and more)"
        message = f"{about} this situation: {words[0]}" if len(words) == 1 and complete else (
            f"{about} these situations{more}:\n" + "\n".join(f"  - {line}" for line in words))
        where = self.rule_set.derived[name].span if name in self.rule_set.derived else decision.rules[-1].span if decision.rules else None
        yield Finding("gap", message, where, witness=self.witness(boxes[0], decision.rules),
                      regions=tuple(as_data(box, self.space) for box in boxes))

    def clashes(self, decision: Decision) -> Iterator[Finding]:
        for layer in range(len(decision.layers)):
            rules = [rule for rule in decision.rules if rule.layer == layer]
            for first, second in self._overlapping(rules):
                box = dict(self.boxes[first.id])
                for fact, mask in self.boxes[second.id].items():
                    box[fact] = box.get(fact, self.space.full(fact)) & mask
                if self._certain(box) or self.left_over(box, ()) is not None:
                    yield self._clash(first, second, box, decision.layers[layer])

    def _overlapping(self, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
        """Pairs of rules no fact of which tells them apart, found with one bit set of rules for each cell."""
        everything = (1 << len(rules)) - 1
        asking: dict[str, int] = {}
        accepting: dict[str, list[int]] = {}
        for position, rule in enumerate(rules):
            for fact, mask in self.boxes[rule.id].items():
                asking[fact] = asking.get(fact, 0) | 1 << position
                row = accepting.setdefault(fact, [0] * self.widths[fact])
                for cell in range(self.widths[fact]):
                    if mask >> cell & 1:
                        row[cell] |= 1 << position
        for position, rule in enumerate(rules):
            together = everything & ~((1 << (position + 1)) - 1)
            for fact, mask in self.boxes[rule.id].items():
                met = everything & ~asking[fact]
                row = accepting[fact]
                for cell in range(self.widths[fact]):
                    if mask >> cell & 1:
                        met |= row[cell]
                together &= met
                if not together:
                    break
            while together:
                bit = together & -together
                together ^= bit
                yield rule, rules[bit.bit_length() - 1]

    def _certain(self, box: Box) -> bool:
        """Whether `box` surely holds a possible situation: it asks no derived fact and touches nothing impossible."""
        if not all(box.values()):
            return False
        if any(fact in self.rule_set.derived for fact in box):
            return False
        return not any(
            all(mask & box.get(fact, mask) for fact, mask in self.boxes[rule.id].items()) for rule in self.rule_set.impossible
        )

    def _clash(self, first: Rule, second: Rule, box: Box, layer: str) -> Finding:
        if self._certain(box):
            boxes: list[dict[str, int]] = [dict(box)]
        else:
            boxes, _ = self.left_over_in_words(box, ())
        where = in_words(boxes[0], self.space) if len(boxes) == 1 else "\n" + "\n".join(
            f"  - {in_words(b, self.space)}" for b in boxes)
        line, _ = first.span.position
        return Finding(
            "clash", f"“{second.id}” and “{first.id}” (line {line}) both apply in layer “{layer}” when {where}", second.span,
            rules=(first.id, second.id), witness=self.witness(box), regions=tuple(as_data(b, self.space) for b in boxes),
            paste=tuple(self._repair(weaker, stronger) for weaker, stronger in ((second, first), (first, second))),
        )

    def _repair(self, weaker: Rule, stronger: Rule) -> tuple[str, str]:
        """A heading, and `weaker` narrowed so that `stronger` wins where both applied, as YAML."""
        mine, other = self.boxes[weaker.id], self.boxes[stronger.id]
        apart = min(
            (fact for fact in other if mine.get(fact, self.space.full(fact)) & ~other[fact]),
            key=lambda fact: (fact not in mine, other[fact].bit_count()), default="",
        )
        heading = f"To let “{stronger.id}” win, narrow “{weaker.id}”:"
        if not apart:
            return heading, f"# “{weaker.id}” lies wholly inside “{stronger.id}”: move it to an earlier layer, or remove it"
        narrowed = {**mine, apart: mine.get(apart, self.space.full(apart)) & ~other[apart]}
        lines = [f"  {as_yaml(fact, mask, self.space)}" for fact, mask in narrowed.items()]
        return heading, "\n".join(["when:", *lines])

    def dead_rules(self, decision: Decision) -> Iterator[Finding]:
        """Rules that never win, each with an irreducible set of stronger rules that takes all it could have."""
        winning = self._winning(decision)
        for rule in decision.rules:
            if rule.id in winning:
                continue
            yield from self._dead(rule, [other for other in decision.rules if other.layer < rule.layer])

    def _winning(self, decision: Decision) -> set[str]:
        if decision is self.rule_set.decision:
            offset = len(self.rule_set.impossible)
            winners = {leaf[0][0] for leaf in self.diagram.leaves}
        else:
            offset = 0
            winners = self.winners([self.boxes[rule.id] for rule in decision.rules])
        return {decision.rules[winner - offset].id for winner in winners if winner >= offset}

    def _dead(self, rule: Rule, stronger: Sequence[Rule]) -> Iterator[Finding]:
        box = self.boxes[rule.id]
        if self.left_over(box, ()) is None:
            yield self._never_possible(rule)
            return
        if self.left_over(box, stronger) is not None:
            return
        hiding = self._irreducible(box, [other for other in stronger if self._meet(box, self.boxes[other.id])])
        names = [f"“{other.id}” (line {other.span.position[0]})" for other in hiding]
        together = "" if len(hiding) == 1 else " together"
        yield Finding("dead-rule", f"“{rule.id}” can never win: {_listed(names)}{together} take every situation it could decide",
                      rule.span, rules=(rule.id, *(other.id for other in hiding)))

    def _never_possible(self, rule: Rule) -> Finding:
        box = self.boxes[rule.id]
        empty = next((test for test in rule.when if box[test.fact] == 0), None)
        if empty is not None:
            return Finding("empty-condition", f"“{rule.id}” asks of “{empty.fact}” what can never hold", empty.span, rules=(rule.id,))
        if self.rule_set.impossible and self._holds_somewhere(box):
            return Finding("impossible-rule", f"“{rule.id}” applies only in situations declared impossible", rule.span, rules=(rule.id,))
        return Finding("empty-condition", f"“{rule.id}” can never apply: its conditions exclude each other", rule.span, rules=(rule.id,))

    def _holds_somewhere(self, box: Box) -> bool:
        outside = [{fact: self.space.full(fact) & ~mask} for fact, mask in box.items()]
        return find_gap(*self._facts_behind(outside), outside) is not None

    @staticmethod
    def _meet(one: Box, other: Box) -> bool:
        return all(one[fact] & mask for fact, mask in other.items() if fact in one)

    def _irreducible(self, box: Box, hiding: list[Rule]) -> list[Rule]:
        """A part of `hiding` that still takes all of `box`, and of which no member can be spared."""
        for rule in hiding:
            other = self.boxes[rule.id]
            if all(box.get(fact, self.space.full(fact)) & ~mask == 0 for fact, mask in other.items()):
                return [rule]

        def needed(base: list[Rule], candidates: list[Rule], base_grew: bool) -> list[Rule]:
            if base_grew and self.left_over(box, base) is None:
                return []
            if len(candidates) == 1:
                return candidates
            half = len(candidates) // 2
            left, right = candidates[:half], candidates[half:]
            of_right = needed(base + left, right, bool(left))
            of_left = needed(base + of_right, left, bool(of_right))
            return of_left + of_right

        return needed([], hiding, False)

    def impossible_rules(self) -> Iterator[Finding]:
        """Declarations of impossible situations that can't hold at all."""
        for rule in self.rule_set.impossible:
            if not self._holds_somewhere(self.boxes[rule.id]):
                yield Finding("empty-condition", f"“{rule.id}” can never apply: its conditions exclude each other", rule.span,
                              rules=(rule.id,))

    def dead_adjustments(self) -> Iterator[Finding]:
        used = {leaf[0][1] for leaf in self.diagram.leaves}
        for index, rule in enumerate(self.rule_set.adjustments):
            if index not in used:
                yield Finding("dead-rule", f"“{rule.id}” never changes an answer", rule.span, rules=(rule.id,))

    def artefact(self, findings: Findings) -> int:
        """The number of blocks of the diagram, after each was read again by the plain reader and all were counted."""
        if _count_blocks(self.diagram) > MAX_BLOCKS:
            raise TooComplexError(self.order[:4])
        reader = Reader(self.rule_set, self.space)
        full = {fact: frozenset(range(self.widths[fact])) for fact in self.space.facts}
        blocks = situations = 0
        for block, leaf in self.diagram.blocks():
            blocks += 1
            cells = {**full, **{fact: _cells(mask) for fact, mask in block.items()}}
            expected = self._answer(leaf)
            for answer, count in reader.answers(cells).items():
                situations += count
                if answer != expected:
                    findings.add(Finding(
                        "artefact", f"the diagram says {expected} and the rules say {answer} when {in_words(block, self.space)}"))
                    return blocks
        if situations != self.space.size():
            findings.add(Finding("artefact", f"the diagram answers {situations} of {self.space.size()} situations"))
        return blocks

    def _answer(self, leaf: Leaf) -> tuple[str, str]:
        winner, adjusted = leaf[0]
        if winner < 0:
            return "gap", ""
        if winner < len(self.rule_set.impossible):
            return "impossible", ""
        rule = self.rule_set.decision.rules[winner - len(self.rule_set.impossible)]
        return rule.id, self.rule_set.adjustments[adjusted].id if adjusted >= 0 else ""

    # Warnings and remarks

    def idle_conditions(self) -> Iterator[Finding]:
        """Conditions that can be dropped without changing an answer of the decision they stand in."""
        for decision in (*self.rule_set.derivations.values(), self.rule_set.decision):
            for rule in decision.rules:
                stronger = [other for other in decision.rules if other.layer < rule.layer]
                for test in rule.when:
                    if not self._matters(rule, test, stronger):
                        yield Finding("idle-condition", f"“{rule.id}” answers the same without “{test.fact}”", test.key_span,
                                      rules=(rule.id,))

    def _matters(self, rule: Rule, test: Test, stronger: Sequence[Rule]) -> bool:
        box = self.boxes[rule.id]
        outside = self.space.full(test.fact) & ~box[test.fact]
        return outside != 0 and self.left_over({**box, test.fact: outside}, stronger) is not None

    def idle_facts(self) -> Iterator[Finding]:
        """Facts that nothing reads, and values that no rule tells apart from another."""
        read = self._read_elsewhere()
        levels: dict[str, list[tuple[int, ...]]] = {}
        for level, children in self.diagram.nodes:
            levels.setdefault(self.diagram.order[level], []).append(children)
        for fact in self.rule_set.facts.values():
            masks = read.get(fact.id, [])
            if fact.kind == "date":
                if not masks:
                    yield Finding("idle-fact", f"nothing reads “{fact.id}”", fact.span)
                continue
            nodes = levels.get(fact.id, [])
            if not nodes and not masks:
                yield Finding("idle-fact", f"no rule's answer depends on “{fact.id}”", fact.span)
            elif not fact.is_number:
                yield from self._idle_values(fact.id, nodes, masks)

    def _idle_values(self, fact: str, nodes: Sequence[tuple[int, ...]], masks: Sequence[int]) -> Iterator[Finding]:
        seen: dict[tuple[object, ...], str] = {}
        for index, cell in enumerate(self.space.cells[fact]):
            profile = (*(children[index] for children in nodes), *(mask >> index & 1 for mask in masks))
            if profile in seen:
                yield Finding("idle-value", f"no rule tells “{cell.value}” from “{seen[profile]}” in “{fact}”",
                              self.rule_set.facts[fact].span)
            seen.setdefault(profile, cell.value)

    def _read_elsewhere(self) -> dict[str, list[int]]:
        """Masks of cells that tips, notes and other facts' readings tell apart, by fact."""
        read: dict[str, list[int]] = {}
        for rule in (*self.rule_set.tips, *self.rule_set.notes, *self.rule_set.emails):
            for fact, mask in self.space.box(rule).items():
                self._gather(fact, mask, read)
        for fact in self.rule_set.facts.values():
            if fact.reads is not None and fact.reads.event in self.rule_set.facts:
                values = self.rule_set.facts[fact.reads.event].values
                named = [values.index(value) for value in fact.reads.being if value in values]
                read.setdefault(fact.reads.event, []).extend([1 << index for index in named] or [0])
            if fact.closes:
                read.setdefault(fact.id, []).extend(1 << fact.values.index(value) for value in fact.closes)
        return read

    def _gather(self, fact: str, mask: int, read: dict[str, list[int]]) -> None:
        if fact in self.rule_set.derivations:
            for rule in self.rule_set.derivations[fact].rules:
                for inner, inner_mask in self.boxes[rule.id].items():
                    self._gather(inner, inner_mask, read)
        else:
            read.setdefault(fact, []).append(mask)

    def included_never(self) -> Iterator[Finding]:
        """Conditions such as “not: less than 24h”, which also hold where the event never happened."""
        decisions = (*self.rule_set.derivations.values(), self.rule_set.decision)
        for rule in [r for d in decisions for r in d.rules] + list(self.rule_set.adjustments) + list(self.rule_set.tips):
            for test in rule.when:
                fact = self.rule_set.facts.get(test.fact)
                if isinstance(test.condition, Not) and isinstance(test.condition.inner, Range) and fact and fact.can_be_never:
                    yield Finding("never-included", f"“{rule.id}” also applies where “{test.fact}” is never", test.span, rules=(rule.id,))

    def redundant(self) -> Iterator[Finding]:
        """Rules without which every situation would get the same verdict from the next in line."""
        rules = self.rule_set.decision.rules
        for rule in rules:
            box = self.boxes[rule.id]
            later = [other for other in rules if other.layer > rule.layer and self._meet(box, self.boxes[other.id])]
            if not later:
                continue
            taken = self._outside(box, (other for other in rules if other.layer < rule.layer))
            winners = self.winners([*taken, *(self.boxes[other.id] for other in later)])
            next_in_line = [later[winner - len(taken)] for winner in sorted(winners) if winner >= len(taken)]
            if -1 not in winners and all(other.outcome == rule.outcome for other in next_in_line):
                names = [other.id for other in next_in_line]
                yield Finding("redundant-rule", f"without “{rule.id}”, {_listed([f'“{name}”' for name in names])} would give the same verdict",
                              rule.span, rules=(rule.id, *names))


def nothing_wins(leaf: Leaf) -> bool:
    """Whether no rule takes the situations of this leaf."""
    return leaf[0][0] < 0


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _cells(mask: int) -> frozenset[int]:
    return frozenset(index for index in range(mask.bit_length()) if mask >> index & 1)


def _count_blocks(diagram: Diagram) -> int:
    counts: list[int] = []

    def below(child: int) -> int:
        return counts[child] if child >= 0 else 1

    for _, children in diagram.nodes:
        counts.append(sum(below(child) for child in set(children)))
    return below(diagram.root)


