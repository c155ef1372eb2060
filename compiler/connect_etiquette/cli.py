"""The command `etiquette`. Exit code 0 is success, 1 findings, 2 wrong usage."""

from __future__ import annotations

import time
from pathlib import Path

import click

from . import pipeline
from .diagnostics import Severity
from .house import find_house
from .render import as_json, as_text, summary
from .source import display_name

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
            click.echo(f"Built   {built.digest[:12]} in {time.perf_counter() - started:.2f} s, {summary(findings)}")
    _exit_on(run, "error")


@main.command()
@_RULES
@_STRICT
@_FORMAT
def test(rules: Path | None, strict: bool, format_: str) -> None:
    """Tell every scenario to the rules and compare the answers; see what no scenario covers."""
    run = pipeline.check(rules or find_house().rules, "error")
    _report(run, strict, format_)
