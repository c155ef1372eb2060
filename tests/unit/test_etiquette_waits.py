"""A wait says until when or until what, and a countdown ends in another verdict than it started from."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from connect_etiquette.answers import (
    HORIZON,
    Application,
    Person,
    Records,
    Round,
    Scenario,
    Step,
    next_verdict,
    outcome_at,
    read_scenarios,
    timeline,
)
from connect_etiquette.findings import Findings
from connect_etiquette.language import fill

from tests.support.etiquette import etiquette, instants, records

PROVED = etiquette()
STORIES = [story for story in read_scenarios(PROVED.rule_set, PROVED.space, Findings()) if story.records and story.now]
GENERATED = 1500
SAMPLE = 500
BEFORE = timedelta(milliseconds=1)


def check_countdown(told: Records, person: Person, now: datetime, page: tuple[str, ...] = ()) -> Step | None:
    """The next verdict, after seeing for oneself that all until then is the present one and it is another.

    Nothing of the timeline is believed: the answers are asked for anew at its instants and between them.
    """
    steps = timeline(PROVED, told, person, now, page)
    coming = next_verdict(steps)
    present = outcome_at(PROVED, told, person, now, page).verdict
    assert steps[0].outcome.verdict == present
    if coming is not None:
        assert now < coming.at <= now + HORIZON
        assert coming.outcome.verdict != present
        assert outcome_at(PROVED, told, person, coming.at, page).verdict == coming.outcome.verdict
        assert outcome_at(PROVED, told, person, coming.at - BEFORE, page).verdict == present
    last = (coming.at if coming else now + HORIZON) - now
    for part in range(1, 24):
        # The clock's grain is a millisecond.
        between = now + timedelta(milliseconds=last / timedelta(milliseconds=1) * part // 24)
        assert outcome_at(PROVED, told, person, between, page).verdict == present
    return coming


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.story)
def test_a_storys_wait_ends_somewhere(story: Scenario) -> None:
    assert story.records is not None
    assert story.now is not None
    for expected in story.expected:
        person = story.records.people[expected.person]
        outcome = outcome_at(PROVED, story.records, person, story.now, story.page)
        coming = check_countdown(story.records, person, story.now, story.page)
        if outcome.verdict != "wait":
            continue
        assert outcome.until is not None
        if outcome.rule.waits_for_clock:
            assert coming is not None, "it waits for the clock, and the clock brings nothing"
        else:
            assert fill(outcome.rule.texts["until"], {"name": "Ada", "first_name": "Ada"})


def test_no_countdown_of_made_up_records_ends_where_it_started(full: bool) -> None:
    """Two applications may disagree, and then the clock of one may bring nothing; in one application it always does."""
    waits = by_clock = 0
    tries = GENERATED if full else SAMPLE
    for chance, now in instants(tries):
        companies = chance.choice((1, 1, 2))
        told = records(chance, now, companies)
        page = chance.choice(((), (), ("connect",), ("pending",), ("received",)))
        coming = check_countdown(told, told.people["Ada"], now, page)
        outcome = outcome_at(PROVED, told, told.people["Ada"], now, page)
        waits += outcome.verdict == "wait"
        if outcome.verdict == "wait" and outcome.rule.waits_for_clock and companies == 1:
            by_clock += 1
            assert coming is not None, (outcome.rule.id, told, now)
    assert waits > tries / 8
    assert by_clock > tries / 100


def test_every_wait_that_ends_by_an_event_names_it_in_words_that_follow_until() -> None:
    for rule in PROVED.rule_set.decision.rules:
        if rule.outcome == "wait" and not rule.waits_for_clock:
            words = fill(rule.texts["until"], {"name": "Ada", "first_name": "Ada"})
            assert not words.startswith(("until", "Until", "when", "if"))
            assert not words.endswith((".", "!", "?"))


def test_a_countdown_over_rounds_in_a_row_ends_after_the_last() -> None:
    """Three talks on three days: each begins the day anew, and none of the steps between is called a change."""
    talks = tuple(Round("Acme", datetime(2026, 3, day, 14), None, "Europe/Berlin", ("Ada",)) for day in (10, 11, 12))
    people = {"Ada": Person("Ada", "Ada", ("Acme",))}
    told = Records({}, {"Acme": Application("Acme")}, talks, people, "Europe/Berlin")
    now = datetime.fromisoformat("2026-03-10T16:00+01:00")
    coming = check_countdown(told, told.people["Ada"], now)
    assert coming is not None
    assert coming.at == datetime.fromisoformat("2026-03-15T15:00+01:00")
    steps = timeline(PROVED, told, told.people["Ada"], now)
    assert len(steps) > 3, "there are steps of the same verdict that a careless countdown would end in"
