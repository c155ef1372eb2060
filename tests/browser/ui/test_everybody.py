"""The table of everybody: sorted, filtered, searched, unfolded; several thanked or forgotten by one press,
below it the companies, forgotten likewise; and all of that taken back."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import Pages
from tests.support.entries import answer, application, crowd, records

WEDNESDAY = datetime(2026, 3, 11, 17, 0, tzinfo=UTC)
ENTERED = records(
    application("Harbour Works", "Ada Stone", "Ben Okafor"),
    application("Fable & Sons", "Eva Lindt", start="2026-03-18T10:30"),
    application("Glen Instruments", "Finn Abara", start=None, answers={"outcome": answer("offer", MONDAY)}),
)
STORED = "() => chrome.storage.local.get('records').then(({ records }) => records)"


@pytest.fixture
def page(ui: Pages) -> Page:
    ui.begin(ENTERED)
    ui.at(WEDNESDAY)
    return ui.page("everybody.html")


def names(page: Page) -> list[str]:
    return page.locator("#people .name").all_inner_texts()


def said_of(page: Page, person: str) -> list[str]:
    return page.locator(f"#row-{person} > :is(td, th)").all_inner_texts()[1:]


def test_it_is_reached_from_the_popup_and_from_what_is_sought_there(ui: Pages) -> None:
    ui.begin(crowd(4, 3, WEDNESDAY))
    ui.at(WEDNESDAY)
    popup = ui.popup()
    popup.locator("#menu > summary").click()
    with popup.context.expect_page() as opened:
        popup.locator("#menu a", has_text="Everybody").click()
    expect(opened.value.locator("#people .name")).to_have_count(12)
    popup.locator("#filter input").fill("Company 02")
    with popup.context.expect_page() as opened:
        popup.locator("#more a").click()
    expect(opened.value.locator("#sought")).to_have_value("Company 02")
    expect(opened.value.locator("#people .name")).to_have_count(3)


def test_people_stand_in_one_order_everywhere(ui: Pages) -> None:
    """Entered in none: in the toolbar's window, its rows of today, the table and the form; a title is no part of a name."""
    given = ["Prof. Dora Lind", "Ben Okafor", "Dr. Ada Stone", "Marsh, Cleo"]
    offer = {"outcome": answer("offer", WEDNESDAY)}
    ui.begin(
        records(
            application("Example Ltd", *given, answers=offer, start="2026-03-02T10:00", reviewed="2026-03-02T12:00:00Z")
        )
    )
    ui.at(WEDNESDAY)
    wanted = ["Dr. Ada Stone", "Ben Okafor", "Marsh, Cleo", "Prof. Dora Lind"]
    popup = ui.popup()
    assert popup.locator("#people .name").all_inner_texts() == wanted
    expect(popup.locator("[data-kind=fine] .name")).to_contain_text(
        "Dr. Ada Stone, Ben Okafor, Marsh, Cleo and Prof. Dora Lind"
    )
    table = ui.page("everybody.html")
    expect(table.locator("#people .name")).to_have_text(wanted)
    form = ui.page("person.html#application=example-ltd")
    expect(form.locator("[name=name]").first).to_have_value("Dr. Ada Stone")
    assert [field.input_value() for field in form.locator("[name=name]").all()] == wanted


def test_each_has_a_row_by_company_and_any_column_sorts(page: Page) -> None:
    assert names(page) == ["Eva Lindt", "Finn Abara", "Ada Stone", "Ben Okafor"]
    assert said_of(page, "eva-lindt") == [
        "Eva Lindt\n↗",
        "Fable & Sons",
        "interview Wed 18 Mar, 10:30",
        "Wait",
        said_of(page, "eva-lindt")[4],
    ]
    assert said_of(page, "eva-lindt")[4].endswith(": your call")
    assert said_of(page, "finn-abara")[1:4] == ["Glen Instruments", "They made an offer", "Fine now"]
    heads = page.get_by_role("columnheader")
    assert heads.all_inner_texts() == ["Person", "Company", "Stage", "Advice", "Next change"]
    sorting = "(heads) => heads.map((head) => head.ariaSort)"
    assert heads.evaluate_all(sorting) == ["none", "ascending", "none", "none", "none"]
    page.get_by_role("button", name="Person", exact=True).press("Enter")
    assert names(page) == ["Ada Stone", "Ben Okafor", "Eva Lindt", "Finn Abara"]
    assert heads.evaluate_all(sorting) == ["ascending", "none", "none", "none", "none"]
    page.keyboard.press("Enter")
    assert names(page) == ["Finn Abara", "Eva Lindt", "Ben Okafor", "Ada Stone"], "the focus stayed on the head"
    assert heads.evaluate_all(sorting) == ["descending", "none", "none", "none", "none"]
    page.get_by_role("button", name="Advice").click()
    assert names(page)[-1] == "Finn Abara", "the most careful first"


def test_filters_and_what_is_sought(page: Page) -> None:
    chips = page.locator("#filters button")
    assert [one.replace("\n", " ") for one in chips.all_inner_texts()] == [
        "Today 3",
        "Wait 3",
        "Fine now 1",
        "Over 0",
    ]
    for chip, shown in (
        ("go", ["Finn Abara"]),
        ("wait", ["Eva Lindt", "Ada Stone", "Ben Okafor"]),
        ("over", []),
        ("today", ["Finn Abara", "Ada Stone", "Ben Okafor"]),
    ):
        page.locator(f"[data-key=filter-{chip}]").click()
        assert names(page) == shown
        assert page.locator("#filters [aria-pressed=true]").count() == 1
    page.locator("[data-key=filter-today]").click()
    assert len(names(page)) == 4, "pressed again, all are back"
    page.keyboard.press("/")
    page.keyboard.type("harbour")
    assert names(page) == ["Ada Stone", "Ben Okafor"]
    page.locator("#sought").fill("zzz")
    expect(page.locator("#none")).to_have_text("Nobody called “zzz”.")


def test_a_row_unfolds_to_what_the_tip_says_and_answers_there(page: Page) -> None:
    page.locator("#row-ada-stone .name").focus()
    page.keyboard.press("Enter")
    about = page.locator("#about-ada-stone")
    expect(about.locator(".headline")).to_have_text("Thank them first")
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    about.locator("[data-key=why]").click()
    assert "How time alone changes it" in about.inner_text()
    about.locator("[data-key=answer-yes]").click()
    expect(about.locator(".headline")).to_have_text("They are deciding: your call")
    assert about.locator(".why").get_attribute("open") is not None, "what is unfolded stays"
    expect(page.locator("#row-ada-stone .verdict")).to_have_text("Your call")
    expect(page.locator("[data-key=undo-last]")).to_be_visible()
    page.keyboard.press("z")
    expect(page.locator("#row-ada-stone .verdict")).to_have_text("Wait")
    page.locator("#row-ada-stone .name").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Ben Okafor"
    page.locator("#row-ada-stone .name").click()
    expect(about).to_have_count(0)


def tick(page: Page, *people: str) -> None:
    for person in people:
        page.locator(f"[data-key=tick-{person}]").check()


def test_ticked_people_are_thanked_by_one_press(page: Page) -> None:
    expect(page.locator("#ticked")).to_be_hidden()
    tick(page, "ada-stone", "ben-okafor", "eva-lindt")
    expect(page.locator("#ticked")).to_contain_text("3 ticked")
    # Eva is still to be met: thanks are not said of her.
    page.get_by_role("button", name="Thanked: Ada Stone and Ben Okafor").click()
    expect(page.locator("#status")).to_contain_text("Ada Stone and Ben Okafor: Thanked")
    expect(page.locator("#row-ada-stone .verdict")).to_have_text("Your call")
    people: dict[str, Any] = page.evaluate(STORED)["people"]
    assert [one["answers"].get("thanked", {}).get("value") for one in people.values()] == ["yes", "yes", None, None]
    assert page.locator("#people input:checked").count() == 0
    assert page.evaluate("document.activeElement.dataset.key") == "undo-last", "the focus is where it is taken back"
    page.keyboard.press("Enter")
    expect(page.locator("#row-ben-okafor .verdict")).to_have_text("Wait")
    assert page.evaluate(STORED)["people"] == ENTERED["people"]


def test_a_state_has_one_name_and_one_count_in_the_table_and_in_the_toolbars_window(ui: Pages) -> None:
    """What is sent is “Already sent” in both, and as many wait here as there."""
    entered = crowd(5, 3, WEDNESDAY)
    people = list(entered["people"].values())
    for person, (fact, value) in zip(
        people, (("request", "sent"), ("request", "accepted"), ("invited", "sent")), strict=False
    ):
        person["answers"][fact] = answer(value, MONDAY)
    ui.begin(entered)
    ui.at(WEDNESDAY)
    popup = ui.popup()
    folded = popup.locator("#people > li:not(.over) > details:not([open]) > summary")
    for left in reversed(range(folded.count())):
        folded.first.click()
        expect(folded).to_have_count(left)
    pills = popup.locator("#people > li:not(.over) .person > summary .verdict").all_inner_texts()
    words = Counter(pill.split(" · ")[0] for pill in pills)
    assert {"Already sent", "Connected", "They invited you", "Wait"} <= set(words)
    table = ui.page("everybody.html")
    filters = [text.rsplit(None, 1) for text in table.locator("#filters button").all_inner_texts()]
    assert {name: int(count) for name, count in filters[1:-1]} == words
    for name, count in filters[1:-1]:
        table.locator("#filters button", has_text=name).click()
        expect(table.locator("#people .said")).to_have_text([name] * int(count))
    # The one that is chosen stays when nobody is in it any more.
    expect(table.locator("[data-key='filter-not-needed pending']")).to_have_attribute("aria-pressed", "true")
    ui.worker.evaluate(
        "Store.update((stored) => { for (const p of Object.values(stored.people)) delete p.answers.request; })"
    )
    expect(table.locator("#people .name")).to_have_count(0)
    expect(table.locator("[data-key='filter-not-needed pending']")).to_have_text("Already sent 0")


def test_who_is_ticked_while_something_is_done_for_others_stays_so(page: Page) -> None:
    tick(page, "ada-stone")
    page.evaluate(
        "for (const key of ['ticked-thanked', 'tick-eva-lindt']) document.querySelector(`[data-key=${key}]`).click()"
    )
    expect(page.locator("[data-key=tick-ada-stone]")).not_to_be_checked()
    expect(page.locator("[data-key=tick-eva-lindt]")).to_be_checked()
    expect(page.locator("#ticked")).to_contain_text("1 ticked")


def test_ticked_people_are_forgotten_and_come_back(page: Page) -> None:
    tick(page, "ada-stone")
    page.locator("[data-key=tick-all]").click()
    page.locator("[data-key=filter-wait]").click()
    page.locator("[data-key=tick-eva-lindt]").uncheck()
    # Finn is ticked and not in sight: nobody is forgotten unseen.
    expect(page.locator("#ticked")).to_contain_text("2 ticked")
    page.get_by_role("button", name="Forget", exact=True).click()
    expect(page.locator("#status")).to_contain_text("Ada Stone and Ben Okafor forgotten")
    assert names(page) == ["Eva Lindt"]
    assert set(page.evaluate(STORED)["people"]) == {"eva-lindt", "finn-abara"}
    page.locator("[data-key=undo-last]").click()
    expect(page.locator("#people .name")).to_have_count(3)
    assert page.evaluate(STORED) == ENTERED


def test_two_who_are_ticked_are_said_to_be_one_and_parted_again(ui: Pages) -> None:
    entered = records(
        application("Harbour Works", "Nan Berg", start="2026-03-10T14:00", profiles=False),
        application("Fable & Sons", "Anna Berg", start="2026-03-11T14:00", profiles=False),
        application("Glen Instruments", "Finn Abara", start="2026-03-11T16:00"),
    )
    ui.begin(entered)
    page = ui.page("everybody.html")
    same = page.get_by_role("button", name="Same person")
    tick(page, "nan-berg")
    expect(same).to_have_count(0)
    tick(page, "finn-abara")
    tick(page, "anna-berg")
    expect(same).to_have_count(0)
    page.locator("[data-key=tick-finn-abara]").uncheck()
    same.click()
    expect(page.locator("#status")).to_contain_text("Anna Berg and Nan Berg: Same person")
    expect(page.locator("#ticked")).to_be_hidden()
    people = page.evaluate(STORED)["people"]
    assert set(people) == {"anna-berg", "finn-abara"}, "who is named more fully goes on"
    assert sorted(people["anna-berg"]["applications"]) == ["fable-&-sons", "harbour-works"]
    page.locator("[data-key=undo-last]").click()
    expect(page.locator("#people .name")).to_have_count(3)
    assert page.evaluate(STORED) == entered


def test_below_it_each_company_leads_to_its_form(page: Page) -> None:
    rows = page.locator("#companies > li")
    assert rows.locator("a").all_inner_texts() == ["Fable & Sons", "Glen Instruments", "Harbour Works"]
    expect(rows.last).to_contain_text("Test Engineer · 2 people · 1 interview")
    page.locator("[data-key=filter-go]").click()
    expect(rows.locator("a")).to_have_text(["Glen Instruments"])
    page.locator("[data-key=filter-go]").click()
    page.locator("#sought").fill("eva")
    expect(rows.locator("a")).to_have_text(["Fable & Sons"])
    rows.locator("a").click()
    expect(page.locator("[name=company]")).to_have_value("Fable & Sons")


def test_a_company_is_forgotten_with_those_known_through_it_alone(ui: Pages) -> None:
    entered = json.loads(json.dumps(ENTERED))
    name = '<img src=x onerror="window.hit=1"> & "Stone"'
    entered["people"]["ada-stone"] |= {"applications": ["harbour-works", "fable-&-sons"], "name": name}
    entered["applications"]["harbour-works"]["company"] = name
    entered["people"]["dan-weiss"] = {"name": "Dan Weiss", "profiles": [], "applications": [], "answers": {}}
    ui.begin(entered)
    page = ui.page("everybody.html")
    assert said_of(page, "dan-weiss")[1] == "Without an application"
    page.locator("[data-key=forget-harbour-works]").click()
    expect(page.locator("#status")).to_contain_text(f"{name} forgotten")
    expect(page.locator("#companies > li")).to_have_count(2)
    assert set(page.evaluate(STORED)["people"]) == {"ada-stone", "eva-lindt", "finn-abara", "dan-weiss"}
    assert page.evaluate("document.activeElement.dataset.key") == "undo-last", "the focus is where it is taken back"
    page.keyboard.press("Enter")
    expect(page.locator("#companies > li")).to_have_count(3)
    assert page.evaluate(STORED) == entered
    assert page.evaluate("window.hit") is None


def test_thirty_people_stand_within_1300_pixels(ui: Pages, screenshots: Path) -> None:
    ui.begin(crowd(10, 3, WEDNESDAY), locale="de")
    ui.at(WEDNESDAY)
    page = ui.page("everybody.html", width=1200, height=1300)
    rows = page.locator("#people > tr")
    expect(rows).to_have_count(30)
    heights = rows.evaluate_all("(rows) => rows.map((row) => row.getBoundingClientRect().height)")
    assert {round(height) for height in heights} == {40}
    assert rows.last.evaluate("(row) => row.getBoundingClientRect().bottom") <= 1300
    page.screenshot(path=screenshots / "everybody-thirty.png")
    page.set_viewport_size({"width": 480, "height": 900})
    person, verdict, company, change = (
        rows.nth(9).locator(f".{name}").evaluate("(e) => e.getBoundingClientRect().toJSON()")
        for name in ("person", "said", "company", "change")
    )
    assert abs(verdict["top"] + verdict["bottom"] - person["top"] - person["bottom"]) < 12, "the first line"
    assert person["right"] <= verdict["left"]
    assert person["bottom"] <= company["top"] + 1
    assert company["top"] <= change["top"], "and the second"
    page.screenshot(path=screenshots / "everybody-thirty-480.png")
    page.set_viewport_size({"width": 320, "height": 900})
    page.screenshot(path=screenshots / "everybody-thirty-320.png")


@pytest.mark.parametrize("locale", ["en", "de", "es"])
def test_what_is_said_stands_in_one_line_at_1000_pixels(ui: Pages, screenshots: Path, locale: str) -> None:
    sent = {"request": answer("sent", MONDAY)}
    connected = {"request": answer("accepted", MONDAY)}
    entered = records(
        application("Harbour Works", "Ada Stone", of_people=sent),
        application("Nimbus Rail", "Rita Moss", of_people=connected),
        application("Fable & Sons", "Eva Lindt", start="2026-03-18T10:30"),
        application("Glen Instruments", "Finn Abara", start=None, answers={"outcome": answer("offer", MONDAY)}),
    )
    ui.begin(entered, locale=locale)
    ui.at(WEDNESDAY)
    page = ui.page("everybody.html", width=1000, height=500)
    said = page.locator("#people .said .verdict")
    expect(said).to_have_count(4)
    heights = said.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    assert max(heights) < 30, list(zip(said.all_inner_texts(), heights, strict=True))
    page.screenshot(path=screenshots / f"everybody-1000-{locale}.png")


def test_of_three_hundred_a_screenful_comes_first_and_then_all(ui: Pages) -> None:
    ui.begin(crowd(100, 3, WEDNESDAY))
    ui.at(WEDNESDAY)
    page = ui.page("everybody.html")
    expect(page.locator("#people > tr")).to_have_count(300)
    page.locator("[data-key=tick-all]").click()
    expect(page.locator("#ticked")).to_contain_text("300 ticked")
    page.get_by_role("button", name="Person", exact=True).click()
    assert names(page)[:2] == ["Person 000 Stone", "Person 001 Stone"]
    expect(page.locator("#people > tr")).to_have_count(300)
