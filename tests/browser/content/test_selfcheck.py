"""“What do you see on this page?” in the toolbar's window: the controls found, why no chip is shown, what LinkedIn changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import MONDAY
from tests.support.chromium import LINKEDIN, SHAPES
from tests.support.patience import until
from tests.support.scenes import PEOPLE, card, page, stored
from tests.support.stage import OnChromium, on_chromium, settled
from tests.unit.test_architecture import blocks

ADA, BEN = list(PEOPLE)[:2]


@pytest.fixture(scope="module")
def stage(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OnChromium]:
    with on_chromium(playwright, built, tmp_path_factory.mktemp("check"), chromium, MONDAY) as found:
        found.extension.context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield found


def check(stage: OnChromium, over: Page | None = None, first: str = "null") -> Page:
    """Open the popup's self-check over the page that is shown, or over another tab; `first` is evaluated in its window."""
    popup = stage.extension.open("popup.html")
    popup.evaluate(first)
    popup.set_viewport_size({"width": 380, "height": 620})
    assert stage.tab is not None
    (over or stage.tab.page).bring_to_front()
    popup.evaluate("document.querySelector('#menu').open = true")
    # The window draws itself anew while it begins: this waits for what is to be pressed.
    popup.locator("#selfcheck summary").evaluate("(summary) => summary.click()")
    expect(popup.locator("#selfcheck .reason")).not_to_be_empty()
    return popup


def says(popup: Page) -> list[str]:
    """The lines of the self-check; closes it."""
    lines = popup.locator("#selfcheck [role=status]").inner_text().split("\n")
    popup.close()
    return [line for line in lines if line and not line.startswith("Copy")]


def test_controls_with_state_signals_and_owner(stage: OnChromium, screenshots: Path) -> None:
    stage.extension.store(**stored())
    stage.open((SHAPES / "sdui-profile-connect.en.html").read_text("utf-8"), "/in/avery-stone-1a2b3c/")
    popup = check(stage)
    popup.locator("#selfcheck").screenshot(path=screenshots / "selfcheck.png")
    lines = says(popup)
    assert lines == [
        "None of these buttons belongs to anybody you entered.",
        "Connect · Avery Stone · seen by link, key, label, and icon",
        "Connect · Avery Stone · seen by link, key, label, and icon",
        "Connect · Riley Chen · seen by link, label, and icon",
        "Connect · Zoë Łącka · seen by link, label, and icon",
        "Connect · Sam Ode · seen by key and label",
    ]
    [(_, said)] = blocks("self-check")
    assert said.strip() in lines, "ARCHITECTURE.md shows this line"


LENT = """async () => {
  const [tab] = await chrome.tabs.query({ url: Site.PAGES });
  await Site.bring(tab.id, await Bundle.scripts(), "glance");
  return Site.glance(tab.id);
}"""
"""What the self-check does in toolbar-only mode."""


def test_a_page_that_was_looked_at_before_the_choice_has_chips_as_others_have(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path
) -> None:
    """All is known of the page by then, but not how chips look."""
    items = {**stored(), "settings": {"place": "toolbar"}}
    with on_chromium(playwright, built, tmp_path, chromium, MONDAY, **items) as stage:
        stage.open(page(f"<main>{card(ADA)}</main>"))
        (seen,) = stage.extension.worker.evaluate(LENT)
        assert [line["who"] for line in seen["controls"]] == [ADA]
        stage.extension.store(**stored())
        settled(stage, 1)
        assert stage.tab is not None
        assert stage.tab.in_root("root.adoptedStyleSheets[0].cssRules.length") > 0


def test_a_chip_is_in_sight(stage: OnChromium) -> None:
    stage.extension.store(**stored())
    stage.open(page(f"<main>{card(ADA)}</main>"))
    settled(stage, 1)
    assert says(check(stage)) == [
        "1 in sight: each is beside its own button.",
        f"Connect · {ADA} · seen by link, label, and icon · entered",
    ]


@pytest.mark.parametrize(
    ("change", "body", "reason"),
    [
        ({"settings": {}}, card(ADA), "Nothing is shown until you have chosen where advice shall appear."),
        ({"settings": {"place": "toolbar"}}, card(ADA), "Nothing is shown in pages: you chose the toolbar only."),
        ({"records": "torn"}, card(ADA), "Nothing is shown while some of what you entered can't be read."),
        ({"settings": {"place": "page", "pausedUntil": 4_000_000_000_000}}, card(ADA), "Nothing is shown: you paused it."),
        ({}, "<p>Nothing here</p>", "No Connect, Pending or Accept button was found."),
        ({}, card("Nobody Else"), "None of these buttons belongs to anybody you entered."),
        ({}, f"<div style='height:3000px'></div>{card(ADA)}", "Nothing is in sight: scroll to their button."),
        ({}, f"<div style='position:relative'>{card(ADA)}<div style='position:absolute;inset:0;background:#ccc'></div></div>", "Nothing is shown: something covers their button, or there is no room beside it."),
        ({"records": {"format": 1, "me": {}, "applications": {}, "rounds": {}, "people": {}}}, card(ADA), "Nothing is shown: nobody is entered."),
        ({"records": {"format": 1, "me": {}, "applications": {}, "rounds": {}, "people": {"x": {"name": 7}}}}, card(ADA), "Nothing is shown while some of what you entered can't be read."),
    ],
)  # fmt: skip
def test_why_no_chip_is_shown(stage: OnChromium, change: dict[str, Any], body: str, reason: str) -> None:
    stage.extension.store(**{**stored(), **change})
    stage.open(page(f"<main>{body}</main>"))
    stage.rest()
    assert says(check(stage))[0] == reason


def test_somebody_hidden_until_it_changes(stage: OnChromium) -> None:
    stage.extension.store(**stored())
    stage.open(page(f"<main>{card(ADA)}</main>"))
    (chip,) = settled(stage, 1)
    stage.click(chip["x"] + chip["width"] / 2, chip["y"] + chip["height"] / 2)
    tab = stage.tab
    assert tab is not None
    tab.tip()
    tab.press("[data-key=hide]")
    tab.press("[data-key=hide-now]")
    tab.wait_for_none()
    assert says(check(stage))[0] == "Nothing is shown: you hid this person until the advice changes."


def test_somebody_met_for_what_is_long_over(stage: OnChromium) -> None:
    items = stored()
    items["records"]["applications"]["a"]["answers"] = {
        "outcome": {"value": "rejected", "at": "2025-11-03T08:00:00Z"},
    }
    items["records"]["rounds"]["r"]["start"] = "2025-10-27T14:00"
    stage.extension.store(**items)
    stage.open(page(f"<main>{card(ADA)}</main>"))
    stage.rest()
    assert says(check(stage))[0] == "Nothing is shown: what you met this person for ended long ago."


def test_in_the_toolbar_only_the_page_is_read_when_asked(stage: OnChromium) -> None:
    stage.extension.store(**{**stored(), "settings": {"place": "toolbar"}})
    stage.open(page(f"<main>{card(ADA)}</main>"))
    assert says(check(stage))[1:] == [f"Connect · {ADA} · seen by link, label, and icon · entered"]


def test_a_tab_that_does_not_answer(stage: OnChromium) -> None:
    stage.extension.store(**stored())
    stage.open(page("<main></main>"))
    other = stage.extension.context.new_page()
    other.goto("about:blank")
    assert says(check(stage, other)) == ["No page of LinkedIn answered. If this is one, reload the tab."]
    other.close()


@pytest.mark.parametrize(
    ("scene", "spoil", "line"),
    [
        (
            "labels that no frame fits",
            lambda html: html.replace("Invite ", "Reach out to "),
            "LinkedIn changed its page; still working by link and icon.",
        ),
        (
            "links and icons gone",
            lambda html: html.replace("/preload/custom-invite/", "/preload/other/").replace("connect-small", "c").replace("<main", "<main componentkey='x'"),
            "LinkedIn changed its page; still working by label.",
        ),
        (
            "signals that disagree",
            lambda html: html.replace('id="connect-small"', 'id="clock-small"'),
            "LinkedIn's signals disagree on a button; what people read there counts.",
        ),
    ],
)  # fmt: skip
def test_what_linkedin_changed(stage: OnChromium, scene: str, spoil: Any, line: str) -> None:
    stage.extension.store(**stored())
    stage.open(spoil(page(f"<main>{card(ADA)}{card(BEN)}</main>")))
    stage.rest()
    assert says(check(stage))[1] == line, scene
    assert len(settled(stage, 2)) == 2, "and the chips are there all the same"


def test_a_sound_page_is_not_said_to_have_changed(stage: OnChromium) -> None:
    stage.extension.store(**stored())
    for shape in ("ember-people-search.en.html", "sdui-profile-connect.en.html", "sdui-pymk-grow.html"):
        stage.open((SHAPES / shape).read_text("utf-8"), "/in/avery-stone-1a2b3c/")
        assert not any("LinkedIn" in line for line in says(check(stage))), shape


def test_a_report_names_nobody(stage: OnChromium) -> None:
    stage.extension.store(**stored())
    stage.open((SHAPES / "sdui-profile-connect.en.html").read_text("utf-8"), "/in/avery-stone-1a2b3c/")
    popup = check(stage)
    # The clipboard is written from the window that has the focus, as the toolbar's has.
    popup.bring_to_front()
    popup.locator("#selfcheck button").click()
    expect(popup.locator("#selfcheck button")).to_have_text("Copied.")
    report = popup.evaluate("navigator.clipboard.readText()")
    popup.close()
    lines = report.split("\n")
    assert lines[2:] == [
        "answer: not-entered",
        "messages dropped: 0 by the worker, 0 by the page",
        "page /in/…/, language en, newer front end, 5 controls, 0 chips",
        "  2 × connect: link, key, label, icon; owner by link; not entered; in view; no chip: not-entered",
        "  2 × connect: link, label, icon; owner by link; not entered; not in view; no chip: not-entered",
        "  1 × connect: key, label; owner by name; not entered; not in view; no chip: not-entered",
    ]
    for personal in ("very", "tone", "Riley", "100000001", "Example", *PEOPLE):
        assert personal not in report


def test_frames_are_asked_too(stage: OnChromium) -> None:
    stage.extension.store(**stored())
    stage.open(page("<main></main>"))
    assert stage.tab is not None
    inner = page(f"<main>{card(ADA)}</main>")
    stage.do(
        f"const f = document.createElement('iframe'); f.width = 700; f.height = 300; f.srcdoc = {inner!r}; document.querySelector('main').append(f);"
    )
    until("a chip in the frame", lambda: any(stage.in_frames()), stage.pause)
    stage.rest()
    assert says(check(stage)) == [
        "1 in sight: each is beside its own button.",
        f"Connect · {ADA} · seen by link, label, and icon · entered",
    ]


def test_a_tab_of_linkedin_that_was_open_before(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path
) -> None:
    """Opened from the toolbar, the window may know the tab's address; the test copy is given it by a permission."""
    copy = tmp_path / "built"
    copy.mkdir()
    shutil.copytree(built / "chromium", copy / "chromium")
    manifest = json.loads((copy / "chromium" / "manifest.json").read_text("utf-8"))
    manifest["permissions"].append("tabs")
    (copy / "chromium" / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    # A tab that can't be reached.
    access = copy / "chromium" / "worker" / "access.js"
    registered = access.read_text("utf-8").replace(
        "allFrames: true,", f'allFrames: true, excludeMatches: ["{LINKEDIN}/old/*"],'
    )
    access.write_text(registered, "utf-8")
    site = copy / "chromium" / "site.js"
    brings = 'const files = rooted("content/present.js");'
    assert brings in site.read_text("utf-8")
    site.write_text(site.read_text("utf-8").replace(brings, 'throw new Error("out of reach");'), "utf-8")
    with on_chromium(playwright, copy, tmp_path / "run", chromium, MONDAY) as stage:
        stage.open(page("<main></main>"))
        other = stage.extension.visit("/old/").page
        assert says(check(stage, other)) == ["This page was open before. Reload the tab, and look again."]
        other.goto("about:blank")
        assert says(check(stage, other)) == ["This is not a page of LinkedIn."]


BROUGHT = """(() => {
  globalThis.__brought = [];
  const real = chrome.scripting.executeScript;
  chrome.scripting.executeScript = (what) => { __brought.push(...what.files); return real.call(chrome.scripting, what); };
})()"""
"""Has the toolbar's window note which files it brings to a tab."""


def test_another_web_site_is_not_looked_at_although_it_is_lent(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path
) -> None:
    """Opened from the toolbar, the window may enter whatever tab is in front; the test copy may enter every one."""
    copy = tmp_path / "built"
    shutil.copytree(built / "chromium", copy / "chromium")
    manifest = json.loads((copy / "chromium" / "manifest.json").read_text("utf-8"))
    manifest["optional_host_permissions"] = ["<all_urls>"]
    (copy / "chromium" / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with on_chromium(playwright, copy, tmp_path / "run", chromium, MONDAY) as stage:
        stage.open(page(f"<main>{card(ADA)}</main>"))
        other = stage.extension.context.new_page()
        other.route(
            "**/*", lambda route: route.fulfill(body=page(f"<main>{card(ADA)}</main>"), content_type="text/html")
        )
        for place in ("toolbar", "page"):
            stage.extension.store(**{**stored(), "settings": {"place": place}})
            for address in (
                "https://elsewhere.example/",
                "https://linkedin.com.elsewhere.example/",
                "http://www.linkedin.com/",
            ):
                other.goto(address)
                popup = check(stage, other, BROUGHT)
                assert popup.evaluate("__brought") == [], (place, address)
                assert says(popup) == ["This is not a page of LinkedIn."], (place, address)
        stage.extension.store(**{**stored(), "settings": {"place": "toolbar"}})
        popup = check(stage, None, BROUGHT)
        assert "/content/glance.js" in popup.evaluate("__brought"), "LinkedIn's is looked at, and that is noted"
