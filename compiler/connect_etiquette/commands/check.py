"""`etiquette check` and `etiquette test`: nothing is written, but for stories that are accepted as they turn out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from .. import pipeline
from ..answers import Scenario, stories_in, try_scenarios
from ..findings import Finding, SourceFile, Span, did_you_mean
from ..output import find_paths, paths_for, put_in, with_put_in
from .runs import FORMAT, RULES, STRICT, WATCH, recall, report
from .runs import watch as again

FAILING = ("scenario", "impossible-rule", "unknown-rule")
"""Findings of stories that the rules tell otherwise, or by a rule that is no more; with a repair each."""


@click.command()
@RULES
@STRICT
@FORMAT
@click.option("--verbose", is_flag=True, help="Say what the proofs took of what they may take.")
@WATCH
def check(rules: Path | None, strict: bool, format_: str, verbose: bool, watch: bool) -> None:
    """Prove the rules complete and free of contradiction. Nothing is written."""
    paths = paths_for(rules)

    def once() -> None:
        run = pipeline.check(paths.rules)
        recall(run, paths.build)
        report(run, strict, format_, verbose)

    if watch:
        again([paths.rules], once)
    else:
        once()


@click.command()
@RULES
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("-k", "text", metavar="TEXT", help="Only the stories whose title holds TEXT.")
@click.option("--accept", is_flag=True, help="Have each failing story expect what the rules say, and print which.")
@STRICT
@FORMAT
def test(
    rules: Path | None, files: tuple[Path, ...], text: str | None, accept: bool, strict: bool, format_: str
) -> None:
    """Tell every scenario to the rules and compare the outcomes.

    Also see what no scenario covers, unless only some FILEs or stories are told.
    """
    folder = rules or find_paths().rules
    if not files and text is None and not accept:
        report(pipeline.check(folder, "error"), strict, format_)
        return
    run = _told(folder, files, text)
    if accept and run.proved is not None:
        failing = [finding for finding in run.findings.items if finding.code in FAILING]
        _accept(failing, click.echo if format_ == "text" else _silently)
        run = _told(folder, files, text)
    report(run, strict, format_)


def _told(folder: Path, files: tuple[Path, ...], text: str | None) -> pipeline.Run:
    """The rules with the wanted stories told to them: those of `files` whose title holds `text`, whatever its case."""
    run = pipeline.check(folder, "error", scenarios=False)
    if run.proved is None:
        return run
    names = _names(run, files)
    wanted = (text or "").lower()
    everything = not files and text is None

    def only(scenario: Scenario) -> bool:
        return (not names or scenario.span.file.name in names) and wanted in scenario.story.lower()

    run.scenarios = try_scenarios(run.proved, run.findings, None if everything else only)
    if text is not None and not run.scenarios and not run.findings.failed:
        raise click.UsageError(f"-k {text}: no story's title holds “{text}”")
    return run


def _names(run: pipeline.Run, files: tuple[Path, ...]) -> set[str]:
    """The scenario files that are meant, as findings call them: by a path from here, or from the rule folder or its
    scenarios/."""
    known = {path: document for path, document in run.documents.items() if path.startswith("scenarios/") and document}
    names: set[str] = set()
    for file in files:
        places = [file.resolve(), (run.folder / file).resolve(), (run.folder / "scenarios" / file).resolve()]
        found = [document for path, document in known.items() if (run.folder / path).resolve() in places]
        if not found:
            hint = did_you_mean(file.name, [path.removeprefix("scenarios/") for path in known])
            raise click.UsageError(f"“{file}” is no file of stories. {hint}")
        names.update(document.span.file.name for document in found)
    return names


def _accept(failing: list[Finding], say: Callable[[str], None]) -> None:
    """Write into each story what the rules say, and `say` a line for each, file by file. A file that can't be written
    ends the command, and so does one that would not be read as the same stories then, before any is written."""
    # A file that has two names is one: what was written by the first would be in the way of the second.
    files: dict[Path, SourceFile] = {}
    changes: dict[Path, dict[tuple[int, int], str]] = {}
    lines: dict[Path, dict[str, None]] = {}
    for finding in failing:
        for repair in finding.repairs:
            assert repair.span is not None
            path = Path(repair.span.file.name).resolve()
            span = Span(files.setdefault(path, repair.span.file), repair.span.start, repair.span.end)
            changes.setdefault(path, {})[span.start, span.end] = repair.text
            before = span.file.text[span.start : span.end]
            story = finding.message.partition(": expected ")[0].partition(" is declared impossible")[0]
            line = f"Changed {span.place}: {story}: {_in_a_line(before)} → {_in_a_line(repair.text)}"
            lines.setdefault(path, {})[line] = None
    for path, file in files.items():
        if _titles(SourceFile(file.name, with_put_in(file.text, changes[path]))) != _titles(file):
            click.echo(
                f"{file.name} can't be changed so that it stays readable. Write what its stories expect by hand."
            )
            raise click.exceptions.Exit(1)
    for path, file in files.items():
        try:
            put_in(Path(file.name), file.text, changes[path])
        except OSError as error:
            click.echo(f"{file.name} can't be written: {(error.strerror or str(error)).lower()}")
            raise click.exceptions.Exit(1) from None
        for line in lines[path]:
            say(line)


def _silently(_line: str) -> None:
    """Nothing is printed among data."""


def _titles(file: SourceFile) -> list[str] | None:
    """What the stories in a file are called; None where it can't be read."""
    document = stories_in(file)
    return None if document is None else [body["story"] for body in document["scenarios"]]


def _in_a_line(written: str) -> str:
    return " ".join(written.split())
