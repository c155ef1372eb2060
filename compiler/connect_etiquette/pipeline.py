"""The pipeline, top to bottom: read, resolve, prove, try the scenarios, bundle, write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from . import asking, output
from .answers import try_scenarios
from .diagrams import ExhaustedError, Purse
from .findings import Finding, Findings, Severity
from .language import Cards, RuleSet, read_cards, resolve
from .linkedin import NO_PAGE, Page, read_page
from .proof import Proved, prove
from .source import Map, display_name, read_folder
from .translations import Locale, check_words, read_locales, read_stamps

TRACEABILITY = "traceability.md"
"""What a build writes beside the browsers' folders: which part of the rules carries out which point of the article."""

LAST_RULES = "last-rules"
"""Where a build keeps the rules it was made from, so that the next one can say what changed."""

TOO_MUCH = "more than can be compared"


@dataclass(slots=True)
class Run:
    """What one run read and found. `proved` is None where an error stands in the way."""

    folder: Path
    findings: Findings = field(default_factory=Findings)
    documents: Mapping[str, Map | None] = field(default_factory=dict)
    lent: output.Lent = field(default_factory=lambda: output.Lent({}))
    rule_set: RuleSet | None = None
    proved: Proved | None = None
    page: Page | None = None
    cards: Cards = field(default_factory=Cards)
    locales: list[Locale] = field(default_factory=list)
    scenarios: int = 0
    digest: str = ""
    purse: Purse = field(default_factory=Purse)
    began: float = field(default_factory=perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    def done(self, stage: str) -> None:
        """All since the last stage was this one; `stages` has the seconds that each took."""
        self.stages[stage] = perf_counter() - self.began - sum(self.stages.values())


def check(
    folder: Path,
    down_to: Severity = "remark",
    building: bool = False,
    scenarios: bool = True,
    purse: Purse | None = None,
) -> Run:
    """Read, resolve and prove the rules in `folder`, paid from `purse` or from their own, and try their `scenarios`;
    for a build with what they borrow."""
    run_ = Run(folder)
    findings, name = run_.findings, display_name(folder)
    if not folder.is_dir():
        findings.add(Finding("unreadable", f"{name} is not a folder that can be read", file=name))
        return run_
    run_.documents = documents = read_folder(folder, findings)
    if not documents and any(finding.code == "too-large" for finding in findings.items):
        return run_
    run_.lent = output.with_borrowed(documents, findings) if building else output.Lent(documents)
    run_.rule_set = resolve(run_.lent.documents, name, findings)
    check_words(run_.lent.documents, name, run_.lent.has_page and (scenarios or down_to != "error"), findings)
    if run_.lent.has_page:
        run_.page = read_page(run_.lent.documents, name, findings)
    run_.done("reading")
    if run_.rule_set is None or findings.spoil_logic:
        return run_
    read = (len(document.span.file.text) for document in documents.values() if document is not None)
    run_.purse = purse or Purse(sum(read))
    run_.proved = prove(run_.rule_set, findings, down_to, run_.purse)
    run_.done("proving")
    if run_.proved is not None and scenarios:
        run_.scenarios = try_scenarios(run_.proved, findings, share=run_.purse["stories"])
        run_.done("stories")
    if run_.proved is not None and (scenarios or building):
        run_.cards = read_cards(run_.rule_set, findings)
        run_.locales = read_locales(run_.lent.documents, run_.rule_set, findings, read_stamps(folder, findings))
        run_.done("translations")
    return run_


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: each browser's files with their contents, the files beside those folders, and in a line what
    changed since the last one."""

    folders: Mapping[str, Mapping[str, bytes]]
    files: Mapping[str, bytes]
    since_last: str


def compiled(
    rules: Path, extension: Path, drafts: bool = True, stories: bool = True
) -> tuple[Run, dict[str, dict[str, bytes]] | None]:
    """Check the rules and compile them: each browser's files, or None with findings. Nothing is written. Languages that
    are drafts are in them only if `drafts` are wanted, and no story is told to them without `stories`."""
    run_ = check(rules, building=True, scenarios=stories)
    run_.locales = [locale for locale in run_.locales if drafts or not locale.draft]
    if run_.findings.failed or run_.proved is None:
        return run_, None
    parts = output.compile_bundle(run_.proved, run_.page or NO_PAGE, run_.locales, run_.cards)
    for name, data in parts.items():
        run_.findings.extend(output.validate_output(name, data))
    folders = output.browser_folders(extension, parts, run_.findings, not run_.lent.page)
    run_.digest = parts["core"]["digest"]
    run_.done("bundling")
    return run_, None if run_.findings.failed else folders


def build(rules: Path, extension: Path, out: Path) -> tuple[Run, Built | None]:
    """Check the rules and write the extension into `out`, a folder a browser. On any error nothing there changes."""
    run_, folders = compiled(rules, extension)
    if folders is None or run_.proved is None:
        return run_, None
    files = {TRACEABILITY: output.traceability_as_markdown(run_.proved.rule_set).encode()}
    rule_files = {path: (rules / path).read_bytes() for path in run_.documents}
    since_last = changed_since(out / LAST_RULES, rule_files, run_.proved, run_.purse)
    run_.done("comparing")
    try:
        folders_too = {"schemas": output.editor_files(run_.proved.rule_set), LAST_RULES: rule_files}
        output.replace_all(out, {**folders, **folders_too}, files, output.not_of_a_build)
    except OSError as error:
        run_.findings.add(output.unwritable(error, out))
        return run_, None
    run_.done("writing")
    return run_, Built(folders, files, since_last)


def changed_since(last: Path, now: Mapping[str, bytes], proved: Proved, purse: Purse) -> str:
    """One line on the situations whose verdict changed since the rules in `last`, which are proved with what is left in
    `purse`; empty if there is nothing to say."""
    if not last.is_dir() or output.same_files(last, now):
        return ""
    before = check(last, "error", scenarios=False, purse=purse)
    if before.proved is None:
        return TOO_MUCH if any(finding.code == "too-complex" for finding in before.findings.items) else ""
    try:
        return asking.difference_in_brief(asking.compare(before.proved, proved))
    except ExhaustedError:
        return TOO_MUCH
