"""From shaped files to the rule set: rules are read, derived facts put in order, and everything named is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from ..findings import Finding, Findings, did_you_mean
from ..source import Map, check_shape, kind_of
from .conditions import AnyOf, Condition, Is, Testable, read_when
from .evidence import NO_EVIDENCE, UNREAD_EVIDENCE, Evidence, check_points, read_sources
from .facts import DerivedFact, Fact, Verdict, is_id, listed, read_facts, read_verdicts
from .limits import LIMIT_WORDS, Limits, read_limits, written_out
from .model import CLOCK, Decision, Rule, RuleSet
from .numbers import Numbers
from .reader import TEXTS, Reader
from .texts import check_all_characters, check_plain_texts, lower

_DAY = re.compile(r"([^\W\d]+\.?,? )?(\d{4}-\d\d?-\d\d?|\d\d?[./]\d\d?[./]\d{2,4})([ T]\S+)?")
"""A day of one year, with its weekday and time or without."""


def resolve(documents: Mapping[str, Map | None], folder: str, findings: Findings) -> RuleSet | None:
    """The rule set that the files of a folder (by path relative to it) make, or None if it lacks its foundations.

    Everything wrong becomes a finding; rules with findings are left out, so that the others are still checked.
    """
    shaped = _shaped(documents, findings)
    unread = {path for path in documents if path not in shaped}
    layers = [path for path in shaped if kind_of(path) == "layer"]
    _check_foundations(documents, folder, findings)
    _check_numbers(layers, shaped, findings)
    if "facts.yaml" not in shaped or "verdicts.yaml" not in shaped or not layers:
        return None
    words: Any = shaped["words.yaml"]["words"] if "words.yaml" in shaped else {}
    limits = Limits(read_limits(shaped["facts.yaml"], findings), {**LIMIT_WORDS, **words})
    facts = read_facts(written_out(shaped["facts.yaml"], limits.named), findings)
    verdicts = read_verdicts(shaped["verdicts.yaml"], findings)
    _check_asked_at(shaped["facts.yaml"], verdicts, findings)
    _check_renamings(shaped["facts.yaml"]["facts"], facts, findings)
    check_plain_texts(shaped["facts.yaml"], shaped["verdicts.yaml"], findings)
    evidence = _evidence(documents, shaped, folder, findings)
    for body in shaped["facts.yaml"]["facts"].values():
        check_points(body, evidence, findings)
    reader = Reader(findings, evidence, {fact.id: fact for fact in facts.values() if fact.kind != "date"})
    reader.unread.names.update(shaped["facts.yaml"]["facts"].keys() - facts.keys())
    reader.unread.all_others = "moments.yaml" in unread
    reader.limits = limits
    derived, derivations = _derived(shaped.get("moments.yaml"), reader, facts)
    reader.known.update(derived)
    decision = Decision(
        "verdict",
        tuple(shaped[path]["layer"] for path in layers),
        tuple(rule for index, path in enumerate(layers) for rule in reader.layer(shaped[path], index, verdicts)),
    )
    impossible = tuple(reader.rules(shaped["facts.yaml"], "impossible", "", {}, TEXTS["impossible"]))
    turns, into, adjustments = _adjustments(shaped.get("adjustments.yaml"), reader, verdicts)
    declared_at = shaped["verdicts.yaml"].keys_at["verdicts"]
    reader.known["verdict"] = DerivedFact("verdict", "the verdict", tuple(verdicts), {}, declared_at)
    tips = tuple(reader.rules(shaped.get("tips.yaml"), "tips", "", {}, TEXTS["tips"]))
    notes = tuple(reader.rules(shaped.get("notes.yaml"), "notes", "", {}, TEXTS["notes"], kind="note"))
    emails = tuple(reader.rules(shaped.get("notes.yaml"), "emails", "", {}, TEXTS["emails"], kind="note"))
    lowered = {
        key: lower(text, "words", "words", words.values_at[key], findings, limits=limits) for key, text in words.items()
    }
    check_all_characters(documents, findings)
    rule_set = RuleSet(
        facts, derived, derivations, verdicts, decision, impossible, turns, into, adjustments, tips, notes, emails,
        evidence, lowered, shaped, limits,
    )  # fmt: skip
    if not findings.failed:
        findings.extend(_other_numbers(rule_set))
        findings.extend(_unclear_untils(rule_set))
    return rule_set


def _other_numbers(rule_set: RuleSet) -> Iterator[Finding]:
    """A warning for each amount of time in a text of the rules that its rule does not ask for."""
    numbers = Numbers(rule_set)
    for path, document in rule_set.documents.items():
        for kind, places in TEXTS.items() if not path.startswith("scenarios/") else ():
            for body in document.get(kind, ()):
                for place in places:
                    if place in body:
                        span = body.values_at[place]
                        yield from numbers.others(kind, body["id"], place, body[place], span, rule_set.limits)


def _unclear_untils(rule_set: RuleSet) -> Iterator[Finding]:
    """A warning for each `until` that people would read as it stands and that was meant otherwise, and for each that
    counts on time where no time can end what the rule says."""
    rules = {rule.id: rule for rule in rule_set.decision.rules}
    for path, document in rule_set.documents.items():
        for body in document.get("rules", ()) if path.startswith("etiquette/") else ():
            if "until" not in body:
                continue
            said, span, rule = body["until"], body.values_at["until"], rules.get(body["id"])
            if said == CLOCK:
                if rule is not None and not _ends_by_time(rule, rule_set):
                    message = f"“{rule.id}” waits for the clock, and nothing that it asks changes by time alone"
                    hint = "Name the event that ends it: “until: you've met”; or ask a fact of the clock."
                    yield Finding("unclear-until", message, span, hint=hint, rules=(rule.id,))
            elif re.fullmatch(r"(the|a)?\s*clock\W*", said.strip(), re.IGNORECASE):
                hint = f"Write “until: {CLOCK}”."
                yield Finding("unclear-until", f"“{said}” is shown as it stands", span, hint=hint, rules=(body["id"],))
            elif _DAY.fullmatch(said.strip()):
                message = f"“{said}” is one day for everybody who ever reads it"
                yield Finding("unclear-until", message, span, rules=(body["id"],))


def _ends_by_time(rule: Rule, rule_set: RuleSet) -> bool:
    """Whether time can bring another outcome: by what the rule asks, or what a stronger one does that may take over,
    or what can't be."""
    others = [other for other in rule_set.decision.rules if other.layer < rule.layer and other.outcome != rule.outcome]
    stronger = (other for other in (*others, *rule_set.impossible) if _can_meet(rule, other))
    adjustments = rule_set.adjustments if rule.outcome == rule_set.turns else ()
    asked = {test.fact for one in (rule, *stronger, *adjustments) for test in one.when}
    for name, decision in reversed(rule_set.derivations.items()):
        if name in asked:
            asked |= {test.fact for line in decision.rules for test in line.when}
    facts = [rule_set.facts[name] for name in asked if name in rule_set.facts]
    # An answer that counts since an event counts no longer when the next one has come.
    return any(one.counts_since or (one.reads is not None and one.reads.how != "someone") for one in facts)


def _can_meet(rule: Rule, other: Rule) -> bool:
    """Whether no fact has to have one value for one of two rules and another for the other."""
    values = {test.fact: _values(test.condition) for test in rule.when}
    both = ((values.get(test.fact), _values(test.condition)) for test in other.when)
    return all(not one or not two or one & two for one, two in both)


def _values(condition: Condition) -> set[str]:
    """The values that a condition names; empty where it asks for something else."""
    parts = condition.parts if isinstance(condition, AnyOf) else (condition,)
    return {part.value for part in parts if isinstance(part, Is)} if all(isinstance(p, Is) for p in parts) else set()


def _check_asked_at(document: Map, verdicts: Mapping[str, Verdict], findings: Findings) -> None:
    """A finding for each question of `document` (of shape `facts`) that waits for a verdict that does not exist."""
    for body in document["facts"].values():
        for verdict in listed(body.get("asked-at", ())):
            if verdict not in verdicts:
                hint = did_you_mean(verdict, verdicts)
                where = body.values_at["asked-at"]
                findings.add(Finding("unknown-verdict", f"there is no verdict “{verdict}”", where, hint=hint))


def _check_renamings(declared: Map, facts: Mapping[str, Fact], findings: Findings) -> None:
    """A finding for each earlier name that can't be told from another: of a fact that is there, or of two at once."""
    taken: dict[str, str] = dict.fromkeys(declared, "")
    for fact in facts.values():
        body = declared[fact.id]

        def bad(message: str, key: str, body: Map = body, name: str = fact.id) -> None:
            hint = "Name an id that it had before and that nothing has now."
            findings.add(Finding("bad-value", f"fact “{name}”: {message}", body.values_at[key], hint=hint))

        for old in fact.was:
            if old in taken:
                other = f"“{taken[old]}” was so too" if taken[old] else "there is a fact of this name"
                bad(f"it can't be the one that was “{old}”: {other}", "was")
            taken.setdefault(old, fact.id)
        seen: set[str] = set()
        for value, olds in body.get("values-were", {}).items():
            if value not in fact.values:
                bad(f"“values-were” names “{value}”, which is not one of its values", "values-were")
            for old in listed(olds):
                if old in fact.values or old in seen:
                    other = "there is a value of this name" if old in fact.values else "another value was so too"
                    bad(f"“{value}” can't be what was “{old}”: {other}", "values-were")
                seen.add(old)


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
    """A finding for each layer whose file does not say by a number of its own which place it has."""
    first: dict[int, str] = {}
    for path in layers:
        number = re.match("[0-9]+", PurePosixPath(path).name)
        if number is None:
            message = f"{path} has no number: it comes after those that have one"
            findings.add(Finding("unnumbered-layer", message, shaped[path].span))
        elif (before := first.setdefault(int(number[0]), path)) != path:
            message = f"{path} has the number of {PurePosixPath(before).name}, which comes first by its name alone"
            hint = "Give it a number of its own."
            findings.add(Finding("unnumbered-layer", message, shaped[path].span, hint=hint))


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


def _evidence(
    documents: Mapping[str, Map | None], shaped: Mapping[str, Map], folder: str, findings: Findings
) -> Evidence:
    """What sources.yaml says; nothing where there is none, and nobody misses it."""
    if "sources.yaml" in shaped:
        return read_sources(shaped["sources.yaml"], findings)
    if "sources.yaml" in documents:
        return UNREAD_EVIDENCE
    for path, document in shaped.items():
        for body in document.get("rules", ()) if kind_of(path) == "layer" else ():
            if "situation" in body:
                hint = "Create sources.yaml, which says what each situation asks and who says what about it."
                message = f"“{body['id']}” rests on a situation, and {folder}/sources.yaml is missing"
                findings.add(Finding("missing-file", message, body.values_at["situation"], hint=hint))
                return UNREAD_EVIDENCE
    return NO_EVIDENCE


def _adjustments(
    document: Map | None, reader: Reader, verdicts: Mapping[str, Verdict]
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
            Finding("bad-value", "an adjustment can only make an outcome more careful", document.values_at["into"])
        )
        return "", "", ()
    rules = tuple(reader.rules(document, "adjustments", "", {}, TEXTS["adjustments"]))
    return document["turns"], document["into"], rules


def _derived(
    document: Map | None, reader: Reader, facts: Mapping[str, Fact]
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
        check_points(body, reader.evidence, reader.findings)
    known = {**reader.known, **declared}
    decisions = {name: _derivation(declared[name], document["derived"][name], known, reader) for name in declared}
    order = _in_order(decisions, declared, reader.findings)
    reader.unread.names.update(declared.keys() - set(order))
    return {name: declared[name] for name in order}, {name: decisions[name] for name in order}


def _derivation(fact: DerivedFact, body: Map, known: dict[str, Testable], reader: Reader) -> Decision:
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
            when = read_when(line["when"], line.values_at["when"], known, findings, reader.unread, reader.limits.named)
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
