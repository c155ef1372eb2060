"""Nothing pressed is lost: from the first frame on a control works, or shows that it does not yet and comes to life.

Storage answers a second late and the worker sleeps, so that between the first frame and life there is time to press.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.conftest import MONDAY
from tests.support import chromium as driver
from tests.support import firefox as fire
from tests.support.copies import make_copy

LATE = 1000
"""Milliseconds by which storage answers late."""

EARLY = """
if (typeof document === "object" && location.protocol.endsWith("extension:") && location.pathname.startsWith("/pages/")) {
  const late = new Promise((done) => globalThis.__never || setTimeout(done, LATE));
  const get = chrome.storage.local.get.bind(chrome.storage.local);
  chrome.storage.local.get = (...asked) => late.then(() => get(...asked));
  const fetched = fetch;
  globalThis.fetch = (...asked) => late.then(() => fetched(...asked));
  const first = () => {
    const controls = [...document.querySelectorAll("main :is(a, button, input, select, summary, textarea)")];
    globalThis.__first = controls.filter((control) => control.checkVisibility() && control.getBoundingClientRect().width > 0).map((control) => {
      control.scrollIntoView({ block: "center" });
      const { x, y, width, height } = control.getBoundingClientRect();
      const hit = document.elementFromPoint(x + width / 2, y + height / 2);
      control.focus();
      const reached = hit !== null && control.contains(hit) || document.activeElement === control;
      return { name: control.id || control.name || control.className, native: control.matches("a[href], details > summary"), busy: control.closest("[aria-busy=true]") !== null,
        reached: reached && !control.disabled, faint: Number(getComputedStyle(control).opacity) < 1 };
    });
    scrollTo(0, 0);
    document.activeElement.blur();
  };
  requestAnimationFrame(first);
  // In the very moment in which the page says that it works, somebody presses and types.
  const main = document.querySelector("main");
  new MutationObserver((_, observer) => {
    if (main.ariaBusy !== "false") return;
    observer.disconnect();
    const [pressed, typed] = globalThis.__wants ?? JSON.parse(new URLSearchParams(location.search).get("wants") ?? "[]");
    const field = typed && document.querySelector(typed);
    if (field) {
      field.value = "Harbour";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    if (pressed) document.querySelector(pressed).click();
    globalThis.__alive = true;
  }).observe(main, { attributes: true, attributeFilter: ["aria-busy"] });
}
""".replace("LATE", str(LATE))
"""Prelude: late storage, what every control was in the first frame, and a press at the first moment of life."""

SAID = "document.querySelector('#{0}').textContent !== ''"
PAGES: dict[str, tuple[str, str, str]] = {
    # page: its main button, its first field, and what shows that both were heard
    "welcome": ("#toolbar", "", SAID.format("chosen")),
    "person": ("button.main", "[name=company]", f"document.querySelector('[name=company]').value.includes('Harbour') && {SAID.format('problem')}"),
    "options": ("#toolbar", "[name=me]", f"document.querySelector('[name=me]').value.includes('Harbour') && {SAID.format('chosen')}"),
    "everybody": ("[data-key=sort-person]", "#sought", "document.querySelector('#none').textContent.includes('Harbour') && document.querySelector('th.person').ariaSort === 'ascending'"),
    "calendar": ("", "#text", SAID.format("problem")),
    "try": ("#now", "#typed-name", "document.querySelector('#name').textContent.includes('Harbour')"),
    "popup": ("", "", "document.querySelector('#add').href.includes('/pages/person/person.html')"),
}  # fmt: skip
EVERY = pytest.mark.parametrize("name", PAGES)


def lost(controls: list[dict[str, Any]]) -> list[str]:
    """The controls that could be pressed in vain: they need a script that is not there, and do not show it.

    The browser itself follows a link and unfolds what has a summary.
    """
    assert controls, "there is something to press"
    return [
        control["name"]
        for control in controls
        if not (control["native"] and control["reached"])
        and (control["reached"] or not (control["busy"] and control["faint"]))
    ]


class Hasty(driver.Extension):
    """Chromium's pages, seen from their first frame on."""

    def hurry(self, name: str, alive: bool = True) -> Page:
        """A page in its first frame; one that is not to come `alive` waits for its storage however slow the machine is."""
        tab = self.context.new_page()
        never = str(not alive).lower()
        tab.add_init_script(f"globalThis.__wants = {list(PAGES[name][:2])!r}; globalThis.__never = {never};")
        self.sleep(tab)
        tab.goto(self.url(f"{name}.html"), wait_until="commit")
        driver.wait_until(tab, "globalThis.__first")
        return tab

    def sleep(self, tab: Page) -> None:
        """Stop the worker, as the browser does with one that is idle."""
        cdp = self.context.new_cdp_session(tab)
        # The least there is of the extension's own.
        tab.goto(f"chrome-extension://{self.id}/manifest.json")
        cdp.send("ServiceWorker.enable")
        cdp.send("ServiceWorker.stopAllWorkers")


@pytest.fixture(scope="module")
def hasty(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hasty]:
    folder = tmp_path_factory.mktemp("hasty")
    with driver.running(playwright, built / "chromium", folder, chromium, MONDAY, EARLY, kind=Hasty) as running:
        yield running


@EVERY
def test_nothing_pressed_is_lost(name: str, hasty: Hasty) -> None:
    tab = hasty.hurry(name)
    assert lost(tab.evaluate("__first")) == []
    if tab.evaluate("document.querySelector('main').inert"):
        # A real press and real keys, while the page is not ready: nothing happens, least of all a form that is sent off.
        for target in filter(None, PAGES[name][:2]):
            box = tab.evaluate("(target) => document.querySelector(target)?.getBoundingClientRect().toJSON()", target)
            if box:
                tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
                tab.keyboard.type("x")
    driver.wait_until(tab, "globalThis.__alive")
    driver.wait_until(tab, PAGES[name][2])
    assert tab.url == hasty.url(f"{name}.html")
    assert tab.evaluate("document.querySelector('main').inert") is False
    tab.close()


def test_a_link_of_the_popup_works_before_any_script(hasty: Hasty) -> None:
    tab = hasty.hurry("popup", alive=False)
    with hasty.context.expect_page(timeout=driver.PATIENCE * 1000) as opened:
        tab.click("#add", no_wait_after=True)
    assert "/pages/person/person.html" in opened.value.url
    opened.value.close()
    tab.close()


def test_a_page_that_only_seems_ready_would_be_noticed(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path
) -> None:
    """Planted: the pages as they were, whose buttons could be pressed before anybody listened."""
    changed = tmp_path / "changed"
    shutil.copytree(built / "chromium", changed)
    for page in (changed / "pages").rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace(" inert>", ">"), "utf-8")
    with driver.running(playwright, changed, tmp_path, chromium, MONDAY, EARLY, kind=Hasty) as running:
        for name in ("welcome", "person", "options", "everybody", "calendar"):
            assert lost(running.hurry(name).evaluate("__first")) != [], name


class HastyFox(fire.Firefox):
    """Firefox's pages, seen from their first frame on."""

    home = ""

    def hurry(self, name: str) -> str:
        pressed, typed = PAGES[name][:2]
        wants = f"encodeURIComponent(JSON.stringify([{pressed!r}, {typed!r}]))"
        self.run(
            self.home, f"chrome.tabs.create({{ url: `/pages/{name}/{name}.html?wants=${{{wants}}}` }}).then(() => true)"
        )
        tab = self.wait_for_tab(f"/{name}.html?wants=")
        self.wait_until(tab, "globalThis.__first !== undefined")
        return tab


@pytest.fixture(scope="module")
def fox(built: Path, firefox: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HastyFox]:
    copy = make_copy(built / "firefox", tmp_path_factory.mktemp("fox") / "extension", MONDAY, EARLY)
    # An event page that is idle for a tenth of a second sleeps.
    with fire.running(copy, firefox, 'user_pref("extensions.background.idle.timeout", 100);\n') as browser:
        browser.__class__ = HastyFox
        assert isinstance(browser, HastyFox)
        browser.home = browser.wait_for_tab("/pages/welcome/welcome.html")
        yield browser


@EVERY
def test_nothing_pressed_is_lost_in_firefox(name: str, fox: HastyFox) -> None:
    tab = fox.hurry(name)
    assert lost(fox.run(tab, "__first")) == []
    fox.wait_until(tab, "globalThis.__alive === true")
    fox.wait_until(tab, PAGES[name][2])
    assert fox.run(tab, "document.querySelector('main').inert") is False
    assert fox.run(tab, "location.search.startsWith('?wants=')") is True
    fox.send("browsingContext.close", context=tab)
