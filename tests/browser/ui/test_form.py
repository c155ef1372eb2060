"""The form: few fields, nothing lost, what is wrong said in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import Pages
from tests.support.chromium import wait_until
from tests.support.entries import answer, application, records

EXAMPLE = application("Example Ltd", "Avery Stone", "Ben Okafor")


def fill(page: Page, **values: str) -> None:
    """Type into fields by name."""
    for name, value in values.items():
        page.locator(f"[name={name}]").first.fill(value)


def count_typing(page: Page) -> None:
    """From now on the page counts the fields that are typed into, for `typed`."""
    page.evaluate("""() => {
        window.typed = new Set();
        addEventListener('input', (event) => typed.add(event.target), true);
    }""")


def typed(page: Page) -> int:
    """How many fields were typed into."""
    return int(page.evaluate("typed.size"))


def save(page: Page) -> None:
    page.locator("button.main").click()
    expect(page.locator("#saved")).to_have_text("Saved on this device.")


def test_from_installation_to_a_chip_three_typed_fields(ui: Pages) -> None:
    """The choice, who, where and when on the first page itself, and LinkedIn. A profile's address says the name too."""
    ui.begin(None, place=None)
    page = ui.page("welcome.html")
    page.locator("#page").click()
    expect(page.locator("[name=people]")).to_be_focused()
    count_typing(page)
    fill(
        page,
        people="https://www.linkedin.com/in/avery-stone/?trk=x",
        company="Example Ltd",
        when="2026-03-10T14:00",
    )
    assert typed(page) <= 3
    page.locator("#capture button.main").click()
    expect(page.locator("#capture")).to_contain_text("Saved on this device.")
    face = page.locator("#capture .faces li").inner_text().replace("\n", " ")
    assert face == "Avery Stone Wait · until you've met ↗"
    tab = ui.linkedin("avery-stone")
    tab.wait_for_chip("Wait · until you've met")


def test_two_companies_and_four_interviewers_six_typed_fields_and_four_yes(ui: Pages) -> None:
    fields = yes = 0
    for company, names in (("Example Ltd", "Ada Stone\nBen Okafor"), ("Fable & Sons", "Cleo Marsh\nDan Weiss")):
        page = ui.page("person.html")
        page.locator("#panel summary").click()
        count_typing(page)
        fill(page, company=company, when="2026-03-10T14:00", paste=names)
        fields += typed(page)
        save(page)
        assert page.locator("#advice li").count() == 2
        page.close()
    assert fields <= 6
    for name in ("Ada Stone", "Ben Okafor", "Cleo Marsh", "Dan Weiss"):
        slug = name.lower().replace(" ", "-")
        page = ui.popup({"id": 1, "url": f"https://www.linkedin.com/in/{slug}/", "title": f"{name} | LinkedIn"})
        page.locator("#here [data-key=same]").click()
        yes += 1
        expect(page.locator("#here .headline")).to_have_text("Meet first, connect later")
        page.close()
    assert yes <= 4
    for person in ui.stored()["records"]["people"].values():
        assert len(person["profiles"]) == 1


def test_a_panel_is_pasted_in_any_shape(ui: Pages) -> None:
    page = ui.page("person.html")
    page.locator("#panel summary").click()
    pasted = "\n".join(
        [
            "1. Ada Stone – Head of Widgets",
            "• Ben Okafor <ben@example.com>",
            "https://www.linkedin.com/in/cleo-marsh-1a2b3c/",
            "Dan Weiss https://uk.linkedin.com/in/dan-w%C3%A9iss",
            "",
            "Ada Stone",
            "Weiß, Eva",
            "Dear candidate,",
            "Kind regards",
        ]
    )
    fill(page, company="Example Ltd", when="2026-03-10T14:00", paste=pasted)
    ticks = {label.inner_text(): label.locator("input").is_checked() for label in page.locator("#pasted label").all()}
    assert ticks == {
        "Ada Stone": True,
        "Ben Okafor": True,
        "Cleo Marsh (cleo-marsh-1a2b3c)": True,
        "Dan Weiss (dan-wéiss)": True,
        "Eva Weiß": True,
    }, "a greeting and the end of a mail are nobody"
    save(page)
    people = {p["name"]: p["profiles"] for p in ui.stored()["records"]["people"].values()}
    assert people == {
        "Ada Stone": [],
        "Ben Okafor": [],
        "Cleo Marsh": ["cleo-marsh-1a2b3c"],
        "Dan Weiss": ["dan-wéiss"],
        "Eva Weiß": [],
    }
    (round_,) = ui.stored()["records"]["rounds"].values()
    assert len(round_["who"]) == 5, "all of them are in the interview"


@pytest.mark.parametrize(
    ("values", "words", "where"),
    [
        ({}, "Which company is it?", "company"),
        ({"company": "Example Ltd"}, "Whom do you meet?", "name"),
        ({"company": "E", "name": "Ada", "profile": "ada@example.com"}, "not the address of a profile", "profile"),
        ({"company": "E", "name": "Ada", "when": "1970-01-01T14:00"}, "Is the year right?", "when"),
        ({"company": "E", "name": "Ada", "when": "2999-01-01T14:00"}, "Is the year right?", "when"),
    ],
)
def test_what_is_wrong_is_said_in_words_at_the_field(ui: Pages, values: dict[str, str], words: str, where: str) -> None:
    page = ui.page("person.html")
    fill(page, **values)
    page.locator("button.main").click()
    expect(page.locator("#problem")).to_contain_text(words)
    field = page.locator(f"[name={where}]")
    expect(field).to_be_focused()
    assert field.get_attribute("aria-invalid") == "true"
    assert field.get_attribute("aria-describedby") == "problem"
    for width in (1000, 320):
        page.set_viewport_size({"width": width, "height": 900})
        below, line = field.bounding_box(), page.locator("#problem").bounding_box()
        assert below
        assert line
        assert 0 <= line["y"] - (below["y"] + below["height"]) < 40, "it stands at its field"
    assert "records" not in ui.stored(), "nothing half is stored"


def test_a_draft_survives_the_window(ui: Pages) -> None:
    page = ui.page("person.html")
    fill(page, company="Example Ltd", when="2026-03-10T14:00", name="Ada Stone")
    page.locator("#add-person").click()
    page.locator("[name=name]").nth(1).fill("Ben")
    wait_until(page, "Store.draft('new').then((draft) => draft?.people[1]?.fields.name === 'Ben')")
    page.close()
    page = ui.page("person.html")
    assert "You began this before" in page.locator("#notices").inner_text()
    assert page.locator("[name=company]").input_value() == "Example Ltd"
    assert [field.input_value() for field in page.locator("[name=name]").all()] == ["Ada Stone", "Ben"]
    page.locator("[data-key=draft-discard]").click()
    expect(page.locator("[name=company]")).to_have_value("")
    assert ui.stored()["drafts"] == {}


def test_saving_ends_the_draft(ui: Pages) -> None:
    page = ui.page("person.html")
    fill(page, company="Example Ltd", name="Ada Stone")
    save(page)
    wait_until(page, "chrome.storage.local.get('drafts').then(({ drafts }) => Object.keys(drafts).length === 0)")


def test_two_windows_edit_at_once_and_nothing_is_lost(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    one = ui.page("person.html#application=example-ltd")
    other = ui.page("person.html#application=example-ltd")
    one.locator("[name=role]").fill("Lead Tester")
    one.locator("button.main").click()
    expect(one.locator("#saved")).not_to_be_empty()
    expect(other.locator("#notices")).to_contain_text("Another window has changed this.")
    other.locator("[name=when]").fill("2026-03-10T16:30")
    other.locator("button.main").click()
    expect(other.locator("#saved")).not_to_be_empty()
    stored = ui.stored()["records"]
    assert stored["applications"]["example-ltd"]["role"] == "Lead Tester", "what the other window did not touch stays"
    assert stored["rounds"]["round-example-ltd"]["start"] == "2026-03-10T16:30"


def test_who_is_in_an_interview_is_only_what_was_ticked_and_unticked_here(ui: Pages) -> None:
    """Whom another window put into it, or took out of it, since."""
    ui.begin(records(application("Example Ltd", "Avery Stone", "Ben Okafor", "Dora Lind")))
    page = ui.page("person.html#application=example-ltd")
    ui.worker.evaluate("""Store.update(({ people, rounds }) => {
        people.cleo = { name: 'Cleo Marsh', applications: ['example-ltd'], answers: {} };
        rounds['round-example-ltd'].who = ['dora-lind', 'avery-stone', 'cleo'];
    })""")
    expect(page.locator("#notices")).to_contain_text("Another window has changed this.")
    page.locator("[name=who-avery-stone]").uncheck()
    save(page)
    assert ui.stored()["records"]["rounds"]["round-example-ltd"]["who"] == ["dora-lind", "cleo"]


def test_one_draft_in_two_windows_loses_nothing(ui: Pages) -> None:
    """Both windows show what was begun; each adds something, both save."""
    page = ui.page("person.html")
    fill(page, company="Example Ltd", name="Ada Stone")
    wait_until(page, "Store.draft('new').then((draft) => draft?.people[0]?.fields.name === 'Ada Stone')")
    page.close()
    one, other = ui.page("person.html"), ui.page("person.html")
    fill(one, role="Lead Tester", profile="ada-stone", when="2026-03-10T14:00")
    one.locator("button.main").click()
    expect(one.locator("#saved")).not_to_be_empty()
    expect(other.locator("#notices")).to_contain_text("Another window has changed this.")
    other.locator("fieldset.person summary").click()
    fill(other, detail="the test bench")
    other.locator("button.main").click()
    expect(other.locator("#saved")).not_to_be_empty()
    stored = ui.stored()["records"]
    (made,), (person,) = stored["applications"].values(), stored["people"].values()
    assert (made["company"], made["role"]) == ("Example Ltd", "Lead Tester")
    assert (person["profiles"], person["detail"]) == (["ada-stone"], "the test bench")
    assert len(stored["rounds"]) == 1


def test_answers_given_in_the_form_are_dated(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    ui.at(datetime(2026, 3, 12, 9, 0, tzinfo=UTC))
    page = ui.page("person.html#application=example-ltd")
    row = page.locator("fieldset.person").first
    row.locator("summary").click()
    row.locator("[name=thanked]").select_option("yes")
    row.locator("[name=thanked-when]").fill("2026-03-11")
    save(page)
    given = ui.stored()["records"]["people"]["avery-stone"]["answers"]["thanked"]
    assert given == {"value": "yes", "at": "2026-03-11T22:59:00.000Z"}, "the end of that day in the person's own zone"
    row.locator("summary").click()
    row.locator("[name=thanked-when]").fill("2026-03-12")
    save(page)
    given = ui.stored()["records"]["people"]["avery-stone"]["answers"]["thanked"]
    assert given["at"].startswith("2026-03-12T09:0"), "nothing is dated ahead"
    row.locator("summary").click()
    row.locator("[name=thanked-when]").fill("2026-03-13")
    page.locator("button.main").click()
    expect(page.locator("#problem")).to_have_text("This day is still to come. When did it happen?")


def test_another_answer_has_a_day_of_its_own(ui: Pages) -> None:
    """A day that was typed stays with whatever is answered."""
    ui.begin(records(application("Example Ltd", "Avery Stone", of_people={"request": answer("sent", MONDAY)})))
    ui.at(datetime(2026, 3, 12, 9, 0, tzinfo=UTC))
    page = ui.page("person.html#application=example-ltd")
    row = page.locator("fieldset.person").first
    row.locator("summary").click()
    when, request = row.locator("[name=request-when]"), row.locator("[name=request]")
    expect(when).to_have_value("2026-03-09")
    request.select_option("withdrawn")
    expect(when).to_have_value("")
    request.select_option("sent")
    expect(when).to_have_value("2026-03-09")
    request.select_option("withdrawn")
    save(page)
    given = ui.stored()["records"]["people"]["avery-stone"]["answers"]["request"]
    assert given["value"] == "withdrawn"
    assert given["at"].startswith("2026-03-12T09:0"), "today, and not the day of the earlier answer"
    row.locator("summary").click()
    when.fill("2026-03-11")
    request.select_option("sent")
    expect(when).to_have_value("2026-03-11")


def test_a_second_save_writes_only_what_was_changed_since_the_first(ui: Pages) -> None:
    ui.begin(records(EXAMPLE))
    page = ui.page("person.html#application=example-ltd")
    row = page.locator("fieldset.person").first
    row.locator("summary").click()
    row.locator("[name=thanked]").select_option("yes")
    fill(page, role="Lead Tester")
    save(page)
    expect(page.locator("#save .main")).to_be_focused()
    assert page.locator("#advice li").count() == 2
    first = ui.stored()["records"]
    ui.worker.evaluate("""Store.update((stored) => {
        stored.applications['example-ltd'].role = 'Elsewhere';
        stored.people['avery-stone'].aliases = { 'avery-stone': ['ACoAAB'] };
    })""")
    expect(page.locator("#notices")).to_contain_text("Another window has changed this.")
    page.locator("[name=company]").fill("Example SE")
    save(page)
    second = ui.stored()["records"]
    assert second["applications"]["example-ltd"]["role"] == "Elsewhere"
    assert second["applications"]["example-ltd"]["company"] == "Example SE"
    assert second["people"]["avery-stone"]["answers"] == first["people"]["avery-stone"]["answers"]
    page.locator("[name=profile]").first.fill("avery-b-stone")
    save(page)
    person = ui.stored()["records"]["people"]["avery-stone"]
    assert (person["profiles"], person["aliases"]) == (["avery-b-stone"], {}), "what was seen with the old one goes"


def test_zones_gaps_folds_and_overlaps_are_said(ui: Pages) -> None:
    page = ui.page("person.html")
    fill(page, company="E", name="Ada", when="2026-03-29T02:30")
    remark = page.locator("fieldset.round .when [role=status]").first
    expect(remark).to_have_text(
        "Sun, 29 March 2026 at 3:30, Berlin, 1 hour. Clocks go forward then, and this time is skipped. 3:30 is taken. At night?"
    )
    fill(page, when="2026-10-25T02:30")
    expect(remark).to_contain_text("Clocks go back then, and this time comes twice. The first is taken.")
    fill(page, when="2026-03-08T09:00")
    expect(remark).to_contain_text("That is past.")
    page.locator("[data-key=day-1]").first.click()
    expect(remark).to_have_text("Tue, 10 March 2026 at 9:00, Berlin, 1 hour.")
    page.locator("fieldset.round summary").click()
    page.locator("[name=zone]").select_option("America/New_York")
    expect(remark).to_contain_text("For you that is Tue 10 Mar, 14:00.")
    page.locator("#add-round").click()
    second = page.locator("fieldset.round").nth(1)
    second.locator("[name=when]").fill("2026-03-10T14:30")
    expect(remark).to_contain_text("This overlaps another interview.")
    save(page)
    assert {r["zone"] for r in ui.stored()["records"]["rounds"].values()} == {"America/New_York", "Europe/Berlin"}


def test_a_day_pressed_asks_for_its_hour(ui: Pages) -> None:
    page = ui.page("person.html")
    fill(page, company="E", name="Ada")
    remark = page.locator("fieldset.round .when [role=status]").first
    page.locator("[data-key=day-2]").first.click()
    expect(remark).to_contain_text("Nobody has said the hour yet: 10:00 is a guess.")
    expect(page.locator("[data-key='hour-10:00']")).to_be_focused()
    page.keyboard.type("1430")
    expect(remark).to_contain_text("Wed, 11 March 2026 at 10:00")
    wait_until(page, "Store.draft('new').then((draft) => draft?.rounds[0]?.fields['when-guess'] === '10:00')")
    page = ui.page("person.html")
    expect(page.locator("fieldset.round .when [role=status]").first).to_contain_text("is a guess")
    page.locator("[data-key='hour-14:00']").click()
    expect(page.locator("fieldset.round .when [role=status]").first).to_have_text(
        "Wed, 11 March 2026 at 14:00, Berlin, 1 hour."
    )
    page.locator("[data-key='hour-14:30']").click()
    save(page)
    assert [r["start"] for r in ui.stored()["records"]["rounds"].values()] == ["2026-03-11T14:30"]


def test_ten_overlapping_rounds_are_stored_as_they_are(ui: Pages) -> None:
    page = ui.page("person.html")
    fill(page, company="E", name="Ada")
    for index in range(10):
        if index:
            page.locator("#add-round").click()
        row = page.locator("fieldset.round").nth(index)
        row.locator("[name=when]").fill(f"2026-03-10T14:{index:02}")
    save(page)
    assert len(ui.stored()["records"]["rounds"]) == 10
    page = ui.popup()
    expect(page.locator("#people [id^=person-]")).to_contain_text("Wait · until you've met")


def test_full_storage_is_said_and_what_was_typed_stays(ui: Pages) -> None:
    page = ui.page("person.html")
    fill(page, company="Example Ltd", name="Ada Stone")
    wait_until(page, "Store.draft('new').then((draft) => draft?.people[0]?.fields.name === 'Ada Stone')")
    ui.worker.evaluate(
        """async () => {
          const room = chrome.storage.local.QUOTA_BYTES - (await chrome.storage.local.getBytesInUse());
          await chrome.storage.local.set({ filler: 'x'.repeat(room - 100) });
        }"""
    )
    page.locator("button.main").click()
    expect(page.locator("#problem")).to_contain_text("the browser's storage refused it")
    assert page.locator("[name=company]").input_value() == "Example Ltd"
    ui.worker.evaluate("chrome.storage.local.remove('filler')")
    save(page)
