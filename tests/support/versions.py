"""The newest and the lowest versions of what the product runs on, and which of them makes a difference.

Everything else stays as the lock has it, so that a red test is about the product.
"""

from __future__ import annotations

import json
import subprocess
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

from tests.support import environment
from tests.support.environment import HOME, ROOT

SUITE = ["tests/unit", "tests/property"]
LEFT_OUT = [
    "--deselect",
    "tests/unit/test_house.py",
    "--deselect",
    "tests/unit/test_rooms.py::test_a_planted_arrow_turns_it_red",
    "--ignore",
    "tests/unit/test_install.py",
]
"""Format, lint and rooms do not depend on what the product runs on, though import-linter itself needs a newer click; the tests
of installation make environments of their own."""


def declared(root: Path = ROOT) -> dict[str, str]:
    """The lowest version of each package that the product runs on, as pyproject.toml says for this Python."""
    from packaging.requirements import Requirement

    lowest: dict[str, str] = {}
    for line in tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate():
            floors = [specifier.version for specifier in requirement.specifier if specifier.operator == ">="]
            if floors:
                lowest[requirement.name] = floors[0]
    return lowest


def wanted(which: str, lowest: dict[str, str]) -> list[str]:
    """What pip is asked for: the floors themselves, or the newest of each."""
    return [f"{name}=={floor}" for name, floor in lowest.items()] if which == "lowest" else ["--upgrade", *lowest]


def run(which: str, rest: list[str]) -> int:
    """Run the unit and property tests against the `which` versions ("newest", "lowest"); the exit code of pytest."""
    lowest = declared()
    home = ROOT / HOME / which
    python = environment.ensure(ROOT, home)
    locked = installed(python, lowest)
    # From here on the environment differs from the lock: the next run starts from it again.
    (home / "tests-lock").unlink()
    environment.install(python, ROOT, *wanted(which, lowest))
    there = installed(python, lowest)
    print(f"tests: {which}: {', '.join(f'{name} {version}' for name, version in there.items())}", flush=True)
    code, red = test(python, home, [*SUITE, *LEFT_OUT, *rest])
    if red:
        other = {name: version for name, version in there.items() if version != locked[name]}
        put = put_into(python)
        print(verdict(which, other, locked, red, put, lambda tests: test(python, home, tests)[1]))
    elif code == 0:
        same = [name for name in there if there[name] == locked[name]]
        print(f"tests: {which}: green; as locked: {', '.join(same) or 'none'}; no package makes a difference")
    return code


def verdict(
    which: str,
    other: dict[str, str],
    locked: dict[str, str],
    red: list[str],
    put: Callable[[dict[str, str]], None],
    still_red: Callable[[list[str]], list[str]],
) -> str:
    """Which package made the difference, a line for each: every one of `other` alone beside locked versions.

    Tests that are red with the locked versions too have a line of their own, and are asked no further.
    """

    def told(tests: list[str], how: str, then: str = "") -> list[str]:
        return (
            [f"tests: {which}: {len(tests)} of {len(red)} tests are {how}, such as {tests[0]}{then}"] if tests else []
        )

    put({name: locked[name] for name in other})
    anyway = still_red(red)
    lines = told(anyway, "red with the locked versions too")
    changed = [test for test in red if test not in anyway]
    unexplained = list(changed)
    for name, version in other.items() if changed else ():
        put({name: version})
        guilty = still_red(changed)
        lines += told(guilty, f"red because of {name} {version}", f"; with {name} {locked[name]} they are green")
        unexplained = [test for test in unexplained if test not in guilty]
        put({name: locked[name]})
    return "\n".join(lines + told(unexplained, f"red with {', '.join(other)} together, green with each alone"))


def put_into(python: Path) -> Callable[[dict[str, str]], None]:
    """Installs versions into the environment of `python`."""

    def put(versions: dict[str, str]) -> None:
        if versions:
            environment.install(python, ROOT, *(f"{name}=={version}" for name, version in versions.items()))

    return put


def installed(python: Path, names: dict[str, str]) -> dict[str, str]:
    """The versions of `names` that the environment has."""
    script = "import json, sys; from importlib.metadata import version; print(json.dumps({n: version(n) for n in sys.argv[1:]}))"
    printed = subprocess.run([python, "-c", script, *names], capture_output=True, text=True, check=True).stdout
    versions: dict[str, str] = json.loads(printed)
    return versions


def test(python: Path, home: Path, what: list[str]) -> tuple[int, list[str]]:
    """pytest's exit code, and the tests that were red, by their node ids."""
    report = home / "report.xml"
    report.unlink(missing_ok=True)
    command = [
        str(python),
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "worksteal",
        "--durations",
        "20",
        f"--junit-xml={report}",
        *what,
    ]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    return code, red_in(report) if report.exists() else []


def red_in(report: Path) -> list[str]:
    """The red tests of a JUnit report, as pytest names them."""
    red = []
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            module, name = case.get("classname", "").replace(".", "/"), case.get("name", "")
            # A file that can't be read has no tests: the report has its module for a name.
            red.append(f"{module}.py::{name}" if module else f"{name.replace('.', '/')}.py")
    return red
