"""Which question stands when: the engine that ships, in a bare page, asked about one person at many instants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

ENGINE = ("bundle/core.js", "engine/decide.js", "engine/situation.js", "engine/timeline.js", "engine/foresee.js")
RULES = {"contact-rules": "none"}


@pytest.fixture(scope="module")
def engine(playwright: Playwright, chromium: str, built: Path) -> Iterator[Page]:
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    page = browser.new_page()
    code = "\n".join((built / "chromium" / name).read_text("utf-8") for name in ENGINE)
    page.add_script_tag(content=f"{code}\nwindow.CORE = CORE; window.Timeline = Timeline;")
    yield page
    browser.close()


def questions(
    engine: Page,
    now: str,
    person: dict[str, str] | None = None,
    application: dict[str, str] | None = None,
    me: dict[str, str] | None = None,
) -> list[str]:
    """The questions about Ada, whom one meets on Tuesday, 10 March 2026, from 14:00 to 15:00 in Berlin.

    Answers were given on Tuesday at 18:00.
    """

    def answers(given: dict[str, str] | None) -> dict[str, Any]:
        return {fact: {"value": value, "at": "2026-03-10T18:00:00+01:00"} for fact, value in (given or {}).items()}

    records = {
        "me": answers(me),
        "zone": "Europe/Berlin",
        "applications": {"a": {"id": "a", "company": "Acme", "answers": answers(application)}},
        "rounds": {
            "r": {"id": "r", "application": "a", "start": "2026-03-10T14:00", "zone": "Europe/Berlin", "who": ["p"]}
        },
        "people": {"p": {"id": "p", "name": "Ada", "answers": answers(person)}},
    }
    script = (
        "([records, now]) => Foresee.questions(CORE, records, records.people.p, Date.parse(now), []).map((q) => q.fact)"
    )
    found: list[str] = engine.evaluate(script, [records, f"{now}+01:00"])
    return found


def test_before_the_interview_only_the_rules_about_contact_are_asked_for(engine: Page) -> None:
    assert questions(engine, "2026-03-09T09:00") == ["contact-rules"]
    assert questions(engine, "2026-03-09T09:00", application=RULES) == []


def test_on_the_first_day_thanks_are_asked_for_though_they_change_only_what_comes(engine: Page) -> None:
    assert questions(engine, "2026-03-10T20:00", application=RULES) == ["thanked"]


def test_not_yet_is_asked_again_and_the_other_answers_are_not(engine: Page) -> None:
    for now in ("2026-03-10T20:00", "2026-03-12T12:00"):
        assert questions(engine, now, {"thanked": "not-yet"}, RULES) == ["thanked"]
        assert "thanked" not in questions(engine, now, {"thanked": "yes"}, RULES)
        assert "thanked" not in questions(engine, now, {"thanked": "no-address"}, RULES)


def test_comfort_is_asked_for_only_at_your_call(engine: Page) -> None:
    """Not before the interview, though there too “yes” would change what is coming; and not once it was answered."""
    assert "bother" not in questions(engine, "2026-03-09T09:00")
    assert "bother" not in questions(engine, "2026-03-11T12:00", {"thanked": "yes"})
    assert questions(engine, "2026-03-12T12:00", {"thanked": "yes"}, RULES) == ["asked", "bother"]
    assert questions(engine, "2026-03-12T12:00", {"thanked": "yes", "asked": "no", "bother": "no"}, RULES) == []
    assert questions(engine, "2026-03-12T12:00", {"thanked": "yes", "asked": "no", "bother": "yes"}, RULES) == []


def test_a_secret_search_is_asked_about_once_at_the_first_go(engine: Page) -> None:
    assert "secret-search" not in questions(engine, "2026-03-12T12:00", {"thanked": "yes"})
    offered = {"outcome": "offer", **RULES}
    assert questions(engine, "2026-03-12T12:00", application=offered) == ["secret-search"]
    assert questions(engine, "2026-03-12T12:00", application=offered, me={"secret-search": "no"}) == []
    assert questions(engine, "2026-03-12T12:00", application={"outcome": "hired"}) == []


def test_where_nothing_would_change_nothing_is_asked(engine: Page) -> None:
    assert questions(engine, "2026-03-12T12:00", {"request": "sent"}) == []
    assert questions(engine, "2026-03-12T12:00", {"asked": "not-really"}, RULES) == []
    assert questions(engine, "2026-03-09T09:00", application={"contact-rules": "match"}) == []
