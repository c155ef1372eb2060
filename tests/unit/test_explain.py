"""Why an outcome is what it is: the nearest misses name who would answer, in every situation."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from connect_etiquette.answers import decide, machine_zone, with_derived
from connect_etiquette.asking import from_values, nearest_misses
from connect_etiquette.commands import main
from connect_etiquette.proof import Proved

from tests.support import etiquette
from tests.support.rule_folders import write
from tests.unit.test_errors import etiquette as run

SITUATIONS = 10_000


@pytest.fixture(autouse=True)
def _proved_once() -> Iterator[None]:
    with etiquette.proved_once():
        yield


def wrongly_named(proved: Proved, count: int) -> tuple[int, list[str]]:
    """How many cells of misses there are in so many situations, and those that another rule or verdict answers."""
    cells = 0
    wrong: list[str] = []
    for situation in etiquette.situations(count):
        outcome = decide(proved, situation)
        for miss in nearest_misses(proved, outcome):
            for cell in range(len(proved.space.cells[miss.fact])):
                if miss.cells >> cell & 1:
                    cells += 1
                    other = decide(proved, {**situation, miss.fact: cell})
                    if (other.verdict, other.rule.id) != (miss.outcome.verdict, miss.outcome.rule.id):
                        wrong.append(f"{miss.fact} {proved.space.sample(miss.fact, cell)}: {other.rule.id}")
    return cells, wrong


def test_each_cell_of_each_miss_decided_anew_gives_the_rule_that_is_named() -> None:
    cells, wrong = wrongly_named(etiquette.etiquette(), SITUATIONS)
    assert cells > SITUATIONS
    assert wrong == []


def test_each_rule_that_would_answer_is_named_once() -> None:
    output = run("explain").output
    for rule, value in {"offer": "offer", "hired": "hired", "agency-recruiter": "agency-recruiter"}.items():
        fact = "part" if rule == "agency-recruiter" else "outcome"
        assert output.count(f"would be go (“{rule}”) if {fact} were {value}\n") == 1


STORY = ("explain", "--zone", "Europe/Berlin", "--interview", "2026-03-10T14:00", "--at", "2026-03-09T09:00")


def test_a_rule_that_was_expected_says_which_of_its_lines_fail() -> None:
    output = run(*STORY, "--rule", "deciding").output
    assert re.search(r"Why not “deciding”, \S+:\d+\?\n  \S+:\d+  moment: deciding   it is scheduled\n", output)
    # All of it holds, and an earlier layer takes the situation; or it is the one that answers.
    taken = run(*STORY, "--set", "asked=agreed", "--rule", "meet-first").output
    assert re.search(
        r"all of it holds, and so does “permission-unmet” \(\S+:\d+\): its layer “.+” comes before “.+”", taken
    )
    assert "Why not “meet-first”" in run(*STORY, "--rule", "meet-first").output
    assert "  it is at work\n" in run(*STORY, "--rule", "meet-first").output
    # Tips, notes and adjustments are asked about in the same way.
    assert "stands beside the outcome" in run(*STORY, "--rule", "read-their-profile").output
    assert "Did you mean “deciding”?" in run(*STORY, "--rule", "decidng").output


def test_the_tip_is_shown_as_a_person_reads_it_in_each_language() -> None:
    for language, words in {
        "en": (
            "Until you've met. After that, from 2026-03-13 15:00: your call.",
            "Why?",
            "What it may cost:",
            "Opinions split.",
        ),
        "de": ("Bis nach dem Gespräch.", "Warum?", "Was es kosten kann:", "Gefragt:"),
        "es": ("Hasta pasada la entrevista. Después, desde 2026-03-13 15:00:", "¿Por qué?"),
    }.items():
        output = run(*STORY, "--language", language).output
        tip = output.partition("The tip, as a person reads it")[2].partition("\n\n")[0]
        assert all(word in tip for word in words), (language, tip)
        assert "{" not in tip
    refused = run(*STORY, "--language", "fr")
    assert refused.exit_code == 2
    assert "--language fr: these rules do not speak it. Known: en, de, es." in refused.output


def test_drafts_are_shown_too() -> None:
    after = ("explain", "--zone", "Europe/Berlin", "--interview", "2026-03-10T14:00", "--at")
    assert re.search(
        r"\nA note to go with it \(“note-\S+”\)\n  Hello Ada",
        run(*after, "2026-03-10T16:00", "--set", "asked=agreed").output,
    )
    thanks = run(*after, "2026-03-10T16:00", "--language", "de").output
    assert re.search(r"\n.+ \(“\S+”\)\n  .+\n(  .*\n)*  .*Ada", thanks)


def test_what_would_be_asked_is_the_engines_choice_and_says_why() -> None:
    output = run(*STORY).output
    asked = output.partition("Would ask: ")[2].splitlines()
    assert asked[0] == "Are there rules about contacting Acme?  (contact-rules)"
    assert asked[1].startswith("  would be wait (“formal-panel”) if “A public panel")
    assert asked[1].endswith(", from Fri 13 Mar 15:00 on")
    by_facts = run("explain", "--set", "since-met=80h", "--set", "since-round=4 days").output
    assert "would be wait (“formal-panel”) if “A public panel or a faculty search”\n" in by_facts
    assert "\nThen: Did you ask Ada about LinkedIn?  (asked)\n" in by_facts
    assert "Nothing would be asked" in run("explain", "--set", "request=sent").output


TEXTED = {
    "texted": "{kind: flag, whose: person, says: You wrote, asked: when-it-matters, ask: Did you write?, unknown-counts-as: no}",
    "since": "{kind: number, unit: hours, whose: clock, says: Since then, reads: {since: texted, being: yes}}",
}


def test_what_the_clock_would_count_from_is_asked_for(tmp_path: Path) -> None:
    """No rule asks of the answer itself, and yet it would change the verdict."""
    folder = write(tmp_path, (("fresh {since: less than 5h} → go",), ("rest always → wait",)), TEXTED)
    dated = ("explain", "--rules", folder, "--at", "2026-03-11T09:00")
    output = run(*dated).output
    assert output.startswith("wait")
    assert "Would ask: Did you write?  (texted)\n  would be go (“fresh”) if “Yes”\n" in output
    for said in ("no", "yes on 2026-03-09 09:00"):
        assert "Nothing would be asked" in run(*dated, "--set", f"texted={said}").output


def test_an_explanation_as_data() -> None:
    data = json.loads(run(*STORY, "--format", "json", "--language", "de", "--rule", "deciding").output)
    assert (data["verdict"], data["rule"], data["until"]) == ("wait", "meet-first", "you've met")
    assert data["because"][0]["says"] == "moment: scheduled"
    assert {"fact": "request", "values": ["sent"], "verdict": "not-needed", "rule": "pending"} in data["misses"]
    assert data["tip"]["headline"] == "Erst kennenlernen, dann vernetzen"
    assert [step["rule"] for step in data["timeline"]][:2] == ["meet-first", "in-the-room"]
    assert data["timeline"][1]["at"] == "2026-03-10T14:00:00+01:00"
    assert data["asks"][0]["fact"] == "contact-rules"
    assert data["asks"][0]["answers"][0] == {"value": "formal-panel", "verdict": "wait", "rule": "formal-panel"}
    assert data["why-not"]["failing"][0]["value"] == "scheduled"
    impossible = json.loads(
        run(
            "explain",
            "--format",
            "json",
            "--set",
            "in-meeting=yes",
            "--set",
            "since-met=1h",
            "--set",
            "until-round=never",
        ).output
    )
    assert impossible["file"].endswith(".yaml")


def test_the_machines_zone_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = STORY[:1] + STORY[3:]
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    assert "in the next four weeks (Asia/Kolkata)" in run(*told).output
    monkeypatch.setenv("TZ", ":America/Lima")
    assert machine_zone() == "America/Lima"
    monkeypatch.delenv("TZ")
    link = tmp_path / "localtime"
    link.symlink_to("/usr/share/zoneinfo/Europe/Rome")
    assert machine_zone(link) == "Europe/Rome"
    assert machine_zone(tmp_path / "nothing") == "UTC"


def test_names_that_an_author_thinks_in_are_understood_or_led_on() -> None:
    derived = run("explain", "--set", "moment=deciding").output
    assert "“moment” can't be given: it follows from outcome, left, in-meeting" in derived
    assert "and" not in run("explain", "--set", "xyz=1").output.partition("Known: ")[2].split(".")[0]
    stories = run(*STORY[:-1], "Wed 2026-03-11T10:00", "--set", "thanked=yes on Wed 2026-03-11")
    assert "by “first-day-thanked”" in stories.output
    wrong = run(*STORY, "--set", "thanked=yes on Mon 2026-03-11").output
    assert "2026-03-11 is a Wed, not a Mon. Correct the day of the week or the date." in wrong


AFTER = ("explain", "--zone", "Europe/Berlin", "--interview", "2026-03-10T14:00", "--at", "2026-03-13T09:00")


def test_what_was_done_on_a_day_was_done_by_its_end() -> None:
    """As the extension reads a day without its hour: surely after that day's meetings."""
    thanked = run(*AFTER, "--set", "thanked=yes").output
    for date in ("Tue 2026-03-10", "2026-03-10", "2026-03-10 15:00", "2026-03-12"):
        assert run(*AFTER, "--set", f"thanked=yes on {date}").output == thanked, date


def test_an_answer_from_before_the_meeting_is_said_to_count_no_longer() -> None:
    for date in ("2026-03-09", "2026-03-10 09:00"):
        output = run(*AFTER, "--set", f"thanked=yes on {date}").output
        said = f"No longer counts, as it is from before the last meeting\n  thanked=yes on {date}\n"
        assert said in output
        assert "thanked is not-yet" not in output.partition("Assumed, as nothing was said")[2].partition("\n\n")[0]
    assert "No longer counts" not in run(*AFTER, "--set", "thanked=yes on 2026-03-10").output


def test_rules_without_words_of_their_own_are_explained_with_those_that_a_build_lends(tmp_path: Path) -> None:
    assert run("new", tmp_path / "mine").exit_code == 0
    shown = ("explain", "--rules", tmp_path / "mine", "--interview", "2026-03-10T14:00", "--zone", "UTC", "--at")
    tip = run(*shown, "2026-03-10T15:30").output.partition("The tip, as a person reads it")[2].partition("\n\n")[0]
    assert "\n  From 2026-03-10 17:00: your call.\n" in tip
    assert "\n  Our own reasoning." in tip
    together = run(*shown, "2026-03-10T14:30").output.partition("The tip, as a person reads it")[2]
    assert "\n  Until you part" in together
    german = run(*shown, "2026-03-10T15:30", "--language", "de").output
    assert "\n  Ab 2026-03-10 17:00" in german


UNSAID = {
    ("moment", "no-meeting"), ("their-word", "none"), ("acquainted", "no"), ("custom", "no-idea"), ("sooner", "nothing"),
    ("moment", "not-again"), ("moment", "deciding"), ("sooner", "usual"),
}  # fmt: skip
"""What is so where nothing is given, and what no single line leads to."""


def test_a_derived_fact_leads_to_what_gives_it() -> None:
    """Each value that some facts give alone is led to by those, and where the clock decides by a date too."""
    unsaid = set()
    for name, derived in etiquette.etiquette().rule_set.derived.items():
        for value in derived.values:
            output = run("explain", "--set", f"{name}={value}").output
            given = re.search(r"For that say (--set .+?)\. ", output.replace("\n", " "))
            if given is None:
                unsaid.add((name, value))
                continue
            situation, _ = from_values(
                etiquette.etiquette(), dict(pair.split("=") for pair in shlex.split(given[1])[1::2])
            )
            full = with_derived(etiquette.etiquette(), situation)
            assert derived.values[full[name]] == value
            assert (" Or give dates: --interview " in output.replace("\n", " ")) == (name == "moment")
    assert unsaid == UNSAID
    scheduled = run("explain", "--set", "moment=scheduled").output
    date = re.search(r"--interview (\S+T14:00),", scheduled)
    assert date
    assert "moment: scheduled" in run("explain", "--interview", date[1]).output


DATED = {
    "promised": "{kind: date, whose: application, says: When they promised it}",
    "since": "{kind: number, unit: days, whose: clock, says: Since then, reads: {since: promised}}",
}


def test_a_date_is_said_to_be_one_and_how_it_is_given(tmp_path: Path) -> None:
    folder = write(tmp_path, (("late {since: at least 2 days} → wait",), ("rest always → go",)), DATED)
    said = "“promised” is a date: give since instead, or the date itself beside others"
    for arguments in (("explain", "--set", "promised=2026-03-01"), ("find", "wait", "--when", "promised=never")):
        result = run(*arguments, "--rules", folder)
        assert result.exit_code == 2
        assert said in " ".join(result.output.split())
    decided = CliRunner().invoke(main, ["decide", "--rules", str(folder)], input='{"promised": "2026-03-01"}')
    assert said in json.loads(decided.output)["error"]
    # As it is told.
    assert "“etiquette explain --at DATE --set promised=DATE”" in json.loads(decided.output)["error"]
    dated = run("explain", "--at", "2026-03-05", "--set", "promised=2026-03-01", "--rules", folder)
    assert dated.output.startswith("wait")


def test_a_story_of_plain_facts_that_tells_a_date_is_led_to_what_follows_from_it(tmp_path: Path) -> None:
    """It was read past, and the story told of somebody to whom nothing was promised."""
    layers = (("late {since: at least 2 days} → wait",), ("rest always → go",))
    folder = write(tmp_path, layers, DATED, stories=["story: S, facts: {promised: 2026-03-01}, expect: go"])
    output = run("check", "--rules", folder).output
    assert "there is no fact “promised” to be told here" in output
    assert "It is a date: tell since, or a story with “now” and people." in output
