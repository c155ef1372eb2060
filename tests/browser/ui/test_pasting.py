"""What is pasted is understood at once and seen before it is entered, no press is lost, and what was pressed can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.ui.conftest import Pages
from tests.browser.ui.test_calendar import invitation
from tests.support.chromium import wait_until
from tests.support.entries import application, records

MAIL = """Dear Sam,

thank you for applying. You will meet Anna Berg (Head of Data), Felix Roth (CTO) and Cleo Marsh on Thursday, 12 March 2026 at 15:00.

Kind regards,
Rita Moss
Talent Acquisition"""
HARBOUR = application("Harbour Works", "Ada Stone")


def paste(field: Locator, text: str) -> None:
    """Paste as people do, by keys."""
    page = field.page
    page.evaluate(
        """(text) => {
            const from = Object.assign(document.createElement("textarea"), { value: text, id: "copied-from" });
            document.body.append(from);
            from.select();
        }""",
        text,
    )
    page.keyboard.press("ControlOrMeta+c")
    page.evaluate("document.getElementById('copied-from').remove()")
    field.focus()
    page.keyboard.press("ControlOrMeta+v")


def press(page: Page, selector: str) -> None:
    """Press with the mouse where something stands now; what moves under it is not waited for."""
    page.locator(selector).scroll_into_view_if_needed()
    box = page.locator(selector).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    # Whatever leaving a field brings is laid out before the button comes up again.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.mouse.up()


def ticks(page: Page, where: str) -> dict[str, bool]:
    return {label.inner_text(): label.locator("input").is_checked() for label in page.locator(f"{where} label").all()}


def names(ui: Pages) -> list[str]:
    return sorted(person["name"] for person in ui.stored().get("records", {}).get("people", {}).values())


def test_a_mail_pasted_as_a_name_is_a_list_with_ticks_at_once(ui: Pages, screenshots: Path) -> None:
    page = ui.page("person.html")
    page.locator("[name=company]").fill("Zeppelin")
    paste(page.locator("[name=name]"), MAIL)
    expect(page.locator("#paste")).to_have_value(MAIL)
    expect(page.locator("#paste")).to_be_focused()
    expect(page.locator("[name=name]")).to_have_value("")
    expect(page.locator("#pasted")).to_contain_text("Tick whom you meet.")
    assert ticks(page, "#pasted") == {"Anna Berg": True, "Felix Roth": True, "Cleo Marsh": True, "Rita Moss": False}
    page.screenshot(path=screenshots / "form-pasted-mail.png", full_page=True)
    press(page, "button.main")
    expect(page.locator("#saved")).to_have_text("Saved on this device.")
    assert names(ui) == ["Anna Berg", "Cleo Marsh", "Felix Roth"]


def test_what_a_text_tells_besides_names_is_filled_in_where_nothing_is_typed(ui: Pages) -> None:
    page = ui.page("person.html")
    page.locator("#panel summary").click()
    paste(
        page.locator("#paste"), invitation().replace("Interview: Test Engineer\\, round 2", "Interview at Zeppelin AG")
    )
    assert {name for name, ticked in ticks(page, "#pasted").items() if ticked} == {"Ada Stone", "Ben Okafor"}
    expect(page.locator("[name=when]")).to_have_value("2026-03-10T14:00")
    expect(page.locator("fieldset.round .when [role=status]").first).to_contain_text("Tue, 10 March 2026 at 14:00")
    expect(page.locator("[name=company]")).to_have_value("Zeppelin AG")
    page.locator("#paste").fill(MAIL)
    expect(page.locator("[name=when]")).to_have_value("2026-03-12T15:00")
    expect(page.locator("[name=company]")).to_have_value("")
    page.locator("[name=when]").fill("2026-03-13T10:00")
    page.locator("[name=company]").fill("Northwind")
    page.locator("#paste").fill(MAIL.replace("15:00", "16:00"))
    expect(page.locator("[name=when]")).to_have_value("2026-03-13T10:00")
    expect(page.locator("[name=company]")).to_have_value("Northwind")


def test_names_and_addresses_pasted_as_a_name_are_rows_at_once(ui: Pages) -> None:
    page = ui.page("person.html")
    paste(page.locator("[name=name]"), "linkedin.com/in/ada-stone, linkedin.com/in/ben-okafor")
    fields = page.locator("fieldset.person")
    expect(fields).to_have_count(2)
    assert [fields.nth(n).locator("[name=name]").input_value() for n in (0, 1)] == ["Ada Stone", "Ben Okafor"]
    assert [fields.nth(n).locator("[name=profile]").input_value() for n in (0, 1)] == ["ada-stone", "ben-okafor"]
    page.locator("#add-person").click()
    paste(fields.nth(2).locator("[name=name]"), "Cleo Marsh and Dan Weiss")
    expect(fields).to_have_count(4)
    assert [fields.nth(n).locator("[name=name]").input_value() for n in (2, 3)] == ["Cleo Marsh", "Dan Weiss"]


def test_first_names_typed_as_a_name_are_ticked_one_by_one(ui: Pages) -> None:
    page = ui.page("person.html")
    page.locator("[name=company]").fill("Zeppelin")
    page.locator("[name=name]").fill("Anna, Felix and Cleo")
    press(page, "button.main")
    expect(page.locator("#problem")).to_have_text("Nothing is saved yet: look at who was found, then save.")
    assert ticks(page, "#pasted") == {"Anna": False, "Felix": False, "Cleo": False}
    page.locator("#pasted label").nth(0).click()
    page.locator("#pasted label").nth(2).click()
    press(page, "button.main")
    expect(page.locator("#saved")).to_have_text("Saved on this device.")
    assert names(ui) == ["Anna", "Cleo"]


def test_a_sentence_typed_as_a_name_waits_for_a_look(ui: Pages) -> None:
    """It is not entered unseen, and the press that would have entered it is answered."""
    page = ui.page("person.html")
    page.locator("[name=company]").fill("Zeppelin")
    page.locator("[name=name]").fill("You will meet Anna Berg and Felix Roth.")
    page.locator("[name=name]").press("Enter")
    expect(page.locator("#problem")).to_have_text("Nothing is saved yet: look at who was found, then save.")
    assert ticks(page, "#pasted") == {"Anna Berg": True, "Felix Roth": True}
    assert names(ui) == []
    page.locator("#pasted input").nth(1).uncheck()
    page.locator("button.main").click()
    expect(page.locator("#saved")).to_have_text("Saved on this device.")
    assert names(ui) == ["Anna Berg"]


def test_somebody_may_be_called_by_what_is_known_of_them(ui: Pages) -> None:
    said = "the tall one whom you met in the second round"
    page = ui.page("person.html")
    page.locator("[name=company]").fill("Zeppelin")
    page.locator("[name=name]").fill(said)
    page.locator("[name=company]").focus()
    assert ticks(page, "#pasted") == {said: False}
    page.locator("#pasted input").check()
    page.locator("button.main").click()
    expect(page.locator("#saved")).to_have_text("Saved on this device.")
    assert names(ui) == [said]


def test_a_paste_that_names_nobody_says_so(ui: Pages) -> None:
    page = ui.page("person.html")
    paste(page.locator("[name=name]"), "Hola Sam,\n\n¡muchas gracias por venir!")
    expect(page.locator("#pasted")).to_have_text("No name was found in it. Write one name a line.")
    page.close()
    ui.begin()
    popup = ui.popup()
    paste(popup.locator("[name=people]"), "Hallo Sam,\n\nbis bald!")
    expect(popup.locator(".listed")).to_have_text("No name was found in it. Write one name a line.")


@pytest.mark.parametrize("name", ["welcome.html", "popup.html"])
def test_where_somebody_is_entered_in_place_a_paste_is_understood_at_once(ui: Pages, name: str) -> None:
    page = ui.page(name)
    field = page.locator("[name=people]")
    paste(field, MAIL)
    expect(field).to_be_focused()
    assert ticks(page, ".listed") == {"Anna Berg": True, "Felix Roth": True, "Cleo Marsh": True, "Rita Moss": False}
    expect(page.locator("[name=when]")).to_have_value("2026-03-12T15:00")
    page.locator("[name=company]").fill("Zeppelin")
    press(page, "#capture button.main")
    expect(page.locator("#capture")).to_contain_text("Saved on this device.")
    assert names(ui) == ["Anna Berg", "Cleo Marsh", "Felix Roth"]


def test_of_a_calendar_everybody_is_shown_and_who_may_be_oneself_is_not_ticked(ui: Pages) -> None:
    page = ui.popup()
    paste(page.locator("[name=people]"), invitation())
    found = ticks(page, ".listed")
    assert [name for name, ticked in found.items() if ticked] == ["Ada Stone", "Ben Okafor"]
    assert {"Rita Recruiter", "Jo Seeker"} <= set(found), "whom nobody ticked can be ticked"
    page = ui.page("calendar.html")
    paste(page.locator("#text"), invitation())
    expect(page.locator("#events")).to_contain_text(
        "Not ticked are rooms, the organiser, no-reply addresses and whoever may be you"
    )
    found = ticks(page, "#events .row")
    assert [name for name, ticked in found.items() if ticked] == ["Ada Stone", "Ben Okafor"]


def test_a_tick_follows_what_is_typed_until_it_is_pressed(ui: Pages) -> None:
    page = ui.popup()
    field = page.locator("[name=people]")
    field.fill("You will meet Anna Berg, Felix Roth")
    field.fill("Have you seen Anna Berg or Felix Roth before?")
    assert ticks(page, ".listed") == {"Anna Berg": False, "Felix Roth": False}
    field.fill("Anna Berg, Felix Roth")
    assert ticks(page, ".listed") == {"Anna Berg": True, "Felix Roth": True}
    page.locator(".listed input").nth(1).uncheck()
    field.fill("Anna Berg, Felix Roth, Cleo Marsh")
    assert ticks(page, ".listed") == {"Anna Berg": True, "Felix Roth": False, "Cleo Marsh": True}


def test_an_address_that_is_typed_letter_by_letter_is_taken_whole(ui: Pages) -> None:
    page = ui.popup()
    page.locator("[name=people]").press_sequentially("Ada Stone linkedin.com/in/ada-st, Ben Okafor")
    assert ticks(page, ".listed") == {"Ada Stone (ada-st)": True, "Ben Okafor": True}
    page.locator("[name=company]").fill("Zeppelin")
    press(page, "#capture button.main")
    expect(page.locator("#capture")).to_contain_text("Saved on this device.")
    people = ui.stored()["records"]["people"].values()
    assert {one["name"]: one["profiles"] for one in people} == {"Ada Stone": ["ada-st"], "Ben Okafor": []}


def test_a_mail_in_one_line_is_read_where_somebody_is_entered_in_place(ui: Pages) -> None:
    page = ui.popup()
    paste(
        page.locator("[name=people]"),
        "Hallo Sam, du triffst Anna Berg und Felix Roth am Donnerstag, 12. März 2026 um 15 Uhr.",
    )
    assert ticks(page, ".listed") == {"Anna Berg": True, "Felix Roth": True}
    expect(page.locator("[name=when]")).to_have_value("2026-03-12T15:00")
    page.locator("[name=people]").fill("Dear Sam, thank you")
    page.locator("[name=company]").fill("Zeppelin")
    press(page, "#capture button.main")
    expect(page.locator("#capture .problem")).to_have_text("Whom do you meet? A name will do.")
    assert names(ui) == [], "who is greeted is not entered"


def test_a_press_counts_though_leaving_a_field_moves_its_button(ui: Pages) -> None:
    """The application that is joined, the people who are asked about: they push the button away from under the mouse."""
    ui.begin(records(HARBOUR))
    page = ui.page("person.html", height=1600)
    page.locator("[name=name]").fill("Ben Okafor")
    page.locator("[name=company]").fill("harbour works")
    press(page, "button.main")
    expect(page.locator("#saved")).to_contain_text("Saved on this device.")
    assert names(ui) == ["Ada Stone", "Ben Okafor"]
    page = ui.page("person.html", height=1600)
    page.locator("[name=company]").fill("Glen AG")
    page.locator("[name=name]").fill("Ada Stone")
    press(page, "button.main")
    expect(page.locator("#problem")).to_have_text("Say first whether this is the same person.")
    page.close()
    ui.begin(records(HARBOUR))
    popup = ui.popup()
    popup.locator("#add").click()
    popup.locator("[name=people]").fill("Cleo Marsh")
    popup.locator("[name=company]").fill("harbour works")
    press(popup, "#capture button.main")
    expect(popup.locator("#capture")).to_contain_text("Saved on this device.")


def test_what_was_pasted_is_still_seen_and_ticked_alike_when_the_form_is_opened_again(ui: Pages) -> None:
    page = ui.page("person.html")
    page.locator("#panel summary").click()
    page.locator("#paste").fill("Ada Stone\nBen Okafor")
    page.locator("#pasted input").nth(1).uncheck()
    wait_until(page, "Store.draft('new').then((draft) => draft?.panel['pasted-1'] === false)")
    page.close()
    page = ui.page("person.html")
    expect(page.locator("#paste")).to_be_visible()
    assert ticks(page, "#pasted") == {"Ada Stone": True, "Ben Okafor": False}


def test_a_sentence_in_a_draft_is_read_when_the_form_is_opened_again(ui: Pages) -> None:
    page = ui.page("person.html")
    page.locator("[name=name]").fill("You will meet Anna Berg and Felix Roth.")
    wait_until(page, "Store.draft('new').then((draft) => draft?.people[0]?.fields.name.startsWith('You'))")
    page.close()
    page = ui.page("person.html")
    expect(page.locator("#pasted input")).to_have_count(2)
    assert ticks(page, "#pasted") == {"Anna Berg": True, "Felix Roth": True}
    expect(page.locator("[name=name]")).to_have_value("")


def test_somebody_else_can_be_taken_back_by_keys(ui: Pages, screenshots: Path) -> None:
    ui.begin(records(HARBOUR))
    page = ui.page("person.html")
    page.locator("[name=company]").fill("Fable & Sons")
    page.locator("[name=name]").fill("Ada Stone")
    page.locator("[name=profile]").fill("https://www.linkedin.com/in/ada-stone/")
    page.locator("[name=profile]").blur()
    same = page.locator(".same")
    before = "Ada Stone from Harbour Works is entered already"
    expect(same).to_contain_text(before)
    same.get_by_role("button", name="Somebody else").press("Enter")
    expect(page.locator("[name=profile]")).to_have_value("")
    expect(page.locator("[name=profile]")).to_be_focused()
    expect(same).to_contain_text("Not Ada Stone, whom you entered.")
    page.screenshot(path=screenshots / "form-somebody-else.png", full_page=True)
    page.keyboard.press("Tab")
    expect(same.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(same).to_contain_text(before)
    expect(page.locator("[name=profile]")).to_have_value("https://www.linkedin.com/in/ada-stone/")
    expect(same.get_by_role("button", name="Somebody else")).to_be_focused()


def test_each_answer_about_the_same_name_can_be_taken_back_by_keys(ui: Pages) -> None:
    """In the form, which keeps it with the draft, and in the calendar's page."""
    ui.begin(records(HARBOUR))
    page = ui.page("person.html")
    page.locator("[name=company]").fill("Fable & Sons")
    page.locator("[name=name]").fill("Ada Stone")
    page.locator("[name=name]").blur()
    same = page.locator(".same")
    question = "You entered Ada Stone at Harbour Works. Is this the same person?"
    expect(same.locator("legend")).to_have_text(question)
    same.get_by_role("button", name="Somebody else").press("Enter")
    expect(same.get_by_role("button", name="Undo")).to_be_focused()
    wait_until(page, "Store.draft('new').then((draft) => draft?.people[0]?.fields.same === 'no ada-stone')")
    page.close()
    page = ui.page("person.html")
    same = page.locator(".same")
    expect(same).to_contain_text("Not Ada Stone, whom you entered.")
    same.get_by_role("button", name="Undo").press("Enter")
    expect(same.locator("legend")).to_have_text(question)
    expect(same.get_by_role("button", name="Yes")).to_be_focused()
    page.keyboard.press("Enter")
    expect(same).to_contain_text("is entered already")
    expect(same.get_by_role("button", name="Somebody else")).to_be_focused()


def test_a_second_application_can_be_taken_back_by_keys(ui: Pages) -> None:
    ui.begin(records(HARBOUR))
    page = ui.page("person.html")
    page.locator("[name=company]").fill("harbour works")
    page.locator("[name=company]").blur()
    known = page.locator(".known")
    known.get_by_role("button", name="A second application there").press("Enter")
    expect(known).to_contain_text("A second application at Harbour Works.")
    expect(known.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(known).to_contain_text("is entered already. What you type joins it.")
    expect(known.get_by_role("button", name="A second application there")).to_be_focused()


def test_what_is_pasted_into_the_window_goes_on_in_the_form_where_that_was_begun(ui: Pages) -> None:
    ui.begin(records(HARBOUR))
    draft = {"application": "glen-ag", "fields": {"company": "Glen AG"}, "people": [], "rounds": []}
    ui.store(drafts={"new": {**draft, "panel": {"paste": "Eva Lindt", "pasted-0": False}}})
    page = ui.popup()
    with ui.context.expect_page() as opened:
        paste(page.locator("body"), "Anna Berg\nFelix Roth")
    form = opened.value
    expect(form.locator("#paste")).to_have_value("Eva Lindt\nAnna Berg\nFelix Roth")
    expect(form.locator("[name=company]")).to_have_value("Glen AG")
    assert ticks(form, "#pasted") == {"Eva Lindt": False, "Anna Berg": True, "Felix Roth": True}


def test_two_presses_at_once_show_the_fields_once(ui: Pages) -> None:
    ui.begin(records(HARBOUR))
    page = ui.popup()
    page.evaluate(
        """() => {
          globalThis.__shown = 0;
          const count = (changes) => (globalThis.__shown += changes.filter(({ addedNodes }) => addedNodes.length > 0).length);
          new MutationObserver(count).observe(document.getElementById("capture"), { childList: true });
          for (const _ of "12") document.getElementById("add").click();
        }"""
    )
    expect(page.locator("#capture [name=people]")).to_be_focused()
    # What a second press asked of storage is answered by then.
    page.evaluate("chrome.storage.local.get('drafts').then(() => {})")
    assert page.evaluate("globalThis.__shown") == 1
