"""Options: about me, reminders, where advice appears, language, privacy. Data has tests of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from connect_etiquette.output import find_paths
from playwright.sync_api import Page, expect

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import Pages
from tests.support.chromium import wait_until
from tests.support.entries import answer, application, records

EXAMPLE = application("Example Ltd", "Avery Stone", "Ben Okafor")
CHOICE = (
    "LinkedIn's User Agreement (8.2) has members agree not to insert elements into its pages, and its help pages say that"
    " accounts using such extensions may be restricted. A tip beside Connect is such an element. We cannot tell you how"
    " likely a consequence is."
)


def options(ui: Pages) -> Page:
    return ui.page("options.html")


def test_every_section_is_reached_from_the_top_and_none_lists_people(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    page = options(ui)
    shown = page.locator("main").inner_text()
    assert not any(name in shown for name in ("Avery Stone", "Ben Okafor", "Example Ltd"))
    page.locator("main > .row a", has_text="Everybody").click()
    expect(page.locator("#people .name")).to_have_text(["Avery Stone", "Ben Okafor"])
    expect(page.locator("#companies a")).to_have_text(["Example Ltd"])
    page = options(ui)
    titles = page.locator("section > h2").all_inner_texts()
    assert page.locator("#contents a").all_inner_texts() == titles
    assert titles == [
        "About me",
        "Reminders",
        "Where advice appears",
        "Language",
        "Data",
        "Privacy",
    ]
    page.locator("#contents a", has_text="Privacy").click()
    expect(page.locator("#privacy h2")).to_be_in_viewport()
    page = ui.page("options.html#reminders")
    expect(page.locator("#reminders h2")).to_be_in_viewport()


def test_about_me_is_kept_and_can_be_unsaid(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    page = options(ui)
    assert "The answer stays on this device." in page.locator("#about").inner_text()
    page.locator("[name=secret-search]").select_option("yes")
    expect(page.locator("#me-saved")).to_have_text("Saved on this device.")
    page.locator("[name=me]").fill("Jo Seeker")
    page.locator("[name=me]").press("Tab")
    wait_until(page, "chrome.storage.local.get('settings').then(({ settings }) => settings.name === 'Jo Seeker')")
    stored = ui.stored()
    assert stored["settings"]["name"] == "Jo Seeker"
    assert stored["records"]["me"]["secret-search"]["value"] == "yes"
    assert stored["records"]["me"]["secret-search"]["at"].startswith("2026-03-09T08:0")
    page = options(ui)
    assert page.locator("[name=me]").input_value() == "Jo Seeker"
    other = options(ui)
    other.locator("[name=secret-search]").select_option("no")
    expect(other.locator("#me-saved")).not_to_be_empty()
    page.locator("[name=me]").fill("Jo")
    page.locator("[name=me]").press("Tab")
    expect(page.locator("#me-saved")).not_to_be_empty()
    assert ui.stored()["settings"]["name"] == "Jo"
    assert ui.stored()["records"]["me"]["secret-search"]["value"] == "no", "what was not changed here is not written"
    page.locator("[name=secret-search]").select_option("")
    wait_until(page, "chrome.storage.local.get('records').then(({ records }) => Object.keys(records.me).length === 0)")


def test_what_storage_refuses_is_said_here_too(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    page = options(ui)
    ui.worker.evaluate(
        """async () => {
          const room = chrome.storage.local.QUOTA_BYTES - (await chrome.storage.local.getBytesInUse());
          await chrome.storage.local.set({ filler: 'x'.repeat(room - 50) });
        }"""
    )
    page.locator("[name=secret-search]").select_option("yes")
    expect(page.locator("#me-saved")).to_contain_text("Nothing was saved: the browser's storage refused it.")
    assert ui.stored()["records"]["me"] == {}
    ui.worker.evaluate("chrome.storage.local.remove('filler')")


def test_notifications_are_asked_for_by_a_click_and_only_then(ui: Pages) -> None:
    """The browser's own question is answered in its stead: first with no, then with yes."""
    ui.begin(records(EXAMPLE))
    page = ui.context.new_page()
    page.add_init_script("""
        window.asked = [];
        let allowed = false;
        chrome.permissions.contains = async () => allowed;
        chrome.permissions.request = async (wanted) => { asked.push(wanted); return (allowed = asked.length > 1); };
        chrome.permissions.remove = async (wanted) => { asked.push(wanted); allowed = false; return true; };
    """)
    page.goto(ui.url("options.html"))
    button = page.locator("#notify")
    expect(button).to_have_text("Show notifications too")
    assert page.evaluate("asked") == []
    button.click()
    expect(page.locator("#notified")).to_have_text("The browser refused. Reminders will come on the toolbar icon only.")
    button.click()
    expect(page.locator("#notified")).to_contain_text("Reminders will come as notifications too.")
    expect(button).to_have_text("Stop notifications")
    assert button.get_attribute("aria-pressed") is None, "its words say what a press does, not what is"
    button.click()
    expect(page.locator("#notified")).to_have_text("Reminders will come on the toolbar icon only.")
    assert page.evaluate("asked") == [{"permissions": ["notifications"]}] * 3


def test_where_advice_appears_is_an_informed_choice_and_can_be_switched(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    tab = ui.linkedin("avery-stone")
    tab.wait_for_chip()
    page = options(ui)
    assert page.locator("#where p").first.inner_text() == CHOICE
    assert page.locator("#where .ways button").all_inner_texts() == ["Beside Connect", "In the toolbar only"]
    expect(page.locator("#page")).to_have_attribute("aria-pressed", "true")
    page.locator("#toolbar").click()
    expect(page.locator("#chosen")).to_contain_text("LinkedIn's pages stay as they are.")
    expect(page.locator("#page")).to_have_attribute("aria-pressed", "false")
    assert ui.stored()["settings"] == {"place": "toolbar"}
    tab.page.bring_to_front()
    tab.wait_for_none()
    page.bring_to_front()
    page.locator("#page").click()
    tab.page.bring_to_front()
    tab.wait_for_chip()


def test_before_the_choice_neither_way_is_preselected(ui: Pages) -> None:
    ui.begin(records(EXAMPLE), place=None)
    for name in ("options.html", "welcome.html"):
        page = ui.page(name)
        boxes = [page.locator(f"#{way}").bounding_box() for way in ("page", "toolbar")]
        assert [page.locator(f"#{way}").get_attribute("aria-pressed") for way in ("page", "toolbar")] == ["false"] * 2
        assert len({(box["width"], box["height"]) for box in boxes if box}) == 1, "two equal buttons"
        assert CHOICE in page.locator("main").inner_text()


def test_the_language_is_kept_and_can_be_the_browsers_again(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    page = options(ui)
    page.locator("#locale").select_option("de")
    expect(page.locator("h1")).to_have_text("Einstellungen")
    assert page.evaluate("document.documentElement.lang") == "de"
    assert "Warten" in ui.popup().locator("#people").inner_text()
    page.bring_to_front()
    page.locator("#locale").select_option("")
    expect(page.locator("h1")).to_have_text("Options")
    assert "locale" not in ui.stored()["settings"]


def written(markdown: str) -> list[str]:
    """The headings, paragraphs and list entries of a text, without their marks."""
    blocks = re.split(r"\n\s*\n|\n(?=- )", markdown.strip())
    return [re.sub(r"^(#+|-) |\*\*", "", " ".join(block.split())) for block in blocks]


def test_the_privacy_statement_is_there_word_for_word(ui: Pages) -> None:
    statement = Path(find_paths().rules).parent / "PRIVACY.md"
    page = ui.page("options.html")
    shown: list[Any] = page.evaluate(
        "[...document.querySelectorAll('#privacy :is(h2, p, dt, li, dd)')].filter((e) => !e.querySelector('li'))"
        ".map((e) => e.textContent.replace(/\\s+/g, ' ').trim())"
    )
    assert shown == written(statement.read_text("utf-8"))


def test_two_windows_of_options_and_form_do_not_overwrite_each_other(ui: Pages) -> None:
    ui.begin(records(EXAMPLE, me={"secret-search": answer("yes", MONDAY)}))
    page, form = options(ui), ui.page("person.html#application=example-ltd")
    form.locator("[name=role]").fill("Lead Tester")
    form.locator("button.main").click()
    expect(form.locator("#saved")).not_to_be_empty()
    page.locator("[name=secret-search]").select_option("no")
    expect(page.locator("#me-saved")).not_to_be_empty()
    table = ui.page("everybody.html")
    table.locator("[data-key=tick-ben-okafor]").check()
    table.get_by_role("button", name="Forget", exact=True).click()
    expect(page.locator("#undo li")).to_have_count(1)
    stored = ui.stored()["records"]
    assert stored["applications"]["example-ltd"]["role"] == "Lead Tester"
    assert stored["me"]["secret-search"]["value"] == "no"
    assert sorted(stored["people"]) == ["avery-stone"]
