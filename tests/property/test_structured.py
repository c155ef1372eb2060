"""Rule folders whose structure is spoilt, value by value: findings with a place, never a traceback.

A sample here; `python -m pytest tests/property/test_structured.py --full -s` tries 20,000 and prints what came of them.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from connect_etiquette import pipeline
from connect_etiquette.findings import CATALOGUE, Findings, SourceFile, as_json, as_text
from connect_etiquette.linkedin import Page
from connect_etiquette.output import compile_bundle, schemas_for_editors, validate_output
from connect_etiquette.source import parse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "small"
FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yaml"))
TEXTS = {name: (SMALL / name).read_text("utf-8") for name in FILES}
PLACELESS = {"missing-file", "too-large", "unreadable", "too-complex", "not-read", "artefact"}
"""Errors that may concern a whole folder."""
DEEP_LIST: list[Any] = []
for _ in range(21):
    DEEP_LIST = [DEEP_LIST]
ODD: list[Any] = [
    None, True, False, 0, -1, -5, 10**17, -(10**17), 1.5, -0.0, 1e-9, 9.9e14, "", " ", "x" * 5000, "never", "always", "yes", "no", "true",
    "at least 0h", "at least 24h", "less than 0h", "more than 3 people", "exactly 99999999999 days", "at most 0.5 people", "24h", "-5", "1e3", [], {}, [[]], [{}], {"": ""}, {"not": {"not": "never"}},
    {"not": []}, ["never"], [None], DEEP_LIST, {"a": {"b": {"c": {}}}}, "{{ name }}", "{{ nobody }}", "{% if name %}", "{% if go %}{{ go }}{% endif %}", "{{ [[[[1]]]] }}", "{{ " + "[" * 600 + "]" * 600 + " }}",
    "{% if name %}" * 300 + "{% endif %}" * 300, "{{ " + "not " * 700 + "name }}", "{{ name" + "|upper" * 600 + " }}", "\u202e", "\U000e0041", "verdict", "company", "in", "go", "wait", "moment", "since-met", "Tue 2026-03-10 14:00",
    "2026-02-30", "9999-12-31", "go by sent", "go, then wait on 2026-03-11", "Europe/Berlin", "Mars/Base", "../x", "60 days", "0 days", "99999999 weeks", "A", ["A", "A"], {"since": "x"}, {"someone": {}}, {"someone": {"met": "yes"}}, {"since": "meeting-end", "until": "x"},
]  # fmt: skip
"""Values of every other type, negative, huge, empty, nested, and words that mean something elsewhere."""

TELLING = (3082, 155)
"""Found among 20,000: verdicts that are no mapping, and a limit that is no amount."""

Node = tuple[Any, Any]
"""A mapping or a list, and a key or an index of it."""


def plain(value: Any) -> Any:
    """A document without its places, to be changed."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def nodes(value: Any) -> list[Node]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [node for key, inner in inside for node in ((value, key), *nodes(inner))]


def put(node: Node, value: Any) -> None:
    node[0][node[1]] = value


def spoil(rng: random.Random, documents: dict[str, Any]) -> str:
    """Spoil one thing in the documents; what was done, in a word."""
    name = rng.choice(sorted(documents))
    at = nodes(documents[name])
    if not at:
        return "nothing"
    how = rng.choice(["value"] * 6 + ["key", "drop", "swap", "twice", "foreign", "file", "borrow"])
    node = rng.choice(at)
    holder, key = node
    if how == "value":
        put(node, rng.choice(ODD))
    elif how == "key" and isinstance(holder, dict):
        holder[
            rng.choice(["x", "", "never", "id", "when", "facts", "true", "a b", "\u202e", "7", "verdict", "not"])
        ] = holder.pop(key)
    elif how == "drop":
        del holder[key]
    elif how == "swap":
        other = rng.choice(at)
        one, two = holder[key], other[0].get(other[1]) if isinstance(other[0], dict) else other[0][other[1]]
        if not any(inner[0] is other[0] for inner in [*nodes(one), (one, 0)]) and not any(
            inner[0] is holder for inner in [*nodes(two), (two, 0)]
        ):
            put(node, two)
            put(other, one)
    elif how == "twice" and isinstance(holder, list):
        holder.append(holder[key])
    elif how == "foreign":
        other_name = rng.choice(sorted(documents))
        others = nodes(documents[other_name])
        if others and isinstance(holder, dict):
            chosen = rng.choice(others)
            holder[str(chosen[1])] = yaml.safe_load(yaml.safe_dump(chosen[0][chosen[1]]))
    elif how == "file":
        other_name = rng.choice(sorted(documents))
        documents[name], documents[other_name] = documents[other_name], documents[name]
    elif how == "borrow":
        others = nodes(documents[rng.choice(sorted(documents))])
        if others:
            chosen = rng.choice(others)
            put(node, yaml.safe_load(yaml.safe_dump(chosen[0][chosen[1]])))
    return how


class _Plain(yaml.SafeDumper):
    """Without anchors, which the language does not have."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


@cache
def page() -> Page:
    """What is known of LinkedIn's page, which the small rule folder does not describe."""
    known = pipeline.check(ROOT / "rules", scenarios=False).page
    assert known is not None
    return known


def try_out(folder: Path) -> Counter[str]:
    """Check a folder, and compile what is sound; the codes of what was found."""
    run = pipeline.check(folder)
    found = run.findings.sorted()
    as_text(found)
    as_json(found)
    for finding in found:
        assert finding.code in CATALOGUE
        if finding.severity == "error":
            assert finding.span is not None or finding.code in PLACELESS, finding
    if run.rule_set is not None:
        schemas_for_editors(run.rule_set)
    if run.proved is not None and not run.findings.failed:
        for name, data in compile_bundle(run.proved, page(), run.locales, run.cards).items():
            assert list(validate_output(name, data)) == [], name
    return Counter(finding.code for finding in found if finding.severity == "error") or Counter(["sound"])


def write(folder: Path, documents: dict[str, Any]) -> None:
    for name, document in documents.items():
        (folder / name).write_text(yaml.dump(document, Dumper=_Plain, allow_unicode=True, sort_keys=False), "utf-8")


def spoilt(seed: int, folder: Path) -> Counter[str]:
    rng = random.Random(seed)
    documents = {name: plain(parse(SourceFile(name, text), Findings())) for name, text in TEXTS.items()}
    hows = [spoil(rng, documents) for _ in range(rng.choice([1, 1, 1, 2, 4]))]
    write(folder, documents)
    try:
        return try_out(folder)
    except Exception as error:
        raise AssertionError(f"seed {seed}, {hows}") from error


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "rules")
    return tmp_path / "rules"


def test_spoilt_structures_end_in_findings_with_a_place(folder: Path, full: bool) -> None:
    seeds = range(20_000) if full else (*TELLING, *range(70))
    codes: Counter[str] = Counter()
    for seed in seeds:
        codes.update(spoilt(seed, folder).keys())
    print(f"\n{len(seeds):,} spoilt folders: " + ", ".join(f"{code} {times}" for code, times in codes.most_common()))
    assert len(codes) >= 12


@settings(max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(data=some.data())
def test_hypothesis_finds_no_other(data: some.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Any JSON in the place of any value of any file."""
    folder = tmp_path_factory.getbasetemp() / "any"
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    documents = {name: plain(parse(SourceFile(name, text), Findings())) for name, text in TEXTS.items()}
    scalars = (
        some.none()
        | some.booleans()
        | some.integers()
        | some.floats(allow_nan=False, allow_infinity=False)
        | some.text(max_size=30)
    )
    anything = some.recursive(
        scalars,
        lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=8), inner, max_size=4),
        max_leaves=8,
    )
    for _ in range(data.draw(some.integers(1, 3))):
        name = data.draw(some.sampled_from(FILES))
        at = nodes(documents[name])
        if at:
            put(at[data.draw(some.integers(0, len(at) - 1))], data.draw(anything))
    write(folder, documents)
    try_out(folder)
