"""What unfolds in the toolbar's window: it comes into sight, folds when it is done with, and gives the focus back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import Pages
from tests.support.entries import answer, application, records

THURSDAY = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
RULES = {"contact-rules": answer("none", MONDAY)}
AHEAD = application("Example Ltd", "Avery Stone", "Ben Okafor", start="2026-03-16T14:00", answers=RULES)
OVER = application(
    "Fable & Sons", "Cleo Marsh", start="2026-03-09T14:00", answers=RULES, reviewed="2026-03-10T16:00:00Z"
)
MANY = [application(f"Company {n}", f"Person {n}", start="2026-03-17T14:00", answers=RULES) for n in range(5)]


@pytest.fixture
def page(ui: Pages) -> Page:
    ui.begin(records(AHEAD, OVER, *MANY))
    ui.at(THURSDAY)
    page = ui.popup()
    page.set_viewport_size({"width": 400, "height": 600})
    return page


def at_the_lower_edge(summary: Locator) -> None:
    """Whatever stands above it."""
    summary.page.evaluate("document.querySelector('.scrolls').style.paddingBlockStart = '700px'")
    summary.evaluate("(one) => one.scrollIntoView({ block: 'end' })")


@pytest.mark.parametrize(
    ("form", "holds"),
    [
        ("#people .likely [data-key=likely-moved-round-example-ltd]", "[data-key=likely-moved-save-round-example-ltd]"),
        ("#people .likely [data-key='likely-next-fable-&-sons']", "[data-key='likely-next-fable-&-sons-cleo-marsh']"),
        ("[data-key='event-fable-&-sons']", "[data-key='ics-without-fable-&-sons']"),
        ("[data-key=row-avery-stone]", "#person-avery-stone .headline"),
    ],
)
def test_what_is_unfolded_comes_into_sight(page: Page, form: str, holds: str) -> None:
    summary = page.locator(form)
    at_the_lower_edge(summary)
    summary.click()
    for part in (page.locator(holds), summary):
        # A fraction of a pixel may be missing.
        expect(part).to_be_in_viewport(ratio=0.95)
    expect(summary).to_be_focused()


@pytest.mark.parametrize("menu", [None, "[data-key=event-example-ltd]"])
def test_a_form_that_was_saved_is_folded_and_the_focus_is_on_what_unfolds_it(
    ui: Pages, page: Page, menu: str | None
) -> None:
    if menu:
        # With more people what is likely stands in the menu alone.
        ui.begin(records(AHEAD, OVER, *MANY, *(application(f"Other {n}", f"Other {n} Stone") for n in range(9))))
        page.locator("[data-key=company-example-ltd]").wait_for()
    where = "" if menu else "likely-"
    if menu:
        page.locator(menu).click()
    form = page.locator(f"[data-key={where}moved-round-example-ltd]")
    form.click()
    page.locator("#people [name=when]").fill("2026-03-18T10:00")
    page.locator(f"[data-key={where}moved-save-round-example-ltd]").click()
    expect(page.locator("#status")).to_contain_text("Moved")
    assert ui.stored()["records"]["rounds"]["round-example-ltd"]["start"] == "2026-03-18T10:00"
    expect(page.locator("#people [name=when]:visible")).to_have_count(0)
    expect(page.locator(menu) if menu else form).to_be_focused()


def test_where_a_form_goes_with_what_it_saved_the_focus_is_where_it_can_be_taken_back(page: Page) -> None:
    page.locator("[data-key='likely-next-fable-&-sons']").click()
    page.locator("#people [name=when]").fill("2026-03-18T10:00")
    page.locator("[data-key='likely-next-fable-&-sons-cleo-marsh']").click()
    expect(page.locator("[data-key='likely-next-fable-&-sons']")).to_have_count(0)
    expect(page.locator("[data-key=undo-last]")).to_be_focused()


def test_a_form_that_storage_refuses_stays_with_what_was_typed(ui: Pages, page: Page) -> None:
    ui.worker.evaluate(
        """async () => {
          const room = chrome.storage.local.QUOTA_BYTES - (await chrome.storage.local.getBytesInUse());
          await chrome.storage.local.set({ filler: 'x'.repeat(room - 50) });
        }"""
    )
    page.locator("[data-key=likely-moved-round-example-ltd]").click()
    page.locator("#people [name=when]").fill("2026-03-18T10:00")
    save = page.locator("[data-key=likely-moved-save-round-example-ltd]")
    save.click()
    expect(page.locator("#status")).to_contain_text("Nothing was saved")
    expect(page.locator("#people [name=when]")).to_have_value("2026-03-18T10:00")
    expect(save).to_be_visible()
    ui.worker.evaluate("chrome.storage.local.clear()")


def test_what_is_typed_stays_when_all_is_shown_anew(ui: Pages, page: Page) -> None:
    """As it is each minute, and after what another window stores."""
    page.locator("[data-key=likely-moved-round-example-ltd]").click()
    field = page.locator("#people [name=when]")
    field.fill("2026-03-18T10:00")
    page.locator("#people > li").first.evaluate("(one) => { one.dataset.old = 'yes'; }")
    ui.worker.evaluate("Store.updateSettings((settings) => { settings.name = 'Eve'; })")
    expect(page.locator("#people [data-old]")).to_have_count(0)
    expect(field).to_have_value("2026-03-18T10:00")
    expect(field).to_be_focused()


@pytest.mark.parametrize("menu", ["menu", "event-example-ltd"])
def test_a_menu_folds_after_a_press_outside_and_by_escape(page: Page, menu: str) -> None:
    summary = page.locator(f"[data-key={menu}]")
    inside = page.locator(f"details:has(> [data-key={menu}])")
    summary.click()
    expect(inside).to_have_attribute("open", "")
    page.locator("#day").click()
    expect(inside).not_to_have_attribute("open", "")
    summary.click()
    page.keyboard.press("Tab")
    expect(inside.locator(":focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(inside).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()


def test_a_menu_folds_after_a_choice_and_not_after_what_unfolds_in_it(page: Page) -> None:
    menu, own = page.locator("#menu"), page.locator("[data-key=event-example-ltd]")
    page.locator("[data-key=menu]").click()
    page.locator("#selfcheck summary").click()
    expect(page.locator("#selfcheck [role=status]")).not_to_be_empty()
    expect(menu).to_have_attribute("open", "")
    page.locator("#pause-hour").click()
    expect(page.locator("#notices")).to_contain_text("Paused")
    expect(menu).not_to_have_attribute("open", "")
    expect(page.locator("[data-key=menu]")).to_be_focused()
    own.click()
    inside = page.locator("#company-example-ltd .events")
    inside.get_by_role("button", name="They said no").click()
    expect(page.locator("#status")).to_contain_text("They said no")
    expect(inside).not_to_have_attribute("open", "")
    expect(own).to_be_focused()


def shown_anew(ui: Pages, page: Page) -> None:
    """As it is each half minute, though nothing of what is entered is another."""
    day = page.locator("#day").inner_text()
    page.evaluate(f"__setClock({int((THURSDAY + timedelta(days=1)).timestamp() * 1000)})")
    ui.store(settings={"place": "page", "of-another-version": True})
    expect(page.locator("#day")).not_to_have_text(day)


@pytest.mark.parametrize("by", ["hand", "Escape"])
def test_a_form_that_is_open_at_first_stays_folded_once_it_was_folded(ui: Pages, by: str) -> None:
    ui.begin(records(application("Example Ltd", "Avery Stone", minutes=0)))
    ui.at(THURSDAY)
    page = ui.popup()
    form = page.locator("#problems details")
    expect(form).to_have_attribute("open", "")
    if by == "hand":
        form.locator("summary").click()
    else:
        form.locator("[name=when]").press("Escape")
    expect(form).not_to_have_attribute("open", "")
    page.locator("#day").click()
    form.evaluate("(one) => { one.dataset.old = 'yes'; }")
    shown_anew(ui, page)
    expect(page.locator("#problems [data-old]")).to_have_count(0)
    expect(form).not_to_have_attribute("open", "")
    form.locator("summary").click()
    expect(form.locator("[name=when]")).to_be_visible()


def test_a_notice_in_which_somebody_types_stays_until_entries_are_others(ui: Pages) -> None:
    entries = records(application("Example Ltd", "Avery Stone", minutes=0))
    ui.begin(entries)
    ui.at(THURSDAY)
    page = ui.popup()
    field = page.locator("#problems [name=when]")
    field.focus()
    field.evaluate("(one) => { one.dataset.old = 'yes'; }")
    shown_anew(ui, page)
    expect(page.locator("#problems [name=when][data-old]")).to_be_focused()
    entries["rounds"] = {}
    ui.store(records=entries)
    expect(page.locator("#problems")).to_have_count(0)


def minutes_pass(ui: Pages, page: Page) -> None:
    """All is looked at anew twice, each time an hour later."""
    for hour in (10, 11):
        page.evaluate("document.querySelector('#notices').append(document.createElement('b'))")
        page.evaluate(f"__setClock({int(THURSDAY.replace(hour=hour).timestamp() * 1000)})")
        ui.store(settings={"place": "page", "of-another-version": hour})
        expect(page.locator("#notices b")).to_have_count(0)


def test_a_date_that_is_only_begun_stays_as_minutes_pass(ui: Pages, page: Page) -> None:
    """It has no value yet that could be given to another field."""
    for key in ("event-example-ltd", "next-example-ltd"):
        page.locator(f"[data-key={key}]").click()
    field = page.locator("[name=when]:visible")
    field.press("ArrowUp")
    assert field.input_value() == ""
    assert field.evaluate("(one) => one.validity.badInput")
    minutes_pass(ui, page)
    assert field.evaluate("(one) => one.validity.badInput")
    expect(field).to_be_focused()
    page.locator("#day").click()
    shown_anew(ui, page)


def test_the_place_in_a_date_stays_as_minutes_pass(ui: Pages, page: Page) -> None:
    page.locator("[data-key=likely-moved-round-example-ltd]").click()
    field = page.locator("[name=when]:visible")
    before = field.input_value()
    for key in ("ArrowRight", "ArrowUp"):
        field.press(key)
    once = field.input_value()
    assert once != before
    minutes_pass(ui, page)
    page.keyboard.press("ArrowDown")
    assert field.input_value() == before, "the same part of it"


WHEN = "#people .likely [name=when]"


def interview(ui: Pages, of: str = "example-ltd") -> dict[str, str]:
    found: dict[str, str] = ui.stored()["records"]["rounds"][f"round-{of}"]
    return found


@pytest.mark.parametrize("press", ["Enter", "Save"])
def test_an_interview_that_fell_through_gets_its_new_date_where_one_looks(
    ui: Pages, page: Page, screenshots: Path, press: str
) -> None:
    """It is the same interview: everybody in it stays, and there are not two of them."""
    company = page.locator("#company-example-ltd")
    company.get_by_role("button", name="Cancelled").first.click()
    expect(page.locator("[data-kind=new-date]")).to_contain_text("Example Ltd: ask for a new date")
    expect(page.locator("#deeds")).not_to_contain_text("Next:")
    expect(company.locator(".likely > *").first).to_have_text("New date …")
    page.screenshot(path=screenshots / "popup-new-date.png", full_page=True)
    company.locator(".likely > .moved > summary").first.click()
    page.screenshot(path=screenshots / "popup-new-date-open.png", full_page=True)
    page.locator(WHEN).fill("2026-03-18T10:00")
    if press == "Enter":
        page.locator(WHEN).press("Enter")
    else:
        company.get_by_role("button", name="Save").click()
    expect(page.locator("#status")).to_contain_text("Example Ltd: New date")
    expect(page.locator("[data-kind=new-date]")).to_have_count(0)
    expect(company.locator(".about").first).to_contain_text("interview Wed 18 Mar, 10:00")
    assert interview(ui)["start"] == "2026-03-18T10:00"
    assert "status" not in interview(ui)
    assert len([one for one in ui.stored()["records"]["rounds"].values() if one["application"] == "example-ltd"]) == 1


def test_the_row_of_today_takes_the_new_date_too(ui: Pages, page: Page) -> None:
    page.locator("#company-example-ltd").get_by_role("button", name="Cancelled").first.click()
    row = page.locator("[data-kind=new-date]")
    row.locator("summary").click()
    row.locator("[name=when]").fill("2026-03-18T10:00")
    row.locator("[name=when]").press("Enter")
    expect(row).to_have_count(0)
    assert interview(ui)["start"] == "2026-03-18T10:00"


def test_enter_saves_an_interview_that_is_moved(ui: Pages, page: Page) -> None:
    page.locator("[data-key=likely-moved-round-example-ltd]").click()
    page.locator(WHEN).fill("2026-03-18T10:00")
    page.locator(WHEN).press("Enter")
    expect(page.locator("#status")).to_contain_text("Moved")
    assert interview(ui)["start"] == "2026-03-18T10:00"


def test_enter_saves_the_next_round_with_the_only_one_there(ui: Pages, page: Page) -> None:
    page.locator("[data-key='likely-next-fable-&-sons']").click()
    page.locator(WHEN).fill("2026-03-18T10:00")
    page.locator(WHEN).press("Enter")
    expect(page.locator("#status")).to_contain_text("Fable & Sons: Next round")
    expect(page.locator("#status")).not_to_contain_text("…")
    starts = [one["start"] for one in ui.stored()["records"]["rounds"].values()]
    assert starts.count("2026-03-18T10:00") == 1


def test_with_whom_enter_does_not_know_it_leads_to_the_presses_that_say_so(ui: Pages) -> None:
    ui.begin(records(application("Example Ltd", "Avery Stone", "Ben Okafor", start="2026-03-09T14:00", answers=RULES)))
    ui.at(THURSDAY)
    page = ui.popup()
    page.locator("[data-key=likely-next-example-ltd]").click()
    page.locator(WHEN).fill("2026-03-18T10:00")
    page.locator(WHEN).press("Enter")
    expect(page.locator("[data-key=likely-next-example-ltd-avery-stone]")).to_be_focused()
    assert len(ui.stored()["records"]["rounds"]) == 1
