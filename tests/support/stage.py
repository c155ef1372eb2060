"""One stage for both browsers: a page of LinkedIn with people entered, things done to it, and what the chips do meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Error, Playwright

from tests.support import chromium, firefox
from tests.support.chromium import LINKEDIN
from tests.support.copies import make_copy
from tests.support.patience import PATIENCE, at_rest
from tests.support.scenes import LOOK, stored


class Stage(Protocol):
    """What a scene needs of a browser."""

    name: str

    def begin(self) -> None:
        """Storage with the people of the scenes, and nothing of what was before."""

    def open(self, html: str, path: str = "/mynetwork/grow/") -> None:
        """Show a page at LinkedIn's `path`, in a tab of its own."""

    def do(self, script: str) -> Any:
        """Run statements in the page."""

    def inside(self, expression: str) -> Any:
        """The value of an expression, or of the promise that it is, in the extension's world."""

    def pause(self, seconds: float) -> None:
        """Let time pass."""

    def rest(self) -> None:
        """Wait until nothing is under way in the extension's world."""

    def resize(self, width: int, height: int) -> None:
        """Give the page another viewport."""

    def click(self, x: float, y: float) -> None:
        """A trusted click."""

    def hover(self, x: float, y: float) -> None:
        """Move the pointer to a point of the viewport."""

    def drag(self, *points: tuple[float, float]) -> None:
        """Press the pointer at the first of these points and release it at the last."""

    def keys(self, *names: str) -> None:
        """Trusted presses of keys: Tab, Enter, Space, Escape."""

    def picture(self, path: Path) -> None:
        """Write a screenshot."""


class OnChromium:
    """Chromium as a stage."""

    name = "chromium"

    def __init__(self, extension: chromium.Extension) -> None:
        self.extension = extension
        self.tab: chromium.Tab | None = None

    def begin(self) -> None:
        self.extension.worker.evaluate("() => chrome.storage.local.clear()")
        self.extension.store(**stored())

    def open(self, html: str, path: str = "/mynetwork/grow/") -> None:
        is_there = self.extension.is_there()
        if self.tab is not None and not self.tab.page.is_closed() and is_there:
            # The same tab, as a person goes on: a new one takes twice the time. Size and pointer are those of a new one.
            self.tab.body = html
            self.resize(1100, 800)
            self.tab.page.mouse.move(0, 0)
            self.tab.go(path)
        else:
            # Where nothing of ours runs, nothing of what ran before is to be left.
            if self.tab is not None:
                self.tab.page.close()
            self.tab = self.extension.visit(path, body=html)
        if is_there:
            self.tab.wait_for_world()

    def do(self, script: str) -> Any:
        assert self.tab is not None
        return self.tab.page.evaluate(f"() => {{ {script} }}")

    def inside(self, expression: str) -> Any:
        assert self.tab is not None
        return self.tab.inside(expression)

    def pause(self, seconds: float) -> None:
        assert self.tab is not None
        self.tab.pause(seconds)

    def rest(self) -> None:
        assert self.tab is not None
        self.tab.rest()

    def in_frames(self) -> list[list[str]]:
        """The words of the chips in each of the tab's frames; one that is gone has none."""
        assert self.tab is not None
        words = "typeof __look === 'function' ? __look().shown.map((chip) => chip.words) : []"
        found: list[list[str]] = []
        for world in self.tab.frames:
            try:
                asked = {"expression": words, "contextId": world, "returnByValue": True}
                reply = self.tab.cdp.send("Runtime.evaluate", asked)
            except Error:
                continue
            found.append(reply["result"].get("value") or [])
        return found

    def resize(self, width: int, height: int) -> None:
        assert self.tab is not None
        self.tab.page.set_viewport_size({"width": width, "height": height})

    def click(self, x: float, y: float) -> None:
        assert self.tab is not None
        self.tab.page.mouse.click(x, y)

    def hover(self, x: float, y: float) -> None:
        assert self.tab is not None
        self.tab.page.mouse.move(x, y, steps=5)

    def drag(self, *points: tuple[float, float]) -> None:
        assert self.tab is not None
        mouse = self.tab.page.mouse
        mouse.move(*points[0])
        mouse.down()
        for x, y in points[1:]:
            mouse.move(x, y, steps=4)
        mouse.up()

    def keys(self, *names: str) -> None:
        assert self.tab is not None
        for name in names:
            self.tab.page.keyboard.press(name)

    def picture(self, path: Path) -> None:
        assert self.tab is not None
        self.tab.picture(path)


KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Space": " ", "Escape": "\ue00c"}
"""WebDriver's code points of keys."""


class OnFirefox:
    """Firefox as a stage."""

    name = "firefox"

    def __init__(self, browser: firefox.Firefox, own: str) -> None:
        """`own` is a tab with one of the extension's own pages."""
        self.browser = browser
        self.own = own
        self.tab = browser.new_tab()

    def begin(self) -> None:
        self.browser.run(self.own, "chrome.storage.local.clear()")
        self.browser.store(self.own, stored())

    def open(self, html: str, path: str = "/mynetwork/grow/") -> None:
        self.browser.bodies[path] = html
        # In full screen Firefox never says that the viewport has its size.
        self.do("return document.fullscreenElement && document.exitFullscreen()")
        self.resize(1100, 800)
        self.browser.go(self.tab, LINKEDIN + path)
        self.browser.wait_for(self.tab, "typeof globalThis.__look === 'function'")

    def do(self, script: str) -> Any:
        return self.browser.run(self.tab, f"(() => {{ {script} }})()")

    def inside(self, expression: str) -> Any:
        return self.browser.inside(self.tab, expression)

    def pause(self, seconds: float) -> None:
        self.browser.pump(seconds)

    def rest(self) -> None:
        at_rest(lambda: self.inside("__rest()"), self.pause)

    def resize(self, width: int, height: int) -> None:
        self.browser.send("browsingContext.setViewport", context=self.tab, viewport={"width": width, "height": height})

    def click(self, x: float, y: float) -> None:
        self.browser.click(self.tab, x, y)

    def hover(self, x: float, y: float) -> None:
        move = {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 50}
        pointer = {"type": "pointer", "id": "mouse", "actions": [move]}
        self.browser.send("input.performActions", context=self.tab, actions=[pointer])

    def drag(self, *points: tuple[float, float]) -> None:
        first, *others = [{"type": "pointerMove", "x": round(x), "y": round(y), "duration": 50} for x, y in points]
        steps = [first, {"type": "pointerDown", "button": 0}, *others, {"type": "pointerUp", "button": 0}]
        pointer = {"type": "pointer", "id": "mouse", "actions": steps}
        self.browser.send("input.performActions", context=self.tab, actions=[pointer])

    def keys(self, *names: str) -> None:
        self.browser.press(self.tab, *(KEYS[name] for name in names))

    def picture(self, path: Path) -> None:
        self.browser.screenshot(self.tab, path)


@contextmanager
def on_chromium(
    playwright: Playwright, built: Path, folder: Path, program: str, start: datetime, **items: Any
) -> Iterator[OnChromium]:
    """Chromium with the people of the scenes entered, or with `items` in storage."""
    with chromium.running(playwright, built / "chromium", folder, program, start, LOOK) as extension:
        extension.store(**(items or stored()))
        yield OnChromium(extension)


@contextmanager
def on_firefox(built: Path, folder: Path, program: str, start: datetime) -> Iterator[OnFirefox]:
    """Firefox with the people of the scenes entered."""
    copy = make_copy(built / "firefox", folder / "extension", start, LOOK + firefox.ASK)
    with firefox.running(copy, program) as browser:
        welcome = browser.wait_for_tab("/pages/welcome/welcome.html")
        browser.wait_until(
            welcome, "document.querySelector('main')?.ariaBusy === 'false' && typeof Access === 'object'"
        )
        stage = OnFirefox(browser, welcome)
        stage.begin()
        yield stage


def keep(stage: Stage, **items: Any) -> None:
    """Put items into the extension's storage."""
    if isinstance(stage, OnChromium):
        stage.extension.store(**items)
    else:
        assert isinstance(stage, OnFirefox)
        stage.browser.store(stage.own, items)


def settled(stage: Stage, chips: int | None, seconds: float = PATIENCE) -> list[dict[str, Any]]:
    """The chips that can be seen, once there are so many and they keep still; fails with what is wrong.

    `chips` None waits for any number, but some, that stays the same for half a second.
    """
    end = time.monotonic() + seconds
    last, since = None, time.monotonic()
    while True:
        found = stage.inside("__look()")
        if found != last:
            last, since = found, time.monotonic()
        still = chips is not None or time.monotonic() - since > 0.5
        enough = bool(found["shown"]) if chips is None else chips == len(found["shown"])
        if still and enough and not found["problems"]:
            shown: list[dict[str, Any]] = found["shown"]
            return shown
        if time.monotonic() > end:
            raise AssertionError(f"{stage.name}: not {chips} chips in their places after {seconds} s: {found}")
        stage.pause(0.05)


def best_of_three(test: Callable[..., None]) -> Callable[..., None]:
    """A test that films: on a machine that does other things at the same time frames are late, and one clean film of
    three shows what the extension does."""

    @wraps(test)
    def patient(*given: Any, **named: Any) -> None:
        for _ in range(2):
            try:
                return test(*given, **named)
            except AssertionError as error:
                print(f"filmed once more: {error}")
        return test(*given, **named)

    return patient


def filmed(stage: Stage, script: str, seconds: float = 1.0) -> None:
    """Do something to the page and look at every frame that follows."""
    stage.inside(f"void (globalThis.__filmed = globalThis.__film({int(seconds * 1000)}))")
    stage.do(f"addEventListener('__shot', () => {{ {script} }}, {{ once: true }})")
    problems = stage.inside("globalThis.__filmed")["problems"]
    assert problems == [], f"{stage.name}: {problems}"
