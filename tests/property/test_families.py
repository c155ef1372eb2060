"""Every family of rule sets gets proofs, findings, or a too-complex finding that is proved, and within its purse.

A sample here; `python -m pytest tests/property/test_families.py --full` for all of them. How long they take is for
`python -m tests.benchmarks.families` to say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.diagrams import ExhaustedError, Share
from connect_etiquette.findings.finding import Finding, Findings
from connect_etiquette.language import Rule, RuleSet
from connect_etiquette.proof import cut, prove
from connect_etiquette.proof.reference import Row

from tests.support.families import FAMILIES, write

SAMPLE = (
    "parity-16", "parity-40-backwards", "counter-24-cap-5", "weighted-bit-15", "diamonds-36", "equality-near-30x7",
    "equality-far-9x5", "equality-chain-14x6", "multiplexer-5-data-first", "permutation-4", "tree-90x8", "tree-90x8-in-one-layer", "grid-24-faulty",
    "ladder-700-nested", "wide-900", "twins-20x4", "diagonal-300",
    "impossible-pairs-22", "gap-regions-10", "adjustments-120", "boxes-60x6",
)  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "family" in metafunc.fixturenames:
        metafunc.parametrize("family", FAMILIES if metafunc.config.getoption("--full") else SAMPLE)


def test_a_family_gets_what_it_should(family: str, tmp_path: Path) -> None:
    made = FAMILIES[family]()
    write(tmp_path / family, made)
    run = pipeline.check(tmp_path / family)
    errors = [finding for finding in run.findings.items if finding.severity == "error"]
    codes = {finding.code for finding in errors}
    if made["expect"] == "sound":
        assert not errors
        assert run.proved is not None
    elif made["expect"] == "findings":
        assert codes <= set(made["codes"])
    else:
        assert codes <= {"gap", "clash", "dead-rule", "too-complex"}
    assert run.proved is not None or errors
    for share in run.purse.shares.values():
        assert share.peak <= share.room, share.name
    complex_ = [finding for finding in errors if finding.code == "too-complex"]
    assert len(complex_) <= 1
    for finding in complex_:
        assert errors == [finding], "one finding, and nothing is said of what was not proved"
        assert_proved_to_blame(finding, run)


def test_a_part_can_take_no_more_than_is_left() -> None:
    """No family of the sample holds so much before it parts with a share that its end could tell."""
    whole = Share("words", 100, 1000)
    whole.spend(30, 400)
    part = whole.part(50)
    assert (part.units, part.room, part.used, part.held) == (50, 600, 0, 0)
    part.spend(20, 600)
    for units, room in ((31, 0), (0, 1)):
        with pytest.raises(ExhaustedError):
            part.spend(units, room)
    part.release(500)
    whole.settle(part)
    assert (whole.used, whole.held, whole.peak, whole.left) == (50, 500, 1000, 50)
    assert whole.part(60).units == 50


def assert_proved_to_blame(finding: Finding, run: pipeline.Run) -> None:
    """The facts that are named are facts, and where it is said that they are all, the rest is proved without them."""
    rule_set = run.rule_set
    assert rule_set is not None
    named = [fact for fact in re.findall("“(.*?)”", finding.message) if fact in rule_set.facts]
    assert named
    assert finding.span is not None
    if "; with th" in finding.message:
        left = Findings()
        prove(settled(rule_set, named), left, "error")
        assert "too-complex" not in {other.code for other in left.items}


def settled(rule_set: RuleSet, facts: list[str]) -> RuleSet:
    """The rule set for whoever knows these facts: each has the value that most rules accept."""
    space = cut(rule_set)
    for fact in facts:
        row = Row(space.cells[fact])
        rules = [*rule_set.decision.rules, *(rule for d in rule_set.derivations.values() for rule in d.rules)]
        tests = [test.condition for rule in rules for test in rule.when if test.fact == fact]
        accepted = [row.accepted(test) for test in tests]
        cell = max(range(len(space.cells[fact])), key=lambda cell: sum(mask >> cell & 1 for mask in accepted))
        keep = partial(_left, fact, row, cell)
        rule_set = replace(
            rule_set,
            decision=replace(rule_set.decision, rules=keep(rule_set.decision.rules)),
            derivations={name: replace(d, rules=keep(d.rules)) for name, d in rule_set.derivations.items()},
            impossible=keep(rule_set.impossible),
            adjustments=keep(rule_set.adjustments),
        )
    return rule_set


def _left(fact: str, row: Row, cell: int, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(
        replace(rule, when=tuple(test for test in rule.when if test.fact != fact))
        for rule in rules
        if all(test.fact != fact or row.accepted(test.condition) >> cell & 1 for test in rule.when)
    )
