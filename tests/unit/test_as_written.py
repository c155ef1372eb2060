"""What an author wrote is told as it was written: “true”, not “True”; and what is empty is called so, not “None”."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.rule_folders import write
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


def test_a_story_that_expects_nothing_of_its_facts_is_told_so(tmp_path: Path) -> None:
    folder = write(tmp_path, facts="a", stories=["story: s, facts: {a: yes}, expect: {}"])
    (missing,) = (finding for finding in findings(folder) if finding["severity"] == "error")
    assert missing["message"] == "nothing is expected of these facts"
