"""What LinkedIn's page looks like: signals, owners, names, labels and places, checked and put together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from posixpath import commonpath
from typing import Any

from ..findings import Finding, Findings, did_you_mean
from ..source import Map, Schema, Validator, check_against
from .labels import read_labels

_TEXT: Schema = {"type": "string", "minLength": 1}
_TEXTS: Schema = {"type": "array", "items": _TEXT, "minItems": 1}
# Words of names are compared in small letters without signs, and become part of patterns: another would never be found.
_WORDS: Schema = {"type": "array", "items": {"type": "string", "pattern": r"^[^\sA-Z!-/:-@\[-`{-~]+$"}}
_PATH: Schema = {"type": "string", "pattern": "^/.*/$"}
_LENGTH: Schema = {"type": "number", "minimum": 0, "maximum": 400}


def _count(most: int) -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": most}


def _exactly(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": False}


_ENDS: Schema = {"type": "array", "items": _exactly({"begins": _TEXT, "ends": {"type": "string"}})}


def _map(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values, "minProperties": 1}


_LANGUAGE: Schema = {
    "type": "object",
    "required": ["invite", "connect", "pending", "more", "degrees"],
    "properties": {
        **dict.fromkeys(("invite", "connect", "pending-for", "accept", "more"), _TEXTS),
        "pending": _TEXT,
        "degrees": {**_TEXTS, "minItems": 2},
    },
    "additionalProperties": False,
}
SHAPES: dict[str, Schema] = {
    "signals": _exactly(
        {
            "clickable": _TEXT,
            "link": _exactly({"paths": {"type": "array", "items": _PATH, "minItems": 1}, "parameter": _TEXT}),
            "key": _exactly(
                {
                    "attributes": _TEXTS,
                    "prefix": _TEXT,
                    "states": _exactly({"connect": _TEXT, "pending": _TEXT, "withdrawn": _TEXT}),
                    "shortest": _count(12),
                }
            ),
            "label": _exactly({"within": _TEXT}),
            "icon": _exactly({"connect": _TEXT, "pending": _TEXT, "climb": _count(12)}),
            "received": _exactly(
                {"selector": _TEXT, "row": _count(12), "pages": {"type": "array", "items": _PATH}},
            ),
            "at-once": {"type": "array", "items": _PATH},
            "reject": _exactly({"within": _TEXT, "pages": {"type": "array", "items": _PATH}}),
        }
    ),
    "owners": _exactly(
        {
            "site": {"type": "string", "pattern": r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"},
            "profile": _exactly(
                {
                    "path": _PATH,
                    "opaque": _TEXT,
                    "top": _TEXTS,
                    "headings": _TEXTS,
                    "bar": _LENGTH,
                    "own": _TEXT,
                    "menu": _TEXT,
                    "items": _TEXT,
                }
            ),
            "card": _exactly({"climb": _count(40), "never": _TEXT, "row": _TEXT}),
            "ids": _exactly(
                {
                    "keys": _ENDS,
                    "slugs": _ENDS,
                    "members": _TEXTS,
                    "member": _TEXT,
                    "parameters": _TEXTS,
                }
            ),
        }
    ),
    "names": _exactly(
        {
            "letters": _map(_TEXT),
            "written-out": _map(_TEXT),
            "titles": _WORDS,
            "addressed": _WORDS,
            "credentials": _WORDS,
        }
    ),
    "placement": _exactly(
        {
            "most": _count(20),
            "per-frame": _count(8),
            **dict.fromkeys(("gap", "icon", "tolerance"), _LENGTH),
            "opacity": {"type": "number", "minimum": 0, "maximum": 1},
            "row": {"type": "number", "minimum": 1, "maximum": 4},
        }
    ),
    "labels": _exactly(
        {
            "aliases": {"type": "object", "additionalProperties": _TEXT},
            "longest": _count(4000),
            "reads-as": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
            "languages": _map(_LANGUAGE),
        }
    ),
}
"""The shape of each file of linkedin/, by its name without the ending."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of LinkedIn's page, checked, as the bundle carries it."""

    data: Mapping[str, Any]

    def as_data(self) -> dict[str, Any]:
        return dict(self.data)


NO_PAGE = Page({})

_PIECE = re.compile(r"""\\.|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^"'\\]""", re.DOTALL)
"""An escaped sign, a text in quotes, or a sign of a selector."""


def selectors(listed: str) -> list[str]:
    """The selectors of a list, cut at the commas that stand in no brackets and no quotes."""
    parts, depth = [""], 0
    for piece in _PIECE.findall(listed):
        depth += (piece in "([") - (piece in ")]")
        if piece == "," and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts]


@cache
def _validators() -> dict[str, Validator]:
    return {name: Validator(shape) for name, shape in SHAPES.items()}


def read_page(documents: Mapping[str, Map | None], folder: str, findings: Findings) -> Page | None:
    """The page knowledge under linkedin/, or None with findings."""
    shaped: dict[str, Map] = {}
    for name, validator in _validators().items():
        path = f"linkedin/{name}.yaml"
        document = documents.get(path)
        if path not in documents:
            message = f"{folder}/{path} is missing: without it no Connect button is recognised"
            findings.add(Finding("missing-file", message, file=folder))
        elif document is not None and check_against(validator, document, findings):
            shaped[name] = document
    for path, document in documents.items():
        if path.startswith("linkedin/") and document is not None and path not in {f"linkedin/{n}.yaml" for n in SHAPES}:
            hint = did_you_mean(path.removeprefix("linkedin/"), [f"{name}.yaml" for name in SHAPES])
            findings.add(
                Finding("not-read", f"{path} describes nothing that is known of the page", document.span, hint)
            )
    if len(shaped) < len(SHAPES):
        return None
    signals, owners = shaped["signals"], shaped["owners"]
    findings.extend(_selector_problems(signals, owners))
    findings.extend(_key_problems(signals["key"]))
    return Page(
        {
            "query": _query(signals),
            "signals": signals,
            "owners": owners,
            "names": shaped["names"],
            "placement": shaped["placement"],
            "labels": read_labels(shaped["labels"], findings),
        }
    )


def _query(signals: Map) -> list[str]:
    """One list of selectors that find whatever may be, or lie in, a control. What they find is looked at one by one.

    Browsers look for one simple selector several times faster than for many at once, and each costs a walk through the
    page: so links are looked for by what all their paths begin with.
    """
    paths = signals["link"]["paths"]
    common = commonpath(paths)
    lists = (
        *(f'a[href*="{path}"]' for path in ([f"{common}/"] if common != "/" else paths)),
        *(f'[{attribute}^="{signals["key"]["prefix"]}"]' for attribute in signals["key"]["attributes"]),
        "[aria-label]",
        signals["icon"]["connect"],
        signals["icon"]["pending"],
        signals["received"]["selector"],
    )
    return [selector for each in lists for selector in selectors(each)]


def _selector_problems(signals: Map, owners: Map) -> Iterator[Finding]:
    import cssselect  # parses selectors; costs 15 ms, and only a build needs it

    tops = owners["profile"]["top"]
    selectors = [("top", text, span) for text, span in zip(tops, tops.items_at, strict=True)]
    for body, key in (
        (signals, "clickable"),
        (signals["label"], "within"),
        (signals["icon"], "connect"),
        (signals["icon"], "pending"),
        (signals["received"], "selector"),
        (signals["reject"], "within"),
        (owners["profile"], "own"),
        (owners["profile"], "menu"),
        (owners["profile"], "items"),
        (owners["card"], "never"),
        (owners["card"], "row"),
    ):
        selectors.append((key, body[key], body.values_at[key]))
    for key, text, span in selectors:
        try:
            parsed = cssselect.parse(text)
        except cssselect.SelectorError as error:
            yield Finding("bad-page", f"the selector of “{key}” can't be read: {error}", span)
            continue
        if any(selector.pseudo_element for selector in parsed):
            message = f"the selector of “{key}” names a pseudo-element, which is no element of the page"
            yield Finding("bad-page", message, span)


def _key_problems(key: Map) -> Iterator[Finding]:
    """Ends of keys that are told apart even where they are cut to the shortest length."""
    ends, shortest = key["states"], key["shortest"]
    for one, other in itertools.combinations(ends, 2):
        if ends[one][:shortest] == ends[other][:shortest]:
            message = f"cut to {shortest} characters, “{ends[one]}” and “{ends[other]}” are the same"
            yield Finding("bad-page", message, key.values_at["shortest"])
    for state, end in ends.items():
        if len(end) < shortest:
            message = f"“{end}” is shorter than the {shortest} characters that an end has at least"
            yield Finding("bad-page", message, ends.values_at[state])
