"""The orders in which a diagram may ask its facts. A good order keeps it small; any order keeps it right.

No heuristic is good at everything, so that there are five of them, which race (see `diagrams.race`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..language import Rule, RuleSet
from .space import Space

ROUNDS = 40
"""Most rounds of the search for centres of gravity."""
STEPS = 200_000
"""Most conditions that are looked at in all those rounds: about a twentieth of a second."""


def orders(rule_set: RuleSet, space: Space) -> Iterator[tuple[str, list[str]]]:
    """Orders of all base facts with their names, each once, the usual one first."""
    met = choose_order(rule_set, space)
    yield "as met", met
    seen = [met]
    for name, order in (
        ("by centres of gravity", _by_gravity(rule_set, met)),
        ("as derived facts name them", _derived_first(rule_set, met)),
        ("most tested first", _most_tested(rule_set, met)),
        ("fewest begun", _fewest_begun(rule_set, met)),
    ):
        if order not in seen:
            seen.append(order)
            yield name, order


def choose_order(rule_set: RuleSet, space: Space) -> list[str]:
    """The base facts in the order in which a reader meets them, the strongest rules first.

    A derived fact stands for the facts that decide it. Strong rules settle whole branches early, and facts that are
    tested together stay together; over this rule language that came within a third of the smallest diagram that a
    search over thousands of orders found, at no cost.
    """
    met: dict[str, None] = {}
    expanded: set[str] = set()
    # The stack holds tests that are still to be met, the next one last.
    stack = [fact for rule in reversed(_ranked(rule_set)) for fact in _tested_last_first(rule)]
    while stack:
        fact = stack.pop()
        if fact in rule_set.facts:
            met[fact] = None
        elif fact in rule_set.derivations and fact not in expanded:
            expanded.add(fact)
            for rule in reversed(rule_set.derivations[fact].rules):
                stack.extend(_tested_last_first(rule))
    return list(met | dict.fromkeys(space.facts))


def _tested_last_first(rule: Rule) -> list[str]:
    return [test.fact for test in reversed(rule.when)]


def _ranked(rule_set: RuleSet) -> tuple[Rule, ...]:
    return (*rule_set.impossible, *rule_set.decision.rules, *rule_set.adjustments)


def _derivation_rules(rule_set: RuleSet) -> Iterator[tuple[str, Rule]]:
    for name, decision in rule_set.derivations.items():
        for rule in decision.rules:
            yield name, rule


def _by_gravity(rule_set: RuleSet, met: list[str]) -> list[str]:
    """Facts pulled to the centre of the rules that test them, until the rules' spans shrink no more (FORCE: Aloul,
    Markov, Sakallah 2003). A derived fact is a point that joins the facts of its rules."""
    edges = {
        tuple(sorted(facts)): None
        for facts in (
            *({test.fact for test in rule.when} for rule in _ranked(rule_set)),
            *({name, *(test.fact for test in rule.when)} for name, rule in _derivation_rules(rule_set)),
        )
        if len(facts) > 1
    }
    place: dict[str, float] = {fact: float(at) for at, fact in enumerate([*met, *rule_set.derivations])}
    best, best_span = list(place), None
    steps = sum(map(len, edges)) or 1
    for _ in range(max(2, min(ROUNDS, STEPS // steps))):
        span, centres = _round(edges, place)
        if best_span is None or span < best_span:
            best, best_span = list(place), span
        pulled = sorted(place, key=lambda fact: (centres.get(fact, place[fact]), place[fact]))
        if pulled == list(place):
            break
        place = {fact: float(at) for at, fact in enumerate(pulled)}
    return [fact for fact in best if fact in rule_set.facts]


def _round(edges: Iterable[tuple[str, ...]], place: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    """The sum of all spans, and for each fact the mean of its rules' centres."""
    total = 0.0
    sums: dict[str, float] = {}
    counts: dict[str, int] = {}
    for edge in edges:
        # Sums are built by hand: `sum` rounds otherwise from one Python to the next.
        centre = 0.0
        for fact in edge:
            centre += place[fact]
        centre /= len(edge)
        total += max(place[fact] for fact in edge) - min(place[fact] for fact in edge)
        for fact in edge:
            sums[fact] = sums.get(fact, 0.0) + centre
            counts[fact] = counts.get(fact, 0) + 1
    return total, {fact: sums[fact] / counts[fact] for fact in sums}


def _fewest_begun(rule_set: RuleSet, met: list[str]) -> list[str]:
    """One fact after the other, each time the one that leaves fewest facts waiting for those that are tested with them.

    A derived fact takes no place, and joins none: whatever its rules test together is together in them.
    """
    beside: dict[str, set[str]] = {fact: set() for fact in met}
    room = STEPS
    for rule in (*(rule for _, rule in _derivation_rules(rule_set)), *_ranked(rule_set)):
        tested = [test.fact for test in rule.when if test.fact in beside]
        room -= len(tested) ** 2
        if room < 0:
            return met
        for fact in tested:
            beside[fact].update(tested)
    order: dict[str, None] = {}
    begun: dict[str, None] = {}
    at = {fact: place for place, fact in enumerate(met)}

    def waiting(fact: str) -> tuple[int, int, int]:
        """How many facts begin to wait when this one is taken next; of those alike, who has waited longest."""
        others = sum(other not in order and other not in begun for other in beside[fact] if other != fact)
        return others - (fact in begun), fact not in begun, at[fact]

    while len(order) < len(met):
        among = begun or (fact for fact in met if fact not in order)
        room -= sum(len(beside[fact]) for fact in begun) + 1
        if room < 0:
            return list(order | dict.fromkeys(met))
        chosen = min(among, key=waiting)
        order[chosen] = None
        begun.pop(chosen, None)
        begun |= dict.fromkeys(fact for fact in met if fact in beside[chosen] and fact not in order)
    return list(order)


def _derived_first(rule_set: RuleSet, met: list[str]) -> list[str]:
    """What derived facts test comes first, in the order in which these rest on each other."""
    named = {
        test.fact: None for _, rule in _derivation_rules(rule_set) for test in rule.when if test.fact in rule_set.facts
    }
    return list(named | dict.fromkeys(met))


def _most_tested(rule_set: RuleSet, met: list[str]) -> list[str]:
    """The facts that most rules test come first."""
    counts = dict.fromkeys(met, 0)
    for rule in (*_ranked(rule_set), *(rule for _, rule in _derivation_rules(rule_set))):
        for test in rule.when:
            if test.fact in counts:
                counts[test.fact] += 1
    return sorted(met, key=lambda fact: -counts[fact])
