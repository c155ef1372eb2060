"""Other addresses of a person entered are learnt from pages that show them, and nothing of others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from tests.browser.conftest import MONDAY
from tests.support.patience import until
from tests.support.scenes import PEOPLE, control, page, stored
from tests.support.stage import OnChromium, on_chromium, settled

ADA, BEN = list(PEOPLE)[:2]


def wait_for_aliases(stage: OnChromium, *expected: str) -> dict[str, Any]:
    """All that is stored, once just these addresses of Ada are known besides the one that was entered."""

    def known(found: dict[str, Any]) -> list[str]:
        aliases: dict[str, list[str]] = found["records"]["people"][PEOPLE[ADA]].get("aliases", {})
        return aliases.get(PEOPLE[ADA], [])

    def learnt() -> dict[str, Any] | None:
        found = stage.extension.stored()
        return found if known(found) == [*expected] else None

    found = until(f"{expected} of {ADA}", learnt, stage.pause, lambda: known(stage.extension.stored()))
    assert found is not None
    return found


def test_other_addresses_of_a_person_are_learnt_and_nothing_of_others(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path
) -> None:
    key = 'componentkey="ConnectButtonstate:invitation:urn:li:member:{}_connect"'
    ada = control(ADA, extra=key.format(4711))
    other = '<a class="btn" href="/preload/custom-invite/?vanityName=nobody-else" ' + key.format(815) + ">Connect</a>"
    with on_chromium(playwright, built, tmp_path, chromium, MONDAY) as stage:
        before = stage.extension.stored()
        stage.open(page(f"<main>{ada}{other}</main>"))
        settled(stage, 1)
        after = wait_for_aliases(stage, "member:4711")
        assert after["records"]["people"][PEOPLE[ADA]].pop("aliases") == {PEOPLE[ADA]: ["member:4711"]}
        assert after == before, "nothing else is kept"
        assert "815" not in json.dumps(after)

        # The profile was renamed: its number tells, and the new address is kept too.
        renamed = ada.replace(PEOPLE[ADA], "ada-stone-phd")
        # Each page of a test begins on Monday: the worker's clock must not be ahead of it.
        stage.extension.worker.evaluate(f"__setClock({int(MONDAY.timestamp() * 1000)})")
        stage.open(page(f"<main>{renamed}</main>"))
        settled(stage, 1)
        wait_for_aliases(stage, "member:4711", "ada-stone-phd")

        # The old address now belongs to somebody else: the number differs.
        stage.open(page(f"<main>{control(ADA, extra=key.format(999)).replace(ADA, 'Zed Other')}</main>"))
        stage.rest()
        assert stage.inside("__look().shown") == []


def test_two_people_entered_are_never_merged(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path
) -> None:
    """A page that gives one person's address and another's number names neither, and nothing is kept."""
    items = stored()
    items["records"]["people"][PEOPLE[BEN]]["aliases"] = {PEOPLE[BEN]: ["member:4711"]}
    key = 'componentkey="ConnectButtonstate:invitation:urn:li:member:4711_connect"'
    with on_chromium(playwright, built, tmp_path, chromium, MONDAY, **items) as stage:
        before = stage.extension.stored()
        stage.open(page(f"<main>{control(ADA, extra=key)}</main>"))
        stage.rest()
        assert stage.inside("__look().shown") == []
        assert stage.extension.stored() == before
