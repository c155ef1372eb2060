"""A bundle that can't be read, or is of another version than the code: the popup says so, and how to mend it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import MONDAY
from tests.support import chromium as driver
from tests.support.entries import application, records

WORDS = Path(__file__).parents[3] / "extension" / "pages" / "unreadable.js"
LOCALES = Path(__file__).parents[3] / "rules" / "locales"

ENTERED = records(application("Example Ltd", "Avery Stone"))


def newer(path: Path) -> None:
    data = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**data, "format": data["format"] + 1}), "utf-8")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])


SPOILT = {
    "gone": ("core", Path.unlink, "missing or damaged"),
    "cut": ("core", cut, "missing or damaged"),
    "newer": ("core", newer, "different versions"),
    "its texts gone": ("text.en", Path.unlink, "missing or damaged"),
    "its texts newer": ("text.en", newer, "different versions"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_the_popup_says_what_is_wrong_and_how_to_mend_it(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path, name: str
) -> None:
    part, spoil, said = SPOILT[name]
    with spoilt(playwright, built, chromium, tmp_path, part, spoil) as extension:
        page = opened(extension, "popup.html")
        expect(page.locator("h1")).to_have_text("Connect Etiquette can't read its rules")
        expect(page.locator("main")).to_contain_text(said)
        expect(page.locator("main")).to_contain_text("What you have entered is kept.")
        # What was entered is there still, and once the file is right again so is everything else.
        assert extension.stored()["records"] == ENTERED
        shutil.copy(built / "chromium" / "bundle" / f"{part}.json", extension.folder / "bundle")
        page.get_by_role("button", name="Try again").click()
        expect(page.locator("#people")).to_contain_text("Avery Stone")


@pytest.mark.parametrize("name", ["options", "everybody", "person", "calendar", "welcome"])
def test_so_does_every_other_page(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path, name: str
) -> None:
    with spoilt(playwright, built, chromium, tmp_path, "core", newer) as extension:
        expect(opened(extension, f"{name}.html").locator("main")).to_contain_text("different versions")


def test_its_words_are_in_every_language_of_the_rules() -> None:
    found = re.findall(r"^  (\w+): \{$", WORDS.read_text("utf-8"), re.MULTILINE)
    assert set(found) >= {"en", *(path.name for path in LOCALES.iterdir() if path.is_dir())}


def opened(extension: driver.Extension, name: str) -> Page:
    page = extension.context.new_page()
    page.goto(extension.url(name))
    return page


@contextmanager
def spoilt(
    playwright: Playwright, built: Path, chromium: str, folder: Path, part: str, spoil: Callable[[Path], None]
) -> Iterator[driver.Extension]:
    """An extension in which somebody is entered and a part of the bundle is spoilt."""
    copy = shutil.copytree(built / "chromium", folder / "spoilt")
    spoil(copy / "bundle" / f"{part}.json")
    with driver.running(playwright, copy, folder, chromium, MONDAY) as extension:
        extension.store(records=ENTERED, settings={"place": "page"})
        yield extension
