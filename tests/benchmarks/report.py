"""The table that the benchmarks print: ours, the bound, a peer beside it in the same run, and ratios."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One measurement. Times are in seconds, other figures in `unit`; None is not measured or not bounded."""

    what: str
    ours: float | None
    bound: float | None = None
    peer: float | None = None
    beside: str = ""
    unit: str = "s"

    @property
    def of_bound(self) -> float | None:
        """Our figure as a share of the bound."""
        return self.ours / self.bound if self.ours is not None and self.bound else None

    @property
    def times_peer(self) -> float | None:
        """How many times the peer takes what we take."""
        return self.peer / self.ours if self.ours and self.peer is not None else None

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "of_bound": self.of_bound, "times_peer": self.times_peer}


def shown(value: float | None, unit: str) -> str:
    """A figure in the unit that reads best."""
    if value is None:
        return "–"
    if unit != "s":
        return f"{value:,.1f} {unit}"
    if value < 1e-3:
        return f"{value * 1e6:.2f} µs"
    return f"{value * 1e3:.1f} ms" if value < 1 else f"{value:.2f} s"


def table(rows: Iterable[Row]) -> str:
    """The rows as aligned text."""
    lines = [("what", "ours", "bound", "of bound", "beside it", "takes", "ratio")]
    for row in rows:
        lines.append((
            row.what,
            shown(row.ours, row.unit),
            shown(row.bound, row.unit),
            "–" if row.of_bound is None else f"{row.of_bound:.0%}",
            row.beside or "–",
            shown(row.peer, row.unit),
            "–" if row.times_peer is None else f"{row.times_peer:,.1f} ×",
        ))  # fmt: skip
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
