"""“Keep as a story”: a situation of the stage with its answer, written into scenarios/ as a coach would write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ..answers import (
    CONTRADICTION,
    Answer,
    Person,
    Round,
    next_verdict,
    outcome_at,
    read_scenarios,
    run,
    steps,
    stories_in,
)
from ..findings import Findings, SourceFile
from ..output import put_in, replace_all
from ..proof import Proved
from ..source import Map, display_name
from .posed import Posed

KEPT = "scenarios/kept.yaml"
"""The file into which stories are kept; from there they are moved to where they belong."""
LONGEST = 200
"""Letters of a story's title."""
_HEAD = "# Kept from the stage. Move each story to the file where it belongs.\nzone: {zone}\n\nscenarios:\n"
MARGIN = "  "
"""How far in the list of stories stands where there is none yet."""
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WORDS = ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
"""What YAML may take for something else than a name."""


class KeepError(ValueError):
    """The story can't be kept; the message says why, and what to do."""


def keep(proved: Proved, folder: Path, posed: Posed, title: str) -> str:
    """Write `posed` with its answer into `KEPT` in the rule folder, and return the story's place.

    It is read back before it is written: what would not get the answer that it expects is refused with a `KeepError`.
    """
    title = " ".join(title.split())
    if not title or len(title) > LONGEST:
        raise KeepError(f"Tell in one line, of at most {LONGEST} letters, what the story is about.")
    file = folder / KEPT
    before = _read(file)
    records = posed.records
    head = before if before is not None else _HEAD.format(zone=records.zone)
    document = stories_in(SourceFile(display_name(file), head))
    if before is not None and document is None:
        raise KeepError(f"{display_name(file)} has errors: mend them first.")
    end = "\r\n" if "\r\n" in head else "\n"
    text = head.rstrip("\r\n") + (end * 2 if before is not None else end)
    number = text.count("\n") + 1
    zone = records.zone if document is None else _zone(document)
    margin = _margin(head)
    told = [margin + line.removeprefix(MARGIN) + end for line in _Told(proved, posed).lines(title, zone)]
    whole = text + "".join(told)
    if before is not None and stories_in(SourceFile(KEPT, "scenarios:\n" + "".join(told))) is not None:
        _at_the_end(SourceFile(display_name(file), whole))
    _try_out(proved, SourceFile(display_name(file), whole))
    try:
        if before is None:
            replace_all(file.parent, {}, {file.name: whole.encode()})
        else:
            put_in(file, before, {(0, len(before)): whole})
    except OSError as error:
        raise KeepError(f"{display_name(file)} can't be written: {(error.strerror or str(error)).lower()}.") from None
    return f"{display_name(file)}:{number}"


def _margin(head: str) -> str:
    """How far in the list of stories stands in a file that begins with `head`."""
    found = re.search(r"^scenarios:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)- ", head, re.MULTILINE)
    return found[1] if found else MARGIN


def _at_the_end(file: SourceFile) -> None:
    """Raises `KeepError` where a story behind a file's last line is none of its list."""
    if stories_in(file) is None:
        raise KeepError(
            f"{file.name} has to have its stories at its end, each on lines of its own: then one goes there."
        )


def _read(file: Path) -> str | None:
    """What stands in the file; None where there is none yet."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise KeepError(f"{display_name(file)} can't be read. Mend or remove it first.") from None


def _try_out(proved: Proved, file: SourceFile) -> None:
    """Tell the last story of `file` to the rules. Raises `KeepError` if it can't be read or expects another answer."""
    findings = Findings()
    document = stories_in(file)
    if document is None:
        raise KeepError("It can't be told as a story: a round that nobody is in, or a name that YAML can't hold.")
    alone = replace(proved.rule_set, documents={KEPT: document})
    told = read_scenarios(alone, proved.space, findings)
    if not findings.failed:
        run(told[-1], proved, findings)
    if findings.items:
        raise KeepError(f"It can't be told as a story: {findings.items[0].message}.")


def expectation(proved: Proved, posed: Posed, person: Person) -> str:
    """What a story expects for a person: the answer, its rule, and what the clock brings next."""
    outcome = outcome_at(proved, posed.records, person, posed.at, posed.page)
    said = f"{outcome.verdict or CONTRADICTION} by {outcome.rule.id}"
    if outcome.adjustment:
        said += f" with {outcome.adjustment.id}"
    following = next_verdict(steps(proved, posed.records, person, posed.at, posed.page))
    if following is None:
        return f"{said}, then nothing"
    verdict = following.outcome.verdict or CONTRADICTION
    return f"{said}, then {verdict} on {_moment(following.at, posed.records.zone)}"


def _zone(document: Map) -> str:
    """The zone of a story that names none, in a file of stories."""
    zone: str = document.get("given", {}).get("zone", document.get("zone", "UTC"))
    return zone


class _Told:
    """A question in the words of a story."""

    def __init__(self, proved: Proved, posed: Posed) -> None:
        self.proved = proved
        self.posed = posed
        self.records = posed.records
        firsts = {
            one.id: one.name.split()[0] if one.name.split() else "Somebody" for one in self.records.people.values()
        }
        alone = len(set(firsts.values())) == len(firsts)
        self.names = firsts if alone else {one.id: one.name or one.id for one in self.records.people.values()}
        self.companies = {one.id: one.company or one.id for one in self.records.applications.values()}

    def lines(self, title: str, zone: str) -> Iterator[str]:
        records = self.records
        yield f"  - story: {_text(title, ',;')}"
        if records.zone != zone:
            yield f"    zone: {records.zone}"
        yield f"    now: {_moment(self.posed.at, records.zone)}"
        if records.me:
            yield f"    me: {{{self.answers(records.me)}}}"
        yield from self.applications()
        if len(records.rounds) == 1:
            yield f"    rounds: [{self.round(records.rounds[0])}]"
        elif records.rounds:
            yield "    rounds:"
            yield from (f"      - {self.round(one)}" for one in records.rounds)
        people = {one.id: self.person(one) for one in records.people.values()}
        met = {who for one in records.rounds for who in one.who}
        told = [f"{_text(self.names[who])}: {said}" for who, said in people.items() if said or who not in met]
        if len(told) == 1:
            yield f"    people: {{{told[0]}}}"
        elif told:
            yield "    people:"
            yield from (f"      {one}" for one in told)
        if self.posed.page:
            yield f"    page: [{', '.join(map(_text, self.posed.page))}]"
        yield from self.expected()

    def applications(self) -> Iterator[str]:
        """The one application by its answers alone; several by their companies."""
        entered = list(self.records.applications.values())
        if len(entered) == 1:
            if entered[0].answers:
                yield f"    application: {{{self.answers(entered[0].answers)}}}"
        elif entered:
            said = [f"{_text(self.companies[one.id])}: {{{self.answers(one.answers)}}}" for one in entered]
            yield f"    applications: {{{', '.join(said)}}}"

    def round(self, one: Round) -> str:
        parts = [f"at: {_wall(one.start)}"]
        if one.end is not None:
            parts.append(
                f"until: {one.end:%H:%M}" if one.end.date() == one.start.date() else f"until: {_wall(one.end)}"
            )
        if one.zone != self.records.zone:
            parts.append(f"zone: {one.zone}")
        if one.status:
            parts.append(f"status: {one.status}")
        if one.application != self.first:
            parts.append(f"of: {_text(self.companies[one.application])}")
        names = [_text(self.names[who]) for who in one.who]
        parts.append(f"who: {names[0]}" if len(names) == 1 else f"who: [{', '.join(names)}]")
        return f"{{{', '.join(parts)}}}"

    @property
    def first(self) -> str:
        """The id of the application that is meant where none is named, empty where there is none."""
        return next(iter(self.records.applications), "")

    def person(self, one: Person) -> str:
        """What is said of somebody: where they belong if their rounds don't say it, and what was answered."""
        met = {found.application for found in self.records.rounds if one.id in found.who}
        where = [name for name in one.applications if name not in met]
        said = [self.answers(one.answers)] if one.answers else []
        # Who is in no round is in the first, unless it is said where, or that it is nowhere.
        if where if met else where != [self.first]:
            said.insert(0, f"in: [{', '.join(_text(self.companies[name]) for name in where)}]")
        return f"{{{', '.join(said)}}}" if said else ""

    def answers(self, answers: Mapping[str, Answer]) -> str:
        return ", ".join(f"{fact}: {self.answer(fact, answer)}" for fact, answer in answers.items())

    def answer(self, name: str, answer: Answer) -> str:
        """A value, and when that was if it was not just now."""
        fact = self.proved.rule_set.facts[name]
        value = f"{answer.value} {fact.unit}".strip() if fact.is_number else answer.value
        at = _moment(answer.at, self.records.zone)
        return value if at == _moment(self.posed.at, self.records.zone) else f"{value} on {at}"

    def expected(self) -> Iterator[str]:
        # What the page shows is one person's.
        people = [self.posed.person] if self.posed.page else list(self.records.people.values())
        said = {one.id: expectation(self.proved, self.posed, one) for one in people}
        if len(self.records.people) == 1:
            yield f"    expect: {said[self.posed.person.id]}"
            return
        yield "    expect:"
        for name, words in said.items():
            yield f"      {_text(self.names[name])}: {words}"


def _moment(instant: datetime, zone: str) -> str:
    return _wall(instant.astimezone(ZoneInfo(zone)))


def _wall(wall: datetime) -> str:
    seconds = f":{wall:%S}" if wall.second else ""
    return f"{_DAYS[wall.weekday()]} {wall:%Y-%m-%d %H:%M}{seconds}"


def _text(text: str, more: str = "") -> str:
    """A text as YAML has it: bare where nothing in it can be taken for something else, with `more` signs or without."""
    plain = re.fullmatch(rf"[^\W\d_][\w .’()/{more}-]*[\w.)]|[^\W\d_]", text)
    return text if plain and text.lower() not in _WORDS else json.dumps(text, ensure_ascii=False)
