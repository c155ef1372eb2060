"""The catalogue of findings as the author's guide prints it."""

from __future__ import annotations

from .finding import CATALOGUE, RANK


def as_markdown() -> str:
    """One table of every code, errors first: what it means and what usually mends it."""
    rows = ["| code | level | what it means | what to do |", "|---|---|---|---|"]
    for code, kind in sorted(CATALOGUE.items(), key=lambda item: (RANK[item[1].severity], item[0])):
        rows.append(f"| `{code}` | {kind.severity} | {kind.meaning} | {kind.remedy} |")
    return "\n".join(rows) + "\n"
