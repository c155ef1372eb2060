"""`python -m tests.benchmarks.families [--before REVISION] [NAME …]`: every family of rule sets in one table.

Each is checked by a process of its own: what came out, the processor time of one core, the most memory, the units, the
nodes and the order that won. Beside it, in the same run, z3 is asked only whether some situation is in no rule, and
with `--before` the compiler of an earlier revision checks the same folder. Exits with 1 where a bound is missed.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from connect_etiquette.findings import Findings
from connect_etiquette.language import RuleSet, resolve
from connect_etiquette.proof import cut
from connect_etiquette.proof.reference import Row
from connect_etiquette.source import read_folder

from tests.benchmarks import earlier
from tests.support.families import FAMILIES, write

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 60
"""Processor seconds after which a process is ended."""
MEMORY = 500
"""MB that no family may pass."""


@dataclass(frozen=True)
class Measured:
    """One check of one folder. Seconds are the processor's, memory is in MB."""

    outcome: str
    seconds: float
    memory: float
    units: str = "–"
    nodes: str = "–"
    order: str = "–"


def check(compiler: Path, folder: Path, *options: str) -> Measured:
    """Check a rule folder with the compiler that stands in `compiler`, in a process of its own."""
    command = [sys.executable, "-m", "connect_etiquette", "check", *options, "--rules", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(compiler)}
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT, preexec_fn=_limited
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode()
    codes = sorted(set(re.findall(r"error\[([a-z-]+)\]", said)))
    ended = process.returncode in (0, 1)
    units = sum(int(number.replace(",", "")) for number in re.findall(r"([\d,]+) of [\d,]+ units", said))
    order = re.search(r"facts (.+): (?:([\d,]+) nodes|not finished)", said)
    return Measured(
        ", ".join(codes) or "sound" if ended else "ends not",
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / 1024,
        f"{units:,}" if units else "–",
        (order[2] or "–") if order else "–",
        order[1] if order else "–",
    )


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))


def solver_seconds(folder: Path) -> str:
    """How long z3 takes to see whether some situation is in no rule, “no answer” within 20 s, “–” without z3 or rules."""
    try:
        import z3
    except ImportError:
        return "–"
    findings = Findings()
    rule_set = resolve(read_folder(folder, findings), folder.name, findings)
    if rule_set is None:
        return "–"
    started = time.process_time()
    solver = z3.Solver()
    solver.set("timeout", 20_000)
    _state(z3, solver, rule_set)
    answer = solver.check()
    taken = time.process_time() - started
    return f"{taken:.2f} {'complete' if answer == z3.unsat else 'gap'}" if answer != z3.unknown else "no answer"


def _state(z3: Any, solver: Any, rule_set: RuleSet) -> None:
    """Say to a solver what the rules say, and that none of them applies. Cells are numbers."""
    space = cut(rule_set)
    rows = {fact: Row(cells) for fact, cells in space.cells.items()}
    numbers = {fact: z3.Int(fact) for fact in space.cells}
    for fact, cells in space.cells.items():
        solver.add(numbers[fact] >= 0, numbers[fact] < len(cells) + (fact in rule_set.derived))

    def among(fact: str, mask: int) -> Any:
        runs = []
        while mask:
            first = (mask & -mask).bit_length() - 1
            length = (~(mask >> first) & -~(mask >> first)).bit_length() - 1
            runs.append(z3.And(numbers[fact] >= first, numbers[fact] < first + length))
            mask &= ~(((1 << length) - 1) << first)
        return z3.Or(runs)

    def applies(rule: Any) -> Any:
        return z3.And([among(test.fact, rows[test.fact].accepted(test.condition)) for test in rule.when])

    for name, decision in rule_set.derivations.items():
        values = rule_set.derived[name].values
        value: Any = z3.IntVal(len(values))
        for rule in reversed(decision.rules):
            value = z3.If(applies(rule), values.index(rule.outcome), value)
        solver.add(numbers[name] == value)
    for rule in (*rule_set.impossible, *rule_set.decision.rules):
        solver.add(z3.Not(applies(rule)))


def row(name: str, folder: Path, before: Path | None) -> tuple[list[str], bool]:
    """One family's line, and whether it keeps its bounds."""
    made = FAMILIES[name]()
    write(folder / name, made)
    now = check(ROOT / "compiler", folder / name, "--verbose")
    kept = now.seconds <= made["seconds"] and now.memory <= MEMORY and now.outcome != "ends not"
    if made["expect"] == "sound":
        kept = kept and now.outcome == "sound"
    line = [
        name, now.outcome, f"{now.seconds:.2f}", f"{made['seconds']:.0f}", f"{now.memory:.0f}", now.units, now.nodes,
        now.order, solver_seconds(folder / name),
    ]  # fmt: skip
    if before is not None:
        then = check(before, folder / name)
        line += [then.outcome, f"{then.seconds:.2f}", f"{then.memory:.0f}"]
    return [*line, "" if kept else "missed"], kept


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 1 if a family misses its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="parts of families' names; all by default")
    parser.add_argument("--before", help="a revision whose compiler checks the same folders")
    asked = parser.parse_args(arguments)
    head = ["family", "outcome", "s", "bound", "MB", "units", "nodes", "order", "z3: complete?"]
    head += ["before", "s", "MB"] if asked.before else []
    lines = [[*head, ""]]
    missed = 0
    with tempfile.TemporaryDirectory() as place, ExitStack() as earlier_one:
        folder = Path(place)
        before = earlier_one.enter_context(earlier.unpacked(asked.before)) / "compiler" if asked.before else None
        for name in FAMILIES:
            if not asked.names or any(part in name for part in asked.names):
                line, kept = row(name, folder, before)
                lines.append(line)
                missed += not kept
                print(f"{name} {'' if kept else 'missed'}", file=sys.stderr, flush=True)
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
