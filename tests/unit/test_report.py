"""`etiquette report`: everything that the rules say stands on its page, in words that are one to one with the conditions."""

from __future__ import annotations

import itertools
import re
import shutil
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.asking import Voice
from connect_etiquette.findings import Findings, SourceFile, Span
from connect_etiquette.language import AnyOf, Condition, Is, Never, Not, Range, fill, read_when
from connect_etiquette.proof import Proved
from connect_etiquette.report import Edition, Phrase, Vocabulary, Words, all_words, report_page
from connect_etiquette.source import parse
from connect_etiquette.translations import Locale, reported_texts
from markupsafe import escape

from tests.support.etiquette import checked
from tests.support.rule_folders import write
from tests.unit.test_errors import ROOT, etiquette

SMALL = ROOT / "tests" / "small"
LANGUAGES = ("en", "de", "es")
EDITION = Edition("1.2.3", "0123456789abcdef")
VOID = {"meta", "br"}


@cache
def small() -> pipeline.Run:
    return pipeline.check(SMALL, "error")


def proved_and_locale(rules: str, language: str) -> tuple[Proved, Locale]:
    run = checked()[0] if rules == "ours" else small()
    assert run.proved is not None
    return run.proved, next((one for one in run.locales if one.id == language), Locale(language, {}))


@cache
def page(rules: str, language: str = "en") -> str:
    return report_page(*proved_and_locale(rules, language), EDITION)


class Page(HTMLParser):
    """What a page holds; fails on an element that is not closed where it has to be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.said: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        named = dict(attrs)
        if named.get("id"):
            self.ids.append(str(named["id"]))
        if named.get("href"):
            self.links.append(str(named["href"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data: str) -> None:
        if not {"style", "svg"} & set(self.open):
            self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rules", ["small", "ours"])
def test_the_page_is_whole_and_stands_by_itself(rules: str, language: str) -> None:
    read = Page(page(rules, language))
    assert len(read.ids) == len(set(read.ids))
    inside = {link[1:] for link in read.links if link.startswith("#")}
    assert inside <= set(read.ids)
    assert all(link.startswith(("#", "https://", "http://")) for link in read.links)
    assert not {"script", "link", "img", "iframe", "form"} & read.tags
    assert "url(" not in page(rules, language)
    assert f'<html lang="{language}">' in page(rules, language)


@pytest.mark.parametrize("rules", ["small", "ours"])
def test_everything_that_the_rules_say_is_there(rules: str) -> None:
    proved, locale = proved_and_locale(rules, "en")
    rule_set, read = proved.rule_set, Page(page(rules))
    text, voice = read.text, Voice(proved, locale)
    ids = {f"rule-{rule.id}" for rule in (*rule_set.rules(), *rule_set.impossible)}
    ids |= {f"source-{source.id}" for source in rule_set.evidence.sources}
    ids |= {f"point-{point}" for point in rule_set.evidence.points}
    ids |= {f"fact-{fact}" for fact in (*rule_set.facts, *rule_set.derived)}
    assert ids <= set(read.ids)
    wanted = [voice.text(rule, place) for rule in rule_set.rules() for place in rule.texts if not rule.waits_for_clock]
    wanted += [claim.says for source in rule_set.evidence.sources for claim in source.claims]
    wanted += [*rule_set.evidence.points.values(), *(rule.beyond_evidence for rule in rule_set.decision.rules)]
    documents = [document for path, document in rule_set.documents.items() if path.startswith("scenarios/")]
    wanted += [body["story"] for document in documents for body in document["scenarios"]]
    assert [one for one in wanted if " ".join(one.split()) not in text] == []


@pytest.mark.parametrize("language", ["de", "es"])
def test_names_and_reasons_are_in_the_language_of_the_page(language: str) -> None:
    proved, locale = proved_and_locale("ours", language)
    found = page("ours", language)
    assert len(locale.reported) > 100
    assert [key for key in locale.reported if str(escape(fill(locale.texts[key], {}))) not in found] == []
    # English that is left stands where it is said to be so.
    english = [text for text, _ in reported_texts(proved.rule_set).values() if len(text) > 30]
    said = re.sub(r'<(\w+) lang="en">.*?</\1>', "", found, flags=re.DOTALL)
    assert [text for text in english if str(escape(text)) in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_until_when_is_said_as_on_a_chip(language: str) -> None:
    """What ends a wait follows one and the same word in both places: it is never “hasta que que decidan”."""
    proved, locale = proved_and_locale("ours", language)
    voice = Voice(proved, locale)
    waiting = [rule for rule in proved.rule_set.decision.rules if "until" in rule.texts and not rule.waits_for_clock]
    ends = {voice.text(rule, "until") for rule in waiting}
    assert len(ends) > 5
    for end in ends:
        assert voice.word("chip-until", verdict="", until=end) == f" · {Words(language)('until', says=end)}"


def told_back(phrase: Phrase, fact_is: dict[str, str], leaf: dict[str, Condition]) -> Condition:
    """The condition that the structure of its words holds; `leaf` reads what stands in a word's code."""
    if phrase.kind == "any":
        return AnyOf(tuple(told_back(part, fact_is, leaf) for part in phrase.parts))
    if phrase.kind == "not":
        return Not(told_back(phrase.parts[0], fact_is, leaf))
    if phrase.kind == "never":
        return Never()
    if phrase.kind == "ever":
        return Not(Never())
    return Is(fact_is[phrase.text]) if phrase.kind == "is" else leaf[phrase.text]


def in_words(phrase: Phrase, words: Words) -> str:
    """A phrase as it stands on the page."""
    if phrase.kind in ("any", "not"):
        parts = [in_words(part, words) for part in phrase.parts]
        parts = [f"({text})" if phrase.apart(part) else text for text, part in zip(parts, phrase.parts, strict=True)]
        return (
            words("not") + parts[0]
            if phrase.kind == "not"
            else (words("only") if len(parts) == 1 else "") + words("or").join(parts)
        )
    return phrase.text


def conditions(leaves: list[Condition]) -> list[Condition]:
    """Conditions of every form over some leaves: alone, denied, several of them, and one form inside another."""
    some = leaves[:3]
    found: list[Condition] = [*leaves, *(Not(one) for one in leaves), *(AnyOf((one,)) for one in some)]
    pairs = [AnyOf(pair) for pair in itertools.permutations(some, 2)]
    nested: list[Condition] = [Not(pair) for pair in pairs] + [Not(Not(one)) for one in some]
    nested += [AnyOf((pair, some[-1])) for pair in pairs] + [
        AnyOf((Not(one), two)) for one, two in itertools.permutations(some, 2)
    ]
    nested += [AnyOf((Not(pair), some[0])) for pair in pairs] + [
        Not(AnyOf((Not(one), two))) for one, two in itertools.permutations(some, 2)
    ]
    return [*found, *pairs, *nested]


def ranges(unit: str) -> list[Condition]:
    ends = (0, 60, 1440) if unit == "hours" else (0, 1440, 30240) if unit == "days" else (0, 1, 2.5)
    found: list[Condition] = []
    for low, high in itertools.product((None, *ends), (None, *ends)):
        for low_in, high_in in itertools.product((True, False), (True, False)):
            bounded = low is not None or high is not None
            plain = (low is not None or not low_in) and (high is not None or not high_in)
            if (
                bounded
                and plain
                and (low is None or high is None or low < high or (low == high and low_in and high_in))
            ):
                found.append(Range(low, low_in, high, high_in))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rules", ["small", "ours"])
def test_words_and_conditions_are_one_to_one(rules: str, language: str) -> None:
    """Every condition of the language on every fact: it has words, no other has the same, and it can be told back from
    the structure of the words, and from the line of YAML beside them."""
    proved, locale = proved_and_locale(rules, language)
    words = Words(language)
    vocabulary = Vocabulary(Voice(proved, locale), words)
    for name, fact in vocabulary.known.items():
        leaves: list[Condition] = [Is(value) for value in fact.values]
        if fact.is_number:
            leaves = [*([Never()] if fact.can_be_never else []), *ranges(fact.unit)]
        values = {vocabulary.phrase(name, Is(value)).text: value for value in fact.values}
        code = {vocabulary.phrase(name, one).text: one for one in leaves}
        assert len(code) == len(leaves), name
        seen: dict[str, Condition] = {}
        for condition in dict.fromkeys(conditions(leaves)):
            line = vocabulary.line(name, condition)
            assert told_back(line.phrase, values, code) == condition
            assert seen.setdefault(in_words(line.phrase, words), condition) == condition
            assert read(line.yaml, vocabulary) == condition
    assert len(set(vocabulary.facts.values())) == len(vocabulary.facts)


def read(yaml: str, vocabulary: Vocabulary) -> Condition:
    """What the compiler reads in a line of a `when`."""
    findings, file = Findings(), SourceFile("when", f"when: {{{yaml}}}\n")
    document = parse(file, findings)
    assert document is not None
    tests = read_when(document["when"], Span(file, 0, len(file.text)), vocabulary.known, findings)
    assert tests, findings.items
    return tests[0].condition


def test_labels_that_read_alike_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    alike = "{kind: choice, whose: person, says: It is so, values: {p: Same, q: same}, unknown-counts-as: p}"
    run = pipeline.check(
        write(tmp_path, (("one {c: p} → wait",), ("rest always → go",)), {"c": alike, "a": alike}), "error"
    )
    assert run.proved is not None
    vocabulary = Vocabulary(Voice(run.proved, Locale("en", {})), Words())
    assert vocabulary.phrase("c", Is("p")).text == "“Same (p)”"
    assert vocabulary.facts["c"] == "It is so (c)"


def test_hostile_text_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    evil = "</code></style><script>x()</script>\\\"' {{ 7 }}"
    layers = (("first {a: yes} → wait",), ("rest always → go",))
    fact = {"a": f'{{kind: flag, whose: person, says: "{evil.replace("{{ 7 }}", "")}", unknown-counts-as: no}}'}
    run = pipeline.check(
        write(tmp_path, layers, fact, stories=[f'story: "{evil}", facts: {{a: yes}}, expect: wait']), "error"
    )
    assert run.proved is not None, [finding.message for finding in run.findings.items]
    text = report_page(run.proved, Locale("en", {}), EDITION)
    assert "<script" not in text
    assert "&lt;script&gt;x()" in text
    assert "{{ 7 }}" in Page(text).text


def test_every_word_of_the_page_is_in_every_language_with_the_same_places() -> None:
    for key, said in all_words().items():
        assert set(said) == set(LANGUAGES), key
        places = {
            language: sorted(part.partition("}")[0] for part in text.split("{")[1:]) for language, text in said.items()
        }
        assert len({tuple(named) for named in places.values()}) == 1, key


def test_the_command_writes_one_file_and_says_what_changed(tmp_path: Path) -> None:
    old, new = (
        write(tmp_path / name, ((f"first {{a: yes}} → {verdict}",), ("rest always → go",)), "a")
        for name, verdict in (("old", "wait"), ("new", "caution"))
    )
    file = tmp_path / "out" / "report.html"
    done = etiquette("report", "--rules", new, "--out", file, "--since", old)
    assert done.exit_code == 0, done.output
    text = Page(file.read_text("utf-8")).text
    assert "Wait (first) → Your call (first)" in text
    assert [one.name for one in file.parent.iterdir()] == ["report.html"]


def test_what_people_see_otherwise_stands_there_too(tmp_path: Path) -> None:
    old, new = (write(tmp_path / name) for name in ("old", "new"))
    for name, was, now in (
        ("verdicts", "icon: scales", "icon: clock"),
        ("etiquette/10-layer", "headline: H", "headline: I"),
    ):
        file = new / f"{name}.yaml"
        file.write_text(file.read_text("utf-8").replace(was, now, 1), "utf-8")
    for language, heading in (("en", "What people see otherwise"), ("de", "Was man anders sieht")):
        file = tmp_path / f"{language}.html"
        (new / "locales").mkdir(exist_ok=True)
        (new / "locales" / "de.yaml").write_text("verdicts: {go: {word: Los}}\n", "utf-8")
        done = etiquette("report", "--rules", new, "--out", file, "--since", old, "--language", language)
        assert done.exit_code == 0, done.output
        said = Page(file.read_text("utf-8")).text.partition(heading)[2]
        assert " ".join(said.split()).startswith("first · headline verdict “caution”: its icon"), said[:200]


def test_any_earlier_version_is_compared_or_it_is_said_what_is_in_the_way(tmp_path: Path) -> None:
    layers = (("first {a: yes} → wait",), ("rest always → go",))
    new = write(tmp_path / "new", layers, "a")
    old = write(tmp_path / "old", (("first {a: yes} → caution",), ("rest always → go",)), "a")
    # It is older than the interface's words, and has a page of LinkedIn's that needs them.
    shutil.copytree(ROOT / "rules" / "linkedin", old / "linkedin")
    (old / "words.yaml").write_text("words: {view-why: Why}\n", "utf-8")
    file = tmp_path / "report.html"
    done = etiquette("report", "--rules", new, "--out", file, "--since", old)
    assert done.exit_code == 0, done.output
    assert "Your call (first) → Wait (first)" in Page(file.read_text("utf-8")).text
    # It is written in another language than today's rules.
    (old / "etiquette" / "99-more.yaml").write_text("chapter: What was\n", "utf-8")
    done = etiquette("report", "--rules", new, "--out", file, "--since", old)
    assert done.exit_code == 0, done.output
    text = Page(file.read_text("utf-8")).text
    assert "The two can't be compared" in text
    assert "etiquette/99-more.yaml: " in text
    assert f"{old}/etiquette" not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "no-such-revision"], "no-such-revision"),
        (["--language", "xx"], "There are no texts in “xx”. Known: en"),
        (["--out", "{folder}"], "is no file"),
        (["--out", "{folder}/file/report.html"], "can't be written"),
    ],
)
def test_what_can_not_be_is_said_in_words(arguments: list[str], said: str, tmp_path: Path) -> None:
    rules = write(tmp_path / "rules", facts="a")
    (tmp_path / "file").write_text("kept", "utf-8")
    done = etiquette("report", "--rules", rules, *(one.format(folder=tmp_path) for one in arguments))
    assert done.exit_code == 1
    assert said in done.output
    assert "Traceback" not in done.output
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "rules"]
    assert (tmp_path / "file").read_text("utf-8") == "kept"


@pytest.mark.parametrize("broken", ["layer", "story"])
def test_nothing_is_written_while_something_is_wrong(broken: str, tmp_path: Path) -> None:
    stories = ["story: one, facts: {a: yes}, expect: go"] if broken == "story" else []
    layers = (("first {a: yes} → wait",),) if broken == "layer" else (("first {a: yes} → wait",), ("rest always → go",))
    rules = write(tmp_path / "rules", layers, "a", stories=stories)
    file = tmp_path / "report.html"
    file.write_text("the last one", "utf-8")
    done = etiquette("report", "--rules", rules, "--out", file)
    assert done.exit_code == 1
    assert "error" in done.output
    assert "Nothing was written" in done.output
    assert file.read_text("utf-8") == "the last one"
