"""A month of a job search, by clicks and typing through the real pages: three companies, six people, five rounds."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from tests.browser.day.counting import Hand
from tests.browser.ui.conftest import Pages

FIELDS = 14
PRESSES = 52
"""Opening a window counts. Before this there were 35 fields and 89 presses."""


def march(day: int, hour: int = 17) -> datetime:
    return datetime(2026, 3, day, hour, 0, tzinfo=UTC)


def enter(hand: Hand, page: Page, company: str, when: str, people: str) -> None:
    """A company with whom one meets there, in the toolbar's window itself."""
    hand.type(page, "people", people)
    hand.type(page, "company", company)
    hand.type(page, "when", when)
    hand.press(page, "Save", "#capture")
    expect(page.locator("#capture")).to_contain_text("Saved on this device.")


def event(hand: Hand, task: str, at: datetime, company: str, label: str, more: str = "") -> Page:
    """Something that happened at a company or, with `more`, was done about somebody: open, unfold, press."""
    hand.begin(task)
    hand.ui.at(at)
    page = hand.open("popup")
    group = page.locator("#people > li", has_text=company)
    if more:
        hand.presses[hand.task] += 1
        group.locator("li[id^=person-]", has_text=more).locator("summary").first.click()
    hand.press(page, label, f"#{group.get_attribute('id')}")
    expect(page.locator("#status")).to_contain_text(label)
    return page


def second_round(hand: Hand, at: datetime, company: str, when: str, known: str) -> None:
    """The next interview at a company, with one of those who were met there."""
    hand.begin("second rounds (two)")
    hand.ui.at(at)
    page = hand.open("popup")
    group = f"#{page.locator('#people > li', has_text=company).get_attribute('id')}"
    hand.press(page, "Next round …", f"{group} .likely")
    hand.type(page, "when", when)
    hand.press(page, f"With {known}", f"{group} .likely")
    expect(page.locator("#status")).to_contain_text(f"{company}: Next round")
    page.close()


def look_back(hand: Hand, at: datetime, *answers: str) -> None:
    hand.begin("look back (each of four)")
    hand.ui.at(at)
    page = hand.open("popup")
    for answer in answers:
        hand.press(page, answer, ".card")
    expect(page.locator(".card")).to_have_count(0)
    page.close()


def test_a_month_of_three_companies_and_six_people(ui: Pages) -> None:
    hand = Hand(ui)
    ui.at(march(2, 9))
    hand.begin("three companies, six people, three rounds")
    page = hand.open("popup")
    enter(hand, page, "Harbour Works", "2026-03-05T10:00", "Ada Stone, Ben Okafor")
    hand.press(page, "Another one")
    enter(hand, page, "Fable & Sons", "2026-03-09T11:00", "Eva Lindt, Rita Moss")
    hand.press(page, "Another one")
    enter(hand, page, "Glen Instruments", "2026-03-12T15:00", "Finn Abara, Gia Rossi")
    page.close()
    assert len(ui.stored()["records"]["people"]) == 6

    look_back(hand, march(5), "Yes", "No", "In a week")

    hand.begin("moved")
    ui.at(march(9, 8))
    page = hand.open("popup")
    hand.press(page, "Moved …")
    hand.type(page, "when", "2026-03-10T11:00")
    hand.press(page, "Save")
    expect(page.locator("#status")).to_contain_text("Moved")
    page.close()
    look_back(hand, march(10), "Not yet", "No", "In a week")

    hand.begin("thanked one person")
    ui.at(march(11, 9))
    page = hand.open("popup")
    hand.press(page, "Thanked: Eva", "#deeds")
    expect(page.locator("#status")).to_contain_text("Eva Lindt: Thanked")
    page.close()
    second_round(hand, march(11, 10), "Harbour Works", "2026-03-17T10:00", "Ada Stone")
    look_back(hand, march(12), "Yes", "No", "In two weeks")
    second_round(hand, march(13, 10), "Glen Instruments", "2026-03-19T10:00", "Gia Rossi")
    event(hand, "cancelled", march(16, 9), "Glen Instruments", "Cancelled").close()
    look_back(hand, march(17), "Yes", "No", "In a week")
    event(hand, "no", march(18), "Fable & Sons", "They said no").close()
    event(hand, "asked where it stands", march(24), "Glen Instruments", "I asked where it stands").close()
    event(hand, "offer", march(25), "Harbour Works", "Offer").close()

    hand.begin("request sent")
    ui.at(march(25, 18))
    page = hand.open("popup")
    hand.press(page, "I sent a request: both", "#deeds")
    expect(page.locator("#status")).to_contain_text("I sent a request")
    page.close()
    event(hand, "request withdrawn", march(27), "Harbour Works", "I withdrew it", "Ada Stone").close()
    event(hand, "invitation received", march(28), "Harbour Works", "They sent a request", "Ben Okafor").close()

    print(f"\n{hand.table()}")
    stored = ui.stored()["records"]
    assert (len(stored["applications"]), len(stored["people"]), len(stored["rounds"])) == (3, 6, 5)
    outcomes = {a["company"]: a["answers"].get("outcome", {}).get("value") for a in stored["applications"].values()}
    assert outcomes == {"Harbour Works": "offer", "Fable & Sons": "rejected", "Glen Instruments": None}
    assert sum(hand.fields.values()) <= FIELDS
    assert sum(hand.presses.values()) <= PRESSES
