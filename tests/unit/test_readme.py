"""README's commands print what README prints, and its pictures and files are there."""

from __future__ import annotations

import re
import shlex

import pytest
import yaml

from tests.unit.test_errors import ROOT, etiquette

README = (ROOT / "README.md").read_text("utf-8")
STORIES = re.findall(r"```console\n\$ etiquette (.*)\n([\s\S]*?)```", README)


def test_there_are_six_stories() -> None:
    assert len(STORIES) == 6


@pytest.mark.parametrize(("command", "printed"), STORIES)
def test_a_story_ends_as_printed(command: str, printed: str) -> None:
    result = etiquette(*shlex.split(command))
    assert result.exit_code == 0
    lines = [line for line in result.output.splitlines() if line]
    start, _, end = printed.partition("\n…\n")
    assert lines[: len(start.splitlines())] == start.splitlines()
    assert lines[-len(end.splitlines()) :] == end.splitlines()


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
