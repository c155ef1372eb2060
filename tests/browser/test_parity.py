"""The engine that ships is the engine that is proved, in the browser that it ships to: a sample of tests/engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from connect_etiquette import pipeline
from connect_etiquette.output import find_paths
from connect_etiquette.proof import Proved
from playwright.sync_api import Page, Playwright

from tests.browser.conftest import MONDAY
from tests.support import chromium as driver
from tests.support.parity import ANSWERS, Case, expected, random_cases, sent, stories

ASK = f"""async (cases) => JSON.stringify(({ANSWERS.read_text("utf-8").partition("export default ")[2].rstrip()})(
  {{ Timeline: await import("/engine/decision/timeline.js"), Decide: await import("/engine/decision/decide.js"), Foresee: await import("/engine/decision/foresee.js") }},
  await (await import("/bundle.js")).core(),
  JSON.parse(cases),
))"""


@pytest.fixture(scope="module")
def proved() -> Proved:
    run = pipeline.check(find_paths().rules, "error", scenarios=False)
    assert run.proved is not None
    return run.proved


@pytest.fixture(scope="module")
def engine(playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A page of the extension, where the engine is imported as it ships."""
    with driver.running(
        playwright, built / "chromium", tmp_path_factory.mktemp("parity"), chromium, MONDAY
    ) as extension:
        yield extension.open("popup.html")


def answers(engine: Page, cases: list[Case]) -> list[dict[str, Any]]:
    # One text each way: a structure of this size would take the driver a minute.
    found: list[dict[str, Any]] = json.loads(engine.evaluate(ASK, json.dumps([sent(case) for case in cases])))
    return found


def test_every_scenario(engine: Page, proved: Proved) -> None:
    cases = stories(proved)
    assert cases
    for case, got in zip(cases, answers(engine, cases), strict=True):
        assert got == expected(proved, *case)


def test_a_thousand_random_records_and_instants(engine: Page, proved: Proved) -> None:
    """The browser's own calendar; more are tried without a browser."""
    cases = random_cases(proved, 1_000, seed=20260311)
    for case, got in zip(cases, answers(engine, cases), strict=True):
        assert got == expected(proved, *case), case
