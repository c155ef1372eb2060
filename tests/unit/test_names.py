"""Names: one id names one thing, and no name can be taken for something else."""

from __future__ import annotations

import json
from itertools import combinations_with_replacement
from pathlib import Path

import pytest

from tests.support.rule_folders import FLAG, USUAL, layer, write
from tests.unit.test_errors import etiquette

Findings = list[dict[str, object]]


def findings(folder: Path) -> Findings:
    data = json.loads(etiquette("check", "--rules", folder, "--format", "json").output)
    found: Findings = data["findings"]
    return found


def codes(folder: Path) -> set[object]:
    return {finding["code"] for finding in findings(folder) if finding["severity"] != "warning"}


ADJUSTMENT = "turns: go\ninto: caution\nadjustments:\n  - {id: ID, when: {b: yes}, headline: H, why: W, do: D}\n"
PLACES = {
    "a rule": ("etiquette__15_x", layer(["ID {b: yes} → caution"])),
    "a line of a derived fact": (
        "moments",
        "derived:\n  m: {says: m, values: {x: X, y: Y}, layers: [[{is: x, id: ID, when: {a: yes}}], [{is: y, when: always}]]}\n",
    ),
    "an impossible situation": ("facts", ""),
    "an adjustment": ("adjustments", ADJUSTMENT),
    "a tip": ("tips", "tips:\n  - {id: ID, when: {b: yes}, text: T}\n"),
    "a note": ("notes", "notes:\n  - {id: ID, when: {b: yes}, short: S, long: L}\n"),
    "an e-mail": ("notes", "emails:\n  - {id: ID, when: {b: yes}, subject: S, body: B}\n"),
}
"""Everything that has an id and a condition, and the file that gives it one."""


@pytest.mark.parametrize(("one", "other"), [*combinations_with_replacement(sorted(PLACES), 2)])
def test_one_id_names_one_thing(one: str, other: str, tmp_path: Path) -> None:
    """Whatever has the id: what is said of one could otherwise be taken from the other."""
    files = {"notes": ""}
    impossible: list[str] = []
    for index, place in enumerate((one, other)):
        name, text = PLACES[place]
        if name == "facts":
            impossible.append("k {a: yes, b: yes}")
        elif name == "notes":
            key, _, lines = text.partition("\n")
            before = files["notes"] or "notes: []\n" * (key != "notes:")
            files["notes"] = before + (lines if key in before else text)
        elif name in files:
            first, second = text.rpartition("\n  - ")[::2] if place != "a line of a derived fact" else ("", "")
            more = "\n  - " + second if first else "  m2: " + text.partition("m: ")[2]
            files[name] = files[name].rstrip("\n") + ("" if first else "\n") + more
        else:
            files[name if name != "etiquette__15_x" else f"etiquette__1{index}_x"] = text
    files = {name: text.replace("ID", "k") for name, text in files.items() if text}
    found = findings(write(tmp_path, impossible=impossible, **files))
    assert [f["code"] for f in found if f["severity"] == "error"] == ["duplicate-id"], found


def test_a_line_of_a_derived_fact_and_a_rule_of_another_id_are_judged_apart(tmp_path: Path) -> None:
    moments = "derived:\n  m: {says: m, values: {x: X, y: Y}, layers: [[{is: x, id: k, when: {a: yes}}], [{is: y, when: always}]]}\n"
    layers = (("k2 {b: yes} → wait",), ("r2 {m: x} → caution", "rest {m: y} → go"))
    assert findings(write(tmp_path, layers, "a b", moments=moments)) == []


TAKEN = ["true", "false", "null", "never", "verdict", "Up", "a_b", "a b"]


@pytest.mark.parametrize("word", TAKEN)
@pytest.mark.parametrize("place", ["a fact", "a value", "a derived fact", "a derived value", "a verdict"])
def test_a_word_that_is_read_as_something_else_names_nothing(place: str, word: str, tmp_path: Path) -> None:
    quoted = f'"{word}"'
    facts = dict(USUAL)
    moments = (
        "derived:\n  m: {says: m, values: {x: X, y: Y}, layers: [[{is: x, when: {a: yes}}], [{is: y, when: always}]]}\n"
    )
    if place == "a fact":
        facts[quoted] = FLAG
    elif place == "a value":
        facts["c"] = f"{{kind: choice, whose: person, says: c, values: {{x: X, {quoted}: Z}}, unknown-counts-as: x}}"
    elif place == "a derived fact":
        moments = moments.replace("  m:", f"  {quoted}:")
    elif place == "a derived value":
        moments = moments.replace("y: Y", f"y: Y, {quoted}: Z")
    write(tmp_path, facts=facts, moments=moments)
    if place == "a verdict":
        path = tmp_path / "verdicts.yaml"
        path.write_text(
            path.read_text("utf-8") + f"  {quoted}: {{word: W, inline: w, icon: go, tone: good}}\n", "utf-8"
        )
    assert codes(tmp_path) & {"bad-value", "duplicate-id"}, findings(tmp_path)


@pytest.mark.parametrize("word", ["contradiction", "impossible", "nothing"])
def test_a_verdict_is_not_called_as_what_stands_in_its_place(word: str, tmp_path: Path) -> None:
    write(tmp_path)
    path = tmp_path / "verdicts.yaml"
    path.write_text(path.read_text("utf-8") + f"  {word}: {{word: W, inline: w, icon: go, tone: good}}\n", "utf-8")
    assert codes(tmp_path) == {"bad-value"}


@pytest.mark.parametrize(("whose", "name"), [("application", "company"), ("application", "role"), ("person", "in")])
def test_what_a_story_says_of_somebody_is_no_fact(whose: str, name: str, tmp_path: Path) -> None:
    fact = f"{{kind: flag, whose: {whose}, says: x, unknown-counts-as: no}}"
    assert codes(write(tmp_path, facts={**USUAL, name: fact})) == {"bad-value"}
    other = "person" if whose == "application" else "application"
    assert codes(write(tmp_path, facts={**USUAL, name: fact.replace(whose, other)})) == set()


def test_layers_count_by_their_number(tmp_path: Path) -> None:
    """By their characters 100 would come before 20, and a name without a number before both."""
    write(tmp_path, ())
    folder = tmp_path / "etiquette"
    folder.mkdir()
    for name, rule in (
        ("20-a", "first {a: yes} → wait"),
        ("100-b", "second {b: yes} → caution"),
        ("(x)", "rest always → go"),
    ):
        (folder / f"{name}.yaml").write_text(layer([rule], name), "utf-8")
    assert codes(tmp_path) == set()
    assert etiquette("explain", "--rules", tmp_path, "--set", "a=yes", "--set", "b=yes").output.startswith("wait")


def test_one_sign_is_read_as_one_other(tmp_path: Path) -> None:
    from connect_etiquette.findings.finding import Findings as Found
    from connect_etiquette.linkedin.labels import read_labels
    from connect_etiquette.source.yaml import SourceFile, parse

    text = "longest: 9\naliases: {}\nreads-as: {X: [Y], Q: [Y]}\nlanguages: {en: {invite: ['Invite {r}'], connect: [C], pending: P, more: [M], degrees: [a, b]}}\n"
    found = Found()
    document = parse(SourceFile("labels.yaml", text), found)
    assert document is not None
    read_labels(document, found)
    assert [finding.message for finding in found.items] == [
        "“Y” is read as “X” already, and can't be read as “Q” as well"
    ]


def test_two_layers_of_one_number_are_told(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        (("first {a: yes} → wait",), ("rest always → go",)),
        "a",
        stories=["story: S, facts: {a: yes}, expect: wait", "story: T, facts: {a: no}, expect: go"],
    )
    assert "unnumbered-layer" not in codes(folder)
    for name in ("10-more.yaml", "010-more.yaml"):
        (folder / "etiquette" / "20-layer.yaml").rename(folder / "etiquette" / name)
        (found,) = [one for one in findings(folder) if one["code"] == "unnumbered-layer"]
        assert "has the number of" in str(found["message"])
        (folder / "etiquette" / name).rename(folder / "etiquette" / "20-layer.yaml")
