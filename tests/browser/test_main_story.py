"""The main story in Chromium: from installation to a chip that knows what time it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.conftest import MONDAY
from tests.support.chromium import LINKEDIN, Extension, Tab, answer, running
from tests.support.patience import PATIENCE

PROFILE = "/in/avery-stone-1a2b3c/"


@pytest.fixture(scope="module")
def installed(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Extension]:
    """One browser, in which the extension was installed once."""
    folder = tmp_path_factory.mktemp("story")
    with running(playwright, built / "chromium", folder, chromium, MONDAY) as extension:
        extension.welcome()
        yield extension


def begin(installed: Extension, stored: dict[str, Any]) -> None:
    """On `MONDAY`, with this in storage, and no tab open but an empty one."""
    installed.begin_with_one_tab()
    installed.worker.evaluate(f"__setClock({int(MONDAY.timestamp() * 1000)})")
    installed.worker.evaluate(
        "(items) => chrome.storage.local.clear().then(() => chrome.storage.local.set(items))", stored
    )
    installed.settle()


@pytest.fixture
def extension(installed: Extension) -> Extension:
    """Nothing stored; the welcome page is open as after the installation."""
    begin(installed, {})
    installed.open("welcome.html")
    return installed


@pytest.fixture(scope="module")
def story(installed: Extension) -> dict[str, Any]:
    """What is stored once “beside Connect” was chosen and Avery Stone entered, by a person's own hand."""
    begin(installed, {})
    installed.open("welcome.html")
    installed.choose()
    installed.enter()
    return installed.stored()


@pytest.fixture
def entered(installed: Extension, story: dict[str, Any]) -> Extension:
    """As after the first two steps of the story."""
    begin(installed, story)
    return installed


@pytest.fixture
def fresh(playwright: Playwright, built: Path, chromium: str, tmp_path: Path) -> Iterator[Extension]:
    """A browser of its own, for what the installation itself does, and for what ends a worker."""
    with running(playwright, built / "chromium", tmp_path, chromium, MONDAY) as extension:
        yield extension


def control_box(tab: Tab, index: int = 0) -> dict[str, float]:
    """Where the index-th visible Connect of Avery Stone stands."""
    box = tab.page.locator("a[aria-label='Invite Avery Stone to connect']:visible").nth(index).bounding_box()
    assert box is not None
    return dict(box)


def test_the_welcome_page_asks_before_anything_happens(fresh: Extension, screenshots: Path) -> None:
    """It opens by itself at the installation."""
    page = fresh.welcome()
    page.screenshot(path=screenshots / "welcome.png")
    assert page.locator("#page").inner_text() == "Beside Connect"
    assert page.locator("#toolbar").inner_text() == "In the toolbar only"
    assert page.locator("[aria-pressed=true]").count() == 0, "neither way is preselected"
    fresh.enter()
    tab = fresh.visit(PROFILE)
    tab.rest()
    assert tab.chips() == [], "before the choice the page stays as it is"


def test_toolbar_only_shows_nothing_in_the_page(extension: Extension) -> None:
    extension.choose("toolbar")
    extension.enter()
    tab = extension.visit(PROFILE)
    tab.rest()
    assert tab.chips() == []


def test_a_chip_stands_beside_the_right_button(entered: Extension, screenshots: Path) -> None:
    tab = entered.visit(PROFILE)
    chip = tab.wait_for_chip()
    assert chip.words == "Wait · until you've met"
    assert chip.name == "Avery Stone: Wait, until you've met. Connection timing"
    tab.page.screenshot(path=screenshots / "chip.png")
    boxes = [control_box(tab, index) for index in (0, 1)]
    for chip in tab.chips():
        distances = [
            max(
                chip.x - (box["x"] + box["width"]),
                box["x"] - (chip.x + chip.width),
                chip.y - (box["y"] + box["height"]),
                box["y"] - (chip.y + chip.height),
            )
            for box in boxes
        ]
        assert min(distances) <= 12, "a chip stands beside a button of its own person"
    assert len(tab.chips()) == 2, (
        "one beside each visible Connect of Avery, none beside the hidden copy or other people's"
    )


def test_no_chip_for_people_in_the_rails(extension: Extension) -> None:
    extension.choose()
    extension.enter(name="Somebody Else", profile="somebody-else")
    tab = extension.visit(PROFILE)
    tab.rest()
    assert tab.chips() == []


def test_a_person_in_the_rail_gets_the_chip_and_the_page_owner_does_not(extension: Extension) -> None:
    extension.choose()
    extension.enter(name="Riley Chen", profile="riley-chen-77")
    tab = extension.visit(PROFILE)
    tab.page.locator("a[aria-label='Invite Riley Chen to connect']").scroll_into_view_if_needed()
    chip = tab.wait_for_chip()
    assert chip.name.startswith("Riley Chen: ")
    assert len(tab.chips()) == 1


def test_the_tip_opens_by_mouse_and_closes_by_escape(entered: Extension, screenshots: Path) -> None:
    tab = entered.visit(PROFILE)
    tab.click(tab.wait_for_chip())
    assert "Meet first, connect later" in tab.tip()
    tab.page.screenshot(path=screenshots / "tip.png")
    assert any(chip.expanded for chip in tab.chips())
    tab.page.keyboard.press("Escape")
    assert not tab.tip_is_open()


def test_the_tip_opens_by_keyboard_and_gives_the_focus_back(entered: Extension) -> None:
    tab = entered.visit(PROFILE)
    tab.wait_for_chip()
    tab.page.locator("a[aria-label='Invite Avery Stone to connect']:visible").first.focus()
    tab.page.keyboard.press("Tab")
    assert tab.in_root("root.activeElement?.className") == "chip", "Tab goes from the control to its chip"
    tab.page.keyboard.press("Enter")
    assert "Meet first" in tab.tip()
    tab.page.keyboard.press("Escape")
    assert not tab.tip_is_open()
    assert tab.in_root("root.activeElement?.className") == "chip"


def test_the_verdict_flips_when_the_clock_passes_the_interview(entered: Extension) -> None:
    tab = entered.visit(PROFILE)
    tab.wait_for_chip("Wait · until you've met")
    # Two seconds before the interview ends; after it, the wait is by the clock.
    tab.set_clock(datetime(2026, 3, 10, 13, 59, 58, tzinfo=UTC))
    tab.page.dispatch_event("body", "focus")
    tab.page.evaluate("window.dispatchEvent(new Event('focus'))")
    tab.wait_for_chip("Wait · your call from Fri")
    tab.set_clock(datetime(2026, 3, 13, 13, 59, 59, tzinfo=UTC))
    tab.page.evaluate("window.dispatchEvent(new Event('focus'))")
    tab.wait_for_chip("Your call")


def test_going_to_another_profile_without_loading_a_page(entered: Extension) -> None:
    tab = entered.visit(PROFILE)
    tab.wait_for_chip()
    tab.page.evaluate("""() => {
        history.pushState({}, '', '/in/riley-chen-77/');
        document.title = 'Riley Chen | LinkedIn';
        for (const link of document.querySelectorAll('[href*="avery-stone"]')) link.remove();
    }""")
    tab.rest()
    assert tab.chips() == []
    tab.page.evaluate("""() => {
        history.pushState({}, '', '/in/avery-stone-1a2b3c/');
        document.body.insertAdjacentHTML('afterbegin',
          '<a href="/preload/custom-invite/?vanityName=avery-stone-1a2b3c" aria-label="Invite Avery Stone to connect">Connect</a>');
    }""")
    tab.wait_for_chip("Wait")


def test_a_tab_that_was_open_before_the_installation(fresh: Extension) -> None:
    """The old script takes its things and goes; Chromium puts no new one there."""
    page = fresh.context.pages[0]
    body = (Path(__file__).parent.parent / "shapes" / "sdui-profile-connect.en.html").read_text("utf-8")
    page.route(f"{LINKEDIN}/**", lambda route: answer(route, body))
    page.goto(LINKEDIN + PROFILE)
    fresh.choose()
    fresh.enter()
    page.bring_to_front()
    page.wait_for_function("document.documentElement.children.length === 3", timeout=PATIENCE * 1000)
    fresh.worker.evaluate("() => chrome.runtime.reload()")
    # The old script notices at its next look, as when the person comes back to the tab, and leaves nothing behind.
    page.wait_for_function(
        "() => { dispatchEvent(new Event('focus')); return document.documentElement.children.length === 2; }",
        polling=300,
        timeout=PATIENCE * 1000,
    )


def test_the_popup_lists_who_is_entered_with_their_advice(entered: Extension, screenshots: Path) -> None:
    page = entered.open("popup.html")
    page.set_viewport_size({"width": 360, "height": 420})
    page.screenshot(path=screenshots / "popup.png")
    row = page.locator("#people [id^=person-]")
    assert row.count() == 1
    assert "Avery Stone" in row.inner_text()
    assert "Wait · until you've met" in row.inner_text()
    assert "Wait · until you've met" in row.inner_text()
    assert "Example Ltd" in page.locator("#people > li").inner_text()


def test_the_form_keeps_what_was_entered(entered: Extension, screenshots: Path) -> None:
    records = entered.stored()["records"]
    (person,) = records["people"].values()
    (round_,) = records["rounds"].values()
    assert person["name"] == "Avery Stone"
    assert person["profiles"] == ["avery-stone-1a2b3c"]
    assert (round_["start"], round_["end"], round_["zone"]) == ("2026-03-10T14:00", "2026-03-10T15:00", "Europe/Berlin")
    page = entered.open(f"person.html#person={next(iter(records['people']))}")
    expect(page.locator("[name=company]")).to_have_value("Example Ltd")
    page.screenshot(path=screenshots / "form.png", full_page=True)
    assert page.locator("[name=when]").input_value().endswith("T14:00")


def test_an_answer_in_the_tip_changes_the_chip(entered: Extension) -> None:
    tab = entered.visit(PROFILE)
    tab.wait_for_chip()
    entered.worker.evaluate("__setClock(Date.UTC(2026, 2, 11, 18))")
    tab.set_clock(datetime(2026, 3, 11, 18, 0, tzinfo=UTC))
    tab.page.evaluate("window.dispatchEvent(new Event('focus'))")
    tab.click(tab.wait_for_chip("Wait · until you've thanked them"))
    assert "Have you thanked Avery by e-mail?" in tab.tip()
    tab.press("[data-key=answer-yes]")
    tab.wait_for_chip("Your call")


def test_damaged_storage_shows_no_chip_and_loses_nothing(entered: Extension) -> None:
    stored = entered.stored()
    (person_id,) = stored["records"]["people"]
    stored["records"]["people"][person_id]["name"] = 7
    entered.store(records=stored["records"])
    errors: list[str] = []
    tab = entered.visit(PROFILE)
    tab.page.on("pageerror", lambda error: errors.append(str(error)))
    tab.rest()
    assert tab.chips() == []
    assert errors == []
    page = entered.open("popup.html")
    assert "Some of what you entered can't be read." in page.locator("#problems").inner_text()
    assert entered.stored()["records"]["people"][person_id]["name"] == 7, "what is damaged is kept"
