"""`etiquette find`: every place that is told gives the verdict, every situation is in a place, and slips are told."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from connect_etiquette.answers import decide, with_derived
from connect_etiquette.asking import Found, from_values, where

from tests.support import etiquette
from tests.support.rule_folders import USUAL, write
from tests.unit.test_errors import etiquette as run

SMALL = Path("tests/small")


@pytest.fixture(autouse=True)
def _proved_once() -> Iterator[None]:
    with etiquette.proved_once():
        yield


def holding(found: list[Found], situation: dict[str, int]) -> set[tuple[str, str | None]]:
    """The rules, with their adjustments, one of whose places holds a situation."""
    return {
        (one.rule.id, one.adjustment.id if one.adjustment else None)
        for one in found
        if any(all(mask >> situation[fact] & 1 for fact, mask in place.box.items()) for place in one.places)
    }


@pytest.mark.parametrize(
    ("verdict", "when"), [("go", "their-word=agreed"), ("wait", "part=executive"), ("impossible", "outcome=open")]
)
def test_a_situation_is_in_the_places_of_its_rule_and_of_no_other(verdict: str, when: str) -> None:
    proved = etiquette.etiquette()
    found = where(proved, verdict, [when])
    assert found
    assert all(one.complete for one in found)
    fact, _, value = when.partition("=")
    cell = proved.rule_set.known[fact].values.index(value)
    met = 0
    for situation in etiquette.situations(3_000):
        full = with_derived(proved, situation)
        if full.get(fact) != cell:
            continue
        outcome = decide(proved, situation)
        answered = outcome.verdict or "impossible"
        if answered == verdict:
            met += 1
            own = (outcome.rule.id, outcome.adjustment.id if outcome.adjustment else None)
            assert holding(found, full) == {own}
        elif not outcome.contradiction:
            assert holding(found, full) == set()
    assert met


def test_each_example_gets_the_answer_of_its_rule() -> None:
    proved = etiquette.etiquette()
    places = 0
    for verdict in ("go", "not-needed", "impossible"):
        for one in where(proved, verdict, []):
            for place in one.places[:3]:
                places += 1
                outcome = decide(proved, from_values(proved, dict(place.example))[0])
                assert (outcome.rule, outcome.adjustment) == (one.rule, one.adjustment)
                assert (outcome.verdict or "impossible") == verdict
    assert places > 20


def test_an_example_can_be_pasted() -> None:
    output = run("find", "go", "--when", "moment=scheduled").output
    assert "go (“Fine now”)  by “they-invited”, rules/etiquette/30-their-word.yaml" in output
    pasted = re.findall(r"^  etiquette (explain .+)$", output, re.MULTILINE)
    rules = re.findall(r"^go(?: .+?)?  by “(.+?)”", output, re.MULTILINE)
    assert len(pasted) == len(rules) > 2
    for command, rule in zip(pasted, rules, strict=True):
        assert f"by “{rule}”" in run(*shlex.split(command)).output


def test_other_rules_are_named_in_what_is_pasted_and_json_has_all() -> None:
    output = run("find", "wait", "--rules", SMALL).output
    assert "etiquette explain --rules tests/small --set" in output
    data = json.loads(run("find", "wait", "--rules", SMALL, "--format", "json").output)
    assert {one["rule"] for one in data} == set(re.findall(r"by “(.+?)”", output))
    assert all(place["example"] and place["when"] for one in data for place in one["places"])
    assert run("find", "wait", "--rules", SMALL, "--when", "request=sent").output == "Nowhere is the outcome wait.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["goo"], "there is no verdict “goo”. Did you mean “go”?"),
        (["go", "--when", "thanked"], "write FACT=CONDITION"),
        (["go", "--when", "thnked=yes"], "there is no fact “thnked”. Did you mean “thanked”?"),
        (["go", "--when", "thanked=perhaps"], "“thanked” has no value “perhaps”"),
        (["go", "--when", "since-met=30h"], "“30h” is not a range"),
        (["go", "--when", "thanked=["], "--when thanked=["),
        (["go", "--when", "=yes"], "there is no fact “”"),
        (["go", "--when", "thanked=yes, request: sent"], "one fact each: give --when again"),
        (["go", "--when", "thanked=yes, request"], "one fact each: give --when again"),
        (["go", "--when", "thanked=yes}\nmore: {request: sent"], "one fact each: give --when again"),
    ],
)
def test_a_slip_is_told(arguments: list[str], said: str) -> None:
    result = run("find", "--rules", SMALL, *arguments)
    assert result.exit_code == 2
    assert said in result.output


def test_a_verdict_is_found_by_its_words_too() -> None:
    for typed, said in (
        ("fine", "there is no verdict “fine”; “Fine now” is go: etiquette find go"),
        ("Your call", "there is no verdict “Your call”; “Your call” is caution: etiquette find caution"),
        ("wiat", "there is no verdict “wiat”. Did you mean “wait”?"),
        ("now", "there is no verdict “now”; “Fine now” is go"),
    ):
        result = run("find", typed)
        assert result.exit_code == 2
        assert said in result.output


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        (["n=at least 2 and less than 4"], "go"),
        (["n=at least 6", "n=less than 7"], "wait"),
        (["n={not: at most 6}"], "wait"),
        (["n=[exactly 7, exactly 9]"], "wait"),
    ],
)
def test_an_amount_that_no_rule_names_can_be_asked_for(asked: list[str], verdict: str, tmp_path: Path) -> None:
    """The rules draw a line at five, the question its own."""
    folder = write(tmp_path / "rules", (("many {n: at least 5} → wait",), ("rest always → go",)), "n")
    when = [part for one in asked for part in ("--when", one)]
    output = run("find", verdict, "--rules", folder, *when).output
    (command,) = re.findall(r"^  etiquette (explain .+)$", output, re.MULTILINE)
    assert run(*shlex.split(command)).output.startswith(verdict)
    other = "wait" if verdict == "go" else "go"
    assert run("find", other, "--rules", folder, *when).output == f"Nowhere is the outcome {other}.\n"


def test_a_limit_can_be_asked_for_by_its_name(tmp_path: Path) -> None:
    folder = write(tmp_path / "rules", (("fresh {s: less than 5h} → wait",), ("rest always → go",)), "s")
    facts = folder / "facts.yaml"
    facts.write_text("limits:\n  soon: 3h\n  late: 6h\n" + facts.read_text("utf-8"), "utf-8")
    for limit, there in (("soon", False), ("late", True)):
        output = run("find", "go", "--rules", folder, "--when", f"s=less than {limit}").output
        assert ("etiquette explain" in output) == there


def test_a_gap_between_two_amounts_was_decided_by_those_who_met_there(tmp_path: Path) -> None:
    """The last build drew its line inside of what is now a gap."""
    folder = write(tmp_path / "rules", (("few {n: less than 3} → go", "many {n: at least 3} → wait"),), "n")
    assert run("build", "--rules", folder).exit_code == 0
    write(folder, (("few {n: less than 2} → go", "many {n: at least 4} → wait"),), "n")
    output = run("check", "--rules", folder).output
    assert "In the last build “few”, “many” decided there." in output


def test_who_decided_in_a_gap_is_found_by_the_names_that_facts_had(tmp_path: Path) -> None:
    layers = (
        "few {%s: yes, n: less than %d} → go",
        "none {%s: no, n: less than 3} → caution",
        "many {n: at least 3} → wait",
    )
    before = layers[0] % ("a", 3), layers[1] % "a", layers[2]
    folder = write(tmp_path / "rules", (before,), "a n")
    assert run("build", "--rules", folder).exit_code == 0
    renamed = {"c": USUAL["a"].replace("kind: flag", "kind: flag, was: a"), "n": USUAL["n"]}
    write(folder, ((layers[0] % ("c", 2), layers[1] % "c", layers[2]),), renamed)
    assert "In the last build “few” decided there." in run("check", "--rules", folder).output


def test_a_rule_file_that_is_gone_since_the_last_build_is_named(tmp_path: Path) -> None:
    """Nothing is wrong at the rule that is left, where the gap is shown; nor in the story that expects one that is gone."""
    layers = (("first {a: yes} → wait",), ("second {b: yes} → caution",), ("rest always → go",))
    stories = ["story: One, facts: {b: yes}, expect: caution by second"]
    folder = write(tmp_path / "rules", layers, "a b", stories=stories)
    assert run("build", "--rules", folder).exit_code == 0
    gone = folder / "etiquette" / "30-layer.yaml"
    text = gone.read_text("utf-8")
    gone.unlink()
    said = f"  {folder}/etiquette/30-layer.yaml, which was here at the last build, is gone. "
    for command in ("check", "build"):
        output = run(command, "--rules", folder).output
        assert output.count(said) == output.count("error[") == 1
    gone.write_text(text, "utf-8")
    (folder / "etiquette" / "20-layer.yaml").unlink()
    output = run("check", "--rules", folder).output
    assert "error[unknown-rule]" in output
    assert f" {said.strip().replace('30', '20')}\n" in output
    (folder / "etiquette" / "20-layer.yaml").write_text(text.replace("rest", "second"), "utf-8")
    assert "is gone" not in run("check", "--rules", folder).output


def test_of_many_files_that_are_gone_some_are_named(tmp_path: Path) -> None:
    numbers = range(5)
    layers = [*([f"r{i} {{n: exactly {i}}} → wait"] for i in numbers), ["rest always → go"]]
    folder = write(tmp_path / "rules", layers, "n")
    assert run("build", "--rules", folder).exit_code == 0
    for count, said in (
        (2, "50-layer.yaml and {0}60-layer.yaml, which were"),
        (5, "{0}40-layer.yaml and 2 more, which were"),
    ):
        for path in sorted((folder / "etiquette").iterdir())[6 - count :]:
            path.unlink()
        assert said.format(f"{folder}/etiquette/") in run("check", "--rules", folder).output


def test_a_verdict_has_its_shown_word_beside_it_once(tmp_path: Path) -> None:
    """Where the word is the id itself there is nothing to add."""
    layers = (("first {a: yes} → caution", "second {a: no, b: yes} → wait"), ("other {n: at least 2} → caution",))
    folder = write(tmp_path / "rules", (*layers, ("rest always → wait",)), "a b n")
    said = run("find", "caution", "--rules", folder).output
    assert said.startswith("caution (“Your call”)  by “first”, ")
    assert "\ncaution  by “other”, " in said
    assert run("find", "wait", "--rules", folder).output.startswith("wait  by “second”, ")
    said = run("explain", "--rules", folder, "--set", "a=yes").output
    assert said.startswith("caution (“Your call”)  H\n")
    assert said.count("“Your call”") == 1
    before = write(tmp_path / "before", (("first {a: yes} → go",), *layers[1:], ("rest always → wait",)), "a b n")
    said = run("diff", before, folder).output
    assert "caution → wait  “other” → “second”" in said
    assert said.endswith("\nIn words: caution is “Your call”\n")
    assert "In words" not in run("diff", folder, folder).output
