"""One browser for all tests of a module that only read pages: nobody is entered, so nothing runs by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import MONDAY
from tests.support import chromium as driver


@pytest.fixture(scope="module")
def reader(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[driver.Tab]:
    """An empty page of LinkedIn with a way into the extension's world."""
    folder = tmp_path_factory.mktemp("reader")
    with driver.running(playwright, built / "chromium", folder, chromium, MONDAY) as extension:
        tab = extension.visit("/feed/", body="<!doctype html><html lang='en'><head></head><body></body></html>")
        extension.worker.evaluate(
            """async () => {
              const [tab] = await chrome.tabs.query({ url: Site.PAGES });
              const { start, look } = await Bundle.scripts();
              const target = { tabId: tab.id };
              await chrome.scripting.executeScript({ target, files: [...start, ...look] });
              await chrome.scripting.executeScript({ target, func: (page) => Known.learn(page), args: [await Bundle.page()] });
            }"""
        )
        tab.wait_for_world()
        yield tab
