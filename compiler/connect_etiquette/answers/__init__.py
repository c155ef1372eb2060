"""Answers: what proved rules say of somebody, now and later.

Records and an instant become a situation, and that gets its answer; scenarios and comparisons rest on this.
"""

from .coverage import try_scenarios
from .dates import DAY_ENDS, TypedError, check_zone, machine_zone, wall_time
from .outcomes import (
    HORIZON,
    Outcome,
    Step,
    applies,
    decide,
    live,
    most_careful,
    next_verdict,
    outcome_at,
    readings_of,
    steps,
    timeline,
    tips,
    with_derived,
)
from .records import (
    Answer,
    Application,
    InstantSituation,
    Person,
    Reading,
    Records,
    Round,
    Situation,
    at_wall,
    find_cell,
)
from .scenarios import CONTRADICTION, Scenario, read_scenarios
from .telling import run, stories_in
from .values import answer_value, facts_of_a_date, read_value
