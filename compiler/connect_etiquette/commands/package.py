"""`etiquette package` and `etiquette verify`: packages for the stores, and whether they are what they say."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import click

from .. import pipeline
from ..findings import as_text, either
from ..output import SUMS, Paths, differences, find_paths, pack, packages, source_files, sums, unwritable
from ..source import display_name
from .runs import RULES


@click.command()
@RULES
@click.option("--out", type=click.Path(path_type=Path), help="Where to write. Default: dist/ here.")
def package(rules: Path | None, out: Path | None) -> None:
    """Write the packages for the stores, and their checksums.

    With them goes one with the sources that they are made from. The same rules give the same bytes, wherever and by
    whomever they are packed.
    """
    paths, run, folders = _compiled(rules)
    untranslated = [finding for finding in run.findings.sorted() if finding.code == "untranslated"]
    if untranslated:
        click.echo(as_text(untranslated))
        click.echo("Nothing was packed: a package speaks all of its languages whole.")
        raise click.exceptions.Exit(1)
    target = out or Path("dist")
    archives = packages(paths, folders)
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, data in {**archives, SUMS: sums(archives)}.items():
            (target / name).write_bytes(data)
    except OSError as error:
        click.echo(unwritable(error, target).message)
        raise click.exceptions.Exit(1) from None
    for name, data in archives.items():
        digest = hashlib.sha256(data).hexdigest()
        click.echo(f"Wrote   {display_name(target / name)}: {len(data) / 1024:.0f} KB, sha256 {digest}")


@click.command()
@RULES
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path, rules: Path | None) -> None:
    """Make the package FILE anew and compare.

    Is it made from these sources and nothing else?
    """
    paths, _, folders = _compiled(rules)
    contents = {**folders, "source": source_files(paths)}
    kind = next((kind for kind in contents if file.stem.endswith(f"-{kind}")), None)
    if kind is None:
        raise click.UsageError(f"{file.name} should end in {either([f'-{kind}.zip' for kind in contents])}")
    data = file.read_bytes()
    try:
        found = list(differences(data, contents[kind]))
    except (zipfile.BadZipFile, OSError) as error:
        found = [f"it can't be read as an archive: {error}"]
    if found:
        click.echo(f"{display_name(file)} is NOT made from these sources: {found[0]}")
        if len(found) > 1:
            click.echo(f"and {len(found) - 1} more differences.")
        raise click.exceptions.Exit(1)
    same = "identical" if data == pack(contents[kind]) else "packed otherwise, by another zlib, which changes no file"
    count = len(contents[kind])
    click.echo(f"{display_name(file)} holds exactly these {count} files: names, modes, dates and bytes.")
    click.echo(f"The archive itself is {same}.")


def _compiled(rules: Path | None) -> tuple[Paths, pipeline.Run, dict[str, dict[str, bytes]]]:
    """The paths and the compiled folders, or the findings that stand in the way and exit code 1."""
    paths = find_paths()
    paths = replace(paths, rules=rules or paths.rules)
    run, folders = pipeline.compiled(paths.rules, paths.extension)
    if folders is None:
        click.echo(as_text(run.findings.sorted()))
        raise click.exceptions.Exit(1)
    return paths, run, folders
