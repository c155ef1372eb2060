"""What fits plainly is passed on at once, and nothing else: every complaint is the library's own."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from connect_etiquette.findings import Findings
from connect_etiquette.linkedin.page import SHAPES
from connect_etiquette.output import published_schema
from connect_etiquette.source import SCHEMAS, Validator, kind_of, read_folder
from jsonschema import Draft202012Validator

OTHER: list[Any] = [None, True, 1, -1, 2.5, 10**9, "", "x" * 3000, [], [1], ["a", None], {}, {"put": 1}, {"a": {}}]


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value, as its container and key."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [place for key in keys for place in ((value, key), *places(value[key]))]


def complaints(validator: Any, value: Any) -> list[tuple[str, str]]:
    return sorted((error.json_path, error.message) for error in validator.iter_errors(value))


@pytest.mark.parametrize("name", ["core", "text.en", "sources"])
def test_complaints_are_those_of_the_library(built: Path, name: str, full: bool) -> None:
    whole = json.loads((built / "chromium" / "bundle" / f"{name}.json").read_text("utf-8"))
    schema = published_schema(name.partition(".")[0])
    ours, theirs = Validator(schema), Draft202012Validator(schema)
    assert complaints(ours, whole) == complaints(theirs, whole) == []
    chance, found = random.Random(name), 0
    for _ in range(500 if full else 10):
        broken = copy.deepcopy(whole)
        for container, key in chance.sample(places(broken), 8):
            if isinstance(container, dict) and chance.random() < 0.3:
                container[str(key) + "x"] = chance.choice(OTHER)
            else:
                container[key] = copy.deepcopy(chance.choice(OTHER))
        expected = complaints(theirs, broken)
        assert complaints(ours, broken) == expected
        found += len(expected)
    # At least half of the eighty places that are broken.
    assert found > 40


def schema_of(path: str) -> dict[str, Any] | None:
    """The schema that a rule file is read by."""
    kind = kind_of(path)
    return SCHEMAS[kind] if kind else SHAPES.get(Path(path).stem) if path.startswith("linkedin/") else None


def test_what_passes_for_a_rule_file_is_sound_to_the_library() -> None:
    documents = read_folder(Path(__file__).resolve().parents[2] / "rules", Findings())
    chance, passed, refused = random.Random(7), 0, 0
    for path, document in documents.items():
        schema = schema_of(path)
        if schema is None:
            continue
        whole = json.loads(json.dumps(document))
        ours, theirs = Validator(schema), Draft202012Validator(schema)
        assert ours.fits(whole), f"{path}: the library need not be asked about a sound file"
        for _ in range(25):
            broken = copy.deepcopy(whole)
            for container, key in chance.sample(places(broken), 2):
                container[key] = copy.deepcopy(chance.choice(OTHER))
            if ours.fits(broken):
                assert complaints(theirs, broken) == [], path
                passed += 1
            else:
                refused += 1
        # By chance a number is seldom hit: each is made too small and too large.
        for container, key in places(whole):
            if type(container[key]) in (int, float):
                for number in (-(10**9), 10**9):
                    kept, container[key] = container[key], number
                    assert not ours.fits(whole) or complaints(theirs, whole) == [], (path, key, number)
                    container[key] = kept
    assert passed > 20
    assert refused > 500
