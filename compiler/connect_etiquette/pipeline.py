"""The pipeline, top to bottom: read, resolve, prove, try the scenarios, bundle, write."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .bundle import bundle
from .cards import read_cards
from .diagnostics import Finding, Findings, Severity
from .locales import read_locales
from .manifest import BROWSERS, folder_contents, render_manifest
from .page import EMPTY, Page, read_page
from .proofs import Proved, prove
from .rules import RuleSet, resolve
from .scenarios import coverage, read_scenarios, run
from .schema import validate_output
from .source import Map, display_name, read_folder

WORDS_ONLY = {
    "text-too-long",
    "text-syntax",
    "unknown-placeholder",
    "text-character",
    "needs-until",
    "needs-authority",
    "needs-evidence",
    "unknown-source",
    "bad-page",
}
"""Errors that leave the logic readable: the proofs go on after them."""


@dataclass(slots=True)
class Run:
    """What one run read and found. `proved` is None where an error stands in the way."""

    folder: Path
    findings: Findings = field(default_factory=Findings)
    documents: Mapping[str, Map | None] = field(default_factory=dict)
    rule_set: RuleSet | None = None
    proved: Proved | None = None
    page: Page | None = None
    scenarios: int = 0


def check(folder: Path, down_to: Severity = "remark", page_needed: bool = False) -> Run:
    """Read, resolve and prove the rules in `folder`, and try their scenarios. Nothing is written."""
    run_ = Run(folder)
    findings = run_.findings
    if not folder.is_dir():
        findings.add(
            Finding("unreadable", f"{display_name(folder)} is not a folder that can be read", file=display_name(folder))
        )
        return run_
    run_.documents = documents = read_folder(folder, findings)
    run_.rule_set = resolve(documents, display_name(folder), findings)
    if page_needed or any(path.startswith("linkedin/") for path in documents):
        run_.page = read_page(documents, display_name(folder), findings)
    if run_.rule_set is None or any(f.severity == "error" and f.code not in WORDS_ONLY for f in findings.items):
        return run_
    run_.proved = prove(run_.rule_set, findings, down_to)
    if run_.proved is not None:
        run_.scenarios = try_scenarios(run_.proved, findings)
        read_cards(run_.rule_set, findings)
        read_locales(documents, run_.rule_set, findings)
    return run_


def try_scenarios(proved: Proved, findings: Findings) -> int:
    """Run every scenario and see what they cover. Returns how many there are."""
    scenarios = read_scenarios(proved.rule_set, proved.space, findings)
    outcomes = [run(scenario, proved, findings) for scenario in scenarios]
    if scenarios:
        findings.extend(coverage(scenarios, outcomes, proved))
    return len(scenarios)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: each browser's files with their contents."""

    folders: Mapping[str, Mapping[str, bytes]]
    digest: str


def build(rules: Path, extension: Path, out: Path) -> tuple[Run, Built | None]:
    """Check the rules and write the extension into `out`, a folder a browser. On any error nothing there changes."""
    run_ = check(rules, "warning", page_needed=True)
    if run_.findings.failed or run_.proved is None or run_.rule_set is None:
        return run_, None
    locales = read_locales(run_.documents, run_.rule_set, Findings())
    cards = read_cards(run_.rule_set, Findings())
    parts = bundle(run_.proved, run_.page or EMPTY, locales, cards, run_.findings)
    for name, data in parts.items():
        run_.findings.extend(validate_output(name, data))
    folders: dict[str, dict[str, bytes]] = {}
    for browser in BROWSERS:
        manifest = render_manifest(extension, browser, run_.findings)
        if manifest is not None:
            folders[browser] = folder_contents(extension, manifest, parts)
    if run_.findings.failed:
        return run_, None
    try:
        replace_folders(out, folders)
    except OSError as error:
        where = display_name(Path(error.filename)) if error.filename else display_name(out)
        run_.findings.add(
            Finding(
                "unwritable",
                f"{where} can't be written: {(error.strerror or str(error)).lower()}",
                file=display_name(out),
            )
        )
        return run_, None
    return run_, Built(folders, parts["core"]["digest"])


def replace_folders(out: Path, folders: Mapping[str, Mapping[str, bytes]]) -> None:
    """Write `folders` under `out` in place of those of the same names: all of them, or on an `OSError` none."""
    out.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".new-", dir=out))
    moved: list[tuple[Path, Path]] = []
    try:
        for name, files in folders.items():
            for path, content in files.items():
                target = staging / name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        for name in folders:
            target, old = out / name, staging / f"old-{name}"
            if target.exists():
                os.rename(target, old)
                moved.append((old, target))
            os.rename(staging / name, target)
    except OSError:
        for old, target in moved:
            shutil.rmtree(target, ignore_errors=True)
            os.rename(old, target)
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
