"""The same month as in `test_month.py`, in Firefox, in as many fields and presses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.browser.conftest import MONDAY
from tests.browser.day.test_month import FIELDS, PRESSES, march
from tests.browser.ui.conftest import TAB
from tests.browser.ui.test_firefox import CLOCK, Own
from tests.support import firefox as driver
from tests.support.copies import make_copy
from tests.support.entries import records

FIND = """((within, words) => {
  const named = (one) => (one.getAttribute("aria-label") ?? one.innerText).trim();
  const all = [...document.querySelectorAll(within)].flatMap((part) => [...part.querySelectorAll("button, a, summary")]);
  const seen = all.filter((one) => one.checkVisibility() && !one.closest("[aria-busy=true]"));
  return seen.find((one) => named(one) === words) ?? seen.find((one) => one.localName === "summary" && named(one).includes(words));
})"""
"""What can be pressed and says so, as somebody sees it."""


@dataclass
class Hand:
    """A person at work in Firefox, whose fields and presses are counted; opening a window is a press."""

    fox: Own
    fields: int = 0
    presses: int = 0
    tab: str = ""

    def open(self, at: datetime) -> None:
        if self.tab:
            self.fox.send("browsingContext.close", context=self.tab)
        self.presses += 1
        self.tab = self.fox.own("popup.html", at, 400)

    def type(self, name: str, value: str) -> None:
        self.fields += 1
        field = f"[...document.querySelectorAll('[name={name}]')].find((one) => one.checkVisibility())"
        self.fox.wait_until(self.tab, f"{field} !== undefined")
        self.fox.run(
            self.tab,
            f"(() => {{ const field = {field}; field.value = {json.dumps(value)};"
            " for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true })); })()",
        )

    def press(self, words: str, within: str = "body") -> None:
        self.presses += 1
        found = f"{FIND}({json.dumps(within)}, {json.dumps(words)})"
        self.fox.wait_until(self.tab, f"{found} !== undefined")
        self.fox.press_seen(self.tab, found)

    def sees(self, selector: str, words: str) -> None:
        self.fox.wait_until(
            self.tab,
            f"document.querySelector({json.dumps(selector)})?.textContent.includes({json.dumps(words)}) ?? false",
        )

    def group(self, company: str) -> str:
        """Where a company stands among all."""
        one = f"[...document.querySelectorAll('#people > li')].find((one) => one.textContent.includes({json.dumps(company)}))"
        self.fox.wait_until(self.tab, f"{one} !== undefined")
        return f"[id={json.dumps(self.fox.run(self.tab, f'{one}.id'))}]"


@pytest.fixture
def hand(built: Path, firefox: str, tmp_path: Path) -> Iterator[Hand]:
    copy = make_copy(built / "firefox", tmp_path / "extension", MONDAY, driver.ASK + CLOCK + TAB)
    with driver.running(copy, firefox) as browser:
        browser.__class__ = Own
        assert isinstance(browser, Own)
        browser.home = browser.wait_for_tab("/pages/welcome/welcome.html")
        browser.begin(records())
        yield Hand(browser)


def event(hand: Hand, at: datetime, company: str, label: str, whom: str = "") -> None:
    hand.open(at)
    group = hand.group(company)
    if whom:
        hand.press(whom, group)
    hand.press(label, group)
    hand.sees("#status", label)


def look_back(hand: Hand, at: datetime, *answers: str) -> None:
    hand.open(at)
    for answer in answers:
        hand.press(answer, ".card")
    hand.fox.wait_until(hand.tab, "document.querySelector('.card') === null")


def second_round(hand: Hand, at: datetime, company: str, when: str, known: str) -> None:
    hand.open(at)
    group = f"{hand.group(company)} .likely"
    hand.press("Next round …", group)
    hand.type("when", when)
    hand.press(f"With {known}", group)
    hand.sees("#status", f"{company}: Next round")


def test_the_month_in_firefox(hand: Hand) -> None:
    hand.open(march(2, 9))
    for number, (company, when, people) in enumerate(
        (
            ("Harbour Works", "2026-03-05T10:00", "Ada Stone, Ben Okafor"),
            ("Fable & Sons", "2026-03-09T11:00", "Eva Lindt, Rita Moss"),
            ("Glen Instruments", "2026-03-12T15:00", "Finn Abara, Gia Rossi"),
        )
    ):
        if number > 0:
            hand.press("Another one")
        hand.type("people", people)
        hand.type("company", company)
        hand.type("when", when)
        hand.press("Save", "#capture")
        hand.sees("#capture", "Saved on this device.")
    look_back(hand, march(5), "Yes", "No", "In a week")
    hand.open(march(9, 8))
    hand.press("Moved …", "#deeds")
    hand.type("when", "2026-03-10T11:00")
    hand.press("Save", "#deeds")
    hand.sees("#status", "Moved")
    look_back(hand, march(10), "Not yet", "No", "In a week")
    hand.open(march(11, 9))
    hand.press("Thanked: Eva", "#deeds")
    hand.sees("#status", "Eva Lindt: Thanked")
    second_round(hand, march(11, 10), "Harbour Works", "2026-03-17T10:00", "Ada Stone")
    look_back(hand, march(12), "Yes", "No", "In two weeks")
    second_round(hand, march(13, 10), "Glen Instruments", "2026-03-19T10:00", "Gia Rossi")
    event(hand, march(16, 9), "Glen Instruments", "Cancelled")
    look_back(hand, march(17), "Yes", "No", "In a week")
    event(hand, march(18), "Fable & Sons", "They said no")
    event(hand, march(24), "Glen Instruments", "I asked where it stands")
    event(hand, march(25), "Harbour Works", "Offer")
    hand.open(march(25, 18))
    hand.press("I sent a request: both", "#deeds")
    hand.sees("#status", "I sent a request")
    event(hand, march(27), "Harbour Works", "I withdrew it", "Ada Stone")
    event(hand, march(28), "Harbour Works", "They sent a request", "Ben Okafor")
    stored = hand.fox.stored(hand.tab)["records"]
    assert (len(stored["applications"]), len(stored["people"]), len(stored["rounds"])) == (3, 6, 5)
    outcomes = {a["company"]: a["answers"].get("outcome", {}).get("value") for a in stored["applications"].values()}
    assert outcomes == {"Harbour Works": "offer", "Fable & Sons": "rejected", "Glen Instruments": None}
    print(f"\nthe month in Firefox: {hand.fields} fields, {hand.presses} presses")
    assert (hand.fields <= FIELDS, hand.presses <= PRESSES) == (True, True)
