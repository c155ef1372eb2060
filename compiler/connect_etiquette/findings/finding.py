"""Findings: what is wrong, where, and what to do about it. Findings are data; how they look is `render`'s business."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .catalogue import CATALOGUE, RANK, Kind, Severity
from .spans import Span

ONE_TO_ACCEPT = "If it was removed: “etiquette test --accept” has this place say what the rules say."
"""What a story is offered that expects a rule which is not there."""

_MEANT = re.compile("Did you mean “(.+?)”\\?")


@dataclass(frozen=True, slots=True)
class Repair:
    """YAML that would mend a finding, and where it belongs. If `exact` it takes the place of `span` as it stands; else
    it is to be pasted at what begins there, and `heading` says what for."""

    span: Span | None
    text: str
    heading: str = ""
    exact: bool = False

    def as_data(self) -> dict[str, Any]:
        """The repair as the JSON object that `--format json` prints."""
        line, column = self.span.position if self.span else (None, None)
        end = self.span.file.position(self.span.end) if self.span and self.exact else (None, None)
        return {
            "file": self.span.file.name if self.span else None,
            "line": line,
            "column": column,
            "text": self.text,
            "heading": self.heading or None,
            "end-line": end[0],
            "end-column": end[1],
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect, said once.

    `witness` is one situation that shows it, fact by fact; `telling` are the facts of it that matter. `regions` are all
    such situations as few overlapping boxes, each fact with its values; `told` says the first of them in words.
    `repairs` are YAML that mends it. `also` are the other places where the very same is wrong.
    """

    code: str
    message: str
    span: Span | None = None
    hint: str = ""
    rules: tuple[str, ...] = ()
    witness: Mapping[str, str] | None = None
    telling: tuple[str, ...] = ()
    regions: tuple[Mapping[str, list[str]], ...] = ()
    told: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    file: str = ""
    also: tuple[Span, ...] = ()

    @property
    def kind(self) -> Kind:
        return CATALOGUE[self.code]

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def place(self) -> tuple[str, int, int]:
        """File, line and column; line and column are 0 where the finding concerns a whole file or folder."""
        if self.span is None:
            return self.file, 0, 0
        return self.span.file.name, *self.span.position

    def _meant(self) -> Iterator[Repair]:
        """The name that was probably meant, in place of one that is misspelt."""
        meant = _MEANT.match(self.hint)
        if meant is not None and self.span is not None:
            written = self.span.file.text[self.span.start : self.span.end]
            if re.fullmatch(r"[\w./-]+", written):
                yield Repair(self.span, meant[1], exact=True)

    def as_data(self) -> dict[str, Any]:
        """The finding as the JSON object that `--format json` prints."""
        file, line, column = self.place
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "file": file or None,
            "line": line or None,
            "column": column or None,
            "also": [
                {"file": span.file.name, "line": span.position[0], "column": span.position[1]} for span in self.also
            ],
            "rules": list(self.rules),
            "witness": dict(self.witness) if self.witness is not None else None,
            "hint": self.hint or self.kind.remedy,
            "told": list(self.told),
            "repairs": [repair.as_data() for repair in (*self.repairs, *self._meant())],
            "regions": [{fact: list(values) for fact, values in region.items()} for region in self.regions],
        }


@dataclass(slots=True)
class Findings:
    """The findings of one run, in the order they were made."""

    items: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        self.items.append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        self.items.extend(findings)

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.items)

    @property
    def failed(self) -> bool:
        """Whether there is an error among them."""
        return any(finding.severity == "error" for finding in self.items)

    @property
    def spoil_logic(self) -> bool:
        """Whether there is an error after which nothing can be proved."""
        return any(finding.severity == "error" and not finding.kind.words_only for finding in self.items)

    def sorted(self) -> list[Finding]:
        """Errors first, of those the ones about how something is written; then by file and line. One name that is not
        known is one finding, however often it is used."""
        # A rule that can never apply leaves a gap where it should.
        idle = any(one.code == "empty-condition" for one in self.items)
        told = [one for one in self.items if not (idle and one.code == "gap")]
        found = sorted(told, key=lambda one: (RANK[one.severity], not one.kind.cause, *one.place, one.code))
        gathered: dict[tuple[str, str, str], list[Finding]] = {}
        for index, one in enumerate(found):
            named = one.code.startswith("unknown-") or _MEANT.match(one.hint) is not None
            same = named and one.span is not None
            gathered.setdefault((one.code, one.message, one.hint if same else f"{index}"), []).append(one)
        return [_gathered(first, others) if others else first for first, *others in gathered.values()]


def _gathered(first: Finding, others: list[Finding]) -> Finding:
    """One finding of several that are the same. Who uses a fact that is not there so often has probably renamed it."""
    renamed = f"{first.hint or first.kind.remedy} If it was renamed, say so at its new name: “was: …”."
    hint = renamed if first.code == "unknown-fact" and len(others) > 1 else first.hint
    hint = hint.replace("has this place", f"has these {1 + len(others)} places")
    return replace(first, also=tuple(one.span for one in others if one.span is not None), hint=hint)
