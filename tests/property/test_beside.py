"""What stands beside an answer is refused exactly where no possible situation shows it: held against all situations."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.answers import applies, decide, with_derived
from connect_etiquette.language import Rule
from connect_etiquette.proof import Proved

from tests.unit.test_guide import blocks

MOMENTS = ("together", "fresh", "later", "[together, fresh]", "{not: later}")
ASKED = {
    "moment": MOMENTS,
    "verdict": ("go", "caution", "wait", "[go, wait]", "{not: wait}"),
    "urgency": ("none", "high", "[some, high]"),
    "invited": ("yes", "no"),
    "rings": ("at least 1", "exactly 1", "at least 3 and less than 2"),
    "since-met": ("never", "less than 2h", "at least 3h"),
    "with-them": ("yes", "no"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("beside")
    for path, text in blocks("example"):
        if path.split("/")[0] not in ("locales", "scenarios", "tips.yaml", "notes.yaml"):
            (folder / path).parent.mkdir(exist_ok=True)
            with (folder / path).open("a", encoding="utf-8") as out:
                out.write(text)
    return folder


def written(count: int, seed: int) -> list[str]:
    """Tips with one to four random lines each."""
    rng = random.Random(seed)
    lines = []
    for number in range(count):
        facts = rng.sample(list(ASKED), rng.randint(1, 4))
        when = ", ".join(f"{fact}: {rng.choice(ASKED[fact])}" for fact in facts)
        lines.append(f"  - {{id: t{number}, when: {{{when}}}, text: T., beyond-evidence: Ours.}}\n")
    return lines


def situations(proved: Proved) -> list[dict[str, int]]:
    """Every possible situation with its derived facts and its verdict."""
    facts = list(proved.space.facts)
    ranges = [range(len(proved.space.cells[fact])) for fact in facts]
    found = []
    for cells in itertools.product(*ranges):
        outcome = decide(proved, dict(zip(facts, cells, strict=True)))
        if not outcome.contradiction:
            found.append(dict(with_derived(proved, outcome.situation, outcome.verdict)))
    return found


def test_a_tip_is_refused_where_nothing_shows_it_and_nowhere_else(folder: Path) -> None:
    tips = folder / "tips.yaml"
    tips.write_text("tips:\n" + "".join(written(120, 7)), "utf-8")
    run = pipeline.check(folder, "error")
    refused = {found.rules[0]: found.code for found in run.findings.items}
    assert run.rule_set is not None
    all_rules: tuple[Rule, ...] = run.rule_set.tips
    tips.write_text(
        "tips:\n" + "".join(line for line in written(120, 7) if line.split()[2].strip(",") not in refused), "utf-8"
    )
    sound = pipeline.check(folder, "error").proved
    assert sound is not None
    everything = situations(sound)
    shown = {rule.id for rule in sound.rule_set.tips if any(applies(sound, rule, one) for one in everything)}
    assert shown == {rule.id for rule in all_rules} - refused.keys(), "what is accepted is shown somewhere"
    hidden = [rule for rule in all_rules if rule.id in refused]
    assert 20 <= len(hidden) <= 100
    for rule in hidden:
        assert not any(applies(sound, rule, one) for one in everything), rule.id
    assert {"dead-rule", "empty-condition"} <= set(refused.values())
