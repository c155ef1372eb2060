"""Every pair of colours that meets on a chip, a tip or a page can be told apart, in both schemes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

EXTENSION = Path(__file__).resolve().parents[2] / "extension"
TOKENS = (EXTENSION / "shared" / "tokens.css").read_text("utf-8")
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


def blocks(css: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rules of a style sheet: selector and declarations. Forced colours are the browser's, and no tokens."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for head, body in re.findall(r"([^{}]*)\{((?:[^{}]|\{[^{}]*\})*)\}", css):
        if head.strip().startswith("@"):
            if "forced-colors: active" not in head:
                yield from blocks(body)
        else:
            said = (part.partition(":") for part in body.split(";") if ":" in part)
            yield head.strip(), {name.strip(): value.strip() for name, _, value in said}


def tokens(value: str) -> list[str]:
    """The colours a value names, where one stands in for another both; of a mixture the first, which leads."""
    value = re.sub(r"(color-mix\([^,]*,\s*var\([^()]*\)).*", r"\1", value)
    return [name for name in re.findall(r"--([\w-]+)", value) if name in COLOURS or name.startswith("tone-")]


def meeting(css: str) -> Iterator[tuple[str, str, str, float]]:
    """Which colour meets which ground in a style sheet: selector, both, and the contrast they need. A rule that names no ground
    stands on any that a page or a tip has, and in a tone on that of the tone."""
    for selector, said in blocks(css):
        own = tokens(said.get("background", said.get("background-color", "")))
        for name, value in said.items():
            text = name == "color"
            if not text and not re.fullmatch(r"border(-\w+)*(-color)?|outline(-color)?", name):
                continue
            for place, colour in enumerate(tokens(value)):
                grounds = own[place : place + 1] if own and text else [ground for ground in own if ground != colour]
                if not own or not text:
                    grounds += ["tone-paper"] if colour.startswith("tone-") and text else ["paper", "paper-raised"]
                for ground in grounds:
                    if text or colour != "line-soft":
                        yield selector, colour, ground, 4.5 if text else 3.0


def shades(colour: str, ground: str) -> Iterator[tuple[str, str]]:
    """The two in each tone that they may be of; in every other one they are themselves."""
    for tone in TONES if "tone-" in colour + ground else ("",):
        yield colour.replace("tone-", f"{tone}-"), ground.replace("tone-", f"{tone}-")


def faint(css: str) -> list[str]:
    """What can't be told from its ground in a style sheet, in words."""
    return [
        f"{selector}: {one} on {other}, {scheme}: {found:.2f} of {least}"
        for selector, colour, ground, least in meeting(css)
        for one, other in shades(colour, ground)
        for scheme in ("light", "dark")
        if (found := contrast(COLOURS[one][scheme], COLOURS[other][scheme])) < least
    ]


SHEETS = {path.relative_to(EXTENSION).as_posix(): path.read_text("utf-8") for path in sorted(EXTENSION.rglob("*.css"))}


def test_whatever_meets_in_a_style_sheet_can_be_told_apart() -> None:
    assert sum(len(list(meeting(css))) for css in SHEETS.values()) > 100
    assert {name: found for name, css in SHEETS.items() if (found := faint(css))} == {}


@pytest.mark.parametrize(
    ("sheet", "sound", "planted"),
    [
        ("content/chips/chip.css", "color: var(--tone-ink)", "color: var(--line-soft)"),
        ("content/chips/chip.css", "1px solid var(--tone-line)", "1px solid var(--tone-paper)"),
        ("pages/page.css", "color: var(--ink-soft)", "color: var(--line)"),
        ("pages/page.css", "background: var(--accent)", "background: var(--ink-soft)"),
        ("pages/page.css", "2px solid var(--focus)", "2px solid var(--paper-raised)"),
        ("shared/advice.css", "background: var(--tone-paper)", "background: var(--tone-line)"),
    ],
)
def test_what_is_planted_in_a_style_sheet_is_seen(sheet: str, sound: str, planted: str) -> None:
    assert sound in SHEETS[sheet]
    assert faint(SHEETS[sheet].replace(sound, planted, 1))


def test_every_colour_of_a_control_is_checked() -> None:
    checked = {name for pair in (*TEXT, *LINES) for name in pair}
    assert set(COLOURS) - checked == {"line-soft"}, "a hairline between parts; nothing depends on seeing it"


def test_colours_stand_in_the_token_file_alone() -> None:
    strays = [
        f"{path.name}: {colour}"
        for path in EXTENSION.rglob("*.css")
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
