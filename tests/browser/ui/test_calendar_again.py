"""An entry of a calendar that is read again: it moves its interview, calls it off, or puts somebody into it, and undoes nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.ui.conftest import Pages
from tests.browser.ui.test_calendar import invitation, paste, take
from tests.support.entries import application, records


def test_the_same_entry_moves_the_round_and_cancels_it(ui: Pages) -> None:
    page = ui.page("calendar.html")
    paste(page, invitation())
    take(page)
    paste(page, invitation(start="20260312T100000", end="20260312T110000", sequence=1))
    expect(page.locator("#events")).to_contain_text(
        "Moves the interview at Example Ltd from Tue 10 Mar, 14:00 to Thu 12 Mar, 10:00."
    )
    expect(page.locator("button.main")).to_have_text("Move")
    take(page)
    expect(page.locator("#saved")).to_have_text("The interview at Example Ltd is moved to Thu 12 Mar, 10:00.")
    (round_,) = ui.stored()["records"]["rounds"].values()
    assert (round_["start"], round_["end"]) == ("2026-03-12T10:00", "2026-03-12T11:00")
    paste(page, invitation())
    expect(page.locator("#events")).to_contain_text("You have a newer version of this already.")
    expect(page.locator("#saved")).to_have_text("Nothing new: all of it is here already.")
    expect(page.locator("button.main")).to_be_hidden()
    assert page.locator("#events input").count() == 0
    paste(page, invitation(sequence=2).replace("METHOD:REQUEST", "METHOD:CANCEL"))
    expect(page.locator("#events")).to_contain_text("Cancels the interview at Example Ltd: Thu 12 Mar, 10:00.")
    expect(page.locator("button.main")).to_have_text("Mark as cancelled")
    take(page)
    expect(page.locator("#saved")).to_have_text("The interview at Example Ltd is cancelled.")
    (round_,) = ui.stored()["records"]["rounds"].values()
    assert round_["status"] == "cancelled"


def test_an_older_invitation_brings_back_nothing_that_was_called_off_or_moved_since(ui: Pages) -> None:
    page = ui.page("calendar.html")
    paste(page, invitation())
    take(page)
    # Moved by hand: the same text says what it said before.
    ui.worker.evaluate(
        "Store.update(({ rounds }) => { for (const one of Object.values(rounds)) Object.assign(one, "
        "{ start: '2026-03-12T14:00', end: '2026-03-12T14:45' }); })"
    )
    paste(page, invitation())
    expect(page.locator("#events")).to_contain_text(
        "This is no newer than what is here. Tick it to set the interview at Example Ltd to Tue 10 Mar, 14:00."
    )
    expect(page.locator("#events .tick input")).not_to_be_checked()
    expect(page.locator("#events .row")).to_have_count(0)
    paste(page, invitation(sequence=1).replace("METHOD:REQUEST", "METHOD:CANCEL"))
    take(page)
    paste(page, invitation())
    expect(page.locator("#events")).to_contain_text("You have a newer version of this already.")
    (round_,) = ui.stored()["records"]["rounds"].values()
    assert (round_["status"], round_["start"], round_["sequence"]) == ("cancelled", "2026-03-12T14:00", 1)


def test_who_is_new_in_a_changed_invitation_is_put_into_its_interview(ui: Pages) -> None:
    """At the company of the interview, whichever a new one would belong to; who was there stays, and is offered no more."""
    ui.begin(records(application("Other Ltd", "Cleo Marsh", start=None)))
    page = ui.page("calendar.html")
    paste(page, invitation())
    page.locator("#events .row label", has_text="Ben Okafor").locator("input").uncheck()
    page.locator("[name=application]").select_option("")
    take(page)
    newer = invitation(sequence=1).replace(
        "ATTENDEE;CUTYPE=ROOM", "ATTENDEE;CN=Cleo Marsh:mailto:cleo@example.com\nATTENDEE;CUTYPE=ROOM"
    )
    paste(page, newer)
    expect(page.locator("#events")).to_contain_text(
        "Puts whom you tick into the interview at Example Ltd: Tue 10 Mar, 14:00."
    )
    expect(page.locator("#where")).to_be_hidden()
    expect(page.locator("#events .row label", has_text="Ada Stone")).to_have_count(0)
    expect(page.locator("button.main")).to_have_text("Add")
    page.locator("button.main").click()
    # Of somebody who is entered elsewhere it is asked whether that is who is meant.
    expect(page.locator("#problem")).not_to_be_empty()
    page.locator("#events").get_by_role("button", name="Yes").click()
    take(page)
    expect(page.locator("#saved")).to_have_text("Added to the interview at Example Ltd.")
    stored = ui.stored()["records"]
    (round_,) = stored["rounds"].values()
    assert [stored["people"][who]["name"] for who in round_["who"]] == ["Ada Stone", "Ben Okafor", "Cleo Marsh"]
    assert stored["people"]["cleo-marsh"]["applications"] == ["other-ltd", round_["application"]]
    assert (round_["start"], round_["sequence"]) == ("2026-03-10T14:00", 1)
    paste(page, newer)
    expect(page.locator("#events")).to_contain_text("This is here already and has not changed")


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_a_change_to_a_round_that_was_deleted_meanwhile_adds_none(ui: Pages, method: str) -> None:
    page = ui.page("calendar.html")
    paste(page, invitation())
    take(page)
    paste(page, invitation(start="20260312T100000", end="20260312T110000", sequence=1).replace("REQUEST", method))
    expect(page.locator("#events input")).to_have_count(1)
    ui.worker.evaluate("Store.update((stored) => { stored.rounds = {}; })")
    take(page)
    assert ui.stored()["records"]["rounds"] == {}
    expect(page.locator("#saved")).to_have_text("Nothing was changed: this is not entered here any more.")
