"""The shape of each rule file as JSON Schema, and findings in plain words where a file has another shape.

What the names in a file mean (does this fact exist? has it this value?) is not a matter of shape: `facts` and `rules`
see to that. `etiquette build` writes the same schemas with a rule set's own names filled in, for editors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from ..findings import Finding, Findings, Span, did_you_mean, either, nearest
from .slips import CURLY
from .validator import Validator
from .yaml import Map, Seq

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Schema = dict[str, Any]

ID = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
_TEXT: Schema = {"type": "string", "minLength": 1}
_ID: Schema = {"type": "string", "pattern": ID, "maxLength": 60}
_IDS: Schema = {"type": "array", "items": _ID, "minItems": 1}
_WHEN: Schema = {"type": ["object", "string"]}
_POINTS: Schema = {"type": "array", "items": {"type": "string"}, "minItems": 1}
_NAMES: Schema = {"type": ["string", "array"], "items": _TEXT, "minItems": 1}
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}


def _object(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


def _mapping(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values, "minProperties": 1}


def _like(pattern: str, meant: str) -> Schema:
    return {"type": "string", "pattern": pattern, "description": meant}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


ICONS = ("go", "hourglass", "scales", "done", "clock", "bell", "question")
TONES = ("good", "open", "hold", "quiet")
"""The icons that the extension can draw, and the tones for which it has colours. A test compares them with both."""

STATES = ("connect", "pending", "received", "withdrawn", "at-once")
"""The states of a control on LinkedIn's page that the engine tells. A test compares them with it."""
YEARS = range(1990, 2101)
"""Years of sources, and of when they were read."""

_EVIDENCE: dict[str, Schema] = {"situation": _ID, "beyond-evidence": _TEXT, "points": _POINTS}

_READS = _object(
    {},
    {
        "since": _TEXT,
        "until": _TEXT,
        "during": {"enum": ["meeting", "round"]},
        "someone": _mapping(_TEXT),
        "being": {"type": ["string", "array"], "items": _TEXT},
    },
)
_FACT = _object(
    {
        "kind": {"enum": ["choice", "flag", "number", "date"]},
        "whose": {"enum": ["me", "application", "person", "page", "clock"]},
        "says": _TEXT,
    },
    {
        "values": _mapping(_TEXT),
        "unit": _TEXT,
        "asked": {"enum": ["first", "when-it-matters", "on-request", "never"]},
        "asked-at": {"type": ["string", "array"], "items": _ID, "minItems": 1},
        "stays-open": {"type": ["string", "array"], "items": _ID, "minItems": 1},
        "ask": _TEXT,
        "help": _TEXT,
        "unknown-counts-as": _SCALAR,
        "counts-since": {"enum": ["meeting-start", "meeting-end", "round-start", "round-end"]},
        "reads": _READS,
        "page": {**_object({}, dict.fromkeys(STATES, _NAMES)), "minProperties": 1},
        "closes": _IDS,
        "rests-after": _TEXT,
        "event": _mapping(_TEXT),
        "sooner": _mapping(_TEXT),
        "was": {"type": ["string", "array"], "items": _ID, "minItems": 1},
        "values-were": _mapping({"type": ["string", "array"], "items": _ID, "minItems": 1}),
        "points": _POINTS,
    },
)
_IMPOSSIBLE = _object({"id": _ID, "when": _WHEN, "because": _TEXT})
_VERDICT = _object(
    {"word": _TEXT, "inline": _TEXT, "icon": {"enum": list(ICONS)}, "tone": {"enum": list(TONES)}},
    {"says-until": {"type": "boolean"}, "thin-needs-authority": {"type": "boolean"}},
)
_DERIVED = _object(
    {
        "says": _TEXT,
        "values": _mapping(_TEXT),
        "layers": _list(_list(_object({"is": _ID, "when": _WHEN}, {"id": _ID}))),
    },
    {"points": _POINTS},
)
_RULE = _object(
    {"id": _ID, "when": _WHEN, "verdict": _ID, "headline": _TEXT, "why": _TEXT, "do": _TEXT},
    {
        "until": _TEXT,
        "chip": _TEXT,
        "gain": _TEXT,
        "gain-points": _POINTS,
        "shown-points": _POINTS,
        "risk": _TEXT,
        "risk-points": _POINTS,
        "authority": _ID,
        "for-its-words": _TEXT,
        **_EVIDENCE,
    },
)
_CLAIM = _object(
    {"situation": _ID, "stance": {"enum": ["go", "no", "wait", "depends", "info"]}, "says": _TEXT},
    {"points": _POINTS},
)
_SOURCE = _object(
    {
        "id": _ID,
        "title": _TEXT,
        "publisher": _TEXT,
        "country": _TEXT,
        "tier": {"enum": ["A", "B", "C"]},
        "seen": _TEXT,
        "url": _like("^https?://", "Write the whole address, with https:// before it."),
        "claims": _list(_CLAIM),
    },
    {
        "year": {"type": "integer", "minimum": YEARS[0], "maximum": YEARS[-1]},
        "author": _TEXT,
        "voice": _ID,
        "read-on": _like(r"^\d{4}-\d{2}-\d{2}$", "Write the date as 2026-03-10."),
        "archived": {"type": "boolean"},
    },
)
_ANSWERS: Schema = {"type": "object"}
_NAMED: Schema = {"type": ["object", "null"], "properties": {key: {"type": "string"} for key in ("company", "role")}}
_PERSON: Schema = {
    "type": ["object", "null"],
    "properties": {"in": {"type": ["string", "array"], "items": _TEXT, "minLength": 1}},
}
"""What a story says of an application and of somebody, besides answers."""
_BACKGROUND: dict[str, Schema] = {
    "now": _TEXT,
    "zone": _TEXT,
    "me": _ANSWERS,
    "application": {**_NAMED, "type": "object"},
    "applications": _mapping(_NAMED),
    "rounds": _list(
        _object(
            {"at": _TEXT},
            {
                "who": _NAMES,
                "until": _TEXT,
                "zone": _TEXT,
                "status": {"enum": ["took-place", "moved", "cancelled"]},
                "of": _TEXT,
            },
        )
    ),
    "people": _mapping(_PERSON),
    "page": _list(_TEXT),
}
_SCENARIO = _object(
    {"story": _TEXT},
    {
        **_BACKGROUND,
        "facts": _ANSWERS,
        "typical": _object({"id": _ID, "from": _TEXT}),
        "expect": {"type": ["object", "string"]},
    },
)

SCHEMAS: dict[str, Schema] = {
    "facts": _object({"facts": _mapping(_FACT)}, {"impossible": _list(_IMPOSSIBLE), "limits": _mapping(_SCALAR)}),
    "verdicts": _object({"verdicts": _mapping(_VERDICT)}),
    "moments": _object({"derived": _mapping(_DERIVED)}),
    "layer": _object({"layer": _TEXT, "rules": _list(_RULE)}, {"because": _TEXT}),
    "adjustments": _object(
        {
            "turns": _ID,
            "into": _ID,
            "adjustments": _list(
                _object({"id": _ID, "when": _WHEN, "headline": _TEXT, "why": _TEXT, "do": _TEXT}, _EVIDENCE)
            ),
        },
    ),
    "tips": _object({"tips": _list(_object({"id": _ID, "when": _WHEN, "text": _TEXT}, _EVIDENCE))}),
    "notes": _object(
        {"notes": _list(_object({"id": _ID, "when": _WHEN, "short": _TEXT, "long": _TEXT}, {"points": _POINTS}))},
        {"emails": _list(_object({"id": _ID, "when": _WHEN, "subject": _TEXT, "body": _TEXT}, {"points": _POINTS}))},
    ),
    "sources": _object(
        {
            "situations": _mapping(_object({"asks": _TEXT}, {"of": {"enum": ["opinion", "platform"]}})),
            "sources": _list(_SOURCE),
        },
        {"points": _mapping(_TEXT)},
    ),
    "scenarios": _object({"scenarios": _list(_SCENARIO)}, {"zone": _TEXT, "given": _object({}, _BACKGROUND)}),
    "words": _object({"words": _mapping(_TEXT)}),
    "cards": _object(
        {},
        {
            "after-round": _IDS,
            "what-if": _IDS,
            "sooner-under": _IDS,
            "quiet-after": _list(_object({"fact": _ID, "being": _SCALAR, "for": _TEXT})),
            "no-word": _object({"rules": _IDS, "asked": _ID}, {"promised": _ID}),
        },
    ),
}
"""The schema of every kind of rule file, by kind. `kind_of` says which file is of which kind."""


def kind_of(path: str) -> str | None:
    """The kind of the file at `path` (relative to the rule folder, forward slashes), or None for a stray one."""
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0]
    if folder == "etiquette":
        return "layer"
    if folder == "scenarios":
        return "scenarios"
    if not folder and stem in SCHEMAS and stem not in ("layer", "scenarios"):
        return stem
    return None


@cache
def _validator(kind: str) -> Validator:
    return Validator(SCHEMAS[kind])


Choices = Mapping[str, list[str]]
"""What may be written under a key, where the rule set itself says so."""
NO_CHOICES: Choices = {}


def check_shape(kind: str, document: Map, findings: Findings, choices: Choices = NO_CHOICES) -> bool:
    """Whether `document` has the shape of its kind. Every deviation becomes a finding at its place."""
    return check_against(_validator(kind), document, findings, choices)


def check_against(validator: Validator, document: Map, findings: Findings, choices: Choices = NO_CHOICES) -> bool:
    """As `check_shape`, for any validator."""
    fine = True
    for error in validator.iter_errors(document):
        fine = False
        findings.extend(_in_words(error, document, choices))
    return fine


def _in_words(error: ValidationError, document: Map, choices: Choices) -> Iterator[Finding]:
    path = list(error.absolute_path)
    value: Any = error.instance
    what = f"“{value['id']}”" if isinstance(value, dict) and isinstance(value.get("id"), str) else _name_of(path)
    span = span_of(document, path)
    keyword = str(error.validator)
    expected: Any = error.validator_value
    known: dict[str, Any] = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    if keyword == "required":
        misspelt = _meant_by_others(value, known)
        for key in expected:
            if key not in misspelt and key not in value and repr(key) in error.message.split(" is a required")[0]:
                at = value.values_at.get("id", span) if isinstance(value, Map) else span
                possible = f": {either(choices[key])}" if key in choices else ""
                yield Finding("missing-key", f"{what} has no “{key}”", at, hint=f"Add “{key}: …”{possible}.")
    elif keyword == "additionalProperties":
        for key in value:
            if key not in known:
                yield Finding(
                    "unknown-key", f"{what} can't have “{key}”", value.keys_at[key], hint=did_you_mean(key, known)
                )
    elif keyword == "type":
        wanted: list[str] = expected if isinstance(expected, list) else [expected]
        words = " or ".join(_TYPES.get(name, name) for name in wanted)
        hint = _first_of(error.schema) if value is None else ""
        yield Finding("wrong-type", f"{what} should be {words}, and is {_kind_of_value(value)}", span, hint=hint)
    elif isinstance(value, str) and value and value[0] in CURLY and keyword in ("enum", "pattern"):
        hint = f"Write {value.strip(CURLY)} as it is, without quotes."
        yield Finding("bad-value", f"curly quotes such as {value[0]} are no quotes for YAML", span, hint=hint)
    elif keyword == "enum":
        hint = did_you_mean(value, [str(choice) for choice in expected])
        yield Finding("bad-value", f"{what} can't be “{_shown(value)}”", span, hint=hint)
    elif keyword == "pattern" and expected == ID:
        yield Finding("bad-value", f"“{_shown(value)}” is not an id", span, hint=_as_id(value))
    elif keyword == "pattern":
        hint = str(error.schema.get("description", "")) if isinstance(error.schema, dict) else ""
        yield Finding("bad-value", f"{what} can't be “{_shown(value)}”", span, hint=hint)
    elif keyword in ("minItems", "minProperties", "minLength"):
        hint = _first_of(error.schema)
        yield Finding("missing-key", f"{what} is empty", span, hint=hint)
    elif keyword in ("maxItems", "maxProperties", "maxLength"):
        yield Finding("too-large", f"{what} has more than {expected}", span)
    elif keyword in ("minimum", "maximum"):
        yield Finding(
            "bad-value",
            f"{what} can't be {_shown(value)}",
            span,
            hint=f"It must be {'at least' if keyword == 'minimum' else 'at most'} {expected}.",
        )
    else:
        yield Finding("bad-value", f"{what}: {error.message[:200]}", span)


def _as_id(value: str) -> str:
    """How `value` would be written as an id."""
    meant = re.sub(r"[\s_]+", "-", value.strip().lower())
    example = meant if re.fullmatch(ID, meant) else "thanks-first"
    return f"Write “{example}”: ids are small letters, digits and hyphens."


def _first_of(schema: Any) -> str:
    """How to begin what is empty: the first item of a list, the first key of a mapping."""
    items = schema.get("items", {}) if isinstance(schema, dict) else {}
    if first := items.get("required"):
        return f"Add one below it, such as “- {first[0]}: …”; or remove the key."
    return "Write it behind the colon or below it; or remove the key."


def _meant_by_others(value: Map, known: Mapping[str, object]) -> set[str]:
    """The keys that were probably meant by those of `value` that are not known: what is misspelt is not missing too."""
    return {meant for key in value if key not in known and (meant := nearest(key, known))}


_TYPES = {
    "object": "keys and values",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}


def _kind_of_value(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"the switch “{str(value).lower()}”"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text “{_shown(value)}”"
    return "a list" if isinstance(value, list) else "keys and values"


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _name_of(path: list[str | int]) -> str:
    """What an author calls the thing at `path`: “rules”, item 3 of “rules”, “verdict”."""
    if not path:
        return "the file"
    last = path[-1]
    if isinstance(last, int):
        owner = next((str(part) for part in reversed(path) if isinstance(part, str)), "the list")
        return f"item {last + 1} of “{owner}”"
    return f"“{last}”"


def span_of(document: Map, path: list[str | int]) -> Span:
    """Where the value at `path` stands."""
    here: Any = document
    span = document.span
    for part in path:
        if isinstance(here, Map) and isinstance(part, str) and part in here:
            span = here.values_at[part]
            here = here[part]
        elif isinstance(here, Seq) and isinstance(part, int) and part < len(here):
            span = here.items_at[part]
            here = here[part]
        else:
            break
    return span
