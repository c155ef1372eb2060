"""What an author wrote is told as it was written: “true”, not “True”; and what is empty is called so, not “None”."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.rule_folders import USUAL, write
from tests.unit.test_amounts import decide
from tests.unit.test_names import findings


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "“c” is asked nothing"),
        ("true", "“c” has no value “true”"),
        ("[p, ]", ""),
        ("[p, ~]", "“c” is asked nothing"),
    ],
)
def test_what_is_asked_is_told_as_it_is_written(written: str, said: str, tmp_path: Path) -> None:
    """Neither “None” nor “True” is a word of the language."""
    choice = "{kind: choice, whose: person, says: C, values: {p: P, q: Q}, unknown-counts-as: p}"
    folder = write(tmp_path, ((f"first {{c: {written}}} → wait",), ("rest always → go",)), {"c": choice})
    messages = [finding["message"] for finding in findings(folder) if finding["severity"] == "error"]
    assert [message[: len(said)] for message in messages] == ([said] if said else [])


@pytest.mark.parametrize("written", ["true", "false"])
def test_a_switch_where_a_word_belongs_is_told_as_it_is_written(written: str, tmp_path: Path) -> None:
    flag = f"{{kind: flag, whose: person, says: A, unknown-counts-as: {written}}}"
    (unknown,) = findings(write(tmp_path / "fact", facts={"a": flag}))
    assert f"“{written}”" in unknown["message"]
    folder = write(tmp_path / "limit", facts="a")
    with (folder / "facts.yaml").open("a", encoding="utf-8") as file:
        file.write(f"limits: {{long: {written}}}\n")
    (limit,) = findings(folder)
    assert f"“{written}” is no amount" in limit["message"]


def test_what_is_read_from_the_records_is_never_unknown(tmp_path: Path) -> None:
    since = USUAL["s"].replace("}}", "}, unknown-counts-as: 24h}")
    (unknown,) = (
        finding
        for finding in findings(write(tmp_path, facts={"s": since, "a": USUAL["a"]}))
        if finding["severity"] == "error"
    )
    assert unknown["message"] == "fact “s”: a fact that is read from the records is never unknown"


@pytest.mark.parametrize(
    ("reads", "said"),
    [
        ("{}", "“reads” names one of since, until, during, someone"),
        ("{since: meeting-end, until: meeting-start}", "“reads” names one of since, until, during, someone"),
        ("{until: meeting-end}", "the next end can't be counted down to: count to the next start"),
        ("{until: a}", "“a” is answered once it has happened, so nothing counts down to it"),
        ("{until: a, being: yes}", "“a” is answered once it has happened, so nothing counts down to it"),
    ],
)
def test_a_fact_reads_one_thing_that_can_be_read(reads: str, said: str, tmp_path: Path) -> None:
    since = USUAL["s"].replace("{since: meeting-end}", reads)
    (refused,) = findings(write(tmp_path, facts={"s": since, "a": USUAL["a"]}))
    assert refused["message"] == f"fact “s”: {said}"


def test_a_fact_without_what_an_unknown_counts_as_is_told_what_to_say(tmp_path: Path) -> None:
    (missing,) = findings(write(tmp_path, facts={"a": "{kind: flag, whose: person, says: It}"}))
    assert missing["message"] == "fact “a”: what does an unknown count as? Say “unknown-counts-as: …”"


def test_a_fact_of_the_clock_is_told_to_read_something(tmp_path: Path) -> None:
    (missing,) = findings(
        write(
            tmp_path,
            facts={
                "a": USUAL["a"],
                "s": USUAL["s"].replace(", reads: {since: meeting-end}", ", unknown-counts-as: 2h"),
            },
        )
    )
    assert missing["message"] == "fact “s”: a clock fact says what it “reads”"


def test_a_range_that_cannot_be_read_gets_an_example_in_its_own_unit(tmp_path: Path) -> None:
    (refused,) = findings(write(tmp_path, (("first {n: often} → wait",), ("rest always → go",)), "n"))
    assert refused["hint"] == "Write a range such as “at least 2 rings” or “less than 3 rings”."


BY_DAYS = USUAL["s"].replace("hours", "days")
TYPED = "{kind: number, unit: hours, whose: person, says: x, unknown-counts-as: 0}"
SLIPS = ("none", "never", "often", "2", ">= 2", "2+", "2 or less", "at least 2", "less than 36h", "3 hours", "> 3 hours", "more than 3 rings", "at least 2 moons", "at least soon", "exactly 999999 weeks")  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("body", [USUAL["n"], USUAL["s"], BY_DAYS, TYPED])
def test_what_is_advised_for_a_range_can_be_asked_of_the_fact(body: str, slip: str, tmp_path: Path) -> None:
    """Whoever does what a finding says has not earned the next one."""

    def found(asked: str, name: str) -> list[dict[str, Any]]:
        layers = ((f"first {{x: {asked}}} → wait",), ("rest always → go",))
        return [one for one in findings(write(tmp_path / name, layers, {"x": body})) if one["code"] == "bad-condition"]

    told = found(f'"{slip}"', "slip")
    advised = {
        part
        for one in told
        for part in (
            *re.findall(r"“((?:at least|more than|less than|at most|exactly) [^”]+|never)”", one["hint"]),
            *(f"at least {said}" for said in re.findall(r"(?:Write|or) (\d[^ ]*(?: days)?)(?= or|$)", one["message"])),
        )
    }
    assert bool(told) == bool(advised)
    for number, advice in enumerate(sorted(advised)):
        assert found(advice, f"advised-{number}") == [], (told, advice)


def test_a_story_that_expects_nothing_of_its_facts_is_told_so(tmp_path: Path) -> None:
    folder = write(tmp_path, facts="a", stories=["story: s, facts: {a: yes}, expect: {}"])
    (missing,) = (finding for finding in findings(folder) if finding["severity"] == "error")
    assert missing["message"] == "nothing is expected of these facts"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"a": True}, "“a” can't be “true”. Write “yes”: yes and no are words here."),
        ({"a": False}, "“a” can't be “false”. Write “no”: yes and no are words here."),
        ({"c": True}, "“c” can't be “true”. Known: p, q."),
        ({"s": "never ever"}, "“s” can't be “never ever”. Write a number with its unit, such as 30h or 2 days."),
        ({"s": "30"}, "“s” can't be “30”. 30 of what? Write 30h or 30 days."),
        ({"s": "3 rings"}, "“s” can't be “3 rings”. “rings” is not a unit of time (known: h, min, days, weeks)."),
    ],
)
def test_a_situation_that_cannot_be_is_told_as_it_was_given(
    given: dict[str, object], said: str, tmp_path: Path
) -> None:
    choice = "{kind: choice, whose: person, says: C, values: {p: P, q: Q}, unknown-counts-as: p}"
    folder = write(tmp_path, facts={"a": USUAL["a"], "s": USUAL["s"], "c": choice})
    assert decide(folder, given) == [{"error": f"line 1: {said}"}]
