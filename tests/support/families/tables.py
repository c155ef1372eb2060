"""Tables of rules: trees with exceptions, boards, boxes, ladders."""

from __future__ import annotations

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


def in_one_layer(made: dict) -> dict:
    """The same rules without an order: each exception clashes with all that it was an exception of."""
    return {
        **made,
        "layers": [[one for layer in made["layers"] for one in layer]],
        "expect": "findings",
        "codes": ["clash", "gap", "dead-rule"],
    }


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


def diagonal(steps: int) -> dict:
    """A derived fact that has one of its two values in `steps` single cells of two numbers, one in each row and column:
    nodes of very many children that are the same two leaves, in another order each time."""
    facts = {"across": number(), "down": number()}

    def at(step: int) -> str:
        return f"at least {step} pieces and less than {step + 1} pieces"

    hits = [line("yes", {"across": at(i), "down": at(i * 7919 % steps)}) for i in range(steps)]
    hit = derived(["yes", "no"], hits, [line("no", {})])
    rules = [rule("hit", {"hit": "yes"}, "wait"), rule("missed", {"hit": "no"})]
    return family(facts, [rules], derived={"hit": hit})


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
