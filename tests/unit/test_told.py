"""`diff` tells every change that somebody reads: key by key of every kind of rule file that the schemas know."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from connect_etiquette.asking import compare
from connect_etiquette.commands.words import difference_in_words
from connect_etiquette.pipeline import check
from connect_etiquette.proof import Proved
from connect_etiquette.source import SCHEMAS

from tests.unit.test_errors import ROOT

FILES = {"layer": "etiquette/20-defaults.yaml", "layer.rules.when": "etiquette/10-settled.yaml"}
"""Where a kind of file stands, if not under its own name, and another one for a key."""
MORE = {
    "cards.yaml": "after-round: [thanked]\nwhat-if: [thanked]\nsooner-under: [first-day]\n"
    "quiet-after: [{fact: outcome, being: over, for: 2 days}]\n"
    "no-word: {rules: [agent-silent], asked: promised, promised: promised}\n",
}
"""Files that the small rule set has not."""

THANKED = "says: You thanked them\n"
RULE = "do: Write a line.\n    situation: later\n"
SOURCE = "id: two, title: Two, publisher: P, country: UK, tier: B, seen: opening only"
TOLD: dict[str, tuple[str, str, str]] = {
    "facts.facts.kind": ("kind: flag\n    whose: me", "kind: choice\n    values: {no: N, yes: Y, so: S}\n    whose: me", "which can't be compared: quiet"),
    "facts.facts.whose": ("whose: me", "whose: person", "quiet: another rule says whose it is"),
    "facts.facts.says": (THANKED, "says: Thanks are said\n", "fact “thanked”: what it says"),
    "facts.facts.values": ("not-yet: Not yet", "not-yet: Not so far", "fact “thanked”: its answers"),
    "facts.facts.unit": ("unit: people", "unit: humans", "people"),
    "facts.facts.asked": ("says: Your search is quiet\n    asked: on-request", "says: Your search is quiet\n    asked: first", "fact “quiet”: when it is asked"),
    "facts.facts.asked-at": (THANKED, f"{THANKED}    asked-at: wait\n", "fact “thanked”: beside which verdicts it is asked"),
    "facts.facts.stays-open": (THANKED, f"{THANKED}    stays-open: not-yet\n", "fact “thanked”: after which answers it is asked again"),
    "facts.facts.ask": ("ask: Is it over?", "ask: Has it ended?", "fact “outcome”: its question"),
    "facts.facts.help": ("help: A call counts.", "help: A call does.", "fact “met”: the help below it"),
    "facts.facts.unknown-counts-as": ("unknown-counts-as: 1", "unknown-counts-as: 2", "people counts as 2 people where nobody answered"),
    "facts.facts.counts-since": ("counts-since: meeting-end", "counts-since: meeting-start", "since when an answer counts"),
    "facts.facts.reads": ("reads: {since: meeting-end}", "reads: {since: round-end}", "since-met: another rule says what it reads"),
    "facts.facts.page": ("connect: none}", "connect: [none, sent]}", "what the page says of it"),
    "facts.facts.closes": ("    closes: [over]\n", "", "which answers end an application"),
    "facts.facts.rests-after": ("closes: [over]", "closes: [over]\n    rests-after: 9 days", "how long after the end chips go on"),
    "facts.facts.event": (THANKED, f"{THANKED}    event: {{yes: They have it}}\n", "fact “thanked”: what a press notes"),
    "facts.facts.sooner": (THANKED, f"{THANKED}    sooner: {{yes: You thank}}\n", "fact “thanked”: what would make it come sooner"),
    "facts.impossible.when": ("outcome: over}", "outcome: open}", "→ impossible"),
    "facts.impossible.because": ("Nobody meets", "No one meets", "together-before · because"),
    "facts.limits": ("patience: 2 days", "patience: 3 days", "caution"),
    "verdicts.verdicts.word": ("word: Wait", "word: Hold on", "verdict “wait”: its word"),
    "verdicts.verdicts.inline": ("inline: wait", "inline: hold", "verdict “wait”: its word inside a sentence"),
    "verdicts.verdicts.icon": ("icon: hourglass", "icon: clock", "verdict “wait”: its icon"),
    "verdicts.verdicts.tone": ("tone: hold", "tone: open", "verdict “wait”: its colour"),
    "verdicts.verdicts.says-until": ("says-until: true, ", "", "verdict “wait”: whether it says until when"),
    "moments.derived.says": ("says: The moment", "says: The hour", "derived fact “moment”: what it says"),
    "moments.derived.values": ("fresh: Fresh", "fresh: New", "derived fact “moment”: its values"),
    "moments.derived.layers": ("less than 24h", "less than 25h", "derived fact “moment”: what makes it what it is"),
    "moments.derived.layers.is": ("is: later", "is: before", "derived fact “moment”: what makes it what it is"),
    "moments.derived.layers.when": ("less than 24h", "less than 25h", "derived fact “moment”: what makes it what it is"),
    "layer.layer": ("layer: By moment", "layer: Moments", "layer “Moments”: its name"),
    "layer.because": ("layer: By moment", "layer: By moment\nbecause: It is so.", "layer “By moment”: why it stands there"),
    "layer.rules.when": ("{request: sent}", "{request: sent, met: yes}", "not-needed → "),
    "layer.rules.verdict": ("{moment: over}\n    verdict: go", "{moment: over}\n    verdict: caution", "go → caution"),
    "layer.rules.headline": ("Thanks first", "Thank first", "not-thanked · headline"),
    "layer.rules.why": ("It is kind.", "It is polite.", "not-thanked · why"),
    "layer.rules.do": ("do: Thank them.", "do: Do thank them.", "not-thanked · do"),
    "layer.rules.until": ("until: you've thanked them", "until: they have your thanks", "not-thanked · until"),
    "layer.rules.chip": (RULE, f"{RULE}    chip: Fine\n", "thanked · chip"),
    "layer.rules.gain": ("gain: Time.", "gain: A day.", "first-day · gain"),
    "layer.rules.risk": ("risk: Haste.", "risk: Hurry.", "first-day · risk"),
    "layer.rules.authority": ("authority: your-own-no", "authority: their-no", "not-thanked · its authority"),
    "layer.rules.situation": ("situation: same-day", "situation: later\n    beyond-evidence: B", "the question that it rests on"),
    "layer.rules.beyond-evidence": (RULE, f"{RULE}    beyond-evidence: Ours.\n", "thanked · what goes beyond the sources"),
    "adjustments.turns": ("turns: go", "turns: not-needed", "caution"),
    "adjustments.into": ("into: caution", "into: wait", "caution → wait"),
    "adjustments.adjustments.when": ("met: yes}", "met: no}", "caution"),
    "adjustments.adjustments.headline": ("see it", "see that", "quiet · headline"),
    "adjustments.adjustments.why": ("shown.", "seen.", "quiet · why"),
    "adjustments.adjustments.do": ("Hide them", "Cover them", "quiet · do"),
    "adjustments.adjustments.situation": ("beyond", "situation: later\n    beyond", "quiet · the question that it rests on"),
    "adjustments.adjustments.beyond-evidence": ("Ours.", "Our own.", "quiet · what goes beyond the sources"),
    "tips.tips.when": ("thanked: yes}", "thanked: not-yet}", "own-line · when it stands there"),
    "tips.tips.text": ("of your own", "that is yours", "own-line · text"),
    "tips.tips.situation": ("situation: later", "situation: same-day", "own-line · the question that it rests on"),
    "tips.tips.beyond-evidence": ("situation: later", "situation: later, beyond-evidence: O", "own-line · what goes beyond"),
    "notes.notes.when": ("[go, caution]", "go", "note-thanks · when it stands there"),
    "notes.notes.short": ("first_name }}.\"\n    long", "first_name }}!\"\n    long", "note-thanks · short"),
    "notes.notes.long": ("for the talk", "for our talk", "note-thanks · long"),
    "notes.emails.when": ("{thanked: not-yet}", "{thanked: no-address}", "mail-thanks · when it stands there"),
    "notes.emails.subject": ("subject: Thank you", "subject: Thanks", "mail-thanks · subject"),
    "notes.emails.body": (", thank you.", ", thanks.", "mail-thanks · body"),
    "sources.situations.asks": ("Later?", "After it?", "question of the sources “later”"),
    "sources.situations.of": ("asks: \"Later?\"", "asks: \"Later?\", of: platform", "which are about how the platform works"),
    "sources.sources.title": ("title: Two", "title: Deux", "source “two”: its title"),
    "sources.sources.publisher": (SOURCE, SOURCE.replace("publisher: P", "publisher: Q"), "source “two”: its publisher"),
    "sources.sources.country": (SOURCE, SOURCE.replace("UK", "IE"), "source “two”: its country"),
    "sources.sources.tier": (SOURCE, SOURCE.replace("tier: B", "tier: A"), "source “two”: its tier"),
    "sources.sources.seen": ("opening only", "full", "source “two”: how much of it was seen"),
    "sources.sources.url": ("example.org/2", "example.org/20", "source “two”: its address"),
    "sources.sources.year": ("year: 2015", "year: 2016", "source “one”: its year"),
    "sources.sources.author": ("author: Ann", "author: Bob", "source “four”: its author"),
    "sources.sources.voice": ("voice: three", "voice: one", "source “three”: whose voice it is"),
    "sources.sources.read-on": (SOURCE, f"{SOURCE}, read-on: 2026-03-10", "source “two”: when it was read"),
    "sources.sources.archived": (SOURCE, f"{SOURCE}, archived: true", "source “two”: whether it has a link"),
    "sources.sources.claims": ("says: It depends.", "says: It may.", "source “two”: what it says"),
    "sources.sources.claims.situation": ("{situation: later, stance: depends", "{situation: same-day, stance: depends", "source “two”: what it says"),
    "sources.sources.claims.stance": ("stance: depends", "stance: go", "source “two”: what it says"),
    "sources.sources.claims.says": ("says: It depends.", "says: It may.", "source “two”: what it says"),
    "words.words": ("until {{ until }}", "till {{ until }}", "word of the interface “chip-until”"),
    "cards.after-round": ("after-round: [thanked]", "after-round: [met]", "cards: what is asked after a round"),
    "cards.what-if": ("what-if: [thanked]", "what-if: [met]", "cards: what a tip tries out"),
    "cards.sooner-under": ("[first-day]", "[many]", "cards: under which rules"),
    "cards.quiet-after.fact": ("fact: outcome, being: over", "fact: part, being: agent", "cards: after what nobody is reminded"),
    "cards.quiet-after.being": ("being: over", "being: open", "cards: after what nobody is reminded"),
    "cards.quiet-after.for": ("for: 2 days", "for: 3 days", "cards: after what nobody is reminded"),
    "cards.no-word.rules": ("rules: [agent-silent]", "rules: [over]", "cards: where no word was heard"),
    "cards.no-word.asked": ("asked: promised", "asked: asked-then", "cards: where no word was heard"),
    "cards.no-word.promised": (", promised: promised", "", "cards: where no word was heard"),
}  # fmt: skip
"""By kind and key a stretch of its file, what stands there afterwards, and what is told."""

POINTS = "points: [A]"
UNSEEN: dict[str, tuple[str, str]] = {
    "facts.facts.was": (THANKED, f"{THANKED}    was: thanks\n"),
    "facts.facts.values-were": (THANKED, f"{THANKED}    values-were: {{yes: done}}\n"),
    "facts.facts.points": (f"    {POINTS}\n", ""),
    "verdicts.verdicts.thin-needs-authority": (", thin-needs-authority: true", ""),
    "moments.derived.points": (f"    {POINTS}\n", ""),
    "moments.derived.layers.id": ("id: same-day, ", ""),
    "layer.rules.points": (f"    {POINTS}\n", ""),
    "layer.rules.gain-points": (POINTS, f"gain-{POINTS}"),
    "layer.rules.risk-points": (POINTS, f"risk-{POINTS}"),
    "layer.rules.shown-points": (POINTS, f"shown-{POINTS}"),
    "layer.rules.for-its-words": (POINTS, "for-its-words: It speaks of thanks."),
    "adjustments.adjustments.points": ("beyond", f"{POINTS}\n    beyond"),
    "tips.tips.points": ("situation: later", f"situation: later, {POINTS}"),
    "notes.notes.points": (f"    {POINTS}\n", ""),
    "notes.emails.points": ("subject:", f"{POINTS}, subject:"),
    "sources.points": ("Wait a day.", "Wait for a day."),
    "sources.sources.claims.points": (f", {POINTS}", ""),
}
"""Keys that no reader sees: for the author's own order, the article's points, and checks."""

NAMES = ("facts.impossible.id", "layer.rules.id", "adjustments.adjustments.id", "tips.tips.id", "notes.notes.id", "notes.emails.id", "sources.sources.id")  # fmt: skip
"""What is told as gone and new, or as advice that comes from another rule."""


def keys(schema: dict[str, Any], path: str) -> Iterator[str]:
    """Every key that a schema knows, by the keys above it."""
    for inner in (schema.get("items"), schema.get("additionalProperties")):
        if isinstance(inner, dict):
            yield from keys(inner, path)
    for key, inner in schema.get("properties", {}).items():
        below = list(keys(inner, f"{path}.{key}"))
        yield from below or [f"{path}.{key}"]


def proved(folder: Path) -> Proved:
    run = check(folder, "error", scenarios=False)
    assert run.proved is not None, [finding.message for finding in run.findings.sorted()]
    return run.proved


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Proved]:
    folder = tmp_path_factory.mktemp("told") / "rules"
    shutil.copytree(ROOT / "tests" / "small", folder)
    for name, text in MORE.items():
        (folder / name).write_text(text, "utf-8")
    facts = folder / "facts.yaml"
    more = "  asked-then: {kind: date, whose: application, says: Asked, asked: on-request, ask: When?}\n"
    facts.write_text(facts.read_text("utf-8").replace("  part:\n", f"{more}  part:\n"), "utf-8")
    with (folder / "tips.yaml").open("a", encoding="utf-8") as tips:
        tips.write("  - {id: early, when: {moment: fresh}, text: It is early., beyond-evidence: Ours.}\n")
    return folder, proved(folder)


def difference(key: str, edit: tuple[str, str], before: tuple[Path, Proved], tmp_path: Path) -> str:
    folder, old = before
    shutil.copytree(folder, tmp_path / "rules")
    kind = key.partition(".")[0]
    file = tmp_path / "rules" / FILES.get(key, FILES.get(kind, f"{kind}.yaml"))
    text = file.read_text("utf-8")
    assert edit[0] in text, key
    file.write_text(text.replace(*edit, 1), "utf-8")
    return "\n".join(difference_in_words(compare(old, proved(tmp_path / "rules"))))


def test_every_key_of_the_schemas_is_in_one_of_the_tables() -> None:
    known = {key for kind, schema in SCHEMAS.items() if kind != "scenarios" for key in keys(schema, kind)}
    # Of these the ways and the states are keys too; a fact has them as a whole.
    known = {re.sub(r"^(facts\.facts\.(?:reads|page))\..*", r"\1", key) for key in known}
    tables = {*TOLD, *UNSEEN, *NAMES} - {"moments.derived.layers", "sources.sources.claims"}
    assert known == tables


@pytest.mark.parametrize("key", sorted(TOLD))
def test_what_somebody_reads_otherwise_is_told(key: str, before: tuple[Path, Proved], tmp_path: Path) -> None:
    was, now, told = TOLD[key]
    assert told in difference(key, (was, now), before, tmp_path)


@pytest.mark.parametrize("key", sorted(UNSEEN))
def test_what_no_reader_sees_is_not_told(key: str, before: tuple[Path, Proved], tmp_path: Path) -> None:
    assert difference(key, UNSEEN[key], before, tmp_path) == "No situation gets another verdict."


@pytest.mark.parametrize(
    ("key", "edit", "told"),
    [
        ("tips", ("id: own-line", "id: line"), "tip “line”: new\n  tip “own-line”: gone"),
        ("notes", ("id: mail-thanks", "id: mail"), "mail “mail”: new"),
        ("sources", ("id: two", "id: second"), "source “second”: new"),
        ("verdicts", ("  not-needed:", "  pass: {word: P, inline: p, icon: go, tone: open}\n  not-needed:"), "verdict “pass”: new"),
        ("words", ("chip-until", "chip-till"), "word of the interface “chip-till”: new"),
    ],
)  # fmt: skip
def test_what_comes_or_goes_is_told(
    key: str, edit: tuple[str, str], told: str, before: tuple[Path, Proved], tmp_path: Path
) -> None:
    assert told in difference(key, edit, before, tmp_path)


def test_how_limits_are_said_is_told_where_they_are_said(before: tuple[Path, Proved], tmp_path: Path) -> None:
    more = ("words:\n", 'words:\n  limit-decimal: ","\n')
    assert difference("words", more, before, tmp_path) == "No situation gets another verdict."


def test_another_order_is_told_where_people_see_one(before: tuple[Path, Proved], tmp_path: Path) -> None:
    first, second = (before[0] / "verdicts.yaml").read_text("utf-8").splitlines()[1:3]
    found = difference("verdicts", (f"{first}\n{second}", f"{second}\n{first}"), before, tmp_path)
    assert "verdicts: their order" in found


@pytest.mark.parametrize(
    ("was", "now", "alike"),
    [("hours", "h", True), ("hours", "min", True), ("days", "weeks", True), ("hours", "days", False)],
)
def test_units_that_measure_alike_are_one(was: str, now: str, alike: bool, tmp_path: Path) -> None:
    from tests.support.rule_folders import USUAL, write

    layers = (("first {s: at least 2 days} → wait",), ("rest always → go",))
    sides = (
        proved(write(tmp_path / unit, layers, {"s": USUAL["s"].replace("unit: hours", f"unit: {unit}")}))
        for unit in (was, now)
    )
    said = "\n".join(difference_in_words(compare(*sides)))
    assert said.startswith("No situation gets another verdict.") is alike
    assert ("which can't be compared" in said) is not alike
    assert "fact “s”: its unit" in said
