"""The stage as a site: from any static host, for browsers without `Temporal`, with links that carry no name, and nothing
stored that was not ticked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support import firefox as firefoxes
from tests.support import webkit as webkits
from tests.support.sites import link, opened

TYPED = ("Ada Lovelace", "Harbour Works")
STORED = "[...Array(localStorage.length).keys()].map((i) => localStorage.getItem(localStorage.key(i))).join()"


def test_a_question_goes_by_link_without_a_name_and_is_kept_only_if_that_is_ticked(
    context: BrowserContext, address: str
) -> None:
    asked: list[str] = []
    page = opened(context, address, asked)
    expect(page.locator("#chip")).to_have_text("Wait · until you've met")
    page.locator("summary", has_text="Names for the drafts").click()
    for field, typed in zip(("#typed-name", "#typed-company"), TYPED, strict=True):
        page.locator(field).fill(typed)
    page.locator("[name=contact-rules]").select_option("match")
    headline = page.locator("#tip .headline").inner_text()
    assert headline == "In a match: wait until it is over"
    copied = link(page)
    digest = json.loads(urlopen(f"{address}bundle/core.json").read())["digest"]
    assert link(page, "#report").splitlines() == [f"Connect Etiquette {digest[:12]}", "wait: match", copied]
    assert page.evaluate("localStorage.length") == 0
    # Ticked, it is there again; a link that is open neither reads nor writes.
    page.locator("#remember").check()
    page.locator("[name=tie]").select_option("met")
    page.wait_for_function(f"{STORED} !== ''")
    again = opened(context, address)
    expect(again.locator("#name")).to_have_text(TYPED[0])
    expect(again.locator("[name=tie]")).to_have_value("met")
    expect(again.locator("#typed-name")).to_have_value(TYPED[0])
    again.locator("summary", has_text="Names for the drafts").click()
    again.locator("#typed-company").fill("Else Ltd")
    expect(again.locator("#name")).to_have_text(TYPED[0])
    again.locator("#typed-company").fill(TYPED[1])
    stored = page.evaluate(STORED)
    other = opened(context, copied)
    expect(other.locator("#tip .headline")).to_have_text(headline)
    expect(other.locator("#name")).to_have_text("Avery Stone")
    expect(other.locator("[name=contact-rules]")).to_have_value("match")
    expect(other.locator("[name=tie]")).to_have_value("")
    expect(other.locator("#remembering")).to_be_hidden()
    other.locator("[name=tie]").select_option("worked")
    assert other.evaluate(STORED) == stored
    again.locator("#remember").uncheck()
    assert again.evaluate("localStorage.length") == 0
    # Every request went to the folder, and none besides.
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith(address)] == []


def calendar(page: Page) -> tuple[str, dict[str, str]]:
    """The calendar's file that is saved, unfolded, and when its entries begin, by their ids."""
    with page.expect_download() as download:
        page.locator("#calendar").click()
    assert download.value.suggested_filename == "connect-etiquette.ics"
    ics = download.value.path().read_text("utf-8").replace("\n ", "")
    uids, starts = (re.findall(rf"^{key}:(\S+)", ics, re.MULTILINE) for key in ("UID", "DTSTART"))
    return ics, dict(zip(uids, starts, strict=True))


def test_a_calendar_gets_the_dates_that_matter_and_moves_them(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    page.locator("summary", has_text="Names for the drafts").click()
    page.locator("#typed-name").fill(TYPED[0])
    never_saved = link(page)
    ics, first = calendar(page)
    expect(page.locator("#done")).to_contain_text("with no name in it")
    assert sorted(uid.partition("-")[0] for uid in first) == ["change", "round", "thanks"]
    assert set(re.findall(r"^SUMMARY:(.*)", ics, re.MULTILINE)) == {
        "Interview",
        "Connecting: Your call",
        "Thank by e-mail",
    }
    assert TYPED[0] not in ics
    # Moved, the same entries are elsewhere.
    page.locator("#date").fill("2026-03-12")
    page.locator("#date").blur()
    _, second = calendar(page)
    assert list(second) == list(first)
    assert all(second[uid] > first[uid] for uid in first)
    # Back by the link in an entry; what is saved there survives that the page is loaded again.
    back, *_ = re.findall(r"^DESCRIPTION:(.*)", ics, re.MULTILINE)
    page = opened(context, back.replace("\\", ""))
    expect(page.locator("#date")).to_have_value("2026-03-10")
    assert calendar(page)[1] == first
    assert list(calendar(opened(context, page.url))[1]) == list(first)
    page = opened(context, never_saved)
    _, another = calendar(page)
    assert not set(another) & set(first)
    assert list(calendar(opened(context, page.url))[1]) == list(another)
    # What others are shown of an answer does not tell whose calendar it stands in.
    assert link(page, "#report").splitlines()[-1] == never_saved


@pytest.mark.parametrize("fragment", ["x", "%F0%9F%92%A5", "A" * 5000, "<script>", "q1YqLU4tykvMTQUA"])
def test_what_is_no_link_of_ours_is_said_and_an_example_stands(
    context: BrowserContext, address: str, fragment: str
) -> None:
    page = opened(context, f"{address}#{fragment}")
    expect(page.locator("#said")).to_contain_text("can't be read")
    expect(page.locator("#chip")).to_have_text("Wait · until you've met")


def test_a_link_of_other_rules_says_so(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    copied = link(page)
    core = "**/bundle/core.json"
    context.route(core, lambda route: route.fulfill(json={**route.fetch().json(), "digest": "f" * 64}))
    page = opened(context, copied)
    expect(page.locator("#said")).to_contain_text("other rules")
    expect(page.locator("#chip")).to_have_text("Wait · until you've met")


def test_a_browser_without_temporal_says_the_same(context: BrowserContext, address: str) -> None:
    said = "[...document.querySelectorAll('#chip, #moment, #tip, #date, #time')].map((e) => e.value ?? e.textContent)"
    page = opened(context, address)
    page.locator("#later").click()
    expected = page.evaluate(said)
    context.add_init_script("delete globalThis.Temporal;")
    page = opened(context, address)
    assert page.evaluate("typeof Temporal") == "undefined"
    page.locator("#later").click()
    assert page.evaluate(said) == expected


EQUAL = """async (count) => {
  const [Time, IntlTime] = await Promise.all(["time", "intltime"].map((name) => import(`./engine/time/${name}.js`)));
  if (typeof Temporal === "undefined") return ["no Temporal"];
  const zones = Intl.supportedValuesOf("timeZone");
  const upTo = (most) => Math.floor(Math.random() * most);
  const found = [];
  const same = (name, ...given) => {
    if (Time[name](...given) !== IntlTime[name](...given)) found.push(`${name} ${given.join(" ")}`);
  };
  for (let i = 0; i < count && found.length < 5; i++) {
    const zone = zones[upTo(zones.length)];
    const at = upTo(Date.UTC(2100, 0, 1));
    const minutes = (upTo(3) - 1) * upTo(60 * 1440);
    for (const name of ["wall", "day"]) same(name, at, zone);
    same("shifted", at, minutes, zone);
    same("daysBetween", at, at + minutes * 60_000, zone);
    // Around changes of the clocks: where they are not as they were a month before, the hours about the change.
    let [low, high] = [at, at + 30 * 86_400_000];
    const offset = (instant) => Date.parse(`${Time.wall(instant, zone)}Z`) - Math.floor(instant / 60_000) * 60_000;
    if (offset(low) !== offset(high))
      while (high - low > 60_000) {
        const middle = Math.floor((low + high) / 2);
        if (offset(middle) === offset(low)) low = middle;
        else high = middle;
      }
    const wall = IntlTime.later(Time.wall(high, zone), upTo(241) - 120);
    for (const name of ["instant", "shown"]) same(name, wall, zone);
    same("later", wall, minutes);
  }
  return found;
}"""


def test_the_browsers_own_temporal_and_the_calendar_agree(context: BrowserContext, address: str, full: bool) -> None:
    """In node the calendar is compared with another library; here with what the browser has."""
    page = opened(context, address)
    assert page.evaluate(EQUAL, 100_000 if full else 1000) == []


def test_opened_as_a_file_it_says_how_to_serve_it(context: BrowserContext, site: Path, address: str) -> None:
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    expect(page.locator("main")).to_contain_text("python3 -m http.server")
    page = opened(context, f"{address}?embed&lang=de")
    for left_out in (".brand", ".lead"):
        expect(page.locator(left_out)).to_be_hidden()
        expect(opened(context, address).locator(left_out)).to_be_visible()
    expect(page.locator("h1")).to_have_text("Was wäre, wenn …")
    expect(page.locator("#languages a")).to_have_count(3)


class InFirefox:
    """A tab of Firefox, driven as WebKit is."""

    def __init__(self, browser: firefoxes.Firefox) -> None:
        self.browser = browser
        self.tab = browser.new_tab()

    def go(self, url: str) -> None:
        self.browser.go(self.tab, url)

    def run(self, expression: str) -> Any:
        return self.browser.run(self.tab, expression)

    def wait_until(self, expression: str) -> None:
        self.browser.wait_until(self.tab, expression)

    def click(self, selector: str) -> None:
        self.browser.press_on(self.tab, selector)

    def press(self, selector: str, *keys: str) -> None:
        self.run(f"document.querySelector('{selector}').focus()")
        self.browser.press(self.tab, *(webkits.KEYS[key] for key in keys))

    def screenshot(self, path: Path) -> None:
        self.browser.screenshot(self.tab, path)


@contextmanager
def elsewhere(name: str, program: str) -> Iterator[InFirefox | webkits.WebKit]:
    """A page in another browser than Chromium."""
    if name == "webkit":
        with webkits.running(program) as page:
            yield page
    else:
        with firefoxes.running(None, program) as browser:
            yield InFirefox(browser)


@pytest.mark.parametrize("name", ["firefox", "webkit"])
def test_other_browsers_answer_by_keyboard_and_a_link_goes_there_and_back(
    name: str, request: pytest.FixtureRequest, address: str, screenshots: Path
) -> None:
    """WebKit is the browser of every iPhone. As Debian has it (2.50) it knows no `Temporal`."""
    program = request.getfixturevalue(name)
    chip, hours = "document.querySelector('#chip .words')?.textContent", "document.querySelector('#hours')"
    headline = "document.querySelector('#tip .headline').textContent"
    with elsewhere(name, program) as page:
        page.go(address)
        page.wait_until("document.querySelector('main[aria-busy=false]') !== null")
        assert page.run(chip) == "Wait · until you've met"
        page.screenshot(screenshots / f"site-{name}.png")
        # A day and an hour on, then to the end.
        before = int(page.run(f"{hours}.value"))
        page.press("#hours", "PageUp", "ArrowRight")
        assert int(page.run(f"{hours}.value")) == before + 25
        page.press("#hours", "End")
        assert page.run(chip) == "Your call"
        assert "after it began. Your call" in page.run(f"{hours}.getAttribute('aria-valuetext')")
        page.click("#earlier")
        said = page.run(headline)
        assert said == "They are deciding: your call"
        # A link, opened where something else stands.
        page.run("(navigator.clipboard.writeText = async (text) => { globalThis.copied = text; }, true)")
        page.click("#copy")
        page.wait_until("typeof copied === 'string'")
        copied = page.run("copied")
        page.click("#afresh")
        assert page.run(chip) == "Wait · until you've met"
        page.go(copied)
        page.wait_until(f"{chip} === 'Your call'")
        assert page.run(headline) == said
