"""Writes the parts of pages about invented people, and notes for each control its state and its owner."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

LABELS: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("labels.json").read_text("utf-8"))
NEW_CODES = {"in": "id", "iw": "he", "tl": "fil", "no": "nb", "zh_CN": "zh-CN", "zh_TW": "zh-TW"}
"""What a page's `lang` says where the words were gathered under another code."""

LONG = " ".join(["Wolfeschlegelsteinhausenbergerdorff"] * 4)[:120]
NASTY = (
    "Cher",
    "محمد العلي",
    "שרה כהן",
    "田中太郎",
    "이순신",
    "สมชาย ใจดี",
    "रामकृष्ण शर्मा",
    "Zoë Łącka-Ångström",
    "Ada 🚀 Stone",
    "🦄🦄",
    LONG,
    "Connect",
    "Invite",
    "Invite Ada to connect",
    "<b>Ada</b> & <script>Co</script>",
    "Conan \"Coco\" O’Brien 'X'",
    "Dr. Mia Fold (she/her), MBA, PhD",
    "Ivo\u00a0Spaced  Twice",
    "\u2067نور\u2069 Mixed",
    "John Smith",
    "John Smith Jr",
    "Page Owner",
)
"""Names that have broken somebody's extension. The last is also the name of whoever's profile is open."""


@dataclass(frozen=True)
class Person:
    """Somebody invented: `link_name` is how links write the name, where that differs from the labels."""

    name: str
    slug: str
    member: str
    opaque: str
    link_name: str

    @property
    def href(self) -> str:
        return f"https://www.linkedin.com/in/{quote(self.slug)}/"


def person(name: str, number: int, link_name: str | None = None) -> Person:
    """An invented person; every fifth slug is not ASCII, as LinkedIn allows."""
    slug = f"łącka-{number}-é" if number % 5 == 0 else f"person-{number}-{number * 7919 % 9973:x}"
    return Person(name, slug, str(100_000_000 + number), f"ACoAA{number:034d}", link_name or name)


@dataclass(frozen=True)
class Expected:
    """What a control must be taken for: its state, and its owner's slug. `slug` None with `member` is an owner by number."""

    state: str
    slug: str | None
    member: str | None = None


@dataclass
class Page:
    """A page to be read: its address, language, title and body, and what must be found in it, by mark."""

    surface: str
    path: str
    language: str
    title: str
    body: str = ""
    expected: dict[str, Expected] = field(default_factory=dict)
    misses: set[str] = field(default_factory=set)


class Writer:
    """Writes the parts of one page and notes what they must be taken for."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = LABELS[language]
        self.expected: dict[str, Expected] = {}
        self.misses: set[str] = set()
        self.marks = itertools.count()
        self.turn = 0

    def mark(self, expected: Expected | None) -> str:
        mark = str(next(self.marks))
        if expected is None:
            self.misses.add(mark)
        else:
            self.expected[mark] = expected
        return f'data-t="{mark}"'

    def invite(self, name: str) -> str:
        """The label of Connect; a language that has two frames uses them in turn."""
        frames = self.words["invite"]
        self.turn += 1
        return escape(frames[self.turn % len(frames)].replace("{r}", name))

    def connect(self, who: Person, *, as_: str = "link", extra: str = "") -> str:
        """A Connect control. `as_` says which signals it has: link, bare-link, key, button, plain, item, icon."""
        label = f'aria-label="{self.invite(who.name)}"'
        icon = '<span><svg id="connect-small" aria-hidden="true"/></span>'
        word = f"<span>{escape(self.words['connect'])}</span>"
        href = f'href="/preload/custom-invite/?vanityName={escape(who.slug)}"'
        key = f'componentkey="ConnectButtonstate:invitation:urn:li:member:{who.member}_connect"'
        mark = self.mark(Expected("connect", who.slug, who.member if as_ in ("key", "cut-key") else None))
        forms = {
            "link": f'<a aria-disabled="false" {href} {label} {extra} {mark}>{icon}{word}</a>',
            "search-link": f"<a {href.replace('custom', 'search-custom', 1)} {label} {extra} {mark}>{icon}{word}</a>",
            "bare-link": f'<a role="menuitem" {href} {key} {extra} {mark}>{word}</a>',
            "key": f'<button type="button" {key} {label} {extra} {mark}>{word}</button>',
            "cut-key": f'<button type="button" {key[:-4]}" {extra} {mark}>{word}</button>',
            "button": f'<button type="button" componentkey="8c1f" {label} {extra} {mark}>{icon}{word}</button>',
            "plain": f'<button class="artdeco-button" {label} {extra} {mark}>{word}</button>',
            "item": f'<div role="button" tabindex="0" {label} {extra} {mark}><svg data-test-icon="connect-medium"><use href="#connect-medium"/></svg>{word}</div>',
            "icon": f'<button {extra} {mark}><svg data-test-icon="connect-small"><use href="#connect-small"/></svg>{word}</button>',
        }
        return forms[as_]

    def pending(self, who: Person, *, as_: str) -> str:
        """A Pending control: by key, by icon, by the word, or by the whole label where that is known."""
        word = escape(self.words["pending"])
        mark = self.mark(Expected("pending", who.slug, who.member if as_ == "key" else None))
        forms = {
            "key": f'<a href="{who.href}" componentkey="ConnectButtonstate:invitation:urn:li:member:{who.member}_pending" {mark}><span>{word}</span></a>',
            "icon": f'<button type="button" {mark}><span><svg id="clock-small"/>{word}</span></button>',
            "word": f'<button type="button" aria-label="{word}; {escape(who.name)}" {mark}><span>{word}</span></button>',
            "link": f'<a href="{who.href}" {mark}><svg id="clock-small"/><span>{word}</span></a>',
        }
        return forms[as_]

    def misses_for(self, who: Person, shown: str = "") -> str:
        """Controls beside a Connect that are none: each is like one in all but one thing."""
        name, label = escape(who.name), self.invite(who.name)
        begun, ended = (escape(miss.replace("{r}", who.name)) for miss in almost(self.words["invite"][0]))
        none = self.mark
        return "".join(
            (
                f'<button aria-label="Follow {name}" componentkey="FollowButtonurn:li:fsd_followingState:urn:li:member:{who.member}_x" {none(None)}><svg id="add-small"/></button>',
                f'<a href="/messaging/compose/?recipient={who.opaque}" aria-label="Message {name}" {none(None)}><span>M</span></a>',
                f'<button aria-label="{begun}" {none(None)}>1</button>',
                f'<button aria-label="{ended}" {none(None)}>2</button>',
                f'<div aria-label="{label}" {none(None)}>not clickable</div>',
                f'<div componentkey="ConnectButtonstate:invitation:urn:li:member:{who.member}_pending" {none(None)}>{shown}</div>',
                f'<button componentkey="ConnectButtonstate:invitation:urn:li:member:{who.member}_con" {none(None)}>cut too short</button>',
                f'<button aria-label="{name}?" {none(None)}><svg id="close-small"/></button>',
                f'<a href="/company/connect-small/" {none(None)}>Connect Small</a>',
                f'<a href="/mynetwork/invite-connect/connections/" {none(None)}>268</a>',
            )
        )


def almost(frame: str) -> tuple[str, str]:
    """A frame with its first fixed sign missing, and one with its last: labels of something else."""
    before, _, after = frame.partition("{r}")
    begun = f"{before[1:]}{{r}}{after}" if before else f"{{r}}{after[2:]}"
    return begun, f"{before}{{r}}{after[:-1]}" if after else f"{before[:-2]}{{r}}"
