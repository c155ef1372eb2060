"""Warnings and remarks: what a rule set could do without, or what its author may not have meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..findings import Finding, Severity, Span
from ..language import AnyOf, Condition, Never, Not, Rule, Test
from .diagram import TooComplexError
from .queries import Questions, listed, meet
from .space import NEVER, holds


def wanted(q: Questions, down_to: Severity) -> Iterator[Finding]:
    """Every warning that the logic gives cause for, and with `down_to` “remark” every remark too."""
    try:
        if down_to != "error":
            yield from idle_conditions(q)
            yield from idle_facts(q)
            yield from included_never(q)
        if down_to == "remark":
            yield from redundant(q)
    except TooComplexError as error:
        facts = listed([f"“{fact}”" for fact in error.facts])
        yield Finding("unchecked", f"the rules are sound, but {facts} combine in too many ways to look for more")


def idle_conditions(q: Questions) -> Iterator[Finding]:
    """Conditions that can be dropped without changing an answer of the decision they stand in."""
    for decision in (*q.rule_set.derivations.values(), q.rule_set.decision):
        about = q.about(decision)
        for rule in decision.rules:
            stronger = [other for other in decision.rules if other.layer < rule.layer]
            for test in rule.when:
                if not _matters(about, rule, test, stronger):
                    yield Finding(
                        "idle-condition",
                        f"“{rule.id}” answers the same without “{test.fact}”",
                        test.key_span,
                        rules=(rule.id,),
                    )


def _matters(q: Questions, rule: Rule, test: Test, stronger: Sequence[Rule]) -> bool:
    """Whether `rule` would win in more situations without `test`."""
    box = q.boxes[rule.id]
    outside = q.space.full(test.fact) & ~box[test.fact]
    return outside != 0 and q.left_over({**box, test.fact: outside}, stronger) is not None


def idle_facts(q: Questions) -> Iterator[Finding]:
    """Facts that nothing reads, and values that no rule tells apart from another."""
    read = _read_elsewhere(q)
    levels: dict[str, list[tuple[int, ...]]] = {}
    for level, children in q.diagram.nodes:
        levels.setdefault(q.diagram.order[level], []).append(children)
    for fact in q.rule_set.facts.values():
        masks = read.get(fact.id, [])
        if fact.kind == "date":
            if not masks:
                yield Finding("idle-fact", f"nothing reads “{fact.id}”", fact.span)
            continue
        nodes = levels.get(fact.id, [])
        if not nodes and not masks:
            yield Finding("idle-fact", f"no rule's answer depends on “{fact.id}”", fact.span)
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
    for rule in (*q.rule_set.tips, *q.rule_set.notes, *q.rule_set.emails):
        for fact, mask in q.space.box(rule).items():
            _gather(q, fact, mask, read)
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


def _gather(q: Questions, fact: str, mask: int, read: dict[str, list[int]]) -> None:
    """Add `mask` to what is read of `fact`; of a derived fact, what its rules read."""
    if fact in q.rule_set.derivations:
        for rule in q.rule_set.derivations[fact].rules:
            for inner, inner_mask in q.boxes[rule.id].items():
                _gather(q, inner, inner_mask, read)
    else:
        read.setdefault(fact, []).append(mask)


def included_never(q: Questions) -> Iterator[Finding]:
    """Conditions such as “not: less than 24h”, which also hold where the event never happened and do not say so."""
    decisions = (*q.rule_set.derivations.values(), q.rule_set.decision)
    rules = [rule for decision in decisions for rule in decision.rules]
    everything = (*rules, *q.rule_set.adjustments, *q.rule_set.tips, *q.rule_set.notes, *q.rule_set.emails)
    for rule in (*everything, *q.rule_set.impossible):
        for test in rule.when:
            fact = q.rule_set.facts.get(test.fact)
            unsaid = holds(test.condition, NEVER) and not _names_never(test.condition)
            if unsaid and fact is not None and fact.can_be_never:
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
    rules = q.rule_set.decision.rules
    for rule in rules:
        box = q.boxes[rule.id]
        later = [other for other in rules if other.layer > rule.layer and meet(box, q.boxes[other.id])]
        if not later and not rule.for_its_words:
            continue
        taken = q.outside(box, (other for other in rules if other.layer < rule.layer))
        winners = q.winners([*taken, *(q.boxes[other.id] for other in later)])
        next_in_line = [later[winner - len(taken)] for winner in sorted(winners) if winner >= len(taken)]
        is_redundant = -1 not in winners and all(other.outcome == rule.outcome for other in next_in_line)
        if rule.for_its_words and not is_redundant:
            message = (
                f"without “{rule.id}”, the verdict would be another in places: it is there for more than its words"
            )
            yield Finding("needed-rule", message, rule.span, rules=(rule.id,))
        if is_redundant and not rule.for_its_words:
            names = listed([f"“{other.id}”" for other in next_in_line])
            yield Finding(
                "redundant-rule",
                f"without “{rule.id}”, {names} would give the same verdict",
                rule.span,
                rules=(rule.id, *(other.id for other in next_in_line)),
            )
