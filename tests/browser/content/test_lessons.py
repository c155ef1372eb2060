"""Other addresses of a person are learnt from a page that has come to rest and says the same twice, never from one look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import MONDAY
from tests.support.clues import ADA, CLEO, KEY, TOP, Somebody, records
from tests.support.patience import until
from tests.support.scenes import page, stored
from tests.support.stage import OnChromium, on_chromium


@pytest.fixture(scope="module")
def stage(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OnChromium]:
    with on_chromium(playwright, built, tmp_path_factory.mktemp("lessons"), chromium, MONDAY) as found:
        yield found


def visit(stage: OnChromium, who: Somebody, stored_records: dict[str, Any]) -> None:
    """Open somebody's profile with these people entered; each page begins on Monday, and so does the worker's clock."""
    stage.extension.store(**{**stored(), "records": stored_records})
    stage.extension.worker.evaluate(f"__setClock({int(MONDAY.timestamp() * 1000)})")
    stage.open(profile(who), f"/in/{who.slug}/")


def profile(who: Somebody) -> str:
    """Somebody's profile with all that the page tells of them."""
    button = (
        f'<a class="btn" data-who="{who.name}" href="/preload/custom-invite/?vanityName={who.slug}"'
        f' aria-label="Invite {who.name} to connect" componentkey="{KEY}{who.member}_connect">Connect</a>'
    )
    body = f'<main><div class="card" id="top" componentkey="{TOP}{who.opaque}Topcard"><h2>{who.name}</h2><p>· 2nd</p><div class="row">{button}</div></div></main>'
    return page(body, title=who.name)


def aliases(stage: OnChromium, who: Somebody) -> list[str]:
    people: dict[str, Any] = stage.extension.stored()["records"]["people"]
    found: list[str] = people[who.slug].get("aliases", {}).get(who.slug, [])
    return sorted(found)


def both(who: Somebody) -> list[str]:
    return sorted([f"member:{who.member}", who.opaque.lower()])


def wait_for_aliases(stage: OnChromium, who: Somebody, expected: list[str]) -> None:
    """Wait until just these are known."""
    until(
        f"{expected} of {who.name}",
        lambda: aliases(stage, who) == expected,
        stage.pause,
        lambda: aliases(stage, who),
    )


def is_old(stage: OnChromium) -> bool:
    """Whether the page is there for so long that it may have taught something: two seconds to rest, and one between two looks."""
    return bool(stage.inside("performance.now() >= 3000"))


def test_two_looks_teach(stage: OnChromium) -> None:
    """Nothing changes on the page meanwhile: it is looked at again for this alone."""
    visit(stage, ADA, records(seen=False))
    assert aliases(stage, ADA) == [] or is_old(stage)
    wait_for_aliases(stage, ADA, both(ADA))
    assert is_old(stage)


@pytest.mark.parametrize("lag", [30, 600, 2500])
def test_a_navigation_in_which_ids_come_last_teaches_no_wrong_one(stage: OnChromium, lag: int) -> None:
    """Link, label, name and title change at once with the address, the number and the id later."""
    visit(stage, CLEO, records(seen=False))
    wait_for_aliases(stage, CLEO, both(CLEO))
    stage.do(
        f"""history.pushState(null, "", "/in/{ADA.slug}/");
        document.title = "{ADA.name} | LinkedIn";
        document.querySelector("h2").textContent = "{ADA.name}";
        const control = document.querySelector(".btn");
        control.setAttribute("href", "/preload/custom-invite/?vanityName={ADA.slug}");
        control.setAttribute("aria-label", "Invite {ADA.name} to connect");
        setTimeout(() => {{
          control.setAttribute("componentkey", "{KEY}{ADA.member}_connect");
          document.querySelector("#top").setAttribute("componentkey", "{TOP}{ADA.opaque}Topcard");
        }}, {lag});"""
    )
    seen: set[str] = set()

    def learnt() -> bool:
        known = aliases(stage, ADA)
        seen.update(known)
        return known == both(ADA)

    until(f"{both(ADA)} of Ada", learnt, stage.pause, lambda: aliases(stage, ADA))
    assert seen <= set(both(ADA)), "another person's id was stored for a while"
    assert aliases(stage, CLEO) == both(CLEO)


def test_what_was_learnt_wrongly_is_taken_back(stage: OnChromium) -> None:
    """An earlier version stored somebody else's number after one look, which silenced the person."""
    entered = records(seen=False)
    entered["people"][ADA.slug]["aliases"] = {ADA.slug: ["member:999"]}
    visit(stage, ADA, entered)
    wait_for_aliases(stage, ADA, both(ADA))
    assert stage.tab is not None
    assert stage.tab.wait_for_chip("Wait")
