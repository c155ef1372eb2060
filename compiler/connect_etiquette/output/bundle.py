"""The bundle: what the browser gets of a proved rule set, as JSON.

`core` decides (facts, diagram, outcomes, the words of the chip); `page` says how LinkedIn's page is read;
`text.<locale>` explains; `sources` is the published advice behind it. Same rules, same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..diagrams import Diagram
from ..findings import Findings
from ..language import MINUTES, Agreement, Cards, Fact, Rule, Segments, lower
from ..linkedin import Page
from ..proof import Proved
from ..translations import Locale

FORMAT = 2
"""The bundle's format, as `extension/engine/decision/core.js` has it. The extension refuses any other."""

Json = dict[str, Any]


def compile_bundle(proved: Proved, page: Page, locales: Sequence[Locale], cards: Cards) -> dict[str, Json]:
    """The bundle's files by name, without their folder: core, page, text.<locale> for each of `locales`, sources."""
    texts = {f"text.{locale.id}": _text(proved, locale) for locale in locales}
    sources = _sources(proved)
    site = {"format": FORMAT, **page.as_data()}
    core = _core(proved, locales, cards)
    core["names"] = {key: site["names"][key] for key in ("titles", "addressed", "credentials")}
    core["digest"] = digest([core, site, *texts.values(), sources])
    return {"core": core, "page": site, **texts, "sources": sources}


def dump(data: object) -> str:
    """`data` as the one JSON text that it always gets."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def digest(parts: Sequence[object]) -> str:
    """The SHA-256 over the JSON texts of `parts`, in hexadecimal."""
    return hashlib.sha256("".join(dump(part) for part in parts).encode()).hexdigest()


def _core(proved: Proved, locales: Sequence[Locale], cards: Cards) -> Json:
    rule_set = proved.rule_set
    return {
        "format": FORMAT,
        "locales": [locale.id for locale in locales],
        "facts": [_fact(proved, fact) for fact in rule_set.facts.values()],
        "verdicts": [{"id": v.id, "icon": v.icon, "tone": v.tone} for v in rule_set.verdicts.values()],
        "diagram": _flat(proved, proved.diagram),
        "outcomes": [_outcome(proved, leaf) for leaf in proved.diagram.leaves],
        "adjustments": _small_diagrams(proved, rule_set.adjustments),
        "tips": _small_diagrams(proved, rule_set.tips),
        "notes": _small_diagrams(proved, rule_set.notes),
        "emails": _small_diagrams(proved, rule_set.emails),
        "chip": {locale.id: _chip_words(proved, locale) for locale in locales},
        "cards": cards.as_data(),
    }


def _fact(proved: Proved, fact: Fact) -> Json:
    """A fact as the runtime needs it. Times are in minutes; `values` are in the order of the cells."""
    data: Json = {"id": fact.id, "kind": fact.kind, "whose": fact.whose, "asked": fact.asked}
    if fact.asked_at:
        data["askedAt"] = list(fact.asked_at)
    if fact.stays_open:
        data["staysOpen"] = list(fact.stays_open)
    if fact.kind in ("choice", "flag"):
        data["values"] = list(fact.values)
    if fact.kind == "number":
        data["cuts"] = [cell.low for cell in proved.space.cells[fact.id] if cell.kind == "point"]
        data["unit"] = fact.unit
        if fact.is_time and fact.reads is None:
            data["minutes"] = MINUTES[fact.unit]
        data["days"] = fact.unit in ("days", "weeks")
        data["never"] = fact.can_be_never
    if fact.unknown is not None:
        data["unknown"] = fact.unknown
    if fact.reads is not None:
        data["reads"] = {"how": fact.reads.how, "event": fact.reads.event, "being": list(fact.reads.being)}
    if fact.counts_since:
        data["countsSince"] = fact.counts_since
    if fact.page:
        data["page"] = {mark: list(values) for mark, values in fact.page.items()}
    if fact.closes:
        data["closes"] = list(fact.closes)
    if fact.events:
        data["events"] = list(fact.events)
    if fact.sooner:
        data["sooner"] = list(fact.sooner)
    if fact.was:
        data["was"] = list(fact.was)
    if fact.values_were:
        data["valuesWere"] = dict(fact.values_were)
    if fact.rests_after is not None:
        data["restsAfter"] = fact.rests_after
    return data


def _flat(proved: Proved, diagram: Diagram) -> Json:
    """Nodes as one array of integers: the fact's place in `facts`, then a child for each of its cells.

    A child is the place where its node begins, or the complement of an outcome's index. The verdict, which only small
    diagrams ask about, has the place behind the last fact.
    """
    places = {fact_id: index for index, fact_id in enumerate((*proved.rule_set.facts, "verdict"))}
    starts: list[int] = []
    flat: list[int] = []
    for level, children in diagram.nodes:
        starts.append(len(flat))
        flat.append(places[diagram.order[level]])
        flat.extend(starts[child] if child >= 0 else child for child in children)
    return {"root": starts[diagram.root] if diagram.root >= 0 else diagram.root, "nodes": flat}


def _outcome(proved: Proved, leaf: Any) -> Json:
    rule = proved.rule(leaf)
    adjustment = proved.adjustment(leaf)
    assert rule is not None
    if proved.impossible(leaf):
        return {
            "contradiction": rule.id,
            "facts": sorted({fact for test in rule.when for fact in _asked_facts(proved, test.fact)}),
        }
    data: Json = {"verdict": proved.rule_set.into if adjustment else rule.outcome, "rule": rule.id}
    asked = [
        t.fact
        for t in rule.when
        if t.fact in proved.rule_set.facts and proved.rule_set.facts[t.fact].asked == "when-it-matters"
    ]
    if asked:
        data["asks"] = asked
    if adjustment is not None:
        data["adjustment"] = adjustment.id
    elif "until" in rule.texts:
        data["until"] = "clock" if rule.waits_for_clock else "event"
    if adjustment is None and "chip" in rule.texts:
        data["chip"] = True
    return data


def _asked_facts(proved: Proved, fact_id: str) -> list[str]:
    """The base facts behind `fact_id`, for telling somebody which entries can't both be true."""
    found: dict[str, None] = {}
    seen = {fact_id}
    waiting = [fact_id]
    while waiting:
        fact = waiting.pop()
        if fact not in proved.rule_set.derivations:
            found[fact] = None
            continue
        for rule in proved.rule_set.derivations[fact].rules:
            for test in rule.when:
                if test.fact not in seen:
                    seen.add(test.fact)
                    waiting.append(test.fact)
    return list(found)


def _small_diagrams(proved: Proved, rules: Sequence[Rule]) -> list[Json]:
    """For each of `rules` a diagram whose outcome 0 is “applies” and 1 “does not”."""
    diagrams: list[Json] = []
    for rule in rules:
        diagram = proved.small[rule.id]
        outcome = [~0 if winner == 0 else ~1 for winner, _ in diagram.leaves]
        nodes = tuple(
            (level, tuple(c if c >= 0 else outcome[~c] for c in children)) for level, children in diagram.nodes
        )
        root = diagram.root if diagram.root >= 0 else outcome[~diagram.root]
        diagrams.append({"id": rule.id, **_flat(proved, replace(diagram, nodes=nodes, root=root))})
    return diagrams


def _chip_words(proved: Proved, locale: Locale) -> Json:
    rules = proved.rule_set.decision.rules
    return {
        "verdicts": {
            v.id: {
                "word": locale.text("verdicts", v.id, "word", [v.word]),
                "inline": locale.text("verdicts", v.id, "inline", [v.inline]),
            }
            for v in proved.rule_set.verdicts.values()
        },
        "until": {
            rule.id: locale.text("rules", rule.id, "until", rule.texts["until"])
            for rule in rules
            if "until" in rule.texts and not rule.waits_for_clock
        },
        "chips": {
            rule.id: locale.text("rules", rule.id, "chip", rule.texts["chip"]) for rule in rules if "chip" in rule.texts
        },
        "words": {
            key: text for key, text in locale.words(proved.rule_set.words).items() if key.startswith(("chip-", "ask-"))
        },
    }


def _text(proved: Proved, locale: Locale) -> Json:
    rule_set = proved.rule_set
    return {
        "format": FORMAT,
        "locale": locale.id,
        "verdicts": {
            v.id: {
                "word": locale.text("verdicts", v.id, "word", [v.word]),
                "inline": locale.text("verdicts", v.id, "inline", [v.inline]),
            }
            for v in rule_set.verdicts.values()
        },
        "rules": {rule.id: {**_texts(rule, "rules", locale), **_ground(rule)} for rule in rule_set.decision.rules},
        "adjustments": {
            rule.id: {**_texts(rule, "adjustments", locale), **_ground(rule)} for rule in rule_set.adjustments
        },
        "tips": {rule.id: {**_texts(rule, "tips", locale), **_ground(rule)} for rule in rule_set.tips},
        "notes": {rule.id: _texts(rule, "notes", locale) for rule in rule_set.notes},
        "emails": {rule.id: _texts(rule, "emails", locale) for rule in rule_set.emails},
        "impossible": {rule.id: _texts(rule, "impossible", locale) for rule in rule_set.impossible},
        "facts": {
            fact.id: _fact_texts(rule_set.documents["facts.yaml"]["facts"][fact.id], fact, locale)
            for fact in rule_set.facts.values()
        },
        "situations": {
            name: {"asks": locale.text("situations", name, "asks", [rule_set.evidence.situations[name]])}
            for name in rule_set.asked_about()
        },
        # Limits are in their texts already.
        "words": {key: text for key, text in locale.words(rule_set.words).items() if not key.startswith("limit-")},
    }


def _texts(rule: Rule, kind: str, locale: Locale) -> Json:
    return {place: locale.text(kind, rule.id, place, text) for place, text in rule.texts.items()}


def _ground(rule: Rule) -> Json:
    return {"agreement": _agreement(rule.agreement), "situation": rule.situation, "ours": bool(rule.beyond_evidence)}


def _agreement(agreement: Agreement) -> Json:
    return {
        "level": agreement.level,
        "leans": agreement.leans,
        "go": [agreement.go, agreement.more_go],
        "wait": [agreement.wait, agreement.more_wait],
        "depends": [agreement.depends, agreement.more_depends],
    }


def _fact_texts(body: Any, fact: Fact, locale: Locale) -> Json:
    data: Json = {"says": locale.text("facts", fact.id, "says", [fact.says])}
    for place in ("ask", "help"):
        if place in body:
            # What is wrong with it was said when the facts were read.
            text: Segments = lower(body[place], place, "question", body.values_at[place], Findings())
            data[place] = locale.text("facts", fact.id, place, text)
    if fact.labels:
        data["values"] = {
            value: locale.text("facts", fact.id, f"values.{value}", [label]) for value, label in fact.labels.items()
        }
    for group, texts in (("event", fact.events), ("sooner", fact.sooner)):
        if texts:
            data[group] = {
                value: locale.text("facts", fact.id, f"{group}.{value}", [words]) for value, words in texts.items()
            }
    return data


def _sources(proved: Proved) -> Json:
    evidence = proved.rule_set.evidence
    used = {rule.situation for rule in proved.rule_set.rules() if rule.situation}
    sources: list[Mapping[str, object]] = []
    for source in evidence.sources:
        claims = [
            {"situation": c.situation, "stance": c.stance, "says": c.says} for c in source.claims if c.situation in used
        ]
        if claims:
            sources.append(
                {
                    "id": source.id,
                    "title": source.title,
                    "publisher": source.publisher,
                    "country": source.country,
                    "tier": source.tier,
                    "seen": source.seen,
                    "readOn": source.read_on,
                    "url": "" if source.archived else source.url,
                    "year": source.year,
                    "claims": claims,
                }
            )
    return {
        "format": FORMAT,
        "situations": {name: asks for name, asks in evidence.situations.items() if name in used},
        "sources": sources,
    }
