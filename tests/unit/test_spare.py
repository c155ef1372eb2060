"""What adjustments and declarations could do without, and how a gap is told where the author thinks in whole numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.rule_folders import TWO_LAYERS, write
from tests.unit.test_names import codes, findings

ADJUST = "turns: go\ninto: caution\nadjustments:\n"


def adjusted(folder: Path, *lines: str) -> Path:
    body = "".join(f"  - {{id: adj-{i}, when: {line}, headline: H, why: W, do: D}}\n" for i, line in enumerate(lines))
    return write(folder, TWO_LAYERS, "a b n", adjustments=ADJUST + body)


@pytest.mark.parametrize(
    ("lines", "idle"),
    [
        # Where a is yes, the verdict is another one anyhow.
        (["{a: no, b: yes}"], [("adj-0", "a")]),
        (["{b: yes, n: at least 2}"], []),
        # Outside of the second line's condition the first has turned it, and then the second would stand beside it.
        (["{b: no}", "{b: yes, n: at least 2}"], []),
        # Nothing is turned there by anybody.
        (["{b: no}", "{a: no, b: yes}"], [("adj-1", "a")]),
        (["{b: no, n: less than 2}", "{b: yes, n: at least 2}"], []),
    ],
)
def test_a_condition_of_an_adjustment_that_changes_nothing_is_idle(
    lines: list[str], idle: list[tuple[str, str]], tmp_path: Path
) -> None:
    told = [one for one in findings(adjusted(tmp_path, *lines)) if one["code"] == "idle-condition"]
    assert [str(one["message"]) for one in told] == [
        f"“{rule}” adjusts the same without “{fact}”" for rule, fact in idle
    ]
    assert [one["rules"] for one in told] == [[rule] for rule, _ in idle]


@pytest.mark.parametrize(
    ("lines", "said", "hint"),
    [
        (
            ["{b: yes}", "{b: yes, n: at least 2}"],
            "“adj-1” never changes an outcome: wherever it could, “adj-0” has changed it already",
            "Put it before “adj-0”. Or make a tip of it, since all it does is stand beside the words of another.",
        ),
        (
            ["{b: yes}", "{n: at least 2}", "{b: yes, n: at least 2}"],
            "“adj-2” never changes an outcome: wherever it could, “adj-0” has changed it already",
            "Put it before “adj-0”. Or make a tip of it, since all it does is stand beside the words of another.",
        ),
        (
            ["{b: yes}", "{b: no}", "{n: at least 2}"],
            "“adj-2” never changes an outcome: wherever it could, “adj-0” and “adj-1” have changed it already",
            "Put it before “adj-1”. Or make a tip of it, since all it does is stand beside the words of another.",
        ),
        # Before the other it would be the other that never turns any.
        (
            ["{b: yes, n: at least 2}", "{b: yes, n: at least 2}"],
            "“adj-1” never changes an outcome: wherever it could, “adj-0” has changed it already",
            "Make a tip of it, since all it does is stand beside the words of another.",
        ),
        (
            ["{b: yes}", "{a: yes}"],
            "“adj-1” never changes an outcome: wherever it holds, the verdict is another than “go”",
            "Remove it, or widen it.",
        ),
    ],
)
def test_an_adjustment_that_never_turns_a_verdict_is_told_why(
    lines: list[str], said: str, hint: str, tmp_path: Path
) -> None:
    (dead,) = (one for one in findings(adjusted(tmp_path, *lines)) if one["severity"] == "error")
    assert (dead["code"], dead["message"], dead["hint"]) == ("dead-rule", said, hint)


TURNED = ADJUST + "  - {{id: adj, when: {when}, headline: H, why: W, do: D}}\n"
WORDS = (
    "layer: A layer\nrules:\n"
    "  - {{id: special, when: {{a: yes, b: yes}}, verdict: {}, headline: H, why: W, do: D, for-its-words: Ours.}}\n"
)


@pytest.mark.parametrize(
    ("verdict", "rest", "turned", "same"),
    [
        # The rest is turned into the verdict that the special rule gives itself.
        ("caution", "go", "{a: yes}", True),
        ("caution", "go", "{n: at least 2}", False),
        ("wait", "go", "{a: yes}", False),
        # The special rule is turned into the verdict that the rest gives.
        ("go", "caution", "{b: yes}", True),
        ("go", "caution", "{n: at least 2}", False),
        ("go", "wait", "{b: yes}", False),
        ("go", "go", "{n: at least 2}", True),
    ],
)
def test_a_verdict_counts_as_it_is_adjusted(verdict: str, rest: str, turned: str, same: bool, tmp_path: Path) -> None:
    """Whether a rule exists for its words is judged by what people are told in the end."""
    layers = (("plain {a: no, b: no} → go",), (f"rest always → {rest}",))
    folder = write(tmp_path / "rules", layers, "a b n", adjustments=TURNED.format(when=turned))
    first = folder / "etiquette" / "10-layer.yaml"
    first.write_text(WORDS.format(verdict) + first.read_text("utf-8").partition("rules:\n")[2], "utf-8")
    assert ("needed-rule" in codes(folder)) == (not same)
    first.write_text(first.read_text("utf-8").replace(", for-its-words: Ours.", ""), "utf-8")
    redundant = [one for one in findings(folder) if one["code"] == "redundant-rule" and "special" in one["rules"]]
    assert bool(redundant) == same
    assert "needed-rule" not in codes(folder)


def test_a_declaration_inside_an_earlier_one_is_redundant(tmp_path: Path) -> None:
    within = ["one {b: yes}", "two {b: yes, n: at least 2}"]
    folder = write(tmp_path / "inside", TWO_LAYERS, "a b n", within)
    (told,) = [one for one in findings(folder) if one["code"] == "redundant-rule"]
    assert told["message"] == "“two” declares nothing that “one” does not"
    assert told["hint"] == "Remove it."
    beside = write(tmp_path / "beside", TWO_LAYERS, "a b n", reversed(within))
    assert "redundant-rule" not in codes(beside)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("at most 2", "at least 3", "Between 2 and 3 lies no whole number: if there are none, write “more than 2” for “at least 3”."),
        ("less than 2", "more than 2", ""),
        ("at most 2", "at least 4", ""),
    ],
)  # fmt: skip
def test_a_gap_between_whole_numbers_says_how_to_close_it(first: str, second: str, said: str, tmp_path: Path) -> None:
    folder = write(tmp_path, ((f"one {{n: {first}}} → wait", f"two {{n: {second}}} → go"),), "n")
    (told,) = [one for one in findings(folder) if one["code"] == "gap"]
    assert ("lies no whole number" in str(told["hint"])) == bool(said)
    assert said in str(told["hint"])
