"""The labels of LinkedIn's controls: frames cut at the name, in a form in which a browser compares them as they are.

A frame is a whole label with `{r}` where the person's name stands. A label is read by its fixed beginning and end
alone, so reading takes no longer than the label is long. Within one language no label may be read in two ways; between
languages some can, and there the page's own language decides.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..findings import Finding, Findings, Span
from ..source import Map

NAME = "{r}"
"""Stands for the person's name in a label."""

STATES = {"invite": "connect", "pending-for": "pending", "accept": "received"}
"""The keys of a language that hold frames, and the state of a control so labelled."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A label cut at the name: what stands before and after it, and the state that it tells of."""

    before: str
    after: str
    state: str
    span: Span = field(compare=False)

    def __str__(self) -> str:
        return f"{self.before}{NAME}{self.after}"

    def shares_a_label_with(self, other: Frame) -> bool:
        """Whether some label fits both: one beginning continues the other, and so does one end.

        Exact, since names may be of any length: the longer beginning, any name and the longer end make such a label.
        """
        return (self.before.startswith(other.before) or other.before.startswith(self.before)) and (
            self.after.endswith(other.after) or other.after.endswith(self.after)
        )


@dataclass(frozen=True, slots=True)
class Language:
    """What LinkedIn says in one language of its interface."""

    frames: tuple[Frame, ...]
    words: Mapping[str, Any]


def plain(label: str, reads_as: Mapping[str, str]) -> str:
    """`label` as the browser compares it: composed, signs replaced as `reads_as` says, one space between words."""
    composed = unicodedata.normalize("NFC", label)
    return " ".join(word for word in "".join(reads_as.get(sign, sign) for sign in composed).split(" ") if word)


def read_labels(document: Map, findings: Findings) -> dict[str, Any]:
    """The labels of linkedin/labels.yaml as the bundle carries them. What is wrong with them becomes findings."""
    reads_as = dict(_reads_as(document["reads-as"], findings))
    languages = {name: _language(body, reads_as, findings) for name, body in document["languages"].items()}
    for name, language in languages.items():
        findings.extend(_double_readings(name, language))
    findings.extend(_alias_problems(document))
    frames: dict[tuple[str, str, str], list[str]] = {}
    for name, language in languages.items():
        for frame in language.frames:
            frames.setdefault((frame.before, frame.after, frame.state), []).append(name)
    return {
        "longest": document["longest"],
        "reads-as": reads_as,
        "aliases": dict(document["aliases"]),
        "frames": [[*frame, names] for frame, names in frames.items()],
        "words": {name: language.words for name, language in languages.items()},
    }


def _reads_as(body: Map, findings: Findings) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for sign, others in body.items():
        for index, other in enumerate(others):
            if len(other) != 1 or len(sign) > 1 or other in body:
                message = f"“{other}” can't be read as “{sign}”: single signs are replaced by one sign or none, once"
                findings.add(Finding("bad-page", message, others.items_at[index]))
            if first.setdefault(other, sign) != sign:
                message = f"“{other}” is read as “{first[other]}” already, and can't be read as “{sign}” as well"
                findings.add(Finding("bad-page", message, others.items_at[index]))
            yield other, sign


def _language(body: Map, reads_as: Mapping[str, str], findings: Findings) -> Language:
    frames: list[Frame] = []
    for key, state in STATES.items():
        for index, text in enumerate(body.get(key, ())):
            span = body[key].items_at[index]
            before, name, after = plain(text, reads_as).partition(NAME)
            if not name or NAME in after:
                message = f"“{text}” must hold {NAME} exactly once, where the name stands"
                findings.add(Finding("bad-page", message, span))
            elif not before.strip() and not after.strip():
                findings.add(Finding("bad-page", f"“{text}” would fit every label", span))
            else:
                frames.append(Frame(before, after, state, span))
    words = {
        "connect": [plain(word, reads_as) for word in body["connect"]],
        "pending": plain(body["pending"], reads_as),
        "more": [plain(word, reads_as) for word in body["more"]],
        "degrees": [plain(word, reads_as) for word in body["degrees"]],
    }
    return Language(tuple(frames), words)


def _double_readings(name: str, language: Language) -> Iterator[Finding]:
    """A finding for each pair of frames of one language that some label fits both of."""
    for index, frame in enumerate(language.frames):
        for other in language.frames[:index]:
            if frame == other:
                yield Finding("bad-page", f"in “{name}” the frame “{frame}” is written twice", frame.span)
            elif frame.shares_a_label_with(other):
                yield Finding(
                    "bad-page",
                    f"in “{name}” one label fits both “{other}” and “{frame}”, and names two people or two states",
                    frame.span,
                    hint="Write both in full, so that one differs from the other at its beginning or end.",
                )


def _alias_problems(document: Map) -> Iterator[Finding]:
    aliases, languages = document["aliases"], document["languages"]
    for alias, language in aliases.items():
        if language not in languages:
            message = f"“{alias}” stands for “{language}”, and there is no such language"
            yield Finding("bad-page", message, aliases.values_at[alias])
        elif alias in languages:
            message = f"“{alias}” is a language of its own and can't stand for “{language}”"
            yield Finding("bad-page", message, aliases.keys_at[alias])
