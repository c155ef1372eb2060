"""What the rules say: short enough for a tip, from the interviewer's chair, and no stronger than what was read."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path

import pytest
from connect_etiquette.asking import Voice
from connect_etiquette.findings import Findings
from connect_etiquette.language import Rule, fill
from connect_etiquette.source import Map
from connect_etiquette.translations import read_locales

from tests.support.etiquette import checked, etiquette, winners

RULE_SET = etiquette().rule_set
RULES = RULE_SET.decision.rules
WORDS = 45
"""Words that headline, line of change and what to do may have together."""
DATE = "Wed, 11 Mar, 3:00 PM"
STRICT = ("match", "no-contact")


def written(kind: str) -> dict[str, Map]:
    """The rules as their authors wrote them, by id."""
    return {
        body["id"]: body
        for path, document in RULE_SET.documents.items()
        if path.startswith("etiquette/") or path.removesuffix(".yaml") == kind
        for body in document.get(kind, ())
    }


def change_line(rule: Rule) -> str:
    """The longest line that a tip can put under the headline of `rule`."""
    words = RULE_SET.words
    values = {"day": DATE, "next": max((v.inline for v in RULE_SET.verdicts.values()), key=lambda w: len(w.split()))}
    if "until" in rule.texts and not rule.waits_for_clock:
        lines = [words["tip-until-or-next"], words["tip-until-then-next"]]
        until = {"until": fill(rule.texts["until"], {})}
        return max((fill(line, {**values, **until}) for line in lines), key=lambda line: len(line.split()))
    return fill(words["tip-next"], values)


@pytest.mark.parametrize("rule", [*RULES, *RULE_SET.adjustments], ids=lambda rule: rule.id)
def test_the_answer_is_read_at_a_glance(rule: Rule) -> None:
    personal = {"first_name": "Ada", "name": "Ada Stone", "company": "Acme Works", "role": "data engineer"}
    said = [fill(rule.texts["headline"], personal), change_line(rule), fill(rule.texts["do"], personal)]
    count = sum(len(line.split()) for line in said)
    assert count <= WORDS, (count, said)
    assert count - len(said[1].split()) <= WORDS - 10, "ten words at least are left for the line of change"


@pytest.mark.parametrize("language", ["de", "es"])
def test_what_only_the_report_shows_is_in_each_language(language: str) -> None:
    run, proved = checked()
    (locale,) = [one for one in read_locales(run.documents, proved.rule_set, Findings()) if one.id == language]
    assert {key[0] for key in locale.reported} == {"layers", "derived", "points", "typical", "situations", "rules"}
    assert [key for key in locale.reported if key not in locale.texts] == []


@pytest.mark.parametrize("language", ["de", "es"])
def test_it_is_read_at_a_glance_in_other_languages_too(language: str) -> None:
    run, proved = checked()
    (locale,) = [one for one in read_locales(run.documents, proved.rule_set, Findings()) if one.id == language]
    voice = Voice(proved, locale)
    values = {
        "day": "Mi., 11. März, 15:00",
        "next": max((voice.verdict(v, "inline") for v in RULE_SET.verdicts), key=len),
    }
    found = {}
    for rule in (*RULES, *RULE_SET.adjustments):
        changes = [voice.word("tip-next", **values)]
        if "until" in rule.texts and not rule.waits_for_clock:
            until = voice.text(rule, "until")
            changes += [voice.word(key, until=until, **values) for key in ("tip-until-or-next", "tip-until-then-next")]
        change = max(changes, key=lambda line: len(line.split()))
        found[rule.id] = len(f"{voice.text(rule, 'headline')} {change} {voice.text(rule, 'do')}".split())
    assert min(found.values()) > 10
    assert {name: count for name, count in found.items() if count > WORDS} == {}


def test_the_nine_layers_are_those_and_in_that_order() -> None:
    assert RULE_SET.decision.layers == (
        "Settled",
        "Strict processes",
        "Their word",
        "Thanks first",
        "Norms",
        "Comfort",
        "Agencies and executives",
        "Relationships",
        "By moment",
    )


@pytest.mark.parametrize("rule", sorted(winners(outcome="open"), key=lambda rule: rule.id), ids=lambda rule: rule.id)
def test_before_a_decision_every_reason_looks_from_their_chair(rule: Rule) -> None:
    why = fill(rule.texts["why"], {})
    assert re.search(r"\b([Tt]hey|[Tt]hem|[Tt]heir)\b", why), why
    assert "chair" not in why, "a formula is skipped: say it as you would to a friend"
    assert "P20" in rule.points


def test_a_gain_or_a_risk_is_one_that_the_article_names() -> None:
    for rule in RULES:
        assert ("gain" in rule.texts) == bool(rule.gain_points), rule.id
        assert ("risk" in rule.texts) == bool(rule.risk_points), rule.id
    assert {point for rule in RULES for point in rule.gain_points} <= {"P3", "P4", "P5", "P13", "P18", "P19"}
    assert {point for rule in RULES for point in rule.risk_points} <= {"P6", "P7", "P8"}


def test_numbers_of_voices_are_counted_and_not_written() -> None:
    """“9 writers would …” comes from the sources at every build; an author can't write the figure."""
    number = re.compile(
        r"\b\d+ (?!hours are ours|managers)|\b(two|three|four|five|six|nine|ten) (voices|writers would)"
    )
    for body in written("rules").values():
        for place in ("headline", "why", "gain", "risk"):
            assert not number.search(str(body.get(place, ""))), (body["id"], body[place])


SIDES = ("go", "wait", "depends")


def told(language: str, kind: str) -> dict[str, Map]:
    """The texts of rules, adjustments or tips as they stand in the files of a language, by id."""
    if language == "en":
        return written(kind)
    run, _ = checked()
    files = (
        document for path, document in run.documents.items() if document and path.startswith(f"locales/{language}/")
    )
    return {item: body for document in files for item, body in (document.get(kind) or {}).items()}


def counted(text: str, counts: dict[str, str]) -> str:
    """A pattern for what is shown of a text: each count stands in its place, and whatever else is filled in."""
    places = (
        re.split(r"\{\{ | \}\}", part) for part in re.findall(r"\{\{ \w[\w-]* \}\}|(?:(?!\{\{).)+", text, re.DOTALL)
    )
    return "".join(
        re.escape(parts[0]) if len(parts) == 1 else rf"(?<!\d){counts[parts[1]]}(?!\d)" if parts[1] in counts else ".*?"
        for parts in places
    )


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_each_count_is_that_of_its_situation(language: str, built: Path) -> None:
    """None is left to be filled in by the browser, where nobody counts, and each figure is that of its own side, where this
    language has put it."""
    texts = json.loads((built / "chromium" / "bundle" / f"text.{language}.json").read_text("utf-8"))
    assert not re.search(r'"put": "(go|wait|depends)"', json.dumps(texts))
    asked = []
    for kind, rules in (("rules", RULES), ("adjustments", RULE_SET.adjustments), ("tips", RULE_SET.tips)):
        bodies = told(language, kind)
        for rule in rules:
            counts = {side: str(getattr(rule.agreement, side)) for side in SIDES}
            for place in rule.texts:
                text = str(bodies[rule.id].get(place, ""))
                sides = re.findall(r"\{\{ (go|wait|depends) \}\}", text)
                if sides:
                    asked += sides
                    shown = fill(texts[kind][rule.id][place], {})
                    assert re.fullmatch(counted(text, counts), shown, re.DOTALL), (rule.id, place, counts, shown)
    assert len(asked) > 30
    assert set(asked) == set(SIDES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_most_and_few_are_said_only_where_it_was_counted(rule: Rule) -> None:
    why = fill(rule.texts["why"], {})
    if re.search(r"\b[Mm]ost (writers|who write)|[Nn]early all|nobody is against", why):
        assert rule.agreement.level == "most", why
    if re.search(r"\b[Ff]ew (others )?have written", why):
        assert rule.agreement.level in ("few", "own"), why
    if re.search(r"\b[Nn]o source (speaks|treats|puts)|no source says", why):
        assert rule.agreement.level in ("few", "own"), why


def test_where_opinions_split_both_sides_are_told() -> None:
    """The reason gives both counts, and the answer is no plain one, unless twice as many would wait as would not."""
    split = [rule for rule in RULES if rule.agreement.level == "split"]
    assert {"deciding", "no-meeting"} <= {rule.id for rule in split}
    for rule in split:
        why = str(written("rules")[rule.id]["why"])
        assert "{{ go }}" in why, rule.id
        assert "{{ wait }}" in why, rule.id
        clear = rule.outcome == "wait" and rule.agreement.wait >= 2 * rule.agreement.go
        assert rule.outcome == "caution" or clear, rule.id


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_plain_answer_goes_with_those_who_agree(rule: Rule) -> None:
    """Where most agree that one should wait, no rule says “fine now”, and the other way round; thanks are no request."""
    against = {"go": "wait", "wait": "go"}.get(rule.outcome)
    if rule.agreement.level == "most" and rule.situation != "thanks":
        assert rule.agreement.leans != against, rule.id


def test_nobody_of_the_employer_is_to_be_thanked_where_contact_is_ruled_out() -> None:
    """An agency's recruiter is not the employer."""
    tried = {
        rule.id: rule
        for rules, part in product(STRICT, ("interviewer", "company-recruiter", "executive"))
        for rule in winners(outcome="open", contact_rules=rules, part=part)
    }
    assert {"match", "no-contact-after", "asked-and-no", "uneasy", "in-the-room"} <= set(tried)
    for rule in tried.values():
        assert "thank" not in fill(rule.texts["headline"], {}).lower(), rule.id
        assert "thank" not in fill(rule.texts["do"], {}).lower(), rule.id


URGED = {
    "en": r"\b(?:thank them|pass on your thanks|have not)\b",
    "de": r"\b(?:bedanke? dich|falls noch nicht|gibt? deinen dank|lass .* dank)\b",
    "es": r"\b(?:d[aá](?:le|selas)?(?: \w+)? las gracias|si aún no|transmit\w+ (?:tus gracias|tu agradecimiento))\b",
}
"""How a text asks for what “thanked” may have answered already."""


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_nobody_is_told_to_thank_who_has_said_that_they_did(language: str) -> None:
    run, proved = checked()
    locale = next((one for one in read_locales(run.documents, proved.rule_set, Findings()) if one.id == language), None)
    voice = Voice(proved, locale)
    # An agent passes on whatever one has to say; who sent an invitation is thanked for that.
    elsewhere = ("through-the-agent", "they-invited")
    tried = {rule.id: rule for rule in winners(thanked="yes") if rule.id not in elsewhere}
    assert {"permission", "not-again", "rejected", "recruiter-first-day", "informal-after"} <= set(tried)
    urging = {
        name: says for name, rule in tried.items() if re.search(URGED[language], says := voice.text(rule, "do").lower())
    }
    assert urging == {}
    not_yet = [voice.text(rule, "do").lower() for rule in winners(thanked="not-yet")]
    assert any(re.search(URGED[language], says) for says in not_yet), "the pattern finds what urges"


def test_no_tip_about_thanks_applies_where_contact_is_ruled_out() -> None:
    space = etiquette().space
    values = RULE_SET.facts["contact-rules"].values
    for tip in RULE_SET.tips:
        if "thank" in fill(tip.texts["text"], {}).lower() or tip.situation == "thanks":
            mask = space.box(tip).get("contact-rules", space.full("contact-rules"))
            assert not any(mask >> values.index(rules) & 1 for rules in STRICT), tip.id


def test_the_article_is_named_where_firmer_sources_hold_it_back() -> None:
    """Before the interview its permissions, after it its leaning to go: whoever is held back reads what it says."""
    for name in ("common-early", "confident-early", "common-after", "distance", "meet-again", "not-again", "deciding"):
        rule = next(rule for rule in RULES if rule.id == name)
        assert rule.outcome == "caution"
        assert re.search(r"\b[Tt]he article\b", fill(rule.texts["why"], {})), name


def test_texts_are_plain() -> None:
    """No exclamation, no shouting, nothing that counts as proof, no word for or against a person."""
    shouting = re.compile(r"!|\b[A-Z]{4,}\b|\b(proven|evidence|scientific|guarantee|must|always|never fails)\b")
    for rule in (*RULES, *RULE_SET.adjustments, *RULE_SET.tips):
        for place, text in rule.texts.items():
            found = shouting.search(fill(text, {}))
            assert not found, (rule.id, place, found)
