"""Reads rules out of shaped documents: what each asks, gives and rests on; whatever it names is looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..findings import Finding, Findings, Span, did_you_mean
from ..source import Map
from .conditions import Test, Testable, read_when
from .evidence import Evidence, check_name, check_points
from .facts import Verdict
from .limits import NO_LIMITS, Limits
from .model import CLOCK, Rule
from .stray import count_of_nothing
from .texts import lower

AUTHORITIES = ("platform-rule", "instruction", "their-no", "your-own-no")
"""What a wait may rest on where published advice is thin."""

TEXTS = {
    "rules": ("headline", "why", "do", "gain", "risk", "until", "chip"),
    "adjustments": ("headline", "why", "do"),
    "tips": ("text",),
    "notes": ("short", "long"),
    "emails": ("subject", "body"),
    "impossible": ("because",),
}
"""The texts that each kind of thing with a condition may have."""
_WHAT = {"impossible": "an impossible situation", "adjustments": "an adjustment", "emails": "an e-mail"}
"""What stands under a key; under the others, such as “rules”, it is one of them."""


@dataclass(slots=True)
class Unread:
    """Facts that are declared by what can't be read: nothing is said of those who name them.

    With `all_others` the whole of moments.yaml can't be read, so that any name may stand there.
    """

    names: set[str] = field(default_factory=set)
    all_others: bool = False

    def __contains__(self, name: object) -> bool:
        return self.all_others or name in self.names


@dataclass(slots=True)
class Reader:
    """Reads rules out of shaped documents. `known` grows as derived facts become available."""

    findings: Findings
    evidence: Evidence
    known: dict[str, Testable]
    unread: Unread = field(default_factory=Unread)
    limits: Limits = NO_LIMITS
    ids: dict[str, tuple[str, Span]] = field(default_factory=dict)

    def layer(self, document: Map, index: int, verdicts: Mapping[str, Verdict]) -> Iterator[Rule]:
        """The rules of one layer file. Each has to give a known verdict and to rest on something."""
        for rule in self.rules(document, "rules", "verdict", verdicts, TEXTS["rules"], index):
            verdict = verdicts[rule.outcome]
            if verdict.says_until and "until" not in rule.texts:
                self.findings.add(
                    Finding(
                        "needs-until",
                        f"rule “{rule.id}” waits, but until when?",
                        rule.span,
                        rules=(rule.id,),
                        hint=f"Add “until: {CLOCK}”, or the event in words: “until: you've met”.",
                    )
                )
            thin = rule.agreement.level in ("few", "platform", "own")
            if verdict.thin_needs_authority and thin and self.evidence.whole and not rule.authority:
                self.findings.add(
                    Finding(
                        "needs-authority",
                        f"rule “{rule.id}” says {rule.outcome}, and few or none have written about it",
                        rule.span,
                        rules=(rule.id,),
                        hint=f"Add “authority: …” ({', '.join(AUTHORITIES)}) or give a milder verdict.",
                    )
                )
            if verdict.thin_needs_authority and rule.agreement.leans == "go" and not rule.beyond_evidence:
                asks = self.evidence.situations[rule.situation or ""]
                counts = f"{rule.agreement.go} say yes and {rule.agreement.wait} no or not yet"
                self.findings.add(
                    Finding(
                        "against-advice",
                        f"rule “{rule.id}” says {rule.outcome}, and of those asked “{asks}” {counts}",
                        rule.span,
                        rules=(rule.id,),
                        hint="Give a milder verdict, name another situation, or say “beyond-evidence: …”.",
                    )
                )
            yield rule

    def rules(
        self,
        document: Map | None,
        key: str,
        outcome_key: str,
        outcomes: Mapping[str, object],
        places: tuple[str, ...],
        layer: int = 0,
        kind: str = "rule",
    ) -> Iterator[Rule]:
        """The rules in `document[key]` that can be read. `outcome_key` names their outcome, if they give one."""
        bodies: Any = document.get(key, ()) if document is not None else ()
        for body in bodies:
            if not self.claim(body["id"], _WHAT.get(key, f"a {key[:-1]}"), body.values_at["id"]):
                continue
            when = self.when(body)
            outcome = body.get(outcome_key, "") if outcome_key else ""
            if outcome_key and outcome not in outcomes:
                self.findings.add(
                    Finding(
                        "unknown-verdict",
                        f"there is no verdict “{outcome}”",
                        body.values_at[outcome_key],
                        hint=did_you_mean(outcome, outcomes),
                    )
                )
                continue
            if when is None:
                continue
            rule = self._rule(body, when, outcome, layer, places, kind)
            if outcome_key == "verdict":
                self._check_grounds(body, rule)
            yield rule

    def when(self, body: Map) -> tuple[Test, ...] | None:
        """What the `when` of `body` asks; None with findings, or where what it names can't be read."""
        at = body.values_at["when"]
        return read_when(body["when"], at, self.known, self.findings, self.unread, self.limits.named)

    def claim(self, id_: str, what: str, span: Span) -> bool:
        """Whether `id_` is still free for `what`, which then has it. One id names one thing of all that have any."""
        if id_ in self.ids:
            other, first = self.ids[id_]
            message = f"“{id_}” is already the id of {other} in {first.seen_from(span)}"
            self.findings.add(Finding("duplicate-id", message, span, rules=(id_,)))
            return False
        self.ids[id_] = what, span
        return True

    def _rule(
        self, body: Map, when: tuple[Test, ...], outcome: str, layer: int, places: tuple[str, ...], kind: str
    ) -> Rule:
        situation = body.get("situation")
        if self.evidence.whole:
            check_name(body, "situation", self.evidence.situations, self.findings)
        for key in ("points", "gain-points", "risk-points", "shown-points"):
            check_points(body, self.evidence, self.findings, key)
        agreement = self.evidence.agreement(situation)
        counts = {"go": str(agreement.go), "wait": str(agreement.wait), "depends": str(agreement.depends)}
        # Of a rule that rests on nothing that is said, and with it all that follows.
        grounded = "verdict" not in body or not self.evidence.situations or "beyond-evidence" in body
        if situation is None and grounded:
            for place in places:
                if place in body and (found := count_of_nothing(body[place], place, body.values_at[place])):
                    self.findings.add(found)
        texts = {
            place: lower(body[place], place, kind, body.values_at[place], self.findings, counts, self.limits)
            for place in places
            if place in body
        }
        return Rule(
            body["id"],
            when,
            outcome,
            layer,
            body.values_at["id"],
            texts,
            situation,
            body.get("beyond-evidence", ""),
            body.get("for-its-words", ""),
            body.get("authority", ""),
            tuple(body.get("points", ())),
            tuple(body.get("gain-points", ())),
            tuple(body.get("risk-points", ())),
            tuple(body.get("shown-points", ())),
            agreement,
        )

    def _check_grounds(self, body: Map, rule: Rule) -> None:
        if rule.authority and rule.authority not in AUTHORITIES:
            self.findings.add(
                Finding(
                    "bad-value",
                    f"“{rule.authority}” is no authority",
                    body.values_at["authority"],
                    hint=did_you_mean(rule.authority, AUTHORITIES),
                )
            )
        if self.evidence.situations and rule.situation is None and not rule.beyond_evidence:
            self.findings.add(
                Finding("needs-evidence", f"rule “{rule.id}” rests on nothing", rule.span, rules=(rule.id,))
            )
