"""How long the proofs take on growing tables, beside a solver that is asked only whether the table is complete."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from statistics import median

from connect_etiquette.findings import Findings, SourceFile
from connect_etiquette.language import RuleSet, resolve
from connect_etiquette.proof import prove
from connect_etiquette.source import parse

from tests.benchmarks.report import Row
from tests.benchmarks.tables import Table, tree

PUBLISHED = {"overlaps": 13.4, "gaps": 18.3}
"""Seconds for 7 columns × 1,496 rules: Calvanese, Dumas, Laurson, Maggi, Montali, Teinemaa, Semantics and Analysis of
DMN Decision Tables, 2016."""


def seconds(work: Callable[[], object], runs: int = 5) -> float:
    """The median time of `work`."""
    taken = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)


def resolved(table: Table) -> RuleSet:
    findings = Findings()
    documents = {path: parse(SourceFile(path, text), findings) for path, text in table.files().items()}
    rule_set = resolve(documents, "table", findings)
    assert rule_set is not None
    return rule_set


def solver_seconds(table: Table) -> float | None:
    """How long z3 takes to see whether some situation is in no rule; None where it is not installed."""
    try:
        import z3
    except ImportError:
        return None

    def ask() -> None:
        numbers = {fact: z3.Int(fact) for fact in table.facts}
        solver = z3.Solver()
        for fact, values in table.facts.items():
            solver.add(numbers[fact] >= 0, numbers[fact] < len(values))
        for box, _, _ in table.rules:
            tests = [
                z3.Or([numbers[fact] == table.facts[fact].index(value) for value in values])
                for fact, values in box.items()
            ]
            solver.add(z3.Not(z3.And(tests)))
        solver.check()

    return seconds(ask, 3)


def rows() -> list[Row]:
    """One row a table: our time for every error-level proof, the bound, the solver's time for completeness alone."""
    found: list[Row] = []
    for rules, facts, values, bound in ((100, 8, 4, 0.020), (400, 7, 6, None), (1500, 7, 6, 1.0), (5000, 8, 4, 8.0)):
        for layered in (True, False):
            table = tree(rules, facts, values, layered=layered)
            rule_set = resolved(table)
            findings = Findings()
            prove(rule_set, findings, "error")
            codes = {code: sum(f.code == code for f in findings.items) for code in {f.code for f in findings.items}}
            ours = seconds(lambda rule_set=rule_set: prove(rule_set, Findings(), "error"))  # type: ignore[misc]
            noise = "noise in stronger layers" if layered else "noise in the same layer"
            said = ", ".join(f"{count} × {code}" for code, count in sorted(codes.items())) or "sound"
            found.append(
                Row(
                    f"prove {rules:,} rules × {facts} facts, {noise} ({said})",
                    ours,
                    bound,
                    # On larger tables the solver takes minutes.
                    solver_seconds(table) if rules <= 1500 else None,
                    "z3, completeness only",
                )
            )
    found.append(
        Row(
            "the same size, as published in 2016: overlaps",
            None,
            None,
            PUBLISHED["overlaps"],
            "Calvanese et al., on their machine",
        )
    )
    found.append(
        Row(
            "the same size, as published in 2016: gaps",
            None,
            None,
            PUBLISHED["gaps"],
            "Calvanese et al., on their machine",
        )
    )
    return found
