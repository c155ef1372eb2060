"""`etiquette texts`, a translator's loop: what each language has, lacks and has to look at again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import click

from .. import pipeline
from ..findings import Findings, SourceFile, Span, as_text
from ..language import RuleSet
from ..output import paths_for, replace_all, unwritable
from ..source import Map, display_name
from ..translations import (
    ENGLISH,
    SEEN,
    Locale,
    Stamps,
    english_texts,
    named,
    not_a_language,
    progress,
    read_locales,
    read_stamps,
    stamps_as_json,
    stamps_of,
    to_fill,
)
from .runs import RULES

MISSING = "missing"
"""What a file of missing texts is called."""


@click.command()
@RULES
@click.option("--seen", is_flag=True, help="Note that each translation fits its English as that is now.")
@click.argument("languages", metavar="[LANGUAGE]...", nargs=-1)
def texts(rules: Path | None, seen: bool, languages: tuple[str, ...]) -> None:
    """See how far each language is; of a LANGUAGE write what is missing.

    Missing texts are written as YAML with empty quotes, each below its English, into a file of their own beside those
    that are there. A new language begins as a draft, which is built and not packaged. Texts whose English has changed
    are listed, until --seen notes that somebody has looked.
    """
    folder = paths_for(rules).rules
    for name in languages:
        if hint := not_a_language(name):
            raise click.UsageError(f"“{name}” is no language here. {hint}")
    run = pipeline.check(folder, "error", scenarios=False)
    if run.rule_set is None or run.findings.failed:
        click.echo(as_text(run.findings.sorted()))
        raise click.exceptions.Exit(1)
    findings = Findings()
    stamps = read_stamps(folder, findings)
    if findings.items and (languages or not seen):
        # What they say of each other language would be lost, or not be told.
        click.echo(as_text(findings.sorted()))
        raise click.exceptions.Exit(1)
    locales = _read(folder, run, languages, stamps)
    if seen:
        chosen = [one for one in locales.values() if not languages or one.id in languages]
        _see(folder, run.rule_set, chosen, stamps)
        return
    for locale in locales.values():
        if not languages or locale.id in languages:
            for line in progress(locale):
                click.echo(line)
        if locale.id in languages:
            _write_missing(folder, locale, run.rule_set)
            _list_outdated(locale, run.rule_set)
    if not locales:
        click.echo("There is English alone. “etiquette texts fr” begins with French.")


def _read(folder: Path, run: pipeline.Run, wanted: tuple[str, ...], stamps: Stamps) -> Mapping[str, Locale]:
    """The languages that there are, and those that begin now, by name."""
    assert run.rule_set is not None
    documents = dict(run.documents)
    for name in wanted:
        if not any(path.startswith((f"locales/{name}/", f"locales/{name}.yaml")) for path in documents):
            documents[f"locales/{name}/{MISSING}.yaml"] = Map(Span(SourceFile(name, ""), 0, 0))
    locales = read_locales(documents, run.rule_set, Findings(), stamps)
    return {locale.id: locale for locale in locales if locale.id != ENGLISH}


def _write_missing(folder: Path, locale: Locale, rule_set: RuleSet) -> None:
    own = folder / "locales" / locale.id
    text = to_fill(locale, english_texts(rule_set), draft=not locale.written)
    empty = len([key for key in locale.due if key in locale.written and key not in locale.texts])
    if empty:
        click.echo(f"  {empty} stand in their files already, and are empty")
    if not text:
        return
    name, number = f"{MISSING}.yaml", 1
    while (own / name).exists():
        number += 1
        name = f"{MISSING}-{number}.yaml"
    count = len([key for key in (*locale.due, *locale.reported) if key not in locale.written])
    _write(own, name, text.encode())
    click.echo(f"Wrote   {display_name(own / name)}: {count} texts to fill in, each below its English")


def _list_outdated(locale: Locale, rule_set: RuleSet) -> None:
    english = english_texts(rule_set)
    for key in locale.outdated:
        now = english.get(key)
        click.echo(f"  {named(key)} says now: {' '.join(now[0].split()) if now else ''}")
    if locale.outdated:
        click.echo(f"When they fit again, say so: etiquette texts {locale.id} --seen")


def _see(folder: Path, rule_set: RuleSet, locales: list[Locale], before: Stamps) -> None:
    """Renew the stamps of some languages; those of others stay as they were `before`."""
    now = {name: dict(own) for name, own in before.items()}
    for locale in locales:
        now[locale.id] = stamps_of(locale.texts, english_texts(rule_set))
    path = PurePosixPath(SEEN)
    _write(folder / path.parent, path.name, stamps_as_json(now))
    for locale in locales:
        old = before.get(locale.id, {})
        changed = sum(old.get(name) != value for name, value in now[locale.id].items())
        click.echo(f"{locale.id}  {len(now[locale.id])} translations fit their English; {changed} of that is new")
    click.echo(f"Wrote   {display_name(folder / path)}")


def _write(folder: Path, name: str, data: bytes) -> None:
    try:
        replace_all(folder, {}, {name: data})
    except OSError as error:
        click.echo(unwritable(error, folder).message)
        raise click.exceptions.Exit(1) from None
