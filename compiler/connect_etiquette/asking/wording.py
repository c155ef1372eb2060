"""What people see otherwise though no situation gets another verdict: words, icons, questions, and when they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..findings import Findings
from ..language import Claim, Decision, Fact, Rule, RuleSet, amount_in_words, read_cards
from .renamed import Names

_RULE = {
    "authority": "its authority",
    "beyond_evidence": "what goes beyond the sources",
    "situation": "the question that it rests on",
    "agreement": "how far sources agree",
}
_FACT = {
    "says": "what it says",
    "labels": "its answers",
    "unit": "its unit",
    "asked": "when it is asked",
    "asked_at": "beside which verdicts it is asked",
    "stays_open": "after which answers it is asked again",
    "ask": "its question",
    "help": "the help below it",
    "events": "what a press notes",
    "sooner": "what would make it come sooner",
}
_DERIVED = {"says": "what it says", "labels": "its values"}
_VERDICT = {
    "word": "its word",
    "inline": "its word inside a sentence",
    "icon": "its icon",
    "tone": "its colour",
    "says_until": "whether it says until when",
}
_SOURCE = {
    "title": "its title",
    "publisher": "its publisher",
    "author": "its author",
    "country": "its country",
    "year": "its year",
    "tier": "its tier",
    "seen": "how much of it was seen",
    "read_on": "when it was read",
    "url": "its address",
    "voice": "whose voice it is",
    "archived": "whether it has a link",
    "claims": "what it says",
}
_CARDS = {
    "afterRound": "what is asked after a round",
    "whatIf": "what a tip tries out",
    "soonerUnder": "under which rules “sooner, if …” stands",
    "quietAfter": "after what nobody is reminded",
    "noWord": "where no word was heard",
}
"""What people see of each kind of thing, by its name in the model, and how that is called."""


def reworded(old: RuleSet, new: RuleSet) -> Iterator[str]:
    """Rules of both sides that say something else, each with what of it differs: “sent · headline, why”."""
    conditional = {rule.id for side in (old, new) for rule in _beside(side)}
    before = {rule.id: rule for rule in (*old.rules(), *old.impossible)}
    for rule in (*new.rules(), *new.impossible):
        was = before.get(rule.id, rule)
        texts = dict.fromkeys((*rule.texts, *was.texts))
        other = [name for name in texts if rule.texts.get(name) != was.texts.get(name)]
        other += _differing(was, rule, _RULE)
        if rule.id in conditional and _asked(was) != _asked(rule):
            other.append("when it stands there")
        if other:
            yield f"{rule.id} · {', '.join(other)}"


def shown(old: RuleSet, new: RuleSet, as_written: RuleSet, names: Names) -> Iterator[str]:
    """What else people see otherwise, a line each: “verdict “wait”: its word, its icon”. `old` has the names of today,
    as `names` says them; `as_written` is it under its own."""
    yield from _things("verdict", old.verdicts, new.verdicts, _VERDICT, ordered=True)
    yield from _things("fact", old.facts, new.facts, _FACT, ordered=True, told=True)
    yield from _things("derived fact", old.derived, new.derived, _DERIVED, told=True)
    resting = _resting_on(new)
    for name, decision in new.derivations.items():
        if name in resting and name in old.derivations and _decided(old.derivations[name]) != _decided(decision):
            yield f"derived fact “{name}”: what makes it what it is"
    for kind, before, now in (
        ("tip", old.tips, new.tips),
        ("note", old.notes, new.notes),
        ("mail", old.emails, new.emails),
    ):
        yield from _things(kind, _by_id(before), _by_id(now), {}, ordered=True)
    yield from _layers(old, new)
    yield from _things("source", _by_id(old.evidence.sources), _by_id(new.evidence.sources), _SOURCE)
    yield from _plainly("question of the sources", old.evidence.situations, new.evidence.situations)
    if old.evidence.platform != new.evidence.platform:
        yield "questions of the sources: which are about how the platform works"
    # A build lends words to rules that have none, and keeps the rules without them.
    if old.words and new.words:
        yield from _plainly("word of the interface", _interface(old), _interface(new))
    cards = _renamed(read_cards(as_written, Findings()).as_data(), names), read_cards(new, Findings()).as_data()
    yield from (f"cards: {words}" for key, words in _CARDS.items() if cards[0][key] != cards[1][key])


_MEANINGS = {
    "whose": "whose it is",
    "reads": "what it reads",
    "counts_since": "since when an answer counts",
    "page": "what the page says of it",
    "closes": "which answers end an application",
    "rests_after": "how long after the end chips go on",
}
"""What makes a fact of what was entered, besides the answer itself, and how it is called."""


def meanings(old: RuleSet, new: RuleSet, shared: set[str]) -> Iterator[str]:
    """In words, which facts of both sides follow otherwise from the same records."""
    for name, fact in new.facts.items():
        before = old.facts.get(name)
        if before is None or (name not in shared and fact.kind != "date"):
            continue
        if before.unknown != fact.unknown:
            now, was = (usual_in_words(one) for one in (fact, before))
            yield f"{name} counts as {now} where nobody answered; it was {was}"
        changed = [words for key, words in _MEANINGS.items() if getattr(before, key) != getattr(fact, key)]
        if changed:
            yield f"{name}: another rule says {', '.join(changed)}"


def usual_in_words(fact: Fact) -> str:
    """What an unknown fact counts as, as an author would write it."""
    if fact.unknown is None:
        return "nothing"
    return fact.unknown if isinstance(fact.unknown, str) else amount_in_words(fact.unknown, fact.unit)


def _things(
    kind: str,
    old: Mapping[str, object],
    new: Mapping[str, object],
    words: Mapping[str, str],
    ordered: bool = False,
    told: bool = False,
) -> Iterator[str]:
    """What differs between things of a kind that have names. That one is new or gone is `told` elsewhere already, or
    not; where they are `ordered` people see them in their order."""
    for name, one in new.items():
        if name not in old:
            if not told:
                yield f"{kind} “{name}”: new"
        elif other := _differing(old[name], one, words):
            yield f"{kind} “{name}”: {', '.join(other)}"
    if not told:
        yield from (f"{kind} “{name}”: gone" for name in old if name not in new)
    if ordered and [name for name in old if name in new] != [name for name in new if name in old]:
        yield f"{kind}s: their order"


def _differing(old: object, new: object, words: Mapping[str, str]) -> list[str]:
    """What of one thing differs, in words."""
    return [word for key, word in words.items() if _shown(getattr(old, key)) != _shown(getattr(new, key))]


def _shown(value: Any) -> Any:
    """`value` as people see it: a mapping in its order, since its items stand one below the other, and claims without
    the points that they repeat."""
    if isinstance(value, tuple):
        return tuple(replace(one, points=()) if isinstance(one, Claim) else one for one in value)
    return list(value.items()) if isinstance(value, Mapping) else value


def _plainly(kind: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    for name in dict.fromkeys((*new, *old)):
        if name not in old or name not in new:
            yield f"{kind} “{name}”: {'new' if name in new else 'gone'}"
        elif old[name] != new[name]:
            yield f"{kind} “{name}”"


def _beside(rule_set: RuleSet) -> tuple[Rule, ...]:
    """What may stand beside a verdict: an adjustment, where another has turned it."""
    return (*rule_set.adjustments, *rule_set.tips, *rule_set.notes, *rule_set.emails)


def _resting_on(rule_set: RuleSet) -> set[str]:
    """The derived facts on which it rests what stands beside a verdict: of the others the verdicts tell."""
    found = {test.fact for rule in _beside(rule_set) for test in rule.when}
    for name, decision in reversed(rule_set.derivations.items()):
        if name in found:
            found |= {test.fact for rule in decision.rules for test in rule.when}
    return found


def _interface(rule_set: RuleSet) -> dict[str, object]:
    """The words that are shown by themselves: those of limits are in the texts that have limits."""
    return {key: text for key, text in rule_set.words.items() if not key.startswith("limit-")}


def _layers(old: RuleSet, new: RuleSet) -> Iterator[str]:
    for path, now in new.documents.items():
        was = old.documents.get(path)
        if path.startswith("etiquette/") and was is not None:
            words = {"layer": "its name", "because": "why it stands there"}
            if other := [word for key, word in words.items() if was.get(key) != now.get(key)]:
                yield f"layer “{now['layer']}”: {', '.join(other)}"


def _by_id(things: Iterable[Any]) -> dict[str, Any]:
    return {one.id: one for one in things}


def _asked(rule: Rule) -> object:
    return [(test.fact, test.condition) for test in rule.when]


def _decided(decision: Decision) -> object:
    return [(rule.layer, rule.outcome, _asked(rule)) for rule in decision.rules]


def _renamed(data: Any, names: Names) -> Any:
    """Plain data with facts under their new names."""
    if isinstance(data, dict):
        return {key: _renamed(value, names) for key, value in data.items()}
    if isinstance(data, list):
        return [_renamed(value, names) for value in data]
    return names.fact(data) if isinstance(data, str) else data
