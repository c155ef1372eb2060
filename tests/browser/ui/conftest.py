"""One Chromium for all tests of this folder; each test begins with empty storage on `MONDAY`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.browser.conftest import MONDAY
from tests.support import chromium as driver
from tests.support import sites
from tests.support.browsers import arguments, launch_options
from tests.unit.test_errors import etiquette

EMPTY = "about:blank"
AS_USUAL = {
    "color_scheme": "light",
    "reduced_motion": "no-preference",
    "forced_colors": "none",
    "contrast": "no-preference",
}
"""What Playwright emulates in a new tab."""
TAB = """
if (typeof document === "object" && location.protocol === "chrome-extension:") {
  const given = new URLSearchParams(location.hash.slice(1)).get("tab");
  if (given) chrome.tabs.query = async () => [JSON.parse(given)];
}
if (typeof document === "object" && location.protocol === "https:") {
  const asked = new URLSearchParams(location.search);
  if (asked.has("clock")) __setClock(Number(asked.get("clock")), asked.has("stands"));
}
"""
"""More prelude: the popup opened in a tab of its own takes the tab “under” it from its address, LinkedIn's pages the hour."""


class Pages(driver.Extension):
    """The extension with ways to begin with something entered, and to stop the clock where a test wants it."""

    query = ""
    """More for the address of LinkedIn's pages."""

    def __init__(self, context: BrowserContext, folder: Path) -> None:
        super().__init__(context, folder)
        self.errors: list[str] = []
        self.used: Page | None = None
        self.added: list[Callable[[], None]] = []
        # What is preset Chromium tells when its first page has come to rest; that is this one, while nothing covers it.
        self.welcome()

    def begin(self, records: dict[str, Any] | None = None, **settings: Any) -> None:
        """Empty storage but for these records and settings; by default advice stands beside Connect."""
        settings = {key: value for key, value in {"place": "page", **settings}.items() if value is not None}
        items: dict[str, Any] = {"settings": settings}
        if records is not None:
            items["records"] = records
        self.worker.evaluate("() => new Promise((done) => chrome.storage.local.clear(done))")
        self.store(**items)

    def at(self, instant: datetime) -> None:
        """The clock of the worker and of every page opened from now on."""
        self.now = instant
        self.worker.evaluate(f"__setClock({int(instant.timestamp() * 1000)})")

    def page(self, name: str, width: int = 1000, height: int = 900, **options: Any) -> Page:
        """One of the extension's own pages, by the clock that `at` set."""
        tab = self.empty_tab()
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(**{**AS_USUAL, **options})
        start = f"globalThis.__start = {int(self.now.timestamp() * 1000)};"
        self.added.append(tab.add_init_script(start).close)
        tab.goto(self.url(name))
        driver.alive(tab)
        return tab

    def empty_tab(self) -> Page:
        """The tab in which tests before had a page of ours, if it is empty, or a new one."""
        if self.used is None or self.used.is_closed() or self.used.url != EMPTY:
            tab = self.context.new_page()
            tab.on("pageerror", lambda error: self.errors.append(str(error)))
            self.used = self.used if self.used and not self.used.is_closed() else tab
            return tab
        self.used.bring_to_front()
        return self.used

    def begin_with_one_tab(self, *others: Page) -> None:
        """And that for a page of ours: to open a tab takes a quarter of what a page takes."""
        kept = [self.used] if self.used and not self.used.is_closed() else []
        super().begin_with_one_tab(*others, *kept)
        for page in kept:
            page.goto(EMPTY)
        while self.added:
            self.added.pop()()
        self.errors.clear()

    def popup(self, under: dict[str, Any] | None = None, **options: Any) -> Page:
        """The toolbar's window in a tab of its own, as wide as it is there, over the tab `under`."""
        fragment = f"#tab={quote(json.dumps(under))}" if under else ""
        tab = self.page(f"popup.html{fragment}", width=400, height=700, **options)
        expect(tab.locator("main[aria-busy=false]")).to_have_count(1)
        return tab

    def linkedin(
        self,
        slug: str,
        body: str | None = None,
        shape: str = "sdui-profile-connect.en.html",
        stands: bool = False,
        **options: Any,
    ) -> driver.Tab:
        """A profile on LinkedIn, by the clock that `at` set, which may stand. The shapes' owner is Avery Stone."""
        if body is None:
            body = (driver.SHAPES / shape).read_text("utf-8").replace("avery-stone-1a2b3c", slug)
        clock = f"?clock={int(self.now.timestamp() * 1000)}{'&stands' if stands else ''}"
        tab = self.visit(f"/in/{slug}/{clock}{self.query}", body)
        if options:
            tab.page.emulate_media(**options)
        if self.is_there():
            tab.wait_for_world()
        return tab


def with_slow_file(page: Page) -> Callable[[], None]:
    """The next file that is chosen on a page is read only when what this gives is called."""
    page.evaluate("""() => {
        const { text } = Blob.prototype;
        Blob.prototype.text = function () {
          Blob.prototype.text = text;
          return new Promise((done) => {
            globalThis.__readOn = async () => {
              done(await text.call(this));
              await new Promise((later) => setTimeout(later));
            };
          });
        };
    }""")
    return lambda: page.evaluate("() => __readOn()")


@pytest.fixture(scope="session")
def browser(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pages]:
    with driver.running(
        playwright, built / "chromium", tmp_path_factory.mktemp("ui"), chromium, MONDAY, TAB, kind=Pages
    ) as running:
        yield running


@pytest.fixture
def ui(browser: Pages) -> Iterator[Pages]:
    """Empty storage, Monday morning, no tab open but one that stays empty."""
    browser.begin_with_one_tab()
    browser.begin()
    browser.at(MONDAY)
    yield browser
    assert browser.errors == [], "no page had an error"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `etiquette site` writes."""
    folder = tmp_path_factory.mktemp("site") / "some" / "folder"
    assert etiquette("site", "--out", folder).exit_code == 0
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site in a folder of a host that has more."""
    with sites.served(site.parents[1]) as host:
        yield f"{host}some/folder/"


@pytest.fixture(scope="session")
def bare(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """A browser without the extension."""
    with playwright.chromium.launch(args=arguments(), **launch_options(chromium)) as running:  # type: ignore[arg-type]
        yield running


@pytest.fixture
def context(bare: Browser) -> Iterator[BrowserContext]:
    with sites.visiting(bare) as context:
        yield context
