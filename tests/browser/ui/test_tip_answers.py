"""Answers given in the tip: whose they are, what they end, and how they are taken back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import Pages
from tests.browser.ui.test_tip import ONE, WEDNESDAY, open_tip, press, text
from tests.support.chromium import with_engine
from tests.support.entries import answer, application, records
from tests.support.patience import until

BERLIN = application("Example Ltd", "Avery Stone", start="2026-03-10T14:00")


def both(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Avery in two applications."""
    entered = records(first, second)
    entered["people"]["avery-stone"]["applications"] = list(entered["applications"])
    return entered


def test_an_answer_is_for_the_application_that_the_tip_speaks_of(ui: Pages) -> None:
    """The question names its company, and the other application stays as it was."""
    ui.begin(both(BERLIN, application("Fable & Sons", "Avery Stone", start=None)))
    tab = open_tip(ui)
    assert text(tab, ".tip .question legend") == "Are there rules about contacting Example Ltd?"
    press(tab, "others-contact-rules")
    press(tab, "answer-match")
    tab.wait_for(
        "root.querySelector('.tip .question legend')?.textContent !== 'Are there rules about contacting Example Ltd?'"
    )
    made = ui.stored()["records"]["applications"]
    assert made["example-ltd"]["answers"]["contact-rules"]["value"] == "match"
    assert made["fable-&-sons"]["answers"] == {}


def test_who_answers_by_keyboard_comes_to_the_next_question_and_to_no_answer_of_it(ui: Pages) -> None:
    """“No” is the answer to one question: a second press of the same key is none to the next."""
    ui.begin(records(ONE))
    tab = open_tip(ui, WEDNESDAY)
    asked = []
    for _ in range(3):
        legend = text(tab, ".tip .question legend")
        asked.append(legend)
        before = len(ui.stored().get("undo", []))
        tab.press(".tip .question button", by_key=True)

        def noted(before: int = before) -> bool:
            return len(ui.stored().get("undo", [])) > before

        until("the answer", noted, tab.pause, tab.there)
        tab.wait_for(f"root.querySelector('.tip .question legend')?.textContent !== {json.dumps(legend)}")
        at = tab.in_root("[root.activeElement?.localName, root.activeElement?.dataset.key]")
        assert at == (["fieldset", "question"] if text(tab, ".tip .question legend") else ["button", "undo"]), asked
        tab.page.keyboard.press("Enter")
        tab.rest()
        if at[1] == "undo":
            break
        assert len(ui.stored()["undo"]) == before + 1
    assert len(asked) > 1


def test_a_wait_within_another_says_what_ends_the_longer_one(ui: Pages) -> None:
    """The first day ends by the clock, and the other application's panel waits on: the chip says until when."""
    panel = {"contact-rules": answer("formal-panel", MONDAY)}
    ui.begin(both(BERLIN, application("Fable & Sons", "Avery Stone", start=None, answers=panel)))
    tab = open_tip(ui, datetime(2026, 3, 10, 18, 0, tzinfo=UTC))
    assert {chip.words for chip in tab.chips()} == {"Wait · until they have decided"}
    assert text(tab, ".tip .change") == "Until they have decided."
    page = with_engine(ui.page("options.html"))
    rules = page.evaluate(
        "Store.load().then(({ records }) => Timeline.steps(CORE, records, records.people['avery-stone'], Date.now()).map((s) => s.outcome.until))"
    )
    assert rules[0] == "clock", "the wait that is shown first is one for the clock"


def test_an_answer_is_taken_back_where_it_was_given(ui: Pages) -> None:
    """F14: by one press, and its name stands among what can be taken back for a day."""
    ui.begin(records(ONE))
    tab = open_tip(ui, WEDNESDAY)
    press(tab, "answer-yes")
    tab.wait_for("root.querySelector('.tip .headline').innerText.startsWith('They are deciding')")
    (noted,) = ui.stored()["undo"]
    assert noted["name"] == "Avery Stone: Thanked"
    press(tab, "undo")
    tab.wait_for("root.querySelector('.tip .headline').innerText === 'Thank them first'")
    assert ui.stored()["records"]["people"]["avery-stone"]["answers"] == {}
    assert ui.stored()["undo"] == []


def test_a_tip_stays_with_its_undo_where_another_entry_speaks_after_an_answer(ui: Pages) -> None:
    """Two entries may be one human, and share a chip: of the more careful advice. What was answered for one lets the other speak."""
    second = application("Fable & Sons", "Avery Stone", profiles=False)
    entered = records(ONE)
    for section in ("applications", "rounds"):
        entered[section].update(second[section])
    entered["people"]["avery-stone-2"] = second["people"]["avery-stone"]
    for round_ in second["rounds"].values():
        round_["who"] = ["avery-stone-2"]
    ui.begin(entered)
    tab = open_tip(ui, WEDNESDAY)
    assert text(tab, ".tip .who") == "Avery Stone · Example Ltd"
    press(tab, "answer-yes")
    tab.rest()
    assert text(tab, ".tip .who") == "Avery Stone · Fable & Sons"
    assert text(tab, ".tip .headline") == "Thank them first"
    press(tab, "undo")
    tab.wait_for("root.querySelector('.tip .who')?.innerText.startsWith('Avery Stone · Example Ltd')")
    assert ui.stored()["records"]["people"]["avery-stone"]["answers"] == {}
