"""Findings for people (text, with colour where the terminal has it) and for programs (JSON)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence

import click

from .catalogue import Severity
from .finding import Finding

CAP = 25
"""Findings printed in full; the rest are counted. JSON has them all."""
FULL_STORIES = 3
"""Failing stories told in full; of more each is a line, since one change of the rules makes many of them fail."""
MAX_STORIES = 200
"""Failing stories of which each is a line; the rest are counted."""
PAGE = "docs/findings.md"
"""What each code means, with an example that is bad and one that is good: an anchor each."""
MAX_CODES = 3
"""Codes whose anchors are named."""
MAX_FILES = 6
"""Files that are named for the other places of one finding."""
WIDTH = 120
"""Columns of a source line that are shown around the caret."""

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "remark": "cyan"}


def as_json(findings: Sequence[Finding]) -> str:
    """The findings as `findings.schema.json` describes them."""
    return json.dumps({"findings": [finding.as_data() for finding in findings]}, ensure_ascii=False, indent=2)


def as_text(findings: Sequence[Finding]) -> str:
    """The findings one after another, each with its line and a caret, and a last line that counts them."""
    stories = [finding for finding in findings if finding.code == "scenario"]
    if len(stories) <= FULL_STORIES:
        stories = []
    whole = [finding for finding in findings if not stories or finding.code != "scenario"]
    shown = [_one(finding) for finding in whole[:CAP]]
    if len(whole) > CAP:
        shown.append(f"… and {len(whole) - CAP} more.\n")
    if stories:
        shown.append("".join(f"{_head(story)}\n" for story in stories[:MAX_STORIES]) + _all_stories(stories))
    codes = list(dict.fromkeys(finding.code for finding in findings[:CAP]))
    if codes:
        more = f" and {len(codes) - MAX_CODES} more" if len(codes) > MAX_CODES else ""
        shown.append(
            f"What it means, bad and good: {', '.join(f'{PAGE}#{code}' for code in codes[:MAX_CODES])}{more}\n"
        )
    return "\n".join(shown)


def _all_stories(stories: Sequence[Finding]) -> str:
    """What to do about many stories at once."""
    more = f"… and {len(stories) - MAX_STORIES} more.\n" if len(stories) > MAX_STORIES else ""
    return f"{more}  {stories[0].kind.remedy} “etiquette test --accept” has them say what the rules say.\n"


def summary(findings: Sequence[Finding]) -> str:
    """“2 errors, 1 warning”, or “no findings”."""
    counts = [(severity, sum(f.severity == severity for f in findings)) for severity in ("error", "warning", "remark")]
    words = [f"{count} {severity}{'s' if count > 1 else ''}" for severity, count in counts if count]
    return ", ".join(words) or "no findings"


def _head(finding: Finding) -> str:
    """Place, severity, code and message, in a line."""
    file, line, column = finding.place
    place = f"{file}:{line}:{column}: " if line else f"{file}: " if file and file not in finding.message else ""
    colour = _COLOURS[finding.severity]
    severity = click.style(finding.severity, fg=colour, bold=True)
    return f"{_plain(place)}{severity}[{finding.code}]: {click.style(_plain(finding.message), bold=True)}"


def _one(finding: Finding) -> str:
    lines = [_head(finding), *_source_line(finding, _COLOURS[finding.severity])]
    if finding.witness:
        lines.append("  for example: " + ", ".join(f"{fact} {finding.witness[fact]}" for fact in finding.telling))
    lines.extend(f"  - {line}" for line in finding.told)
    if finding.also:
        lines.append(f"  also in {_places(finding)}")
    lines.append(f"  {_plain(finding.hint or finding.kind.remedy)}")
    for repair in finding.repairs:
        if repair.heading:
            lines.append(f"  {repair.heading}")
            lines.extend(f"      {line}" for line in repair.text.splitlines())
    return "\n".join(lines) + "\n"


def _places(finding: Finding) -> str:
    """The other places of a finding: the lines by file."""
    by_file: dict[str, list[str]] = {}
    for span in finding.also:
        lines = by_file.setdefault(span.file.name, [])
        if (line := str(span.position[0])) not in lines:
            lines.append(line)
    told = [f"{file}:{','.join(lines)}" for file, lines in by_file.items()]
    more = f" and {len(told) - MAX_FILES} more files" if len(told) > MAX_FILES else ""
    return ", ".join(told[:MAX_FILES]) + more


def _source_line(finding: Finding, colour: str) -> list[str]:
    if finding.span is None:
        return []
    number, column = finding.span.position
    text = finding.span.file.line(number)
    if not text:
        return []
    start = column - 1
    length = max(1, min(finding.span.end - finding.span.start, len(text) - start))
    offset = max(0, min(start - WIDTH // 2, len(text) - WIDTH))
    shown = _plain(text[offset : offset + WIDTH])
    if offset > 0:
        shown = "…" + shown[1:]
    if offset + WIDTH < len(text):
        shown = shown[:-1] + "…"
    length = min(length, max(1, len(shown) - (start - offset)))
    gutter = f"{number:>5} | "
    indent = " " * _columns(shown[: start - offset])
    caret = "^" * max(1, _columns(shown[start - offset : start - offset + length]))
    return [f"{gutter}{shown}", f"{' ' * len(gutter)}{indent}{click.style(caret, fg=colour)}"]


def _plain(text: str) -> str:
    """`text` with tabs as arrows and whatever could steer a terminal replaced."""
    return "".join(
        "→" if c == "\t" else c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") else "�" for c in text
    )


def _columns(text: str) -> int:
    """The columns that a terminal gives `text`."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
