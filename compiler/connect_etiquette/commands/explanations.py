"""How explanations and places are told: for people in lines, for programs as JSON."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from ..answers import Outcome, Step
from ..asking import Found, Question, Tip, Turn, Voice, lines, nearest_misses, read_tip, why_not
from ..findings import either
from ..language import Rule
from ..proof import Proved, in_words
from ..proof import as_data as box_as_data
from .words import change_in_words, outcome_as_data, shown_word, timeline_in_words

MAX_PLACES = 6
"""Conditions of one rule that are printed; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Explained:
    """An outcome and all that is said of it: in which language, what would be asked, which rule was expected instead;
    and where dates are known how it goes on, what turns it, in which zone that is told, and what was `given`, as typed.
    """

    voice: Voice
    outcome: Outcome
    asked: Sequence[Question]
    other: Rule | None = None
    steps: Sequence[Step] = ()
    turn: Turn | None = None
    zone: str = "UTC"
    given: Mapping[str, str] = field(default_factory=dict)


def as_lines(told: Explained) -> Iterator[str]:
    """Verdict and rule, the lines that led there, assumptions, nearest misses, the tip, what time brings, and what
    would be asked."""
    yield from _head(told)
    outcome, proved = told.outcome, told.voice.proved
    if not outcome.contradiction:
        yield from _because(proved, outcome)
        yield from _assumed(told)
    if told.other is not None:
        yield ""
        yield from _why_not(told, told.other)
    if not outcome.contradiction:
        yield from _misses(proved, outcome)
        yield from _tip(told.voice, read_tip(told.voice, outcome, _change(told)))
    if told.steps:
        yield f"\nBy the clock alone, in the next four weeks ({told.zone})"
        yield from timeline_in_words(told.voice, list(told.steps), told.zone)
    yield from _asked(told)


def _head(told: Explained) -> Iterator[str]:
    outcome, voice = told.outcome, told.voice
    if outcome.contradiction:
        yield f"{click.style('impossible', bold=True)}  “{outcome.rule.id}”, {outcome.rule.span.place}"
        yield f"  {voice.text(outcome.rule, 'because')}"
        return
    said = outcome.adjustment or outcome.rule
    yield f"{_with_word(outcome.verdict, voice.verdict(outcome.verdict))}  {voice.text(said, 'headline')}"
    yield f"  by “{outcome.rule.id}”, {outcome.rule.span.place}"
    if outcome.adjustment:
        yield f"  adjusted by “{outcome.adjustment.id}”, {outcome.adjustment.span.place}"
    if outcome.until is not None:
        clock = change_in_words(list(told.steps), told.zone) or "enough time has passed"
        yield f"  until {clock if outcome.until.waits_for_clock else voice.text(outcome.until, 'until')}"


def _with_word(verdict: str, word: str) -> str:
    """A verdict's id, and what people read for it where that is something else."""
    shown = shown_word(verdict, word)
    return click.style(verdict, bold=True) + (f" ({shown})" if shown else "")


def _because(proved: Proved, outcome: Outcome) -> Iterator[str]:
    found = list(lines(proved, outcome))
    width = max((len(line.span.place) for line in found), default=0)
    for index, line in enumerate(found):
        if index == 0:
            yield "\nBecause"
        met = "" if line.says.endswith(f": {line.value}") else f"   it is {line.value}"
        yield f"  {line.span.place:<{width}}  {line.says}{met}"


def _assumed(told: Explained) -> Iterator[str]:
    """What was assumed: of what nobody said, and of what was said so early that it no longer counts."""
    outcome, proved = told.outcome, told.voice.proved
    early: dict[str, list[str]] = {}
    for fact in outcome.assumed:
        if fact in told.given:
            after = proved.rule_set.facts[fact].counts_since.partition("-")[0]
            early.setdefault(after, []).append(f"{fact}={told.given[fact]}")
    for after, answers in early.items():
        yield f"\nNo longer counts, as it is from before the last {after}"
        yield from (f"  {answer}" for answer in answers)
    unsaid = [fact for fact in outcome.assumed if fact not in told.given]
    if unsaid:
        values = {fact: proved.space.in_words(fact, 1 << outcome.situation[fact])[0] for fact in unsaid}
        yield "\nAssumed, as nothing was said"
        yield "  " + ", ".join(f"{fact} is {value}" for fact, value in values.items())


def _why_not(told: Explained, rule: Rule) -> Iterator[str]:
    """Which lines of the rule do not hold, or what took its place."""
    found = why_not(told.voice.proved, told.outcome, rule)
    yield f"Why not “{rule.id}”, {rule.span.place}?"
    width = max((len(line.span.place) for line in found.failing), default=0)
    for line in found.failing:
        yield f"  {line.span.place:<{width}}  {line.says}   it is {line.value or 'nothing'}"
    if found.failing and found.holding:
        holds = "its other line holds" if found.holding == 1 else f"its {found.holding} other lines hold"
        yield f"  {holds}"
    if not found.failing:
        layers = told.voice.proved.rule_set.decision.layers
        decides = rule in told.voice.proved.rule_set.decision.rules
        winner = found.winner
        if winner is None:
            yield "  it is at work"
        elif told.outcome.contradiction:
            yield f"  all of it holds, and “{winner.id}” says that such a situation can't be"
        elif decides and winner is told.outcome.rule:
            earlier = f"its layer “{layers[winner.layer]}” comes before “{layers[rule.layer]}”"
            yield f"  all of it holds, and so does “{winner.id}” ({winner.span.place}): {earlier}"
        elif rule in told.voice.proved.rule_set.adjustments:
            yield f"  all of it holds, and “{winner.id}” comes first"
        else:
            yield "  all of it holds: it stands beside the outcome"


def _misses(proved: Proved, outcome: Outcome) -> Iterator[str]:
    for index, miss in enumerate(nearest_misses(proved, outcome)):
        if index == 0:
            yield "\nNearest misses"
        value = in_words({miss.fact: miss.cells}, proved.space).removeprefix(f"{miss.fact} is ")
        yield f"  would be {miss.outcome.verdict} (“{miss.outcome.rule.id}”) if {miss.fact} were {value}"


def _change(told: Explained) -> str:
    """When the verdict changes, in the sentence that the tip says it with."""
    voice, turn = told.voice, told.turn
    if turn is None:
        until = told.outcome.until
        event = until is not None and not until.waits_for_clock
        return voice.word("tip-until", until=voice.text(until, "until")) if until and event else ""
    until_text = voice.text(turn.until, "until") if turn.until else ""
    both = "tip-until-then-next" if turn.then else "tip-until-or-next"
    way = both if until_text and turn.next else "tip-until" if until_text else "tip-next" if turn.next else ""
    if not way:
        return ""
    day = f"{turn.next.at.astimezone(ZoneInfo(told.zone)):%Y-%m-%d %H:%M}" if turn.next else ""
    verdict = turn.next.outcome.verdict if turn.next else ""
    following = voice.verdict(verdict, "inline") if verdict else ""
    return voice.word(way, until=until_text, day=day, next=following)


def _tip(voice: Voice, tip: Tip) -> Iterator[str]:
    yield "\nThe tip, as a person reads it" + ("" if voice.locale.id == "en" else f" ({voice.locale.id})")
    for text in (tip.headline, tip.change, tip.do, *tip.further):
        if text:
            yield f"  {text}"
    if tip.sooner:
        yield f"  {voice.word('tip-sooner')} {' '.join(f'[{words}]' for words in tip.sooner)}"
    yield f"  {voice.word('view-why')} {' '.join(tip.why)}"
    for key, text in (("view-gain", tip.gain), ("view-risk", tip.risk)):
        if text:
            yield f"  {voice.word(key)} {text}"
    if tip.tips:
        yield f"  {voice.word('view-tips')}"
        yield from (f"  - {text}" for text in tip.tips)
    if tip.assumed:
        yield f"  {voice.word('view-assumed')}"
        yield from (f"  - {text}" for text in tip.assumed)
    if tip.agreement:
        yield f"  {tip.agreement}"
    for draft in tip.drafts:
        yield f"\n{draft.heading} (“{draft.rule}”)"
        for text in dict.fromkeys(draft.texts.values()):
            for line in text.splitlines():
                yield f"  {line}".rstrip()


def _asked(told: Explained) -> Iterator[str]:
    """What the person would be asked, and what each answer would bring."""
    yield ""
    if not told.asked:
        yield "Nothing would be asked: no answer that is missing would change the verdict."
        return
    first, *others = told.asked
    yield f"Would ask: {told.voice.ask(first.fact)}  ({first.fact.id})"
    labels: dict[tuple[str, str], list[str]] = {}
    for effect in first.effects:
        key = (effect.outcome.verdict or "impossible", effect.outcome.rule.id)
        labels.setdefault(key, []).append(f"“{told.voice.label(first.fact, effect.value)}”")
    later = bool(told.steps) and first.at != told.steps[0].at
    when = f", from {_moment(first.at, told.zone)} on" if later else ""
    for verdict, rule in labels:
        yield f"  would be {verdict} (“{rule}”) if {either(labels[verdict, rule])}{when}"
    for question in others:
        yield f"Then: {told.voice.ask(question.fact)}  ({question.fact.id})"


def _moment(at: datetime | None, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%a %d %b %H:%M}" if at else ""


def as_data(told: Explained) -> dict[str, Any]:
    """The same as an object: what `etiquette decide` prints of an outcome, and all that is told beside it."""
    voice, outcome = told.voice, told.outcome
    proved = voice.proved
    file, line = outcome.rule.span.file.name, outcome.rule.span.position[0]
    data = {**outcome_as_data(proved, outcome), "file": file, "line": line}
    if not outcome.contradiction:
        data["because"] = [
            {"file": line.span.file.name, "line": line.span.position[0], "says": line.says, "value": line.value}
            for line in lines(proved, outcome)
        ]
        data["misses"] = [
            {"fact": miss.fact, "values": proved.space.in_words(miss.fact, miss.cells), **_named(miss.outcome)}
            for miss in nearest_misses(proved, outcome)
        ]
        data["tip"] = {"language": voice.locale.id, **asdict(read_tip(voice, outcome, _change(told)))}
    if told.other is not None:
        found = why_not(proved, outcome, told.other)
        data["why-not"] = {
            "rule": told.other.id,
            "failing": [
                {"file": line.span.file.name, "line": line.span.position[0], "says": line.says, "value": line.value}
                for line in found.failing
            ],
            "winner": found.winner.id if found.winner else None,
        }
    if told.steps:
        zone = ZoneInfo(told.zone)
        data["timeline"] = [{"at": step.at.astimezone(zone).isoformat(), **_named(step.outcome)} for step in told.steps]
    data["asks"] = [
        {
            "fact": question.fact.id,
            "ask": voice.ask(question.fact),
            "answers": [{"value": effect.value, **_named(effect.outcome)} for effect in question.effects],
        }
        for question in told.asked
    ]
    return data


def _named(outcome: Outcome) -> dict[str, str]:
    return {"verdict": outcome.verdict or "impossible", "rule": outcome.rule.id}


def found_in_words(verdict: str, word: str, found: Sequence[Found], command: str) -> Iterator[str]:
    """The rules that give a verdict, each with its conditions and an example to paste behind `command`; the first also
    with the verdict's `word`."""
    if not found:
        yield f"Nowhere is the outcome {verdict}."
    for index, one in enumerate(found):
        if index:
            yield ""
        adjusted = f", adjusted by “{one.adjustment.id}”" if one.adjustment else ""
        yield f"{_with_word(verdict, '' if index else word)}  by “{one.rule.id}”, {one.rule.span.place}{adjusted}"
        for place in one.places[:MAX_PLACES]:
            yield f"  - {in_words(place.box, one.space)}"
        more = len(one.places) - MAX_PLACES
        if more > 0 or not one.complete:
            yield f"  - and {more if one.complete else 'many'} more"
        if one.places:
            yield f"  {command}{_settings(one.places[0].example)}"


def _settings(values: Mapping[str, str]) -> str:
    return "".join(f" --set {shlex.quote(f'{fact}={value}')}" for fact, value in values.items())


def found_as_data(one: Found) -> dict[str, Any]:
    """A rule's places as an object; conditions are as in the regions of findings."""
    return {
        "rule": one.rule.id,
        "adjustment": one.adjustment.id if one.adjustment else None,
        "places": [{"when": box_as_data(place.box, one.space), "example": dict(place.example)} for place in one.places],
        "complete": one.complete,
    }
