"""The icons and tones that a verdict may have, and the states of a page that a fact may read, are those that the extension
knows: one list, compared with both."""

from __future__ import annotations

import re
from pathlib import Path

from connect_etiquette import pipeline
from connect_etiquette.source.shapes import ICONS, STATES, TONES

from tests.support.rule_folders import FLAG, write
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
    for name in (*ICONS, *TONES, *STATES):
        assert f"`{name}`" in guide, name


def test_every_state_of_a_page_that_may_be_written_is_told_by_it() -> None:
    messages = (SHARED / "messages.js").read_text("utf-8")
    (marks,) = re.findall(r"marks: list\(either\((.+?)\)", messages)
    assert set(re.findall(r'"([a-z-]+)"', marks)) == set(STATES)


def test_a_misspelt_state_of_a_page_is_told_with_the_one_that_is_meant(tmp_path: Path) -> None:
    facts = {"a": FLAG.replace("unknown", "page: {pendng: yes}, unknown"), "b": FLAG}
    (found,) = (one for one in pipeline.check(write(tmp_path / "rules", facts=facts)).findings.items if one.span)
    assert (found.code, found.message) == ("unknown-key", "“page” can't have “pendng”")
    assert found.hint.startswith("Did you mean “pending”?")
