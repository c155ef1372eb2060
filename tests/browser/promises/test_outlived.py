"""Nothing outlives its truth: what is switched off, removed, updated, or not allowed any more leaves no chip in the tabs that are
open, and a page that comes back asks anew. In both browsers, with two tabs, by the browser's own switches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.conftest import MONDAY
from tests.support import chromium, firefox
from tests.support.chromium import LINKEDIN
from tests.support.copies import make_copy
from tests.support.patience import PATIENCE, at_rest, until
from tests.support.scenes import LOOK, PEOPLE, card, page, stored

ADA = next(iter(PEOPLE))
PATH = "/mynetwork/grow/"
CARD = page(f"<main>{card(ADA)}</main>")

TRIES = 5
BEFORE_ITS_END = 4
"""Seconds until, at the earliest, a chip that nobody keeps in sight goes of itself."""


class Browser(Protocol):
    """What is done to an extension that stands on LinkedIn's pages, in two tabs."""

    name: str

    def choose(self) -> None:
        """Press “Beside Connect” on the welcome page, and let the browser allow it."""

    def store(self, items: dict[str, Any]) -> None: ...
    def open(self) -> Any:
        """A page of LinkedIn with one card, in a tab of its own that has the focus."""

    def run(self, tab: Any, expression: str) -> Any:
        """The value of an expression in the page."""

    def front(self, tab: Any) -> None:
        """Bring a tab to the front: what nobody sees is not looked at."""

    def chip(self, tab: Any) -> tuple[float, float]:
        """Wait for the chip in a tab that was loaded with the scripts in it; its middle."""

    def rest(self, tab: Any) -> None:
        """Wait until nothing is under way in our scripts: what was asked is answered."""

    def pause(self, seconds: float) -> None: ...
    def withhold(self) -> None: ...
    def allow(self) -> None: ...
    def switch(self, on: bool) -> None: ...
    def remove(self) -> None: ...
    def away_and_back(self, tab: Any, meanwhile: Any) -> bool:
        """Go to another page, and come back with the button Back; whether the page had been put away meanwhile."""


class InChromium:
    """Chromium, with the manifest as it is built."""

    name = "chromium"

    def __init__(self, extension: chromium.Extension) -> None:
        self.extension = extension
        # What is preset Chromium tells when its first page has come to rest; that is this one, while nothing covers it.
        extension.welcome()

    def choose(self) -> None:
        self.extension.allow()
        welcome = self.extension.welcome()
        assert self.extension.worker.evaluate("Site.allowed()") is False
        welcome.locator("#page").click()
        self.wait("the choice", lambda: self.extension.stored().get("settings") == {"place": "page"})
        self.extension.settle()

    def store(self, items: dict[str, Any]) -> None:
        self.extension.store(**items)

    def open(self) -> chromium.Tab:
        return self.extension.visit(PATH, CARD)

    def run(self, tab: chromium.Tab, expression: str) -> Any:
        return tab.page.evaluate(expression)

    def front(self, tab: chromium.Tab) -> None:
        tab.page.bring_to_front()

    def chip(self, tab: chromium.Tab) -> tuple[float, float]:
        chip = tab.wait_for_chip()
        return chip.x + chip.width / 2, chip.y + chip.height / 2

    def rest(self, tab: chromium.Tab) -> None:
        tab.rest()

    def pause(self, seconds: float) -> None:
        self.extension.pause(seconds)

    def wait(self, what: str, found: Any) -> None:
        until(what, found, self.pause)

    def withhold(self) -> None:
        self.extension.withhold()

    def allow(self) -> None:
        self.extension.allow()

    def switch(self, on: bool) -> None:
        self.extension.switch(on)

    def remove(self) -> None:
        self.extension.worker.evaluate("() => void chrome.management.uninstallSelf({ showConfirmDialog: false })")

    def away_and_back(self, tab: chromium.Tab, meanwhile: Any) -> bool:
        here: Page = tab.page
        here.evaluate("void addEventListener('pageshow', ({ persisted }) => { globalThis.__persisted = persisted; })")
        here.goto(f"{LINKEDIN}/feed/")
        meanwhile()
        here.evaluate("void history.back()")
        self.wait("the page that was put away", lambda: here.url.endswith(PATH) and here.evaluate("__persisted"))
        return True


class InFirefox:
    """Firefox, with the manifest as it is built."""

    name = "firefox"

    def __init__(self, browser: firefox.Firefox) -> None:
        self.browser = browser
        browser.bodies[PATH] = CARD
        self.welcome = browser.wait_for_tab("/pages/welcome/welcome.html")
        browser.wait_until(self.welcome, "document.querySelector('main')?.ariaBusy === 'false'")

    def choose(self) -> None:
        assert self.browser.run(self.welcome, "Site.allowed()") is False
        self.browser.press_on(self.welcome, "#page")
        self.browser.wait_until(self.welcome, "document.querySelector('#page').ariaPressed === 'true'")
        self.browser.settle(self.welcome)

    def store(self, items: dict[str, Any]) -> None:
        self.browser.store(self.welcome, items)

    def open(self) -> str:
        tab = self.browser.new_tab()
        self.browser.go(tab, LINKEDIN + PATH)
        return tab

    def run(self, tab: str, expression: str) -> Any:
        return self.browser.run(tab, expression)

    def front(self, tab: str) -> None:
        self.browser.send("browsingContext.activate", context=tab)

    def chip(self, tab: str) -> tuple[float, float]:
        box = self.browser.wait_for(
            tab, "root?.querySelector('.chip:not(.away)') && __look().shown.length === 1 && __look().shown[0]"
        )
        assert "x" in box, box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def rest(self, tab: str) -> None:
        at_rest(lambda: self.browser.inside(tab, "__rest()"), self.browser.pump)

    def pause(self, seconds: float) -> None:
        self.browser.pump(seconds)

    def withhold(self) -> None:
        self.browser.run(self.welcome, "Site.giveBack()")

    def allow(self) -> None:
        self.browser.wait_until(self.welcome, "document.querySelector('#allow') !== null")
        self.browser.press_on(self.welcome, "#allow")

    def switch(self, on: bool) -> None:
        call = "enable" if on else "disable"
        self.browser.privileged(f"AddonManager.getAddonByID('{firefox.ID}').then((addon) => addon.{call}())")

    def remove(self) -> None:
        self.browser.send("webExtension.uninstall", extension=firefox.ID)

    def away_and_back(self, tab: str, meanwhile: Any) -> bool:
        listen = "void addEventListener('pageshow', ({ persisted }) => { globalThis.__persisted = persisted; })"
        self.browser.run(tab, f"globalThis.__persisted = null, {listen}")
        self.browser.go(tab, f"{LINKEDIN}/feed/")
        meanwhile()
        self.browser.send("browsingContext.activate", context=tab)
        self.browser.send("browsingContext.traverseHistory", context=tab, delta=-1)
        here = f"location.pathname === {PATH!r} && document.readyState === 'complete'"
        self.browser.wait_until(tab, f"{here} && globalThis.__persisted !== null")
        return self.browser.run(tab, "globalThis.__persisted") is True


@contextmanager
def on(name: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Browser]:
    """The browser of this name, with everybody entered and nothing chosen."""
    built: Path = request.getfixturevalue("built")
    program: str = request.getfixturevalue(name)
    if name == "chromium":
        playwright: Playwright = request.getfixturevalue("playwright")
        with chromium.running(
            playwright,
            built / "chromium",
            folder,
            program,
            MONDAY,
            LOOK,
            granted=False,
            fewer_arguments=("--disable-back-forward-cache",),
        ) as extension:
            found: Browser = InChromium(extension)
            found.store({"records": stored()["records"]})
            yield found
    else:
        copy = make_copy(built / "firefox", folder / "extension", MONDAY, LOOK + firefox.ASK, granted=False)
        with firefox.running(copy, program, "", firefox.SYSTEM) as browser:
            found = InFirefox(browser)
            found.store({"records": stored()["records"]})
            yield found


def without_ada() -> dict[str, Any]:
    """Everything entered, but the person whose card is shown."""
    records: dict[str, Any] = stored()["records"]
    del records["people"][PEOPLE[ADA]]
    records["rounds"]["r"]["who"].remove(PEOPLE[ADA])
    return records


def seen(browser: Browser, tab: Any, at: tuple[float, float]) -> bool:
    """Whether something of ours is at a point of the page, as far as the page can tell."""
    x, y = at
    over = f"(() => {{ const found = document.elementFromPoint({x}, {y}); return found !== null && found !== document.body && found.parentNode === document.documentElement; }})()"
    return bool(browser.run(tab, over))


def gone(browser: Browser, tabs: list[Any], at: tuple[float, float], why: str, within: float = PATIENCE) -> None:
    def shown() -> list[bool]:
        return [seen(browser, tab, at) for tab in tabs]

    until(f"no chip, {why}", lambda: not any(shown()), browser.pause, shown, within)


def there(browser: Browser, tabs: list[Any], at: tuple[float, float], why: str) -> None:
    for tab in tabs:
        browser.front(tab)
        children: list[int] = []

        def alone(tab: Any = tab, children: list[int] = children) -> bool:
            children[:] = [browser.run(tab, "document.documentElement.children.length")]
            return seen(browser, tab, at) and children == [3]

        until(
            f"a chip in one element of ours and no more, {why}",
            alone,
            browser.pause,
            lambda c=children: f"{c} elements",
        )  # type: ignore[misc]


def left(browser: Browser, tab: Any, meanwhile: Any, before: Any) -> None:
    """Leave a page and come back to it. Whether it is put away or loaded anew is the browser's decision: a busy one may not keep it,
    and then all is as it was `before`, and it is left again."""
    for _ in range(TRIES):
        if browser.away_and_back(tab, meanwhile):
            return
        before()
    raise AssertionError("the browser loads the page anew each time, and never puts it away")


@pytest.mark.parametrize("name", ["chromium", "firefox"])
def test_a_chip_goes_with_what_it_rests_on(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    with on(name, request, tmp_path) as browser:
        before = browser.open()
        assert browser.run(before, "document.documentElement.children.length") == 2, "before the choice"
        browser.choose()
        tabs = [before, browser.open()]
        at = browser.chip(tabs[1])
        there(browser, tabs, at, "in a tab that was open at the choice, and in one that was not")

        # A tab that nobody sees is not looked at, nor does it show for a moment what was true when it was left.
        browser.front(tabs[1])
        browser.store({"records": without_ada()})
        gone(browser, tabs, at, "of somebody who was deleted, in the tab that is seen and in the other", BEFORE_ITS_END)
        browser.store({"records": stored()["records"]})
        there(browser, tabs, at, "when she was entered again")

        browser.withhold()
        gone(browser, tabs, at, "when access was taken away")
        browser.allow()
        there(browser, tabs, at, "when it was given back")

        def stand() -> None:
            browser.store({"settings": {"place": "page"}})
            there(browser, tabs, at, "before the page was left")

        left(browser, tabs[0], lambda: browser.store({"settings": {"place": "toolbar"}}), stand)
        browser.rest(tabs[0])
        assert not seen(browser, tabs[0], at), "chosen meanwhile: the toolbar only"
        browser.store({"settings": {"place": "page"}})
        there(browser, tabs, at, "beside Connect again")

        browser.switch(on=False)
        gone(browser, tabs, at, "when it was switched off")
        browser.switch(on=True)
        there(browser, tabs, at, "when it was switched on")

        browser.remove()
        gone(browser, tabs, at, "when it was removed")


@pytest.mark.parametrize("name", ["chromium", "firefox"])
def test_a_page_that_was_put_away_gets_what_was_switched_on(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """It has no script of ours, or scripts that were told to do nothing."""
    with on(name, request, tmp_path) as browser:
        tabs = [browser.open()]
        left(browser, tabs[0], browser.choose, browser.withhold)
        at = browser.chip(browser.open())
        there(browser, tabs, at, "in a page that had no scripts when advice was switched on")

        def rest() -> None:
            browser.store({"settings": {"place": "toolbar"}})
            gone(browser, tabs, at, "in the toolbar only")

        rest()
        left(browser, tabs[0], lambda: browser.store({"settings": {"place": "page"}}), rest)
        there(browser, tabs, at, "in a page whose scripts did nothing when advice was switched on")
