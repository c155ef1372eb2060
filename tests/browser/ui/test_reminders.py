"""Reminders: due when the clock brings another verdict, silent when they must be, nameless always."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import Pages
from tests.support.entries import answer, application, records
from tests.support.patience import until

DUE = datetime(2026, 3, 13, 14, 0, tzinfo=UTC)
"""When “wait” becomes “your call” by the clock alone."""
EXAMPLE = application("Example Ltd", "Avery Stone")


@pytest.fixture
def notified(ui: Pages) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The notifications shown so far. The permission counts as given; the browser's own is not asked in a test."""
    ui.worker.evaluate("""() => {
        globalThis.__shown = [];
        globalThis.__contains = chrome.permissions.contains;
        chrome.permissions.contains = async () => true;
        chrome.notifications ??= { onClicked: { addListener() {} }, clear() {} };
        chrome.notifications.create = (id, options) => { __shown.push(options); };
    }""")
    yield lambda: list(ui.worker.evaluate("__shown"))
    ui.worker.evaluate("() => { chrome.permissions.contains = __contains; }")


def remind(ui: Pages) -> None:
    """Set a reminder for Avery, as the tip does."""
    ui.worker.evaluate("Reminders.set('avery-stone', true)")


def alarm(ui: Pages, at: datetime) -> None:
    """The clock reaches `at`, the alarm rings, and the worker has done what it does then."""
    ui.at(at)
    # A look that is under way may set the alarm anew, so it is wound up until it rings.
    ui.worker.evaluate("""async () => {
        let rang = false;
        chrome.alarms.onAlarm.addListener(() => { rang = true; });
        for (let tries = 0; !rang && tries < 20; tries++) {
          await chrome.alarms.create('reminders', { delayInMinutes: 0.001 });
          for (let waited = 0; !rang && waited < 15; waited++) await new Promise((done) => setTimeout(done, 100));
        }
        if (!rang) throw new Error('the alarm did not ring');
        await navigator.locks.request('reminders', () => {});
    }""")


def badge(ui: Pages) -> str:
    return str(ui.worker.evaluate("chrome.action.getBadgeText({})"))


def stored(ui: Pages) -> dict[str, Any]:
    found: dict[str, Any] = ui.stored()["records"]["people"]["avery-stone"]
    return found


def test_it_comes_at_the_next_change_of_verdict(ui: Pages, notified: Callable[[], list[dict[str, Any]]]) -> None:
    ui.begin(records(EXAMPLE))
    remind(ui)
    assert stored(ui)["reminder"]["due"] == "2026-03-13T14:00:00.000Z"
    alarm(ui, DUE.replace(hour=13, minute=59))
    assert (badge(ui), notified()) == ("", [])
    alarm(ui, DUE)
    assert badge(ui) == "1"
    (shown,) = notified()
    assert shown["title"] == "A reminder you set"
    assert shown["message"] == "The time you waited for has come. Click to see it."
    alarm(ui, DUE.replace(minute=1))
    assert len(notified()) == 1, "once"
    page = ui.popup()
    assert "the advice for Avery Stone has changed" in page.locator("#notices").inner_text()
    page.locator("[data-key=done-avery-stone]").click()
    expect(page.locator("#notices > *")).to_have_count(0)
    wait_until(ui, lambda: badge(ui) == "")
    assert "reminder" not in stored(ui)


def test_it_never_names_anybody(ui: Pages, notified: Callable[[], list[dict[str, Any]]]) -> None:
    ui.begin(records(EXAMPLE))
    remind(ui)
    alarm(ui, DUE)
    text = str(notified())
    title = ui.worker.evaluate("chrome.action.getTitle({})")
    for secret in ("Avery", "Stone", "Example", "call", "Wait", "Fine"):
        assert secret not in text
        assert secret not in title


def test_a_late_one_says_so(ui: Pages, notified: Callable[[], list[dict[str, Any]]]) -> None:
    """The browser was closed over the weekend."""
    ui.begin(records(EXAMPLE))
    remind(ui)
    alarm(ui, datetime(2026, 3, 16, 8, 0, tzinfo=UTC))
    (shown,) = notified()
    assert shown["message"].startswith("Late, since the browser was closed or busy: due Fri 13 Mar, 15:00.")
    page = ui.popup()
    assert "This comes late. Due: Fri 13 Mar, 15:00." in page.locator("#notices").inner_text()


def test_it_is_silent_during_an_interview(ui: Pages, notified: Callable[[], list[dict[str, Any]]]) -> None:
    other = application("Fable & Sons", "Cleo Marsh", start="2026-03-13T15:10", minutes=50)
    ui.begin(records(EXAMPLE, other))
    remind(ui)
    alarm(ui, DUE)
    assert (badge(ui), notified()) == ("", []), "ten minutes before another interview"
    next_alarm = ui.worker.evaluate("chrome.alarms.get('reminders').then((a) => a.scheduledTime)")
    assert next_alarm == datetime(2026, 3, 13, 15, 0, tzinfo=UTC).timestamp() * 1000, "it looks again when that ends"
    alarm(ui, datetime(2026, 3, 13, 15, 0, tzinfo=UTC))
    assert badge(ui) == "1"
    assert "Late" in notified()[0]["message"]


def test_it_is_silent_while_paused(ui: Pages, notified: Callable[[], list[dict[str, Any]]]) -> None:
    ui.begin(records(EXAMPLE), pausedUntil=(DUE.timestamp() + 3600) * 1000)
    remind(ui)
    alarm(ui, DUE)
    assert (badge(ui), notified()) == ("", [])
    alarm(ui, DUE.replace(hour=15))
    assert badge(ui) == "1"


def test_two_quiet_days_after_a_no(ui: Pages, notified: Callable[[], list[dict[str, Any]]]) -> None:
    """The reminder was set with another application in mind; the no came the day before it is due."""
    both = application("Fable & Sons", "Avery Stone", start=None)
    entered = records(EXAMPLE, both)
    entered["people"]["avery-stone"]["applications"] = ["example-ltd", "fable-&-sons"]
    ui.begin(entered)
    remind(ui)
    ui.at(datetime(2026, 3, 12, 9, 0, tzinfo=UTC))
    no = answer("rejected", ui.now)
    entered["applications"]["fable-&-sons"]["answers"]["outcome"] = no
    entered["people"]["avery-stone"]["reminder"] = {"verdict": "wait", "due": "2026-03-13T14:00:00.000Z"}
    ui.store(records=entered)
    alarm(ui, DUE)
    assert (badge(ui), notified()) == ("", [])
    alarm(ui, datetime(2026, 3, 14, 9, 0, tzinfo=UTC))
    assert badge(ui) == "1"


def test_it_moves_with_the_interview_and_ends_with_ones_own_answer(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    remind(ui)
    ui.worker.evaluate(
        "Store.update((s) => { Object.assign(s.rounds['round-example-ltd'], { start: '2026-03-12T14:00', end: '2026-03-12T15:00' }); })"
    )
    wait_until(ui, lambda: stored(ui)["reminder"]["due"] == "2026-03-15T14:00:00.000Z")
    at = MONDAY.isoformat()
    ui.worker.evaluate(
        "(at) => Store.update((s) => { s.applications['example-ltd'].answers.outcome = { value: 'offer', at }; })", at
    )
    wait_until(ui, lambda: "reminder" not in stored(ui))


def wait_until(ui: Pages, true: Callable[[], bool]) -> None:
    until("what a reminder does", true, ui.pause, lambda: (badge(ui), stored(ui)))


def test_alarms_are_set_anew_whenever_the_worker_starts(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    remind(ui)
    ui.worker.evaluate("chrome.alarms.clearAll()")
    ui.worker.evaluate("Reminders.begin(() => {})")
    wait_until(ui, lambda: ui.worker.evaluate("chrome.alarms.get('reminders').then((a) => Boolean(a))") is True)
    at = ui.worker.evaluate("chrome.alarms.get('reminders').then((a) => a.scheduledTime)")
    assert at <= DUE.timestamp() * 1000


def test_reminders_are_listed_and_ended_in_the_options(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    remind(ui)
    page = ui.page("options.html")
    expect(page.locator("#due li")).to_contain_text("Avery Stone")
    expect(page.locator("#due li")).to_contain_text("Fri 13 Mar, 15:00")
    page.locator("[data-key=end-avery-stone]").click()
    expect(page.locator("#due li")).to_have_text("No reminder is set.")
