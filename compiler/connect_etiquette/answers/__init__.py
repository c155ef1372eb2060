"""Answers: what proved rules say of somebody, now and later.

Records and an instant become a situation, and that gets its answer; scenarios and comparisons rest on this.
"""

from typing import TYPE_CHECKING

from ..later import later
from .coverage import uncovered
from .dates import TypedError, check_zone
from .outcomes import HORIZON, Outcome, Step, applies, decide, next_verdict, outcome_at, timeline, tips, with_derived
from .records import Answer, Application, Person, Records, Round, find_cell
from .scenarios import CONTRADICTION, Scenario, read_scenarios, run

if TYPE_CHECKING:
    from .difference import Change, Difference, NamedOutcome, StoryChange, compare, difference_in_brief
    from .explain import lines, nearest_misses
    from .revisions import RevisionError, rule_folder
    from .typed import SOMEBODY, SituationError, from_dates, from_values, instant
else:
    __getattr__ = later(__name__, "typed", "explain", "revisions", "difference")
