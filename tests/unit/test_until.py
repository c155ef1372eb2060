"""What ends a wait is said so that people understand it: where it is not, a warning; where it is, none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from connect_etiquette import pipeline

from tests.support.rule_folders import FLAG, USUAL, write

Facts = Mapping[str, str] | str
REST = ("rest always → go",)
MOMENTS = "derived:\n  m: {says: M, values: {x: X, y: Y}, layers: [[{is: x, when: {s: at least 2h}}], [{is: y, when: always}]]}\n"


def told(folder: Path, until: str, *layers: tuple[str, ...], facts: Facts = "a b n s", **more: Any) -> list[str]:
    """What is said of the `until` of the rule “one”."""
    rules = write(folder / "rules", layers, facts, **more)
    for file in sorted((rules / "etiquette").iterdir()):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        edited = [
            line.replace("headline:", f"until: {until}, headline:") if "id: one," in line else line for line in lines
        ]
        file.write_text("".join(edited), "utf-8")
    run = pipeline.check(rules)
    assert run.proved is not None, run.findings.items
    return [finding.message for finding in run.findings.items if finding.code == "unclear-until"]


@pytest.mark.parametrize("said", ["The clock", "THE CLOCK", "clock", "a clock", "the clock.", "the  clock"])
def test_the_clock_in_other_letters_is_told(said: str, tmp_path: Path) -> None:
    assert told(tmp_path, f'"{said}"', ("one {s: at least 2h} → wait",), REST) == [f"“{said}” is shown as it stands"]


@pytest.mark.parametrize("day", ["2026-03-10", "Tue 2026-03-10", "2026-03-10 14:00", "10.3.2026", "3/10/26"])
def test_a_day_is_told(day: str, tmp_path: Path) -> None:
    assert told(tmp_path, day, ("one {s: at least 2h} → wait",), REST) == [
        f"“{day}” is one day for everybody who ever reads it"
    ]


@pytest.mark.parametrize(
    "event", ["you've met", "the clock strikes one", "a week before 2027 begins", "10 people came"]
)
def test_an_event_in_words_is_not(event: str, tmp_path: Path) -> None:
    assert told(tmp_path, f'"{event}"', ("one {a: yes} → wait",), REST) == []


ENDLESS = ["“one” waits for the clock, and nothing that it asks changes by time alone"]
ENDS = {
    "what it asks itself": ((("one {s: at least 2h} → wait",), REST), []),
    "what a derived fact rests on": ((("one {m: x} → wait",), REST), []),
    "a stronger rule that takes over": ((("two {s: at least 2h} → go",), ("one always → wait",)), []),
    "nothing": ((("one {a: yes} → wait",), REST), ENDLESS),
    "a weaker rule alone": ((("one {a: yes} → wait",), ("two {s: at least 2h} → caution",), REST), ENDLESS),
    "a stronger rule of others": ((("two {a: no, s: at least 2h} → go",), ("one {a: yes} → wait",), REST), ENDLESS),
    "a stronger rule of the same verdict": ((("two {s: at least 2h} → wait",), ("one {a: yes} → wait",), REST), ENDLESS),
    "an answer that a meeting makes too old": ((("one {c: yes} → wait",), REST), []),
    "a derived fact of such an answer": ((("one {o: x} → wait",), REST), []),
    "what can't be any more": ((("one {a: yes} → wait",), REST), [], ["two {a: yes, s: at least 2h}"]),
    "what can't be of others": ((("one {a: yes} → wait",), REST), ENDLESS, ["two {a: no, s: at least 2h}"]),
}  # fmt: skip
COUNTS = {**USUAL, "c": FLAG.replace("kind: flag", "kind: flag, counts-since: meeting-end")}
ALSO = MOMENTS + MOMENTS.partition("\n")[2].replace("  m:", "  o:").replace("s: at least 2h", "c: yes")


@pytest.mark.parametrize("what", sorted(ENDS))
def test_whether_time_ends_a_wait_is_found_out(what: str, tmp_path: Path) -> None:
    layers, wanted, *impossible = ENDS[what]
    assert told(tmp_path, "the clock", *layers, facts=COUNTS, impossible=[*impossible, []][0], moments=ALSO) == wanted
