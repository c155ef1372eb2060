"""Language: plain data becomes the typed model of a rule set: facts, conditions, rules, texts, evidence, translations.

Whatever a name refers to is looked up here, so that all later rooms deal with things and not with names.
"""

from .cards import Cards, read_cards
from .conditions import (
    AMOUNT,
    CALENDAR,
    AnyOf,
    Condition,
    Is,
    Never,
    Not,
    Range,
    Test,
    Testable,
    amount_in_words,
    earlier_names,
    parse_amount,
    range_examples,
    read_when,
)
from .evidence import COUNTED, Agreement, Claim, Evidence
from .facts import MINUTES, DerivedFact, Fact, Reads, decimal
from .limits import LIMIT_WORDS, Limits, read_limits
from .model import CLOCK, Decision, Rule, RuleSet
from .numbers import Numbers
from .reader import AUTHORITIES, TEXTS
from .rules import resolve
from .texts import LENGTHS, PLACEHOLDERS, Segments, fill, lower
