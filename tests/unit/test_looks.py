"""The icons and tones that a verdict may have are those that the extension can draw: one list, compared with both."""

from __future__ import annotations

import re

from connect_etiquette.source.shapes import ICONS, TONES

from tests.unit.test_errors import ROOT

SHARED = ROOT / "extension" / "shared"


def drawn() -> set[str]:
    """The icons that icons.js has a path for."""
    body = (SHARED / "icons.js").read_text("utf-8").partition("const PATHS = {")[2].partition("};")[0]
    return set(re.findall(r"^    ([a-z-]+):", body, re.MULTILINE))


def coloured() -> set[str]:
    """The tones that tokens.css has colours for, but for that of faults, which no verdict may have."""
    return set(re.findall(r'\[data-tone="([a-z-]+)"\]', (SHARED / "tokens.css").read_text("utf-8"))) - {"fault"}


def test_every_icon_that_may_be_written_is_drawn() -> None:
    assert set(ICONS) == drawn()


def test_every_tone_that_may_be_written_has_its_colours() -> None:
    assert set(TONES) == coloured()


def test_the_guide_names_them_all() -> None:
    guide = (ROOT / "rules" / "README.md").read_text("utf-8")
    for name in (*ICONS, *TONES):
        assert f"`{name}`" in guide, name
