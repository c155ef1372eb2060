"""`etiquette build`: the extension for both browsers."""

from __future__ import annotations

import time
from pathlib import Path

import click

from .. import STARTED, pipeline
from ..findings import as_json, as_text, summary
from ..output import Lent, Paths
from ..source import display_name
from .runs import FORMAT, RULES, WATCH, exit_on, paths_to_write, recall, what_was_done
from .runs import watch as again


@click.command()
@RULES
@click.option("--out", type=click.Path(path_type=Path), help="Where to write. Default: build/ beside the rules.")
@click.option("--verbose", is_flag=True, help="Also say where the time goes.")
@FORMAT
@WATCH
def build(rules: Path | None, out: Path | None, verbose: bool, format_: str, watch: bool) -> None:
    """Compile the rules and write the extension for both browsers.

    On any error nothing changes: the last good build stays. With it go schemas, with which an editor completes rules.
    """
    paths, out = paths_to_write(rules, out)
    if watch:
        again([paths.rules, paths.extension], lambda: _once(paths, out, verbose, format_))
    else:
        _once(paths, out, verbose, format_)


def _once(paths: Paths, out: Path, verbose: bool, format_: str) -> None:
    started = time.perf_counter()
    run, built = pipeline.build(paths.rules, paths.extension, out)
    recall(run, out)
    findings = run.findings.sorted()
    if format_ == "json":
        click.echo(as_json(findings))
        exit_on(run, "error")
        return
    if findings:
        click.echo(as_text(findings))
    for line in what_was_done(run):
        click.echo(line)
    if built is None:
        click.echo(f"{summary(findings)}. Nothing was written; the last good build stays.")
    else:
        for line in (*_what_was_lent(run.lent), *_what_was_written(built, out)):
            click.echo(line)
        click.echo(f"Built   {run.digest[:12]} in {time.perf_counter() - started:.2f} s, {summary(findings)}")
    if verbose:
        click.echo(_where_the_time_went({"imports": max(0, started - STARTED), **run.stages}))
    exit_on(run, "error")


def _what_was_lent(lent: Lent) -> list[str]:
    """What these rules do not say themselves, and what follows from that."""
    lines = []
    if lent.words:
        lines.append("Words   of the interface are those that come with the command: there is no words.yaml")
    if lent.page:
        lines.append("Placed  nothing in pages of LinkedIn, and advice in the toolbar alone: there is no linkedin/")
    return lines


def _where_the_time_went(stages: dict[str, float]) -> str:
    """Each stage with its milliseconds, and their sum, the start of Python left out."""
    told = ", ".join(f"{stage} {seconds * 1000:.0f}" for stage, seconds in stages.items())
    return f"Took    {sum(stages.values()) * 1000:.0f} ms: {told}"


def _what_was_written(built: pipeline.Built, out: Path) -> list[str]:
    lines = []
    for index, (browser, files) in enumerate(built.folders.items()):
        size, core = sum(map(len, files.values())), len(files["bundle/core.json"])
        lines.append(
            f"{'Wrote' if index == 0 else '':<8}{display_name(out / browser)}: {len(files)} files, "
            f"{size / 1024:.0f} KB, of which the rules {core / 1024:.1f} KB"
        )
    lines += [f"{'':<8}{display_name(out / name)}" for name in built.files]
    if built.since_last:
        lines.append(f"Changed since the last build: {built.since_last}")
    return lines
