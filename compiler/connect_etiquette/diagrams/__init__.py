"""Diagrams: ranked boxes over rows of cells become decision diagrams, and questions to them are answered.

Nothing here knows what a fact, a rule or a verdict means; everything here is counted, so that it ends.
"""

from .blame import Blame, find_blame
from .diagram import Box, Diagram, Leaf, Node, Store
from .holding import which_hold
from .overlaps import Overlaps
from .purse import MB, ExhaustedError, Purse, Share
from .race import Build, DerivedRanking, Problem, finish, run_race
from .ranked import Finished, Ranked
from .ranking import Exploration
