"""No press for the person: whatever a page lays over a tip's button, slides under the pointer or makes transparent, what it
gets pressed by that does nothing, in both browsers. Whoever sees the button presses it, by pointer or by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.patience import until
from tests.support.presses import counts
from tests.support.scenes import PEOPLE, card, page
from tests.support.stage import OnChromium, OnFirefox, Stage, settled

ADA = next(iter(PEOPLE))
COUNTED = """(() => {
  globalThis.__asked = [];
  const send = chrome.runtime.sendMessage.bind(chrome.runtime);
  chrome.runtime.sendMessage = (question) => { __asked.push(question.ask); return send(question); };
})()"""
ROOT = "__roots.findLast((r) => r.mode === 'closed' && r.host.isConnected)"
BUTTON = f"({ROOT}?.querySelector('.tip [data-key=remind]') ?? null)"
PLACE = f"(() => {{ const b = {BUTTON}?.getBoundingClientRect(); return b ? [b.x + b.width / 2, b.y + b.height / 2] : null; }})()"


def opened(stage: Stage) -> tuple[float, float]:
    """A tip that has been open long enough, and where its button “Remind me” is."""
    stage.open(page(f"<main><div class='card' id='before'></div>{card(ADA)}<div class='far'></div></main>"))
    (chip,) = settled(stage, 1)
    stage.inside(COUNTED)
    stage.click(chip["x"] + 12, chip["y"] + 12)
    return ready(stage)


def ready(stage: Stage) -> tuple[float, float]:
    """Wait until a press would count, and say where."""
    until("a tip", lambda: stage.inside(f"!!{BUTTON}"), stage.pause)
    stage.inside(f"{BUTTON}.scrollIntoView({{ block: 'nearest' }})")
    until(
        "a button that can be pressed",
        lambda: stage.inside(f"!!{BUTTON} && Sight.isReady({BUTTON})"),
        stage.pause,
        lambda: stage.inside(PLACE),
    )
    x, y = stage.inside(PLACE)
    return x, y


def lasting(stage: Stage) -> None:
    """Let what was done last longer, by the page's clock, than a button has to be in sight."""
    stage.inside("new Promise((done) => setTimeout(done, 650))")


def pressed(stage: Stage) -> int:
    """How often what was pressed was done. The worker is asked something after it, so that nothing is on the way."""
    stage.inside("Replies.ask({ ask: 'begin', rules: 'none' })")
    return int(stage.inside("__asked.filter((ask) => ask === 'remind').length"))


def said(stage: Stage) -> str:
    return str(stage.inside(f"{ROOT}?.querySelector('.tip .status')?.textContent ?? ''"))


def test_a_person_presses(stage: Stage) -> None:
    """By pointer and, at once after going there, by keyboard; the tip says when a press did not count."""
    opened(stage)
    persistent(stage, lambda: stage.click(*ready(stage)), 1)
    stage.inside(f"{BUTTON}.focus()")
    persistent(stage, lambda: stage.keys("Enter"), 2)
    ready(stage)
    moved = f"document.querySelector('#before').style.height = '90px', Sight.isReady({BUTTON})"
    assert not stage.inside(moved), "what has just moved"
    before = pressed(stage)
    stage.inside("document.querySelector('#before').style.height = '34px'")
    stage.keys("Enter")
    assert (pressed(stage) == before) == ("Press again" in said(stage)), "who pressed in vain is told"


@pytest.mark.parametrize(("first", "then"), [("hide", "hide-now"), ("remind", "notify")])
def test_what_was_pressed_in_vain_is_there_to_be_pressed_again(stage: Stage, first: str, then: str) -> None:
    """Where it is offered beside what the tip says too: it keeps its place and the focus, and says why nothing came of it."""
    stage.begin()
    opened(stage)
    one, other = (f"({ROOT}?.querySelector('.tip [data-key={key}]') ?? null)" for key in (first, then))
    stage.inside(f"{one}.focus()")

    def offered() -> bool:
        return bool(stage.inside(f"!!{other}")) or counts(stage.inside, one, lambda: stage.keys("Enter"), by_key=True)

    until(f"{first} to be pressed", offered, stage.pause)
    until(then, lambda: stage.inside(f"!!{other}"), stage.pause)
    stage.inside(f"void (Document.prototype.hasFocus = () => false, {other}.focus())")
    stage.keys("Enter")
    assert said(stage).startswith("The tip had just moved, or something lay over it. Press again.")
    assert stage.inside(f"{ROOT}.activeElement === {other}")


RENEWED = """((one) => {
  const other = one.cloneNode(true);
  CHANGE;
  one.replaceWith(other);
  return Sight.isReady(other, true);
})(BUTTON)"""
"""A tip that is renewed: its buttons are made anew, and some mean something else."""


def test_a_key_that_is_pressed_twice_is_no_answer_to_what_has_just_come(stage: Stage) -> None:
    """Who uses the keyboard needs no pointer to be in sight, but time to hear what a button has come to mean."""
    opened(stage)
    key = f"!!{BUTTON} && Sight.isReady({BUTTON}, true)"
    until("a button that can be pressed", lambda: stage.inside(key), stage.pause)
    renewed = RENEWED.replace("BUTTON", BUTTON)
    assert stage.inside(renewed.replace("CHANGE", "void 0")), "what means the same is the same"
    assert not stage.inside(renewed.replace("CHANGE", "other.setAttribute('aria-pressed', 'mixed')"))
    until("its time", lambda: stage.inside(key), stage.pause)


def persistent(stage: Stage, press: Callable[[], None], times: int) -> None:
    """Press until it was done, as the tip asks for where a busy machine made it look as if something had been in the way."""

    def done() -> bool:
        before = pressed(stage)
        if before < times:
            press()
        return pressed(stage) == times

    until(f"{times} presses", done, stage.pause, lambda: said(stage))


COVER = """
  const cover = document.createElement("div");
  cover.popover = "manual";
  cover.style.cssText = "position: fixed; inset: 0; width: 100vw; height: 100vh; border: 0; background: green;";
"""
ATTACKS = {
    "a cover that takes no pointer": f"{COVER} cover.style.pointerEvents = 'none'; document.body.append(cover); cover.showPopover();",
    "one whose shadow covers": f"{COVER} cover.style.cssText = 'position: fixed; inset: 0; width: 0; height: 0; pointer-events: none; box-shadow: 0 0 0 2000px green'; document.body.append(cover); cover.showPopover();",
    "one in a closed root": f"{COVER} cover.style.pointerEvents = 'none'; const host = document.createElement('div'); document.body.append(host); host.attachShadow({{ mode: 'closed' }}).append(cover); cover.showPopover();",
    "one in a closed root in another": f"{COVER} cover.style.pointerEvents = 'none'; const [outer, inner] = [0, 1].map(() => document.createElement('div')); document.body.append(outer); outer.attachShadow({{ mode: 'closed' }}).append(inner); inner.attachShadow({{ mode: 'closed' }}).append(cover); cover.showPopover();",
    "one that flees from the pointer": f"{COVER} document.body.append(cover); cover.showPopover(); setTimeout(() => {{ for (const type of ['pointerover', 'pointermove', 'pointerdown']) addEventListener(type, () => cover.remove(), true); }}, 500);",
    "one that comes and goes": f"{COVER} cover.style.pointerEvents = 'none'; document.body.append(cover); setInterval(() => cover.togglePopover(), 60);",
    "a transition of views": "const style = document.createElement('style'); style.textContent = '::view-transition { pointer-events: none } ::view-transition-group(root) { animation-duration: 60s }'; document.head.append(style); document.startViewTransition(() => {});",
    "a picker of the page's own making": "const style = document.createElement('style'); style.textContent = 'select, ::picker(select) { appearance: base-select } ::picker(select) { position: fixed; inset: 0; width: 100vw; height: 100vh; max-height: none; margin: 0; border: 0; background: green; pointer-events: none } option { pointer-events: none }'; const select = document.createElement('select'); select.innerHTML = '<option>x</option>'; document.head.append(style); document.body.append(select); try { select.showPicker(); } catch { return false; } return select.matches(':open');",
    "what is in full screen": "const full = document.createElement('div'); full.style.cssText = 'background: green; pointer-events: none'; document.body.append(full); return full.requestFullscreen().then(() => true, () => { full.remove(); return false; });",
}  # fmt: skip


MISSING = {"firefox": {"a picker of the page's own making": "return CSS.supports('appearance', 'base-select')"}}
"""What a browser has no means for, and how it is known when it gets them."""


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_covers(stage: Stage, attack: str) -> None:
    opened(stage)
    means = MISSING.get(stage.name, {}).get(attack)
    if means:
        assert stage.do(means) is False, "a browser that learns it is attacked by it"
        return
    # A busy browser may refuse full screen at first.
    had = []
    until(
        "the page to have its way", lambda: had.append(stage.do(ATTACKS[attack])) or had[-1] is not False, stage.pause
    )
    lasting(stage)
    place = stage.inside(PLACE)
    if place is not None:
        stage.click(*place)
    assert pressed(stage) == 0


FRAMED = page(
    f"<main>{card(ADA)}</main><script>if (window === top) document.body.innerHTML ="
    ' \'<iframe src="?framed" style="position: fixed; inset: 0; width: 100vw; height: 100vh; border: 0"></iframe>\'</script>'
)


class Framed:
    """A stage whose extension's world is that of the one frame in its page."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stage, name)

    def inside(self, expression: str) -> Any:
        if isinstance(self.stage, OnFirefox):
            tree = self.stage.browser.send("browsingContext.getTree", root=self.stage.tab)
            return self.stage.browser.inside(tree["contexts"][0]["children"][0]["context"], expression)
        assert isinstance(self.stage, OnChromium)
        assert self.stage.tab is not None
        world = self.stage.tab.frames[-1]
        asked = {"expression": expression, "contextId": world, "returnByValue": True, "awaitPromise": True}
        return self.stage.tab.cdp.send("Runtime.evaluate", asked)["result"].get("value")


def test_what_covers_a_frame(stage: Stage) -> None:
    """The page around a frame covers all of it, and its cover flees from the pointer."""
    stage.open(FRAMED)
    frame: Any = Framed(stage)
    there = "(typeof __look === 'function')"
    until("our scripts in the frame", lambda: stage.name == "firefox" or frame.stage.tab.frames, stage.pause)
    until("our scripts in the frame", lambda: frame.inside(there), stage.pause)
    (chip,) = settled(frame, 1)
    frame.inside(COUNTED)
    stage.click(chip["x"] + 12, chip["y"] + 12)
    place = ready(frame)
    stage.do(
        "const cover = document.createElement('div'); cover.style.cssText = 'position: fixed; inset: 0; z-index: 9; background: green';"
        " document.body.append(cover);"
    )
    lasting(frame)
    # Not before: under a pointer that is at rest it would flee as soon as it is there.
    stage.do("addEventListener('pointermove', () => document.querySelector('div')?.remove(), true);")
    stage.click(*place)
    assert stage.do("return document.querySelector('div')") is None, "the cover has fled"
    assert pressed(frame) == 0
    persistent(frame, lambda: stage.click(*ready(frame)), 1)


@pytest.mark.parametrize("standing", ["chromium"], indirect=True)
@pytest.mark.parametrize(
    "attack",
    [
        "const cover = document.createElement('div'); cover.style.cssText = 'position: fixed; inset: 0; z-index: 9; background: green; pointer-events: none'; document.body.append(cover)",
        "document.querySelector('iframe').style.opacity = '0.02'",
    ],
)
def test_what_only_the_browser_knows_of(stage: Stage, attack: str) -> None:
    """Over a frame lies what takes no pointer, or the frame is transparent: Chromium tells the frame of it, Firefox does not."""
    stage.open(FRAMED)
    frame: Any = Framed(stage)
    until("our scripts in the frame", lambda: frame.stage.tab.frames, stage.pause)
    until("our scripts in the frame", lambda: frame.inside("(typeof __look === 'function')"), stage.pause)
    (chip,) = settled(frame, 1)
    frame.inside(COUNTED)
    stage.click(chip["x"] + 12, chip["y"] + 12)
    place = ready(frame)
    stage.do(attack)
    lasting(frame)
    stage.click(*place)
    assert pressed(frame) == 0


SENT = """
  const host = document.documentElement.lastElementChild;
  const [clientX, clientY] = PLACE;
  for (const target of [host, document.elementFromPoint(clientX, clientY)])
    for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]) {
      const Kind = type.startsWith("pointer") ? PointerEvent : MouseEvent;
      for (const detail of [0, 1]) target.dispatchEvent(new Kind(type, { bubbles: true, composed: true, cancelable: true, clientX, clientY, detail, button: 0 }));
    }
  host.click();
  return host.localName;
"""
"""A press of the page's own making, at a button of ours and as if by the keyboard."""


def test_what_the_page_presses_itself(stage: Stage) -> None:
    place = opened(stage)
    stage.inside(f"{BUTTON}.focus()")
    ready(stage)
    assert stage.do(f"const PLACE = {list(place)}; {SENT}") == "div"
    assert pressed(stage) == 0
    persistent(stage, lambda: stage.click(*ready(stage)), 1)


def test_what_slides_under_the_pointer(stage: Stage) -> None:
    """The page moves its control, and the tip with it, to where somebody is about to press, again and again."""
    x, y = opened(stage)
    stage.do(
        "let down = false; setInterval(() => { down = !down; document.querySelector('#before').style.height = down ? '90px' : '34px'; }, 200)"
    )
    lasting(stage)
    for _ in range(3):
        stage.click(x, y)
        place = stage.inside(PLACE)
        if place is not None and place[1] < 790:
            stage.click(*place)
    assert pressed(stage) == 0


ELSEWHERE = {
    "a window that lay in front goes between two clicks": ("globalThis.__isIn = false, Document.prototype.hasFocus = () => __isIn", "globalThis.__isIn = true"),
    "the page keeps the browser busy, so that nobody looks": ("void 0", "(() => { const until = performance.now() + 400; while (performance.now() < until); })()"),
    "the window is moved under the pointer": ("void 0", "Object.defineProperty(globalThis, 'screenX', { get: () => 90 })"),
}  # fmt: skip
"""What the page gets done with windows, as the browser tells of it: before, and just before the press."""


@pytest.mark.parametrize("attack", ELSEWHERE)
def test_what_is_done_with_windows(stage: Stage, attack: str) -> None:
    """The tip was there all the time, and nobody saw it, or not there. Half a second later a press counts again."""
    opened(stage)
    before, then = ELSEWHERE[attack]
    stage.inside(f"void ({before})")
    lasting(stage)
    place = stage.inside(PLACE)
    is_ready, at = stage.inside(f"({then}, [Sight.isReady({BUTTON}), performance.now()])")
    assert not is_ready
    stage.click(*place)
    took = stage.inside("performance.now()") - at
    assert pressed(stage) == 0 or took > 500, f"pressed {took:.0f} ms later"
    persistent(stage, lambda: stage.click(*ready(stage)), 1)


SHEET = "button { color: transparent !important; }"
RESTYLED = {
    "transparent": ".style.opacity = '0.01'",
    "cut": ".style.clipPath = 'inset(0 99% 0 0)'",
    "small": ".style.scale = '0.2'",
    "of other words": ".firstChild.textContent = 'Play'",
    "of a transparent holder": ".closest('footer').style.opacity = '0.01'",
    "by a sheet": f".getRootNode().adoptedStyleSheets[0].insertRule('{SHEET}')",
    "by another sheet": f".getRootNode().append(Object.assign(document.createElement('style'), {{ textContent: '{SHEET}' }}))",
}  # fmt: skip


def test_what_is_restyled_by_somebody_who_got_hold_of_the_root(stage: Stage) -> None:
    """Each in a tip of its own, in which a press would count before."""
    for how, restyle in RESTYLED.items():
        opened(stage)
        stage.inside(f"void ({BUTTON}{restyle})")
        lasting(stage)
        stage.click(*stage.inside(PLACE))
        assert pressed(stage) == 0, how


def test_from_outside_nothing_is_restyled(stage: Stage) -> None:
    """What a page may say of our element reaches neither it nor what is in it."""
    opened(stage)
    stage.do(
        "const style = document.createElement('style'); style.textContent = ':root > div, div:last-child, * { opacity: 0.01 !important; filter: opacity(0) !important; visibility: hidden !important; scale: 0.1 !important; pointer-events: none !important; }'; document.head.append(style); document.documentElement.lastElementChild.style.cssText = 'opacity: 0 !important; translate: 90px 0 !important';"
    )
    lasting(stage)
    root = stage.inside(
        f"(() => {{ const s = getComputedStyle({ROOT}.host); return [s.opacity, s.filter, s.visibility, s.scale, s.pointerEvents, s.translate]; }})()"
    )
    assert root == ["1", "none", "visible", "none", "auto", "none"]
