"""Where a story says something at the wrong place, it is told the right one."""

from __future__ import annotations

from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.answers import read_scenarios
from connect_etiquette.diagrams import MB
from connect_etiquette.diagrams.purse import SHARES
from connect_etiquette.findings import Findings

from tests.support.rule_folders import write
from tests.unit.test_errors import etiquette

FACTS = {
    "mine": "{kind: flag, whose: me, says: It is so, unknown-counts-as: no}",
    "theirs": "{kind: flag, whose: person, says: It is so, unknown-counts-as: no}",
    "ours": "{kind: flag, whose: application, says: It is so, unknown-counts-as: no}",
    "since": "{kind: number, unit: hours, whose: clock, says: Since you met, reads: {since: meeting-end}}",
}
MOMENTS = """derived:
  moment:
    says: The moment
    values: {fresh: Fresh, later: Later}
    layers:
      - - {is: fresh, when: {since: less than 2h}}
      - - {is: later, when: always}
"""
LAYERS = (("first {mine: yes, theirs: yes, ours: yes, moment: fresh} → wait",), ("rest always → go",))


@pytest.mark.parametrize(
    ("story", "hint"),
    [
        ("people: {Ada: {ours: yes}}, expect: go", "It belongs to the application: write it under “application”."),
        ("people: {Ada: {mine: yes}}, expect: go", "It belongs to yourself: write it under “me”."),
        ("application: {theirs: yes}, people: {Ada: }, expect: go", "It belongs to a person: write it under their name in “people”."),
        ("people: {Ada: {since: 3h}}, expect: go", "It follows from the rounds and from dates that were answered: tell those."),
        ("people: {Ada: {moment: fresh}}, expect: go", "It follows from since: tell those."),
        ("people: {Ada: {thiers: yes}}, expect: go", "Did you mean “theirs”?"),
        ("rounds: [{at: 2026-03-10 14:00, who: [Adda]}], people: {Ada: }, expect: go", "Write the outcome for each: Ada: wait, and below it …"),
        ("rounds: [{at: 10.03.2026 2pm, who: [Ada]}], expect: go", "Write 2026-03-10 14:00."),
        ("expect: go", "Name whom it is about: “people: {Ada: }”, or “who: [Ada]” in a round."),
    ],
)  # fmt: skip
def test_what_stands_at_the_wrong_place_is_sent_to_the_right_one(story: str, hint: str, tmp_path: Path) -> None:
    folder = write(tmp_path, LAYERS, FACTS, stories=[f"story: S, now: 2026-03-10 09:00, {story}"], moments=MOMENTS)
    output = etiquette("check", "--rules", folder).output
    assert f"\n  {hint}\n" in output
    assert "\n1 error" in output


@pytest.mark.parametrize("given", ["given: {people: {Ada: {in: %s}}}\n", ""])
@pytest.mark.parametrize("value", ["", "5", "true", "{Acme: yes}", "[5]", "[[Acme]]", "2026-03-10", "[]"])
def test_a_person_who_is_in_nothing_that_can_be_named_is_told(value: str, given: str, tmp_path: Path) -> None:
    told = "{theirs: yes}" if given else f"{{in: {value}}}"
    story = f"story: S, now: 2026-03-10 09:00, people: {{Ada: {told}}}, expect: go"
    folder = write(tmp_path, LAYERS, FACTS, stories=[story], moments=MOMENTS)
    if given:
        file = folder / "scenarios" / "stories.yaml"
        file.write_text(given % value + file.read_text("utf-8"), "utf-8")
    output = etiquette("check", "--rules", folder).output
    if value == "[]":
        assert "error" not in output
    else:
        assert "1 error" in output
        assert "Traceback" not in output


def test_a_story_without_a_zone_that_fails_says_by_which_clock(tmp_path: Path) -> None:
    round_ = "rounds: [{at: 2026-03-10 14:00, who: [Ada]}]"
    for zone, said in (("", True), ("zone: Europe/Berlin, ", False), ("zone: UTC, ", True)):
        story = f"story: S, {zone}now: 2026-03-10 09:00, {round_}, expect: wait"
        folder = write(tmp_path / str(len(zone)), LAYERS, FACTS, stories=[story], moments=MOMENTS)
        assert ("Its times are UTC" in etiquette("check", "--rules", folder).output) == said


def test_what_was_done_on_a_day_was_done_by_its_end(tmp_path: Path) -> None:
    counted = {
        **FACTS,
        "mine": FACTS["mine"].replace("unknown-counts-as", "counts-since: meeting-end, unknown-counts-as"),
    }
    round_ = "rounds: [{at: 2026-03-10 14:00, who: [Ada]}], people: {Ada: {theirs: yes}}, application: {ours: yes}"
    for number, (date, verdict) in enumerate(
        {"2026-03-10": "wait", "2026-03-09": "go", "2026-03-10 09:00": "go"}.items()
    ):
        story = f"story: S, now: 2026-03-10 16:00, {round_}, me: {{mine: yes on {date}}}, expect: {verdict}"
        folder = write(tmp_path / str(number), LAYERS, counted, stories=[story], moments=MOMENTS)
        output = etiquette("check", "--rules", folder).output
        assert "error[scenario]" not in output, output


def test_a_day_that_is_told_counts_from_its_beginning(tmp_path: Path) -> None:
    facts = {
        "promised": "{kind: date, whose: application, says: When, asked: on-request, ask: When?}",
        "since": "{kind: number, unit: days, whose: clock, says: Since then, reads: {since: promised}}",
    }
    layers = (("late {since: at least 2 days} → wait",), ("rest always → go",))
    for day, verdict in {"2026-03-08": "wait", "2026-03-09": "go", "2026-03-11": "go"}.items():
        story = (
            f"story: S, now: 2026-03-10 09:00, application: {{promised: {day}}}, people: {{Ada: }}, expect: {verdict}"
        )
        folder = write(tmp_path / day, layers, facts, stories=[story])
        assert "error" not in etiquette("check", "--rules", folder).output


def test_a_story_that_expects_nothing_lacks_a_key(tmp_path: Path) -> None:
    story = "story: S, now: 2026-03-10 09:00, people: {Ada: , Ben: }, expect: {Ada: go}"
    folder = write(tmp_path, LAYERS, FACTS, stories=[story], moments=MOMENTS)
    output = etiquette("check", "--rules", folder).output
    assert "error[missing-key]" in output
    assert "nothing is expected for “Ben”" in output


def test_a_company_may_be_called_otherwise_than_its_application(tmp_path: Path) -> None:
    told = "applications: {one: {company: Ash, role: Clerk}, two: }"
    story = (
        f"story: S, now: 2026-03-10 09:00, {told}, rounds: [{{at: 2026-03-10 14:00, of: one, who: [Ada]}}], expect: go"
    )
    run = pipeline.check(write(tmp_path, LAYERS, FACTS, stories=[story], moments=MOMENTS))
    assert run.proved is not None
    (scenario,) = read_scenarios(run.proved.rule_set, run.proved.space, Findings())
    assert scenario.records is not None
    assert {one.id: (one.company, one.role) for one in scenario.records.applications.values()} == {
        "one": ("Ash", "Clerk"),
        "two": ("two", ""),
    }


def crowd(people: int, expected: str = "wait, then nothing") -> str:
    """A story of so many people, each in a round of their own, inside of a flow mapping."""
    rounds = ", ".join(f"{{at: 2026-03-{number % 9 + 1:02} 14:00, who: P{number}}}" for number in range(people))
    expect = ", ".join(f'P{number}: "{expected}"' for number in range(people))
    return f"story: S{people}, now: 2026-03-10 16:00, rounds: [{rounds}], expect: {{{expect}}}"


@pytest.mark.parametrize(
    "stories",
    [
        [crowd(2), crowd(300)],
        [crowd(2), *["story: A, facts: {mine: yes}, expect: go"] * 3_000],
        [crowd(2), *[crowd(20)] * 20],
    ],
    ids=["one with many people", "very many", "many of a few people"],
)
def test_stories_that_tell_more_than_can_be_tried_are_said_to_once(
    stories: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of 3,000 people was read with each of 3,000 rounds, and their timelines with each again: no check ended."""
    monkeypatch.setitem(SHARES, "stories", (50_000, MB))
    folder = write(tmp_path, LAYERS, FACTS, stories=stories, moments=MOMENTS)
    run = pipeline.check(folder, "error")
    (found,) = [one for one in run.findings.items if one.code == "too-large"]
    assert found.message == "up to this one, the stories tell more than can be tried"
    assert found.place[1] > 2, "those before it are told"
    share = run.purse.shares["stories"]
    assert share.used <= share.units
    assert "too-large" in etiquette("test", "--rules", folder).output


def test_what_stories_cost_counts_the_same_each_time(tmp_path: Path) -> None:
    folder = write(tmp_path, LAYERS, FACTS, stories=[crowd(20)], moments=MOMENTS)
    used = {pipeline.check(folder, "error").purse.shares["stories"].used for _ in range(3)}
    assert len(used) == 1
    assert used != {0}


def test_what_is_expected_of_nobody_in_particular_is_asked_for_each(tmp_path: Path) -> None:
    story = "story: S, now: 2026-03-10 09:00, people: {Ada: , Ben: , Cleo: }, expect: go"
    output = etiquette("check", "--rules", write(tmp_path, LAYERS, FACTS, stories=[story], moments=MOMENTS)).output
    assert "there are 3 people, Ada, Ben and Cleo: say for whom" in " ".join(output.split())


def test_a_round_may_have_a_zone_of_its_own(tmp_path: Path) -> None:
    """14:00 in New York is 18:00 in London on that day: an hour later the interview is over, or has not begun."""
    for number, (now, verdict) in enumerate({"2026-03-10 19:30": "wait", "2026-03-10 15:30": "go"}.items()):
        round_ = "rounds: [{at: 2026-03-10 14:00, zone: America/New_York, who: [Ada]}], people: {Ada: {theirs: yes}}"
        story = f"story: S, zone: Europe/London, now: {now}, {round_}, application: {{ours: yes}}, me: {{mine: yes}}, expect: {verdict}"
        folder = write(tmp_path / str(number), LAYERS, FACTS, stories=[story], moments=MOMENTS)
        assert "error" not in etiquette("check", "--rules", folder).output


def test_an_adjustment_that_is_expected_and_is_none_or_another_is_told(tmp_path: Path) -> None:
    adjustments = "turns: go\ninto: caution\nadjustments:\n" + "".join(
        f"  - {{id: {name}, when: {{b: {value}, n: at least 2}}, headline: H, why: W, do: D}}\n"
        for name, value in (("careful", "yes"), ("wary", "no"))
    )
    for number, (facts, expected, said) in enumerate(
        (
            ("{b: yes, n: 3}", "caution by rest with careful", ""),
            ("{b: no, n: 3}", "caution by rest with careful", "adjusted by “wary”"),
            ("{b: yes, n: 0}", "go by rest with careful", "20-layer.yaml)"),
        )
    ):
        story = f"story: S, facts: {facts}, expect: {expected}"
        folder = write(tmp_path / str(number), stories=[story], adjustments=adjustments)
        failed = [one for one in pipeline.check(folder).findings.items if one.code == "scenario"]
        assert len(failed) == bool(said)
        for one in failed:
            assert one.message.startswith("“S”: expected the adjustment “careful”, got “rest” (line 3 of ")
            assert one.message.endswith(said)


def test_the_date_of_one_of_an_answers_values_is_that_of_no_other(tmp_path: Path) -> None:
    facts = {
        "request": "{kind: choice, whose: person, says: R, values: {none: N, sent: S, withdrawn: W}, unknown-counts-as: none}",
        "since": "{kind: number, unit: days, whose: clock, says: Since, reads: {since: request, being: withdrawn}}",
    }
    layers = (("late {since: at least 2 days} → wait",), ("rest always → go",))
    for value, verdict in {"withdrawn": "wait", "sent": "go"}.items():
        story = (
            f"story: S, now: 2026-03-10 09:00, people: {{Ada: {{request: {value} on 2026-03-01}}}}, expect: {verdict}"
        )
        folder = write(tmp_path / value, layers, facts, stories=[story])
        assert "error" not in etiquette("check", "--rules", folder).output
