"""The rule folder that is being edited: its last good build, and what is wrong with it now."""

from __future__ import annotations

import gc
import hashlib
import re
import threading
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import pipeline
from ..answers import try_scenarios
from ..findings import Finding, name_gone, summary
from ..output import INDEX, needed, site_contents
from ..proof import Proved
from ..source import display_name, remember_files
from .stories import stories

PAGE = Path(__file__).with_name("page")
"""What the bench shows beside the stage: scripts and styles, and a page for the time before the first good build."""
WAITING = "waiting.html"
MAX_FINDINGS = 25
"""Findings that are told; the rest are counted."""
_STAGE = '<script type="module" src="pages/try/try.js"></script>'
_HEAD = "</head>"
CODE = "code-"
"""How the name of the folder begins in which the page's files are."""
_ADDRESS = re.compile(r'(?:(?<=\shref=")|(?<=\ssrc="))[^":#?]+(?=")')
_MODULE = re.compile(r"(?:engine|pages)/.*\.js|(?:bundle|bench|findings|stories|why)\.js")
_EARLY = ("bundle/core.json", "bundle/sources.json")
"""What the stage reads as it begins, whatever its language."""


@dataclass(frozen=True, slots=True)
class Good:
    """A build without an error in its rules: its number, what was read and proved, and the files that a browser may ask
    for."""

    number: int
    read: Collection[str]
    proved: Proved
    files: Mapping[str, bytes]


@dataclass(slots=True)
class Workshop:
    """Rules in `rules`, built with the extension's files as often as they change.

    `state` is what a page is told whenever something changes. A story that fails keeps no rule from being looked at, so
    that a build whose stories alone fail is a good one here.
    """

    rules: Path
    extension: Path
    good: Good | None = None
    findings: list[Finding] = field(default_factory=list)
    fits: bool = False
    tried: bool = False
    turn: int = 0
    _run: pipeline.Run | None = None
    _stamps: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def renew(self) -> None:
        """Read the rules again, and build what is shown of them. Their stories are not told yet: see `try_out`."""
        with self._lock:
            remember_files()
            self._stamps = _stamps(self.rules)
            run, folders = pipeline.compiled(self.rules, self.extension, stories=False)
            if folders is not None and run.proved is not None:
                number = self.good.number + 1 if self.good else 1
                self.good = Good(number, list(run.documents), run.proved, _files(folders["chromium"], number))
            elif self.good is not None:
                name_gone(run.findings, display_name(self.rules), self.good.read, run.documents)
            self.fits = folders is not None
            self._found(run)

    def is_behind(self) -> bool:
        """Whether a rule file has been saved since the rules were read, watched or not."""
        return self._stamps != _stamps(self.rules)

    def try_out(self) -> None:
        """Tell all stories to the rules that were read last, if those could be proved."""
        with self._lock:
            if self._run is not None and self._run.proved is not None and not self.tried:
                try_scenarios(self._run.proved, self._run.findings)
                self._found(self._run, tried=True)
            # It is off while a command runs, which is over soon; this one is not. Here nobody waits for it.
            gc.collect()

    def _found(self, run: pipeline.Run, tried: bool = False) -> None:
        self.findings = [one for one in run.findings.sorted() if one.severity != "remark"]
        self.tried = tried
        self._run = run if self.fits else None
        self.turn += 1

    def state(self) -> dict[str, Any]:
        """The number of the good build that is shown, whether it is of the rules as they are now, whether stories were
        told to them, and findings."""
        return {
            "turn": self.turn,
            "build": self.good.number if self.good else 0,
            "fits": self.fits,
            "tried": self.tried,
            "summary": summary(self.findings),
            "more": max(len(self.findings) - MAX_FINDINGS, 0),
            "findings": [_told(one) for one in self.findings[:MAX_FINDINGS]],
        }

    def file(self, path: str) -> bytes | None:
        """What a browser gets at `path`; None if that is nothing of the stage's."""
        if self.good is None:
            return _waiting(self.extension).get(path)
        return self.good.files.get(path)

    def stories(self) -> list[dict[str, Any]]:
        """All stories of the good build, each as the stage plays it."""
        return stories(self.good.proved, self.findings) if self.good else []


def _stamps(rules: Path) -> dict[Path, tuple[int, int]]:
    """When each rule file was saved, in nanoseconds, and how many bytes it holds; without those that can't be seen."""
    found = {}
    for path in rules.rglob("*.yaml"):
        with suppress(OSError):
            status = path.stat()
            found[path] = (status.st_mtime_ns, status.st_size)
    return found


def _files(folder: Mapping[str, bytes], number: int) -> dict[str, bytes]:
    """The stage's files and the bench's own; the stage's page loads those, and knows the build's number."""
    site = site_contents(folder)
    page = site[INDEX].decode()
    assert _STAGE in page
    assert _HEAD in page
    files = {**site, **_own()}
    # All at once, so that no module is waited for until another has been read that imports it.
    early = [f'<link rel="modulepreload" href="{path}">' for path in files if _MODULE.fullmatch(path)]
    early += [f'<link rel="preload" href="{path}" as="fetch" crossorigin>' for path in _EARLY]
    head = [f'<meta name="build" content="{number}">', '<link rel="stylesheet" href="bench.css">', *early, _HEAD]
    page = page.replace(_STAGE, '<script type="module" src="bench.js"></script>').replace(_HEAD, "\n".join(head), 1)
    return _under_name({**files, INDEX: page.encode()})


def _waiting(extension: Path) -> dict[str, bytes]:
    """The files of the page for the time before the first good build."""
    own = _own()
    page = own[WAITING].decode()
    files = needed(page, WAITING, lambda path: own[path] if path in own else (extension / path).read_bytes())
    return _under_name({**files, INDEX: page.encode()})


def _own() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in PAGE.iterdir() if path.is_file()}


def _under_name(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files in a folder whose name follows from what in them is code, so that a browser may keep those that it has:
    each saved rule has it load the page again. The page itself stands above that folder."""
    code = hashlib.sha256()
    for path, data in files.items():
        if is_code(path):
            code.update(f"{path}:{len(data)}:".encode() + data)
    name = f"{CODE}{code.hexdigest()[:12]}/"
    page = _ADDRESS.sub(lambda found: name + found[0], files[INDEX].decode())
    return {**{name + path: data for path, data in files.items() if path != INDEX}, INDEX: page.encode()}


def is_code(path: str) -> bool:
    """Whether a file stays as it is while rules change."""
    return path != INDEX and "bundle/" not in path


def _told(finding: Finding) -> dict[str, Any]:
    """A finding as the page shows it: its place, its words, and its line with the stretch that is wrong."""
    data = finding.as_data()
    told = {
        "severity": data["severity"],
        "message": data["message"],
        "place": f"{data['file']}:{data['line']}" if data["line"] else data["file"] or "",
        "hint": data["hint"],
        "told": data["told"],
        "example": ", ".join(f"{fact} {(finding.witness or {})[fact]}" for fact in finding.telling),
        "repairs": [f"{one['heading']}\n{one['text']}" for one in data["repairs"] if one["heading"]],
    }
    if finding.span is None:
        return {**told, "line": "", "from": 0, "to": 0}
    number, column = finding.span.position
    line = finding.span.file.line(number)
    end = min(len(line), column - 1 + max(1, finding.span.end - finding.span.start))
    return {**told, "line": line, "from": column - 1, "to": end}
