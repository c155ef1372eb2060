"""Why an outcome is what it is: the nearest misses name who would answer, in every situation."""

from __future__ import annotations

from connect_etiquette.answers import decide
from connect_etiquette.asking import nearest_misses
from connect_etiquette.proof import Proved

from tests.support import etiquette
from tests.unit.test_errors import etiquette as run

SITUATIONS = 10_000


def wrongly_named(proved: Proved, count: int) -> tuple[int, list[str]]:
    """How many cells of misses there are in so many situations, and those that another rule or verdict answers."""
    cells = 0
    wrong: list[str] = []
    for situation in etiquette.situations(count):
        outcome = decide(proved, situation)
        for miss in nearest_misses(proved, outcome):
            for cell in range(len(proved.space.cells[miss.fact])):
                if miss.cells >> cell & 1:
                    cells += 1
                    other = decide(proved, {**situation, miss.fact: cell})
                    if (other.verdict, other.rule.id) != (miss.outcome.verdict, miss.outcome.rule.id):
                        wrong.append(f"{miss.fact} {proved.space.sample(miss.fact, cell)}: {other.rule.id}")
    return cells, wrong


def test_each_cell_of_each_miss_decided_anew_gives_the_rule_that_is_named() -> None:
    cells, wrong = wrongly_named(etiquette.etiquette(), SITUATIONS)
    assert cells > SITUATIONS
    assert wrong == []


def test_each_rule_that_would_answer_is_named_once() -> None:
    output = run("explain").output
    for rule, value in {"offer": "offer", "hired": "hired", "agency-recruiter": "agency-recruiter"}.items():
        fact = "part" if rule == "agency-recruiter" else "outcome"
        assert output.count(f"would be go (“{rule}”) if {fact} were {value}\n") == 1
