"""What `diff` says equals brute force: which situations changed, how many, and the words for them."""

from __future__ import annotations

import copy
import random

import pytest
from connect_etiquette.asking import compare
from connect_etiquette.findings import Findings
from connect_etiquette.proof import prove
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.property.brute_force import BruteForce, Set
from tests.property.random_rules import RandomRuleSet, make
from tests.property.test_exact import meets_words, resolved, values_of


def changed(random_set: RandomRuleSet, seed: int) -> RandomRuleSet:
    """The same rule set with some verdicts and conditions changed, still sound if the first was."""
    rng = random.Random(seed)
    other = copy.deepcopy(random_set)
    for rule in rng.sample(other.rules, min(len(other.rules), 3)):
        if rng.random() < 0.5:
            rule.outcome = rng.choice(["go", "caution", "wait"])
        elif rule.tests:
            rule.tests.pop(rng.randrange(len(rule.tests)))
    return other


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
    sets = int(request.config.getoption("--sets")) // 2
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
        other = changed(one, seed)
        old, new = (prove(resolved(s), Findings(), "error") for s in (one, other))
        if old is None or new is None:
            return
        found = compare(old, new)
        before, after = BruteForce(one), BruteForce(other)
        expected = {
            (mine, theirs): both
            for mine, situations in answers(before).items()
            for theirs, others in answers(after).items()
            if mine[0] != theirs[0] and (both := situations & others)
        }
        assert {(change.old, change.new): change.situations for change in found.changes} == {
            pair: both.bit_count() for pair, both in expected.items()
        }
        assert [change.situations for change in found.changes] == sorted(change.situations for change in found.changes)
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
    assert compared >= sets // 20
