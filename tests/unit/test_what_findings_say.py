"""What findings say to the letter: examples, repairs, what a derived fact takes, and where there is too much of something."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.answers.dates import as_date
from connect_etiquette.diagrams import Purse
from connect_etiquette.findings import Finding, Findings, SourceFile, Span
from connect_etiquette.language.texts import fill, lower

from tests.support.rule_folders import USUAL, layer, write

CHOICE = "{kind: choice, whose: person, says: C, values: {p: P, q: Q, r: R, t: T}, unknown-counts-as: q}"
STAGES = """derived:
  m:
    says: M
    values: {x: X, y: Y, z: Z}
    layers:
      - - {is: x, when: {a: yes}}
      - - {is: y, when: {b: yes}}
      - - {is: z, when: always}
"""
Layers = Iterable[Iterable[str]]


def found(folder: Path, layers: Layers, facts: dict[str, str], purse: Purse | None = None, **files: str) -> Finding:
    """The one error of a rule folder."""
    run = pipeline.check(write(folder, layers, facts, **files), purse=purse)
    (error,) = (finding for finding in run.findings.items if finding.severity == "error")
    return error


def usual(*names: str) -> dict[str, str]:
    return {name: USUAL[name] for name in names}


# Examples and repairs


def test_between_two_whole_numbers_the_narrower_mend_is_named(tmp_path: Path) -> None:
    gap = found(tmp_path / "one", (("a {n: at most 2} → go", "b {n: at least 3} → wait"),), usual("n"))
    assert gap.hint == "Between 2 and 3 lies no whole number: if there are none, write “more than 2” for “at least 3”."
    apart = found(tmp_path / "two", (("a {n: at most 2} → go", "b {n: at least 4} → wait"),), usual("n"))
    assert apart.hint == ""
    half = found(tmp_path / "half", (("a {n: at most 2.5} → go", "b {n: at least 3.5} → wait"),), usual("n"))
    assert half.hint == ""
    hours = found(
        tmp_path / "time", (("a {s: at most 1min} → go", "b {s: [at least 2min, never]} → wait"),), usual("s")
    )
    assert hours.hint == "", "of time there is always something between"


def test_what_all_gaps_have_in_common_is_a_condition_to_paste(tmp_path: Path) -> None:
    layers = (("a {a: yes, c: [p, q]} → go", "b {a: no, c: [q, r]} → wait"),)
    gap = found(tmp_path, layers, {**usual("a"), "c": CHOICE})
    assert gap.told == ("a is yes, and c is r or t", "a is no, and c is p or t")
    assert [repair.text for repair in gap.repairs] == ["when:\n  c: {not: q}"]
    assert gap.witness == {"a": "yes", "c": "r"}


def test_a_gap_of_all_but_one_value_is_said_by_that_value(tmp_path: Path) -> None:
    (repair,) = found(tmp_path / "three", (("a {c: p} → go",),), {"c": CHOICE}).repairs
    assert repair.text == "when:\n  c: {not: p}"
    two = CHOICE.replace(", t: T", "")
    (repair,) = found(tmp_path / "two", (("a {c: p} → go",),), {"c": two}).repairs
    assert repair.text == "when:\n  c: [q, r]", "of two, both are named"


def test_what_is_more_than_nothing_is_said_to_be(tmp_path: Path) -> None:
    gap = found(tmp_path, (("first {n: exactly 0 rings} → go",),), usual("n"))
    assert gap.message == "no rule covers this situation: n is more than 0 rings"
    ever = found(tmp_path / "ever", (("first {s: never} → go",),), usual("s"))
    assert ever.message == "no rule covers this situation: s is at least 0h"


def test_an_example_has_what_is_usual_where_nothing_depends_on_it(tmp_path: Path) -> None:
    gap = found(tmp_path, (("a {a: yes} → go",),), {**usual("a", "s"), "c": CHOICE})
    assert gap.witness == {"a": "no", "s": "never", "c": "q"}
    assert gap.telling == ("a",)


def test_an_example_has_nothing_unusual_without_need(tmp_path: Path) -> None:
    """There are such situations with “a: yes” too, if “c” is p."""
    ways = "{is: x, when: {a: yes, b: yes, c: p}}", "{is: x, when: {a: no, b: yes}}", "{is: y, when: always}"
    stages = STAGES.partition("      - -")[0] + "".join(f"      - - {way}\n" for way in ways)
    stages = stages.replace(", z: Z", "")
    gap = found(tmp_path, (("a {m: y} → go",),), {**usual("a", "b"), "c": CHOICE}, moments=stages)
    assert gap.witness == {"a": "no", "b": "yes", "c": "q"}
    assert gap.telling == ("b",)


def test_a_rule_is_narrowed_by_what_is_seldom_so(tmp_path: Path) -> None:
    """Not by “a: no”, which nearly everybody has, though that would leave more of the rule."""
    layers = (("strong {a: no, c: [p, r, t]} → go", "weak {b: yes} → wait"), ("rest always → go",))
    clash = found(tmp_path, layers, {**usual("a", "b"), "c": CHOICE})
    assert [repair.text for repair in clash.repairs] == [
        "when:\n  b: yes\n  c: q",
        "when:\n  a: no\n  c: {not: q}\n  b: no",
    ]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("m: x, a: no", ["“m” is x where a is yes"]),
        ("m: [y, z], a: yes", ["“m” is y where b is yes", "“m” is z where nothing else holds before"]),
    ],
)
def test_what_a_derived_fact_takes_is_said_of_the_values_that_are_asked(
    asked: str, told: list[str], tmp_path: Path
) -> None:
    layers = ((f"first {{{asked}}} → wait",), ("rest always → go",))
    empty = found(tmp_path, layers, usual("a", "b"), moments=STAGES)
    assert empty.message == "“first” can never apply: its lines “m” and “a” exclude each other"
    assert [line.partition(" (")[0] for line in empty.told] == told


# Too much


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (USUAL["n"], "“n” is cut by the rules' thresholds into 4,201 values and ranges; at most 4,096 can be proved"),
        (
            f"{{kind: choice, whose: person, says: C, unknown-counts-as: v1, values: {{{', '.join(f'v{i}: V' for i in range(1, 4101))}}}}}",
            "“n” has 4,100 values and ranges; at most 4,096 can be proved",
        ),
    ],
)
def test_a_fact_of_too_many_cells_is_told_with_their_number(fact: str, said: str, tmp_path: Path) -> None:
    cells = ", ".join(f"exactly {number} rings" for number in range(1, 2101)) if fact == USUAL["n"] else "v1"
    crowded = found(tmp_path, ((f"first {{n: [{cells}]}} → wait",), ("rest always → go",)), {"n": fact})
    assert (crowded.code, crowded.message) == ("too-large", said)


def poor(**units: int) -> Purse:
    """A purse in which some shares hold next to nothing."""
    purse = Purse()
    for name, left in units.items():
        purse.shares[name].units = left
    return purse


BOTH = (("first {a: yes, b: no} → wait",), ("second {b: yes} → caution",), ("rest always → go",))


DERIVED = "derived:\n  d: {says: D, values: {early: E, late: L}, layers: [[{is: early, when: {a: yes}}], [{is: late, when: always}]]}\n"


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (1, "at least 2 more pairs of rules overlap; mend those above first"),
        (3, "more pairs of rules may overlap; mend those above first"),
    ],
)
def test_of_pairs_that_are_not_listed_is_said_what_is_known(
    shown: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether rules that ask a derived fact overlap has to be found out pair by pair, of so many as are listed."""
    monkeypatch.setattr("connect_etiquette.proof.clashes.MAX_PAIRS", 3)
    monkeypatch.setattr("connect_etiquette.proof.defects.MAX_CLASHES", shown)
    overlapping = [f"{name} {{d: early}} → go" for name in ("one", "two", "three", "four")]
    run = pipeline.check(write(tmp_path, (overlapping, ("rest always → go",)), "a", moments=DERIVED))
    assert [finding.message for finding in run.findings.items if "more pairs" in finding.message] == [said]


@pytest.mark.parametrize(
    ("share", "where"),
    [("questions", "which rules meet"), ("crosscheck", "whether the diagram says what the rules say")],
)
def test_what_took_too_much_is_said_with_the_facts_that_most_rules_ask(share: str, where: str, tmp_path: Path) -> None:
    facts = {**usual("a", "b", "s")}
    layers = (
        ("first {b: yes, a: yes, s: at least 2h} → wait", "other {b: no, s: at least 2h} → go"),
        ("second {b: yes} → caution",),
        ("rest always → go",),
    )
    error = found(tmp_path, layers, facts, poor(**{share: 0}))
    assert error.code == "too-complex"
    assert error.message == f"there are too many rules and combinations of “b”, “s”, “a” to find out {where}"
    assert error.span is not None
    assert error.span.position[0] == 3


PAIRS = range(10)
PAIRED = {f"{side}{i}": USUAL["a"] for side in ("left", "right") for i in PAIRS}
"""Ten pairs; with all left ones met first there are more ways than a poor purse pays for."""


def test_of_what_combines_too_much_each_fact_is_named(tmp_path: Path) -> None:
    layers = (*((f"pair{i} {{left{i}: yes, right{i}: yes}} → wait",) for i in PAIRS), ("rest always → go",))
    error = found(tmp_path, layers, PAIRED, poor(diagram=40))
    said = "the rules combine “left0”, “right0”, “left1”, “right1” and others in more ways than can be proved"
    assert (error.code, error.message) == ("too-complex", said)


def test_where_something_is_wrong_what_was_too_much_is_not_said_too(tmp_path: Path) -> None:
    """Mended it may be less: here a gap is found before it is asked which rules of the other fact meet."""
    stages = (
        "derived:\n"
        "  d: {says: D, values: {x: X, y: Y}, layers: [[{is: x, when: {a: yes}}, {is: y, when: {a: no, b: no}}]]}\n"
        "  e: {says: E, values: {x: X, y: Y}, layers: [[{is: x, id: l, when: {left: yes}}, {is: y, id: r, when: {right: yes}}], [{is: y, id: q, when: always}]]}\n"
    )
    layers = (("one {d: x, e: y} → wait",), ("rest always → go",))
    facts = {**usual("a", "b"), "left": USUAL["a"], "right": USUAL["a"]}
    folder = write(tmp_path, layers, facts, ["k {a: yes, b: yes}"], moments=stages)
    run = pipeline.check(folder, purse=poor(questions=45))
    assert [finding.code for finding in run.findings.items if finding.severity == "error"] == ["gap"]


def test_rules_whose_derived_facts_never_meet_do_not_clash(tmp_path: Path) -> None:
    stages = (
        DERIVED + "  e: {says: F, values: {x: X, y: Y}, layers: [[{is: x, when: {a: no}}], [{is: y, when: always}]]}\n"
    )
    layers = (("one {d: early} → wait", "two {e: x} → caution"),)
    run = pipeline.check(write(tmp_path, layers, "a", moments=stages))
    assert "clash" not in {finding.code for finding in run.findings.items}


def test_a_gap_for_which_there_are_no_words_has_one_situation(tmp_path: Path) -> None:
    layers = (("first {a: yes} → wait", "second {a: no, b: yes} → go"),)
    gap = found(tmp_path, layers, usual("a", "b"), poor(words=0))
    assert gap.witness == {"a": "no", "b": "no"}
    assert gap.told == ("a is no, and b is no", "and at least 1 more")
    assert gap.repairs == ()


def test_a_gap_beside_an_unfinished_diagram_has_the_situation_that_was_found(tmp_path: Path) -> None:
    """One gap is soon seen."""
    all_left = ", ".join(f"left{i}: yes" for i in PAIRS)
    layers = ((f"all {{{all_left}}} → go",), *((f"pair{i} {{left{i}: yes, right{i}: yes}} → wait",) for i in PAIRS))
    gap = found(tmp_path, layers, PAIRED, poor(diagram=3_200))
    assert (gap.code, gap.told[-1]) == ("gap", "and at least 1 more")
    assert gap.witness is not None
    lefts, rights = ([gap.witness[f"{side}{i}"] == "yes" for i in PAIRS] for side in ("left", "right"))
    assert any(lefts), "it is not the usual situation, in which nothing is so"
    assert not all(lefts)
    assert not any(left and right for left, right in zip(lefts, rights, strict=True))


# Texts and dates


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% endif %}", "{% endif %} stands where no {% if … %} is open"),
        ("{% raise %}", "there is no {% raise %}"),
        ("{% if name %}x", "{% if … %} is opened and not closed"),
        ("{{ name name }}", "{{ … }} holds more than one name"),
    ],
)
def test_a_template_that_cannot_be_read_is_told_in_our_words(text: str, said: str) -> None:
    findings = Findings()
    lower(text, "why", "rule", Span(SourceFile("x.yaml", text), 0, len(text)), findings)
    assert [finding.message for finding in findings.items] == [f"“why”: {said}"]


@pytest.mark.parametrize(
    ("why", "code", "message", "hint"),
    [
        ("Wait 36 hours", "other-number", "“why” speaks of 36 hours, and its rule asks for no time", "Name it under “limits:” in facts.yaml, and write its name."),
        ("Hi {first {{ first_name }}", "stray-sign", "“why” holds a single brace, which is shown as it is", "Write “{{ first_name }}”."),
    ],
)  # fmt: skip
def test_what_stands_in_a_text_by_mistake_is_told(why: str, code: str, message: str, hint: str, tmp_path: Path) -> None:
    folder = write(tmp_path, facts="a")
    rule = layer(["first {a: yes} → go"]).replace("why: W", f"why: '{why}'")
    (folder / "etiquette" / "10-layer.yaml").write_text(rule, "utf-8")
    (said,) = (
        one for one in pipeline.check(folder).findings.items if one.rules in ((), ("first",)) and one.code == code
    )
    assert (said.message, said.hint) == (message, hint)


def test_a_placeholder_without_a_value_is_left_out() -> None:
    segments = ["Dear ", {"put": "name"}, {"if": "name", "then": ["!"], "else": ["?"]}]
    assert fill(segments, {"name": "Ada"}) == "Dear Ada!"
    assert fill(segments, {}) == "Dear ?"


@pytest.mark.parametrize(("letters", "shown"), [(60, "x" * 60), (61, "x" * 57 + "…")])
def test_a_long_value_is_cut(letters: int, shown: str, tmp_path: Path) -> None:
    layers = ((f"first {{c: {'x' * letters}}} → wait",), ("rest always → go",))
    assert found(tmp_path, layers, {"c": CHOICE}).message == f"“c” has no value “{shown}”"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026/3/9", "2026-03-09"),
        ("10.3.2026", "2026-03-10"),
        ("3/14/2026", "2026-03-14"),
        ("10 Mar 2026", "2026-03-10"),
        ("1st December 2026", "2026-12-01"),
        ("January 5, 2026", "2026-01-05"),
        ("10.3.2026 2pm", "2026-03-10 14:00"),
        ("10 March 2026, 12:05 am", "2026-03-10 00:05"),
        ("2026-03-10 12.30 pm", "2026-03-10 12:30"),
        ("Tue 10.3.2026 9:15", "Tue 2026-03-10 09:15"),
    ],
)
def test_a_date_as_people_write_it_is_told_as_it_is_written_here(typed: str, meant: str) -> None:
    assert as_date(typed) == f"Write {meant}."


@pytest.mark.parametrize(
    "typed", ["soon", "10 Foo 2026", "31.2.2026", "13/13/2026", "10.3.2026 whenever", "10.3.2026 25:00"]
)
def test_what_is_no_date_gets_an_example(typed: str) -> None:
    assert as_date(typed, "So.") == "So."
