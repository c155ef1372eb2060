"""Bad input: each has its words on the screen, and nothing entered is lost. What belongs to one page is tested with that page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import Pages
from tests.support.entries import answer, application, records, slug_of
from tests.support.patience import until

WEDNESDAY = datetime(2026, 3, 11, 17, 0, tzinfo=UTC)
ONE = application("Example Ltd", "Avery Stone")


@pytest.fixture
def full(ui: Pages) -> Iterator[Pages]:
    """Avery entered, the day after the interview, and not a byte left in storage."""
    ui.begin(records(ONE))
    ui.at(WEDNESDAY)
    ui.worker.evaluate(
        """async () => {
          const room = chrome.storage.local.QUOTA_BYTES - (await chrome.storage.local.getBytesInUse());
          await chrome.storage.local.set({ filler: 'x'.repeat(room - 50) });
        }"""
    )
    yield ui
    ui.worker.evaluate("chrome.storage.local.clear()")


def test_an_answer_in_a_tip_that_storage_refuses(full: Pages) -> None:
    tab = full.linkedin("avery-stone")
    tab.click(tab.wait_for_chip())
    tab.wait_for("root.querySelector('[data-key=answer-yes]')")
    tab.in_root("root.querySelector('[data-key=answer-yes]').focus()")
    tab.ready("[data-key=answer-yes]", by_key=True)
    tab.page.keyboard.press("Enter")
    tab.wait_for("root.querySelector('.tip [role=status]').textContent.includes(\"the browser's storage refused it\")")
    assert full.stored()["records"]["people"]["avery-stone"]["answers"] == {}
    tab.in_root("root.querySelector('[data-key=hide]').focus()")
    tab.ready("[data-key=hide]", by_key=True)
    tab.page.keyboard.press("Enter")
    tab.in_root("root.querySelector('[data-key=hide-now]').focus()")
    tab.ready("[data-key=hide-now]", by_key=True)
    tab.page.keyboard.press("Enter")
    tab.rest()
    assert tab.tip_is_open(), "what was not hidden stays"


def test_an_answer_in_the_popup_that_storage_refuses(full: Pages) -> None:
    page = full.popup()
    page.locator("[data-key=thanked-avery-stone-yes]").click()
    expect(page.locator("#status")).to_contain_text("Nothing was saved: the browser's storage refused it.")
    expect(page.locator("[data-key=thanked-avery-stone-yes]")).to_be_visible()
    assert full.stored()["records"]["people"]["avery-stone"]["answers"] == {}
    full.worker.evaluate("chrome.storage.local.remove('filler')")
    page.locator("[data-key=thanked-avery-stone-yes]").click()
    expect(page.locator("[data-key=thanked-avery-stone-yes]")).to_have_count(0)


def test_a_reminder_that_storage_refuses(full: Pages) -> None:
    """The worker says so to the page that asked it."""
    full.at(MONDAY)
    page = full.popup()
    page.locator("#person-avery-stone > details > summary").click()
    page.locator("[data-key=remind-avery-stone]").click()
    expect(page.locator("#status")).to_contain_text("Nothing was saved: the browser's storage refused it.")
    assert "reminder" not in full.stored()["records"]["people"]["avery-stone"]


def test_a_day_for_an_instant_is_read_and_a_popup_that_failed_goes_on(ui: Pages) -> None:
    entered = records(ONE)
    entered["people"]["avery-stone"]["answers"] = {"thanked": {"value": "yes", "at": "2026-03-05"}}
    ui.begin(entered)
    form = ui.page("person.html#application=example-ltd")
    expect(form.locator("[name=thanked-when]")).to_have_value("2026-03-05")
    page = ui.popup()
    page.evaluate("""() => {
        document.getElementById = () => { throw new Error('once'); };
        window.reportError = () => { delete document.getElementById; window.reported = true; };
    }""")
    ui.worker.evaluate("Store.updateSettings((settings) => { settings.touched = 1; })")
    page.wait_for_function("window.reported")
    ui.worker.evaluate("Store.update((stored) => { stored.people['avery-stone'].name = 'Avery B. Stone'; })")
    expect(page.locator("#people .name")).to_have_text("Avery B. Stone")


CARD = (
    '<li><a href="/in/{slug}/">{name}</a>'
    '<a aria-label="Invite {name} to connect" href="/preload/custom-invite/?vanityName={slug}">Connect</a></li>'
)


def test_damaged_entries_silence_only_those_they_concern(ui: Pages) -> None:
    entered = records(ONE, application("Fable", "Cleo Marsh"))
    ui.begin(entered)
    cards = "".join(CARD.format(name=name, slug=slug_of(name)) for name in ("Avery Stone", "Cleo Marsh"))
    tab = ui.linkedin("somebody", f"<!doctype html><title>LinkedIn</title><main><ul>{cards}</ul></main>")

    def names() -> list[str]:
        return sorted(chip.name.partition(":")[0] for chip in tab.chips())

    until("both chips", lambda: names() == ["Avery Stone", "Cleo Marsh"], tab.pause, tab.there)
    for company, left in (("example-ltd", "Cleo Marsh"), ("fable", "Avery Stone")):
        torn = deepcopy(entered)
        torn["rounds"][f"round-{company}"]["zone"] = "Mars/Base"
        ui.store(records=torn)
        until(f"the chip of {left} alone", lambda left=left: names() == [left], tab.pause, tab.there)  # type: ignore[misc]
        tab.rest()
        assert names() == [left], "and it stays"


def test_a_file_that_does_not_fit(full: Pages, tmp_path: Path) -> None:
    page = full.page("options.html")
    file = tmp_path / "records.json"
    file.write_text(json.dumps({**records(application("Fable", "Cleo Marsh")), "kind": "connect-etiquette"}), "utf-8")
    page.locator("#import").set_input_files(file)
    page.locator("[data-key=import-add]").click()
    expect(page.locator("#import-problem")).to_contain_text("the browser's storage refused it")
    assert list(full.stored()["records"]["people"]) == ["avery-stone"]


@pytest.mark.parametrize("year", [1970, 2999])
def test_years_from_another_version_are_shown_and_break_nothing(ui: Pages, year: int) -> None:
    """The form refuses such years; a file may hold them."""
    far = records(application("Example Ltd", "Avery Stone", start=f"{year}-03-10T14:00"))
    ui.begin(far)
    tab = ui.linkedin("avery-stone")
    tab.click(tab.wait_for_chip())
    assert "Avery Stone" in tab.tip()
    page = ui.popup()
    assert page.locator("#people [id^=person-]").count() == 1
    form = ui.page("person.html#application=example-ltd")
    form.locator("[name=role]").fill("Other")
    form.locator("button.main").click()
    expect(form.locator("#problem")).to_have_text("Is the year right?")
    assert ui.stored()["records"]["rounds"] == far["rounds"]


def test_ten_rounds_at_once_are_one_wait(ui: Pages) -> None:
    entered = records(ONE)
    (round_,) = entered["rounds"].values()
    for minute in range(1, 10):
        entered["rounds"][f"round-{minute}"] = {**round_, "start": f"2026-03-10T14:{minute:02}"}
    ui.begin(entered)
    tab = ui.linkedin("avery-stone")
    tab.wait_for_chip("Wait · until you've met")
    form = ui.page("person.html#application=example-ltd")
    expect(form.locator("fieldset.round")).to_have_count(10)
    expect(form.locator("fieldset.round .hint").first).to_contain_text("This overlaps another interview.")
    form.locator("button.main").click()
    expect(form.locator("#saved")).not_to_be_empty()
    assert ui.stored()["records"]["rounds"] == entered["rounds"]


@pytest.mark.parametrize(
    ("wall", "begins"),
    [("2026-03-29T02:30", datetime(2026, 3, 29, 1, 30)), ("2026-10-25T02:30", datetime(2026, 10, 25, 0, 30))],
    ids=["skipped", "twice"],
)
def test_an_hour_that_is_skipped_or_comes_twice_is_the_one_that_the_form_named(
    ui: Pages, wall: str, begins: datetime
) -> None:
    """The skipped 2:30 is 3:30 in summer time, the repeated one its first; chips are quiet from 15 minutes before."""
    ui.begin(records(application("Example Ltd", "Avery Stone", start=wall)))
    start = begins.replace(tzinfo=UTC)
    ui.at(start - timedelta(minutes=16))
    tab = ui.linkedin("avery-stone")
    tab.wait_for_chip("Wait · until you've met")
    tab.set_clock(start - timedelta(minutes=15))
    tab.look()
    tab.wait_for_none()


def test_a_clock_set_back_while_a_tab_is_open(ui: Pages) -> None:
    """Thanked on Wednesday; on Monday that is still to come. The answer is kept, and counts again on Wednesday."""
    ui.begin(records(application("Example Ltd", "Avery Stone", of_people={"thanked": answer("yes", WEDNESDAY)})))
    ui.at(WEDNESDAY + timedelta(days=1))
    tab = ui.linkedin("avery-stone")
    tab.wait_for_chip("Your call")
    tab.set_clock(MONDAY)
    tab.look()
    tab.wait_for_chip("Wait · until you've met")
    tab.set_clock(WEDNESDAY + timedelta(days=1))
    tab.look()
    tab.wait_for_chip("Your call")


def test_a_form_with_a_hundred_people_can_be_saved(ui: Pages, full: bool) -> None:
    """A thousand with `--full`."""
    many = 1000 if full else 100
    entered = records(application("Example Ltd", *(f"Person {n:04}" for n in range(many))))
    ui.begin(entered)
    page = ui.page("person.html#application=example-ltd")
    expect(page.locator("fieldset.person")).to_have_count(many, timeout=60_000)
    page.locator("[name=role]").fill("Other")
    page.locator("button.main").click()
    # An expectation that fails at first would describe the whole page before it tries again.
    saved = page.locator("#saved")
    until("it to be saved", saved.text_content, lambda seconds: page.wait_for_timeout(seconds * 1000), seconds=120)
    assert saved.text_content() == "Saved on this device."
    stored: dict[str, Any] = ui.stored()["records"]
    assert stored["applications"]["example-ltd"]["role"] == "Other"
    assert stored["people"] == entered["people"]
    assert stored["rounds"] == entered["rounds"]


@pytest.mark.parametrize(
    ("minutes", "unfolds", "save"),
    [
        (0, None, "set-time-save-round-example-ltd"),
        (60, "likely-moved-round-example-ltd", "likely-moved-save-round-example-ltd"),
        (60, "event-example-ltd next-example-ltd", "next-example-ltd-avery-stone"),
    ],
)
def test_a_year_that_nobody_means_is_said_and_not_stored(
    ui: Pages, minutes: int, unfolds: str | None, save: str
) -> None:
    """Wherever one asks when an interview is: stored, it could not be mended there any more."""
    ui.begin(records(application("Example Ltd", "Avery Stone", minutes=minutes)))
    before = ui.stored()["records"]
    page = ui.popup()
    for key in (unfolds or "").split():
        page.locator(f"[data-key={key}]").click()
    button = page.locator(f"[data-key={save}]")
    form = page.locator(f"details.moved:has([data-key={save}])")
    field = form.locator("[name=when]")
    for value in ("0026-03-10T14:00", ""):
        field.fill(value)
        button.click()
        expect(form.locator(".problem")).not_to_be_empty()
        expect(field).to_be_focused()
    assert ui.stored()["records"] == before
    field.fill("2026-03-10T15:00")
    button.click()
    expect(page.locator("#status")).to_contain_text("Example Ltd")
    assert "2026-03-10T15:00" in [one["start"] for one in ui.stored()["records"]["rounds"].values()]
