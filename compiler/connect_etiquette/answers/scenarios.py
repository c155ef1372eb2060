"""Scenarios: dated stories and the outcomes they must get.

A story says what was entered and what time it is, and is told in a line. Stories of one file may share a background
(`given`); what a story says itself replaces or adds to it. What must be answered reads
`wait by first-day, then caution on Wed 2026-03-11 15:00`: a verdict, and if the story says so the rule that gives it
(`by`), the adjustment that made it careful (`with`) and the next other verdict that the clock alone brings within the
horizon of a timeline (`then … on …`, or `then nothing`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any

from ..diagrams import ExhaustedError, Share
from ..findings import Finding, Findings, Span, as_typed, did_you_mean, either
from ..language import Fact, RuleSet, earlier_names
from ..proof import Space
from ..source import Map
from .dates import DAY_ENDS, WEEKDAYS, TypedError, as_date, check_year, check_zone
from .records import Answer, Application, Person, Records, Round, at_wall, find_cell
from .values import answer_value, facts_of_a_date, read_value

CONTRADICTION = "contradiction"
"""What stands in place of a verdict where the entries can't be true together."""
NOTHING = "nothing"
"""What stands in place of a later verdict where the clock brings none."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one person must be told: a verdict, and by which rule and adjustment if the story says so.

    `then` is the next verdict and `then_at` its instant on the wall; `then` may be `NOTHING`, and is empty if the story
    does not care. In a contradiction `rule` is what declares it.
    """

    person: str
    verdict: str
    span: Span
    rule: str = ""
    adjustment: str = ""
    then: str = ""
    then_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A story. Either `facts` are given as they are, or `records` and `now` from which they follow. `values` are those
    facts as they were told, without the ones that are only assumed. The course of one that has an
    id as `typical` is shown, from `begins` on, to those who read the rules."""

    story: str
    span: Span
    expected: tuple[Expectation, ...]
    facts: Mapping[str, int] | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    records: Records | None = None
    now: datetime | None = None
    page: tuple[str, ...] = ()
    typical: str = ""
    begins: datetime | None = None


_WHERE = {
    "me": "yourself: write it under “me”",
    "application": "the application: write it under “application”",
    "person": "a person: write it under their name in “people”",
}
"""Where a story says what is asked of whom."""


class _UnreadableError(Exception):
    def __init__(self, message: str, span: Span, hint: str = "", code: str = "bad-value") -> None:
        self.finding = Finding(code, message, span, hint=hint)


def read_scenarios(rule_set: RuleSet, space: Space, findings: Findings, share: Share | None = None) -> list[Scenario]:
    """The stories of all scenario files. One that can't be read becomes a finding; so does the first that costs more
    than is left of `share`, and ends the list."""
    scenarios: list[Scenario] = []
    for path, document in rule_set.documents.items():
        if path.startswith("scenarios/"):
            given = document.get("given", Map(document.span))
            try:
                check_zone(document.get("zone", "UTC"))
            except TypedError as error:
                # All stories of the file would say the same.
                findings.add(Finding("bad-value", error.message, document.values_at["zone"], hint=error.hint))
                continue
            for body in document["scenarios"]:
                try:
                    told = _together(given, body, depth=3)
                    story = _Story(rule_set, space, told, body, document.get("zone", "UTC"), share)
                    scenarios.append(story.read())
                except ExhaustedError:
                    findings.add(too_much(body.values_at["story"]))
                    return scenarios
                except _UnreadableError as error:
                    findings.add(error.finding)
    return scenarios


def too_much(span: Span) -> Finding:
    """What is said of the story with which the stories' share is used up."""
    message = "up to this one, the stories tell more than can be tried"
    hint = "Each round, person and application counts, and counts again for everybody of whom something is expected."
    return Finding("too-large", message, span, hint=f"{hint} Tell fewer of them in a story, or fewer stories.")


def _together(given: Map, told: Map, depth: int) -> Map:
    """`given` with what `told` adds or replaces; mappings are joined down to `depth`."""
    joined = Map(told.span)
    for part in (given, told):
        for key, value in part.items():
            before = joined.get(key)
            if depth > 1 and isinstance(before, Map) and isinstance(value, Map):
                joined[key] = _together(before, value, depth - 1)
            else:
                joined[key] = value
            joined.keys_at[key], joined.values_at[key] = part.keys_at[key], part.values_at[key]
    return joined


class _Story:
    """Reads one scenario: `body` with what its file gives, of which `own` is what the story says itself."""

    def __init__(
        self, rule_set: RuleSet, space: Space, body: Map, own: Map, zone: str, share: Share | None = None
    ) -> None:
        self.share = share
        self.rule_set = rule_set
        self.space = space
        self.body = body
        self.own = own
        self.zone = body.get("zone", zone)
        self.now = datetime.min

    def read(self) -> Scenario:
        body = self.body
        story, span = body["story"], body.values_at["story"]
        self.check_zone(self.zone, body.values_at.get("zone", span))
        if "facts" in body:
            self.alone(
                "facts", ("now", "me", "application", "applications", "rounds", "people", "page", "typical"), self.own
            )
            return Scenario(story, span, self.expected(("",)), facts=self.given_facts(), values=dict(body["facts"]))
        if "now" not in body:
            raise _UnreadableError("a story needs “facts”, or “now” with people and rounds", span, code="missing-key")
        self.now = self.instant(body["now"], body.values_at["now"])
        self.alone("applications", ("application",), body)
        records = self.records()
        page = tuple(body.get("page", ()))
        marks = list(dict.fromkeys(mark for fact in self.rule_set.facts.values() for mark in fact.page or ()))
        for index, mark in enumerate(page):
            if mark not in marks:
                where = body["page"].items_at[index]
                raise _UnreadableError(f"no fact reads “{mark}” from the page", where, did_you_mean(mark, marks))
        typical, begins = "", None
        if "typical" in body:
            typical, begins = (
                body["typical"]["id"],
                self.instant(body["typical"]["from"], body["typical"].values_at["from"]),
            )
        expected = self.expected(tuple(records.people))
        return Scenario(story, span, expected, None, {}, records, self.now, page, typical, begins)

    def spend(self, units: int) -> None:
        if self.share is not None:
            self.share.spend(units)

    def alone(self, key: str, others: tuple[str, ...], body: Map) -> None:
        """What is said beside `key` and nobody would read is refused."""
        for other in others:
            if key in body and other in body:
                message = f"“{other}” says nothing where a story has “{key}”"
                raise _UnreadableError(message, body.keys_at[other], "Keep one of them.", "unknown-key")

    def given_facts(self) -> dict[str, int]:
        """The named facts' cells; the others have what an unknown counts as, or never."""
        facts = self.body["facts"]
        self.spend(20 + len(self.space.facts) // 2)
        known = list(self.space.facts)
        for name in facts:
            self.spend(10 + len(known) // 50)
            self.known_fact(name, facts.keys_at[name], known)
        situation: dict[str, int] = {}
        for fact_id in self.space.facts:
            fact = self.rule_set.facts[fact_id]
            if fact_id in facts:
                situation[fact_id] = self.cell(fact, facts[fact_id], facts.values_at[fact_id])
            else:
                default: str | float = "never" if fact.can_be_never else "no" if fact.unknown is None else fact.unknown
                situation[fact_id] = find_cell(self.space, fact_id, default)
        return situation

    def cell(self, fact: Fact, value: Any, span: Span) -> int:
        try:
            return find_cell(self.space, fact.id, read_value(fact, value))
        except ValueError as error:
            raise _UnreadableError(
                f"“{fact.id}” can't be “{as_typed(value)}”", span, str(error), "unknown-value"
            ) from None

    def known_fact(self, name: str, span: Span, known: list[str]) -> None:
        if name not in known:
            message = f"there is no fact “{name}” to be told here"
            raise _UnreadableError(message, span, self.where_told(name, known), "unknown-fact")

    def where_told(self, name: str, known: list[str]) -> str:
        """Where a story has to say what it says at the wrong place, or what was meant by a name that nothing has."""
        fact, derived = self.rule_set.facts.get(name), self.rule_set.derivations.get(name)
        if derived is not None:
            reads = dict.fromkeys(test.fact for rule in derived.rules for test in rule.when)
            return f"It follows from {', '.join(reads)}: tell those."
        if fact is not None and fact.kind == "date" and "facts" in self.body:
            readers = facts_of_a_date(self.rule_set, name)
            return f"It is a date: tell {f'{either(readers)}, or ' if readers else ''}a story with “now” and people."
        if fact is not None and fact.reads is not None:
            return "It follows from the rounds and from dates that were answered: tell those."
        if fact is not None and fact.whose in _WHERE:
            return f"It belongs to {_WHERE[fact.whose]}."
        return did_you_mean(name, known, earlier_names(self.rule_set.facts.values()))

    def records(self) -> Records:
        """What was entered. People need naming only if something is said of them besides that they are in a round."""
        body = self.body
        applications: dict[str, Application] = {}
        entered = body.get("applications")
        if entered is None:
            entered = {"Acme": body.get("application", Map(body.span))}
        for company, answers in entered.items():
            answers = answers if isinstance(answers, Map) else Map(body.span)
            given = {key: value for key, value in answers.items() if key not in ("company", "role")}
            name, role = answers.get("company", company), answers.get("role", "")
            applications[company] = Application(company, name, role, self.answers(answers, given, "application"))
        told = body.get("people", Map(body.span))
        rounds = body.get("rounds", ())
        names = [*told, *(name for item in rounds for name in _names(item.get("who", ())))]
        self.spend(20 + 15 * (len(applications) + len(rounds) + len(names)))
        met = {name for item in rounds for name in (_names(item["who"]) if "who" in item else told)}
        people = {name: self.person(name, told.get(name), applications, name in met) for name in dict.fromkeys(names)}
        me = body.get("me", Map(body.span))
        return Records(
            self.answers(me, dict(me), "me"),
            applications,
            tuple(self.round(item, applications, tuple(people)) for item in rounds),
            people,
            self.zone,
            self.share,
        )

    def person(self, name: str, told: Any, applications: Mapping[str, Application], met: bool) -> Person:
        """Somebody; who is in no round and said to be in no application is in the first."""
        told = told if isinstance(told, Map) else Map(self.body.span)
        given = {key: value for key, value in told.items() if key != "in"}
        where = _names(told.get("in", () if met else next(iter(applications))))
        for company in where:
            self.known_application(company, applications, told.values_at.get("in", told.span))
        return Person(name, name, where, self.answers(told, given, "person"))

    def round(self, item: Map, applications: Mapping[str, Application], people: tuple[str, ...]) -> Round:
        zone = item.get("zone", self.zone)
        self.check_zone(zone, item.values_at.get("zone", item.span))
        of = item.get("of", next(iter(applications)))
        self.known_application(of, applications, item.values_at.get("of", item.span))
        start = self.wall(item["at"], item.values_at["at"])
        end = None
        if "until" in item:
            text, span = str(item["until"]), item.values_at["until"]
            only_time = re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d", text)
            end = datetime.combine(start, time.fromisoformat(text)) if only_time else self.wall(text, span)
        found = Round(of, start, end, zone, (), item.get("status", ""))
        if found.ends <= found.begins:
            message = "this round ends before it begins"
            raise _UnreadableError(message, item.values_at["until"], "Write a later time, or a date with it.")
        who = _names(item["who"]) if "who" in item else people
        if not who:
            raise _UnreadableError("whom do they meet?", item.span, "Write “who: Ada”, or name the people.")
        return replace(found, who=who)

    def known_application(self, company: str, applications: Mapping[str, Application], span: Span) -> None:
        if company not in applications:
            raise _UnreadableError(f"there is no application “{company}”", span, did_you_mean(company, applications))

    def answers(self, source: Map, given: Mapping[str, Any], whose: str) -> dict[str, Answer]:
        allowed = [f.id for f in self.rule_set.facts.values() if f.whose == whose and f.reads is None]
        answers: dict[str, Answer] = {}
        self.spend(len(self.rule_set.facts) // 8 + (15 + len(allowed) // 50) * len(given))
        for name, told in given.items():
            span = source.values_at[name]
            self.known_fact(name, source.keys_at[name], allowed)
            fact = self.rule_set.facts[name]
            text, _, date = as_typed(told).partition(" on ")
            at = at_wall(self.wall(date, span, DAY_ENDS), self.zone) if date else self.now
            if fact.kind == "date":
                answers[name] = Answer(self.wall(text, span).date().isoformat(), at)
            else:
                try:
                    answers[name] = Answer(answer_value(self.space, fact, text), at)
                except ValueError as error:
                    message = f"“{fact.id}” can't be “{text}”"
                    raise _UnreadableError(message, span, str(error), "unknown-value") from None
        return answers

    def expected(self, people: tuple[str, ...]) -> tuple[Expectation, ...]:
        body = self.body
        if "expect" not in body:
            message = "what outcome must this story get? Say “expect: …”"
            raise _UnreadableError(message, body.values_at["story"], code="missing-key")
        told, span = body["expect"], body.values_at["expect"]
        if not isinstance(told, Map):
            if len(people) != 1:
                hint = f"Write the outcome for each: {people[0]}: wait, and below it …" if people else ""
                if not people:
                    hint = "Name whom it is about: “people: {Ada: }”, or “who: [Ada]” in a round."
                names = f", {' and '.join((', '.join(people[:-1]), people[-1]))}" if people else ""
                raise _UnreadableError(f"there are {len(people)} people{names}: say for whom", span, hint)
            return (self.expectation(people[0], str(told), span),)
        known = set(people)
        for name in told:
            if name not in known:
                raise _UnreadableError(
                    f"“{name}” is not among the people", told.keys_at[name], did_you_mean(name, people)
                )
        # What the page shows belongs to one control, so with it nothing has to be said of the others.
        missing = [name for name in people if name not in told]
        if missing and (not told or "page" not in body):
            # Facts by themselves are nobody's: they have the outcome for their own.
            of_all = missing == [""]
            names = either([f"“{name}”" for name in missing])
            message = "nothing is expected of these facts" if of_all else f"nothing is expected for {names}"
            hint = "Write the outcome, such as “expect: wait”." if of_all else "Write the outcome for each."
            raise _UnreadableError(message, span, hint, "missing-key")
        return tuple(self.expectation(name, as_typed(value), told.values_at[name]) for name, value in told.items())

    def expectation(self, person: str, told: str, span: Span) -> Expectation:
        match = re.fullmatch(r"(\S+?)(?: by (\S+?))?(?: with (\S+?))?(?:, then (\S+)(?: on (.+))?)?", told.strip())
        if match is None or (match[5] is None) != (match[4] in (None, NOTHING)):
            hint = "Write “wait by first-day, then caution on 2026-03-11 15:00”; everything after the verdict may go."
            raise _UnreadableError(f"“{told}” is no outcome", span, hint)
        verdict, rule, adjustment, then, date = (part or "" for part in match.groups())
        # Whether there is such a rule shows when the story is told: only then is it known which one answers instead.
        self.known(verdict, [*self.rule_set.verdicts, CONTRADICTION], span)
        self.known(then or NOTHING, [*self.rule_set.verdicts, CONTRADICTION, NOTHING], span)
        return Expectation(person, verdict, span, rule, adjustment, then, self.wall(date, span) if date else None)

    def known(self, name: str, names: list[str], span: Span) -> None:
        if name not in names:
            raise _UnreadableError(f"there is no verdict “{name}”", span, did_you_mean(name, names), "unknown-verdict")

    def check_zone(self, zone: str, span: Span) -> None:
        try:
            check_zone(zone)
        except TypedError as error:
            raise _UnreadableError(error.message, span, error.hint) from None

    def wall(self, text: Any, span: Span, otherwise: time = time.min) -> datetime:
        """A date as on a wall; without a time it is `otherwise`. A weekday may stand before it, and must be right."""
        match = re.fullmatch(r"(?:([A-Z][a-z]{2}) )?(\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?)", str(text))
        if not match:
            raise _UnreadableError(f"“{text}” is not a date", span, as_date(str(text)))
        try:
            wall = datetime.fromisoformat(match[2])
            wall = wall if ":" in match[2] else datetime.combine(wall, otherwise)
        except ValueError:
            raise _UnreadableError(f"there is no date “{match[2]}”", span, "Write a day that exists.") from None
        weekday = WEEKDAYS[wall.weekday()]
        if match[1] not in (None, weekday):
            message = f"{wall:%Y-%m-%d} is a {weekday}, not a {match[1]}"
            raise _UnreadableError(message, span, "Correct the day of the week or the date.")
        try:
            check_year(wall)
        except TypedError as error:
            raise _UnreadableError(error.message, span, error.hint) from None
        return wall

    def instant(self, text: Any, span: Span) -> datetime:
        return at_wall(self.wall(text, span), self.zone)


def _names(told: Any) -> tuple[str, ...]:
    """One name or a list of them."""
    return (told,) if isinstance(told, str) else tuple(told)
