"""Where the rules, the extension and the output are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PAPERS = ("LICENSE", "PRIVACY.md", "README.md", "pyproject.toml")
"""What a package of sources needs besides the folders."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders that a build reads and writes, and the papers beside them by name."""

    rules: Path
    extension: Path
    build: Path
    papers: Mapping[str, Path]


def find_paths(package: Path | None = None) -> Paths:
    """The folders of this installation.

    In a checkout (and an editable install of one) they stand beside `compiler/`. An installed wheel carries rules and
    extension in its `share/`, and builds into the working folder.
    """
    package = package or Path(__file__).resolve().parents[1]
    share = package / "share"
    if share.is_dir():
        papers = {name: share / "papers" / name for name in PAPERS}
        return Paths(share / "rules", share / "extension", Path.cwd() / "build", papers)
    root = package.parent.parent
    return Paths(root / "rules", root / "extension", root / "build", {name: root / name for name in PAPERS})
