"""The command `etiquette`. Exit code 0 is success, 1 findings, 2 wrong usage."""

from __future__ import annotations

import hashlib
import json
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from . import pipeline
from .bundle import dump
from .diagnostics import Severity
from .diagram import TooComplexError
from .difference import difference
from .editor import editor_schemas
from .house import House, find_house
from .outcomes import decide as decide_situation
from .outcomes import outcome_at, timeline
from .package import SUMS, archive, differences, packages, source_files, sums
from .proofs import Proved
from .records import Reading
from .render import as_json, as_text, summary
from .revisions import RevisionError, rule_folder
from .situations import SOMEBODY, SituationError, check_zone, from_dates, from_values, instant
from .source import display_name
from .stories import difference_in_words, explanation, outcome_as_data, timeline_in_words

_RULES = click.option(
    "--rules", type=click.Path(path_type=Path), help="The rule folder. Default: the one that comes with the command."
)
_STRICT = click.option("--strict", is_flag=True, help="Fail on warnings too.")
_FORMAT = click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How findings are printed."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="connect-etiquette", prog_name="etiquette")
def main() -> None:
    """Check the rules of Connect Etiquette and build the browser extension from them."""


@main.command()
@_RULES
@_STRICT
@_FORMAT
def check(rules: Path | None, strict: bool, format_: str) -> None:
    """Prove the rules complete and free of contradiction. Nothing is written."""
    run = pipeline.check(rules or find_house().rules)
    _report(run, strict, format_)


def _report(run: pipeline.Run, strict: bool, format_: str) -> None:
    findings = run.findings.sorted()
    if format_ == "json":
        click.echo(as_json(findings))
    else:
        if findings:
            click.echo(as_text(findings))
        for line in _what_was_done(run):
            click.echo(line)
        click.echo(summary(findings) if findings else "No findings.")
    _exit_on(run, "warning" if strict else "error")


def _exit_on(run: pipeline.Run, worst: Severity) -> None:
    if run.findings.failed or (worst == "warning" and run.findings.count("warning")):
        raise click.exceptions.Exit(1)


def _what_was_done(run: pipeline.Run) -> list[str]:
    lines = []
    if run.rule_set is not None:
        rules, facts = run.rule_set.decision, run.rule_set.facts
        lines.append(
            f"Read    {display_name(run.folder)}: {len(run.documents)} files, {len(facts)} facts, "
            f"{len(rules.rules)} rules in {len(rules.layers)} layers, {len(run.rule_set.evidence.sources)} sources"
        )
    if run.rule_set is not None and run.proved is None:
        lines.append("Proved  nothing yet: that takes rules without the errors above")
    if run.proved is not None:
        lines.append(
            f"Proved  every one of {run.proved.space.size():,} situations has one answer, and every rule gives some: "
            f"{run.proved.blocks:,} blocks read twice, {len(run.proved.diagram.nodes)} nodes"
        )
        lines.append(f"Tried   {run.scenarios} scenarios")
    return lines


@main.command()
@_RULES
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to write. Default: build/ beside the rules, or here."
)
@_FORMAT
def build(rules: Path | None, out: Path | None, format_: str) -> None:
    """Compile the rules and write the extension for Chromium and Firefox.

    On any error nothing changes: the last good build stays.
    """
    started = time.perf_counter()
    house = find_house()
    out = out or house.build
    run, built = pipeline.build(rules or house.rules, house.extension, out)
    findings = run.findings.sorted()
    if format_ == "json":
        click.echo(as_json(findings))
    else:
        if findings:
            click.echo(as_text(findings))
        for line in _what_was_done(run):
            click.echo(line)
        if built is None:
            click.echo(f"{summary(findings)}. Nothing was written; the last good build stays.")
        else:
            for index, (browser, files) in enumerate(built.folders.items()):
                size = sum(map(len, files.values()))
                core = len(files["bundle/core.js"])
                click.echo(
                    f"{'Wrote' if index == 0 else '':<8}{display_name(out / browser)}: {len(files)} files, "
                    f"{size / 1024:.0f} KB, of which the rules {core / 1024:.1f} KB"
                )
            for name in built.files:
                click.echo(f"{'':<8}{display_name(out / name)}")
            if built.since_last:
                click.echo(f"Changed since the last build: {built.since_last}")
            click.echo(f"Built   {run.digest[:12]} in {time.perf_counter() - started:.2f} s, {summary(findings)}")
    _exit_on(run, "error")


@main.command()
@_RULES
@_STRICT
@_FORMAT
def test(rules: Path | None, strict: bool, format_: str) -> None:
    """Tell every scenario to the rules and compare the answers; see what no scenario covers."""
    run = pipeline.check(rules or find_house().rules, "error")
    _report(run, strict, format_)


_SET = click.option("--set", "values", multiple=True, metavar="FACT=VALUE", help="What is known. May be given again.")


@main.command()
@_RULES
@_SET
@click.option(
    "--interview",
    "interviews",
    multiple=True,
    metavar="START[/END]",
    help="When you meet them, such as 2026-03-10T14:00. May be given again; clock facts follow from it.",
)
@click.option("--at", "at", metavar="DATE", help="The present, such as 2026-03-11T09:00. Default: now.")
@click.option("--zone", default="UTC", show_default=True, help="The time zone of all dates.")
def explain(
    rules: Path | None, values: tuple[str, ...], interviews: tuple[str, ...], at: str | None, zone: str
) -> None:
    """Say what the rules answer in one situation, and why; with dates also how it goes on."""
    proved = _proved(rules)
    given = dict(_pair(value) for value in values)
    with _usage_errors():
        if not interviews and at is None:
            situation, assumed = from_values(proved, given)
            for line in explanation(proved, decide_situation(proved, situation, assumed), situation):
                click.echo(line)
            return
        now = instant(at, check_zone(zone)) if at else datetime.now(UTC)
        records = from_dates(proved, given, interviews, now, check_zone(zone))
    person = records.people[SOMEBODY]
    outcome = outcome_at(proved, records, person, now)
    situation, _ = Reading(proved.rule_set, proved.space, records, person, records.applications[SOMEBODY]).at(now)
    for line in explanation(proved, outcome, situation):
        click.echo(line)
    click.echo(f"\nBy the clock alone, in the next four weeks ({zone})")
    for line in timeline_in_words(timeline(proved, records, person, now), zone):
        click.echo(line)


@main.command()
@_RULES
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
def decide(rules: Path | None, file: TextIO) -> None:
    """Answer situations: one JSON object a line in, one outcome a line out.

    A situation names facts and values, such as {"thanked": "yes", "since-met": "30h"}; what it leaves out is unknown.
    """
    proved = _proved(rules)
    failed = False
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            if not isinstance(values, dict):
                raise SituationError("a situation is an object of facts and values")
            outcome = decide_situation(proved, *from_values(proved, values))
            click.echo(json.dumps(outcome_as_data(outcome), ensure_ascii=False))
        except ValueError as error:
            failed = True
            message = f"not JSON: {error}" if isinstance(error, json.JSONDecodeError) else str(error)
            click.echo(json.dumps({"error": f"line {number}: {message}"}, ensure_ascii=False))
    if failed:
        raise click.exceptions.Exit(1)


@main.command()
@click.argument("old")
@click.argument("new", required=False)
@_RULES
def diff(old: str, new: str | None, rules: Path | None) -> None:
    """Say which situations get another verdict in NEW than in OLD, and by which rules.

    OLD and NEW are rule folders or git revisions; NEW is the present rules if left out.
    """
    present = rules or find_house().rules
    try:
        with rule_folder(old, present) as before, rule_folder(new or str(present), present) as after:
            found = difference(_proved(before), _proved(after))
    except RevisionError as error:
        raise click.UsageError(str(error)) from None
    except TooComplexError as error:
        click.echo(f"The two rule sets combine {', '.join(error.facts)} in more ways than can be compared.")
        raise click.exceptions.Exit(1) from None
    for line in difference_in_words(found):
        click.echo(line)


@main.command()
@_RULES
@click.option("--out", type=click.Path(path_type=Path), help="Where to write. Default: build/schemas.")
def schema(rules: Path | None, out: Path | None) -> None:
    """Write JSON Schemas for editors, with this rule set's facts, values and ids filled in."""
    house = find_house()
    run = pipeline.check(rules or house.rules, "error", scenarios=False)
    if run.rule_set is None:
        click.echo(as_text(run.findings.sorted()))
        raise click.exceptions.Exit(1)
    target = out or house.build / "schemas"
    files = {f"{kind}.json": dump(found).encode() for kind, found in editor_schemas(run.rule_set).items()}
    try:
        pipeline.replace_all(target.parent, {target.name: files})
    except OSError as error:
        click.echo(f"{display_name(target)} can't be written: {error.strerror}")
        raise click.exceptions.Exit(1) from None
    click.echo(f"Wrote   {display_name(target)}: {len(files)} schemas")
    click.echo("The modeline at the top of each rule file tells an editor which is its own.")


@main.command()
@_RULES
@click.option("--out", type=click.Path(path_type=Path), help="Where to write. Default: dist/ here.")
def package(rules: Path | None, out: Path | None) -> None:
    """Write the packages for the stores, the sources they are made from, and their checksums.

    The same rules give the same bytes, wherever and by whomever they are packed.
    """
    house, run, folders = _compiled(rules)
    untranslated = [finding for finding in run.findings.sorted() if finding.code == "untranslated"]
    if untranslated:
        click.echo(as_text(untranslated))
        click.echo("Nothing was packed: a package speaks all of its languages whole.")
        raise click.exceptions.Exit(1)
    target = out or Path("dist")
    archives = packages(house, folders)
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, data in {**archives, SUMS: sums(archives)}.items():
            (target / name).write_bytes(data)
    except OSError as error:
        click.echo(pipeline.unwritable(error, target).message)
        raise click.exceptions.Exit(1) from None
    for name, data in archives.items():
        digest = hashlib.sha256(data).hexdigest()
        click.echo(f"Wrote   {display_name(target / name)}: {len(data) / 1024:.0f} KB, sha256 {digest}")


@main.command()
@_RULES
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path, rules: Path | None) -> None:
    """Make the package FILE anew and compare: is it made from these sources and nothing else?"""
    house, _, folders = _compiled(rules)
    contents = {**folders, "source": source_files(house)}
    kind = next((kind for kind in contents if file.stem.endswith(f"-{kind}")), None)
    if kind is None:
        raise click.UsageError(f"{file.name} should end in {', '.join(f'-{kind}.zip' for kind in contents)}")
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
    same = (
        "identical" if data == archive(contents[kind]) else "packed otherwise, by another zlib, which changes no file"
    )
    count = len(contents[kind])
    click.echo(f"{display_name(file)} holds exactly these {count} files: names, modes, dates and bytes.")
    click.echo(f"The archive itself is {same}.")


def _compiled(rules: Path | None) -> tuple[House, pipeline.Run, dict[str, dict[str, bytes]]]:
    """The house and its compiled folders, or the findings that stand in the way and exit code 1."""
    house = find_house()
    house = replace(house, rules=rules or house.rules)
    run, folders = pipeline.compiled(house.rules, house.extension)
    if folders is None:
        click.echo(as_text(run.findings.sorted()))
        raise click.exceptions.Exit(1)
    return house, run, folders


def _proved(rules: Path | None) -> Proved:
    """The proved rule set, or the findings that stand in its way and exit code 1."""
    run = pipeline.check(rules or find_house().rules, "error", scenarios=False)
    if run.proved is None:
        click.echo(as_text(run.findings.sorted()))
        raise click.exceptions.Exit(1)
    return run.proved


def _pair(typed: str) -> tuple[str, str]:
    fact, equals, value = typed.partition("=")
    if not equals:
        raise click.UsageError(f"--set {typed}: write FACT=VALUE, such as --set thanked=yes")
    return fact.strip(), value.strip()


@contextmanager
def _usage_errors() -> Iterator[None]:
    try:
        yield
    except SituationError as error:
        raise click.UsageError(str(error)) from None
