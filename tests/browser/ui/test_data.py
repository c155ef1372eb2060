"""What is entered can be saved, read back, deleted and taken back; what is damaged is kept until it is decided about."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from connect_etiquette.output import published_schema
from jsonschema import Draft202012Validator
from playwright.sync_api import Page, expect

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import Pages, with_slow_file
from tests.support.chromium import wait_until, with_engine
from tests.support.entries import answer, application, records

ENTERED = records(
    application("Example Ltd", "Avery Stone", "Ben Okafor", of_people={"thanked": answer("yes", MONDAY)}),
    me={"secret-search": answer("yes", MONDAY)},
)
SCHEMA = Draft202012Validator(published_schema("records"))

FORGET_BEN = (
    "Store.update((stored) => { delete stored.people['ben-okafor']; }, { word: 'undo-person', name: 'Ben Okafor' })"
)


def options(ui: Pages) -> Page:
    return ui.page("options.html")


def export(page: Page, folder: Path) -> dict[str, Any]:
    with page.expect_download() as info:
        page.locator("#export").click()
    target = folder / info.value.suggested_filename
    info.value.save_as(target)
    found: dict[str, Any] = json.loads(target.read_text("utf-8"))
    return found


def offer(page: Page, content: object, folder: Path) -> None:
    """Choose a file with this content, JSON unless it is text already."""
    file = folder / "records.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    page.locator("#import").set_input_files(file)


@pytest.mark.parametrize(
    ("name", "field", "said"), [("options", "#import", "#import-problem"), ("calendar", "#file", "#problem")]
)
def test_a_file_that_is_not_there_any_more_is_said(ui: Pages, tmp_path: Path, name: str, field: str, said: str) -> None:
    page = ui.page(f"{name}.html")
    page.evaluate("void (Blob.prototype.text = () => Promise.reject(new DOMException('gone', 'NotReadableError')))")
    file = tmp_path / "gone.ics"
    file.write_text("BEGIN:VCALENDAR", "utf-8")
    page.locator(field).set_input_files(file)
    expect(page.locator(said)).to_have_text("This file can't be read any more. Choose it again.")


def test_a_saved_file_is_plain_text_and_says_so_first(ui: Pages, tmp_path: Path) -> None:
    ui.begin(ENTERED)
    page = options(ui)
    assert "plain text with names and dates" in page.locator("#data").inner_text()
    saved = export(page, tmp_path)
    assert [error.message for error in SCHEMA.iter_errors(saved)] == []
    assert saved["kind"] == "connect-etiquette"
    assert saved["people"] == ENTERED["people"]
    assert saved["rounds"] == ENTERED["rounds"]
    assert saved["me"] == {}, "that the search is secret is left out"
    page.locator("#with-me").check()
    assert export(page, tmp_path)["me"] == ENTERED["me"]


def test_saved_and_read_back_is_the_same(ui: Pages, tmp_path: Path) -> None:
    ui.begin(ENTERED)
    page = options(ui)
    page.locator("#with-me").check()
    saved = export(page, tmp_path)
    ui.begin()
    page = options(ui)
    offer(page, saved, tmp_path)
    expect(page.locator("#imported")).to_contain_text("This file holds 1 application, 1 interview and 2 people.")
    page.locator("[data-key=import-add]").click()
    expect(page.locator("#data-said")).to_contain_text("Done.")
    assert ui.stored()["records"] == ENTERED


def test_add_keeps_what_is_there_and_replace_does_not(ui: Pages, tmp_path: Path) -> None:
    other = records(application("Fable & Sons", "Cleo Marsh"))
    file = {**other, "kind": "connect-etiquette", "exported": "2026-03-01T00:00:00Z"}
    ui.begin(ENTERED)
    page = options(ui)
    offer(page, file, tmp_path)
    page.locator("[data-key=import-add]").click()
    expect(page.locator("#data-said")).to_contain_text("Done.")
    assert sorted(ui.stored()["records"]["applications"]) == ["example-ltd", "fable-&-sons"]
    assert ui.stored()["records"]["me"] == ENTERED["me"]
    offer(page, {**file, "exported": "2026-03-02T00:00:00Z"}, tmp_path)
    page.locator("[data-key=import-replace]").click()
    expect(page.locator("#undo li")).to_have_count(2)
    assert sorted(ui.stored()["records"]["applications"]) == ["fable-&-sons"]
    assert ui.stored()["records"]["me"] == ENTERED["me"], "the file says nothing about me"
    page.locator("#undo [data-key^=undo-1]").first.click()
    expect(page.locator("#undo li")).to_have_count(1)
    assert sorted(ui.stored()["records"]["applications"]) == ["example-ltd", "fable-&-sons"]


def test_unknown_keys_of_another_version_are_kept(ui: Pages, tmp_path: Path) -> None:
    file = json.loads(json.dumps({**ENTERED, "kind": "connect-etiquette", "mood": {"today": "good"}}))
    file["people"]["avery-stone"]["shoe-size"] = 43
    file["people"]["avery-stone"]["answers"]["star-sign"] = {"value": "leo", "at": "2026-03-01T00:00:00Z"}
    ui.begin()
    page = options(ui)
    offer(page, file, tmp_path)
    page.locator("[data-key=import-add]").click()
    expect(page.locator("#data-said")).to_contain_text("Done.")
    page = ui.page("person.html#person=avery-stone")
    page.locator("[name=role]").fill("Other")
    page.locator("button.main").click()
    expect(page.locator("#saved")).not_to_be_empty()
    stored = ui.stored()["records"]
    assert stored["mood"] == {"today": "good"}
    assert stored["people"]["avery-stone"]["shoe-size"] == 43
    assert stored["people"]["avery-stone"]["answers"]["star-sign"]["value"] == "leo"
    page = options(ui)
    saved = export(page, tmp_path)
    assert saved["mood"] == {"today": "good"}
    assert saved["people"]["avery-stone"]["shoe-size"] == 43


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("not json {", "can't be read"),
        ("[1, 2]", "holds something else"),
        ({"kind": "a shopping list", "people": {}}, "holds something else"),
        ({"kind": "connect-etiquette", "format": 2, "people": []}, "damaged throughout"),
        ({**ENTERED, "kind": "connect-etiquette", "format": 99}, "saved by a newer version"),
        ("x" * 10_000_000, "too large"),
        (json.dumps({"kind": "connect-etiquette", "padding": "x" * 10_000_000}), "too large"),
        (json.dumps({"kind": "connect-etiquette", "padding": "ü" * 5_000_000}, ensure_ascii=False), "too large"),
    ],
    ids=["no-json", "list", "something-else", "sections", "newer", "10-MB", "10-MB-json", "10-MB-bytes"],
)
def test_a_file_of_something_else_changes_nothing(ui: Pages, tmp_path: Path, content: object, words: str) -> None:
    ui.begin(ENTERED)
    page = options(ui)
    offer(page, content, tmp_path)
    expect(page.locator("#import-problem")).to_contain_text(words)
    expect(page.locator("#import-problem")).to_contain_text("Nothing was changed.")
    assert page.locator("#imported button").count() == 0
    assert ui.stored()["records"] == ENTERED


def test_of_two_files_the_one_that_was_chosen_last_is_shown(ui: Pages, tmp_path: Path) -> None:
    page = options(ui)
    read_on = with_slow_file(page)
    offer(page, {"kind": "connect-etiquette", **ENTERED}, tmp_path)
    later = tmp_path / "later"
    later.mkdir()
    offer(page, "nothing of ours", later)
    expect(page.locator("#import-problem")).not_to_be_empty()
    read_on()
    expect(page.locator("#imported")).to_be_empty()
    expect(page.locator("#import-problem")).not_to_be_empty()


def test_damaged_entries_of_a_file_are_left_out_and_counted(ui: Pages, tmp_path: Path) -> None:
    file = json.loads(json.dumps({**ENTERED, "kind": "connect-etiquette"}))
    file["people"]["bad"] = {"name": 7}
    file["rounds"]["backwards"] = {**file["rounds"]["round-example-ltd"], "end": "2026-03-10T13:00"}
    file["people"]["constructor"] = dict(file["people"]["avery-stone"])
    text = json.dumps(file).replace('"constructor"', '"__proto__"')
    ui.begin()
    page = options(ui)
    offer(page, text, tmp_path)
    expect(page.locator("#imported")).to_contain_text("3 entries can't be read and are left out.")
    page.locator("[data-key=import-replace]").click()
    expect(page.locator("#data-said")).to_contain_text("Done.")
    assert sorted(ui.stored()["records"]["people"]) == ["avery-stone", "ben-okafor"]
    assert sorted(ui.stored()["records"]["rounds"]) == ["round-example-ltd"]


def test_delete_all_takes_two_presses_and_is_taken_back_for_a_day(ui: Pages) -> None:
    ui.begin(ENTERED, name="Jo Seeker", hidden={"avery-stone": "wait"})
    page = options(ui)
    page.locator("[data-key=wipe]").click()
    expect(page.locator("[data-key=wipe-no]")).to_be_focused()
    assert ui.stored()["records"] == ENTERED
    page.locator("[data-key=wipe-yes]").click()
    said = page.locator("#data-said")
    expect(said).to_contain_text("Everything is deleted.")
    expect(said.get_by_role("button", name="Undo")).to_be_focused()
    expect(said).to_be_in_viewport()
    name, search = page.locator("[name=me]"), page.locator("[name=secret-search]")
    expect(name).to_have_value("")
    emptied = ui.stored()
    assert all(emptied["records"][section] == {} for section in ("me", "applications", "rounds", "people"))
    page.keyboard.press("Enter")
    expect(said).to_be_empty()
    assert ui.stored()["records"] == ENTERED
    assert ui.stored()["settings"] == {"place": "page", "name": "Jo Seeker", "hidden": {"avery-stone": "wait"}}
    # What the page says of oneself is what is stored again.
    expect(name).to_have_value("Jo Seeker")
    expect(search).to_have_value(ENTERED["me"]["secret-search"]["value"])


def test_delete_all_leaves_no_copy_name_or_draft(ui: Pages) -> None:
    """But for what can be taken back for a day."""
    ui.begin(ENTERED, name="Jo Seeker", hidden={"avery-stone": "wait"})
    ui.store(backup={"at": 1, "records": ENTERED}, drafts={"new": {"company": "Fable"}})
    page = options(ui)
    page.locator("[data-key=wipe]").click()
    page.locator("[data-key=wipe-yes]").click()
    expect(page.locator("#data-said")).to_contain_text("Everything is deleted.")
    left = ui.stored()
    assert "backup" not in left
    assert left["drafts"] == {}
    assert left["settings"] == {"place": "page"}
    assert page.locator("[name=me]").input_value() == page.locator("[name=secret-search]").input_value() == ""
    page.locator("[data-key=undo-drop]").click()
    expect(page.locator("#undo > *")).to_have_count(0)
    assert "Avery" not in json.dumps(ui.stored())


def test_taking_back_leaves_what_was_answered_since(ui: Pages, tmp_path: Path) -> None:
    ui.begin(ENTERED)
    page = options(ui)
    changed = json.loads(json.dumps({**ENTERED, "kind": "connect-etiquette"}))
    changed["people"]["avery-stone"]["name"] = "Avery B. Stone"
    changed["people"]["ben-okafor"]["detail"] = "golf"
    offer(page, changed, tmp_path)
    page.locator("[data-key=import-add]").click()
    expect(page.locator("#data-said")).to_contain_text("Done.")
    ui.worker.evaluate("""Store.update((stored) => {
        stored.people['avery-stone'].answers.asked = { value: 'agreed', at: '2026-03-09T09:00:00Z' };
        delete stored.people['ben-okafor'];
    })""")
    page.locator("#undo [data-key^=undo-1]").click()
    expect(page.locator("#undo > *")).to_have_count(0)
    people = ui.stored()["records"]["people"]
    assert people["avery-stone"]["name"] == "Avery Stone"
    assert sorted(people["avery-stone"]["answers"]) == ["asked", "thanked"]
    assert "ben-okafor" not in people, "who was deleted since stays so"


def test_after_a_day_nothing_deleted_is_left(ui: Pages) -> None:
    ui.begin(ENTERED)
    page = options(ui)
    ui.worker.evaluate(FORGET_BEN)
    expect(page.locator("#undo")).to_contain_text("Ben Okafor deleted")
    assert len(ui.stored()["undo"]) == 1
    ui.at(MONDAY + timedelta(hours=24, minutes=1))
    ui.worker.evaluate("Store.updateSettings((s) => { s.touched = 1; })")
    wait_until(page, "chrome.storage.local.get('undo').then(({ undo }) => undo.length === 0)")
    assert "Ben" not in json.dumps(ui.stored())


def test_what_was_deleted_can_be_removed_for_good_at_once(ui: Pages) -> None:
    ui.begin(ENTERED)
    page = options(ui)
    ui.worker.evaluate("Store.forget({ id: 'example-ltd', company: 'Example Ltd' })")
    expect(page.locator("#undo")).to_contain_text("Example Ltd forgotten")
    page.locator("[data-key=undo-drop]").click()
    expect(page.locator("#undo > *")).to_have_count(0)
    assert "Avery" not in json.dumps(ui.stored())


def test_an_older_format_is_copied_before_it_is_changed(ui: Pages) -> None:
    old = json.loads(json.dumps(ENTERED)) | {"format": 1}
    old["rounds"]["round-example-ltd"]["status"] = ""
    ui.begin(old)
    page = ui.popup()
    assert page.locator("#people [id^=person-]").count() == 2, "it is read at once"
    assert ui.stored()["records"]["format"] == 1, "reading writes nothing"
    ui.worker.evaluate("Store.update((stored) => { stored.touched = true; })")
    stored = ui.stored()
    assert stored["backup"]["records"] == old
    assert stored["records"]["format"] == 2
    assert "status" not in stored["records"]["rounds"]["round-example-ltd"]
    ui.worker.evaluate("Store.update((stored) => { stored.touched = false; })")
    assert ui.stored()["backup"]["records"] == old, "a later change leaves the copy alone"


def test_damaged_entries_are_named_kept_saved_and_deleted_one_by_one(ui: Pages, tmp_path: Path) -> None:
    damaged = json.loads(json.dumps(ENTERED))
    damaged["people"]["ben-okafor"] = {"name": 7}
    damaged["rounds"]["round-example-ltd"]["end"] = "2026-03-10T13:00"
    ui.begin(damaged)
    popup = ui.popup()
    shown = popup.locator("#problems").inner_text()
    assert "A person (ben-okafor): it is damaged" in shown
    assert "An interview (round-exampl): it does not end after it begins" in shown
    page = ui.page("options.html")
    box = page.locator("#damaged")
    expect(box.locator("li")).to_have_count(2)
    with page.expect_download() as info:
        box.locator("[data-key=damaged-save]").click()
    info.value.save_as(tmp_path / "rescue.json")
    assert json.loads((tmp_path / "rescue.json").read_text("utf-8")) == damaged
    box.locator("[data-key='drop-people.ben-okafor']").click()
    expect(box.locator("li")).to_have_count(1)
    box.locator("[data-key='drop-rounds.round-example-ltd']").click()
    expect(box.locator("li")).to_have_count(0)
    assert list(ui.stored()["records"]["people"]) == ["avery-stone"]


def test_records_that_are_no_records_are_set_aside(ui: Pages) -> None:
    ui.begin()
    ui.store(records="garbage")
    page = ui.page("options.html")
    expect(page.locator("#damaged")).to_contain_text("Everything: it is damaged")
    form = ui.page("person.html")
    form.locator("[name=company]").fill("Example Ltd")
    form.locator("[name=name]").fill("Ada")
    form.locator("button.main").click()
    expect(form.locator("#problem")).to_contain_text("Nothing was saved")
    assert ui.stored()["records"] == "garbage"
    page.bring_to_front()
    page.locator("[data-key=damaged-afresh]").click()
    expect(page.locator("#damaged > *")).to_have_count(0)
    assert ui.stored()["backup"]["records"] == "garbage"
    form.bring_to_front()
    form.locator("button.main").click()
    expect(form.locator("#saved")).to_have_text("Saved on this device.")


def test_the_schema_and_the_extension_agree_on_what_is_sound(ui: Pages) -> None:
    """Each change makes the entry unreadable for both; the sound one is sound for both."""
    page = with_engine(ui.page("options.html"))
    validated = (
        "(records) => Records.validated(CORE, records).problems"
        ".filter((p) => p.reason !== 'reference').map((p) => p.key)"
    )
    person = ENTERED["people"]["avery-stone"]
    round_ = ENTERED["rounds"]["round-example-ltd"]
    cases: list[tuple[str, dict[str, Any], bool]] = [
        ("people", person, True),
        ("people", {**person, "more": 1}, True),
        ("people", {**person, "name": 7}, False),
        ("people", {**person, "profiles": "ada"}, False),
        ("people", {**person, "answers": {"thanked": {"value": "yes"}}}, False),
        ("people", {**person, "answers": {"thanked": {"value": True, "at": "2026-03-01T00:00:00Z"}}}, False),
        ("people", {**person, "name": "x" * 501}, False),
        ("people", {**person, "detail": []}, False),
        ("rounds", round_, True),
        ("rounds", {**round_, "title": "Talk", "event": "1a", "sequence": 2, "passed": ["thanked"]}, True),
        ("rounds", {**round_, "passed": 3}, False),
        ("rounds", {**round_, "reviewed": "soon"}, False),
        ("rounds", {**round_, "title": 7}, False),
        ("rounds", {**round_, "event": 7}, False),
        ("rounds", {**round_, "sequence": 1.5}, False),
        ("rounds", {**round_, "start": "soon"}, False),
        ("rounds", {**round_, "who": [1]}, False),
        ("rounds", {**round_, "status": "perhaps"}, False),
        ("applications", {"company": "Example", "answers": {}}, True),
        ("applications", {"answers": {}}, False),
        ("applications", {"company": "Example", "answers": {}, "role": 7}, False),
        ("applications", {"company": "Example", "answers": {}, "askedOver": 7}, False),
        ("applications", {"company": "Example", "answers": {}, "keep": "yes"}, False),
    ]
    for section, entry, sound in cases:
        stored = {**records(), section: {"one": entry}}
        file = {**stored, "kind": "connect-etiquette", "exported": datetime.now(UTC).isoformat()}
        assert (page.evaluate(validated, stored) == []) is sound, entry
        assert SCHEMA.is_valid(file) is sound, entry


def test_a_value_that_a_fact_does_not_have_counts_as_unanswered(ui: Pages) -> None:
    made = application(
        "Example Ltd",
        "Avery Stone",
        answers={"promised-by": answer("someday", MONDAY), "outcome": answer("maybe", MONDAY)},
    )
    ui.begin(records(made))
    page = ui.popup()
    expect(page.locator("#people [id^=person-]")).to_contain_text("Wait · until you've met")
    assert ui.stored()["records"]["applications"]["example-ltd"]["answers"]["outcome"]["value"] == "maybe", (
        "and is kept"
    )
