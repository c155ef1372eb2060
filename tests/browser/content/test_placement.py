"""Chips stand beside their own button or can't be seen, whatever the page does, in both browsers.

Each scene is looked at in every frame that is painted while something moves, and once more at rest. Wrong is: a chip
further than 12 px from its own button (or, where that stands in a row of buttons, from the row), without its button,
over another control, over text, over what floats above the page, or partly out of view.
"""

from __future__ import annotations

import pytest

from tests.support.patience import until
from tests.support.scenes import PEOPLE, card, control, page
from tests.support.stage import Stage, best_of_three, filmed, settled

NAMES = list(PEOPLE)


CAROUSEL = page(
    '<main><div class="window"><div id="track">'
    + "".join(f'<div class="slide">{card(name)}</div>' for name in NAMES[:8])
    + '</div></div><div class="fill"></div></main>',
    ".window { overflow: hidden; width: 868px; } #track { display: flex; } .slide { flex: none; width: 434px; padding-right: 12px; }"
    " .slow { transition: transform 300ms ease-out; }",
)


@pytest.mark.parametrize("speed", ["", "slow"])
@best_of_three
def test_a_carousel_moved_by_transform(stage: Stage, speed: str) -> None:
    stage.open(CAROUSEL)
    settled(stage, 2)
    for step in (1, 3, 0):
        filmed(stage, f"track.className = {speed!r}; track.style.transform = 'translateX({-434 * step}px)'", 0.7)
        names = {chip["name"] for chip in settled(stage, 2)}
        assert names == set(NAMES[step : step + 2])


@best_of_three
def test_a_carousel_moved_frame_by_frame(stage: Stage) -> None:
    stage.open(CAROUSEL)
    settled(stage, 2)
    filmed(
        stage,
        "let at = 0; const step = () => { at += 14; track.style.transform = `translateX(${-at}px)`; if (at < 434) requestAnimationFrame(step); }; step();",
        1.0,
    )
    assert {chip["name"] for chip in settled(stage, 2)} == set(NAMES[1:3])


STICKY = page(
    f'<div id="bar" data-over="the header"><div class="between"><p class="name">Ada Stone</p><div class="row" data-row="">{control("Ada Stone")}<button class="btn">More</button></div></div></div>'
    f"<main>{card('Ada Stone', others='<button class=btn>Message</button><button class=btn>More</button>')}{''.join(card(name) for name in NAMES[1:7])}<div class='far'></div></main>",
    "#bar { position: fixed; top: 0; left: 0; right: 0; height: 56px; padding: 0 250px 0 40px; background: #fff; border-bottom: 1px solid #ccc; transform: translateY(-110%); transition: transform 250ms; z-index: 9; }"
    " #bar .row { margin-top: 11px; } body.down #bar { transform: none; }",
)


@best_of_three
def test_a_header_slid_in_by_transform(stage: Stage) -> None:
    stage.open(STICKY)
    assert settled(stage, 5)[0]["name"] == "Ada Stone"
    filmed(stage, "scrollTo(0, 200); document.body.classList.add('down');", 0.9)
    inside_bar = [chip for chip in settled(stage, None) if chip["name"] == "Ada Stone"]
    assert [chip["y"] < 56 for chip in inside_bar] == [True], "beside the header's copy, and only there"
    filmed(stage, "document.body.classList.remove('down'); scrollTo(0, 0);", 0.9)
    settled(stage, 5)


def test_a_page_that_scrolls_and_keeps_the_browser_busy(stage: Stage) -> None:
    """The next frame is so late that the controls seem to keep still again, though none was painted since they moved."""
    stage.open(STICKY)
    settled(stage, 5)
    busy = "const until = performance.now() + 150; while (performance.now() < until);"
    filmed(
        stage, f"scrollTo(0, 200); document.body.classList.add('down'); requestAnimationFrame(() => {{ {busy} }});", 0.9
    )
    settled(stage, None)


@best_of_three
def test_controls_that_scroll_under_a_header(stage: Stage) -> None:
    stage.open(STICKY)
    settled(stage, 5)
    stage.do("document.body.classList.add('down')")
    for top in (20, 90, 130, 160, 210, 400, 0):
        filmed(stage, f"scrollTo({{ top: {top}, behavior: 'smooth' }})", 0.6)
    settled(stage, 6)


SCROLLER = page(
    f"<main><div class='card'><div id='list'>{''.join(card(name) for name in NAMES[:8])}</div></div><div class='far'></div></main>",
    "#list { height: 300px; overflow: auto; }",
)


@best_of_three
def test_a_list_that_scrolls_inside_the_page(stage: Stage) -> None:
    stage.open(SCROLLER)
    settled(stage, 2)
    for top in (60, 150, 333, 500):
        filmed(stage, f"list.scrollTo({{ top: {top}, behavior: 'smooth' }})", 0.6)
    filmed(stage, "scrollTo(0, 250)", 0.4)
    filmed(stage, "scrollTo(0, 0); list.scrollTop = 0", 0.4)
    assert {chip["name"] for chip in settled(stage, 2)} == set(NAMES[:2])


OVERLAYS = page(
    f"<main><div id='menu' data-over='the menu' hidden><p>Settings</p><p>Sign out</p></div>{''.join(card(name) for name in NAMES[:4])}<div id='toast' data-over='the toast' hidden>Your invitation was sent</div><div class='far'></div></main>",
    "#menu { position: absolute; z-index: 5; top: 40px; left: 150px; width: 300px; height: 200px; background: #fff; border: 1px solid #999; }"
    " #toast { position: fixed; bottom: 330px; left: 130px; width: 400px; padding: 24px; background: #222; color: #fff; }",
)


def test_a_menu_and_a_toast_that_open_over_chips(stage: Stage) -> None:
    stage.open(OVERLAYS)
    before = settled(stage, 4)
    stage.do("menu.hidden = false")
    settled(stage, 3)
    stage.do("menu.hidden = true; toast.hidden = false")
    settled(stage, 3)
    stage.do("toast.hidden = true")
    assert settled(stage, 4) == before, "each is back in its place"


DIALOGS = page(
    f"<main>{''.join(card(name) for name in NAMES[:3])}</main><dialog id='modal'><p>Add a note?</p>{control('Ada Stone')}</dialog>"
    f"<div id='veil' data-over='the veil' hidden><div role='dialog' aria-modal='true' class='card'><p>Add a note?</p>{control('Ben Okoro')}<textarea></textarea></div></div>",
    "#veil { position: fixed; inset: 0; background: rgb(0 0 0 / 60%); } #veil[hidden] { display: none; } #veil .card { width: 400px; margin: 200px auto; }",
)


def test_nothing_in_or_over_a_dialog(stage: Stage) -> None:
    stage.open(DIALOGS)
    settled(stage, 3)
    stage.do("modal.showModal()")
    settled(stage, 0)
    stage.do("modal.close()")
    settled(stage, 3)
    stage.do("veil.hidden = false")
    settled(stage, 0)
    stage.do("veil.hidden = true")
    settled(stage, 3)


HIDING = page(f"<main>{''.join(card(name, f'id=c{index}') for index, name in enumerate(NAMES[:5]))}</main>")


@pytest.mark.parametrize(
    "hide",
    [
        "c1.style.display = 'none'",
        "c1.style.visibility = 'hidden'",
        "c1.style.opacity = '0.05'",
        "c1.remove()",
        "c1.querySelector('.btn').remove()",
        "c1.style.transform = 'translateX(-3000px)'",
        "c1.style.transition = 'opacity 200ms'; requestAnimationFrame(() => { c1.style.opacity = 0; })",
    ],
)
@best_of_three
def test_a_chip_goes_with_its_button(stage: Stage, hide: str) -> None:
    stage.open(HIDING)
    settled(stage, 5)
    filmed(stage, hide, 0.6)
    assert {chip["name"] for chip in settled(stage, 4)} == {*NAMES[:5]} - {NAMES[1]}


@pytest.mark.parametrize(
    "animate",
    [
        "c0.style.transition = 'transform 400ms'; c0.style.transform = 'translateX(120px)'",
        "c0.style.transition = 'margin 400ms'; c0.style.marginTop = '80px'",
        "c0.animate([{ transform: 'none' }, { transform: 'translateY(60px)' }, { transform: 'none' }], 500)",
        "c0.style.animation = 'shake 500ms linear 1'",
        "c0.style.transform = 'scale(0.8)'",
        "c0.style.zoom = '0.8'",
        "c0.before(c4)",
    ],
)
def test_beside_a_card_that_moves(stage: Stage, animate: str) -> None:
    stage.open(
        HIDING.replace("</head>", "<style>@keyframes shake { 50% { transform: translateX(90px) } }</style></head>")
    )
    settled(stage, 5)
    stage.inside("void (globalThis.__filmed = globalThis.__film(900))")
    stage.do(f"addEventListener('__shot', () => {{ {animate} }}, {{ once: true }})")
    frames = sorted({int(problem.split()[1][:-1]) for problem in stage.inside("globalThis.__filmed")["problems"]})
    # Of an animation that a script begins nobody is told: it is seen in the first frame that shows it, and hidden in the next.
    assert len(frames) <= (1 if "c0.animate" in animate else 0), frames
    settled(stage, 5)


TIGHT = page(
    "<main><div class='grid'>"
    + "".join(
        f'<div class="card"><a href="/in/{PEOPLE[name]}/"><p class="name">{name}</p></a><p>Adviser</p><p>95 mutual connections</p><div>{control(name, extra="data-row")}</div></div>'
        for name in NAMES[:12]
    )
    + "</div></main>",
    ".grid { display: grid; grid-template-columns: repeat(4, 1fr); gap: 8px; } .card { padding: 12px; margin: 0; } .btn { width: 100%; justify-content: center; }",
)


def test_a_tight_grid_has_room_for_icons(stage: Stage) -> None:
    stage.open(TIGHT)
    shown = settled(stage, 8)
    assert all(chip["width"] == 24 for chip in shown), "at most eight, and no more than an icon each"


def test_the_order_of_places(stage: Stage) -> None:
    """After the control; after its row; below; above; before; an icon. Each scene leaves one place less."""
    for row, below, above, before, expected in (
        ("", "", "", "", "after"),
        ("<button class='btn'>Message</button>", "", "", "", "after row"),
        ("<p style='width:700px'>wide</p>", "", "", "", "below"),
        ("<p style='width:700px'>wide</p>", "text", "", "", "above"),
        ("<p style='width:700px'>wide</p>", "text", "text", "", "before"),
        ("<p style='width:700px'>wide</p>", "text", "text", "<p style='width:300px'>b</p>", "icon"),
    ):
        line = "<p style='line-height:40px;margin:0 0 0 260px'>{}</p>".format
        blank = "<div style='height:40px'></div>"
        stage.open(
            page(
                f"<main style='padding:60px 0'>{line(above * 30) if above else blank}<div style='display:flex;gap:8px;padding-left:{0 if before else 300}px'>{before}"
                f"<div data-row style='display:flex;gap:8px'>{control('Ada Stone')}{row}</div></div>{line(below * 30) if below else blank}</main>"
            )
        )
        (chip,) = settled(stage, 1)
        own = stage.do(
            "const b = document.querySelector('[data-who]').getBoundingClientRect(); return { left: b.left, right: b.right, top: b.top, bottom: b.bottom }"
        )
        place = (
            "icon"
            if chip["width"] == 24
            else "below"
            if chip["y"] >= own["bottom"]
            else "above"
            if chip["y"] + chip["height"] <= own["top"]
            else "before"
            if chip["x"] + chip["width"] <= own["left"]
            else "after"
            if chip["x"] - own["right"] <= 12
            else "after row"
        )
        assert place == expected


def test_a_chip_without_room_for_its_words_says_its_verdict_alone(stage: Stage) -> None:
    """Never “Wait · until you…”: all that it says is in its name still."""
    stage.open(
        page(f"<main><div style='display:grid;justify-items:start;gap:60px'>{control('Ada Stone')}</div></main>")
    )
    for width, words in ((1100, "Wait · until you've met"), (190, "Wait"), (1100, "Wait · until you've met")):
        stage.resize(width, 700)
        until(f"“{words}”", lambda words=words: settled(stage, 1)[0]["words"] == words, stage.pause)  # type: ignore[misc]


def test_a_place_inside_the_card_comes_before_one_across_its_edge(stage: Stage) -> None:
    """Where after the control the chip would lie across the card's edge, it stands below it, as long as it fits in there."""
    for height, expected in ((200, "below"), (60, "after")):
        stage.open(
            page(
                f"<main style='padding:40px'><div style='inline-size:340px;block-size:{height}px;box-sizing:border-box;border:1px solid #888;padding:8px 120px'>"
                f"{control('Ada Stone')}</div></main>"
            )
        )
        (chip,) = settled(stage, 1)
        own = stage.do(
            "const b = document.querySelector('[data-who]').getBoundingClientRect(); return { bottom: b.bottom }"
        )
        assert ("below" if chip["y"] >= own["bottom"] else "after") == expected, height


def test_the_tip_of_a_chip_above_its_button_leaves_the_button_free(stage: Stage) -> None:
    line = f"<p style='line-height:40px;margin:0 0 0 260px'>{'text' * 30}</p>"
    row = f"<div style='display:flex;padding-left:300px'>{control('Ada Stone')}<p style='width:700px'>wide</p></div>"
    stage.open(page(f"<main style='padding-top:420px'>{row}{line}</main>"))
    (chip,) = settled(stage, 1)
    stage.click(chip["x"] + 12, chip["y"] + chip["height"] / 2)
    box = "(() => { const b = __roots.findLast((r) => r.host.isConnected).querySelector('.tip')?.getBoundingClientRect(); return b && [b.top, b.bottom]; })()"
    until("a tip", lambda: stage.inside(box), stage.pause)
    button = stage.do("return document.querySelector('[data-who]').getBoundingClientRect().top")
    assert chip["y"] + chip["height"] <= button, "the chip is above"
    assert stage.inside(box)[1] <= button, "and so is its tip"


@pytest.mark.parametrize(
    ("scene", "change"),
    [
        (
            "the card moves in the same moment",
            "document.getElementById('top').innerHTML = '<p>A banner</p><p>of two lines</p>';"
            "document.querySelector('.row').insertAdjacentHTML('beforeend', '<p>This text came while the card moved along</p>')",
        ),
        (
            "the card is on its way",
            "const main = document.querySelector('main'); main.style.transition = 'transform 0.8s'; main.style.transform = 'translateY(40px)';"
            "setTimeout(() => document.querySelector('.row').insertAdjacentHTML('beforeend', '<p>This text came while the card moved along</p>'), 100)",
        ),
        ("it was there and is shown", "document.getElementById('late').hidden = false"),
    ],
)
def test_text_that_comes_beside_a_control_is_not_covered(stage: Stage, scene: str, change: str) -> None:
    late = "<p id='late' hidden>This text was there all the time</p>"
    stage.open(page(f"<main><div id='top'></div>{card('Ada Stone', others=late)}</main>"))
    settled(stage, 1)
    stage.rest()
    stage.do(change)
    stage.rest()
    look = stage.inside("__look()")
    assert look["problems"] == [], scene
    assert len(look["shown"]) == 1, scene


def test_right_to_left(stage: Stage) -> None:
    stage.open(page(f"<main>{''.join(card(name) for name in NAMES[:3])}</main>", direction="rtl"))
    for chip in settled(stage, 3):
        left = stage.do(f"return document.querySelector('[data-who=\"{chip['name']}\"]').getBoundingClientRect().left")
        assert chip["x"] + chip["width"] <= left, "after the control is to its left"


@best_of_three
def test_controls_in_an_open_shadow_root(stage: Stage) -> None:
    stage.open(page("<main><div id='outlet'></div><div class='far'></div></main>"))
    inner = f"<style>{SHADOW}</style><div id='in'>{''.join(card(name) for name in NAMES[:6])}</div>"
    stage.do(f"outlet.attachShadow({{ mode: 'open' }}).innerHTML = {inner!r}; document.body.append('');")
    settled(stage, 3)
    filmed(stage, "outlet.shadowRoot.getElementById('in').scrollTop = 240", 0.6)
    settled(stage, 3)


SHADOW = (
    "#in { height: 380px; overflow: auto; } .card { padding: 16px; background: #fff; } .row { margin-top: 12px; }"
    " .btn { display: inline-flex; align-items: center; height: 32px; padding: 0 16px; border: 1px solid #777; } p { margin: 4px 0; }"
)


@best_of_three
def test_a_list_that_uses_its_rows_again(stage: Stage) -> None:
    """A row that becomes somebody else's loses its chip before the next frame."""
    stage.open(SCROLLER)
    settled(stage, 2)
    filmed(
        stage,
        "const [a] = document.querySelectorAll('.btn'); a.dataset.who = 'Nobody'; a.setAttribute('aria-label', 'Invite Nobody Else to connect'); a.href = '/preload/custom-invite/?vanityName=nobody-else';",
        0.5,
    )
    assert [chip["name"] for chip in settled(stage, 1)] == [NAMES[1]]


@pytest.mark.parametrize("zoom", [1.1, 0.8, 2])
def test_a_page_that_is_zoomed_as_a_whole(stage: Stage, zoom: float) -> None:
    """By a style of its own, or of somebody who wants it larger; its boxes are told in other pixels than what we write."""
    stage.open(page(f"<main>{''.join(card(name) for name in NAMES[:2])}</main>", f"html {{ zoom: {zoom}; }}"))
    shown = settled(stage, 2)
    assert not any(chip["small"] for chip in shown), "there is room for the words"
    stage.do("document.documentElement.style.zoom = '1.3'")
    (first, _) = settled(stage, 2)
    stage.click(first["x"] + 12, first["y"] + first["height"] / 2)
    tip = "__roots.findLast((r) => r.host.isConnected).querySelector('.tip')"
    box = f"(() => {{ const b = {tip}?.getBoundingClientRect(); return b && [b.left, b.top, b.right, b.bottom]; }})()"
    until("a tip", lambda: stage.inside(box), stage.pause)
    left, top, right, bottom = stage.inside(box)
    assert left >= 0
    assert top >= 0
    assert right <= 1100
    assert bottom <= 800
    assert min(abs(top - first["y"] - first["height"]), abs(bottom - first["y"])) <= 12, "beside its chip"


def test_a_narrow_window(stage: Stage) -> None:
    stage.open(page(f"<main>{''.join(card(name) for name in NAMES[:3])}</main>"))
    stage.resize(320, 700)
    shown = settled(stage, 3)
    assert all(chip["x"] + chip["width"] <= 320 for chip in shown)
    stage.resize(1100, 800)
    settled(stage, 3)
