"""cards.yaml: which questions stand together, and what it says about facts that are not there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.findings import Findings
from connect_etiquette.language import read_cards
from connect_etiquette.output import find_paths

from tests.support.rule_folders import write


def check(folder: Path, cards: str | None) -> pipeline.Run:
    """The rules with another cards.yaml, or none."""
    rules = folder / "rules"
    shutil.copytree(find_paths().rules, rules)
    (rules / "cards.yaml").unlink()
    if cards is not None:
        (rules / "cards.yaml").write_text(cards, "utf-8")
    return pipeline.check(rules)


def test_the_rules_own_cards_are_sound() -> None:
    run = pipeline.check(find_paths().rules)
    assert run.rule_set is not None
    cards = read_cards(run.rule_set, run.findings).as_data()
    assert cards["afterRound"]
    assert cards["whatIf"]
    assert "meet-first" in cards["soonerUnder"]
    assert {"fact": "outcome", "being": "rejected", "minutes": 2880, "days": True} in cards["quietAfter"]
    assert [f for f in run.findings.items if f.place[0].endswith("cards.yaml")] == []


def test_without_the_file_nothing_is_asked(tmp_path: Path) -> None:
    run = check(tmp_path, None)
    assert run.rule_set is not None
    assert read_cards(run.rule_set, Findings()).as_data() == {
        "afterRound": [],
        "whatIf": [],
        "soonerUnder": [],
        "quietAfter": [],
        "noWord": None,
    }


def test_what_is_not_there_is_found_where_it_stands(tmp_path: Path) -> None:
    run = check(
        tmp_path,
        "after-round: [thankd]\n"
        "what-if: [promised-by, outcome]\n"
        "sooner-under: [meet-first, meet-frist]\n"
        "quiet-after:\n"
        "  - {fact: outcome, being: rejectd, for: 2 days}\n"
        "  - {fact: outcome, being: rejected, for: a while}\n",
    )
    found = [
        (f.code, f.message, f.hint.partition(":")[0], f.place[1])
        for f in run.findings.sorted()
        if f.place[0].endswith("cards.yaml")
    ]
    assert sorted(found, key=lambda one: one[3]) == [
        ("unknown-fact", "there is no fact “thankd” that can stand here", "Did you mean “thanked”?", 1),
        ("unknown-fact", "there is no fact “promised-by” that can stand here", "Known", 2),
        ("unknown-rule", "there is no rule “meet-frist”", "Did you mean “meet-first”?", 3),
        ("unknown-value", "“outcome” has no value “rejectd”", "Did you mean “rejected”?", 5),
        ("bad-value", "“a while” is no stretch of time", "Write “2 days”, or the name of a limit.", 6),
    ]


def test_what_was_not_heard_is_read_whole(tmp_path: Path) -> None:
    facts = {
        "a": "{kind: flag, whose: person, says: It is so, unknown-counts-as: no}",
        "chased": "{kind: date, whose: application, says: When you asked, asked: on-request, ask: When?}",
        "due": "{kind: date, whose: application, says: When they would write, asked: on-request, ask: When?}",
    }
    cards = "no-word: {rules: [first, rest], asked: chased, promised: due}\n"
    folder = write(tmp_path, (("first {a: yes} → wait",), ("rest always → go",)), facts, cards=cards)
    no_word = pipeline.check(folder).cards.no_word
    assert no_word is not None
    assert (no_word.rules, no_word.asked, no_word.promised) == (("first", "rest"), "chased", "due")


def test_each_stretch_that_is_none_is_told(tmp_path: Path) -> None:
    fact = "{kind: choice, whose: application, says: x, values: {open: O, over: X}, unknown-counts-as: open, asked: on-request, ask: Over?}"
    cards = "quiet-after:\n  - {fact: o, being: over, for: a while}\n  - {fact: o, being: open, for: long}\n"
    folder = write(tmp_path, (("rest always → go",),), {"o": fact}, cards=cards)
    told = [one.message for one in pipeline.check(folder).findings.sorted() if one.code == "bad-value"]
    assert told == ["“a while” is no stretch of time", "“long” is no stretch of time"]


@pytest.mark.parametrize("key", ["asked", "promised"])
def test_a_date_that_there_is_not_is_told(key: str, tmp_path: Path) -> None:
    dates = {"asked": "chased", "promised": "promised-by", key: "chasd"}
    lines = "".join(f", {name}: {date}" for name, date in dates.items())
    run = check(tmp_path, f"no-word: {{rules: [silent]{lines}}}\n")
    found = [(f.code, f.message) for f in run.findings.items if f.severity == "error"]
    assert found == [("unknown-fact", "there is no fact “chasd” that can stand here")]
    assert run.rule_set is not None
    assert read_cards(run.rule_set, Findings()).as_data()["noWord"] is None
