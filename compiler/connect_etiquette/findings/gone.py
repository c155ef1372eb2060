"""Which rule files of the last build are gone: what they said is missed elsewhere, where nothing is wrong."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from .finding import Findings

MAX_GONE = 3
"""Files that are named; the rest are counted."""
_WITHOUT_RULES = ("scenarios/", "locales/", "linkedin/")


def name_gone(findings: Findings, folder: str, before: Collection[str], now: Collection[str]) -> None:
    """Say it where no rule covers a situation, and of rules that there are no more. `before` and `now` are the files
    that the last build and this one read, by their paths in the rule folder `folder`."""
    gone = [path for path in sorted(before) if path not in now and not path.startswith(_WITHOUT_RULES)]
    if not gone:
        return
    *names, last = [f"{folder}/{path}" for path in gone[:MAX_GONE]]
    names, last = ([*names, last], f"{len(gone) - MAX_GONE} more") if len(gone) > MAX_GONE else (names, last)
    was, is_ = ("were", "are") if names else ("was", "is")
    said = f"{', '.join(names)} and {last}" if names else last
    said += f", which {was} here at the last build, {is_} gone."
    for index, finding in enumerate(findings.items):
        hint = finding.hint or finding.kind.remedy
        if finding.code == "gap":
            findings.items[index] = replace(finding, hint=f"{said} {hint}")
        elif finding.code == "unknown-rule":
            # A hint begins with the name that was meant.
            findings.items[index] = replace(finding, hint=f"{hint} {said}")
