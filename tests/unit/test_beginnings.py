"""To begin with rules of one's own: a set that is written, any set that is built, an editor that helps, and a watch."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.commands import group
from connect_etiquette.commands.group import COMMANDS, GROUPS
from connect_etiquette.findings import Findings, SourceFile
from connect_etiquette.output import editor_files, find_paths
from connect_etiquette.source import parse
from jsonschema import Draft7Validator

from tests.support import rule_folders
from tests.unit.test_errors import ROOT, etiquette
from tests.unit.test_guide import blocks

TASKS = json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder in which `etiquette new rules` was typed."""
    result = etiquette("new", tmp_path / "rules")
    assert result.exit_code == 0, result.output
    for command in ("preview", "build"):
        assert f"etiquette {command} --rules {tmp_path / 'rules'}" in result.output
    return tmp_path


def test_what_is_new_is_sound_and_is_the_guides_own(project: Path) -> None:
    rules = project / "rules"
    told: dict[str, str] = {}
    for path, text in blocks("example"):
        told[path] = told.get(path, "") + text
    written = {path.relative_to(rules).as_posix(): path.read_text("utf-8") for path in rules.rglob("*.yaml")}
    assert {path: re.sub(r"\A# yaml-language-server: .*\n", "", text) for path, text in written.items()} == told
    run = pipeline.check(rules)
    assert run.findings.items == []
    assert run.scenarios >= 8


def test_nothing_that_is_there_is_overwritten(project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    for folder in (project / "rules", project / "rules" / "facts.yaml"):
        result = etiquette("new", folder)
        assert result.exit_code == 2
        assert "is there already, and not empty" in result.output
    assert {path: path.read_bytes() for path in before} == before
    (project / "empty").mkdir()
    assert etiquette("new", project / "empty").exit_code == 0
    (project / "file").write_text("in the way", "utf-8")
    assert etiquette("new", project / "file" / "rules").exit_code == 1


def test_any_rule_set_is_built_and_what_it_lacks_is_said(project: Path) -> None:
    result = etiquette("build", "--rules", project / "rules")
    assert result.exit_code == 0, result.output
    assert "Words   of the interface are those that come with the command" in result.output
    assert "Placed  nothing in pages of LinkedIn" in result.output
    for browser in ("chromium", "firefox"):
        folder = project / "build" / browser
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        assert not {"content_scripts", "host_permissions", "optional_host_permissions"} & manifest.keys()
        english = json.loads((folder / "bundle" / "text.en.json").read_text("utf-8"))
        assert english["words"]["choice-question"]
        assert english["rules"]["write-first"]["headline"] == ["A message may do"]
        german = json.loads((folder / "bundle" / "text.de.json").read_text("utf-8"))
        assert german["words"]["view-why"] == ["Warum?"]
        core = json.loads((folder / "bundle" / "core.json").read_text("utf-8"))
        assert [verdict["id"] for verdict in core["verdicts"]] == ["go", "caution", "wait"]
    # What was borrowed is no part of the rules: the next build compares the rules alone.
    assert not (project / "build" / "last-rules" / "words.yaml").exists()
    assert "Changed since" not in etiquette("build", "--rules", project / "rules").output


def own_words() -> str:
    """Those that come with the command, for rules without its limits."""
    words = (find_paths().rules / "words.yaml").read_text("utf-8")
    return re.sub(r"\{\{ *limit[^}]*\}\}", "two days", words)


def test_own_words_are_taken_and_a_language_that_nobody_speaks_yet_has_english_ones(tmp_path: Path) -> None:
    rules = rule_folders.write(tmp_path / "rules", **{"locales__fr": "verdicts:\n  go: {word: Vas-y}\n"})
    words = own_words()
    assert etiquette("build", "--rules", rules).exit_code == 0
    french = tmp_path / "build" / "chromium" / "bundle" / "text.fr.json"
    assert json.loads(french.read_text("utf-8"))["words"]["view-why"] == ["Why?"]
    (rules / "words.yaml").write_text(words.replace("view-why: Why?", "view-why: How come?"), "utf-8")
    output = etiquette("build", "--rules", rules).output
    assert "Built " in output, output
    assert "Words   of the interface" not in output
    assert json.loads(french.read_text("utf-8"))["words"]["view-why"] == ["How come?"]


def test_with_a_page_of_its_own_a_rule_set_is_placed(project: Path) -> None:
    shutil.copytree(ROOT / "rules" / "linkedin", project / "rules" / "linkedin")
    (project / "rules" / "words.yaml").write_text(own_words(), "utf-8")
    output = etiquette("build", "--rules", project / "rules").output
    assert "Placed" not in output
    manifest = json.loads((project / "build" / "chromium" / "manifest.json").read_text("utf-8"))
    assert manifest["optional_host_permissions"] == ["https://www.linkedin.com/*"]


def test_help_groups_the_commands_and_says_each_whole() -> None:
    output = etiquette("--help").output
    for title, names in GROUPS.items():
        part = output.partition(f"\n{title}:\n")[2].partition("\n\n")[0]
        assert [line.split()[0] for line in part.splitlines()] == list(names)
    assert len(COMMANDS) == sum(map(len, GROUPS.values()))
    assert "..." not in output.partition("Everyday:")[2]
    for name in COMMANDS:
        command = group.main.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert command.name == name


# Editors


def test_each_file_that_is_new_names_a_schema_that_a_build_writes(project: Path) -> None:
    assert etiquette("build", "--rules", project / "rules").exit_code == 0
    named = 0
    for path in (project / "rules").rglob("*.yaml"):
        first = path.read_text("utf-8").partition("\n")[0]
        if first.startswith("# yaml-language-server: $schema="):
            named += 1
            schema = path.parent / first.partition("$schema=")[2]
            assert schema.resolve().parent == (project / "build" / "schemas").resolve()
            document = parse(SourceFile(path.name, path.read_text("utf-8")), Findings())
            assert list(Draft7Validator(json.loads(schema.read_text("utf-8"))).iter_errors(document)) == [], path
    assert named >= 9


def filled_in(body: object) -> object:
    """A snippet's body as somebody leaves it who types nothing: each place with what it offers first."""
    text = json.dumps(body, ensure_ascii=False)
    text = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", text)
    return json.loads(
        re.sub(r"\$\{\d+:((?:[^{}\\]|\\\\\}|\{\{)*)\}", lambda found: found[1].replace("\\\\}", "}"), text)
    )


def test_snippets_have_the_shape_of_what_they_begin(project: Path) -> None:
    run = pipeline.check(project / "rules", "error", scenarios=False)
    assert run.rule_set is not None
    schemas = {name: json.loads(data) for name, data in editor_files(run.rule_set).items()}
    snippets = {
        "facts.json": ("facts", schemas["facts.json"]["properties"]["facts"]),
        "layer.json": ("rules", schemas["layer.json"]["properties"]["rules"]["items"]),
        "scenarios.json": ("scenarios", schemas["scenarios.json"]["properties"]["scenarios"]["items"]),
        "sources.json": ("sources", schemas["sources.json"]["properties"]["sources"]["items"]),
    }
    for name, (key, schema) in snippets.items():
        (snippet,) = schema["defaultSnippets"]
        body = filled_in(snippet["body"])
        assert "$" not in json.dumps(body).replace("$schema", ""), name
        required = set(schema.get("required", [])) or {"kind", "whose", "says"}
        keys = set(next(iter(body.values())) if key == "facts" else body)  # type: ignore[attr-defined, call-overload]
        known = (
            set((schema.get("additionalProperties") or schema)["properties"])
            if key == "facts"
            else set(schema["properties"])
        )
        assert required <= keys <= known, name


def test_the_problem_matcher_reads_findings_and_knows_when_a_run_begins_and_ends() -> None:
    (task,) = (task for task in TASKS["tasks"] if "check" in task["args"])
    matcher = task["problemMatcher"]
    pattern = matcher["pattern"]
    lines = etiquette("check", "--rules", "tests/errors/misspelt-value").output.splitlines()
    found = [match for line in lines if (match := re.match(pattern["regexp"], line))]
    assert len(found) == 1
    told = {key: found[0][pattern[key]] for key in ("file", "line", "column", "severity", "code", "message")}
    assert (ROOT / told["file"]).is_file()
    assert told["severity"] == "error"
    assert told["code"] == "unknown-value"
    source = (ROOT / told["file"]).read_text("utf-8").splitlines()[int(told["line"]) - 1]
    assert source[int(told["column"]) - 1 :].startswith("yess")


# The watch


@pytest.fixture
def watching(project: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "connect_etiquette", "check", "--rules", "rules", "--watch"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        # Whatever is waited for comes in seconds; without it the end of the output is what ends the test.
        end = threading.Timer(60, process.kill)
        end.start()
        yield process
        end.cancel()
        process.kill()


def until(process: subprocess.Popen[str], pattern: str) -> list[str]:
    """The lines that come up to one that matches."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if re.search(pattern, line):
            return lines
    raise AssertionError("\n".join(lines))


def test_a_watch_checks_again_on_each_change_and_ends_with_its_folder(
    project: Path, watching: subprocess.Popen[str]
) -> None:
    (task,) = (task for task in TASKS["tasks"] if "check" in task["args"])
    begins, ends = (task["problemMatcher"]["background"][key] for key in ("beginsPattern", "endsPattern"))
    until(watching, begins)
    assert "error" not in "\n".join(until(watching, ends))
    rule = project / "rules" / "etiquette" / "10-plain.yaml"
    text = rule.read_text("utf-8")
    rule.write_text(text.replace("verdict: wait", "verdict: wiat"), "utf-8")
    until(watching, begins)
    assert "there is no verdict “wiat”" in "\n".join(until(watching, ends))
    rule.write_text(text, "utf-8")
    until(watching, begins)
    assert "error" not in "\n".join(until(watching, ends))
    (project / "rules").rename(project / "elsewhere")
    until(watching, "rules is gone: there is nothing to watch any more")
    assert watching.wait(timeout=60) == 1


def test_a_watch_without_watchfiles_says_how_to_get_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    result = etiquette("check", "--rules", project / "rules", "--watch")
    assert result.exit_code == 2
    assert "pip install 'connect-etiquette[watch]'" in result.output
