"""Decision tables of others come to what those who published them say: gaps, overlaps, masked rules, answers.

`python -m pytest tests/property/test_published.py -s` prints how many of them are right.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from connect_etiquette import pipeline
from connect_etiquette.commands import main
from connect_etiquette.findings import Finding

from tests.support.rule_folders import FLAG, RINGS, write

DATA = Path(__file__).with_name("published.yaml")
MODELS: list[dict[str, Any]] = yaml.load(DATA.read_text("utf-8"), yaml.BaseLoader)["models"]
ONE_LAYER = ("unique", "any")
"""Hit policies under which the order of rules says nothing."""
LEFT_OVER = "left-over"


def fact(body: Any) -> str:
    if body == "flag":
        return FLAG
    if body == "number":
        return RINGS
    values = ", ".join(f"{value}: {value.title()}" for value in body)
    return f"{{kind: choice, whose: person, says: It is, values: {{{values}}}, unknown-counts-as: {body[0]}}}"


def written(condition: Any) -> str:
    return condition if isinstance(condition, str) else json.dumps(condition).replace('"', "")


def folder(model: dict[str, Any], at: Path, gaps: bool) -> Path:
    """The rules of a model; with its `gaps` as further rules: beside the others where those stand in one layer."""
    outcomes = model.get("outcomes", {})
    rules = [f"{id_} {written(when)} → {outcomes.get(id_, id_)}" for id_, when in model["rules"].items()]
    rest = [f"gap-{number} {written(gap)} → {LEFT_OVER}" for number, gap in enumerate(model.get("gaps", ()))]
    one = model["policy"] in ONE_LAYER
    layers = [rules] if one else [[rule] for rule in rules]
    if gaps and rest:
        layers = [rules + rest] if one else [*layers, rest]
    names = dict.fromkeys([*(outcomes.get(id_, id_) for id_ in model["rules"]), LEFT_OVER])
    verdicts = "".join(f"  {name}: {{word: A, inline: a, icon: go, tone: good}}\n" for name in names)
    impossible = [f"never {written(model['never'])}"] if "never" in model else []
    facts = {name: fact(body) for name, body in model["facts"].items()}
    return write(at, layers, facts, impossible, verdicts=f"verdicts:\n{verdicts}")


def found(rules: Path) -> list[Finding]:
    return [one for one in pipeline.check(rules).findings.items if one.severity == "error"]


def wrong(model: dict[str, Any], at: Path) -> Iterator[str]:
    """What does not come out as it was published."""
    alone = found(folder(model, at / "alone", gaps=False))
    if ("gaps" in model) != any(one.code == "gap" for one in alone):
        yield "a gap that is there is to be told, and no other"
    filled = folder(model, at / "filled", gaps=True)
    told = found(filled)
    overlaps = {frozenset(pair) for pair in model.get("overlaps", ())}
    if {frozenset(one.rules) for one in told if one.code == "clash"} != overlaps:
        yield "overlaps: the gaps meet no rule, and the rules meet where it was said"
    if [one.rules[0] for one in told if one.code == "dead-rule"] != model.get("masked", []):
        yield "masked rules"
    others = {one.code for one in told} - {"clash", "dead-rule"}
    if others:
        yield f"the gaps are all there are: {others}"
    for case in model.get("answers", ()):
        result = CliRunner().invoke(main, ["decide", "--rules", str(filled)], input=json.dumps(case["given"]))
        if json.loads(result.output)["verdict"] != case["answer"]:
            yield f"{case['given']}: {result.output}"


def test_tables_of_others_come_to_what_was_published(tmp_path: Path) -> None:
    right: Counter[str] = Counter()
    faults = {}
    for number, model in enumerate(MODELS):
        problems = list(wrong(model, tmp_path / str(number)))
        source = model["from"].split()[0]
        right[source] += not problems
        if problems:
            faults[model["name"]] = problems
    models = Counter(model["from"].split()[0] for model in MODELS)
    answers = sum(len(model.get("answers", ())) for model in MODELS)
    told = ", ".join(f"{source} {right[source]} of {count}" for source, count in models.items())
    print(f"\npublished tables right: {told}; {answers} published answers among them")
    assert faults == {}


PLANTED = (
    ("{n: exactly 100}]", "{n: exactly 99}]"),
    ("- {x: more than 7}", "- {x: more than 8}"),
    ("overlaps: [[r1, r3]]", "overlaps: [[r1, r2]]"),
    ("tf: {p: yes, q: no}", "tf: {p: yes}"),
    ("masked: [accepted]", "masked: [refused]"),
    ("answer: approved", "answer: declined"),
    ("videogames: {age: more than 12}", "videogames: {age: more than 13}"),
)
"""What was published, and something else in its place."""


@pytest.mark.parametrize(("published", "changed"), PLANTED)
def test_another_table_is_noticed(published: str, changed: str, tmp_path: Path) -> None:
    text = DATA.read_text("utf-8")
    assert published in text
    models = yaml.load(text.replace(published, changed, 1), yaml.BaseLoader)["models"]
    other = [(number, model) for number, model in enumerate(models) if model != MODELS[number]]
    assert other
    assert any([*wrong(model, tmp_path / str(number))] for number, model in other)
