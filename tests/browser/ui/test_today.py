"""What is to be done today, in the toolbar's window: rows above the list of people, each deed by one press."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.ui.conftest import Pages
from tests.support.entries import answer, application, records

MORNING = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
RULES = {"contact-rules": answer("none", MORNING)}
CROWD = ["Avery Stone", "Ben Okafor", "Cleo Marsh", "Dora Lind", "Eva Lindt"]
PANEL = application("Example Ltd", "Avery Stone", "Ben Okafor", answers=RULES, reviewed="2026-03-10T16:00:00Z")


def deeds(page: Page) -> list[str]:
    return [row.replace("\n", " ") for row in page.locator("#deeds > li").all_inner_texts()]


def test_an_interview_of_today_stands_with_its_hour_and_the_profiles(ui: Pages, screenshots: Path) -> None:
    ui.begin(records(PANEL))
    ui.at(MORNING)
    page = ui.popup()
    expect(page.locator("#deeds > li")).to_have_count(1)
    row = page.locator("[data-kind=interview]")
    expect(row.locator(".name")).to_contain_text("Example Ltd · Avery Stone and Ben Okafor")
    expect(row.get_by_role("link", name="Profile of Avery Stone")).to_have_attribute(
        "href", "https://www.linkedin.com/in/avery-stone/"
    )
    company = page.locator("#people > li")
    expect(company.locator(".about")).to_contain_text("interview today, 14:00")
    expect(page.locator("summary:visible", has_text="Moved")).to_have_count(1)
    expect(page.get_by_role("button", name="Cancelled")).to_have_count(1)
    page.screenshot(path=screenshots / "popup-today.png", full_page=True)
    company.locator(".person summary").first.click()
    shown = [words for words in company.get_by_role("button").all_inner_texts() if words]
    assert len(shown) == len(set(shown)), "nothing is offered twice"
    expect(company.get_by_role("button", name="They suggested it")).to_have_count(1)
    company.locator(".events > summary").click()
    expect(company.get_by_role("button", name="Cancelled")).to_be_visible()


def test_thanks_are_noted_for_everybody_by_one_press_and_taken_back_in_place(ui: Pages, screenshots: Path) -> None:
    ui.begin(records(PANEL))
    ui.at(THURSDAY)
    page = ui.popup()
    row = page.locator("[data-kind=due]")
    expect(row).to_contain_text("Avery and Ben")
    expect(row).to_contain_text("late, and still welcome")
    # In the words of the chip, which stands in the list below too.
    chip = page.locator("#people .verdict").first.inner_text()
    assert chip.startswith("Wait · ")
    expect(row.locator(".about")).to_have_text(re.compile(rf"^Example Ltd · .+ · {re.escape(chip)}$"))
    page.screenshot(path=screenshots / "popup-due.png", full_page=True)
    row.get_by_role("button", name="Thanked: both").click()
    expect(row).to_have_count(0)
    people = ui.stored()["records"]["people"]
    assert [person["answers"]["thanked"]["value"] for person in people.values()] == ["yes", "yes"]
    page.locator("#status").get_by_role("button", name="Undo").click()
    expect(row).to_have_count(1)
    assert all("thanked" not in person["answers"] for person in ui.stored()["records"]["people"].values())


def test_whose_request_waits_one_is_connected_with_and_sends_none(ui: Pages) -> None:
    """“I sent a request” would say what can't be: both can't have one waiting."""
    invited = {"invited": answer("sent", THURSDAY)}
    ui.begin(records(application("Example Ltd", "Avery Stone", of_people=invited, reviewed="2026-03-10T16:00:00Z")))
    ui.at(THURSDAY)
    page = ui.popup()
    row = page.locator("[data-kind=fine], [data-kind=now]")
    expect(row.get_by_role("button")).to_have_text(["We are connected"])
    row.get_by_role("button").click()
    expect(row).to_have_count(0)
    assert ui.stored()["records"]["people"]["avery-stone"]["answers"]["request"]["value"] == "accepted"


@pytest.mark.parametrize("names", [["Avery Stone", "Ben Okafor"], ["Avery Stone", "Ben Okafor", "Cleo Marsh"], CROWD])
def test_a_press_beside_a_name_is_about_that_one_and_one_for_all_says_so(
    ui: Pages, screenshots: Path, names: list[str]
) -> None:
    offer = {"outcome": answer("offer", THURSDAY)}
    ui.begin(records(application("Example Ltd", *names, answers=RULES | offer, reviewed="2026-03-10T16:00:00Z")))
    ui.at(THURSDAY)
    page = ui.popup()
    row = page.locator("[data-kind=fine]")
    if len(names) > 3:
        row.locator("summary").click()
    page.screenshot(path=screenshots / f"popup-each-{len(names)}.png", full_page=True)
    every = "both" if len(names) == 2 else f"all {len(names)}"
    whole = row.get_by_role("button", name=f"I sent a request: {every}")
    expect(whole).to_contain_text(every)
    lines = row.locator(".each > li")
    expect(lines).to_have_count(len(names))
    below = max(box["y"] + box["height"] for box in (line.bounding_box() for line in lines.all()) if box)
    place = whole.bounding_box()
    assert place is not None
    assert place["y"] >= below, "what is for all stands apart from those it is for"
    line = lines.filter(has_text="Avery")
    expect(line.get_by_role("link", name="Profile of Avery Stone")).to_be_visible()
    line.get_by_role("button", name="I sent a request: Avery").click()
    expect(page.locator("#status")).to_contain_text("Avery Stone: I sent a request")
    expect(page.locator("[data-key=undo-last]")).to_be_focused()
    sent = [one["name"] for one in ui.stored()["records"]["people"].values() if "request" in one["answers"]]
    assert sent == ["Avery Stone"]
    page.keyboard.press("z")
    expect(whole).to_be_visible()
    whole.click()
    expect(row).to_have_count(0)
    assert all("request" in one["answers"] for one in ui.stored()["records"]["people"].values())


def test_silence_is_a_row_until_one_asks(ui: Pages) -> None:
    thanked = {"thanked": answer("yes", datetime(2026, 3, 10, 18, 0, tzinfo=UTC))}
    silent = application(
        "Example Ltd", "Avery Stone", answers=RULES, of_people=thanked, reviewed="2026-03-10T16:00:00Z"
    )
    ui.begin(records(silent))
    ui.at(APRIL)
    page = ui.popup()
    row = page.locator("[data-kind=no-word]")
    expect(row).to_contain_text("No word from Example Ltd since")
    row.get_by_role("button", name="I asked where it stands").click()
    expect(row).to_have_count(0)
    assert ui.stored()["records"]["applications"]["example-ltd"]["answers"]["chased"]["value"] == "2026-04-01"


def test_one_human_entered_twice_is_joined_by_one_press(ui: Pages, screenshots: Path) -> None:
    second = application(
        "Fable & Sons", "Avery Stone", start="2026-03-16T11:00", answers=RULES, reviewed="2026-03-16T16:00:00Z"
    )
    second["people"]["again"] = {**second["people"].pop("avery-stone"), "profiles": []}
    second["rounds"]["round-fable-&-sons"]["who"] = ["again"]
    ui.begin(records(PANEL, second))
    ui.at(MORNING)
    page = ui.popup()
    row = page.locator("[data-kind=twice]")
    expect(row).to_contain_text("Avery Stone is here twice")
    page.screenshot(path=screenshots / "popup-twice.png", full_page=True)
    row.get_by_role("button", name="Same person").click()
    expect(row).to_have_count(0)
    stored = ui.stored()["records"]
    assert set(stored["people"]) == {"avery-stone", "ben-okafor"}
    assert stored["rounds"]["round-fable-&-sons"]["who"] == ["avery-stone"]
    page.locator("#status").get_by_role("button", name="Undo").click()
    expect(row).to_have_count(1)
    row.get_by_role("button", name="Two people").click()
    expect(row).to_have_count(0)
    assert ui.stored()["records"]["people"]["avery-stone"]["apart"] == ["again"]


def test_of_today_a_row_says_so_with_the_hour(ui: Pages) -> None:
    """And never by its date: in the rows, beside the companies, and in the table of everybody."""
    thanked = {"thanked": answer("yes", datetime(2026, 3, 10, 18, 0, tzinfo=UTC))}
    ui.begin(
        records(
            application("Example Ltd", "Avery Stone", answers=RULES, of_people=thanked, reviewed="2026-03-10T16:00:00Z")
        )
    )
    ui.at(datetime(2026, 3, 11, 8, 0, tzinfo=UTC))
    page = ui.popup()
    expect(page.locator("[data-kind=soon]")).to_contain_text("Avery Stone · from today, 15:00: your call")
    assert "11 Mar" not in page.locator(".scrolls").inner_text()
    expect(ui.page("everybody.html").locator("#people .change")).to_contain_text("today, 15:00: your call")


def test_while_an_interview_goes_on_nothing_else_is_to_be_done(ui: Pages) -> None:
    ui.begin(records(PANEL))
    ui.at(datetime(2026, 3, 10, 13, 30, tzinfo=UTC))
    page = ui.popup()
    expect(page.locator("#deeds > li")).to_have_count(1)
    assert deeds(page)[0].startswith("Nothing else until")


def test_an_application_is_saved_for_ones_own_calendar(ui: Pages) -> None:
    """With names or without, as is asked; what is in it is tested in `tests/engine/outgoing.test.mjs`."""
    ui.begin(records(PANEL))
    ui.at(MORNING)
    page = ui.popup()
    for name, named in (("Calendar file, with names", True), ("Calendar file, without names", False)):
        page.locator("[data-key=event-example-ltd]").click()
        with page.expect_download() as saved:
            page.get_by_role("button", name=name).click()
        text = Path(saved.value.path()).read_text("utf-8")
        assert text.startswith("BEGIN:VCALENDAR")
        assert ("Avery" in text) is named


def test_a_day_that_is_put_right_is_that_of_its_own_press(ui: Pages) -> None:
    """Whatever another window did in between, and though the clock was set back: one way back stands for what was done here."""
    ui.begin(records(PANEL))
    ui.at(THURSDAY)
    page = ui.popup()
    page.locator("#people .likely").get_by_role("button", name="Offer", exact=True).click()
    status = page.locator("#status")
    expect(status).to_contain_text("Example Ltd: Offer")
    # A year that is being typed is no year yet.
    day = status.locator("input")
    for half in ("0002-03-11", "0202-03-11"):
        day.fill(half)
        assert not day.evaluate("(field) => field.checkValidity()"), half
    day.fill("")
    other = ui.popup()
    other.locator("[data-kind=fine]").get_by_role("button", name="I sent a request: both").click()
    expect(other.locator("#status")).to_contain_text("I sent a request")
    page.evaluate(f"__setClock({int((THURSDAY - timedelta(hours=1)).timestamp() * 1000)})")
    status.get_by_role("button", name="Yesterday").click()
    expect(status).to_contain_text("11 March")
    stored = ui.stored()["records"]
    assert stored["applications"]["example-ltd"]["answers"]["outcome"]["at"].startswith("2026-03-11")
    assert all(person["answers"]["request"]["value"] == "sent" for person in stored["people"].values())
    status.get_by_role("button", name="Undo").click()
    expect(status).to_be_empty()
    stored = ui.stored()["records"]
    assert "outcome" not in stored["applications"]["example-ltd"]["answers"]
    assert all(person["answers"]["request"]["value"] == "sent" for person in stored["people"].values())
