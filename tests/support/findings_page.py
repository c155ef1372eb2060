"""The page of findings, docs/findings.md: what each code means, bad and good, and how to mend it, from tests/errors."""

from __future__ import annotations

from connect_etiquette.findings import CATALOGUE

from tests.support.errors import ERRORS, MENDED, good_lines

HEAD = """# What the compiler says

A page for each code, made from `tests/errors` by `pytest tests/unit/test_findings_page.py --accept`. An *error* stops the build, a
*warning* fails `--strict`, a *remark* does neither. [The author's guide](../rules/README.md) has them in one table.
"""
MOST = 14
"""Lines of a finding, and of what mends it, that are shown."""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"\n{_code(code)}" for code in sorted(CATALOGUE))


def _code(code: str) -> str:
    kind = CATALOGUE[code]
    lines = [f"## {code}", "", f"*{kind.severity.capitalize()}.* {kind.meaning}", "", "```text", *bad(code), "```", ""]
    lines.append(f"**To mend it:** {kind.remedy}")
    if (MENDED / code).is_dir():
        lines += ["", "```yaml", *list(good_lines(ERRORS / code))[:MOST], "```"]
    return "\n".join(lines) + "\n"


def bad(code: str) -> list[str]:
    """The finding as it is printed, places as in a rule folder."""
    expected = (ERRORS / code / "expected.txt").read_text("utf-8").replace(f"tests/errors/{code}/", "rules/")
    found = next(part for part in expected.split("\n\n") if f"[{code}]:" in part)
    return found.replace(f"tests/errors/{code}", "rules").rstrip().splitlines()[:MOST]
