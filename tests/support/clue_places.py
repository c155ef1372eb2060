"""Further kinds of pages that are made of clues: whatever else LinkedIn puts a Connect button on, with the other people that
such a place shows. As in `clue_surfaces`, each is written from its slots, and says what suffices to know whose control it has."""

from __future__ import annotations

from tests.support.clue_surfaces import NAMED, ON_PROFILE, PROFILE, Surface, Write, listed, menu, top_card
from tests.support.clues import (
    BEN,
    CLEO,
    DAN,
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
)

OTHER = Clue(DAN)
"""Who is on the page as well, and whose control is always as it should be."""


def over(profile: str, body: str) -> str:
    """A page of somebody else's profile, which its address, title and top card speak of, with more in it."""
    card = f'<div componentkey="{TOP}{DAN.opaque}Topcard"><section><h2>{profile}</h2><p>· 2nd</p><div>{other(DAN)}</div></section></div>'
    return f"<div><main>{card}{body}</main></div>"


def also_viewed(slots: Slots) -> str:
    """A rail on somebody's profile; each row is a link and, beside it, a control."""
    row = f"<div>{links(slots)}<div>{control(slots)}</div></div>"
    rest = f"<div>{link_to(Clue(CLEO))}<button>Follow</button></div>"
    return over(
        DAN.name,
        f'<aside><section componentkey="profileAsideBrowsemap"><h3>People also viewed</h3>{row}{rest}</section></aside>',
    )


def company_people(slots: Slots) -> str:
    """A company's people: a card with a mutual connection between name and footer."""
    card = f"<section><div>{links(slots)}<div>Head of Widgets</div>{mutual()}</div><footer>{control(slots, icon='')}</footer></section>"
    return f"<main><h2>People you may know</h2><ul><li>{card}</li><li><section>{link_to(OTHER)}<footer>{other(DAN)}</footer></section></li></ul></main>"


def group_member(slots: Slots) -> str:
    """A group's members: the row is one link with all that is said of them, and the button stands beside it."""
    row = "".join(
        f'<a href="{host(c)}/in/{c.who.slug}/"><div><span>{c.who.name}</span><span>2nd degree connection</span></div><p>Head of Widgets</p></a>'
        for c in slots["subject"]
    )
    return f"<main><h2>Members</h2><ul><li><div>{row}<div>{control(slots, icon='')}</div></div></li><li><div>{link_to(OTHER)}<div>{other(DAN)}</div></div></li></ul></main>"


def attendee(slots: Slots) -> str:
    """An event's attendees: the name is text beside a picture that is the link."""
    own = "".join(
        f'<div><a href="{host(c)}/in/{c.who.slug}/"><img alt="{c.who.name}"/></a><span>{c.who.name}</span></div>'
        for c in slots["subject"]
    )
    return listed(f"{own}<p>Attending with {link_to(OTHER, DAN.name)}</p>{control(slots)}")


def newsletter(slots: Slots) -> str:
    """An article: its author above, and whom the author thanks in it."""
    head = f"<header><h1>On widgets</h1><div>{links(slots)}<p>Newsletter, weekly</p><div>{control(slots)}<button>Subscribe</button></div></div></header>"
    return f"<main><article>{head}<p>With thanks to {link_to(Clue(BEN), BEN.name)} and {link_to(OTHER, DAN.name)}.</p></article></main>"


def comment(slots: Slots) -> str:
    """A comment that mentions somebody, and under it the reply of another, in one article."""
    reply = f"<article><div>{link_to(OTHER)}<div>{other(DAN)}</div></div><p>So do I.</p></article>"
    said = f"<p>{link_to(Clue(BEN), BEN.name)} I agree</p>"
    return (
        f"<main><article><div><div>{links(slots)}<div>{control(slots)}</div></div>{said}</div>{reply}</article></main>"
    )


def hovercard(slots: Slots) -> str:
    """What comes over somebody else's profile while the pointer rests on a name."""
    card = f'<div data-floating-ui-portal=""><div popover="manual"><div>{links(slots)}{heading(slots, "h3")}<p>2nd · Head of Widgets</p>{mutual()}<div>{control(slots)}</div></div></div></div>'
    return over(DAN.name, card)


def invitation(slots: Slots) -> str:
    """An invitation with a message in it and people both know."""
    ignore = "".join(
        f'<button aria-label="Ignore an invitation to connect from {c.who.name}">Ignore</button>'
        for c in slots["label"][:1]
    )
    known = f"<p>{link_to(Clue(BEN), BEN.name)} and 3 other mutual connections</p><blockquote>{link_to(OTHER, DAN.name)} told me about you</blockquote>"
    row = f"<div>{links(slots)}{known}<div>{ignore}{control(slots, state='received', icon='')}</div></div>"
    return f'<main><h2>Invitations</h2><div role="list"><div role="listitem">{row}</div></div></main>'


def messages(slots: Slots) -> str:
    """The panel beside a conversation, with those who write in it."""
    thread = f"<ul><li><a href='/messaging/thread/1/'>{DAN.name}</a></li><li>{link_to(Clue(BEN))}<p>Hello {DAN.name}</p></li></ul>"
    return f"<main><div>{thread}</div><aside><div><header>{links(slots)}<p>Active now</p></header><div>{control(slots)}</div></div></aside></main>"


def notification(slots: Slots) -> str:
    """A notification that names two people, and offers to connect with one."""
    words = f"<p>{link_to(OTHER, DAN.name)} and {links(slots)} work at Example Ltd.</p>"
    return f"<main><h2>Notifications</h2><article><div>{words}<div>{control(slots)}</div></div></article><article><p>{link_to(Clue(BEN))} has a new job</p></article></main>"


def sales_link(slots: Slots) -> str:
    """A row that leads to another application as well; that link's words are nobody's profile."""
    lead = f'<a href="/sales/lead/{DAN.opaque},NAME_SEARCH,x">View in Sales Navigator</a>'
    return listed(f"{links(slots)}{lead}<p>Saved by {link_to(Clue(BEN), BEN.name)}</p><div>{control(slots)}</div>")


def reaches(slots: Slots) -> str:
    """Names in one column and their controls in another."""
    return f"<main><section><h2>People you can reach out to</h2><div><div>{link_to(OTHER)}{links(slots)}</div><div>{other(DAN)}{control(slots)}</div></div></section></main>"


def table_row(slots: Slots) -> str:
    """A table with somebody else in another cell."""
    cells = f"<td>{links(slots)}</td><td>Found by {link_to(OTHER, DAN.name)}</td><td>{control(slots)}</td>"
    return f"<main><table><tbody><tr>{cells}</tr><tr><td>{link_to(Clue(CLEO))}</td><td>–</td><td>–</td></tr></tbody></table></main>"


def reactions(slots: Slots) -> str:
    """Who reacted to a post: rows in rows, and the post's author above."""
    rows = f"<ul><li><ul><li>{links(slots)}{control(slots)}</li></ul></li><li>{link_to(OTHER)}{other(DAN)}</li></ul>"
    return f"<main><article><p>{link_to(Clue(BEN), BEN.name)} posted this</p>{rows}</article></main>"


def follows(_: Slots) -> str:
    """A creator's row: Follow, and Connect in the menu that is open."""
    return f'<button aria-label="Follow {DAN.name}">Follow</button><button aria-expanded="true">More</button>'


def another_profile(slots: Slots) -> str:
    """Somebody's profile laid over another's, to which the address still leads."""
    key = "".join(f'componentkey="{TOP}{clue.who.opaque}Topcard"' for clue in slots["id"][:1])
    contact = links(slots, "contact", text="Contact info", after="/overlay/contact-info/")
    card = f"<div {key}><section>{heading(slots)}<p>· 2nd</p>{contact}<div>{control(slots)}</div></section></div>"
    return over(DAN.name, f'<div style="position:fixed;inset:0"><main>{card}</main></div>')


def beside_the_card(slots: Slots) -> str:
    """A card of the profile's own page that is somebody else's: “Ada can introduce you”."""
    row = f"<section><h3>Ask for an introduction</h3>{links(slots)}<div>{control(slots)}</div></section>"
    return f"<main><div>{heading(slots)}</div>{row}</main>"


def on_profile(row: Write) -> Write:
    return top_card(row, after=menu)


DANS = f"/in/{DAN.slug}/"

PLACES = (
    Surface("people also viewed", (*OWN, "subject"), also_viewed, (("link",), ("key",), NAMED), path=DANS),
    Surface("company's people", ("label", "subject"), company_people, (NAMED,), path="/company/example/people/"),
    Surface("group's members", ("label", "subject"), group_member, (NAMED,), path="/groups/1/members/"),
    Surface("event's attendees", (*OWN, "subject"), attendee, (("link",), ("key",), NAMED), path="/search/results/people/"),
    Surface("newsletter's author", ("label", "subject"), newsletter, (NAMED,), path="/pulse/on-widgets/"),
    Surface("comment", (*OWN, "subject"), comment, (("link",), ("key",), NAMED), path="/feed/"),
    Surface("comment, bare", ("subject",), comment, (), path="/feed/"),
    Surface("hover card", ("label", "subject", "heading"), hovercard, (), path=DANS),
    Surface("hover card, link", ("link", "subject", "heading"), hovercard, (("link",),), path=DANS),
    Surface("hover card, bare", ("subject", "heading"), hovercard, (), path=DANS),
    Surface("invitation", ("label", "subject"), invitation, (NAMED,), "received", "/mynetwork/invitation-manager/"),
    Surface("messages", ("label", "subject"), messages, (NAMED,), path="/messaging/thread/1/"),
    Surface("messages, bare", ("subject",), messages, (), path="/messaging/thread/1/"),
    Surface("notification", ("label", "subject"), notification, (NAMED,), path="/notifications/"),
    Surface("notification, bare", ("subject",), notification, (), path="/notifications/"),
    Surface("sales link", ("label", "subject"), sales_link, (NAMED,), path="/search/results/people/"),
    Surface("sales link, bare", ("subject",), sales_link, (), path="/search/results/people/"),
    Surface("names and controls in columns", ("label", "subject"), reaches, (), path="/jobs/view/1/"),
    Surface("names and controls in columns, key", ("key", "label", "subject"), reaches, (("key",),), path="/jobs/view/1/"),
    Surface("table", ("label", "subject"), table_row, (NAMED,), path="/mynetwork/"),
    Surface("table, bare", ("subject",), table_row, (), path="/mynetwork/"),
    Surface("reactions", ("label", "subject"), reactions, (NAMED,), path="/feed/"),
    Surface("creator's menu", ("label", *PROFILE), on_profile(follows), (("label", *ON_PROFILE),)),
    Surface("another profile over it", ("label", "id", "heading", "contact"), another_profile, (), path=DANS),
    Surface("another profile over it, link", ("link", "id", "heading", "contact"), another_profile, (("link",),), path=DANS),
    Surface("an introduction", ("label", "subject", "heading", "title", "address"), beside_the_card, ()),
)  # fmt: skip
