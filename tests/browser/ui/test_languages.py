"""Languages: chosen by browser or person, whole, unclipped, and written from right to left where they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import TAB, Pages
from tests.browser.ui.test_accessibility import violations
from tests.support import chromium as driver
from tests.support.bundles import with_strange_locales
from tests.support.chromium import painted
from tests.support.entries import answer, application, records

EVENING = datetime(2026, 3, 11, 18, 0, tzinfo=UTC)
# Names without a plain letter, so that every plain letter found is an untranslated word.
ENTERED = records(
    application("Ξένος", "Άδα Βλ", "Μπεν Οκ"),
    application("Όμικρον", "Κλειώ Μ", start="2026-03-05T10:00", status="took-place"),
    application("Παλιά", "Δανάη Λ", start=None, answers={"outcome": answer("offer", MONDAY)}),
)
for _made in ENTERED["applications"].values():
    _made["role"] = "Δοκιμαστής"
GREEK, ARABIC = "el", "ar"
"""Languages in whose dates, lists and durations there is no plain letter."""

PLAIN = r"""(root) => {
  const allowed = /Connect Etiquette|linkedin\.com\S*|\.ics|\.json/g;
  const skipped = '.cited, option, [dir=ltr], script, noscript, style, [lang]:not(html):not([lang=el]):not([lang=ar])';
  const found = [];
  const look = (text, where) => {
    const left = text.replace(allowed, '');
    if (/[A-Za-z]{2,}/.test(left)) found.push(`${where}: ${text.trim()}`);
  };
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    if (!node.parentElement?.closest(skipped)) look(node.nodeValue, node.parentElement?.localName ?? 'root');
  for (const element of root.querySelectorAll('*')) {
    if (element.closest(skipped)) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (element.hasAttribute(name)) look(element.getAttribute(name), `${element.localName}[${name}]`);
  }
  if (root === document) look(document.title, 'title');
  return found;
}"""
"""Texts with plain letters in a page or root; sources and what the person typed are English."""

CLIPPED = r"""(root) => [...root.querySelectorAll('*')].filter((e) => {
    if (e.closest('.unseen, .bar, select, input, textarea, .chip') || !e.checkVisibility()) return false;
    const style = getComputedStyle(e);
    const hides = style.overflowX !== 'visible' || style.textOverflow === 'ellipsis';
    return (hides && e.scrollWidth > e.clientWidth + 1) || e.getBoundingClientRect().right > innerWidth + 1
      || e.getBoundingClientRect().left < -1;
  }).map((e) => `${e.localName}.${e.className}: ${e.textContent.slice(0, 60)}`)"""
"""Elements whose content is cut off, or that stand beyond the page's edges."""


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pages]:
    folder = tmp_path_factory.mktemp("languages")
    copy = with_strange_locales(built / "chromium", folder / "built", {GREEK: "ltr", ARABIC: "rtl"})
    with driver.running(playwright, copy, folder, chromium, MONDAY, TAB, kind=Pages) as running:
        yield running


def unfold(page: Page) -> None:
    page.evaluate("for (const e of document.querySelectorAll('details')) e.open = true")
    painted(page)


def pages(ui: Pages, locale: str, width: int) -> Iterator[tuple[str, Page]]:
    """Each of the extension's pages, everything unfolded, with what it shows only sometimes."""
    ui.begin(ENTERED, locale=locale)
    ui.at(EVENING)
    under = {"id": 99, "url": "https://www.linkedin.com/in/άδα-βλ/", "title": "Άδα Βλ | LinkedIn"}
    page = ui.popup(under)
    page.set_viewport_size({"width": width, "height": 900})
    unfold(page)
    yield "popup", page
    page = ui.page("person.html#application=ξένος", width=width)
    unfold(page)
    page.locator("#add-person").click()
    page.locator("#paste").fill("Άδα\nΒάια")
    page.locator("button.main").click()
    expect(page.locator("#saved")).not_to_be_empty()
    yield "form", page
    ui.worker.evaluate("Reminders.set('κλειώ-μ', true)")
    page = ui.page("options.html", width=width)
    ui.worker.evaluate(
        "Store.update((stored) => { delete stored.rounds[Object.keys(stored.rounds)[0]]; }, { word: 'undo-round', name: 'ξένος' })"
    )
    expect(page.locator("#undo li")).not_to_have_count(0)
    page.locator("[data-key=wipe]").click()
    yield "options", page
    page = ui.page("everybody.html", width=width)
    for button in page.locator("#people .name").all():
        button.click()
    page.locator("[data-key=tick-all]").click()
    unfold(page)
    yield "everybody", page
    yield "welcome", ui.page("welcome.html", width=width)
    page = ui.page(f"try.html?lang={locale}", width=width)
    page.locator("#typed-name").evaluate("(e) => { e.value = 'Άδα'; e.dispatchEvent(new Event('input')); }")
    unfold(page)
    yield "try", page
    page = ui.page("calendar.html", width=width)
    page.locator("#text").fill(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Λόγος\nDTSTART;TZID=Ώρα:20260310T140000\nATTENDEE;CN=Άδα:mailto:a@b.c\nEND:VEVENT\nEND:VCALENDAR"
    )
    expect(page.locator("#events > fieldset")).to_have_count(1)
    yield "calendar", page


@pytest.mark.parametrize(("locale", "direction"), [(GREEK, "ltr"), (ARABIC, "rtl")])
def test_nothing_is_untranslated_or_clipped(ui: Pages, screenshots: Path, locale: str, direction: str) -> None:
    """Half as long again as English, in the narrowest window."""
    problems: dict[str, Any] = {}
    for name, page in pages(ui, locale, 320):
        page.screenshot(path=screenshots / f"{name}-{direction}-320.png", full_page=True)
        assert page.evaluate("document.documentElement.dir") == direction
        assert page.evaluate("document.documentElement.lang") == locale
        if direction == "rtl":
            problems[name] = violations(page)
        for check in (PLAIN, CLIPPED):
            found = page.evaluate(f"({check})(document)")
            if found:
                problems.setdefault(name, []).extend(found)
        page.close()
    assert {name: found for name, found in problems.items() if found} == {}


@pytest.mark.parametrize("locale", ["de", "es"])
def test_no_word_of_german_or_spanish_is_too_long_for_its_place(ui: Pages, screenshots: Path, locale: str) -> None:
    """In the narrowest window."""
    clipped = {}
    for name, page in pages(ui, locale, 320):
        page.screenshot(path=screenshots / f"{name}-{locale}-320.png", full_page=True)
        clipped[name] = page.evaluate(f"({CLIPPED})(document)")
        page.close()
    assert {name: found for name, found in clipped.items() if found} == {}


@pytest.mark.parametrize(("locale", "direction"), [(GREEK, "ltr"), (ARABIC, "rtl")])
def test_the_tip_is_whole_too(ui: Pages, screenshots: Path, locale: str, direction: str) -> None:
    entered = json.loads(json.dumps(ENTERED).replace("\\u03ac\\u03b4\\u03b1-\\u03b2\\u03bb", "avery-stone"))
    ui.begin(entered, locale=locale)
    ui.at(EVENING)
    ui.query = "&open-roots"
    tab = ui.linkedin("avery-stone")
    ui.query = ""
    tab.click(tab.wait_for_chip())
    tab.wait_for("root.querySelector('.tip .headline')")
    tab.in_root("root.querySelectorAll('.tip details').forEach((d) => { d.open = true; })")
    tab.rest()
    painted(tab.page)
    tab.picture(screenshots / f"tip-{direction}.png")
    assert tab.in_root("root.querySelector('.tip').dir") == direction
    assert tab.in_root("root.querySelector('.chip').dir") == direction
    assert tab.in_root(f"({PLAIN})(root.querySelector('.tip'))") == []
    assert tab.in_root(f"({CLIPPED})(root.querySelector('.tip'))") == []
    names = tab.in_root("[...root.querySelectorAll('.chip')].map((c) => c.getAttribute('aria-label'))")
    assert all("Connection" not in name for name in names)
    for part in (".tip", ".chip"):
        assert violations(tab.page, {"fromShadowDom": ["html > div:last-child", part]}) == []


def test_german_and_spanish_speak_for_themselves(ui: Pages) -> None:
    ui.begin(ENTERED, locale="de")
    page = ui.popup()
    assert page.locator("#everyone h2").inner_text() == "Firmen"
    assert "Du entscheidest" in page.locator("#people").inner_text()
    table = ui.page("everybody.html")
    assert "2 Personen · 1 Gespräch" in table.locator("#companies li").first.inner_text()
    page = ui.page("options.html")
    page.locator("#locale").select_option("es")
    expect(page.locator("h1")).to_have_text("Opciones")
    expect(table.locator("#companies li").first).to_contain_text("2 personas · 1 entrevista")
    assert page.locator("#locale option").all_text_contents()[1:4] == ["English", "Deutsch", "Español"]


def test_the_browsers_language_and_region_decide_unless_one_was_chosen(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path
) -> None:
    """An American browser shows American dates; a Swiss one speaks German."""
    for tag, title, date in (
        ("en-US", "Connection timing", "Fri, Mar 13, 3:00 PM"),
        ("de-CH", "Zeitpunkt zum Vernetzen", "Fr., 13. März, 15:00"),
    ):
        with driver.running(
            playwright, built / "chromium", tmp_path / tag, chromium, MONDAY, TAB, kind=Pages, locale=tag
        ) as running:
            running.at(MONDAY)
            running.begin(records(application("Example Ltd", "Avery Stone")))
            page = running.popup()
            assert page.locator("h1").text_content() == title
            page.locator("#people .person > summary").first.click()
            shown = page.locator("#people .change").inner_text()
            assert date in shown.replace("\u202f", " "), shown
