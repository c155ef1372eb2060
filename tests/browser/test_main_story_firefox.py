"""The main story in Firefox: enter, chip, tip, flip."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from tests.browser.conftest import MONDAY
from tests.support import firefox as driver
from tests.support.chromium import LINKEDIN, SHAPES
from tests.support.copies import make_copy

CHIPS = "root && [...root.querySelectorAll('.chip')].map((c) => ({words: c.textContent, box: c.getBoundingClientRect().toJSON(), away: c.classList.contains('away')}))"


def enter(browser: driver.Firefox) -> None:
    """Choose on the welcome page that opened itself, and enter there whom one meets, where and when."""
    tab = browser.wait_for_tab("/pages/welcome/welcome.html")
    browser.wait_until(tab, "document.querySelector('main')?.getAttribute('aria-busy') === 'false'")
    browser.run(tab, "document.querySelector('#page').click()")
    browser.wait_until(tab, "document.querySelector('#capture [name=people]') !== null")
    fields = {"people": "linkedin.com/in/avery-stone-1a2b3c", "company": "Example Ltd", "when": "2026-03-10T14:00"}
    browser.run(
        tab,
        f"""(() => {{
        for (const [name, value] of Object.entries({json.dumps(fields)})) {{
            const field = document.querySelector(`#capture [name=${{name}}]`);
            field.value = value;
            field.dispatchEvent(new Event("input", {{ bubbles: true }}));
        }}
    }})()""",
    )
    browser.press_seen(tab, "document.querySelector('#capture button.main')")
    browser.wait_until(tab, "document.querySelector('#capture').textContent.startsWith('Saved on this device.')")
    browser.settle(tab)


def test_enter_chip_tip_flip(built: Path, firefox: str, tmp_path: Path, screenshots: Path) -> None:
    copy = make_copy(built / "firefox", tmp_path / "extension", MONDAY, driver.ASK)
    with driver.running(copy, firefox) as browser:
        browser.bodies["/in/avery-stone-1a2b3c/"] = (SHAPES / "sdui-profile-connect.en.html").read_text("utf-8")
        enter(browser)
        tab = browser.new_tab()
        browser.go(tab, f"{LINKEDIN}/in/avery-stone-1a2b3c/")
        browser.wait_for(tab, "root?.querySelector('.chip:not(.away)')?.textContent === \"Wait · until you've met\"")
        chip = next(chip for chip in browser.inside(tab, CHIPS) if not chip["away"])
        controls = browser.run(
            tab,
            "[...document.querySelectorAll('[aria-label=\"Invite Avery Stone to connect\"]')].map((e) => e.getBoundingClientRect().toJSON())",
        )
        assert min(
            abs(chip["box"]["left"] - control["right"])
            + abs(chip["box"]["top"] + 16 - (control["top"] + control["bottom"]) / 2)
            for control in controls
        ) <= 12 or any(
            abs(chip["box"]["bottom"] - c["top"]) <= 12 or abs(chip["box"]["top"] - c["bottom"]) <= 12 for c in controls
        )
        browser.click(tab, chip["box"]["x"] + 20, chip["box"]["y"] + 16)
        browser.wait_for(tab, "root.querySelector('.tip h2')?.textContent === 'Meet first, connect later'")
        appears = "root.querySelector('.tip').getAnimations().some((a) => a.animationName === 'appear')"
        browser.wait_for(tab, f"!{appears}")
        browser.screenshot(tab, screenshots / "tip-firefox.png")
        browser.press(tab, "\ue00c")
        browser.wait_for(tab, "root.querySelector('.tip') === null")

        after = int(datetime(2026, 3, 10, 14, 0, 1, tzinfo=UTC).timestamp() * 1000)
        browser.inside(tab, f"globalThis.__setClock({after})")
        browser.run(tab, "dispatchEvent(new Event('focus'))")
        browser.wait_for(
            tab, "[...root.querySelectorAll('.chip')].some((c) => c.textContent === 'Wait · your call from Fri')"
        )
