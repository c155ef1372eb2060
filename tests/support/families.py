"""Families of rule folders on which the proofs are measured: small and large, easy and hard, sound and faulty.

Each has a name with its parameters, and `write` makes it a folder (facts.yaml, verdicts.yaml, etiquette/…). The same
call always writes the same bytes: every random choice has a fixed seed. The rules mean nothing; only their shape matters.

What `expect` says:
  sound      every error-level proof succeeds (warnings and remarks may come)
  findings   errors of the codes in `codes`, and no too-complex
  bounded    proofs, findings, or a too-complex finding that names facts; always within the general bound
`seconds` is the processor time of one core that `etiquette check` may take; the memory bound is 500 MB for all of them.
"""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
VERDICTS = ("go", "caution", "wait")
EASY, MEDIUM, LARGE, LIMIT = 1.0, 3.0, 8.0, 10.0


# -- the parts of a rule folder -------------------------------------------------------------------------------------


def flag(unknown: str = "no") -> dict:
    return {"kind": "flag", "whose": "person", "says": "A flag", "unknown-counts-as": unknown}


def choice(values: int, prefix: str = "a") -> dict:
    names = [f"{prefix}{i}" for i in range(values)]
    return {
        "kind": "choice",
        "whose": "person",
        "says": "A choice",
        "values": {name: name for name in names},
        "unknown-counts-as": names[0],
    }


def number(unit: str = "pieces") -> dict:
    return {"kind": "number", "whose": "person", "says": "A number", "unit": unit, "unknown-counts-as": 0}


def since(event: str = "meeting-end") -> dict:
    """A clock fact: it has the cell “never” as well."""
    return {"kind": "number", "whose": "clock", "unit": "hours", "says": "Hours since", "reads": {"since": event}}


def rule(name: str, when: dict, verdict: str = "go") -> dict:
    return {"id": name, "when": when or "always", "verdict": verdict, "headline": "H", "why": "W.", "do": "D."}


def line(value: str, when: dict) -> dict:
    return {"is": value, "when": when or "always"}


def derived(values: list[str], *layers: list[dict]) -> dict:
    return {"says": "A derived fact", "values": {value: value for value in values}, "layers": list(layers)}


def family(
    facts: dict, layers: list[list[dict]], *, expect: str = "sound", seconds: float = EASY, codes: tuple = (), **more
) -> dict:
    """`more` may hold derived, impossible, adjustments, tips, notes."""
    return {"facts": facts, "layers": layers, "expect": expect, "seconds": seconds, "codes": list(codes), **more}


def write(folder: Path, parts: dict) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "etiquette").mkdir(parents=True)

    def put(name: str, data: dict) -> None:
        text = yaml.dump(data, Dumper=DUMPER, sort_keys=False, default_flow_style=None, width=1_000)
        (folder / name).write_text(text, encoding="utf-8")

    impossible = {"impossible": parts["impossible"]} if parts.get("impossible") else {}
    put("facts.yaml", {"facts": parts["facts"], **impossible})
    words = {v: {"word": v, "inline": v, "icon": "go", "tone": "good"} for v in VERDICTS}
    put("verdicts.yaml", {"verdicts": words})
    if parts.get("derived"):
        put("moments.yaml", {"derived": parts["derived"]})
    if parts.get("adjustments"):
        put("adjustments.yaml", {"turns": "go", "into": "wait", "adjustments": parts["adjustments"]})
    if parts.get("tips"):
        put("tips.yaml", {"tips": parts["tips"]})
    if parts.get("notes"):
        put("notes.yaml", {"notes": parts["notes"]})
    for index, rules in enumerate(parts["layers"]):
        put(f"etiquette/{index + 100}-layer.yaml", {"layer": f"Layer {index}", "rules": rules})


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


# -- tables ---------------------------------------------------------------------------------------------------------


def tree(rules: int, facts: int, noise: float, seed: int, seconds: float) -> dict:
    """A random tree cuts mixed facts (choices, numbers, a clock) into boxes, one rule each; exceptions stand in six
    stronger layers, and never meet inside one of them."""
    rng = random.Random(seed)
    shape = ["number" if i % 3 == 0 else "since" if i % 3 == 1 and i < 3 else "choice" for i in range(facts)]
    names = [f"col-{i}" for i in range(facts)]
    # Positions 0 … n-1 of a fact: values, stretches between thresholds, and for a clock “never” at the end.
    sizes = [7 if kind == "choice" else 9 for kind in shape]
    boxes: list[dict[int, tuple[int, int]]] = [{}]
    plain = rules - int(rules * noise)
    while len(boxes) < plain:
        at = rng.randrange(len(boxes))
        boxes[at], boxes[-1] = boxes[-1], boxes[at]
        box = boxes.pop()
        free = [i for i in range(facts) if len(range(*box.get(i, (0, sizes[i])))) > 1]
        if not free:
            boxes.append(box)
            continue
        fact = rng.choice(free)
        low, high = box.get(fact, (0, sizes[fact]))
        cut = rng.randint(low + 1, high - 1)
        boxes += [{**box, fact: (low, cut)}, {**box, fact: (cut, high)}]

    def asked(fact: int, low: int, high: int) -> object:
        if shape[fact] == "choice":
            return [f"k{v}" for v in range(low, high)] if high - low > 1 else f"k{low}"
        unit = "h" if shape[fact] == "since" else " pieces"
        end = sizes[fact] - (1 if shape[fact] == "since" else 0)
        if low >= end:
            return "never"
        parts = [f"at least {low * 5}{unit}"] if low else []
        if high < end:
            parts.append(f"less than {high * 5}{unit}")
        text = " and ".join(parts) or f"at least 0{unit}"
        return ["never", text] if shape[fact] == "since" and high == sizes[fact] else text

    def said(box: dict[int, tuple[int, int]]) -> dict:
        return {names[i]: asked(i, *ends) for i, ends in sorted(box.items()) if ends != (0, sizes[i])}

    def meet(one: dict, other: dict) -> bool:
        return all(one[i][0] < other[i][1] and other[i][0] < one[i][1] for i in one if i in other)

    def inside(one: dict, other: dict) -> bool:
        """Whether `one` lies in `other`."""
        return all(i in one and ends[0] <= one[i][0] and one[i][1] <= ends[1] for i, ends in other.items())

    layers: list[list[dict]] = [[] for _ in range(7)]
    kept: list[list[dict]] = [[] for _ in range(6)]
    wanted, tries = int(rules * noise), 0
    while wanted and tries < 40 * rules:
        tries += 1
        source = rng.choice(boxes)
        if not source:
            break
        box = dict(source)
        fact = rng.choice(sorted(box))
        low, high = box[fact]
        # A strict part of the box along one fact, and everything along another: an exception that crosses its neighbours.
        if high - low > 1:
            box[fact] = (low, rng.randint(low + 1, high - 1))
        others = [i for i in box if i != fact]
        if others and rng.random() < 0.5:
            del box[rng.choice(others)]
        layer = rng.randrange(6)
        if any(meet(box, other) for other in kept[layer]) or any(inside(other, box) for other in boxes):
            continue
        kept[layer].append(box)
        layers[layer].append(rule(f"exception-{rules}-{wanted}", said(box), rng.choice(VERDICTS)))
        wanted -= 1
    layers[6] = [rule(f"leaf-{n}", said(box), rng.choice(VERDICTS)) for n, box in enumerate(boxes)]
    facts_ = {
        name: {"choice": choice(7, "k"), "number": number(), "since": since()}[kind]
        for name, kind in zip(names, shape, strict=True)
    }
    # Exceptions may together hide a rule; that is a finding, and the only one that may come.
    return family(
        facts_, [layer for layer in layers if layer], expect="findings", codes=("dead-rule",), seconds=seconds
    )


def random_layered(rules: int, facts: int, layers: int, seed: int) -> dict:
    """Independent random rules of three to five conditions, spread over layers, and a last one that takes the rest."""
    rng = random.Random(seed)
    names = {f"prop-{i}": choice(rng.randint(3, 6), "p") if i % 2 else number("kg") for i in range(facts)}

    def asked(name: str) -> object:
        if "values" in names[name]:
            values = list(names[name]["values"])
            return rng.sample(values, rng.randint(1, len(values) - 1))
        low = rng.randint(1, 14)
        return f"at least {low} kg and less than {low + rng.randint(1, 6)} kg"

    spread: list[list[dict]] = [[] for _ in range(layers)]
    for n in range(rules):
        when = {name: asked(name) for name in rng.sample(list(names), rng.randint(3, min(5, facts)))}
        spread[n % layers].append(rule(f"wild-{n}", when, VERDICTS[n % 3]))
    return family(names, [*spread, [rule("else", {})]], expect="bounded", seconds=LIMIT)


def grid(steps: int, faulty: bool = False) -> dict:
    """Two numbers, one rule for each square of a steps × steps board. `faulty`: every seventh square is left out and
    every eleventh reaches into its neighbour."""
    rules = []
    for x in range(steps):
        for y in range(steps):
            n = x * steps + y
            if faulty and n % 7 == 3:
                continue
            wide = 2 if faulty and n % 11 == 5 else 1
            when = {}
            for name, at, span in (("across", x, wide), ("down", y, 1)):
                parts = [f"at least {at} mm"] if at else []
                if at + span < steps:
                    parts.append(f"less than {at + span} mm")
                if parts:
                    when[name] = " and ".join(parts)
            rules.append(rule(f"square-{x}-{y}", when, VERDICTS[(x + y) % 3]))
    facts = {"across": number("mm"), "down": number("mm")}
    if faulty:
        return family(facts, [rules], expect="findings", codes=("gap", "clash"), seconds=LIMIT)
    return family(facts, [rules])


def boxes(count: int, facts: int, thresholds: int, seed: int) -> dict:
    """Random overlapping boxes over numbers with many thresholds, each in a layer of its own."""
    rng = random.Random(seed)
    names = {f"axis-{i}": number("m") for i in range(facts)}
    layers = []
    for n in range(count):
        when = {}
        for name in rng.sample(list(names), 3):
            low, high = sorted(rng.sample(range(1, thresholds + 1), 2))
            when[name] = f"more than {low} m and at most {high} m"
        layers.append([rule(f"box-{n}", when, VERDICTS[n % 3])])
    return family(names, [*layers, [rule("else", {})]], expect="bounded", seconds=LIMIT)


def ladder(steps: int, kind: str) -> dict:
    """One number with `steps` thresholds. `split`: each stretch has its rule. `nested`: all rules of one layer meet."""
    if kind == "split":
        rules = [rule("below", {"height": "less than 1 cm"})]
        rules += [
            rule(f"from-{n}", {"height": f"at least {n} cm and less than {n + 1} cm"}, VERDICTS[n % 3])
            for n in range(1, steps)
        ]
        return family(
            {"height": number("cm")}, [[*rules, rule("above", {"height": f"at least {steps} cm"})]], seconds=LARGE
        )
    rules = [rule(f"above-{n}", {"height": f"more than {n} cm"}, VERDICTS[n % 3]) for n in range(steps)]
    facts = {"height": number("cm"), "spare": flag()}
    return family(facts, [rules], expect="findings", codes=("clash", "gap"), seconds=LIMIT)


def wide(values: int, flags: int) -> dict:
    """One enumeration with very many values, a rule for each, and a few flags that split every third of them."""
    facts = {"town": choice(values, "t")} | {f"extra-{i}": flag() for i in range(flags)}
    rules = []
    for v in range(values):
        if v % 3:
            rules.append(rule(f"town-{v}", {"town": f"t{v}"}, VERDICTS[v % 3]))
        else:
            extra = f"extra-{v // 3 % flags}"
            rules += [
                rule(f"town-{v}-{s}", {"town": f"t{v}", extra: s}, "go" if s == "yes" else "wait")
                for s in ("yes", "no")
            ]
    return family(facts, [rules], seconds=LARGE)


# -- beside the verdict ---------------------------------------------------------------------------------------------


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
    return family(facts, [layer, rules], derived={"mood": mood}, tips=told, notes=drafts, seconds=LARGE)


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


FAMILIES: dict[str, Callable[[], dict[str, Any]]] = {
    "parity-16": lambda: parity(16),
    "parity-40-backwards": lambda: parity(40, backwards=True),
    "parity-28-two-links": lambda: parity(28, read_middle=True),
    "counter-24-cap-5": lambda: counter(24, 5),
    "counter-48-cap-9": lambda: counter(48, 9),
    "weighted-bit-9": lambda: counter(9, 9, select=True),
    "weighted-bit-15": lambda: counter(15, 15, select=True),
    "weighted-bit-22": lambda: counter(22, 22, select=True) | {"expect": "bounded", "seconds": LIMIT},
    "deep-chain-30x4": lambda: deep_chain(30, 4),
    "deep-chain-120x2": lambda: deep_chain(120, 2) | {"seconds": MEDIUM},
    "diamonds-18": lambda: diamonds(18),
    "diamonds-36": lambda: diamonds(36),
    "equality-near-9x5": lambda: equality(9, 5, "near"),
    "equality-near-30x7": lambda: equality(30, 7, "near"),
    "equality-far-9x5": lambda: equality(9, 5, "far"),
    "equality-far-24x3": lambda: equality(24, 3, "far") | {"seconds": MEDIUM},
    "equality-chain-14x6": lambda: equality(14, 6, "chain"),
    "equality-graph-16x4-40": lambda: equality_graph(16, 4, 40, 11),
    "equality-graph-30x4-90": lambda: equality_graph(30, 4, 90, 12),
    "multiplexer-3": lambda: multiplexer(3, False),
    "multiplexer-5-data-first": lambda: multiplexer(5, True) | {"seconds": MEDIUM},
    "multiplexer-6-derived": lambda: multiplexer(6, True, through_derived=True) | {"seconds": MEDIUM},
    "permutation-4": lambda: permutation(4),
    "permutation-7": lambda: permutation(7),
    "clauses-40x2-170": lambda: clauses(40, 2, 170, 3, 21),
    "clauses-70x3-300": lambda: clauses(70, 3, 300, 4, 22),
    "tree-90x8": lambda: tree(90, 8, 0.1, 31, EASY),
    "tree-1400x7": lambda: tree(1400, 7, 0.1, 32, MEDIUM),
    "tree-5000x8": lambda: tree(5000, 8, 0.1, 33, LARGE),
    "layered-70x8": lambda: random_layered(70, 8, 7, 51),
    "layered-300x12": lambda: random_layered(300, 12, 15, 52),
    "grid-30": lambda: grid(30),
    "grid-24-faulty": lambda: grid(24, faulty=True),
    "boxes-60x6": lambda: boxes(60, 6, 20, 61),
    "boxes-180x9": lambda: boxes(180, 9, 40, 62),
    "ladder-1200": lambda: ladder(1200, "split"),
    "ladder-700-nested": lambda: ladder(700, "nested"),
    "wide-900": lambda: wide(900, 4),
    "tips-1200": lambda: many_tips(1200, 400, 71),
    "impossible-pairs-22": lambda: impossible_pairs(22),
    "impossible-random-300": lambda: impossible_random(300, 10, 81),
    "gap-regions-10": lambda: gap_regions(10),
    "clash-through-derived-18x40": lambda: clash_through_derived(18, 40),
    "adjustments-120": lambda: adjustments(120, 91),
}
