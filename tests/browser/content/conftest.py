"""What tests of LinkedIn's pages share: a page that is only read, and a stage in both browsers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import MONDAY
from tests.support import chromium as driver
from tests.support.stage import Stage, on_chromium, on_firefox


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session", params=["chromium", "firefox"])
def standing(request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Each browser once for all modules that take `stage`: a start takes seconds."""
    folder = tmp_path_factory.mktemp("stage")
    program = request.getfixturevalue(request.param)
    if request.param == "chromium":
        playwright: Playwright = request.getfixturevalue("playwright")
        with on_chromium(playwright, built, folder, program, MONDAY) as found:
            yield found
    else:
        with on_firefox(built, folder, program, MONDAY) as found:
            yield found


@pytest.fixture(scope="module")
def stage(standing: Stage) -> Stage:
    """Both browsers with the people of the scenes entered; modules for one browser alone have a stage of their own."""
    standing.begin()
    return standing
