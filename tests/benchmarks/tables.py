"""Decision tables to measure on: tree-shaped, like those people write, with a tenth of noise; the same at every run."""

from __future__ import annotations

import random
from dataclasses import dataclass

Box = dict[str, list[str]]


@dataclass(frozen=True)
class Table:
    """Rules as boxes (fact → accepted values) with their verdict and layer."""

    facts: dict[str, list[str]]
    rules: list[tuple[Box, str, int]]

    def files(self) -> dict[str, str]:
        """The table as a rule folder: YAML by path."""
        facts = "facts:\n" + "".join(
            f"  {name}: {{kind: choice, whose: person, says: {name}, values: {{{', '.join(f'{v}: {v}' for v in values)}}}, unknown-counts-as: {values[0]}}}\n"
            for name, values in self.facts.items()
        )
        verdicts = "verdicts:\n" + "".join(
            f"  {v}: {{word: {v}, inline: {v}, icon: go, tone: good}}\n" for v in ("go", "wait", "caution")
        )
        files = {"facts.yaml": facts, "verdicts.yaml": verdicts}
        for layer in sorted({layer for _, _, layer in self.rules}):
            lines = [f"layer: L{layer}", "rules:"]
            for index, (box, verdict, of) in enumerate(self.rules):
                if of == layer:
                    when = ", ".join(f"{fact}: [{', '.join(values)}]" for fact, values in box.items()) or ""
                    lines.append(
                        f"  - {{id: r{index}, when: {{{when}}}, verdict: {verdict}, headline: H, why: W, do: D}}"
                    )
            files[f"etiquette/{layer + 10}.yaml"] = "\n".join(lines) + "\n"
        return files


def tree(
    rules: int, facts: int, values: int = 6, noise: float = 0.1, layered: bool = True, seed: int = 20260310
) -> Table:
    """A table of `rules` rules over `facts` facts of `values` values each.

    A random tree cuts the space into boxes, one rule each. A tenth of the rules is noise: with `layered` they are
    exceptions, one value wider than the box they came from, each in one of five stronger layers where nothing meets
    them; without it they replace rules of the tree, so that there are gaps and clashes to be found.
    """
    rng = random.Random(seed)
    names = {f"f{i}": [f"v{j}" for j in range(values)] for i in range(facts)}
    count = rules - int(rules * noise) if layered else rules
    boxes: list[Box] = [{}]
    while len(boxes) < count:
        box = boxes.pop(rng.randrange(len(boxes)))
        free = [fact for fact in names if len(box.get(fact, names[fact])) > 1]
        if not free:
            boxes.append(box)
            continue
        fact = rng.choice(free)
        left = box.get(fact, names[fact])
        cut = rng.randint(1, len(left) - 1)
        boxes += [{**box, fact: left[:cut]}, {**box, fact: left[cut:]}]
    verdicts = ["go", "wait", "caution"]
    table = [(box, rng.choice(verdicts), 5 if layered else 0) for box in boxes]
    taken: dict[int, list[Box]] = {}
    for _ in range(int(rules * noise)):
        while True:
            index = rng.randrange(len(boxes))
            box = dict(boxes[index])
            fact = rng.choice(sorted(names))
            box[fact] = sorted(rng.sample(names[fact], rng.randint(1, values - 1)))
            layer = rng.randrange(5)
            if not layered:
                table[index] = (box, table[index][1], 0)
                break
            # Wider than half a rule would leave that rule nothing to win.
            hides = any(_covers(box, other, names) for other in boxes)
            if not hides and not any(_meet(box, other, names) for other in taken.get(layer, [])):
                taken.setdefault(layer, []).append(box)
                table.append((box, rng.choice(verdicts), layer))
                break
    return Table(names, table)


def _meet(one: Box, other: Box, names: dict[str, list[str]]) -> bool:
    return all(set(one.get(fact, names[fact])) & set(other.get(fact, names[fact])) for fact in names)


def _covers(one: Box, other: Box, names: dict[str, list[str]]) -> bool:
    return all(set(other.get(fact, names[fact])) <= set(values) for fact, values in one.items())
