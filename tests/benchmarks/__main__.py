"""`python -m tests.benchmarks [--json FILE] [PART …]` measures, prints a table, and fails only at twice a bound."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import building, decisions, pages, proofs
from tests.benchmarks.report import Row, table

PARTS: dict[str, Callable[[], list[Row]]] = {
    "building": building.rows,
    "proofs": proofs.rows,
    "decisions": decisions.rows,
    "pages": pages.rows,
}


def main() -> int:
    """The exit code: 1 if something takes more than twice its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="what to measure; all by default")
    parser.add_argument("--json", type=Path, help="write the rows here as well")
    arguments = parser.parse_args()
    rows: list[Row] = []
    for part in arguments.parts or PARTS:
        print(f"measuring {part} …", file=sys.stderr, flush=True)
        rows += PARTS[part]()
    print(table(rows))
    if arguments.json:
        arguments.json.write_text(json.dumps([row.as_data() for row in rows], indent=2) + "\n", "utf-8")
    return int(any(row.of_bound is not None and row.of_bound > 2 for row in rows))


if __name__ == "__main__":
    sys.exit(main())
