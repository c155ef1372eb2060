"""What the commands print about outcomes: explanations and timelines in words, outcomes as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import click

from ..answers import Outcome, Step, next_verdict, tips
from ..asking import Difference, NamedOutcome, Voice
from ..language import fill
from ..proof import Proved, in_figures, in_words

MAX_NAMED = 6
"""Rules that are named for other words; the rest are counted."""
MAX_BOXES = 12
"""Boxes printed for one change; the rest are counted."""


def change_in_words(steps: list[Step], zone: str) -> str:
    """When the clock brings another verdict, and which; empty if it brings none."""
    step = next_verdict(steps)
    if step is None:
        return ""
    return f"{step.at.astimezone(ZoneInfo(zone)):%a %d %b %H:%M}, then {step.outcome.verdict or 'impossible'}"


def timeline_in_words(voice: Voice, steps: list[Step], zone: str) -> Iterator[str]:
    """One line a step: when, verdict, headline and rule."""
    verdicts = [step.outcome.verdict or "impossible" for step in steps]
    width = max(map(len, verdicts))
    for index, step in enumerate(steps):
        wall = step.at.astimezone(ZoneInfo(zone))
        when = "now" if index == 0 else f"{wall:%a %d %b %H:%M}"
        said = step.outcome.adjustment or step.outcome.rule
        text = voice.text(said, "because" if step.outcome.contradiction else "headline")
        yield f"  {when:<17} {verdicts[index]:<{width}}  {text}  (“{step.outcome.rule.id}”)"


def shown_word(verdict: str, word: str) -> str:
    """What people read for a verdict; empty where that is its id."""
    return "" if word.casefold() in ("", verdict.casefold()) else f"“{word}”"


def difference_in_words(found: Difference) -> Iterator[str]:
    """Every change with its situations, then other words, what one side alone knows, and the stories."""
    if not found.changes:
        yield "No situation gets another verdict."
    for change in found.changes:
        verdicts = f"{change.old[0]} → {change.new[0]}"
        situations = f"{in_figures(change.situations)} situation{'s' if change.situations > 1 else ''}"
        yield f"{click.style(verdicts, bold=True)}  {_by(change.old)} → {_by(change.new)}  ({situations})"
        if change.boxes == ({},):
            yield f"  everywhere that {_by(change.old)} answered before"
            continue
        yield f"  where {_by(change.old)} answered before, if"
        for box in change.boxes[:MAX_BOXES]:
            yield f"  - {in_words(box, found.space)}"
        if len(change.boxes) > MAX_BOXES or not change.complete:
            yield f"  - and {len(change.boxes) - MAX_BOXES if change.complete else 'many'} more"
    yield from _other_words(found)
    other = [name for name in found.facts_gone if name in found.facts_new]
    gone, new = ([name for name in names if name not in other] for names in (found.facts_gone, found.facts_new))
    for title, names in (
        ("Only the old rules know", gone),
        ("Only the new rules know", new),
        ("Another fact of the same name, which can't be compared", other),
    ):
        if names:
            yield f"{title}: {', '.join(names)}"
    if found.shown:
        yield ""
        yield "What else people see otherwise"
        yield from (f"  {line}" for line in found.shown)
    if found.meanings:
        yield ""
        yield "What was entered becomes facts in another way"
        yield from (f"  {meaning}" for meaning in found.meanings)
    if found.stories:
        yield ""
        yield "Stories whose outcome changed"
        yield from (f"  {told.story}: {told.old} → {told.new}  ({told.place})" for told in found.stories)
    named = dict.fromkeys(verdict for change in found.changes for verdict in (change.old[0], change.new[0]))
    words = [f"{name} is {shown}" for name in named if (shown := shown_word(name, found.words.get(name, "")))]
    if words:
        yield ""
        yield f"In words: {', '.join(words)}"


def _other_words(found: Difference) -> Iterator[str]:
    """In a line, what people read otherwise though the verdict stays."""
    told = []
    if found.reworded:
        count = len(found.reworded)
        told.append(f"{count} rule{'s' if count > 1 else ''} ({_few(found.reworded, '; ')})")
    if found.moved:
        count = sum(found.moved.values())
        advice = f"{in_figures(count)} situations' advice" if count > 1 else "1 situation's advice"
        moves = list(dict.fromkeys(f"{_by(old)} → {_by(new)}" for old, new in found.moved))
        told.append(f"{advice} now comes from another rule ({_few(moves, ', ')})")
    if told:
        yield f"Other words: {'; '.join(told)}"


def _few(names: Sequence[str], between: str) -> str:
    more = len(names) - MAX_NAMED
    return between.join(names[:MAX_NAMED]) + (f" and {more} more" if more > 0 else "")


def _by(outcome: NamedOutcome) -> str:
    _, rule, adjustment = outcome
    if not rule:
        return "no rule"
    return f"“{rule}”" + (f" and “{adjustment}”" if adjustment else "")


def outcome_as_data(proved: Proved, outcome: Outcome) -> dict[str, Any]:
    """An outcome as `etiquette decide` prints it."""
    if outcome.contradiction:
        return {"contradiction": outcome.rule.id}
    until = None
    if outcome.until is not None:
        until = "clock" if outcome.until.waits_for_clock else fill(outcome.until.texts["until"], {})
    return {
        "verdict": outcome.verdict,
        "rule": outcome.rule.id,
        "adjustment": outcome.adjustment.id if outcome.adjustment else None,
        "until": until,
        "tips": [rule.id for rule in tips(proved, outcome)],
        "assumed": list(outcome.assumed),
    }
