"""`etiquette schema`: JSON Schemas for editors."""

from __future__ import annotations

from pathlib import Path

import click

from .. import pipeline
from ..findings import as_text
from ..output import dump, replace_all, schemas_for_editors, unwritable
from ..source import display_name
from .runs import RULES, paths_to_write


@click.command()
@RULES
@click.option("--out", type=click.Path(path_type=Path), help="Where to write. Default: build/schemas beside the rules.")
def schema(rules: Path | None, out: Path | None) -> None:
    """Write JSON Schemas, with which an editor completes rules.

    They have this rule set's facts, values and ids filled in.
    """
    paths, target = paths_to_write(rules, out, "build/schemas")
    run = pipeline.check(paths.rules, "error", scenarios=False)
    if run.rule_set is None:
        click.echo(as_text(run.findings.sorted()))
        raise click.exceptions.Exit(1)
    files = {f"{kind}.json": dump(found).encode() for kind, found in schemas_for_editors(run.rule_set).items()}
    try:
        replace_all(target, {}, files)
    except OSError as error:
        click.echo(unwritable(error, target).message)
        raise click.exceptions.Exit(1) from None
    click.echo(f"Wrote   {display_name(target)}: {len(files)} schemas")
    click.echo("The first line of a rule file tells your editor which schema to use.")
