"""A fact or a value gets another name: an editor leads through it, answers stay, and a comparison sees no change."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.support.rule_folders import FLAG, write
from tests.unit.test_errors import ROOT, etiquette

SMALL = ROOT / "tests" / "small"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "rules")
    return tmp_path / "rules"


def replaced(folder: Path, old: str, new: str, only: str = "*.yaml") -> None:
    for path in folder.rglob(only):
        path.write_text(re.sub(rf"(?<![\w-]){old}(?![\w-])", new, path.read_text("utf-8")), "utf-8")


def declare(folder: Path, fact: str, line: str) -> None:
    """A line at the end of a fact."""
    facts = folder / "facts.yaml"
    text = facts.read_text("utf-8")
    assert f"  {fact}:\n" in text
    facts.write_text(text.replace(f"  {fact}:\n", f"  {fact}:\n    {line}\n"), "utf-8")


def test_a_careful_renaming_changes_no_situation_and_no_story(small: Path) -> None:
    replaced(small, "thanked(?=:)", "said-thanks")
    replaced(small, "no-address(?=[:,\\]]| on)", "nowhere")
    declare(small, "said-thanks", "was: thanked")
    declare(small, "said-thanks", "values-were: {nowhere: no-address}")
    checked = etiquette("check", "--rules", small)
    assert checked.exit_code == 0, checked.output
    assert etiquette("diff", SMALL, small).output == "No situation gets another verdict.\n"
    # Without saying so it is another fact.
    facts = small / "facts.yaml"
    facts.write_text(re.sub(r"    (was|values-were): .*\n", "", facts.read_text("utf-8")), "utf-8")
    assert "Only the old rules know: thanked" in etiquette("diff", SMALL, small).output


def test_a_change_beside_a_renaming_is_seen(small: Path) -> None:
    replaced(small, "thanked(?=:)", "said-thanks")
    declare(small, "said-thanks", "was: thanked")
    defaults = small / "etiquette" / "20-defaults.yaml"
    text = defaults.read_text("utf-8")
    assert "verdict: go" in text
    defaults.write_text(text.replace("verdict: go", "verdict: caution", 1), "utf-8")
    output = etiquette("diff", SMALL, small).output
    assert "go → caution" in output
    assert "said-thanks" not in output.partition("Only the")[2]


def test_whoever_renames_in_one_place_is_led_to_the_new_name_everywhere(small: Path) -> None:
    replaced(small, "thanked(?=:)", "said-thanks", only="facts.yaml")
    declare(small, "said-thanks", "was: thanked")
    declare(small, "said-thanks", "values-were: {not-yet: later}")
    scenario = small / "scenarios" / "mine.yaml"
    findings = json.loads(etiquette("check", "--rules", small, "--format", "json").output)["findings"]
    assert {finding["code"] for finding in findings} >= {"unknown-fact"}
    repairs = {
        repair["text"] for finding in findings if finding["code"] == "unknown-fact" for repair in finding["repairs"]
    }
    assert repairs == {"said-thanks"}
    replaced(small, "thanked(?=:)", "said-thanks")
    scenario.write_text("scenarios:\n  - {story: S, facts: {said-thanks: later}, expect: go}\n", "utf-8")
    assert "Did you mean “not-yet”?" in etiquette("test", "--rules", small, "mine.yaml").output


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("was: request", "it can't be the one that was “request”: there is a fact of this name"),
        ("was: [old, thanked]", "it can't be the one that was “thanked”: there is a fact of this name"),
        ("was: older", "it can't be the one that was “older”: “thanked” was so too"),
        ("values-were: {perhaps: maybe}", "“values-were” names “perhaps”, which is not one of its values"),
        ("values-were: {not-yet: yes}", "“not-yet” can't be what was “yes”: there is a value of this name"),
        (
            "values-were: {not-yet: no-address}",
            "“not-yet” can't be what was “no-address”: there is a value of this name",
        ),
        (
            "values-were: {not-yet: later, no-address: later}",
            "“no-address” can't be what was “later”: another value was so too",
        ),
    ],
)
def test_renamings_that_collide_are_refused(small: Path, line: str, said: str) -> None:
    if "older" in line:
        declare(small, "request", "was: older")
    declare(small, "thanked", line)
    output = etiquette("check", "--rules", small).output
    assert said in output
    assert "Name an id that it had before and that nothing has now." in output
    assert "1 error" in output


def test_the_bundle_tells_the_extension(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    declare(rules, "thanked", "was: [said-thanks, thanks]")
    declare(rules, "thanked", "values-were: {no-address: [nowhere, none-known]}")
    assert etiquette("build", "--rules", rules).exit_code == 0
    core = json.loads((tmp_path / "build" / "chromium" / "bundle" / "core.json").read_text("utf-8"))
    (fact,) = (fact for fact in core["facts"] if fact["id"] == "thanked")
    assert fact["was"] == ["said-thanks", "thanks"]
    assert fact["valuesWere"] == {"nowhere": "no-address", "none-known": "no-address"}


def test_a_name_that_many_still_use_may_have_been_renamed(small: Path) -> None:
    replaced(small, "thanked(?=:)", "said-thanks")
    for path in (small / "etiquette").iterdir():
        path.write_text(path.read_text("utf-8").replace("said-thanks:", "thanked:"), "utf-8")
    findings = json.loads(etiquette("check", "--rules", small, "--format", "json").output)["findings"]
    (found,) = [one for one in findings if one["message"] == "there is no fact “thanked”"]
    assert (len(found["also"]) > 0) == ("If it was renamed, say so at its new name: “was: …”." in found["hint"])
    assert len(found["also"]) > 0


WAYS = "{kind: choice, whose: person, says: c, values: {none: N, mail: M, letter: L}, unknown-counts-as: none}"
ONE_WAY = (
    "{kind: choice, whose: person, says: c, values: {none: N, mail: M}, values-were: {mail: letter}, "
    "unknown-counts-as: none}"
)
POST = ONE_WAY.replace("mail: M", "post: M").replace("{mail: letter}", "{post: [mail, letter]}")


@pytest.mark.parametrize(("now", "value"), [(ONE_WAY, "mail"), (POST, "post")])
def test_values_that_became_one_are_compared_one_by_one(now: str, value: str, tmp_path: Path) -> None:
    """Who said “letter” hears now what is said of mail; who said “mail” heard it before."""
    apart = (("by-mail {c: mail} → go", "by-letter {c: letter} → caution"), ("rest always → wait",))
    story = "story: a letter, facts: {c: letter}, expect: caution by by-letter"
    old = write(tmp_path / "old", apart, {"c": WAYS}, stories=[story])
    together = ((f"by-mail {{c: {value}}} → go",), (f"rest {{c: {{not: {value}}}}} → wait",))
    new = write(tmp_path / "new", together, {"c": now})
    output = etiquette("diff", old, new).output
    assert "caution → go  “by-letter” → “by-mail”  (1 situation)\n" in output
    assert output.count(" situation") == 1
    assert "a letter: caution → go" in output
    assert "Only the" not in output


def test_values_that_became_one_and_were_told_alike_are_no_change(tmp_path: Path) -> None:
    layers = "first {c: %s} → go", "rest always → wait"
    old = write(tmp_path / "old", [[layers[0] % "[mail, letter]"], [layers[1]]], {"c": WAYS})
    new = write(tmp_path / "new", [[layers[0] % "mail"], [layers[1]]], {"c": ONE_WAY})
    assert etiquette("diff", old, new).output == (
        "No situation gets another verdict.\n\nWhat else people see otherwise\n  fact “c”: its answers\n"
    )


B_WAS_A = FLAG.replace("kind: flag", "kind: flag, was: a")
NAMED_B = (
    "derived:\n  b: {says: b, values: {x: X, y: Y}, layers: [[{is: x, when: {c: yes}}], [{is: y, when: always}]]}\n"
)


def test_a_name_that_was_another_fact_s_is_not_taken_for_it(tmp_path: Path) -> None:
    old = write(
        tmp_path / "old", (("one {a: yes} → wait", "two {a: no, b: yes} → caution"), ("rest always → go",)), "a b"
    )
    new = write(tmp_path / "new", (("one {b: yes} → wait",), ("rest always → go",)), {"b": B_WAS_A})
    output = etiquette("diff", old, new).output
    assert "caution → go  “two” → “rest”  (1 situation)\n" in output
    assert output.count(" situation") == 1
    assert "Only the old rules know: b (old)\n" in output


def test_a_name_that_was_a_derived_fact_s_is_not_taken_for_it(tmp_path: Path) -> None:
    flags = {"a": FLAG, "c": FLAG}
    old = write(
        tmp_path / "old", (("one {a: yes} → wait", "two {a: no, b: x} → caution"), ("rest always → go",)), flags,
        moments=NAMED_B,
    )  # fmt: skip
    new = write(tmp_path / "new", (("one {b: yes} → wait",), ("rest always → go",)), {"b": B_WAS_A, "c": FLAG})
    output = etiquette("diff", old, new).output
    assert "caution → go  “two” → “rest”  (1 situation)\n" in output
    assert output.count(" situation") == 1
    same = write(tmp_path / "same", (("one {a: yes} → wait",), ("rest always → go",)), flags)
    assert etiquette("diff", same, new).output == "No situation gets another verdict.\n"


def test_of_two_facts_that_became_one_the_other_is_gone(tmp_path: Path) -> None:
    layers = (("one {a: yes} → wait", "two {a: no, b: yes} → caution"), ("rest always → go",))
    old = write(tmp_path / "old", layers, "a b")
    both = FLAG.replace("kind: flag", "kind: flag, was: [a, b]")
    new = write(tmp_path / "new", (("one {c: yes} → wait",), ("rest always → go",)), {"c": both})
    output = etiquette("diff", old, new).output
    assert "caution → go  “two” → “rest”  (1 situation)\n" in output
    assert "Only the old rules know: b\n" in output
