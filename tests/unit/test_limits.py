"""Named limits: said once, used in conditions and texts, shown in the words of each language; old numbers are noticed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.findings import Findings, SourceFile, Span
from connect_etiquette.language import LIMIT_WORDS, Limits, fill, lower
from connect_etiquette.language.limits import Limit
from connect_etiquette.source import Map

from tests.support.rule_folders import write
from tests.unit.test_errors import ROOT
from tests.unit.test_names import findings

AT = Span(SourceFile("a.yaml", "text"), 0, 4)
NAMED = {
    "day": Limit("day", 24, "h", AT),
    "weeks": Limit("weeks", 2, "weeks", AT),
    "one": Limit("one", 1, "days", AT),
    "calls": Limit("calls", 3, "calls", AT),
}
POLISH = {
    "limit-numbers": "jeden dwa trzy",
    "limit-weeks-one": "{{ count }} tydzień",
    "limit-weeks-few": "{{ count }} tygodnie",
    "limit-weeks-many": "{{ count }} tygodni",
}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ limit.day }} are ours", "24 hours are ours"),
        ("after {{ limit.weeks }}", "after two weeks"),
        ("after {{limit.weeks.days}} days", "after 14 days"),
        ("{{ limit.one }}", "1 day"),
        ("{{ limit.one.days }}d", "1d"),
        ("{{ limit.calls }}", "3 calls"),
        ("{{ limit.day }} and {{ first_name }}", "24 hours and Ada"),
    ],
)
def test_a_limit_is_shown_in_words(text: str, shown: str) -> None:
    findings = Findings()
    segments = lower(text, "why", "rule", AT, findings, limits=Limits(NAMED))
    assert findings.items == []
    assert fill(segments, {"first_name": "Ada"}) == shown


def test_a_language_without_a_form_for_one_takes_the_other() -> None:
    words = {"limit-days-other": "{{ count }} dies"}
    assert Limits(NAMED, words).put_in("{{ limit.one }}", "why", AT, Findings()) == "1 dies"


def test_a_language_has_plurals_of_its_own() -> None:
    polish = Limits({**NAMED, "five": Limit("five", 5, "weeks", AT)}, POLISH)
    assert polish.put_in("{{ limit.weeks }}, {{ limit.five }}", "why", AT, Findings()) == "dwa tygodnie, 5 tygodni"
    assert polish.put_in("{{ limit.day }}", "why", AT, Findings()) == "24 h", (
        "as it is written, where words are missing"
    )


GERMAN = {"limit-decimal": ",", "limit-hours-one": "{{ count }} Stunde", "limit-hours-other": "{{ count }} Stunden"}
FRENCH = {"limit-decimal": ",", "limit-hours-one": "{{ count }} heure", "limit-hours-other": "{{ count }} heures"}
CZECH = {f"limit-hours-{form}": f"{{{{ count }}}} hodin{end}" for form, end in (("one", "a"), ("few", "y"), ("many", "y+"), ("other", ""))}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words", "limit", "shown"),
    [
        ("en", LIMIT_WORDS, "1.5 h", "1.5 hours"),
        ("de", GERMAN, "1.5 h", "1,5 Stunden"),
        ("de", GERMAN, "2.5 calls", "2,5 calls"),
        ("fr", FRENCH, "1.5 h", "1,5 heure"),
        ("fr-CA", FRENCH, "2.5 h", "2,5 heures"),
        (
            "pl",
            {**POLISH, "limit-decimal": ",", "limit-weeks-other": "{{ count }} tygodnia"},
            "2.5 weeks",
            "2,5 tygodnia",
        ),
        ("pl", {**POLISH, "limit-decimal": ","}, "2.5 weeks", "2,5 tygodni"),
        ("cs", {**CZECH, "limit-decimal": ","}, "2.5 h", "2,5 hodiny+"),
        ("cs", {**CZECH, "limit-decimal": ","}, "12 h", "12 hodin"),
    ],
)
def test_a_limit_that_is_no_whole_number_is_shown_as_the_language_shows_it(
    language: str, words: dict[str, str], limit: str, shown: str
) -> None:
    number, unit = limit.split()
    limits = Limits({"one": Limit("one", float(number), unit, AT)}, words, language)
    assert limits.put_in("{{ limit.one }}", "why", AT, Findings()) == shown


def test_each_language_of_the_house_has_its_own_decimal_sign(rules: Path) -> None:
    change(rules / "facts.yaml", "first-day: 24h", "first-day: 36.5h")
    run = pipeline.check(rules, scenarios=True)
    for name, said in (("de", "36,5 Stunden"), ("es", "36,5 horas")):
        (locale,) = [one for one in run.locales if one.id == name]
        assert said in fill(locale.texts["rules", "first-day", "why"], {})


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("{{ limit.dy }}", "unknown-placeholder", "there is no limit “dy”"),
        ("{{ limit.day.weeks }}", "text-syntax", "“day” is no whole number of weeks"),
        ("{{ limit.day.moons }}", "text-syntax", "“day” is no whole number of moons"),
        ("{{ limit.calls.days }}", "text-syntax", "“calls” is no whole number of days"),
    ],
)
def test_a_limit_that_cannot_be_shown_is_told(text: str, code: str, said: str) -> None:
    findings = Findings()
    lower(text, "why", "rule", AT, findings, limits=Limits(NAMED))
    assert [found.code for found in findings.items] == [code]
    assert said in findings.items[0].message
    if code == "unknown-placeholder":
        assert findings.items[0].hint == "Did you mean “day”?"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wait 24 hours, or two weeks", [("24 hours", 1440.0), ("two weeks", 20160.0)]),
        ("in one or two days", []),
        ("One or two days later", []),
        ("a day or two days", [("two days", 2880.0)]),
        ("2 to 3 weeks", []),
        ("five notes a month", []),
    ],
)
def test_amounts_are_found_in_a_text(text: str, found: list[tuple[str, float]]) -> None:
    assert list(Limits(NAMED, LIMIT_WORDS).amounts_in(text)) == found


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "rules", tmp_path / "rules", ignore=shutil.ignore_patterns("scenarios", "linkedin"))
    return tmp_path / "rules"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_one_edit_moves_a_limit_everywhere(rules: Path) -> None:
    """24 hours became 36 in one line: conditions, three languages, and nothing is left to say."""
    change(rules / "facts.yaml", "first-day: 24h", "first-day: 36h")
    run = pipeline.check(rules, scenarios=False)
    assert [found.message for found in run.findings.items] == []
    assert run.proved is not None
    assert 36 * 60 in {cell.low for cell in run.proved.space.cells["since-met"]}
    run = pipeline.check(rules)
    rule = next(rule for rule in run.rule_set.decision.rules if rule.id == "first-day") if run.rule_set else None
    assert rule is not None
    assert "The 36 hours are ours" in fill(rule.texts["why"], {})
    for name, said in (("de", "36 Stunden"), ("es", "36 horas")):
        (locale,) = [one for one in run.locales if one.id == name]
        assert said in fill(locale.texts["rules", "first-day", "why"], {})


def test_an_old_number_is_noticed_in_each_language(rules: Path) -> None:
    """Had the texts said their number themselves, a changed limit would have left it behind."""
    change(rules / "facts.yaml", "first-day: 24h", "first-day: 36h")
    change(rules / "etiquette" / "40-thanks-first.yaml", "The {{ limit.first-day }} are", "The 24 hours are")
    change(rules / "locales" / "de" / "rules.yaml", "Die {{ limit.first-day }} stammen", "Die 24 Stunden stammen")
    change(rules / "locales" / "es" / "rules.yaml", "Las {{ limit.first-day }} las", "Las 24 horas las")
    found = [one for one in pipeline.check(rules).findings.items if one.code == "other-number"]
    places = {one.place[0].removeprefix(f"{rules}/") for one in found}
    assert {"etiquette/40-thanks-first.yaml", "locales/de/rules.yaml", "locales/es/rules.yaml"} <= places
    first = next(one for one in found if one.rules == ("first-day",))
    assert first.message == "“why” speaks of 24 hours, and its rule asks for 12h and 36h"
    assert first.hint == "Write “{{ limit.first-day }}” or “{{ limit.soon }}”."


def test_a_limit_stands_where_an_amount_does(rules: Path) -> None:
    change(rules / "moments.yaml", "less than first-day", "less than frist-day")
    (found,) = pipeline.check(rules).findings.sorted()
    assert (found.code, found.message) == ("bad-condition", "“since-met”: there is no limit “frist-day”")
    assert found.hint == "Did you mean “first-day”?"


def test_our_rules_say_no_amount_twice() -> None:
    """Conditions and texts of our own rules name their limits: an amount of time is written in facts.yaml alone."""
    run = pipeline.check(ROOT / "rules", "error", scenarios=False)
    assert run.rule_set is not None
    assert len(run.rule_set.limits.named) >= 9
    for path, document in run.rule_set.documents.items():
        kind = path.split("/")[0]
        if kind in ("etiquette", "moments.yaml", "tips.yaml", "notes.yaml", "adjustments.yaml"):
            written = [str(value) for value in conditions(document)]
            assert [value for value in written if any(sign.isdigit() for sign in value)] == [], path


def conditions(value: object) -> list[object]:
    """Whatever is asked of facts in `value`, at any depth."""
    if isinstance(value, Map):
        own = [inner for key, inner in value.items() if key == "when"]
        deeper = [found for key, inner in value.items() if key != "when" for found in conditions(inner)]
        return [*own, *deeper]
    return [found for inner in value for found in conditions(inner)] if isinstance(value, list) else []


def test_a_limit_whose_name_is_none_is_told_at_its_place(tmp_path: Path) -> None:
    folder = write(tmp_path)
    facts = folder / "facts.yaml"
    facts.write_text(facts.read_text("utf-8") + "limits:\n  A b: 24h\n", "utf-8")
    (name,) = [one for one in findings(folder) if one["message"] == "“A b” is not an id"]
    assert (str(name["file"]).endswith("facts.yaml"), name["line"]) == (True, facts.read_text("utf-8").count("\n"))
