"""`python -m tests.benchmarks.before REVISION`: what LinkedIn's pages pay today and paid at an earlier revision, in one run.

The revision's extension is built by its own compiler, and both are measured by the same code on the same pages, one after the
other in browsers of their own, beside an empty content script.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from statistics import median

from connect_etiquette import pipeline
from connect_etiquette.output import find_paths
from playwright.sync_api import Playwright, sync_playwright

from tests.benchmarks import pages
from tests.benchmarks.families import ROOT
from tests.benchmarks.report import Row, table
from tests.support import browsers

BUILD = """import sys
from pathlib import Path
from connect_etiquette import pipeline
run, result = pipeline.build(*map(Path, sys.argv[1:]))
assert result is not None, run"""

Measured = dict[str, float]
"""Seconds by what was measured."""


def earlier(revision: str, folder: Path) -> Path:
    """The extension for Chromium of an earlier revision, built in `folder`."""
    archive = subprocess.run(
        ["git", "archive", revision, "compiler", "extension", "rules"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder / "tree", filter="data")
    tree = folder / "tree"
    subprocess.run(
        [sys.executable, "-c", BUILD, str(tree / "rules"), str(tree / "extension"), str(folder / "built")],
        env={**os.environ, "PYTHONPATH": str(tree / "compiler")},
        cwd=folder,
        check=True,
    )
    return folder / "built" / "chromium"


def measured(playwright: Playwright, built: Path, chromium: str, people: int) -> Measured:
    """A profile of 6,000 elements: loaded again and again, and changing."""
    with pages.tab(playwright, built, chromium, people) as opened:
        loads = pages.measured(opened)
        churn = pages.changing(opened)
    return {
        "warm": median(load.scripts for load in loads[1:]),
        "the first in a process": loads[0].scripts,
        "longest task": median(load.longest for load in loads[1:]),
        "1,000 mutations": churn / (pages.FRAMES * pages.ROWS) * 1000,
    }


def may_open(built: Path, target: Path) -> Path:
    """A copy that may open LinkedIn's pages; an earlier one could from the beginning."""
    if "optional_host_permissions" in (built / "manifest.json").read_text("utf-8"):
        return pages.allowed(built, target)
    shutil.copytree(built, target)
    return target


def rows(revision: str, chromium: str) -> list[Row]:
    """A row for each figure: ours, and the revision's beside it."""
    paths = find_paths()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        pipeline.build(paths.rules, paths.extension, folder / "today")
        today = may_open(folder / "today" / "chromium", folder / "allowed")
        before = may_open(earlier(revision, folder), folder / "before")
        empty = pages.with_an_empty_script(today, folder / "empty")
        base = measured(playwright, empty, chromium, 0)
        found: list[Row] = []
        for people, who in ((0, "nobody entered"), (1, "one entered"), (50, "fifty entered")):
            ours = measured(playwright, today, chromium, people)
            theirs = measured(playwright, before, chromium, people)
            for what, seconds in ours.items():
                # The longest task is as long as it is; of the rest an empty script has its share.
                share = 0.0 if what == "longest task" else base[what]
                found.append(Row(f"{who}, {what}", seconds - share, None, theirs[what] - share, revision))
        return found


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("revision", help="what to measure beside the present tree, such as a7caa7f~1")
    chromium = browsers.find_chromium()
    assert chromium is not None, "no Chromium that can load an extension"
    print(table(rows(parser.parse_args().revision, chromium)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
