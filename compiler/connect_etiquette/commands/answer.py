"""`etiquette explain` and `etiquette decide`: outcomes of single situations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

from ..answers import TypedError, check_zone, timeline
from ..answers import decide as decide_situation
from ..asking import SOMEBODY, SituationError, from_dates, from_values, instant
from .runs import RULES, proved_or_exit
from .words import change_in_words, explanation, outcome_as_data, timeline_in_words

_SET = click.option("--set", "values", multiple=True, metavar="FACT=VALUE", help="What is known. May be given again.")


@click.command()
@RULES
@_SET
@click.option(
    "--interview",
    "interviews",
    multiple=True,
    metavar="START[/END]",
    help="When you meet them, such as 2026-03-10T14:00; it lasts an hour unless END is given. May be given again; "
    "clock facts follow from it.",
)
@click.option("--at", "at", metavar="DATE", help="The present, such as 2026-03-11T09:00. Default: now.")
@click.option("--zone", default="UTC", show_default=True, help="The time zone of all dates, such as Europe/Berlin.")
def explain(
    rules: Path | None, values: tuple[str, ...], interviews: tuple[str, ...], at: str | None, zone: str
) -> None:
    """Say what the rules say of one situation, and why.

    With dates, also how it goes on.
    """
    proved = proved_or_exit(rules)
    given: dict[str, str] = {}
    for typed in values:
        fact, value = _pair(typed)
        if fact in given:
            raise click.UsageError(f"--set {typed}: “{fact}” is given twice")
        given[fact] = value
    with _usage_errors():
        if not interviews and at is None:
            situation, assumed = from_values(proved, given)
            for line in explanation(proved, decide_situation(proved, situation, assumed)):
                click.echo(line)
            return
        check_zone(zone)
        now = instant(at, zone) if at else datetime.now(UTC)
        records = from_dates(proved, given, interviews, now, zone)
    person = records.people[SOMEBODY]
    steps = timeline(proved, records, person, now)
    for line in explanation(proved, steps[0].outcome, change_in_words(steps, zone)):
        click.echo(line)
    click.echo(f"\nBy the clock alone, in the next four weeks ({zone})")
    for line in timeline_in_words(steps, zone):
        click.echo(line)


@click.command()
@RULES
@click.argument("file", type=click.File("rb"), default="-")
def decide(rules: Path | None, file: BinaryIO) -> None:
    """Answer situations: JSON objects in, outcomes out, a line each.

    A situation names facts and values; what it leaves out is unknown. Such as:

    \b
    {"thanked": "yes", "since-met": "30h", "since-round": "30h"}
    """
    proved = proved_or_exit(rules)
    failed = False
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"), object_pairs_hook=_each_once)
            if not isinstance(values, dict):
                raise SituationError("a situation is an object of facts and values")
            outcome = decide_situation(proved, *from_values(proved, values))
            click.echo(json.dumps(outcome_as_data(proved, outcome), ensure_ascii=False))
        except ValueError as error:
            failed = True
            message = f"not JSON, from column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
            if isinstance(error, UnicodeDecodeError):
                message = f"byte {error.object[error.start]:#04x} is not UTF-8 text"
            click.echo(json.dumps({"error": f"line {number}: {message}"}, ensure_ascii=False))
        except RecursionError:
            failed = True
            click.echo(json.dumps({"error": f"line {number}: nested too deep"}))
    if failed:
        raise click.exceptions.Exit(1)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, in which JSON itself would let the last of two equal names win."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise SituationError(f"“{twice}” is given twice")
    return found


def _pair(typed: str) -> tuple[str, str]:
    fact, equals, value = typed.partition("=")
    if not equals:
        raise click.UsageError(f"--set {typed}: write FACT=VALUE, such as --set thanked=yes")
    return fact.strip(), value.strip()


@contextmanager
def _usage_errors() -> Iterator[None]:
    try:
        yield
    except (SituationError, TypedError) as error:
        raise click.UsageError(str(error)) from None
