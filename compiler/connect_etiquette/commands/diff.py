"""`etiquette diff`: which situations have another outcome under two rule sets."""

from __future__ import annotations

from pathlib import Path

import click

from ..asking import RevisionError, compare, rule_folder
from ..diagrams import ExhaustedError
from ..output import find_paths
from .runs import RULES, proved_or_exit
from .words import difference_in_words


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@RULES
def diff(old: str, new: str | None, rules: Path | None) -> None:
    """Say which situations get another verdict, and by which rules.

    OLD and NEW are rule folders or git revisions; NEW is the present rules if left out.
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
