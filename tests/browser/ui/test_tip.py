"""The tip: what it says, what its buttons do, and that it keeps to itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import Pages
from tests.support.chromium import Tab, with_engine
from tests.support.entries import answer, application, records
from tests.support.patience import until

WEDNESDAY = datetime(2026, 3, 11, 17, 0, tzinfo=UTC)
"""More than a day after the interview, less than three."""
SUNDAY = datetime(2026, 3, 15, 10, 0, tzinfo=UTC)
"""They are deciding; nothing has to be done first."""
ONE = application("Example Ltd", "Avery Stone")


def open_tip(ui: Pages, at: datetime = MONDAY, **options: str) -> Tab:
    """Avery's profile with the tip open."""
    ui.at(at)
    tab = ui.linkedin("avery-stone", **options)
    tab.click(tab.wait_for_chip())
    tab.tip()
    return tab


def press(tab: Tab, key: str) -> None:
    """Press a part of the tip by its key with the mouse."""
    selector = f"[data-key={key}]"
    one = f"root.querySelector('{selector}')"
    if tab.in_root(f"{one}?.localName") != "summary":
        tab.press(selector)
        return
    folded = tab.in_root(f"!{one}.parentElement.open")

    def has_unfolded() -> bool:
        tab.in_root(f"{one}.scrollIntoView({{ block: 'nearest' }})")
        box = (
            f"(() => {{ const b = {one}.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
        )
        tab.page.mouse.click(*tab.in_root(box))
        return bool(tab.in_root(f"{one}.parentElement.open") == folded)

    # A tip moves while it opens: a press may be beside what it was for.
    until(f"{selector} to unfold", has_unfolded, tab.pause, tab.there)


def text(tab: Tab, selector: str) -> str:
    return str(tab.in_root(f"root.querySelector({json.dumps(selector)})?.innerText ?? ''"))


def test_three_lines_and_one_question(ui: Pages) -> None:
    ui.begin(records(ONE))
    tab = open_tip(ui, WEDNESDAY)
    assert text(tab, ".tip .who") == "Avery Stone · Example Ltd"
    assert text(tab, ".tip .headline") == "Thank them first"
    assert text(tab, ".tip .change") == "Until you've thanked them. Otherwise, from Fri 13 Mar, 15:00: your call."
    assert text(tab, ".tip .do").startswith("One short e-mail")
    assert tab.in_root("root.querySelectorAll('.tip fieldset').length") == 1
    assert text(tab, ".tip .question legend") == "Have you thanked Avery by e-mail?"
    assert tab.in_root("root.querySelector('.tip .why').open") is False


def test_why_shows_both_sides_the_strip_and_the_events(ui: Pages, screenshots: Path) -> None:
    ui.begin(records(ONE))
    tab = open_tip(ui, MONDAY)
    press(tab, "why")
    # As far as it fits, with its head on top.
    tab.wait_for(
        "((tip, why, end) => why.top >= tip.top && (why.bottom <= end.top + 1 || why.top < tip.top + 20))"
        "(...['.tip', '.why', '.maker'].map((name) => root.querySelector(name).getBoundingClientRect()))"
    )
    why = text(tab, ".tip .why")
    for part in ("What it may bring:", "What it may cost:", "How time alone changes it", "What would change it now"):
        assert part in why
    steps = tab.in_root("[...root.querySelectorAll('.steps li')].map((li) => li.innerText.replaceAll('\\n', ' '))")
    assert steps == [
        "Now Wait",
        "From Wed 11 Mar, 15:00 Wait As long as this holds: “You thanked them: Not yet”.",
        "From Fri 13 Mar, 15:00 Your call",
    ], "what rests on thanks that are still to be given is told apart"
    parts = tab.in_root("[...root.querySelectorAll('.bar span')].map((s) => [s.dataset.tone, s.className])")
    assert parts == [["hold", ""], ["hold", "hatched"], ["open", ""]]
    events = tab.in_root("[...root.querySelectorAll('.events li')].map((li) => li.innerText.replaceAll('\\n', ' '))")
    assert "Offer Fine now" in events
    assert not any("Still open" in event for event in events), "what holds already is no event"
    assert why.count("You have not said, so we assume:") == 1
    assert "Rules about contact? None I know of." in why
    press(tab, "sources")
    sources = text(tab, ".tip .sources")
    assert "mostly from the US and the UK" in sources
    assert "2008 to 2018" in sources
    first = tab.in_root("root.querySelector('.cited .where').innerText")
    assert "read in" in first
    assert tab.in_root("root.querySelector('.cited a').rel") == "noreferrer noopener"
    tab.page.set_viewport_size({"width": 1100, "height": 900})
    tab.picture(screenshots / "tip-why.png")


def test_an_event_is_what_the_rules_say(ui: Pages) -> None:
    """“After an offer → fine now”: the verdict shown is the one that comes when the offer is entered."""
    ui.begin(records(ONE))
    tab = open_tip(ui)
    shown = dict(
        tab.in_root("[...root.querySelectorAll('.events li')].map((li) => [...li.children].map((c) => c.textContent))")
    )
    assert shown["Offer"] == "Fine now"
    press(tab, "why")
    press(tab, "event-outcome-offer")
    tab.wait_for_chip("Fine now")
    assert ui.stored()["records"]["applications"]["example-ltd"]["answers"]["outcome"]["value"] == "offer"


def test_the_note_is_filled_in_and_copied(ui: Pages) -> None:
    entered = records(ONE)
    entered["people"]["avery-stone"]["detail"] = "the new test bench"
    ui.begin(entered)
    ui.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = open_tip(ui, SUNDAY)
    note = text(tab, ".tip .note .draft")
    assert note.startswith("Hello Avery, ")
    left = 200 - len(note)
    assert text(tab, ".tip .note .soft") == f"{left} characters left"
    press(tab, "other-note")
    longer = text(tab, ".tip .note .draft")
    assert "the new test bench" in longer
    assert "Test Engineer" in longer
    assert text(tab, ".tip .note .soft") == f"{200 - len(longer)} characters left"
    press(tab, "copy-note")
    tab.wait_for("root.querySelector('.tip [role=status]').textContent === 'Copied.'")
    assert tab.page.evaluate("navigator.clipboard.readText()") == longer


def test_a_note_stays_within_linkedins_limit(ui: Pages) -> None:
    """Details that do not fit are left out; the draft never is."""
    entered = records(application("X" * 120, "Avery Stone"))
    (made,) = entered["applications"].values()
    made["role"] = "Senior " * 40
    entered["people"]["avery-stone"]["detail"] = "word " * 50
    ui.begin(entered)
    tab = open_tip(ui, SUNDAY)
    press(tab, "other-note")
    assert 0 < len(text(tab, ".tip .note .draft")) <= 200


def test_the_thank_you_email_is_drafted_when_it_is_time(ui: Pages) -> None:
    ui.begin(records(ONE))
    tab = open_tip(ui, WEDNESDAY)
    press(tab, "email")
    assert "Hello Avery," in text(tab, ".tip .email .draft")
    assert "Thank you: Test Engineer" in text(tab, ".tip .email")
    press(tab, "answer-yes")
    tab.wait_for("root.querySelector('.tip') && !root.querySelector('.tip .email')")


def test_escape_is_taken_before_linkedin_and_keys_stay_in(ui: Pages) -> None:
    ui.begin(records(ONE))
    tab = open_tip(ui)
    tab.page.evaluate("""() => {
        window.heard = [];
        for (const type of ['keydown', 'keyup', 'keypress'])
          for (const target of [document, document.body]) target.addEventListener(type, (e) => heard.push(e.key), true);
    }""")
    tab.in_root("root.querySelector('[data-key=why]').focus()")
    tab.page.keyboard.press("Enter")
    assert tab.in_root("root.querySelector('.tip .why').open") is True, "keys work in the tip"
    tab.page.keyboard.press("m")
    tab.page.keyboard.press("Escape")
    assert not tab.tip_is_open()
    assert tab.page.evaluate("heard") == ["Escape"] or tab.page.evaluate("heard") == [], (
        "only a late keyup may be heard"
    )
    tab.page.mouse.click(5, 700)  # Off the chip, which got the focus back.
    tab.page.keyboard.press("m")
    assert "m" in tab.page.evaluate("heard"), "with the tip closed, keys are the page's"


def test_it_never_takes_the_focus_and_keeps_it_when_renewed(ui: Pages) -> None:
    ui.begin(records(ONE))
    tab = open_tip(ui, WEDNESDAY)
    assert tab.in_root("root.activeElement") is None, "a press with the mouse leaves the focus where it was"
    tab.page.keyboard.press("Escape")
    assert tab.in_root("root.activeElement?.className") == "chip"
    tab.page.keyboard.press("Space")
    tab.tip()
    assert tab.in_root("root.activeElement?.className") == "chip", "opened, the chip still has the focus"
    assert tab.in_root("root.querySelector('.tip').getAttribute('role')") == "group"
    assert tab.in_root("root.querySelector('.tip').getAttribute('aria-label')") == "Connection timing for Avery Stone"
    tab.page.keyboard.press("Tab")
    assert tab.in_root("root.activeElement?.dataset.key") == "answer-yes", "Tab goes from the chip into its tip"
    press(tab, "why")
    tab.in_root("root.querySelector('[data-key=sources]').focus()")
    later = WEDNESDAY.replace(minute=5)
    tab.set_clock(later)
    tab.in_root("root.querySelector('.headline').append('#')")
    tab.look()
    ui.worker.evaluate("Store.updateSettings((s) => { s.touched = 1; })")
    tab.rest()
    assert tab.in_root("root.activeElement?.dataset.key") == "sources"
    assert tab.in_root("root.querySelector('.tip .why').open") is True, "what was unfolded stays"


def test_an_answer_changes_advice_and_is_stored_with_its_time(ui: Pages) -> None:
    ui.begin(records(ONE))
    tab = open_tip(ui, WEDNESDAY)
    press(tab, "answer-yes")
    tab.wait_for_chip("Your call")
    tab.wait_for("root.querySelector('.tip .headline').textContent === 'They are deciding: your call'")
    stored = ui.stored()["records"]["people"]["avery-stone"]["answers"]["thanked"]
    assert stored["value"] == "yes"
    assert stored["at"].startswith("2026-03-11T17:0")


def test_what_would_make_it_come_sooner_is_pressed_and_taken_back(ui: Pages) -> None:
    ui.begin(records(ONE))
    tab = open_tip(ui, MONDAY)
    order = tab.in_root("[...root.querySelector('.tip .scrolls > div').children].map((e) => e.className)")
    assert order.index("do") < order.index("sooner") < order.index("question")
    labels = tab.in_root("[...root.querySelectorAll('.sooner button')].map((b) => b.innerText)")
    assert "They suggested it" in labels
    assert not any(label in text(tab, ".tip .events") for label in labels), "and it is not said twice"
    press(tab, "sooner-confident")
    tab.wait_for("root.querySelector('.tip .headline').textContent === 'You meet within two days: your call'")
    assert tab.in_root("root.querySelector('[data-key=sooner-confident]').ariaPressed") == "true"
    assert ui.stored()["records"]["people"]["avery-stone"]["answers"]["confident"]["value"] == "yes"
    press(tab, "sooner-confident")
    tab.wait_for("root.querySelector('.tip .headline').textContent === 'Meet first, connect later'")
    assert ui.stored()["records"]["people"]["avery-stone"]["answers"]["confident"]["value"] == "no"


def test_remind_me_says_that_it_was_set(ui: Pages) -> None:
    ui.begin(records(ONE))
    tab = open_tip(ui)
    press(tab, "remind")
    tab.wait_for(
        "root.querySelector('.tip [role=status]').innerText.startsWith('Reminder: Fri 13 Mar, 15:00. You will be reminded')"
    )
    assert ui.stored()["records"]["people"]["avery-stone"]["reminder"] == {
        "verdict": "wait",
        "due": "2026-03-13T14:00:00.000Z",
    }
    tab.wait_for("root.querySelector('[data-key=remind]').getAttribute('aria-pressed') === 'true'")
    with ui.context.expect_page() as opened:
        press(tab, "notify")
    assert opened.value.url.endswith("options.html#reminders"), "permission is asked on our own page only"
    tab.page.bring_to_front()
    press(tab, "remind")
    tab.wait_for("root.querySelector('[data-key=remind]').getAttribute('aria-pressed') === 'false'")
    assert "reminder" not in ui.stored()["records"]["people"]["avery-stone"]


def test_hide_here_until_it_changes(ui: Pages) -> None:
    ui.begin(records(ONE))
    tab = open_tip(ui)
    press(tab, "hide")
    press(tab, "hide-now")
    tab.wait_for_none()
    tab.set_clock(WEDNESDAY)
    tab.look()
    tab.wait_for_chip("Wait · until you've thanked them")


def test_edit_opens_the_form_in_a_tab(ui: Pages) -> None:
    ui.begin(records(ONE))
    tab = open_tip(ui)
    with ui.context.expect_page() as opened:
        press(tab, "edit")
    assert "person.html#person=avery-stone" in opened.value.url


def test_no_chip_during_an_interview_nor_while_paused(ui: Pages) -> None:
    """From 15 minutes before it begins until it ends; to the second, by a clock that stands while a slow machine works."""
    ui.begin(records(ONE))
    ui.at(datetime(2026, 3, 10, 12, 44, 59, tzinfo=UTC))
    tab = ui.linkedin("avery-stone", stands=True)
    tab.wait_for_chip()
    tab.set_clock(datetime(2026, 3, 10, 12, 45, 0, tzinfo=UTC), stands=True)
    tab.look()
    tab.wait_for_none()
    last = datetime(2026, 3, 10, 13, 59, 55, tzinfo=UTC)
    tab.set_clock(last, stands=True)
    tab.look()
    tab.rest()
    assert tab.chips() == []
    tab.set_clock(last)
    tab.wait_for_chip("Wait")  # five seconds later, without any event
    ui.worker.evaluate("Store.updateSettings((s) => { s.pausedUntil = Date.UTC(2026, 2, 11, 5); })")
    tab.wait_for_none()


def test_names_with_markup_are_names(ui: Pages) -> None:
    name = '<img src=x onerror="window.hit=1">Avery & "Stone"'
    entered = records(ONE)
    entered["people"]["avery-stone"]["name"] = name
    ui.begin(entered)
    tab = open_tip(ui)
    assert text(tab, ".tip .who") == f"{name} · Example Ltd"
    assert tab.in_root("root.querySelectorAll('img').length") == 0
    page = ui.popup()
    assert page.locator("#people .name").inner_text() == name
    assert page.evaluate("window.hit") is None


def test_further_adjustments_are_said_too(ui: Pages) -> None:
    """Two adjustments apply at once: one turns the verdict, the other is not kept from the person."""
    entered = records(
        application("Example Ltd", "Avery Stone", of_people={"asked": answer("agreed", WEDNESDAY)}),
        me={"secret-search": answer("yes", MONDAY)},
    )
    ui.begin(entered)
    ui.at(SUNDAY)
    page = with_engine(ui.page("options.html"))
    shown = page.evaluate(
        """async () => {
          const { records, settings } = await Store.load();
          const [text, sources] = await Promise.all([Bundle.text(settings.locale), Bundle.sources()]);
          const ground = { core: await Bundle.core(), text, sources, records, settings, now: Date.now() };
          const { headline, further } = Advice.of(ground, records.people['avery-stone'], ['connect', 'at-once']);
          return [headline, further];
        }"""
    )
    assert shown[0] == "Your employer may see it: your call"
    (further,) = shown[1]
    assert further.startswith("This button sends without a note. ")


LATER = application("Fable & Sons", "Avery Stone", start="2026-03-20T10:00")


def test_what_takes_the_tip_away_or_comes_later_says_so(ui: Pages) -> None:
    """F31: hiding says how it comes back before it is done; a reminder says when it comes."""
    ui.begin(records(ONE))
    tab = open_tip(ui, WEDNESDAY)
    press(tab, "remind")
    tab.wait_for("root.querySelector('.tip .status').innerText.includes('Reminder: Fri 13 Mar, 15:00.')")
    press(tab, "hide")
    tab.wait_for("root.querySelector('.tip .status').innerText.includes('“Show on LinkedIn again”')")
    assert ui.stored()["settings"].get("hidden") is None
    press(tab, "hide-now")
    tab.wait_for_none()


def test_where_there_is_little_room_the_tip_is_a_sheet_beside_the_button(ui: Pages, screenshots: Path) -> None:
    """X-9, F24: small screens, and pages that are zoomed in. Connect stays free, there is a button that closes it, and a
    sign says that there is more."""
    ui.begin(records(ONE))
    ui.at(WEDNESDAY)
    tab = ui.linkedin("avery-stone")
    for width, height in ((1100, 360), (320, 700)):
        tab.page.set_viewport_size({"width": width, "height": height})
        # Where it stands in the new window, not where it stood in the old one.
        tab.wait_for_chip()
        tab.rest()
        tab.click(tab.wait_for_chip())
        tab.tip()
        box = tab.in_root("root.querySelector('.tip').getBoundingClientRect().toJSON()")
        assert box["width"] == width
        assert min(abs(box["top"]), abs(box["bottom"] - height)) <= 2, "at an edge, where it comes from by two pixels"
        chip = tab.wait_for_chip()
        assert chip.y + chip.height <= box["top"] or box["bottom"] <= chip.y, (width, height)
        drawn = "[...root.querySelectorAll('.tip footer button')].map((one) => getComputedStyle(one).display)"
        assert len(set(tab.in_root(drawn))) == 1, "the words of its buttons stand at one height"
        more = "getComputedStyle(root.querySelector('.tip .maker'), '::after').opacity"
        tab.wait_for(f"{more} === '1'")
        tab.picture(screenshots / f"tip-sheet-{width}.png")
        tab.in_root("(root.querySelector('.tip .scrolls').scrollTop = 9999, 0)")
        tab.wait_for(f"{more} === '0'")
        press(tab, "close")
        tab.wait_for("!root.querySelector('.tip')")
