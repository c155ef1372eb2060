"""One human, one entry: every way in asks whether this person, or this company, is entered already."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.ui.conftest import Pages
from tests.browser.ui.test_calendar import invitation, paste
from tests.browser.ui.test_calendar import take as take_over
from tests.support.entries import application, records

HARBOUR = application("Harbour Works", "Ada Stone", "Rita Moss")
FABLE = application("Fable & Sons", "Cleo Marsh", start="2026-03-12T10:00")


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"[name={name}]").first.fill(value)
        page.locator(f"[name={name}]").first.blur()


def save(page: Page) -> None:
    page.locator("button.main").click()
    expect(page.locator("#saved")).to_contain_text("Saved on this device.")


def undo(page: Page) -> None:
    page.get_by_role("button", name="Undo", exact=True).click()


def people(ui: Pages) -> dict[str, list[str]]:
    """Who is entered, and in which companies."""
    stored = ui.stored()["records"]
    named = {id_: entry["company"] for id_, entry in stored["applications"].items()}
    return {p["name"]: sorted(named[id_] for id_ in p["applications"]) for p in stored["people"].values()}


def test_a_known_address_is_the_same_human_in_both_companies(ui: Pages, screenshots: Path) -> None:
    """F1: entered for a second company by the same address, Rita has advice for both, and one undo parts them."""
    ui.begin(records(HARBOUR))
    before = json.dumps(ui.stored()["records"])
    page = ui.page("person.html")
    fill(page, company="Fable & Sons", when="2026-03-09T11:00", name="Rita Moss", profile="rita-moss")
    expect(page.locator(".same")).to_contain_text("Rita Moss from Harbour Works is entered already")
    page.screenshot(path=screenshots / "form-same.png", full_page=True)
    save(page)
    assert people(ui) == {"Ada Stone": ["Harbour Works"], "Rita Moss": ["Fable & Sons", "Harbour Works"]}
    popup = ui.popup({"id": 1, "url": "https://www.linkedin.com/in/rita-moss/", "title": "Rita Moss | LinkedIn"})
    expect(popup.locator("#here .who")).to_have_text("Rita Moss · Fable & Sons, also Harbour Works")
    popup.close()
    page.bring_to_front()
    undo(page)
    expect(page.locator("#saved")).to_be_empty()
    assert json.dumps(ui.stored()["records"]) == before


def test_a_name_alone_is_asked_about_before_anything_is_saved(ui: Pages) -> None:
    ui.begin(records(HARBOUR))
    page = ui.page("person.html")
    fill(page, company="Fable & Sons", name="Moss, Rita")
    page.locator("button.main").click()
    expect(page.locator("#problem")).to_have_text("Say first whether this is the same person.")
    expect(page.locator(".same button").first).to_be_focused()
    assert list(people(ui)) == ["Ada Stone", "Rita Moss"], "nothing half is stored"
    page.locator(".same").get_by_role("button", name="Yes").click()
    save(page)
    assert people(ui)["Rita Moss"] == ["Fable & Sons", "Harbour Works"]
    page = ui.page("person.html")
    fill(page, company="Glen AG", name="Rita Moss")
    page.locator(".same").get_by_role("button", name="Somebody else").click()
    save(page)
    stored = ui.stored()["records"]["people"]
    assert len(stored) == 3
    (new,) = [one for one in stored.values() if one["name"] == "Rita Moss" and len(one["applications"]) == 1]
    assert (new["apart"], new["otherProfiles"]) == (["rita-moss"], ["rita-moss"])
    popup = ui.popup()
    expect(popup.locator("[data-kind=twice]")).to_have_count(0)


def test_a_company_that_is_typed_again_is_joined_with_its_next_interview(ui: Pages, screenshots: Path) -> None:
    """F3: in small letters and without its legal form; the same hour is the same interview; a second one on request."""
    ui.begin(records(HARBOUR))
    page = ui.page("person.html")
    fill(page, company="harbour works ltd")
    expect(page.locator(".known")).to_contain_text("Harbour Works · Test Engineer · 2 people · Tue 10 Mar, 14:00")
    expect(page.get_by_label("In the interview: Tue 10 Mar, 14:00")).to_be_checked()
    page.screenshot(path=screenshots / "form-joins.png", full_page=True)
    fill(page, when="2026-03-10T14:00", name="Ben Okafor")
    save(page)
    stored = ui.stored()["records"]
    assert len(stored["applications"]) == len(stored["rounds"]) == 1
    (round_,) = stored["rounds"].values()
    assert len(round_["who"]) == 3
    assert stored["applications"]["harbour-works"]["role"] == "Test Engineer"
    page = ui.page("person.html")
    fill(page, company="Harbour Works")
    page.get_by_role("button", name="A second application there").click()
    fill(page, name="Dan Weiss")
    save(page)
    assert len(ui.stored()["records"]["applications"]) == 2


def test_the_profile_in_the_tab_is_added_by_presses_alone(ui: Pages, screenshots: Path) -> None:
    ui.begin(records(HARBOUR, FABLE))
    tab = {"id": 1, "url": "https://www.linkedin.com/in/ben-okafor/", "title": "Ben Okafor | LinkedIn"}
    page = ui.popup(tab)
    here = page.locator("#here")
    assert here.locator("button").all_inner_texts() == ["Harbour Works", "Fable & Sons"]
    page.screenshot(path=screenshots / "popup-add.png", full_page=True)
    here.get_by_role("button", name="Harbour Works").click()
    expect(here).to_contain_text("Interview Tue 10 Mar, 14:00: is Ben Okafor in it?")
    here.get_by_role("button", name="Yes").click()
    expect(here.locator(".face")).to_have_text("Wait · until you've met")
    assert people(ui)["Ben Okafor"] == ["Harbour Works"]
    undo(page)
    expect(here.get_by_role("button", name="Harbour Works")).to_be_visible()
    assert "Ben Okafor" not in people(ui)


def test_a_known_name_with_another_profile_is_asked_about_in_the_popup(ui: Pages) -> None:
    """X-12, F3: LinkedIn's pages ask nothing once the profile was seen; whoever adds is asked all the same."""
    entered = records(HARBOUR)
    entered["people"]["ada-stone"]["aliases"] = {"ada-stone": ["ACoAAB"]}
    ui.begin(entered)
    tab = {"id": 1, "url": "https://www.linkedin.com/in/ada-stone-99/", "title": "Ada Stone | LinkedIn"}
    page = ui.popup(tab)
    expect(page.locator("#here legend")).to_have_text(
        "You entered Ada Stone with another profile. Is this the same person?"
    )
    page.locator("#here [data-key=same]").click()
    expect(page.locator("#here .face")).to_have_text("Wait · until you've met")
    assert ui.stored()["records"]["people"]["ada-stone"]["profiles"] == ["ada-stone", "ada-stone-99"]


def test_a_calendar_asks_too_and_reading_it_again_adds_nothing(ui: Pages) -> None:
    ui.begin(records(HARBOUR))
    page = ui.page("calendar.html")
    text = invitation("20260311T140000", "20260311T144500")
    paste(page, text)
    page.locator("[name=application]").select_option("")
    page.locator("[name=company]").fill("Glen AG")
    page.locator("button.main").click()
    expect(page.locator("#problem")).to_have_text("Say first whether this is the same person.")
    page.locator(".same").get_by_role("button", name="Yes").click()
    take_over(page, "Glen AG")
    assert people(ui)["Ada Stone"] == ["Glen AG", "Harbour Works"]
    stored = json.dumps(ui.stored()["records"])
    for again in (text, text.replace("UID:04", "UID:99")):
        paste(page, again)
        expect(page.locator("#events")).to_contain_text("already")
        assert page.locator("#events input[name^=take]:checked").count() == 0
    assert json.dumps(ui.stored()["records"]) == stored


def test_a_file_joins_whom_an_address_tells(ui: Pages) -> None:
    """The same people from another browser: joined where an address is the same, companies asked about as today's deeds."""
    ui.begin(records(HARBOUR))
    text = json.dumps({"kind": "connect-etiquette", "exported": "2026-03-01T10:00:00Z", **records(HARBOUR)})
    for name in ("harbour-works", "rita-moss", "ada-stone"):
        text = text.replace(f'"{name}": {{', f'"{name}-2": {{').replace(f'"who": ["{name}"', f'"who": ["{name}-2"')
    text = text.replace('"applications": ["harbour-works"]', '"applications": ["harbour-works-2"]')
    text = text.replace('"application": "harbour-works"', '"application": "harbour-works-2"')
    text = text.replace('"round-harbour-works"', '"round-2"').replace(', "rita-moss"]', ', "rita-moss-2"]')
    page = ui.page("options.html")
    page.locator("#import").set_input_files(
        [{"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}]
    )
    page.locator("[data-key=import-add]").click()
    expect(page.locator("#imported button")).to_have_count(0)
    assert sorted(people(ui)) == ["Ada Stone", "Rita Moss"]
    assert len(ui.stored()["records"]["people"]) == 2
    popup = ui.popup()
    popup.locator("[data-kind=twice]").get_by_role("button", name="One application").click()
    expect(popup.locator("[data-kind=twice]")).to_have_count(0)
    stored = ui.stored()["records"]
    assert len(stored["applications"]) == len(stored["rounds"]) == 1


def test_who_is_in_two_companies_leaves_one_or_is_two(ui: Pages) -> None:
    """F7: under one company somebody is removed from that company; by name from everywhere."""
    both = records(HARBOUR, FABLE)
    both["people"]["rita-moss"]["applications"].append("fable-&-sons")
    both["rounds"]["round-fable-&-sons"]["who"].append("rita-moss")
    ui.begin(both)
    form = ui.page("person.html#application=fable-%26-sons")
    row = form.locator("fieldset.person", has_text="Also at Harbour Works.")
    row.locator("summary").click()
    form.get_by_role("button", name="Remove Rita Moss from Fable & Sons").click()
    expect(form.locator("#notices")).to_contain_text("Rita Moss")
    assert people(ui)["Rita Moss"] == ["Harbour Works"]
    form.locator("#notices").get_by_role("button", name="Undo").click()
    expect(form.locator("#notices")).to_be_empty()
    row.locator("summary").click()
    form.get_by_role("button", name="Rita Moss at Harbour Works is somebody else").click()
    expect(form.locator("#notices")).to_contain_text("Rita Moss, now two people")
    named = [one for one in ui.stored()["records"]["people"].values() if one["name"] == "Rita Moss"]
    assert sorted(len(one["applications"]) for one in named) == [1, 1]
