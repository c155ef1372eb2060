"""A packed extension is updated while LinkedIn's pages and one of ours are open: ours is not closed, and in LinkedIn's pages there
is the new version's chip and nothing of the old one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from tests.browser.conftest import MONDAY
from tests.browser.promises.test_outlived import InFirefox, gone, there
from tests.support import firefox as driver
from tests.support.copies import make_copy
from tests.support.patience import until
from tests.support.scenes import LOOK, stored

UNSIGNED = 'user_pref("xpinstall.signatures.required", false);\n'


def packed(built: Path, folder: Path, version: str) -> Path:
    """An archive of the extension, of this version."""
    copy = make_copy(built, folder / version, MONDAY, LOOK + driver.ASK, granted=False)
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    (copy / "manifest.json").write_text(json.dumps(manifest | {"version": version}), "utf-8")
    return Path(shutil.make_archive(str(folder / f"extension-{version}"), "zip", copy)).rename(
        folder / f"{version}.xpi"
    )


def version(browser: driver.Firefox) -> str:
    return str(browser.privileged(f"AddonManager.getAddonByID('{driver.ID}').then((addon) => addon.version)"))


def installs(browser: driver.Firefox) -> list[str]:
    """How far each installation has come that is under way, in Firefox's words."""
    states = "installs.map(({ state }) => AddonManager.stateToString(state))"
    found: list[str] = browser.privileged(f"AddonManager.getAllInstalls().then((installs) => {states})")
    return found


def test_an_update_in_firefox(built: Path, firefox: str, tmp_path: Path) -> None:
    first, second = (packed(built / "firefox", tmp_path, number) for number in ("1.0", "1.1"))
    with driver.running(first, firefox, UNSIGNED, driver.SYSTEM) as browser:
        stage = InFirefox(browser)
        stage.store({"records": stored()["records"]})
        stage.choose()
        tabs: list[Any] = [stage.open(), stage.open()]
        at = stage.chip(tabs[1])
        there(stage, tabs, at, "before the update")
        for tab in tabs:
            browser.run(tab, "void (globalThis.__first = document.documentElement.lastElementChild)")

        # While a page of ours is open the new version waits, and the command that installs it does too.
        data = {"type": "archivePath", "path": str(second)}
        command = {"id": 0, "method": "webExtension.install", "params": {"extensionData": data, "moz:permanent": True}}
        browser.socket.send(json.dumps(command))
        until(
            "an update that was put off",
            lambda: "STATE_POSTPONED" in installs(browser),
            browser.pump,
            lambda: installs(browser),
        )
        assert version(browser) == "1.0"
        browser.run(stage.welcome, "location.href")
        there(stage, tabs, at, "while the update waits")
        browser.send("browsingContext.close", context=stage.welcome)
        browser.send("session.status")
        browser.socket.send(json.dumps(command))
        until("the new version", lambda: version(browser) == "1.1", browser.pump, lambda: version(browser))
        for tab in tabs:
            browser.wait_until(tab, "!__first.isConnected")
        there(stage, tabs, at, "of the new version")
        stage.remove()
        gone(stage, tabs, at, "when it was removed")
