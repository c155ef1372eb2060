"""Fixtures that every kind of test may use: the built extension, the browsers, the folder for screenshots."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.output import find_paths

from tests.support import browsers
from tests.support import node_tools as tools
from tests.support.environment import MissingError

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension as `etiquette build` makes it from this checkout: a folder with chromium/ and firefox/."""
    paths = find_paths()
    out = tmp_path_factory.mktemp("build")
    run, result = pipeline.build(paths.rules, paths.extension, out)
    assert result is not None, [finding.message for finding in run.findings.items]
    return out


@pytest.fixture(scope="session")
def node_tools() -> Path:
    """The folder of the locked JavaScript tools' commands."""
    try:
        return tools.ensure()
    except MissingError as missing:
        pytest.fail(str(missing))


@pytest.fixture(scope="session")
def chromium() -> str:
    found = browsers.find_chromium()
    if found is None:
        pytest.fail(
            f"no Chromium that can load an extension: run “python -m tests”, or set {browsers.CHROMIUM_VARIABLE}"
        )
    return found


@pytest.fixture(scope="session")
def firefox() -> str:
    found = browsers.find_firefox()
    if found is None:
        pytest.fail(f"no Firefox {browsers.OLDEST_FIREFOX} or newer: install it, or set {browsers.FIREFOX_VARIABLE}")
    return found


@pytest.fixture(scope="session")
def webkit() -> str:
    found = browsers.find_webkit()
    if found is None:
        message = f"no WebKit to drive: it takes {' and '.join(browsers.WEBKIT_NEEDS.values())} of Debian's packages"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def screenshots() -> Path:
    folder = ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="all of what is tried as a sample otherwise")
    parser.addoption(
        "--managed", action="store_true", help="with a Chromium that policies manage: takes root or namespaces"
    )
    parser.addoption("--accept", action="store_true", help="write what was printed into the expected texts")
    parser.addoption("--sets", default="400", help="how many random rule sets the properties are tried on")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage less often, and not in what stays to the end: a sixth of the time of all that runs in Python."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A Chromium that is managed not every machine lets have."""
    return True if collection_path.name == "test_managed.py" and not config.getoption("--managed") else None


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expected texts are to be written anew. Read the difference before committing it."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Whether all is wanted of what is tried as a sample otherwise."""
    return bool(request.config.getoption("--full"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many tests each part has, and for how long they ran, all workers together."""
    counts: dict[str, int] = {}
    seconds: dict[str, float] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                part = str(Path(report.nodeid.partition("::")[0]).parent)
                counts[part] = counts.get(part, 0) + (report.when == "call")
                seconds[part] = seconds.get(part, 0) + report.duration
    for part in sorted(counts):
        terminalreporter.write_line(f"{part}: {counts[part]} tests, {seconds[part]:.0f} s")
