"""Amounts: every place that takes one reads it alike, and every one that is told can be typed back."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from connect_etiquette import pipeline
from connect_etiquette.answers import find_cell
from connect_etiquette.answers.coverage import _is_hollow
from connect_etiquette.answers.values import read_value
from connect_etiquette.commands import main
from connect_etiquette.language.conditions import amount_in_words
from connect_etiquette.language.limits import Limits
from connect_etiquette.output import schemas_for_editors
from connect_etiquette.proof import cut
from connect_etiquette.proof.space import Cell
from jsonschema import Draft7Validator

from tests.support.rule_folders import USUAL, write
from tests.unit.test_errors import etiquette
from tests.unit.test_names import codes, findings


def decide(folder: Path, *situations: object) -> list[dict[str, object]]:
    lines = "\n".join(json.dumps(situation) for situation in situations)
    result = CliRunner().invoke(main, ["decide", "--rules", str(folder)], input=lines)
    return [json.loads(line) for line in result.output.splitlines()]


def waited(unknown: str, unit: str = "hours") -> dict[str, str]:
    return {"w": f"{{kind: number, unit: {unit}, whose: person, says: Waited, unknown-counts-as: {unknown}}}"}


@pytest.mark.parametrize("unknown", ["24", "24h", "1 day", "1440min", '"24"'])
def test_what_an_unknown_time_counts_as_is_in_its_own_unit(unknown: str, tmp_path: Path) -> None:
    folder = write(tmp_path, (("long {w: at least 24h} → wait",), ("rest always → go",)), waited(unknown))
    assert [answer["verdict"] for answer in decide(folder, {}, {"w": "24h"}, {"w": "23h"})] == ["wait", "wait", "go"]


NO_AMOUNT = ("-1", "-5", "true", "1e15", ".5h", "24 rings", '""', "nothing", "999999 days")


@pytest.mark.parametrize("unknown", NO_AMOUNT)
@pytest.mark.parametrize("unit", ["hours", "rings"])
def test_what_an_unknown_number_can_not_count_as(unknown: str, unit: str, tmp_path: Path) -> None:
    found = findings(write(tmp_path, (("rest always → go",),), waited(unknown, unit)))
    wanted = [] if unknown.endswith(unit) else ["bad-value"]
    assert [f["code"] for f in found if f["severity"] == "error"] == wanted


@pytest.mark.parametrize(
    ("unit", "given", "verdict"),
    [
        ("rings", "2 rings", "wait"),
        ("rings", "1", "go"),
        ("hours", "30h", "wait"),
        ("hours", "90min", "go"),
        ("days", "36h", "wait"),
    ],
)
def test_an_amount_is_answered_alike_with_dates_and_without(
    unit: str, given: str, verdict: str, tmp_path: Path
) -> None:
    """In a story that tells facts, in one that tells records, on the command line, and as JSON."""
    least = {"rings": "2 rings", "hours": "30h", "days": "1 day"}[unit]
    folder = write(
        tmp_path,
        ((f"long {{w: at least {least}}} → wait",), ("rest always → go",)),
        waited("0", unit),
        stories=[
            f"story: facts, facts: {{w: {given}}}, expect: {verdict}",
            f"story: dates, now: 2026-03-10, people: {{Ada: {{w: {given}}}}}, expect: {verdict}",
        ],
    )
    assert "scenario" not in codes(folder), findings(folder)
    assert decide(folder, {"w": given})[0]["verdict"] == verdict
    for more in ([], ["--at", "2026-03-10"]):
        assert etiquette("explain", "--rules", folder, "--set", f"w={given}", *more).output.startswith(verdict)


def test_an_answered_number_that_has_no_unit_is_refused_wherever_it_needs_one(tmp_path: Path) -> None:
    folder = write(tmp_path, facts={**USUAL, **waited("0")})
    for more in ([], ["--at", "2026-03-10"]):
        assert "Write 30h or 30 days" in etiquette("explain", "--rules", folder, "--set", "w=30", *more).output


def test_the_example_of_a_finding_lies_inside_its_region(tmp_path: Path) -> None:
    layers = (("a1 {s: at most 1h} → wait", "a2 {s: [at least 150min, never]} → go"),)
    (gap,) = findings(write(tmp_path, layers, "s"))
    assert gap["witness"] == {"s": "2h"}


THRESHOLDS = {
    "hours": lambda rng: f"{rng.choice([rng.randint(0, 300), rng.randint(0, 90) * 60])}min",
    "min": lambda rng: f"{rng.randint(0, 40)}min",
    "days": lambda rng: f"{rng.randint(0, 40)} days",
    "weeks": lambda rng: f"{rng.randint(0, 60)} days",
    "rings": lambda rng: (
        f"{rng.choice([rng.randint(0, 9), round(rng.uniform(0, 3), rng.randint(1, 6)), rng.randint(10, 10**14)])} rings"
    ),
    "phone calls": lambda rng: f"{rng.randint(0, 9)} phone calls",
    "Anrufe": lambda rng: f"{rng.randint(0, 9)} Anrufe",
}


@pytest.mark.parametrize("unit", sorted(THRESHOLDS))
def test_every_cell_s_sample_and_words_are_read_as_that_cell(unit: str, tmp_path: Path) -> None:
    """Random thresholds of any unit: what a finding gives as an example is typed back into the same cell, and what it
    says of a threshold is pasted back as the same condition; the editor's schema takes both."""
    rng = random.Random(unit)
    clock = unit in ("hours", "min", "days", "weeks")
    kind = "reads: {since: meeting-end}, whose: clock" if clock else "unknown-counts-as: 0, whose: person"
    for number in range(12):
        folder = tmp_path / str(number)
        words = [THRESHOLDS[unit](rng) for _ in range(rng.randint(1, 8))]
        rules = [f"r{i} {{w: {rng.choice(['at least', 'more than'])} {w}}} → wait" for i, w in enumerate(words)]
        write(folder, [[rule] for rule in rules], {"w": f"{{kind: number, unit: {unit}, says: W, {kind}}}"})
        rule_set = pipeline.check(folder).rule_set
        assert rule_set is not None
        assert len(rule_set.decision.rules) == len(rules), words
        space = cut(rule_set)
        schema = Draft7Validator(schemas_for_editors(rule_set)["layer"])
        for index, cell in enumerate(space.cells["w"]):
            sample = space.sample("w", index)
            assert find_cell(space, "w", read_value(rule_set.facts["w"], sample)) == index, (words, sample)
            for told in space.in_words("w", 1 << index):
                again = write(
                    tmp_path / "again",
                    ((f"again {{w: {told}}} → wait",),),
                    {"w": f"{{kind: number, unit: {unit}, says: W, {kind}}}"},
                )
                if cell.kind == "stretch" and unit in ("days", "weeks"):
                    continue
                read = pipeline.check(again).rule_set
                assert read is not None
                assert [space.mask("w", test.condition) for rule in read.decision.rules for test in rule.when] == [
                    1 << index
                ], told
                document = {
                    "layer": "L",
                    "rules": [
                        {"id": "r", "when": {"w": told}, "verdict": "go", "headline": "h", "why": "w", "do": "d"}
                    ],
                }
                assert list(schema.iter_errors(document)) == [], told


@pytest.mark.parametrize("amount", [1e-05, 0.1, 2.05, 1e15, 123456.5])
def test_amounts_have_no_exponent(amount: float) -> None:
    assert "e" not in amount_in_words(amount, "km")


@pytest.mark.parametrize("unit", ["2 rings", "rings and bells", "'%'", "hour", "day", "min."])
def test_what_is_no_unit(unit: str, tmp_path: Path) -> None:
    fact = f"{{kind: number, unit: {unit}, whose: person, says: x, unknown-counts-as: 0}}"
    run = pipeline.check(write(tmp_path, facts={**USUAL, "w": fact}))
    (found,) = (one for one in run.findings.items if one.code == "bad-value")
    assert found.hint == (
        f"Write “unit: {unit}s”." if unit in ("hour", "day") else "Write a word or two, such as hours or phone calls."
    )


@pytest.mark.parametrize("how", ["since: meeting-end", "until: meeting-start"])
def test_what_counts_time_has_a_unit_of_time(how: str, tmp_path: Path) -> None:
    fact = f"{{kind: number, unit: rings, whose: clock, says: x, reads: {{{how}}}}}"
    (found,) = [f for f in findings(write(tmp_path, facts={**USUAL, "w": fact})) if f["severity"] == "error"]
    assert "“rings” is none" in str(found["message"])


@pytest.mark.parametrize("length", ["1 day", "2 days", "48h", "1 week", "90 min", "long"])
def test_a_stretch_of_time_is_written_alike_everywhere(length: str, tmp_path: Path) -> None:
    fact = "{kind: choice, whose: application, says: x, values: {open: O, over: X}, unknown-counts-as: open, closes: [over], asked: on-request, ask: Over?, rests-after: LENGTH}"
    cards = f"quiet-after:\n  - {{fact: o, being: over, for: {length}}}\n"
    folder = write(tmp_path, (("rest always → go",),), {"o": fact.replace("LENGTH", length)}, cards=cards)
    with (folder / "facts.yaml").open("a", encoding="utf-8") as file:
        file.write("limits: {long: 2 weeks}\n")
    assert codes(folder) == set()


def test_a_limit_stands_wherever_an_amount_does(tmp_path: Path) -> None:
    facts = {
        "o": "{kind: choice, whose: application, says: x, values: {open: O, over: X}, unknown-counts-as: open, closes: [over], rests-after: long, asked: on-request, ask: Over?}",
        "w": "{kind: number, unit: hours, whose: person, says: x, unknown-counts-as: long, asked: on-request, ask: How long?}",
    }
    cards = "quiet-after:\n  - {fact: o, being: over, for: long}\n"
    layers = (("a {w: at least long} → wait",), ("rest always → go",))
    amounts = {}
    for long in ("2 days", "3 days"):
        folder = write(tmp_path / long, layers, facts, cards=cards)
        with (folder / "facts.yaml").open("a", encoding="utf-8") as file:
            file.write(f"limits: {{long: {long}}}\n")
        run = pipeline.check(folder)
        assert run.rule_set is not None
        fact = run.rule_set.facts
        amounts[long] = (fact["o"].rests_after, fact["w"].unknown, run.cards.quiet_after[0].minutes)
        assert [said["verdict"] for said in decide(folder, {}, {"w": long}, {"w": "47h"})] == ["wait", "wait", "go"]
    assert amounts == {"2 days": (2880, 2880, 2880), "3 days": (4320, 4320, 4320)}


def test_a_limit_of_another_kind_is_no_stretch_of_time(tmp_path: Path) -> None:
    fact = "{kind: choice, whose: application, says: x, values: {open: O, over: X}, unknown-counts-as: open, closes: [over], rests-after: LONG}"
    for name, code in (("calls", "bad-value"), ("lnog", "bad-value"), ("long", None)):
        folder = write(tmp_path / name, (("rest always → go",),), {"o": fact.replace("LONG", name)})
        with (folder / "facts.yaml").open("a", encoding="utf-8") as file:
            file.write("limits: {long: 2 weeks, calls: 3 calls}\n")
        assert (code in codes(folder)) == (code is not None), name


READS = {
    "a misspelt answer": ("{since: c, being: rejectd}", "unknown-value"),
    "an answer of nothing that is answered": ("{since: meeting-end, being: p}", "unknown-value"),
    "an answer to a date": ("{since: d, being: p}", "unknown-value"),
    "a fact that follows itself": ("{since: s}", "bad-value"),
    "an event there is none of": ("{since: meetng-end}", "unknown-fact"),
}


@pytest.mark.parametrize("name", sorted(READS))
def test_what_a_fact_can_not_read(name: str, tmp_path: Path) -> None:
    reads, code = READS[name]
    facts = {
        **USUAL,
        "c": "{kind: choice, whose: person, says: c, values: {p: P, q: Q}, unknown-counts-as: p}",
        "d": "{kind: date, whose: person, says: d}",
        "w": f"{{kind: number, unit: hours, whose: clock, says: x, reads: {reads}}}",
    }
    assert code in codes(write(tmp_path, facts=facts))


def test_someone_may_be_asked_for_a_flag_of_a_person_and_for_nothing_else(tmp_path: Path) -> None:
    def asking(reads: str, whose: str = "person") -> set[object]:
        facts = {
            "a": USUAL["a"].replace("person", whose),
            "w": f"{{kind: flag, whose: clock, says: x, reads: {{someone: {reads}}}}}",
        }
        return codes(write(tmp_path, (("one {w: yes} → wait",), ("rest always → go",)), facts))

    assert asking("{a: yes}") == set()
    assert "unknown-value" in asking("{a: maybe}")
    assert "bad-value" in asking("{a: yes}", "application")


def test_what_an_unknown_amount_counts_as_is_whole_where_it_is(tmp_path: Path) -> None:
    """The bundle would hold 1440.0 otherwise."""
    for unknown, kept in {"24h": "1440", "1 day": "1440", "1.5h": "90", "0.01h": "0.6"}.items():
        layers = (("long {w: at least 24h} → wait",), ("rest always → go",))
        run = pipeline.check(write(tmp_path / kept.replace(".", "-") / unknown[:1], layers, waited(f'"{unknown}"')))
        assert run.rule_set is not None
        assert repr(run.rule_set.facts["w"].unknown) == kept


@pytest.mark.parametrize(("above", "hollow"), [(2, True), (3, True), (4, True), (2.5, False), (1.5, False)])
def test_between_neighbours_that_are_counted_by_ones_nobody_stands(above: float, hollow: bool, tmp_path: Path) -> None:
    layers = ((f"one {{n: at least {above} rings}} → wait",), ("rest always → go",))
    run = pipeline.check(write(tmp_path, layers, "n"))
    assert run.rule_set is not None
    fact = run.rule_set.facts["n"]
    assert _is_hollow(Cell("stretch", low=above - 1, high=above), fact) == hollow
    assert not _is_hollow(Cell("stretch", low=above - 2, high=above), fact)
    assert not _is_hollow(Cell("stretch", low=above), fact)
    assert not _is_hollow(Cell("point", low=above, high=above), fact)


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [(0, "hours", "0h"), (0, "days", "0 days"), (0, "weeks", "0 days"), (0, "rings", "0 rings"), (1, "hours", "1min"), (1, "days", "1min")],
)  # fmt: skip
def test_nothing_and_next_to_nothing_are_amounts(amount: float, unit: str, words: str) -> None:
    assert amount_in_words(amount, unit) == words


def test_a_language_without_words_for_numbers_has_amounts_in_digits() -> None:
    limits = Limits(words={"limit-days-other": "{{ count }} days"})
    assert list(limits.amounts_in("It takes 2 days, not two days.")) == [("2 days", 2880.0)]


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("0.10000000000000000001", "has too many digits"),
        ("2.00000000000000000001", "has too many digits"),
        ("1000000000000000000000", "is too large a number"),
        ("1000000000000000000000.5", "is too large a number"),
    ],
)
def test_a_number_that_can_t_be_held_is_told_why(digits: str, said: str, tmp_path: Path) -> None:
    folder = write(tmp_path, ((f"long {{n: at least {digits}}} → wait",), ("rest always → go",)))
    assert [str(one["message"]) for one in findings(folder)] == [f"“n”: “{digits}” {said}"]
    (answer,) = decide(write(tmp_path / "sound"), {"n": digits})
    assert f"“{digits}” {said}." in str(answer["error"])
