"""The rules of this checkout, proved once, and situations and records made up from a seed to try them with."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from connect_etiquette import pipeline
from connect_etiquette.answers import Answer, Application, Person, Records, Round
from connect_etiquette.commands import answer, package
from connect_etiquette.language import Rule
from connect_etiquette.output import find_paths
from connect_etiquette.proof import Proved

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC")


@cache
def checked() -> tuple[pipeline.Run, Proved]:
    """The rule set that ships, read and proved."""
    run = pipeline.check(find_paths().rules, "error")
    assert run.proved is not None, [finding.message for finding in run.findings.items]
    return run, run.proved


def etiquette() -> Proved:
    """The rule set that ships, proved."""
    return checked()[1]


@contextmanager
def proved_once() -> Iterator[None]:
    """Commands that ask something of these rules do not prove them anew each time."""
    run_anew, proved_anew = answer.run_or_exit, answer.proved_or_exit
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(find_paths().rules.parent)
        patch.setattr(answer, "run_or_exit", lambda rules, **as_: run_anew(rules, **as_) if rules else checked())
        patch.setattr(answer, "proved_or_exit", lambda rules: proved_anew(rules) if rules else checked()[1])
        yield


@contextmanager
def compiled_once() -> Iterator[None]:
    """Packages are verified against these rules as they were compiled at the first; other rules are compiled anew."""
    anew = package._compiled
    once = cache(lambda: anew(None))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package, "_compiled", lambda rules: anew(rules) if rules else once())
        yield


def situations(count: int, seed: int = 2026) -> Iterator[dict[str, int]]:
    """Situations over the base facts, each cell as likely as its neighbours."""
    chance = random.Random(seed)
    space = etiquette().space
    for _ in range(count):
        yield {fact: chance.randrange(len(space.cells[fact])) for fact in space.facts}


def winners(**values: str) -> Iterator[Rule]:
    """Every rule that answers some possible situation in which these facts (`_` for `-`) have these values."""
    proved = etiquette()
    wanted = {fact.replace("_", "-"): value for fact, value in values.items()}
    seen: set[str] = set()
    for block, leaf in proved.diagram.blocks():
        rule = proved.rule(leaf)
        if rule is None or rule.id in seen or proved.impossible(leaf):
            continue
        if all(
            block.get(fact, proved.space.full(fact)) >> proved.rule_set.known[fact].values.index(value) & 1
            for fact, value in wanted.items()
        ):
            seen.add(rule.id)
            yield rule


def records(chance: random.Random, now: datetime, companies: int = 1) -> Records:
    """A person called Ada, perhaps Ben beside her, with rounds and answers around `now`; much of it left out."""
    facts = etiquette().rule_set.facts.values()
    zone = chance.choice(ZONES)

    def instant(furthest_days: int) -> datetime:
        return now - timedelta(minutes=chance.randrange(furthest_days * 1440))

    def answers(whose: str) -> dict[str, Answer]:
        given: dict[str, Answer] = {}
        for fact in facts:
            if fact.whose != whose or fact.reads is not None or chance.random() < 0.8:
                continue
            if fact.kind == "date":
                day = now + timedelta(days=chance.randrange(-30, 20))
                given[fact.id] = Answer(day.date().isoformat(), instant(30))
            else:
                given[fact.id] = Answer(chance.choice(fact.values), instant(40))
        return given

    applications = {
        f"company {n}": Application(f"company {n}", answers=answers("application")) for n in range(companies)
    }
    people = {"Ada": Person("Ada", "Ada", tuple(applications), answers("person"))}
    if chance.random() < 0.4:
        people["Ben"] = Person("Ben", "Ben", (next(iter(applications)),), answers("person"))
    rounds = []
    for _ in range(chance.randrange(4)):
        # Half of them close to the present, where most thresholds are.
        hours = chance.choice((30, 25 * 24))
        start = (now + timedelta(minutes=chance.randrange(-hours * 60, hours * 60))).replace(tzinfo=None)
        who = tuple(name for name in people if chance.random() < 0.7) or ("Ada",)
        status = chance.choice(("", "", "", "took-place", "moved", "cancelled"))
        rounds.append(Round(chance.choice(list(applications)), start, None, chance.choice(ZONES), who, status))
    return Records(answers("me"), applications, tuple(rounds), people, zone)


def instants(count: int, seed: int = 2026) -> Iterator[tuple[random.Random, datetime]]:
    """Instants through a year, each with the chance that goes on from there."""
    chance = random.Random(seed)
    for _ in range(count):
        yield chance, datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(525_600))
