"""The mistakes of an author, 119 of them: what was typed, and what an author has to be told.

Each is one edit of a sound rule set, the guide's own or, where it says so, the house's. Told well is a mistake that gets
one finding, with this code, at the line that was edited (or the one that is named), in which these words stand.
"""

from __future__ import annotations

from dataclasses import dataclass

GUIDE, HOUSE = "guide", "house"

FACTS, MOMENTS, VERDICTS, SOURCES = "facts.yaml", "moments.yaml", "verdicts.yaml", "sources.yaml"
PLAIN, DEFAULTS = "etiquette/10-plain.yaml", "etiquette/20-defaults.yaml"
STORIES, GERMAN, TIPS, NOTES, ADJUST = (
    "scenarios/ringing.yaml",
    "locales/de.yaml",
    "tips.yaml",
    "notes.yaml",
    "adjustments.yaml",
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """In `path`, `good` became `bad`; an empty `good` appends, and “*” is the whole file, which “-” removes.

    `line` is where it is to be told if not at the first line that changed: its number, what stands in it, or 0 where it
    concerns a whole file. `folder` is the rule set.
    """

    path: str
    good: str
    bad: str
    code: str
    says: tuple[str, ...]
    line: int | str | None = None
    folder: str = GUIDE
    encoding: str = "utf-8"


def _m(path: str, good: str, bad: str, code: str, *says: str, line: int | str | None = None, folder: str = GUIDE, encoding: str = "utf-8") -> Mistake:  # fmt: skip
    return Mistake(path, good, bad, code, says, line, folder, encoding)


_THEY_SIT = "headline: They sit before you"
_STORY = "  - story: It can't wait\n    facts: {urgency: high, since-met: 3h}\n    expect: go by urgent\n"

MISTAKES: dict[str, Mistake] = {
    # How it is written
    "a key one space too far in": _m(PLAIN, "    situation: asked", "     situation: asked", "yaml-syntax", "1 space more than “do:”"),
    "a key one space too far out": _m(PLAIN, "    situation: asked", "   situation: asked", "yaml-syntax", "1 space less than “do:”"),
    "a colon forgotten": _m(PLAIN, "    verdict: wait", "    verdict wait", "yaml-syntax", "behind the key “verdict” a colon is missing"),
    "no space behind the colon": _m(PLAIN, "    verdict: wait", "    verdict:wait", "yaml-syntax", "a space is missing behind the colon"),
    "no space behind the colon in braces": _m(PLAIN, "{moment: together}", "{moment:together}", "yaml-syntax", "a space is missing behind the colon"),
    "no space behind the dash": _m(PLAIN, "  - id: together", "  -id: together", "yaml-syntax", "a space is missing behind the dash"),
    "an equals sign": _m(PLAIN, "    verdict: wait", "    verdict = wait", "yaml-syntax", "Write “verdict: wait”"),
    "a quote not closed": _m(PLAIN, _THEY_SIT, 'headline: "They sit before you', "yaml-syntax", "is not closed"),
    "a quote not closed at the end": _m(PLAIN, "    situation: asked\n", '    situation: asked\n    chip: "Ring\n', "yaml-syntax", "not closed"),
    "a colon in a text": _m(PLAIN, _THEY_SIT, "headline: Look: they sit before you", "yaml-syntax", "Put the text in quotes"),
    "an apostrophe in apostrophes": _m(PLAIN, _THEY_SIT, "headline: 'They've come'", "yaml-syntax", "the apostrophe closes the text"),
    "curly quotes around a colon": _m(PLAIN, _THEY_SIT, "headline: “Look: they sit”", "yaml-syntax", "curly quotes"),
    "curly quotes around an id": _m(PLAIN, "situation: asked", "situation: “asked”", "bad-value", "curly quotes", "Write asked"),
    "curly quotes around a text": _m(PLAIN, _THEY_SIT, "headline: “They sit before you”", "stray-sign", "curly quotes"),
    "a no-break space in the indent": _m(PLAIN, "    situation: asked", "   \u00a0situation: asked", "yaml-syntax", "no-break space"),
    "a no-break space behind a colon": _m(PLAIN, "{moment: together}", "{moment:\u00a0together}", "yaml-syntax", "no-break space"),
    "a text that begins with a dash": _m(PLAIN, _THEY_SIT, "headline: - They sit before you", "yaml-syntax", "begins with “- ” needs quotes"),
    "a text that begins with a placeholder": _m(PLAIN, 'why: "{{ go }} of the writers would ring when asked to, {{ wait }} would not."', "why: {{ go }} of the writers would ring.", "yaml-syntax", "begins with {{ needs quotes"),
    "a text that begins with an at": _m(PLAIN, _THEY_SIT, "headline: @They", "yaml-syntax", "Put the text in quotes"),
    "a text that begins with a star": _m(PLAIN, _THEY_SIT, "headline: *They*", "yaml-syntax", "put it in quotes"),
    "a text cut by a number sign": _m(PLAIN, _THEY_SIT, "headline: They sit #1 before you", "stray-sign", "ends before the #", "quotes"),
    "a tab": _m(PLAIN, "    situation: asked", "\tsituation: asked", "yaml-syntax", "a tab"),
    "a brace not closed": _m(PLAIN, "when: {moment: together}", "when: {moment: together", "yaml-syntax", "not closed"),
    "a bracket not closed": _m(DEFAULTS, "urgency: [none, some], since-promised: at least", "urgency: [none, some, since-promised: at least", "yaml-syntax", "not closed"),
    "a comma forgotten": _m(PLAIN, "{moment: [fresh, later], invited: yes}", "{moment: [fresh, later] invited: yes}", "yaml-syntax", "comma"),
    "a file in another encoding": _m(PLAIN, "They sit before you", "They sit in a café", "yaml-syntax", "not UTF-8", "UTF-8", encoding="latin-1"),
    "the first key without its colon": _m(GERMAN, "verdicts:", "verdicts", "yaml-syntax", "behind the key “verdicts” a colon is missing"),
    "an empty file": _m(TIPS, "*", "", "yaml-shape", "is empty"),
    "nothing but comments": _m(TIPS, "*", "# later\n", "yaml-shape", "nothing but comments"),
    "marks of a merge": _m(PLAIN, "    verdict: wait\n", "<<<<<<< HEAD\n    verdict: wait\n=======\n    verdict: go\n>>>>>>> other\n", "yaml-syntax", "a merge"),
    # Keys and values
    "a key misspelt": _m(PLAIN, "    headline: They sit", "    headlne: They sit", "unknown-key", "Did you mean “headline”?"),
    "a key that must be there": _m(PLAIN, "    do: Say it now.\n", "", "missing-key", "“together” has no “do”", line=4),
    "a key that there is not": _m(PLAIN, "    do: Say it now.\n", "    do: Say it now.\n    colour: red\n", "unknown-key", "can't have “colour”"),
    "a key twice": _m(PLAIN, "    do: Say it now.\n", "    do: Say it now.\n    do: Say it later.\n", "duplicate-key", "written twice"),
    "rules with nothing": _m(TIPS, "*", "tips:\n", "wrong-type", "is empty", "- id: …", line=1),
    "an id with a capital": _m(PLAIN, "id: together", "id: Together", "bad-value", "not an id", "Write “together”"),
    "an id with a space": _m(PLAIN, "id: together", "id: to gether", "bad-value", "not an id", "Write “to-gether”"),
    "an id twice": _m(PLAIN, "id: invited", "id: together", "duplicate-id", "already the id of a rule in line 4"),
    "no number for the layer": _m("etiquette/plain.yaml", "", "layer: More\nrules: []\n", "unnumbered-layer", "has no number", line=1),
    "a file in the wrong folder": _m("etiquete/30-more.yaml", "", "layer: More\nrules: []\n", "yaml-shape", "is no part of a rule set", line=1),
    "a file that ends in yml": _m("etiquette/30-more.yml", "", "layer: More\nrules: []\n", "not-read", "end in .yaml", line=0),
    "an icon that there is not": _m(VERDICTS, "icon: go", "icon: star", "bad-value", "can't be “star”", "hourglass"),
    "a tone that there is not": _m(VERDICTS, "tone: good", "tone: great", "bad-value", "can't be “great”", "Known: good, open, hold, quiet"),
    "a kind of fact that there is not": _m(FACTS, "kind: flag", "kind: boolean", "bad-value", "can't be “boolean”", "flag"),
    "somebody whose fact it can't be": _m(FACTS, "whose: person", "whose: people", "bad-value", "can't be “people”", "Known: me, application, person"),
    "a choice of one value": _m(FACTS, "values: {none: It can wait, some: Today, high: Right now}", "values: {none: It can wait}", "missing-key", "at least two values"),
    "a number without its unit": _m(FACTS, "    unit: rings\n", "", "missing-key", "needs its unit", line=17),
    "a fact that is asked without words": _m(FACTS, "    ask: How urgent is it?\n", "", "missing-key", "with what words", line=2),
    "no word for an unknown": _m(FACTS, "    ask: How urgent is it?\n    unknown-counts-as: none\n", "    ask: How urgent is it?\n", "missing-key", "what does an unknown count as", line=2),
    "an unknown that is no value": _m(FACTS, "unknown-counts-as: none", "unknown-counts-as: non", "unknown-value", "not one of its values", "Did you mean “none”?"),
    "an event that there is not": _m(FACTS, "reads: {since: meeting-end}", "reads: {since: meeting-ends}", "unknown-fact", "Did you mean “meeting-end”?"),
    "a file that every rule set needs": _m(VERDICTS, "*", "-", "missing-file", "verdicts.yaml is missing", line=0),
    # Names
    "a fact misspelt": _m(PLAIN, "when: {moment: together}", "when: {momnt: together}", "unknown-fact", "Did you mean “moment”?"),
    "a value misspelt": _m(PLAIN, "when: {moment: together}", "when: {moment: togehter}", "unknown-value", "Did you mean “together”?"),
    "a verdict misspelt": _m(PLAIN, "verdict: wait", "verdict: wiat", "unknown-verdict", "Did you mean “wait”?"),
    "a verdict with a capital": _m(PLAIN, "verdict: wait", "verdict: Wait", "bad-value", "Write “wait”"),
    "a situation misspelt": _m(PLAIN, "situation: asked", "situation: askd", "unknown-source", "Did you mean “asked”?"),
    "a point that there is not": _m(PLAIN, "    situation: asked", "    situation: asked\n    points: [P3]", "unknown-source", "there is no point “P3”"),
    "an authority that there is not": _m(PLAIN, "authority: your-own-no", "authority: your-own", "bad-value", "Did you mean “your-own-no”?"),
    "a fact renamed in one place": _m(FACTS, "  rings:\n", "  calls:\n", "unknown-fact", "there is no fact “rings”", line="rings: "),
    "a value renamed in one place": _m(FACTS, "high: Right now", "urgent: Right now", "unknown-value", "has no value “high”", line="urgency: high"),
    "true instead of yes": _m(PLAIN, "invited: yes", "invited: true", "unknown-value", "Write yes or no"),
    "Yes with a capital": _m(PLAIN, "invited: yes", "invited: Yes", "unknown-value", "Did you mean “yes”?"),
    "the reason of a rule beneath its verdict": _m(ADJUST, "turns: go", "turns: gone", "unknown-verdict", "Did you mean “go”?"),
    # Conditions
    "a sign instead of words": _m(DEFAULTS, "rings: at least 2", 'rings: ">= 2"', "bad-condition", "“at least 2”"),
    "a smaller sign": _m(MOMENTS, "since-met: less than 2h", 'since-met: "< 2h"', "bad-condition", "“less than 2h”"),
    "under instead of less than": _m(MOMENTS, "less than 2h", "under 2h", "bad-condition", "“less than 2h”"),
    "no comparison": _m(MOMENTS, "less than 2h", "2h", "bad-condition", "at least 2h", "less than 2h"),
    "no unit": _m(MOMENTS, "less than 2h", "less than 2", "bad-condition", "2 of what? Write 2h or 2 days"),
    "a unit of another kind": _m(DEFAULTS, "rings: at least 2", "rings: at least 2h", "bad-condition", "its unit is rings"),
    "hours of what is counted in days": _m(DEFAULTS, "since-promised: at least 1 day", "since-promised: at least 36h", "bad-condition", "calendar days"),
    "a word for the number": _m(MOMENTS, "less than 2h", "less than two hours", "bad-condition", "“less than 2"),
    "not before a value": _m(DEFAULTS, "urgency: high", "urgency: not none", "unknown-value", "{not: none}"),
    "or between values": _m(DEFAULTS, "urgency: [none, some], since-promised: at least 1 day", "urgency: none or some, since-promised: at least 1 day", "unknown-value", "[none, some]"),
    "never of what is always known": _m(DEFAULTS, "rings: at least 2", "rings: never", "bad-condition", "can't be “never”"),
    "a range of a choice": _m(DEFAULTS, "urgency: high", "urgency: at least some", "unknown-value", "has no value “at least some”"),
    "an empty list": _m(DEFAULTS, "urgency: high", "urgency: []", "bad-condition", "the list is empty"),
    "a range that is empty": _m(MOMENTS, "less than 2h", "at least 3h and less than 2h", "empty-condition", "can never hold"),
    "a when without facts": _m(PLAIN, "when: {moment: together}", "when: together", "bad-condition", "List facts"),
    "two lines that exclude each other": _m(DEFAULTS, "{moment: fresh}", "{moment: fresh, since-met: never}", "empty-condition", "“moment”", "“since-met”"),
    # Proofs
    "two rules that meet": _m(DEFAULTS, "{moment: later, rings: less than 2, urgency: high}", "{moment: later, urgency: high}", "clash", "“urgent” and “enough-for-today” (line 3) both apply", "To let “urgent” win", line="id: urgent"),
    "a rule too few": _m(DEFAULTS, "urgency: [none, some], since-promised: at least 1 day}", "urgency: some, since-promised: at least 1 day}", "gap", "no rule covers"),
    "a rule that never wins": _m(DEFAULTS, "", "  - id: again\n    when: {moment: together}\n    verdict: go\n    headline: H\n    why: W\n    do: D\n    beyond-evidence: Ours.\n", "dead-rule", "“together”", line="id: again"),
    "a declaration that covers a rule": _m(FACTS, "when: {with-them: yes, rings: at least 1}", "when: {with-them: yes}", "impossible-rule", "applies only in situations declared impossible", line="is: together"),
    "a circle": _m(MOMENTS, "{with-them: yes}", "{moment: fresh}", "cyclic-facts", "in a circle", line=2),
    "an adjustment that does not make it more careful": _m(ADJUST, "into: caution", "into: go", "bad-value", "more careful"),
    "a tip that can never be shown": _m(TIPS, "{verdict: go, urgency: some}", "{moment: together, verdict: go}", "dead-rule", "“be-brief” can never be shown", "the verdict is always another", line="id: be-brief"),
    "a note that can never be shown": _m(NOTES, "{verdict: [caution, wait], invited: no}", "{moment: together, verdict: go}", "dead-rule", "“missed-you” can never be shown", line="id: missed-you"),
    "a note whose lines exclude each other": _m(NOTES, "{verdict: [caution, wait], invited: no}", "{moment: fresh, since-met: never}", "empty-condition", "“moment”", "“since-met”"),
    "a wait without its end": _m(DEFAULTS, "    until: the clock\n", "", "needs-until", "“just-met” waits, but until when", "until: the clock", line="id: just-met"),
    "a wait on thin advice": _m(DEFAULTS, "    until: they ring back\n    headline: You have rung enough\n    why: Two missed calls say it already.\n    do: Write a line instead.\n    authority: your-own-no\n", "    until: they ring back\n    headline: You have rung enough\n    why: Two missed calls say it already.\n    do: Write a line instead.\n", "needs-authority", "authority", line="id: enough-for-today"),
    "a rule that rests on nothing": _m(PLAIN, "    situation: asked\n", "", "needs-evidence", "rests on nothing", line="id: invited"),
    "a fact that nothing reads": _m(FACTS, "\nimpossible:", "\n  busy:\n    kind: flag\n    whose: person\n    says: They are busy\n    unknown-counts-as: no\n\nimpossible:", "idle-fact", "“busy”", line="busy:"),
    # Texts
    "a headline too long": _m(PLAIN, _THEY_SIT, "headline: They sit before you and you could simply turn to them and say so", "text-too-long", "48 fit"),
    "a placeholder misspelt": _m(PLAIN, "{{ first_name }}", "{{ firstname }}", "unknown-placeholder", "Did you mean “first_name”?"),
    "a single brace": _m(PLAIN, "until: you part", "until: you leave {first_name}", "stray-sign", "{{ first_name }}"),
    "a placeholder with a hyphen": _m(PLAIN, "{{ first_name }}", "{{ first-name }}", "text-syntax", "{{ first_name }}"),
    "an if that is not closed": _m(PLAIN, "{% endif %}", "", "text-syntax", "{% endif %}"),
    "a count in a rule without a situation": _m(PLAIN, "why: A call would only interrupt your talk.", 'why: "{{ go }} writers say so."', "count-of-nothing", "no “situation”"),
    "a text of nothing": _m(PLAIN, _THEY_SIT, 'headline: " "', "text-syntax", "shows nothing"),
    "a direction mark": _m(PLAIN, _THEY_SIT, "headline: They \u202esit", "text-character", "right-to-left override"),
    # Evidence
    "a stance that there is not": _m(SOURCES, "stance: go", "stance: yes", "bad-value", "can't be “yes”", "go, no, wait"),
    "a tier that there is not": _m(SOURCES, "tier: A", "tier: a", "bad-value", "can't be “a”"),
    "an address without https": _m(SOURCES, '"https://example.org', '"example.org', "bad-value", "https://"),
    "a source without its publisher": _m(SOURCES, "    publisher: The Telephone Book\n", "", "missing-key", "has no “publisher”", line="id: telephone-book"),
    # Stories
    "a story that expects another answer": _m(STORIES, "expect: go by urgent", "expect: wait by urgent", "scenario", "expected wait, got go"),
    "an answer with a capital": _m(STORIES, "expect: go by urgent", "expect: Go by urgent", "unknown-verdict", "Did you mean “go”?"),
    "a rule misspelt in a story": _m(STORIES, "expect: go by urgent", "expect: go by urgnt", "unknown-rule", "Did you mean “urgent”?"),
    "the wrong day of the week": _m(STORIES, "now: Tue 2026-03-10 16:00", "now: Wed 2026-03-10 16:00", "bad-value", "is a Tue"),
    "a time without its nought": _m(STORIES, "now: Tue 2026-03-10 16:00", "now: Tue 2026-03-10 9:00", "bad-value", "Tue 2026-03-10 09:00"),
    "a day written out": _m(STORIES, "now: Tue 2026-03-10 16:00", "now: Tuesday 2026-03-10 16:00", "bad-value", "Tue 2026-03-10 16:00"),
    "a date as at home": _m(STORIES, "now: Tue 2026-03-10 16:00", "now: 10.03.2026 16:00", "bad-value", "2026-03-10 16:00"),
    "an unknown zone": _m(STORIES, "zone: Europe/Berlin", "zone: Europe/Berlim", "bad-value", "Europe/Berlin"),
    # Other languages
    "a misspelt key of a translation": _m(GERMAN, "  invited:\n", "  invitd:\n", "stale-translation", "Did you mean “invited”?", line="invitd"),
    "a misspelt kind of a translation": _m(GERMAN, "verdicts:", "verdict:", "stale-translation", "Did you mean “verdicts”?", line="verdict"),
    "an English text that changed": _m("etiquette/40-thanks-first.yaml", "headline: Give it at least a day", "headline: Give it time", "outdated-translation", "rules · first-day · headline", "de: ", "es: ", folder=HOUSE),
    "a word of the interface misspelt": _m("words.yaml", "  view-why:", "  view-wy:", "unknown-key", "nothing shows a word “view-wy”", "Did you mean “view-why”?", line="view-wy", folder=HOUSE),
    "a number that is not the rule's": _m(DEFAULTS, "why: You have only just parted.", "why: You parted 3 hours ago.", "other-number", "3 hours", "2h"),
    "a language that no browser speaks": _m("locales/german.yaml", "", "verdicts:\n  go: {word: Ruf an}\n", "not-read", "de", line=1),
}  # fmt: skip
