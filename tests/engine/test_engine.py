"""The engine by itself, in node's own test runner: what tests/engine/*.test.mjs say, and that it agrees with the compiler."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from connect_etiquette import pipeline
from connect_etiquette.answers import Scenario
from connect_etiquette.bench import scene
from connect_etiquette.findings import SourceFile, Span
from connect_etiquette.language import RuleSet
from connect_etiquette.output import find_paths
from connect_etiquette.proof import Proved

from tests.support.parity import Case, expected, plain_cases, random_cases, sent, stories

FOLDER = Path(__file__).parent
RANDOM = 10_000
SAMPLE = 3_000
PLAIN = 300
SHARE = 8
"""Of so many cases one is played on the stage, which draws a month for each; all with `--full`."""


@pytest.fixture(scope="session")
def proved() -> Proved:
    run = pipeline.check(find_paths().rules, "error", scenarios=False)
    assert run.proved is not None
    return run.proved


Answered = list[tuple[Case, dict[str, Any]]]
"""Cases, each with what the compiler answers."""


def answered(proved: Proved, cases: list[Case]) -> Answered:
    return [(case, expected(proved, *case)) for case in cases]


@pytest.fixture(scope="module")
def told(proved: Proved) -> Answered:
    """The stories that Python's own tests read."""
    return answered(proved, stories(proved))


@pytest.fixture(scope="module")
def drawn(proved: Proved, full: bool) -> Answered:
    return answered(proved, random_cases(proved, RANDOM if full else SAMPLE))


def written(path: Path, **parts: Answered) -> Path:
    """The parts by their names, as the runner reads them."""
    data = [
        {"name": name, "cases": [{"sent": sent(case), "expected": answer} for case, answer in cases]}
        for name, cases in parts.items()
    ]
    path.write_text(json.dumps(data), "utf-8")
    return path


def on_stage(rule_set: RuleSet, case: Case, answer: dict[str, Any]) -> dict[str, Any]:
    """A case as the stage plays it, with what the compiler answers."""
    records, person, now, page, _ = case
    told = Scenario("", Span(SourceFile("", ""), 0, 0), (), records=records, now=now, page=page)
    rule = answer["contradiction"] or answer["rule"]
    return {
        "scene": scene(rule_set, told, person.id),
        "verdict": answer["verdict"],
        "rule": rule,
        "adjustment": answer["adjustment"],
    }


def runner(
    node_tools: Path, built: Path, cases: Path, *tests: Path, full: bool = False
) -> subprocess.CompletedProcess[str]:
    """What `node --test` says of these files; where they take samples, all of it with `full`."""
    environment = {
        **os.environ,
        "CONNECT_ETIQUETTE_BUILT": str(built / "chromium"),
        "CONNECT_ETIQUETTE_CASES": str(cases),
        "CONNECT_ETIQUETTE_SCENES": str(cases.with_name("scenes.json")),
        **({"CONNECT_ETIQUETTE_FULL": "yes"} if full else {}),
    }
    command = ["node", "--test", "--test-reporter=spec", *map(str, tests)]
    return subprocess.run(command, cwd=FOLDER, env=environment, capture_output=True, text=True, check=False)


def test_the_engine_in_node(
    proved: Proved, node_tools: Path, built: Path, told: Answered, drawn: Answered, tmp_path: Path, full: bool
) -> None:
    path = written(tmp_path / "cases.json", stories=told, random=drawn)
    plain = answered(proved, plain_cases(proved, RANDOM if full else PLAIN))
    some = (*told, *drawn)[:: 1 if full else SHARE]
    scenes = [on_stage(proved.rule_set, case, answer) for case, answer in (*plain, *some)]
    assert len(scenes) > 400
    path.with_name("scenes.json").write_text(json.dumps({"scenes": scenes}), "utf-8")
    done = runner(node_tools, built, path, *sorted(FOLDER.glob("*.test.mjs")), full=full)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"stories: {len(told)} cases" in done.stdout
    assert f"random: {len(drawn)} cases" in done.stdout
    assert f"{len(scenes)} scenes say on the stage" in done.stdout


def test_the_random_cases_reach_most_rules(proved: Proved, drawn: Answered) -> None:
    seen = {answer["rule"] or answer["contradiction"] for _, answer in drawn}
    rules = {rule.id for rule in (*proved.rule_set.decision.rules, *proved.rule_set.impossible)}
    assert len(seen) > len(rules) * 0.8, rules - seen
    asked = {fact for _, answer in drawn for fact, _ in answer["questions"]}
    known = {fact.id for fact in proved.rule_set.facts.values() if fact.asked == "when-it-matters" and fact.values}
    assert asked == known


def test_a_wrong_answer_is_seen(node_tools: Path, built: Path, told: Answered, tmp_path: Path) -> None:
    """Planted: one answer of the compiler's is another."""
    case, answer = told[7]
    wrong = [*told[:7], (case, {**answer, "verdict": "sometimes"}), *told[8:20]]
    done = runner(node_tools, built, written(tmp_path / "cases.json", stories=wrong), FOLDER / "parity.test.mjs")
    assert done.returncode == 1
    assert "sometimes" in done.stdout
