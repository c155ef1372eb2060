"""A picture of every surface in build/screenshots/, and on each of them the chips stand by the rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import MONDAY
from tests.browser.content.test_matrix import BUILD
from tests.support.scenes import PEOPLE, page, stored
from tests.support.stage import OnChromium, on_chromium, settled
from tests.support.surface_writer import Expected, Person, Writer
from tests.support.surfaces import LISTS, PROFILES

ADA, BEN, CLEO, DAN = list(PEOPLE)[:4]
STRANGERS = ("Sam Ode", "Riley Chen")
LISTED = (ADA, STRANGERS[0], BEN, CLEO, STRANGERS[1], DAN)


class Clean(Writer):
    """Writes only what a surface shows of its people, and on each control whose it is."""

    def mark(self, expected: Expected | None) -> str:
        mark = super().mark(expected)
        names = {slug: name for name, slug in PEOPLE.items()}
        return f'{mark} data-who="{names.get(expected.slug or "", "")}"' if expected else mark

    def misses_for(self, who: Person, shown: str = "") -> str:
        return ""


def known(name: str) -> Person:
    """Everybody has the same number and id on every surface, by which they are known from then on."""
    number = [*PEOPLE, *STRANGERS].index(name) + 1
    slug = PEOPLE.get(name, f"nobody-entered-{number}")
    return Person(name, slug, str(100_000_000 + number), f"ACoAA{number:034d}", name)


LOOKS = """
  main, [role=main] { max-width: 720px; margin: 0 auto; }
  main [role=main] { padding: 0; }
  ul { list-style: none; margin: 0; padding: 0; }
  a { color: inherit; text-decoration: none; }
  p, h1, h2, h3 { margin: 0; }
  svg { width: 16px; height: 16px; background: radial-gradient(circle, #555 30%, transparent 32%); }
  figure { width: 48px; height: 48px; margin: 0; border-radius: 50%; background: #c8d4dc; }
  img { display: none; }
  .visually-hidden, [role=listitem] span[aria-hidden=true] { display: none; }
  [data-t] { display: inline-flex; align-items: center; gap: 4px; height: 32px; padding: 0 16px; border: 1px solid #777; border-radius: 16px; background: #fff; color: #333; font: 600 14px sans-serif; white-space: nowrap; }
  li, [role=listitem], [role=article], .job { display: block; background: #fff; border: 1px solid #ddd; border-radius: 8px; padding: 12px 16px; margin-bottom: 8px; }
"""
"""Enough of a style that a picture can be judged; the structures are the surfaces' own."""

ROW = "display: flex; align-items: center; justify-content: space-between; gap: 12px;"
GRID = "main > ul, main > [role=main] { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; }"
OWN: dict[str, str] = {
    "sdui people search": f"[role=listitem] > div > a {{ display: block; }} [role=listitem] > div > a > div {{ {ROW} flex-wrap: wrap; }} [role=listitem] > div > a > div > div:nth-child(2) {{ flex: 1; }} [role=listitem] > div > a > div > div:last-child {{ flex-basis: 100%; color: #666; }}",
    "sdui people search, buttons": f"[role=listitem] > a {{ display: block; }} [role=listitem] > a > div {{ {ROW} flex-wrap: wrap; }} [role=listitem] > a > div > div:last-child {{ flex-basis: 100%; color: #666; }}",
    "ember people search": f"li > div > div {{ {ROW} }}",
    "sdui my network": f"{GRID} [role=listitem] > div > div {{ display: grid; gap: 8px; }} [role=listitem] {{ position: relative; }} [role=listitem] > div > button {{ position: absolute; top: 4px; right: 4px; width: 32px; padding: 0; font-size: 0; justify-content: center; }} [role=listitem] [data-who] {{ width: 100%; justify-content: center; }}",
    "ember my network": f"{GRID} footer {{ margin-top: 12px; }}",
    "company people": f"{GRID} li {{ min-height: 180px; }} footer {{ margin-top: 60px; }}",
    "group members": f".ui-entity-action-row {{ {ROW} }}",
    "hiring team": ".job > div { margin-bottom: 8px; }",
    "who viewed you": f"li > div {{ {ROW} flex-direction: row-reverse; }}",
    "feed": f"[role=article] > div {{ {ROW} margin-bottom: 12px; }} [role=article] > div > div {{ display: flex; gap: 16px; align-items: center; }}",
    "icons alone": f"li {{ {ROW} }}",
    "sdui events": f"[role=listitem] {{ {ROW} }}",
    "pending": f"[role=listitem] {{ {ROW} }}",
    "received": f"li, li > div {{ {ROW} }}",
}
"""How each list arranges its rows."""

PROFILE = """
  body { padding: 16px; }
  main, main > [role=main] { max-width: none; width: 100%; display: grid; grid-template-columns: 700px 330px; gap: 16px; align-items: start; }
  main > [role=main] { grid-column: 1 / -1; }
  body > div > aside { position: absolute; left: 732px; top: 32px; width: 330px; }
  [style*=sticky] { grid-column: 1 / -1; width: auto !important; z-index: 5; background: #fff; border-bottom: 1px solid #ddd; padding: 12px 24px; display: flex; justify-content: space-between; }
  section { background: #fff; border: 1px solid #ddd; border-radius: 8px; padding: 16px 24px; }
  section > div, section > div > div { margin-top: 12px; }
  [componentkey*=Topcard] h2, h1 { font-size: 22px; margin-top: 80px; }
  section > a[href*=connectionOf] { color: #666; }
  aside h3 { margin-bottom: 8px; } aside section > div { border-top: 1px solid #eee; padding-top: 12px; } aside section > div > div { margin: 8px 0 0; }
  aside section > div > a > div { display: grid; grid-template-columns: 60px 1fr; } aside figure { grid-row: span 2; }
  button:not([data-who]) { background: none; }
  [data-floating-ui-portal], [popover=manual][data-menu], [popover=manual] { position: absolute; inset: auto; left: 120px; top: 250px; z-index: 9; background: #fff; border: 1px solid #ccc; border-radius: 8px; padding: 8px 0; box-shadow: 0 4px 12px #0003; }
  [role=menu] { display: grid; } [role=menu] [data-t] { border: 0; border-radius: 0; background: none; width: 200px; }
  .artdeco-dropdown { display: inline-block; margin-left: 8px; }
"""


@pytest.fixture(scope="module")
def stage(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OnChromium]:
    with on_chromium(playwright, built, tmp_path_factory.mktemp("pictures"), chromium, MONDAY, **varied()) as found:
        yield found


def varied() -> dict[str, Any]:
    """As `stored`, with people for whom the advice differs."""
    items = stored()
    agreed = {"asked": {"value": "agreed", "at": "2026-03-09T07:00:00Z"}}
    items["records"]["people"][PEOPLE[ADA]]["answers"] = agreed
    return items


def build(
    stage: OnChromium, path: str, body: str, title: str, style: str, language: str = "en", direction: str = "ltr"
) -> None:
    stage.open(page("", LOOKS + style, language, direction, title), path)
    fields = {"body": body, "path": path, "title": f"{title} | LinkedIn", "language": language}
    assert stage.tab is not None
    stage.tab.page.evaluate(BUILD, {"page": fields, "built": True})


@pytest.mark.parametrize("surface", PROFILES)
def test_a_profile(stage: OnChromium, screenshots: Path, surface: str) -> None:
    """Its owner is entered, as is one of three beside it; another has the owner's name and no more."""
    write, form = PROFILES[surface]
    owner = known(BEN)
    namesake = Person(BEN, "ben-okoro-the-other", "100000099", f"ACoAA{99:034d}", BEN)
    others = [namesake, known(CLEO), known(STRANGERS[0])]
    body = write(Clean("en"), owner, others, form)
    build(stage, f"/in/{owner.slug}/", body, BEN, PROFILE)
    stage.do("document.querySelector('[popover]')?.showPopover()")
    shown = settled(stage, None)
    assert [chip["name"] for chip in shown].count(CLEO) == 1
    assert BEN in {chip["name"] for chip in shown}
    stage.picture(screenshots / named(surface))


def named(surface: str) -> str:
    return f"page-{surface.replace(',', '').replace(' ', '-')}.png"


@pytest.mark.parametrize("surface", LISTS)
def test_a_list(stage: OnChromium, screenshots: Path, surface: str) -> None:
    path, write = LISTS[surface]
    people = [known(name) for name in LISTED]
    build(stage, path, write(Clean("en"), people), "People", OWN[surface])
    shown = settled(stage, 4)
    assert {chip["name"] for chip in shown} == {ADA, BEN, CLEO, DAN}
    stage.picture(screenshots / named(surface))


@pytest.mark.parametrize(
    ("view", "width", "language", "direction"),
    [("right-to-left", 1100, "ar", "rtl"), ("narrow", 390, "en", "ltr")],
)
def test_a_list_in_other_views(
    stage: OnChromium, screenshots: Path, view: str, width: int, language: str, direction: str
) -> None:
    surface = "sdui people search, buttons"
    path, write = LISTS[surface]
    people = [known(name) for name in LISTED]
    build(stage, path, write(Clean(language), people), "People", OWN[surface], language, direction)
    stage.resize(width, 700)
    shown = settled(stage, 4)
    assert {chip["name"] for chip in shown} == {ADA, BEN, CLEO, DAN}
    stage.picture(screenshots / f"page-{view}.png")


def test_an_invitation_dialog_has_the_page_to_itself(stage: OnChromium, screenshots: Path) -> None:
    """Behind a modal dialog everything is inert, chips too: none is seen over it or in it."""
    path, write = LISTS["hiring team"]
    build(stage, path, write(Clean("en"), [known(BEN), known(CLEO)]), "Job", OWN["hiring team"])
    settled(stage, 2)
    stage.do(
        "const d = document.createElement('dialog'); d.dataset.over = 'a dialog'; d.setAttribute('aria-labelledby', 'send-invite-modal'); d.innerHTML ="
        " `<h2 id='send-invite-modal'>Add a note to your invitation?</h2><p>Personalise your invitation to <strong>Ben Okoro</strong>.</p><p><button>Add a note</button> <button aria-label='Send without a note'>Send without a note</button></p>`;"
        " d.style.cssText = 'inset: 0; width: 640px; height: 240px'; document.body.append(d); d.showModal();"
    )
    settled(stage, 0)
    stage.picture(screenshots / "page-invitation-dialog.png")
