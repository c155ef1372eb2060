"""The kinds of pages that are made of clues: how each is written from its slots, and what suffices to know whose control it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.support.clues import (
    BEN,
    CLEO,
    DAN,
    KEY,
    LABELS,
    OWN,
    TOP,
    Clue,
    Slots,
    control,
    heading,
    host,
    link_to,
    links,
    mutual,
    other,
    rail,
    two,
)

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
