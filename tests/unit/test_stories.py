"""`etiquette test`: some files, some stories, and stories that are accepted as they turn out, in place."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path

import pytest

from tests.support.rule_folders import write
from tests.unit.test_errors import ROOT, etiquette
from tests.unit.test_names import findings

STORIES = """\
# A comment that stays.
zone: Europe/Berlin
scenarios:
  - story: "At once: not thanked"
    now: Tue 2026-03-10 16:00
    rounds: [{at: Tue 2026-03-10 14:00, who: [Ada, Ben]}]
    people: {Ada: , Ben: {thanked: yes}}
    expect: {Ada: wait by first-day, then go on Wed 2026-03-11 14:00, Ben: "go"}  # and this one
  - story: A day later
    now: Wed 2026-03-11 16:00
    rounds: [{at: Tue 2026-03-10 14:00, who: [Ada]}]
    people: {Ada: {thanked: yes}}
    expect: 'wait by first-day'
  - story: All is well
    now: Wed 2026-03-11 16:00
    rounds: [{at: Tue 2026-03-10 14:00, who: [Ada]}]
    people: {Ada: {thanked: yes}}
    expect: go
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small rule set with stories of which three expectations are wrong."""
    shutil.copytree(ROOT / "tests" / "small", tmp_path / "rules")
    text = STORIES.replace("Ada: wait by first-day, then go on Wed 2026-03-11 14:00", "Ada: go")
    (tmp_path / "rules" / "scenarios" / "mine.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    return tmp_path / "rules"


def test_stories_are_accepted_in_place_and_each_is_printed(small: Path) -> None:
    file = small / "scenarios" / "mine.yaml"
    before = file.read_bytes()
    assert etiquette("test", "--rules", small, "mine.yaml").exit_code == 1
    assert file.read_bytes() == before
    result = etiquette("test", "--rules", small, file, "--accept")
    assert result.exit_code == 0, result.output
    for line in (
        f"Changed {file}:8: “At once: not thanked” for Ada: go → wait",
        f'Changed {file}:8: “At once: not thanked” for Ben: "go" → "wait"',
        f"Changed {file}:13: “A day later”: 'wait by first-day' → 'go by thanked'",
    ):
        assert line in result.output
    assert result.output.count("Changed ") == 3
    wanted = before.replace(b'Ada: go, Ben: "go"', b'Ada: wait, Ben: "wait"').replace(
        b"'wait by first-day'", b"'go by thanked'"
    )
    assert file.read_bytes() == wanted
    again = etiquette("test", "--rules", small, "--accept")
    assert "Changed" not in again.output
    assert file.read_bytes() == wanted


def test_stories_of_a_rule_that_was_removed_are_accepted_too(small: Path) -> None:
    file = small / "scenarios" / "mine.yaml"
    story = "  - {story: Number %d, facts: {request: sent}, expect: wait by gone}\n"
    file.write_text("scenarios:\n" + "".join(story % number for number in range(3)), "utf-8")
    output = etiquette("test", "--rules", small).output
    assert output.count("error[unknown-rule]: there is no rule “gone”") == 1
    assert f"also in {file}:3,4\n" in output
    assert "If it was removed: “etiquette test --accept” has these 3 places say what the rules say.\n" in output
    result = etiquette("test", "--rules", small, "--accept")
    assert f"Changed {file}:4: there is no rule “gone”: wait by gone → not-needed by sent" in result.output
    assert result.output.count("Changed ") == 3
    assert "unknown-rule" not in result.output
    file.write_text("scenarios:\n" + story % 1, "utf-8")
    assert "“etiquette test --accept” has this place say what" in etiquette("test", "--rules", small).output
    (unknown,) = [finding for finding in findings(small) if finding["code"] == "unknown-rule"]
    (repair,) = unknown["repairs"]
    assert (repair["line"], repair["end-line"], repair["end-column"]) == (2, 2, len(story % 1) - 1), (
        "an editor replaces it"
    )


def test_what_a_story_leaves_out_stays_left_out_and_what_time_brings_is_told_anew(small: Path) -> None:
    file = small / "scenarios" / "mine.yaml"
    story = "scenarios:\n  - story: Later\n    now: Tue 2026-03-10 16:00\n    rounds: [{at: Tue 2026-03-10 14:00, who: [Ada]}]\n    people: {Ada: {thanked: yes}}\n"
    file.write_text(story + "    expect: wait by first-day, then go on Tue 2026-03-10 20:00\n", "utf-8")
    etiquette("test", "--rules", small, "--accept", "-k", "later")
    assert file.read_text("utf-8").endswith("expect: wait by first-day, then go on Wed 2026-03-11 15:00\n")


BLOCKS = """\
scenarios:
  - story: First
    facts: {request: sent}
    expect: >
      go by
      thanked

  # Between them.
  - story: Second
    facts: {request: sent}
    expect: >- # folded
      go
  - story: Third
    now: Wed 2026-03-11 16:00
    rounds: [{at: Tue 2026-03-10 14:00, who: [Ada, Ben]}]
    people: {Ada: {thanked: yes}, Ben: {request: sent}}
    expect:
      Ada: |2

        wait
      Ben: |+
        wait
  - {story: Fourth, facts: {request: sent}, expect: go
      by thanked }
  - story: Last
    facts: {request: sent}
    expect: |
      go"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_stands_around_an_accepted_expectation_stays_however_it_is_written(small: Path, end: str) -> None:
    file = small / "scenarios" / "mine.yaml"
    file.write_bytes(BLOCKS.replace("\n", end).encode())
    result = etiquette("test", "--rules", small, "--accept")
    assert result.exit_code == 0, result.output
    assert f"Changed {file}:4: “First”: > go by thanked → > not-needed by sent\n" in result.output
    wanted = BLOCKS.replace("go by\n      thanked", "not-needed by sent").replace(
        "        wait\n      Ben", "        go\n      Ben"
    )
    wanted = wanted.replace("wait", "not-needed").replace("go\n      by thanked", "not-needed by sent")
    for before in ("# folded\n      go", "|\n      go"):
        wanted = wanted.replace(before, before.replace("go", "not-needed"))
    assert file.read_bytes().decode() == wanted.replace("\n", end)


def test_a_change_after_which_the_stories_are_no_longer_those_that_were_is_not_written(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connect_etiquette.answers.telling._as_written", lambda *_: "go: [")
    before = (small / "scenarios" / "mine.yaml").read_bytes()
    result = etiquette("test", "--rules", small, "--accept")
    assert result.exit_code == 1
    assert (
        "mine.yaml can't be changed so that it stays readable. Write what its stories expect by hand." in result.output
    )
    assert (small / "scenarios" / "mine.yaml").read_bytes() == before


def test_some_stories_are_told_alone_and_coverage_is_left_out(small: Path) -> None:
    output = etiquette("test", "--rules", small, "-k", "A DAY later").output
    assert "Tried   1 scenario\n" in output
    assert output.count("error[scenario]") == 1
    assert "uncovered" not in output
    assert "Tried   3 scenarios" in etiquette("test", "--rules", small, "scenarios/mine.yaml").output
    for arguments, said in (
        (["-k", "nothing of the kind"], "no story's title holds “nothing of the kind”"),
        (["mne.yaml"], "“mne.yaml” is no file of stories. Did you mean “mine.yaml”?"),
        ([small / "facts.yaml"], "is no file of stories"),
    ):
        result = etiquette("test", "--rules", small, *arguments)
        assert result.exit_code == 2
        assert said in result.output


def test_many_failing_stories_are_a_line_each_and_none_is_left_out(small: Path) -> None:
    file = small / "scenarios" / "mine.yaml"
    story = "  - {story: Number %d, facts: {request: sent}, expect: wait}\n"
    file.write_text("scenarios:\n" + "".join(story % number for number in range(40)), "utf-8")
    lines = etiquette("test", "--rules", small, "mine.yaml").output.splitlines()
    told = [line for line in lines if "error[scenario]" in line]
    assert len(told) == 40
    assert lines.index(told[-1]) - lines.index(told[0]) == 39
    assert "“etiquette test --accept” has them say what the rules say." in "\n".join(lines)


def test_a_file_that_was_changed_meanwhile_or_cannot_be_written_stays(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from connect_etiquette.commands import check

    real = check.put_in

    def late(path: Path, read: str, changes: dict[tuple[int, int], str]) -> None:
        path.write_text(read + "# by somebody else\n", "utf-8")
        real(path, read, changes)

    monkeypatch.setattr(check, "put_in", late)
    result = etiquette("test", "--rules", small, "--accept")
    assert result.exit_code == 1
    assert "mine.yaml can't be written: it was changed meanwhile" in result.output
    assert (small / "scenarios" / "mine.yaml").read_text("utf-8").endswith("# by somebody else\n")


def test_what_is_accepted_is_said_file_by_file(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second file can't be written, whoever reads on knows that the first one was."""
    from connect_etiquette.commands import check

    story = "scenarios:\n  - {story: Late, facts: {request: sent}, expect: wait}\n"
    late = small / "scenarios" / "z-late.yaml"
    late.write_text(story, "utf-8")
    real = check.put_in

    def full(path: Path, read: str, changes: dict[tuple[int, int], str]) -> None:
        if path.name == late.name:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, read, changes)

    monkeypatch.setattr(check, "put_in", full)
    result = etiquette("test", "--rules", small, "--accept")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert [line.partition(":")[0] for line in lines[:-1]] == [f"Changed {small}/scenarios/mine.yaml"] * 3
    assert lines[-1] == f"{late} can't be written: no space left on device"
    assert late.read_text("utf-8") == story


def test_a_file_with_two_names_is_accepted_once(small: Path) -> None:
    (small / "scenarios" / "other.yaml").symlink_to("mine.yaml")
    result = etiquette("test", "--rules", small, "--accept")
    assert result.exit_code == 0, result.output
    assert result.output.count("Changed ") == 3


def test_what_the_clock_makes_impossible_is_accepted_and_read_again(tmp_path: Path) -> None:
    story = (
        "story: S, zone: UTC, now: 2026-03-10 15:30, rounds: [{at: 2026-03-10 14:00, who: Ada}], "
        "people: {Ada: {a: yes}}, expect: 'wait, then nothing'"
    )
    folder = write(tmp_path, facts="a s", impossible=["late {a: yes, s: at least 2h}"], stories=[story])
    result = etiquette("test", "--rules", folder, "--accept")
    assert result.exit_code == 0, result.output
    assert "'wait, then nothing' → 'wait, then contradiction on Tue 2026-03-10 17:00'" in result.output
    assert etiquette("test", "--rules", folder, "-k", "S").exit_code == 0


def test_repairs_stand_in_json_with_the_place_that_they_take(small: Path) -> None:
    file = small / "scenarios" / "mine.yaml"
    findings = json.loads(etiquette("test", "--rules", small, "mine.yaml", "--format", "json").output)["findings"]
    repairs = [repair for finding in findings for repair in finding["repairs"]]
    assert [repair["text"] for repair in repairs] == ["wait", '"wait"', "'go by thanked'"]
    lines = file.read_text("utf-8-sig").splitlines()
    for repair, old in zip(repairs, ("go", '"go"', "'wait by first-day'"), strict=True):
        assert repair["file"] == str(file)
        assert repair["line"] == repair["end-line"]
        assert lines[repair["line"] - 1][repair["column"] - 1 : repair["end-column"] - 1] == old


def test_a_misspelt_name_and_a_clash_are_repaired_in_json_too() -> None:
    (unknown, *_) = json.loads(etiquette("check", "--rules", "tests/errors/unknown-fact", "--format", "json").output)[
        "findings"
    ]
    (repair,) = unknown["repairs"]
    assert (repair["file"], repair["line"], repair["column"]) == (unknown["file"], unknown["line"], unknown["column"])
    assert f"Did you mean “{repair['text']}”?" in unknown["hint"]
    (clash, *_) = json.loads(etiquette("check", "--rules", "tests/errors/clash", "--format", "json").output)["findings"]
    assert [repair["text"].partition("\n")[0] for repair in clash["repairs"]][-1] == "when:"
    assert all(repair["heading"].endswith(":") and repair["line"] for repair in clash["repairs"])


def test_a_gap_gives_the_smallest_condition_and_who_decided_there_before(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    assert etiquette("build", "--rules", rules).exit_code == 0
    (rules / "etiquette" / "60-comfort.yaml").unlink()
    output = etiquette("check", "--rules", rules).output
    assert "In the last build “uneasy”, “uneasy-before” decided there." in output
    paste = output.partition(" with:\n")[2].partition("\n\n")[0]
    assert "moment: [first-day, after-talk]" in paste
    assert "bother: yes" in paste
    rule = (
        "  - id: new\n    when:\n"
        + paste.replace("      when:\n", "")
        + "\n    verdict: caution\n    headline: H\n    why: W\n    do: D\n"
    )
    text = f"layer: Last\nrules:\n{rule}    beyond-evidence: Ours.\n"
    (rules / "etiquette" / "95-last.yaml").write_text(text, "utf-8")
    codes = {
        finding["code"]
        for finding in json.loads(etiquette("check", "--rules", rules, "--format", "json").output)["findings"]
    }
    assert "gap" not in codes
