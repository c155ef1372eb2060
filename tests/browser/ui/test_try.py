"""The stage: an answer before anything was asked, and another one as time, date and answers change."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.ui.conftest import Pages
from tests.support.chromium import painted

NOON = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
GREYED = "No answer here can change the advice now or at the next change."


def stage(ui: Pages, query: str = "", **options: object) -> Page:
    ui.at(NOON)
    page = ui.page(f"try.html{query}", **options)  # type: ignore[arg-type]
    expect(page.locator("main[aria-busy=false]")).to_have_count(1)
    return page


def chip(page: Page) -> str:
    return page.locator("#chip .words").inner_text()


def test_it_begins_with_an_answer_which_follows_time_date_and_answers(ui: Pages) -> None:
    page = stage(ui, width=1200)
    assert chip(page) == "Wait · until you've met"
    expect(page.locator("#tip .headline")).to_have_text("Meet first, connect later")
    expect(page.locator("#date")).to_have_value("2026-03-10")
    # By keyboard: a day, an hour, the ends.
    slider = page.locator("#hours")
    slider.focus()
    before = int(slider.input_value())
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    assert int(slider.input_value()) == before + 25
    assert "before the interview. Wait · until you've met" in (slider.get_attribute("aria-valuetext") or "")
    page.keyboard.press("End")
    assert chip(page) == "Your call"
    assert "after it began. Your call" in (slider.get_attribute("aria-valuetext") or "")
    # To the changes themselves, and no further.
    page.locator("#earlier").click()
    expect(page.locator("#tip .headline")).to_have_text("They are deciding: your call")
    expect(page.locator("#later")).to_be_disabled()
    page.locator("#now").click()
    assert int(slider.input_value()) == before
    # A question in the tip and the same one beside it are one.
    page.locator("[data-key=others-contact-rules]").click()
    page.locator("[data-key=answer-match]").click()
    expect(page.locator("[name=contact-rules]")).to_have_value("match")
    expect(page.locator("#tip .headline")).to_have_text("In a match: wait until it is over")
    greyed = page.locator("[name=thanked]")
    expect(greyed).to_be_disabled()
    assert GREYED in page.locator("#reason-thanked").inner_text()
    expect(page.locator("[name=part]")).to_be_enabled()
    # Names stay in the drafts; a date that can't be is said in words, and nothing changes.
    page.locator("summary", has_text="Names for the drafts").click()
    page.locator("#typed-name").fill("Ada Lovelace")
    expect(page.locator("#tip .who")).to_have_text("Ada Lovelace · Example Ltd")
    page.locator("#date").fill("0001-01-01")
    page.locator("#date").blur()
    expect(page.locator("#problem")).to_have_text("Is the year right?")
    expect(page.locator("#tip .headline")).to_have_text("In a match: wait until it is over")
    page.locator("#afresh").click()
    expect(page.locator("#problem")).to_be_empty()
    assert chip(page) == "Wait · until you've met"
    # Sent, and the drawn button is another.
    page.locator("[name=request]").evaluate("(e) => { e.closest('details').open = true; }")
    page.locator("[name=request]").select_option("sent")
    expect(page.locator("#button")).to_have_text("Pending")
    # Nothing of it is kept in the extension.
    kept = ui.worker.evaluate("chrome.storage.local.get().then((all) => Object.keys(all))")
    assert set(kept) <= {"settings", "watch"}
    assert page.evaluate("localStorage.length") == 0


def test_it_speaks_the_language_it_is_told(ui: Pages, screenshots: Path) -> None:
    for language, width, scheme in (("de", 1440, "dark"), ("es", 320, "light")):
        page = stage(ui, f"?lang={language}", width=width, color_scheme=scheme)
        assert page.evaluate("document.documentElement.lang") == language
        painted(page)
        page.screenshot(path=screenshots / f"try-{language}-{width}-{scheme}.png", full_page=True)
        page.close()


def test_the_pages_lead_to_it_in_their_own_language(ui: Pages) -> None:
    ui.begin(None, locale="de")
    for name in ("popup", "options", "welcome"):
        page = ui.page(f"{name}.html")
        expect(page.locator("main[aria-busy=false]")).to_have_count(1)
        link = page.locator("a", has_text="Was wäre, wenn …")
        assert link.evaluate("(e) => e.search") == "?lang=de"
        assert link.get_attribute("target") == "_blank", "the page that it was opened from stays"
        page.close()
