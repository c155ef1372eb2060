"""`etiquette new`: a small sound rule set to begin with, the one that the guide tells."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from ..output import find_paths, modeline, paths_for, replace_all, unwritable
from ..source import display_name

_EXAMPLE = re.compile(r"<!-- example: (.+?) -->\n```\w+\n(.*?)```", re.DOTALL)
"""A piece of a file in the guide, behind a comment that names the file; a file may stand there in several pieces."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a small rule set into DIR, to begin with.

    It answers “May I ring them now?”, has stories and sources, and is the one that the guide tells.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{display_name(folder)} is there already, and not empty. Name a new folder.")
    schemas = paths_for(folder).build / "schemas"
    files = {}
    for path, text in _sample().items():
        file = Path(os.path.abspath(folder)) / path
        files[path] = (modeline(Path(os.path.relpath(schemas, file.parent)), Path(path)) + text).encode()
    try:
        replace_all(folder.parent, {folder.name: files})
    except OSError as error:
        click.echo(unwritable(error, folder).message)
        raise click.exceptions.Exit(1) from None
    name = display_name(folder)
    click.echo(f"Wrote   {name}: {len(files)} files, which answer: May I ring them now?")
    click.echo(f"Next    etiquette build --rules {name}, then change something and build again.")
    click.echo(f"        The guide: {display_name(find_paths().rules / 'README.md')}")


def _sample() -> dict[str, str]:
    """The files of the guide's own rule set, by their paths."""
    guide = (find_paths().rules / "README.md").read_text("utf-8")
    files: dict[str, str] = {}
    for path, text in _EXAMPLE.findall(guide):
        files[path] = files.get(path, "") + text
    return files
