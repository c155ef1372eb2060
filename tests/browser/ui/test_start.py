"""What Chromium is started with: nothing that only costs time, and all that Playwright starts it with."""

from __future__ import annotations

import tempfile

from playwright.sync_api import BrowserContext, Playwright

from tests.browser.ui.conftest import Pages
from tests.support.browsers import LISTS, PLAYWRIGHTS, arguments, launch_options

TOLD = "--enable-automation"
"""With it Chromium says what it was started with."""


def own_pages(context: BrowserContext) -> list[str]:
    """The pages of Chromium's own window, by their addresses."""
    session = context.new_cdp_session(context.pages[0])
    return [one["url"] for one in session.send("Target.getTargets")["targetInfos"] if one["type"] == "browser_ui"]


def test_chromium_loads_no_pages_of_its_own(browser: Pages) -> None:
    assert own_pages(browser.context) == []


def test_what_playwright_switches_off_stays_off(playwright: Playwright, chromium: str) -> None:
    """A newer Playwright may switch off more."""
    with tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, headless=True, args=[TOLD], **launch_options(chromium)
        )  # type: ignore[arg-type]
        try:
            session = context.new_cdp_session(context.pages[0])
            given = session.send("Browser.getBrowserCommandLine")["arguments"]
        finally:
            context.close()
    lists = [argument.partition("=")[2].split(",") for argument in given if argument.startswith("--disable-features=")]
    assert lists[-1], "Playwright switches something off"
    assert set(lists[-1]) == set(PLAYWRIGHTS)
    assert f"--disable-features={','.join([*PLAYWRIGHTS, *LISTS])}" in arguments()
