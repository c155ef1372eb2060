"""The toolbar's window: the person on this page, everybody by their next change, and what can be done there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import Pages
from tests.support.entries import answer, application, crowd, records

WEDNESDAY = datetime(2026, 3, 11, 17, 0, tzinfo=UTC)
EXAMPLE = application("Example Ltd", "Avery Stone", "Ben Okafor")
FABLE = application("Fable & Sons", "Cleo Marsh", start="2026-03-09T16:00")
PROFILE = {"id": 1, "url": "https://www.linkedin.com/in/avery-stone/", "title": "(2) Avery Stone | LinkedIn"}


def rows(page: Page) -> list[str]:
    return [
        row.replace("\n", " ") for row in page.locator("#people [id^=person-] summary:has(.name)").all_inner_texts()
    ]


def test_everybody_by_their_next_change(ui: Pages, screenshots: Path) -> None:
    offer = application("Glen AG", "Dora Lind", start=None, answers={"outcome": answer("offer", MONDAY)})
    ui.begin(records(offer, EXAMPLE, FABLE))
    page = ui.popup()
    page.screenshot(path=screenshots / "popup.png", full_page=True)
    assert rows(page) == [
        "Cleo Marsh Wait · until you've met",
        "Avery Stone Wait · until you've met",
        "Ben Okafor Wait · until you've met",
        "Dora Lind Fine now",
    ]
    assert [head.replace("\n", " ") for head in page.locator("#people > li > details > summary").all_inner_texts()] == [
        "Fable & Sons interview today, 16:00",
        "Example Ltd interview Tue 10 Mar, 14:00",
        "Glen AG They made an offer",
    ]
    assert page.locator("#here > *").count() == 0


def test_what_belongs_together_stands_in_one_line(ui: Pages, screenshots: Path) -> None:
    """Menus beside their companies, chips under each other, what is said above what is pressed, with a gap."""
    over = application("Example Ltd", "Avery Stone", "Ben Okafor", start="2026-03-05T14:00")
    del over["people"]["ben-okafor"]["profiles"]
    ui.begin(records(over, FABLE))
    page = ui.popup()
    page.set_viewport_size({"width": 400, "height": 600})

    def edges(selector: str) -> list[dict[str, float]]:
        found: list[dict[str, float]] = page.locator(selector).evaluate_all(
            "all => all.map(one => { const { left, right, top, bottom } = one.getBoundingClientRect();"
            " return { left, right, top, bottom } })"
        )
        assert found, selector
        return found

    for name, dots in zip(edges("#people .company"), edges("#people .menu summary [aria-hidden]"), strict=True):
        assert abs((name["top"] + name["bottom"]) - (dots["top"] + dots["bottom"])) <= 4
    assert len({round(chip["right"]) for chip in edges("#people .person .verdict")}) == 1
    page.locator("[data-key=likely-example-ltd-outcome-rejected]").click()
    expect(page.locator("#status")).to_contain_text("They said no")
    page.screenshot(path=screenshots / "popup-lines.png", full_page=True)
    below = max(one["bottom"] for one in edges("#status > *"))
    assert edges("#add")[0]["top"] - below >= 6
    starts = {round(one["left"]) for one in edges("#status > *")}
    assert min(starts) == round(edges("#add")[0]["left"])
    ui.begin(crowd(8, 2, MONDAY))
    page = ui.popup()
    page.locator("#filter input").fill("a")
    expect(page.locator("#more a")).to_be_visible()
    text = page.locator("#more a").evaluate(
        "one => { const range = document.createRange(); range.selectNodeContents(one); return range.getBoundingClientRect().left }"
    )
    assert abs(text - edges("#people > li")[0]["left"]) <= 1


def test_the_person_on_this_page_comes_first(ui: Pages, screenshots: Path) -> None:
    ui.begin(records(EXAMPLE, FABLE), place="toolbar")
    page = ui.popup(PROFILE)
    here = page.locator("#here")
    assert here.locator("h2").inner_text() == "Meet first, connect later"
    assert here.locator(".face").inner_text() == "Wait · until you've met"
    assert "Avery Stone" not in " ".join(rows(page)), "nobody is listed twice"
    here.locator("[data-key=here-more]").click()
    here.locator("[data-key=why]").click()
    assert "How time alone changes it" in here.inner_text()
    page.screenshot(path=screenshots / "popup-here.png", full_page=True)


def test_the_whole_advice_unfolds_and_a_question_is_answered_by_one_click(ui: Pages) -> None:
    ui.begin(records(EXAMPLE), place="toolbar")
    ui.at(WEDNESDAY)
    page = ui.popup()
    row = page.locator("#person-avery-stone")
    row.locator("summary").first.click()
    expect(row.locator(".headline")).to_have_text("Thank them first")
    row.locator("[data-key=answer-yes]").click()
    expect(row.locator(".headline")).to_have_text("They are deciding: your call")
    assert row.locator("details").first.get_attribute("open") is not None, "the row stays unfolded"
    expect(row.locator(".note .draft")).to_contain_text("Hello Avery")


def test_what_is_unfolded_in_a_row_stays_when_all_is_shown_anew(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    page = ui.popup()
    first, second = page.locator("#person-avery-stone"), page.locator("#person-ben-okafor")
    for row in (first, second):
        row.locator("summary").first.click()
    second.locator("[data-key=why]").click()
    page.locator("#people").evaluate("(people) => { people.firstElementChild.dataset.old = 'yes'; }")
    second.locator("[data-key=why]").focus()
    top = page.evaluate("document.querySelector('.scrolls').scrollTop = 200")
    ui.worker.evaluate("Store.updateSettings((settings) => { settings.name = 'Eve'; })")
    expect(page.locator("#people [data-old]")).to_have_count(0)
    expect(second.locator("details.why")).to_have_attribute("open", "")
    expect(second.locator("[data-key=why]")).to_be_focused()
    assert first.locator("details.why").get_attribute("open") is None, "each row has its own"
    assert page.evaluate("document.querySelector('.scrolls').scrollTop") == top


def test_is_this_the_avery_you_meet(ui: Pages) -> None:
    """In toolbar-only mode too a name becomes a profile by one click, and no advice is shown on a name alone."""
    ui.begin(records(application("Example Ltd", "Avéry Stone", profiles=False)), place="toolbar")
    page = ui.popup(PROFILE)
    assert page.locator("#here legend").inner_text() == "Is this the Avéry you meet on Tuesday?"
    assert page.locator("#here .headline").count() == 0
    page.locator("#here [data-key=same]").click()
    expect(page.locator("#here .headline")).to_have_text("Meet first, connect later")
    (person,) = ui.stored()["records"]["people"].values()
    assert person["profiles"] == ["avery-stone"]


def test_somebody_else_of_this_name_is_not_asked_about_again(ui: Pages) -> None:
    ui.begin(records(application("Example Ltd", "Avery Stone", profiles=False)))
    page = ui.popup(PROFILE)
    page.locator("#here [data-key=other]").click()
    expect(page.locator("#here legend")).to_have_text("Add Avery Stone to")
    expect(page.locator("#here a")).to_have_text("Another company…")


def test_a_profile_is_somebodys_here_as_on_linkedin(ui: Pages) -> None:
    """By addresses seen with a profile that is still entered; nobody's where two match or it was said to be another's."""
    entered = records(EXAMPLE)
    avery, ben = entered["people"]["avery-stone"], entered["people"]["ben-okafor"]
    avery |= {"profiles": ["avery-s"], "aliases": {"avery-s": ["avery-stone"]}}
    ui.begin(entered, place="toolbar")
    expect(ui.popup(PROFILE).locator("#here .headline")).to_have_count(1)
    for avery_is, ben_is in (
        ({"profiles": ["new"]}, {}),
        ({"otherProfiles": ["avery-stone"]}, {}),
        ({}, {"profiles": ["avery-stone"]}),
    ):
        people = {"avery-stone": avery | avery_is, "ben-okafor": ben | ben_is}
        ui.begin({**entered, "people": people}, place="toolbar")
        page = ui.popup(PROFILE)
        assert page.locator("#here .headline").count() == 0, (avery_is, ben_is)
        page.close()
    ui.begin(entered)
    ui.worker.evaluate("Store.update((stored) => Edits.confirm(stored, 'avery-stone', 'avery-s', false))")
    assert ui.stored()["records"]["people"]["avery-stone"]["aliases"] == {}


def test_add_begins_with_the_profile_in_the_tab(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    page = ui.popup(
        {"id": 1, "url": "https://www.linkedin.com/in/riley-chen-77/?x=1", "title": "Riley Chen | LinkedIn"}
    )
    expect(page.locator("#here legend")).to_have_text("Add Riley Chen to")
    page.locator("#add").click()
    expect(page.locator("#capture [name=people]")).to_have_value("Riley Chen")
    with ui.context.expect_page() as opened:
        page.locator("#capture").get_by_role("link", name="More details").click()
    form = opened.value
    expect(form.locator("[name=name]")).to_have_value("Riley Chen")
    assert form.locator("[name=profile]").input_value() == "riley-chen-77"


def test_pause_until_tomorrow_and_go_on(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    page = ui.popup()
    page.locator("[data-key=menu]").click()
    page.locator("#pause").click()
    expect(page.locator("#notices")).to_contain_text("Paused until Tue 10 Mar, 6:00.")
    expect(page.locator("#pause")).to_be_hidden()
    tab = ui.linkedin("avery-stone")
    tab.rest()
    assert tab.chips() == []
    page.bring_to_front()
    page.locator("[data-key=resume]").click()
    expect(page.locator("#notices")).not_to_contain_text("Paused")
    page.locator("[data-key=menu]").click()
    expect(page.locator("#pause")).to_be_visible()
    tab.page.bring_to_front()
    tab.wait_for_chip()


def test_in_an_interview_it_says_so(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    ui.at(datetime(2026, 3, 10, 13, 10, tzinfo=UTC))
    page = ui.popup()
    assert "until your interview is over, at 15:00" in page.locator("#notices").inner_text()
    assert page.locator(".card").count() == 0


def test_a_linkedin_tab_without_the_script_can_be_loaded_again(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    tab = ui.linkedin("avery-stone")
    tab.wait_for_chip()
    tabs = ui.worker.evaluate("chrome.tabs.query({}).then((all) => all.map((t) => t.id))")
    assert tabs
    alive = {**PROFILE, "id": max(tabs)}
    page = ui.popup(alive)
    assert page.locator("[data-key=reload]").count() == 0, "this tab has the script"
    page = ui.popup({**PROFILE, "id": 999_999})
    assert page.locator("[data-key=reload]").inner_text() == "Reload this LinkedIn tab"
    ui.begin(records(EXAMPLE), place="toolbar")
    page = ui.popup({**PROFILE, "id": 999_999})
    assert page.locator("[data-key=reload]").count() == 0, "in the toolbar only there is no script to miss"
    no = {"outcome": answer("rejected", MONDAY - timedelta(days=400))}
    ui.begin(records(application("Example Ltd", "Avery Stone", start="2025-01-10T14:00", answers=no)))
    page = ui.popup({**PROFILE, "id": 999_999})
    assert page.locator("[data-key=reload]").count() == 0, "for somebody who is history there is none either"


def test_a_linkedin_tab_that_the_worker_missed_gets_its_scripts_from_the_popup(ui: Pages) -> None:
    ui.begin(records(EXAMPLE), place="toolbar")
    ui.worker.evaluate("void (globalThis.__real = chrome.scripting.executeScript)")
    ui.worker.evaluate("void (chrome.scripting.executeScript = async () => { throw new Error('out of reach'); })")
    tab = ui.linkedin("avery-stone")
    ui.begin(records(EXAMPLE))
    tab.page.bring_to_front()
    assert tab.worlds == []
    ui.worker.evaluate("void (chrome.scripting.executeScript = __real)")
    tabs = ui.worker.evaluate("chrome.tabs.query({}).then((all) => all.map((t) => t.id))")
    page = ui.popup({**PROFILE, "id": max(tabs)})
    assert page.locator("[data-key=reload]").count() == 0, "nothing is to be done"
    tab.page.bring_to_front()
    tab.wait_for_chip()


def test_who_is_hidden_can_be_shown_again(ui: Pages) -> None:
    ui.begin(records(EXAMPLE), hidden={"avery-stone": "wait meet-first  example-ltd"})
    tab = ui.linkedin("avery-stone")
    tab.rest()
    assert tab.chips() == []
    page = ui.popup()
    page.locator("#person-avery-stone summary").first.click()
    page.locator("[data-key=unhide-avery-stone]").click()
    expect(page.locator("[data-key=unhide-avery-stone]")).to_have_count(0)
    tab.page.bring_to_front()
    tab.wait_for_chip()


def test_contradicting_entries_are_named(ui: Pages) -> None:
    both = {"request": answer("sent", MONDAY), "invited": answer("sent", MONDAY)}
    ui.begin(records(application("Example Ltd", "Avery Stone", of_people=both)))
    page = ui.popup(PROFILE)
    shown = page.locator("#here").inner_text()
    assert "These entries can't both be true" in shown
    assert "Your request" in shown
    assert "Their invitation to connect" in shown


def test_the_last_of_all_companies_that_disagree_is_named(ui: Pages) -> None:
    """The most careful verdict wins and names its company."""
    first = application("Example Ltd", "Avery Stone", start=None, answers={"outcome": answer("offer", MONDAY)})
    second = application("Fable & Sons", "Avery Stone", start="2026-03-12T10:00")
    entered = records(first, second)
    entered["people"]["avery-stone"]["applications"] = ["example-ltd", "fable-&-sons"]
    ui.begin(entered)
    page = ui.popup(PROFILE)
    assert page.locator("#here .who").inner_text() == "Avery Stone · Fable & Sons, also Example Ltd"
    assert page.locator("#here .face").inner_text() == "Wait · until you've met"


def test_a_thousand_people(ui: Pages) -> None:
    many = [application(f"Company {n:02}", *(f"Person {n:02}{k:02}" for k in range(20))) for n in range(50)]
    ui.begin(records(*many))
    page = ui.popup()
    expect(page.locator("#people > li")).to_have_count(50)
    expect(page.locator("#people > li").first).to_contain_text("wait: 20")
    page.locator("#filter input").fill("wait")
    expect(page.locator("#people [id^=person-]")).to_have_count(25)
    expect(page.locator("[data-key=more]")).to_have_text("Show 975 more")
    page.locator("#filter input").fill("zzz")
    expect(page.locator("#people")).to_contain_text("Nobody called “zzz”. Add zzz")
    page.locator("#filter input").fill("person 4207")
    expect(page.locator("#people [id^=person-]")).to_have_count(1)
    expect(page.locator("#people .name")).to_have_text("Person 4207")


def test_what_is_sought_comes_first_and_today_again_when_nothing_is(ui: Pages) -> None:
    """With much to do today too: by sight, in the order in which it is read, and for the arrow keys."""
    offer = {"outcome": answer("offer", WEDNESDAY)}
    many = [application(f"Company {n}", f"Person {n} Stone", f"Person {n} Okafor", answers=offer) for n in range(6)]
    ui.begin(records(*many, EXAMPLE))
    ui.at(WEDNESDAY)
    page = ui.popup()
    page.set_viewport_size({"width": 400, "height": 600})
    first = "document.querySelector('.scrolls > section:not([hidden]):not(:empty)').id"
    assert page.evaluate(first) == "today"
    page.evaluate("document.querySelector('.scrolls').scrollTop = 300")
    page.locator("#filter input").fill("avery")
    expect(page.locator("#people .name")).to_have_text("Avery Stone")
    expect(page.locator("#people .name")).to_be_in_viewport(ratio=0.95)
    assert page.evaluate(first) == "everyone"
    page.locator("#filter input").blur()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#people :focus")).to_have_count(1)
    page.locator("#filter input").fill("")
    expect(page.locator("#people .name")).not_to_have_count(1)
    assert page.evaluate(first) == "today"


def test_a_clock_set_back_breaks_nothing(ui: Pages) -> None:
    """Answers from the future are there, and the advice is that of the present."""
    ui.begin(records(application("Example Ltd", "Avery Stone", of_people={"thanked": answer("yes", WEDNESDAY)})))
    ui.at(datetime(2026, 3, 1, 8, 0, tzinfo=UTC))
    page = ui.popup()
    assert rows(page)[0].startswith("Avery Stone Wait · until you've met")


def test_somebody_with_an_interview_of_their_own_is_in_no_other(ui: Pages) -> None:
    """Before the panel's, and with the company taken first or last; who wants both ticks it."""
    entered = records(application("Example Ltd", "Avery Stone", start="2026-03-10T14:00"))
    for order in (("company", "when"), ("when", "company")):
        ui.begin(entered)
        page = ui.popup()
        page.locator("#add").click()
        capture = page.locator("#capture")
        values = {"company": "Example Ltd", "when": "2026-03-11T10:00"}
        capture.locator("[name=people]").fill("Gina Low")
        for name in order:
            capture.locator(f"[name={name}]").fill(values[name])
            capture.locator(f"[name={name}]").blur()
        tick = capture.locator("[name^=in-]")
        expect(tick).not_to_be_checked()
        capture.locator("[name=when]").fill("")
        expect(tick).to_be_checked()
        capture.locator("[name=when]").fill(values["when"])
        expect(tick).not_to_be_checked()
        capture.locator("button.main").click()
        expect(capture).to_contain_text("Saved on this device.")
        who = [round_["who"] for round_ in ui.stored()["records"]["rounds"].values()]
        assert [len(one) for one in who] == [1, 1], order
        assert who[0] != who[1]
        page.close()


def test_a_second_text_brings_its_own_date_and_what_was_typed_stays(ui: Pages) -> None:
    page = ui.popup()
    people, when = page.locator("[name=people]"), page.locator("[name=when]")
    if not people.is_visible():
        page.locator("#add").click()
    for day, name in (("Thursday 12 March 2026, 14:00", "Jane Miller"), ("Tuesday 17 March 2026, 11:00", "Otto Weber")):
        people.fill(f"Interview\n{day} - {day[-5:-3]}:45\n{name}")
        people.blur()
        expect(when).to_have_value(f"2026-03-{day.split()[1]}T{day[-5:]}")
    people.fill("Ada Stone\nBen Okafor")
    people.blur()
    expect(when).to_have_value("")
    when.fill("2026-03-20T09:00")
    people.fill("Interview\nThursday 12 March 2026, 14:00 - 14:45\nJane Miller")
    people.blur()
    expect(page.locator("#capture .listed")).to_contain_text("Jane Miller")
    expect(when).to_have_value("2026-03-20T09:00")
