"""What the popup asks by itself: one card after a round, silence, and whether to forget what is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import TAB, Pages
from tests.support import chromium as driver
from tests.support.bundles import with_core
from tests.support.entries import answer, application, records

EVENING = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
"""Four hours after the panel of Tuesday."""
PANEL = application("Example Ltd", "Ada Stone", "Ben Okafor", "Cleo Marsh", "Dan Weiss")
SIXTY_DAYS = 60 * 1440
"""Calendar days where the person is: clocks went forward within them, so that they end at another hour in UTC."""


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pages]:
    """With chips that rest 60 days after an outcome."""

    def rest(core: dict[str, Any]) -> None:
        next(fact for fact in core["facts"] if "closes" in fact)["restsAfter"] = SIXTY_DAYS

    folder = tmp_path_factory.mktemp("card")
    copy = with_core(built / "chromium", folder / "built", rest)
    with driver.running(playwright, copy, folder, chromium, MONDAY, TAB, kind=Pages) as running:
        yield running


def tap(page: Page, key: str) -> None:
    """One tap, and the popup has written it."""
    page.locator(f"[data-key='{key}']").click()
    expect(page.locator(f"[data-key='{key}']")).to_have_count(0)


def test_a_panel_takes_three_taps_at_most(ui: Pages, screenshots: Path) -> None:
    ui.begin(records(PANEL))
    ui.at(EVENING)
    page = ui.popup()
    card = page.locator(".card")
    assert card.locator("h2").inner_text() == "You met Ada, Ben, Cleo and Dan today"
    page.screenshot(path=screenshots / "popup-card.png", full_page=True)
    page.evaluate("window.taps = 0; addEventListener('click', () => { taps += 1; }, true); 0")
    for key in ("thanked-all-yes", "asked-all-agreed", "promised-by-all-card-in-week"):
        tap(page, key)
    expect(card).to_have_count(0)
    assert page.evaluate("taps") <= 3
    stored = ui.stored()["records"]
    for person in stored["people"].values():
        assert {fact: given["value"] for fact, given in person["answers"].items()} == {
            "thanked": "yes",
            "asked": "agreed",
        }
        assert all(given["at"].startswith("2026-03-10T18:0") for given in person["answers"].values())
    (made,) = stored["applications"].values()
    assert made["answers"]["promised-by"]["value"] == "2026-03-17"
    (round_,) = stored["rounds"].values()
    assert round_["status"] == "took-place"


def test_the_first_answer_says_that_it_took_place(ui: Pages) -> None:
    ui.begin(records(PANEL))
    ui.at(EVENING)
    page = ui.popup()
    tap(page, "thanked-all-not-yet")
    expect(page.locator(".card").get_by_text("It did not take place")).to_have_count(0)
    tap(page, "asked-all-no")
    tap(page, "promised-by-all-none")
    expect(page.locator(".card")).to_have_count(0)
    (round_,) = ui.stored()["records"]["rounds"].values()
    assert round_["passed"] == ["promised-by"], "not said is remembered, and is no answer"


def test_answers_that_differ_are_given_one_by_one(ui: Pages) -> None:
    ui.begin(records(PANEL))
    ui.at(EVENING)
    page = ui.popup()
    tap(page, "thanked-all-differs")
    for slug, value in (
        ("ada-stone", "yes"),
        ("ben-okafor", "not-yet"),
        ("cleo-marsh", "no-address"),
        ("dan-weiss", "yes"),
    ):
        tap(page, f"thanked-{slug}-{value}")
    thanked = {slug: p["answers"]["thanked"]["value"] for slug, p in ui.stored()["records"]["people"].items()}
    assert thanked == {"ada-stone": "yes", "ben-okafor": "not-yet", "cleo-marsh": "no-address", "dan-weiss": "yes"}


def test_only_what_would_change_advice_is_asked(ui: Pages) -> None:
    """In a match thanks are discouraged and change nothing: the card does not ask about them."""
    made = application("Example Ltd", "Ada Stone", answers={"contact-rules": answer("match", MONDAY)})
    ui.begin(records(made))
    ui.at(EVENING)
    page = ui.popup()
    expect(page.locator(".card h2")).to_be_visible()
    assert "thanked" not in page.locator(".card").inner_text()


def test_not_now_is_until_tomorrow_and_never_can_be_taken_back(ui: Pages) -> None:
    ui.begin(records(PANEL))
    ui.at(EVENING)
    page = ui.popup()
    tap(page, "leave")
    page.close()
    page = ui.popup()
    assert page.locator(".card").count() == 0
    page.close()
    ui.at(datetime(2026, 3, 11, 8, 0, tzinfo=UTC))
    page = ui.popup()
    page.locator("[data-key=not-held]").click()
    tap(page, "never")
    page.locator("[data-key=undo-last]").click()
    expect(page.locator(".card")).to_have_count(1)


def test_cancelled_never_happened(ui: Pages) -> None:
    ui.begin(records(PANEL))
    ui.at(EVENING)
    page = ui.popup()
    page.locator("[data-key=not-held]").click()
    tap(page, "cancelled-round-example-ltd")
    expect(page.locator(".card")).to_have_count(0)
    page.locator("#people .person > summary").first.click()
    expect(page.locator("#people [id^=person-]").first).to_contain_text("A new date first")


def test_moved_asks_for_the_new_date_in_place_and_stores_nothing_before(ui: Pages, screenshots: Path) -> None:
    """F28: without a date it is moved; with one it is planned anew, as long as it was."""
    ui.begin(records(PANEL))
    ui.at(EVENING)
    page = ui.popup()
    page.locator("[data-key=not-held]").click()
    page.locator("[data-key=moved-round-example-ltd]").first.click()
    (round_,) = ui.stored()["records"]["rounds"].values()
    assert "status" not in round_
    page.locator(".card [name=when]").fill("2026-03-20T14:30")
    expect(page.locator(".card .when")).to_contain_text("Fri, 20 March 2026 at 14:30, Berlin.")
    page.screenshot(path=screenshots / "popup-moved.png", full_page=True)
    page.locator(".card [data-key=moved-save-round-example-ltd]").click()
    expect(page.locator(".card")).to_have_count(0)
    (round_,) = ui.stored()["records"]["rounds"].values()
    assert (round_["start"], round_["end"]) == ("2026-03-20T14:30", "2026-03-20T15:30")
    expect(page.locator("#people [id^=person-]").first).to_contain_text("Wait · until you've met")


def test_after_a_no_two_quiet_days(ui: Pages) -> None:
    made = application(
        "Example Ltd", "Ada Stone", start="2026-03-03T14:00", answers={"outcome": answer("rejected", EVENING)}
    )
    ui.begin(records(made))
    for day, cards in ((11, 0), (12, 0), (13, 1)):
        ui.at(datetime(2026, 3, day, 17, 59, tzinfo=UTC))
        page = ui.popup()
        assert page.locator(".card").count() == cards, f"on the {day}th"
        page.close()


def test_silence_is_asked_about_once_after_sixty_days(ui: Pages) -> None:
    ui.begin(records(PANEL))
    ui.at(datetime(2026, 5, 9, 12, 59, tzinfo=UTC))
    page = ui.popup()
    assert page.locator(".card").count() == 0, "a minute too early"
    page.close()
    ui.at(datetime(2026, 5, 9, 13, 1, tzinfo=UTC))
    page = ui.popup()
    assert page.locator(".card h2").inner_text() == "Still waiting for Example Ltd?"
    tap(page, "over-open")
    expect(page.locator(".card")).to_have_count(0)
    page.close()
    page = ui.popup()
    assert page.locator(".card").count() == 0, "asked once"


def test_a_silent_one_that_is_over_is_offered_to_be_forgotten_sixty_days_later(ui: Pages, screenshots: Path) -> None:
    rejected = {"outcome": answer("rejected", EVENING)}
    both = application("Fable & Sons", "Ada Stone", start=None)
    over = application("Example Ltd", "Ada Stone", "Ben Okafor", answers=rejected)
    entered = records(over, both)
    entered["people"]["ada-stone"]["applications"] = ["example-ltd", "fable-&-sons"]
    ui.begin(entered)
    ui.store(drafts={"example-ltd": {"typed": "Eve"}, "fable-&-sons": {"typed": "Cleo"}})
    ui.at(datetime(2026, 5, 9, 18, 1, tzinfo=UTC))
    page = ui.popup()
    card = page.locator(".card")
    assert card.locator("h2").inner_text() == "Forget Example Ltd?"
    assert "1 person, 1 interview." in card.inner_text(), "Ada is needed for the other application"
    page.screenshot(path=screenshots / "popup-forget.png", full_page=True)
    page.locator("[data-key=forget]").click()
    expect(page.locator("#status")).to_contain_text("Forgotten")
    stored = ui.stored()
    assert list(stored["records"]["applications"]) == ["fable-&-sons"]
    assert list(stored["records"]["people"]) == ["ada-stone"]
    assert stored["records"]["people"]["ada-stone"]["applications"] == ["fable-&-sons"]
    assert stored["records"]["rounds"] == {}
    assert stored["undo"][0]["word"] == "undo-forgotten"
    assert list(stored["drafts"]) == ["fable-&-sons"]


def test_what_is_to_be_kept_is_not_asked_about_again_and_its_chips_rest(ui: Pages) -> None:
    ui.begin(records(application("Example Ltd", "Avery Stone", answers={"outcome": answer("hired", EVENING)})))
    ui.at(datetime(2026, 5, 9, 16, 59, tzinfo=UTC))
    tab = ui.linkedin("avery-stone")
    tab.wait_for_chip("Fine now")
    ui.at(datetime(2026, 5, 9, 17, 1, tzinfo=UTC))
    tab.set_clock(ui.now)
    tab.look()
    tab.wait_for_none()
    page = ui.popup()
    tap(page, "keep")
    page.close()
    page = ui.popup()
    assert page.locator(".card").count() == 0
    assert page.locator("#people > li").count() == 1
