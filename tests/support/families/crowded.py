"""Families that crowd something: cells of a fact, children of a derived fact, limits of dates, exceptions, pigeons."""

from __future__ import annotations

import itertools
import random

from tests.support.families.parts import (
    LARGE,
    LIMIT,
    VERDICTS,
    choice,
    derived,
    family,
    flag,
    line,
    number,
    rule,
    since,
)


def shared_children(facts: int, levels: int, across: int, seed: int) -> dict:
    """Levels of derived facts, each decided by three of the level below, which all share; the verdict asks the top ones
    one after the other. Every diagram is small, and their product need not be."""
    rng = random.Random(seed)
    base = [f"ground-{i}" for i in range(facts)]
    below, links = base, {}
    yes = dict.fromkeys(base, "yes")
    for level in range(levels):
        names = [f"storey-{level}-{i}" for i in range(across)]
        for name in names:
            one, other, third = rng.sample(below, 3)
            most = [line("yes", {a: "yes", b: "yes"}) for a, b in itertools.combinations((one, other, third), 2)]
            odd = [line("yes", {one: "yes", other: "no"}), line("yes", {one: "no", other: "yes"})]
            # Lines of one layer may not meet, so each has a layer of its own.
            chosen = most if rng.random() < 0.5 else odd
            links[name] = derived(["yes", "no"], *[[each] for each in chosen], [line("no", {})])
        below = names
    rules = [[rule(f"top-{i}", {name: "yes"}, VERDICTS[i % 3])] for i, name in enumerate(below)]
    return family(
        {name: flag() for name in yes}, [*rules, [rule("rest", {})]], derived=links, expect="bounded", seconds=LIMIT
    )


def exceptions(depth: int) -> dict:
    """Each rule holds unless the next does, unless the one after it does, and so on: one chain of exceptions, told by
    derived facts and asked at every tenth link."""
    names = [f"plea-{i}" for i in range(depth)]
    links = {"holds-0": derived(["yes", "no"], [line("yes", {names[0]: "yes"}), line("no", {names[0]: "no"})])}
    for i in range(1, depth):
        links[f"holds-{i}"] = derived(
            ["yes", "no"], [line("yes", {names[i]: "yes", f"holds-{i - 1}": {"not": "yes"}})], [line("no", {})]
        )
    asked = range(depth - 1, 0, -10)
    rules = [[rule(f"unless-{i}", {f"holds-{i}": "yes"}, VERDICTS[i % 3])] for i in asked]
    return family(
        {name: flag() for name in names}, [*rules, [rule("rest", {})]], derived=links, expect="bounded", seconds=LIMIT
    )


def exactly(counts: int, facts: int) -> dict:
    """Numbers that are asked for each count exactly, which makes two cells of each: as many as a fact may have. Every
    second count has a rule, and where two numbers are one apart another one."""
    names = [f"tally-{i}" for i in range(facts)]
    layers = []
    for a, b in itertools.pairwise(names):
        layers.append(
            [
                rule(f"step-{a}-{n}", {a: f"exactly {n} pieces", b: f"exactly {n + 1} pieces"}, VERDICTS[n % 3])
                for n in range(0, counts - 1, max(1, counts // 100))
            ]
        )
    for name in names:
        layers.append([rule(f"just-{name}-{n}", {name: f"exactly {n} pieces"}, VERDICTS[n % 3]) for n in range(counts)])
    return family({name: number() for name in names}, [*layers, [rule("rest", {})]], expect="bounded", seconds=LIMIT)


def pigeons(birds: int, told: bool) -> dict:
    """More birds than holes: some two share one. With a rule for each two and hole every situation is covered, which
    takes the pigeonhole principle to see; or `told` impossible, and then there is no situation at all."""
    holes = birds - 1
    facts = {f"bird-{i}": choice(holes, "h") for i in range(birds)}
    shared = [
        (a, b, hole, {f"bird-{a}": f"h{hole}", f"bird-{b}": f"h{hole}"})
        for a, b in itertools.combinations(range(birds), 2)
        for hole in range(holes)
    ]
    if told:
        never = [{"id": f"no-{a}-{b}-{hole}", "when": when, "because": "One a hole."} for a, b, hole, when in shared]
        rules = [rule("rest", {})]
        return family(facts, [rules], impossible=never, expect="bounded", seconds=LIMIT)
    layers = [
        [rule(f"share-{a}-{b}-{hole}", when, VERDICTS[(a + b) % 3]) for x, y, hole, when in shared if (x, y) == (a, b)]
        for a, b in itertools.combinations(range(birds), 2)
    ]
    return family(facts, layers, expect="bounded", seconds=LIMIT)


def calendar(limits: int, clocks: int, seed: int) -> dict:
    """Clocks with very many limits each: the time since one event decides how long the next may have been ago."""
    rng = random.Random(seed)
    events = ("meeting-end", "round-end", "meeting-off")
    facts = {f"since-{i}": since(events[i % len(events)]) for i in range(clocks)}
    names = list(facts)
    layers = []
    for a, b in itertools.permutations(names, 2):
        rules = []
        for n in range(limits):
            low = n * 3
            when = {a: f"at least {low}h and less than {low + 3}h" if low else "less than 3h"}
            cut = rng.randrange(1, limits * 3)
            when[b] = f"at least {cut}h" if rng.random() < 0.5 else f"less than {cut}h"
            rules.append(rule(f"day-{a}-{b}-{n}", when, VERDICTS[n % 3]))
        layers.append(rules)
    return family(facts, [*layers, [rule("rest", {})]], expect="bounded", seconds=LIMIT)


def votes(people: int, of: int) -> dict:
    """At least `of` of so many flags, said plainly: one rule for each choice of them, and no derived fact to count."""
    names = [f"voice-{i}" for i in range(people)]
    chosen = itertools.combinations(names, of)
    layers = [[rule(f"vote-{n}", dict.fromkeys(few, "yes"), VERDICTS[n % 3])] for n, few in enumerate(chosen)]
    return family({name: flag() for name in names}, [*layers, [rule("rest", {})]], expect="bounded", seconds=LARGE)
