"""`python -m tests.benchmarks [--json FILE] [--before REVISION] [PART …]` measures and prints a table.

It fails only at twice a bound. With `--before` it has an earlier revision measure the same parts in turn, by its own
benchmarks, and prints both beside each other.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import building, decisions, earlier, pages, proofs, windows
from tests.benchmarks.report import Row, table

PARTS: dict[str, Callable[[], list[Row]]] = {
    "building": building.rows,
    "proofs": proofs.rows,
    "decisions": decisions.rows,
    "pages": pages.rows,
    "windows": windows.rows,
}


def main() -> int:
    """The exit code: 1 if something takes more than twice its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="what to measure; all by default")
    parser.add_argument("--json", type=Path, help="write the rows here as well")
    parser.add_argument("--before", metavar="REVISION", help="measure this revision too, in turn")
    arguments = parser.parse_args()
    if arguments.before:
        return beside(arguments.before, arguments.parts or list(PARTS))
    rows: list[Row] = []
    for part in arguments.parts or PARTS:
        print(f"measuring {part} …", file=sys.stderr, flush=True)
        rows += PARTS[part]()
    print(table(rows))
    if arguments.json:
        arguments.json.write_text(json.dumps([row.as_data() for row in rows], indent=2) + "\n", "utf-8")
    return int(any(row.of_bound is not None and row.of_bound > 2 for row in rows))


def beside(revision: str, parts: list[str]) -> int:
    """Each part of an earlier revision, then of this one, each in a process of its own."""
    with earlier.unpacked(revision) as tree:
        for part in parts:
            before, now = (earlier.measured(place, part) for place in (tree, earlier.ROOT))
            print(earlier.table(before, now), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
