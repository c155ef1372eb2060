"""Asking: what authors ask of proved rules: why, why not, where, and what changed between two rule sets.

A build asks almost none of this, so each question is loaded when it is first put.
"""

from typing import TYPE_CHECKING

from ..later import later

if TYPE_CHECKING:
    from .difference import Change, Difference, NamedOutcome, StoryChange, compare, difference_in_brief
    from .explain import lines, nearest_misses
    from .foresee import Effect, Question, questions, questions_of_facts
    from .revisions import RevisionError, rule_folder
    from .typed import SOMEBODY, SituationError, from_dates, from_values, instant
else:
    __getattr__ = later(__name__, "typed", "explain", "foresee", "revisions", "difference")
