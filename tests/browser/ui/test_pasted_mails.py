"""Mails one after the other in the form and in the toolbar's window: each tells its date, its length and its zone alike in both."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.ui.conftest import Pages
from tests.browser.ui.test_pasting import paste, ticks
from tests.support.chromium import wait_until

FIRST = """Interview at Zeppelin AG
Thursday 12 March 2026, 15:00 – 15:45

Guests
Anna Berg
Ben Okafor"""
SECOND = """Sehr geehrter Herr Seeker,

wir laden Sie zu einem Vorstellungsgespräch am Mittwoch, den 18. März 2026 um 14:30 Uhr ein. Sie sprechen mit Eva Lindt und Jürgen Weiß.

Mit freundlichen Grüßen
Sabine Lang"""


def form(ui: Pages) -> tuple[Page, Locator]:
    """The form, with the field of its interview."""
    page = ui.page("person.html")
    return page, page.locator("fieldset.round").first.locator("[name=when]")


def understood(page: Page) -> Locator:
    return page.locator("fieldset.round .when > [role=status], #capture .when > [role=status]").first


@pytest.mark.parametrize("field", ["[name=name]", "#paste"])
def test_a_second_mail_replaces_what_the_first_one_told(ui: Pages, field: str) -> None:
    page, when = form(ui)
    page.locator("#panel summary").click()
    paste(page.locator(field), FIRST)
    expect(when).to_have_value("2026-03-12T15:00")
    expect(page.locator("[name=company]")).to_have_value("Zeppelin AG")
    paste(page.locator(field), SECOND)
    expect(when).to_have_value("2026-03-18T14:30")
    expect(page.locator("[name=company]")).to_have_value("")
    expect(page.locator("#paste")).to_have_value(SECOND)
    assert ticks(page, "#pasted") == {"Eva Lindt": True, "Jürgen Weiß": True, "Sabine Lang": False}


def test_a_second_mail_replaces_the_first_of_a_draft(ui: Pages) -> None:
    page, when = form(ui)
    paste(page.locator("[name=name]"), FIRST)
    wait_until(page, "Store.draft('new').then((draft) => Boolean(draft?.rounds[0]?.fields.when))")
    page.close()
    page, when = form(ui)
    expect(when).to_have_value("2026-03-12T15:00")
    expect(understood(page)).to_contain_text("45 minutes")
    paste(page.locator("[name=name]"), SECOND)
    expect(when).to_have_value("2026-03-18T14:30")
    expect(understood(page)).to_contain_text("1 hour")
    assert ticks(page, "#pasted") == {"Eva Lindt": True, "Jürgen Weiß": True, "Sabine Lang": False}


def test_what_is_typed_and_ticked_by_hand_stays_when_a_second_mail_comes(ui: Pages) -> None:
    page, when = form(ui)
    paste(page.locator("[name=name]"), f"{FIRST}\n\nBest regards,\nRita Moss")
    page.locator("#pasted label", has_text="Rita Moss").click()
    when.fill("2026-03-13T10:00")
    page.locator("[name=company]").fill("Northwind")
    paste(page.locator("#paste"), SECOND)
    assert "Anna Berg" not in ticks(page, "#pasted")
    expect(when).to_have_value("2026-03-13T10:00")
    expect(page.locator("[name=company]")).to_have_value("Northwind")
    expect(page.locator("fieldset.person [name=name]")).to_have_value("Rita Moss")


def test_names_are_added_to_a_list_and_to_a_mail(ui: Pages) -> None:
    page, when = form(ui)
    page.locator("#panel summary").click()
    paste(page.locator("#paste"), FIRST)
    page.locator("#paste").press("ControlOrMeta+End")
    page.locator("#paste").press("Enter")
    paste(page.locator("#paste"), "Cleo Marsh\nDan Weiss")
    expect(when).to_have_value("2026-03-12T15:00")
    assert {"Anna Berg", "Cleo Marsh", "Dan Weiss"} <= set(ticks(page, "#pasted"))


ABROAD = "When: Thursday, March 12, 2026 3:00 PM-3:45 PM (Eastern Time)\nYou will meet Anna Berg and Felix Roth."
REMARK = "So it is written, in the time zone “Eastern Time”"


def test_an_hour_of_a_zone_that_nobody_knows_stands_with_a_remark_in_window_and_form(ui: Pages) -> None:
    for name, field in (("popup.html", "[name=people]"), ("person.html", "[name=name]")):
        ui.begin()
        page = ui.popup() if name == "popup.html" else ui.page(name)
        paste(page.locator(field), ABROAD)
        expect(page.locator("[name=when]")).to_have_value("2026-03-12T15:00")
        expect(understood(page)).to_contain_text(REMARK)
        expect(understood(page)).to_contain_text("45 minutes")
        page.locator("[name=when]").fill("2026-03-12T20:00")
        expect(understood(page)).not_to_contain_text(REMARK)
        page.close()


def test_the_remark_on_a_zone_stays_when_a_draft_is_opened_again(ui: Pages) -> None:
    page, _when = form(ui)
    paste(page.locator("[name=name]"), ABROAD)
    wait_until(page, "Store.draft('new').then((draft) => Boolean(draft?.rounds[0]?.fields.when))")
    page.close()
    page, _ = form(ui)
    expect(understood(page)).to_contain_text(REMARK)


LENGTHS = {"3pm – 3:45pm": 45, "3:00 PM – 3:30 PM": 30, "von 15:00 bis 15:45 Uhr": 45, "de 15:00 a 15:35": 35}


@pytest.mark.parametrize("name", ["popup.html", "person.html"])
def test_an_interview_is_as_long_as_its_mail_says(ui: Pages, name: str) -> None:
    for said, minutes in LENGTHS.items():
        ui.begin()
        page = ui.popup() if name == "popup.html" else ui.page(name)
        field = "[name=people]" if name == "popup.html" else "[name=name]"
        paste(page.locator(field), f"Interview\nThursday, 12 March 2026, {said}\nAnna Berg")
        expect(understood(page)).to_contain_text(f"{minutes} minutes")
        page.locator("[name=company]").fill("Zeppelin")
        page.locator("#capture button.main, form button.main").first.click()
        expect(page.locator("#capture, #saved").first).to_contain_text("Saved on this device.")
        (found,) = ui.stored()["records"]["rounds"].values()
        assert (found["start"], found["end"]) == ("2026-03-12T15:00", f"2026-03-12T15:{minutes}"), said
        page.close()


def test_a_length_that_was_chosen_by_hand_stays(ui: Pages) -> None:
    page, when = form(ui)
    page.locator("fieldset.round summary").click()
    page.locator("[name=length]").select_option("90")
    paste(page.locator("[name=name]"), FIRST)
    expect(when).to_have_value("2026-03-12T15:00")
    expect(page.locator("[name=length]")).to_have_value("90")


def test_the_length_goes_on_from_the_window_into_the_form(ui: Pages) -> None:
    page = ui.popup()
    paste(page.locator("[name=people]"), FIRST.replace("15:45", "15:35"))
    expect(understood(page)).to_contain_text("35 minutes")
    wait_until(page, "Store.draft('new').then((draft) => draft?.rounds[0]?.fields.length === '35')")
    page.close()
    page, _ = form(ui)
    expect(understood(page)).to_contain_text("35 minutes")
    expect(page.locator("[name=length]")).to_have_value("35")


OPEN = {
    "Hi Sam, next is a call with our CTO Marco Bianchi next Tuesday from 4 pm to 4:30 pm. Does that work?": (
        "It counts from the day it was written. Which day is it?",
        ["Tue, 10 March 2026 at 16:00", "Tue, 17 March 2026 at 16:00"],
    ),
    "Either Tuesday, 10 March 2026, 12:00 – 12:30 or\nTuesday, 17 March 2026, 16:00 – 16:30, with Anna Berg and Felix Roth.": (
        "More than one date stands in it. Which one is it?",
        ["Tue, 10 March 2026 at 12:00", "Tue, 17 March 2026 at 16:00"],
    ),
    "We look forward to meeting you on Tuesday 18 March, 16:00 – 16:30. You will meet Anna Berg.": (
        "Its date is not on the weekday that it names. Which day is it?",
        ["Wed, 18 March 2026 at 16:00", "Tue, 17 March 2026 at 16:00"],
    ),
}


@pytest.mark.parametrize("name", ["popup.html", "person.html"])
def test_a_date_that_is_left_open_is_asked_about_and_taken_by_one_press(
    ui: Pages, name: str, screenshots: Path
) -> None:
    for text, (question, days) in OPEN.items():
        ui.begin()
        page = ui.popup() if name == "popup.html" else ui.page(name)
        paste(page.locator("[name=people]" if name == "popup.html" else "[name=name]"), text)
        asked = page.locator(".when .which")
        expect(asked.locator("p")).to_have_text(question)
        expect(asked.locator("button")).to_have_text(days)
        expect(page.locator("[name=when]")).to_have_value("")
        page.screenshot(path=screenshots / f"asked-{name}.png", full_page=True)
        asked.locator("button").nth(1).click()
        expect(page.locator("[name=when]")).to_have_value("2026-03-17T16:00")
        expect(understood(page)).to_contain_text("Tue, 17 March 2026 at 16:00, Berlin, 30 minutes.")
        page.close()


def test_what_is_asked_about_a_date_is_asked_again_when_a_draft_is_opened(ui: Pages) -> None:
    page, _ = form(ui)
    paste(page.locator("[name=name]"), next(iter(OPEN)))
    wait_until(page, "Store.draft('new').then((draft) => Boolean(draft?.panel.paste))")
    page.close()
    page, _ = form(ui)
    expect(page.locator(".when .which button")).to_have_count(2)
    paste(page.locator("[name=name]"), SECOND)
    expect(page.locator(".when .which")).to_be_hidden()
    expect(page.locator("fieldset.round [name=when]").first).to_have_value("2026-03-18T14:30")
