"""LinkedIn's page stays as it is: one element of ours at its end while there is something to show, else nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import MONDAY
from tests.support import chromium as driver
from tests.support.entries import application, records
from tests.support.patience import until

WATCHER = """<script>
{
  // All that the page can notice. Runs before anything else, in the page's own world.
  const seen = { changes: [], events: {}, errors: [] };
  const name = (node) => node.nodeType === 1 ? `<${node.localName}>` : node.nodeName;
  new MutationObserver((records) => {
    if (document.readyState !== "complete") return;
    for (const { type, target, attributeName, addedNodes, removedNodes } of records)
      seen.changes.push(`${type} ${name(target)} ${attributeName ?? ""}+${[...addedNodes].map(name)}-${[...removedNodes].map(name)}`);
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  for (const key of Object.keys(HTMLElement.prototype).concat(Object.keys(window)))
    // What moves or turns the device the browser reports at an hour of its own.
    if (/^on(?!device)/.test(key)) addEventListener(key.slice(2), (event) => { seen.events[event.type] = (seen.events[event.type] ?? 0) + 1; }, true);
  addEventListener("error", (event) => seen.errors.push(event.message), true);
  addEventListener("securitypolicyviolation", (event) => seen.errors.push(event.violatedDirective), true);
  globalThis.__seen = seen;
}
</script>"""

NOTICED = """() => {
  const host = document.documentElement.lastElementChild;
  return {
    changes: __seen.changes,
    events: Object.keys(__seen.events).sort(),
    errors: __seen.errors,
    globals: Object.getOwnPropertyNames(window).filter((name) => !/^\\d+$/.test(name)).sort(),
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    entries: performance.getEntries().map(({ entryType, name }) => `${entryType} ${name}`).filter((entry) => !/^(paint|visibility-state|largest|long|first-input|event)|favicon/.test(entry)).sort(),
    focus: document.activeElement === document.body,
    attributes: [...document.querySelectorAll("html, body, body *")].map((e) => [...e.attributes].map(({ name, value }) => `${name}=${value}`).join(" ")),
    elements: document.querySelectorAll("*").length,
    scripts: document.scripts.length,
    language: document.documentElement.lang,
    prototypes: [Element, Document, Node, EventTarget, History].map((kind) => Object.values(Object.getOwnPropertyDescriptors(kind.prototype)).filter(({ value }) => typeof value === "function" && !String(value).includes("[native code]")).length),
  };
}"""

ENTERED = {
    "settings": {"place": "page"},
    "records": records(application("Example Ltd", "Avery Stone")),
}
PROFILE = "avery-stone"
HOST = "childList <html> +<div>-"


def profile(comment: str = "") -> str:
    """The page, with a comment at the beginning of its head, which is nothing that the page notices."""
    body = (driver.SHAPES / "sdui-profile-connect.en.html").read_text("utf-8").replace("avery-stone-1a2b3c", PROFILE)
    return body.replace("<head>", f"<head><!--{comment}-->{WATCHER}", 1)


@pytest.fixture
def extension(playwright: Playwright, built: Path, chromium: str, tmp_path: Path) -> Iterator[driver.Extension]:
    with driver.running(playwright, built / "chromium", tmp_path, chromium, MONDAY) as running:
        yield running


def noticed(extension: driver.Extension, wait: Callable[[driver.Tab], object], comment: str = "") -> dict[str, Any]:
    """What the page notices until the extension has come to rest."""
    said: list[str] = []
    tab = extension.visit(f"/in/{PROFILE}/", profile(comment))
    tab.page.on("console", lambda message: said.append(message.text))
    tab.page.on("pageerror", lambda error: said.append(str(error)))
    wait(tab)
    tab.rest()
    found: dict[str, Any] = tab.page.evaluate(NOTICED)
    tab.page.close()
    return {**found, "console": said, "worlds": len(tab.worlds + tab.frames)}


def rest(tab: driver.Tab) -> None:
    """Nothing of ours is waited for, but the page's own first frame: it is told of that too."""
    tab.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def there(tab: driver.Tab) -> None:
    tab.wait_for_world()


def chip(tab: driver.Tab) -> None:
    tab.wait_for_chip()


@pytest.fixture(scope="module")
def sound(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What the page notices of the extension as it is."""
    with driver.running(playwright, built / "chromium", tmp_path_factory.mktemp("sound"), chromium, MONDAY) as running:
        running.store(**ENTERED)
        return noticed(running, chip)


def without_host(found: dict[str, Any]) -> dict[str, Any]:
    return {
        **found,
        "changes": [change for change in found["changes"] if change != HOST],
        "elements": found["elements"] - found["changes"].count(HOST),
        "worlds": 0,
    }


def test_at_rest_the_page_differs_by_one_element(extension: driver.Extension) -> None:
    before = noticed(extension, rest)
    assert before["changes"] == [], "nothing of ours before anybody is entered"
    extension.store(**ENTERED)
    after = noticed(extension, chip)
    assert after["changes"] == [HOST]
    assert without_host(after) == before
    assert (before["worlds"], after["worlds"]) == (0, 1)


def test_while_a_tip_is_open_too(extension: driver.Extension) -> None:
    extension.store(**ENTERED)
    closed = noticed(extension, chip)

    def open_tip(tab: driver.Tab) -> None:
        tab.wait_for_chip()
        tab.in_root("root.querySelector('.chip').focus()")
        tab.page.keyboard.press("Enter")
        tab.tip()

    opened = noticed(extension, open_tip)
    # What the person does with the keyboard is the person's; that a tip opens is nothing that the page can notice.
    own = {
        "keydown",
        "keypress",
        "keyup",
        "focus",
        "focusin",
        "blur",
        "focusout",
        "selectionchange",
        "pointerrawupdate",
        "click",
    }
    assert set(opened["events"]) - set(closed["events"]) <= own
    for part in (
        "changes",
        "globals",
        "sheets",
        "entries",
        "attributes",
        "elements",
        "console",
        "errors",
        "prototypes",
    ):
        assert opened[part] == closed[part], part


LONG_AGO = {"outcome": {"value": "rejected", "at": "2025-06-03T08:00:00Z"}}
NOBODY = {
    "before the choice": {**ENTERED, "settings": {}},
    "in the toolbar only": {**ENTERED, "settings": {"place": "toolbar"}},
    "for nobody": {**ENTERED, "records": records()},
    "for somebody of long ago": {
        **ENTERED,
        "records": records(application("Example Ltd", "Avery Stone", start="2025-05-20T14:00", answers=LONG_AGO)),
    },
}
"""When there is no script of ours on a page, and so no listener and no message either. Even where the browser would let us:
test copies may open LinkedIn's pages."""


def test_there_is_not_even_that(extension: driver.Extension) -> None:
    before = noticed(extension, rest)
    assert before["worlds"] == 0
    for scene, stored in NOBODY.items():
        extension.store(**ENTERED)
        extension.store(**stored)
        assert noticed(extension, rest) == before, scene
    extension.store(**{**ENTERED, "records": records(application("Example Ltd", "Ben Okafor"))})
    assert noticed(extension, there) == {**before, "worlds": 1}, "for other people than those who are entered"


def test_one_script_that_is_registered_would_be_noticed(extension: driver.Extension) -> None:
    # The worker takes away what it does not know whenever it looks.
    extension.settle()
    extension.worker.evaluate(
        "chrome.scripting.registerContentScripts([{ id: 'planted', matches: [Site.PAGES], js: ['prelude.js', 'content/first.js'] }])"
    )
    assert noticed(extension, rest)["worlds"] == 1


PLANTED = [
    'document.querySelector("main").classList.add("connect-etiquette");',
    'document.head.append(Object.assign(document.createElement("style"), { textContent: "a {}" }));',
    'dispatchEvent(new Event("resize"));',
    'performance.mark("connect-etiquette");',
    'console.log("connect-etiquette");',
    'document.querySelector("a").focus();',
]


def test_what_is_planted_would_be_noticed(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path, sound: dict[str, Any]
) -> None:
    """All in one copy, one on each page; and on the page after them none, where nothing is noticed but what always is."""
    spoilt = tmp_path / "spoilt"
    shutil.copytree(built / "chromium", spoilt)
    start = spoilt / "content" / "start.js"
    plants = ", ".join(f"() => {{ {planted} }}" for planted in [*PLANTED, ""])
    # Once a chip is there, so that whoever looks on is looking; which one the page says in a comment.
    plant = (
        f"const plants = [{plants}]; const wait = setInterval(() => {{ if (!(Later.shown()?.count() > 0)) return;"
        " clearInterval(wait); plants[Number(document.head.firstChild.data)](); globalThis.__planted = true; }, 100);"
    )
    start.write_text(f"{start.read_text('utf-8')}\n{{ {plant} }}\n", "utf-8")

    def done(tab: driver.Tab) -> None:
        tab.wait_for_chip()
        until("what is planted", lambda: tab.inside("globalThis.__planted === true"), tab.pause)

    with driver.running(playwright, spoilt, tmp_path, chromium, MONDAY) as extension:
        extension.store(**ENTERED)
        for number, planted in enumerate([*PLANTED, ""]):
            found = without_host(noticed(extension, done, str(number)))
            assert (found != without_host(sound)) == bool(planted), planted


def test_no_public_text_speaks_of_not_being_noticed(built: Path) -> None:
    words = ("undetect", "stealth", "invisible to", "detection", "avoid being")
    root = Path(__file__).parents[3]
    texts = [
        root / "README.md",
        root / "PRIVACY.md",
        root / "extension" / "README.md",
        root / "rules" / "words.yaml",
    ]
    texts += [*(built / "chromium" / "pages").rglob("*.html"), built / "chromium" / "manifest.json"]
    for path in texts:
        text = path.read_text("utf-8").lower()
        assert [word for word in words if word in text] == [], path
