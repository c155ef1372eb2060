"""What is asked, and when; what goes stale by itself; and when an application comes to rest."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from connect_etiquette.answers import Answer, Application, Person, Records, Round, outcome_at, readings_of, timeline

from tests.support.etiquette import etiquette

FACTS = etiquette().rule_set.facts
BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+01:00")


def test_nothing_is_asked_first_but_company_when_and_who() -> None:
    """Those three are entries of an application, a round and a person, so no fact is among the first questions."""
    assert [fact.id for fact in FACTS.values() if fact.asked == "first"] == []


def test_what_is_put_as_a_question() -> None:
    put = {fact.id: fact.asked_at for fact in FACTS.values() if fact.asked == "when-it-matters"}
    assert put == {
        "secret-search": ("go",),
        "contact-rules": (),
        "tie": ("caution",),
        "asked": ("caution",),
        "thanked": (),
        "bother": ("caution",),
    }


def test_nobody_is_asked_what_they_cannot_know_or_would_rather_not_say() -> None:
    """Norms wait in the form; how the interview went is no fact; what the clock and the page know is never asked."""
    for norm in ("company-norm", "industry-norm", "confident"):
        assert FACTS[norm].asked == "on-request"
    for fact in FACTS.values():
        if fact.whose in ("clock", "page"):
            assert fact.asked == "never"
        assert "well" not in fact.ask.split()


def test_a_question_can_be_answered_by_a_button() -> None:
    for fact in FACTS.values():
        if fact.asked == "when-it-matters":
            assert fact.ask.endswith("?")
            assert 2 <= len(fact.values) <= 4


def test_the_bundle_tells_when_to_ask_and_when_all_is_over(built: Path) -> None:
    core = json.loads((built / "chromium" / "bundle" / "core.json").read_text("utf-8"))
    facts = {fact["id"]: fact for fact in core["facts"]}
    assert facts["bother"]["askedAt"] == ["caution"]
    assert facts["secret-search"]["askedAt"] == ["go"]
    assert "askedAt" not in facts["contact-rules"]
    assert facts["thanked"]["staysOpen"] == ["not-yet"]
    assert facts["outcome"]["closes"] == ["hired", "rejected", "withdrew"]
    assert facts["outcome"]["restsAfter"] == 60 * 24 * 60


def told(rounds: list[str], application: dict[str, Answer], person: dict[str, Answer]) -> Records:
    talks = tuple(Round("Acme", datetime.fromisoformat(day), None, BERLIN, ("Ada",)) for day in rounds)
    acme = {"Acme": Application("Acme", answers=application)}
    return Records({}, acme, talks, {"Ada": Person("Ada", "Ada", ("Acme",), person)}, BERLIN)


@pytest.mark.parametrize(
    ("promised", "rule"),
    [
        ("2026-03-09", "deciding-thanked"),
        ("2026-03-10", "silent"),
        ("2026-03-11", "silent"),
        ("2026-03-20", "deciding-thanked"),
    ],
)
def test_a_promise_made_before_a_round_counts_after_it_only_from_its_day_on(promised: str, rule: str) -> None:
    """The round was on the 10th. A day before it can't be what is waited for; the day itself and later ones can."""
    records = told(
        ["2026-03-10T14:00"],
        {"promised-by": Answer(promised, at("2026-03-01T12:00"))},
        {"thanked": Answer("yes", at("2026-03-10T18:00"))},
    )
    now = at("2026-03-13T12:00")
    assert outcome_at(etiquette(), records, records.people["Ada"], now).rule.id == rule


def test_thanks_and_asking_start_anew_with_the_next_round() -> None:
    given = {"chased": Answer("2026-03-18", at("2026-03-18T12:00"))}
    thanked = {"thanked": Answer("yes", at("2026-03-10T18:00"))}
    once = told(["2026-03-03T14:00"], given, thanked)
    twice = told(["2026-03-03T14:00", "2026-03-24T14:00"], given, thanked)
    later = at("2026-03-26T12:00")
    assert outcome_at(etiquette(), once, once.people["Ada"], later).rule.id == "silent-after-asking"
    assert outcome_at(etiquette(), twice, twice.people["Ada"], later).rule.id == "thanks-first"
    much_later = at("2026-04-08T12:00")
    assert outcome_at(etiquette(), twice, twice.people["Ada"], much_later).rule.id == "silent"


@pytest.mark.parametrize("ids", [("Acme", "Zinc"), ("Zinc", "Acme")])
def test_advice_that_rests_on_a_day_named_at_one_company_names_that_company(ids: tuple[str, str]) -> None:
    """Both talks were put off on the same day, so only the day on which one asked tells the two apart."""
    chased, other = ids
    applications = {
        chased: Application(chased, answers={"chased": Answer("2026-03-24", at("2026-03-24T12:00"))}),
        other: Application(other, answers={}),
    }
    day = datetime.fromisoformat("2026-03-10T14:00")
    talks = tuple(Round(id, day, None, BERLIN, ("Ada",), status="moved") for id in ids)
    ada = Person("Ada", "Ada", ids, {"tie": Answer("met", at("2026-03-01T12:00"))})
    records = Records({}, applications, talks, {"Ada": ada}, BERLIN)
    outcome = outcome_at(etiquette(), records, ada, at("2026-04-08T12:00"))
    assert outcome.application is not None
    assert outcome.application.id == chased


@pytest.mark.parametrize("ids", [("Acme", "Zinc"), ("Zinc", "Acme")])
def test_of_two_that_are_as_careful_it_is_the_one_whose_meeting_comes_next(ids: tuple[str, str]) -> None:
    """Met at one a day ago, at the other in nine: the day after, and until the meeting begins, it is the other."""
    met, ahead = ids
    days = {met: "2026-03-10T14:00", ahead: "2026-03-20T14:00"}
    talks = tuple(Round(id, datetime.fromisoformat(day), None, BERLIN, ("Ada",)) for id, day in days.items())
    ada = Person("Ada", "Ada", ids, {"thanked": Answer("yes", at("2026-03-10T18:00"))})
    records = Records({}, {id: Application(id, answers={}) for id in ids}, talks, {"Ada": ada}, BERLIN)
    steps = timeline(etiquette(), records, ada, at("2026-03-11T15:00"))
    (first, *_) = steps
    assert first.outcome.rule.id == "meet-again"
    named = {step.outcome.application and step.outcome.application.id for step in steps}
    assert named == {ahead}


def test_what_was_answered_of_an_application_is_near_to_that_one_alone() -> None:
    """A day that was named, and the instant of an answer; what was answered of a person is no application's own."""
    given = {
        "chased": Answer("2026-03-24", at("2026-03-24T12:00")),
        "outcome": Answer("rejected", at("2026-03-22T12:00")),
    }
    records = told([], given, {"request": Answer("withdrawn", at("2026-03-23T12:00"))})
    now = at("2026-03-25T12:00")
    (reading,) = readings_of(etiquette(), records, records.people["Ada"], now)
    near = {fact: reading.turn([fact], now) for fact in ("since-chased", "since-no", "since-withdrawn")}
    assert near == {
        "since-chased": (True, timedelta(days=1, hours=12)),
        "since-no": (True, timedelta(days=3)),
        "since-withdrawn": (True, timedelta.max),
    }
