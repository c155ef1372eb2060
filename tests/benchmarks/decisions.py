"""How long one decision takes on the real rule set: ours in Chromium beside an if-chain, and other engines in node."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from connect_etiquette import pipeline
from connect_etiquette.answers import decide
from connect_etiquette.language import Rule
from connect_etiquette.output import find_paths
from connect_etiquette.proof import Proved
from connect_etiquette.proof.reference import representative
from playwright.sync_api import Route

from tests.benchmarks.report import Row
from tests.support import browsers
from tests.support.chromium import running
from tests.support.started import driven

FOLDER = Path(__file__).parent
SITUATIONS = 5_000
SITE = "https://engine.test"
"""Where the engine is served to a page of its own; nothing leaves the machine."""

MEASURE = """async ({ situations, raw, chain, runs }) => {
  const [Decide, Situation] = await Promise.all([import("/engine/decision/decide.js"), import("/engine/decision/situation.js")]);
  const CORE = await (await fetch("/bundle/core.json")).json();
  const byChain = new Function("c", chain);
  const ways = {
    chain: (i) => byChain(situations[i]),
    walk: (i) => {
      const cells = situations[i];
      return Decide.walk(CORE.diagram, (place) => cells[place]);
    },
    raw: (i) => {
      const values = raw[i];
      return Decide.walk(CORE.diagram, (place) => Situation.cellOf(CORE.facts[place], values[place]));
    },
  };
  const found = {};
  for (const [name, way] of Object.entries(ways)) {
    const times = [];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      let sum = 0;
      for (let again = 0; again < 20; again++) for (let i = 0; i < situations.length; i++) sum += way(i);
      times.push((performance.now() - start) / 20 / situations.length);
      if (sum === 0.5) throw new Error("kept alive");
    }
    found[name] = times.sort((a, b) => a - b)[Math.floor(runs / 2)] / 1000;
  }
  return { found, answers: situations.map((_, i) => [ways.chain(i), ways.walk(i), ways.raw(i)]) };
}"""


def rows() -> list[Row]:
    """Decisions in the browser, and the other engines in node where it is installed."""
    run = pipeline.check(find_paths().rules, "error", scenarios=False)
    assert run.proved is not None
    proved = run.proved
    situations = random_situations(proved)
    found = in_browser(proved, situations)
    walk, chain, raw = found["walk"], found["chain"], found["raw"]
    table = [
        Row("one decision, facts interned", walk, 3 * chain, chain, "an if-chain as written by hand"),
        Row("one decision, from raw facts", raw, 10 * chain, chain, "the same if-chain"),
    ]
    for name, seconds in in_node(proved, situations).items():
        table.append(Row(f"one decision, beside {name}", walk, None, seconds, f"{name}, in node"))
    return table


def random_situations(proved: Proved) -> list[dict[str, int]]:
    """Possible situations, the same at every run; adjustments are left aside, which the other engines don't have."""
    rng = random.Random(20260310)
    found: list[dict[str, int]] = []
    while len(found) < SITUATIONS:
        situation = {fact: rng.randrange(len(proved.space.cells[fact])) for fact in proved.space.facts}
        if not decide(proved, situation).contradiction:
            found.append(situation)
    return found


def if_chain(proved: Proved) -> str:
    """The rules as a person would write them in JavaScript: one `if` a rule, derived facts first. Returns an outcome."""
    places = {fact: index for index, fact in enumerate(proved.rule_set.facts)}
    lines: list[str] = []

    def condition(rule: Rule) -> str:
        parts = []
        for test in rule.when:
            cell = f"c[{places[test.fact]}]" if test.fact in places else test.fact.replace("-", "_")
            mask = proved.space.mask(test.fact, test.condition)
            cells = [index for index in range(mask.bit_length()) if mask >> index & 1]
            parts.append("(" + " || ".join(f"{cell} === {index}" for index in cells) + ")")
        return " && ".join(parts) or "true"

    for name, decision in proved.rule_set.derivations.items():
        variable = name.replace("-", "_")
        values = proved.rule_set.derived[name].values
        lines.append(f"let {variable} = -1;")
        lines.append(
            " else ".join(
                f"if ({condition(rule)}) {variable} = {values.index(rule.outcome)};" for rule in decision.rules
            )
        )
    by_ids: dict[tuple[str, str], int] = {}
    for index, leaf in enumerate(proved.diagram.leaves):
        rule, adjustment = proved.rule(leaf), proved.adjustment(leaf)
        by_ids[rule.id if rule else "", adjustment.id if adjustment else ""] = index
    lines += [
        f"if ({condition(rule)}) return {by_ids[rule.id, '']};"
        for rule in proved.rule_set.impossible
        if (rule.id, "") in by_ids
    ]
    for rule in proved.rule_set.decision.rules:
        inner = ""
        if rule.outcome == proved.rule_set.turns:
            inner = "".join(
                f"if ({condition(a)}) return {by_ids[rule.id, a.id]}; "
                for a in proved.rule_set.adjustments
                if (rule.id, a.id) in by_ids
            )
        lines.append(f"if ({condition(rule)}) {{ {inner}return {by_ids.get((rule.id, ''), -1)}; }}")
    return "\n".join(lines)


def in_browser(proved: Proved, situations: list[dict[str, int]]) -> dict[str, float]:
    """Seconds a decision in Chromium: the walk, the if-chain, and the walk from raw values."""
    places = list(proved.rule_set.facts)
    cells = [[situation.get(fact, -1) for fact in places] for situation in situations]
    raw: list[list[Any]] = [[raw_value(proved, fact, s) if fact in s else None for fact in places] for s in situations]
    paths = find_paths()
    chromium = browsers.find_chromium()
    assert chromium is not None
    with tempfile.TemporaryDirectory() as folder, driven() as playwright:
        pipeline.build(paths.rules, paths.extension, Path(folder) / "build")
        with running(playwright, Path(folder) / "build" / "chromium", Path(folder), chromium) as extension:
            # A page without the extension's policy, so that the chain can be made from text.
            page = extension.context.new_page()
            shipped = Path(folder) / "build" / "chromium"
            page.route(f"{SITE}/**", lambda route: serve(route, shipped))
            page.goto(f"{SITE}/")
            reply = page.evaluate(MEASURE, {"situations": cells, "raw": raw, "chain": if_chain(proved), "runs": 7})
    assert all(chain == walk == from_raw for chain, walk, from_raw in reply["answers"]), "all ways answer alike"
    seconds: dict[str, float] = reply["found"]
    return seconds


def serve(route: Route, shipped: Path) -> None:
    """Answer with a file of the package, or with an empty page."""
    path = route.request.url.removeprefix(f"{SITE}/")
    if path:
        route.fulfill(path=shipped / path)
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")


def raw_value(proved: Proved, fact: str, situation: dict[str, int]) -> Any:
    """A value as the records would give it: a word, a number, or for the clock minutes."""
    return representative(proved.space.cells[fact][situation[fact]])


def in_node(proved: Proved, situations: list[dict[str, int]]) -> dict[str, float]:
    """Seconds a decision in each other engine; empty where node or the engines are missing."""
    if shutil.which("node") is None or not (FOLDER / "node_modules").is_dir():
        return {}

    def lines(rules: tuple[Rule, ...], answers: list[str]) -> list[dict[str, Any]]:
        return [
            {
                "answer": answer,
                "tests": [
                    [t.fact, cells_of(proved, t.fact, proved.space.mask(t.fact, t.condition))] for t in rule.when
                ],
            }
            for rule, answer in zip(rules, answers, strict=True)
        ]

    derived = [
        {
            "name": name,
            "lines": lines(
                decision.rules, [f"c{proved.rule_set.derived[name].values.index(r.outcome)}" for r in decision.rules]
            ),
        }
        for name, decision in proved.rule_set.derivations.items()
    ]
    rules = proved.rule_set.decision.rules
    data = {
        "derived": derived,
        "rules": lines(rules, [rule.id for rule in rules]),
        "situations": [{fact: f"c{cell}" for fact, cell in situation.items()} for situation in situations],
        "expected": [decide(proved, situation).rule.id for situation in situations],
    }
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(data, file)
        file.flush()
        done = subprocess.run(["node", "peers.mjs", file.name], cwd=FOLDER, capture_output=True, text=True, check=True)
    return {name: microseconds / 1e6 for name, microseconds in json.loads(done.stdout).items()}


def cells_of(proved: Proved, fact: str, mask: int) -> list[str]:
    return [f"c{index}" for index in range(len(proved.space.cells[fact])) if mask >> index & 1]
