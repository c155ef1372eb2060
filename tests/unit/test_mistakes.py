"""An author's mistakes, each told well: one finding, of the cause, at its line, in words that lead to the mend."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.findings import Findings
from connect_etiquette.findings.finding import Finding

from tests.support.mistakes import GUIDE, MISTAKES, Mistake
from tests.unit.test_errors import ROOT
from tests.unit.test_guide import blocks

AT_LEAST = 115
"""Of 119 mistakes that were made on purpose, so many have to be told well. At first it was 69."""
NOT_TOLD_WELL: dict[str, str] = {}
"""Those that are not, and why."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The two rule sets before any mistake."""
    guide = tmp_path_factory.mktemp("guide")
    for path, text in blocks("example"):
        file = guide / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(text)
    house = tmp_path_factory.mktemp("house") / "rules"
    # Without stories there are no typical cases whose names the report's words would translate.
    shutil.copytree(ROOT / "rules", house, ignore=shutil.ignore_patterns("linkedin", "scenarios", "report.yaml"))
    return {"guide": guide, "house": house}


def make(mistake: Mistake, folder: Path) -> int:
    """Make the mistake. Returns the first line that changed."""
    file = folder / mistake.path
    before = file.read_text("utf-8") if file.exists() else ""
    if mistake.good == "*":
        file.unlink()
        after = "" if mistake.bad == "-" else mistake.bad
        if mistake.bad == "-":
            return 0
    elif mistake.good:
        assert mistake.good in before, mistake.good
        after = before.replace(mistake.good, mistake.bad, 1)
    else:
        after = before + mistake.bad
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(after.encode(mistake.encoding))
    same = 0
    for old, new in zip(before.splitlines(), after.splitlines(), strict=False):
        if old != new:
            break
        same += 1
    return same + 1


def told(mistake: Mistake, sound: dict[str, Path], tmp_path: Path) -> tuple[list[Finding], int]:
    folder = tmp_path / "rules"
    shutil.copytree(sound[mistake.folder], folder)
    line = make(mistake, folder)
    findings: Findings = pipeline.check(folder).findings
    usual = {"uncovered-rule"} if mistake.folder != GUIDE else set()
    return [found for found in findings.sorted() if found.code not in {"untranslated", *usual}], line


def complaint(mistake: Mistake, findings: list[Finding], line: int) -> str:
    """What is not well about how a mistake is told; empty if it is."""
    if not findings:
        return "silent"
    if len(findings) > 1:
        causes = [index for index, found in enumerate(findings) if found.code == mistake.code]
        return f"{len(findings)} findings, the cause is {causes}: " + "; ".join(
            f"{f.code} {f.message}" for f in findings[:6]
        )
    (found,) = findings
    said = " ".join(
        (
            found.message,
            found.hint or found.kind.remedy,
            *found.told,
            *(f"{repair.heading}\n{repair.text}" for repair in found.repairs),
        )
    )
    shown = found.span.file.line(found.place[1]) if found.span else ""
    right = (
        mistake.line in shown
        if isinstance(mistake.line, str)
        else found.place[1] == (line if mistake.line is None else mistake.line)
    )
    problems = [f"not said: {part}" for part in mistake.says if part not in said]
    if found.code != mistake.code:
        problems.append(f"code {found.code}, not {mistake.code}")
    if not right:
        problems.append(f"told at {found.place}, not at {mistake.line or line}")
    return "; ".join([*problems, said]) if problems else ""


def test_there_are_as_many_as_were_made() -> None:
    assert len(MISTAKES) == 119
    assert len(MISTAKES) - len(NOT_TOLD_WELL) >= AT_LEAST


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_well(name: str, sound: dict[str, Path], tmp_path: Path) -> None:
    findings, line = told(MISTAKES[name], sound, tmp_path)
    wrong = complaint(MISTAKES[name], findings, line)
    assert (wrong == "") == (name not in NOT_TOLD_WELL), wrong
