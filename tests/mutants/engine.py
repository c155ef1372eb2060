"""Faults in the engine, made by Stryker; each is tried against the files of tests/engine/ that reach it, in node's runner."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from connect_etiquette import pipeline

from tests.engine import test_engine as cases
from tests.support.parity import random_cases, stories

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "engine-mutants"
"""A copy of what the tests in node read, whose engine Stryker changes."""
TOOLS = Path(__file__).parent / "stryker"
STRYKER = TOOLS / "node_modules" / "@stryker-mutator" / "core" / "bin" / "stryker.js"
TRIED = WORK / "tried.jsonl"
"""What came of each mutant that was tried so far: its name and its status, as they were found."""
EVERY = WORK / "every.json"
"""All mutants that there are, by name."""
COPIED = ("extension", "tests/engine", "tests/support", "tests/small", "tests/tools/package.json")
RANDOM = 100
"""Random cases beside all stories with each mutant; the tests of the engine usually draw 3,000."""
SCENES = 20
"""Scenes of the random cases, and as many of the stories: they take longer than all else together."""
SOURCES = ("linear.test.mjs", "literals.test.mjs")
"""Tests that read the engine's source as text, which Stryker has changed."""
NOTICED = ("Killed", "Timeout", "RuntimeError")


def run(asked: argparse.Namespace) -> int:
    if not STRYKER.is_file() or shutil.which("node") is None:
        where = TOOLS.relative_to(ROOT).as_posix()
        print(f"mutants: Stryker is missing: npm ci --prefix {where} (and node 20 or newer)", file=sys.stderr)
        return 1
    prepare(keep=asked.again)
    every = every_one()
    # In this order: the first of a sample are a smaller sample.
    shuffled = sorted(every)
    random.Random(asked.seed).shuffle(shuffled)
    sample = shuffled[: asked.sample]
    before = tried()
    left = [name for name in sample if name not in before or (asked.again and before[name] not in NOTICED)]
    if left:
        stryker(left)
    return tell(sample, every, tried())


def tried() -> dict[str, str]:
    """What came of each mutant that was tried so far, by its name."""
    return dict(map(json.loads, TRIED.read_text("utf-8").splitlines())) if TRIED.is_file() else {}


def prepare(keep: bool) -> None:
    """The copy, a build of the extension, and the cases that the compiler has answered.

    What an earlier run tried is kept if nothing is different since, or where that is asked for.
    """
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *COPIED],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = sorted(name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file())
    digest = hashlib.sha256()
    for name in names:
        digest.update(f"{name}\0".encode() + (ROOT / name).read_bytes())
    same = (WORK / "digest").is_file() and (WORK / "digest").read_text("utf-8") == digest.hexdigest()
    kept = {
        path: path.read_bytes() for path in ((TRIED, EVERY) if same else (TRIED,) if keep else ()) if path.is_file()
    }
    # Stryker may have been stopped while it had changed something.
    shutil.rmtree(WORK, ignore_errors=True)
    for name in names:
        (WORK / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, WORK / name)
    (WORK / "tests/tools/node_modules").symlink_to(ROOT / "tests/tools/node_modules")
    (WORK / "digest").write_text(digest.hexdigest(), "utf-8")
    for path, data in kept.items():
        path.write_bytes(data)
    run_, built = pipeline.build(ROOT / "rules", ROOT / "extension", WORK / "built")
    assert run_.proved is not None
    assert built is not None
    told = cases.answered(run_.proved, stories(run_.proved))
    drawn = cases.answered(run_.proved, random_cases(run_.proved, RANDOM))
    cases.written(WORK / "cases.json", stories=told, random=drawn)
    scenes = [
        cases.on_stage(run_.proved.rule_set, case, answer)
        for case, answer in (*told[:: len(told) // SCENES], *drawn[:SCENES])
    ]
    (WORK / "scenes.json").write_text(json.dumps({"scenes": scenes}), "utf-8")


def every_one() -> dict[str, dict[str, Any]]:
    """All mutants that there are, by name; named once for the same sources."""
    if not EVERY.is_file():
        EVERY.write_text(json.dumps(named(stryker(None))), "utf-8")
    found: dict[str, dict[str, Any]] = json.loads(EVERY.read_text("utf-8"))
    return found


def stryker(wanted: list[str] | None) -> dict[str, Any]:
    """Stryker's report after it has tried the mutants that are `wanted`; without, it names all and tries none."""
    tests = sorted(path.name for path in (WORK / "tests/engine").glob("*.test.mjs") if path.name not in SOURCES)
    settings = {
        "testRunner": "quickest-first",
        "plugins": ["@stryker-mutator/tap-runner", (TOOLS / "sample.mjs").as_uri()],
        "checkers": ["sample"],
        "coverageAnalysis": "perTest",
        "inPlace": True,
        "mutate": ["extension/engine/*/*.js"],
        "tap": {"testFiles": [f"tests/engine/{name}" for name in tests], "nodeArgs": ["-r", "{{hookFile}}", "--test-reporter=tap", "{{testFile}}"]},
        "concurrency": 1,
        "reporters": ["json", "noted"],
        "jsonReporter": {"fileName": "report.json"},
        "timeoutMS": 60_000,
        "timeoutFactor": 4,
        "dryRunTimeoutMinutes": 30,
        "allowConsoleColors": False,
    }  # fmt: skip
    (WORK / "stryker.json").write_text(json.dumps(settings), "utf-8")
    environment = {
        **os.environ,
        "CONNECT_ETIQUETTE_FEW": "yes",
        "CONNECT_ETIQUETTE_BUILT": str(WORK / "built" / "chromium"),
        "CONNECT_ETIQUETTE_CASES": str(WORK / "cases.json"),
        "CONNECT_ETIQUETTE_SCENES": str(WORK / "scenes.json"),
    }
    if wanted is not None:
        (WORK / "wanted.json").write_text(json.dumps(wanted), "utf-8")
        environment["CONNECT_ETIQUETTE_MUTANTS"] = str(WORK / "wanted.json")
        environment["CONNECT_ETIQUETTE_TRIED"] = str(TRIED)
    report = WORK / "report.json"
    report.unlink(missing_ok=True)
    done = subprocess.run(
        ["node", str(STRYKER), "run", "stryker.json"],
        cwd=WORK,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if not report.is_file():
        sys.exit(f"mutants: Stryker ended without a report:\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    found: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return found


def named(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The mutants of a report by the names that tests/mutants/stryker/sample.mjs gives them."""
    found = {}
    for path, file in report["files"].items():
        for mutant in file["mutants"]:
            start, end = mutant["location"]["start"], mutant["location"]["end"]
            place = (start["line"], start["column"], end["line"], end["column"])
            name = ":".join(map(str, (Path(path).name, *place, mutant["replacement"])))
            found[name] = {**mutant, "line": file["source"].splitlines()[start["line"] - 1].strip()}
    return found


def tell(sample: list[str], every: dict[str, dict[str, Any]], tried: dict[str, str]) -> int:
    """How many were noticed, and what each of the others changes."""
    sample = [name for name in sample if name in tried]
    count = Counter(tried[name] for name in sample)
    print(", ".join(f"{number} {end}" for end, number in sorted(count.items())))
    seen = sum(count[end] for end in NOTICED)
    print(f"{seen} of {len(sample)} noticed ({100 * seen / len(sample):.1f} %), drawn from {len(every):,}")
    for name in sample:
        if tried[name] not in NOTICED:
            mutant = every[name]
            print(f"\n{tried[name]}: {':'.join(name.split(':')[:3])} {mutant['mutatorName']}")
            print(f"  {mutant['line']}\n  → {mutant['replacement']}")
    return 0
