"""What the compiler proves about a rule set, and the findings where a proof fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..diagrams import Diagram, ExhaustedError, Leaf, Purse, find_blame
from ..findings import Finding, Findings, Severity
from ..language import Decision, Rule, RuleSet
from . import lint
from .clashes import Pairs, find_pairs
from .crosscheck import read_again, read_small
from .defects import clashes, dead_adjustments, dead_rules, gap_alone, gaps, impossible_rules
from .parts import DisagreementError
from .queries import VERDICT, Questions
from .space import MAX_CELLS, Space, cut, too_many_cells

AFTER_CLASH = 8
"""After a clash nothing can be built: the diagram, which may show gaps and dead rules, gets this part of its share."""


@dataclass(frozen=True, slots=True)
class Proved:
    """A rule set with its diagram. In the diagram's leaves the impossible situations come first:
    winner `i` is `rule_set.impossible[i]`, or the rule `i - len(impossible)` of the decision.

    `small` are the diagrams of adjustments, tips, notes and e-mails by id: winner 0 where one applies, else -1. `edges`
    is how many edges of the diagram were read again, `order` the name of the order of facts that won.
    """

    rule_set: RuleSet
    space: Space
    diagram: Diagram
    small: Mapping[str, Diagram] = field(default_factory=dict)
    edges: int = 0
    order: str = ""

    def rule(self, leaf: Leaf) -> Rule | None:
        """The rule that answers at `leaf`, an impossible situation's declaration included; None in a gap."""
        winner, _ = leaf
        ranked = (*self.rule_set.impossible, *self.rule_set.decision.rules)
        return ranked[winner] if winner >= 0 else None

    def adjustment(self, leaf: Leaf) -> Rule | None:
        """The adjustment made at `leaf`, if any."""
        _, adjusted = leaf
        return self.rule_set.adjustments[adjusted] if adjusted >= 0 else None

    def impossible(self, leaf: Leaf) -> bool:
        """Whether the situations of `leaf` are declared impossible."""
        return 0 <= leaf[0] < len(self.rule_set.impossible)


def prove(
    rule_set: RuleSet, findings: Findings, down_to: Severity = "remark", purse: Purse | None = None
) -> Proved | None:
    """The proved rule set, or None where an error-level proof failed or could not be had.

    `down_to` says which further findings are wanted: errors only, warnings too, or remarks as well. `purse` bounds the
    cost; afterwards it says what was used.
    """
    crowded = list(too_many_cells(rule_set))
    if crowded:
        findings.extend(_crowded(rule_set, fact, count) for fact, count in crowded)
        return None
    q = Questions(rule_set, cut(rule_set), purse or Purse())
    before = findings.count("error")
    try:
        proved = _proved(q, findings)
    except ExhaustedError as error:
        if findings.count("error") == before:
            unfinished = q.build is not None and not q.build.done
            findings.add(_blamed(q) if unfinished else _too_complex(q, error))
        return None
    if findings.count("error") > before or proved is None:
        return None
    findings.extend(lint.wanted(q, proved.diagram, down_to))
    return proved


def _crowded(rule_set: RuleSet, fact: str, count: int) -> Finding:
    span = rule_set.known[fact].span if fact in rule_set.known else rule_set.documents["verdicts.yaml"].span
    what = "has" if fact == VERDICT or not rule_set.known[fact].is_number else "is cut by the rules' thresholds into"
    return Finding(
        "too-large",
        f"“{fact}” {what} {count:,} values and ranges; at most {MAX_CELLS:,} can be proved",
        span,
        hint="Use fewer of them, or split the fact.",
    )


def _proved(q: Questions, findings: Findings) -> Proved | None:
    rule_set = q.rule_set
    decisions = (*rule_set.derivations.values(), rule_set.decision)
    pairs = {decision.name: find_pairs(q, decision) for decision in decisions}
    share = q.purse["diagram"]
    # Nothing can be built where rules surely clash: then the diagram is worth less.
    surely = any(found.certain for found in pairs.values())
    part = share.part(share.units // AFTER_CLASH) if surely else share
    build = q.explore(part)
    if surely:
        share.settle(part)
    # Derived facts first: what rests on a broken one would be proved about nothing.
    broken: set[str] = set()
    for name, decision in rule_set.derivations.items():
        found = [] if _rests_on(decision, broken) else list(_decision_proofs(q, decision, pairs[name]))
        findings.extend(found)
        if found or _rests_on(decision, broken):
            broken.add(name)
    if broken:
        return None
    found = [] if not build.done and build.progress[0] < len(rule_set.derivations) else list(impossible_rules(q))
    found += _decision_proofs(q, rule_set.decision, pairs[VERDICT])
    findings.extend(found)
    if found:
        return None
    if not build.done:
        findings.add(_blamed(q))
        return None
    adjusted = list(dead_adjustments(q))
    findings.extend(adjusted)
    return None if adjusted else _read_twice(q, findings)


def _rests_on(decision: Decision, facts: set[str]) -> bool:
    return bool(facts) and any(test.fact in facts for rule in decision.rules for test in rule.when)


def _decision_proofs(q: Questions, decision: Decision, pairs: Pairs) -> Iterator[Finding]:
    """Clashes, gaps and dead rules of one decision: the verdict, or a derived fact."""
    build = q.build
    assert build is not None
    if any(
        test.fact in q.rule_set.derivations and test.fact not in q.finished for r in decision.rules for test in r.when
    ):
        # What it rests on was not explored: only what is plain to see can be said.
        yield from clashes(q, decision, pairs, [pair for pair in pairs.listed if pair.certain])
        return
    told = list(clashes(q, decision, pairs))
    yield from told
    if build.done or decision.name in q.finished:
        yield from gaps(q, decision)
        yield from dead_rules(q, decision, clash=bool(told))
    elif decision.name == VERDICT:
        yield from gap_alone(q, decision)


def _read_twice(q: Questions, findings: Findings) -> Proved | None:
    """The proved rule set, if a plain reading of the rules agrees with all diagrams."""
    rule_set, space = q.rule_set, q.space
    share = q.purse["crosscheck"]
    diagram = q.diagram
    try:
        derived = {name: q.derived_diagram(name) for name in rule_set.derivations}
        edges, values = read_again(rule_set, space, diagram, derived, share)
        small = {}
        for rule in (*rule_set.adjustments, *rule_set.tips, *rule_set.notes, *rule_set.emails):
            small[rule.id] = q.small(rule)
            read_small(space, small[rule.id], rule, values, share)
        beside = list(lint.never_shown(q, diagram, small))
    except DisagreementError as error:
        findings.add(Finding("artefact", str(error)))
        return None
    findings.extend(beside)
    if beside:
        return None
    assert q.build is not None
    return Proved(rule_set, space, diagram, small, edges, q.build.name)


def _blamed(q: Questions) -> Finding:
    """The finding for a diagram that could not be finished."""
    build = q.build
    assert build is not None
    blame = find_blame(build, q.purse["blame"])
    facts = [f"“{fact}”" for fact in blame.facts]
    if blame.proved:
        listed = ", ".join(facts[:-1]) + (" and " if facts[:-1] else "") + facts[-1]
        rest = "with these settled" if len(facts) > 1 else "with this settled"
        message = f"the rules combine {listed} with the others in more ways than can be proved; {rest}, they can"
    else:
        message = f"the rules combine {', '.join(facts or ['the facts'])} and others in more ways than can be proved"
    told = tuple(
        f"{count:,} rule{'s tie' if count > 1 else ' ties'} “{one}” to “{other}”" for one, other, count in blame.pairs
    )
    first = blame.facts[0] if blame.facts else ""
    span = q.rule_set.facts[first].span if first in q.rule_set.facts else None
    return Finding("too-complex", message, span, told=told)


_WHERE = {
    "questions": "which rules meet",
    "diagram": "which rules win",
    "crosscheck": "whether the diagram says what the rules say",
    "tips": "where tips, notes and adjustments apply",
}


def _too_complex(q: Questions, error: ExhaustedError) -> Finding:
    """The finding for anything else that took too much: it names the facts that most rules ask."""
    counts: dict[str, int] = {}
    for decision in (*q.rule_set.derivations.values(), q.rule_set.decision):
        for rule in (*decision.rules, *q.rule_set.impossible):
            for test in rule.when:
                counts[test.fact] = counts.get(test.fact, 0) + 1
    names = sorted(counts, key=lambda fact: -counts[fact])[:4]
    listed = ", ".join(f"“{fact}”" for fact in names)
    where = _WHERE.get(error.share, "what the rules say")
    return Finding(
        "too-complex",
        f"there are too many rules and combinations of {listed} to find out {where}",
        q.rule_set.known[names[0]].span if names else None,
    )
