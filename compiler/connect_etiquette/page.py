"""What a Connect control looks like: signals, label frames by language, and the checks that they can't mislead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from .diagnostics import Finding, Findings
from .schema import Schema, check_against
from .source import Map, Span

NAME = "{r}"
"""Stands for the person's name in a label."""

_TEXT: Schema = {"type": "string", "minLength": 1}
_TEXTS: Schema = {"type": "array", "items": _TEXT, "minItems": 1}


def _exactly(**properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": False}


_SIGNALS = _exactly(
    **{
        "clickable": _TEXT,
        "link": _exactly(selector=_TEXT, parameter=_TEXT),
        "key": _exactly(
            attribute=_TEXT,
            prefix=_TEXT,
            states={"type": "object", "additionalProperties": {"enum": ["connect", "pending"]}},
        ),
        "icon": _exactly(connect=_TEXT, pending=_TEXT, climb={"type": "integer", "minimum": 1, "maximum": 12}),
        "label": _exactly(selector=_TEXT),
        "received": _exactly(selector=_TEXT),
        "profile": _exactly(**{"path": _TEXT, "top": _TEXT, "key-prefix": _TEXT, "key-suffix": _TEXT}),
        "at-once": _TEXTS,
        "reject": _exactly(within=_TEXT, pages=_TEXTS),
        "card": _exactly(climb={"type": "integer", "minimum": 1, "maximum": 40}),
    }
)
_LANGUAGE: Schema = {
    "type": "object",
    "required": ["connect", "invite", "pending", "more"],
    "properties": dict.fromkeys(("connect", "invite", "pending", "pending-for", "accept", "more"), _TEXTS),
    "additionalProperties": False,
}
_LABELS: Schema = {
    "type": "object",
    "required": ["aliases", "languages"],
    "properties": {
        "aliases": {"type": "object", "additionalProperties": _TEXT},
        "languages": {"type": "object", "additionalProperties": _LANGUAGE, "minProperties": 1},
    },
    "additionalProperties": False,
}
FRAME_STATES = {"invite": "connect", "pending-for": "pending", "accept": "received"}
"""The keys of a language that hold frames, and the state of a control so labelled."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of LinkedIn's page, checked. `signals` is as written; `languages` hold frames cut at the name."""

    signals: Mapping[str, Any]
    aliases: Mapping[str, str]
    languages: Mapping[str, Mapping[str, Any]]

    def as_data(self) -> dict[str, Any]:
        """As the bundle carries it."""
        return {"signals": self.signals, "aliases": self.aliases, "languages": self.languages}


EMPTY = Page({}, {}, {})


@cache
def _validators() -> dict[str, Draft202012Validator]:
    return {
        "linkedin/signals.yaml": Draft202012Validator(_SIGNALS),
        "linkedin/labels.yaml": Draft202012Validator(_LABELS),
    }


def read_page(documents: Mapping[str, Map | None], folder: str, findings: Findings) -> Page | None:
    """The page knowledge under linkedin/, or None with findings."""
    shaped: dict[str, Map] = {}
    for path, validator in _validators().items():
        document = documents.get(path)
        if path not in documents:
            message = f"{folder}/{path} is missing: without it no Connect button is recognised"
            findings.add(Finding("missing-file", message, file=folder))
        elif document is not None and check_against(validator, document, findings):
            shaped[path] = document
    if len(shaped) < 2:
        return None
    signals = shaped["linkedin/signals.yaml"]
    findings.extend(_selector_problems(signals))
    labels = shaped["linkedin/labels.yaml"]
    languages = {name: _language(body, findings) for name, body in labels["languages"].items()}
    for name, body in labels["languages"].items():
        findings.extend(_double_readings(name, body, languages[name]))
    return Page(signals, labels["aliases"], languages)


def _selector_problems(signals: Map) -> Iterator[Finding]:
    import cssselect  # parses selectors; costs 15 ms, and only a build needs it

    for body, key in (
        (signals, "clickable"),
        (signals["link"], "selector"),
        (signals["icon"], "connect"),
        (signals["icon"], "pending"),
        (signals["label"], "selector"),
        (signals["received"], "selector"),
        (signals["profile"], "top"),
        (signals["reject"], "within"),
    ):
        try:
            cssselect.parse(body[key])
        except cssselect.SelectorError as error:
            yield Finding("bad-page", f"the selector of “{key}” can't be read: {error}", body.values_at[key])


def _language(body: Map, findings: Findings) -> dict[str, Any]:
    frames: list[list[str]] = []
    for key, state in FRAME_STATES.items():
        for index, frame in enumerate(body.get(key, ())):
            before, name, after = frame.partition(NAME)
            span: Span = body[key].items_at[index]
            if not name or NAME in after:
                findings.add(
                    Finding("bad-page", f"“{frame}” must hold {NAME} exactly once, where the name stands", span)
                )
            elif not before.strip() and not after.strip():
                findings.add(Finding("bad-page", f"“{frame}” would match every label", span))
            else:
                frames.append([state, before, after])
    return {
        "frames": frames,
        "connect": list(body["connect"]),
        "pending": list(body["pending"]),
        "more": list(body["more"]),
    }


def _double_readings(name: str, body: Map, language: Mapping[str, Any]) -> Iterator[Finding]:
    """Pairs of frames of one language that some label fits in two ways with different states or names."""
    frames = language["frames"]
    for i, (state, before, after) in enumerate(frames):
        for other_state, other_before, other_after in frames[i + 1 :]:
            together = (before.startswith(other_before) or other_before.startswith(before)) and (
                after.endswith(other_after) or other_after.endswith(after)
            )
            # A longer frame of the same state is the same control; the longest that fits is taken.
            if together and state != other_state:
                yield Finding(
                    "bad-page",
                    f"in “{name}” the frames “{before}…{after}” and “{other_before}…{other_after}” fit one label",
                    body.span,
                )
