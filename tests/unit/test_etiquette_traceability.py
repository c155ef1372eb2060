"""Nothing of the article gets lost: every point is carried out by something, and the build says by what."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.output import find_paths, traceability_as_markdown
from connect_etiquette.output.traceability import KINDS, carried, carriers, met

from tests.support.etiquette import etiquette

POINTS = [f"P{number}" for number in range(1, 21)]


def test_the_article_has_twenty_points() -> None:
    assert list(etiquette().rule_set.evidence.points) == POINTS


@pytest.mark.parametrize("point", POINTS)
def test_a_point_is_carried_out_by_something(point: str) -> None:
    assert carried(etiquette().rule_set)[point], (
        f"nothing carries {point}: {etiquette().rule_set.evidence.points[point]}"
    )


def test_a_point_shows_where_it_belongs() -> None:
    """What the article calls a gain or a risk stands in a tip as one; what it makes depend on something is a fact."""
    kinds = {point: {carrier.kind for carrier in found} for point, found in carried(etiquette().rule_set).items()}
    for gain in ("P3", "P4", "P5", "P13", "P18", "P19"):
        assert "gains" in kinds[gain], gain
    for risk in ("P6", "P7", "P8"):
        assert "risks" in kinds[risk], risk
    for fact in ("P9", "P10", "P11", "P12", "P14", "P15", "P16", "P17"):
        assert "facts" in kinds[fact], fact
    for rule in ("P1", "P2", "P20"):
        assert "rules" in kinds[rule], rule
    assert "notes" in kinds["P17"], "the follow-up that the article asks for is written out"


SEEN = {"P2", "P4", "P5", "P7", "P9", "P10", "P11", "P12", "P14", "P15", "P16", "P17"}
"""Points that bear on an answer: they are met without opening “Why?”."""


@pytest.mark.parametrize("point", POINTS)
def test_a_person_meets_every_point(point: str) -> None:
    """In the three lines, as a question or a button where it bears on the answer; else behind one press."""
    places = met(etiquette().rule_set, point)
    without_a_press = places["in the three lines"] + places["asked, or a button"]
    assert without_a_press or (point not in SEEN and places["behind “Why?”"]), places


def test_what_three_lines_are_said_to_show_stands_in_rules_that_carry_it() -> None:
    for rule in etiquette().rule_set.decision.rules:
        behind = {*rule.points, *rule.gain_points, *rule.risk_points}
        assert set(rule.shown_points) <= behind, rule.id


def test_a_point_that_is_met_nowhere_is_noticed(tmp_path: Path) -> None:
    """Without the lines that say it, P16 is behind a press only."""
    rules = tmp_path / "rules"
    shutil.copytree(find_paths().rules, rules)
    for path in rules.rglob("*.yaml"):
        text = re.sub(r"shown-points: \[P16\]\n", "", path.read_text("utf-8"))
        path.write_text(text.replace("shown-points: [P16, P17]", "shown-points: [P17]"), "utf-8")
    run = pipeline.check(rules, "error", scenarios=False)
    assert run.rule_set is not None
    places = met(run.rule_set, "P16")
    assert not places["in the three lines"]
    assert not places["asked, or a button"]
    assert places["behind “Why?”"]


def test_a_point_that_is_named_nowhere_is_noticed(tmp_path: Path) -> None:
    """Take P8 out of every rule file but the sources: the table has an empty row, and the others stay."""
    rules = tmp_path / "rules"
    shutil.copytree(find_paths().rules, rules)
    for path in rules.rglob("*.yaml"):
        if path.name != "sources.yaml":
            text = re.sub(r", P8\b|\bP8, ", "", path.read_text("utf-8"))
            path.write_text(re.sub(r"^.*points: \[P8\]\n", "", text, flags=re.MULTILINE), "utf-8")
    run = pipeline.check(rules, "error")
    assert run.rule_set is not None
    assert [point for point, found in carried(run.rule_set).items() if not found] == ["P8"]


def test_a_misspelt_point_is_an_error(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(find_paths().rules, rules)
    for name, wrong in (("facts.yaml", "points: [P11]"), ("etiquette/50-norms.yaml", "gain-points: [P4, P5]")):
        path = rules / name
        text = path.read_text("utf-8")
        assert wrong in text
        path.write_text(text.replace(wrong, wrong.replace("P", "Q"), 1), "utf-8")
    messages = [finding.message for finding in pipeline.check(rules, "error").findings.items]
    assert messages == [f"there is no point “{point}” in sources.yaml" for point in ("Q11", "Q4", "Q5")]


def test_the_build_writes_the_table(built: Path) -> None:
    rule_set = etiquette().rule_set
    table = (built / "traceability.md").read_text("utf-8")
    assert table == traceability_as_markdown(rule_set)
    first, _, rest = table.partition("## Where a person meets them")
    lines = [*rest.splitlines(), *first.splitlines()]
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in lines if line.startswith("| ")}
    columns = rows["point"].strip("| ").split(" | ")
    for carrier in carriers(rule_set):
        assert carrier.kind in KINDS
        for point in carrier.points:
            cells = rows[point].strip().removeprefix("| ").removesuffix(" |").split(" | ")
            assert f"`{carrier.id}`" in cells[columns.index(carrier.kind)], (point, carrier)
    for rule in rule_set.decision.rules:
        assert f"| {rule.outcome} |" in rows[f"`{rule.id}`"]


def test_a_source_that_is_archived_alone_is_named_without_a_link(built: Path) -> None:
    """Its address may lead elsewhere now."""
    text = (find_paths().rules / "sources.yaml").read_text("utf-8")
    archived = {found[1] for found in re.finditer(r"- id: (\S+)\n(?:    .*\n)*?    archived: true\n", text)}
    told = json.loads((built / "chromium" / "bundle" / "sources.json").read_text("utf-8"))["sources"]
    assert (
        {source["id"] for source in told if not source["url"]} == archived & {source["id"] for source in told} != set()
    )
