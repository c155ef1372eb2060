"""What the form deletes is deleted alone, and can be taken back; what was typed beside it stays."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.ui.conftest import Pages
from tests.browser.ui.test_form import EXAMPLE, save
from tests.support.chromium import wait_until
from tests.support.entries import application, records

TWO = records(
    application("Example Ltd", "Avery Stone", "Ben Okafor"), application("Fable & Sons", "Avery Stone", start=None)
)
TWO["people"]["avery-stone"]["applications"] = ["example-ltd", "fable-&-sons"]


def test_deleting_a_person_can_be_taken_back(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    page = ui.page("person.html#application=example-ltd")
    row = page.locator("fieldset.person").nth(1)
    row.locator("summary").click()
    row.locator("[data-key=form-remove-person]").click()
    expect(page.locator("#notices")).to_contain_text("Ben Okafor deleted")
    assert list(ui.stored()["records"]["people"]) == ["avery-stone"]
    assert ui.stored()["records"]["rounds"]["round-example-ltd"]["who"] == ["avery-stone"]
    page.locator("[data-key=undo]").click()
    expect(page.locator("fieldset.person")).to_have_count(2)
    assert ui.stored()["records"]["rounds"]["round-example-ltd"]["who"] == ["avery-stone", "ben-okafor"]


def test_an_application_is_forgotten_and_taken_back(ui: Pages) -> None:
    before = records(EXAMPLE)
    ui.begin(before)
    page = ui.page("person.html#application=example-ltd")
    page.locator("#forget").click()
    expect(page.locator("#notices")).to_contain_text("Example Ltd forgotten")
    expect(page.locator("h1")).to_have_text("Example Ltd")
    after = ui.stored()["records"]
    assert after["applications"] == after["people"] == after["rounds"] == {}
    page.locator("[data-key=undo]").click()
    expect(page.locator("[name=company]")).to_have_value("Example Ltd")
    assert ui.stored()["records"] == before


@pytest.mark.parametrize(
    ("row", "press", "left", "people"),
    [
        ("person", "form-remove-person", ["ben-okafor"], 2),
        ("person", "form-leave", ["avery-stone", "ben-okafor"], 3),
        ("person", "form-part", ["avery-stone", "ben-okafor"], 4),
        ("round", "form-remove-round", ["avery-stone", "ben-okafor"], 3),
    ],
)
def test_what_is_typed_stays_though_something_else_is_deleted(
    ui: Pages, row: str, press: str, left: list[str], people: int
) -> None:
    ui.begin(TWO)
    page = ui.page("person.html#application=example-ltd")
    page.locator("[name=role]").fill("Lead Tester")
    page.locator("#add-person").click()
    page.locator("fieldset.person").last.locator("[name=name]").fill("Cleo Marsh")
    page.locator("fieldset.person").first.locator("[name=name]").fill("Avery Stone-Miller")
    one = page.locator(f"fieldset.{row}").first
    one.locator("summary").click()
    one.locator(f"[data-key={press}]").click()
    expect(page.locator("#notices [data-key=undo]")).to_be_focused()
    expect(page.locator("[name=role]")).to_have_value("Lead Tester")
    expect(page.locator("fieldset.person").last.locator("[name=name]")).to_have_value("Cleo Marsh")
    save(page)
    stored = ui.stored()["records"]
    assert stored["applications"]["example-ltd"]["role"] == "Lead Tester"
    assert set(left) <= set(stored["people"])
    assert len(stored["people"]) == people
    there = [id_ for id_, one in stored["people"].items() if "example-ltd" in one["applications"]]
    assert ("avery-stone" in there) is (row == "round"), "who was deleted here does not come back by the draft"
    assert (len(stored["rounds"]) == 0) is (row == "round")


def test_where_nothing_is_typed_no_form_was_begun(ui: Pages) -> None:
    ui.begin(TWO)
    page = ui.page("person.html#application=example-ltd")
    page.locator("fieldset.person summary").first.click()
    page.locator("[data-key=form-leave]").click()
    expect(page.locator("#notices")).to_contain_text("Undo")
    assert not ui.stored().get("drafts")


def test_a_form_of_what_is_forgotten_is_forgotten_too(ui: Pages) -> None:
    ui.begin(TWO)
    page = ui.page("person.html#application=example-ltd")
    page.locator("[name=role]").fill("Lead Tester")
    wait_until(page, "Store.draft('example-ltd').then((draft) => draft?.fields.role === 'Lead Tester')")
    page.locator("#forget").click()
    expect(page.locator("#notices")).to_contain_text("Example Ltd forgotten")
    assert not ui.stored().get("drafts")
