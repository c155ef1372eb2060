"""The author's bench in a browser: stories are played, what is saved is shown, findings stand above, a situation is kept."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from connect_etiquette.bench import KEPT, Server, Workshop
from connect_etiquette.output import find_paths
from playwright.sync_api import Page, Playwright, expect

from tests.support.browsers import arguments, launch_options
from tests.unit.test_guide import blocks, insert


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    rules = shutil.copytree(find_paths().rules, tmp_path / "rules")
    workshop = Workshop(Path(rules), find_paths().extension)
    workshop.renew()
    server = Server(workshop)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server
    server.stop()
    thread.join()


@pytest.fixture
def page(playwright: Playwright, chromium: str, server: Server) -> Iterator[Page]:
    with playwright.chromium.launch(args=arguments(), **launch_options(chromium)) as browser:  # type: ignore[arg-type]
        page = browser.new_page(locale="en-GB", timezone_id="Europe/Berlin", viewport={"width": 1440, "height": 1000})
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(server.address)
        yield page


def test_what_is_for_authors_is_english_and_said_to_be(page: Page, server: Server) -> None:
    """Whoever has a page read aloud hears each part in its own language."""
    page.goto(f"{server.address}?lang=de")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    for part in ("#bench", "#findings"):
        expect(page.locator(part)).to_have_attribute("lang", "en")


def test_an_author_plays_edits_and_keeps(page: Page, server: Server, screenshots: Path) -> None:
    rules = server.workshop.rules
    expect(page.locator("#why h2")).to_have_text("wait by “meet-first”")
    expect(page.locator("#why .place").first).to_contain_text("90-defaults.yaml:")
    # Any story is played, with all that was entered in it.
    page.locator("summary", has_text="All stories").click()
    # As many as the report counts, and what is listed has its own number.
    count = page.locator(".stories [role=status]")
    told = len({one["place"] for one in server.workshop.stories()})
    lines = len(server.workshop.stories())
    expect(count).to_have_text(f"{lines} of {lines}: {told} stories, a line for each person in them")
    page.locator("#sought").fill("panels rita evening")
    expect(page.locator("#stories li")).to_have_count(1)
    page.locator("#stories button").click()
    expect(page.locator("#why h2")).to_have_text("caution by “recruiter-first-day”")
    expect(page.locator("#name")).to_have_text("Rita")
    expect(page.locator("#date")).to_be_disabled()
    expect(page.locator(".stair [data-place=decides]")).to_contain_text("recruiter-first-day")
    # Another answer to what is asked, and it is kept with what is then said.
    page.locator("[name=part]").select_option("interviewer")
    expect(page.locator("#why h2")).to_have_text("wait by “first-day”")
    page.locator("#title").fill("Rita decides with the others")
    page.locator("#keep").click()
    expect(page.locator("#kept")).to_contain_text("kept.yaml:5")
    kept = (rules / KEPT).read_text("utf-8")
    assert "      Rita: wait by first-day, then caution on Fri 2026-03-13 15:30\n" in kept
    # That was a change: the page is another, and shows the same.
    expect(page.locator("meta[name=build]")).to_have_attribute("content", "2")
    expect(page.locator("#why h2")).to_have_text("wait by “first-day”")
    expect(page.locator("#kept")).to_contain_text("kept.yaml:5")
    expect(page.locator("#findings")).to_have_text("The rules are sound, and every story holds.")
    # A slip stands above the stage, at its line; what was good goes on.
    path = rules / "etiquette" / "40-thanks-first.yaml"
    sound = path.read_text("utf-8")
    path.write_text(sound.replace("verdict: wait", "verdict: wiat", 1), "utf-8")
    expect(page.locator("#findings h2")).to_have_text("1 error")
    expect(page.locator("#findings mark")).to_have_text("wiat")
    colours = "['#findings h2', 'h1'].map((part) => getComputedStyle(document.querySelector(part)).color)"
    assert len(set(page.evaluate(colours))) == 1, "not in the colour of what was done"
    expect(page.locator("#findings")).to_contain_text("the last rules that could be proved")
    expect(page.locator("#tip .headline")).to_have_text("Give it at least a day")
    page.screenshot(path=screenshots / "preview-finding.png", full_page=True)
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.screenshot(path=screenshots / "preview-320-dark.png", full_page=True)
    path.write_text(sound.replace("Give it at least a day", "Give it two days", 1), "utf-8")
    expect(page.locator("#tip .headline")).to_have_text("Give it two days")
    # The guide's first rule, as the guide has it looked at.
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.locator("#afresh").click()
    for name, text in blocks("first rule"):
        if name.endswith(".yaml"):
            insert(rules, name, text)
    page.locator("[name=signature]").evaluate("(e) => { e.closest('details').open = true; }")
    page.locator("[name=signature]").select_option("yes")
    page.locator("#later").click()
    expect(page.locator("#chip .words")).to_have_text("Fine now")
    expect(page.locator("#why h2")).to_have_text("go by “signature”")
    server.stop()
    expect(page.locator("#findings")).to_have_text("etiquette preview has ended. Start it again.")


def test_names_that_were_typed_stay_on_the_page(page: Page, server: Server) -> None:
    page.locator("summary", has_text="Names for the drafts").click()
    page.locator("#typed-name").fill("Zoe Quinn")
    page.locator("#typed-company").fill("Harbour Works")
    expect(page.locator("#tip .who")).to_have_text("Zoe Quinn · Harbour Works")
    page.locator("#title").fill("Somebody is met")
    page.locator("#keep").click()
    expect(page.locator("#kept")).to_contain_text("kept.yaml:5")
    kept = (server.workshop.rules / KEPT).read_text("utf-8")
    assert "who: Avery" in kept
    assert not re.search("Zoe|Quinn|Harbour", kept)
