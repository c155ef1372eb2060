"""The site where something is lacking: JavaScript, what is still to come, a file that does not come, and on paper colours and keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.support.sites import opened, visiting

ROOT = Path(__file__).parents[3]
LANGUAGES = ["en", *sorted(path.name for path in (ROOT / "rules" / "locales").iterdir() if path.is_dir())]
BOXES = "main :is(input, select, button, summary)"


def boxes(page: Page) -> list[str]:
    """The controls that somebody sees."""
    seen = f"[...document.querySelectorAll('{BOXES}')].filter((e) => e.checkVisibility({{ visibilityProperty: true }}))"
    found: list[str] = page.evaluate(f"{seen}.map((e) => e.id || e.name)")
    return found


def test_without_javascript_it_says_so_in_every_language(bare: Browser, address: str) -> None:
    with visiting(bare, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        for language in LANGUAGES:
            said = page.locator(f"noscript p:lang({language})")
            expect(said).to_be_visible()
            expect(said).to_contain_text("JavaScript")
        expect(page.locator("#date")).not_to_be_visible()


def test_while_it_loads_it_says_so_and_shows_no_box_without_words(context: BrowserContext, address: str) -> None:
    held: list[Route] = []
    context.route("**/bundle/core.json", lambda route: held.append(route))
    page = context.new_page()
    with page.expect_request("**/bundle/core.json"):
        page.goto(address, wait_until="commit")
    expect(page.locator("#said")).to_have_text("Loading…")
    expect(page.locator("main")).to_have_attribute("aria-busy", "true")
    assert boxes(page) == []
    for route in held:
        route.continue_()
    expect(page.locator("main[aria-busy=false]")).to_have_count(1)
    expect(page.locator("#said")).to_be_empty()
    assert "date" in boxes(page)


@pytest.mark.parametrize(
    ("lost", "said"),
    [("**/bundle/core.json", "so there is no advice at the moment"), ("**/engine/**/timeline.js", "Load it again")],
)
def test_a_file_that_does_not_come_is_told_in_words_of_a_page(
    context: BrowserContext, address: str, lost: str, said: str
) -> None:
    def gone(route: Route) -> None:
        route.fulfill(status=404, body="")

    context.route(lost, gone)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("main")).to_contain_text("A part of this page could not be loaded")
    expect(page.locator("main")).to_contain_text(said)
    assert not re.search("extension|install|entered", page.locator("main").inner_text())


def test_on_paper_stands_the_answer_and_what_was_said(context: BrowserContext, address: str, screenshots: Path) -> None:
    page = opened(context, address)
    page.locator("[name=tie]").select_option("met")
    page.emulate_media(media="print")
    for shown in ("#chip", "#moment", "#tip .headline", "#date", "[name=tie]"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (
        "#tip fieldset",
        "#hours",
        "#now",
        "#copy",
        "#languages",
        "[name=part]",
        "[name=kind]",
        "h2:text('The application')",
    ):
        expect(page.locator(hidden)).to_be_hidden()
    page.screenshot(path=screenshots / "site-paper.png", full_page=True)
