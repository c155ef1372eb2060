"""What runs inside LinkedIn's pages: one table, whose order is proved from what each script defines and uses."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.benchmarks.building import without_comments

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "extension"
TABLE = "content/scripts.json"
BEGIN = ("content/first.js", "content/present.js", "content/glance.js")
"""What begins of itself, or is brought to be asked, and defines nothing."""
LATER = {("content/first.js", "Host"), *(("content/later.js", name) for name in ("Shown", "Asking", "Tip", "Report"))}
"""Who asks, by `typeof`, whether what comes later is there yet."""
AGAIN = {"content/lazily.js"}
"""What may be read twice, and comes with each part that rests on it."""
STAGES = ("report", "chips", "press", "tip")
"""What comes to a page when it is needed. The last script of each tells that all of it is there."""
MOST = 62_000
MOST_WITH_A_CHIP = 105_000
"""So many characters of scripts without comments a page has on which nobody entered is seen, at most; and one with a chip,
before a tip opens. 64,000 are the aim for both. Of the second, what finds controls and whose they are is 60,000, and what finds
room for a chip and sees to it that it stands there, and nowhere else, 44,000: all of that runs before a chip is seen."""

RING = {f"content/controls/{name}.js" for name in ("subject", "owner", "received", "find")}
"""What a control is and whose it is are found out together: these four ask each other, and nothing else may."""


def table(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads((folder / TABLE).read_text("utf-8"))
    return found


def problems(folder: Path) -> list[str]:
    """What is wrong with the table and the scripts in `folder`, in words."""
    node = shutil.which("node")
    assert node is not None
    order = [path for part in table(folder).values() for path in part]
    tool = str(ROOT / "tests" / "tools" / "globals.mjs")
    done = subprocess.run([node, tool, str(folder), *order], capture_output=True, text=True, check=True)
    facts = json.loads(done.stdout)
    owner = {name: path for path in order for name in facts[path]["defines"]}
    uses = {path: {owner[name] for name in facts[path]["uses"] if name in owner} - {path} for path in order}
    return [
        *misplaced(folder, order, facts),
        *missing(folder, order, facts, owner),
        *unused(order, uses),
        *circles(order, uses),
    ]


def misplaced(folder: Path, order: list[str], facts: dict[str, dict[str, list[str]]]) -> list[str]:
    """Scripts that are not where the table says, twice there, or that define another name than their own."""
    scripts = {path.relative_to(folder).as_posix() for path in (folder / "content").rglob("*.js")}
    found = [f"{path} is in no part of the table" for path in sorted(scripts - set(order))]
    found += [
        f"{path} is in the table twice" for path in sorted({path for path in order if order.count(path) > 1} - AGAIN)
    ]
    for path in order:
        own = [] if path in BEGIN else [Path(path).stem.capitalize()]
        if facts[path]["defines"] != own:
            found.append(f"{path} defines {facts[path]['defines']}, not {own}")
    return found


def missing(folder: Path, order: list[str], facts: dict[str, dict[str, list[str]]], owner: dict[str, str]) -> list[str]:
    """Names that a script uses as it is read, or at all, but that come later or from a module."""
    modules = {
        path.stem.capitalize() for room in ("engine", "worker", "pages") for path in (folder / room).rglob("*.js")
    }
    modules |= {"Store", "Bundle"}
    found = []
    for place, path in enumerate(order):
        for name in facts[path]["uses"]:
            if name not in owner and name in modules - {"Text"}:
                found.append(f"{path} uses {name}, which is not in the page")
            elif name in owner and order.index(owner[name]) > place and not is_later(path, owner[name]):
                found.append(f"{path} uses {name}, which comes later")
    return found


def unused(order: list[str], uses: dict[str, set[str]]) -> list[str]:
    """Scripts that nothing uses, but those that begin of themselves, and what is opened from outside."""
    used = set().union(*uses.values())
    return [f"nothing uses {path}" for path in order if path not in {*used, *BEGIN, "content/start.js"}]


def circles(order: list[str], uses: dict[str, set[str]]) -> list[str]:
    """Scripts that use themselves by way of others."""
    found = []
    for path in order:
        reached: set[str] = set()
        ahead = [next_one for next_one in uses[path] if not is_later(path, next_one)]
        while ahead:
            one = ahead.pop()
            if one not in reached:
                reached.add(one)
                ahead += [next_one for next_one in uses[one] if not is_later(one, next_one)]
        if path in reached:
            found.append(f"{path} uses itself by way of others")
    return found


def is_later(path: str, other: str) -> bool:
    """Whether a script may use another that comes after it."""
    return (path, Path(other).stem.capitalize()) in LATER or {path, other} <= RING


def test_the_table_is_in_order() -> None:
    assert problems(EXTENSION) == []


@pytest.mark.parametrize(
    ("path", "planted", "problem"),
    [
        ("content/controls/dom.js", "Chips.clear();", "content/controls/dom.js uses Chips, which comes later"),
        ("content/look.js", "Timeline.at();", "content/look.js uses Timeline, which is not in the page"),
        ("content/look.js", "const Also = 1;", "content/look.js defines ['Look', 'Also'], not ['Look']"),
        ("content/chips/alone.js", "const Alone = 1;", "content/chips/alone.js is in no part of the table"),
        ("shared/names.js", "Names.of(Known.page.names);", "shared/names.js uses itself by way of others"),
    ],
)
def test_what_is_planted_is_found(tmp_path: Path, path: str, planted: str, problem: str) -> None:
    spoilt = tmp_path / "extension"
    shutil.copytree(EXTENSION, spoilt)
    text = (spoilt / path).read_text("utf-8") if (spoilt / path).exists() else ""
    (spoilt / path).write_text(f"{text}\n{planted}\n", "utf-8")
    if planted.startswith("Names"):
        known = spoilt / "content" / "known.js"
        known.write_text(f"{known.read_text('utf-8')}\nNames.slug('');\n", "utf-8")
    assert problem in problems(spoilt)


def test_a_script_that_nothing_uses_is_found(tmp_path: Path) -> None:
    spoilt = tmp_path / "extension"
    shutil.copytree(EXTENSION, spoilt)
    (spoilt / "content" / "alone.js").write_text("const Alone = 1;\n", "utf-8")
    parts = table(spoilt)
    parts["look"].insert(0, "content/alone.js")
    (spoilt / TABLE).write_text(json.dumps(parts), "utf-8")
    assert "nothing uses content/alone.js" in problems(spoilt)


def test_each_stage_is_known_by_its_last_script() -> None:
    parts = table(EXTENSION)
    assert [part for part in parts if part in STAGES] == list(STAGES)
    asked = [name for path, name in LATER if path == "content/later.js"]
    assert sorted(Path(parts[stage][-1]).stem.capitalize() for stage in STAGES) == sorted(asked)


def characters(*parts: str) -> int:
    """Of the scripts of these parts of the table, without comments."""
    paths = [path for part in parts for path in table(EXTENSION)[part]]
    return sum(len(without_comments((EXTENSION / path).read_text("utf-8")).encode()) for path in paths)


def test_a_page_where_nobody_entered_is_seen_gets_what_finds_controls_and_no_more() -> None:
    assert characters("start", "look", "stay") <= MOST


def test_a_page_with_a_chip_gets_what_places_it_and_no_more() -> None:
    assert characters("start", "look", "stay", "chips") <= MOST_WITH_A_CHIP


def test_what_linkedin_gets_knows_neither_engine_nor_storage() -> None:
    for part in table(EXTENSION).values():
        for path in part:
            text = (EXTENSION / path).read_text("utf-8")
            assert "chrome.storage" not in text, path
            assert not path.startswith(("engine/", "worker/", "pages/")), path
