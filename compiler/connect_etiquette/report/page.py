"""The page: what stands on it, gathered from a proved rule set, and written by its one template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from ..answers import read_scenarios
from ..asking import ADA, Difference, NamedOutcome, Parts, Voice, parts
from ..findings import Findings
from ..language import Agreement, DerivedFact, Fact, Rule, RuleSet, fill
from ..output import met
from ..proof import Proved
from ..translations import Locale, layer_key
from .changes import changes, facts_of_one_side
from .conditions import Line, Vocabulary
from .courses import Course, course, in_words, typical
from .evidence import Listed, agreement_in_words, listed, own_reasoning, questions
from .stories import Told, by_rule
from .words import Words, all_words

TEMPLATE = "page.html.j2"
LANGUAGES = tuple(all_words()["title"])
"""The languages that the report's own words are in, English first."""
MAX_HIDERS = 6
"""Rules above a rule that are named; the others are counted."""
TONES = ("good", "open", "hold", "quiet")
"""The tones of verdicts that the page has a colour for."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which rules these are: the version of the product, and a fingerprint of the rule files."""

    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Since:
    """What is compared with: its name as it was typed, and what became different.

    Where the two can't be compared there is no difference, and `hindered` says what is in the way.
    """

    revision: str
    difference: Difference | None
    hindered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of rules in words: its number from the top, its name, why it stands there, and its rules."""

    number: int
    name: str
    because: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A derived fact: what it says, and for each value, strongest first, its label, group and conditions."""

    fact: str
    says: str
    values: tuple[tuple[int, str, tuple[Line, ...]], ...]


def report_page(proved: Proved, locale: Locale, edition: Edition, since: Since | None = None) -> str:
    """The whole page in the language of `locale`. The same rules make the same page."""
    return _template().render(_Contents(proved, locale, edition, since).values())


@cache
def _template() -> Template:
    text = files(__package__).joinpath(TEMPLATE).read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text)


class _Contents:
    """What the template asks for."""

    def __init__(self, proved: Proved, locale: Locale, edition: Edition, since: Since | None) -> None:
        self.proved = proved
        self.rules: RuleSet = proved.rule_set
        self.voice = Voice(proved, locale)
        self.w = Words(locale.id)
        self.vocabulary = Vocabulary(self.voice, self.w)
        self.edition = edition
        self.since = since
        self.scenarios = read_scenarios(self.rules, proved.space, Findings())
        self.stories = by_rule(proved, self.scenarios)
        self.parts: Parts = parts(proved)
        self.asked = questions(self.voice)
        self.number_of = {question.id: question.number for question in self.asked}
        self.rule_of = {rule.id: rule for rule in (*self.rules.rules(), *self.rules.impossible)}

    def values(self) -> dict[str, Any]:
        """The template's variables, functions among them."""
        difference = self.since.difference if self.since else None
        return {
            "w": self.w,
            "language": self.voice.locale.id,
            "words_language": self.w.own,
            "edition": self.edition,
            "ada": ADA,
            "rules": self.rules,
            "scenarios": len(self.scenarios),
            "possible": self.parts.possible,
            "cases": [course(self.proved, scenario) for scenario in typical(self.scenarios)],
            "since": self.since,
            "changes": changes(difference, self.vocabulary) if difference else [],
            "of_one_side": facts_of_one_side(difference) if difference else None,
            "layers": list(self.layers()),
            "meanings": list(self.meanings()),
            "questions": self.asked,
            "sources": listed(self.rules.evidence, self.asked),
            "own": own_reasoning(self.rules),
            "points": list(self.points()),
            **{name: getattr(self, name) for name in _FUNCTIONS},
        }

    def layers(self) -> Iterator[Layer]:
        """The layers from the top."""
        paths = [path for path in self.rules.documents if path.startswith("etiquette/")]
        for index, name in enumerate(self.rules.decision.layers):
            key = layer_key(paths[index])
            because = self.rules.documents[paths[index]].get("because", "")
            yield Layer(
                index + 1,
                self.told("layers", key, "says", name),
                self.told("layers", key, "reason", because),
                tuple(rule for rule in self.rules.decision.rules if rule.layer == index),
            )

    def meanings(self) -> Iterator[Meaning]:
        """The derived facts, each after those it rests on."""
        for name, decision in self.rules.derivations.items():
            values = tuple(
                (rule.layer + 1, self.vocabulary.values[name][rule.outcome], tuple(self.lines(rule)))
                for rule in decision.rules
            )
            yield Meaning(name, self.vocabulary.facts[name], values)

    def points(self) -> Iterator[tuple[str, str, list[tuple[int, list[str]]]]]:
        """The article's points: what each says, and by place where it is met, as ids of rules and facts."""
        for point, english in self.rules.evidence.points.items():
            places = [(index, ids) for index, ids in enumerate(met(self.rules, point).values()) if ids]
            yield point, self.told("points", point, "", english), places

    def told(self, kind: str, item: str, place: str, english: str) -> str:
        """A text that only this page shows, in its language."""
        return fill(self.voice.locale.text(kind, item, place, [english]), {}) if english else ""

    def text(self, rule: Rule, place: str) -> str:
        """A text of a rule with somebody's name in it; empty where it has none."""
        return self.voice.text(rule, place)

    def headline(self, rule: Rule) -> str:
        """What a rule is called on the page."""
        for place in ("headline", "text", "subject", "short", "because"):
            if said := self.text(rule, place):
                return said
        return rule.id

    def until(self, rule: Rule) -> str:
        """Until when a rule's verdict holds; empty where it does not say."""
        if "until" not in rule.texts:
            return ""
        return self.w("until-clock") if rule.waits_for_clock else self.w("until", says=self.text(rule, "until"))

    def beyond(self, rule: Rule) -> str:
        """What of a rule goes beyond the sources."""
        return self.told(self.voice.kinds[id(rule)], rule.id, "beyond-evidence", rule.beyond_evidence)

    def lines(self, rule: Rule) -> list[Line]:
        return self.vocabulary.lines(rule)

    def verdict(self, verdict: str) -> str:
        """A verdict in words; what stands in place of one as well."""
        if verdict in self.rules.verdicts:
            return self.voice.verdict(verdict)
        return self.w("impossible-verdict")

    def tone(self, verdict: str) -> str:
        known = self.rules.verdicts.get(verdict)
        return known.tone if known is not None and known.tone in TONES else "none"

    def agreement(self, found: Agreement) -> str:
        return agreement_in_words(found, self.w)

    def points_of(self, rule: Rule) -> list[str]:
        """The article's points that a rule carries out anywhere, in the article's order."""
        named = {*rule.points, *rule.gain_points, *rule.risk_points, *rule.shown_points}
        return [point for point in self.rules.evidence.points if point in named]

    def stories_of(self, rule: Rule) -> list[Told]:
        return self.stories.get(rule.id, [])

    def hiders(self, rule: Rule) -> tuple[list[tuple[Rule, str]], int]:
        """The nearest rules above a rule that decide where its condition holds, each with its share of that; how many
        more there are."""
        part = self.parts.by_rule[rule.id]
        named = [(other, self.w.share(count, part.meets or 0)) for other, count in part.hidden_by[:MAX_HIDERS]]
        return named, max(len(part.hidden_by) - MAX_HIDERS, 0)

    def decides(self, rule: Rule) -> str:
        return self.w.share(self.parts.by_rule[rule.id].decides, self.parts.possible)

    def meets(self, rule: Rule) -> str:
        """The share in which a rule's condition holds; empty where that is not counted."""
        part = self.parts.by_rule[rule.id]
        return "" if part.meets is None else self.w.share(part.meets, self.parts.possible)

    def answers_of(self, fact: Fact) -> str:
        """What may be answered to a fact, or read of it."""
        if fact.kind == "date":
            return self.w("a-date")
        if fact.is_number:
            key = f"unit-{fact.unit}"
            return self.w("a-number", unit=self.w(key) if key in all_words() else fact.unit)
        return " · ".join(self.vocabulary.values[fact.id].values())

    def usual(self, fact: Fact) -> str:
        """What an unanswered fact counts as; empty where nothing."""
        if fact.unknown is None:
            return ""
        return self.vocabulary.values[fact.id].get(str(fact.unknown), str(fact.unknown))

    def asked_as(self, fact: Fact) -> str:
        return self.voice.ask(fact) if fact.ask else self.w(f"whose-{fact.whose}")

    def says(self, fact: Fact | DerivedFact) -> str:
        return self.vocabulary.facts.get(fact.id) or self.told("facts", fact.id, "says", fact.says)

    def outcome(self, named: NamedOutcome) -> str:
        """An outcome of a comparison: its verdict, and by which rules."""
        verdict, *by = named
        rules = " + ".join(rule for rule in by if rule)
        return f"{self.verdict(verdict)} ({rules or self.w('no-rule')})"

    def read(self, source: Listed) -> str:
        """How far a source was read, and when."""
        key = f"seen-{source.seen}"
        seen = self.w(key) if key in all_words() else source.seen
        # In a narrow column a day is not broken at its hyphens.
        return self.w("seen-on", says=seen, date=source.read_on.replace("-", "\u2011")) if source.read_on else seen

    def happening(self, one: Any) -> str:
        return in_words(self.voice, self.w, one) if one.fact else self.w("interview")

    def when(self, one: Any) -> str:
        """When it happens; of an answer that is a date itself, that this is when it was said."""
        said = f"{self.w.day(one.at)}, {self.w.time(one.at)}"
        dated = one.fact and self.rules.facts[one.fact].kind == "date"
        return self.w("said-on", when=said) if dated else said

    def case_title(self, case: Course) -> str:
        return self.told("typical", case.id, "", case.story) if case.id else case.story


_FUNCTIONS = (
    *("text", "headline", "until", "beyond", "lines", "verdict", "tone", "agreement", "points_of", "stories_of"),
    *("hiders", "decides", "meets", "answers_of", "usual", "asked_as", "says", "happening", "when", "case_title"),
    *("number_of", "rule_of", "outcome", "read"),
)
"""What the template calls or looks up, by its name here."""
