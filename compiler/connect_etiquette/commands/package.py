"""`etiquette package`, `verify` and `site`: what is published, and whether a package is what it says."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import click

from .. import pipeline
from ..findings import as_text, either
from ..output import (
    STAGING,
    SUMS,
    ArchiveError,
    Paths,
    differences,
    fill,
    from_store,
    is_a_site,
    left_out,
    not_of_packages,
    pack,
    packages,
    paths_for,
    replace_all,
    site_contents,
    source_files,
    sums,
    unwritable,
)
from ..source import display_name
from .runs import RULES, as_argument, paths_to_write

MAX_NAMED = 10
"""Files that are not packed, kept or removed and are named one by one."""


@click.command()
@RULES
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to write. Default: dist/ here; with --rules, beside those."
)
def package(rules: Path | None, out: Path | None) -> None:
    """Write the packages for the stores, and their checksums.

    With them goes one with the sources that they are made from. The same rules give the same bytes, wherever and by
    whomever they are packed.
    """
    _, target = paths_to_write(rules, out, _dist(rules))
    paths, run, folders = _compiled(rules)
    untranslated = [finding for finding in run.findings.sorted() if finding.code == "untranslated"]
    if untranslated:
        click.echo(as_text(untranslated))
        click.echo("Nothing was packed: a package speaks all of its languages whole.")
        raise click.exceptions.Exit(1)
    archives = packages(paths, folders)
    try:
        replace_all(target, {}, {**archives, SUMS: sums(archives)}, not_of_packages)
    except OSError as error:
        click.echo(unwritable(error, target).message)
        raise click.exceptions.Exit(1) from None
    for name, data in archives.items():
        digest = hashlib.sha256(data).hexdigest()
        click.echo(f"Wrote   {display_name(target / name)}: {len(data) / 1024:.0f} KB, sha256 {digest}")
    if others := left_out(paths):
        shown = _some([display_name(Path(other)) for other in others])
        click.echo(f"Not packed, since no sources: {shown}")


@click.command()
@RULES
@click.option("--from-store", "signed", is_flag=True, help="FILE is a CRX or XPI as a store hands it out.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path, rules: Path | None, signed: bool) -> None:
    """Make the package FILE anew and compare.

    Is it made from these sources and nothing else? Of what a store has signed, its own additions are named.
    """
    paths, _, folders = _compiled(rules)
    if signed:
        _verify_signed(file, folders)
        return
    contents = {**folders, "source": source_files(paths)}
    kind = next((kind for kind in contents if file.stem.endswith(f"-{kind}")), None)
    if kind is None:
        raise click.UsageError(f"{file.name} should end in {either([f'-{kind}.zip' for kind in contents])}")
    data = _read(file)
    _refuse(file, list(differences(data, contents[kind])))
    same = "identical" if data == pack(contents[kind]) else "packed otherwise, by another zlib, which changes no file"
    count = len(contents[kind])
    click.echo(f"{display_name(file)} holds exactly these {count} files: names, modes, dates and bytes.")
    click.echo(f"The archive itself is {same}.")


@click.command()
@RULES
@click.option("--out", type=click.Path(path_type=Path), help="The folder to write. Default: site/ in the build.")
def site(rules: Path | None, out: Path | None) -> None:
    """Write a static site on which to try the rules.

    It needs nothing but its own folder, and runs on phones too. It goes into a folder that is new or empty, or into one
    that was written so before, where what somebody else put beside it stays.
    """
    paths, target = paths_to_write(rules, out, paths_for(rules).build / "site")
    target = Path(os.path.abspath(target))
    run, folders = pipeline.compiled(paths.rules, paths.extension)
    if folders is None:
        click.echo(as_text(run.findings.sorted()))
        click.echo("Nothing was written.")
        raise click.exceptions.Exit(1)
    files = site_contents(folders["chromium"])
    if target.exists() and not is_a_site(target, files):
        raise click.UsageError(f"{display_name(target)} holds something else. Choose a folder that is new or empty.")
    try:
        beside = _beside(target, files)
        fill(target, files)
    except OSError as error:
        click.echo(unwritable(error, target).message)
        raise click.exceptions.Exit(1) from None
    for line in beside:
        click.echo(line)
    click.echo(f"Wrote   {display_name(target)}: {len(files)} files, {sum(map(len, files.values())) / 1024:.0f} KB")
    click.echo(f"To look at it: python3 -m http.server --directory {as_argument(target)}")
    click.echo("               and open http://localhost:8000")


def _beside(target: Path, files: Mapping[str, bytes]) -> list[str]:
    """Lines on what lies in a site's folder without being of the site: at its top it stays, deeper it does not."""
    own = {path.partition("/")[0] for path in files}
    kept = sorted(path.name for path in target.glob("*") if path.name not in own and not path.name.startswith(STAGING))
    below = (path for top in own for path in (target / top).rglob("*") if path.is_file())
    removed = sorted({path.relative_to(target).as_posix() for path in below} - files.keys())
    told = (("Kept", kept), ("Removed", removed))
    return [f"{what:<8}{_some(names)}: no part of the site" for what, names in told if names]


def _some(names: list[str]) -> str:
    """Names one by one, the first ten of them."""
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return f"{', '.join(names[:MAX_NAMED])}{more}"


def _verify_signed(file: Path, folders: dict[str, dict[str, bytes]]) -> None:
    try:
        found = from_store(_read(file), folders)
    except ArchiveError as error:
        _refuse(file, [str(error)])
        return
    _refuse(file, list(found.differences))
    count = len(folders[found.browser])
    click.echo(f"{display_name(file)} holds exactly these {count} files for {found.browser}, by their bytes;")
    click.echo("manifest.json by what it says.")
    click.echo(
        f"The store added {', '.join(found.added) or 'nothing'}. Whether its signature is good, the browser says."
    )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.UsageError(f"{file} can't be read: {(error.strerror or str(error)).lower()}") from None


def _refuse(file: Path, found: list[str]) -> None:
    """Say in what a package differs and exit with 1, if it does."""
    if found:
        click.echo(f"{display_name(file)} is NOT made from these sources: {found[0]}")
        if len(found) > 1:
            click.echo(f"and {len(found) - 1} more difference{'s' if len(found) > 2 else ''}.")
        raise click.exceptions.Exit(1)


def _dist(rules: Path | None) -> Path:
    """Where packages go by themselves: here, but those of other rules beside their build."""
    build = paths_for(rules).build
    return build.with_name(build.name.replace("build", "dist", 1)) if rules else Path("dist")


def _compiled(rules: Path | None) -> tuple[Paths, pipeline.Run, dict[str, dict[str, bytes]]]:
    """The paths and the compiled folders, or the findings that stand in the way and exit code 1."""
    paths = paths_for(rules)
    run, folders = pipeline.compiled(paths.rules, paths.extension, drafts=False)
    if folders is None:
        click.echo(as_text(run.findings.sorted()))
        raise click.exceptions.Exit(1)
    return paths, run, folders
