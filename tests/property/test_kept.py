"""“Keep as a story”: whatever the stage shows is told as a story that a reader and the rules understand alike."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
import yaml
from connect_etiquette import pipeline
from connect_etiquette.answers import outcome_at, read_scenarios
from connect_etiquette.bench import KEPT, KeepError, Posed, as_stored, keep, read_posed, stories
from connect_etiquette.findings import Findings
from connect_etiquette.output import find_paths
from connect_etiquette.proof import Proved

from tests.support.etiquette import etiquette
from tests.support.random_records import random_instant, random_page, random_records
from tests.support.rule_folders import write

SAMPLE, ALL = 60, 10_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the rules that ship."""
    return Path(shutil.copytree(find_paths().rules, tmp_path / "rules"))


def told(question: Posed) -> dict[str, object]:
    """A question as a page puts it."""
    at = round(question.at.timestamp() * 1000)
    return {
        "records": as_stored(question.records),
        "person": question.person.id,
        "at": at,
        "page": list(question.page),
    }


def drawn(proved: Proved, count: int) -> list[Posed]:
    rng = random.Random(20260310)
    found = []
    for _ in range(count):
        records, around = random_records(rng, proved.rule_set)
        person = rng.choice(list(records.people.values()))
        found.append(Posed(records, person, random_instant(rng, around), random_page(rng)))
    return found


def test_what_the_page_poses_comes_through_as_it_was(full: bool) -> None:
    proved = etiquette()
    sound = 0
    for question in drawn(proved, ALL if full else SAMPLE):
        if any(one.ends <= one.begins for one in question.records.rounds):
            continue
        assert read_posed(proved, told(question)) == question
        sound += 1
    assert sound > SAMPLE / 2


def test_random_situations_are_kept_with_their_answer(folder: Path, full: bool) -> None:
    proved = etiquette()
    before = len(read_scenarios(proved.rule_set, proved.space, Findings()))
    kept, refused = [], []
    for number, question in enumerate(drawn(proved, ALL // 10 if full else SAMPLE)):
        try:
            keep(proved, folder, question, f"Situation {number}: “yes”, or #no - {{}}")
            kept.append(question)
        except KeepError as error:
            refused.append((question, str(error)))
    # What a story can't say: a round that nobody is in or whose end lies before its beginning, and the second of two
    # equal hours in autumn.
    rounds = [question.records.rounds for question, _ in refused]
    odd = sum(any(not one.who or one.ends <= one.begins for one in some) for some in rounds)
    assert len(refused) - odd < len(kept) / 100, [error for _, error in refused]
    assert len(kept) > SAMPLE / 3
    run = pipeline.check(folder, "error")
    assert run.proved is not None
    assert [finding.message for finding in run.findings.items if finding.code == "scenario"] == []
    found = read_scenarios(run.proved.rule_set, proved.space, Findings())
    assert len(found) == before + len(kept)
    ours = [one for one in found if one.span.file.name.endswith("kept.yaml")]
    for scenario, question in zip(ours, kept, strict=True):
        outcome = outcome_at(proved, question.records, question.person, question.at, question.page)
        verdicts = {one.verdict for one in scenario.expected}
        assert (outcome.verdict or "contradiction") in verdicts


@pytest.mark.parametrize("applications", [{}, {"a": {"company": "Acme", "answers": {}}}])
def test_somebody_in_no_application_is_kept_in_none(applications: dict[str, object], folder: Path) -> None:
    proved = etiquette()
    people = {"p": {"name": "Ada Stone", "applications": [], "answers": {}}}
    records = {"me": {}, "applications": applications, "rounds": {}, "people": people, "zone": "UTC"}
    question = {"records": records, "person": "p", "at": 1773216000000, "page": []}
    keep(proved, folder, read_posed(proved, question), "Nowhere")
    assert "    people: {Ada: {in: []}}\n" in (folder / KEPT).read_text("utf-8")


def test_it_is_written_as_a_coach_would(folder: Path) -> None:
    proved = etiquette()
    at = "2026-03-10T15:00:00.000Z"
    question = {
        "records": {
            "me": {"secret-search": {"value": "no", "at": "2026-03-11T08:00:00.000Z"}},
            "applications": {"a": {"company": "Acme", "answers": {"contact-rules": {"value": "none", "at": at}}}},
            "rounds": {
                "r": {"application": "a", "start": "2026-03-10T14:00", "zone": "Europe/Berlin", "who": ["p"], "end": ""}
            },
            "people": {"p": {"name": "Ada Stone", "applications": ["a"], "answers": {"thanked": {"value": "yes", "at": at}}}},
            "zone": "Europe/Berlin",
        },
        "person": "p",
        "at": 1773216000000,
        "page": [],
    }  # fmt: skip
    place = keep(proved, folder, read_posed(proved, question), "Thanked on the day, and it is the morning after")
    assert place == f"{folder}/scenarios/kept.yaml:5"
    assert (folder / KEPT).read_text("utf-8") == (
        "# Kept from the stage. Move each story to the file where it belongs.\n"
        "zone: Europe/Berlin\n"
        "\n"
        "scenarios:\n"
        "  - story: Thanked on the day, and it is the morning after\n"
        "    now: Wed 2026-03-11 09:00\n"
        "    me: {secret-search: no}\n"
        "    application: {contact-rules: none on Tue 2026-03-10 16:00}\n"
        "    rounds: [{at: Tue 2026-03-10 14:00, who: Ada}]\n"
        "    people: {Ada: {thanked: yes on Tue 2026-03-10 16:00}}\n"
        "    expect: wait by first-day-thanked, then caution on Wed 2026-03-11 15:00\n"
    )
    # The next one stands behind it.
    posed = read_posed(proved, question)
    assert keep(proved, folder, posed, "Again").endswith("kept.yaml:13")
    assert len(yaml.safe_load((folder / KEPT).read_text("utf-8"))["scenarios"]) == 2


SHORTLY_AFTER = {
    "records": {
        "me": {},
        "applications": {"a": {"company": "Acme", "answers": {}}},
        "rounds": {
            "r": {"application": "a", "start": "2026-03-10T14:00", "zone": "Europe/Berlin", "who": ["p"], "end": ""}
        },
        "people": {
            "p": {
                "name": "Ada Stone",
                "applications": ["a"],
                "answers": {"a": {"value": "yes", "at": "2026-03-10T14:30:00.000Z"}},
            }
        },
        "zone": "Europe/Berlin",
    },
    "person": "p",
    "at": 1773153000000,
    "page": [],
}
"""Half an hour after an interview began; an hour later the clock makes it impossible."""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("head", "zone"),
    [
        ("zone: Europe/Berlin\n", ""),
        ("zone: Europe/Berlin  # where we are\n", ""),
        ("zone: 'Europe/Berlin'\n", ""),
        ("given:\n  zone: Europe/Berlin\n", ""),
        ("zone: Asia/Tokyo # far away\n", "    zone: Europe/Berlin\n"),
        ("zone: Europe/Berlin\ngiven: {zone: Asia/Tokyo}\n", "    zone: Europe/Berlin\n"),
        ("", "    zone: Europe/Berlin\n"),
    ],
)
def test_it_is_kept_in_the_zone_and_with_the_line_ends_of_its_file(
    head: str, zone: str, end: str, tmp_path: Path
) -> None:
    folder = write(tmp_path, facts="a s", impossible=["late {a: yes, s: at least 2h}"])
    proved = pipeline.check(folder, "error").proved
    assert proved is not None
    before = head + "scenarios:\n  - {story: One, facts: {a: no}, expect: go}\n"
    (folder / KEPT).parent.mkdir()
    (folder / KEPT).write_bytes(before.replace("\n", end).encode())
    place = keep(proved, folder, read_posed(proved, SHORTLY_AFTER), "Two")
    after = before + "\n  - story: Two\n" + zone + "    now: Tue 2026-03-10 15:30\n"
    written = (folder / KEPT).read_bytes().decode()
    assert written.startswith(after.replace("\n", end))
    assert written.count("\n") == written.count(end)
    # The clock makes it impossible, and that is told as well.
    assert written.endswith(f"expect: wait by first, then contradiction on Tue 2026-03-10 17:00{end}")
    assert place == f"{folder}/{KEPT}:{before.count(chr(10)) + 2}"


@pytest.mark.parametrize("margin", [0, 1, 4])
def test_it_is_kept_as_far_in_as_the_stories_before_it(margin: int, tmp_path: Path) -> None:
    folder = write(tmp_path, facts="a s", impossible=["late {a: yes, s: at least 2h}"])
    proved = pipeline.check(folder, "error").proved
    assert proved is not None
    (folder / KEPT).parent.mkdir()
    before = "# Ours\nscenarios: # all of them\n\n" + " " * margin + "- {story: One, facts: {a: no}, expect: go}\n"
    (folder / KEPT).write_text(before, "utf-8")
    keep(proved, folder, read_posed(proved, SHORTLY_AFTER), "Two")
    keep(proved, folder, read_posed(proved, SHORTLY_AFTER), "Three")
    written = (folder / KEPT).read_text("utf-8")
    assert written.startswith(before)
    assert [line[margin:] for line in written.splitlines() if "story: T" in line] == ["- story: Two", "- story: Three"]


@pytest.mark.parametrize(
    "text",
    [
        "scenarios: [{story: One, facts: {a: no}, expect: go}]\n",
        "scenarios:\n  - {story: One, facts: {a: no}, expect: go}\nzone: UTC\n",
    ],
    ids=["in a line", "not at the end"],
)
def test_a_list_that_nothing_can_be_put_behind_is_said_to_be_one(text: str, tmp_path: Path) -> None:
    folder = write(tmp_path, facts="a s", impossible=["late {a: yes, s: at least 2h}"])
    proved = pipeline.check(folder, "error").proved
    assert proved is not None
    (folder / KEPT).parent.mkdir()
    (folder / KEPT).write_text(text, "utf-8")
    with pytest.raises(KeepError, match="have its stories at its end, each on lines of its own"):
        keep(proved, folder, read_posed(proved, SHORTLY_AFTER), "Two")
    assert (folder / KEPT).read_text("utf-8") == text


def test_what_can_not_be_kept_is_said_and_changes_nothing(folder: Path) -> None:
    proved = etiquette()
    question = drawn(proved, 1)[0]
    for title in ("", "  \n ", "x" * 201):
        with pytest.raises(KeepError, match="in one line"):
            keep(proved, folder, question, title)
    (folder / KEPT).write_text("scenarios: [", "utf-8")
    with pytest.raises(KeepError, match="has errors: mend them first"):
        keep(proved, folder, question, "A story")
    assert (folder / KEPT).read_text("utf-8") == "scenarios: ["
    (folder / KEPT).write_bytes(b"\xff")
    with pytest.raises(KeepError, match="can't be read"):
        keep(proved, folder, question, "A story")
    (folder / KEPT).unlink()
    (folder / KEPT).mkdir()
    with pytest.raises(KeepError, match="can't be read"):
        keep(proved, folder, question, "A story")


def test_each_story_is_played_as_it_was_told() -> None:
    """The scene that the stage gets of a story poses the same question."""
    proved = etiquette()
    told = stories(proved, [])
    scenarios = read_scenarios(proved.rule_set, proved.space, Findings())
    expected = [(scenario, one) for scenario in scenarios for one in scenario.expected]
    assert len(told) == len(expected)
    plain = 0
    for data, (scenario, one) in zip(told, expected, strict=True):
        scene = data["scene"]
        assert scene is not None
        assert scenario.now is not None
        assert scene["at"] == scenario.now.timestamp() * 1000
        plain += "background" not in scene["told"]
        assert data["expect"].startswith(one.verdict)
    # Of one person, one round and one company are enough for the stage's own fields to change them.
    assert plain > len(told) / 3
