"""`etiquette check` and `etiquette test`: nothing is written."""

from __future__ import annotations

from pathlib import Path

import click

from .. import pipeline
from ..output import find_paths
from .runs import FORMAT, RULES, STRICT, report


@click.command()
@RULES
@STRICT
@FORMAT
@click.option("--verbose", is_flag=True, help="Say what the proofs took of what they may take.")
def check(rules: Path | None, strict: bool, format_: str, verbose: bool) -> None:
    """Prove the rules complete and free of contradiction. Nothing is written."""
    report(pipeline.check(rules or find_paths().rules), strict, format_, verbose)


@click.command()
@RULES
@STRICT
@FORMAT
def test(rules: Path | None, strict: bool, format_: str) -> None:
    """Tell every scenario to the rules and compare the outcomes.

    Also see what no scenario covers.
    """
    report(pipeline.check(rules or find_paths().rules, "error"), strict, format_)
