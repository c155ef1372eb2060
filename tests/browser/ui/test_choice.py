"""Where advice appears: the browser's question, its refusal, an answer that never comes, and access that is taken away."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import MONDAY
from tests.browser.ui.conftest import Pages
from tests.support import chromium as driver
from tests.support import firefox as fox
from tests.support.chromium import wait_until
from tests.support.copies import make_copy
from tests.support.entries import application, records
from tests.support.patience import until
from tests.unit.test_errors import etiquette

EXAMPLE = application("Example Ltd", "Avery Stone")
LACKING = "You chose advice beside Connect, but this browser does not let us open LinkedIn's pages."
NOWHERE = "These rules know no page of LinkedIn. The advice is in the toolbar, and nothing is put into any page."
ASKING = "The browser now asks you whether we may open LinkedIn's pages."
REFUSED = "The browser did not allow it, so nothing has changed and the choice is still yours."

ANSWERS = """
  let allowed = false;
  globalThis.__asked = [];
  chrome.permissions.contains = async () => allowed;
  chrome.permissions.remove = async () => { allowed = false; return true; };
  chrome.permissions.request = async (wanted) => { __asked.push(wanted); return (allowed = __asked.length > 1); };
"""
"""The browser's own question is answered in its stead: first with no, then with yes."""


def test_a_refusal_leaves_the_choice_open(playwright: Playwright, built: Path, chromium: str, tmp_path: Path) -> None:
    with running(playwright, built, chromium, tmp_path) as extension:
        extension.store(records=records(EXAMPLE))
        page = extension.context.new_page()
        page.add_init_script(ANSWERS)
        page.goto(extension.url("welcome.html"))
        driver.alive(page)
        button = page.locator("#page")
        expect(button).to_have_text("Beside Connect")
        button.click()
        expect(page.locator("#chosen")).to_contain_text(REFUSED)
        expect(button).to_have_attribute("aria-pressed", "false")
        expect(page.locator("#next")).to_be_hidden()
        assert extension.stored()["settings"] == {}, "nothing nags, and nothing is remembered"
        button.click()
        expect(page.locator("#chosen")).to_contain_text("Advice will stand beside Connect")
        assert extension.stored()["settings"] == {"place": "page"}
        assert page.evaluate("__asked") == [{"origins": ["https://www.linkedin.com/*"]}] * 2
        assert not extension.is_there(), "what a page believes is not what is: the browser allowed nothing"


def test_an_unanswered_question_blocks_nothing(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path
) -> None:
    """Chromium without a window puts its question to nobody: that is one that is ignored."""
    with running(playwright, built, chromium, tmp_path) as extension:
        extension.store(records=records(EXAMPLE))
        page = extension.welcome()
        page.locator("#page").click()
        expect(page.locator("#chosen")).to_have_text(ASKING)
        expect(page.locator("#page")).to_be_disabled()
        expect(page.locator("#toolbar")).to_be_enabled()
        wished = {"wish": "page"}
        until("the wish", lambda: extension.stored().get("settings") == wished, extension.pause, extension.stored)
        page.evaluate("dispatchEvent(new Event('focus'))")
        expect(page.locator("#page")).to_be_enabled()
        page.close()
        # The answer comes when the page is gone: here from the browser's own page.
        extension.allow()
        other = extension.open("options.html")
        assert extension.stored()["settings"] == {"wish": "page"}
        answer = "chrome.permissions.request({ origins: ['https://www.linkedin.com/*'] })"
        cdp = extension.context.new_cdp_session(other)
        cdp.send("Runtime.evaluate", {"expression": answer, "userGesture": True, "awaitPromise": True})
        until(
            "the choice", lambda: extension.stored()["settings"] == {"place": "page"}, extension.pause, extension.stored
        )
        extension.settle()
        assert extension.is_there()


def test_popup_and_options_say_it_in_a_line(playwright: Playwright, built: Path, chromium: str, tmp_path: Path) -> None:
    """Wish and permission are compared whenever a page of ours opens; what was stored is not taken for what is."""
    with running(playwright, built, chromium, tmp_path) as extension:
        extension.store(records=records(EXAMPLE), settings={"place": "page"})
        assert not extension.is_there()
        popup = extension.open("popup.html")
        notice = popup.locator("#notices .notice")
        expect(notice).to_have_count(1)
        expect(notice.locator("p").first).to_have_text(LACKING)
        link = notice.locator("a.button")
        expect(link).to_have_text("Show advice beside Connect")
        assert str(link.get_attribute("href")).endswith("/welcome/welcome.html#choice")
        assert link.get_attribute("target") == "_blank", "the window of the toolbar closes as the browser asks"
        popup.locator("#selfcheck summary").evaluate("(summary) => summary.click()")
        expect(popup.locator("#selfcheck .reason")).to_contain_text(
            "this browser does not let us open LinkedIn's pages"
        )
        for name in ("options.html", "welcome.html"):
            page = extension.open(name)
            expect(page.locator("#chosen")).to_have_text(LACKING)
            expect(page.locator("#access button")).to_have_count(1)
        mended(extension, page)
        # And the other press gives back what only the first one needed.
        page.locator("#toolbar").click()
        expect(page.locator("#toolbar")).to_have_attribute("aria-pressed", "true")
        assert not page.evaluate("chrome.permissions.contains({ origins: ['https://www.linkedin.com/*'] })")
        assert extension.stored()["settings"] == {"place": "toolbar"}
        extension.settle()
        assert not extension.is_there()
        assert extension.open("popup.html").locator("#notices .notice").count() == 0, "not where nothing is wished"


def mended(extension: driver.Extension, page: Page) -> None:
    """One press puts it right, on every page that is open."""
    extension.allow()
    page.bring_to_front()
    page.locator("#allow").click()
    expect(page.locator("#chosen")).to_contain_text("Advice will stand beside Connect")
    expect(page.locator("#access button")).to_have_count(0)
    wait_until(page, "typeof Access === 'object' && Access.isWanted()")
    extension.settle()
    assert extension.is_there()


def running(playwright: Playwright, built: Path, program: str, folder: Path) -> AbstractContextManager[Any]:
    """Chromium with the manifest as it is built."""
    return driver.running(playwright, built / "chromium", folder, program, MONDAY, granted=False)


def test_firefox_asks_beside_the_page(built: Path, firefox: str, tmp_path: Path) -> None:
    """Its question is not modal: the page goes on. And what an administrator preset is a wish like any other."""
    preset = tmp_path / "home" / ".mozilla" / "managed-storage"
    preset.mkdir(parents=True)
    data = {"name": fox.ID, "description": "a preset", "type": "storage", "data": {"place": "page"}}
    (preset / f"{fox.ID}.json").write_text(json.dumps(data), "utf-8")
    copy = make_copy(built / "firefox", tmp_path / "extension", MONDAY, fox.ASK, granted=False)
    ask = 'user_pref("extensions.webextOptionalPermissionPrompts", true);\n'
    with fox.running(copy, firefox, ask, fox.SYSTEM, home=tmp_path / "home") as browser:
        tab = browser.wait_for_tab("/pages/welcome/welcome.html")
        said = "document.querySelector('#chosen').textContent"
        browser.wait_until(tab, f"{said} === {json.dumps(LACKING)}")
        assert browser.run(tab, "document.querySelectorAll('#access button').length") == 1
        browser.press_on(tab, "#allow")
        browser.wait_until(tab, f"{said} === {json.dumps(ASKING)}")
        assert browser.run(tab, "document.querySelector('#page').disabled && document.querySelector('#allow').disabled")
        shown = "document.getElementById('notification-popup-box') !== null && PopupNotifications.panel.state"
        until("Firefox's question", lambda: browser.privileged(shown) in ("open", "showing"), browser.pump)
        browser.press_on(tab, "#toolbar")
        browser.wait_until(tab, f"{said}.startsWith('Advice will be in the toolbar only.')")
        browser.settle(tab)
        assert browser.run(tab, "chrome.storage.local.get('settings')") == {"settings": {"place": "toolbar"}}


def test_rules_without_a_page_offer_no_choice_and_say_so(
    playwright: Playwright, chromium: str, screenshots: Path, tmp_path: Path
) -> None:
    assert etiquette("new", tmp_path / "rules").exit_code == 0
    assert etiquette("build", "--rules", tmp_path / "rules", "--out", tmp_path / "built").exit_code == 0
    with running(playwright, tmp_path / "built", chromium, tmp_path) as extension:
        page = extension.welcome()
        expect(page.locator("#chosen")).to_have_text(NOWHERE)
        expect(page.locator("#question")).to_have_text("Where advice appears")
        expect(page.locator("#next")).to_be_visible()
        page.screenshot(path=screenshots / "welcome-without-pages.png", full_page=True)
        shown = {"welcome.html": page.inner_text("main")}
        for name in ("options.html", "popup.html", "person.html", "try.html"):
            tab = extension.open(name)
            driver.alive(tab)
            # What is kept, read and asked for is said of all that it may do, in the same words everywhere.
            tab.evaluate("document.getElementById('privacy')?.remove()")
            shown[name] = tab.inner_text("main")
            expect(tab.locator("#page, #allow")).to_have_count(0)
        assert NOWHERE in shown["options.html"]
        for name, text in shown.items():
            for offer in ("Beside Connect", "beside Connect", "User Agreement"):
                assert offer not in text, (name, offer)
        assert extension.stored().get("settings", {}) == {}, "nothing was chosen: there is nothing to choose"


OPENED = f"""(async () => {{
  const {{ ExtensionParent }} = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
  const {{ extension }} = WebExtensionPolicy.getByID("{fox.ID}");
  await ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
  return true;
}})()"""
"""The person presses the extension's button in Firefox's toolbar."""

GLANCE = """(async () => {
  const [{ id }] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  await Site.bring(id, await Bundle.scripts(), "glance");
  return Site.glance(id);
})().catch((error) => String(error))"""
"""What “What do you see on this page?” does in toolbar-only mode, over the tab that is in front."""


def test_in_the_toolbar_only_one_look_is_lent(built: Path, firefox: str, tmp_path: Path) -> None:
    copy = make_copy(built / "firefox", tmp_path / "extension", MONDAY, fox.ASK, granted=False)
    with fox.running(copy, firefox, "", fox.SYSTEM) as browser:
        welcome = browser.wait_for_tab("/pages/welcome/welcome.html")
        browser.wait_until(welcome, "document.querySelector('main')?.ariaBusy === 'false'")
        browser.store(welcome, {"settings": {"place": "toolbar"}, "records": records(EXAMPLE)})
        browser.bodies["/in/avery-stone/"] = (driver.SHAPES / "sdui-profile-connect.en.html").read_text("utf-8")
        tab = browser.new_tab()
        browser.go(tab, f"{driver.LINKEDIN}/in/avery-stone/")
        before = browser.run(tab, "document.documentElement.outerHTML.length")
        refused = browser.run(welcome, GLANCE)
        assert isinstance(refused, str), f"nothing is read before the toolbar is opened: {refused}"
        assert browser.privileged(OPENED) is True
        seen = until("what is lent", lambda: lent(browser, welcome), browser.pump)
        assert [line["who"] for line in seen[0]["controls"]][:1] == ["Avery Stone"]
        assert {"clue", "state", "inView"} <= seen[0]["controls"][0].keys()
        assert browser.run(tab, "document.documentElement.outerHTML.length") == before, "nothing is left in the page"
        assert browser.run(welcome, "chrome.scripting.getRegisteredContentScripts()") == []
        browser.go(tab, f"{driver.LINKEDIN}/feed/?elsewhere")
        browser.go(tab, "about:blank")
        assert isinstance(browser.run(welcome, GLANCE), str), "it was lent for this page"


def lent(browser: fox.Firefox, welcome: str) -> Any:
    found = browser.run(welcome, GLANCE)
    return None if isinstance(found, str) else found


def test_what_was_looked_up_before_the_choice_is_not_shown_after_it(ui: Pages) -> None:
    """What is preset a browser may tell late, when somebody has chosen long since."""
    ui.begin(place=None)
    page = ui.page("welcome.html")
    page.evaluate(
        "() => { chrome.storage.managed.get = () => new Promise((done) => { globalThis.__tell = () => done({}); }); }"
    )
    page.evaluate("() => Store.updateSettings((stored) => { stored.sign = true; })")
    wait_until(page, "globalThis.__tell")
    page.locator("#toolbar").click()
    expect(page.locator("#toolbar")).to_have_attribute("aria-pressed", "true")
    said = page.locator("#chosen").text_content()
    assert said
    page.evaluate("async () => { __tell(); await new Promise((done) => setTimeout(done)); }")
    expect(page.locator("#toolbar")).to_have_attribute("aria-pressed", "true")
    assert page.locator("#chosen").text_content() == said
