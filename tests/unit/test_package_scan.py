"""Nothing in the packages could reach a network, make code from text, or make a page from text."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.checks import TOOLS

FORBIDDEN = {
    "network": r"\bfetch\b|XMLHttpRequest|WebSocket|WebTransport|EventSource|sendBeacon|RTCPeerConnection|\bFontFace\b"
    r"|\bnew\s+(Image|Audio|Worker|SharedWorker)\b|navigator\.serviceWorker|\bpreconnect\b|dns-prefetch|\bping=",
    "an address that is loaded": r"\.(src|srcset|href|action|formAction|poster|data|background)\s*=(?!=)"
    r"|\b(src|srcset|formAction|poster)\s*:|[\"'`](src|srcset|formaction|poster)[\"'`]|setAttribute\(\s*[\"'`](href|action|data)\b"
    r"|<(form|button|input)\b[^>]*\b(form)?action=|\bhttp-equiv=[\"']?refresh|<base\b",
    "another page": r"\blocation\s*=(?!=)|\blocation\.(assign|replace)\b|\bnavigation\.\w|\bwindow\.open\b"
    r"|open(?<![\w.]open)(?<!function open)\(\s*[^)\s]|chrome\.(tabs\.(create|update|duplicate)|windows|search)\b|setUninstallURL",
    "an address": r"\b(https?|wss?|ftp):(?=/|\\)|[\"'`]\s*//[\w$]",
    "other people's storage": r"storage\.sync\b|NativeMessag|connectNative|document\.cookie|indexedDB",
    "code from text": r"\beval\b|\bFunction\s*\(|\bset(Timeout|Interval)\s*\(\s*[\"'`]|javascript:|\bimport\s*\(|\bWebAssembly\b"
    r"|executeScript|insertCSS|userScripts|\.script\b",
    "page from text": r"(inner|outer)HTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcdoc"
    r"|setHTML|\bon[a-z]+\s*=\s*[\"']",
    "other people's code": r"<script[^>]*\bsrc=[\"']?(https?:|//)|<link[^>]*\bhref=[\"']?(https?:|//)|@import|\burl\(|image-set\(",
    "wider powers": r"chrome\.(cookies|webRequest|history|tabs\.(executeScript|captureVisibleTab)|debugger|identity"
    r"|downloads|management|scripting|declarativeNetRequest)\b|externally_connectable|web_accessible_resources|host_permissions",
}  # fmt: skip

ALLOWED = {
    # A file of the package itself; the policy allows nothing else.
    "bundle.js": ["fetch(new URL(path, import.meta.url))"],
    # The package's own files, for the document that asks.
    "worker/tabs.js": [
        "chrome.scripting.executeScript({ target, files })",
        # A page of ours.
        "chrome.tabs.create({ url: fragment ? `${address}#${fragment}` : address })",
    ],
    # The one site, and the package's own files, in tabs that are open.
    "site.js": [
        'PAGES = "https://www.linkedin.com/*"',
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
    # A name, which nobody loads.
    "shared/icons.js": [
        'createElementNS("http://www.w3.org/2000/svg", "svg")',
        'createElementNS("http://www.w3.org/2000/svg", "path")',
    ],
    # Words: how the stage is opened where it is a file.
    "shared/served.js": ["open http://localhost:8000.", "öffne http://localhost:8000.", "abre http://localhost:8000."],
    # The site in another language: the link that was pressed, once what is brought along is there.
    "pages/try/share.js": ["location.assign(link.href);"],
    # Links, to be pressed: a source that is cited, a form of ours, and the profile of somebody entered.
    "shared/view.js": ["named.href = url;"],
    "pages/events.js": ["somebody.href = Ui.formAddress(begun);"],
    "pages/dom.js": ["href: `https://www.linkedin.com/in/${encodeURIComponent(slug)}/`"],
    "pages/popup/keys.js": ["a[href^='https://www.linkedin.com/in/']"],
    "pages/popup/popup.js": [
        # Files of the package itself, by their names: they come when they are wanted.
        'import("../capture.js")',
        'import("./selfcheck.js")',
        # Forms of ours.
        'Ui.byId("add")).href = Here.addAddress(stage);',
        'open(href, "_blank", "noopener")',
    ],
    # A function of that name.
    "engine/today/asks.js": ["&& open(application.answers, fact)", "=> open(person.answers, fact)"],
    # The one site, which is asked for when it is wanted.
    "manifest.json": ['"optional_host_permissions": [\n    "https://www.linkedin.com/*"\n  ]'],
}
"""The places where a forbidden word stands, by file, with what surrounds it there; each once."""

SCANNED = (".js", ".html", ".css", ".json", ".svg")


def bare(texts: list[str]) -> list[dict[str, Any]]:
    """Scripts without their comments: for each its `text`, and the places where a statement `ends` in what was given."""
    done = subprocess.run(
        ["node", "bare.mjs"], cwd=TOOLS, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def forbidden(files: Mapping[str, str]) -> Iterator[str]:
    """What must not stand in files of the package, by name, in words; comments of scripts aside."""
    scripts = [name for name in files if name.endswith(".js")]
    left = {name: one["text"] for name, one in zip(scripts, bare([files[name] for name in scripts]), strict=True)}
    for name, text in {**files, **left}.items():
        for place in ALLOWED.get(name, []):
            text = text.replace(place, "", 1)
        for kind, pattern in FORBIDDEN.items():
            for match in re.finditer(pattern, text):
                yield f"{name}: {kind}: {match[0]}"


def package(built: Path, browser: str) -> dict[str, str]:
    """What is scanned of a package. The bundle's texts are data: they quote people."""
    folder = built / browser
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in SCANNED and (path.suffix != ".json" or path.name == "manifest.json")
    }


def test_nothing_in_a_package_reaches_out_or_makes_code_or_pages_from_text(built: Path, node_tools: Path) -> None:
    files, others = (package(built, browser) for browser in ("chromium", "firefox"))
    assert len(files) > 100
    assert list(forbidden(files)) == []
    for name, places in ALLOWED.items():
        for place in places:
            assert files[name].count(place) == places.count(place), f"{name}: what is allowed stands there as often"
    differing = {name: text for name, text in others.items() if files.get(name) != text}
    assert list(forbidden(differing)) == []
    assert len(others) > 100


PLANTED = {
    "x.js": [
        'fetch("https://example.com/");',
        "new XMLHttpRequest();",
        'new WebSocket("wss://example.com");',
        'navigator.sendBeacon("/", "");',
        'eval("1");',
        'new Function("return 1")();',
        'setTimeout("later()", 1);',
        'node.innerHTML = "<b>";',
        'node.insertAdjacentHTML("beforeend", "");',
        "chrome.cookies.getAll({});",
        'await import("./x.js");',
        'document.createElement("img").src = address;',
        "image.srcset = address;",
        'make("img", { src: address });',
        'image["src"] = address;',
        'link.setAttribute("href", address);',
        "link.href = address;",
        "form.action = address;",
        "location = address;",
        "window.location = address;",
        "location.href = address;",
        "location.replace(address);",
        "location.assign(address);",
        "navigation.navigate(address);",
        "window.open(address);",
        "open(address);",
        "chrome.tabs.create({ url: address });",
        "chrome.tabs.update(id, { url: address });",
        "chrome.windows.create({ url: address });",
        "chrome.runtime.setUninstallURL(address);",
        "chrome.storage.sync.set({});",
        'const address = "https://evil.example/?" + document.title;',
        'const address = "//evil.example/";',
        "const address = `http:\\\\evil.example`;",
    ],
    "x.html": [
        '<script src="https://example.com/x.js"></script>',
        '<img src="//example.com/x.png">',
        '<form action="elsewhere">',
        '<base href="elsewhere">',
        '<meta http-equiv="refresh" content="0; url=elsewhere">',
        "<!-- --><script src='https://example.com/x.js'></script>",
    ],
    "x.css": ["@import 'x.css';", "body { background: url(x.png) }", "body { background: image-set('x.png' 1x) }"],
    "manifest.json": ['"host_permissions": ["<all_urls>"]', '"homepage_url": "https://example.com"'],
}
"""By the kind of file: what the scan has to see, each by itself."""


def test_the_scan_sees_what_is_planted(node_tools: Path) -> None:
    for name, all_planted in PLANTED.items():
        kind = name.rpartition(".")[2]
        files = {f"{place}.{kind}": planted for place, planted in enumerate(all_planted)}
        seen = {line.partition(":")[0] for line in forbidden(files)}
        assert [planted for place, planted in files.items() if place not in seen] == []


def test_no_statement_of_any_file_is_taken_for_a_comment(built: Path, node_tools: Path) -> None:
    """Whatever stands before it: what looks like the beginning of a comment may be text."""
    files = {name: text for name, text in package(built, "chromium").items() if name.endswith(".js")}
    planted, wanted = [], []
    for text, one in zip(files.values(), bare(list(files.values())), strict=True):
        ends = sorted(set(one["ends"]), reverse=True)
        for end in ends:
            text = f"{text[:end]}\nplanted;{text[end:]}"
        planted.append(text)
        wanted.append(len(ends))
    assert sum(wanted) > 3000
    left = [one["text"].count("\nplanted;") for one in bare(planted)]
    assert dict(zip(files, left, strict=True)) == dict(zip(files, wanted, strict=True))


def test_what_is_allowed_once_is_seen_twice(node_tools: Path) -> None:
    fetched = 'fetch(new URL(path, import.meta.url)); fetch("/");'
    opened = "chrome.tabs.create({ url: fragment ? `${address}#${fragment}` : address }); chrome.tabs.create({ url: fragment });"
    assert list(forbidden({"bundle.js": fetched, "worker/tabs.js": opened})) == [
        "bundle.js: network: fetch",
        "worker/tabs.js: another page: chrome.tabs.create",
    ]


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_a_package_holds_only_kinds_of_files_that_the_scan_reads_or_that_hold_no_code(
    browser: str, built: Path
) -> None:
    kinds = {path.suffix for path in (built / browser).rglob("*") if path.is_file()}
    assert kinds <= {*SCANNED, ".png", ".md"}
