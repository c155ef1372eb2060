"""A fresh Chromium with the extension for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.support import chromium as driver
from tests.support import started
from tests.support.patience import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)

MONDAY = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
"""The day before the interview that the tests enter: Monday, 9:00 in Berlin."""


@pytest.fixture(scope="session")
def playwright(chromium: str) -> Iterator[Playwright]:
    # After the search for a Chromium, which starts a Playwright of its own; two can't run at once.
    with started.driven() as running:
        yield running


@pytest.fixture
def extension(playwright: Playwright, built: Path, chromium: str, tmp_path: Path) -> Iterator[driver.Extension]:
    """Just installed, on `MONDAY`; the welcome page is open."""
    with driver.running(playwright, built / "chromium", tmp_path, chromium, MONDAY) as running:
        yield running


@pytest.fixture
def entered(extension: driver.Extension) -> driver.Extension:
    """Chosen “beside Connect”, and Avery Stone entered: Tuesday 14:00 at Example Ltd."""
    extension.choose()
    extension.enter()
    return extension
