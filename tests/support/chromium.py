"""Drives the built extension in Chromium: its pages, LinkedIn's pages served from files, and what lies in closed roots."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, Route, expect

from tests.support.copies import make_copy
from tests.support.patience import PATIENCE, at_rest, until
from tests.support.presses import counts
from tests.support.started import started

SHAPES = Path(__file__).parent.parent / "shapes"
LINKEDIN = "https://www.linkedin.com"
ISOLATED = "Connect Etiquette for LinkedIn"
"""Chromium calls an isolated world by the extension's name."""


@dataclass
class Chip:
    """A chip as it is on the page: words, accessible name, place in CSS pixels, and whether it can be seen."""

    words: str
    name: str
    x: float
    y: float
    width: float
    height: float
    visible: bool
    expanded: bool


@dataclass
class Tab:
    """A tab on LinkedIn with a way into the extension's world in it."""

    page: Page
    cdp: CDPSession
    worlds: list[int] = field(default_factory=list)
    frames: list[int] = field(default_factory=list)
    """The extension's worlds in the page, and those in its frames, the newest last."""
    body: str = ""
    kind: str = "text/html"
    """What LinkedIn answers in this tab."""

    def go(self, path: str) -> None:
        """Open LinkedIn's `path` in this tab, answered with `body`."""
        self.worlds.clear()
        self.frames.clear()
        self.page.goto(LINKEDIN + path)

    def inside(self, expression: str) -> Any:
        """The value of `expression` in the extension's isolated world of the top document."""
        reply = self.cdp.send(
            "Runtime.evaluate",
            {"expression": expression, "contextId": self.worlds[-1], "returnByValue": True, "awaitPromise": True},
        )
        if "exceptionDetails" in reply:
            raise AssertionError(reply["exceptionDetails"]["exception"].get("description"))
        return reply["result"].get("value")

    def in_root(self, expression: str) -> Any:
        """The value of `expression` with `root` as the host's closed root; None if there is no host, or no script of ours."""
        if not self.worlds:
            return None
        return self.inside(
            f"(() => {{ const root = __roots.findLast((r) => r.host.isConnected); return root ? {expression} : null; }})()"
        )

    def chips(self) -> list[Chip]:
        """The chips there are, in the order of the document, without waiting."""
        found = self.in_root(
            "[...root.querySelectorAll('.chip')].map((c) => { const b = c.getBoundingClientRect(); return {words: c.textContent, name: c.ariaLabel,"
            " x: b.x, y: b.y, width: b.width, height: b.height, visible: !c.classList.contains('away'), expanded: c.ariaExpanded === 'true'}; })"
        )
        return [Chip(**chip) for chip in found or []]

    def picture(self, path: Path) -> None:
        """Write a screenshot; a tip that opens is no longer half transparent then."""
        appears = "root.querySelector('.tip')?.getAnimations().some((a) => a.animationName === 'appear')"
        until("the tip to come to rest", lambda: not self.in_root(appears), self.pause, self.there)
        self.page.screenshot(path=path)

    def pause(self, seconds: float) -> None:
        """Let the browser work."""
        self.page.wait_for_timeout(seconds * 1000)

    def there(self) -> str:
        """What a failure says was there instead."""
        if not self.worlds:
            return "no world of the extension"
        tip = self.in_root("root?.querySelector('.tip')?.innerText ?? null")
        return f"chips: {self.chips()}; the tip: {tip}"

    def wait_for(self, expression: str) -> None:
        """Wait until `expression` (with `root`) is truthy."""
        until(expression, lambda: self.worlds and self.in_root(f"!!({expression})"), self.pause, self.there)

    def wait_for_chip(self, words: str = "") -> Chip:
        """Wait until a visible chip holds `words`, and return it."""

        def found() -> Chip | None:
            chips = self.chips() if self.worlds else []
            return next((chip for chip in chips if chip.visible and words in chip.words), None)

        chip = until(f"a chip that says “{words}”", found, self.pause, self.there)
        assert chip is not None
        return chip

    def wait_for_world(self) -> None:
        """Wait until the extension's scripts have run in the page."""
        scripts = "typeof Known === 'object'"
        until("the extension's scripts", lambda: self.worlds and self.inside(scripts), self.pause, self.there)

    def wait_for_none(self) -> None:
        """Wait until no chip is left."""
        until("no chip", lambda: self.chips() == [], self.pause, self.there)

    def rest(self) -> None:
        """Wait until nothing is under way in the extension's world, for tests that nothing is shown."""
        at_rest(lambda: not self.worlds or self.inside("__rest()"), self.pause)

    def click(self, chip: Chip) -> None:
        """Press a chip with the mouse, as a person does."""
        self.page.mouse.click(chip.x + chip.width / 2, chip.y + chip.height / 2)

    def tip(self) -> str:
        """The text of the open tip; waits for it."""
        self.wait_for("root.querySelector('.tip h2')")
        return str(self.in_root("root.querySelector('.tip').innerText"))

    def tip_is_open(self) -> bool:
        return bool(self.in_root("root.querySelector('.tip') !== null"))

    def ready(self, selector: str, by_key: bool = False) -> list[float]:
        """Wait until a press on what `selector` finds would count: it was in sight long enough. Returns its middle."""
        one = f"root.querySelector({json.dumps(selector)})"
        self.wait_for(one)
        ready = f"{one} && ({one}.scrollIntoView({{ block: 'nearest' }}), Sight.isReady({one}, {json.dumps(by_key)}))"
        self.wait_for(ready)
        place: list[float] = self.in_root(
            f"(() => {{ const b = {one}.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
        )
        return place

    def press(self, selector: str, by_key: bool = False) -> None:
        """Press a button of a tip or of a question, as somebody who has seen it: with the mouse, or by Enter where it has the
        focus. What the press has taken away is not pressed again: to close a tip, a press needs no sight."""
        one = f"root.querySelector({json.dumps(selector)})"

        def enter() -> None:
            self.in_root(f"{one}.focus()")
            self.page.keyboard.press("Enter")

        def counted() -> bool:
            place = self.ready(selector, by_key)
            press = enter if by_key else lambda: self.page.mouse.click(*place)
            return counts(self.in_root, one, press, by_key) or self.in_root(f"{one} !== null") is not True

        until(f"a press on {selector} that counts", counted, self.pause, self.there)

    def look(self) -> None:
        """Have the extension look at the page anew, as it does when a tab gets the focus."""
        self.page.evaluate("window.dispatchEvent(new Event('focus'))")

    def set_clock(self, instant: datetime, stands: bool = False) -> None:
        """Move the clock of the extension in this tab, and of its worker; one that `stands` goes on when it is moved again."""
        self.inside(f"__setClock({int(instant.timestamp() * 1000)}, {json.dumps(stands)})")


class Extension:
    """The extension in a running Chromium."""

    def __init__(self, context: BrowserContext, folder: Path) -> None:
        self.context = context
        self.folder = folder
        worker = context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
        self.worker = worker
        self.id = worker.url.split("/")[2]

    def url(self, page: str) -> str:
        return f"chrome-extension://{self.id}/pages/{page.partition('.')[0]}/{page}"

    def open(self, page: str) -> Page:
        """One of the extension's own pages in a tab."""
        tab = self.context.new_page()
        tab.goto(self.url(page))
        alive(tab)
        return tab

    def begin_with_one_tab(self, *others: Page) -> None:
        """No tab is open but one, which is empty, and `others`."""
        for page in self.context.pages[1:]:
            if page not in others:
                page.close()
        first = self.context.pages[0] if self.context.pages else self.context.new_page()
        if first.url != "about:blank":
            first.goto("about:blank")

    def opened_by(self, press: Callable[[], object]) -> Page:
        """The tab of LinkedIn's that a press opens. Only here LinkedIn is answered in tabs that `visit` did not open: every
        file of every page of ours would be asked about, which costs a fifth of its time."""
        pages = f"{LINKEDIN}/**"
        self.context.route(pages, lambda route: answer(route, "<!doctype html><title>LinkedIn</title>"))
        with self.context.expect_page(timeout=PATIENCE * 1000) as opened:
            press()
        opened.value.wait_for_load_state()
        self.context.unroute(pages)
        return opened.value

    def welcome(self) -> Page:
        """The page that opened itself at installation."""
        page = until(
            "the welcome page",
            lambda: next((page for page in self.context.pages if page.url.endswith("/welcome.html")), None),
            self.pause,
            lambda: [page.url for page in self.context.pages],
        )
        assert page is not None
        alive(page)
        return page

    def pause(self, seconds: float) -> None:
        """Let the browser work."""
        self.context.pages[0].wait_for_timeout(seconds * 1000)

    def choose(self, place: str = "page") -> None:
        """Make the informed choice on the welcome page, then close it."""
        page = self.welcome()
        page.locator(f"#{place}").click()
        expect(page.locator(f"#{place}")).to_have_attribute("aria-pressed", "true")
        page.close()

    def store(self, **items: Any) -> None:
        """Put items into the extension's storage, as a damaged or older version might have left them."""
        # By a callback: of the promise for hundreds of people Chromium says, one time in thirty, that it was cleared away
        # before it was answered, though all is stored.
        self.worker.evaluate("(items) => new Promise((done) => chrome.storage.local.set(items, done))", items)
        self.settle()

    def settle(self) -> None:
        """Wait until the worker has made up its mind about LinkedIn's pages."""
        self.worker.evaluate("() => Access.reconcile()")

    def stored(self) -> dict[str, Any]:
        """All that is in storage."""
        found: dict[str, Any] = self.worker.evaluate("() => chrome.storage.local.get(null)")
        return found

    def browsers_own(self, call: str) -> None:
        """What a person does on Chromium's page of extensions: a call that takes the extension's id as `id`."""
        page = self.context.new_page()
        page.goto("chrome://extensions")
        page.evaluate(f"(id) => new Promise((done) => {call.replace('DONE', '() => done()')})", self.id)
        page.close()

    def allow(self) -> None:
        """LinkedIn's pages may be opened: by the browser's own page, after which a question of ours is not put any more."""
        self.browsers_own(f"chrome.developerPrivate.addHostPermission(id, '{LINKEDIN}/*', DONE)")

    def withhold(self) -> None:
        """They may not any more."""
        self.browsers_own(f"chrome.developerPrivate.removeHostPermission(id, '{LINKEDIN}/*', DONE)")

    def switch(self, on: bool) -> None:
        """Switch the extension on or off."""
        self.browsers_own(f"chrome.management.setEnabled(id, {str(on).lower()}, DONE)")
        if on:
            workers = self.context.service_workers
            self.worker = until("the worker", lambda: workers or self.context.service_workers, self.pause)[-1]

    def is_there(self) -> bool:
        """Whether anything of ours runs on LinkedIn's pages."""
        return bool(
            self.worker.evaluate("async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0")
        )

    def enter(
        self,
        company: str = "Example Ltd",
        name: str = "Avery Stone",
        profile: str = "avery-stone-1a2b3c",
        date: str = "2026-03-10",
        time: str = "14:00",
        screenshot: Path | None = None,
    ) -> None:
        """Enter one interview through the form, as a person does."""
        page = self.open("person.html")
        page.locator("[name=company]").fill(company)
        page.locator("[name=name]").fill(name)
        page.locator("[name=profile]").fill(profile)
        if date:
            page.locator("[name=when]").fill(f"{date}T{time}")
        if screenshot:
            page.screenshot(path=screenshot, full_page=True)
        page.locator("button.main").click()
        expect(page.locator("#saved")).not_to_be_empty()
        page.close()
        self.settle()

    def visit(
        self, path: str, body: str | None = None, shape: str = "sdui-profile-connect.en.html", style: str = ""
    ) -> Tab:
        """Open LinkedIn's `path`, answered with `body` or the file `shape`."""
        if body is None:
            body = (SHAPES / shape).read_text("utf-8")
        kind = (
            "application/xhtml+xml" if shape.endswith(".xhtml") and body.lstrip().startswith("<?xml") else "text/html"
        )
        page = self.context.new_page()
        cdp = self.context.new_cdp_session(page)
        tab = Tab(page, cdp, body=body.replace("</head>", f"{style}</head>"), kind=kind)
        page.route(f"{LINKEDIN}/**", lambda route: answer(route, tab.body, tab.kind))
        main = cdp.send("Page.getFrameTree")["frameTree"]["frame"]["id"]

        def created(event: dict[str, Any]) -> None:
            world = event["context"]
            if world["name"] == ISOLATED:
                (tab.worlds if world["auxData"]["frameId"] == main else tab.frames).append(world["id"])

        cdp.on("Runtime.executionContextCreated", created)
        cdp.send("Runtime.enable")
        tab.go(path)
        return tab


def wait_until(page: Page, expression: str) -> None:
    """Wait until `expression` is true in a page of the extension, whose policy forbids Playwright's own way to wait."""
    until(
        expression,
        lambda: page.evaluate(f"async () => Boolean(await ({expression}))"),
        lambda seconds: page.wait_for_timeout(seconds * 1000),
        lambda: f"{page.url}: {page.evaluate('document.body.innerText')}",
    )


def with_engine(page: Page) -> Page:
    """A page of the extension in which tests may name the engine's modules, such as `Timeline`, and the bundle's core `CORE`."""
    page.evaluate("__engine()")
    return page


def painted(page: Page) -> None:
    """Wait until what changed in a page is drawn, and nothing moves."""
    page.evaluate(
        "async () => { const frame = () => new Promise(requestAnimationFrame); await frame(); await frame();"
        " await Promise.allSettled(document.getAnimations().map(({ finished }) => finished)); }"
    )


def alive(page: Page) -> None:
    """Wait until a page of the extension has its words and works."""
    # An expectation that fails at first would describe the whole page before it tries again: of a hundred people half a minute.
    page.locator("h1:not(:empty)").wait_for(state="attached", timeout=PATIENCE * 1000)
    page.locator("main[aria-busy=true]").wait_for(state="detached", timeout=PATIENCE * 1000)


def answer(route: Route, body: str, kind: str = "text/html") -> None:
    """Serve `body` as LinkedIn would."""
    route.fulfill(body=body, content_type=f"{kind}; charset=utf-8")


@contextmanager
def running(
    playwright: Playwright,
    built: Path,
    folder: Path,
    chromium: str,
    start: datetime | None = None,
    early: str = "",
    kind: type[Any] = Extension,
    more_arguments: tuple[str, ...] = (),
    fewer_arguments: tuple[str, ...] = (),
    granted: bool = True,
    **options: Any,
) -> Iterator[Any]:
    """A Chromium with a test copy of the extension in `built`, made in `folder`, as an `Extension` or a `kind` of it."""
    copy = make_copy(built, folder / "extension", start, early, granted)
    with started(playwright, chromium, more_arguments, fewer_arguments, options) as browser:
        browser.install(copy)
        yield kind(browser.context, copy)
