"""“Is this the Ada you meet on Tuesday?”: a name becomes a profile by one confirmed click, and never by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import MONDAY
from tests.support.patience import until
from tests.support.scenes import page, stored
from tests.support.stage import OnChromium, on_chromium

NAME = "Ada Stone"


@pytest.fixture(scope="module")
def stage(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OnChromium]:
    with on_chromium(playwright, built, tmp_path_factory.mktemp("ask"), chromium, MONDAY) as found:
        yield found


def enter(stage: OnChromium, *people: dict[str, Any], rounds: dict[str, Any] | None = None) -> None:
    """Storage in which these people, and only these, are entered; all meet on Tuesday unless `rounds` says otherwise."""
    records = stored()["records"]
    records["people"] = {str(index): {"applications": ["a"], "answers": {}, **one} for index, one in enumerate(people)}
    records["rounds"] = rounds or {"r": {**records["rounds"]["r"], "who": list(records["people"])}}
    stage.extension.store(records=records)


def profile(
    stage: OnChromium, slug: str, name: str = NAME, button: str | None = None, rest: str = "", degree: str = "2nd"
) -> None:
    """Open somebody's profile."""
    invite = f'<a class="btn" data-who="{name}" aria-label="Invite {name} to connect" href="/preload/custom-invite/?vanityName={slug}">Connect</a>'
    key = f"com.linkedin.sdui.profile.card.refACoAA{slug:0>34}Topcard"
    body = f'<main><div class="card" componentkey="{key}"><h2>{name}</h2><p>· {degree}</p><div class="row" data-row>{invite if button is None else button}</div></div>{rest}</main>'
    stage.open(page(body, title=name), f"/in/{slug}/")


def says(stage: OnChromium, *words: str) -> None:
    """Wait until the chips in sight say this; without words, that there is none once the page rests."""

    def shown() -> list[str]:
        return [chip["words"] for chip in stage.inside("__look().shown")]

    stage.rest()
    if words:
        until(f"chips that say {words}", lambda: shown() == [*words], stage.pause, shown)
    assert shown() == [*words]


def press(stage: OnChromium, words: str) -> None:
    """Press a button of the question."""
    assert stage.tab is not None
    stage.tab.press(f".chip .answer[data-words={words}]")


def person(stage: OnChromium, index: int = 0) -> dict[str, Any]:
    entry: dict[str, Any] = stage.extension.stored()["records"]["people"][str(index)]
    return entry


QUESTION = "Is this the Ada you meet on Tuesday?YesNo"


def test_yes_makes_the_name_a_profile(stage: OnChromium, screenshots: Path) -> None:
    enter(stage, {"name": NAME})
    profile(stage, "ada-1")
    says(stage, QUESTION)
    stage.picture(screenshots / "page-question.png")
    assert "profiles" not in person(stage)
    press(stage, "Yes")
    says(stage, "Wait · until you've met")
    assert person(stage)["profiles"] == ["ada-1"]
    kind = "__roots.findLast((r) => r.host.isConnected).querySelector('.chip').localName"
    assert stage.inside(kind) == "button", "what opens a tip is a button again"


def test_yes_is_about_the_profile_that_is_shown(stage: OnChromium) -> None:
    enter(stage, {"name": NAME})
    profile(stage, "ada-1")
    says(stage, QUESTION)
    stage.do(
        "document.body.innerHTML = document.body.innerHTML.replaceAll('ada-1', 'ada-2'); history.pushState(null, '', '/in/ada-2/');"
    )
    stage.rest()
    says(stage, QUESTION)
    press(stage, "Yes")
    says(stage, "Wait · until you've met")
    assert person(stage)["profiles"] == ["ada-2"]


def test_no_is_remembered_for_this_profile(stage: OnChromium) -> None:
    enter(stage, {"name": NAME})
    profile(stage, "ada-2")
    says(stage, QUESTION)
    press(stage, "No")
    says(stage)
    assert person(stage) == {"name": NAME, "applications": ["a"], "answers": {}, "otherProfiles": ["ada-2"]}
    profile(stage, "ada-2")
    says(stage)
    profile(stage, "ada-3")
    says(stage, QUESTION)


@pytest.mark.parametrize("name", ["ADA STONE", "Áda Stöne, MBA", "Dr. Ada Stone (she/her) 🚀", "Ada  Stone PhD"])
def test_names_are_compared_as_people_read_them(stage: OnChromium, name: str) -> None:
    enter(stage, {"name": NAME})
    profile(stage, "ada-4", name)
    says(stage, QUESTION)


@pytest.mark.parametrize("name", ["Ada Stone Miller", "Ada", "Adam Stone", "Stone Ada"])
def test_another_name_is_not_asked_about(stage: OnChromium, name: str) -> None:
    enter(stage, {"name": NAME})
    profile(stage, "ada-5", name)
    says(stage)


def test_a_namesake_elsewhere_is_not_asked_about(stage: OnChromium) -> None:
    enter(stage, {"name": NAME})
    rail = f'<aside class="card"><a href="/in/ada-6/"><p>{NAME}</p></a><a class="btn" aria-label="Invite {NAME} to connect" href="/preload/custom-invite/?vanityName=ada-6">Connect</a></aside>'
    profile(stage, "kim-poe", "Kim Poe", rest=rail)
    says(stage)


def test_two_of_one_name_in_one_panel(stage: OnChromium) -> None:
    """Yes is for one of them; the question returns on the other's profile; No is for both, who are asked about alike."""
    enter(stage, {"name": NAME}, {"name": NAME})
    profile(stage, "ada-7")
    says(stage, QUESTION)
    press(stage, "Yes")
    says(stage, "Wait · until you've met")
    says(stage, "Wait · until you've met")
    assert (person(stage, 0)["profiles"], person(stage, 1).get("profiles")) == (["ada-7"], None)
    profile(stage, "ada-8")
    says(stage, QUESTION)
    press(stage, "Yes")
    says(stage, "Wait · until you've met")
    assert (person(stage, 0)["profiles"], person(stage, 1)["profiles"]) == (["ada-7"], ["ada-8"])

    enter(stage, {"name": NAME}, {"name": NAME})
    profile(stage, "ada-9")
    says(stage, QUESTION)
    press(stage, "No")
    says(stage)
    assert [person(stage, index)["otherProfiles"] for index in (0, 1)] == [["ada-9"], ["ada-9"]]


def test_two_of_one_name_at_different_times(stage: OnChromium) -> None:
    meeting = {"application": "a", "zone": "Europe/Berlin"}
    rounds = {
        "r": {**meeting, "start": "2026-03-10T14:00", "who": ["0"]},
        "s": {**meeting, "start": "2026-03-12T14:00", "who": ["1"]},
    }
    enter(stage, {"name": NAME}, {"name": NAME}, rounds=rounds)
    profile(stage, "ada-10")
    says(stage, QUESTION)
    press(stage, "No")
    says(stage, "Is this the Ada you meet on Thursday?YesNo")
    press(stage, "Yes")
    says(stage, "Wait · until you've met")
    assert (person(stage, 0)["otherProfiles"], person(stage, 1)["profiles"]) == (["ada-10"], ["ada-10"])


def test_a_profile_that_was_renamed_before_it_was_seen(stage: OnChromium) -> None:
    enter(stage, {"name": NAME, "profiles": ["ada-old"]})
    profile(stage, "ada-new")
    says(stage, QUESTION)
    press(stage, "Yes")
    says(stage, "Wait · until you've met")
    assert person(stage)["profiles"] == ["ada-old", "ada-new"]


def test_a_profile_that_was_seen_is_known(stage: OnChromium) -> None:
    enter(stage, {"name": NAME, "profiles": ["ada-11"], "aliases": {"ada-11": ["member:1"]}})
    profile(stage, "ada-12")
    says(stage)


def test_asked_beside_more_where_connect_hides(stage: OnChromium) -> None:
    enter(stage, {"name": NAME})
    profile(stage, "ada-13", button='<button class="btn" data-who="x" aria-expanded="false">More</button>')
    says(stage, QUESTION)


def test_asked_by_keyboard(stage: OnChromium) -> None:
    enter(stage, {"name": NAME})
    profile(stage, "ada-14")
    says(stage, QUESTION)
    assert stage.tab is not None
    stage.do("document.querySelector('.btn').focus()")
    for _ in range(3):
        stage.tab.page.keyboard.press("Tab")
        if stage.tab.in_root("root.activeElement?.textContent") == "Yes":
            break
    assert stage.tab.in_root("root.activeElement?.textContent") == "Yes"
    stage.tab.press(".chip button:focus", by_key=True)
    says(stage, "Wait · until you've met")
    assert person(stage)["profiles"] == ["ada-14"]
    stage.tab.page.keyboard.press("Tab")
    assert stage.tab.in_root("root.activeElement?.className") == "chip", "what came instead is next"


@pytest.mark.parametrize(
    ("scene", "start", "question"),
    [
        ("today", "2026-03-09T16:00", "Is this the Ada you meet today?"),
        ("next month", "2026-04-20T16:00", "Is this the Ada you meet on Monday 20 April?"),
        ("last week", "2026-03-04T16:00", "Is this the Ada you met on Wednesday?"),
        ("no meeting", None, "Is this the Ada from Example Ltd?"),
    ],
)
def test_the_question_says_which(stage: OnChromium, scene: str, start: str | None, question: str) -> None:
    meeting = {"application": "a", "zone": "Europe/Berlin", "start": start, "who": ["0"]}
    enter(
        stage,
        {"name": NAME},
        rounds={"r": meeting} if start else {"r": {**meeting, "start": "2026-03-10T14:00", "who": []}},
    )
    profile(stage, f"ada-{scene.replace(' ', '-')}")
    says(stage, f"{question}YesNo")
