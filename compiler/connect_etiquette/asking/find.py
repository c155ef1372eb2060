"""Where the rules give a verdict: under which conditions, by which rule, with one situation for each as an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..diagrams import MB, Box, Diagram, ExhaustedError, Exploration, Leaf, Purse, Ranked, Share, Store
from ..findings import Findings, SourceFile, Span
from ..language import Rule, RuleSet, Test, read_when
from ..proof import Proved, Questions, Space, cut, maximal_boxes
from ..source import parse
from .renamed import names_between
from .typed import SituationError, check_fact, from_values

IMPOSSIBLE = "impossible"
"""What is asked for where entries can't be true together."""
MAX_UNITS = 4_000_000
"""What a search may cost, in units of the purse."""
MAX_EXAMPLES = 12
"""Boxes of one rule that get an example; the others are only told."""


@dataclass(frozen=True, slots=True)
class Place:
    """Situations in which a rule decides: a box of values, and one of them as values by fact, those alone that
    differ from what is usual. `example` is empty where none was looked for."""

    box: Box
    example: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """All situations in which one rule, with its adjustment if it has one, decides; `complete` if these are
    all places. Their boxes are of `space`, which is cut at what was asked for as well."""

    rule: Rule
    adjustment: Rule | None
    places: tuple[Place, ...]
    complete: bool
    space: Space


def where(proved: Proved, verdict: str, when: Sequence[str]) -> list[Found]:
    """Under which conditions `verdict` is given, among the situations of `when` (`fact=condition`), by rule in the
    order of their strength. Raises `SituationError` where `when` can't be read, `ExhaustedError` where it costs too
    much."""
    return _Search(proved, _tests(proved, when)).found(verdict)


def deciders(before: Proved, now: RuleSet, regions: Sequence[Mapping[str, Sequence[str]]]) -> list[Rule]:
    """The rules of an earlier rule set that decide somewhere in these regions, which are as findings about the one of
    `now` have them, strongest first; facts that were not known then are left aside. Raises `ExhaustedError` where it
    costs too much."""
    names, _ = names_between(before.rule_set, now)
    proved = names.proved(before)
    found: dict[str, Rule] = {}
    for region in regions:
        known = [f"{fact}=[{', '.join(values)}]" for fact, values in region.items() if fact in proved.rule_set.known]
        try:
            tests = _tests(proved, known)
        except SituationError:
            continue
        found.update((rule.id, rule) for rule in _Search(proved, tests).rules())
    return [rule for rule in proved.rule_set.decision.rules if rule.id in found]


def _tests(proved: Proved, when: Sequence[str]) -> list[Test]:
    """What `fact=condition`, as typed, ask; the conditions are those of rules."""
    rules = proved.rule_set
    known = rules.known
    asked: list[Test] = []
    for typed in when:
        fact, equals, condition = typed.partition("=")
        fact = fact.strip()
        if not equals:
            raise SituationError(f"--when {typed}: write FACT=CONDITION, such as --when {next(iter(known))}=…")
        check_fact(proved, fact, known)
        findings = Findings()
        file = SourceFile("--when", f"when: {{{fact}: {condition.strip()}}}\n")
        document = parse(file, findings)
        tests = None
        if document is not None and not findings.items:
            if list(document) != ["when"] or list(document["when"]) != [fact]:
                raise SituationError(f"--when {typed}: one fact each: give --when again")
            tests = read_when(
                document["when"], Span(file, 0, len(file.text)), known, findings, limits=rules.limits.named
            )
        if tests is None:
            finding = findings.items[0]
            raise SituationError(f"--when {typed}: {finding.message}. {finding.hint or finding.kind.remedy}")
        asked.extend(tests)
    return asked


class _Search:
    """The outcomes where some tests hold. Derived facts stand in them by name, as authors think of them."""

    def __init__(self, proved: Proved, tests: Sequence[Test]) -> None:
        rules = proved.rule_set
        # What no rule tells apart the question may: its own amounts are ends of cells too.
        asks = [Rule("", (test,), "", 0, test.span) for test in tests]
        self.proved = proved = replace(proved, space=cut(rules, asks))
        box: dict[str, int] = {}
        for test in tests:
            mask = proved.space.mask(test.fact, test.condition)
            box[test.fact] = box.get(test.fact, proved.space.full(test.fact)) & mask
        purse = Purse()
        self.q = Questions(rules, proved.space, purse)
        self.q.explore(purse["diagram"])
        self.share = Share("find", MAX_UNITS, 250 * MB)
        # What lies outside the box comes first, so that nothing is said of it.
        self.outside: list[Box] = [{fact: proved.space.full(fact) & ~mask} for fact, mask in box.items()]
        self.first = len(self.outside) + len(rules.impossible)
        self.turning = {rank for rank, rule in enumerate(rules.decision.rules) if rule.outcome == rules.turns}
        self.boxes = [*self.outside, *self.q.boxes(rules.impossible), *self.q.boxes(rules.decision.rules)]
        turning = frozenset(self.first + rank for rank in self.turning)
        self.ranked = Ranked(self.boxes, self.q.boxes(rules.adjustments), turning)

    def found(self, verdict: str) -> list[Found]:
        exact = self._diagram()
        wanted = sorted(leaf for leaf in set(exact.leaves) if self._verdict(leaf) == verdict)
        spoken = self._spoken() or exact
        return [self._found(spoken, leaf) for leaf in wanted]

    def rules(self) -> Iterator[Rule]:
        """The rules that decide somewhere in the box."""
        for winner, _ in self._diagram().leaves:
            if winner >= self.first:
                yield self.proved.rule_set.decision.rules[winner - self.first]

    def _diagram(self, free: Sequence[str] = ()) -> Diagram:
        """The outcomes in one diagram; `free` are derived facts that stand in it by name."""
        share = self.share
        if free:
            store = Store([*free, *self.q.order], self.q.widths)
            explored = Exploration(store, self.ranked, {}, share)
            explored.run(share)
            return Diagram.cut_out(store, explored.root, explored.leaves)
        explored = Exploration(self.q.store, self.ranked, self.q.finished, share)
        explored.run(share)
        share.release()
        return Diagram.cut_out(self.q.store, explored.root, explored.leaves, len(self.q.order))

    def _spoken(self) -> Diagram | None:
        """The outcomes with all derived facts by name; None where that takes too much."""
        derived = list(self.proved.rule_set.derived)
        try:
            return self._diagram(derived) if derived else None
        except ExhaustedError:
            return None

    def _verdict(self, leaf: Leaf) -> str:
        winner, adjusted = leaf
        if winner < len(self.outside):
            return ""
        if winner < self.first:
            return IMPOSSIBLE
        rules = self.proved.rule_set
        return rules.into if adjusted >= 0 else rules.decision.rules[winner - self.first].outcome

    def _found(self, diagram: Diagram, wanted: Leaf) -> Found:
        rules, space, outside = self.proved.rule_set, self.proved.space, len(self.outside)
        winner, adjusted = wanted
        mine = [leaf == wanted for leaf in diagram.leaves]
        # What lies outside may be told as well, as that was said; what is impossible, where nobody asked for that.
        allowed = [leaf[0] < (outside if winner < self.first else self.first) for leaf in diagram.leaves]
        part = self.share.part(self.share.left // 8)
        boxes, complete = maximal_boxes(diagram, mine, allowed, part, self._is_real)
        self.share.settle(part)
        places = []
        for index, box in enumerate(boxes):
            example = self._example(box, wanted) if index < MAX_EXAMPLES else {}
            if example is not None:
                places.append(Place(box, example))
        rule = (*rules.impossible, *rules.decision.rules)[winner - outside]
        return Found(rule, rules.adjustments[adjusted] if adjusted >= 0 else None, tuple(places), complete, space)

    def _is_real(self, box: Box) -> bool:
        """Whether the derived facts of a box can have these values together with its others."""
        return self.q.holds_somewhere(box, self.share)

    def _example(self, box: Box, wanted: Leaf) -> dict[str, str] | None:
        """The values of one situation of the box that gets this outcome; None if there is none."""
        proved, rules = self.proved, self.proved.rule_set
        winner, adjusted = wanted
        ahead: list[Box] = [{fact: proved.space.full(fact) & ~mask} for fact, mask in box.items()]
        if winner - self.first in self.turning:
            # None of the adjustments that come before it, and that one itself.
            adjustments = self.q.boxes(rules.adjustments)
            ahead += adjustments[: adjusted if adjusted >= 0 else None]
            if adjusted >= 0:
                ahead += [{fact: proved.space.full(fact) & ~mask} for fact, mask in adjustments[adjusted].items()]
        explored = Exploration(self.q.store, Ranked([*ahead, *self.boxes]), self.q.finished, self.share)
        found = explored.find(1 << winner + len(ahead), self.share)
        self.share.release()
        if found is None:
            return None
        usual, _ = from_values(proved, {})
        return {fact: proved.space.sample(fact, cell) for fact, cell in found.items() if cell != usual[fact]}
