"""Proof: what holds of a rule set in every situation there is, and a situation that shows it where it does not hold.

One decision diagram over the cells of the facts serves all proofs; a plain reading of the rules checks the diagram.
"""

from .checks import Proved, prove
from .queries import VERDICT, Questions
from .regions import as_data, as_yaml, in_figures, in_words, maximal_boxes
from .space import Cell, Space, cut
