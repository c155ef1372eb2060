"""`python -m tests.mutants`: a sample of faults in the compiler's core, each tried against the fast tests that reach it.

It works on a copy in build/mutants, where mutmut finds the sources as it wants them; nothing of the checkout changes. It
prints how many were noticed, and the difference that each of the others makes, to be judged in tests/mutants/survivors.md.
"""

from __future__ import annotations

import argparse
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
PATH = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
"""Where mutmut is: beside this Python, whether or not its environment is activated."""
ROOMS = ("proof", "answers", "language")
TESTS = (
    "unit/test_amounts.py", "unit/test_cards.py", "unit/test_causes.py", "unit/test_comparing.py", "unit/test_errors.py",
    "unit/test_explain.py", "unit/test_find.py", "unit/test_limits.py", "unit/test_mistakes.py", "unit/test_names.py",
    "unit/test_refusals.py", "unit/test_renaming.py", "unit/test_stories.py", "unit/test_stories_told.py",
    "unit/test_translations.py", "unit/test_unheard.py", "property/test_crosscheck.py", "property/test_exact.py",
    "property/test_published.py", "property/test_texts.py",
)  # fmt: skip
"""Those that run the core in their own process, without a browser: mutmut tries with each mutant the ones that reach it."""
OUTSIDE = (
    # What lies in no copy: a link that leads nowhere, the clock of a build, a command in a process of its own.
    "test_the_author_is_told[unreadable]", "test_what_mends_it_mends_it[unreadable]",
)  # fmt: skip
SEEN = {0: "survived", 2: "not tried", 5: "not reached", 33: "not reached", 34: "not tried", 36: "too slow", 24: "too slow", -24: "too slow", 152: "too slow"}  # fmt: skip
"""What the exit codes of a mutant's tests mean; whatever else they end with, the mutant was noticed."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=300, help="how many mutants are tried")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--children", type=int, default=2, help="how many at once")
    parser.add_argument(
        "--only",
        nargs="*",
        default=[f"{room}/*" for room in ROOMS],
        help="files of the compiler, such as language/limits.py",
    )
    parser.add_argument("--tests", nargs="*", default=list(TESTS), help="tests, such as unit/test_limits.py")
    asked = parser.parse_args()
    if shutil.which("mutmut", path=PATH) is None:
        print("mutants: mutmut is missing: pip install --requirement tests/mutants/requirements.txt", file=sys.stderr)
        return 1
    prepare(asked.only, asked.tests)
    # A name that no mutant has: all are made, and the tests run once to see which reaches what.
    mutmut("no-such-mutant", asked.children, quiet=True)
    names = sorted(name for path in metas() for name in json.loads(path.read_text("utf-8"))["exit_code_by_key"])
    if not (WORK / "mutants" / "mutmut-stats.json").is_file():
        print("mutants: the tests do not pass in the copy; see what mutmut says above", file=sys.stderr)
        return 1
    sample = sorted(random.Random(asked.seed).sample(names, min(asked.sample, len(names))))
    mutmut(*sample, asked.children)
    return tell(sample, len(names))


def prepare(only: list[str], tests: list[str]) -> None:
    """The checkout as it is committed or changed, with `compiler` under the name that mutmut looks for."""
    shutil.rmtree(WORK, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        source = ROOT / name
        target = WORK / (f"src{name.removeprefix('compiler')}" if name.startswith("compiler/") else name)
        if source.is_file() and not source.is_symlink():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    others = [path.name for path in WORK.iterdir() if path.name not in ("src", "tests", "pyproject.toml")]
    left_out = [f"--deselect=tests/unit/test_errors.py::{name}" for name in OUTSIDE]
    settings = {
        "source_paths": ["src/connect_etiquette"],
        "only_mutate": [f"src/connect_etiquette/{files}" for files in only],
        "also_copy": others,
        "track_dependencies": False,
        "use_git_change_detection": False,
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "--sets", "25", "--hypothesis-seed=0", *left_out],
        "pytest_add_cli_args_test_selection": [f"tests/{test}" for test in tests],
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    with (WORK / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n".join(["", "[tool.mutmut]", *lines, ""]))


def mutmut(*wanted: str | int, quiet: bool = False) -> None:
    *names, children = wanted
    command = ["mutmut", "run", "--max-children", str(children), *map(str, names)]
    subprocess.run(
        command,
        cwd=WORK,
        env={**os.environ, "PATH": PATH, "PYTHONHASHSEED": "0"},
        check=False,
        stderr=subprocess.DEVNULL if quiet else None,
    )


def metas() -> list[Path]:
    return sorted((WORK / "mutants/src/connect_etiquette").glob("*/*.meta"))


def tell(sample: list[str], of: int) -> int:
    """The table, and what each survivor changes."""
    codes: dict[str, int | None] = {}
    for path in metas():
        codes.update(json.loads(path.read_text("utf-8"))["exit_code_by_key"])
    ends = {name: end_of(codes[name]) for name in sample}
    for room in sorted({name.split(".")[1] for name in sample}):
        count = Counter(end for name, end in ends.items() if name.split(".")[1] == room)
        print(f"{room}: {', '.join(f'{number} {end}' for end, number in sorted(count.items()))}")
    count = Counter(ends.values())
    seen = count["killed"] + count["too slow"]
    print(f"{seen} of {len(sample)} noticed ({100 * seen / len(sample):.1f} %), drawn from {of:,}")
    for name, end in ends.items():
        if end in ("survived", "not reached", "not tried"):
            print(f"\n{end}: {name}")
            subprocess.run(["mutmut", "show", name], cwd=WORK, env={**os.environ, "PATH": PATH}, check=False)
    return 0


def end_of(code: int | None) -> str:
    return "not tried" if code is None else SEEN.get(code, "killed")


if __name__ == "__main__":
    sys.exit(main())
