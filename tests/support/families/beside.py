"""Families that are hard beside the verdict: tips, impossible situations, gaps, clashes, adjustments."""

from __future__ import annotations

import itertools
import random

from tests.support.families.pairings import counter
from tests.support.families.parts import LARGE, LIMIT, VERDICTS, choice, derived, family, flag, line, rule


def many_tips(tips: int, notes: int, seed: int) -> dict:
    """A plain table with very many tips and notes, some of which ask a derived fact or the verdict."""
    rng = random.Random(seed)
    facts = {f"trait-{i}": choice(5, "q") for i in range(9)}
    mood = derived(["calm", "tense"], [line("tense", {"trait-0": ["q0", "q1"], "trait-1": "q2"})], [line("calm", {})])
    rules = [rule(f"by-{v}", {"trait-2": f"q{v}"}, VERDICTS[v % 3]) for v in range(5)]
    layer = [rule("tense", {"mood": "tense", "trait-3": "q4"}, "wait")]

    def when() -> dict:
        some = {name: rng.sample([f"q{v}" for v in range(5)], rng.randint(1, 4)) for name in rng.sample(list(facts), 4)}
        return (
            some | ({"mood": "tense"} if rng.random() < 0.2 else {}) | ({"verdict": "go"} if rng.random() < 0.2 else {})
        )

    told = [{"id": f"tip-{n}", "when": when(), "text": "T.", "beyond-evidence": "Ours."} for n in range(tips)]
    drafts = [{"id": f"note-{n}", "when": when(), "short": "S.", "long": "L."} for n in range(notes)]
    # Some of so many ask what can't be, or a verdict that is another's wherever they hold.
    codes = ("dead-rule", "empty-condition")
    return family(
        facts,
        [layer, rules],
        derived={"mood": mood},
        tips=told,
        notes=drafts,
        expect="findings",
        codes=codes,
        seconds=LARGE,
    )


def impossible_pairs(flags: int) -> dict:
    """At most one of the flags can be set: every pair is declared impossible; one rule a flag, one for none."""
    names = [f"role-{i}" for i in range(flags)]
    never = [
        {"id": f"not-{a}-{b}", "when": {names[a]: "yes", names[b]: "yes"}, "because": "One role at a time."}
        for a, b in itertools.combinations(range(flags), 2)
    ]
    rules = [rule(f"is-{i}", {name: "yes"}, VERDICTS[i % 3]) for i, name in enumerate(names)]
    rules.append(rule("none", dict.fromkeys(names, "no")))
    return family({name: flag() for name in names}, [rules], impossible=never, seconds=LARGE)


def impossible_random(entries: int, facts: int, seed: int) -> dict:
    """Random impossible situations of three facts under a table of two layers."""
    rng = random.Random(seed)
    names = {f"state-{i}": choice(4, "z") for i in range(facts)}
    never = [
        {
            "id": f"never-{n}",
            "when": {name: f"z{rng.randrange(4)}" for name in rng.sample(list(names), 3)},
            "because": "B.",
        }
        for n in range(entries)
    ]
    first = [rule(f"first-{v}", {"state-0": f"z{v}", "state-1": f"z{(v + 1) % 4}"}, "wait") for v in range(4)]
    rest = [rule(f"rest-{v}", {"state-2": f"z{v}"}, VERDICTS[v % 3]) for v in range(4)]
    return family(names, [first, rest], impossible=never, expect="bounded", seconds=LIMIT)


def gap_regions(flags: int) -> dict:
    """Every situation with an even number of flags set has its rule; the others are gaps that no larger box joins."""
    names = [f"bit-{i}" for i in range(flags)]
    rules = [
        rule(f"even-{n}", {name: "yes" if n >> i & 1 else "no" for i, name in enumerate(names)})
        for n in range(2**flags)
        if bin(n).count("1") % 2 == 0
    ]
    facts = {name: flag() for name in names}
    return family(facts, [rules], expect="findings", codes=("gap",), seconds=LIMIT)


def clash_through_derived(flags: int, rules: int) -> dict:
    """Rules of one layer that only a derived counter keeps apart, or fails to: every pair is a question of its own."""
    parts = counter(flags, flags)
    last = f"count-{flags - 1}"
    rng = random.Random(41)
    values = [f"n{c}" for c in range(flags + 1)]
    table = [
        rule(f"some-{n}", {last: rng.sample(values, 2), f"mark-{n % flags}": rng.choice(["yes", "no"])})
        for n in range(rules)
    ]
    return family(
        parts["facts"],
        [table, [rule("else", {})]],
        derived=parts["derived"],
        expect="bounded",
        codes=("clash",),
        seconds=LIMIT,
    )


def adjustments(count: int, seed: int) -> dict:
    """A table whose *go* is looked at again by very many adjustments."""
    rng = random.Random(seed)
    facts = {f"detail-{i}": choice(4, "w") for i in range(8)}
    changes = []
    for n in range(count):
        when = {name: f"w{rng.randrange(4)}" for name in rng.sample(list(facts), 3)}
        changes.append({"id": f"second-look-{n}", "when": when, "headline": "H", "why": "W.", "do": "D."})
    rules = [rule(f"main-{v}", {"detail-0": f"w{v}"}, "go" if v % 2 else "caution") for v in range(4)]
    return family(facts, [rules], adjustments=changes, expect="bounded", codes=("dead-rule",), seconds=LARGE)
