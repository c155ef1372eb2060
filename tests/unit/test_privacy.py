"""PRIVACY.md says what is true: its lists are those of the manifest and of the storage, and Options shows its words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from connect_etiquette.output import published_schema

from tests.unit.test_errors import ROOT

STATEMENT = ROOT / "PRIVACY.md"
KEPT = {
    "application": {
        "company": "company",
        "role": "role",
        "answers": "your answers, such as its outcome",
        "askedOver": "when you were asked whether it is over",
        "keep": "whether you wish to keep it",
        "apart": "which similar one you said is another",
    },
    "round": {
        "application": "its application",
        "start": "date, times",
        "end": "date, times",
        "zone": "time zone",
        "who": "who is in it",
        "status": "whether it took place, was moved or cancelled",
        "title": "title",
        "event": "a fingerprint by which a change to the same entry is known",
        "sequence": "a fingerprint by which a change to the same entry is known",
        "reviewed": "what you were asked about it afterwards",
        "passed": "what you were asked about it afterwards",
    },
    "person": {
        "name": "name",
        "profiles": "profile address",
        "otherProfiles": "profiles that you said are somebody else's",
        "aliases": "other addresses of the same profile that LinkedIn shows beside it",
        "applications": "their applications",
        "apart": "whom of the same name you said is somebody else",
        "detail": "something you talked about",
        "reminder": "a reminder if you set one",
        "answers": "your answers, such as their part or whether you thanked them",
    },
}
"""For each thing that the published schema of the storage keeps: the words of PRIVACY.md that say so."""

SETTINGS = {
    "place": "where advice appears",
    "wish": "where advice appears",
    "locale": "the language",
    "pausedUntil": "a pause",
    "hidden": "for whom you hid the advice",
    "later": "what you put off until the next day",
    "name": "your name if you give it",
    "sign": "whether the icon shows a dot",
}
"""The same for settings."""

STORED = {
    "settings": "Settings:",
    "records": "Of an application:",
    "drafts": "Forms you have begun",
    "undo": "what you deleted or replaced, for one more day, or until the browser is started again if it is closed by then",
    "backup": "a copy of your entries from before a new version changed their form",
}
"""The same for the keys of the storage, as `extension/store.js` names them."""

COUNTED = "it is counted, by fingerprints without names and until the browser closes, how many people a tab asked about"
SESSION = {
    "begun": "until the browser closes, which reminders were given while storage was full",
    "asked": COUNTED,
    "salt": COUNTED,
    "reached": "that it has reached LinkedIn's open tabs",
    "dropped": "and how many messages came that were no questions",
}
"""The same for what is kept until the browser is closed."""

STORAGE = re.compile(r"chrome\.storage|(?:local|session)Storage|indexedDB|\bcaches\b|\.cookie\b|cookieStore")
"""Every way in which a script can keep something."""

PERMISSIONS = {
    "https://www.linkedin.com/*": "linkedin.com pages",
    "scripting": "Scripting",
    "storage": "Storage",
    "alarms": "Alarms",
    "activeTab": "Active tab",
    "notifications": "Notifications",
}


def statement() -> str:
    return STATEMENT.read_text("utf-8")


def section(title: str) -> list[str]:
    """The items of the list under a heading."""
    _, _, rest = statement().partition(f"\n## {title}\n")
    return re.findall(r"^- (.*)$", rest.partition("\n## ")[0], re.MULTILINE)


def asked(manifest: dict[str, Any]) -> set[str]:
    """Everything that a manifest asks the browser for."""
    sites = {match for script in manifest.get("content_scripts", []) for match in script["matches"]}
    keys = ("permissions", "optional_permissions", "host_permissions", "optional_host_permissions")
    return sites.union(*(manifest.get(key, []) for key in keys))


def granted(manifest: dict[str, Any]) -> set[str]:
    """What it has as soon as it is installed."""
    return set(manifest["permissions"]) | set(manifest.get("host_permissions", []))


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_its_permissions_are_those_of_the_manifest(browser: str, built: Path) -> None:
    manifest = json.loads((built / browser / "manifest.json").read_text("utf-8"))
    assert [item.partition(":")[0] for item in section("What the permissions are for")] == list(PERMISSIONS.values())
    assert asked(manifest) == set(PERMISSIONS)
    assert granted(manifest) == {"scripting", "storage", "alarms", "activeTab"}
    assert not {"content_scripts", "host_permissions", "externally_connectable"} & manifest.keys(), "no page is read"
    assert manifest["optional_permissions"] == ["notifications"]
    assert manifest["optional_host_permissions"] == ["https://www.linkedin.com/*"]
    assert "web_accessible_resources" not in manifest


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; trusted-types 'none'; require-trusted-types-for 'script'"
)
"""What the browser itself sees to in our pages and the worker: nothing from elsewhere, and nothing made from text."""


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_its_policy_lets_nothing_of_elsewhere_in_and_no_request_out(browser: str, built: Path) -> None:
    manifest = json.loads((built / browser / "manifest.json").read_text("utf-8"))
    assert manifest["content_security_policy"] == {"extension_pages": POLICY}


def test_a_page_that_is_a_web_site_too_brings_the_policy_along() -> None:
    """As far as a page can say it itself."""
    page = (ROOT / "extension" / "pages" / "try" / "try.html").read_text("utf-8")
    bench = (ROOT / "compiler" / "connect_etiquette" / "bench" / "page" / "waiting.html").read_text("utf-8")
    for text in (page, bench):
        (said,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        assert said == POLICY.partition("; trusted-types")[0]


@pytest.mark.parametrize(
    "key", ["permissions", "optional_permissions", "host_permissions", "optional_host_permissions"]
)
def test_a_permission_that_is_planted_is_seen(built: Path, key: str) -> None:
    manifest = json.loads((built / "chromium" / "manifest.json").read_text("utf-8"))
    manifest.setdefault(key, []).append("tabs")
    assert asked(manifest) != set(PERMISSIONS)


def test_everything_that_the_storage_schema_keeps_is_named() -> None:
    parts = published_schema("records")["$defs"]
    for kind, phrases in KEPT.items():
        assert parts[kind]["properties"].keys() == phrases.keys()
        for phrase in phrases.values():
            assert phrase in statement()
    for phrase in [*SETTINGS.values(), *STORED.values(), *SESSION.values()]:
        assert phrase in statement()


def test_the_keys_of_the_storage_are_the_documented_ones() -> None:
    store = (ROOT / "extension" / "store.js").read_text("utf-8")
    assert re.findall(r"^ \* - `(\w+)`", store, re.MULTILINE) == [*STORED, *SESSION]


def keys_of(literal: str) -> set[str]:
    """The keys of an object, or the strings of a list, as a script writes them; anything else is itself."""
    inner = literal.strip()
    while (flat := re.sub(r"(?<=[^\[({])\s*[\[({][^\[\](){}]*[\])}]", " 0", inner)) != inner:
        inner = flat
    if inner.startswith("{"):
        return {part.partition(":")[0].strip() for part in inner.strip("{} ").split(",") if part.strip()}
    return set(re.findall(r'"([^"]*)"', inner)) or {inner}


def kept(store: str) -> dict[str, set[str]]:
    """The keys that `extension/store.js` reads from an area or writes to it; `save` writes several to the first."""
    found: dict[str, set[str]] = {"local": set(), "session": set()}
    for match in re.finditer(r"\b(?:(local|session)\(\)\.(?!setAccessLevel)\w+|await save)\(", store):
        depth, end = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(store[end], 0)
            end += 1
        found[match[1] or "local"] |= keys_of(store[match.end() : end - 1])
    found["local"] |= set(re.findall(r"\bchanged\.(\w+) =", store))
    for literal in re.findall(r"\bchanged = (\{[^}]*\})", store):
        found["local"] |= keys_of(literal)
    (noted,) = re.findall(r"@param \{(\{.*\})\} noted", store)
    for literal in noted.split(" | "):
        found["session"] |= keys_of(literal)
    return found


NOT_WRITTEN_OUT = {"local": {"changed"}, "session": {"noted"}}
"""What is given whole to an area: the keys in it are looked up where it is made."""


def test_every_key_that_is_read_or_written_is_documented() -> None:
    store = (ROOT / "extension" / "store.js").read_text("utf-8")
    documented = {"local": {*STORED}, "session": {*SESSION}}
    assert kept(store) == {area: keys | NOT_WRITTEN_OUT[area] for area, keys in documented.items()}
    # There is no other way to an area than those that were looked for.
    ways = re.findall(r"chrome\.storage\??\.(\w+)", store)
    assert sorted(set(ways)) == ["local", "managed", "onChanged", "session"]
    assert [ways.count(area) for area in documented] == [2, 2], "in the comment at its head, and once"


@pytest.mark.parametrize(
    ("area", "planted"),
    [
        ("local", "local().set({ visited: [1, 2] });"),
        ("local", "await local().set({ drafts: { ...kept }, visited });"),
        ("local", 'await local().get("visited");'),
        ("local", 'await local().remove(["undo", "visited"]);'),
        ("local", "await save({ records: f(a, { b: 1 }), visited: 1 });"),
        ("local", "changed.visited = 1;"),
        ("local", "await local().set(visited);"),
        ("session", "await session().set({ begun: [...names, name], visited: 1 });"),
        ("session", 'const { visited } = await session().get("visited");'),
    ],
)
def test_a_key_that_is_planted_is_seen(area: str, planted: str) -> None:
    store = (ROOT / "extension" / "store.js").read_text("utf-8")
    assert kept(f"{store}\n{planted}")[area] == kept(store)[area] | {"visited"}


def settings_of(records: str) -> tuple[list[str], list[str]]:
    """The settings that `extension/engine/records/records.js` has a type for, and those that it reads."""
    (typed,) = re.findall(r"@typedef \{\{(((?!@typedef).)*?)\}\} Settings\b", records, re.DOTALL)
    (read,) = re.findall(r"^const SETTINGS = \{\n(.*?)^\};", records, re.DOTALL | re.MULTILINE)
    return re.findall(r"(\w+)\?:", typed[0]), re.findall(r"^  (\w+):", read, re.MULTILINE)


def test_every_setting_is_named() -> None:
    records = (ROOT / "extension" / "engine" / "records" / "records.js").read_text("utf-8")
    assert [sorted(names) for names in settings_of(records)] == [sorted(SETTINGS)] * 2
    for known, planted in (("sign?: boolean,", "visited?: string,"), ("\n  sign: (", "\n  visited: isText,")):
        assert known in records
        typed, read = settings_of(records.replace(known, planted + known))
        assert {*typed, *read} == {*SETTINGS, "visited"}


def touching(folder: Path) -> set[str]:
    """The files that touch storage in a way of their own."""
    return {
        path.relative_to(folder).as_posix() for path in folder.rglob("*.js") if STORAGE.search(path.read_text("utf-8"))
    }


def test_one_file_touches_storage_and_where_the_stage_is_a_site_another() -> None:
    assert touching(ROOT / "extension") == {"store.js", "pages/try/share.js"}
    share = (ROOT / "extension" / "pages" / "try" / "share.js").read_text("utf-8")
    # What is remembered if that is ticked, and what is brought to another language and taken out there.
    assert set(STORAGE.findall(share)) == {"localStorage", "sessionStorage"}


def test_a_file_that_keeps_something_by_itself_is_seen(tmp_path: Path) -> None:
    for planted in ("chrome.storage.session.set({ a: 1 });", "document.cookie = 'a=1';", "await caches.open('a');"):
        (tmp_path / "planted.js").write_text(planted, "utf-8")
        assert touching(tmp_path) == {"planted.js"}, planted


def test_options_shows_the_statement_word_for_word() -> None:
    """Each text of the statement stands, whole and in order, in the words that the page names."""
    words = yaml.safe_load((ROOT / "rules" / "words.yaml").read_text("utf-8"))["words"]
    page = (ROOT / "extension" / "pages" / "options" / "options.html").read_text("utf-8")
    _, _, privacy = page.partition('<section id="privacy"')
    shown = [words[key] for key in re.findall(r'data-word="([^"]+)"', privacy.partition("</section>")[0])]
    said = [line.lstrip("#- ").replace("**", "") for line in statement().splitlines() if line]
    assert shown == said
