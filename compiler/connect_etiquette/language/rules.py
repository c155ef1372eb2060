"""From shaped files to the rule set: rules are read, derived facts put in order, and everything named is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from ..findings import Finding, Findings, Span, did_you_mean
from ..source import Map, check_shape, kind_of
from .conditions import Test, Testable, read_when
from .evidence import NO_EVIDENCE, Evidence, check_name, check_points, read_sources
from .facts import DerivedFact, Fact, Verdict, check_asked_at, is_id, read_facts, read_verdicts
from .model import CLOCK, Decision, Rule, RuleSet
from .texts import check_all_characters, check_plain_texts, lower

AUTHORITIES = ("platform-rule", "instruction", "their-no", "your-own-no")
"""What a wait may rest on where published advice is thin."""

RULE_TEXTS = ("headline", "why", "do", "gain", "risk", "until", "chip")
_WHAT = {"impossible": "an impossible situation", "adjustments": "an adjustment", "emails": "an e-mail"}
"""What stands under a key; under the others, such as “rules”, it is one of them."""


def resolve(documents: Mapping[str, Map | None], folder: str, findings: Findings) -> RuleSet | None:
    """The rule set that the files of a folder (by path relative to it) make, or None if it lacks its foundations.

    Everything wrong becomes a finding; rules with findings are left out, so that the others are still checked.
    """
    shaped = _shaped(documents, findings)
    layers = [path for path in shaped if kind_of(path) == "layer"]
    _check_foundations(documents, folder, findings)
    _check_numbers(layers, shaped, findings)
    if "facts.yaml" not in shaped or "verdicts.yaml" not in shaped or not layers:
        return None
    facts = read_facts(shaped["facts.yaml"], findings)
    verdicts = read_verdicts(shaped["verdicts.yaml"], findings)
    check_asked_at(shaped["facts.yaml"], verdicts, findings)
    check_plain_texts(shaped["facts.yaml"], shaped["verdicts.yaml"], findings)
    evidence = read_sources(shaped["sources.yaml"], findings) if "sources.yaml" in shaped else NO_EVIDENCE
    for body in shaped["facts.yaml"]["facts"].values():
        check_points(body, evidence.points, findings)
    reader = _Reader(findings, evidence, {fact.id: fact for fact in facts.values() if fact.kind != "date"})
    derived, derivations = _derived(shaped.get("moments.yaml"), reader, facts)
    reader.known.update(derived)
    decision = Decision(
        "verdict",
        tuple(shaped[path]["layer"] for path in layers),
        tuple(rule for index, path in enumerate(layers) for rule in reader.layer(shaped[path], index, verdicts)),
    )
    impossible = tuple(reader.rules(shaped["facts.yaml"], "impossible", "", {}, ("because",)))
    turns, into, adjustments = _adjustments(shaped.get("adjustments.yaml"), reader, verdicts)
    declared_at = shaped["verdicts.yaml"].keys_at["verdicts"]
    reader.known["verdict"] = DerivedFact("verdict", "the verdict", tuple(verdicts), {}, declared_at)
    tips = tuple(reader.rules(shaped.get("tips.yaml"), "tips", "", {}, ("text",)))
    notes = tuple(reader.rules(shaped.get("notes.yaml"), "notes", "", {}, ("short", "long"), kind="note"))
    emails = tuple(reader.rules(shaped.get("notes.yaml"), "emails", "", {}, ("subject", "body"), kind="note"))
    words: Any = shaped["words.yaml"]["words"] if "words.yaml" in shaped else {}
    lowered = {key: lower(text, "words", "words", words.values_at[key], findings) for key, text in words.items()}
    check_all_characters(documents, findings)
    return RuleSet(
        facts,
        derived,
        derivations,
        verdicts,
        decision,
        impossible,
        turns,
        into,
        adjustments,
        tips,
        notes,
        emails,
        evidence,
        lowered,
        shaped,
    )


def _check_foundations(documents: Mapping[str, Map | None], folder: str, findings: Findings) -> None:
    """A finding for each file that no rule set can do without."""
    for needed in ("facts.yaml", "verdicts.yaml"):
        if needed not in documents:
            findings.add(Finding("missing-file", f"{folder}/{needed} is missing", file=folder))
    if not any(kind_of(path) == "layer" for path in documents):
        message = f"{folder}/etiquette holds no layer of rules"
        hint = "Create etiquette/10-first.yaml with “layer:” and “rules:”."
        findings.add(Finding("missing-file", message, file=folder, hint=hint))


def _check_numbers(layers: list[str], shaped: Mapping[str, Map], findings: Findings) -> None:
    """A finding for each layer whose file does not say by a number which place it has."""
    findings.extend(
        Finding("unnumbered-layer", f"{path} has no number: it comes after those that have one", shaped[path].span)
        for path in layers
        if not re.match("[0-9]", PurePosixPath(path).name)
    )


def _shaped(documents: Mapping[str, Map | None], findings: Findings) -> dict[str, Map]:
    shaped: dict[str, Map] = {}
    declared = documents.get("verdicts.yaml")
    verdicts = declared.get("verdicts") if declared else None
    choices = {"verdict": list(verdicts)} if isinstance(verdicts, Map) and verdicts else {}
    for path, document in documents.items():
        if document is None:
            continue
        kind = kind_of(path)
        if kind is None:
            if path.split("/")[0] not in ("linkedin", "locales"):
                findings.add(
                    Finding(
                        "yaml-shape",
                        f"{path} is no part of a rule set",
                        document.span,
                        hint="Layers belong into etiquette/, stories into scenarios/.",
                    )
                )
        elif check_shape(kind, document, findings, choices):
            shaped[path] = document
    return shaped


@dataclass(slots=True)
class _Reader:
    """Reads rules out of shaped documents. `known` grows as derived facts become available."""

    findings: Findings
    evidence: Evidence
    known: dict[str, Testable]
    ids: dict[str, tuple[str, Span]] = field(default_factory=dict)

    def layer(self, document: Map, index: int, verdicts: Mapping[str, Verdict]) -> Iterator[Rule]:
        """The rules of one layer file. Each has to give a known verdict and to rest on something."""
        for rule in self.rules(document, "rules", "verdict", verdicts, RULE_TEXTS, index):
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
            if verdict.thin_needs_authority and thin and not rule.authority:
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
        """The rules in `document[key]` that can be read. `outcome_key` names their answer, if they give one."""
        bodies: Any = document.get(key, ()) if document is not None else ()
        for body in bodies:
            if not self.claim(body["id"], _WHAT.get(key, f"a {key[:-1]}"), body.values_at["id"]):
                continue
            when = read_when(body["when"], body.values_at["when"], self.known, self.findings)
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
        check_name(body, "situation", self.evidence.situations, self.findings)
        for key in ("points", "gain-points", "risk-points", "shown-points"):
            check_points(body, self.evidence.points, self.findings, key)
        agreement = self.evidence.agreement(situation)
        counts = {"go": str(agreement.go), "wait": str(agreement.wait), "depends": str(agreement.depends)}
        texts = {
            place: lower(body[place], place, kind, body.values_at[place], self.findings, counts)
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


def _adjustments(
    document: Map | None, reader: _Reader, verdicts: Mapping[str, Verdict]
) -> tuple[str, str, tuple[Rule, ...]]:
    if document is None:
        return "", "", ()
    for key in ("turns", "into"):
        if document[key] not in verdicts:
            reader.findings.add(
                Finding(
                    "unknown-verdict",
                    f"there is no verdict “{document[key]}”",
                    document.values_at[key],
                    hint=did_you_mean(document[key], verdicts),
                )
            )
            return "", "", ()
    if verdicts[document["into"]].care <= verdicts[document["turns"]].care:
        reader.findings.add(
            Finding("bad-value", "an adjustment can only make an answer more careful", document.values_at["into"])
        )
        return "", "", ()
    rules = tuple(reader.rules(document, "adjustments", "", {}, ("headline", "why", "do")))
    return document["turns"], document["into"], rules


def _derived(
    document: Map | None, reader: _Reader, facts: Mapping[str, Fact]
) -> tuple[dict[str, DerivedFact], dict[str, Decision]]:
    if document is None:
        return {}, {}
    declared: dict[str, DerivedFact] = {}
    at = document["derived"].keys_at
    for name, body in document["derived"].items():
        if name in facts or name == "verdict":
            reader.findings.add(Finding("duplicate-id", f"“{name}” is already a fact", at[name]))
            continue
        for word, where in ((name, at[name]), *body["values"].keys_at.items()):
            if not is_id(word):
                hint = "Ids are small letters, digits and hyphens, and no word that means something else."
                reader.findings.add(Finding("bad-value", f"“{word}” is not an id", where, hint=hint))
        labels = dict(body["values"])
        points = tuple(body.get("points", ()))
        declared[name] = DerivedFact(name, body["says"], tuple(labels), labels, at[name], points)
        check_points(body, reader.evidence.points, reader.findings)
    known = {**reader.known, **declared}
    decisions = {name: _derivation(declared[name], document["derived"][name], known, reader) for name in declared}
    order = _in_order(decisions, declared, reader.findings)
    return {name: declared[name] for name in order}, {name: decisions[name] for name in order}


def _derivation(fact: DerivedFact, body: Map, known: dict[str, Testable], reader: _Reader) -> Decision:
    findings = reader.findings
    rules: list[Rule] = []
    used: dict[str, int] = {}
    for index, layer in enumerate(body["layers"]):
        for line in layer:
            value = line["is"]
            if value not in fact.values:
                findings.add(
                    Finding(
                        "unknown-value",
                        f"“{fact.id}” has no value “{value}”",
                        line.values_at["is"],
                        hint=did_you_mean(value, fact.values),
                    )
                )
                continue
            when = read_when(line["when"], line.values_at["when"], known, findings)
            if when is None:
                continue
            used[value] = used.get(value, 0) + 1
            # An id that is made up can't be one that an author may write.
            id_ = line.get("id", f"{fact.id}={value}" + (f"#{used[value]}" if used[value] > 1 else ""))
            if "id" in line and not reader.claim(id_, f"a line of “{fact.id}”", line.values_at["id"]):
                continue
            rules.append(Rule(id_, when, value, index, line.values_at["is"]))
    return Decision(fact.id, tuple(f"{fact.id} {n + 1}" for n in range(len(body["layers"]))), tuple(rules))


def _in_order(decisions: Mapping[str, Decision], declared: Mapping[str, DerivedFact], findings: Findings) -> list[str]:
    """Derived facts, each after those it rests on. Circles are findings, and their members are left out."""
    waiting = {
        name: {test.fact for rule in decision.rules for test in rule.when if test.fact in declared}
        for name, decision in decisions.items()
    }
    users: dict[str, list[str]] = {name: [] for name in decisions}
    for user, name in ((user, name) for user, others in waiting.items() for name in others):
        users[name].append(user)
    place = {name: at for at, name in enumerate(decisions)}
    order: list[str] = []
    ready = [name for name, others in waiting.items() if not others]
    while ready:
        order, done = order + ready, set(ready)
        freed = {user for name in ready for user in users[name]}
        waiting.update({user: waiting[user] - done for user in freed})
        ready = sorted((user for user in freed if not waiting[user]), key=place.__getitem__)
    if left := [name for name, others in waiting.items() if others]:
        names = ", ".join(f"“{name}”" for name in left)
        findings.add(Finding("cyclic-facts", f"{names} rest on each other in a circle", declared[left[0]].span))
    return order
