"""The house is in order: what tests/checks.py runs, sizes, and who may lean on whom in the extension."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.checks import CHECKS, ROOT, TOOLS, run

PIPELINE = "compiler/connect_etiquette/pipeline.py"


@pytest.mark.parametrize("name", [name for name, check in CHECKS.items() if not check.by_node])
def test_python_passes_the_checks(name: str) -> None:
    done = run(CHECKS[name])
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", [name for name, check in CHECKS.items() if check.by_node])
def test_javascript_passes_the_checks(name: str, node_tools: Path) -> None:
    done = run(CHECKS[name])
    assert done.returncode == 0, done.stdout + done.stderr


def test_javascript_types_name_what_they_mean(node_tools: Path) -> None:
    """“any” stands only where the outside world hands in something unknown."""
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in (ROOT / "extension").rglob("*.js")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"@\w+ [^@]*\{[^@]*\bany\b[^@]*\}", line)
    ]
    assert len(found) <= 15, found


def cruised(node_tools: Path, folder: Path) -> list[str]:
    """The rules of tests/tools/dependencies.cjs that modules of a folder break, with the arrow."""
    command = [str(node_tools / "depcruise"), "--config", str(TOOLS / "dependencies.cjs"), "--output-type", "json", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    summary = json.loads(done.stdout)["summary"]
    assert summary["totalCruised"] > 50, done.stderr
    return [f"{found['rule']['name']}: {found['from']} → {found['to']}" for found in summary["violations"]]


PLANTED = [
    ("engine/advice/chip.js", 'import "../../store.js";', "engine-leans-on-nothing: engine/advice/chip.js → store.js"),
    ("engine/decision/situation.js", 'import "./timeline.js";', "no-circle: engine/decision/situation.js → engine/decision/timeline.js"),
    (
        "engine/words/words.js",
        'import "../today/today.js";',
        "engine-rooms-lean-on-those-before-them: engine/words/words.js → engine/today/today.js",
    ),
    ("engine/dates.js", 'import * as Ui from "../pages/ui.js";', "engine-leans-on-nothing: engine/dates.js → pages/ui.js"),
    ("pages/ui.js", 'import "../worker/tabs.js";', "pages-know-no-worker: pages/ui.js → worker/tabs.js"),
    (
        "pages/welcome/welcome.js",
        'import "../person/entries.js";',
        "a-page-keeps-to-its-folder: pages/welcome/welcome.js → pages/person/entries.js",
    ),
    ("worker/tabs.js", 'import "../pages/ui.js";', "worker-knows-no-page: worker/tabs.js → pages/ui.js"),
    (
        "content/start.js",
        'import "../engine/decision/decide.js";',
        "content-and-shared-import-nothing: content/start.js → engine/decision/decide.js",
    ),
    ("engine/lonely.js", "export const nobody = 1;", "no-module-without-a-reader: engine/lonely.js → engine/lonely.js"),
    ("pages/ui.js", 'import "./gone.js";', "nothing-that-is-not-there: pages/ui.js → ./gone.js"),
]  # fmt: skip
"""Where an arrow is planted, what is written there, and what is to be said of just this arrow."""


def test_planted_arrows_are_seen(node_tools: Path, tmp_path: Path) -> None:
    """All in one copy: each is named with its own arrow."""
    copy = tmp_path / "extension"
    shutil.copytree(ROOT / "extension", copy)
    for path, planted, _ in PLANTED:
        with (copy / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{planted}\n")
    found = cruised(node_tools, copy)
    assert [said for _, _, said in PLANTED if said not in found] == []


def test_the_types_of_the_engine_are_its_own() -> None:
    """An import in a comment is an arrow too; dependency-cruiser sees those of code alone."""
    engine = ROOT / "extension" / "engine"
    named = [
        (path.parent / name).resolve()
        for path in engine.rglob("*.js")
        for name in re.findall(r'''(?:@import .* from |import\()"([^"]+)"''', path.read_text("utf-8"))
    ]
    assert len(named) > 20
    assert [path for path in named if not path.is_relative_to(engine) or not path.is_file()] == []


def test_a_room_of_the_engine_is_small_and_nothing_lies_outside_one() -> None:
    rooms = list((ROOT / "extension" / "engine").iterdir())
    assert [path.name for path in rooms if path.is_file()] == []
    assert [room.name for room in rooms if len(list(room.iterdir())) > 12] == []


def shape(folder: Path) -> list[str]:
    """Functions and state of JavaScript that exceed the house's measure."""
    done = subprocess.run(["node", "shape.mjs", str(folder)], cwd=TOOLS, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_no_function_outgrows_a_screen_and_no_module_juggles(node_tools: Path) -> None:
    assert shape(ROOT / "extension") == []
    assert shape(ROOT / "compiler" / "connect_etiquette" / "bench" / "page") == []


def test_what_outgrows_them_is_seen(node_tools: Path, tmp_path: Path) -> None:
    long = "export function long() {\n" + "  void 0;\n" * 60 + "}\n"
    (tmp_path / "module.js").write_text(long + "".join(f"let v{i} = {i};\n" for i in range(6)), "utf-8")
    (tmp_path / "classic.js").write_text(
        "const Classic = (() => {\n" + long.replace("export ", "") + "let a, b, c, d, e, f;\nreturn { long };\n})();\n",
        "utf-8",
    )
    (tmp_path / "sound.js").write_text("const Sound = (() => {\n" + "  void 0;\n" * 100 + "})();\n", "utf-8")
    assert sorted(shape(tmp_path)) == [
        "classic.js: 6 variables that change; at most 5 in a module",
        "classic.js:2: a function of 62 lines; at most 60",
        "module.js: 6 variables that change; at most 5 in a module",
        "module.js:1: a function of 62 lines; at most 60",
    ]


def test_no_function_of_the_compiler_outgrows_a_screen() -> None:
    long = {
        f"{path.relative_to(ROOT)}: {node.name}": lines
        for path in (ROOT / "compiler").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and (lines := (node.end_lineno or 0) - node.lineno + 1) > 60
    }
    assert long == {}, "functions of at most 60 lines"


LONGEST = {
    "compiler/**/*.py": 400,
    "compiler/**/*.js": 400,
    "compiler/**/*.css": 400,
    "compiler/**/*.html": 400,
    "extension/**/*.js": 400,
    "extension/**/*.css": 400,
    "extension/**/*.html": 400,
    "extension/**/*.json": 400,
    "tests/**/*.py": 400,
    "tests/**/*.mjs": 400,
    PIPELINE: 150,
}
"""Files have at most so many lines; the pipeline is read at a glance."""


def too_long(root: Path) -> dict[str, int]:
    return {
        str(path.relative_to(root)): lines
        for pattern, most in LONGEST.items()
        for path in root.glob(pattern)
        if "node_modules" not in path.parts and (lines := len(path.read_text("utf-8").splitlines())) > most
    }


def test_no_file_outgrows_one_noun() -> None:
    assert (ROOT / PIPELINE).is_file()
    assert too_long(ROOT) == {}, "files of 60–400 lines"


def test_a_file_that_outgrows_it_is_seen(tmp_path: Path) -> None:
    for path, lines in {
        "extension/a/b.js": 401,
        "extension/c.js": 400,
        "extension/d.css": 401,
        "tests/unit/t.py": 401,
        PIPELINE: 151,
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("\n" * lines, "utf-8")
    assert too_long(tmp_path) == {
        "extension/a/b.js": 401,
        "extension/d.css": 401,
        "tests/unit/t.py": 401,
        PIPELINE: 151,
    }
