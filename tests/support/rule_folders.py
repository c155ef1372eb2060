"""Small rule folders from a line a rule, for tests that say what a few rules over a few facts must get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

FLAG = "{kind: flag, whose: person, says: It is so, unknown-counts-as: no}"
RINGS = "{kind: number, unit: rings, whose: person, says: How often, unknown-counts-as: 0}"
SINCE = "{kind: number, unit: hours, whose: clock, says: Since you met, reads: {since: meeting-end}}"
USUAL = {"a": FLAG, "b": FLAG, "n": RINGS, "s": SINCE}
"""Two flags, a number of rings and a time since, by which most such folders do."""
VERDICTS = """verdicts:
  go: {word: Go, inline: go, icon: go, tone: good}
  caution: {word: Your call, inline: your call, icon: scales, tone: open}
  wait: {word: Wait, inline: wait, icon: hourglass, tone: hold}
"""
TWO_LAYERS = (("first {a: yes} → wait",), ("rest always → go",))
"""A rule for a flag, and one for all else."""


def write(
    folder: Path,
    layers: Iterable[Iterable[str]] = TWO_LAYERS,
    facts: Mapping[str, str] | str = "a b n s",
    impossible: Iterable[str] = (),
    stories: Iterable[str] = (),
    **files: str,
) -> Path:
    """A rule folder. `facts` are names of `USUAL`, or bodies by name; a rule is `id {condition} → verdict`; a story is the
    inside of a flow mapping. `files` are further ones by their name, where __ stands for a slash."""
    bodies = {name: USUAL[name] for name in facts.split()} if isinstance(facts, str) else facts
    text = "facts:\n" + "".join(f"  {name}: {body}\n" for name, body in bodies.items())
    lines = list(impossible)
    if lines:
        text += "impossible:\n"
    for line in lines:
        id_, _, when = line.partition(" ")
        text += f"  - {{id: {id_}, when: {when}, because: It can't be.}}\n"
    contents = {"facts.yaml": text, "verdicts.yaml": VERDICTS}
    for number, rules in enumerate(layers, 1):
        contents[f"etiquette/{number}0-layer.yaml"] = layer(rules, f"Layer {number}")
    told = list(stories)
    if told:
        contents["scenarios/stories.yaml"] = "scenarios:\n" + "".join(f"  - {{{story}}}\n" for story in told)
    contents.update({f"{name.replace('__', '/')}.yaml": body for name, body in files.items()})
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    return folder


def layer(rules: Iterable[str], name: str = "A layer") -> str:
    """A layer's file."""
    lines = [f"layer: {name}", "rules:"]
    for line in rules:
        before, _, verdict = line.partition(" → ")
        id_, _, when = before.partition(" ")
        lines.append(f"  - {{id: {id_}, when: {when}, verdict: {verdict}, headline: H, why: W, do: D}}")
    return "\n".join(lines) + "\n"
