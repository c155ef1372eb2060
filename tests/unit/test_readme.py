"""README's commands run, its stories end as they are told, and its pictures and files are there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from connect_etiquette import __version__
from connect_etiquette.bench import Server
from connect_etiquette.commands import group
from connect_etiquette.commands.group import COMMANDS, GROUPS

from tests.unit.test_errors import ROOT, etiquette

README = (ROOT / "README.md").read_text("utf-8")
TOLD = ROOT / "docs" / "stories.md"
BLOCK = re.compile(r"```console\n\$ etiquette (.*)\n([\s\S]*?)```")
STORIES = BLOCK.findall(TOLD.read_text("utf-8"))
LATER = "By the clock alone"
"""How the line begins from which on a story is told to its end; of what is before it, the first lines are."""


def test_it_is_short_and_has_three_doors() -> None:
    assert len(README.splitlines()) <= 250
    doors = re.findall(r"\[(I [\w ]+)\]\(#([\w-]+)\)", README)
    assert [f"## {door}" for door, _ in doors] == re.findall(r"^## .*$", README, re.MULTILINE)
    assert all(door.lower().replace(" ", "-") == anchor for door, anchor in doors)


def test_there_are_six_stories() -> None:
    assert len(STORIES) == 6
    assert "docs/stories.md" in README


@pytest.mark.parametrize(("command", "printed"), STORIES)
def test_a_story_ends_as_printed(command: str, printed: str, accept: bool) -> None:
    result = etiquette(*shlex.split(command))
    assert result.exit_code == 0
    lines = [line for line in result.output.splitlines() if line]
    start = printed.partition("\n…\n")[0].splitlines()
    later = next(place for place, line in enumerate(lines) if line.startswith(LATER))
    now = "\n".join([*lines[: len(start)], "…", *lines[later:]]) + "\n"
    if accept:
        TOLD.write_text(TOLD.read_text("utf-8").replace(printed, now), "utf-8")
    assert f"\n{now}```" in TOLD.read_text("utf-8"), "look at it, and run with --accept"


def rows() -> dict[str, str]:
    """What is typed in each row of the tables of commands, by the command's name."""
    typed = re.findall(r"^\| `etiquette (.+?)` \|", README, re.MULTILINE)
    return {one.split()[0]: one for one in typed}


def test_the_tables_name_every_command_and_their_groups_are_those_of_help() -> None:
    assert list(rows()) == list(COMMANDS)
    for title, names in GROUPS.items():
        part = README.partition(f"| {title.lower()} | |\n")[2].partition("\n\n")[0]
        assert re.findall(r"^\| `etiquette (\S+?)[ `]", part, re.MULTILINE) == list(names)


def test_all_take_the_folder_of_the_rules_but_the_one_that_makes_it() -> None:
    without = [
        name
        for name in COMMANDS
        if not any("--rules" in one.opts for one in group.main.get_command(None, name).params)  # type: ignore[arg-type, union-attr]
    ]
    assert without == ["new"]
    assert "All but `new` take `--rules DIR`" in README
    guide = (ROOT / "rules" / "README.md").read_text("utf-8")
    assert "`--rules DIR` makes every command but `new` work on another rule set" in guide


def test_each_row_of_the_tables_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it stands there, with something in the place of each name; what is written goes elsewhere."""
    # It would serve until it is ended.
    monkeypatch.setattr(Server, "run", lambda _: None)
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    inputs = {
        "DIR": str(tmp_path / "calls"),
        "[FILE]...": "thanks.yaml",
        "[-k TEXT]": "-k thank",
        "[LANGUAGE]": "de",
        "VERDICT": "go --when moment=scheduled",
        "OLD [NEW]": f"{rules} {rules}",
        "FILE": str(tmp_path / "dist" / f"connect-etiquette-{__version__}-firefox.zip"),
    }
    for name, row in rows().items():
        for placeholder, value in inputs.items():
            row = row.replace(placeholder, value)
        arguments = [*shlex.split(row), *([] if name == "new" else ["--rules", str(rules)])]
        situation = '{"thanked": "yes"}' if name == "decide" else None
        result = CliRunner().invoke(group.main, arguments, input=situation)
        assert result.exit_code == 0, (row, result.output)
        assert result.output.strip(), row
    for written in ("calls/facts.yaml", "build/chromium/manifest.json", "dist/SHA256SUMS", "build/schemas/layer.json"):
        assert (tmp_path / written).is_file(), written


def test_the_informed_choice_has_the_words_of_the_welcome_page() -> None:
    words = yaml.safe_load((ROOT / "rules" / "words.yaml").read_text("utf-8"))["words"]
    quoted = " ".join(line.removeprefix("> ") for line in README.splitlines() if line.startswith("> "))
    parts = [words[f"choice-{part}"] for part in ("question", "why", "page", "toolbar", "later")]
    assert quoted.replace("**[", "").replace("]**", "") == " ".join(parts)


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"[`(]((?:tests|rules|extension)/[\w./-]+)[`):]", README)) - {"tests/benchmarks"}
    missing = [name for name in named if not (ROOT / name).exists()]
    assert missing == []


def test_pictures_are_made_by_the_tests() -> None:
    made = {path.stem for path in (ROOT / "tests" / "browser").rglob("*.py")}
    assert "test_pictures" in made
    for picture in (ROOT / "tests" / "pictures").iterdir():
        assert f"tests/pictures/{picture.name}" in README
