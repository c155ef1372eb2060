"""Random rule sets, as files and as plain data that brute force can read."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_SITUATIONS = 20_000
NEVER = "never"
Value = str | float


@dataclass
class RandomFact:
    """A fact and the values that stand for its cells, in order. Numbers get theirs once all thresholds are known."""

    id: str
    kind: str
    values: list[Value] = field(default_factory=list)
    clock: bool = False


@dataclass
class RandomTest:
    """One condition: its YAML, and the set of representative values that meet it (filled in by `settle`)."""

    fact: str
    spec: tuple[object, ...]
    yaml: str
    accepted: set[Value] = field(default_factory=set)


@dataclass(eq=False)
class RandomRule:
    id: str
    layer: int
    tests: list[RandomTest]
    outcome: str

    @property
    def excused(self) -> bool:
        """Whether the rule says that it exists for its words."""
        return sum(map(ord, self.id)) % 2 == 0


@dataclass
class RandomRuleSet:
    facts: list[RandomFact]
    derived: dict[str, list[RandomRule]]
    impossible: list[RandomRule]
    rules: list[RandomRule]
    adjustments: list[RandomRule]
    layers: int

    # As files

    def files(self) -> dict[str, str]:
        """The rule set as YAML files by path."""
        facts = ["facts:"]
        for fact in self.facts:
            facts += [f"  {fact.id}:", f"    says: {fact.id}", f"    whose: {'clock' if fact.clock else 'person'}"]
            if fact.kind == "number":
                facts += ["    kind: number", "    unit: hours"]
                facts += ["    reads: {since: meeting-end}"] if fact.clock else ["    unknown-counts-as: 0"]
            else:
                values = ", ".join(f"{value}: {value}" for value in fact.values)
                facts += ["    kind: choice", f"    values: {{{values}}}", f"    unknown-counts-as: {fact.values[0]}"]
        if self.impossible:
            facts.append("impossible:")
            facts += [f"  - {{id: {rule.id}, when: {_when(rule)}, because: it is so}}" for rule in self.impossible]
        files = {
            "facts.yaml": "\n".join(facts) + "\n",
            "verdicts.yaml": "verdicts:\n"
            + "".join(f"  {v}: {{word: {v}, inline: {v}, icon: go, tone: good}}\n" for v in ("go", "caution", "wait")),
        }
        for layer in range(self.layers):
            rules = [rule for rule in self.rules if rule.layer == layer]
            lines = [f"layer: L{layer}", "rules:" if rules else "rules: []"]
            for rule in rules:
                lines += [f"  - id: {rule.id}", f"    when: {_when(rule)}", f"    verdict: {rule.outcome}"]
                lines += ["    headline: H", "    why: W", "    do: D"]
                lines += ["    for-its-words: It says more."] if rule.excused else []
            files[f"etiquette/{layer + 10}-l.yaml"] = "\n".join(lines) + "\n"
        if self.derived:
            files["moments.yaml"] = "\n".join(["derived:", *self._derived_lines()]) + "\n"
        if self.adjustments:
            lines = ["turns: go", "into: caution", "adjustments:"]
            lines += [f"  - {{id: {r.id}, when: {_when(r)}, headline: H, why: W, do: D}}" for r in self.adjustments]
            files["adjustments.yaml"] = "\n".join(lines) + "\n"
        return files

    def _derived_lines(self) -> Iterator[str]:
        for name, rules in self.derived.items():
            values = sorted({rule.outcome for rule in rules} | {f"{name}-a", f"{name}-b"})
            yield f"  {name}:"
            yield f"    says: {name}"
            yield f"    values: {{{', '.join(f'{value}: {value}' for value in values)}}}"
            yield "    layers:"
            for layer in range(max((rule.layer for rule in rules), default=0) + 1):
                members = [rule for rule in rules if rule.layer == layer]
                if not members:
                    yield "      - []"
                for index, rule in enumerate(members):
                    bullet = "      - - " if index == 0 else "        - "
                    yield f"{bullet}{{id: {rule.id}, is: {rule.outcome}, when: {_when(rule)}}}"


def _when(rule: RandomRule) -> str:
    return "always" if not rule.tests else "{" + ", ".join(f"{test.fact}: {test.yaml}" for test in rule.tests) + "}"


def make(seed: int, size: int) -> RandomRuleSet:
    """A random rule set of about `size` rules, at most `MAX_SITUATIONS` situations."""
    rng = random.Random(seed)
    facts: list[RandomFact] = []
    for index in range(rng.randint(1, 8)):
        if rng.random() < 0.3:
            facts.append(RandomFact(f"n{index}", "number", clock=rng.random() < 0.6))
        else:
            facts.append(RandomFact(f"f{index}", "choice", [f"v{i}" for i in range(rng.randint(2, 4))]))
    thresholds = {
        fact.id: sorted(rng.sample(range(0, 60, 5), rng.randint(1, 2))) for fact in facts if fact.kind == "number"
    }

    derived: dict[str, list[RandomRule]] = {}
    names: list[tuple[str, list[str]]] = []

    def tests(most: int) -> list[RandomTest]:
        pool: list[RandomFact | tuple[str, list[str]]] = [*facts, *names]
        chosen = rng.sample(pool, min(len(pool), rng.randint(0, most)))
        return [_test(rng, part, thresholds) for part in chosen]

    for index in range(rng.choice([0, 0, 1, 1, 2])):
        name = f"d{index}"
        values = [f"{name}-{letter}" for letter in "abc"[: rng.randint(2, 3)]]
        rules = [
            RandomRule(f"{name}r{i}", layer, tests(2), rng.choice(values))
            for i, layer in enumerate(sorted(rng.randint(0, 2) for _ in range(rng.randint(1, 5))))
        ]
        if rng.random() < 0.9:
            rules.append(RandomRule(f"{name}rest", 3, [], rng.choice(values)))
        derived[name] = rules
        names.append((name, sorted({rule.outcome for rule in rules} | {f"{name}-a", f"{name}-b"})))

    layers = rng.randint(1, 5)
    # Most rules sit where few others do, so that sets without a clash are common enough.
    rules = [
        RandomRule(
            f"r{i}",
            rng.randrange(layers) if rng.random() < 0.3 else min(i * layers // max(size, 1), layers - 1),
            tests(4),
            rng.choice(["go", "go", "caution", "wait"]),
        )
        for i in range(size)
    ]
    if rng.random() < 0.3:
        rules = [rule for layer in range(layers) for rule in [r for r in rules if r.layer == layer][:1]]
    if rng.random() < 0.7:
        rules.append(RandomRule("rest", layers, [], rng.choice(["go", "wait"])))
        layers += 1
    rules.sort(key=lambda rule: rule.layer)
    impossible = [
        RandomRule(f"i{i}", 0, tests(3) or [_test(rng, facts[0], thresholds)], "")
        for i in range(rng.choice([0, 0, 1, 2]))
    ]
    adjustments = [RandomRule(f"a{i}", 0, tests(2), "") for i in range(rng.choice([0, 1, 2]))]
    found = RandomRuleSet(facts, derived, impossible, rules, adjustments, layers)
    settle(found)
    size_ = 1
    for fact in facts:
        size_ *= len(fact.values)
    return found if size_ <= MAX_SITUATIONS else make(seed + 7919, size)


def _test(rng: random.Random, part: RandomFact | tuple[str, list[str]], thresholds: dict[str, list[int]]) -> RandomTest:
    if isinstance(part, RandomFact) and part.kind == "number":
        return _range_test(rng, part, thresholds[part.id])
    fact, values = (part.id, [str(v) for v in part.values]) if isinstance(part, RandomFact) else part
    chosen = sorted(rng.sample(values, rng.randint(1, max(1, len(values) - 1))))
    if rng.random() < 0.25:
        return RandomTest(fact, ("not", chosen), f"{{not: [{', '.join(chosen)}]}}")
    return RandomTest(fact, ("in", chosen), chosen[0] if len(chosen) == 1 else f"[{', '.join(chosen)}]")


def _range_test(rng: random.Random, fact: RandomFact, thresholds: list[int]) -> RandomTest:
    low, high = thresholds[0], thresholds[-1]
    options: list[tuple[tuple[object, ...], str]] = [
        (("ge", low), f"at least {low}h"),
        (("gt", low), f"more than {low}h"),
        (("lt", high), f"less than {high}h"),
        (("le", high), f"at most {high}h"),
        (("not-lt", high), f"{{not: less than {high}h}}"),
    ]
    if low != high:
        options.append((("ge-lt", low, high), f"at least {low}h and less than {high}h"))
    if fact.clock:
        options += [(("never",), "never"), (("never-or-lt", high), f"[never, less than {high}h]")]
    spec, yaml = rng.choice(options)
    return RandomTest(fact.id, spec, yaml)


def meets(spec: tuple[object, ...], value: Value) -> bool:
    """Whether a value (hours) meets a condition."""
    kind, *ends = spec
    if kind in ("in", "not"):
        chosen = ends[0]
        assert isinstance(chosen, list)
        return (value in chosen) == (kind == "in")
    if kind == "not-lt":
        return value == NEVER or float(value) >= float(str(ends[0]))
    if value == NEVER:
        return kind in ("never", "never-or-lt")
    number = float(value)
    limits = [float(str(end)) for end in ends]
    return {
        "ge": lambda: number >= limits[0],
        "gt": lambda: number > limits[0],
        "lt": lambda: number < limits[0],
        "le": lambda: number <= limits[0],
        "ge-lt": lambda: limits[0] <= number < limits[1],
        "never": lambda: False,
        "never-or-lt": lambda: number < limits[0],
    }[str(kind)]()


def settle(found: RandomRuleSet) -> None:
    """Give number facts their representative values, and every test the values that meet it."""
    everything = [
        *found.impossible,
        *found.rules,
        *found.adjustments,
        *(r for rules in found.derived.values() for r in rules),
    ]
    for fact in found.facts:
        if fact.kind != "number":
            continue
        ends = sorted(
            {
                float(str(end))
                for rule in everything
                for test in rule.tests
                if test.fact == fact.id
                for end in test.spec[1:]
            }
        )
        values: list[Value] = []
        before = 0.0
        for end in ends:
            if end > 0:
                values.append((before + end) / 2)
            values.append(end)
            before = end
        values.append(before + 1)
        fact.values = values + ([NEVER] if fact.clock else [])
    for rule in everything:
        for test in rule.tests:
            fact = next((f for f in found.facts if f.id == test.fact), None)
            pool: list[Value] = fact.values if fact else [f"{test.fact}-{letter}" for letter in "abc"]
            test.accepted = {value for value in pool if meets(test.spec, value)}
