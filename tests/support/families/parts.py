"""The parts of a rule folder, in short words, and how they become files."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
VERDICTS = ("go", "caution", "wait")
EASY, MEDIUM, LARGE, LIMIT = 1.0, 3.0, 8.0, 10.0


def flag(unknown: str = "no") -> dict:
    return {"kind": "flag", "whose": "person", "says": "A flag", "unknown-counts-as": unknown}


def choice(values: int, prefix: str = "a") -> dict:
    names = [f"{prefix}{i}" for i in range(values)]
    return {
        "kind": "choice",
        "whose": "person",
        "says": "A choice",
        "values": {name: name for name in names},
        "unknown-counts-as": names[0],
    }


def number(unit: str = "pieces") -> dict:
    return {"kind": "number", "whose": "person", "says": "A number", "unit": unit, "unknown-counts-as": 0}


def since(event: str = "meeting-end") -> dict:
    """A clock fact: it has the cell “never” as well."""
    return {"kind": "number", "whose": "clock", "unit": "hours", "says": "Hours since", "reads": {"since": event}}


def rule(name: str, when: dict, verdict: str = "go") -> dict:
    return {"id": name, "when": when or "always", "verdict": verdict, "headline": "H", "why": "W.", "do": "D."}


def line(value: str, when: dict) -> dict:
    return {"is": value, "when": when or "always"}


def derived(values: list[str], *layers: list[dict]) -> dict:
    return {"says": "A derived fact", "values": {value: value for value in values}, "layers": list(layers)}


def family(
    facts: dict, layers: list[list[dict]], *, expect: str = "sound", seconds: float = EASY, codes: tuple = (), **more
) -> dict:
    """`more` may hold derived, impossible, adjustments, tips, notes."""
    return {"facts": facts, "layers": layers, "expect": expect, "seconds": seconds, "codes": list(codes), **more}


def write(folder: Path, parts: dict) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "etiquette").mkdir(parents=True)

    def put(name: str, data: dict) -> None:
        text = yaml.dump(data, Dumper=DUMPER, sort_keys=False, default_flow_style=None, width=1_000)
        (folder / name).write_text(text, encoding="utf-8")

    impossible = {"impossible": parts["impossible"]} if parts.get("impossible") else {}
    put("facts.yaml", {"facts": parts["facts"], **impossible})
    words = {v: {"word": v, "inline": v, "icon": "go", "tone": "good"} for v in VERDICTS}
    put("verdicts.yaml", {"verdicts": words})
    if parts.get("derived"):
        put("moments.yaml", {"derived": parts["derived"]})
    if parts.get("adjustments"):
        put("adjustments.yaml", {"turns": "go", "into": "wait", "adjustments": parts["adjustments"]})
    if parts.get("tips"):
        put("tips.yaml", {"tips": parts["tips"]})
    if parts.get("notes"):
        put("notes.yaml", {"notes": parts["notes"]})
    for index, rules in enumerate(parts["layers"]):
        put(f"etiquette/{index + 100}-layer.yaml", {"layer": f"Layer {index}", "rules": rules})
