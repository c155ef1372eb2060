"""Interviews from a calendar: found, shown, chosen, attached; moved and cancelled by the same entry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.ui.conftest import Pages, with_slow_file
from tests.support.chromium import with_engine
from tests.support.entries import application, records

INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
PRODID:-//Example//EN
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E008@example.com
SEQUENCE:{sequence}
SUMMARY:Interview: Test Engineer\\, round 2 https://meet.example.com/abc Passcode: 123 4567
DTSTART;TZID="W. Europe Standard Time":{start}
DTEND;TZID="W. Europe Standard Time":{end}
ORGANIZER;CN=Rita Recruiter:mailto:rita@example.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;CN="Stone, Ada":mailto:ada@exa
 mple.com
ATTENDEE;CN=ben.okafor@example.com:MAILTO:ben.okafor@example.com
ATTENDEE;CUTYPE=ROOM;CN=Room Blue:mailto:blue@example.com
ATTENDEE;CN=Example Scheduling:mailto:no-reply@example.com
ATTENDEE;CN=Rita Recruiter:mailto:rita@example.com
ATTENDEE;CN=Jo Seeker:mailto:jo@example.org
LOCATION:https://meet.example.com/abc
DESCRIPTION:Join with ada@example.com, passcode 987654
STATUS:{status}
END:VEVENT
END:VCALENDAR
"""


def invitation(
    start: str = "20260310T140000", end: str = "20260310T144500", sequence: int = 0, status: str = "CONFIRMED"
) -> str:
    return INVITATION.format(start=start, end=end, sequence=sequence, status=status)


def paste(page: Page, text: str) -> None:
    page.locator("#text").fill(text)


def take(page: Page, company: str = "Example Ltd") -> None:
    expect(page.locator("button.main")).to_be_visible()
    if page.locator("[name=company]").is_visible():
        page.locator("[name=company]").fill(company)
    page.locator("button.main").click()
    expect(page.locator("#saved")).not_to_be_empty()


def event(*lines: str) -> str:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "SUMMARY:Talk", *lines, "END:VEVENT", "END:VCALENDAR"]
    )


def read(page: Page, text: str, **own: str) -> Any:
    """What the reader makes of a text."""
    script = """([text, { me, ...own }]) => Ics.read(text, {
      ...own, names: CORE.names, now: Date.now(), tag: "en-GB", isMe: (name) => Words.folded(name, CORE.names) === Words.folded(me, CORE.names),
    })"""
    return with_engine(page).evaluate(script, [text, {"zone": "Europe/Berlin", "me": "", **own}])


def test_a_round_is_found_shown_chosen_and_attached(ui: Pages, screenshots: Path) -> None:
    ui.begin(None, name="Jo Seeker")
    page = ui.page("calendar.html")
    paste(page, invitation())
    shown = page.locator("#events fieldset")
    expect(shown).to_have_count(1)
    assert "Interview: Test Engineer, round 2" in shown.inner_text()
    assert "Tue 10 Mar, 14:00" in shown.inner_text()
    ticks = {label.inner_text(): label.locator("input").is_checked() for label in shown.locator(".row label").all()}
    assert ticks == {
        "Rita Recruiter": False,
        "Ada Stone": True,
        "Ben Okafor": True,
        "Room Blue": False,
        "Example Scheduling": False,
        "Jo Seeker": False,
    }, "rooms, the organiser, no-reply and the person themselves are not ticked"
    page.screenshot(path=screenshots / "calendar.png", full_page=True)
    take(page)
    stored = ui.stored()["records"]
    assert sorted(p["name"] for p in stored["people"].values()) == ["Ada Stone", "Ben Okafor"]
    (round_,) = stored["rounds"].values()
    assert (round_["start"], round_["end"], round_["zone"]) == ("2026-03-10T14:00", "2026-03-10T14:45", "Europe/Berlin")
    assert sorted(round_["who"]) == sorted(stored["people"])


def test_addresses_links_and_passcodes_are_dropped(ui: Pages) -> None:
    page = ui.page("calendar.html")
    paste(page, invitation())
    take(page)
    everything = json.dumps(ui.stored())
    for secret in ("@", "http", "meet.example", "123 4567", "987654", "040000008200E"):
        assert secret not in everything, secret
    (round_,) = ui.stored()["records"]["rounds"].values()
    assert round_["title"] == "Interview: Test Engineer, round 2"


def test_another_try_after_a_failed_write_stores_everybody(ui: Pages) -> None:
    ui.begin(records(application("Example Ltd", "Cleo Marsh", start=None)))
    page = ui.page("calendar.html")
    paste(page, invitation())
    page.evaluate("""() => {
        const { set } = chrome.storage.local;
        chrome.storage.local.set = async () => {
          chrome.storage.local.set = set;
          throw new Error('full');
        };
    }""")
    page.locator("button.main").click()
    expect(page.locator("#problem")).to_contain_text("Nothing was saved")
    take(page)
    stored = ui.stored()["records"]
    (round_,) = stored["rounds"].values()
    assert set(round_["who"]) == set(stored["people"]) - {"cleo-marsh"}


def test_a_very_long_line_is_read(ui: Pages) -> None:
    """A reader that looks at each letter for each letter would not come to an end."""
    page = ui.page("calendar.html")
    long = "x" * 80_000
    (found,) = read(page, event("DTSTART:20260310T140000", f"ATTENDEE;CN={long}:mailto:a@b.c").replace("Talk", long))[
        "events"
    ]
    assert len(found["title"]) == 120
    form = with_engine(ui.page("person.html"))
    assert form.evaluate("(text) => Profile.paste(text).length", f"Ada Stone\n{long}") == 2


def test_it_is_attached_to_an_application_that_is_there(ui: Pages) -> None:
    ui.begin(records(application("Example Ltd", "Ada Stone")))
    page = ui.page("calendar.html")
    paste(page, invitation(start="20260320T090000", end="20260320T100000"))
    expect(page.locator("[name=application]")).to_have_value("example-ltd")
    take(page)
    stored = ui.stored()["records"]
    assert list(stored["applications"]) == ["example-ltd"]
    assert sorted(p["name"] for p in stored["people"].values()) == ["Ada Stone", "Ben Okafor"]
    assert len(stored["rounds"]) == 2


def test_it_is_never_attached_to_just_any_application(ui: Pages) -> None:
    """Of several the one that the entry names; if it names none, the company is asked for."""
    ui.begin(records(application("Fable & Sons", "Cleo Marsh"), application("Example Ltd", "Ada Stone")))
    page = ui.page("calendar.html")
    paste(page, invitation().replace("Interview: Test", "Example Ltd: Test"))
    expect(page.locator("[name=application]")).to_have_value("example-ltd")
    paste(page, invitation().replace("Stone, Ada", "Stone, Eva").replace("CN=Example", "CN=Some"))
    expect(page.locator("[name=application]")).to_have_value("")
    page.locator("button.main").click()
    expect(page.locator("#problem")).to_contain_text("Which company is it?")
    expect(page.locator("[name=company]")).to_be_focused()


def test_a_guessed_company_goes_with_its_text_and_a_typed_one_stays(ui: Pages) -> None:
    ui.begin(records(application("Example Ltd", "Cleo Marsh")))
    page = ui.page("calendar.html")
    company = page.locator("[name=company]")
    paste(page, "Interview at Zeppelin AG\nFri 27 Mar 2026 15:00")
    expect(company).to_have_value("Zeppelin AG")
    expect(page.locator("[name=application]")).to_have_value("")
    assert page.locator("#events input").first.is_checked()
    paste(page, "")
    paste(page, "Interview\nFri 27 Mar 2026 15:00")
    expect(page.locator("#events")).to_contain_text("Fri 27 Mar, 15:00")
    expect(company).to_have_value("")
    expect(page.locator("[name=application]")).to_have_value("")
    company.fill("Northwind")
    paste(page, "Interview at Zeppelin AG\nEither Fri 27 Mar 2026 15:00 or Sat 28 Mar 2026 15:00")
    expect(page.locator("#events fieldset")).to_have_count(2)
    boxes = page.locator("#events fieldset > label input").all()
    assert boxes
    assert not any(box.is_checked() for box in boxes)
    expect(page.locator("#events .hint").first).to_have_text("Not sure that this is when you meet. Tick it if it is.")
    expect(company).to_have_value("Northwind")


def test_a_file_is_read_as_its_text_is(ui: Pages, tmp_path: Path) -> None:
    file = tmp_path / "invite.ics"
    file.write_text(invitation().replace("\n", "\r\n"), "utf-8")
    page = ui.page("calendar.html")
    page.locator("#file").set_input_files(file)
    expect(page.locator("#events fieldset")).to_have_count(1)


def test_a_file_that_takes_long_to_read_does_not_replace_what_was_pasted_since(ui: Pages, tmp_path: Path) -> None:
    """And the same file can be chosen once more."""
    file = tmp_path / "invite.ics"
    file.write_text(invitation(), "utf-8")
    page = ui.page("calendar.html")
    read_on = with_slow_file(page)
    page.locator("#file").set_input_files(file)
    paste(page, "Interview at Zeppelin AG\nFri 27 Mar 2026 15:00")
    expect(page.locator("#events")).to_contain_text("Fri 27 Mar, 15:00")
    read_on()
    expect(page.locator("#events")).to_contain_text("Fri 27 Mar, 15:00")
    for day in ("10 Mar", "11 Mar"):
        page.locator("#file").set_input_files(file)
        expect(page.locator("#events")).to_contain_text(day)
        file.write_text(invitation().replace("20260310T", "20260311T"), "utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hello", "This is neither a calendar file"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR", "This calendar holds no appointments."),
        ("BEGIN:VCALENDAR\n" + "X" * 2_200_000, "This is too large for an invitation."),
    ],
)
def test_something_else_is_refused_in_words(ui: Pages, text: str, words: str) -> None:
    page = ui.page("calendar.html")
    paste(page, text)
    expect(page.locator("#problem")).to_contain_text(words)
    expect(page.locator("#found")).to_be_hidden()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["DTSTART;VALUE=DATE:20260310"], "This takes the whole day"),
        (["DTSTART:20260310T140000Z", "RRULE:FREQ=WEEKLY"], "This repeats."),
        (["DTSTART:20261345T140000Z"], "no date that can be read"),
        (["DTSTART:20260310T140000Z", "DTEND:20260310T130000Z"], "ends before it begins"),
        (["DTSTART:19700101T140000Z"], "Is its year right?"),
        (["DTSTART:29990101T140000Z", "DTEND:29990101T150000Z"], "Is its year right?"),
        (["DTSTART:20260310T140000Z", "DURATION:P999Y"], "Is its year right?"),
        (["DTSTART:20260310T140000Z", "STATUS:CANCELLED"], "cancels an interview that is not entered"),
    ],
)
def test_what_cannot_be_taken_over_says_why(ui: Pages, lines: list[str], words: str) -> None:
    page = ui.page("calendar.html")
    paste(page, event(*lines))
    expect(page.locator("#events")).to_contain_text(words)
    assert page.locator("#events input").count() == 0


def test_an_unknown_zone_is_asked_for(ui: Pages) -> None:
    page = ui.page("calendar.html")
    paste(page, event("DTSTART;TZID=Office Time:20260310T140000", "DURATION:PT30M", "ATTENDEE;CN=Ada:mailto:a@b.c"))
    expect(page.locator("#events")).to_contain_text("Which time zone is “Office Time”?")
    page.locator("#events select").select_option("Asia/Tokyo")
    take(page)
    (round_,) = ui.stored()["records"]["rounds"].values()
    assert (round_["start"], round_["end"], round_["zone"]) == ("2026-03-10T14:00", "2026-03-10T14:30", "Asia/Tokyo")


def test_times_are_read_in_every_form(ui: Pages) -> None:
    page = ui.page("calendar.html")
    cases = {
        ("DTSTART:20260310T130000Z",): ("2026-03-10T14:00", "", "Europe/Berlin"),
        ("DTSTART:20260710T130000Z", "DURATION:PT1H15M"): ("2026-07-10T15:00", "2026-07-10T16:15", "Europe/Berlin"),
        ("DTSTART:20260310T140000",): ("2026-03-10T14:00", "", "Europe/Berlin"),
        ("DTSTART;TZID=America/New_York:20260310T140000",): ("2026-03-10T14:00", "", "America/New_York"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Paris:20260310T140000", "DTEND:20260310T140000Z"): (
            "2026-03-10T14:00",
            "2026-03-10T15:00",
            "Europe/Paris",
        ),
        ("DTSTART;TZID=Pacific Standard Time:20260310T140000",): ("2026-03-10T14:00", "", "America/Los_Angeles"),
        ("DTSTART;TZID=UTC:20260310T140000",): ("2026-03-10T14:00", "", "Etc/UTC"),
    }
    for lines, (start, end, zone) in cases.items():
        (found,) = read(page, event(*lines))["events"]
        assert (found["start"], found["end"], found["zone"]) == (start, end, zone), lines


def test_one_date_of_a_series_is_itself(ui: Pages) -> None:
    page = ui.page("calendar.html")
    (found,) = read(page, event("RECURRENCE-ID:20260310T130000Z", "DTSTART:20260311T130000Z"))["events"]
    assert found["refused"] is None
    assert found["key"] == "1 20260310T130000Z"


def test_every_windows_zone_of_the_table_is_one(ui: Pages) -> None:
    page = with_engine(ui.page("calendar.html"))
    named = page.evaluate(
        "['Dateline Standard Time', 'GMT Standard Time', 'India Standard Time', 'Romance Standard Time',"
        " 'Line Islands Standard Time', 'W. Europe Daylight Time', 'Nowhere Standard Time'].map((n) => Zones.named(n))"
    )
    assert named == [
        "Etc/GMT+12",
        "Europe/London",
        "Asia/Calcutta",
        "Europe/Paris",
        "Pacific/Kiritimati",
        "Europe/Berlin",
        None,
    ]
    unknown = page.evaluate(
        "fetch('/engine/time/zones.js').then((r) => r.text()).then((t) => [...t.matchAll(/=([A-Z][\\w+-]+\\/[\\w+/-]+)/g)].map((m) => m[1]).filter((z) => !Time.isZone(z)))"
    )
    assert unknown == []
