"""The site when it is come back to: another day, another zone, another language; and what today has to do with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.sites import link, opened, visiting

NOON = "2026-03-10T11:00:00Z"
"""Tuesday, 12:00 in Berlin."""


@pytest.fixture
def today(bare: Browser) -> Iterator[BrowserContext]:
    with visiting(bare, NOON) as context:
        yield context


def meet(page: Page, date: str, time: str = "14:00") -> None:
    page.locator("#time").fill(time)
    page.locator("#date").fill(date)
    page.locator("#date").blur()


def test_what_a_device_remembers_is_looked_at_from_today(today: BrowserContext, bare: Browser, address: str) -> None:
    page = opened(today, address)
    meet(page, "2026-03-12")
    page.locator("#remember").check()
    page.wait_for_function("localStorage.length > 0")
    with visiting(bare, "2026-03-17T11:00:00Z", storage_state=today.storage_state()) as later:
        again = opened(later, address)
        expect(again.locator("#date")).to_have_value("2026-03-12")
        expect(again.locator("#moment")).to_contain_text("Tue 17 Mar, 12:00 · 4 days, 22 hours after it began")
        expect(again.locator("#chip")).to_have_text("Your call")


def test_each_entry_of_a_calendar_leads_to_its_own_moment(today: BrowserContext, bare: Browser, address: str) -> None:
    page = opened(today, address)
    meet(page, "2026-03-12")
    with page.expect_download() as download:
        page.locator("#calendar").click()
    ics = download.value.path().read_text("utf-8").replace("\n ", "")
    entries = {
        re.search(r"^SUMMARY:(.*)", entry, re.MULTILINE)[1]: re.search(r"^DESCRIPTION:(.*)", entry, re.MULTILINE)[1]
        for entry in ics.split("BEGIN:VEVENT")[1:]
    }
    moments = {
        "Interview": "Thu 12 Mar, 14:00",
        "Thank by e-mail": "Thu 12 Mar, 15:00",
        "Connecting: Your call": "Sun 15 Mar, 15:00",
    }
    assert set(entries) == set(moments)
    with visiting(bare, "2026-03-17T11:00:00Z") as later:
        for title, says in entries.items():
            expect(opened(later, says.replace("\\", "")).locator("#moment")).to_contain_text(moments[title])


def test_now_is_this_minute(today: BrowserContext, address: str) -> None:
    page = opened(today, address)
    meet(page, "2026-03-10", "12:10")
    expect(page.locator("#moment")).to_have_text("Tue 10 Mar, 12:00 · 10 minutes before the interview")
    page.locator("#hours").press("End")
    page.locator("#now").click()
    expect(page.locator("#moment")).to_have_text("Tue 10 Mar, 12:00 · 10 minutes before the interview")
    # The slider goes on from there by hours.
    page.locator("#hours").press("ArrowRight")
    expect(page.locator("#moment")).to_have_text("Tue 10 Mar, 12:10 · as the interview begins")


def test_where_today_is_out_of_reach_that_is_said(today: BrowserContext, address: str) -> None:
    page = opened(today, address)
    beyond = page.locator("#beyond")
    expect(beyond).to_be_hidden()
    meet(page, "2026-06-10")
    expect(beyond).to_have_text("Today is earlier still: this begins 14 days before the interview.")
    expect(page.locator("#now")).to_be_disabled()
    meet(page, "2025-03-20")
    expect(beyond).to_have_text("Today is later still: this ends 28 days after the interview began.")
    # Of another year than this it is said which.
    expect(page.locator("#moment")).to_contain_text("Thu, 17 Apr 2025, 15:00")
    meet(page, "2026-03-12")
    expect(beyond).to_be_hidden()
    expect(page.locator("#now")).to_be_enabled()


def test_a_link_of_another_zone_says_whose_clock_it_is(today: BrowserContext, bare: Browser, address: str) -> None:
    page = opened(today, address)
    expect(page.locator("#moment")).not_to_contain_text("Berlin")
    expect(page.locator("#zone")).to_be_hidden()
    copied = link(page)
    with visiting(bare, NOON, "Europe/Vienna") as near:
        expect(opened(near, copied).locator("#zone")).to_be_hidden()
    with visiting(bare, NOON, "America/New_York") as far:
        page = opened(far, copied)
        expect(page.locator("#moment")).to_contain_text("Tue 10 Mar, 12:00 · Berlin time · 3 days")
        expect(page.locator("#zone")).to_have_text("Berlin time")


def test_without_a_date_there_is_nothing_to_copy(today: BrowserContext, address: str) -> None:
    page = opened(today, address)
    page.locator("#date").fill("")
    page.locator("#date").blur()
    expect(page.locator("#problem")).to_have_text("On which day is the interview?")
    for button in ("#copy", "#report", "#calendar"):
        expect(page.locator(button)).to_be_disabled()
    # Nor does another moment bring the old date back beside the question for it.
    page.locator("#later").click()
    expect(page.locator("#date")).to_have_value("")
    meet(page, "2026-03-12")
    expect(page.locator("#problem")).to_be_empty()
    link(page)


def test_another_language_shows_the_same_situation(today: BrowserContext, address: str) -> None:
    page = opened(today, f"{address}?embed")
    meet(page, "2026-03-12")
    page.locator("[name=tie]").select_option("met")
    page.locator("summary", has_text="Names for the drafts").click()
    page.locator("#typed-name").fill("Zoe Quinn")
    page.locator("#later").click()
    moment = page.locator("#hours").input_value()
    page.locator("#languages a", has_text="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("#date")).to_have_value("2026-03-12")
    expect(page.locator("[name=tie]")).to_have_value("met")
    expect(page.locator("#name")).to_have_text("Zoe Quinn")
    expect(page.locator("#company")).to_have_text("Beispiel GmbH")
    expect(page.locator("#hours")).to_have_value(moment)
    expect(page.locator("body")).to_have_class("embed")
    # No address holds any of it, nor does the browser from then on.
    assert page.url == f"{address}?embed=&lang=de"
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0


def test_a_key_that_leads_to_the_last_change_keeps_the_focus(today: BrowserContext, address: str) -> None:
    page = opened(today, address)
    page.locator("#later").focus()
    for _ in range(6):
        page.keyboard.press("Enter")
    expect(page.locator("#later")).to_be_disabled()
    expect(page.locator("#later")).to_be_focused()


def test_a_day_that_cannot_be_is_remarked(today: BrowserContext, address: str) -> None:
    page = opened(today, address)
    meet(page, "2026-03-04")
    page.evaluate("document.querySelectorAll('#told details').forEach((e) => { e.open = true; })")
    for name, wrong, said, right in (
        ("promised-by", "2026-02-01", "This day is before the interview, so it changes nothing.", "2026-03-12"),
        ("chased", "2027-01-01", "This day is still to come. When did it happen?", "2026-03-09"),
    ):
        field, remark = page.locator(f"[name={name}]"), page.locator(f"#remark-{name}")
        field.fill(wrong)
        expect(remark).to_have_text(said)
        assert f"remark-{name}" in (field.get_attribute("aria-describedby") or "")
        field.fill(right)
        expect(remark).to_be_hidden()
