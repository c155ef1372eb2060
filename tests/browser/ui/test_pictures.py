"""Pictures of everything the job seeker sees, with invented people, in every look; and that nothing in them is cut off."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import TAB, Pages
from tests.browser.ui.test_calendar import invitation
from tests.browser.ui.test_languages import CLIPPED
from tests.support import chromium as driver
from tests.support.apng import animated
from tests.support.chromium import Chip, Tab, painted
from tests.support.entries import answer, application, records
from tests.support.profile import page as profile_page

TUESDAY = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 3, 11, 17, 0, tzinfo=UTC)
SUNDAY = datetime(2026, 3, 15, 10, 0, tzinfo=UTC)

PANEL = application("Harbour Works", "Ada Stone", "Ben Okafor", "Cleo Marsh", "Dan Weiss")
ENTERED = records(
    PANEL,
    application("Fable & Sons", "Eva Lindt", start="2026-03-18T10:30", minutes=45),
    application("Glen Instruments", "Finn Abara", start=None, answers={"outcome": answer("offer", MONDAY)}),
)
THANKED = records(application("Harbour Works", "Ada Stone", of_people={"thanked": answer("yes", WEDNESDAY)}))
THANKED["people"]["ada-stone"]["detail"] = "the new test bench"
for _made in (*ENTERED["applications"].values(), *THANKED["applications"].values()):
    _made["answers"]["contact-rules"] = answer("none", MONDAY)
ADA = {"id": 99, "url": "https://www.linkedin.com/in/ada-stone/", "title": "Ada Stone | LinkedIn"}

SHOWN = Path(__file__).parents[2] / "pictures"
"""The pictures that README shows."""
SAID = SHOWN.parent / "expected" / "pictures.json"
"""What can be read in them, and in what colour."""
FRAMES = """async (text) => {
  const data = Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
  const decoder = new ImageDecoder({ data, type: "image/png" });
  await decoder.tracks.ready;
  return decoder.tracks.selectedTrack.frameCount;
}"""
"""How many frames a browser finds in a picture."""
DAYS = 9
"""How long the moving picture goes on."""
CHANGED, PASSING = 2600, 900
"""Milliseconds that a frame stands which says something new, and one that does not."""
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "320": {"color_scheme": "light"},
}


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pages]:
    """Two pixels for one, so that pictures are sharp."""
    with driver.running(
        playwright,
        built / "chromium",
        tmp_path_factory.mktemp("pictures"),
        chromium,
        MONDAY,
        TAB,
        kind=Pages,
        device_scale_factor=2,
    ) as running:
        yield running


@pytest.fixture
def looks(full: bool) -> list[str]:
    """All of them with --full; what they have in common is seen in one."""
    return list(LOOKS) if full else ["light"]


def shoot(page: Page, folder: Path, name: str, look: str) -> None:
    """One of the extension's own pages, which shows everything that it has."""
    if look == "320":
        page.set_viewport_size({"width": 320, "height": 700})
        painted(page)
    assert page.evaluate(f"({CLIPPED})(document)") == []
    page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
    page.close()


def profile(ui: Pages, at: datetime, entered: dict[str, Any], look: str, **settings: Any) -> Tab:
    """Ada's profile with the tip open."""
    ui.begin(entered, **settings)
    ui.at(at)
    tab = ui.linkedin("ada-stone", profile_page("ada-stone", "Ada Stone", "Head of Testing at Harbour Works"))
    tab.page.emulate_media(**LOOKS[look])
    tab.page.set_viewport_size({"width": 320, "height": 900} if look == "320" else {"width": 760, "height": 860})
    tab.click(resting_chip(tab))
    tab.tip()
    return tab


def resting_chip(tab: Tab) -> Chip:
    """The chip, once it stands where it will stay: new windows are laid out a few times."""
    tab.wait_for_chip()
    tab.rest()
    return tab.wait_for_chip()


def shoot_tip(tab: Tab, folder: Path, name: str, look: str) -> None:
    """The page with the tip, which stands in the window and leaves Connect free."""
    tab.wait_for("root.querySelector('.tip').getAnimations().every((a) => a.animationName !== 'appear')")
    resting_chip(tab)
    assert tab.in_root(f"({CLIPPED})(root.querySelector('.tip'))") == []
    box = tab.in_root("root.querySelector('.tip').getBoundingClientRect().toJSON()")
    size = tab.page.viewport_size
    assert size
    assert 0 <= box["left"] < box["right"] <= size["width"]
    assert 0 <= box["top"] < box["bottom"] <= size["height"]
    control = tab.page.locator("a[aria-label^=Invite]").bounding_box()
    assert control
    beside = box["left"] >= control["x"] + control["width"] or box["right"] <= control["x"]
    assert beside or box["top"] >= control["y"] + control["height"] or box["bottom"] <= control["y"]
    tab.picture(folder / f"{name}-{look}.png")
    tab.page.close()


def test_tips(ui: Pages, screenshots: Path, looks: list[str]) -> None:
    for look in looks:
        if look in ("light", "dark"):
            shoot_tip(profile(ui, MONDAY, ENTERED, look), screenshots, "tip-before", look)
            shoot_tip(profile(ui, WEDNESDAY, ENTERED, look), screenshots, "tip-thanks", look)
        shoot_tip(profile(ui, SUNDAY, THANKED, look), screenshots, "tip-call", look)
        tab = profile(ui, MONDAY, ENTERED, look)
        tab.in_root("root.querySelector('.why').open = true")
        tab.in_root("root.querySelector('.tip .scrolls').scrollTo(0, root.querySelector('.why').offsetTop)")
        shoot_tip(tab, screenshots, "tip-why", look)


def test_questions_and_counts_in_each_language_at_320(ui: Pages, screenshots: Path, full: bool) -> None:
    """The widest words in the narrowest window; all languages with --full."""
    unsaid = records(application("Harbour Works", "Ada Stone"))
    for locale in ("en", "de", "es") if full else ("de",):
        tab = profile(ui, MONDAY, unsaid, "320", locale=locale)
        assert tab.in_root("root.querySelectorAll('.sooner button').length") == 3
        assert tab.in_root("root.querySelector('.question legend').innerText") != ""
        tab.picture(screenshots / f"tip-question-{locale}.png")
        tab.in_root("root.querySelector('.why').open = true")
        tab.in_root("root.querySelector('.agreement').scrollIntoView({ block: 'center' })")
        assert re.search(
            r"[“„«].+[”“»] 1 .+, 3 \+1 .+, 2 \+1 ", tab.in_root("root.querySelector('.agreement').innerText")
        )
        shoot_tip(tab, screenshots, f"tip-counts-{locale}", "320")


def test_the_toolbars_window(ui: Pages, screenshots: Path, looks: list[str]) -> None:
    for look in looks:
        ui.begin(ENTERED, place="toolbar")
        ui.at(MONDAY)
        shoot(ui.popup(ADA, **LOOKS[look]), screenshots, "popup", look)
        ui.at(TUESDAY)
        page = ui.popup(**LOOKS[look])
        assert page.locator(".card h2").inner_text() == "You met Ada, Ben, Cleo and Dan today"
        shoot(page, screenshots, "card", look)
        ui.begin(None, place=None)
        shoot(ui.popup(**LOOKS[look]), screenshots, "popup-empty", look)


def test_the_other_pages(ui: Pages, screenshots: Path, looks: list[str]) -> None:
    for look in looks:
        ui.begin(None, place=None)
        shoot(ui.page("welcome.html", **LOOKS[look]), screenshots, "welcome", look)
        ui.begin(ENTERED)
        shoot(ui.page("person.html#application=harbour-works", **LOOKS[look]), screenshots, "form", look)
        page = ui.page("person.html", **LOOKS[look])
        page.locator("button.main").click()
        expect(page.locator("#problem")).not_to_be_empty()
        shoot(page, screenshots, "form-problem", look)
        shoot(ui.page("options.html", **LOOKS[look]), screenshots, "options", look)
        page = ui.page("everybody.html", **LOOKS[look])
        page.locator("#people .name").first.click()
        page.locator("[data-key=tick-ada-stone]").check()
        shoot(page, screenshots, "everybody", look)
        page = ui.page("calendar.html", **LOOKS[look])
        page.locator("#text").fill(invitation())
        expect(page.locator("#events > fieldset")).to_have_count(1)
        shoot(page, screenshots, "calendar", look)


def moving_stage(ui: Pages) -> tuple[list[tuple[bytes, int]], list[str]]:
    """Frames of the stage with the milliseconds that each stands, as its slider goes by days from before the interview
    to the end; and what the chip says, each time it says something else."""
    page = ui.page("try.html", width=1000)
    expect(page.locator("main[aria-busy=false]")).to_have_count(1)
    scene = page.locator("#scene").bounding_box() or {}
    clip = {"x": scene["x"] - 16, "y": scene["y"] - 16, "width": scene["width"] + 32, "height": 620}
    slider = page.locator("#hours")
    slider.focus()
    frames: list[tuple[bytes, int]] = []
    said: list[str] = []
    last = int(slider.get_attribute("max") or 0)
    for _ in range(DAYS):
        words = page.locator("#chip .words").inner_text()
        changed = not said or words != said[-1]
        if changed:
            said.append(words)
        picture = page.screenshot(clip=clip, scale="css", animations="disabled")  # type: ignore[arg-type]
        frames.append((picture, CHANGED if changed else PASSING))
        if int(slider.input_value()) >= last:
            break
        page.keyboard.press("PageUp")
    return frames, said


def test_the_pictures_of_the_readme(ui: Pages, screenshots: Path, accept: bool) -> None:
    """With --accept they are put where README shows them. Pixels differ from machine to machine; words and tones do not."""
    tab = profile(ui, MONDAY, ENTERED, "light")
    tab.wait_for("root.querySelector('.tip').getAnimations().every((a) => a.animationName !== 'appear')")
    resting_chip(tab)
    bottom = tab.in_root("root.querySelector('.tip').getBoundingClientRect().bottom")
    clip = {"x": 0, "y": 0, "width": 760, "height": bottom + 32}
    pictures = {"tip": tab.page.screenshot(clip=clip)}  # type: ignore[arg-type]
    said = {"tone": tab.in_root("getComputedStyle(root.querySelector('.chip')).color"), "tip": tab.tip()}
    ui.begin(ENTERED, place="toolbar")
    popup = ui.popup(ADA)
    pictures["popup"] = popup.screenshot(full_page=True)
    form = ui.page("person.html#application=fable-%26-sons", width=720)
    pictures["form"] = form.screenshot(full_page=True)
    said |= {"popup": popup.locator("main").inner_text(), "form": form.locator("main").inner_text()}
    ui.at(MONDAY)
    moving, said["stage"] = moving_stage(ui)
    pictures["stage"] = animated(moving)
    assert popup.evaluate(FRAMES, base64.b64encode(pictures["stage"]).decode()) == len(moving)
    for name, picture in pictures.items():
        (screenshots / f"readme-{name}.png").write_bytes(picture)
    if accept:
        SHOWN.mkdir(exist_ok=True)
        for name, picture in pictures.items():
            (SHOWN / f"{name}.png").write_bytes(picture)
        SAID.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", "utf-8")
    assert json.loads(SAID.read_text("utf-8")) == said, (
        "the pictures show what was: look at them, and run with --accept"
    )
