"""`etiquette diff` and `etiquette report`: what changed between two versions of the rules, and one to be signed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from .. import __version__, pipeline
from ..asking import RevisionError, compare, rule_folder
from ..diagrams import ExhaustedError
from ..findings import as_text, summary
from ..output import find_paths, replace_all, unwritable
from ..proof import Proved
from ..report import LANGUAGES, Edition, Since, report_page
from ..source import display_name
from ..translations import Locale
from .runs import RULES, paths_to_write, proved_or_exit
from .words import difference_in_words

MAX_HINDERED = 8
"""Findings in an earlier version that are named; the rest are counted."""


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@RULES
def diff(old: str, new: str | None, rules: Path | None) -> None:
    """Say which situations get another verdict, and by which rules.

    OLD and NEW are rule folders or git revisions, REV:PATH where the folder had another name; NEW is the present rules
    if left out.
    """
    present = rules or find_paths().rules
    try:
        with rule_folder(old, present) as before, rule_folder(new or str(present), present) as after:
            sides = (
                proved_or_exit(before, f"OLD ({old})", old),
                proved_or_exit(after, f"NEW ({new or 'the present rules'})", new or ""),
            )
            found = compare(*sides)
    except RevisionError as error:
        raise click.UsageError(str(error)) from None
    except ExhaustedError:
        click.echo("The two rule sets combine their facts in more ways than can be compared.")
        raise click.exceptions.Exit(1) from None
    for line in difference_in_words(found):
        click.echo(line)


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), help="The file. Default: report.html in build/, or report.TAG.html."
)
@RULES
@click.option("--language", metavar="TAG", default="en", help="Such as de. Default: en.")
@click.option("--since", metavar="REV", help="Say what changed since a git revision or another rule folder.")
def report(out: Path | None, rules: Path | None, language: str, since: str | None) -> None:
    """Write all that the rules say as one page to read and sign.

    The page is a file by itself, without scripts, that any browser shows and prints. Nothing is written while the rules
    have errors or a story does not get its outcome.
    """
    paths, folder = paths_to_write(rules, None) if out is None else (paths_to_write(rules, out)[0], out.parent)
    name = f"report.{language}.html" if language != LANGUAGES[0] else "report.html"
    file = out or folder / name
    run = pipeline.check(paths.rules, "error")
    if run.findings.failed or run.proved is None:
        findings = run.findings.sorted()
        _stop(f"{as_text(findings)}\n{summary(findings)}. Nothing was written.")
    assert run.proved is not None
    locale = _locale(run, language)
    compared = _compared(run.proved, paths.rules, since) if since else None
    page = report_page(run.proved, locale, Edition(__version__, _fingerprint(run)), compared)
    _write(file, page.encode())
    click.echo(f"Wrote   {display_name(file)}: {len(page.encode()) / 1024:.0f} KB")


def _stop(message: str) -> None:
    click.echo(message)
    raise click.exceptions.Exit(1)


def _locale(run: pipeline.Run, language: str) -> Locale:
    found = next((locale for locale in run.locales if locale.id == language), None)
    if found is None:
        known = ", ".join(locale.id for locale in run.locales)
        _stop(f"There are no texts in “{language}”. Known: {known}.")
    assert found is not None
    return found


def _compared(proved: Proved, rules: Path, since: str) -> Since:
    """What changed since a revision; where today's compiler can't read it, what is in the way.

    One that is not there ends it in words and with exit code 1.
    """
    try:
        with rule_folder(since, rules) as before:
            run = pipeline.check(before, "error", scenarios=False)
            if run.proved is not None:
                return Since(since, compare(run.proved, proved))
            wrong = [f"{one.place[0].removeprefix(f'{before}/')}: {one.message}" for one in run.findings.sorted()]
            shown = [line.replace(f"{before}/", "") for line in wrong[:MAX_HINDERED]]
            more = [f"… and {len(wrong) - MAX_HINDERED} more"] if len(wrong) > MAX_HINDERED else []
            return Since(since, None, (*shown, *more))
    except RevisionError as error:
        _stop(f"--since {since}: {error}")
    except ExhaustedError:
        return Since(since, None, ("The two combine their facts in more ways than can be compared.",))
    raise AssertionError("it has stopped")


def _fingerprint(run: pipeline.Run) -> str:
    """The SHA-256 over the rule files: their paths and texts."""
    whole = hashlib.sha256()
    for path, document in sorted(run.documents.items()):
        text = document.span.file.text if document is not None else ""
        for part in (path, text):
            whole.update(f"{len(part)}:{part}".encode())
    return whole.hexdigest()


def _write(file: Path, page: bytes) -> None:
    """Write the page, whole or not at all; in words why it can't be, and exit code 1."""
    if file.exists() and not file.is_file():
        _stop(
            f"{display_name(file)} is no file, so the report can't take its place. Name one, such as --out report.html"
        )
    try:
        replace_all(file.parent, {}, {file.name: page})
    except OSError as error:
        _stop(f"{unwritable(error, file).message}. Nothing was written.")
