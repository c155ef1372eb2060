"""A Chromium that somebody manages: a preset choice, and a packed extension that is updated while its pages are open.

Its policies lie where the machine's do, so these tests run by `--managed` alone (tests/support/managed.py says what it takes).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.conftest import MONDAY
from tests.browser.promises.test_outlived import InChromium, gone, there
from tests.support import chromium as driver
from tests.support.copies import make_copy
from tests.support.managed import Publisher, id_at, installed, managed
from tests.support.patience import until
from tests.support.scenes import LOOK, stored


@pytest.mark.parametrize(("preset", "place"), [("toolbar", "toolbar"), ("page", None), ("everywhere", None)])
def test_an_administrator_presets_the_choice(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path, preset: str, place: str | None
) -> None:
    """As docs/administrators.md says it: in the toolbar only is a choice made, beside Connect a wish, anything else nothing."""
    own = {id_at(tmp_path / "run" / "extension"): {"place": preset}}
    program = managed(tmp_path, chromium, {"3rdparty": {"extensions": own}})
    with driver.running(
        playwright, built / "chromium", tmp_path / "run", str(program), MONDAY, granted=False
    ) as extension:
        extension.store(records=stored()["records"])
        page = extension.welcome()
        expect(page.locator("#toolbar")).to_have_attribute("aria-pressed", str(place == "toolbar").lower())
        expect(page.locator("#access button")).to_have_count(1 if preset == "page" else 0)
        assert not extension.is_there(), "nobody has let us open LinkedIn's pages"
        page.locator("#toolbar").click()
        until("the choice", lambda: extension.stored().get("settings") == {"place": "toolbar"}, extension.pause)


def info(extension: driver.Extension, publisher: Publisher) -> str:
    """The version that is installed."""
    page = extension.context.new_page()
    page.goto("chrome://extensions")
    asked = "(id) => chrome.developerPrivate.getExtensionInfo(id).then(({ version }) => version)"
    version = str(page.evaluate(asked, publisher.id))
    page.close()
    return version


def test_an_update_in_chromium(playwright: Playwright, built: Path, chromium: str, tmp_path: Path) -> None:
    publisher = Publisher(tmp_path, chromium)
    first, second = (
        publisher.pack(make_copy(built / "chromium", tmp_path / number, MONDAY, LOOK, granted=False), number)
        for number in ("1.0", "1.1")
    )
    publisher.offer(first, "1.0")
    with installed(playwright, tmp_path, publisher) as extension:
        stage = InChromium(extension)
        stage.store({"records": stored()["records"]})
        welcome = extension.welcome()
        extension.allow()
        welcome.locator("#page").click()
        until("the choice", lambda: extension.stored().get("settings") == {"place": "page"}, extension.pause)
        extension.settle()
        tabs: list[Any] = [stage.open(), stage.open()]
        at = stage.chip(tabs[1])
        there(stage, tabs, at, "before the update")
        for tab in tabs:
            stage.run(tab, "void (globalThis.__first = document.documentElement.lastElementChild)")

        # While a page of ours is open the new version waits.
        publisher.offer(second, "1.1")
        told = "new Promise((done) => chrome.runtime.onUpdateAvailable.addListener(done))"
        extension.worker.evaluate(f"() => {{ globalThis.__told = {told}; }}")
        found = extension.worker.evaluate("() => chrome.runtime.requestUpdateCheck()")
        assert (found["status"], found["version"]) == ("update_available", "1.1")
        # Our own listener asks at once whether a page of ours is open: what is asked after it is answered after it.
        asked = "async () => [(await __told).version, await Tabs.areOursOpen()]"
        assert extension.worker.evaluate(asked) == ["1.1", True]
        assert info(extension, publisher) == "1.0"
        assert not welcome.is_closed()
        there(stage, tabs, at, "while the update waits")
        welcome.close()

        def updated() -> bool:
            extension.browsers_own("chrome.developerPrivate.autoUpdate(DONE)")
            return info(extension, publisher) == "1.1"

        until("the new version", updated, extension.pause)
        for tab in tabs:
            until("the old one to go", lambda tab=tab: stage.run(tab, "!__first.isConnected"), extension.pause)  # type: ignore[misc]
        there(stage, tabs, at, "of the new version")
        stage.switch(on=False)
        gone(stage, tabs, at, "when it was switched off")
