"""`etiquette explain`, `find` and `decide`: questions about situations, and what the rules say of them."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import click

from ..answers import TypedError, check_zone, machine_zone, timeline
from ..answers import decide as decide_situation
from ..asking import (
    IMPOSSIBLE,
    SOMEBODY,
    SituationError,
    Voice,
    find_rule,
    from_dates,
    from_values,
    instant,
    next_turn,
    questions,
    questions_of_facts,
    settings_of,
    where,
)
from ..diagrams import ExhaustedError
from ..findings import did_you_mean
from ..language import Rule
from ..proof import Proved
from ..translations import Locale
from .explanations import Explained, as_data, as_lines, found_as_data, found_in_words
from .runs import FORMAT, RULES, as_argument, proved_or_exit, run_or_exit
from .words import outcome_as_data

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
@click.option("--zone", help="The time zone of all dates, such as Europe/Berlin. Default: this machine's.")
@click.option("--language", default="en", show_default=True, help="The language in which the tip is shown.")
@click.option("--rule", "why_not", metavar="RULE", help="Also say why it is not this rule that decides.")
@FORMAT
def explain(
    rules: Path | None,
    values: tuple[str, ...],
    interviews: tuple[str, ...],
    at: str | None,
    zone: str | None,
    language: str,
    why_not: str | None,
    format_: str,
) -> None:
    """Say what the rules say of one situation, and why.

    Also what would change it, the tip as a person reads it, and what they would be asked next; with dates, how it goes
    on.
    """
    # A tip is read in the words that a build of these rules would have, its own or lent.
    run, proved = run_or_exit(rules, building=True)
    voice = Voice(proved, _locale(run.locales, language))
    other = None if why_not is None else _rule(proved, why_not)
    given: dict[str, str] = {}
    for typed in values:
        fact, value = _pair(typed)
        if fact in given:
            raise click.UsageError(f"--set {typed}: “{fact}” is given twice")
        given[fact] = value
    _no_derived(proved, given, bool(interviews or at))
    with _usage_errors():
        if interviews or at is not None:
            explained = _of_dates(voice, given, interviews, at, zone or machine_zone(), other)
        else:
            outcome = decide_situation(proved, *from_values(proved, given))
            explained = Explained(voice, outcome, questions_of_facts(proved, outcome), other)
    if format_ == "json":
        click.echo(json.dumps(as_data(explained), ensure_ascii=False, indent=2))
        return
    for line in as_lines(explained):
        click.echo(line)


def _no_derived(proved: Proved, given: Mapping[str, str], dated: bool) -> None:
    """Lead from a derived fact that was given to what gives it: facts, or a date where the clock decides."""
    for name, value in given.items():
        decision = proved.rule_set.derivations.get(name)
        if decision is None:
            continue
        facts = list(dict.fromkeys(test.fact for rule in decision.rules for test in rule.when))
        said = [f"--set {name}={value}: “{name}” can't be given: it follows from {', '.join(facts)}."]
        settings = {} if dated else settings_of(proved, name, value)
        if settings:
            said.append(f"For that say {shlex.join(_as_options(settings))}.")
        reads = [proved.rule_set.facts[fact].reads for fact in facts if fact in proved.rule_set.facts]
        if not dated and any(one is not None and one.how == "until" for one in reads):
            day = datetime.now() + timedelta(days=3)
            said.append(
                f"{'Or give' if settings else 'Give'} dates: --interview {day:%Y-%m-%d}T14:00, --at for the present."
            )
        raise click.UsageError(" ".join(said))


def _as_options(settings: Mapping[str, str]) -> Iterator[str]:
    for fact, value in settings.items():
        yield from ("--set", f"{fact}={value}")


def _of_dates(
    voice: Voice, given: dict[str, str], interviews: tuple[str, ...], at: str | None, zone: str, other: Rule | None
) -> Explained:
    """What the rules say of somebody met at these interviews. Raises `SituationError` and `TypedError`."""
    check_zone(zone)
    now = instant(at, zone) if at else datetime.now(UTC)
    records = from_dates(voice.proved, given, interviews, now, zone)
    person = records.people[SOMEBODY]
    steps = timeline(voice.proved, records, person, now)
    asked = questions(voice.proved, records, person, now)
    turn = next_turn(voice.proved, records, person, steps)
    return Explained(voice, steps[0].outcome, asked, other, steps, turn, zone, given)


def _locale(locales: list[Locale], language: str) -> Locale:
    found = next((locale for locale in locales if locale.id == language), None)
    if found is None:
        hint = did_you_mean(language, [locale.id for locale in locales])
        raise click.UsageError(f"--language {language}: these rules do not speak it. {hint}")
    return found


def _rule(proved: Proved, name: str) -> Rule:
    found = find_rule(proved.rule_set, name)
    if found is None:
        known = [rule.id for rule in (*proved.rule_set.rules(), *proved.rule_set.impossible)]
        raise click.UsageError(f"--rule {name}: there is no such rule. {did_you_mean(name, known)}")
    return found


@click.command()
@RULES
@click.argument("verdict")
@click.option(
    "--when",
    "when",
    multiple=True,
    metavar="FACT=CONDITION",
    help="Only where this holds, as rules say it: moment=scheduled, since-met='at least 24h'. May be given again.",
)
@FORMAT
def find(rules: Path | None, verdict: str, when: tuple[str, ...], format_: str) -> None:
    """Say where the outcome is VERDICT, and by which rule.

    Such as: etiquette find go --when moment=scheduled
    """
    proved = proved_or_exit(rules)
    known = [*proved.rule_set.verdicts, IMPOSSIBLE]
    if verdict not in known:
        raise click.UsageError(f"there is no verdict “{verdict}”{_meant(proved, verdict, known)}")
    try:
        with _usage_errors():
            found = where(proved, verdict, when)
    except ExhaustedError:
        click.echo("These situations are more than can be told. Narrow them with --when.")
        raise click.exceptions.Exit(1) from None
    if format_ == "json":
        click.echo(json.dumps([found_as_data(one) for one in found], ensure_ascii=False, indent=2))
        return
    command = "etiquette explain" + (f" --rules {as_argument(rules)}" if rules else "")
    word = proved.rule_set.verdicts[verdict].word if verdict in proved.rule_set.verdicts else ""
    for line in found_in_words(verdict, word, found, command):
        click.echo(line)


def _meant(proved: Proved, typed: str, known: list[str]) -> str:
    """Which verdict was meant by what is none: the one whose words say so, else the one that is spelt much like it."""
    for name, verdict in proved.rule_set.verdicts.items():
        if typed.strip() and re.search(rf"\b{re.escape(typed)}\b", verdict.word, re.IGNORECASE):
            return f"; “{verdict.word}” is {name}: etiquette find {name}"
    return f". {did_you_mean(typed, known)}"


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
