"""Optional host permissions: twenty pitfalls of other projects, by their numbers, and the tests that each has here.

Those that a browser without a window shows are in `tests/engine/access.test.mjs`, those that need one in `tests/browser/`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "extension"
NODE = "tests/engine/access.test.mjs"
OUTLIVED = "tests/browser/promises/test_outlived.py::test_a_chip_goes_with_what_it_rests_on"
CHOICE = "tests/browser/ui/test_choice.py::test_"
HERE = "tests/unit/test_pitfalls.py::test_"

PITFALLS = {
    1: ("nothing is awaited before the request", [f"{HERE}the_browser_is_asked_before_anything_is_awaited", OUTLIVED]),
    2: ("only in a real tab", [f"{HERE}only_pages_in_a_tab_ask", f"{CHOICE}popup_and_options_say_it_in_a_line"]),
    3: ("the asking page may be gone when the answer comes", [NODE, f"{CHOICE}an_unanswered_question_blocks_nothing"]),
    4: (
        "the prompt may be ignored",
        [f"{CHOICE}an_unanswered_question_blocks_nothing", f"{CHOICE}firefox_asks_beside_the_page"],
    ),
    5: ("the words", [f"{CHOICE}a_refusal_leaves_the_choice_open"]),
    6: ("people close the welcome tab", [f"{CHOICE}popup_and_options_say_it_in_a_line"]),
    7: ("a stored wish is not a permission", [NODE, f"{CHOICE}popup_and_options_say_it_in_a_line"]),
    8: ("an update forgets registrations", [NODE, "tests/browser/promises/test_updated.py::test_an_update_in_firefox"]),
    9: ("off and on fires nothing", [NODE, OUTLIVED]),
    10: ("check-then-register races", [NODE]),
    11: ("registrations outlive what they were made from", [NODE]),
    12: ("no error without permission", [NODE, f"{CHOICE}popup_and_options_say_it_in_a_line"]),
    13: ("tabs that are open", [NODE, OUTLIVED]),
    14: ("orphans", [NODE, OUTLIVED]),
    15: ("access is given and taken outside us", [NODE, OUTLIVED]),
    16: ("never from optional back to required", [f"{HERE}there_is_no_way_back"]),
    17: ("Firefox before 128 knows no optional hosts", [f"{HERE}the_oldest_firefox_knows_optional_hosts"]),
    18: ("Safari", [f"{HERE}nothing_rests_on_what_safari_ignores"]),
    19: ("each permission is used and said", [f"{HERE}each_permission_has_its_code_and_its_sentence"]),
    20: (
        "no surprises",
        [
            f"{HERE}nothing_is_collected_and_neither_way_is_preselected",
            "tests/browser/ui/test_options.py::test_before_the_choice_neither_way_is_preselected",
        ],
    ),
}


def source(path: str) -> str:
    return (EXTENSION / path).read_text("utf-8")


@pytest.mark.parametrize("number", PITFALLS)
def test_each_pitfall_has_its_tests(number: int) -> None:
    for named in PITFALLS[number][1]:
        path, _, function = named.partition("::")
        text = (ROOT / path).read_text("utf-8")
        assert (f"def {function}(" if function else f"pitfall {number}:") in text, named


def test_there_are_twenty() -> None:
    assert list(PITFALLS) == list(range(1, 21))


def test_the_browser_is_asked_before_anything_is_awaited() -> None:
    choice = source("pages/choice.js")
    first = re.findall(r'(?:"click"|"allow"), \(\) => \{\n\s+const answer = Site\.ask\(\);', choice)
    assert len(first) == choice.count("Site.ask()") == 2, "the first statement of what a press does"
    assert "export const ask = () => chrome.permissions.request(ACCESS);" in source("site.js")


def test_only_pages_in_a_tab_ask() -> None:
    asks = {
        path.relative_to(EXTENSION).as_posix()
        for path in EXTENSION.rglob("*.js")
        if re.search(r"Site\.ask\(|permissions\.request\(ACCESS", path.read_text("utf-8"))
    }
    assert asks == {"site.js", "pages/choice.js"}
    users = {path.parent.name for path in EXTENSION.rglob("pages/*/*.js") if "choice.js" in path.read_text("utf-8")}
    assert users == {"welcome", "options"}
    assert '"open_in_tab": true' in source("manifest.json.j2")
    assert not any("windows.create" in path.read_text("utf-8") for path in EXTENSION.rglob("*.js"))


def test_there_is_no_way_back() -> None:
    assert '"host_permissions"' not in source("manifest.json.j2")
    assert "**There is no way back.**" in (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def test_the_oldest_firefox_knows_optional_hosts(built: Path) -> None:
    manifest = json.loads((built / "firefox" / "manifest.json").read_text("utf-8"))
    assert float(manifest["browser_specific_settings"]["gecko"]["strict_min_version"]) >= 128
    assert manifest["optional_host_permissions"] == ["https://www.linkedin.com/*"]


def test_nothing_rests_on_what_safari_ignores() -> None:
    """`excludeMatches` is ignored there; and nobody is told that this runs there."""
    assert "excludeMatches" not in source("worker/access.js")
    assert not re.search(r"Safari|Orion|Kiwi", (ROOT / "README.md").read_text("utf-8"))


USED = {
    "storage": r"chrome\.storage\.local",
    "alarms": r"chrome\.alarms\.create",
    "scripting": r"chrome\.scripting\.registerContentScripts",
    "activeTab": r"chrome\.tabs\.query\(\{ active: true",
    "notifications": r"chrome\.notifications\.create",
    "https://www.linkedin.com/*": r'PAGES = "https://www\.linkedin\.com/\*"',
}
"""The code that a reviewer finds for each permission."""


def test_each_permission_has_its_code_and_its_sentence(built: Path) -> None:
    manifest = json.loads((built / "chromium" / "manifest.json").read_text("utf-8"))
    asked = [*manifest["permissions"], *manifest["optional_permissions"], *manifest["optional_host_permissions"]]
    assert sorted(asked) == sorted(USED)
    code = "\n".join(path.read_text("utf-8") for path in EXTENSION.rglob("*.js"))
    reviewers = source("README.md")
    for permission in asked:
        assert re.search(USED[permission], code), permission
        assert re.search(rf"^- \*\*`{re.escape(permission)}`", reviewers, re.MULTILINE), permission
    assert "| *beside Connect* | the optional host" in reviewers
    assert "| *in the toolbar only* | `activeTab`" in reviewers, "which mode uses which"


def test_nothing_is_collected_and_neither_way_is_preselected(built: Path) -> None:
    manifest = json.loads((built / "firefox" / "manifest.json").read_text("utf-8"))
    assert manifest["browser_specific_settings"]["gecko"]["data_collection_permissions"] == {"required": ["none"]}
    assert 'aria-pressed="true"' not in source("pages/welcome/welcome.html")
