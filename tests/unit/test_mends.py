"""Whoever makes the change that a finding proposes gets no error for it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.findings import Finding

from tests.support.rule_folders import write

Layers = list[list[str]]
FACTS = "a b n s"


def found(folder: Path, layers: Layers) -> list[Finding]:
    """The findings of these layers; one whose last rule was removed goes with it."""
    return pipeline.check(write(folder, [layer for layer in layers if layer], FACTS)).findings.items


def errors(findings: list[Finding]) -> set[tuple[str, frozenset[str]]]:
    """Each error's code with the rules that it is about; of those that hide a rule there may be others."""
    return {
        (one.code, frozenset(one.rules if one.code == "clash" else one.rules[:1]))
        for one in findings
        if one.severity == "error"
    }


def narrowed(layers: Layers, heading: str, text: str) -> Layers:
    """The layers after a rule was narrowed, or removed, as a clash proposes."""
    rule = re.findall("“(.*?)”", heading)[1]
    if text.startswith("#"):
        return [[line for line in layer if not line.startswith(f"{rule} ")] for layer in layers]
    when = "{" + ", ".join(line.strip() for line in text.splitlines()[1:]) + "}"
    return [
        [re.sub(r" .* → ", f" {when} → ", line) if line.startswith(f"{rule} ") else line for line in layer]
        for layer in layers
    ]


def without(layers: Layers, rule: str, fact: str) -> Layers:
    """The layers after a rule's line was taken out."""

    def dropped(line: str) -> str:
        before, _, verdict = line.partition(" → ")
        kept = [part for part in before.partition(" ")[2].strip("{}").split(", ") if not part.startswith(f"{fact}: ")]
        return f"{rule} {'{' + ', '.join(kept) + '}' if kept else 'always'} → {verdict}"

    return [[dropped(line) if line.startswith(f"{rule} ") else line for line in layer] for layer in layers]


def proposed(layers: Layers, finding: Finding) -> Iterator[Layers]:
    """The layers after each change of a rule that a finding proposes."""
    for repair in finding.repairs:
        if finding.code == "clash":
            yield narrowed(layers, repair.heading, repair.text)
        elif finding.code == "gap":
            when = repair.text.removeprefix("when: ")
            if when != "always":
                when = "{" + ", ".join(line.strip() for line in when.splitlines()[1:]) + "}"
            yield [*layers, [f"added {when} → go"]]
    if finding.code == "gap" and (line := re.search("take “(.*?): .*?” out of “(.*?)”", finding.hint)):
        yield without(layers, line[2], line[1])
    if finding.code in ("dead-rule", "empty-condition", "redundant-rule"):
        yield [[line for line in layer if not line.startswith(f"{finding.rules[0]} ")] for layer in layers]
    if finding.code == "idle-condition":
        yield without(layers, finding.rules[0], re.findall("“(.*?)”", finding.message)[1])


def test_a_rule_that_could_not_win_when_narrowed_is_said_to_go(tmp_path: Path) -> None:
    """What is left of “meet” is decided in the layer above."""
    layers = [
        ["uneasy {b: yes} → wait"],
        ["friday {a: yes, b: no} → go", "meet {a: yes} → wait", "rest {a: no} → caution"],
    ]
    (clash,) = found(tmp_path / "before", layers)
    told = {repair.heading: repair.text for repair in clash.repairs}
    gone = told["To let “friday” win, narrow “meet”:"]
    assert gone == "# nothing would be left of “meet” but what stronger layers decide: remove it"
    after = narrowed(layers, "To let “friday” win, narrow “meet”:", gone)
    assert not errors(found(tmp_path / "after", after))


def test_a_rule_is_narrowed_by_a_line_that_leaves_no_gap(tmp_path: Path) -> None:
    """With “a: no”, nobody would speak of a few rings where both hold."""
    rules = ["one {a: yes, n: at least 2} → go", "two {b: yes} → wait", "few {b: no, a: yes, n: less than 2} → go"]
    spare = ["spare {a: no} → caution"]
    (clash,) = found(tmp_path / "one", [[*rules, "rest {b: no, a: no, n: at least 2} → go"], spare])
    assert [repair.text for repair in clash.repairs] == [
        "when:\n  b: yes\n  n: less than 2 rings",
        "when:\n  a: yes\n  n: at least 2 rings\n  b: no",
    ]
    (alone,) = found(tmp_path / "none", [[*rules, "rest {b: no, a: no} → go"]])
    assert [one.heading for one in alone.repairs] == ["To let “two” win, narrow “one”:"], "the other leaves a gap"


@pytest.mark.parametrize(
    "layers",
    [
        [
            [
                "agent {a: yes, b: yes} → wait",
                "rest {a: no} → go",
                "rings {a: yes, b: no, n: at least 2, s: never} → caution",
            ]
        ],
        [["agent {a: yes, b: yes} → wait", "rest {a: no} → go"], ["rings {a: yes, n: at least 2, s: never} → caution"]],
    ],
    ids=["it would clash", "another would never win"],
)
def test_a_line_that_cannot_go_is_not_said_to(layers: Layers, tmp_path: Path) -> None:
    (gap,) = found(tmp_path, layers)
    assert gap.code == "gap"
    assert "out of" not in gap.hint


@pytest.mark.parametrize("other", ["{n: less than 3, a: yes}", "{n: at most 2, a: yes}"])
def test_no_amount_is_said_to_be_another_where_two_rules_would_meet(other: str, tmp_path: Path) -> None:
    """Between 2 and 3 the first of these has already something to say."""
    layers = [[f"other {other} → go", "few {n: at most 2, a: no} → caution", "many {n: at least 3} → wait"]]
    (gap,) = found(tmp_path / "before", layers)
    assert gap.code == "gap"
    widened = [[line.replace("at least 3", "more than 2") for line in layers[0]]]
    sound = not errors(found(tmp_path / "after", widened))
    assert ("write “more than 2” for “at least 3”" in gap.hint) == sound == ("at most" in other)


def test_a_line_that_keeps_two_rules_of_a_layer_apart_is_not_idle(tmp_path: Path) -> None:
    """A stronger rule decides there, and yet the two would clash."""
    layers = [
        ["top {a: no, n: at least 2} → wait"],
        ["one {a: yes, n: at least 2} → go", "two {a: no, b: yes} → go"],
        ["rest always → caution"],
    ]
    told = found(tmp_path, layers)
    assert "one" not in {one.rules[0] for one in told if one.code == "idle-condition"}


LINES = {"a": ("yes", "no"), "b": ("yes", "no"), "n": ("less than 2", "at least 2")}


def written(chance: random.Random) -> Layers:
    """A few random rules in two or three layers, the last of which may have all that is left."""
    layers: Layers = []
    for layer in range(chance.choice((1, 2, 2, 3))):
        rules = []
        for number in range(chance.randint(1, 3)):
            facts = sorted(chance.sample(list(LINES), chance.randint(1, 3)))
            when = ", ".join(f"{fact}: {chance.choice(LINES[fact])}" for fact in facts)
            rules.append(f"r{layer}{number} {{{when}}} → {chance.choice(('go', 'wait'))}")
        layers.append(rules)
    return [*layers, ["rest always → caution"]] if chance.random() < 0.7 else layers


def test_no_proposal_leads_to_another_error(tmp_path: Path) -> None:
    chance = random.Random(11)
    made: dict[str, int] = {}
    for number in range(250):
        layers = written(chance)
        before = found(tmp_path / f"{number}", layers)
        for finding in before:
            for turn, after in enumerate(proposed(layers, finding)):
                folder = tmp_path / f"{number}-{sum(made.values())}-{turn}"
                fresh = errors(found(folder, after)) - errors(before)
                assert not fresh, (layers, finding.message, after)
                made[finding.code] = made.get(finding.code, 0) + 1
    assert made.keys() >= {"clash", "gap", "dead-rule", "idle-condition", "redundant-rule"}
