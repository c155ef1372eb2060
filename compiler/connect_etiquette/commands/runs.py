"""What several commands do with a run: the options that ask for it, and how it is told."""

from __future__ import annotations

import gc
import os
import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from .. import pipeline
from ..diagrams import ExhaustedError
from ..findings import Severity, as_json, as_text, name_gone, summary
from ..output import Paths, find_paths, is_inside, paths_for
from ..proof import Proved, in_figures
from ..source import display_name


def _the_one_that_is_meant(context: click.Context, _: click.Parameter, rules: Path | None) -> Path | None:
    """Say that a rule folder where one stands is not the one that is asked about, if no other is named; and lead from a
    project to its rules."""
    if rules is not None and not (rules / "facts.yaml").exists():
        # Only a slip needs it.
        from ..asking import RevisionError, check_folder

        try:
            check_folder(rules)
        except RevisionError as error:
            raise click.UsageError(str(error)) from None
    # Who compares two folders asks about those alone.
    sides = [context.params.get(name) for name in ("old", "new")]
    if rules is None and not all(side and Path(side).is_dir() for side in sides):
        known = find_paths().rules.resolve()
        for here in (Path(), Path("rules")):
            if (here / "facts.yaml").is_file() and here.resolve() != known:
                asked = f"This is about {display_name(known)}. A rule folder is here too"
                click.echo(f"{asked}: add “--rules {as_argument(here)}” to ask about that.", err=True)
                break
    return rules


def as_argument(path: Path) -> str:
    """`path` as it is typed in a command: quoted where a shell would cut it, and never like an option."""
    name = display_name(path)
    return shlex.quote(f"./{name}" if name.startswith("-") else name)


RULES = click.option(
    "--rules",
    type=click.Path(path_type=Path),
    callback=_the_one_that_is_meant,
    help="The rule folder. Default: the one that comes with the command.",
)
STRICT = click.option("--strict", is_flag=True, help="Fail on warnings too.")
FORMAT = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people or for programs.",
)


WATCH = click.option("--watch", is_flag=True, help="Do it again whenever a file changes, until Ctrl+C.")


def watch(folders: Sequence[Path], act: Callable[[], None]) -> None:
    """Do `act` now, and again whenever a file in `folders` changes. Ends where a folder disappears.

    Each time begins and ends with a line of its own, by which an editor knows whose findings are the present ones.
    """
    try:
        from watchfiles import watch as changes
    except ImportError:
        raise click.UsageError("--watch needs watchfiles: pip install 'connect-etiquette[watch]'") from None
    names = ", ".join(display_name(folder) for folder in folders)
    click.echo(f"Watching {names}: Ctrl+C ends it.")
    for turn, changed in enumerate(_turns(changes, folders)):
        gone = next((folder for folder in folders if not folder.is_dir()), None)
        if gone is not None:
            click.echo(f"{display_name(gone)} is gone: there is nothing to watch any more.")
            raise click.exceptions.Exit(1)
        if changed or turn == 0:
            click.echo(f"{BEGINS}{datetime.now():%H:%M:%S}")
            with suppress(click.exceptions.Exit):
                act()
            click.echo(ENDS)
            # It is off while a command runs, which is over soon; this one is not.
            gc.collect()


def _turns(changes: Any, folders: Sequence[Path]) -> Iterator[object]:
    """What changed each time, and nothing now and then, so that one can look whether all is there yet.

    It looks from before the first turn on: what is saved while a command runs is seen after it.
    """
    with suppress(FileNotFoundError):
        yield from changes(*folders, yield_on_timeout=True, rust_timeout=WATCH_PAUSE, raise_interrupt=False)
    yield ()


BEGINS, ENDS = "Begins at ", "Waiting for changes."
WATCH_PAUSE = 200
"""After so many milliseconds without a change it is looked whether the folders are still there."""

MAX_DECIDERS = 5
"""Rules of the last build that are named for a gap; the rest are counted."""


def paths_to_write(rules: Path | None, out: Path | None, default: Path | None = None) -> tuple[Paths, Path]:
    """The folders of a command that writes, and where it writes: `out`, else `default`, else the build's own folder.

    An output inside the rule folder would be read as rules the next time, so it is refused.
    """
    paths = paths_for(rules)
    target = out or default or paths.build
    if is_inside(target, paths.rules):
        folder, where = display_name(paths.rules), display_name(target)
        what = f"--out {where}" if out else f"The output, {where},"
        beside = Path(os.path.abspath(paths.rules)).parent / "build-of-these"
        raise click.UsageError(
            f"{what} lies inside the rule folder {folder}, and would be read as rules by the next build. "
            f"Write it elsewhere, such as --out {as_argument(beside)}"
        )
    return paths, target


def report(run: pipeline.Run, strict: bool, format_: str, verbose: bool = False) -> None:
    """Print the findings of a run and what it did, with `verbose` also what that took; exit with 1 on errors, with
    `strict` on warnings too."""
    findings = run.findings.sorted()
    if format_ == "json":
        click.echo(as_json(findings))
    else:
        if findings:
            click.echo(as_text(findings))
        for line in (*what_was_done(run), *(what_was_used(run) if verbose else ())):
            click.echo(line)
        click.echo(summary(findings) if findings else "No findings.")
    exit_on(run, "warning" if strict else "error")


def recall(run: pipeline.Run, out: Path) -> None:
    """Say of situations that no rule covers which rules decided there in the last build into `out`, and which of its
    files are gone."""
    last = out / pipeline.LAST_RULES
    of_derived = {fact.span for fact in run.rule_set.derived.values()} if run.rule_set else set()
    for index, finding in enumerate(run.findings.items):
        if finding.code != "gap" or finding.span in of_derived or run.rule_set is None or not last.is_dir():
            continue
        # Only a gap needs it, and no build shall wait for it.
        from ..asking import deciders

        then = pipeline.check(last, "error", scenarios=False).proved
        with suppress(ExhaustedError):
            names = [f"“{rule.id}”" for rule in deciders(then, run.rule_set, finding.regions)] if then else []
            if names:
                more = f" and {len(names) - MAX_DECIDERS} more" if len(names) > MAX_DECIDERS else ""
                told = f"In the last build {', '.join(names[:MAX_DECIDERS])}{more} decided there."
                run.findings.items[index] = replace(finding, hint=f"{finding.hint or finding.kind.remedy} {told}")
    if run.findings.failed and last.is_dir():
        before = [path.relative_to(last).as_posix() for path in last.rglob("*") if path.is_file()]
        name_gone(run.findings, display_name(run.folder), before, run.documents)


def exit_on(run: pipeline.Run, worst: Severity) -> None:
    """Exit with 1 if there is an error, or a warning where that is the worst allowed."""
    if run.findings.failed or (worst == "warning" and run.findings.count("warning")):
        raise click.exceptions.Exit(1)


def what_was_done(run: pipeline.Run) -> list[str]:
    """What was read, proved and tried, with figures."""
    lines = []
    if run.rule_set is not None:
        rules, facts = run.rule_set.decision, run.rule_set.facts
        sizes = [
            _counted(len(run.documents), "file"),
            _counted(len(facts), "fact"),
            f"{_counted(len(rules.rules), 'rule')} in {_counted(len(rules.layers), 'layer')}",
            _counted(len(run.rule_set.evidence.sources), "source"),
        ]
        lines.append(f"Read    {display_name(run.folder)}: {', '.join(sizes)}")
    if run.rule_set is not None and run.proved is None:
        lines.append("Proved  nothing yet: first mend the errors above")
    if run.proved is not None:
        situations = in_figures(run.proved.space.size())
        lines.append(
            f"Proved  every one of {situations} situations has one outcome, and every rule gives some: "
            f"{run.proved.edges:,} steps read twice, {len(run.proved.diagram.nodes):,} nodes"
        )
        lines.append(f"Tried   {_counted(run.scenarios, 'scenario')}")
    return lines


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def what_was_used(run: pipeline.Run) -> list[str]:
    """How much of the purse each kind of proof used. The same rules use the same on every machine."""
    lines = list(run.purse.lines()) or ["nothing: no rules could be proved"]
    return [f"{'Used' if index == 0 else '':<8}{line}" for index, line in enumerate(lines)]


def proved_or_exit(rules: Path | None, whose: str = "", revision: str = "") -> Proved:
    """The proved rule set, or the findings that stand in its way and exit code 1; `whose` they are is said first.

    Where `rules` is a copy of a git `revision`, its places are told as those of the revision.
    """
    return run_or_exit(rules, whose, revision)[1]


def run_or_exit(
    rules: Path | None, whose: str = "", revision: str = "", building: bool = False
) -> tuple[pipeline.Run, Proved]:
    """The same with all that was read; as for a build with the words that are lent to it and its languages."""
    run = pipeline.check(rules or find_paths().rules, "error", building, scenarios=False)
    if run.proved is None:
        if whose:
            click.echo(f"{whose} can't be compared before this is mended:\n")
        told = as_text(run.findings.sorted())
        if revision and rules is not None and not Path(revision).is_dir():
            told = told.replace(f"{display_name(rules)}/", f"{revision}:").replace(display_name(rules), revision)
        click.echo(told)
        raise click.exceptions.Exit(1)
    return run, run.proved
