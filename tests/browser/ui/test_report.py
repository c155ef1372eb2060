"""The report on a phone: nothing scrolls sideways, and no word is cut or runs into the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from connect_etiquette.report import Edition, report_page
from connect_etiquette.translations import Locale
from playwright.sync_api import Browser, Playwright

from tests.support.browsers import arguments, launch_options
from tests.support.etiquette import checked

CUT = """() => [...document.querySelectorAll('th, td, .badge')].filter((part) => {
  const { width, height } = part.getBoundingClientRect();
  const shown = width > 1 && getComputedStyle(part).clipPath === 'none' && !part.closest('thead')?.matches('.wide *');
  const lines = height / parseFloat(getComputedStyle(part).lineHeight);
  return shown && (part.scrollWidth > part.clientWidth + 1 || (part.matches('.badge') && lines > 1.9));
}).map((part) => part.textContent.trim())"""
NARROW = """() => [...document.querySelectorAll('.wide td')].filter((cell) => {
  const words = cell.textContent.trim();
  return words.length > 30 && cell.getBoundingClientRect().width < 200;
}).length"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    with playwright.chromium.launch(args=arguments(), **launch_options(chromium)) as browser:  # type: ignore[arg-type]
        yield browser


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_it_can_be_read_on_a_narrow_screen(language: str, browser: Browser, screenshots: Path, tmp_path: Path) -> None:
    run = checked()[0]
    assert run.proved is not None
    locale = next((one for one in run.locales if one.id == language), Locale(language, {}))
    file = tmp_path / "report.html"
    file.write_text(report_page(run.proved, locale, Edition("1.2.3", "0123456789abcdef")), "utf-8")
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(file.as_uri())
    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
    assert page.evaluate(CUT) == []
    assert page.evaluate(NARROW) == 0, "long words have a line's width"
    page.locator("#cases table").first.scroll_into_view_if_needed()
    page.screenshot(path=screenshots / f"report-320.{language}.png")
    page.close()
