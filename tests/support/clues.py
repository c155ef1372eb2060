"""Pages made of clues to one control's owner, each clue as it is, gone, doubled, contradicted, late, early or of another site.

A page is written from slots: what the control says itself (`link`, `key`, `label`) and what stands around it (the id of
its card, links, headings, the page's title and address). A slot holds the people that the clue speaks of. What must be
read follows from the slots alone and shares nothing with the extension: a control that speaks of two people is nobody's,
what it says of itself counts before its card, and its card only where all that it says is about one person.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
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


# Surfaces

Write = Callable[[Slots], str]


def top_card(row: Write, before: Write = lambda _: "", after: Write = lambda _: "") -> Write:
    """A profile of the newer front end: what its top card says of the person, and a row of controls."""

    def write(slots: Slots) -> str:
        key = two(slots["id"], "componentkey", "id", lambda who: f"{TOP}{who.opaque}Topcard")
        verified = "".join(
            f'<div componentkey="ProfileVerificationTriggerRef-{clue.who.slug}"></div>' for clue in slots["verified"]
        )
        contact = links(slots, "contact", text="Contact info", after="/overlay/contact-info/")
        return (
            f"<div><h2>0 notifications</h2>{before(slots)}<main><div {key}><section>{verified}{heading(slots)}<p>· 2nd</p>"
            f"<p>Head of Widgets</p>{contact}<div>{row(slots)}</div></section></div>"
            f"<div><h2>Explore Premium profiles</h2></div>{rail()}</main>{after(slots)}</div>"
        )

    return write


def row_of(**more: str) -> Write:
    """The row of a top card with the control and what usually stands beside it."""
    return lambda slots: f'{control(slots, **more)}<button aria-expanded="false">More</button>'


def bar(slots: Slots) -> str:
    """The toolbar that shows itself when the top card is out of view: a place of its own with its own link and name."""
    names = links(slots, "subject")
    return f'<div role="toolbar" style="position:sticky;top:0;height:56px;width:90vw">{names}<div>{control(slots)}</div></div>'


def nothing_to_press(_: Slots) -> str:
    return '<button aria-expanded="true">More</button>'


def menu(slots: Slots) -> str:
    """Connect in the menu that is open; its words may be those of an element inside the item."""
    label = "".join(f'<span aria-label="{LABELS["connect"].format(c.who.name)}">Connect</span>' for c in slots["label"])
    item = control({**slots, "label": ()}, role="menuitem", icon=label, tag="div")
    report = link_to(Clue(CLEO), "Report", 'role="menuitem"')
    return (
        f'<div popover="manual"><div role="menu"><div role="menuitem">About this member</div>{item}{report}</div></div>'
    )


def search_link(slots: Slots) -> str:
    """A row that is one link and holds links: its person's, and those of mutual connections."""
    row = "".join(
        f'<a href="{host(c)}/in/{c.who.slug}/"><div><p><a href="{host(c)}/in/{c.who.slug}/">{c.who.name}</a><span> • 2nd</span></p>'
        for c in slots["subject"][:1]
    )
    more = links({"subject": slots["subject"][1:]})
    key = two(slots["id"], "componentkey", "id", lambda who: f"SearchResults{who.opaque}")
    end = "</div></a>" if row else ""
    return listed(f"{row}{more}<p>Director</p><div {key}><div>{control(slots)}</div></div>{mutual()}{end}")


def listed(own: str) -> str:
    """A list in which somebody else has the next row, and a third person one without a control of ours."""
    rest = f'<div role="listitem">{link_to(Clue(CLEO))}<button aria-label="Message Cléo">Message</button></div>'
    return f'<main><h2>People</h2><div role="list"><div role="listitem">{own}</div><div role="listitem">{link_to(Clue(DAN))}{other(DAN)}</div>{rest}</div></main>'


def ember_search(slots: Slots) -> str:
    urn = "".join(f'data-chameleon-result-urn="urn:li:member:{c.who.member}"' for c in slots["id"][:1])
    named = "".join(
        f'<a href="{host(c)}/in/{c.who.slug}?miniProfileUrn=urn%3Ali%3Afs_miniProfile%3A{c.who.opaque}"><span aria-hidden="true">{c.who.name}</span><span>View {c.who.name}’s profile</span></a>'
        for c in slots["subject"]
    )
    return listed(
        f"<div {urn}><div>{named}<span>• 2nd</span></div><div>Recruiter</div>{mutual()}<div>{control(slots, icon='')}</div></div>"
    )


def network(slots: Slots) -> str:
    """My Network: no list items, and the person's link some levels above the control."""
    own = f"<div><div>{links(slots)}<div><p>Lot and 95 others</p><div><div><div>{control(slots)}</div></div></div></div></div><button aria-label='Remove'>x</button></div>"
    rest = f"<div><div>{link_to(Clue(DAN))}<div>{other(DAN)}</div></div></div>"
    return f"<main><div><h2>People you may know</h2><section>{own}{rest}</section></div></main>"


def hiring(slots: Slots) -> str:
    return f'<main><div><h2>Meet the hiring team</h2><div>{links(slots)}<span>2nd</span></div>{control(slots, icon="")}</div><p><a href="/in/{DAN.slug}/">More from {DAN.name}</a></p></main>'


def bare_row(slots: Slots) -> str:
    """An icon says that it is Connect, and the list item is about one person."""
    return listed(f"{links(slots)}{control(slots)}")


def footer_of_another(slots: Slots) -> str:
    """The only profile link in the card is a mutual connection's; the person's own name is no link."""
    names = "".join(f"<p>{c.who.name}</p>" for c in slots["heading"])
    return listed(f"<div>{names}<p>Director</p></div><footer>{mutual()}{control(slots)}</footer>")


def reposted(slots: Slots) -> str:
    """Somebody else shared the post, and is named first."""
    return f'<main><div role="article"><p>{link_to(Clue(DAN), DAN.name)} reposted this</p><div>{links(slots)}{control(slots)}</div><p>Thanks to {link_to(Clue(BEN), BEN.name)}</p></div></main>'


def other_section(slots: Slots) -> str:
    """The heading of the section is a link to somebody, and not to the one whose control stands in it."""
    names = "".join(f"<p>{c.who.name}</p>" for c in slots["heading"])
    return f"<main><section><h2>{link_to(Clue(DAN), f'{DAN.name}')}</h2><div>{names}{control(slots)}</div></section></main>"


def wrapped(slots: Slots) -> str:
    """A wrapper carries a key as well; one of another number is another person's."""
    key = two(slots["id"], "componentkey", "id", lambda who: f"{KEY}{who.member}_pending")
    return f"<main><section><h2>People</h2><div>{links(slots)}<div {key}>{control(slots)}</div></div></section></main>"


def received_row(slots: Slots) -> str:
    """Accept beside Ignore; Accept may be a link to the page itself."""
    names = "".join(
        f'<button aria-label="Ignore an invitation to connect from {c.who.name}">Ignore</button>'
        for c in slots["label"][:1]
    )
    own = control(slots, state="received", icon="", href="https://www.linkedin.com/mynetwork/invitation-manager/")
    return f"<main><h2>Invitations</h2><ul><li>{links(slots)}<div>{names}{own}</div></li><li>{link_to(Clue(DAN))}{other(DAN)}</li></ul></main>"


@dataclass(frozen=True)
class Surface:
    """A kind of page: the slots that it has, how it is written, what state its control is in, and what suffices to know
    its owner: sets of slots that all speak of one person."""

    name: str
    slots: tuple[str, ...]
    write: Write
    proofs: tuple[tuple[str, ...], ...]
    state: str = "connect"
    path: str = ""
    """The address; a profile's if it is empty."""


PROFILE = ("id", "heading", "contact", "verified", "title", "address")
ON_PROFILE = ("heading", "title", "address")
NAMED = ("label", "subject")

SURFACES = (
    Surface("top card, link", (*OWN, *PROFILE), top_card(row_of()), (("link",), ("key",))),
    Surface("top card, button", ("label", *PROFILE), top_card(row_of()), (("label", *ON_PROFILE),)),
    Surface("top card, key", ("key", "label", *PROFILE), top_card(row_of()), (("key",), ("label", *ON_PROFILE))),
    Surface("top card, bare", PROFILE, top_card(row_of(icon="")), (ON_PROFILE,)),
    Surface("top card, pending", ("label", *PROFILE), top_card(row_of(state="pending", icon="", href="https://www.linkedin.com/")), (("label", *ON_PROFILE),), "pending"),
    Surface("top card, pending key", ("key", "label", *PROFILE), top_card(row_of(state="pending", icon="")), (("key",), ("label", *ON_PROFILE)), "pending"),
    Surface("top card, withdrawn", ("key", "label", *PROFILE), top_card(row_of(state="withdrawn")), (("key",),), "withdrawn"),
    Surface("bar, link", (*OWN, "subject", *PROFILE), top_card(nothing_to_press, bar), (("link",), ("key",), NAMED)),
    Surface("bar, button", ("label", "subject", *PROFILE), top_card(nothing_to_press, bar), (NAMED,)),
    Surface("menu, link", (*OWN, *PROFILE), top_card(nothing_to_press, after=menu), (("link",), ("key",))),
    Surface("menu, label", ("label", *PROFILE), top_card(nothing_to_press, after=menu), (("label", *ON_PROFILE),)),
    Surface("search, link", (*OWN, "subject", "id"), search_link, (("link",), ("key",), NAMED), path="/search/results/people/"),
    Surface("search, button", ("label", "subject", "id"), search_link, (NAMED,), path="/search/results/people/"),
    Surface("ember search", ("label", "subject", "id"), ember_search, (NAMED,), path="/search/results/people/"),
    Surface("my network", ("label", "subject"), network, (NAMED,), path="/mynetwork/grow/"),
    Surface("my network, key", ("key", "label", "subject"), network, (("key",), NAMED), path="/mynetwork/grow/"),
    Surface("hiring team", ("label", "subject"), hiring, (NAMED,), path="/jobs/view/1/"),
    Surface("icon alone", ("subject",), bare_row, (("subject",),), path="/mynetwork/"),
    Surface("a mutual connection's link", ("label", "heading"), footer_of_another, (), path="/search/results/people/"),
    Surface("reposted", (*OWN, "subject"), reposted, (("link",), ("key",), NAMED), path="/feed/"),
    Surface("reposted, bare", ("subject",), reposted, (), path="/feed/"),
    Surface("another section's heading", ("label", "heading"), other_section, (), path="/feed/"),
    Surface("wrapper with a key", ("key", "label", "subject", "id"), wrapped, (("key",),), path="/mynetwork/"),
    Surface("received", ("label", "subject"), received_row, (NAMED,), "received", "/mynetwork/invitation-manager/"),
)  # fmt: skip


# What is done to a clue

CHANGES: dict[str, tuple[Clue, ...]] = {
    "removed": (),
    "doubled": (Clue(ADA), Clue(ADA)),
    "contradicted": (Clue(BEN),),
    "contradicted beside": (Clue(ADA), Clue(BEN)),
    "contradicted before": (Clue(BEN), Clue(ADA)),
    "late": (Clue(CLEO),),
    "foreign": (Clue(ADA, foreign=True),),
    "another foreign": (Clue(ADA), Clue(BEN, foreign=True)),
    "contradicted, foreign": (Clue(BEN, foreign=True),),
}


def changes_of(slot: str) -> dict[str, tuple[Clue, ...]]:
    """What can be done to a clue: a page has one title and one address, and only links lead to other sites."""
    return {
        name: clues
        for name, clues in CHANGES.items()
        if (slot in LINKS or "foreign" not in name)
        and not (slot == "link" and name == "another foreign")
        and not (slot in ADDRESSED and len(clues) > 1)
        and not (slot == "address" and clues == ())
    }


@dataclass(frozen=True)
class Answer:
    """Whose a control is: `who` None where nobody can know, `sure` where an honest reader does."""

    who: Somebody | None
    sure: bool


@dataclass(frozen=True)
class Case:
    """A page made of slots."""

    surface: Surface
    what: str
    slots: Slots

    def page(self) -> Json:
        address = self.slots["address"][0].who.slug if "address" in self.slots else ""
        titles = self.slots.get("title", ())
        title = f"{titles[0].who.name} | LinkedIn" if titles else "LinkedIn"
        return {
            "body": self.surface.write(self.slots),
            "path": self.surface.path or f"/in/{address}/",
            "title": title,
        }

    @property
    def states(self) -> set[str]:
        """What the control may be taken for. That a request was withdrawn only its key says."""
        gone = self.surface.state == "withdrawn" and not self.slots["key"]
        return {"unknown", "connect" if gone else self.surface.state}

    def answer(self, seen: bool) -> Answer:
        """Whose the control is for somebody who has `seen` these people's numbers and ids, or knows their addresses only."""
        numbers = () if seen else ("key", "id")
        own = self._speaks(*(name for name in OWN if name not in numbers))
        around = self._speaks(*(name for name in self.surface.slots if name not in (*OWN, *numbers)))
        if len(self._speaks("key")) > 1:
            return Answer(None, sure=False)
        said = own or around
        if len(said) != 1:
            return Answer(None, sure=False)
        (who,) = said
        return Answer(who, any(self._proves(proof, who, around, numbers) for proof in self.surface.proofs))

    def _speaks(self, *names: str) -> set[Somebody]:
        return {clue.who for name in names for clue in self.slots.get(name, ()) if not clue.foreign}

    def _proves(self, proof: tuple[str, ...], who: Somebody, around: set[Somebody], numbers: tuple[str, ...]) -> bool:
        """Whether these slots suffice to know that it is `who`'s."""
        if any(clue.foreign for clue in self.slots.get("link", ())) or set(proof) & set(numbers):
            return False
        if any(who not in self._speaks(name) for name in proof):
            return False
        if {"link", "key"} & set(proof):
            return True
        if proof == NAMED:
            # A link that bears the name beside others is theirs; an id of somebody else in the same card is not.
            return "id" in numbers or self.surface.name.startswith("bar") or not self._speaks("id") - {who}
        # Without an address or a name's link the card must be known for what it is and speak of nobody else.
        return not around - {who} and ("id" not in self.surface.slots or bool(self.slots["id"]))


def cases() -> Iterator[Case]:
    """Every surface as it is, with one clue changed, with two, and early: with all but one or two still those of the
    profile before."""
    for surface in SURFACES:
        whole: Slots = {slot: (Clue(ADA),) for slot in surface.slots}
        before: Slots = {slot: (Clue(CLEO),) for slot in surface.slots}
        yield Case(surface, "as it is", whole)
        for slot in surface.slots:
            for name, clues in changes_of(slot).items():
                yield Case(surface, f"{slot} {name}", {**whole, slot: clues})
            yield Case(surface, f"{slot} early", {**before, slot: whole[slot]})
        for one, two_ in itertools.combinations(surface.slots, 2):
            for (name, clues), (name2, clues2) in itertools.product(changes_of(one).items(), changes_of(two_).items()):
                yield Case(surface, f"{one} {name}, {two_} {name2}", {**whole, one: clues, two_: clues2})
            yield Case(surface, f"{one} and {two_} early", {**before, one: whole[one], two_: whole[two_]})
