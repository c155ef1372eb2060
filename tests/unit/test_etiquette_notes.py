"""The drafts: whatever is missing they read well, fit, ask for nothing, and stand only where sending is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from connect_etiquette.answers import applies, decide, with_derived
from connect_etiquette.asking import from_values
from connect_etiquette.language import PLACEHOLDERS, Rule, fill

from tests.support.etiquette import etiquette, situations

NOTES = etiquette().rule_set.notes
EMAILS = etiquette().rule_set.emails
GIVEN = {"first_name": "Ada", "company": "Acme", "role": "data engineer", "detail": "the new platform"}

# What would ask something of the reader: a question, a favour, the job, the decision, or an answer.
ASKING = re.compile(
    r"[?]|please|could you|would you|can you|may i|let me know|hear (back|from)|hope|news|decision|decide|feedback"
    r"|favou?r|refer|recommend|consider me|vacan|opening|hire me|the job",
    re.IGNORECASE,
)

TRIED = 20_000
SAMPLE = 5_000
"""So many random situations, all with `--full`."""


def fillings() -> Iterator[dict[str, str]]:
    """Every way in which placeholders can be given and missing."""
    for given in product((True, False), repeat=len(PLACEHOLDERS["note"])):
        yield {name: GIVEN[name] for name, here in zip(PLACEHOLDERS["note"], given, strict=True) if here}


def reads_well(text: str) -> list[str]:
    """What is wrong with the look of `text`."""
    problems = []
    if re.search(r"[^\S\n]{2,}", text):
        problems.append("two spaces")
    if re.search(r"\s[,.;:!]", text) or re.search(r"[,;:]\s*[,.;:]", text):
        problems.append("a space or a comma before a mark")
    if re.search(r"[\[\](){}<>]|\bundefined\b|\bnull\b", text):
        problems.append("brackets")
    if not re.search(r"[.!]$", text):
        problems.append("no mark at its end")
    if not re.match(r"[A-Z]", text):
        problems.append("a small beginning")
    if re.search(r"\b(at|with|about|of|in|for|on|and|to)[.,]", text):
        problems.append("a word left hanging")
    return problems


@pytest.mark.parametrize("place", ["short", "long"])
@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
def test_a_note_reads_well_with_anything_missing(note: Rule, place: str) -> None:
    for values in fillings():
        text = fill(note.texts[place], values)
        assert reads_well(text) == [], (text, values)
        assert text.count("Ada") == ("first_name" in values)
        assert not ASKING.search(text), text


@pytest.mark.parametrize("email", EMAILS, ids=lambda email: email.id)
def test_an_email_reads_well_with_anything_missing(email: Rule) -> None:
    for values in fillings():
        subject, body = fill(email.texts["subject"], values), fill(email.texts["body"], values)
        assert reads_well(f"{subject}.") == [], (subject, values)
        paragraphs = body.split("\n\n")
        assert len(paragraphs) == 4, body
        assert all(paragraph == paragraph.strip() for paragraph in paragraphs), body
        assert reads_well(paragraphs[1]) == [], (body, values)
        assert reads_well(paragraphs[2]) == [], (body, values)
        assert not ASKING.search(body), body
        assert paragraphs[1].startswith("Thank you"), body
        # Whom they told no is interested in nothing any more, and nothing about them is open.
        over = email.id.endswith("after-a-no")
        for wanted in ("interested", "open"):
            assert (wanted in body) != over, f"the article's follow-up says thanks, interest and what is open: {wanted}"


@pytest.mark.parametrize("place", ["short", "long"])
@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
def test_a_note_fits_a_free_account(note: Rule, place: str) -> None:
    """With 30 units for every placeholder, counted in the filled text and not by the compiler's own reckoning."""
    longest = max(
        len(fill(note.texts[place], dict.fromkeys(values, "x" * 30)).encode("utf-16-le")) // 2 for values in fillings()
    )
    assert longest <= 200
    used = {name for name in PLACEHOLDERS["note"] if f"'{name}'" in str(note.texts[place])}
    assert len(used - {"first_name"}) <= 2


def test_every_situation_in_which_sending_is_right_has_one_draft_and_no_other_has_any(full: bool) -> None:
    """Fine now: exactly one, unless contact is ruled out. Your call: one at most. Wait or not needed: none."""
    proved = etiquette()
    strict = {proved.rule_set.facts["contact-rules"].values.index(v) for v in ("no-contact", "formal-panel", "match")}
    counted = {"go": 0, "caution": 0, "wait": 0, "not-needed": 0}
    for situation in situations(TRIED if full else SAMPLE):
        outcome = decide(proved, situation)
        if outcome.contradiction:
            continue
        full = with_derived(proved, situation, outcome.verdict)
        drafts = [note.id for note in NOTES if applies(proved, note, full)]
        meant = f"{drafts} with {outcome.verdict} from {outcome.rule.id}"
        counted[outcome.verdict] += 1
        base = proved.rule_set.turns if outcome.adjustment else outcome.verdict
        if outcome.verdict in ("wait", "not-needed"):
            assert drafts == [], meant
        elif base == "go" and situation["contact-rules"] not in strict:
            assert len(drafts) == 1, meant
        else:
            assert len(drafts) <= 1, meant
    assert min(counted.values()) > SAMPLE // 200, "every verdict was tried"


@pytest.mark.parametrize("rules", ["match", "no-contact"])
def test_there_are_no_drafts_where_contact_is_ruled_out(rules: str, full: bool) -> None:
    proved = etiquette()
    facts = proved.rule_set.facts
    tried = 0
    for situation in situations(TRIED if full else SAMPLE, seed=7):
        situation["contact-rules"] = facts["contact-rules"].values.index(rules)
        situation["outcome"] = facts["outcome"].values.index("open")
        outcome = decide(proved, situation)
        if outcome.contradiction:
            continue
        tried += 1
        full = with_derived(proved, situation, outcome.verdict)
        assert [draft.id for draft in (*NOTES, *EMAILS) if applies(proved, draft, full)] == []
    assert tried > SAMPLE // 2


def test_nobody_is_thanked_for_a_meeting_over_another_post() -> None:
    """Whoever was met last autumn for another post is not to be thanked for it now."""
    proved = etiquette()
    met = {"since-met": "150 days", "until-meeting": "72h"}
    for rounds, thanked in ((None, False), ("150 days", True)):
        values = met if rounds is None else {**met, "since-round": rounds}
        outcome = decide(proved, *from_values(proved, values))
        full = with_derived(proved, outcome.situation, outcome.verdict)
        beside = [rule.id for rule in (*proved.rule_set.tips, *EMAILS) if applies(proved, rule, full)]
        assert outcome.rule.id == "meet-again"
        assert ({"thank-within-a-day", "still-unsure", "email-thanks"} <= set(beside)) is thanked, beside


def test_an_agent_is_thanked_only_for_help_that_there_was() -> None:
    proved = etiquette()
    for values, note in (
        ({}, "note-agent-new"),
        ({"invited": "wrote"}, "note-agent"),
        ({"since-met": "30h"}, "note-agent"),
    ):
        outcome = decide(proved, *from_values(proved, {"part": "agency-recruiter", **values}))
        full = with_derived(proved, outcome.situation, outcome.verdict)
        assert [rule.id for rule in NOTES if applies(proved, rule, full)] == [note]
