"""The page moves and the chips keep up: cards that arrive late, pages without a document of their own, lists drawn anew,
buttons that change hands, menus, frames. Where nobody is entered, or nothing may be shown, nothing is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import MONDAY
from tests.support import chromium as driver
from tests.support.chromium import LINKEDIN, answer
from tests.support.patience import until
from tests.support.scenes import LOOK, PEOPLE, card, control, page, stored
from tests.support.stage import OnChromium, best_of_three, filmed, on_chromium, settled

ADA, BEN = list(PEOPLE)[:2]
EMPTY = page("<main id='main'></main>")


@pytest.fixture(scope="module")
def stage(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OnChromium]:
    with on_chromium(playwright, built, tmp_path_factory.mktemp("watch"), chromium, MONDAY) as found:
        yield found


def top_card(name: str, kind: str = "button", rest: str = "", degree: str = "2nd") -> str:
    """A profile's top card; the kinds are those of a card that says little of its owner."""
    inner = {
        "button": f'<button class="btn" data-who="{name}" aria-label="Invite {name} to connect">Connect</button>',
        "link": control(name),
        "more": '<button class="btn" id="follow">Follow</button><button class="btn" id="more" aria-expanded="false" aria-label="More">More</button>',
    }[kind]
    key = f"com.linkedin.sdui.profile.card.refACoAA{name.replace(' ', ''):0>34}Topcard"
    return f'<div class="card" id="top" componentkey="{key}"><h2>{name}</h2><p>· {degree}</p><p>Head of Widgets</p><div class="row" data-row>{inner}</div>{rest}</div>'


def test_a_button_that_arrives_after_its_card(stage: OnChromium) -> None:
    stage.open(EMPTY)
    stage.do(f"main.innerHTML = {card(ADA)!r}; main.querySelector('.btn').remove()")
    stage.rest()
    assert stage.inside("__look().shown") == []
    stage.do(f"main.querySelector('.row').innerHTML = {control(ADA)!r}")
    settled(stage, 1)


@best_of_three
def test_a_button_that_moves_to_another_parent(stage: OnChromium) -> None:
    stage.open(page(f"<main>{card(ADA)}<div class='card' id='other'><p>Elsewhere</p></div></main>"))
    settled(stage, 1)
    filmed(stage, "other.append(document.querySelector('.btn'))", 0.6)
    assert settled(stage, 1)[0]["y"] > 150


@best_of_three
def test_a_list_that_is_drawn_anew_all_the_time(stage: OnChromium) -> None:
    """New elements in every third frame: the chip neither flickers nor strays, and a new control gets one all the same."""
    stage.open(page(f"<main><div id='list'>{card(ADA)}</div><div id='late'></div></main>"))
    settled(stage, 1)
    # By frames, not by the clock: a busy machine draws fewer of them.
    stage.do(
        "globalThis.drawn = 0; const again = () => { if (++drawn % 3 === 0) list.innerHTML = list.innerHTML; requestAnimationFrame(again); }; again();"
    )
    until("a while of that", lambda: stage.do("return drawn > 24"), stage.pause)
    shots = stage.inside(
        "new Promise((done) => { const shots = []; const shoot = () => requestAnimationFrame(() => setTimeout(() => {"
        " const { shown, problems } = __look(); shots.push([shown.length, ...problems]); if (shots.length < 60) shoot(); else done(shots); })); shoot(); })"
    )
    assert [shot for shot in shots if len(shot) > 1] == []
    assert sum(shot[0] for shot in shots) >= 45, "seen in most frames"
    stage.do(f"late.innerHTML = {card(BEN)!r}")
    settled(stage, 2)


def test_the_same_page_goes_on_to_another_profile(stage: OnChromium) -> None:
    """The address comes first, the cards later; the old card is nobody's meanwhile."""
    stage.open(page(f"<main id='main'>{top_card(ADA)}</main>", title=ADA), f"/in/{PEOPLE[ADA]}/")
    assert settled(stage, 1)[0]["name"] == ADA
    stage.inside("void (globalThis.__filmed = globalThis.__film(1500))")
    stage.do(
        f"history.pushState(null, '', '/in/{PEOPLE[BEN]}/'); setTimeout(() => {{ document.title = '{BEN} | LinkedIn'; main.innerHTML = {top_card(BEN)!r}; }}, 700)"
    )
    assert stage.inside("globalThis.__filmed")["problems"] == [], "never Ben's chip beside Ada's button"
    assert [chip["name"] for chip in settled(stage, 1)] == [BEN]
    stage.do(
        "history.pushState(null, '', '/feed/'); document.title = 'Feed | LinkedIn'; main.innerHTML = '<p>Feed</p>'"
    )
    settled(stage, 0)


def test_back_and_forward(stage: OnChromium) -> None:
    stage.open(page(f"<main>{card(ADA)}</main>"))
    settled(stage, 1)
    assert stage.tab is not None
    stage.tab.page.goto(f"{LINKEDIN}/feed/")
    stage.tab.page.go_back()
    stage.tab.wait_for_world()
    settled(stage, 1)


def test_connect_becomes_pending_at_once(stage: OnChromium) -> None:
    stage.open(page(f"<main>{card(ADA)}</main>"))
    (chip,) = settled(stage, 1)
    assert chip["words"] == "Wait · until you've met"
    stage.do(
        f"const b = document.querySelector('.btn'); b.addEventListener('click', (e) => {{ e.preventDefault(); b.href = '/in/{PEOPLE[ADA]}/';"
        f" b.setAttribute('aria-label', 'Pending, click to withdraw invitation sent to {ADA}'); b.lastChild.textContent = 'Pending'; b.firstChild.remove(); }})"
    )
    box = stage.do("const b = document.querySelector('.btn').getBoundingClientRect(); return [b.x + 20, b.y + 10]")
    stage.click(*box)
    stage.rest()
    assert [chip["words"] for chip in stage.inside("__look().shown")] == ["Already sent"]


def test_where_one_click_sends_the_chip_says_so(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path
) -> None:
    items = stored()
    items["records"]["people"][PEOPLE[ADA]]["answers"] = {"asked": {"value": "agreed", "at": "2026-03-09T07:00:00Z"}}
    with on_chromium(playwright, built, tmp_path, chromium, MONDAY, **items) as stage:
        stage.open(page(f"<main>{card(ADA)}</main>"), "/search/results/people/")
        assert [chip["words"] for chip in settled(stage, 1)] == ["Fine now"]
        stage.open(page(f"<main>{card(ADA)}</main>"), "/mynetwork/grow/")
        assert [chip["words"] for chip in settled(stage, 1)] == ["Your call"], "before the click"


MENU = '<div id="portal" data-floating-ui-portal><div role="menu" class="card">{item}<a role="menuitem" class="item" href="#">Save as PDF</a></div></div>'
MENU_STYLE = "#portal { position: absolute; z-index: 20; left: 260px; top: 150px; width: 200px; } #portal .item { display: block; padding: 8px 0; }"


def test_connect_that_hides_in_a_menu(stage: OnChromium, screenshots: Path) -> None:
    stage.open(page(f"<main>{top_card(ADA, 'more')}</main>", MENU_STYLE, title=ADA), f"/in/{PEOPLE[ADA]}/")
    (chip,) = until("a chip", lambda: stage.inside("__look().shown"), stage.pause)
    more = stage.do("const b = more.getBoundingClientRect(); return b.right")
    assert 0 < chip["x"] - more <= 12, "beside More while Connect is in its menu"
    stage.picture(screenshots / "page-more-closed.png")
    stage.do(
        f"more.setAttribute('aria-expanded', 'true'); document.body.insertAdjacentHTML('beforeend', {MENU.format(item=control(ADA, 'menu'))!r})"
    )
    near = "__look().shown.some((chip) => chip.distance <= 12)"
    until("a chip beside the menu's item", lambda: stage.inside(near), stage.pause, lambda: stage.inside("__look()"))
    stage.picture(screenshots / "page-more-open.png")


@pytest.mark.parametrize(
    ("scene", "body", "address", "title"),
    [
        ("they are connected", top_card(ADA, "more", degree="1st"), PEOPLE[ADA], ADA),
        ("no degree is shown", top_card(ADA, "more", degree=""), PEOPLE[ADA], ADA),
        ("a visible Connect is there", top_card(ADA, "more", rest=control(ADA)), PEOPLE[ADA], ADA),
        ("somebody else's profile", top_card("Nobody Else", "more"), "nobody-else", "Nobody Else"),
        ("a page that is no profile", top_card(ADA, "more"), "", ADA),
    ],
)
def test_no_chip_beside_more(stage: OnChromium, scene: str, body: str, address: str, title: str) -> None:
    stage.open(page(f"<main>{body}</main>", title=title), f"/in/{address}/" if address else "/feed/")
    stage.rest()
    more = stage.do("return more.getBoundingClientRect().right")
    assert [
        chip for chip in stage.inside("__look().shown") if 0 < chip["x"] - more <= 12 and "rest" not in scene
    ] == [], scene


@best_of_three
def test_a_menu_that_is_in_the_page_while_closed(stage: OnChromium) -> None:
    stage.open(
        page(
            f"<main><div class='card'><a href='/in/{PEOPLE[ADA]}/'><p class='name'>{ADA}</p></a><div id='drop'><div role='button' class='btn' data-who='{ADA}' aria-label='Invite {ADA} to connect'>Connect</div></div></div></main>",
            "#drop { visibility: hidden; } #drop.open { visibility: visible; }",
        )
    )
    stage.rest()
    assert stage.inside("__look().shown") == []
    stage.do("drop.className = 'open'")
    settled(stage, 1)
    filmed(stage, "drop.className = ''", 0.5)
    settled(stage, 0)


def test_the_tip_of_a_menu_moves_to_another_button_of_the_same_person(stage: OnChromium) -> None:
    """A press on a chip is no press outside the menu; when the menu goes all the same, the tip stays with the person."""
    item = control(ADA, "menu")
    stage.open(page(f"<main>{card(ADA)}</main>{MENU.format(item=item)}", MENU_STYLE))
    stage.do(
        "document.addEventListener('pointerdown', (e) => { if (!portal.contains(e.target)) portal.remove(); }, true)"
    )
    shown = settled(stage, 2)
    chip = max(shown, key=lambda one: one["x"])
    stage.click(chip["x"] + chip["width"] / 2, chip["y"] + chip["height"] / 2)
    assert stage.tab is not None
    assert "Meet first" in stage.tab.tip()
    assert stage.do("return portal.isConnected"), "the page heard no press outside its menu"
    stage.do("portal.remove()")
    stage.rest()
    assert "Meet first" in stage.tab.tip()
    assert len(stage.inside("__look().shown")) == 1


@pytest.mark.parametrize("kind", ["address", "srcdoc"])
def test_a_frame_has_its_own_chips(stage: OnChromium, kind: str) -> None:
    inner = page(f"<main>{card(ADA)}</main>")
    source = 'src="/preload/frame/"' if kind == "address" else f'srcdoc="{inner.replace(chr(34), "&quot;")}"'
    assert stage.tab is None or stage.tab.page
    stage.open(page("<main></main>"))
    assert stage.tab is not None
    stage.tab.page.route(f"{LINKEDIN}/preload/frame/", lambda route: answer(route, inner))
    stage.tab.page.evaluate(
        f"document.querySelector('main').innerHTML = '<iframe {source} width=800 height=400></iframe>'.replace(/\\n/g, '')"
    ) if kind == "address" else stage.do(
        f"const f = document.createElement('iframe'); f.width = 800; f.height = 400; f.srcdoc = {inner!r}; document.querySelector('main').append(f);"
    )

    wait = ["Wait · until you've met"]
    until("a chip in the frame", lambda: wait in stage.in_frames(), stage.pause, stage.in_frames)


COUNTS = (
    LOOK
    + """
if (typeof document === "object") {
  globalThis.__counts = { questions: 0, queries: 0, observers: 0, idle: 0, timers: 0 };
  const count = (object, name, as) => { const real = object[name]; object[name] = function (...given) { __counts[as] += 1; return real.apply(this, given); }; };
  const { sendMessage } = chrome.runtime;
  chrome.runtime.sendMessage = function (...given) { __counts.questions += 1; return sendMessage.apply(this, given); };
  for (const object of [Document.prototype, Element.prototype, DocumentFragment.prototype]) count(object, "querySelectorAll", "queries");
  count(MutationObserver.prototype, "observe", "observers");
  count(globalThis, "requestIdleCallback", "idle");
  count(globalThis, "setTimeout", "timers");
}
"""
)


@pytest.fixture(scope="module")
def counting(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[driver.Extension]:
    folder = tmp_path_factory.mktemp("counting")
    with driver.running(playwright, built / "chromium", folder, chromium, MONDAY, COUNTS) as extension:
        yield extension


@pytest.mark.parametrize(
    ("scene", "change"),
    [
        ("nothing was chosen", {"settings": {}}),
        ("in the toolbar only", {"settings": {"place": "toolbar"}}),
        ("nobody is entered", {"records": {"format": 1, "me": {}, "applications": {}, "rounds": {}, "people": {}}}),
    ],
)  # fmt: skip
def test_what_ends_while_a_page_is_open_leaves_one_question_and_nothing_else(
    counting: driver.Extension, scene: str, change: dict[str, Any]
) -> None:
    """Where it never began a page has no script of ours: `tests/browser/promises/test_untouched.py`."""
    counting.store(**stored())
    tab = counting.visit("/mynetwork/grow/", body=page(f"<main>{card(ADA)}</main>"))
    tab.wait_for_chip()
    counting.store(**change)
    tab.wait_for_none()
    tab.rest()
    tab.inside("void Object.keys(__counts).forEach((name) => { __counts[name] = 0; })")
    tab.page.evaluate("for (let i = 0; i < 200; i++) document.body.append(document.createElement('p'))")
    tab.page.mouse.wheel(0, 300)
    tab.rest()
    counts = tab.inside("__counts")
    assert counts == {"questions": 0, "queries": 0, "observers": 0, "idle": 0, "timers": 0}, scene
    assert tab.page.evaluate("document.documentElement.children.length") == 2, "no host"
    tab.page.close()


@pytest.mark.parametrize(
    ("scene", "settings", "now", "after"),
    [
        ("paused", {"place": "page", "pausedUntil": int(MONDAY.timestamp() * 1000) + 3_600_000}, MONDAY, datetime(2026, 3, 9, 9, 0, 1, tzinfo=UTC)),
        ("before and in an interview", {"place": "page"}, datetime(2026, 3, 10, 12, 45, tzinfo=UTC), datetime(2026, 3, 10, 14, 0, 1, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_quiet_when_it_must_be(
    playwright: Playwright,
    built: Path,
    chromium: str,
    tmp_path: Path,
    scene: str,
    settings: dict[str, Any],
    now: datetime,
    after: datetime,
) -> None:
    with on_chromium(playwright, built, tmp_path, chromium, now, **{**stored(), "settings": settings}) as stage:
        stage.open(page(f"<main>{card(ADA)}</main>"))
        stage.rest()
        assert stage.inside("__look().shown") == [], scene
        stage.inside(f"__setClock({int(after.timestamp() * 1000)})")
        stage.do("dispatchEvent(new Event('focus'))")
        settled(stage, 1)


def test_someone_entered_while_the_page_is_open(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path
) -> None:
    items = stored()
    nobody = {**items, "records": {**items["records"], "people": {}}}
    with on_chromium(playwright, built, tmp_path, chromium, MONDAY, **nobody) as stage:
        stage.open(page(f"<main>{card(ADA)}</main>"))
        stage.rest()
        stage.extension.store(**items)
        assert stage.tab is not None
        stage.tab.wait_for_world()
        settled(stage, 1)
        stage.extension.store(**nobody)
        settled(stage, 0)
        assert stage.do("return document.documentElement.children.length") == 2


SLOW_READS = """
if (typeof ServiceWorkerGlobalScope === 'function') {
  const { get } = chrome.storage.local;
  chrome.storage.local.get = async function (...given) {
    await new Promise((done) => setTimeout(done, globalThis.__slow ?? 0));
    return get.apply(this, given);
  };
}
"""


def test_what_is_entered_meanwhile_is_not_answered_from_before(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path
) -> None:
    """A look between a change and its reading must not be remembered as if it had seen the change."""
    items = stored()
    with driver.running(playwright, built / "chromium", tmp_path, chromium, MONDAY, SLOW_READS) as extension:
        extension.store(**items)
        tab = extension.visit("/mynetwork/grow/", body=page(f"<main>{card(ADA)}</main>"))
        before = tab.wait_for_chip()
        extension.worker.evaluate("globalThis.__slow = 500")
        offer = {"value": "offer", "at": "2026-03-09T08:00:00Z"}
        items["records"]["applications"]["a"]["answers"]["outcome"] = offer
        extension.store(**items)
        tab.page.mouse.click(900, 700)

        def words() -> list[str]:
            return [chip.words for chip in tab.chips() if chip.visible]

        until("another chip", lambda: words() not in ([], [before.words]), tab.pause, words)


HELD = """void (() => {
  const send = chrome.runtime.sendMessage;
  const held = new Promise((done) => { globalThis.__letGo = done; });
  globalThis.__asked = 0;
  chrome.runtime.sendMessage = async (...message) => {
    const answer = await send.apply(chrome.runtime, message);
    globalThis.__asked += 1;
    await held;
    return answer;
  };
})()"""
"""Prelude: what the worker answers is held back until it is let go."""
REUSED = (
    "for (const one of document.querySelectorAll('.btn[data-who=\"Ada Stone\"]')) { one.dataset.who = 'Zoe Nobody';"
    " one.setAttribute('aria-label', 'Invite Zoe Nobody to connect');"
    " one.href = '/preload/custom-invite/?vanityName=zoe-nobody'; one.closest('.card').querySelector('a').href = '/in/zoe-nobody/';"
    " one.closest('.card').querySelector('.name').textContent = 'Zoe Nobody'; }"
)
"""The page uses a row for somebody else."""


def test_a_row_that_is_used_again_while_the_worker_answers(stage: OnChromium) -> None:
    """The answer is about who was there as the page was looked at."""
    stage.open(EMPTY)
    stage.rest()
    stage.inside(HELD)
    stage.do(f"main.innerHTML = {card(ADA)!r}")
    until("a question to the worker", lambda: stage.inside("__asked > 0"), stage.pause)
    stage.do(REUSED)
    stage.inside("void (globalThis.__filmed = globalThis.__film(1500)); __letGo()")
    film = stage.inside("globalThis.__filmed")
    assert film["problems"] == []
    assert stage.inside("__look().shown") == []


def test_a_row_that_is_used_again_while_the_page_moves(stage: OnChromium) -> None:
    """Chips are given anew in each frame of a page that scrolls; the next look comes later."""
    stage.open(page(f"<main id='main'>{card(ADA)}{card(BEN)}<div style='height: 3000px'></div></main>"))
    settled(stage, 2)
    stage.inside("void (globalThis.requestIdleCallback = () => 0)")
    stage.do(
        f"let frames = 0; const go = () => {{ scrollBy(0, frames % 2 ? 3 : -2); dispatchEvent(new Event('scroll')); if (++frames < 60) requestAnimationFrame(go); }};"
        f" {REUSED}; go();"
    )
    film = stage.inside("globalThis.__film(1200)")
    assert film["problems"] == []
    assert [chip["name"] for chip in settled(stage, None)] == [BEN]
