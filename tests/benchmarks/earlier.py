"""The same measurements on an earlier revision, by that revision's own benchmarks, in turn with today's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.report import Row, shown

ROOT = Path(__file__).resolve().parents[2]
FIELDS = ("what", "ours", "bound", "peer", "beside", "unit")


@contextmanager
def unpacked(revision: str) -> Iterator[Path]:
    """The whole tree of a revision in a folder that goes away again; subprocess.CalledProcessError if there is none."""
    with tempfile.TemporaryDirectory() as place:
        archive = subprocess.run(["git", "archive", revision], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", place], input=archive, check=True)
        yield Path(place)


def measured(tree: Path, part: str) -> list[Row]:
    """One part's rows by the benchmarks and the compiler that stand in `tree`, in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        written = Path(place) / "rows.json"
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tree), str(tree / "compiler")])}
        command = [sys.executable, "-m", "tests.benchmarks", part, "--json", str(written)]
        ran = subprocess.run(command, cwd=tree, env=environment, stdout=subprocess.DEVNULL, check=False)
        if not written.exists():
            raise SystemExit(
                f"benchmarks: {part} of {tree} ended with exit code {ran.returncode}, and measured nothing"
            )
        return [Row(**{field: row[field] for field in FIELDS}) for row in json.loads(written.read_text("utf-8"))]


def table(before: Iterable[Row], now: Iterable[Row]) -> str:
    """Rows of the same name beside each other: before, now, and what is now as a share of before."""
    then = dict(named(before))
    lines = [("what", "before", "now", "of before", "bound now")]
    for name, row in named(now):
        old = then.pop(name, None)
        share = "–" if old is None or not old.ours or row.ours is None else f"{row.ours / old.ours:.0%}"
        lines.append((name, shown(old.ours if old else None, row.unit), shown(row.ours, row.unit), share,
                      shown(row.bound, row.unit)))  # fmt: skip
    lines += [(name, shown(row.ours, row.unit), "–", "–", "–") for name, row in then.items()]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def named(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    """Rows with the name of what they are a part of, since indented names come again and again."""
    head = ""
    for row in rows:
        if not row.what.startswith(" "):
            head = row.what
        yield (row.what if not row.what.startswith(" ") else f"{head}: {row.what.strip()}"), row
