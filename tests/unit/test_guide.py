"""The rule author's guide is true: its examples are checked, what it prints is printed, its catalogue is complete."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.findings import catalogue_as_markdown

from tests.unit.test_errors import ROOT, etiquette

GUIDE = ROOT / "rules" / "README.md"


def blocks(kind: str) -> list[tuple[str, str]]:
    """The fenced blocks behind comments `<!-- kind: name -->`, as (name, content)."""
    pattern = rf"<!-- {kind}: (.+?) -->\n```\w+\n(.*?)```"
    return re.findall(pattern, GUIDE.read_text("utf-8"), re.DOTALL)


def test_what_the_guide_begins_with_installs_all_that_it_types() -> None:
    """`preview` alone takes more than every command does."""
    readme = (ROOT / "README.md").read_text("utf-8")
    (command,) = re.findall(r"<!-- author's command -->\n```sh\n(.*)\n```", readme)
    (windows,) = re.findall(r"^On Windows, in PowerShell: `(.*)`\.$", readme, re.MULTILINE)
    assert "README.md#i-know-the-etiquette" in GUIDE.read_text("utf-8").partition("\n## ")[0]
    assert "`etiquette preview`" in GUIDE.read_text("utf-8")
    parts = [re.sub(r"python3|\.venv/bin/|--quiet |['\"]", "", part) for part in command.split(" && ")]
    assert [re.sub(r"^py|\.venv\\Scripts\\|['\"]", "", part) for part in windows.split("; ")] == parts
    assert parts[1] == "pip install --editable .[bench]"


def findings(folder: Path) -> list[str]:
    run = pipeline.check(folder, "warning")
    # A new rule has no translations yet.
    return [f"{f.code}: {f.message}" for f in run.findings.sorted() if f.code != "untranslated"]


def test_the_examples_are_a_rule_set_without_findings(tmp_path: Path) -> None:
    for path, text in blocks("example"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(text)
    assert {
        "facts.yaml",
        "verdicts.yaml",
        "moments.yaml",
        "adjustments.yaml",
        "tips.yaml",
        "notes.yaml",
        "sources.yaml",
    } <= {p.name for p in tmp_path.iterdir()}
    assert findings(tmp_path) == []


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    return tmp_path / "rules"


def insert(folder: Path, path: str, text: str) -> None:
    """Do what the first page says: the fact among those about the person, the rule at the end of its layer."""
    file = folder / path
    if path == "facts.yaml":
        whole = file.read_text("utf-8")
        file.write_text(whole.replace("\n  # About the page\n", f"\n{text}\n  # About the page\n"), "utf-8")
    elif file.exists():
        file.write_text(file.read_text("utf-8").rstrip("\n") + "\n\n" + text, "utf-8")
    else:
        file.write_text(text, "utf-8")


def test_the_first_rule_is_refused_at_first_as_the_guide_prints_it(copied: Path, accept: bool) -> None:
    steps = dict(blocks("first rule"))
    insert(copied, "facts.yaml", steps["facts.yaml"])
    insert(copied, "etiquette/50-norms.yaml", steps["etiquette/50-norms.yaml, first try"])
    ((_, printed),) = re.findall(
        r"<!-- first rule: (printed) -->\n```console\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL
    )
    # A finding ends with an empty line; the guide shows the first.
    first, _, _ = etiquette("check", "--rules", copied).output.partition("\n\n")
    now = first.replace(str(copied), "rules") + "\n"
    if accept:
        GUIDE.write_text(GUIDE.read_text("utf-8").replace(printed, now), "utf-8")
    assert f"\n{now}```" in GUIDE.read_text("utf-8"), "look at it, and run with --accept"


def test_the_first_rule_is_accepted_as_the_guide_writes_it_then(copied: Path) -> None:
    for path, text in blocks("first rule"):
        if path.endswith(".yaml"):
            insert(copied, path, text)
    assert findings(copied) == []


def test_the_build_ends_with_the_warnings_that_the_guide_speaks_of(copied: Path) -> None:
    for path, text in blocks("first rule"):
        if path.endswith(".yaml"):
            insert(copied, path, text)
    warnings = [f for f in pipeline.check(copied, "warning").findings.sorted() if f.code == "untranslated"]
    assert f"It ends with *{len(warnings)} warnings*" in GUIDE.read_text("utf-8")
    said = warnings[0]
    assert said.place == (f"{copied}/locales/de/", 0, 0)
    assert said.hint.startswith("“etiquette texts de” writes each, below its English, into a file in locales/de/")
    for key in ("rules · signature · headline", "facts · signature · says"):
        assert key in said.message
    assert "more" not in said.message


def test_the_catalogue_is_the_compilers_own(accept: bool) -> None:
    text = GUIDE.read_text("utf-8")
    before, rest = text.split("<!-- codes: generated -->\n", 1)
    _, after = rest.split("<!-- end -->", 1)
    whole = f"{before}<!-- codes: generated -->\n{catalogue_as_markdown()}<!-- end -->{after}"
    if accept:
        GUIDE.write_text(whole, "utf-8")
    assert GUIDE.read_text("utf-8") == whole
