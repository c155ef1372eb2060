"""The tip as a person reads it, in any language of the rules.

It is what `extension/engine/advice/advice.js` makes of an outcome.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..answers import Outcome, applies, decide, find_cell, tips, with_derived
from ..findings import Findings
from ..language import COUNTED, Agreement, Fact, Rule, fill, lower
from ..proof import Proved
from ..translations import Locale

ADA = {"first_name": "Ada", "name": "Ada Stone", "company": "Acme", "role": "engineer", "detail": ""}
"""What stands for people and companies when texts are shown to an author."""
NOTE = 200
"""Room in the note of a free account, in UTF-16 units, as `extension/engine/advice/advice.js` has it."""
WORDS = {
    "view-why": "Why?",
    "view-gain": "What it may bring:",
    "view-risk": "What it may cost:",
    "tip-sooner": "Sooner, if …",
    "view-tips": "Good to know",
    "view-note": "A note to go with it",
    "view-email": "An e-mail, drafted",
    "view-subject": "Subject:",
}
"""What stands before the parts of a tip where a rule set has no words of its own for it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A note or an e-mail: which rule it comes from, its heading, and its texts by their key."""

    rule: str
    heading: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tip:
    """Everything that is shown of an outcome, in finished words, and the drafts beside it."""

    headline: str
    change: str
    do: str
    sooner: tuple[str, ...]
    further: tuple[str, ...]
    why: tuple[str, ...]
    gain: str
    risk: str
    tips: tuple[str, ...]
    assumed: tuple[str, ...]
    agreement: str
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A rule set's texts in one language, with somebody's name put in."""

    proved: Proved
    locale: Locale
    kinds: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rules = self.proved.rule_set
        for kind, some in (
            ("rules", rules.decision.rules),
            ("adjustments", rules.adjustments),
            ("tips", rules.tips),
            ("notes", rules.notes),
            ("emails", rules.emails),
            ("impossible", rules.impossible),
        ):
            self.kinds.update((id(rule), kind) for rule in some)

    def text(self, rule: Rule, place: str, values: Mapping[str, str] = ADA) -> str:
        """A text of a rule; empty where it has none of this name."""
        if place not in rule.texts:
            return ""
        return fill(self.locale.text(self.kinds[id(rule)], rule.id, place, rule.texts[place]), values)

    def word(self, key: str, **values: str) -> str:
        """One of the interface's words, in this language, else as the rule set or the compiler has it in English."""
        english = self.proved.rule_set.words.get(key, [WORDS.get(key, "")])
        return fill(self.locale.text("words", key, "", english), values)

    def verdict(self, verdict: str, place: str = "word") -> str:
        """A verdict's word by itself, or `inline`."""
        known = self.proved.rule_set.verdicts[verdict]
        return fill(self.locale.text("verdicts", verdict, place, [getattr(known, place)]), {})

    def ask(self, fact: Fact) -> str:
        """The question that a fact is asked with."""
        english = lower(fact.ask, "ask", "question", fact.span, Findings())
        return fill(self.locale.text("facts", fact.id, "ask", english), ADA)

    def label(self, fact: Fact, value: str) -> str:
        """The word on the button of an answer."""
        return fill(self.locale.text("facts", fact.id, f"values.{value}", [(fact.labels or {}).get(value, value)]), {})

    def says(self, fact: Fact) -> str:
        return fill(self.locale.text("facts", fact.id, "says", [fact.says]), {})


def read_tip(voice: Voice, outcome: Outcome, change: str = "") -> Tip:
    """The tip of an outcome that is no contradiction; `change` says in words when it changes."""
    rule, main = outcome.rule, outcome.adjustment or outcome.rule
    beside = tips(voice.proved, outcome)
    further = [one for one in beside if "text" not in one.texts]
    return Tip(
        headline=voice.text(main, "headline"),
        change=change,
        do=voice.text(main, "do"),
        sooner=tuple(_sooner(voice, outcome)),
        further=tuple(f"{voice.text(one, 'headline')}. {voice.text(one, 'do')}" for one in further),
        why=tuple(voice.text(one, "why") for one in ((rule,) if main is rule else (main, rule))),
        gain=voice.text(rule, "gain"),
        risk=voice.text(rule, "risk"),
        tips=tuple(voice.text(one, "text") for one in beside if "text" in one.texts),
        assumed=tuple(_assumptions(voice, outcome)),
        agreement=_agreement(voice, rule),
        drafts=tuple(_drafts(voice, outcome)),
    )


def _sooner(voice: Voice, outcome: Outcome) -> Iterator[str]:
    """What would make it come sooner, where the rules offer that under the three lines."""
    proved = voice.proved
    cards = proved.rule_set.documents.get("cards.yaml")
    if cards is None or outcome.rule.id not in cards.get("sooner-under", ()):
        return
    for fact in proved.rule_set.facts.values():
        for value, words in (fact.sooner or {}).items():
            other = {**outcome.situation, fact.id: find_cell(proved.space, fact.id, value)}
            if decide(proved, other).verdict != outcome.verdict:
                yield fill(voice.locale.text("facts", fact.id, f"sooner.{value}", [words]), {})


def _assumptions(voice: Voice, outcome: Outcome) -> list[str]:
    """What was only assumed, of facts that the person may be asked about."""
    facts = [voice.proved.rule_set.facts[name] for name in outcome.assumed]
    return [
        voice.word("tip-assuming", says=voice.says(fact), answer=voice.label(fact, str(fact.unknown)))
        for fact in facts
        if fact.asked == "when-it-matters" and "tip-assuming" in voice.proved.rule_set.words
    ]


def _agreement(voice: Voice, rule: Rule) -> str:
    """How far advice agrees, what was asked, and how many said what."""
    found = rule.agreement
    key = f"agreement-{found.level}" + (f"-{found.leans}" if found.level == "most" else "")
    if not (said := voice.word(key)):
        return ""
    sentences = [f"{said}."]
    asks = voice.proved.rule_set.evidence.situations.get(rule.situation or "")
    if asks and found.level in COUNTED:
        sentences += _counted(voice, found, voice.locale.text("situations", rule.situation or "", "asks", [asks]))
    if rule.beyond_evidence and found.level != "own":
        sentences.append(voice.word("agreement-ours"))
    return " ".join(sentences)


def _counted(voice: Voice, found: Agreement, asks: Sequence[object]) -> list[str]:
    sides = {
        "yes": (found.go, found.more_go),
        "no": (found.wait, found.more_wait),
        "depends": (found.depends, found.more_depends),
    }
    told = []
    for side, (firm, more) in sides.items():
        count = " ".join([*([str(firm)] if firm else []), *([f"+{more}"] if more else [])])
        if count:
            told.append(voice.word(f"agreement-{side}", count=count))
    sentences = [voice.word("agreement-asked", says=fill(list(asks), {}), answer=", ".join(told))]
    if any(more for _, more in sides.values()):
        sentences.append(voice.word("agreement-plus"))
    return sentences


def _drafts(voice: Voice, outcome: Outcome) -> list[Draft]:
    """The note and the e-mail that would be offered: the first of each that applies."""
    rules, full = voice.proved.rule_set, with_derived(voice.proved, outcome.situation, outcome.verdict)
    drafts = []
    note = next((rule for rule in rules.notes if applies(voice.proved, rule, full)), None)
    if note is not None:
        forms = {place: _fitting(voice, note, place) for place in ("short", "long")}
        drafts.append(Draft(note.id, voice.word("view-note"), {key: text for key, text in forms.items() if text}))
    email = next((rule for rule in rules.emails if applies(voice.proved, rule, full)), None)
    if email is not None:
        texts = {place: voice.text(email, place) for place in ("subject", "body")}
        drafts.append(Draft(email.id, voice.word("view-email"), texts))
    return drafts


def _fitting(voice: Voice, note: Rule, place: str) -> str:
    """A note with as many of its details as fit; empty if it fits with none."""
    for left_out in ((), ("role",), ("role", "company")):
        text = voice.text(note, place, {**ADA, **dict.fromkeys(left_out, "")})
        if len(text.encode("utf-16-le")) // 2 <= NOTE:
            return text
    return ""
