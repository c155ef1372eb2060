"""A page that is huge, hides its own methods, or fights: it stays responsive, nothing is thrown in it, and where it must
be left alone it is, until the next address, and the toolbar's window says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import MONDAY
from tests.browser.content.test_selfcheck import check, says
from tests.support import chromium as driver
from tests.support.patience import until
from tests.support.scenes import LOOK, PEOPLE, card, page, stored
from tests.support.stage import OnChromium, settled

ADA, BEN = list(PEOPLE)[:2]
MOST_WORK = 5_000
"""Units of work that a task of ours may do without a look at the clock, by which it ends once it has taken long: a call of the
page's tree is one, ten elements that a selector looks through, and fifty characters that a pattern reads. A machine of today
does about one in a microsecond, so that a frame of 16 ms is never missed; unlike time it is no other where the machine does
other things meanwhile."""

COUNTED = (
    LOOK
    + """
if (typeof document === "object") {
  globalThis.__tasks = [];
  globalThis.__errors = [];
  addEventListener("error", (event) => __errors.push(String(event.message)));
  addEventListener("unhandledrejection", (event) => __errors.push(String(event.reason?.stack ?? event.reason)));
  let [work, since, longest] = [0, 0, 0];
  const pause = () => { longest = Math.max(longest, work - since); since = work; };
  // A task that looks at the clock ends there if it has taken long.
  const clock = performance.now.bind(performance);
  performance.now = () => { pause(); return clock(); };
  const watched = (kind, task, given, self) => {
    pause();
    longest = 0;
    try { return task.apply(self, given); }
    catch (error) { __errors.push(`${kind}: ${error.stack}`); throw error; }
    finally { pause(); __tasks.push([kind, Math.round(longest)]); }
  };
  const size = Object.getOwnPropertyDescriptor(HTMLCollection.prototype, "length").get;
  const all = { Document: Document.prototype.getElementsByTagName, Element: Element.prototype.getElementsByTagName };
  const elements = (root) => size.call(all[root instanceof Document ? "Document" : "Element"].call(root, "*"));
  const WORK = {
    call: () => 1,
    search: (root) => 1 + (root instanceof ShadowRoot ? 0 : elements(root) / 10),
    read: (_, [text]) => String(text).length / 50,
    self: (text) => String(text).length / 50,
  };
  const counted = (kind, names, how = "call") => {
    for (const name of names) {
      const own = Object.getOwnPropertyDescriptor(kind.prototype, name);
      if (!own) continue;
      for (const part of ["value", "get"]) {
        const real = own[part];
        if (typeof real === "function") own[part] = function (...given) { work += WORK[how](this, given); return real.apply(this, given); };
      }
      Object.defineProperty(kind.prototype, name, own);
    }
  };
  for (const kind of [Document, Element, DocumentFragment]) counted(kind, ["querySelector", "querySelectorAll"], "search");
  counted(Node, ["parentElement", "parentNode", "firstChild", "lastChild", "nextSibling", "previousSibling", "childNodes", "textContent", "contains", "getRootNode", "isConnected", "nodeValue"]);
  counted(Element, ["getAttribute", "hasAttribute", "matches", "closest", "getBoundingClientRect", "checkVisibility", "shadowRoot", "children", "firstElementChild", "nextElementSibling", "parentElement", "getClientRects", "getAnimations", "clientWidth", "scrollWidth"]);
  counted(Document, ["elementsFromPoint", "elementFromPoint", "getAnimations", "createTreeWalker", "title"]);
  counted(TreeWalker, ["nextNode", "nextSibling", "firstChild", "parentNode"]);
  counted(Range, ["getClientRects", "getBoundingClientRect"]);
  counted(RegExp, ["exec"], "read");
  counted(String, ["toLowerCase", "normalize", "split", "trim"], "self");
  for (const kind of ["setTimeout", "requestIdleCallback", "requestAnimationFrame"]) {
    const real = globalThis[kind];
    globalThis[kind] = (task, ...rest) => real((...given) => watched(kind, task, given), ...rest);
  }
  for (const kind of ["MutationObserver", "IntersectionObserver"]) {
    const Real = globalThis[kind];
    globalThis[kind] = class extends Real { constructor(task, ...rest) { super((...given) => watched(kind, task, given), ...rest); } };
  }
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, task, ...rest) {
    return listen.call(this, type, typeof task === "function" ? (event) => watched(type, task, [event]) : task, ...rest);
  };
}
"""
)
"""Prelude for test copies: how much work each task of ours did, and what was thrown."""


@pytest.fixture(scope="module")
def stage(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OnChromium]:
    folder = tmp_path_factory.mktemp("hostile")
    with driver.running(playwright, built / "chromium", folder, chromium, MONDAY, COUNTED) as extension:
        extension.store(**stored())
        yield OnChromium(extension)


def most(stage: OnChromium) -> tuple[int, str]:
    """The most that a task of ours did at a stretch since the page was opened, and its kind. Nothing may have been thrown."""
    assert stage.inside("__errors") == []
    kind, work = max(stage.inside("__tasks"), key=lambda task: task[1])
    return work, kind


def rows(count: int, kind: str) -> str:
    """Statements that fill the page with so many cards, or a share of them; `kind` says whose the controls are."""
    build = {
        "plain": "`<div class=c><p>Person ${i}</p><div><a href='/in/p-${i}/'>Person ${i}</a></div><span><span>x</span></span></div>`",
        "strangers": "`<div><a href='/in/p-${i}/'>Person ${i}</a><button aria-label='Invite Person ${i} to connect'>Connect</button></div>`",
        "links": f"`<div><a class=b href='/preload/custom-invite/?vanityName={PEOPLE[ADA]}'>Connect</a></div>`",
    }[kind]
    return f"const parts = []; for (let i = 0; i < {count} / SHARE; i++) parts.push({build}); document.querySelector('main').insertAdjacentHTML('beforeend', parts.join(''));"


@pytest.mark.parametrize(
    ("scene", "script", "enough"),
    [
        ("100,000 nodes", rows(14_500, "plain"), ""),
        ("10,000 controls of strangers", rows(10_000, "strangers"), ""),
        ("10,000 controls of somebody entered", rows(10_000, "links"), ""),
        (
            "labels and texts of a megabyte",
            "const long = '('.repeat(5e5) + 'Invite '.repeat(7e4); for (let i = 0; i < 40 / SHARE; i++) { const d = document.createElement('div'); d.innerHTML = `<a href='/in/x-${i}/'></a><button></button>`;"
            " d.firstChild.textContent = long; d.lastChild.setAttribute('aria-label', i % 2 ? long : `Invite ${long} to connect`); d.lastChild.innerHTML = '<svg data-test-icon=connect-small></svg>'; document.querySelector('main').append(d); }",
            "",
        ),
        (
            "1,500 levels",
            "let at = document.querySelector('main'); for (let i = 0; i < 1500; i++) { const d = document.createElement('div'); at.append(d); at = d; } at.innerHTML = '<button aria-label=\"Invite Ada Stone to connect\">C</button>'",
            "",
        ),
        (
            "storms of mutations",
            "const box = document.createElement('div'); document.body.append(box); const until = performance.now() + 1800;"
            " const storm = () => { for (let i = 0; i < 2000; i++) { const p = document.createElement('p'); p.setAttribute('aria-label', 'x' + i); box.append(p); if (box.childNodes.length > 300) box.firstChild.remove(); } if (performance.now() < until) setTimeout(storm, 10); }; storm();",
            "",
        ),
        (
            "parents and children that change places",
            "const a = document.createElement('div'), b = document.createElement('div'); a.innerHTML = '<button aria-label=\"Invite Ben Okoro to connect\">C</button>'; document.body.append(a, b); let turn = 0;"
            " setInterval(() => { turn++; if (turn % 2) { document.body.append(a); a.append(b); } else { document.body.append(b); b.append(a); } }, 4);",
            "__tasks.length > 40",
        ),
        (
            "shadow roots that come and go",
            "setInterval(() => { const d = document.createElement('div'); d.attachShadow({ mode: 'open' }).innerHTML = '<button aria-label=\"Invite Ben Okoro to connect\">C</button>'; document.body.append(d); setTimeout(() => d.remove(), 30); }, 20);",
            "__tasks.length > 40",
        ),
        (
            "a frame that navigates while it is read",
            "const f = document.createElement('iframe'); f.src = '/preload/a/'; document.body.append(f); let n = 0; setInterval(() => { f.src = `/preload/${n++}/`; }, 60);",
            "Number(document.querySelector('iframe').src.split('/').at(-2)) > 20",
        ),
        (
            "a title and a language of a megabyte",
            "document.title = 'x'.repeat(1e6); document.documentElement.lang = 'y'.repeat(1e6); document.body.append(document.createElement('p'))",
            "",
        ),
    ],
)  # fmt: skip
def test_the_page_stays_responsive(stage: OnChromium, scene: str, script: str, enough: str, full: bool) -> None:
    """`enough` says when a scene that never ends has been seen; the others are over when nothing is under way. Of what there
    is many of, a fifth is too much already for what would be done of all in one task; all of it with `--full`."""
    stage.open(page(f"<main>{card(ADA)}</main>", ".c, .c p { margin: 0; }"))
    settled(stage, 1)
    thrown: list[str] = []
    assert stage.tab is not None
    stage.tab.page.on("pageerror", lambda error: thrown.append(str(error)))
    stage.inside("void (__tasks.length = 0)")
    stage.do(f"const SHARE = {1 if full else 5}; {script}")
    if enough:
        until(enough, lambda: stage.inside(enough), stage.pause)
    else:
        stage.rest()
    assert thrown == []
    work, kind = most(stage)
    print(f"{scene}: at most {work} units of work at a stretch, in {stage.inside('__tasks.length')} tasks ({kind})")
    assert work <= MOST_WORK, f"{scene}: {work} units in a task of the kind {kind}"


def test_more_people_than_are_remembered(stage: OnChromium) -> None:
    """A list of seven hundred takes nothing from who stands above it, and is asked about once, as far as a tab is told of people."""
    stage.open(page(f"<main>{card(ADA)}</main>"))
    settled(stage, 1)
    stage.inside(
        "void ((send) => { globalThis.__asked = []; chrome.runtime.sendMessage = (question) => { __asked.push(question.ask); return send(question); }; })"
        "(chrome.runtime.sendMessage.bind(chrome.runtime))"
    )
    stage.do(f"const SHARE = 1; {rows(700, 'strangers')}")
    stage.rest()
    assert len(stage.inside("__look().shown")) == 1
    assert stage.inside("__asked.length") <= 2, "the first sixty, and those that are too many"
    looks = "__tasks.some(([kind]) => kind === 'requestIdleCallback')"
    for _ in range(2):
        stage.inside("void (__tasks.length = 0)")
        stage.do("document.querySelector('main').append(document.createElement('p'))")
        until("another look", lambda: stage.inside(looks), stage.pause)
        stage.rest()
        assert len(stage.inside("__look().shown")) == 1
    assert stage.inside("__asked.length") <= 2, "what is known is not asked again"


NAMES = [
    "querySelector",
    "querySelectorAll",
    "getElementsByTagName",
    "documentElement",
    "body",
    "title",
    "createElement",
    "createTreeWalker",
    "createRange",
    "elementsFromPoint",
    "elementFromPoint",
    "addEventListener",
    "visibilityState",
    "getAnimations",
    "append",
    "baseURI",
    "location",
    "parentElement",
    "parentNode",
    "firstChild",
    "nextSibling",
    "childNodes",
    "isConnected",
    "shadowRoot",
    "textContent",
    "getAttribute",
    "matches",
    "closest",
    "getBoundingClientRect",
    "contains",
    "checkVisibility",
    "getRootNode",
    "attributes",
    "scrollWidth",
    "clientWidth",
    "remove",
]


def test_a_page_that_hides_its_own_methods(stage: OnChromium) -> None:
    inputs = "".join(f'<input type="hidden" name="{name}" id="{name}">' for name in NAMES)
    forms = "".join(f'<form name="{name}"></form><img name="{name}" alt="">' for name in NAMES)
    stage.open(
        page(
            f"<main><form id='card'>{inputs}{card(ADA)}</form></main>{forms}",
            "form, img { all: unset; } form { display: block; }",
        )
    )
    assert stage.do("return typeof document.querySelectorAll") == "object", "the page does hide them"
    settled(stage, 1)
    assert stage.inside("__errors") == []
    popup = check(stage)
    assert says(popup)[0] == "1 in sight: each is beside its own button."


@pytest.mark.parametrize(
    "script",
    [
        "document.documentElement.remove()",
        "document.replaceChildren()",
        "document.body.remove()",
        "document.open(); document.write('<p>anew</p>'); document.close()",
    ],
)
def test_a_document_that_loses_its_root(stage: OnChromium, script: str) -> None:
    stage.open(page(f"<main>{card(ADA)}</main>"))
    settled(stage, 1)
    stage.do(script)
    stage.rest()
    assert stage.inside("__errors") == []
    assert stage.inside("__look().shown") == []


HOST = "[...document.documentElement.children].filter((e) => e !== document.head && e !== document.body)"
FIGHTS = {
    "removed": "host.remove()",
    "put elsewhere": "document.querySelector('#away').append(host)",
    "taken out and put back": "document.documentElement.append(host)",
    "hidden and moved": "host.hidden = true; host.style.cssText = 'display: none !important; translate: 500px 0 !important'; host.popover = 'auto'; document.body.append(host)",
}  # fmt: skip


@pytest.mark.parametrize("fight", FIGHTS)
def test_a_page_that_fights_the_host_is_left_alone(stage: OnChromium, fight: str) -> None:
    stage.open(page(f"<main>{card(ADA)}</main><div id='away' hidden></div>"))
    settled(stage, 1)
    stage.do(
        f"globalThis.fights = 0; const fight = () => {{ for (const host of {HOST}) {{ fights += 1; {FIGHTS[fight]}; }} watch.takeRecords(); }};"
        " const watch = new MutationObserver(fight); watch.observe(document.documentElement, { childList: true }); fight();"
    )
    until("the host to be unwelcome", lambda: stage.inside("Host.isUnwelcome()"), stage.pause)
    popup = check(stage)
    assert says(popup)[0] == "Nothing is shown: this page keeps removing it. It is tried again on the next one."
    assert stage.do("return fights") <= 12
    assert stage.do(f"return {HOST}.length") == 0
    assert stage.inside("__errors") == []


def slow(stage: OnChromium, milliseconds: int) -> None:
    """From now on reading this page takes so long, in one step."""
    stage.inside(
        f"(() => {{ const real = globalThis.__realAll ??= Document.prototype.querySelectorAll; Document.prototype.querySelectorAll = function (...given) {{"
        f" const until = performance.now() + (given[0] === '[aria-label]' ? {milliseconds} : 0); while (performance.now() < until); return real.apply(this, given); }}; }})()"
    )


def test_a_page_that_takes_too_long_is_left_alone_until_the_next(stage: OnChromium) -> None:
    stage.open(page(f"<main>{card(ADA)}</main>"))
    settled(stage, 1)
    slow(stage, 60)
    stage.do("setInterval(() => document.body.append(document.createElement('p')), 20)")
    until("the page to be left alone", lambda: stage.inside("__look().shown.length") == 0, stage.pause)
    slow(stage, 0)
    popup = check(stage)
    assert (
        says(popup)[0] == "Nothing is shown: this page keeps the browser too busy. It is tried again on the next one."
    )
    stage.rest()
    assert stage.inside("__look().shown") == [], "it stays so"
    stage.do("history.pushState(null, '', '/feed/')")
    settled(stage, 1)
    assert stage.inside("__errors") == []


def test_reading_that_fails_is_given_up_quietly(stage: OnChromium) -> None:
    stage.open(page(f"<main>{card(ADA)}</main>"))
    settled(stage, 1)
    stage.inside("void (Document.prototype.querySelectorAll = () => { throw new Error('broken'); })")
    stage.do("setInterval(() => document.body.append(document.createElement('p')), 50)")
    until("no chip", lambda: stage.inside("Chips.shown()") == 0, stage.pause)
    stage.rest()
    assert stage.inside("__errors") == []
    assert stage.inside("Chips.shown()") == 0


def test_clicks_that_nobody_made_do_nothing(stage: OnChromium) -> None:
    stage.open(page(f"<main>{card(ADA)}</main>"))
    (chip,) = settled(stage, 1)
    stage.do(
        f"const e = document.elementFromPoint({chip['x'] + 5}, {chip['y'] + 5}); for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click']) e.dispatchEvent(new MouseEvent(type, {{ bubbles: true, composed: true, clientX: {chip['x'] + 5}, clientY: {chip['y'] + 5} }}));"
    )
    stage.rest()
    assert stage.tab is not None
    assert not stage.tab.tip_is_open()
