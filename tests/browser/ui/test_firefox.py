"""What the job seeker sees, in Firefox: form, popup with its card, tip, options, and how all pages look there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import TAB
from tests.support import firefox as driver
from tests.support.chromium import LINKEDIN
from tests.support.copies import make_copy
from tests.support.entries import application, records
from tests.support.patience import until
from tests.support.presses import counts
from tests.support.profile import page as profile_page

TUESDAY = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 3, 11, 17, 0, tzinfo=UTC)
PANEL = application("Harbour Works", "Ada Stone", "Ben Okafor", "Cleo Marsh", "Dan Weiss")
PROFILE = profile_page("ada-stone", "Ada Stone", "Head of Testing at Harbour Works")
CLOCK = """
if (typeof document === "object" && location.protocol === "moz-extension:") {
  const at = new URLSearchParams(location.search).get("clock");
  if (at) __setClock(Number(at));
}
"""
"""More prelude: the extension's pages take the hour from their address."""


class Own(driver.Firefox):
    """Firefox with ways into the extension's own pages."""

    home = ""
    """The tab of the welcome page, from which the others are opened: nobody else may go to them."""
    opened = 0

    def begin(self, entered: dict[str, Any], at: datetime = MONDAY) -> None:
        """Empty storage but for these records, and the worker's clock at an instant."""
        items = {"records": entered, "settings": {"place": "page"}}
        clock = f"chrome.runtime.getBackgroundPage().then((page) => page.__setClock({at.timestamp() * 1000}))"
        # A tab has its address before it has the page.
        self.wait_until(self.home, "typeof chrome !== 'undefined'")
        self.run(self.home, clock)
        self.run(self.home, f"chrome.storage.local.clear().then(() => chrome.storage.local.set({json.dumps(items)}))")
        self.settle(self.home)

    def stored(self, tab: str) -> Any:
        return self.run(tab, "chrome.storage.local.get(null)")

    def own(self, name: str, at: datetime = MONDAY, width: int = 1000) -> str:
        """One of the extension's pages in a tab with the focus."""
        self.opened += 1
        address = f"{name}?clock={round(at.timestamp() * 1000)}&tab={self.opened}"
        folder = f"/pages/{name.partition('.')[0]}/"
        self.run(self.home, f"chrome.tabs.create({{ url: '{folder}{address}' }}).then(() => true)")
        tab = self.wait_for_tab(address)
        self.send("browsingContext.setViewport", context=tab, viewport={"width": width, "height": 900})
        self.wait_until(
            tab, "document.readyState === 'complete' && document.querySelector('main')?.ariaBusy === 'false'"
        )
        return tab

    def press_key(self, tab: str, key: str) -> None:
        """Press the button of this key in one of the extension's pages."""
        button = f"document.querySelector('[data-key=\"{key}\"]')"
        self.wait_until(tab, f"{button} !== null")
        self.press_seen(tab, button)

    def shoot(self, tab: str, path: Path) -> None:
        """All of a page, which is cut off nowhere."""
        assert self.run(tab, "document.scrollingElement.scrollWidth <= innerWidth + 1") is True
        data = self.send("browsingContext.captureScreenshot", context=tab, origin="document")["data"]
        path.write_bytes(driver.base64.b64decode(data))


@pytest.fixture(scope="module")
def fox(built: Path, firefox: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    copy = make_copy(built / "firefox", tmp_path_factory.mktemp("fox") / "extension", MONDAY, driver.ASK + CLOCK + TAB)
    with driver.running(copy, firefox) as browser:
        browser.__class__ = Own
        assert isinstance(browser, Own)
        browser.home = browser.wait_for_tab("/pages/welcome/welcome.html")
        yield browser


def test_the_form_says_what_is_missing_keeps_a_draft_and_saves(fox: Own, screenshots: Path) -> None:
    fox.begin(records())
    tab = fox.own("person.html")
    fox.press_seen(tab, "document.querySelector('button.main')")
    fox.wait_until(tab, "document.querySelector('#problem').textContent.startsWith('Which company is it?')")
    assert fox.run(tab, "document.activeElement.name") == "company"
    values = {"company": "Harbour Works", "when": "2026-03-10T14:00", "paste": "Ada Stone\nBen Okafor"}
    fox.run(
        tab,
        f"""Object.entries({json.dumps(values)}).forEach(([name, value]) => {{
          const field = document.querySelector(`[name=${{name}}]`);
          field.value = value;
          field.dispatchEvent(new Event('input', {{ bubbles: true }}));
        }})""",
    )
    fox.wait_until(
        tab, "chrome.storage.local.get('drafts').then(({ drafts }) => drafts?.new?.fields.company === 'Harbour Works')"
    )
    again = fox.own("person.html")
    fox.wait_until(again, "document.querySelector('#notices').textContent.startsWith('You began this before')")
    assert fox.run(again, "document.querySelector('[name=when]').value") == "2026-03-10T14:00"
    fox.press_seen(again, "document.querySelector('button.main')")
    fox.wait_until(again, "document.querySelector('#saved')?.textContent === 'Saved on this device.'")
    stored = fox.stored(again)
    assert sorted(person["name"] for person in stored["records"]["people"].values()) == ["Ada Stone", "Ben Okafor"]
    assert stored["drafts"] == {}
    fox.shoot(again, screenshots / "form-firefox.png")


def test_the_popup_and_its_card(fox: Own, screenshots: Path) -> None:
    fox.begin(records(PANEL))
    tab = fox.own("popup.html", TUESDAY, 400)
    fox.wait_until(tab, "document.querySelector('main').ariaBusy === 'false'")
    assert fox.run(tab, "document.querySelectorAll('#people [id^=person-]').length") == 4
    fox.shoot(tab, screenshots / "popup-firefox.png")
    for key in ("thanked-all-yes", "asked-all-agreed", "promised-by-all-card-in-week"):
        fox.press_key(tab, key)
        fox.wait_until(tab, f"document.querySelector('[data-key=\"{key}\"]') === null")
    assert fox.run(tab, "document.querySelector('.card') === null") is True
    stored = fox.stored(tab)["records"]
    assert [person["answers"]["asked"]["value"] for person in stored["people"].values()] == ["agreed"] * 4
    fox.press_key(tab, "row-ada-stone")
    fox.wait_until(tab, "document.querySelector('#person-ada-stone .headline') !== null")
    assert fox.run(tab, "document.querySelector('#person-ada-stone .bar').children.length") > 0


def test_chip_tip_question_and_keyboard(fox: Own, screenshots: Path) -> None:
    fox.begin(records(PANEL), WEDNESDAY)
    fox.bodies["/in/ada-stone/"] = PROFILE
    tab = fox.new_tab()
    fox.send("browsingContext.setViewport", context=tab, viewport={"width": 760, "height": 780})
    fox.go(tab, f"{LINKEDIN}/in/ada-stone/?clock={round(WEDNESDAY.timestamp() * 1000)}")
    fox.wait_for(tab, "root?.querySelector('.chip:not(.away)')?.textContent === \"Wait · until you've thanked them\"")
    fox.run(tab, "document.querySelector('a[aria-label^=Invite]').focus()")
    fox.press(tab, "\ue004", "\ue007")  # Tab, Enter
    fox.wait_for(tab, "root.querySelector('.tip .headline')?.textContent === 'Thank them first'")
    assert fox.inside(tab, "root.querySelector('.tip .change').textContent").startswith("Until you've thanked them.")
    box, chip, size = fox.inside(
        tab,
        "[...['.tip', '.chip'].map((name) => root.querySelector(name).getBoundingClientRect().toJSON()), [innerWidth, innerHeight]]",
    )
    assert 0 <= box["left"] < box["right"] <= size[0]
    assert chip["bottom"] <= box["top"] < box["bottom"] <= size[1]
    fox.wait_for(tab, "root.querySelector('.tip').getAnimations().every((a) => a.animationName !== 'appear')")
    # A bar that scrolls what is round itself has square corners here.
    assert fox.inside(tab, "getComputedStyle(root.querySelector('.tip')).overflowY") == "clip"
    below = "((t) => t.scrollHeight - t.clientHeight - t.scrollTop)(root.querySelector('.tip .scrolls'))"
    says = "getComputedStyle(root.querySelector('.tip .maker'), '::after').content.includes('⌄')"
    fox.wait_for(tab, f"{below} > 8 && {says}")
    fox.screenshot(tab, screenshots / "tip-thanks-firefox.png")
    fox.inside(tab, "(root.querySelector('.tip .scrolls').scrollTop = 9999, 0)")
    fox.wait_for(tab, f"{below} <= 8 && !{says}")
    # Tab goes into the tip, which it stops at where it scrolls, and on to its question; Enter gives the first answer.
    for _ in range(2):
        fox.press(tab, "\ue004")
        if fox.inside(tab, "root.activeElement?.closest('.question') !== null"):
            break
    ready = "root.activeElement?.closest('.question') && Sight.isReady(root.activeElement, true)"

    def answered() -> bool:
        fox.wait_for(tab, ready)
        return counts(
            lambda one: fox.inside(tab, one), "root.activeElement", lambda: fox.press(tab, "\ue007"), by_key=True
        )

    until("the answer", answered, fox.pump)
    fox.wait_for(tab, "root.querySelector('.chip:not(.away)')?.textContent === 'Your call'")
    fox.wait_for(tab, "root.querySelector('.tip .headline')?.textContent === 'They are deciding: your call'")
    fox.press(tab, "\ue00c")  # Escape
    fox.wait_for(tab, "root.querySelector('.tip') === null && root.activeElement?.className === 'chip'")


def test_options_calendar_and_welcome_look_as_they_should(fox: Own, screenshots: Path) -> None:
    fox.begin(records(PANEL))
    tab = fox.own("everybody.html")
    fox.wait_until(tab, "document.querySelectorAll('#people .name').length === 4")
    fox.press_seen(tab, "document.querySelector('#companies button')")
    fox.wait_until(tab, "document.querySelectorAll('#people .name').length === 0")
    fox.shoot(tab, screenshots / "everybody-firefox.png")
    tab = fox.own("options.html")
    fox.wait_until(tab, "document.querySelectorAll('#undo li').length === 1")
    fox.shoot(tab, screenshots / "options-firefox.png")
    fox.press_seen(tab, "document.querySelector('#undo li button')")
    fox.wait_until(tab, "document.querySelectorAll('#undo li').length === 0")
    for name in ("popup", "everybody", "person", "options", "calendar", "welcome"):
        tab = fox.own(f"{name}.html", width=320)
        fox.shoot(tab, screenshots / f"{name}-firefox-320.png")
