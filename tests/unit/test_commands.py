"""The commands as a coach uses them, with the whole text of each answer, on a rule set that is not about etiquette's own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from connect_etiquette import pipeline
from connect_etiquette.asking import Change, Difference, StoryChange, difference_in_brief
from connect_etiquette.commands import group
from connect_etiquette.findings import CATALOGUE, Findings, SourceFile
from connect_etiquette.output import editor_files, published_schema
from connect_etiquette.proof import Space
from connect_etiquette.source import kind_of, parse
from jsonschema import Draft7Validator, Draft202012Validator

from tests.unit.test_errors import ROOT, etiquette

SMALL = Path("tests/small")
STORIES = {
    "explain-values": [
        "explain",
        "--set",
        "since-met=30h",
        "--set",
        "thanked=yes",
        "--set",
        "quiet=yes",
        "--set",
        "met=yes",
    ],
    "explain-dates": [
        "explain",
        "--interview",
        "2026-03-10T14:00",
        "--at",
        "2026-03-10T16:00",
        "--zone",
        "Europe/Berlin",
        "--set",
        "thanked=yes@2026-03-11T10:00",
    ],
    "explain-impossible": ["explain", "--set", "in-meeting=yes", "--set", "outcome=over"],
}


@pytest.mark.parametrize("name", sorted(STORIES))
def test_explain(name: str, accept: bool) -> None:
    result = etiquette(*STORIES[name], "--rules", SMALL)
    expected = ROOT / "tests" / "expected" / f"{name}.txt"
    if accept:
        expected.write_text(result.output, "utf-8")
    assert result.exit_code == 0
    assert result.output == expected.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--set", "thnked=yes"], "there is no fact “thnked”. Did you mean “thanked”?"),
        (["--set", "thanked=perhaps"], "“thanked” can't be “perhaps”"),
        (["--set", "thanked"], "write FACT=VALUE"),
        (["--set", "since-met=30"], "Write 30h or 30 days"),
        (["--at", "tomorrow"], "“tomorrow” is not a date"),
        (["--at", "2026-03-10", "--zone", "Berlin"], "“Berlin” is not a time zone. Did you mean “Europe/Berlin”?"),
        (["--at", "2026-03-10", "--zone", "europe/berlin"], "Did you mean “Europe/Berlin”?"),
        (["--at", "2026-03-10", "--zone", "Europe/Berln"], "Did you mean “Europe/Berlin”?"),
        (["--at", "2026-03-10", "--zone", "MEZ"], "Write an IANA name such as Europe/Berlin."),
        (["--interview", "9999-12-31T23:30"], "the year 9999 is too far away. Write a year between 1970 and 2999."),
        (["--interview", "0001-01-01T00:00", "--zone", "Asia/Tokyo"], "the year 1 is too far away"),
        (["--at", "1969-12-31"], "the year 1969 is too far away"),
        (["--interview", "2026-03-10T14:00+01:00", "--zone", "America/New_York"], "Leave out +01:00; say --zone."),
        (["--interview", "2026-03-10T14:00Z"], "Leave out Z; say --zone."),
        (["--interview", "2026-03-10"], "“2026-03-10” has no time. Write 2026-03-10T14:00."),
        (["--interview", "2026-03-10T14:00/2026-03-10"], "“2026-03-10” has no time. Write 2026-03-10T14:00."),
        (["--interview", "noon"], "“noon” is not a date. Write 2026-03-10T14:00."),
        (["--interview", "2026-03-10T14:00/2026-03-10T13:00"], "ends before it begins"),
        (["--interview", "2026-03-10T14:00", "--set", "since-met=3h"], "“since-met” can't be given beside dates"),
    ],
)
def test_explain_says_what_is_wrong_with_its_arguments(arguments: list[str], expected: str) -> None:
    result = etiquette("explain", "--rules", SMALL, *arguments)
    assert result.exit_code == 2
    assert expected in result.output


@pytest.mark.parametrize(("start", "ends"), [("2026-03-29T02:30", "04:30"), ("2026-03-29T01:30", "03:30")])
def test_an_interview_without_an_end_lasts_an_hour_when_clocks_change(start: str, ends: str) -> None:
    """At 2 in the morning it becomes 3: half past two is read as half past three, and an hour is elapsed time."""
    result = etiquette("explain", "--interview", start, "--zone", "Europe/Berlin", "--at", "2026-03-28T12:00")
    (together,) = (line for line in result.output.splitlines() if "in-the-room" in line)
    after = result.output.partition(together)[2].splitlines()[1]
    assert after.split()[3] == ends


def test_help_is_whole_and_its_example_is_answered_as_one_would_expect() -> None:
    assert "…" not in etiquette("--help").output
    assert "..." not in etiquette("--help").output.partition("Commands:")[2]
    assert "lasts an hour" in " ".join(etiquette("explain", "--help").output.split())
    (example,) = re.findall(r"\{.+\}", etiquette("decide", "--help").output)
    answer = json.loads(CliRunner().invoke(group.main, ["decide"], input=example).output)
    assert answer["rule"] == "deciding-thanked"


def test_a_misspelt_command() -> None:
    result = etiquette("explian")
    assert result.exit_code == 2
    assert "There is no command “explian”. Did you mean “explain”?" in result.output


def test_decide_says_what_is_wrong_with_a_line() -> None:
    lines = ['{"thanked": true}', '{"since-met": null}', '{"thanked": "yes",}', "[" * 100_000]
    result = CliRunner().invoke(group.main, ["decide", "--rules", str(SMALL)], input="\n".join(lines))
    assert [json.loads(line)["error"] for line in result.output.splitlines()] == [
        "line 1: “thanked” can't be “true”. Write “yes”: yes and no are words here.",
        "line 2: “since-met” can't be “null”. Write a number with its unit, such as 30h or 2 days.",
        "line 3: not JSON, from column 19",
        "line 4: nested too deep",
    ]
    assert result.exit_code == 1


def test_decide_answers_line_by_line() -> None:
    lines = [
        '{"thanked": "yes"}',
        '{"since-met": "3h"}',
        "",
        '{"people": 4}',
        '{"outcome": "over", "in-meeting": "yes"}',
        '{"thnked": "yes"}',
        "[]",
        "{",
    ]
    result = CliRunner().invoke(group.main, ["decide", "--rules", str(SMALL)], input="\n".join(lines))
    answers = [json.loads(line) for line in result.output.splitlines()]
    assert [answer.get("verdict") for answer in answers[:3]] == ["go", "wait", "caution"]
    assert answers[1]["until"] == "clock"
    assert answers[0]["tips"] == ["own-line"]
    assert answers[3] == {"contradiction": "together-before"}
    assert [answer["error"].split(":")[0] for answer in answers[4:]] == ["line 6", "line 7", "line 8"]
    assert result.exit_code == 1


def test_diff_of_two_folders(tmp_path: Path, accept: bool) -> None:
    changed = tmp_path / "rules"
    shutil.copytree(ROOT / SMALL, changed)
    defaults = changed / "etiquette" / "20-defaults.yaml"
    text = (
        defaults.read_text("utf-8")
        .replace("people: less than 3", "people: less than 5")
        .replace("people: at least 3", "people: at least 5")
    )
    defaults.write_text(text, "utf-8")
    moments = changed / "moments.yaml"
    moments.write_text(moments.read_text("utf-8").replace("less than 24h", "less than 12h"), "utf-8")
    result = etiquette("diff", SMALL, changed)
    expected = ROOT / "tests" / "expected" / "diff.txt"
    if accept:
        expected.write_text(result.output, "utf-8")
    assert result.output == expected.read_text("utf-8")
    assert etiquette("diff", SMALL, SMALL).output == "No situation gets another verdict.\n"


def test_diff_says_which_side_is_broken(tmp_path: Path) -> None:
    broken = tmp_path / "rules"
    shutil.copytree(ROOT / SMALL, broken)
    (broken / "facts.yaml").unlink()
    for sides, whose in (((broken, SMALL), f"OLD ({broken})"), ((SMALL, broken), f"NEW ({broken})")):
        result = etiquette("diff", *sides)
        assert result.exit_code == 1
        assert result.output.startswith(f"{whose} can't be compared before this is mended:\n")


def test_a_build_counts_one_story_as_one() -> None:
    space = Space((), {}, {})
    change = Change(("go", "a", ""), ("wait", "a", ""), 2, (), True)
    found = Difference((change,), 2, (), (), (), (StoryChange("A story", "scenarios/a.yaml:3", "go", "wait"),), space)
    assert difference_in_brief(found) == "1 change in 2 situations (go → wait by “a”; 1 story)"
    two = replace(found, stories=found.stories * 2)
    assert difference_in_brief(two) == "1 change in 2 situations (go → wait by “a”; 2 stories)"


def test_a_build_speaks_of_other_words_too() -> None:
    found = Difference((), 0, (), (), (), (), Space((), {}, {}), {}, ("sent · headline",))
    assert difference_in_brief(found) == "no situation gets another verdict; 1 rule in other words"
    moved = replace(found, moved={(("go", "a", ""), ("go", "b", "")): 2}, reworded=())
    assert difference_in_brief(moved) == "no situation gets another verdict; 2 get it from another rule"


def test_diff_of_git_revisions(tmp_path: Path) -> None:
    rules = tmp_path / "project" / "rules"
    shutil.copytree(ROOT / SMALL, rules)

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *identity, *arguments], cwd=rules.parent, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    verdicts = rules / "etiquette" / "10-settled.yaml"
    verdicts.write_text(verdicts.read_text("utf-8").replace("verdict: not-needed", "verdict: caution"), "utf-8")
    result = etiquette("diff", "HEAD", "--rules", rules)
    assert "not-needed → caution  “sent” → “sent”" in result.output
    assert "everywhere that “sent” answered before" in result.output
    assert "By facts alone: not-needed → caution" in result.output
    assert etiquette("diff", "no-such-revision", "--rules", rules).exit_code == 2


def test_diff_of_rules_with_other_facts(tmp_path: Path) -> None:
    other = tmp_path / "rules"
    shutil.copytree(ROOT / SMALL, other)
    facts = other / "facts.yaml"
    facts.write_text(
        facts.read_text("utf-8").replace("no-address: No address", "no-address: No address, late: Late"), "utf-8"
    )
    for path in other.rglob("*.yaml"):
        path.write_text(
            path.read_text("utf-8").replace("[not-yet, no-address]", "[not-yet, no-address, late]"), "utf-8"
        )
    assert "Only the new rules know: thanked: late" in etiquette("diff", SMALL, other).output


def test_the_build_says_what_changed_since_the_last_one(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    shutil.rmtree(rules / "scenarios")  # They would rightly refuse what is changed here.
    first = etiquette("build", "--rules", rules, "--out", tmp_path / "build").output
    assert "Changed since" not in first
    assert "Changed since" not in etiquette("build", "--rules", rules, "--out", tmp_path / "build").output
    defaults = rules / "etiquette" / "90-defaults.yaml"
    defaults.write_text(
        re.sub(r"(?s)(id: hired.*?)verdict: go", r"\1verdict: caution", defaults.read_text("utf-8"), count=1), "utf-8"
    )
    assert re.search(
        r"Changed since the last build: \d+ changes? in [\d,]+ situations \(go → caution",
        etiquette("build", "--rules", rules, "--out", tmp_path / "build").output,
    )


def test_a_build_says_where_its_time_goes(tmp_path: Path) -> None:
    result = etiquette("build", "--out", tmp_path / "build", "--verbose")
    (line,) = (line for line in result.output.splitlines() if line.startswith("Took"))
    whole, *stages = [int(number) for number in re.findall(r" (\d+)", line)]
    assert re.findall(r"([a-z]+) \d", line.partition(":")[2]) == [
        "imports", "reading", "proving", "stories", "translations", "bundling", "comparing", "writing",
    ]  # fmt: skip
    assert abs(whole - sum(stages)) <= len(stages)


def editor_files_of(folder: Path) -> dict[str, bytes]:
    rule_set = pipeline.check(folder, "error", scenarios=False).rule_set
    assert rule_set is not None
    return editor_files(rule_set)


def test_schemas_accept_the_rules_and_offer_their_names(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    for name, data in editor_files_of(ROOT / SMALL).items():
        (tmp_path / "schemas" / name).write_bytes(data)
    for path in (ROOT / SMALL).rglob("*.yaml"):
        kind = kind_of(path.relative_to(ROOT / SMALL).as_posix())
        if kind is not None:
            schema = json.loads((tmp_path / "schemas" / f"{kind}.json").read_text("utf-8"))
            document = parse(SourceFile(path.name, path.read_text("utf-8")), Findings())
            assert list(Draft7Validator(schema).iter_errors(document)) == [], path
    text = (tmp_path / "schemas" / "layer.json").read_text("utf-8")
    for name in ("thanked", "no-address", "moment", "same-day", "your-own-no"):
        assert f'"{name}"' in text
    layer = json.loads(text)
    wrong = {
        "layer": "L",
        "rules": [{"id": "r", "when": {"thanked": "yess"}, "verdict": "go", "headline": "h", "why": "w", "do": "d"}],
    }
    assert list(Draft7Validator(layer).iter_errors(wrong)) != []


def test_each_rule_file_names_its_schema_and_keeps_to_it(tmp_path: Path) -> None:
    rules = ROOT / "rules"
    for name, data in editor_files_of(rules).items():
        (tmp_path / name).write_bytes(data)
    kinds = {path: kind_of(path.relative_to(rules).as_posix()) for path in sorted(rules.rglob("*.yaml"))}
    assert set(kinds.values()) - {None} == {path.stem for path in tmp_path.iterdir()}
    for path, kind in kinds.items():
        if kind is not None:
            first, _, _ = path.read_text("utf-8").partition("\n")
            _, _, address = first.partition("# yaml-language-server: $schema=")
            assert (path.parent / address).resolve() == ROOT / "build" / "schemas" / f"{kind}.json", path
            document = parse(SourceFile(path.name, path.read_text("utf-8")), Findings())
            schema = json.loads((tmp_path / f"{kind}.json").read_text("utf-8"))
            assert list(Draft7Validator(schema).iter_errors(document)) == [], path


def test_many_missing_texts_are_counted_and_the_file_is_named() -> None:
    output = etiquette("check", "--rules", SMALL).output
    assert re.search(
        r"“de” lacks \d+ of \d+ texts: \S+ · \S+ · \S+, .* and \d+ more\n"
        r"  “etiquette texts de” writes each, below its English, into a file in locales/de/ where you fill it in; or add them"
        r" in locales/de.yaml.\n",
        output,
    )
    assert f"{SMALL}/locales/de.yaml: warning[untranslated]" in output


def test_a_finding_tells_some_regions_and_has_them_all() -> None:
    folder = "tests/errors/gap-of-many-regions"
    (gap,) = json.loads(etiquette("check", "--rules", folder, "--format", "json").output)["findings"]
    assert len(gap["regions"]) == 6
    assert "and 1 more" in etiquette("check", "--rules", folder).output


def test_findings_as_json_have_their_published_shape() -> None:
    for folder in ("clash", "gap", "dead-rule", "broken-yaml", "missing-layer"):
        data = json.loads(etiquette("check", "--rules", f"tests/errors/{folder}", "--format", "json").output)
        Draft202012Validator(published_schema("findings")).validate(data)
        assert all(finding["code"] in CATALOGUE for finding in data["findings"])
    clash = json.loads(etiquette("check", "--rules", "tests/errors/clash", "--format", "json").output)["findings"][0]
    assert clash["rules"] == ["met", "thanked"]
    assert clash["regions"] == [{"met": ["yes"], "thanked": ["yes"]}]
    assert clash["witness"]["thanked"] == "yes"


def test_strict_fails_on_warnings() -> None:
    assert etiquette("check", "--rules", SMALL).exit_code == 0
    assert etiquette("check", "--rules", SMALL, "--strict").exit_code == 1
    assert etiquette("test", "--rules", SMALL, "--strict").exit_code == 1


def test_a_build_shows_what_a_check_shows(tmp_path: Path) -> None:
    rules = ROOT / "tests" / "errors" / "needed-rule"
    found = [
        [(one["code"], one["line"]) for one in json.loads(result.output)["findings"]]
        for result in (
            etiquette("check", "--rules", rules, "--format", "json"),
            etiquette("build", "--rules", rules, "--out", tmp_path / "out", "--format", "json"),
        )
    ]
    assert ("needed-rule", 21) in found[0]
    assert found[0] == found[1]
