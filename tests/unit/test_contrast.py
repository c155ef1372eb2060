"""Every pair of colours that meets on a chip, a tip or a page can be told apart, in both schemes."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[2] / "extension" / "shared" / "tokens.css").read_text("utf-8")
COLOURS = {
    name: dict(zip(("light", "dark"), pair, strict=True))
    for name, *pair in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS)
}
TONES = ("good", "open", "hold", "quiet", "fault")
TEXT = [
    *product(("ink", "ink-soft", "accent", "good-ink", "fault-ink"), ("paper", "paper-raised")),
    ("accent-paper", "accent"),
    *((f"{tone}-ink", f"{tone}-paper") for tone in TONES),
]
"""Text on its ground: WCAG 1.4.3 asks for 4.5."""
LINES = [
    *product(("line", "focus", "accent"), ("paper", "paper-raised")),
    *((f"{tone}-line", ground) for tone in TONES for ground in (f"{tone}-paper", "paper")),
]
"""Borders of controls, the focus, and parts of the strip: WCAG 1.4.11 asks for 3."""
LINKEDIN = ("#0a66c2", "#0073b1", "#004182", "#70b5f9")
"""LinkedIn's blues. Nothing of ours is to be mistaken for LinkedIn's."""


def channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (LINES, 3.0)], ids=["text", "lines"])
def test_contrast(scheme: str, pairs: list[tuple[str, str]], least: float) -> None:
    found = {pair: contrast(COLOURS[pair[0]][scheme], COLOURS[pair[1]][scheme]) for pair in pairs}
    assert {pair: round(value, 2) for pair, value in found.items() if value < least} == {}


def test_every_colour_of_a_control_is_checked() -> None:
    checked = {name for pair in (*TEXT, *LINES) for name in pair}
    assert set(COLOURS) - checked == {"line-soft"}, "a hairline between parts; nothing depends on seeing it"


def test_colours_stand_in_the_token_file_alone() -> None:
    extension = Path(__file__).resolve().parents[2] / "extension"
    strays = [
        f"{path.name}: {colour}"
        for path in extension.rglob("*.css")
        if path.name != "tokens.css"
        for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;, )])", path.read_text("utf-8"))
    ]
    assert strays == []


def test_nothing_is_linkedins_blue() -> None:
    for name, schemes in COLOURS.items():
        for colour in schemes.values():
            for blue in LINKEDIN:
                distance = sum((a - b) ** 2 for a, b in zip(channels(colour), channels(blue), strict=True)) ** 0.5
                assert distance > 0.25, f"{name} {colour} is close to {blue}"


def test_red_is_for_faults_alone() -> None:
    """“Wait” in red made a wall of errors of a harmless week: in no tone but that of faults does red lead."""
    for name, schemes in COLOURS.items():
        tone = name.partition("-")[0]
        if tone not in TONES:
            continue
        for colour in schemes.values():
            red, green, blue = channels(colour)
            leads = red - max(green, blue) > 0.05
            assert leads == (tone == "fault") or tone == "open", f"{name} {colour}"
