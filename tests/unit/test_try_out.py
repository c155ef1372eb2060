"""What two people who had not read the code stumbled over in an hour of using it: thirty-three findings, each with the tests
that play it again. A browser is driven only where node can't show the same.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DAY = "tests/browser/day/test_try_out.py::test_"
HUMAN = "tests/browser/day/test_one_human.py::test_"
COUNTS = "tests/browser/day/test_counts.py::test_"
UI = "tests/browser/ui/test_"
TODAY = "tests/engine/today.test.mjs::"
NODE = "tests/engine/"

FINDINGS = {
    "one human in two companies lost all advice": [
        f"{HUMAN}a_known_address_is_the_same_human_in_both_companies",
        f"{HUMAN}a_file_joins_whom_an_address_tells",
        f"{NODE}join.test.mjs::F1 while two entries may be one human the more careful advice stands, never none",
    ],
    "an hour that clocks skip stopped the form and silenced everybody": [
        f"{NODE}faults.test.mjs::F2 an interview in an hour that clocks skip is an hour later, and as long as was entered",
        f"{UI}form.py::test_zones_gaps_folds_and_overlaps_are_said",
        f"{NODE}faults.test.mjs::A1 a damaged entry silences those whom it concerns, and nobody else",
        f"{COUNTS}what_is_wrong_is_mended",
    ],
    "adding made doubles": [
        f"{HUMAN}a_company_that_is_typed_again_is_joined_with_its_next_interview",
        f"{HUMAN}a_known_name_with_another_profile_is_asked_about_in_the_popup",
        f"{HUMAN}a_calendar_asks_too_and_reading_it_again_adds_nothing",
    ],
    "a draft mixed two people": [f"{DAY}a_draft_is_of_its_own_start_and_another_is_offered"],
    "a new person was in the past": [f"{DAY}a_new_person_is_in_no_interview_that_is_over"],
    "the wrong company was named": [
        f"{NODE}faults.test.mjs::C15, F6 where verdicts tie, the company whose event it rests on is named, whatever the order of entries"
    ],
    "deleting under one company deleted everywhere": [f"{HUMAN}who_is_in_two_companies_leaves_one_or_is_two"],
    "no date meant permission": [f"{TODAY}who is entered without a date is asked about, not permitted"],
    "nobody knew until when": [
        f"{NODE}faults.test.mjs::B1 “until” names what ends the last wait, where the clock ends none",
        f"{NODE}faults.test.mjs::B2 the clock's change is no “after that” where the event comes by no clock",
    ],
    "the window did not say what to do": [
        f"{UI}today.py::test_an_interview_of_today_stands_with_its_hour_and_the_profiles",
        f"{TODAY}an interview stands on its day, and from six in the evening on the day before",
        f"{TODAY}a change of advice is told a day ahead",
    ],
    "the card after an interview filled the window": [
        f"{UI}card.py::test_a_panel_takes_three_taps_at_most",
        f"{UI}card.py::test_not_now_is_until_tomorrow_and_never_can_be_taken_back",
        f"{COUNTS}looking_back",
    ],
    "nothing nudged": [
        f"{TODAY}F12 the dot stands while something is due, is off until it is wanted, and keeps quiet before an interview",
        f"{UI}reminders.py::test_it_comes_at_the_next_change_of_verdict",
    ],
    "what happened was buried in a form": [f"{COUNTS}what_happened_by_one_press"],
    "no way back from what is pressed most": [
        f"{UI}tip_answers.py::test_an_answer_is_taken_back_where_it_was_given",
        f"{UI}today.py::test_thanks_are_noted_for_everybody_by_one_press_and_taken_back_in_place",
        f"{TODAY}“not yet” closes the row for the day, and it is asked again on the next",
        f"{NODE}undo.test.mjs::a change that was changed again stays",
    ],
    "pasting was a trap": [
        f"{NODE}pasting.test.mjs::F15: of a mail's lines those are likely that look like names",
        f"{NODE}pasting.test.mjs::several names in a line are several people",
        f"{UI}form.py::test_a_panel_is_pasted_in_any_shape",
    ],
    "invitations as text were refused": [
        f"{NODE}invitation.test.mjs::F16 dates as Gmail, Outlook and Apple's calendar write them, in three languages",
        f"{NODE}titles.test.mjs::a company is guessed from a title that names one",
        f"{COUNTS}an_invitation_as_text",
    ],
    "what LinkedIn shows was not learnt, and there was no end": [
        f"{NODE}questions.test.mjs::F17 what the page shows is offered to be kept, until it is noted",
        f"{COUNTS}what_happened_by_one_press",
    ],
    "thirty people": [
        f"{COUNTS}thirty_people_in_ten_companies",
        f"{UI}popup.py::test_a_thousand_people",
        f"{NODE}hundreds.test.mjs::everybody is decided once before the window stands, and for a press only those of its company",
    ],
    "the first page asked before anything was seen": [
        f"{UI}form.py::test_from_installation_to_a_chip_three_typed_fields",
        "tests/browser/test_main_story.py::test_the_welcome_page_asks_before_anything_happens",
    ],
    "saving before the choice said nothing of it": [f"{DAY}who_saves_before_the_choice_is_told_that_it_is_open"],
    "after saving one stood in the same form": [f"{COUNTS}from_the_first_page_to_a_chip"],
    "editing a person opened a company's form at its top": [
        f"{DAY}who_comes_for_one_person_finds_them_in_each_of_their_companies"
    ],
    "dates and files in the browser's language": [f"{DAY}days_and_files_are_in_the_interfaces_language"],
    "the tip's order, and its end": [
        f"{UI}tip.py::test_three_lines_and_one_question",
        f"{UI}tip.py::test_what_takes_the_tip_away_or_comes_later_says_so",
        f"{UI}tip.py::test_where_there_is_little_room_the_tip_is_a_sheet_beside_the_button",
    ],
    "words that lagged": [f"{DAY}words_are_true_when_they_are_read"],
    "addresses in other forms": [
        f"{NODE}pasting.test.mjs::F26 addresses in the forms that people have them, and those that name no profile"
    ],
    "in the toolbar only, the same person twice": [f"{DAY}who_is_asked_about_is_not_spoken_of_below"],
    "moved was stored before it was said when": [
        f"{UI}card.py::test_moved_asks_for_the_new_date_in_place_and_stores_nothing_before"
    ],
    "the keyboard's long way": [
        f"{DAY}every_deed_has_a_key",
        f"{UI}accessibility.py::test_the_popup_by_keyboard_alone",
    ],
    "the pause": [f"{DAY}a_pause_has_two_lengths_is_there_in_an_interview_and_has_an_end"],
    "hiding and reminding without a word": [
        f"{UI}tip.py::test_hide_here_until_it_changes",
        f"{UI}tip.py::test_remind_me_says_that_it_was_set",
    ],
    "a tool for reporters in everybody's window": [f"{DAY}what_do_you_see_here_stands_behind_the_menu"],
    "an answer a moment ahead of the clock": [
        f"{NODE}faults.test.mjs::C12, F33 an answer ahead of the clock has just been given"
    ],
}

ROWS = {
    "interview": [f"{TODAY}an interview stands on its day, and from six in the evening on the day before"],
    "going": [f"{TODAY}while one goes on nothing else is to be done"],
    "look-back": [f"{TODAY}of rounds that are over the latest is looked back upon"],
    "nobody": [f"{TODAY}an interview with nobody in it is asked about"],
    "due": [f"{TODAY}thanks are due until the advice rests on them, then late, then given"],
    "fine": [f"{TODAY}those for whom now is fine share a row"],
    "now": [f"{TODAY}what has become one's call today is said for the rest of the day, and no longer"],
    "soon": [f"{TODAY}a change of advice is told a day ahead"],
    "no-word": [f"{TODAY}no word is a row until one asks, and again a week later"],
    "new-date": [
        f"{TODAY}of an interview that fell through a new date is asked for, until there is one or one has asked"
    ],
    "date": [f"{TODAY}who is entered without a date is asked about, not permitted"],
    "twice": [f"{TODAY}one human entered twice is a row until it is said"],
    "damaged": [f"{TODAY}an entry that can't be meant is a row, and silences only whom it concerns"],
    "over": [f"{TODAY}what is long over is to be forgotten, and asked about where nothing was heard"],
    "forget": [f"{TODAY}what is long over is to be forgotten, and asked about where nothing was heard"],
}
"""What can stand under Today, by the kinds of rows that the engine knows."""


def is_there(named: str) -> bool:
    """Whether a test of this name is in its file."""
    path, _, name = named.partition("::")
    text = (ROOT / path).read_text("utf-8")
    return (f'test("{name}"' if path.endswith(".mjs") else f"def {name}(") in text


@pytest.mark.parametrize("finding", FINDINGS)
def test_each_finding_has_its_tests(finding: str) -> None:
    assert FINDINGS[finding]
    for named in FINDINGS[finding]:
        assert is_there(named), named


def test_there_are_thirty_three() -> None:
    assert len(FINDINGS) == 33


def test_each_row_of_today_has_its_story() -> None:
    source = (ROOT / "extension" / "engine" / "today" / "today.js").read_text("utf-8")
    kinds = re.search(r'kind: ("interview"[^,]*),', source)
    assert kinds is not None
    assert set(ROWS) == set(re.findall(r'"([a-z-]+)"', kinds[1]))
    for row in ROWS.values():
        for named in row:
            assert is_there(named), named


def test_a_test_that_is_not_there_would_be_missed() -> None:
    assert not is_there(f"{TODAY}nothing of the kind")
    assert not is_there(f"{DAY}nothing_of_the_kind")
