"""Families of rule folders on which the proofs are measured: small and large, easy and hard, sound and faulty.

Each has a name with its parameters, and `write` makes it a folder (facts.yaml, verdicts.yaml, etiquette/…). The same
call always writes the same bytes: every random choice has a fixed seed. The rules mean nothing; only their shape matters.

What `expect` says:
  sound      every error-level proof succeeds (warnings and remarks may come)
  findings   errors of the codes in `codes`, and no too-complex
  bounded    proofs, findings, or a too-complex finding that names facts; always within the general bound
`seconds` is the processor time of one core that `etiquette check` may take; the memory bound is 500 MB for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.families.beside import (
    adjustments,
    clash_through_derived,
    gap_regions,
    impossible_pairs,
    impossible_random,
    many_tips,
)
from tests.support.families.crowded import calendar, exactly, exceptions, pigeons, shared_children, votes
from tests.support.families.pairings import (
    clauses,
    counter,
    deep_chain,
    diamonds,
    equality,
    equality_graph,
    multiplexer,
    parity,
    permutation,
    twins_through_derived,
)
from tests.support.families.parts import EASY, LARGE, LIMIT, MEDIUM, write
from tests.support.families.tables import boxes, diagonal, grid, in_one_layer, ladder, random_layered, tree, wide

__all__ = ["FAMILIES", "write"]

FAMILIES: dict[str, Callable[[], dict[str, Any]]] = {
    "parity-16": lambda: parity(16),
    "parity-40-backwards": lambda: parity(40, backwards=True),
    "parity-400": lambda: parity(400) | {"seconds": LIMIT},
    "parity-28-two-links": lambda: parity(28, read_middle=True),
    "counter-24-cap-5": lambda: counter(24, 5),
    "counter-48-cap-9": lambda: counter(48, 9),
    "weighted-bit-9": lambda: counter(9, 9, select=True),
    "weighted-bit-15": lambda: counter(15, 15, select=True),
    "weighted-bit-22": lambda: counter(22, 22, select=True) | {"expect": "bounded", "seconds": LIMIT},
    "deep-chain-30x4": lambda: deep_chain(30, 4),
    "deep-chain-120x2": lambda: deep_chain(120, 2) | {"seconds": MEDIUM},
    "diamonds-18": lambda: diamonds(18),
    "diamonds-36": lambda: diamonds(36),
    "equality-near-9x5": lambda: equality(9, 5, "near"),
    "equality-near-30x7": lambda: equality(30, 7, "near"),
    "equality-far-9x5": lambda: equality(9, 5, "far"),
    "equality-far-24x3": lambda: equality(24, 3, "far") | {"seconds": MEDIUM},
    "equality-chain-14x6": lambda: equality(14, 6, "chain"),
    "equality-graph-16x4-40": lambda: equality_graph(16, 4, 40, 11),
    "equality-graph-30x4-90": lambda: equality_graph(30, 4, 90, 12),
    "multiplexer-3": lambda: multiplexer(3, False),
    "multiplexer-5-data-first": lambda: multiplexer(5, True) | {"seconds": MEDIUM},
    "multiplexer-6-derived": lambda: multiplexer(6, True, through_derived=True) | {"seconds": MEDIUM},
    "twins-20x4": lambda: twins_through_derived(20, 4),
    "twins-120x24": lambda: twins_through_derived(120, 24),
    "permutation-4": lambda: permutation(4),
    "permutation-7": lambda: permutation(7),
    "clauses-40x2-170": lambda: clauses(40, 2, 170, 3, 21),
    "clauses-70x3-300": lambda: clauses(70, 3, 300, 4, 22),
    "tree-90x8": lambda: tree(90, 8, 0.1, 31, EASY),
    "tree-1400x7": lambda: tree(1400, 7, 0.1, 32, MEDIUM),
    "tree-5000x8": lambda: tree(5000, 8, 0.1, 33, LARGE),
    "tree-90x8-in-one-layer": lambda: in_one_layer(tree(90, 8, 0.1, 31, EASY)),
    "tree-5000x8-in-one-layer": lambda: in_one_layer(tree(5000, 8, 0.1, 33, LARGE)),
    "layered-70x8": lambda: random_layered(70, 8, 7, 51),
    "layered-300x12": lambda: random_layered(300, 12, 15, 52),
    "grid-30": lambda: grid(30),
    "grid-24-faulty": lambda: grid(24, faulty=True),
    "diagonal-300": lambda: diagonal(300),
    "diagonal-1000": lambda: diagonal(1000) | {"seconds": LARGE},
    "diagonal-1900": lambda: diagonal(1900) | {"expect": "bounded", "seconds": LIMIT},
    "boxes-60x6": lambda: boxes(60, 6, 20, 61),
    "boxes-180x9": lambda: boxes(180, 9, 40, 62),
    "ladder-1200": lambda: ladder(1200, "split"),
    "ladder-700-nested": lambda: ladder(700, "nested"),
    "wide-900": lambda: wide(900, 4),
    "tips-1200": lambda: many_tips(1200, 400, 71),
    "impossible-pairs-22": lambda: impossible_pairs(22),
    "impossible-random-300": lambda: impossible_random(300, 10, 81),
    "gap-regions-10": lambda: gap_regions(10),
    "clash-through-derived-18x40": lambda: clash_through_derived(18, 40),
    "adjustments-120": lambda: adjustments(120, 91),
    "shared-children-18x5x10": lambda: shared_children(18, 5, 10, 101),
    "shared-children-40x6x24": lambda: shared_children(40, 6, 24, 102),
    "exceptions-300": lambda: exceptions(300),
    "exactly-2047x2": lambda: exactly(2047, 2),
    "exactly-1000x5": lambda: exactly(1000, 5),
    "pigeons-8": lambda: pigeons(8, told=False),
    "pigeons-14": lambda: pigeons(14, told=False),
    "pigeons-9-told": lambda: pigeons(9, told=True),
    "calendar-200x3": lambda: calendar(200, 3, 111),
    "calendar-120x5": lambda: calendar(120, 5, 112),
    "votes-10-of-4": lambda: votes(10, 4),
}
