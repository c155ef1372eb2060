"""What each task of a day takes: fields that are typed into, and presses, through the real pages.

Every test plays one task and enters it into one table, which the last test prints; a bound that is not met would be seen
there. Opening the window is a press; pages that LinkedIn shows, and the first page, are open already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.day.counting import Hand
from tests.browser.ui.conftest import Pages
from tests.support.entries import answer, application, crowd, records

MONDAY = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
EVENING = datetime(2026, 3, 10, 16, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
RULES = {"contact-rules": answer("none", MONDAY)}
REVIEWED = "2026-03-10T16:00:00Z"
PANEL = ("Harbour Works", "Ada Stone", "Ben Okafor")
HARBOUR = application(*PANEL, answers=RULES)
LOOKED_BACK = application(*PANEL, answers=RULES, reviewed=REVIEWED)
INVITATION = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260312T140000Z\nDTEND:20260312T150000Z\nSUMMARY:Interview with Glen AG\nATTENDEE;CN=Ada Stone:mailto:a@glen.example\nEND:VEVENT\nEND:VCALENDAR"
MAIL = "Interview with Glen AG\nThursday 12 Mar 2026 ⋅ 10:30 – 11:30\nGuests\nAda Stone\nBen Okafor"

BOUNDS = {
    "install → first person's chip": (3, 3),
    "company with 2 people and addresses": (3, 1),
    "two companies, four interviewers, names only": (6, 6),
    "second company with somebody entered already": (3, 2),
    "person on the present profile, company there": (0, 3),
    "interview from a calendar file's text": (1, 1),
    "interview from the mail's text": (1, 1),
    "second round, one known and one new person": (2, 3),
    "interview moved": (1, 3),
    "interview ahead cancelled": (0, 2),
    "look back, two people, same answers": (0, 4),
    "look back, answers differ": (0, 5),
    "thanked one person": (0, 2),
    "offer, or no": (0, 2),
    "offer, or no, yesterday": (0, 3),
    "request sent": (0, 2),
    "invitation received": (0, 2),
    "asked where things stand": (0, 2),
    "take back a wrong answer": (0, 1),
    "one human entered twice: join": (0, 2),
    "repair an impossible time": (1, 2),
    "what must I do today?": (0, 1),
    "open the profile of one of thirty": (1, 2),
    "forget a company": (0, 3),
    "  undo it, in place": (0, 1),
}
"""At most so many fields and presses."""

SHORT = {
    "second round, one known and one new person": (3, 3),  # the company is typed: whoever is known may be in several
}
"""What some tasks take where that is more than their bound: it may become less, and not more."""


@dataclass
class Counts:
    """What was counted so far, by task."""

    found: dict[str, tuple[int, int]] = field(default_factory=dict)

    def table(self) -> str:
        rows = [f"{'task':48} fields  of  presses  of"]
        for task, (fields, presses) in self.found.items():
            most = BOUNDS[task]
            rows.append(f"{task:48} {fields:6} {most[0]:3} {presses:8} {most[1]:3}")
        return "\n".join(rows)


@pytest.fixture(scope="module")
def counts() -> Iterator[Counts]:
    counts = Counts()
    yield counts
    print(f"\n{counts.table()}")


@pytest.fixture
def hand(ui: Pages, counts: Counts) -> Iterator[Hand]:
    """Counts what a test does under the task that it begins."""
    one = Hand(ui)
    yield one
    for task in one.fields:
        counts.found[task] = (one.fields[task], one.presses[task])
        fields, presses = SHORT.get(task, BOUNDS[task])
        assert one.fields[task] <= fields, task
        assert one.presses[task] <= presses, task


def saved(page: Page) -> None:
    expect(page.locator("#capture")).to_contain_text("Saved on this device.")


def status(page: Page, says: str) -> None:
    expect(page.locator("#status")).to_contain_text(says)


def enter(hand: Hand, page: Page, people: str, company: str, when: str) -> None:
    hand.type(page, "people", people)
    hand.type(page, "company", company)
    hand.type(page, "when", when)
    hand.press(page, "Save", "#capture")


def test_from_the_first_page_to_a_chip(hand: Hand) -> None:
    hand.ui.begin(None, place=None)
    page = hand.ui.page("welcome.html")
    hand.begin("install → first person's chip")
    hand.press(page, "Beside Connect")
    expect(page.locator("[name=people]")).to_be_visible()
    enter(hand, page, "linkedin.com/in/ada-stone", "Harbour Works", "2026-03-10T14:00")
    saved(page)
    hand.press(page, "Profile of Ada Stone", "#capture")


def test_companies_on_the_first_page(hand: Hand) -> None:
    hand.ui.begin(None)
    page = hand.ui.page("welcome.html")
    hand.begin("company with 2 people and addresses")
    enter(hand, page, "linkedin.com/in/ada-stone, linkedin.com/in/ben-okafor", "Harbour Works", "2026-03-10T14:00")
    saved(page)
    people = hand.ui.stored()["records"]["people"].values()
    assert sorted(one["profiles"][0] for one in people) == ["ada-stone", "ben-okafor"]


def test_two_companies_by_names_alone(hand: Hand) -> None:
    hand.ui.begin(None)
    page = hand.ui.page("welcome.html")
    hand.begin("two companies, four interviewers, names only")
    for name, value in (
        ("people", "Ada Stone, Ben Okafor"),
        ("company", "Harbour Works"),
        ("when", "2026-03-10T14:00"),
    ):
        hand.type(page, name, value)
    hand.press(page, "Save, then another", "#capture")
    status(page, "Harbour Works: Ada Stone, Ben Okafor")
    expect(page.locator("[name=company]")).to_have_value("")
    enter(hand, page, "Eva Lindt, Rita Moss", "Fable & Sons", "2026-03-12T14:00")
    saved(page)
    # LinkedIn's page asks beside each of their buttons, here it is the window that does.
    for name in ("Ada Stone", "Ben Okafor", "Eva Lindt", "Rita Moss"):
        slug = name.lower().replace(" ", "-")
        popup = hand.ui.popup({"id": 1, "url": f"https://www.linkedin.com/in/{slug}/", "title": f"{name} | LinkedIn"})
        hand.presses[hand.task] += 1
        popup.locator("#here [data-key=same]").click()
        expect(popup.locator("#here .headline")).to_be_visible()
        popup.close()
    assert all(one["profiles"] for one in hand.ui.stored()["records"]["people"].values())


def test_somebody_entered_is_met_elsewhere_too(hand: Hand) -> None:
    hand.ui.begin(records(HARBOUR))
    hand.begin("second company with somebody entered already")
    page = hand.open("popup")
    hand.paste(page, "linkedin.com/in/ada-stone")
    hand.type(page, "company", "Fable & Sons")
    hand.type(page, "when", "2026-03-12T14:00")
    hand.press(page, "Save", "#capture")
    saved(page)
    stored = hand.ui.stored()["records"]
    assert (len(stored["people"]), len(stored["applications"])) == (2, 2)


def test_who_is_on_the_present_profile(hand: Hand) -> None:
    hand.ui.begin(records(HARBOUR))
    hand.begin("person on the present profile, company there")
    page = hand.open("popup", "cleo-marsh", "Cleo Marsh")
    hand.press(page, "Harbour Works", "#here")
    hand.press(page, "Yes", "#here")
    status(page, "Cleo Marsh, Harbour Works")


@pytest.mark.parametrize(
    ("task", "text", "start"),
    [
        ("interview from a calendar file's text", INVITATION, "2026-03-12T15:00"),
        ("interview from the mail's text", MAIL, "2026-03-12T10:30"),
    ],
)
def test_an_invitation_as_text(hand: Hand, task: str, text: str, start: str) -> None:
    """Pasted where it is asked whom one meets, on the first page."""
    hand.ui.begin(None)
    page = hand.ui.page("welcome.html")
    hand.begin(task)
    hand.type(page, "people", text)
    page.locator("[name=people]").blur()
    expect(page.locator("[name=company]")).to_have_value("Glen AG")
    hand.press(page, "Save", "#capture")
    saved(page)
    stored = hand.ui.stored()["records"]
    assert [one["start"] for one in stored["rounds"].values()] == [start]
    assert "Ada Stone" in {one["name"] for one in stored["people"].values()}


def test_the_next_round_with_somebody_new(hand: Hand) -> None:
    hand.ui.begin(records(LOOKED_BACK))
    hand.ui.at(THURSDAY)
    hand.begin("second round, one known and one new person")
    page = hand.open("popup")
    hand.paste(page, "Ada Stone, Cleo Marsh")
    hand.type(page, "company", "Harbour Works")
    hand.type(page, "when", "2026-03-17T10:00")
    hand.press(page, "Yes", "#capture .same >> nth=0")
    hand.press(page, "Save", "#capture")
    saved(page)
    stored = hand.ui.stored()["records"]
    assert (len(stored["people"]), len(stored["rounds"])) == (3, 2)


def test_an_interview_that_does_not_take_place_as_it_was_set(hand: Hand) -> None:
    hand.ui.begin(records(HARBOUR))
    hand.begin("interview moved")
    page = hand.open("popup")
    group = page.locator("#people > li").first
    hand.press(page, "Moved …", f"#{group.get_attribute('id')}")
    hand.type(page, "when", "2026-03-11T14:00")
    page.keyboard.press("Tab")
    hand.press(page, "Save", f"#{group.get_attribute('id')}")
    status(page, "Moved")
    page.close()
    hand.begin("interview ahead cancelled")
    page = hand.open("popup")
    hand.press(page, "Cancelled", "#people")
    status(page, "Cancelled")
    hand.begin("take back a wrong answer")
    hand.press(page, "Undo", "#status")
    expect(page.locator("#people .likely").get_by_role("button", name="Cancelled")).to_be_visible()


def test_looking_back(hand: Hand) -> None:
    hand.ui.begin(records(HARBOUR))
    hand.ui.at(EVENING)
    hand.begin("look back, two people, same answers")
    page = hand.open("popup")
    for says in ("Yes", "No", "In a week"):
        hand.press(page, says, ".card")
    expect(page.locator(".card")).to_have_count(0)
    page.close()
    hand.ui.begin(records(HARBOUR))
    hand.begin("look back, answers differ")
    page = hand.open("popup")
    hand.press(page, "Only Ada", ".card")
    status(page, "Ada Stone · You thanked them: Yes")
    people = hand.ui.stored()["records"]["people"].values()
    assert [one["answers"]["thanked"]["value"] for one in people] == ["yes", "not-yet"]
    for says in ("No", "In a week"):
        hand.press(page, says, ".card")
    expect(page.locator(".card")).to_have_count(0)


def test_what_happened_by_one_press(hand: Hand) -> None:
    hand.ui.begin(records(LOOKED_BACK))
    hand.ui.at(THURSDAY)
    for task, says, within in (
        ("thanked one person", "Thanked: Ada", "#deeds"),
        ("offer, or no", "Offer", "#people .likely"),
    ):
        hand.begin(task)
        page = hand.open("popup")
        hand.press(page, says, within)
        status(page, says.split(":")[0])
        if task == "offer, or no":
            hand.begin("offer, or no, yesterday")
            hand.fields[hand.task], hand.presses[hand.task] = 0, 2
            hand.press(page, "Yesterday", "#status")
            status(page, "11 March")
        page.close()
    fine = {"outcome": answer("offer", THURSDAY)}
    hand.ui.begin(records(application("Harbour Works", "Ada Stone", answers=RULES | fine, reviewed=REVIEWED)))
    hand.begin("request sent")
    page = hand.open("popup")
    hand.press(page, "I sent a request", "#deeds")
    status(page, "I sent a request")
    page.close()
    hand.ui.begin(records(HARBOUR))
    hand.ui.at(MONDAY)
    hand.begin("invitation received")
    page = hand.open("popup", "ada-stone", "Ada Stone")
    hand.press(page, "They sent a request", "#here .happened")
    status(page, "They sent a request")


def test_silence(hand: Hand) -> None:
    thanked = {"thanked": answer("yes", EVENING)}
    hand.ui.begin(records(application(*PANEL, answers=RULES, of_people=thanked, reviewed=REVIEWED)))
    hand.ui.at(datetime(2026, 4, 1, 9, 0, tzinfo=UTC))
    hand.begin("asked where things stand")
    page = hand.open("popup")
    hand.press(page, "I asked where it stands", "#deeds")
    status(page, "I asked where it stands")


def test_what_is_wrong_is_mended(hand: Hand) -> None:
    twice = records(HARBOUR, application("Fable & Sons", "Eva Lindt", start="2026-03-16T11:00"))
    twice["people"]["again"] = {**twice["people"]["ada-stone"], "profiles": [], "applications": ["fable-&-sons"]}
    hand.ui.begin(twice)
    hand.begin("one human entered twice: join")
    page = hand.open("popup")
    hand.press(page, "Same person", "#deeds")
    expect(page.locator("[data-kind=twice]")).to_have_count(0)
    page.close()
    hand.ui.begin(records(application(*PANEL, minutes=0)))
    hand.begin("repair an impossible time")
    popup = hand.open("popup")
    expect(popup.locator("#problems")).to_contain_text("does not end after it begins")
    hand.type(popup, "when", "2026-03-10T15:00")
    hand.press(popup, "Save", "#problems")
    status(popup, "Harbour Works: Tue 10 Mar, 15:00")
    expect(popup.locator("#problems")).to_have_count(0)
    (round_,) = hand.ui.stored()["records"]["rounds"].values()
    assert (round_["start"], round_["end"]) == ("2026-03-10T15:00", "2026-03-10T16:00")


def test_thirty_people_in_ten_companies(hand: Hand) -> None:
    """What is to be done stands within 600 px, and one of thirty is a name and a press away."""
    hand.ui.begin(crowd(10, 3, THURSDAY))
    hand.ui.at(THURSDAY)
    hand.begin("what must I do today?")
    page = hand.open("popup")
    page.set_viewport_size({"width": 400, "height": 600})
    box = page.locator("#today").bounding_box()
    assert box is not None
    assert box["y"] + 44 < 600
    first = page.locator("#asks .card, #deeds > li").first.bounding_box()
    assert first is not None
    assert first["y"] + first["height"] < 600
    page.close()
    hand.begin("open the profile of one of thirty")
    page = hand.open("popup")
    hand.fields[hand.task] += 1
    page.locator("#filter input").fill("Person 042")
    expect(page.locator("#people [id^=person-]")).to_have_count(1)
    hand.presses[hand.task] += 1
    profile = hand.ui.opened_by(lambda: page.keyboard.press("Enter"))
    assert "/in/person-042-stone/" in profile.url


def test_forgetting(hand: Hand) -> None:
    hand.ui.begin(records(HARBOUR))
    page = hand.ui.page("everybody.html")
    hand.begin("forget a company")
    hand.presses[hand.task] += 2  # ⋯ and “Everybody” in the toolbar's window
    hand.press(page, "Forget Harbour Works", "#companies")
    expect(page.locator("#status")).to_contain_text("Harbour Works")
    expect(page.locator("#people")).not_to_contain_text("Ada Stone")
    hand.begin("  undo it, in place")
    hand.press(page, "Undo", "#status")
    expect(page.locator("#people")).to_contain_text("Ada Stone")


def test_each_task_is_played() -> None:
    """By its name, in one of these tests: they may run in several processes."""
    tests = Path(__file__).read_text("utf-8").partition("def saved(")[2]
    assert [task for task in BOUNDS if f'"{task}"' not in tests] == []
