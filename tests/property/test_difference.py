"""What `diff` says equals brute force: which situations changed, how many, and the words for them."""

from __future__ import annotations

import copy
import random

import pytest
from connect_etiquette.asking import compare
from connect_etiquette.findings import Findings
from connect_etiquette.proof import Proved, prove
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.property.brute_force import BruteForce, Set
from tests.property.random_rules import RandomRule, RandomRuleSet, make, settle
from tests.property.test_exact import meets_words, resolved, values_of

MORE = "more"
"""A value that only one side knows."""


def changed(random_set: RandomRuleSet, seed: int) -> RandomRuleSet:
    """The same rule set with some verdicts and conditions changed, of derived facts as well, and here and there a fact
    that may have another value; often still sound if the first was."""
    rng = random.Random(seed)
    other = copy.deepcopy(random_set)
    for rule in rng.sample(other.rules, min(len(other.rules), 3)):
        if rng.random() < 0.5:
            rule.outcome = rng.choice(["go", "caution", "wait"])
        elif rule.tests:
            rule.tests.pop(rng.randrange(len(rule.tests)))
    derived = [(name, rule) for name, rules in other.derived.items() for rule in rules]
    if derived and rng.random() < 0.5:
        name, rule = rng.choice(derived)
        if rule.tests and rng.random() < 0.5:
            rule.tests.pop(rng.randrange(len(rule.tests)))
        elif rule.outcome in (f"{name}-a", f"{name}-b"):
            rule.outcome = f"{name}-a" if rule.outcome.endswith("b") else f"{name}-b"
    choices = [fact for fact in other.facts if fact.kind == "choice"]
    if choices and rng.random() < 0.3:
        rng.choice(choices).values.append(MORE)
    return other


def is_last(rule: RandomRule, rules: list[RandomRule]) -> bool:
    """Whether a derived value goes with its rule: conditions may name it."""
    return rule.outcome.endswith("-c") and sum(rule.outcome == other.outcome for other in rules) == 1


def mended(random_set: RandomRuleSet) -> Proved | None:
    """The rule set proved, without the rules that stand in the way and with one for the rest: few are sound by chance."""
    for _ in range(12):
        findings = Findings()
        proved = prove(resolved(random_set), findings, "error")
        if proved is not None:
            return proved
        faulty = {finding.rules[0] for finding in findings.items if finding.code != "gap" and finding.rules}
        for rules in (random_set.rules, random_set.impossible, random_set.adjustments, *random_set.derived.values()):
            for rule in [rule for rule in rules if rule.id in faulty]:
                if not is_last(rule, rules):
                    rules.remove(rule)
        for gap in (finding for finding in findings.items if finding.code == "gap"):
            of = next((name for name in random_set.derived if f"“{name}”" in gap.message), None)
            rules = random_set.rules if of is None else random_set.derived[of]
            layer = 1 + max((rule.layer for rule in rules), default=0)
            rest = f"{of or 'verdict'}-rest"
            if not any(rule.id == rest for rule in rules):
                rules.append(RandomRule(rest, layer, [], f"{of}-a" if of else "wait"))
            random_set.layers = max(random_set.layers, layer + 1)
    return None


def is_more_careful(old: str, new: str) -> bool:
    care = ["impossible", "go", "caution", "wait"]
    return care.index(new) > care.index(old)


def common(random_set: RandomRuleSet) -> BruteForce:
    """Brute force over what both sides know."""
    known = copy.deepcopy(random_set)
    for fact in known.facts:
        fact.values = [value for value in fact.values if value != MORE]
    return BruteForce(known)


def answers(brute: BruteForce) -> dict[tuple[str, str, str], Set]:
    """Situations by verdict, rule and adjustment, as the difference names them."""
    outcome = {rule.id: rule.outcome for rule in brute.random_set.rules}
    found: dict[tuple[str, str, str], Set] = {}
    for (rule, adjustment), situations in brute.answers().items():
        if rule == "impossible":
            found["impossible", adjustment, ""] = situations
        else:
            found["caution" if adjustment else outcome[rule], rule, adjustment] = situations
    return found


def test_every_change_equals_brute_force(request: pytest.FixtureRequest) -> None:
    sets = int(request.config.getoption("--sets")) // 4
    compared = 0

    @settings(
        max_examples=sets,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(seed=st.integers(0, 10**9), size=st.integers(1, 12))
    def check(seed: int, size: int) -> None:
        nonlocal compared
        one = make(seed, size)
        old = mended(one)
        # Thresholds that went with a rule cut nothing any more.
        settle(one)
        other = changed(one, seed)
        new = mended(other)
        if old is None or new is None:
            return
        if seed % 2:
            one, other, old, new = other, one, new, old
        found = compare(old, new)
        before, after = common(one), common(other)
        gone, added = ([f"{fact.id}: {MORE}" for fact in side.facts if MORE in fact.values] for side in (one, other))
        assert (list(found.facts_gone), list(found.facts_new)) == (gone, added)
        expected = {
            (mine, theirs): both
            for mine, situations in answers(before).items()
            for theirs, others in answers(after).items()
            if mine[0] != theirs[0] and (both := situations & others)
        }
        assert {(change.old, change.new): change.situations for change in found.changes} == {
            pair: both.bit_count() for pair, both in expected.items()
        }
        told = [(not is_more_careful(change.old[0], change.new[0]), change.situations) for change in found.changes]
        assert told == sorted(told)
        for change in found.changes:
            assert change.complete
            inside = 0
            for box in change.boxes:
                part = before.everything
                for fact, mask in box.items():
                    words = found.space.in_words(fact, mask)
                    part &= before.having(
                        fact, [v for v in values_of(fact, before) if any(meets_words(w, v) for w in words)]
                    )
                inside |= part
            assert inside & answers(before)[change.old] == expected[change.old, change.new]
        compared += 1

    check()
    print(f"\n{compared} of {sets} random pairs compared")
    assert compared >= sets // 2
