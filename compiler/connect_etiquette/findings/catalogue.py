"""Every kind of finding that there is: how serious it is, what it means, and what usually mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "remark"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the catalogue: how serious a finding is, what it means, and what usually mends it.

    A `cause` is about how something is written down: it is told before whatever is said of names and meanings. An error
    in `words_only` leaves the logic readable: the proofs go on after it.
    """

    severity: Severity
    meaning: str
    remedy: str
    cause: bool = False
    words_only: bool = False


CATALOGUE: dict[str, Kind] = {
    # Reading
    "unreadable": Kind("error", "A file or folder can't be read.", "Check the name and the permissions.", cause=True),
    "not-read": Kind(
        "error",
        "A file or folder that looks like a part of the rules and is none.",
        "Give it the name and place that are read, or move it elsewhere.",
        cause=True,
    ),
    "too-large": Kind(
        "error",
        "A file is too large, too deep, or there are too many; a fact has too many values and ranges;"
        " or stories tell more than can be tried.",
        "Split it, or remove what is not rules.",
        cause=True,
    ),
    "yaml-syntax": Kind(
        "error", "The text is not YAML.", "Mend the line; an editor with YAML support shows the same place.", cause=True
    ),
    "yaml-shape": Kind(
        "error", "The file holds YAML of the wrong kind.", "Compare it with its neighbours.", cause=True
    ),
    "duplicate-key": Kind(
        "error", "One key is written twice; only one could count.", "Remove or rename one of them.", cause=True
    ),
    "bad-number": Kind(
        "error", "A number is no number that can be compared.", "Write a plain number such as 24.", cause=True
    ),
    # Shape
    "missing-file": Kind("error", "A file that every rule set needs is not there.", "Create it.", cause=True),
    "missing-key": Kind("error", "Something has to be said and is not.", "Add the key.", cause=True),
    "unknown-key": Kind("error", "A key that the language does not have.", "Correct or remove it.", cause=True),
    "wrong-type": Kind(
        "error",
        "A value of the wrong kind, such as a number where text is expected.",
        "Write the kind that is asked for.",
        cause=True,
    ),
    "bad-value": Kind("error", "A value that can't stand here.", "Choose one of those named.", cause=True),
    # Names
    "unknown-fact": Kind(
        "error",
        "A condition names a fact that facts.yaml and moments.yaml do not declare.",
        "Correct the name, or declare the fact.",
    ),
    "unknown-value": Kind(
        "error", "A condition names a value that the fact does not have.", "Correct the value, or add it to the fact."
    ),
    "unknown-verdict": Kind(
        "error",
        "A rule gives a verdict that verdicts.yaml does not declare.",
        "Correct the name, or declare the verdict.",
    ),
    "unknown-source": Kind(
        "error",
        "A rule names a situation, point or source that nothing speaks about.",
        "Correct the name, or add the source.",
        words_only=True,
    ),
    "unknown-rule": Kind("error", "Something names a rule that does not exist.", "Correct the name."),
    "duplicate-id": Kind("error", "Two things have one id.", "Rename one of them."),
    "bad-condition": Kind(
        "error",
        "A condition can't be read.",
        "Write a value, a list of values, “not: …”, or a range such as “at least 24h”.",
    ),
    "empty-condition": Kind("error", "A condition that can never hold.", "Widen or remove it."),
    "cyclic-facts": Kind(
        "error",
        "Derived facts rest on each other in a circle.",
        "Break the circle: one of them has to rest on facts alone.",
    ),
    # Proofs
    "gap": Kind(
        "error", "A situation that no rule covers.", "Add a rule for it, or widen one; or declare it impossible."
    ),
    "clash": Kind(
        "error",
        "Two rules of one layer apply to the same situation.",
        "Narrow one of them, or move one to another layer.",
    ),
    "dead-rule": Kind("error", "A rule that can never win.", "Remove it, widen it, or move it to an earlier layer."),
    "impossible-rule": Kind(
        "error",
        "A rule or scenario that lies wholly inside situations declared impossible.",
        "Remove it, or correct the declaration.",
    ),
    "artefact": Kind(
        "error",
        "The compiled diagram and a plain reading of the rules disagree.",
        "This is a fault of the compiler: please report it with the rule folder.",
    ),
    "too-complex": Kind(
        "error",
        "The rules combine so many facts that the proof does not end in time.",
        "Use fewer facts in one rule set, or gather them in a derived fact.",
    ),
    "scenario": Kind("error", "A scenario does not get the outcome it expects.", "Correct the rules, or the story."),
    # Texts and evidence
    "text-too-long": Kind("error", "A text is longer than its place allows.", "Shorten it.", words_only=True),
    "text-syntax": Kind(
        "error",
        "A text template can't be read.",
        "Write placeholders as {{ name }} and choices as {% if name %}…{% endif %}.",
        words_only=True,
    ),
    "unknown-placeholder": Kind(
        "error", "A text uses a placeholder that does not exist there.", "Use one of those named.", words_only=True
    ),
    "count-of-nothing": Kind(
        "error",
        "A text counts voices, and its rule names no situation that they speak about.",
        "Add “situation: …”, or leave the count out.",
        words_only=True,
    ),
    "text-character": Kind(
        "error",
        "A text holds a control or direction character.",
        "Remove it; it changes how the text around it is shown.",
        words_only=True,
    ),
    "needs-until": Kind(
        "error",
        "A verdict that waits does not say until when.",
        "Add “until: …”: the clock, or the event in words.",
        words_only=True,
    ),
    "needs-authority": Kind(
        "error", "Thin advice says wait.", "Use a milder verdict, or name the authority it rests on.", words_only=True
    ),
    "against-advice": Kind(
        "error",
        "A rule says wait where more published advice says yes.",
        "Give a milder verdict, name the situation it rests on, or say “beyond-evidence: …”.",
        words_only=True,
    ),
    "two-sided-voice": Kind(
        "error",
        "One voice is counted on more than one side of a situation.",
        "Say “depends” for both claims, or “info” for the one that is no opinion.",
        words_only=True,
    ),
    "needs-evidence": Kind(
        "error", "A rule rests on nothing.", "Name its situation, or say “beyond-evidence: …”.", words_only=True
    ),
    "bad-page": Kind(
        "error",
        "The description of LinkedIn's page contradicts itself or can't be read.",
        "Correct it.",
        words_only=True,
    ),
    "bad-stamps": Kind(
        "error",
        "The generated file of stamps, locales/seen.json, can't be read.",
        "Let “etiquette texts --seen” write it anew.",
        words_only=True,
    ),
    # Output
    "unwritable": Kind(
        "error", "The output can't be written.", "Choose another folder with --out, or mend its permissions."
    ),
    # Warnings
    "idle-condition": Kind(
        "warning",
        "A condition that can be dropped without changing an outcome.",
        "Drop it, or check that it says what you mean.",
    ),
    "idle-value": Kind("warning", "A value that no rule tells apart from another.", "Remove it, or use it."),
    "idle-fact": Kind("warning", "A fact that nothing reads.", "Remove it, or use it."),
    "never-included": Kind(
        "warning",
        "“not” over a range also means “never happened”.",
        "Say “[never, …]” if that is meant, or name the range that is.",
    ),
    "uncovered-rule": Kind("warning", "No scenario shows this rule at work.", "Add a scenario that it decides."),
    "uncovered-threshold": Kind(
        "warning", "No scenario stands on one side of this threshold.", "Add a scenario just before or just after it."
    ),
    "unnumbered-layer": Kind(
        "warning",
        "A layer without a number of its own: layers count in the order of their files' names.",
        "Name the file by its place, such as 45-….yaml.",
    ),
    "stray-sign": Kind(
        "warning",
        "A sign cuts a text, or is shown and not meant so: # in a text without quotes, a single {, curly quotes.",
        'Put the text in straight quotes: "…".',
    ),
    "other-number": Kind(
        "warning",
        "A text speaks of an amount of time that its rule does not ask for.",
        "Name the limit, and write its name in both: {{ limit.first-day }}.",
    ),
    "unclear-until": Kind(
        "warning",
        "An “until” that does not say what ends the wait.",
        "Write “until: the clock” where time alone ends it, else the event in words: “until: you've met”.",
    ),
    "outdated-translation": Kind(
        "warning",
        "An English text has changed since it was translated.",
        "Look at the translation; then say so with “etiquette texts --seen”.",
    ),
    "untranslated": Kind("warning", "A text has no translation; English is shown meanwhile.", "Translate it."),
    "stale-translation": Kind("warning", "A translation of something that no longer exists.", "Remove it."),
    # Remarks
    "unchecked": Kind(
        "remark",
        "The rules are sound; whether some are idle could not be found out in time.",
        "Use fewer facts in one rule set.",
    ),
    "unstamped-translation": Kind(
        "remark",
        "Nothing says from which English a translation was made, so that a change of it would not be noticed.",
        "Look at it; then say so with “etiquette texts --seen”.",
    ),
    "redundant-rule": Kind(
        "remark",
        "Wherever this rule wins, the next in line gives the same verdict: it exists for its words.",
        "Say why it stands: “for-its-words: …”; or remove it.",
    ),
    "needed-rule": Kind(
        "remark",
        "A rule is said to exist for its words, and decides more than those.",
        "Look whether it says what you mean, and what a change near it did; if all is right, remove “for-its-words”.",
    ),
}
"""Every code that a finding can have. The author's guide prints this table."""

RANK: dict[Severity, int] = {"error": 0, "warning": 1, "remark": 2}


def catalogue_as_markdown() -> str:
    """The catalogue as the author's guide prints it: errors first; what each code means and what usually mends it."""
    rows = ["| code | level | what it means | what to do |", "|---|---|---|---|"]
    for code, kind in sorted(CATALOGUE.items(), key=lambda item: (RANK[item[1].severity], item[0])):
        rows.append(f"| `{code}` | {kind.severity} | {kind.meaning} | {kind.remedy} |")
    return "\n".join(rows) + "\n"
