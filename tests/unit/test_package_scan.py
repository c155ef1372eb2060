"""Nothing in the packages could reach a network, make code from text, or make a page from text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FORBIDDEN = {
    "network": r"\bfetch\b|XMLHttpRequest|WebSocket|WebTransport|EventSource|sendBeacon|RTCPeerConnection"
    r"|\bnew\s+(Image|Audio|Worker|SharedWorker)\b|navigator\.serviceWorker|\bpreconnect\b|dns-prefetch|\bping=",
    "code from text": r"\beval\b|\bFunction\s*\(|\bset(Timeout|Interval)\s*\(\s*[\"'`]|javascript:|\bimport\s*\(|\bWebAssembly\b"
    r"|executeScript|insertCSS|userScripts|\.script\b",
    "page from text": r"(inner|outer)HTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcdoc"
    r"|setHTML|\bon[a-z]+\s*=\s*[\"']",
    "other people's code": r"<script[^>]*\bsrc=[\"']?(https?:|//)|<link[^>]*\bhref=[\"']?(https?:|//)|@import|\burl\(",
    "wider powers": r"chrome\.(cookies|webRequest|history|tabs\.(executeScript|captureVisibleTab)|debugger|identity"
    r"|downloads|management|scripting|declarativeNetRequest)\b|externally_connectable|web_accessible_resources|host_permissions",
}  # fmt: skip

ALLOWED = {
    # A file of the package itself; the policy allows nothing else.
    "bundle.js": ["fetch(new URL(path, import.meta.url))"],
    # Files of the package itself, by their names: they come when they are wanted.
    "pages/popup/popup.js": ['import("../capture.js")', 'import("./selfcheck.js")'],
    # The package's own files, for the document that asks.
    "worker/tabs.js": ["chrome.scripting.executeScript({ target, files })"],
    # What the package's own manifest asks for is read; and the package's own files, in tabs that are open.
    "site.js": [
        "const { optional_host_permissions: askedFor = [], host_permissions: given = [] } = chrome.runtime.getManifest()",
        "chrome.scripting.executeScript({ target: { tabId, allFrames: true }, files })",
        "chrome.scripting.executeScript({ target: { tabId, ...there }, files })",
        "chrome.scripting.executeScript({ target: { tabId, allFrames: true }, files })",
    ],
    # What is registered for LinkedIn's pages, and what is not any more.
    "worker/access.js": [
        "chrome.scripting.getRegisteredContentScripts()",
        "chrome.scripting.unregisterContentScripts({ ids: strangers })",
        "chrome.scripting.registerContentScripts(missing)",
        "chrome.scripting.unregisterContentScripts()",
        "chrome.scripting.registerContentScripts(wants)",
    ],
    # The one site, which is asked for when it is wanted.
    "manifest.json": ['"optional_host_permissions": [\n    "https://www.linkedin.com/*"\n  ]'],
}
"""The places where a forbidden word stands, by file, with what surrounds it there; each once."""

COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*|<!--.*?-->", re.DOTALL)


def forbidden(name: str, text: str) -> Iterator[str]:
    """What must not stand in a file of the package, in words; comments aside."""
    bare = COMMENT.sub("", text)
    for place in ALLOWED.get(name, []):
        bare = bare.replace(place, "", 1)
    for kind, pattern in FORBIDDEN.items():
        for match in re.finditer(pattern, bare):
            yield f"{name}: {kind}: {match[0]}"


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_nothing_in_a_package_reaches_out_or_makes_code_or_pages_from_text(browser: str, built: Path) -> None:
    folder = built / browser
    scanned = [path for path in sorted(folder.rglob("*")) if path.suffix in (".js", ".html", ".css", ".json", ".svg")]
    assert len(scanned) > 20
    found = [
        line
        for path in scanned
        if path.suffix != ".json" or path.name == "manifest.json"  # the bundle's texts are data: they quote people
        for line in forbidden(path.relative_to(folder).as_posix(), path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        'fetch("https://example.com/");',
        "new XMLHttpRequest();",
        'new WebSocket("wss://example.com");',
        'navigator.sendBeacon("/", "");',
        'eval("1");',
        'new Function("return 1")();',
        'setTimeout("later()", 1);',
        'node.innerHTML = "<b>";',
        'node.insertAdjacentHTML("beforeend", "");',
        '<script src="https://example.com/x.js"></script>',
        "@import 'https://example.com/x.css';",
        "body { background: url(https://example.com/x.png) }",
        "chrome.cookies.getAll({});",
        'await import("./x.js");',
        '"host_permissions": ["<all_urls>"]',
    ],
)
def test_the_scan_sees_what_is_planted(planted: str) -> None:
    assert list(forbidden("content/controls/dom.js", planted))


def test_the_scan_reads_every_file_to_its_end(built: Path) -> None:
    for path in sorted((built / "chromium").rglob("*.js")):
        assert list(forbidden("x.js", path.read_text("utf-8") + "\nplanted = eval;")), path


def test_a_second_fetch_in_the_one_file_that_has_one_is_seen() -> None:
    text = 'fetch(new URL(path, import.meta.url)); fetch("https://example.com/");'
    assert list(forbidden("bundle.js", text)) == ["bundle.js: network: fetch"]


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_a_package_holds_only_kinds_of_files_that_the_scan_reads_or_that_hold_no_code(
    browser: str, built: Path
) -> None:
    kinds = {path.suffix for path in (built / browser).rglob("*") if path.is_file()}
    assert kinds <= {".js", ".html", ".css", ".json", ".svg", ".png", ".md"}
