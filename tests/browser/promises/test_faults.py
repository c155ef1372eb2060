"""When the page, the browser or the storage fails: nothing is lost, nothing is thrown in the page, and it works again after."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, Route, expect

from tests.browser.conftest import MONDAY
from tests.support import chromium as driver
from tests.support.chromium import wait_until
from tests.support.entries import answer, application, records
from tests.support.patience import until

FAILING = """
if (globalThis.chrome?.storage) {
  // The n-th write from now on fails, or each, as with a full disk, or comes to nothing, as when the process dies.
  const real = chrome.storage.local.set.bind(chrome.storage.local);
  globalThis.__writes = 0;
  globalThis.__failAt = 0;
  globalThis.__failAll = false;
  chrome.storage.local.set = async (items, ...rest) => {
    __writes += 1;
    if (__failAll || __writes === __failAt) throw new Error("QUOTA_BYTES quota exceeded");
    return real(items, ...rest);
  };
}
"""

ENTERED = records(application("Example Ltd", "Avery Stone", "Ben Okafor", answers={"outcome": answer("open", MONDAY)}))
STORED = {"settings": {"place": "page"}, "records": ENTERED}

TAMPERED = """<script>
for (const kind of [Element, HTMLElement, Document, Node, EventTarget, Range, DOMRect, Array, String, Map, Promise, Object])
  for (const key of Object.getOwnPropertyNames(kind.prototype)) {
    if (["constructor", "nodeType"].includes(key)) continue;
    const found = Object.getOwnPropertyDescriptor(kind.prototype, key);
    if (typeof found.value === "function" && found.configurable)
      Object.defineProperty(kind.prototype, key, { ...found, value() { throw new Error("tampered: " + key); } });
  }
window.showPopover = window.MutationObserver = window.requestAnimationFrame = window.CSSStyleSheet = undefined;
</script>"""


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[driver.Extension]:
    folder = tmp_path_factory.mktemp("faults")
    with driver.running(playwright, built / "chromium", folder, chromium, MONDAY, FAILING) as running:
        yield running


@pytest.fixture
def extension(browser: driver.Extension) -> driver.Extension:
    """With two people entered, and no tab open but an empty one."""
    browser.begin_with_one_tab()
    worker = alive(browser)
    worker.evaluate("__failAt = 0, __failAll = false, 0")
    worker.evaluate("(items) => chrome.storage.local.clear().then(() => chrome.storage.local.set(items))", STORED)
    browser.settle()
    return browser


def alive(extension: driver.Extension) -> Any:
    """The worker, which the browser starts again when it was stopped and something is asked of it."""
    extension.worker = until("a worker", lambda: extension.context.service_workers, extension.pause)[0]
    return extension.worker


# Hostile pages


def test_a_page_with_the_strictest_policy(extension: driver.Extension) -> None:
    policy = "default-src 'none'; script-src 'none'; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    body = (
        (driver.SHAPES / "sdui-profile-connect.en.html").read_text("utf-8").replace("avery-stone-1a2b3c", "avery-stone")
    )

    def strict(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": policy})

    tab = extension.visit("/in/avery-stone/", "<p>")
    tab.page.unroute_all()
    tab.page.route(f"{driver.LINKEDIN}/**", strict)
    said: list[str] = []
    tab.page.on("console", lambda message: said.append(message.text))
    tab.page.reload()
    chip = tab.wait_for_chip("until you've met")
    assert chip.height >= 24, "it has its style"
    tab.click(chip)
    tab.tip()
    assert [line for line in said if "chrome-extension:" in line] == []


def test_a_page_that_tampers_with_prototypes(extension: driver.Extension) -> None:
    body = (
        (driver.SHAPES / "sdui-profile-connect.en.html").read_text("utf-8").replace("avery-stone-1a2b3c", "avery-stone")
    )
    tab = extension.visit("/in/avery-stone/", body.replace("<head>", f"<head>{TAMPERED}", 1))
    tab.click(tab.wait_for_chip("until you've met"))
    assert "Meet first" in tab.tip()


def test_a_page_that_strips_popovers_and_hides_strange_elements(extension: driver.Extension) -> None:
    tab = extension.visit("/in/avery-stone/", profile())
    tab.wait_for_chip()
    shown = [chip.words for chip in tab.chips()]
    tab.page.evaluate(
        "() => { const host = document.documentElement.lastElementChild; host.removeAttribute('popover'); host.hidden = true;"
        " host.style.cssText = 'display: none !important; visibility: hidden !important'; host.setAttribute('inert', ''); }"
    )
    tab.rest()
    assert [chip.words for chip in tab.chips()] == shown, "no page's style reaches in"
    tab.page.evaluate("document.documentElement.lastElementChild.remove()")
    tab.look()
    tab.click(tab.wait_for_chip())
    assert "Meet first" in tab.tip()


def profile() -> str:
    return (
        (driver.SHAPES / "sdui-profile-connect.en.html").read_text("utf-8").replace("avery-stone-1a2b3c", "avery-stone")
    )


# The worker


def stop_worker(extension: driver.Extension) -> None:
    """Stop the worker as the browser does when it has been idle."""
    page = extension.context.new_page()
    page.goto(f"chrome-extension://{extension.id}/pages/welcome/welcome.html")
    cdp = extension.context.new_cdp_session(page)
    cdp.send("ServiceWorker.enable")

    def is_stopped() -> bool:
        # The page itself asks the worker, which begins again.
        cdp.send("ServiceWorker.stopAllWorkers")
        return page.evaluate("chrome.runtime.getContexts({ contextTypes: ['BACKGROUND'] })") == []

    until("the worker to be stopped", is_stopped, lambda seconds: page.wait_for_timeout(seconds * 1000))
    page.close()


def test_the_worker_is_stopped_before_every_step(extension: driver.Extension) -> None:
    tab = extension.visit("/in/avery-stone/", profile())
    tab.page.bring_to_front()
    chip = tab.wait_for_chip("until you've met")
    stop_worker(extension)
    tab.page.bring_to_front()
    tab.click(chip)
    assert "Meet first" in tab.tip()
    for keys, done in ((["remind"], "r.people['avery-stone'].reminder"), (["hide", "hide-now"], "s.hidden")):
        stop_worker(extension)
        tab.page.bring_to_front()
        for key in keys:
            press(tab, key)
        found = f"chrome.storage.local.get(null).then(({{ records: r, settings: s }}) => !!({done}))"
        until(f"what “{keys[-1]}” does", lambda found=found: alive(extension).evaluate(f"() => {found}"), tab.pause)


def press(tab: driver.Tab, key: str) -> None:
    """Press a button of the open tip by the keyboard."""
    tab.press(f"[data-key={key}]", by_key=True)


# The storage

WRITERS = {
    "an entry": "Store.update((stored) => { stored.people['avery-stone'].name = 'Ada'; })",
    "an entry that can be taken back": "Store.update((stored) => { delete stored.people['avery-stone']; }, { word: 'undo-person', name: 'Avery' })",
    "a setting": "Store.updateSettings((settings) => { settings.place = 'toolbar'; })",
    "a draft": "Store.saveDraft('new', { company: 'Fable' })",
    "the end of what can be taken back": "Store.dropUndo(true)",
    "beginning afresh": "Store.startAfresh()",
    "taking back": "Store.undos().then(([first]) => Store.takeBack(first.at))",
}
"""Everything that writes, one write each."""


@pytest.mark.parametrize("what", WRITERS)
def test_a_write_that_fails_changes_nothing_and_is_made_good_by_the_next(
    extension: driver.Extension, what: str
) -> None:
    page = extension.open("options.html")
    page.evaluate(
        "Store.update((stored) => { delete stored.people['ben-okafor']; }, { word: 'undo-person', name: 'Ben' })"
    )
    before = extension.stored()
    page.evaluate("__writes = 0, __failAt = 1, 0")
    said = page.evaluate(f"{WRITERS[what]}.then(() => 'done', (error) => error.message)")
    assert said != "done"
    assert extension.stored() == before
    page.evaluate("__failAt = 0")
    assert page.evaluate(f"{WRITERS[what]}.then(() => 'done', (error) => error.message)") == "done"
    assert extension.stored() != before


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_form_whose_writes_fail_keeps_what_was_typed(extension: driver.Extension, nth: int) -> None:
    page = extension.open("person.html")
    page.evaluate(f"__writes = 0, __failAt = {nth}, 0")
    page.locator("[name=company]").fill("Fable & Sons")
    wait_until(page, "__writes > 0")
    page.locator("[name=name]").fill("Cleo Marsh")
    wait_until(page, "__writes > 1")
    page.locator("button.main").click()
    page.wait_for_function(
        "() => ['saved', 'problem', 'problems'].some((id) => document.getElementById(id)?.textContent)"
    )
    if page.locator("#saved").inner_text() == "":
        expect(page.locator("#problem, #problems").first).not_to_be_empty()
        assert page.locator("[name=company]").input_value() == "Fable & Sons"
        page.evaluate("__failAt = 0")
        page.locator("button.main").click()
    expect(page.locator("#saved")).not_to_be_empty()
    names = [person["name"] for person in extension.stored()["records"]["people"].values()]
    assert sorted(names) == ["Avery Stone", "Ben Okafor", "Cleo Marsh"]


def test_an_answer_that_cannot_be_stored_is_said_not_to_be(extension: driver.Extension) -> None:
    tab = extension.visit("/in/avery-stone/", profile())
    tab.click(tab.wait_for_chip())
    tab.tip()
    before = extension.stored()["records"]
    # Each, since the page may teach another address meanwhile.
    alive(extension).evaluate("__failAll = true")
    press(tab, "remind")
    tab.wait_for("root.querySelector('.tip .status').textContent.startsWith('Nothing was saved')")
    assert extension.stored()["records"] == before
    alive(extension).evaluate("__failAll = false")
    press(tab, "remind")
    tab.wait_for("root.querySelector('[data-key=remind]').ariaPressed === 'true'")


JUNK: list[Any] = [None, 7, "x" * 600, [None], {"a": {"b": 1}}, "2026-99-99T99:99"]


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in what is stored."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [place for key in keys for place in ((*path, key), *places(value[key], (*path, key)))]


READ = """async (variants) => {
  const sorted = (value) => (value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : Array.isArray(value) ? value.map(sorted) : value);
  const wrong = [];
  for (const [path, stored] of variants) {
    await chrome.storage.local.clear();
    await chrome.storage.local.set(stored);
    try {
      const given = await Store.load();
      await Store.undos();
      await Store.draft("new");
      for (const person of Object.values(given.records.people)) {
        const steps = Timeline.steps(CORE, given.records, person, Date.now(), []);
        Chip.face(CORE, "en", person, steps, Date.now(), given.records.zone);
        Quiet.hidden(given.settings, person, steps[0].outcome);
      }
      Quiet.until(given.records, given.settings, Date.now());
      Words.locale(CORE.locales, given.settings.locale);
    } catch (error) {
      wrong.push([path, error.stack.split("\\n").slice(0, 3).join(" ")]);
    }
    const after = await chrome.storage.local.get(null);
    if (JSON.stringify(sorted(after)) !== JSON.stringify(sorted(stored))) wrong.push([path, "reading changed what is stored"]);
  }
  return wrong;
}"""


def test_every_value_may_be_corrupt(extension: driver.Extension, full: bool) -> None:
    """Key by key, whatever stands there instead is read without an error, and left as it is.

    Deep in the records every place has one kind of junk, in turn; with `--full` all of them, as the others have.
    """
    whole: dict[str, Any] = {
        **copy.deepcopy(STORED),
        "settings": {
            "place": "page",
            "locale": "de",
            "pausedUntil": 1,
            "hidden": {"avery-stone": "wait"},
            "name": "Me",
        },
        "drafts": {"new": {"company": "x"}},
        "undo": [{"at": int(MONDAY.timestamp() * 1000), "word": "undo-person", "before": {}}],
        "backup": {"at": 1, "records": {}},
    }
    whole["records"]["people"]["avery-stone"] |= {
        "otherProfiles": ["x"],
        "aliases": {"avery-stone": ["ACoAAB"]},
        "reminder": {"verdict": "wait", "due": "2026-03-13T15:00:00Z"},
        "answers": {"thanked": answer("yes", MONDAY)},
    }
    variants = []
    for number, path in enumerate(places(whole)):
        for junk in JUNK if full or len(path) <= 2 else (JUNK[number % len(JUNK)],):
            broken = copy.deepcopy(whole)
            at = broken
            for key in path[:-1]:
                at = at[key]
            at[path[-1]] = junk
            variants.append((json.dumps([*path, str(junk)[:20]]), broken))
    assert len(variants) > (300 if full else 100)
    page = extension.open("popup.html")
    # The worker settles reminders after each change; here it waits until the page is closed.
    page.evaluate(
        "new Promise((held) => navigator.locks.request('reminders', () => { held(); return new Promise(() => {}); }))"
    )
    assert driver.with_engine(page).evaluate(READ, variants) == []


KEYS = ("settings", "records", "drafts", "undo", "backup")


@pytest.mark.parametrize(("keys", "junk"), [*(([key], "x") for key in KEYS), (KEYS, [])], ids=str)
def test_pages_open_whatever_a_key_holds(extension: driver.Extension, keys: Sequence[str], junk: Any) -> None:
    extension.store(**dict.fromkeys(keys, junk))
    for name in ("popup", "options"):
        page = extension.context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error, errors=errors: errors.append(str(error)))  # type: ignore[misc]
        page.goto(extension.url(f"{name}.html"))
        driver.alive(page)
        assert errors == [], name
        page.close()


def test_a_migration_that_is_interrupted_is_made_again(extension: driver.Extension) -> None:
    old = copy.deepcopy(ENTERED) | {"format": 1}
    old["rounds"]["round-example-ltd"]["status"] = ""
    extension.store(records=old)
    page: Page = extension.open("options.html")
    page.evaluate("__writes = 0, __failAt = 1, 0")
    change = "Store.update((stored) => { stored.touched = true; }).then(() => 'done', (error) => error.message)"
    assert page.evaluate(change) == "full"
    assert extension.stored()["records"] == old
    assert "backup" not in extension.stored()
    page.evaluate("__failAt = 0")
    assert page.evaluate(change) == "done"
    assert extension.stored()["backup"]["records"] == old
    assert extension.stored()["records"]["format"] == 2
