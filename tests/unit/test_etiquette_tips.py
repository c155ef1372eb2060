"""What stands beside an answer: whom one ought to tell, what others can see, and how to ask; each where it fits."""

from __future__ import annotations

import pytest
from connect_etiquette.answers import applies, decide, with_derived
from connect_etiquette.asking import from_values

from tests.support.etiquette import etiquette

PROVED = etiquette()


def tips(**values: str) -> set[str]:
    """The tips beside what the rules say where the facts are `values`, written with _ for -."""
    outcome = decide(PROVED, *from_values(PROVED, {name.replace("_", "-"): value for name, value in values.items()}))
    assert not outcome.contradiction
    full = with_derived(PROVED, outcome.situation, outcome.verdict)
    return {tip.id for tip in PROVED.rule_set.tips if applies(PROVED, tip, full)}


@pytest.mark.parametrize(
    "values",
    [
        {"since_met": "60h", "since_round": "2 days", "thanked": "yes"},
        {"since_met": "60h", "since_round": "2 days", "bother": "yes"},
        {"bother": "yes"},
        {"outcome": "offer", "since_met": "60h"},
        {"outcome": "rejected", "since_no": "9 days"},
        {"outcome": "hired"},
    ],
)
def test_whoever_searches_in_secret_is_told_that_links_and_follows_show(values: dict[str, str]) -> None:
    assert "links-and-follows-show" in tips(secret_search="yes", **values)
    assert "links-and-follows-show" not in tips(**values)


@pytest.mark.parametrize("said", [{"invited": "suggested"}, {"asked": "agreed"}])
@pytest.mark.parametrize("outcome", ["open", "on-hold", "offer"])
def test_an_agent_hears_first_of_what_an_interviewer_agreed_to(said: dict[str, str], outcome: str) -> None:
    met = {"since_met": "2h", "since_round": "0 days", "outcome": outcome, **said}
    assert "agent-knows" in tips(agency="yes", **met)
    assert "agent-knows" not in tips(**met)
    assert "agent-knows" not in tips(agency="yes", part="agency-recruiter", **met)


@pytest.mark.parametrize("since_no", ["1 day", "5 days"])
def test_an_agent_hears_first_after_a_no(since_no: str) -> None:
    met = {"since_met": "300h", "outcome": "rejected", "since_no": since_no}
    assert "agent-after-a-no" in tips(agency="yes", **met)
    assert "agent-after-a-no" not in tips(**met)
    assert "agent-after-a-no" not in tips(agency="yes", part="agency-recruiter", **met)


def test_nobody_else_puts_in_a_word_where_an_agent_does() -> None:
    assert "vouch" in tips()
    assert "vouch" not in tips(agency="yes")


def test_a_button_without_a_note_says_where_one_can_be_added() -> None:
    """Beside “your call” too, where the button alone changes no verdict."""
    deciding = {"since_met": "60h", "since_round": "2 days", "thanked": "yes"}
    assert "left-to-guess" in tips(sends_at_once="yes", **deciding)
    assert "left-to-guess" not in tips(**deciding)
    assert {"notes-are-few"} == {"notes-are-few"} & tips(**deciding)


def test_a_new_date_is_asked_for_where_a_second_talk_fell_through() -> None:
    deciding = {"since_met": "190h", "since_round": "8 days", "thanked": "yes"}
    assert "new-date-for-the-next" in tips(since_off="1 day", **deciding)
    assert "new-date-for-the-next" not in tips(since_off="20 days", **deciding)
    assert "new-date-for-the-next" not in tips(**deciding)


@pytest.mark.parametrize(
    ("rules", "said"), [("none", True), ("no-contact", False), ("formal-panel", False), ("match", False)]
)
def test_an_unanswered_request_is_mentioned_by_e_mail_only_where_contact_is_free(rules: str, said: bool) -> None:
    assert ("no-answer" in tips(request="sent", contact_rules=rules)) is said


@pytest.mark.parametrize(
    "values", [{"bother": "yes"}, {"company_norm": "discourages"}, {"part": "company-recruiter"}, {"tie": "worked"}, {}]
)
def test_wherever_nothing_was_heard_somebody_says_to_ask(values: dict[str, str]) -> None:
    silent = {"since_met": "1000h", "since_round": "41 days", "thanked": "yes", **values}
    assert "one-mail-is-enough" in tips(**silent)
    assert "one-mail-is-enough" not in tips(since_chased="9 days", **silent)
    assert "one-mail-is-enough" not in tips(contact_rules="no-contact", **silent)
