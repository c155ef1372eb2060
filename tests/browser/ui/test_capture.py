"""Entering in the toolbar's window: what was begun is there when it opens again, and one button is the main one."""

from __future__ import annotations

import json

from playwright.sync_api import Locator, Page, expect

from tests.browser.ui.conftest import Pages
from tests.support.chromium import wait_until
from tests.support.entries import application, records

MAIL = "Ada Stone\nhttps://www.linkedin.com/in/ben-okafor/\nHead Of Data\nCleo Marsh"


def begun(ui: Pages) -> tuple[Page, Locator]:
    """The window, with the fields for somebody new."""
    page = ui.popup()
    if not page.locator("#capture [name=people]").is_visible():
        page.locator("#add").click()
    expect(page.locator("#capture [name=people]")).to_be_visible()
    return page, page.locator("#capture")


def again(ui: Pages, page: Page, kept: str) -> tuple[Page, Locator]:
    """The window opened once more, when what was typed is kept."""
    wait_until(page, f"Store.draft('new').then((draft) => Boolean(draft) && ({kept})(draft))")
    page.close()
    return begun(ui)


def ticks(capture: Locator) -> dict[str, bool]:
    return {label.inner_text(): label.locator("input").is_checked() for label in capture.locator(".listed label").all()}


def test_addresses_lines_and_ticks_of_what_was_pasted_stay(ui: Pages) -> None:
    page, capture = begun(ui)
    capture.locator("[name=people]").fill(MAIL)
    capture.locator("[name=people]").blur()
    expect(capture.locator(".listed label")).to_have_count(4)
    before = ticks(capture)
    assert sorted(before.values()) == [False, True, True, True]
    capture.locator(".listed label", has_text="Cleo Marsh").click()
    page, capture = again(ui, page, "({ people }) => people.length === 2")
    expect(capture.locator("[name=people]")).to_have_value(MAIL)
    expected = {label: ticked and "Cleo" not in label for label, ticked in before.items()}
    assert ticks(capture) == expected
    # What was unticked by hand stays so while something else is typed.
    capture.locator("[name=people]").press("End")
    capture.locator("[name=company]").fill("Harbour Works")
    capture.locator("[name=company]").blur()
    assert ticks(capture) == expected
    capture.locator("button.main").click()
    expect(capture).to_contain_text("Saved on this device.")
    people = ui.stored()["records"]["people"].values()
    assert sorted((one["name"], *one["profiles"]) for one in people) == [("Ada Stone",), ("Ben Okafor", "ben-okafor")]


def test_a_mail_that_is_pasted_next_replaces_what_the_one_before_told(ui: Pages) -> None:
    page, capture = begun(ui)
    people, when = capture.locator("[name=people]"), capture.locator("[name=when]")
    people.fill("Interview\nThursday 12 March 2026, 14:00 - 14:45\nJane Miller")
    people.blur()
    expect(when).to_have_value("2026-03-12T14:00")
    page, capture = again(ui, page, "({ rounds }) => rounds[0].fields.when !== ''")
    people, when = capture.locator("[name=people]"), capture.locator("[name=when]")
    expect(when).to_have_value("2026-03-12T14:00")
    people.fill("Interview\nTuesday 17 March 2026, 11:00 - 11:45\nOtto Weber")
    people.blur()
    expect(when).to_have_value("2026-03-17T11:00")


def test_a_second_application_stays_one_and_an_hour_that_nobody_said_a_guess(ui: Pages) -> None:
    entered = records(application("Harbour Works", "Avery Stone", start="2026-03-20T14:00"))
    ui.begin(entered)
    page, capture = begun(ui)
    capture.locator("[name=people]").fill("Ben Okafor")
    capture.locator("[name=company]").fill("Harbour Works")
    capture.locator("[name=company]").blur()
    capture.get_by_role("button", name="A second application there").click()
    capture.locator("[data-key=day-2]").click()
    expect(capture.locator(".when")).to_contain_text("10:00")
    said = capture.locator(".when .hint[role=status]").inner_text()
    page, capture = again(
        ui, page, "({ fields, rounds }) => fields.joins === 'new' && rounds[0].fields['when-guess'] !== ''"
    )
    expect(capture.locator(".when .hint[role=status]")).to_have_text(said)
    expect(capture.locator("[name=when-guess]")).to_have_value("10:00")
    capture.locator("button.main").click()
    expect(capture).to_contain_text("Saved on this device.")
    stored = ui.stored()["records"]
    assert [one["company"] for one in stored["applications"].values()] == ["Harbour Works", "Harbour Works"]
    assert stored["people"]["avery-stone"]["applications"] == ["harbour-works"]


def test_a_tick_in_an_interview_that_is_there_stays_as_it_was_set(ui: Pages) -> None:
    """In the window, and in the form where one goes on."""
    ui.begin(records(application("Harbour Works", "Avery Stone", start="2026-03-20T14:00")))
    page, capture = begun(ui)
    capture.locator("[name=people]").fill("Ben Okafor")
    capture.locator("[name=company]").fill("Harbour Works")
    capture.locator("[name=company]").blur()
    capture.locator("[name^=in-]").uncheck()
    kept = "({ fields }) => fields['in-round-harbour-works'] === false"
    page, capture = again(ui, page, kept)
    expect(capture.locator("[name^=in-]")).not_to_be_checked()
    capture.locator("[name=company]").press("End")
    expect(capture.locator("[name^=in-]")).not_to_be_checked()
    page.close()
    form = ui.page("person.html")
    expect(form.locator("[name^=in-]")).not_to_be_checked()
    form.locator("button.main").click()
    expect(form.locator("#saved")).to_contain_text("Saved on this device.")
    assert ui.stored()["records"]["rounds"]["round-harbour-works"]["who"] == ["avery-stone"]


FILLED = """() => {
  const accent = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
  const probe = document.createElement("i");
  probe.style.background = accent;
  document.body.append(probe);
  const wanted = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return [...document.querySelectorAll("button, .button")]
    .filter((one) => one.checkVisibility() && getComputedStyle(one).backgroundColor === wanted)
    .map((one) => one.textContent.trim());
}"""
"""Buttons that are filled: the one thing that a view is for."""


def main_button_is(page: Page, wanted: str) -> None:
    """Once what was pressed has been done."""
    wait_until(page, f"JSON.stringify(({FILLED})()) === {json.dumps(json.dumps([wanted]))}")


def test_a_view_has_one_main_button(ui: Pages) -> None:
    page = ui.popup()
    expect(page.locator("#capture button.main")).to_be_visible()
    main_button_is(page, "Save")
    page.locator("#capture [data-key=capture-later]").click()
    main_button_is(page, "Add an interview")
    page.locator("#add").click()
    expect(page.locator("#capture button.main")).to_be_visible()
    main_button_is(page, "Save")
    page.locator("[name=people]").fill("Ada Stone")
    page.locator("[name=company]").fill("Zeppelin")
    page.locator("#capture button.main").click()
    expect(page.locator("#capture")).to_contain_text("Saved on this device.")
    main_button_is(page, "Add an interview")
    for name in ("welcome.html", "person.html", "calendar.html", "everybody.html", "options.html"):
        assert len(ui.page(name).evaluate(FILLED)) <= 1, name
