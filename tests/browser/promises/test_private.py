"""What is entered stays here: while the extension is at work everywhere, nothing but LinkedIn's own page is asked for."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from connect_etiquette.output import published_schema
from jsonschema import Draft202012Validator
from playwright.sync_api import Playwright, expect

from tests.browser.conftest import MONDAY
from tests.support import chromium as driver
from tests.support.browsers import NOWHERE
from tests.support.entries import application, records
from tests.unit.test_privacy import KEPT, SESSION, SETTINGS, STORED

TOUCHED = """
globalThis.__touched = [];
if (typeof document === "object") {
  const note = (what) => __touched.push([what, navigator.userActivation.isActive]);
  for (const name of ["writeText", "write", "readText", "read"]) {
    const real = navigator.clipboard?.[name];
    if (real) navigator.clipboard[name] = (...given) => { note(`clipboard.${name}`); return real.apply(navigator.clipboard, given); };
  }
}
if (globalThis.chrome?.permissions) {
  const real = chrome.permissions.request;
  chrome.permissions.request = (...given) => { __touched.push(["permissions.request", navigator.userActivation?.isActive]); return real(...given); };
}
"""
"""Prelude for test copies: when the clipboard and permissions were touched, and whether the person had just clicked."""

ELSEWHERE = (
    "async () => ({ sync: await chrome.storage.sync?.get(null) ?? {}, session: await chrome.storage.session?.get(null) ?? {},"
    " local: { ...localStorage }, tab: { ...sessionStorage }, databases: await indexedDB.databases(), caches: await caches.keys(), cookies: document.cookie })"
)
"""Whatever is kept somewhere else than in the extension's own storage."""

STRANGERS = ("Ben Okafor", "ben-okafor")
"""Somebody whose Connect stands on the page, and who is not entered."""

RAIL = (
    '<aside><ul><li><a href="/in/ben-okafor/">Ben Okafor</a>'
    '<a href="/preload/custom-invite/?vanityName=ben-okafor" aria-label="Invite Ben Okafor to connect">Connect</a></li></ul></aside>'
)


@contextmanager
def recorded(
    playwright: Playwright, built: Path, chromium: str, folder: Path, planted: str = ""
) -> Iterator[tuple[driver.Extension, list[str], Path]]:
    """A Chromium that writes its network log; the extension's worker says `planted` too, and may ask for anything then."""
    log = folder / "network.json"
    requests: list[str] = []
    with driver.running(
        playwright,
        built / "chromium",
        folder,
        chromium,
        MONDAY,
        TOUCHED + planted,
        more_arguments=(f"--log-net-log={log}",),
    ) as extension:
        extension.context.on("request", lambda request: requests.append(request.url))
        yield extension, requests, log


def use(extension: driver.Extension) -> dict[str, Any]:
    """Everything that a person does in a week. Returns what is stored in the end."""
    extension.choose()
    extension.enter()
    body = (driver.SHAPES / "sdui-profile-connect.en.html").read_text("utf-8").replace("</main>", f"{RAIL}</main>")
    tab = extension.visit("/in/avery-stone-1a2b3c/", body)
    tab.click(tab.wait_for_chip())
    tab.tip()
    tab.in_root("root.querySelector('details summary').click()")
    tab.page.mouse.wheel(0, 400)
    tab.rest()
    for path in ("/feed/", "/mynetwork/grow/", "/search/results/people/", "/messaging/"):
        extension.visit(path, f"<!doctype html><title>LinkedIn</title><main>{RAIL}</main>").rest()
    for name in ("popup", "everybody", "person", "options", "calendar", "welcome"):
        extension.open(f"{name}.html")
    popup = extension.open("popup.html")
    popup.evaluate("() => void chrome.runtime.sendMessage({ ask: 'nothing that there is' })")
    popup.locator("[data-key=menu]").click()
    popup.locator("#selfcheck summary").click()
    expect(popup.locator("#selfcheck p").first).to_be_visible()
    assert tab.inside("__touched") == []
    return extension.stored()


BROWSERS_OWN = {"accounts.google.com", "android.clients.google.com", "update.googleapis.com"}
"""What Chromium asks for by itself, without any extension too, even with its background traffic off: at its start, and
some minutes later, for push messages, where a slow machine lets it live so long."""


def hosts(log: Path) -> set[str]:
    """The hosts of every request, connection and look-up in a network log of Chromium."""
    # Two lines open the log and two close it, unless the browser was stopped; each between them is one event.
    lines = [line.rstrip(",") for line in log.read_text("utf-8").splitlines() if line.startswith('{"params"')]
    events = [json.loads(line) for line in lines]
    assert len(events) > 10
    found = set()
    for event in events:
        given = event.get("params", {})
        for key in ("url", "host", "original_url"):
            value = given.get(key)
            if (
                isinstance(value, str)
                and value
                and not value.startswith(("data:", "chrome", "about:", "blob:", "devtools:"))
            ):
                found.add(urlsplit(value if "//" in value else f"//{value}").hostname or "")
    return found - {""} - BROWSERS_OWN


@dataclass
class Week:
    """What a week of use left: the requests, all hosts of the network log, and what is kept where."""

    requests: list[str]
    hosts: set[str]
    stored: dict[str, Any]
    elsewhere: dict[str, Any]
    touched: list[list[Any]]
    copied: list[Any]


@pytest.fixture(scope="module")
def week(playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Week:
    with recorded(playwright, built, chromium, tmp_path_factory.mktemp("week")) as (extension, requests, log):
        extension.context.grant_permissions(["clipboard-read", "clipboard-write"])
        stored = use(extension)
        elsewhere = extension.open("options.html").evaluate(ELSEWHERE)
        names = ("popup", "everybody", "options", "calendar", "welcome")
        touched = [extension.open(f"{name}.html").evaluate("__touched") for name in names]
        popup = extension.open("popup.html")
        page = next(page for page in extension.context.pages if "/in/avery-stone-1a2b3c/" in page.url)
        page.bring_to_front()  # The page “under” the popup.
        popup.locator("[data-key=menu]").click()
        popup.locator("#selfcheck summary").click()
        report = popup.locator("#selfcheck button")
        expect(report).to_be_visible()
        touched.append(popup.evaluate("__touched"))
        report.click()
        copied = popup.evaluate("__touched")
    return Week(requests, hosts(log), stored, elsewhere, touched, copied)


def test_nothing_but_linkedins_page_is_asked_for(week: Week) -> None:
    own = {urlsplit(url).hostname for url in week.requests if urlsplit(url).scheme in ("http", "https")}
    assert own == {"www.linkedin.com"}
    assert week.hosts - {NOWHERE} <= {"www.linkedin.com"}


def test_a_planted_request_is_seen(playwright: Playwright, built: Path, chromium: str, tmp_path: Path) -> None:
    """The log would show a request: the policy that forbids it is what this copy of the extension lacks."""
    loose = tmp_path / "loose"
    shutil.copytree(built / "chromium", loose / "chromium")
    manifest = loose / "chromium" / "manifest.json"
    data = json.loads(manifest.read_text("utf-8"))
    del data["content_security_policy"]
    manifest.write_text(json.dumps(data), "utf-8")
    plant = 'if (typeof importScripts === "function") fetch("https://planted.example/leak").catch(() => {});'
    with recorded(playwright, loose, chromium, tmp_path, plant) as (extension, _, log):
        extension.choose()
    assert "planted.example" in hosts(log)


def leaks(stored: dict[str, Any]) -> list[str]:
    """What should not be in storage after `use`."""
    found = [key for key in stored if key not in STORED] + [key for key in stored["settings"] if key not in SETTINGS]
    file = {"kind": "connect-etiquette", "exported": "2026-03-09T08:00Z", **stored["records"]}
    found += [error.message for error in Draft202012Validator(published_schema("records")).iter_errors(file)]
    for kind, section in (("application", "applications"), ("round", "rounds"), ("person", "people")):
        found += [key for entry in stored["records"][section].values() for key in entry if key not in KEPT[kind]]
    found += [person["name"] for person in stored["records"]["people"].values() if person["name"] != "Avery Stone"]
    text = json.dumps(stored, ensure_ascii=False)
    return found + [words for words in (*STRANGERS, "linkedin.com") if words in text]


@pytest.mark.parametrize(
    "planted",
    [
        {"visits": ["/in/avery-stone-1a2b3c/"]},
        {"settings": {"place": "page", "last": "/feed/"}},
        {"drafts": {"seen": "ben-okafor"}},
        {"undo": [{"url": "https://www.linkedin.com/feed/"}]},
    ],
)
def test_a_planted_leak_is_seen(planted: dict[str, Any]) -> None:
    sound = {
        "settings": {"place": "page"},
        "records": records(application("Example Ltd", "Avery Stone")),
    }
    assert leaks(sound) == []
    assert leaks({**sound, **planted}) != []


def test_only_documented_keys_and_only_people_entered_are_stored(week: Week) -> None:
    assert leaks(week.stored) == []
    kept = {where: held for where, held in week.elsewhere.items() if held}
    assert set(kept) == {"session"}, "until the browser is closed"
    session = kept["session"]
    # No reminder was given while storage was full.
    assert set(session) == set(SESSION) - {"begun"}
    assert session["dropped"] == 1, "that a message came which was no question"
    reached = session["reached"]
    assert set(reached) == {"until", "isDone"}
    assert reached["isDone"] is True, "that the open tabs have the scripts"
    for asked in session["asked"].values():
        instants = [one for kind in ("address", "other") for one in asked.pop(kind)]
        assert asked == {}
        for at, who in instants:
            assert isinstance(at, int | float), "how many people were asked about"
            assert re.fullmatch(r"[A-Za-z0-9+/]{8}", who), "by a fingerprint, without names"


def test_the_clipboard_and_permissions_are_touched_by_a_click_only(week: Week) -> None:
    assert not any(week.touched)
    assert week.copied == [["clipboard.writeText", True]]


REFUSED = """
async () => {
  const refused = [];
  addEventListener("securitypolicyviolation", ({ effectiveDirective }) => refused.push(effectiveDirective));
  const planted = "https://planted.example/leak";
  const loaded = (kind, address) => new Promise((done) => {
    const element = document.createElement(kind);
    element.onload = element.onerror = () => done(element.remove());
    Object.assign(element, { [kind === "link" ? "href" : "src"]: planted, rel: "stylesheet" });
    document.head.append(element);
  });
  await fetch(planted).catch(() => {});
  for (const kind of ["img", "link", "iframe"]) await loaded(kind);
  const made = document.createElement("p");
  try { made.innerHTML = "<b>planted</b>"; } catch {}
  // What was refused is told in turns of their own.
  for (let turns = 0; turns < 100 && refused.length < 5; turns++) await new Promise((done) => setTimeout(done, 20));
  return [[...new Set(refused)].sort(), made.childElementCount];
}
"""
"""A page of ours tries to reach another site in four ways, and to make a page from text: what refused each, and what was made."""


def test_what_a_page_of_ours_would_ask_for_is_refused_by_its_policy(extension: driver.Extension) -> None:
    page = extension.open("options.html")
    kinds = ["connect-src", "frame-src", "img-src", "require-trusted-types-for", "style-src-elem"]
    assert page.evaluate(REFUSED) == [kinds, 0]


def test_options_shows_the_statement(extension: driver.Extension) -> None:
    page = extension.open("options.html")
    shown = page.locator("#privacy").inner_text()
    statement = (Path(__file__).parents[3] / "PRIVACY.md").read_text("utf-8").replace("**", "")
    lines = [line.lstrip("#- ") for line in statement.splitlines() if line]
    assert [line.strip() for line in shown.splitlines() if line.strip()] == lines
