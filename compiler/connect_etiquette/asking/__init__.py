"""Asking: what authors ask of proved rules: why, why not, where, and what changed between two rule sets.

A build asks almost none of this, so each question is loaded when it is first put.
"""

from typing import TYPE_CHECKING

from ..later import later

if TYPE_CHECKING:
    from .brief import difference_in_brief
    from .difference import Change, Difference, NamedOutcome, StoryChange, compare
    from .explain import WhyNot, find_rule, lines, nearest_misses, why_not
    from .find import IMPOSSIBLE, Found, deciders, where
    from .foresee import Effect, Question, Turn, next_turn, questions, questions_of_facts
    from .revisions import RevisionError, check_folder, rule_folder
    from .shares import Part, Parts, parts
    from .tip import ADA, Tip, Voice, read_tip
    from .typed import SOMEBODY, SituationError, from_dates, from_values, instant, settings_of
else:
    __getattr__ = later(
        __name__, "typed", "difference", "brief", "revisions", "explain", "foresee", "tip", "find", "shares"
    )
