"""LinkedIn's surfaces as tables of invented people: pages, and for each control on them its state and its owner.

Nothing here is shared with the extension: the words are the facts as they were gathered, the structures are those of
both front ends. Every clickable element that a page is about has a mark, `data-t`, by which a test finds it again.
Pages are well-formed XML, so that a row may be a link that holds links, which no HTML parser builds.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import quote

from tests.support.surface_writer import NASTY, NEW_CODES, Expected, Page, Person, Writer, person

Build = Callable[[Writer, list[Person]], str]

ROW_MISSES = 3
"""Every so many rows one has near-misses beside its control."""


def _sprinkle(writer: Writer, index: int, who: Person) -> str:
    return f"<div>{writer.misses_for(who)}</div>" if index % ROW_MISSES == 0 else ""


def _mutual(number: int, opaque: bool = False) -> str:
    other = person(f"Mo Tual{number}", 900_000 + number)
    href = f"/in/{other.opaque}" if opaque else other.href
    return f'<p><a href="{href}"><strong>{other.name}</strong></a> is a mutual connection</p>'


def sdui_search(writer: Writer, people: list[Person]) -> str:
    rows = []
    for index, who in enumerate(people):
        rows.append(
            f'<div role="listitem"><div data-display-contents="true"><a tabindex="0" href="{who.href}"><div><figure><img alt="{escape(who.link_name)}"/></figure>'
            f'<div><p><a href="{who.href}">{escape(who.link_name)}</a><span><span> • 2</span></span></p><p>Title</p></div>'
            f'<div componentkey="SearchResults{who.opaque}"><div>{writer.connect(who, as_="search-link")}</div></div>'
            f"<div>{_mutual(index)}{_mutual(index + 500)}</div></div></a>{_sprinkle(writer, index, who)}</div></div>"
        )
    return f'<div role="main"><div role="list">{"".join(rows)}</div></div>'


def sdui_search_buttons(writer: Writer, people: list[Person]) -> str:
    """As `sdui_search`, with buttons that say only whom they invite."""
    rows = [
        f'<div role="listitem"><a href="{who.href}"><div><p><a href="{who.href}">{escape(who.link_name)}</a></p>'
        f'<div componentkey="SearchResults{who.opaque}">{writer.connect(who, as_="button")}</div><div>{_mutual(index)}</div></div></a></div>'
        for index, who in enumerate(people)
    ]
    return f'<div role="main"><div role="list">{"".join(rows)}</div></div>'


def ember_search(writer: Writer, people: list[Person]) -> str:
    rows = []
    for index, who in enumerate(people):
        link = f"{who.href.rstrip('/')}?miniProfileUrn=urn%3Ali%3Afs_miniProfile%3A{who.opaque}"
        rows.append(
            f'<li><div data-chameleon-result-urn="urn:li:member:{who.member}"><div><div><a href="{link}"><img alt="{escape(who.link_name)}"/></a></div>'
            f'<div><span><a href="{link}"><span dir="ltr"><span aria-hidden="true">{escape(who.link_name)}</span><span class="visually-hidden">View {escape(who.link_name)}’s profile</span></span></a></span></div>'
            f"<div>{_mutual(index, opaque=True)}</div><div><div>{writer.connect(who, as_='plain')}</div></div></div></div>{_sprinkle(writer, index, who)}</li>"
        )
    return f'<main><ul role="list">{"".join(rows)}</ul></main>'


def sdui_network(writer: Writer, people: list[Person]) -> str:
    rows = [
        f'<div role="listitem" componentkey="auto-{index}"><div><div><a href="{who.href}"><div><figure aria-hidden="true"/><p><span>{escape(who.link_name)}</span><span aria-hidden="true">{escape(who.link_name)}</span></p><p>Adviser</p></div></a>'
        f"<div><p>Lot and 95 others</p><div>{writer.connect(who, as_='button')}</div></div></div>"
        f'<button aria-label="Remove {escape(who.name)}" {writer.mark(None)}><svg id="close-small"/></button>{_sprinkle(writer, index, who)}</div></div>'
        for index, who in enumerate(people)
    ]
    return f'<main><div role="main">{"".join(rows)}</div></main>'


def ember_network(writer: Writer, people: list[Person]) -> str:
    rows = [
        f'<li><div><a href="{who.href}"><img alt=""/><span class="visually-hidden">Name</span><span>{escape(who.link_name)}</span></a></div><footer>{writer.connect(who, as_="plain")}</footer>{_sprinkle(writer, index, who)}</li>'
        for index, who in enumerate(people)
    ]
    return f"<main><ul>{''.join(rows)}</ul></main>"


def company(writer: Writer, people: list[Person]) -> str:
    rows = [
        f'<li><section><div><div class="artdeco-entity-lockup__title"><a href="{who.href}"><div>{escape(who.link_name)}</div></a></div><div>· 3rd</div></div><footer>{writer.connect(who, as_="plain")}</footer></section>{_sprinkle(writer, index, who)}</li>'
        for index, who in enumerate(people)
    ]
    return f"<main><ul>{''.join(rows)}</ul></main>"


def group(writer: Writer, people: list[Person]) -> str:
    rows = [
        f'<li><div class="ui-entity-action-row"><a href="/in/{quote(who.slug)}/"><div>{escape(who.link_name)}</div></a>{writer.connect(who, as_="plain")}</div></li>'
        for who in people
    ]
    return f"<main><ul>{''.join(rows)}</ul></main>"


def hiring_team(writer: Writer, people: list[Person]) -> str:
    parts = [
        f'<div class="job"><h2>Meet the hiring team</h2><div><a href="{who.href}"><span><strong>{escape(who.link_name)}</strong></span></a><span>2nd</span></div>{writer.connect(who, as_="plain")}</div>'
        for who in people
    ]
    return f"<main>{''.join(parts)}</main>"


def viewers(writer: Writer, people: list[Person]) -> str:
    rows = [
        f'<li><div><div data-view-name="edge-creation-connect-action">{writer.connect(who, as_="plain")}</div><div><a href="{who.href}">{escape(who.link_name)}</a></div></div></li>'
        for who in people
    ]
    return f"<main><ul>{''.join(rows)}</ul></main>"


def feed(writer: Writer, people: list[Person]) -> str:
    posts = [
        f'<div role="article"><div><a href="{who.href}?miniProfileUrn=x"><img alt=""/></a><div><a href="{who.href}"><span>{escape(who.link_name)}</span></a>{writer.connect(who, as_="link")}</div></div>'
        f'<p>Thanks to <a href="{person("Some Body", 800_000 + index).href}">Some Body</a></p></div>'
        for index, who in enumerate(people)
    ]
    return f"<main>{''.join(posts)}</main>"


def icons_alone(writer: Writer, people: list[Person]) -> str:
    """No label, no link, no key: the icon says what it is, the card's only profile whose."""
    rows = [
        f'<li><a href="{who.href}"><span>{escape(who.link_name)}</span></a>{writer.connect(who, as_="icon")}</li>'
        for who in people
    ]
    return f"<main><ul>{''.join(rows)}</ul></main>"


def events(writer: Writer, people: list[Person]) -> str:
    """Attendees, alumni: search rows of the newer front end, keys without labels."""
    rows = [
        f'<div role="listitem"><a href="{who.href}"><p>{escape(who.link_name)}</p></a><div>{writer.connect(who, as_="cut-key")}</div></div>'
        for who in people
    ]
    return f'<main><div role="list">{"".join(rows)}</div></main>'


def pending_rows(writer: Writer, people: list[Person]) -> str:
    forms = itertools.cycle(("key", "icon", "word", "link"))
    rows = [
        f'<div role="listitem"><div><a href="{who.href}"><p>{escape(who.link_name)}</p></a></div><div>{writer.pending(who, as_=next(forms))}</div></div>'
        for who in people
    ]
    return f'<main><div role="list">{"".join(rows)}</div></main>'


def received_rows(writer: Writer, people: list[Person]) -> str:
    rows = []
    for who in people:
        name = escape(who.name)
        accept = writer.mark(Expected("received", who.slug))
        ignore = writer.mark(None)
        rows.append(
            f'<li><a href="{who.href}"><span>{escape(who.link_name)}</span></a><div><button aria-label="x {name}" {ignore}>x</button>'
            f'<div data-view-name="edge-creation-accept-action"><button aria-label="y {name}" {accept}>y</button></div></div></li>'
        )
    return f"<main><ul>{''.join(rows)}</ul></main>"


LISTS: dict[str, tuple[str, Build]] = {
    "sdui people search": ("/search/results/people/", sdui_search),
    "sdui people search, buttons": ("/search/results/people/", sdui_search_buttons),
    "ember people search": ("/search/results/people/", ember_search),
    "sdui my network": ("/mynetwork/grow/", sdui_network),
    "ember my network": ("/mynetwork/", ember_network),
    "company people": ("/company/example/people/", company),
    "group members": ("/groups/1/members/", group),
    "hiring team": ("/jobs/view/1/", hiring_team),
    "who viewed you": ("/analytics/profile-views/", viewers),
    "feed": ("/feed/", feed),
    "icons alone": ("/mynetwork/", icons_alone),
    "sdui events": ("/events/1/attendees/", events),
    "pending": ("/search/results/people/", pending_rows),
    "received": ("/mynetwork/invitation-manager/", received_rows),
}
"""Surfaces that list people: the address, and who writes the body."""


def rails(writer: Writer, people: list[Person], front: str) -> str:
    """Other people beside a profile, a namesake of its owner among them."""
    rows = []
    for index, who in enumerate(people):
        as_ = ("link", "key", "button")[index % 3] if front == "sdui" else "plain"
        rows.append(
            f'<div><a href="{who.href}"><div><figure aria-hidden="true"><img alt=""/></figure><p>{escape(who.link_name)}</p><p>· 2nd</p></div></a><div><div>{writer.connect(who, as_=as_)}</div></div></div>'
        )
    name = "profileAsideBrowsemapx" if front == "sdui" else ""
    return f'<aside><div componentkey="{name}"><section><h3>More profiles for you</h3>{"".join(rows)}</section></div></aside>'


def sdui_profile(writer: Writer, owner: Person, others: list[Person], as_: str) -> str:
    own = 'style="display:none"'
    key = f"com.linkedin.sdui.profile.card.ref{owner.opaque}Topcard"
    link = (
        f'<a href="{owner.href}"><div><h2>{escape(owner.link_name)}</h2></div></a>'
        if as_ != "button"
        else f"<h2>{escape(owner.link_name)}</h2>"
    )
    return (
        f'<main id="workspace"><div role="main"><div style="position:sticky;top:0;height:56px;width:90vw"><p>{escape(owner.name)}</p><div>{writer.connect(owner, as_=as_)}</div></div>'
        f'<div componentkey="{key}"><section componentkey="{key}">{link}<p>· 2nd</p>'
        f'<a href="/search/results/people/?connectionOf=%5B%22{owner.opaque}%22%5D">others</a>'
        f"<div>{writer.connect(owner, as_=as_)}<div {own}>{writer.connect(owner, as_=as_)}</div>"
        f"{writer.misses_for(owner)}</div></section></div>{rails(writer, others, 'sdui')}</div></main>"
    )


def sdui_menu(writer: Writer, owner: Person, others: list[Person], wrapper: str) -> str:
    key = f"com.linkedin.sdui.profile.card.ref{owner.opaque}Topcard"
    return (
        f'<main><div componentkey="{key}"><section><h2>{escape(owner.link_name)}</h2><p>· 2nd</p><button aria-expanded="true" {writer.mark(None)}>More</button></section></div>{rails(writer, others, "sdui")}</main>'
        f'<div {wrapper}><div role="menu"><a role="menuitem" href="/messaging/compose/?body={quote(owner.href)}" {writer.mark(None)}>Send</a>'
        f'<div role="menuitem" {writer.mark(None)}>PDF</div>{writer.connect(owner, as_="bare-link")}<a role="menuitem" href="{owner.href}" {writer.mark(None)}>Report</a></div></div>'
    )


def ember_profile(writer: Writer, owner: Person, others: list[Person], _: str) -> str:
    return (
        f'<svg style="display:none"><symbol id="connect-small"><path d="M0 0"/></symbol></svg>'
        f'<main><section class="artdeco-card"><div><h1>{escape(owner.link_name)}</h1><span>2nd</span><div data-row="">{writer.connect(owner, as_="item")}'
        f'<div class="artdeco-dropdown"><button aria-expanded="false" {writer.mark(None)}>More</button><div style="display:none"><ul><li>{writer.connect(owner, as_="item")}</li>'
        f"<li>{writer.misses_for(owner)}</li></ul></div></div></div></div></section></main>{rails(writer, others, 'ember')}"
    )


PROFILES: dict[str, tuple[Callable[[Writer, Person, list[Person], str], str], str]] = {
    "sdui profile": (sdui_profile, "link"),
    "sdui profile, key": (sdui_profile, "key"),
    "sdui profile, button": (sdui_profile, "button"),
    "sdui more menu": (sdui_menu, 'data-floating-ui-portal=""'),
    "sdui more menu, popover": (sdui_menu, 'popover="manual"'),
    "ember profile": (ember_profile, ""),
}
"""Surfaces of one person: who writes the body, and in which form."""


def lists(language: str, names: tuple[str, ...] = NASTY) -> Iterator[Page]:
    """Every list, with one row a name."""
    numbers = itertools.count(1)
    for surface, (path, build) in LISTS.items():
        writer = Writer(language)
        people = [person(name, next(numbers)) for name in names]
        if surface != "received":
            people.append(person("Zoe Folded", next(numbers), "Zoé FOLDED, MBA 🚀"))
        page = Page(surface, path, NEW_CODES.get(language, language), "People | LinkedIn")
        page.body = build(writer, people)
        page.expected, page.misses = writer.expected, writer.misses
        yield page


def profiles(language: str, names: tuple[str, ...] = NASTY) -> Iterator[Page]:
    """Every kind of profile, one page a name, with a namesake and two others beside it."""
    numbers = itertools.count(10_001)
    for surface, (build, form) in PROFILES.items():
        for name in names:
            writer = Writer(language)
            owner = person(name, next(numbers))
            others = [person(other, next(numbers)) for other in (name, "Riley Chen", "Sam Ode")]
            page = Page(surface, f"/in/{quote(owner.slug)}/", NEW_CODES.get(language, language), f"{name} | LinkedIn")
            page.body = build(writer, owner, others, form)
            page.expected, page.misses = writer.expected, writer.misses
            yield page
