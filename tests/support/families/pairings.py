"""Families in which the order of the facts decides: chains of derived facts, and pairs that must agree."""

from __future__ import annotations

import itertools
import random

from tests.support.families.parts import EASY, LARGE, LIMIT, VERDICTS, choice, derived, family, flag, line, rule

# -- chains of derived facts ----------------------------------------------------------------------------------------


def parity(flags: int, read_middle: bool = False, backwards: bool = False) -> dict:
    """Each link says whether an odd number of flags is set so far. Any order has a diagram of two nodes a level.

    `read_middle`: the verdict also rests on the link in the middle. `backwards`: the chain is declared last link first.
    """
    names = [f"lamp-{i}" for i in range(flags)]
    links = {"odd-0": derived(["odd", "even"], [line("odd", {names[0]: "yes"}), line("even", {names[0]: "no"})])}
    for i in range(1, flags):
        before = f"odd-{i - 1}"
        links[f"odd-{i}"] = derived(
            ["odd", "even"],
            [line("odd", {before: "even", names[i]: "yes"}), line("odd", {before: "odd", names[i]: "no"})],
            [line("even", {})],
        )
    last, middle = f"odd-{flags - 1}", f"odd-{flags // 2}"
    if read_middle:
        rules = [
            rule(f"{a}-{b}", {last: a, middle: b}, VERDICTS[(a == "odd") + (b == "odd")])
            for a in ("odd", "even")
            for b in ("odd", "even")
        ]
    else:
        rules = [rule("uneven", {last: "odd"}, "wait"), rule("level", {last: "even"})]
    if backwards:
        links = dict(reversed(links.items()))
    return family({name: flag() for name in names}, [rules], derived=links)


def counter(flags: int, cap: int, select: bool = False) -> dict:
    """A running count of set flags that stops at `cap`; the verdict asks how many. With `select` the count is exact and
    picks one flag, whose value decides (the hidden weighted bit): no order has a small diagram once `flags` is large.
    """
    names = [f"mark-{i}" for i in range(flags)]
    top = flags if select else cap
    counts: dict[str, dict] = {}
    for i, name in enumerate(names):
        most = min(i + 1, top)
        values = [f"n{c}" for c in range(most + 1)]
        if i == 0:
            lines = [line("n0", {name: "no"}), line("n1", {name: "yes"})]
        else:
            before = f"count-{i - 1}"
            lines = []
            for c in range(min(i, top) + 1):
                lines.append(line(f"n{c}", {before: f"n{c}", name: "no"}))
                lines.append(line(f"n{min(c + 1, top)}", {before: f"n{c}", name: "yes"}))
        counts[f"count-{i}"] = derived(values, lines)
    last = f"count-{flags - 1}"
    if select:
        rules = [rule("none", {last: "n0"}, "caution")]
        for c in range(1, flags + 1):
            rules.append(rule(f"picked-{c}-set", {last: f"n{c}", names[c - 1]: "yes"}, "go"))
            if c < flags:
                rules.append(rule(f"picked-{c}-clear", {last: f"n{c}", names[c - 1]: "no"}, "wait"))
    else:
        rules = [rule(f"exactly-{c}", {last: f"n{c}"}, VERDICTS[c % 3]) for c in range(top + 1)]
    return family({name: flag() for name in names}, [rules], derived=counts, seconds=EASY if flags < 30 else LARGE)


def deep_chain(depth: int, width: int) -> dict:
    """The largest level so far: each link keeps the higher of the link before and one more choice of `width` values."""
    facts = {f"step-{i}": choice(width, "s") for i in range(depth)}
    levels = [f"s{v}" for v in range(width)]
    links = {}
    for i in range(depth):
        layers = []
        for v in reversed(range(width)):
            tests = [line(f"s{v}", {f"step-{i}": f"s{v}"})]
            if i:
                tests = [line(f"s{v}", {f"step-{i}": f"s{v}"})], [line(f"s{v}", {f"peak-{i - 1}": f"s{v}"})]
                layers.extend(tests)
            else:
                layers.append(tests)
        # The lowest value is what is left: the last layer asks nothing.
        layers = [*layers[: -2 if i else -1], [line("s0", {})]]
        links[f"peak-{i}"] = derived(levels, *layers)
    rules = [rule(f"peak-{v}", {f"peak-{depth - 1}": f"s{v}"}, VERDICTS[v % 3]) for v in range(width)]
    return family(facts, [rules], derived=links)


def diamonds(depth: int) -> dict:
    """Each derived fact rests on the two before it: walking the definitions without a memory takes a Fibonacci number of
    steps, the diagram stays small."""
    facts = {f"stone-{i}": flag() for i in range(depth)}
    links = {}
    for i in range(depth):
        if i < 2:
            links[f"gem-{i}"] = derived(["lit", "dark"], [line("lit", {f"stone-{i}": "yes"})], [line("dark", {})])
        else:
            links[f"gem-{i}"] = derived(
                ["lit", "dark"],
                [
                    line("lit", {f"gem-{i - 1}": "lit", f"gem-{i - 2}": "dark"}),
                    line("lit", {f"gem-{i - 1}": "dark", f"gem-{i - 2}": "lit", f"stone-{i}": "yes"}),
                ],
                [line("dark", {})],
            )
    rules = [rule("shines", {f"gem-{depth - 1}": "lit"}), rule("rests", {f"gem-{depth - 1}": "dark"}, "wait")]
    return family(facts, [rules], derived=links)


# -- pairings: the order of the facts decides -----------------------------------------------------------------------


def equality(pairs: int, values: int, kind: str) -> dict:
    """Two vectors are compared place by place.

    `near`: one rule a pair and value, pair by pair. `far`: a first rule names all of the left vector, so that the order in
    which facts are met keeps the partners apart. `chain`: a derived fact carries “the same so far”.
    """
    left, right = [f"left-{i}" for i in range(pairs)], [f"right-{i}" for i in range(pairs)]
    facts = {name: choice(values, "c") for name in (*left, *right)}
    if kind == "chain":
        links = {}
        for i in range(pairs):
            so_far = {f"same-{i - 1}": "same"} if i else {}
            lines = [line("same", {**so_far, left[i]: f"c{v}", right[i]: f"c{v}"}) for v in range(values)]
            links[f"same-{i}"] = derived(["same", "other"], lines, [line("other", {})])
        last = f"same-{pairs - 1}"
        return family(
            facts, [[rule("twins", {last: "same"}), rule("strangers", {last: "other"}, "wait")]], derived=links
        )
    layers = []
    if kind == "far":
        layers.append([rule("all-first", dict.fromkeys(left, "c0"), "caution")])
    for i in range(pairs):
        layers.append(
            [rule(f"pair-{i}-{v}", {left[i]: f"c{v}", right[i]: f"c{v}"}, VERDICTS[i % 2]) for v in range(values)]
        )
    return family(facts, [*layers, [rule("else", {}, "wait")]])


def equality_graph(facts: int, values: int, pairs: int, seed: int) -> dict:
    """Random pairs of facts are compared: no order keeps all partners together."""
    rng = random.Random(seed)
    names = [f"node-{i}" for i in range(facts)]
    chosen = rng.sample(list(itertools.combinations(names, 2)), pairs)
    layers = [
        [rule(f"edge-{n}-{v}", {a: f"c{v}", b: f"c{v}"}, VERDICTS[n % 3]) for v in range(values)]
        for n, (a, b) in enumerate(chosen)
    ]
    hard = {name: choice(values, "c") for name in names}
    return family(hard, [*layers, [rule("else", {})]], expect="bounded", seconds=LIMIT)


def twins_through_derived(pairs: int, shared: int) -> dict:
    """Derived facts that say whether two flags differ, each flag's twin one of the few that are shared; one rule asks
    them all. Small where each of the few stands beside all its twins."""
    facts = {f"twin-{i}": flag() for i in range(pairs)} | {f"other-{i}": flag() for i in range(shared)}
    differ = {}
    for i in range(pairs):
        one, other = f"twin-{i}", f"other-{i % shared}"
        differ[f"differ-{i}"] = derived(
            ["yes", "no"],
            [line("yes", {one: "yes", other: "no"}), line("yes", {one: "no", other: "yes"})],
            [line("no", {})],
        )
    rules = [[rule("all-differ", dict.fromkeys(differ, "yes"), "wait")], [rule("rest", {})]]
    return family(facts, rules, derived=differ)


def multiplexer(bits: int, data_first: bool, through_derived: bool = False) -> dict:
    """`bits` flags choose one of 2**bits flags, whose value decides. Choosers first: linear; data first: exponential."""
    choosers = [f"pick-{i}" for i in range(bits)]
    facts = {name: flag() for name in choosers}
    rules, lines = [], []
    for address in range(2**bits):
        data = f"data-{address}"
        facts[data] = flag()
        where = {name: "yes" if address >> i & 1 else "no" for i, name in enumerate(choosers)}
        lines.append(line(f"d{address}", where))
        picked = {"address": f"d{address}"} if through_derived else where
        for value, verdict in (("yes", "go"), ("no", "wait")):
            when = {data: value, **picked} if data_first else {**picked, data: value}
            rules.append(rule(f"at-{address}-{value}", when, verdict))
    layers = [rules]
    if data_first:
        # Met before any chooser.
        layers.insert(0, [rule("all-set", {f"data-{a}": "yes" for a in range(2**bits)}, "caution")])
    more = {"derived": {"address": derived([f"d{a}" for a in range(2**bits)], lines)}} if through_derived else {}
    return family(facts, layers, **more)


def permutation(size: int) -> dict:
    """size × size flags; a situation is fine if every row and every column has one. Hard for every diagram."""
    cell = lambda r, c: f"cell-{r}-{c}"  # noqa: E731
    facts = {cell(r, c): flag() for r in range(size) for c in range(size)}
    rows = [rule(f"row-{r}-empty", {cell(r, c): "no" for c in range(size)}) for r in range(size)]
    columns = [rule(f"column-{c}-empty", {cell(r, c): "no" for r in range(size)}, "caution") for c in range(size)]
    twice = [
        [rule(f"row-{r}-{a}-{b}", {cell(r, a): "yes", cell(r, b): "yes"}, "wait")]
        for r in range(size)
        for a, b in itertools.combinations(range(size), 2)
    ]
    # One layer each, because they overlap; the rest is the permutations.
    layers = [*twice, *[[r] for r in rows], *[[c] for c in columns], [rule("fits", {})]]
    return family(facts, layers, expect="bounded", seconds=LIMIT)


def clauses(facts: int, values: int, count: int, width: int, seed: int) -> dict:
    """Random conditions of `width` facts with no layer that takes the rest: is there a gap at all?"""
    rng = random.Random(seed)
    names = {f"term-{i}": choice(values, "t") for i in range(facts)}
    layers = []
    for n in range(count):
        when = {name: f"t{rng.randrange(values)}" for name in rng.sample(list(names), width)}
        layers.append(rule(f"clause-{n}", when, VERDICTS[n % 3]))
    spread = [layers[k::60] for k in range(60)]
    return family(names, [rules for rules in spread if rules], expect="bounded", seconds=LIMIT)
