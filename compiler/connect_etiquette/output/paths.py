"""Where the rules, the extension and the output are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
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


def paths_for(rules: Path | None) -> Paths:
    """The folders of this installation; with a rule folder of one's own, that one, and its output beside it.

    What is built from other rules never takes the place of the extension that was built from these.
    """
    paths = find_paths()
    if rules is None or _real(rules) == _real(paths.rules):
        return paths
    folder = Path(os.path.abspath(rules))
    build = folder.parent / "build"
    # Beside the rules that come with the command stands what was built from those.
    if _real(build) == _real(paths.build):
        build = build.with_name(f"build-{folder.name}")
    return replace(paths, rules=rules, build=build)


def is_inside(path: Path, folder: Path) -> bool:
    """Whether `path`, which need not be there yet, is `folder` or lies in it."""
    return _real(path).is_relative_to(_real(folder))


def _real(path: Path) -> Path:
    """`path` without links, by the name that the file system knows it by."""
    return Path(os.path.realpath(path))


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
