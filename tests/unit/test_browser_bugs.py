"""Each way around a browser is in the list, and the list points to where it is."""

from __future__ import annotations

import re

import pytest

from tests.unit.test_errors import ROOT

LIST = (ROOT / "docs" / "browser-bugs.md").read_text("utf-8")
ENTRIES = dict(re.findall(r"^## (.+)\n([\s\S]*?)(?=^## |\Z)", LIST, re.MULTILINE))
SAYS = ("Seen in", "Without it", "Way around", "Test", "Look again")
POINTER = re.compile(r"docs/browser-bugs\.md, ([a-z-]+)")


def pointers() -> set[tuple[str, str]]:
    """Each place in the extension that points to an entry: its path, and the entry's name."""
    files = [path for kind in ("js", "css", "j2") for path in (ROOT / "extension").rglob(f"*.{kind}")]
    return {
        (path.relative_to(ROOT).as_posix(), name) for path in files for name in POINTER.findall(path.read_text("utf-8"))
    }


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_says_everything(name: str) -> None:
    said = re.findall(r"^- \*\*(.+?):\*\* \S", ENTRIES[name], re.MULTILINE)
    assert tuple(said) == SAYS
    assert re.search(r"\b(Chromium|Firefox|both)\b", ENTRIES[name])


def test_the_code_points_to_the_list_and_the_list_to_the_code() -> None:
    listed = {
        (path, name)
        for name, entry in ENTRIES.items()
        for path in re.findall(r"`(extension/[\w./-]+)`", entry.split("**Way around:**")[1].split("- **Test")[0])
    }
    assert pointers() == listed
