"""Faults in the compiler's core, made by mutmut; each is tried against the fast tests that reach its function."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "mutants"
"""A copy of the checkout, where mutmut finds the sources as it wants them."""
DIGEST = WORK / "digest.json"
"""What the copy was made from: the compiler, and all that is there with it."""
TRIED = WORK / "tried.json"
"""What the tests of each mutant that was tried so far ended with, by its name."""
STATS = WORK / "mutants" / "mutmut-stats.json"
"""mutmut's: which tests reach what."""
PATH = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
"""Where mutmut is: beside this Python, whether or not its environment is activated."""
ROOMS = ("proof", "answers", "language")
TESTS = (
    "unit/test_amounts.py", "unit/test_as_written.py", "unit/test_cards.py", "unit/test_causes.py",
    "unit/test_comparing.py", "unit/test_errors.py", "unit/test_evidence.py", "unit/test_etiquette_scenarios.py", "unit/test_explain.py",
    "unit/test_find.py", "unit/test_limits.py", "unit/test_mistakes.py", "unit/test_names.py",
    "unit/test_refusals.py", "unit/test_renaming.py", "unit/test_spare.py", "unit/test_stories.py", "unit/test_stories_told.py",
    "unit/test_translations.py", "unit/test_unheard.py", "unit/test_what_findings_say.py",
    "property/test_crosscheck.py", "property/test_difference.py", "property/test_exact.py", "property/test_published.py", "property/test_texts.py",
)  # fmt: skip
"""Those that run the core in their own process, without a browser: mutmut tries with each mutant the ones that reach it."""
OUTSIDE = (
    # What lies in no copy: a link that leads nowhere, the clock of a build, a command in a process of its own.
    "test_the_author_is_told[unreadable]", "test_what_mends_it_mends_it[unreadable]",
)  # fmt: skip
SETS = 60
"""Random rule sets with each mutant: a second and a half, where the usual 400 take ten."""
SEEN = {0: "survived", 2: "not tried", 5: "not reached", 33: "not reached", 34: "not tried", 36: "too slow", 24: "too slow", -24: "too slow", 152: "too slow"}  # fmt: skip
"""What the exit codes of a mutant's tests mean; whatever else they end with, the mutant was noticed."""
UNNOTICED = ("survived", "not reached", "not tried")


def run(asked: argparse.Namespace) -> int:
    if shutil.which("mutmut", path=PATH) is None:
        print("mutants: mutmut is missing: pip install --requirement tests/mutants/requirements.txt", file=sys.stderr)
        return 1
    tried = prepare(asked.only, asked.tests, again=asked.again)
    # A name that no mutant has: all are made, and the tests run once to see which reaches what.
    if not STATS.is_file() or asked.again:
        mutmut("no-such-mutant", asked.children, quiet=True)
    if not STATS.is_file():
        print("mutants: the tests do not pass in the copy; see what mutmut says above", file=sys.stderr)
        return 1
    every = sorted(exit_codes())
    # In this order: the first of a sample are a smaller sample.
    shuffled = every.copy()
    random.Random(asked.seed).shuffle(shuffled)
    sample = shuffled[: asked.sample]
    left = [name for name in sample if name not in tried or (asked.again and end_of(tried[name]) in UNNOTICED)]
    if left:
        mutmut(*left, asked.children)
        tried |= {name: code for name, code in exit_codes().items() if code is not None}
        TRIED.write_text(json.dumps(tried, indent=1), "utf-8")
    return tell(sample, len(every), tried)


def prepare(only: list[str], tests: list[str], *, again: bool) -> dict[str, int]:
    """The checkout as it is committed or changed, with `compiler` under the name that mutmut looks for; what of its
    mutants was tried before.

    That stands if nothing is different since, and where unnoticed ones are tried `again` if only tests are.
    """
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    files: dict[str, bytes] = {}
    for name in sorted(filter(None, listed.stdout.decode().split("\0"))):
        if (ROOT / name).is_file() and not (ROOT / name).is_symlink():
            target = f"src{name.removeprefix('compiler')}" if name.startswith("compiler/") else name
            files[target] = (ROOT / name).read_bytes()
    files["pyproject.toml"] += settings(files, only, tests).encode()
    made_from = {
        "compiler": digest({name: data for name, data in files.items() if name.startswith("src/")}),
        "all": digest(files),
    }
    before = json.loads(DIGEST.read_text("utf-8")) if DIGEST.is_file() else {}
    if before.get("compiler" if again else "all") != made_from["compiler" if again else "all"]:
        shutil.rmtree(WORK, ignore_errors=True)
    tried: dict[str, int] = json.loads(TRIED.read_text("utf-8")) if TRIED.is_file() else {}
    # A run that was stopped has not said what it found.
    tried |= {name: code for name, code in exit_codes().items() if code is not None}
    for name, data in files.items():
        path = WORK / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    DIGEST.write_text(json.dumps(made_from), "utf-8")
    TRIED.write_text(json.dumps(tried, indent=1), "utf-8")
    return tried


def digest(files: dict[str, bytes]) -> str:
    found = hashlib.sha256()
    for name, data in files.items():
        found.update(f"{name}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def settings(files: dict[str, bytes], only: list[str], tests: list[str]) -> str:
    """mutmut's, as lines for pyproject.toml."""
    others = sorted({name.partition("/")[0] for name in files} - {"src", "tests", "pyproject.toml"})
    left_out = [f"--deselect=tests/unit/test_errors.py::{name}" for name in OUTSIDE]
    values = {
        "source_paths": ["src/connect_etiquette"],
        "only_mutate": [f"src/connect_etiquette/{files}" for files in only],
        "also_copy": others,
        "track_dependencies": False,
        "use_git_change_detection": False,
        # By the clock of a machine that may be busy: only what never ends is to count as too slow.
        "timeout_constant": 20.0,
        "timeout_multiplier": 6.0,
        "pytest_add_cli_args": [
            "-p",
            "no:cacheprovider",
            "-p",
            "tests.mutants.quickest",
            "--sets",
            str(SETS),
            "--hypothesis-seed=0",
            *left_out,
        ],
        "pytest_add_cli_args_test_selection": [f"tests/{test}" for test in tests],
    }
    return "\n".join(["", "[tool.mutmut]", *(f"{key} = {json.dumps(value)}" for key, value in values.items()), ""])


def mutmut(*wanted: str | int, quiet: bool = False) -> None:
    *names, children = wanted
    command = [
        sys.executable,
        "-P",
        str(WORK / "tests/mutants/in_order.py"),
        "run",
        "--max-children",
        str(children),
        *map(str, names),
    ]
    subprocess.run(
        command,
        cwd=WORK,
        # Where pytest finds a plugin before it has found the tests.
        env={**os.environ, "PATH": PATH, "PYTHONHASHSEED": "0", "PYTHONPATH": str(WORK / "mutants")},
        check=False,
        stderr=subprocess.DEVNULL if quiet else None,
    )


def exit_codes() -> dict[str, int | None]:
    """What the tests of each mutant that there is ended with, if it was tried."""
    codes: dict[str, int | None] = {}
    for path in sorted((WORK / "mutants/src/connect_etiquette").glob("*/*.meta")):
        codes.update(json.loads(path.read_text("utf-8"))["exit_code_by_key"])
    return codes


def tell(sample: list[str], of: int, tried: dict[str, int]) -> int:
    """The table, and what each survivor changes."""
    ends = {name: end_of(tried.get(name)) for name in sample}
    for room in sorted({name.split(".")[1] for name in sample}):
        count = Counter(end for name, end in ends.items() if name.split(".")[1] == room)
        print(f"{room}: {', '.join(f'{number} {end}' for end, number in sorted(count.items()))}")
    count = Counter(ends.values())
    seen = count["killed"] + count["too slow"]
    print(f"{seen} of {len(sample)} noticed ({100 * seen / len(sample):.1f} %), drawn from {of:,}")
    for name, end in sorted(ends.items()):
        if end in UNNOTICED:
            print(f"\n{end}: {name}")
            subprocess.run(["mutmut", "show", name], cwd=WORK, env={**os.environ, "PATH": PATH}, check=False)
    return 0


def end_of(code: int | None) -> str:
    return "not tried" if code is None else SEEN.get(code, "killed")
