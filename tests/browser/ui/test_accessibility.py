"""Everybody can use it: axe finds nothing, every flow goes by keyboard, targets are large enough, text may grow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.ui.conftest import Pages
from tests.support.chromium import Tab, painted
from tests.support.entries import application, records
from tests.unit.test_contrast import contrast

EVENING = datetime(2026, 3, 11, 18, 0, tzinfo=UTC)
ENTERED = records(
    application("Example Ltd", "Avery Stone", "Ben Okafor"),
    application("Fable & Sons", "Cleo Marsh", start="2026-03-05T10:00", status="took-place"),
)
PROFILE = {"id": 99, "url": "https://www.linkedin.com/in/avery-stone/", "title": "Avery Stone | LinkedIn"}
SURFACES = ("popup", "everybody", "form", "options", "welcome", "calendar", "try")
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}


def surface(ui: Pages, name: str, **look: Any) -> Page:
    """One of the pages with everything unfolded and something to say."""
    if name == "popup":
        page = ui.popup(PROFILE, **look)
    elif name == "form":
        page = ui.page("person.html#application=example-ltd", **look)
        page.locator("[name=company]").fill("")
        page.locator("button.main").click()
        expect(page.locator("#problem")).not_to_be_empty()
    elif name == "options":
        ui.worker.evaluate("Reminders.set('cleo-marsh', true)")
        page = ui.page("options.html", **look)
        ui.worker.evaluate(
            "Store.update((stored) => { delete stored.people['ben-okafor']; }, { word: 'undo-person', name: 'Ben Okafor' })"
        )
        # What was ticked on another page before can be undone here too.
        expect(page.locator("#undo li")).not_to_have_count(0)
    elif name == "everybody":
        page = ui.page("everybody.html", **look)
        for button in page.locator("#people .name").all():
            button.click()
        page.locator("[data-key=tick-cleo-marsh]").check()
        page.locator("[data-key=ticked-thanked]").click()
        page.locator("[data-key=tick-ben-okafor]").check()
    elif name == "calendar":
        page = ui.page("calendar.html", **look)
        page.locator("#text").fill(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Talk\nDTSTART;TZID=X:20260310T140000\nATTENDEE;CN=Ada:mailto:a@b.c\nEND:VEVENT\nEND:VCALENDAR"
        )
        expect(page.locator("#events fieldset")).to_have_count(1)
    else:
        page = ui.page(f"{name}.html", **look)
    page.evaluate("for (const e of document.querySelectorAll('details')) e.open = true")
    if name == "popup":
        expect(page.locator("#people .why")).to_have_count(page.locator("#people [id^=person-]").count())
    return page


def tip(ui: Pages, **look: Any) -> Tab:
    """An open tip whose root can be reached by axe."""
    ui.query = "&open-roots"
    tab = ui.linkedin("avery-stone", **look)
    ui.query = ""
    tab.click(tab.wait_for_chip())
    tab.wait_for("root.querySelector('.tip .headline')")
    tab.in_root("root.querySelectorAll('.tip details').forEach((d) => { d.open = true; })")
    tab.rest()
    painted(tab.page)
    return tab


def violations(page: Page, context: Any = None, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds in a page, or in a part of it, by all of its rules or by these."""
    results = Axe().run(page, context=context, options={"runOnly": list(rules)} if rules else None)
    assert results.response["passes"], "axe has looked at something"
    return [
        f"{found['id']}: {found['help']}: {[node['html'][:120] for node in found['nodes']][:3]}"
        for found in results.response["violations"]
    ]


@pytest.fixture(autouse=True)
def entered(ui: Pages) -> None:
    ui.begin(ENTERED)
    ui.at(EVENING)


SMALL = r"""([root, least]) => [...(root ?? document).querySelectorAll('a, button, input, select, textarea, summary')].filter((e) => {
    const box = e.getBoundingClientRect();
    if (box.width === 0 || e.closest('.unseen')) return false;
    // A link inside a sentence may be as small as its line, and a tick is pressed by its whole label.
    if (e.localName === 'a' && getComputedStyle(e).display === 'inline') return false;
    if (['checkbox', 'radio'].includes(e.type)) return e.closest('label').getBoundingClientRect().height < least;
    return box.height < least || box.width < 24;
  }).map((e) => `${e.localName} ${e.textContent.slice(0, 30)} ${Math.round(e.getBoundingClientRect().height)}`)"""


@pytest.mark.parametrize("name", SURFACES)
def test_a_page_is_for_everybody(ui: Pages, name: str, screenshots: Path) -> None:
    """axe finds nothing in any colours, targets are large enough, it makes sense without seeing, and it reflows."""
    page = surface(ui, name)
    assert violations(page) == []
    assert page.evaluate(SMALL, [None, 32]) == []
    makes_sense_without_seeing(page)
    for look in ("dark", "forced"):
        # In other colours all is as it was but the colours.
        page.emulate_media(**LOOKS[look])
        painted(page)
        assert violations(page, None, ("color-contrast",)) == [], look
    page.emulate_media(color_scheme="light", forced_colors="none")
    reflows(page)
    page.screenshot(path=screenshots / f"{name}-text-200.png", full_page=True)


def makes_sense_without_seeing(page: Page) -> None:
    """Headings go down by one level each, and what changes is told."""
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3')].filter((h) => h.checkVisibility()).map((h) => Number(h.localName[1]))"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    assert page.locator("[role=status], [role=alert]").count() > 0


def reflows(page: Page) -> None:
    """Nothing scrolls sideways, whether the page is narrow or its reader's text is large."""
    size = "parseFloat(getComputedStyle(document.querySelector('p, label')).fontSize)"
    before = page.evaluate(size)
    for width, text in ((320, 100), (640, 200)):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("(text) => { document.documentElement.style.fontSize = `${text}%`; }", text)
        painted(page)
        assert page.evaluate(size) == pytest.approx(before * text / 100), "text follows the reader's own size"
        assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 1, (width, text)


def test_a_tip_is_for_everybody(ui: Pages) -> None:
    """Into a root axe sees no colours: those of chip and tip are computed below, and for each tone in test_contrast.py."""
    tab = tip(ui)
    for part in (".tip", ".chip"):
        assert violations(tab.page, {"fromShadowDom": ["html > div:last-child", part]}) == [], part
    assert tab.in_root(f"({SMALL})([root, 32])") == []


def test_forced_colours_can_be_told_apart(ui: Pages) -> None:
    """Computed, since axe does not always see into a root: words on chips, buttons and pills, by the system's colours."""
    tab = tip(ui, forced_colors="active")
    pairs = tab.in_root("""[...root.querySelectorAll('.chip, .tip button, .tip .verdict, .tip summary, .tip p')].map((e) => {
        let ground = e;
        while (ground && getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
        return [e.className || e.localName, getComputedStyle(e).color, getComputedStyle(ground ?? root.host).backgroundColor];
    })""")
    assert len(pairs) > 10
    for name, ink, ground in pairs:
        one, other = (
            "#" + "".join(f"{int(c):02x}" for c in re.findall(r"\d+", colour)[:3]) for colour in (ink, ground)
        )
        assert contrast(one, other) >= 4.5, (name, ink, ground)
    borders = tab.in_root("[...root.querySelectorAll('.chip, .tip')].map((e) => getComputedStyle(e).borderTopColor)")
    grounds = tab.in_root("[...root.querySelectorAll('.chip, .tip')].map((e) => getComputedStyle(e).backgroundColor)")
    assert all(border != ground for border, ground in zip(borders, grounds, strict=True)), "they have an edge"


def test_nothing_moves_for_those_who_asked_for_it(ui: Pages) -> None:
    tab = tip(ui, reduced_motion="reduce")
    assert tab.in_root("root.querySelector('.tip').getAnimations().every((a) => a.animationName.startsWith('pulse'))")
    assert "appear" not in tab.in_root("getComputedStyle(root.querySelector('.tip')).animationName")
    tab = tip(ui, reduced_motion="no-preference")
    assert "appear" in tab.in_root("getComputedStyle(root.querySelector('.tip')).animationName")


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Go to an element by the Tab key alone."""
    for _ in range(most):
        if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} can't be reached by keyboard")


def test_choosing_entering_and_saving_by_keyboard_alone(ui: Pages) -> None:
    ui.begin(None, place=None)
    page = ui.page("welcome.html")
    tab_to(page, "#toolbar")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen")).not_to_be_empty()
    # Once it is chosen one goes on where the first interview is entered.
    expect(page.locator("[name=people]")).to_be_focused()
    page.keyboard.type("Avery Stone")
    tab_to(page, "[name=company]")
    page.keyboard.type("Example Ltd")
    tab_to(page, "[name=when]")
    page.locator("[name=when]").fill("2026-03-10T14:00")  # how a date is typed is the browser's affair
    tab_to(page, "#capture button.main")
    page.keyboard.press("Enter")
    expect(page.locator("#capture")).to_contain_text("Saved on this device.")


def test_the_popup_by_keyboard_alone(ui: Pages) -> None:
    page = ui.popup()
    tab_to(page, "[data-key=thanked-all-yes]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-key=thanked-all-yes]")).to_have_count(0)
    tab_to(page, "[data-key=row-cleo-marsh]")
    page.keyboard.press("Enter")
    expect(page.locator("#person-cleo-marsh .headline")).to_be_visible()
    tab_to(page, "#person-cleo-marsh summary[data-key=why]")
    page.keyboard.press("Space")
    expect(page.locator("#person-cleo-marsh .strip")).to_be_visible()
    tab_to(page, "[data-key=menu]")
    page.keyboard.press("Enter")
    tab_to(page, "#pause")
    page.keyboard.press("Enter")
    expect(page.locator("[data-key=resume]")).to_be_visible()


def test_the_tip_by_keyboard_alone(ui: Pages) -> None:
    """What has the focus is in sight, also where the tip has to scroll."""
    tab = ui.linkedin("avery-stone")
    tab.page.set_viewport_size({"width": 900, "height": 480})
    tab.wait_for_chip()
    tab.page.locator("a[aria-label='Invite Avery Stone to connect']:visible").first.focus()
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Space")
    tab.wait_for("root.querySelector('.tip .headline')")
    reached = []
    for _ in range(9):
        tab.page.keyboard.press("Tab")
        reached.append(tab.in_root("root.activeElement?.dataset?.key ?? root.activeElement?.className ?? null"))
        # A button's words are an element of their own inside it.
        covered = "root.activeElement?.closest('.tip') && !root.activeElement.contains(root.elementFromPoint(...middle(root.activeElement)))"
        middle = "(e) => { const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }"
        assert not tab.in_root(f"((middle) => {covered})({middle})"), f"{reached[-1]} is behind something"
    assert reached[:3] == ["answer-yes", "answer-not-yet", "answer-no-address"]
    for key in ("email", "why", "remind", "edit", "hide"):
        assert key in reached, reached
    tab.in_root("root.querySelector('[data-key=why]').focus()")
    tab.page.keyboard.press("Enter")
    assert tab.in_root("root.querySelector('.why').open") is True
    tab.page.keyboard.press("Escape")
    assert tab.in_root("root.activeElement?.className") == "chip", "the focus is given back"


def test_options_and_calendar_by_keyboard_alone(ui: Pages) -> None:
    page = ui.page("everybody.html")
    tab_to(page, "[data-key=forget-example-ltd]")
    page.keyboard.press("Enter")
    expect(page.locator("#companies li")).to_have_count(1)
    expect(page.locator("[data-key=undo-last]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#companies li")).to_have_count(2)
    tab_to(page, "[data-key=forget-example-ltd]")
    page.keyboard.press("Enter")
    expect(page.locator("#companies li")).to_have_count(1)
    page = ui.page("options.html")
    expect(page.locator("#undo li")).to_have_count(1)
    tab_to(page, "#undo [data-key^=undo-1]")
    page.keyboard.press("Enter")
    expect(page.locator("#undo li")).to_have_count(0)
    tab_to(page, "[data-key=wipe]")
    page.keyboard.press("Enter")
    tab_to(page, "[data-key=wipe-yes]")
    page.keyboard.press("Enter")
    expect(page.locator("#data-said")).to_contain_text("Everything is deleted.")
    page = ui.page("calendar.html")
    tab_to(page, "#text")
    page.keyboard.insert_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260310T140000Z\nEND:VEVENT\nEND:VCALENDAR"
    )
    expect(page.locator("#events fieldset")).to_have_count(1)
    tab_to(page, "[name=company]")
    page.keyboard.type("Example Ltd")
    page.keyboard.press("Enter")
    expect(page.locator("#saved")).not_to_be_empty()
