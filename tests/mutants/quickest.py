"""A plugin for pytest: of the tests that reach a mutant the quickest come first, since the first that fails ends them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

STATS = Path("mutmut-stats.json")
"""mutmut's, in the folder where it runs the tests; not there yet when it finds out how long they take."""
LONG = 1 / 200
"""Of the time of all tests together: what takes longer builds, writes and reports rule folders as a whole."""
ENOUGH = 3
"""Long tests are left out of those that reach a mutant where so many others do. What they alone notice has to be judged."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not STATS.is_file():
        return
    took = json.loads(STATS.read_text("utf-8"))["duration_by_test"]
    longest = sum(took.values()) * LONG
    long = [item for item in items if took.get(item.nodeid, 0) > longest and "/property/" not in item.nodeid]
    if len(items) - len(long) >= ENOUGH:
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)
    # File by file: what a file's tests share is made once.
    of_file: Counter[str] = Counter()
    for item in items:
        of_file[file_of(item)] += took.get(item.nodeid, 0)
    items.sort(key=lambda item: (of_file[file_of(item)], took.get(item.nodeid, 0)))


def file_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]
