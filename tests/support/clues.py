"""Pages made of clues to one control's owner, each clue as it is, gone, doubled, contradicted, late, early or of another site.

A page is written from slots: what the control says itself (`link`, `key`, `label`) and what stands around it (the id of
its card, links, headings, the page's title and address). A slot holds the people that the clue speaks of. What must be
read follows from the slots alone and shares nothing with the extension: a control that speaks of two people is nobody's,
what it says of itself counts before its card, and its card only where all that it says is about one person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from tests.support.entries import FORMAT

Json = dict[str, Any]


@dataclass(frozen=True)
class Somebody:
    """Somebody invented and entered; no two share a word of their names."""

    name: str
    slug: str
    member: str
    opaque: str


ADA = Somebody("Ada Stone", "ada-stone-1", "100000001", f"ACoAA{1:034d}")
"""Whose control it is."""
BEN = Somebody("Ben Okoro", "ben-okoro-2", "100000002", f"ACoAA{2:034d}")
"""Of whom a clue that contradicts the others speaks."""
CLEO = Somebody("Cléo Marsh", "cléo-marsh-3", "100000003", f"ACoAA{3:034d}")
"""Whose profile was shown before in the same document."""
DAN = Somebody("Dan Vogel", "dan-vogel-4", "100000004", f"ACoAA{4:034d}")
"""Who is on the page as well: a mutual connection, or somebody with a row of their own."""
EVERYBODY = (ADA, BEN, CLEO, DAN)


@dataclass(frozen=True)
class Clue:
    """Of whom a clue speaks, and whether it is a link that leads to another site."""

    who: Somebody
    foreign: bool = False


Slots = dict[str, tuple[Clue, ...]]

OWN = ("link", "key", "label")
ADDRESSED = ("title", "address")
LINKS = ("link", "subject", "contact")


def records(seen: bool) -> Json:
    """Everybody entered by their profile; with `seen` their numbers and ids are known as well."""
    people = {
        who.slug: {
            "name": who.name,
            "profiles": [who.slug],
            "applications": ["a"],
            "answers": {},
            "aliases": {who.slug: [f"member:{who.member}", who.opaque.lower()]} if seen else {},
        }
        for who in EVERYBODY
    }
    meeting = {"application": "a", "start": "2026-03-10T14:00", "zone": "Europe/Berlin", "who": list(people)}
    application = {"company": "Example Ltd", "answers": {}}
    return {"format": FORMAT, "me": {}, "applications": {"a": application}, "rounds": {"r": meeting}, "people": people}


# Parts of pages

TOP = "com.linkedin.sdui.profile.card.ref"
KEY = "ConnectButtonstate:invitation:urn:li:member:"
ICON = '<svg id="connect-small" aria-hidden="true"></svg>'


def host(clue: Clue) -> str:
    return "https://elsewhere.example" if clue.foreign else "https://www.linkedin.com"


def two(clues: tuple[Clue, ...], first: str, second: str, value: Callable[[Somebody], str]) -> str:
    """One attribute for the first clue, another for the second; a single element can't say more."""
    return " ".join(f'{name}="{escape(value(clue.who))}"' for name, clue in zip((first, second), clues, strict=False))


def link_to(clue: Clue, text: str | None = None, rest: str = "", after: str = "/") -> str:
    shown = f"<p>{clue.who.name}</p>" if text is None else text
    return f'<a href="{host(clue)}/in/{clue.who.slug}{after}" {rest}>{shown}</a>'


def links(slots: Slots, slot: str = "subject", **more: str) -> str:
    return "".join(link_to(clue, **more) for clue in slots.get(slot, ()))


def heading(slots: Slots, tag: str = "h2") -> str:
    return "".join(f"<{tag}>{clue.who.name}</{tag}>" for clue in slots["heading"])


LABELS = {
    "connect": "Invite {} to connect",
    "pending": "Pending, click to withdraw invitation sent to {}",
    "received": "Accept {}’s invitation to connect",
    "withdrawn": "Invite {} to connect",
}
WORDS = {"connect": "Connect", "pending": "Pending", "received": "Accept", "withdrawn": "Connect"}


def control(
    slots: Slots,
    *,
    state: str = "connect",
    icon: str = ICON,
    role: str = "",
    href: str = "",
    mark: str = "x",
    tag: str = "button",
) -> str:
    """A control with what its slots say. A second label stands on an element inside, as menus have it."""
    link, key, label = (slots.get(slot, ()) for slot in OWN)
    attributes = [f'data-t="{mark}"', two(key, "componentkey", "id", lambda who: f"{KEY}{who.member}_{state}")]
    if link:
        query = "&amp;".join(f"vanityName={clue.who.slug}" for clue in link)
        href = f"{host(link[0])}/preload/custom-invite/?{query}"
    if href:
        tag = "a"
        attributes.append(f'href="{href}"')
    elif tag == "button":
        attributes.append('type="button"')
    if role:
        attributes.append(f'role="{role}"')
    inside = ""
    for index, clue in enumerate(label[:2]):
        text = escape(LABELS[state].format(clue.who.name))
        if index == 0:
            attributes.append(f'aria-label="{text}"')
        else:
            inside = f'<span aria-label="{text}"></span>'
    return f"<{tag} {' '.join(attributes)}>{icon}{inside}<span>{WORDS[state]}</span></{tag}>"


def other(who: Somebody, mark: str = "n") -> str:
    """Somebody else's control, which is always as it should be."""
    said = (Clue(who),)
    return control({"link": said, "key": said, "label": said}, mark=mark)


def mutual(who: Somebody = DAN) -> str:
    return f'<div><p><a href="https://www.linkedin.com/in/{who.slug}/"><strong>{who.name}</strong></a> is a mutual connection</p></div>'


def rail() -> str:
    return f"<aside><section><h3>More profiles for you</h3><div>{link_to(Clue(DAN))}<div>{other(DAN)}</div></div></section></aside>"
