"""Scenarios: dated stories and the answer they must get, and what they cover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from .cells import Space
from .conditions import parse_amount
from .diagnostics import Finding, Findings, did_you_mean
from .facts import Fact
from .outcomes import Outcome, decide, next_verdict, outcome_at, situations_at, timeline
from .proofs import Proved
from .records import Answer, Application, Person, Records, Round, Situation, at_wall, find_cell
from .rules import RuleSet
from .source import Map, Span


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one person must be told: a verdict, and by which rule if the story says so."""

    person: str
    verdict: str
    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class Scenario:
    """A story. Either `facts` are given as they are, or `records` and `now` from which they follow."""

    story: str
    span: Span
    expected: tuple[Expectation, ...]
    adjusted: str = ""
    changes: str = ""
    contradiction: bool = False
    facts: Mapping[str, int] | None = None
    records: Records | None = None
    now: datetime | None = None
    page: tuple[str, ...] = ()


class _UnreadableError(Exception):
    def __init__(self, message: str, span: Span, hint: str = "", code: str = "bad-value") -> None:
        self.finding = Finding(code, message, span, hint=hint)


def read_scenarios(rule_set: RuleSet, space: Space, findings: Findings) -> list[Scenario]:
    """The stories of all scenario files. One that can't be read becomes a finding."""
    scenarios: list[Scenario] = []
    for path, document in rule_set.documents.items():
        if path.startswith("scenarios/"):
            for body in document["scenarios"]:
                try:
                    scenarios.append(_Story(rule_set, space, body, document.get("zone", "UTC")).read())
                except _UnreadableError as error:
                    findings.add(error.finding)
    return scenarios


class _Story:
    """Reads one scenario."""

    def __init__(self, rule_set: RuleSet, space: Space, body: Map, zone: str) -> None:
        self.rule_set = rule_set
        self.space = space
        self.body = body
        self.zone = body.get("zone", zone)
        self.now = datetime.min

    def read(self) -> Scenario:
        body = self.body
        span = body.values_at["story"]
        page = tuple(body.get("page", ()))
        common: dict[str, Any] = {
            "story": body["story"],
            "span": span,
            "adjusted": body.get("adjusted", ""),
            "page": page,
            "changes": body.get("changes", ""),
            "contradiction": body.get("contradiction", False),
        }
        if "facts" in body:
            return Scenario(expected=self.expected(("",)), facts=self.given_facts(), **common)
        if "now" not in body:
            raise _UnreadableError("a story needs “facts”, or “now” with people and rounds", span, code="missing-key")
        self.check_zone(self.zone, body.values_at.get("zone", span))
        self.now = self.instant(body["now"], body.values_at["now"])
        records = self.records()
        return Scenario(expected=self.expected(tuple(records.people)), records=records, now=self.now, **common)

    def given_facts(self) -> dict[str, int]:
        """The named facts' cells; the others have what an unknown counts as, or never."""
        facts = self.body["facts"]
        for name in facts:
            self.known_fact(name, facts.keys_at[name], [f.id for f in self.rule_set.facts.values()])
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
            raise _UnreadableError(f"“{fact.id}” can't be “{value}”", span, str(error), "unknown-value") from None

    def known_fact(self, name: str, span: Span, known: list[str]) -> None:
        if name not in known:
            raise _UnreadableError(
                f"there is no fact “{name}” to be told here", span, did_you_mean(name, known), "unknown-fact"
            )

    def records(self) -> Records:
        body = self.body
        applications: dict[str, Application] = {}
        entered = body.get("applications")
        if entered is None:
            entered = {"Acme": body.get("application", Map(self.body.span))}
        for company, answers in entered.items():
            given = {key: value for key, value in answers.items() if key not in ("company", "role")}
            applications[company] = Application(
                company,
                answers.get("company", company),
                answers.get("role", ""),
                self.answers(answers, given, "application"),
            )
        people: dict[str, Person] = {}
        for name, told in (body.get("people") or {}).items():
            told = told if isinstance(told, Map) else Map(self.body.span)
            given = {key: value for key, value in told.items() if key != "in"}
            where = told.get("in", list(applications)[:1])
            people[name] = Person(
                name, name, tuple([where] if isinstance(where, str) else where), self.answers(told, given, "person")
            )
        rounds = tuple(self.round(item, applications, people) for item in body.get("rounds", ()))
        me = body.get("me", Map(self.body.span))
        return Records(self.answers(me, dict(me), "me"), applications, rounds, people, self.zone)

    def round(self, item: Map, applications: Mapping[str, Application], people: Mapping[str, Person]) -> Round:
        zone = item.get("zone", self.zone)
        self.check_zone(zone, item.values_at.get("zone", item.span))
        for index, name in enumerate(item["who"]):
            if name not in people:
                raise _UnreadableError(
                    f"“{name}” is in a round but not among the people",
                    item["who"].items_at[index],
                    did_you_mean(name, people),
                )
        of = item.get("of", next(iter(applications)))
        if of not in applications:
            raise _UnreadableError(
                f"there is no application “{of}”", item.values_at["of"], did_you_mean(of, applications)
            )
        start = self.wall(item["at"], item.values_at["at"])
        end = self.wall(item["until"], item.values_at["until"]) if "until" in item else None
        return Round(of, start, end, zone, tuple(item["who"]), item.get("status", ""))

    def answers(self, source: Map, given: Mapping[str, Any], whose: str) -> dict[str, Answer]:
        allowed = [f.id for f in self.rule_set.facts.values() if f.whose == whose and f.reads is None]
        answers: dict[str, Answer] = {}
        for name, told in given.items():
            span = source.values_at[name]
            self.known_fact(name, source.keys_at[name], allowed)
            fact = self.rule_set.facts[name]
            text, _, date = str(told).partition(" on ")
            at = self.instant(date, span) if date else self.now
            if fact.kind == "date":
                answers[name] = Answer(self.wall(text, span).date().isoformat(), at)
            else:
                self.cell(fact, text, span)
                answers[name] = Answer(text, at)
        return answers

    def expected(self, people: tuple[str, ...]) -> tuple[Expectation, ...]:
        body = self.body
        if "expect" not in body:
            if body.get("contradiction"):
                return ()
            raise _UnreadableError(
                "what answer must this story get? Say “expect: …”", body.values_at["story"], code="missing-key"
            )
        told = body["expect"]
        if not isinstance(told, Map):
            if len(people) != 1:
                raise _UnreadableError(
                    f"there are {len(people)} people: say for whom",
                    body.values_at["expect"],
                    "Write expect: {Ada: wait, Ben: go}.",
                )
            return (self.expectation(people[0], told, body.values_at["expect"], body.get("by", "")),)
        for name in told:
            if name not in people:
                raise _UnreadableError(
                    f"“{name}” is not among the people", told.keys_at[name], did_you_mean(name, people)
                )
        return tuple(self.expectation(name, value, told.values_at[name], "") for name, value in told.items())

    def expectation(self, person: str, told: Any, span: Span, by: str) -> Expectation:
        verdict, _, rule = str(told).partition(" by ")
        if verdict not in self.rule_set.verdicts:
            raise _UnreadableError(
                f"there is no verdict “{verdict}”",
                span,
                did_you_mean(verdict, self.rule_set.verdicts),
                "unknown-verdict",
            )
        rule = rule or by
        ids = [r.id for r in self.rule_set.decision.rules]
        if rule and rule not in ids:
            raise _UnreadableError(f"there is no rule “{rule}”", span, did_you_mean(rule, ids), "unknown-rule")
        return Expectation(person, verdict, rule, span)

    def check_zone(self, zone: str, span: Span) -> None:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            raise _UnreadableError(
                f"“{zone}” is not a time zone", span, "Write an IANA name such as Europe/Berlin."
            ) from None

    def wall(self, text: Any, span: Span) -> datetime:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?", str(text)):
            raise _UnreadableError(f"“{text}” is not a date", span, "Write 2026-03-10 or 2026-03-10 14:00.")
        try:
            return datetime.fromisoformat(str(text))
        except ValueError:
            raise _UnreadableError(f"there is no date “{text}”", span) from None

    def instant(self, text: Any, span: Span) -> datetime:
        return at_wall(self.wall(text, span), self.zone)


def read_value(fact: Fact, value: Any) -> str | float:
    """A value as typed (`yes`, `never`, `30h`) in the fact's own measure. Raises `ValueError` with what is wrong."""
    text = str(value).strip()
    if not fact.is_number:
        if text not in fact.values:
            raise ValueError(did_you_mean(text, fact.values))
        return text
    if text == "never":
        if not fact.can_be_never:
            raise ValueError("This number is always known.")
        return "never"
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([a-zA-Z-]*)", text)
    if match is None:
        raise ValueError("Write a number with its unit, such as 30h or 2 days.")
    # A value may be finer than a threshold: 36h is a good value of a fact that counts days.
    amount = parse_amount(match[1], match[2], "hours" if fact.is_time else fact.unit)
    if isinstance(amount, str):
        raise ValueError(amount[0].upper() + amount[1:] + ".")
    return amount


def run(scenario: Scenario, proved: Proved, findings: Findings) -> list[Outcome]:
    """The outcomes for the people a scenario speaks of. Each that is not as expected becomes a finding."""
    if scenario.facts is not None:
        outcomes = {"": decide(proved, scenario.facts)}
    else:
        assert scenario.records is not None
        assert scenario.now is not None
        names = [e.person for e in scenario.expected] or list(scenario.records.people)
        outcomes = {
            name: outcome_at(proved, scenario.records, scenario.records.people[name], scenario.now, scenario.page)
            for name in names
        }
    if scenario.contradiction:
        if not any(outcome.contradiction for outcome in outcomes.values()):
            findings.add(Finding("scenario", f"“{scenario.story}”: these entries can be true together", scenario.span))
        return list(outcomes.values())
    for expected in scenario.expected:
        findings.extend(_differences(scenario, expected, outcomes[expected.person], proved))
    return list(outcomes.values())


def _differences(scenario: Scenario, expected: Expectation, got: Outcome, proved: Proved) -> Iterator[Finding]:
    who = f" for {expected.person}" if expected.person and len(scenario.expected) > 1 else ""

    def wrong(message: str) -> Finding:
        return Finding("scenario", f"“{scenario.story}”{who}: {message}", expected.span, rules=(got.rule.id,))

    if got.contradiction:
        yield Finding(
            "impossible-rule",
            f"“{scenario.story}”{who} is declared impossible by “{got.rule.id}”",
            expected.span,
            rules=(got.rule.id,),
        )
        return
    said = f"“{got.rule.id}” (line {got.rule.span.position[0]} of {got.rule.span.file.name})"
    if got.adjustment:
        said += f", adjusted by “{got.adjustment.id}”"
    if got.verdict != expected.verdict:
        yield wrong(f"expected {expected.verdict}, got {got.verdict} from {said}")
    elif expected.rule and got.rule.id != expected.rule:
        yield wrong(f"expected {expected.verdict} from “{expected.rule}”, got it from {said}")
    elif scenario.adjusted and (got.adjustment is None or got.adjustment.id != scenario.adjusted):
        yield wrong(f"expected the adjustment “{scenario.adjusted}”, got {said}")
    elif scenario.changes and scenario.records is not None and scenario.now is not None:
        told = _change_in_words(scenario, expected.person, proved)
        if told != scenario.changes:
            yield wrong(f"expected the next change to be “{scenario.changes}”, got “{told}”")


def _change_in_words(scenario: Scenario, person: str, proved: Proved) -> str:
    """The next change of verdict as scenarios write it: “caution on 2026-03-11 15:00”, or “none”."""
    assert scenario.records is not None
    assert scenario.now is not None
    step = next_verdict(
        timeline(proved, scenario.records, scenario.records.people[person], scenario.now, scenario.page)
    )
    if step is None:
        return "none"
    wall = step.at.astimezone(ZoneInfo(scenario.records.zone))
    return f"{step.outcome.verdict} on {wall:%Y-%m-%d %H:%M}"


def coverage(scenarios: list[Scenario], outcomes: list[list[Outcome]], proved: Proved) -> Iterator[Finding]:
    """Rules that no scenario shows at work, and thresholds with no scenario on one of their sides."""
    shown = {outcome.rule.id for found in outcomes for outcome in found}
    shown |= {outcome.adjustment.id for found in outcomes for outcome in found if outcome.adjustment}
    shown |= {tip.id for found in outcomes for outcome in found for tip in outcome.tips}
    for rule in (*proved.rule_set.decision.rules, *proved.rule_set.adjustments, *proved.rule_set.tips):
        if rule.id not in shown:
            yield Finding("uncovered-rule", f"no scenario shows “{rule.id}” at work", rule.span, rules=(rule.id,))
    stood_in = _cells_stood_in(scenarios, outcomes, proved)
    for fact_id in proved.space.facts:
        cells = proved.space.cells[fact_id]
        for index, cell in enumerate(cells):
            if cell.kind != "point":
                continue
            before, after = {index - 1}, {index, index + 1}
            for side, name in ((before, "below"), (after, "at or above")):
                if -1 not in side and not side & stood_in.get(fact_id, set()):
                    threshold = proved.space.sample(fact_id, index)
                    yield Finding(
                        "uncovered-threshold",
                        f"no scenario is decided with “{fact_id}” just {name} {threshold}",
                        proved.rule_set.facts[fact_id].span,
                    )


def _cells_stood_in(scenarios: list[Scenario], outcomes: list[list[Outcome]], proved: Proved) -> dict[str, set[int]]:
    """For each fact the cells in which it took part in some scenario's answer."""
    cells: dict[str, set[int]] = {}
    for scenario, found in zip(scenarios, outcomes, strict=True):
        names = [e.person for e in scenario.expected] or list(scenario.records.people if scenario.records else [""])
        for name, outcome in zip(names, found, strict=True):
            for situation in _situations(scenario, name, proved):
                for fact in proved.diagram.walk(situation)[1]:
                    cells.setdefault(fact, set()).add(situation[fact])
            del outcome
    return cells


def _situations(scenario: Scenario, name: str, proved: Proved) -> list[Situation]:
    if scenario.facts is not None:
        return [dict(scenario.facts)]
    assert scenario.records is not None
    assert scenario.now is not None
    return situations_at(proved, scenario.records, scenario.records.people[name], scenario.now, scenario.page)
