"""What `python3 -m tests` does: it gets the locked packages, the browsers and node's tools, then runs pytest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support import environment, load, node_tools
from tests.support.environment import HOME, ROOT, MissingError

NO_BROWSER = ["--ignore", "tests/browser"]
PYTEST = ["--dist", "worksteal", "--durations", "20"]
HUNG = ["--timeout", "240", "--timeout-method", "thread"]
"""Seconds after which a test is given up, five times as long as the longest takes; with `--full` some take half an hour."""
WORKERS = {"fast": "2", "whole": "3"}
"""On two cores: what drives browsers waits a third of its time."""
OPTIONS = {
    "--fast": "all that needs no browser",
    "--busy": "with two endless loops beside it",
    "--newest": "unit and property tests with the newest versions of what the product runs on",
    "--lowest": "unit and property tests with the lowest versions of what the product runs on",
}


def run(arguments: list[str]) -> int:
    """The exit code of pytest, or 1 with one line that says what is missing and what to type."""
    try:
        return _run(arguments)
    except MissingError as missing:
        print(f"tests: {missing}", file=sys.stderr)
        return 1


def _run(arguments: list[str]) -> int:
    options = {option for option in OPTIONS if option in arguments}
    rest = [argument for argument in arguments if argument not in OPTIONS]
    home = ROOT / HOME
    python = environment.ensure(ROOT, home)
    if Path(sys.prefix).resolve() != home.resolve():
        return subprocess.run([str(python), "-m", "tests", *arguments], cwd=ROOT, check=False).returncode
    if versions_wanted := options & {"--newest", "--lowest"}:
        from tests.support import versions

        return max(versions.run(option.removeprefix("--"), rest) for option in sorted(versions_wanted))
    node_tools.ensure()
    variables = {**os.environ} if "--fast" in options else {**os.environ, **_browsers()}
    with load.endless_loops(2 if "--busy" in options else 0):
        return subprocess.run(pytest_command(options, rest), cwd=ROOT, env=variables, check=False).returncode


def pytest_command(options: set[str], rest: list[str]) -> list[str]:
    """What is run for our own `options`, with pytest's arguments behind."""
    part = ["-n", WORKERS["fast"], *NO_BROWSER] if "--fast" in options else ["-n", WORKERS["whole"]]
    return [sys.executable, "-m", "pytest", *part, *PYTEST, *([] if "--full" in rest else HUNG), *rest]


def _browsers() -> dict[str, str]:
    """The variables that tell the tests which browsers to drive."""
    from tests.support import browsers

    chromium, firefox, webkit = (
        get(_say) for get in (browsers.get_chromium, browsers.get_firefox, browsers.get_webkit)
    )
    if chromium is None:
        raise MissingError(
            f"there is no Chromium. Install one, or type: {browsers.CHROMIUM_VARIABLE}=/path/to/one python3 -m tests"
        )
    if firefox is None:
        raise MissingError(
            f"there is no Firefox {browsers.OLDEST_FIREFOX} or newer. Install one, or type:"
            f" {browsers.FIREFOX_VARIABLE}=/path/to/one python3 -m tests"
        )
    found = {browsers.CHROMIUM_VARIABLE: chromium, browsers.FIREFOX_VARIABLE: firefox}
    # On macOS and Windows there is none to drive: its one test is skipped.
    return {**found, **({browsers.WEBKIT_VARIABLE: webkit} if webkit else {})}


def _say(line: str) -> None:
    print(line, flush=True)
