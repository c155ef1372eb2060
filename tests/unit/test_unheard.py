"""Nothing that an author wrote is passed over without a word: files, stories, texts, translations."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from connect_etiquette import pipeline
from connect_etiquette.linkedin.page import selectors
from connect_etiquette.output import schemas_for_editors

from tests.support.rule_folders import FLAG, USUAL, layer, write
from tests.unit.test_errors import etiquette
from tests.unit.test_names import codes, findings

TIPS = "tips:\n  - {id: t, when: {a: yes}, text: T}\n"


def messages(folder: Path, code: str) -> list[str]:
    return [str(finding["message"]) for finding in findings(folder) if finding["code"] == code]


def test_a_name_of_nothing_is_told_as_one(tmp_path: Path) -> None:
    write(tmp_path, tips=TIPS.replace("id: t,", 'id: "",'))
    assert messages(tmp_path, "bad-value") == ["“” is not an id"]


def test_a_fact_may_be_called_as_a_key_of_rules_is(tmp_path: Path) -> None:
    folder = write(tmp_path / "rules", (("rest always → go",),), facts={"when": FLAG, "a": FLAG})
    rule_set = pipeline.check(folder).rule_set
    assert rule_set is not None
    assert schemas_for_editors(rule_set)["layer"]


# Files


@pytest.mark.parametrize(
    "name", ["tips.yml", "tips.YAML", "adjustments.yml", "etiquette/15-x.yml", "locales/de.yml", "scenarios/x.Yml"]
)
def test_a_file_that_is_not_read_is_said_to_be(name: str, tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(TIPS, "utf-8")
    (message,) = messages(tmp_path, "not-read")
    assert message.startswith(f"{tmp_path / name} is not read")


@pytest.mark.parametrize("name", ["locales", "etiquette", "scenarios", "linkedin"])
def test_a_link_to_a_folder_is_said_not_to_be_followed(name: str, tmp_path: Path) -> None:
    write(tmp_path / "rules")
    shutil.rmtree(tmp_path / "rules" / name, ignore_errors=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "rules" / name).symlink_to(tmp_path / "elsewhere")
    assert any("a link to a folder is not followed" in message for message in messages(tmp_path / "rules", "not-read"))


def test_a_file_of_linkedin_that_nobody_knows(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree("rules", rules)
    (rules / "linkedin" / "label.yaml").write_text("longest: 3\n", "utf-8")
    (found,) = [f for f in findings(rules) if f["code"] == "not-read"]
    assert "label.yaml" in str(found["message"])


@pytest.mark.parametrize("name", ["en", "en-GB-", "Deutsch"])
def test_what_is_no_other_language(name: str, tmp_path: Path) -> None:
    write(tmp_path, **{f"locales__{name}": "verdicts:\n  go: {word: Los}\n"})
    assert codes(tmp_path) == {"not-read"}


def test_a_build_leaves_what_else_is_there(tmp_path: Path) -> None:
    folder = write(tmp_path / "rules")
    target = tmp_path / "elsewhere"
    (target / "folder").mkdir(parents=True)
    for path in (target / "settings.txt", target / "folder" / "more.txt"):
        path.write_text("mine", "utf-8")
    before = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    assert etiquette("build", "--rules", folder, "--out", target).exit_code == 0
    assert {path: path.read_bytes() for path in before} == before
    assert json.loads((target / "schemas" / "layer.json").read_text("utf-8"))["title"] == "layer of this rule set"


# Stories

UNHEARD = {
    "facts beside rounds": "facts: {a: no}, rounds: [{at: 2026-03-10, who: Ada}], expect: go",
    "facts beside a present": "facts: {a: no}, now: 2026-03-10, expect: go",
    "facts beside people": "facts: {a: no}, people: {Ada: }, expect: go",
    "facts beside a page": "facts: {a: no}, page: [pending], expect: go",
    "one application beside many": "now: 2026-03-10, application: {}, applications: {Acme: }, people: {Ada: }, expect: go",
    "a mark that nothing reads": "now: 2026-03-10, page: [pendng], people: {Ada: }, expect: go",
    "a round that ends before it begins": 'now: 2026-03-10, rounds: [{at: 2026-03-10 14:00, until: "13:00", who: Ada}], expect: go',
    "no answer for anybody": "now: 2026-03-10, people: {Ada: }, expect: {}",
    "no answer for the facts": "facts: {a: no}, expect: {}",
    "no answer for one of two": "now: 2026-03-10, people: {Ada: , Ben: }, expect: {Ada: go}",
}


@pytest.mark.parametrize("name", sorted(UNHEARD))
def test_a_story_says_nothing_in_vain(name: str, tmp_path: Path) -> None:
    facts = {**USUAL, "a": FLAG.replace("}", ", page: {pending: yes}}")}
    assert codes(write(tmp_path, facts=facts, stories=[f"story: s, {UNHEARD[name]}"])), name


def test_a_person_of_a_round_belongs_where_the_round_does(tmp_path: Path) -> None:
    outcome = "{kind: choice, whose: application, says: o, values: {open: O, rejected: R}, unknown-counts-as: open}"
    layers = (("over {o: rejected} → wait",), ("rest always → go",))
    story = "story: s, now: 2026-03-10, applications: {Acme: {o: rejected}, Beta: }, rounds: [{at: 2026-03-11, who: Ada, of: Beta}], expect: go"
    assert codes(write(tmp_path, layers, {"o": outcome}, stories=[story])) == set()


def test_an_end_dated_ahead_of_the_clock_has_just_come(tmp_path: Path) -> None:
    outcome = "{kind: choice, whose: application, says: o, values: {open: O, hired: H}, unknown-counts-as: open, closes: [hired]}"
    layers = (("warm {a: yes, o: hired} → go", "cold {a: yes, o: open} → wait"), ("rest always → caution",))
    facts = {"a": FLAG, "o": outcome}
    told = "story: s, now: 2026-03-10, applications: {Acme: {o: hired on 2026-03-12 09:00}, Beta: }, people: {Ada: {in: [Acme, Beta], a: yes}}"
    write(tmp_path / "one", layers, facts, stories=[f"{told}, expect: 'wait, then nothing'"])
    assert codes(tmp_path / "one") == set(), findings(tmp_path / "one")
    cautious = (("warm {o: hired} → caution", "cold {o: open} → go"),)
    write(tmp_path / "other", cautious, facts, stories=[f"{told}, expect: 'go, then nothing'"])
    assert codes(tmp_path / "other") == set(), findings(tmp_path / "other")


def test_a_contradiction_in_a_timeline_has_its_word_and_its_reason(tmp_path: Path) -> None:
    folder = write(tmp_path, impossible=["imp {s: at least 2h, a: yes}"])
    result = etiquette(
        "explain", "--rules", folder, "--interview", "2026-03-10T14:00", "--at", "2026-03-10T15:30", "--set", "a=yes"
    )
    (line,) = (line for line in result.output.splitlines() if "“imp”" in line)
    assert "impossible" in line
    assert "It can't be." in line


# What stories cover

COVER = {
    "a threshold of a tip alone": (("r always → go",), "tips", ["{n: 0}", "{n: 3}"], []),
    "more than": (("r {n: more than 2} → wait", "q {n: at most 2} → go"), "", ["{n: 2}", "{n: 3}"], []),
    "more than, with 1 for 2": (("r {n: more than 2} → wait", "q {n: at most 2} → go"), "", ["{n: 1}", "{n: 3}"], []),
    "more than, one side": (
        ("r {n: more than 2} → wait", "q {n: at most 2} → go"),
        "",
        ["{n: 3}"],
        ["at most 2 rings"],
    ),
    "a point": (
        ("r {n: exactly 2} → wait", "q {n: {not: exactly 2}} → go"),
        "",
        ["{n: 2}", "{n: 1}"],
        ["more than 2 rings"],
    ),
}


@pytest.mark.parametrize("name", sorted(COVER))
def test_both_sides_of_a_threshold_are_shown_where_it_matters(name: str, tmp_path: Path) -> None:
    rules, tip, told, missing = COVER[name]
    stories = [f"story: s{index}, facts: {facts}, expect: {'wait' if ('3' in facts and len(rules) > 1) or (name == 'a point' and '2' in facts) else 'go'}" for index, facts in enumerate(told)]  # fmt: skip
    tips = "tips:\n  - {id: t, when: {n: at least 2}, text: T}\n"
    folder = write(tmp_path, (rules,), "n", stories=stories, **({"tips": tips} if tip else {}))
    assert [m.partition("being ")[2] for m in messages(folder, "uncovered-threshold")] == missing
    assert codes(folder) == set()


def test_a_threshold_counts_where_it_matters_and_nowhere_else(tmp_path: Path) -> None:
    layers = (("r1 {a: yes, n: at least 2} → wait", "r2 {a: no, n: at least 5} → caution"), ("rest always → go",))
    stories = [
        "story: s1, facts: {a: yes, n: 0}, expect: go",
        "story: s2, facts: {a: yes, n: 3}, expect: wait",
        "story: s3, facts: {a: no, n: 6}, expect: caution",
    ]
    assert messages(write(tmp_path, layers, "a n", stories=stories), "uncovered-threshold") == [
        "no scenario is decided by “n” being less than 5 rings"
    ]


# Texts

SOURCES = "situations:\n  x: {asks: QUESTION}\nsources:\n  - {id: i, title: TITLE, publisher: P, country: C, tier: A, seen: S, url: 'https://e.org', claims: [{situation: x, stance: go, says: CLAIM}]}\n"
INVISIBLE = ["\\u202e", "\\U000e0041", "\\u206a", "\\u00ad", "\\u115f", "\\ufff9", "\\u200b", "\\u2066"]
PLACES = (
    "word",
    "inline",
    "says",
    "label",
    "ask",
    "help",
    "headline",
    "tip",
    "asks",
    "title",
    "claim",
    "layer",
    "translation",
)


def placed(place: str, text: str, folder: Path) -> Path:
    """A rule folder with `text` (YAML) in one place."""
    quoted = f'"{text}"'
    asked = FLAG.replace("}", ", asked: on-request, ask: Ask?, help: Help.}")
    write(folder, facts={**USUAL, "a": asked}, tips=TIPS, locales__de="verdicts:\n  go: {word: Los}\n", sources=SOURCES)
    spots = {
        "word": ("verdicts.yaml", "word: Go"), "inline": ("verdicts.yaml", "inline: go"), "says": ("facts.yaml", "says: It is so"),
        "label": ("facts.yaml", "says: It is so,"), "ask": ("facts.yaml", "ask: Ask?"), "help": ("facts.yaml", "help: Help."),
        "headline": ("etiquette/10-layer.yaml", "headline: H"), "tip": ("tips.yaml", "text: T"), "asks": ("sources.yaml", "asks: QUESTION"),
        "title": ("sources.yaml", "title: TITLE"), "claim": ("sources.yaml", "says: CLAIM"), "layer": ("etiquette/10-layer.yaml", "layer: Layer 1"),
        "translation": ("locales/de.yaml", "word: Los"),
    }  # fmt: skip
    file, old = spots[place]
    new = f"says: x, values: {{yes: {quoted}}}," if place == "label" else f"{old.partition(':')[0]}: {quoted}"
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return folder


@pytest.mark.parametrize("character", INVISIBLE)
def test_no_text_anywhere_hides_or_steers(character: str, tmp_path: Path) -> None:
    for place in PLACES:
        found = messages(placed(place, f"go{character}od", tmp_path / place), "text-character")
        assert len(found) == 1, (place, found)


@pytest.mark.parametrize("place", ["word", "inline", "says", "label", "translation"])
def test_a_text_that_is_shown_as_it_is_has_no_placeholders(place: str, tmp_path: Path) -> None:
    assert len(messages(placed(place, "x {{ first_nam }}", tmp_path), "unknown-placeholder")) == 1


@pytest.mark.parametrize("place", ["word", "headline", "tip", "ask"])
@pytest.mark.parametrize("text", ["  ", "{# c #}", "{% if name %}{% endif %}", "{% raw %}x{% endraw %}"])
def test_a_text_shows_something_and_is_no_program(text: str, place: str, tmp_path: Path) -> None:
    assert codes(placed(place, text, tmp_path)) & {"text-syntax", "unknown-placeholder"}


@pytest.mark.parametrize("place", ["ask", "help"])
def test_check_says_of_questions_what_build_does(place: str, tmp_path: Path) -> None:
    assert codes(placed(place, "{{ nobody }}", tmp_path)) - {"needs-evidence"} == {"unknown-placeholder"}


def test_a_very_long_word_is_told_how_much_fits(tmp_path: Path) -> None:
    (message,) = messages(write(tmp_path, words=f"words:\n  w: {'x' * 5000}\n"), "text-too-long")
    assert message.endswith("4000 fit")


@pytest.mark.parametrize(("count", "shown"), [(3, "3 say go"), (0, "nobody says go")])
def test_a_count_can_be_asked_for(count: int, shown: str, tmp_path: Path) -> None:
    rule = layer(["rest always → go"]).replace("why: W", "situation: x, why: '{% if go %}{{ go }} say go{% else %}nobody says go{% endif %}'").replace("headline: H", "headline: '{% if go %}{{ go }} say go{% else %}nobody says go{% endif %}'")  # fmt: skip
    source = "  - {id: iN, title: T, publisher: P, country: C, tier: A, seen: S, url: 'https://e.org', claims: [{situation: x, stance: go, says: S}]}\n"
    sources = "situations:\n  x: {asks: Q}\nsources:\n" + "".join(source.replace("iN", f"i{n}") for n in range(count)) + source.replace("iN", "w").replace("stance: go", "stance: wait")  # fmt: skip
    folder = write(tmp_path, (), "a", etiquette__10_l=rule, sources=sources)
    assert etiquette("explain", "--rules", folder).output.splitlines()[0] == f"go  {shown}"


# Other languages


@pytest.mark.parametrize("value", ["[eins, zwei]", "true", "7", "{a: b}", ""])
def test_a_translation_is_text_or_missing(value: str, tmp_path: Path) -> None:
    folder = write(tmp_path, locales__de=f"verdicts:\n  go:\n    word: {value}\n")
    expected = (
        {"untranslated"}
        if not value
        else {"stale-translation", "untranslated"}
        if value == "{a: b}"
        else {"wrong-type", "untranslated"}
    )
    assert {f["code"] for f in findings(folder)} >= expected
    assert codes(folder) <= {"wrong-type"}
    from connect_etiquette import pipeline

    assert all(("verdicts", "go", "word") not in locale.texts for locale in pipeline.check(folder).locales)


def test_a_text_is_translated_once(tmp_path: Path) -> None:
    text = "verdicts:\n  go: {word: Los}\n"
    assert codes(write(tmp_path, locales__de__a=text, locales__de__b=text)) == {"duplicate-key"}


FORMS = {
    "pl": (["one", "few", "many"], ["zero", "two"]),
    "de": (["one", "other"], ["zero", "few", "two"]),
    "ja": (["other"], ["one", "few"]),
    "ar": (["zero", "one", "two", "few", "many", "other"], []),
}


@pytest.mark.parametrize("language", sorted(FORMS))
def test_a_word_that_counts_has_the_forms_of_its_language(language: str, tmp_path: Path) -> None:
    due, foreign = FORMS[language]
    words = "words:\n  n-one: '{{ count }} thing'\n  n-other: '{{ count }} things'\n"

    def said(forms: list[str], code: str) -> str:
        text = "words:\n" + "".join(f"  n-{form}: x\n" for form in forms)
        return " ".join(messages(write(tmp_path, words=words, **{f"locales__{language}": text}), code))

    def lacking(forms: list[str]) -> int:
        return int(said(forms, "untranslated").partition("lacks ")[2].partition(" ")[0])

    whole = lacking(due)
    assert said(due, "stale-translation") == ""
    for form in due:
        assert lacking([other for other in due if other != form] or ["many"]) == whole + 1
    for form in foreign:
        assert f"words · n-{form}" in said([*due, form], "stale-translation")


# The page


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("a, b", ["a", "b"]),
        (":is(a, [b])", [":is(a, [b])"]),
        ("button:not(.x, :is(y)), a", ["button:not(.x, :is(y))", "a"]),
        ('[x="a, (b"], c', ['[x="a, (b"]', "c"]),
        ('[x=\'a]\'], [y="\\", "]', ["[x='a]']", '[y="\\", "]']),
        (r"a\,b, c", [r"a\,b", "c"]),
    ],
)
def test_a_list_of_selectors_is_cut_between_them(listed: str, expected: list[str]) -> None:
    assert selectors(listed) == expected


# What nothing reads


def test_a_derived_fact_or_value_that_nothing_tells_apart(tmp_path: Path) -> None:
    moments = "derived:\n  m: {says: m, values: {x: X, y: Y, z: Z}, layers: [[{is: x, when: {a: yes}}], [{is: y, when: {b: yes}}], [{is: z, when: always}]]}\n  o: {says: o, values: {x: X, y: Y}, layers: [[{is: x, when: {a: yes}}], [{is: y, when: always}]]}\n"
    layers = (("r {m: [x, y]} → wait",), ("rest always → go",))
    folder = write(tmp_path, layers, "a b", moments=moments)
    assert messages(folder, "idle-fact") == ["nothing reads “o”"]
    assert messages(folder, "idle-value") == ["no rule tells “y” from “x” in “m”"]


def test_a_fact_that_only_quiet_days_read_is_read(tmp_path: Path) -> None:
    fact = "{kind: choice, whose: application, says: x, values: {open: O, over: X}, unknown-counts-as: open, asked: on-request, ask: Over?}"
    folder = write(
        tmp_path, (("rest always → go",),), {"o": fact}, cards="quiet-after:\n  - {fact: o, being: over, for: 2 days}\n"
    )
    assert messages(folder, "idle-fact") == []


NEVER = {
    "{not: less than 2h}": True,
    "{not: [less than 2h, at least 9h]}": True,
    "[{not: less than 2h}]": True,
    "[at least 9h, {not: less than 2h}]": True,
    "[never, at least 2h]": False,
    "{not: [never, less than 2h]}": False,
    "at least 2h": False,
    "{not: {not: at least 2h}}": False,
}


@pytest.mark.parametrize("condition", sorted(NEVER))
@pytest.mark.parametrize("place", ["rule", "tip", "note", "email", "impossible"])
def test_never_is_included_with_a_word(place: str, condition: str, tmp_path: Path) -> None:
    when = f"{{s: {condition}}}"
    files = {
        "tip": {"tips": f"tips:\n  - {{id: t, when: {when}, text: T}}\n"},
        "note": {"notes": f"notes:\n  - {{id: t, when: {when}, short: S, long: L}}\n"},
        "email": {"notes": f"notes: []\nemails:\n  - {{id: t, when: {when}, subject: S, body: B}}\n"},
    }.get(place, {})
    layers = ((f"r {when} → wait",), ("rest always → go",)) if place == "rule" else (("rest always → go",),)
    folder = write(tmp_path, layers, "s", impossible=[f"t {when}"] if place == "impossible" else (), **files)
    assert bool(messages(folder, "never-included")) == NEVER[condition]


def test_each_placeholder_of_a_text_is_looked_at(tmp_path: Path) -> None:
    for number, text in enumerate(
        ("{{ nobody }} {{ name }}", "{{ name }} {{ nobody }}", "{{ name }} {{ name }} {{ nobody }}")
    ):
        assert "unknown-placeholder" in codes(placed("headline", text, tmp_path / str(number))), text


def test_a_text_may_be_as_long_as_fits(tmp_path: Path) -> None:
    for length, told in ((48, []), (49, ["“headline” has 49 characters; 48 fit"])):
        rule = layer(["rest always → go"]).replace("headline: H", f"headline: {'H' * length}")
        folder = write(tmp_path / str(length), (), "a", etiquette__10_l=rule)
        assert messages(folder, "text-too-long") == told


def test_what_is_missing_is_missed_in_its_folder_and_a_name_that_is_none_at_its_place(tmp_path: Path) -> None:
    folder = write(tmp_path / "none")
    (folder / "verdicts.yaml").unlink()
    (missing,) = [one for one in findings(folder) if one["code"] == "missing-file"]
    assert missing["file"] == str(folder)
    moments = "derived:\n  m:\n    says: m\n    values: {X y: X, z: Z}\n    layers: [[{is: z, when: always}]]\n"
    (name,) = [
        one for one in findings(write(tmp_path / "name", moments=moments)) if "is not an id" in str(one["message"])
    ]
    assert (str(name["file"]).endswith("moments.yaml"), name["line"]) == (True, 4)
