"""The extension is updated while a tip is open: the old script takes its things and goes, and the page works on."""

from __future__ import annotations

from tests.support.chromium import Extension
from tests.support.patience import until


def test_an_update_while_the_tip_is_open_leaves_nothing_behind(entered: Extension) -> None:
    tab = entered.visit("/in/avery-stone-1a2b3c/")
    errors: list[str] = []
    tab.page.on("pageerror", lambda error: errors.append(str(error)))
    tab.click(tab.wait_for_chip())
    tab.tip()
    place = tab.in_root(
        "(() => { const b = root.querySelector('[data-key=remind]').getBoundingClientRect(); return [b.x + 5, b.y + 5]; })()"
    )
    entered.worker.evaluate("() => chrome.runtime.reload()")
    until("the end of the old extension", lambda: tab.inside("!chrome.runtime?.id"), tab.pause)
    tab.page.mouse.click(*place)
    tab.wait_for_none()
    assert tab.page.evaluate("document.documentElement.children.length") == 2, "the host is gone too"
    assert errors == []
