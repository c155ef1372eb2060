"""The map can't lie: ARCHITECTURE.md names what is there, and each stage prints what it says."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from connect_etiquette import pipeline
from connect_etiquette.output import find_paths

from tests.unit.test_errors import ROOT, etiquette

DOCUMENTS = ("ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/browser-bugs.md", "README.md")
MAP = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
HOMES = ("", "compiler/connect_etiquette", "extension", "extension/content", "docs")
"""Where a path may begin: the map speaks of a room's files by the room."""
ELSEWHERE = ("build/", "dist/", "/")
"""What a build makes is not there before it, and other machines have other folders."""
ZONE = ZoneInfo("Europe/Berlin")


def blocks(label: str, text: str = MAP) -> list[tuple[str, str]]:
    """Each fenced block under a comment that begins with `label`: what the comment says further, and the block."""
    pattern = rf"<!-- {label}(?:: )?([^\n]*?) ?-->\n```\w*\n([\s\S]*?)```"
    return re.findall(pattern, text)


def missing(text: str) -> list[str]:
    """Paths in back quotes or links that nothing is at, and tests that no file defines."""
    prose = re.sub(r"```[\s\S]*?```", "", text)
    named = re.findall(r"`([\w.-]*/[\w./*-]*(?:::\w+)?|[\w-]+\.(?:py|js|json|md|toml|yaml))`", prose)
    named += re.findall(r"\]\((?!https?:|#)([^)#]+)", prose)
    return [name for name in named if not name.startswith(ELSEWHERE) and not there(name)]


@cache
def names() -> set[str]:
    """Of every file of the project, wherever it is."""
    folders = ("compiler", "extension", "rules", "tests")
    return {path.name for folder in folders for path in (ROOT / folder).rglob("*") if "node_modules" not in path.parts}


def there(name: str) -> bool:
    path, _, function = name.partition("::")
    if "/" not in path and path in names():
        return True
    found = [place for home in HOMES if (place := ROOT / home / path).exists()]
    return bool(found) and (not function or f"def {function}(" in found[0].read_text("utf-8"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_and_test_that_is_named_is_there(document: str) -> None:
    assert missing((ROOT / document).read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("`proof/checks.py`", "`proof/cheques.py`"),
        ("`extension/engine/decision/decide.js`", "`extension/engine/decides.js`"),
        ("`tests/property/test_exact.py`", "`tests/property/test_exactly.py`"),
        ("`tests/property/test_exact.py`", "`tests/property/test_exact.py::test_nothing`"),
        ("`rules/README.md`", "[guide](rules/READYOU.md)"),
    ],
)
def test_a_planted_wrong_path_is_seen(right: str, wrong: str) -> None:
    assert right in MAP
    assert len(missing(MAP.replace(right, wrong, 1))) == 1


PAGES = sorted(
    path
    for folder in ("", "docs", "extension", "tests/*", "rules", "rules/locales/*")
    for path in ROOT.glob(f"{folder}/*.md".lstrip("/"))
)
"""Every page that is read as one: texts of the project, of the guide, and of the translators."""


def anchors(text: str) -> set[str]:
    """What links may name of a page: its headings, as the places that show Markdown write them, and named elements."""
    prose = re.sub(r"```[\s\S]*?```", "", text)
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'(?:id|name)="([^"]+)"', prose))


def astray(page: Path, text: str) -> list[str]:
    """The links of a page that lead to no file, or to no heading of it."""
    prose = re.sub(r"```[\s\S]*?```|`[^`\n]*`", "", text)
    found = []
    for link in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", prose):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text("utf-8"))):
            found.append(link)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    assert astray(page, page.read_text("utf-8")) == []


def test_a_link_that_leads_nowhere_is_seen() -> None:
    for planted in ("[a](README.md#tests)", "[a](docs/nothing.md)", "[a](#nowhere)", "[a](rules/README.md#facts-and)"):
        assert len(astray(ROOT / "CONTRIBUTING.md", f"# Contributing\n\n{planted} [b](#contributing)")) == 1, planted
    assert ROOT / "rules" / "README.md" in PAGES
    assert ROOT / "rules" / "locales" / "de" / "STYLE.md" in PAGES


def test_the_map_fits_on_a_page_and_has_its_invariants() -> None:
    assert len(MAP.split()) <= 1500
    held = MAP.split("## What always holds", 1)[1].split("\n## ", 1)[0]
    rows = [row for row in held.splitlines() if "`tests/" in row]
    assert len(rows) >= 15
    assert sum("**Absent:**" in row for row in rows) >= 3


def test_every_room_and_every_folder_of_the_extension_is_on_the_map() -> None:
    rooms = [path.parent for path in (ROOT / "compiler" / "connect_etiquette").glob("*/__init__.py")]
    folders = [path for path in (ROOT / "extension").iterdir() if path.is_dir() and any(path.glob("**/*.js"))]
    assert [str(path) for path in (*rooms, *folders) if f"`{path.relative_to(ROOT)}/`" not in MAP] == []
    (row,) = [line for line in MAP.splitlines() if line.startswith("| `extension/engine/` |")]
    assert [path.name for path in (ROOT / "extension" / "engine").iterdir() if f"*{path.name}*" not in row] == []


@pytest.mark.parametrize(("path", "excerpt"), blocks("file"))
def test_an_excerpt_stands_in_its_file(path: str, excerpt: str) -> None:
    assert excerpt.rstrip("\n") in (ROOT / path).read_text("utf-8")


@pytest.mark.parametrize(("command", "printed"), re.findall(r"```console\n\$ etiquette (.*)\n([\s\S]*?)```", MAP))
def test_a_command_prints_what_the_map_says(command: str, printed: str) -> None:
    lines = etiquette(*shlex.split(command)).output.splitlines()
    start, _, end = printed.partition("…\n")
    assert lines[: len(start.splitlines())] == start.splitlines()
    assert lines[-len(end.splitlines()) :] == end.splitlines()


@pytest.mark.parametrize(("name", "excerpt"), blocks("bundle"))
def test_an_excerpt_stands_in_the_bundle(name: str, excerpt: str, built: Path) -> None:
    bundle = json.loads((built / "chromium" / "bundle" / f"{name}.json").read_text("utf-8"))
    assert any(holds(part, json.loads(excerpt)) for part in parts_of(bundle))


def parts_of(data: Any) -> Iterator[Any]:
    """A value, and every value in it."""
    yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from parts_of(part)


def holds(part: Any, excerpt: Any) -> bool:
    """Whether a part of the bundle is the excerpt; an object may have more keys."""
    if isinstance(part, dict) and isinstance(excerpt, dict):
        return part | excerpt == part
    return bool(part == excerpt)


def test_a_record_becomes_the_situation_and_the_timeline_of_the_map(node_tools: Path, built: Path) -> None:
    """In the engine that was built, by node; situations in the compiler's words."""
    node = shutil.which("node")
    assert node is not None
    assert node_tools.is_dir()
    [(_, record)], [(_, situation)], [(_, timeline)] = (
        blocks("record"),
        blocks("stage: situation"),
        blocks("stage: timeline"),
    )
    steps = json.loads(timeline)
    now = datetime.fromisoformat(steps[0][0]).replace(tzinfo=ZONE)
    case = {
        "records": json.loads(record),
        "person": "p",
        "now": round(now.timestamp() * 1000),
        "page": [],
        "steps": True,
    }
    command = [node, ROOT / "tests" / "support" / "stages.mjs", built / "chromium"]
    done = subprocess.run(command, input=json.dumps(case), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [told(step) for step in found["steps"]] == steps
    proved = pipeline.check(find_paths().rules, "error", scenarios=False).proved
    assert proved is not None
    facts = json.loads(situation)
    assert {fact: proved.space.in_words(fact, 1 << found["cells"][fact])[0] for fact in facts} == facts


def told(step: list[Any]) -> list[str]:
    """When a step comes, on the clock in the room, with its verdict and rule."""
    at, verdict, rule, *_ = step
    return [datetime.fromtimestamp(at / 1000, ZONE).strftime("%Y-%m-%dT%H:%M"), verdict, rule]
