"""What somebody who tried the product stumbled over, played again: going to one person, dates and files in the interface's
language, words that are true now, keys, pauses, people pasted by the dozen. Which test stands for which finding:
tests/unit/test_try_out.py."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.ui.conftest import Pages
from tests.support.chromium import wait_until
from tests.support.entries import answer, application, records

MORNING = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
AFTERNOON = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)
"""Half past three in Berlin, half an hour after the interview."""
THURSDAY = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
RULES = {"contact-rules": answer("none", MORNING)}
HARBOUR = application("Harbour Works", "Ada Stone", "Ben Okafor", "Rita Moss", answers=RULES)
FABLE = application("Fable & Sons", "Eva Lindt", start="2026-03-16T11:00", answers=RULES)


def profile(name: str) -> dict[str, object]:
    """A tab with somebody's profile, for the toolbar's window."""
    slug = name.lower().replace(" ", "-")
    return {"id": 1, "url": f"https://www.linkedin.com/in/{slug}/", "title": f"{name} | LinkedIn"}


def in_both() -> dict[str, object]:
    """Rita is in both applications."""
    both = records(HARBOUR, FABLE)
    both["people"]["rita-moss"]["applications"].append("fable-&-sons")
    both["rounds"]["round-fable-&-sons"]["who"].append("rita-moss")
    return both


def test_who_comes_for_one_person_finds_them_in_each_of_their_companies(ui: Pages) -> None:
    ui.begin(in_both())
    page = ui.page("person.html#person=rita-moss&application=harbour-works")
    named = page.locator("fieldset.person", has_text="Rita Moss").locator("[name=name]")
    expect(named).to_be_focused()
    box = named.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 900, "in sight, however many stand before"
    page.locator("fieldset.person", has_text="Rita Moss").get_by_role("link", name="Fable & Sons").click()
    expect(page.locator("h1")).to_have_text("Fable & Sons")
    expect(page.locator("fieldset.person", has_text="Rita Moss").locator("[name=name]")).to_be_focused()
    expect(page.locator("fieldset.person .also")).to_have_text("Also at Harbour Works.")


def test_a_draft_is_of_its_own_start_and_another_is_offered(ui: Pages) -> None:
    """What was begun about Ben is not mixed into what is begun about Cleo."""
    ui.begin(records(HARBOUR))
    page = ui.page("person.html#name=Dan+Vogel&profile=dan-vogel")
    page.locator("[name=company]").fill("Glen Instruments")
    expect(page.locator("[name=name]")).to_have_value("Dan Vogel")
    drafts = "async () => Object.keys((await chrome.storage.local.get('drafts')).drafts ?? {}).length"
    wait_until(page, f"({drafts})()")
    page.close()
    page = ui.page("person.html#name=Cleo+Marsh&profile=cleo-marsh")
    expect(page.locator("[name=name]")).to_have_count(1)
    expect(page.locator("[name=name]")).to_have_value("Cleo Marsh")
    expect(page.locator("[name=company]")).to_have_value("")
    expect(page.locator("#notices")).to_contain_text("You began an entry and did not save it: Dan Vogel")
    page.get_by_role("button", name="Go on with it").click()
    expect(page.locator("[name=name]")).to_have_value("Dan Vogel")
    expect(page.locator("[name=company]")).to_have_value("Glen Instruments")


def test_a_new_person_is_in_no_interview_that_is_over(ui: Pages) -> None:
    ui.begin(records(HARBOUR))
    ui.at(THURSDAY)
    page = ui.page("person.html#application=harbour-works")
    page.locator("#add-round").click()
    page.locator("[name=when]").last.fill("2026-03-17T10:00")
    page.locator("#add-person").click()
    page.locator("[name=name]").last.fill("Cleo Marsh")
    page.locator("button.main").click()
    expect(page.locator("#saved")).to_have_text("Saved on this device.")
    stored = ui.stored()["records"]
    (cleo,) = [id_ for id_, one in stored["people"].items() if one["name"] == "Cleo Marsh"]
    met = {one["start"]: one["who"] for one in stored["rounds"].values()}
    assert cleo not in met["2026-03-10T14:00"]
    assert met["2026-03-17T10:00"] == [cleo], "nobody is in the new one whom nobody named"


def test_the_next_round_with_somebody_new_goes_on_in_the_form(ui: Pages) -> None:
    ui.begin(records(HARBOUR))
    ui.at(THURSDAY)
    page = ui.popup()
    page.locator("#people .likely [data-key^=likely-next]").first.click()
    page.locator("#people .likely [name=when]").fill("2026-03-17T10:00")
    address = page.locator("#people .likely a", has_text="Somebody new").get_attribute("href")
    assert address is not None
    for kept in (False, True):
        page = ui.page(address.removeprefix("../person/"))
        rows = [page.locator("fieldset.round [name=when]"), page.locator("fieldset.person [name=name]")]
        assert [row.count() for row in rows] == [2, 4], "with a draft as without one"
        expect(rows[0].last).to_have_value("2026-03-17T10:00")
        expect(rows[1].last).to_be_focused()
        expect(rows[1].last).to_have_value("Cleo Marsh" if kept else "")
        page.keyboard.insert_text("Cleo Marsh")
        wait_until(
            page, "Store.draft('harbour-works').then((draft) => draft?.people[3]?.fields.name.startsWith('Cleo'))"
        )


def test_who_saves_before_the_choice_is_told_that_it_is_open(ui: Pages) -> None:
    ui.begin(None, place=None)
    page = ui.page("person.html")
    for name, value in {"company": "Glen AG", "when": "2026-03-10T14:00", "name": "Ada Stone"}.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("button.main").click()
    expect(page.locator("#form")).to_contain_text("First choose where the advice shall appear.")
    expect(page.get_by_role("link", name="Choose now")).to_be_visible()
    popup = ui.popup()
    expect(popup.locator("#notices")).to_contain_text("First choose where the advice shall appear.")


def test_what_do_you_see_here_stands_behind_the_menu(ui: Pages) -> None:
    ui.begin(records(HARBOUR))
    page = ui.popup()
    riddle = page.get_by_text("What do you see on this page?")
    expect(riddle).to_be_hidden()
    page.locator("[data-key=menu]").click()
    expect(riddle).to_be_visible()


def test_days_and_files_are_in_the_interfaces_language(ui: Pages) -> None:
    """The browser's own fields follow the browser's language: beside each stands what was understood."""
    ui.begin(records(HARBOUR), locale="de")
    page = ui.page("person.html#application=harbour-works")
    page.locator("[name=when]").fill("2026-10-03T14:00")
    expect(page.locator("#rounds .when .hint").first).to_contain_text("Sa., 3. Oktober 2026")
    row = page.locator("fieldset.person").first
    row.locator("summary").click()
    row.locator("[name=thanked]").select_option("yes")
    row.locator("[name=thanked-when]").fill("2026-03-08")
    expect(row.locator(".when .hint").filter(has_text="2026")).to_have_text("Sonntag, 8. März 2026")
    page = ui.page("calendar.html")
    chosen = page.locator("#file")
    expect(page.locator(".file label")).to_contain_text("Datei wählen")
    chosen.set_input_files([{"name": "einladung.ics", "mimeType": "text/calendar", "buffer": b"x"}])
    expect(page.locator("#file-name")).to_have_text("einladung.ics")
    expect(page.locator("#problem")).not_to_be_empty()


def test_words_are_true_when_they_are_read(ui: Pages) -> None:
    """A meeting that is over was; and what a headline says stands there once."""
    ui.begin(records(application("Harbour Works", "Ada Stone", profiles=False, answers=RULES)), place="toolbar")
    for now, asked in ((MORNING, "you meet today?"), (AFTERNOON, "you met today?"), (THURSDAY, "you met on Tuesday?")):
        ui.at(now)
        page = ui.popup(profile("Ada Stone"))
        expect(page.locator("#here legend")).to_have_text(f"Is this the Ada {asked}")
        page.close()
    thanked = {"thanked": answer("yes", AFTERNOON)}
    ui.begin(records(application("Harbour Works", "Ada Stone", answers=RULES, of_people=thanked)))
    ui.at(datetime(2026, 3, 16, 9, 0, tzinfo=UTC))
    page = ui.popup(profile("Ada Stone"))
    expect(page.locator("#here .headline")).to_have_text("They are deciding: your call")
    expect(page.locator("#here .face")).to_have_count(0)
    expect(page.locator("#here .advice")).to_contain_text("You have thanked them")
    expect(page.locator("#here .advice")).not_to_contain_text("first thanks")


def test_who_is_asked_about_is_not_spoken_of_below(ui: Pages) -> None:
    """In the toolbar only: “Is this the Ada …?” stands, and no advice about the very same Ada under it."""
    ui.begin(records(application("Harbour Works", "Ada Stone", "Ben Okafor", profiles=False)), place="toolbar")
    page = ui.popup(profile("Ada Stone"))
    expect(page.locator("#here legend")).to_contain_text("Is this the Ada")
    assert page.locator("#people .name").all_inner_texts() == ["Ben Okafor"]
    page.locator("#here [data-key=other]").click()
    expect(page.locator("#people .name")).to_have_count(2)


def test_every_deed_has_a_key(ui: Pages) -> None:
    """By keyboard: to a row and what it asks for, to a profile, to a search, to somebody new, and back, each in a key or two."""
    many = application("Marlow Bank", *(f"Person {n} Stone" for n in range(9)), start=None)
    reviewed = application("Harbour Works", "Ada Stone", reviewed="2026-03-10T16:00:00Z", answers=RULES)
    ui.begin(records(reviewed, many))
    ui.at(THURSDAY)
    page = ui.popup()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#deeds > li").first.locator(":focus")).to_have_count(1)
    page.keyboard.press("t")
    expect(page.locator("#status")).to_contain_text("Ada Stone: Thanked")
    page.keyboard.press("z")
    expect(page.locator("[data-kind=due]")).to_have_count(1)
    page.keyboard.press("/")
    expect(page.locator("#filter input")).to_be_focused()
    page.keyboard.type("ada")
    profile = ui.opened_by(lambda: page.keyboard.press("Enter"))
    assert "/in/ada-stone/" in profile.url
    profile.close()
    page.locator("#filter input").blur()
    page.keyboard.press("a")
    expect(page.locator("#capture [name=people]")).to_be_focused()
    page.keyboard.type("Cleo Marsh")
    page.locator("#capture [name=company]").fill("Glen AG")
    page.locator("#capture [name=when]").fill("2026-03-19T10:00")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#capture")).to_contain_text("Saved on this device.")


def test_a_pause_has_two_lengths_is_there_in_an_interview_and_has_an_end(ui: Pages) -> None:
    ui.begin(records(HARBOUR))
    ui.at(datetime(2026, 3, 10, 13, 10, tzinfo=UTC))
    page = ui.popup()
    expect(page.locator("#notices")).to_contain_text("until your interview is over")
    page.locator("[data-key=menu]").click()
    pauses = page.locator("#menu button", has_text="Pause")
    assert pauses.all_inner_texts() == ["Pause for an hour", "Pause until tomorrow"]
    pauses.first.click()
    expect(pauses.first).to_be_hidden()
    ui.at(datetime(2026, 3, 10, 14, 5, tzinfo=UTC))
    page = ui.popup()
    expect(page.locator("#notices")).to_contain_text("Paused until today, 15:10")
    page.get_by_role("button", name="End the pause").click()
    expect(page.locator("#notices")).not_to_contain_text("Paused")


def pasted(page: Page, count: int) -> str:
    """Paste so many people; the field's name is the same in the window and in the form."""
    names = "\n".join(f"{chr(65 + n % 26)}nna Stone{chr(97 + n // 26)}" for n in range(count))
    field = page.locator("[name=people]:visible, [name=paste]:visible").first
    field.fill(names)
    field.blur()
    return names


def test_of_more_people_than_are_taken_at_once_it_is_said_how_many_are_left(ui: Pages) -> None:
    said = "These are the first 40 of 45. Save them, then paste the others."
    ui.begin(None)
    page = ui.popup()
    pasted(page, 45)
    expect(page.locator("#capture .listed input[type=checkbox]")).to_have_count(40)
    expect(page.locator("#capture")).to_contain_text(said)
    pasted(page, 40)
    expect(page.locator("#capture")).not_to_contain_text("These are the first")
    # An hour in a zone that nobody knows stands as it is written, and that is said until it is altered.
    page.locator("#capture [name=people]").fill("Interview\nThursday, 12 March 2026 at 14:00 (EST)\nAnna Stone")
    page.locator("#capture [name=people]").blur()
    expect(page.locator("#capture [name=when]")).to_have_value("2026-03-12T14:00")
    expect(page.locator("#capture .when .hint")).to_contain_text("in the time zone “EST”")
    page.locator("#capture [name=when]").fill("2026-03-12T20:00")
    expect(page.locator("#capture .when .hint")).not_to_contain_text("EST")
    page = ui.page("person.html")
    page.locator("#panel summary").click()
    pasted(page, 45)
    expect(page.locator("#pasted")).to_contain_text(said)


def test_a_row_of_today_names_everybody_once(ui: Pages, screenshots: Path) -> None:
    ui.begin(records(application("Glen AG", "Cleo Marsh", start="2026-03-10T11:00"), HARBOUR))
    ui.at(MORNING)
    page = ui.popup()
    rows = page.locator("[data-kind=interview]")
    expect(rows).to_have_count(2)
    assert rows.first.inner_text().count("Cleo") == 1
    expect(rows.first.get_by_role("link", name="Profile of Cleo Marsh")).to_have_text("↗")
    expect(rows.last.get_by_role("link", name="Profile of Ben Okafor")).to_have_text("Ben ↗")
    page.screenshot(path=screenshots / "popup-two-interviews.png", full_page=True)


def test_what_happened_on_another_day_is_said_with_it(ui: Pages, screenshots: Path) -> None:
    ui.begin(records(HARBOUR))
    ui.at(THURSDAY)
    page = ui.popup()
    dots = page.locator("[data-key=event-harbour-works]")
    place = dots.bounding_box()
    dots.click()
    expect(page.locator("#people .menu").get_by_role("button", name="On hold")).to_be_visible()
    assert dots.bounding_box() == place, "nothing moves under the pointer"
    expect(page.locator("#people .menu").get_by_role("button", name="Offer")).to_have_count(0)
    page.screenshot(path=screenshots / "popup-company-menu.png", full_page=True)
    dots.click()
    page.locator("#people .likely").get_by_role("button", name="Offer").click()
    expect(page.locator("#status [data-key=yesterday]")).to_be_visible()
    page.evaluate(
        "() => { globalThis.__writes = 0; chrome.storage.local.onChanged.addListener(({ records }) => { __writes += records ? 1 : 0; }); }"
    )
    page.locator("#status [data-key=yesterday]").click()
    expect(page.locator("#status")).to_contain_text("Harbour Works: Offer, Wednesday 11 March")
    assert page.evaluate("__writes") == 1, "where storage is full in between nothing is lost"
    assert len(ui.stored()["undo"]) == 1
    page.locator("#status").get_by_role("button", name="Undo").click()
    expect(page.locator("#status")).not_to_contain_text("Offer")
    assert "outcome" not in ui.stored()["records"]["applications"]["harbour-works"]["answers"]
