"""JSON Schemas for editors: the shape of each rule file, with this rule set's own facts, values and ids filled in.

A modeline at the top of a rule file names its schema, so that an editor offers what can be written and underlines the
rest: `# yaml-language-server: $schema=../build/schemas/facts.json`.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

from ..answers import CONTRADICTION
from ..language import AUTHORITIES, CLOCK, LENGTHS, PLACEHOLDERS, DerivedFact, Fact, RuleSet, range_examples
from ..source import SCHEMAS, Schema, kind_of
from .bundle import dump

DIALECT = "http://json-schema.org/draft-07/schema#"
"""What editors' YAML support reads; nothing newer is used."""

_END = r"(at least|more than|less than|at most|exactly)\s+(\d+(\.\d+)?[^\d]*|[a-z][a-z0-9-]*)"
_RANGE = rf"^\s*(never|{_END}(\s+and\s+{_END})?)\s*$"


def editor_files(rule_set: RuleSet) -> dict[str, bytes]:
    """The schemas as files, by their names."""
    return {f"{kind}.json": dump(schema).encode() for kind, schema in schemas_for_editors(rule_set).items()}


def modeline(schemas: Path, file: Path) -> str:
    """The first line by which the rule file at `file` names its schema among `schemas`; empty if it has none."""
    kind = kind_of(file.as_posix())
    return "" if kind is None else f"# yaml-language-server: $schema={(schemas / f'{kind}.json').as_posix()}\n"


SNIPPETS: dict[str, tuple[str, Schema]] = {
    "facts": (
        "A fact that people are asked",
        {
            "${1:new-fact}": {
                "kind": "${2|flag,choice,number,date|}",
                "whose": "${3|person,application,me|}",
                "says": "${4:They said so}",
                "asked": "${5|on-request,when-it-matters|}",
                "ask": "${6:Did {{ first_name \\}\\} say so?}",
                "unknown-counts-as": "${7:no}",
            }
        },
    ),
    "layer": (
        "A rule",
        {
            "id": "${1:new-rule}",
            "when": {"${2:fact}": "${3:value}"},
            "verdict": "${4:verdict}",
            "headline": "${5:In a few words}",
            "why": "${6:Why, also from the other side. To them …}",
            "do": "${7:What to do.}",
            "beyond-evidence": "${8:Ours.}",
        },
    ),
    "scenarios": (
        "A story and its outcome",
        {
            "story": "${1:What happened}",
            "now": "${2:2026-03-11 09:00}",
            "rounds": [{"at": "${3:2026-03-10 14:00}", "who": ["${4:Ada}"]}],
            "people": {"${4:Ada}": {"${5:fact}": "${6:value}"}},
            "expect": "${7:verdict} by ${8:rule}",
        },
    ),
    "sources": (
        "A source and what it says",
        {
            "id": "${1:new-source}",
            "title": "${2:Title}",
            "publisher": "${3:Publisher}",
            "country": "${4:UK}",
            "tier": "${5|A,B,C|}",
            "seen": "${6|full,part|}",
            "year": "${7:2026}",
            "url": "${8:https://}",
            "claims": [
                {
                    "situation": "${9:situation}",
                    "stance": "${10|go,no,wait,depends,info|}",
                    "says": "${11:In your own words.}",
                }
            ],
        },
    ),
}
"""What an editor offers to begin with, by the kind of file: its name, and its text with the places to fill in."""


def _add_snippets(schemas: dict[str, Schema]) -> None:
    """Snippets stand in the schemas themselves, so that every editor with YAML's language server has them."""
    places = {"facts": "facts", "layer": "rules", "scenarios": "scenarios", "sources": "sources"}
    for kind, key in places.items():
        label, body = SNIPPETS[kind]
        part = schemas[kind]["properties"][key]
        (part if kind == "facts" else part["items"])["defaultSnippets"] = [{"label": label, "body": body}]


def schemas_for_editors(rule_set: RuleSet) -> dict[str, Schema]:
    """A schema for each kind of rule file, by the kind's name."""
    schemas = {kind: deepcopy(schema) for kind, schema in SCHEMAS.items()}
    when = _when(rule_set, verdict=False)
    after = _when(rule_set, verdict=True)
    situations = _enum(rule_set.evidence.situations, rule_set.evidence.situations)
    points = _enum(rule_set.evidence.points, rule_set.evidence.points)
    for kind, schema in schemas.items():
        for body in _rule_bodies(schema):
            properties = body["properties"]
            _fill(properties, "when", after if kind in ("tips", "notes") else when)
            _fill(properties, "verdict", _enum(rule_set.verdicts))
            if rule_set.evidence.situations:
                _fill(properties, "situation", situations)
            if rule_set.evidence.points:
                _fill(properties, "points", {"type": "array", "items": points})
            _fill(properties, "authority", _enum(AUTHORITIES))
            _describe_texts(properties, "note" if kind == "notes" else "rule")
        schema["$schema"] = DIALECT
        schema["title"] = f"{kind} of this rule set"
    for key in ("turns", "into"):
        schemas["adjustments"]["properties"][key] = _enum(rule_set.verdicts)
    _fill_scenarios(schemas["scenarios"], rule_set)
    _add_snippets(schemas)
    return schemas


def _rule_bodies(schema: Schema) -> Iterable[Schema]:
    """The schemas of single rules inside the schema of a file, all found before one is filled: a fact may be called
    “when” as well."""
    return [part for part in _objects(schema) if "when" in part.get("properties", {})]


def _objects(schema: Any) -> Iterable[Schema]:
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from _objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _objects(part)


def _fill(properties: dict[str, Schema], key: str, schema: Schema) -> None:
    if key in properties:
        properties[key] = schema


def _enum(values: Iterable[str], meanings: dict[str, str] | None = None) -> Schema:
    names = list(values)
    schema: Schema = {"type": "string", "enum": names}
    if meanings:
        schema["markdownEnumDescriptions"] = [meanings[name] for name in names]
    return schema


def _describe_texts(properties: dict[str, Schema], kind: str) -> None:
    placeholders = ", ".join(f"{{{{ {name} }}}}" for name in PLACEHOLDERS[kind])
    for place, limit in LENGTHS.items():
        if place in properties:
            properties[place] = {
                "type": "string",
                "minLength": 1,
                "description": f"At most {limit} characters. Placeholders: {placeholders}.",
            }
    if "until" in properties:
        properties["until"]["description"] = f"“{CLOCK}” if time alone ends the wait, else the event in words."


def _when(rule_set: RuleSet, verdict: bool) -> Schema:
    """The schema of a condition: each fact with what can be asked of it."""
    facts: dict[str, Schema] = {}
    for fact in rule_set.facts.values():
        if fact.kind != "date":
            facts[fact.id] = _asked(fact)
    for derived in rule_set.derived.values():
        facts[derived.id] = _asked(derived)
    if verdict:
        facts["verdict"] = _one_or_more(_enum(rule_set.verdicts), "The verdict, adjustments included.")
    return {"anyOf": [{"const": "always"}, {"type": "object", "properties": facts, "additionalProperties": False}]}


def _asked(fact: Fact | DerivedFact) -> Schema:
    if fact.is_number:
        one: Schema = {"type": "string", "pattern": _RANGE}
        return _one_or_more(one, f"{fact.says}. {range_examples(fact)}")
    return _one_or_more(_enum(fact.values, dict(fact.labels or {})), f"{fact.says}.")


def _one_or_more(one: Schema, description: str) -> Schema:
    several: Schema = {"type": "array", "items": one, "minItems": 1}
    negated: Schema = {
        "type": "object",
        "properties": {"not": {"anyOf": [one, several]}},
        "required": ["not"],
        "additionalProperties": False,
    }
    return {"anyOf": [one, several, negated], "description": description}


def _fill_scenarios(schema: Schema, rule_set: RuleSet) -> None:
    """Stories and what they share may tell of every fact that somebody answers, and expect every rule's outcome."""
    story = schema["properties"]["scenarios"]["items"]["properties"]
    person = _answers(rule_set, "person", ("in",))
    application = _answers(rule_set, "application", ("company", "role"))
    optional: dict[str, Schema] = {
        "me": _answers(rule_set, "me", ()),
        "application": application,
        "applications": {"type": "object", "additionalProperties": {"anyOf": [{"type": "null"}, application]}},
        "people": {"type": "object", "additionalProperties": {"anyOf": [{"type": "null"}, person]}},
    }
    for background in (story, schema["properties"]["given"]["properties"]):
        for key, filled in optional.items():
            _fill(background, key, filled)
    facts: dict[str, Schema] = {fact.id: {} for fact in rule_set.facts.values() if fact.kind != "date"}
    story["facts"] = {"type": "object", "properties": facts, "additionalProperties": False}
    verdicts = "|".join([*rule_set.verdicts, CONTRADICTION])
    rules = "|".join(rule.id for rule in (*rule_set.decision.rules, *rule_set.impossible))
    outcome: Schema = {"type": "string", "pattern": rf"^({verdicts})( by ({rules}))?( with \S+)?(, then .+)?$"}
    story["expect"] = {"anyOf": [outcome, {"type": "object", "additionalProperties": outcome}]}


def _answers(rule_set: RuleSet, whose: str, also: tuple[str, ...]) -> Schema:
    """What may be told of somebody or something: the answered facts that are theirs, each with a date behind “on”."""
    properties: dict[str, Schema] = {key: {} for key in also}
    for fact in rule_set.facts.values():
        if fact.whose == whose and fact.reads is None:
            values = "|".join(fact.values)
            answer: Schema = {"type": ["string", "number"], "pattern": rf"^({values})( on .+)?$"}
            properties[fact.id] = {**(answer if fact.values else {}), "description": fact.says}
    return {"type": "object", "properties": properties, "additionalProperties": False}
