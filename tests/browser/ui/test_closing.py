"""An outcome that ends an application takes what is still ahead as off, says so, and takes it back by one press, wherever it is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import Pages
from tests.browser.ui.test_tip import open_tip, press, text
from tests.support.entries import answer, application, records

RULES = {"contact-rules": answer("none", MONDAY)}
AHEAD = application("Example Ltd", "Avery Stone", start="2026-03-10T14:00", answers=RULES)
OFF = "Taken as off: interview Tue 10 Mar, 14:00"


def status(ui: Pages) -> str | None:
    (round_,) = ui.stored()["records"]["rounds"].values()
    found: str | None = round_.get("status")
    return found


def outcome(ui: Pages) -> str | None:
    found: str | None = ui.stored()["records"]["applications"]["example-ltd"]["answers"].get("outcome", {}).get("value")
    return found


def told(ui: Pages, value: str = "rejected") -> Page:
    ui.begin(records(AHEAD))
    ui.at(MONDAY)
    page = ui.popup()
    page.locator("#people .menu summary").first.click()
    page.locator(f"[data-key=event-example-ltd-outcome-{value}]").click()
    expect(page.locator("[data-key=undo-last]")).to_be_visible()
    return page


@pytest.mark.parametrize("value", ["rejected", "withdrew"])
def test_the_toolbars_window_says_what_is_off_and_one_undo_takes_both_back(
    ui: Pages, screenshots: Path, value: str
) -> None:
    page = told(ui, value)
    expect(page.locator("#status")).to_contain_text(OFF)
    assert (outcome(ui), status(ui)) == (value, "cancelled")
    page.screenshot(path=screenshots / f"popup-{value}.png", full_page=True)
    page.locator("[data-key=undo-last]").click()
    expect(page.locator("#people .about").first).to_contain_text("interview Tue 10 Mar, 14:00")
    assert (outcome(ui), status(ui)) == (None, None)


def test_by_one_press_it_takes_place_all_the_same(ui: Pages) -> None:
    page = told(ui)
    page.locator("[data-key=not-off]").click()
    expect(page.locator("[data-key=not-off]")).to_have_count(0)
    assert (outcome(ui), status(ui)) == ("rejected", None)
    page.locator("[data-key=undo-last]").click()
    expect(page.locator("#people .about").first).to_contain_text("interview Tue 10 Mar, 14:00")
    assert (outcome(ui), status(ui)) == (None, None)


def test_an_offer_takes_nothing_as_off(ui: Pages) -> None:
    page = told(ui, "offer")
    expect(page.locator("#status")).not_to_contain_text("Taken as off")
    assert (outcome(ui), status(ui)) == ("offer", None)


def test_after_a_no_nobody_is_asked_how_the_interview_was(ui: Pages) -> None:
    told(ui)
    ui.at(datetime(2026, 3, 13, 9, 0, tzinfo=UTC))
    page = ui.popup()
    expect(page.locator("#people")).to_be_visible()
    expect(page.locator("#asks .card")).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text("You met Avery")


def test_the_tip_says_what_is_off_and_holds_it_by_one_press(ui: Pages) -> None:
    ui.begin(records(AHEAD))
    tab = open_tip(ui, MONDAY)
    press(tab, "why")
    press(tab, "event-outcome-rejected")
    tab.wait_for("root.querySelector('.tip [data-key=not-off]')")
    assert OFF in text(tab, ".tip .status")
    assert status(ui) == "cancelled"
    press(tab, "not-off")
    tab.wait_for("root.querySelector('.tip .status') && !root.querySelector('.tip [data-key=not-off]')")
    assert (outcome(ui), status(ui)) == ("rejected", None)


def test_the_form_shows_what_an_outcome_takes_as_off_and_sets_it_back(ui: Pages, screenshots: Path) -> None:
    ui.begin(records(AHEAD))
    ui.at(MONDAY)
    page = ui.page("person.html#application=example-ltd")
    page.evaluate("for (const one of document.querySelectorAll('#form details')) one.open = true")
    choice = page.locator("#application [name=outcome]")
    choice.select_option("rejected")
    expect(page.locator(".off")).to_contain_text(OFF)
    expect(page.locator("[name=status]")).to_have_value("cancelled")
    page.screenshot(path=screenshots / "form-off.png", full_page=True)
    choice.select_option("on-hold")
    expect(page.locator(".off")).to_be_empty()
    expect(page.locator("[name=status]")).to_have_value("")
    choice.select_option("withdrew")
    page.get_by_role("button", name="It takes place").click()
    expect(page.locator("[name=status]")).to_have_value("")
    choice.select_option("rejected")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert (outcome(ui), status(ui)) == ("rejected", "cancelled")
