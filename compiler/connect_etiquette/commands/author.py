"""`etiquette new` and `preview`: a small sound rule set to begin with, and rules to be played with while one edits."""

from __future__ import annotations

import os
import re
import sys
import webbrowser
from pathlib import Path

import click

from ..findings import as_text
from ..output import fill, find_paths, modeline, paths_for, unwritable
from ..source import display_name
from .runs import RULES, as_argument

_EXAMPLE = re.compile(r"<!-- example: (.+?) -->\n```\w+\n(.*?)```", re.DOTALL)
"""A piece of a file in the guide, behind a comment that names the file; a file may stand there in several pieces."""

NEEDED = ("starlette", "uvicorn", "watchfiles")
"""What the extra “bench” brings."""


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
        fill(folder, files)
    except OSError as error:
        click.echo(unwritable(error, folder).message)
        raise click.exceptions.Exit(1) from None
    name = display_name(folder)
    click.echo(f"Wrote   {name}: {len(files)} files, which answer: May I ring them now?")
    click.echo(f"Next    etiquette preview --rules {as_argument(folder)}, and see it follow what you change;")
    click.echo(f"        or etiquette build --rules {as_argument(folder)}, for an extension of it.")
    click.echo(f"        The guide: {display_name(find_paths().rules / 'README.md')}")


def _sample() -> dict[str, str]:
    """The files of the guide's own rule set, by their paths."""
    guide = (find_paths().rules / "README.md").read_text("utf-8")
    files: dict[str, str] = {}
    for path, text in _EXAMPLE.findall(guide):
        files[path] = files.get(path, "") + text
    return files


@click.command()
@RULES
@click.option("--port", type=click.IntRange(1, 65535), help="The port. Default: any that is free.")
@click.option("--open/--no-open", "show", default=True, help="Open it in the browser. Default: yes.")
def preview(rules: Path | None, port: int | None, show: bool) -> None:
    """Play with the rules while you edit them.

    Serves the stage to this machine alone. It follows every file that is saved, says above the stage what is wrong
    while the last good rules go on, why an answer is what it is, plays every story, and keeps a situation as one.
    """
    try:
        from ..bench import Server, Workshop
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in NEEDED:
            raise
        raise click.UsageError(
            f"preview needs {', '.join(NEEDED[:2])} and {NEEDED[2]}: pip install 'connect-etiquette[bench]'"
        ) from None
    paths = paths_for(rules)
    name = display_name(paths.rules)
    if not paths.rules.is_dir():
        raise click.UsageError(f"{name} is not a folder that can be read. Name one with --rules DIR.")
    workshop = Workshop(paths.rules, paths.extension)
    try:
        server = Server(workshop, port or 0)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.UsageError(f"--port {port} can't be had: {reason}. Leave it out for one that is free.") from None
    workshop.renew()
    workshop.try_out()
    if workshop.good is None:
        click.echo(as_text(workshop.findings))
        click.echo("The stage waits for rules without an error; what is wrong stands in the browser too.")
    click.echo(f"Preview {server.address} of {name}: follows what is saved. Ctrl+C ends it.")
    if show and not _open(server.address):
        click.echo("No browser can be opened from here: open that address yourself.")
    server.run()
    if server.gone:
        click.echo(f"{name} is gone: there is nothing to show any more.")
        raise click.exceptions.Exit(1)


def _open(address: str) -> bool:
    """Whether a browser with windows could be asked to show `address`; one in this terminal would take its place."""
    windows = sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    try:
        return bool(windows) and webbrowser.open(address)
    except (OSError, webbrowser.Error):
        return False
