"""`diff`: two rule sets are compared by what they share, whatever became of their facts, and nothing is kept quiet."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from connect_etiquette.diagrams.purse import SHARES
from connect_etiquette.pipeline import check

from tests.support.families import write as write_family
from tests.support.families.pairings import twins_through_derived
from tests.support.rule_folders import FLAG, USUAL, layer, write
from tests.unit.test_errors import etiquette

CHOICE = "{kind: choice, whose: person, says: c, values: {no: No, yes: Yes, maybe: M}, unknown-counts-as: no}"


def diff(old: Path, new: Path) -> str:
    result = etiquette("diff", old, new)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_story_keeps_its_own_value(tmp_path: Path) -> None:
    """Between the thresholds of both sides lies more than one value; the story tells 90 minutes, not an example."""
    sides = []
    for name, verdict in (("old", "wait"), ("new", "caution")):
        layers = ((f"p {{s: exactly 1h}} → {verdict}",), ("q {s: exactly 150min} → wait",), ("rest always → go",))
        sides.append(
            write(
                tmp_path / name, layers, "s", stories=["story: ninety minutes, facts: {s: 90min}, expect: go by rest"]
            )
        )
    assert "Stories" not in diff(*sides)


def test_a_story_is_told_though_a_fact_was_added(tmp_path: Path) -> None:
    old = write(tmp_path / "old", facts="a", stories=["story: one, facts: {a: yes}, expect: wait"])
    new = write(tmp_path / "new", (("first {a: yes} → caution",), ("rest always → go",)), "a b", stories=["story: one, facts: {a: yes}, expect: caution"])  # fmt: skip
    for sides in ((old, new), (new, old)):
        assert "one: " in diff(*sides).partition("Stories whose outcome changed")[2]


def test_of_two_stories_with_one_title_each_is_compared(tmp_path: Path) -> None:
    stories = ["story: one, facts: {a: no}, expect: go", "story: one, facts: {a: yes}, expect: {}"]
    old, new = (
        write(tmp_path / name, ((f"first {{a: yes}} → {verdict}",), ("rest always → go",)), "a", stories=[stories[0], stories[1].replace("{}", verdict)])
        for name, verdict in (("old", "wait"), ("new", "caution"))
    )  # fmt: skip
    assert "one: wait → caution" in diff(old, new)


TIME = "{kind: number, unit: hours, whose: person, says: x, unknown-counts-as: 0}"
ONE = "{kind: choice, whose: person, says: c, values: {p: P, q: Q}, unknown-counts-as: p}"
OTHER = ONE.replace("p: P, q: Q", "r: R, t: T").replace("as: p", "as: r")
ASKED = {
    FLAG: "yes",
    CHOICE: "maybe",
    USUAL["n"]: "at least 2",
    TIME: "at least 2h",
    USUAL["s"]: "at least 2h",
    ONE: "q",
    OTHER: "t",
}
BECAME = {
    "a flag a choice": (FLAG, CHOICE),
    "a flag a number": (FLAG, USUAL["n"]),
    "a number of rings a time": (USUAL["n"], TIME),
    "an answered time one that is read": (TIME, USUAL["s"]),
    "a choice another choice": (ONE, OTHER),
}


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("name", sorted(BECAME))
def test_a_fact_that_became_another_is_said_to_be(name: str, backwards: bool, tmp_path: Path) -> None:
    def rules(body: str) -> tuple[tuple[str, ...], ...]:
        return ((f"one {{c: {ASKED[body]}}} → wait",), ("rest always → go",))

    bodies = BECAME[name][::-1] if backwards else BECAME[name]
    old, new = (
        write(tmp_path / side, rules(body), {"c": body}) for side, body in zip(("old", "new"), bodies, strict=True)
    )
    said = diff(old, new)
    assert "Another fact of the same name, which can't be compared: c" in said
    assert "nothing →" not in said
    assert "no rule" not in said
    assert "wait → go  “one” → “rest”" in said


def test_a_fact_that_became_a_derived_one_is_told_apart(tmp_path: Path) -> None:
    moments = (
        "derived:\n  c: {says: c, values: {x: X, y: Y}, layers: [[{is: x, when: {a: yes}}], [{is: y, when: always}]]}\n"
    )
    old = write(tmp_path / "old", (("one {c: yes} → wait",), ("rest always → go",)), {"a": FLAG, "c": FLAG})
    new = write(tmp_path / "new", (("one {c: x} → wait",), ("rest always → go",)), "a", moments=moments)
    for sides in ((old, new), (new, old)):
        said = diff(*sides)
        assert "nothing →" not in said
        assert "go → wait" in said


def test_a_build_goes_on_after_a_fact_has_changed_all_its_values(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree("rules", rules)
    shutil.rmtree(rules / "scenarios")
    out = tmp_path / "build"
    assert etiquette("build", "--rules", rules, "--out", out).exit_code == 0
    last = out / "last-rules" / "facts.yaml"
    last.write_text(last.read_text("utf-8").replace("kind: flag", "kind: choice\n    values: {p: P, q: Q}", 1), "utf-8")
    assert etiquette("build", "--rules", rules, "--out", out).exit_code == 0


MEANINGS = {
    "what an unknown counts as": ("unknown-counts-as: no", "unknown-counts-as: yes", "a counts as yes where nobody answered; it was no"),
    "since when it counts": ("unknown-counts-as: no", "unknown-counts-as: no, counts-since: meeting-end", "a: another rule says since when an answer counts"),
    "what ends an application": ("unknown-counts-as: no", "unknown-counts-as: no, closes: [yes]", "which answers end an application"),
    "what the page says": ("unknown-counts-as: no", "unknown-counts-as: no, page: {pending: yes}", "what the page says of it"),
    "whose it is": ("whose: person", "whose: application", "whose it is"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(MEANINGS))
def test_what_a_fact_means_is_compared_too(name: str, tmp_path: Path) -> None:
    before, after, told = MEANINGS[name]
    old = write(tmp_path / "old", facts={"a": FLAG})
    new = write(tmp_path / "new", facts={"a": FLAG.replace(before, after)})
    said = diff(old, new)
    assert "No situation gets another verdict." in said
    assert told in said.partition("What was entered becomes facts in another way")[2]


def test_other_words_are_told_though_no_verdict_changes(tmp_path: Path) -> None:
    covered = (("first {a: yes, b: yes} → wait", "second {a: yes, b: no} → go"), ("rest always → go",))
    old = write(tmp_path / "old", covered, "a b")
    fewer = write(tmp_path / "fewer", (covered[0][:1], covered[1]), "a b")
    assert diff(old, fewer) == (
        "No situation gets another verdict.\n"
        "Other words: 1 situation's advice now comes from another rule (“second” → “rest”)\n"
    )
    reworded = write(tmp_path / "reworded", covered, "a b")
    file = reworded / "etiquette" / "10-layer.yaml"
    file.write_text(file.read_text("utf-8").replace("headline: H, why: W", "headline: I, why: X", 1), "utf-8")
    assert diff(old, reworded) == ("No situation gets another verdict.\nOther words: 1 rule (first · headline, why)\n")
    both = layer(("first {a: yes, b: yes} → caution",)).replace("headline: H", "headline: I")
    changed = write(tmp_path / "changed", covered, "a b", etiquette__10_layer=both)
    (changed / "etiquette" / "10_layer.yaml").rename(changed / "etiquette" / "10-layer.yaml")
    said = diff(old, changed)
    assert said.startswith("wait → caution")
    assert "Other words: 1 rule (first · headline); 1 situation's advice now comes from another rule" in said


ADJUSTED = """turns: go
into: caution
adjustments:
  - {id: adj-a, when: {a: yes}, headline: H, why: W, do: D}
  - {id: adj-b, when: {b: yes}, headline: H, why: W, do: D}
"""


def test_what_an_adjustment_says_beside_another_is_compared_too(tmp_path: Path) -> None:
    """Where both apply the first turns the verdict, and the second stands beside it as a tip."""
    layers = (("first {a: no, n: at least 2} → wait",), ("rest always → go",))
    old = write(tmp_path / "old", layers, "a b n", adjustments=ADJUSTED)
    new = write(tmp_path / "new", layers, "a b n", adjustments=ADJUSTED.replace("b: yes", "b: yes, n: less than 2"))
    for sides in ((old, new), (new, old)):
        assert diff(*sides) == (
            "No situation gets another verdict.\nOther words: 1 rule (adj-b · when it stands there)\n"
        )


def test_a_build_tells_what_is_shown_otherwise_and_nothing_of_the_words_that_it_lends(tmp_path: Path) -> None:
    rules, out = write(tmp_path / "rules"), tmp_path / "build"
    assert etiquette("build", "--rules", rules, "--out", out).exit_code == 0
    file = rules / "verdicts.yaml"
    file.write_text(file.read_text("utf-8").replace("icon: scales", "icon: clock"), "utf-8")
    said = etiquette("build", "--rules", rules, "--out", out).output
    assert "Changed since the last build: no situation gets another verdict; 1 other thing is shown otherwise\n" in said


def test_what_became_stricter_is_told_first(tmp_path: Path) -> None:
    old = write(tmp_path / "old", (("first {a: yes, b: yes} → wait",), ("rest always → go",)), "a b")
    new = write(tmp_path / "new", (("first {a: yes, b: yes} → go",), ("rest always → wait",)), "a b")
    heads = [line.partition("  ")[0] for line in diff(old, new).splitlines() if " → " in line]
    assert heads[:2] == ["go → wait", "wait → go"]


def test_what_a_clock_fact_reads_is_compared_too(tmp_path: Path) -> None:
    layers = (("first {s: at least 2h} → wait",), ("rest always → go",))
    old = write(tmp_path / "old", layers, "s")
    new = write(tmp_path / "new", layers, {"s": USUAL["s"].replace("meeting-end", "round-start")})
    assert "s: another rule says what it reads" in diff(old, new)


def test_a_rule_file_that_is_gone_is_a_change(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree("rules", rules)
    shutil.rmtree(rules / "scenarios")
    assert etiquette("build", "--rules", rules, "--out", tmp_path / "build").exit_code == 0
    (rules / "adjustments.yaml").unlink()
    assert "Changed since the last build: " in etiquette("build", "--rules", rules, "--out", tmp_path / "build").output


def test_a_build_and_its_comparison_cost_no_more_than_one_rule_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules that take more than half of a share are not proved a second time, to say what changed."""
    rules, out = tmp_path / "twins", tmp_path / "build"
    for number in (20, 19):
        write_family(rules, twins_through_derived(number, 4))
        run = check(rules)
        units = run.purse.shares["diagram"].used * 3 // 2
        monkeypatch.setitem(SHARES, "diagram", (units, SHARES["diagram"][1]))
        said = etiquette("build", "--rules", rules, "--out", out).output
    assert "Changed since the last build: more than can be compared" in said


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    write(folder / "rules")
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "one"],
    ):
        subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return folder


def commit(repository: Path) -> None:
    for arguments in (["add", "."], ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "more"]):
        subprocess.run(["git", *arguments], cwd=repository, check=True, capture_output=True)


def test_a_git_hook_s_variables_do_not_lead_elsewhere(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for value in (".git", str(repository / ".git")):
        monkeypatch.setenv("GIT_DIR", value)
        result = etiquette("diff", "HEAD", "--rules", repository / "rules")
        assert result.output == "No situation gets another verdict.\n"


@pytest.mark.parametrize("target", ["../../outside.yaml", "/etc/hostname"])
def test_a_revision_with_a_link_out_of_the_rules(target: str, repository: Path) -> None:
    (repository / "rules" / "tips.yaml").symlink_to(target)
    commit(repository)
    (repository / "rules" / "tips.yaml").unlink()
    result = etiquette("diff", "HEAD", "--rules", repository / "rules")
    assert result.exit_code == 2
    assert "holds tips.yaml, a link out of the rule folder" in result.output


def test_a_project_is_led_to_its_rules(tmp_path: Path) -> None:
    rules = write(tmp_path / "x" / "rules")
    result = etiquette("diff", tmp_path / "x", rules)
    assert result.exit_code == 2
    assert f"{tmp_path}/x holds no rules. Did you mean {rules}?" in result.output
    assert f"Did you mean {rules}?" in etiquette("diff", rules, tmp_path / "x").output
    for command in ("check", "build", "texts"):
        result = etiquette(command, "--rules", tmp_path / "x")
        assert result.exit_code == 2
        assert f"{tmp_path}/x holds no rules. Did you mean {rules}?" in result.output
    # What has files of its own is told what they lack.
    (tmp_path / "x" / "verdicts.yaml").touch()
    assert "facts.yaml is missing" in etiquette("check", "--rules", tmp_path / "x").output


def test_a_folder_called_as_a_revision(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(repository / "rules", repository / "HEAD")
    from click.testing import CliRunner
    from connect_etiquette.commands import main

    monkeypatch.chdir(repository)
    result = CliRunner().invoke(main, ["diff", "HEAD", "--rules", "rules"])
    assert result.exit_code == 2
    assert "Write ./HEAD for the folder" in result.output
    assert CliRunner().invoke(main, ["diff", "./HEAD", "--rules", "rules"]).exit_code == 0


def test_places_in_an_old_revision_are_told_as_its_own(repository: Path) -> None:
    path = repository / "rules" / "etiquette" / "20-layer.yaml"
    good = path.read_text("utf-8")
    path.write_text(layer(["rest {a: no} → goo"]), "utf-8")
    commit(repository)
    path.write_text(good, "utf-8")
    result = etiquette("diff", "HEAD", "--rules", repository / "rules")
    assert result.exit_code == 1
    assert "HEAD:etiquette/20-layer.yaml:3:" in result.output


def test_a_folder_that_had_another_name_is_found_by_it(repository: Path) -> None:
    (repository / "rules").rename(repository / "rules2")
    rules = repository / "rules2"
    for revision in ("HEAD", "HEAD~1"):
        if revision != "HEAD":
            commit(repository)
        result = etiquette("diff", revision, "--rules", rules)
        assert result.exit_code == 2
        said = f"in {revision} there is no {rules}: it may have had another name, or is not committed yet."
        assert said in " ".join(result.output.split())
        assert f"Say which folder it was: {revision}:PATH" in result.output
        same = etiquette("diff", f"{revision}:rules", "--rules", rules)
        assert same.output == "No situation gets another verdict.\n"
    wrong = etiquette("diff", "HEAD:rulez", "--rules", rules)
    assert wrong.exit_code == 2
    assert "“HEAD:rulez” is neither a folder nor a git revision" in wrong.output


def test_more_situations_than_python_writes_out_are_told_about(tmp_path: Path) -> None:
    """It writes 4,300 figures, which 15,000 flags need; here as few as can be set."""
    facts = {"a": FLAG, **{f"f{number}": FLAG for number in range(2_200)}}
    old = write(tmp_path / "old", facts=facts)
    new = write(tmp_path / "new", (("first {a: yes} → caution",), ("rest always → go",)), facts)
    most = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        assert "Proved  every one of ~10^663 situations has one outcome" in etiquette("check", "--rules", old).output
        told = diff(old, new)
    finally:
        sys.set_int_max_str_digits(most)
    assert told.startswith("wait → caution  “first” → “first”  (~10^662 situations)\n"), told[:200]
