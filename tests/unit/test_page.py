"""The knowledge of LinkedIn's page: what the compiler refuses, and what it makes of the rest."""

from __future__ import annotations

import itertools
import json
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest
from connect_etiquette.findings import Findings
from connect_etiquette.linkedin import Page, read_page
from connect_etiquette.linkedin.labels import plain
from connect_etiquette.output import find_paths
from connect_etiquette.source import read_folder

LABELS = json.loads((Path(__file__).parents[1] / "support" / "labels.json").read_text("utf-8"))


def read(folder: Path) -> tuple[Page | None, Findings]:
    findings = Findings()
    return read_page(read_folder(folder, findings), "rules", findings), findings


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of linkedin/ that a test may spoil."""
    shutil.copytree(find_paths().rules / "linkedin", tmp_path / "linkedin")
    return tmp_path


def spoil(rules: Path, name: str, old: str, new: str) -> list[str]:
    """What is found after `old` in linkedin/NAME.yaml became `new`: line and message."""
    file = rules / "linkedin" / f"{name}.yaml"
    text = file.read_text("utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), "utf-8")
    _, findings = read(rules)
    line = text[: text.index(old)].count("\n") + 1
    for finding in findings.items:
        assert finding.place[1] in (line, line + new.count("\n")), "the finding is not at the place of the fault"
    return [finding.message for finding in findings.items]


def test_the_rules_are_sound() -> None:
    page, findings = read(find_paths().rules)
    assert page is not None
    assert findings.items == []


def test_every_language_and_frame_that_is_known_is_there() -> None:
    page, _ = read(find_paths().rules)
    assert page is not None
    labels = page.as_data()["labels"]
    reads_as = labels["reads-as"]
    known = {(before, after, name) for before, after, _, names in labels["frames"] for name in names}
    for name, words in LABELS.items():
        for frame in words["invite"]:
            before, _, after = plain(frame, reads_as).partition("{r}")
            assert (before, after, name) in known
        assert labels["words"][name]["pending"] == plain(words["pending"], reads_as)
        assert labels["words"][name]["more"] == [plain(word, reads_as) for word in words["more"]]
        assert labels["words"][name]["degrees"] == [plain(word, reads_as) for word in words["degrees"]]
    assert set(labels["words"]) == set(LABELS)


MARKS = [sign for sign in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(sign).startswith("M")]
"""Every sign that may join the one before it."""


def test_no_name_grows_together_with_the_label_around_it() -> None:
    """Labels are compared composed, as a whole: a name that begins with an accent must leave the frame as it is."""
    page, _ = read(find_paths().rules)
    assert page is not None
    labels = page.as_data()["labels"]
    for before, after, *_ in labels["frames"]:
        assert unmoved(before, after, labels["reads-as"]) == [], before + "{r}" + after
    assert "\u0301" in unmoved("Invite", "", {}), "planted: a frame that does"


def unmoved(before: str, after: str, reads_as: dict[str, str]) -> list[str]:
    """The signs at a name's beginning that change the frame before it."""
    return [sign for sign in MARKS if not fits(before, f"{sign}x", after, reads_as)]


def fits(before: str, name: str, after: str, reads_as: dict[str, str]) -> bool:
    label = plain(before[-2:] + name + after[:2], reads_as)
    return label.startswith(before[-2:].lstrip(" ")) and label.endswith(after[:2].rstrip(" "))


def test_the_pairs_that_only_the_language_tells_apart_are_those_that_are_known() -> None:
    """A new frame that can be read in two ways across languages is a decision, not an accident."""
    page, _ = read(find_paths().rules)
    assert page is not None
    frames = [
        (before, after, name)
        for before, after, state, names in page.as_data()["labels"]["frames"]
        if state == "connect"
        for name in names
    ]
    pairs = [
        (one, other)
        for one, other in itertools.combinations(frames, 2)
        if one[2] != other[2]
        and (one[0].startswith(other[0]) or other[0].startswith(one[0]))
        and (one[1].endswith(other[1]) or other[1].endswith(one[1]))
    ]
    assert len(pairs) == 24


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'invite: ["{r} als Kontakt einladen"]',
            'invite: ["als Kontakt einladen"]',
            "“als Kontakt einladen” must hold {r} exactly once, where the name stands",
        ),
        (
            'invite: ["{r} als Kontakt einladen"]',
            'invite: ["{r} und {r} einladen"]',
            "“{r} und {r} einladen” must hold {r} exactly once, where the name stands",
        ),
        ('invite: ["{r} als Kontakt einladen"]', 'invite: [" {r} "]', "“ {r} ” would fit every label"),
        (
            'invite: ["{r} als Kontakt einladen"]',
            'invite: ["{r} als Kontakt einladen", "{r} als\\u00a0Kontakt  einladen"]',
            "in “de” the frame “{r} als Kontakt einladen” is written twice",
        ),
        (
            'invite: ["{r} als Kontakt einladen"]',
            'invite: ["{r} als Kontakt einladen", "Bitte {r} als Kontakt einladen"]',
            "in “de” one label fits both “{r} als Kontakt einladen” and “Bitte {r} als Kontakt einladen”, and names two people or two states",
        ),
        (
            'invite: ["{r} als Kontakt einladen"]',
            'invite: ["{r} als Kontakt einladen", "Lade {r}"]',
            "in “de” one label fits both “{r} als Kontakt einladen” and “Lade {r}”, and names two people or two states",
        ),
        ("id: in,", "id: xx,", "“id” stands for “xx”, and there is no such language"),
        ("id: in,", "de: in,", "“de” is a language of its own and can't stand for “in”"),
        (
            '"\'": ["\\u2018",',
            '"\'": ["ab",',
            "“ab” can't be read as “'”: single signs are replaced by one sign or none, once",
        ),
    ],
)
def test_labels_that_mislead_are_refused(rules: Path, old: str, new: str, message: str) -> None:
    assert spoil(rules, "labels", old, new) == [message]


def test_frames_that_differ_at_one_end_are_two_labels(rules: Path) -> None:
    frames = 'invite: ["Inviter {r} à rejoindre votre réseau", "Invitez {r} à rejoindre votre réseau"]'
    assert spoil(rules, "labels", frames, frames.replace("Inviter {r}", "Inviterez {r}")) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("signals", ":is(a, button, [role=button], [role=menuitem])", "a[", "the selector of “clickable” can't be read"),
        ("signals", "within: '[role=menuitem]'", "within: 'a::before'", "the selector of “within” names a pseudo-element"),
        ("owners", "- 'main section:has(h1)'", "- 'main >'", "the selector of “top” can't be read"),
        ("owners", 'never: \'body, main, [role=main]\'', "never: 'body >'", "the selector of “never” can't be read"),
        ("signals", "shortest: 5", "shortest: 1", "cut to 1 characters, “_connect” and “_pending” are the same"),
        ("signals", "pending: _pending", "pending: _pen", "“_pen” is shorter than the 5 characters that an end has at least"),
        ("signals", "at-once: [/mynetwork/]", "at-once: [mynetwork]", "item 1 of “at-once” can't be “mynetwork”"),
        ("placement", "most: 8", "most: 80", "“most” can't be 80"),
        ("names", "letters: {æ: ae,", "letters: {æ: 1,", "“æ” should be text, and is the number 1"),
        ("names", "addressed: [mr,", "addressed: ['mr(',", "item 1 of “addressed” can't be “mr(”"),
        ("names", "titles: [dr,", "titles: [Dr,", "item 1 of “titles” can't be “Dr”"),
        ("owners", "climb: 14", "climbs: 14", "“card” can't have “climbs”"),
    ],
)  # fmt: skip
def test_clues_that_cannot_be_read_are_refused(rules: Path, name: str, old: str, new: str, message: str) -> None:
    messages = spoil(rules, name, old, new)
    assert messages, "nothing was found"
    assert messages[0].startswith(message)


def test_links_are_looked_for_by_what_their_paths_share(rules: Path) -> None:
    """Each selector is a walk through the page. Where the paths share nothing each is looked for."""
    queries = []
    for paths in (
        "[/preload/custom-invite/, /preload/search-custom-invite/]",
        "[/preload/a/, /other/b/]",
        "[/preload/a/]",
    ):
        text = (find_paths().rules / "linkedin" / "signals.yaml").read_text("utf-8")
        start, end = text.index("paths: ") + len("paths: "), text.index("]", text.index("paths: ")) + 1
        (rules / "linkedin" / "signals.yaml").write_text(text[:start] + paths + text[end:], "utf-8")
        page, findings = read(rules)
        assert page is not None, findings.items
        queries.append([selector for selector in page.as_data()["query"] if selector.startswith("a[href")])
    assert queries == [
        ['a[href*="/preload/"]'],
        ['a[href*="/preload/a/"]', 'a[href*="/other/b/"]'],
        ['a[href*="/preload/a/"]'],
    ]


def test_a_missing_file_is_named(rules: Path) -> None:
    (rules / "linkedin" / "owners.yaml").unlink()
    page, findings = read(rules)
    assert page is None
    assert [f.message for f in findings.items] == [
        "rules/linkedin/owners.yaml is missing: without it no Connect button is recognised"
    ]
