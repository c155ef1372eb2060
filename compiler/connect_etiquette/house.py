"""Where the rules, the extension and the output are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class House:
    """The three folders that a build reads and writes."""

    rules: Path
    extension: Path
    build: Path


def find_house(package: Path | None = None) -> House:
    """The folders of this installation.

    In a checkout (and an editable install of one) they stand beside `compiler/`. An installed wheel carries rules and
    extension in its `share/`, and builds into the working folder.
    """
    package = package or Path(__file__).resolve().parent
    share = package / "share"
    if share.is_dir():
        return House(share / "rules", share / "extension", Path.cwd() / "build")
    root = package.parent.parent
    return House(root / "rules", root / "extension", root / "build")
