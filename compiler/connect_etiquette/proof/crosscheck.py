"""Artefact = rules: at every build the diagram that ships is held against a plain reading of the rules."""

from __future__ import annotations

from ..findings import Finding, Findings
from ..language import Rule, RuleSet
from .diagram import Diagram, Leaf, TooComplexError
from .queries import Questions
from .reference import Answer, Reader
from .regions import in_words

MAX_BLOCKS = 400_000
"""Blocks that are read again at a build; more would take longer than 20 s."""

Step = tuple[int, tuple[str, int], int, int, int]
"""From a node to a child: the child, the fact and its cells, the rules left open and sure, and how many situations
the cells stand for. What the step skips, the reader is told nothing about."""


class _DisagreementError(Exception):
    pass


def read_again(q: Questions, findings: Findings) -> int:
    """The number of blocks of the diagram, after each was read by the plain reader and all situations were counted.

    A block is a path of the diagram. Where it and the reading disagree, or situations are missing, there is a finding.
    """
    diagram = q.diagram
    if _count_blocks(diagram) > MAX_BLOCKS:
        raise TooComplexError(q.order[:4])
    reader = Reader(q.rule_set, q.space)
    expected = [_in_rules(q.rule_set, leaf) for leaf in diagram.leaves]
    steps = _steps(q, reader)
    full = {fact: q.space.full(fact) for fact in diagram.order}
    path: list[tuple[str, int]] = []
    blocks = situations = 0

    def visit(at: int, still_open: int, sure: int, size: int) -> None:
        nonlocal blocks, situations
        if at >= 0:
            for child, test, told_open, told_sure, times in steps[at]:
                path.append(test)
                visit(child, still_open & told_open, sure & told_sure, size * times)
                path.pop()
            return
        blocks += 1
        answer = reader.answer(still_open, sure)
        if answer == expected[~at]:
            situations += size
            return
        # Too early to say, or a disagreement: read in parts.
        answers = reader.answers({**full, **dict(path)}) if isinstance(answer, Rule) else {answer: size}
        situations += sum(answers.values())
        for other in answers:
            if other != expected[~at]:
                where = in_words(dict(path), q.space)
                raise _DisagreementError(f"the diagram says {expected[~at]} and the rules say {other} when {where}")

    try:
        first = diagram.nodes[diagram.root][0] if diagram.root >= 0 else len(diagram.order)
        visit(diagram.root, *_told_nothing(q, reader, 0, first, *reader.start, 1))
        if situations != q.space.size():
            raise _DisagreementError(f"the diagram answers {situations:,} of {q.space.size():,} situations")
    except _DisagreementError as error:
        findings.add(Finding("artefact", str(error)))
    return blocks


def _steps(q: Questions, reader: Reader) -> list[list[Step]]:
    """For each node its steps; cells that lead to one child are one step."""
    diagram = q.diagram
    steps: list[list[Step]] = []
    for level, children in diagram.nodes:
        fact = diagram.order[level]
        masks: dict[int, int] = {}
        for cell, child in enumerate(children):
            masks[child] = masks.get(child, 0) | 1 << cell
        found: list[Step] = []
        for child, mask in masks.items():
            below = diagram.nodes[child][0] if child >= 0 else len(diagram.order)
            told = _told_nothing(q, reader, level + 1, below, *reader.told(fact, mask), mask.bit_count())
            found.append((child, (fact, mask), *told))
        steps.append(found)
    return steps


def _told_nothing(
    q: Questions, reader: Reader, first: int, last: int, still_open: int, sure: int, size: int
) -> tuple[int, int, int]:
    """What stays open and sure, and the situations, when the facts of levels `first` to `last` may be anything."""
    for level in range(first, last):
        full = q.space.full(q.diagram.order[level])
        told_open, told_sure = reader.told(q.diagram.order[level], full)
        still_open &= told_open
        sure &= told_sure
        size *= full.bit_count()
    return still_open, sure, size


def _in_rules(rule_set: RuleSet, leaf: Leaf) -> Answer:
    """A leaf as the plain reader would put it."""
    winner, adjusted = leaf[0]
    if winner < 0:
        return "gap", ""
    if winner < len(rule_set.impossible):
        return "impossible", ""
    rule = rule_set.decision.rules[winner - len(rule_set.impossible)]
    return rule.id, rule_set.adjustments[adjusted].id if adjusted >= 0 else ""


def _count_blocks(diagram: Diagram) -> int:
    counts: list[int] = []

    def below(child: int) -> int:
        return counts[child] if child >= 0 else 1

    for _, children in diagram.nodes:
        counts.append(sum(below(child) for child in set(children)))
    return below(diagram.root)
