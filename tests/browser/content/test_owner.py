"""Whose control it is where a page misleads: the right owner, or nobody. Each scene has cost somebody a wrong person."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.chromium import SHAPES, Tab
from tests.support.surface_writer import NEW_CODES

READ = """((steps) => { for (;;) { const { done, value } = steps.next(); if (done) return value; } })(Roots.all()).flatMap((root) => [...Find.controls(root)]).filter(Boolean).map((control) => {
  const owner = Owner.of(control);
  return { mark: control.element.dataset.t ?? control.element.id, state: control.state, name: control.name,
    slug: owner?.slug ?? null, opaque: owner?.opaque ?? null, member: owner?.member ?? null, how: owner?.how ?? "none" };
})"""


def show(
    tab: Tab,
    body: str,
    path: str = "/feed/",
    title: str = "Feed | LinkedIn",
    language: str = "en",
    xml: bool = False,
) -> list[dict[str, Any]]:
    """What is read of the controls on a page, in the document's order."""
    tab.page.evaluate(
        """([body, path, title, language, xml]) => {
          history.replaceState(null, "", location.origin + path);
          document.title = title;
          document.documentElement.lang = language;
          if (!xml) { document.body.innerHTML = body; return; }
          const parsed = new DOMParser().parseFromString(body, "application/xhtml+xml").querySelector("body");
          document.body.replaceChildren(...[...parsed.childNodes].map((n) => document.importNode(n, true)));
        }""",
        [body, path, title, language, xml],
    )
    found: list[dict[str, Any]] = tab.inside(READ)
    return found


def button(name: str, mark: str = "x", rest: str = "") -> str:
    return f'<button data-t="{mark}" aria-label="Invite {name} to connect" {rest}>Connect</button>'


OPAQUE = "ACoAAB0000000000000000000000000000000000"


@pytest.mark.parametrize(
    ("scene", "body", "slug"),
    [
        (
            "the only link beside the button is a mutual connection's",
            f'<div><div><a href="/in/riley-chen-1/">Riley Chen</a></div><footer><a href="/in/mo-tual-2/">Mo Tual</a>{button("Riley Chen")}</footer></div>',
            "riley-chen-1",
        ),
        (
            "the owner's own link is an id, a mutual connection's is an address",
            f'<div><a href="/in/{OPAQUE}">Riley Chen</a><p><a href="/in/mo-tual-2/">Mo Tual</a></p>{button("Riley Chen")}</div>',
            None,
        ),
        (
            "only somebody else's card has a link",
            f'<ul><li>Riley Chen {button("Riley Chen")}</li><li><a href="/in/sam-ode-3/">Sam Ode</a>{button("Sam Ode", "y")}</li></ul>',
            None,
        ),
        (
            "a namesake's card is the only one with a link",
            f'<ul><li>Riley Chen {button("Riley Chen")}</li><li><a href="/in/riley-chen-9/">Riley Chen</a>{button("Riley Chen", "y")}</li></ul>',
            None,
        ),
        (
            "two people of one name in the card",
            f'<div><a href="/in/riley-chen-1/">Riley Chen</a><a href="/in/riley-chen-9/">Riley Chen</a>{button("Riley Chen")}</div>',
            None,
        ),
        (
            "a longer name holds the shorter one",
            f'<div><a href="/in/ada-stone-miller/">Ada Stone Miller</a><a href="/in/ada-stone/">Ada Stone</a>{button("Ada Stone")}</div>',
            "ada-stone",
        ),
        (
            "a label without a name, and two links",
            '<div><a href="/in/a-1/">A</a><a href="/in/b-2/">B</a><button data-t="x"><svg data-test-icon="connect-small"></svg></button></div>',
            None,
        ),
        (
            "the only link says nothing, and may be that of a mutual connection",
            f'<div><a href="/in/riley-chen-1/"><img alt=""></a><p>Riley Chen</p>{button("Riley Chen")}</div>',
            None,
        ),
        (
            "a link that says nothing but has a picture of the person",
            f'<div><a href="/in/riley-chen-1/"><img alt="Riley Chen"></a><p>Engineer</p>{button("Riley Chen")}</div>',
            "riley-chen-1",
        ),
        (
            "a longer name, which may be another person's",
            f'<div><a href="/in/riley-chen-12/">Riley Chen-Smith</a>{button("Riley Chen")}</div>',
            None,
        ),
        (
            "credentials in the link, none in the label",
            f'<div><a href="/in/riley-chen-1/">Dr. Riley Chen, MBA (she/her) 🚀</a><a href="/in/mo/">Mo</a>{button("Riley Chen")}</div>',
            "riley-chen-1",
        ),
        (
            "credentials in the label, none in the link",
            f'<div><a href="/in/riley-chen-1/">Riley Chen</a><a href="/in/mo/">Mo</a>{button("Riley Chen MBA")}</div>',
            "riley-chen-1",
        ),
        (
            "the viewer's own address",
            f'<div><a href="/in/me/">Riley Chen</a>{button("Riley Chen")}</div>',
            None,
        ),
        (
            "percent signs that mean nothing",
            f'<div><a href="/in/100%-riley/">Riley Chen</a>{button("Riley Chen")}</div>',
            "100%-riley",
        ),
    ],
)
def test_the_right_owner_or_nobody(reader: Tab, scene: str, body: str, slug: str | None) -> None:
    (control,) = [found for found in show(reader, f"<main>{body}</main>") if found["mark"] == "x"]
    assert control["slug"] == slug, scene


def test_an_id_beside_the_name_is_the_owner(reader: Tab) -> None:
    body = f'<main><div><a href="/in/{OPAQUE}">Riley Chen</a><p><a href="/in/mo-tual-2/">Mo Tual</a></p>{button("Riley Chen")}</div></main>'
    (control,) = show(reader, body)
    assert (control["opaque"], control["how"]) == (OPAQUE.lower(), "name")


def test_an_id_joins_a_link_that_carries_it(reader: Tab) -> None:
    """The name in the label is written in other letters than in the link."""
    body = (
        f'<main><li><div componentkey="SearchResults{OPAQUE}"><a href="/in/vladimir-5/?miniProfileUrn=urn%3Ali%3Afs_miniProfile%3A{OPAQUE}">Vladimir Petrov</a>'
        f'<a href="/in/mo-tual-2/">Mo Tual</a><div>{button("Владимир Петров")}</div></div></li></main>'
    )
    (control,) = show(reader, body)
    assert (control["slug"], control["how"]) == ("vladimir-5", "id")


def test_a_profile_key_does_not_name_the_people_in_its_other_cards(reader: Tab) -> None:
    """Every card of a profile carries the id of the profile's owner; only the top card is about them."""
    key = f"com.linkedin.sdui.profile.card.ref{OPAQUE}"
    body = (
        f'<main><div componentkey="{key}Topcard"><h2>Avery</h2><a data-t="own" href="/preload/custom-invite/?vanityName=avery">Connect</a></div>'
        f'<div componentkey="{key}PeopleYouMayKnow"><a data-t="other" href="/preload/custom-invite/?vanityName=riley">Connect</a></div></main>'
    )
    own, other = show(reader, body, "/in/avery/", "Avery | LinkedIn")
    assert (own["slug"], own["opaque"]) == ("avery", OPAQUE.lower())
    assert (other["slug"], other["opaque"]) == ("riley", None)


def test_a_control_in_somebody_elses_card_does_not_take_their_id(reader: Tab) -> None:
    key = f"com.linkedin.sdui.profile.card.ref{OPAQUE}Topcard"
    body = f'<main><div componentkey="{key}"><a href="/in/avery/">Avery</a><p><a data-t="x" href="/preload/custom-invite/?vanityName=riley">Connect</a></p></div></main>'
    (control,) = show(reader, body, "/in/avery/", "Avery | LinkedIn")
    assert (control["slug"], control["opaque"]) == ("riley", None)


KEY = "ConnectButtonstate:invitation:urn:li:member:"
TOP = f"com.linkedin.sdui.profile.card.ref{OPAQUE}Topcard"


@pytest.mark.parametrize(
    ("scene", "body"),
    [
        ("a link to another site with the same path", '<div><a href="https://elsewhere.example/in/ada-1/">Ada Stone</a>{ada}</div>'),
        ("another site whose name ends alike", '<div><a href="https://notlinkedin.com/in/ada-1/">Ada Stone</a>{ada}</div>'),
        ("this site as the user of another", '<div><a href="https://www.linkedin.com@elsewhere.example/in/ada-1/">Ada Stone</a>{ada}</div>'),
        ("a base that leads away", '<base href="https://elsewhere.example/"><div><a href="/in/ada-1/">Ada Stone</a>{ada}</div>'),
        ("a script", '<div><a href="javascript:/in/ada-1/">Ada Stone</a>{ada}</div>'),
        ("a page that only carries the address", '<div><a href="/search/results/?next=/in/ada-1/">Ada Stone</a>{ada}</div>'),
        ("an invitation on another site", '<a data-t="x" href="https://elsewhere.example/preload/custom-invite/?vanityName=ada-1" aria-label="Invite Ada Stone to connect">Connect</a>'),
        ("a page that only carries the invitation", '<a data-t="x" href="/redir/?url=/preload/custom-invite/&vanityName=ada-1"><svg id="connect-small"></svg></a>'),
        ("an invitation of two people", '<a data-t="x" href="/preload/custom-invite/?vanityName=ada-1&vanityName=ben-2">Connect</a>'),
        ("two numbers", '<div><a href="/in/ada-1/">Ada Stone</a><button data-t="x" componentkey="{key}1_connect" id="{key}2_connect" aria-label="Invite Ada Stone to connect">C</button></div>'),
        ("two labels", '<div><a href="/in/ada-1/">Ada Stone</a><button data-t="x" aria-label="Invite Ada Stone to connect"><i aria-label="Invite Ben Okoro to connect"></i></button></div>'),
        ("a wrapper of another number", '<div><a href="/in/ada-1/">Ada Stone</a><p id="{key}2_connect"><button data-t="x" componentkey="{key}1_connect" aria-label="Invite Ada Stone to connect">C</button></p></div>'),
        ("no list, and a namesake's row without Connect", '<div><div><p>Ada Stone</p>{ada}</div><div><a href="/in/ada-1/">Ada Stone</a><button>Message</button></div></div>'),
        ("somebody's link heads the section", '<section><h2><a href="/in/ada-1/">More like Ada</a></h2><p>Ben Okoro</p><button data-t="x"><svg id="connect-small"></svg></button></section>'),
        ("a row whose person is no link", '<ul><li><p>Ben Okoro</p><p><a href="/in/ada-1/">Ada Stone</a> is a mutual connection</p><button data-t="x"><svg id="connect-small"></svg></button></li></ul>'),
        ("an unknown label that mentions a longer name", '<div><p>Ada Stone Miller</p><a href="/in/ada-1/">Ada Stone</a><button data-t="x" aria-label="Pending: Ada Stone Miller">P</button></div>'),
        ("an unknown label that mentions part of a name", '<div><a href="/in/ada-1/">Ada</a><button data-t="x" aria-label="Pending: Adam Smith">P</button></div>'),
        ("Accept that leads to the page itself, somebody's profile", '<div><button aria-label="Ignore Kim Poe">I</button><a data-t="x" href="/in/ada-1/" aria-label="Accept Kim Poe’s invitation">A</a></div>'),
    ],
)  # fmt: skip
def test_nobody_where_a_clue_is_none(reader: Tab, scene: str, body: str) -> None:
    """Each of these looks like a clue to Ada."""
    filled = body.replace("{ada}", button("Ada Stone")).replace("{key}", KEY)
    found = [control for control in show(reader, f"<main>{filled}</main>", "/in/ada-1/") if control["mark"] == "x"]
    assert [control["slug"] for control in found] in ([], [None]), scene


@pytest.mark.parametrize(
    ("scene", "language", "control", "state"),
    [
        ("withdrawn, and still labelled", "en", f'<button data-t="x" componentkey="{KEY}7_withdrawn" aria-label="Invite Ada Stone to connect">C</button>', "withdrawn"),
        ("withdrawn, in German", "de", f'<button data-t="x" componentkey="{KEY}7_withdrawn" aria-label="Ada Stone als Kontakt einladen">V</button>', "withdrawn"),
        ("withdrawn, by its key alone", "en", f'<button data-t="x" componentkey="{KEY}7_withdrawn"></button>', "withdrawn"),
        ("withdrawn, the key in the id and cut", "de", f'<button data-t="x" id="{KEY}7_withd"></button>', "withdrawn"),
        ("withdrawn, with an icon of Connect", "en", f'<button data-t="x" componentkey="{KEY}7_withdrawn"><svg id="connect-small"></svg></button>', "withdrawn"),
        ("Pending whose link is the start page", "en", '<a data-t="x" href="/" aria-label="Pending, click to withdraw invitation sent to Ada Stone">P</a>', "pending"),
        ("Pending in a language without a frame", "de", '<a data-t="x" href="https://www.linkedin.com/" aria-label="Ausstehend – Klicken, um die Einladung an Ada Stone zurückzuziehen">A</a>', "pending"),
        ("Pending that leads to the profile", "en", '<a data-t="x" href="/in/ada-1/" aria-label="Pending, click to withdraw invitation sent to Ada Stone">P</a>', "pending"),
        ("a label cut to the verb", "en", '<button data-t="x" aria-label="Connect"></button>', "connect"),
        ("a label cut to the verb, in Polish", "pl", '<button data-t="x" aria-label="Nawiąż kontakt"></button>', "connect"),
        ("no label at all", "en", '<button data-t="x"><span>Connect</span></button>', "connect"),
        ("no label at all, in Japanese", "ja", '<button data-t="x"><span>つながる</span></button>', "connect"),
        ("the icon alone", "en", '<button data-t="x"><svg id="connect-small"></svg></button>', "connect"),
        ("Accept that leads to the page itself", "en", '<button aria-label="Ignore an invitation to connect from Ada Stone">I</button><a data-t="x" href="/in/ada-1/" aria-label="Accept Ada Stone’s invitation to connect">A</a>', "received"),
        ("Accept in English on a German page", "de", '<button aria-label="Ignore an invitation to connect from Ada Stone">I</button><button data-t="x" aria-label="Accept Ada Stone\'s invitation">A</button>', "received"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("attribute", ["componentkey", "id"])
def test_forms_of_the_top_card(
    reader: Tab, scene: str, language: str, control: str, state: str, attribute: str
) -> None:
    """The profile in the address, and the state that the control is in."""
    body = f'<main><div {attribute}="{TOP}"><section><h2>Ada Stone</h2>{control}</section></div></main>'
    found = show(reader, body, "/in/ada-1/", "(2) Ada Stone | LinkedIn", language)
    assert [(one["mark"], one["state"], one["slug"], one["opaque"]) for one in found] == [
        ("x", state, "ada-1", OPAQUE.lower())
    ], scene


@pytest.mark.parametrize(
    ("scene", "control"),
    [
        ("the label says Connect, the key Pending", f'<button data-t="x" componentkey="{KEY}7_pending" aria-label="Invite Ada Stone to connect">C</button>'),
        ("the label says Pending, the link Connect", '<a data-t="x" href="/preload/custom-invite/?vanityName=ada-1" aria-label="Pending, click to withdraw invitation sent to Ada Stone">P</a>'),
        ("the keys say Connect and Pending", f'<button data-t="x" componentkey="{KEY}7_pending" id="{KEY}7_connect" aria-label="Invite Ada Stone to connect">C</button>'),
        ("the labels say Connect and Pending", '<button data-t="x" aria-label="Invite Ada Stone to connect"><i aria-label="Pending, click to withdraw invitation sent to Ada Stone"></i></button>'),
    ],
)  # fmt: skip
def test_an_unsure_state_is_nobodys(reader: Tab, scene: str, control: str) -> None:
    body = f'<main><div componentkey="{TOP}"><section><h2>Ada Stone</h2>{control}</section></div></main>'
    found = show(reader, body, "/in/ada-1/", "Ada Stone | LinkedIn")
    assert [(one["state"], one["how"]) for one in found] == [("unknown", "none")], scene


@pytest.mark.parametrize(
    ("scene", "item"),
    [
        ("its label inside, with a link", '<a role="menuitem" data-t="x" href="/preload/custom-invite/?vanityName=ada-1"><div aria-label="Invite Ada Stone to connect">Connect</div></a>'),
        ("its label inside, and nothing else", '<div role="menuitem" data-t="x"><div aria-label="Invite Ada Stone to connect">Connect</div></div>'),
        ("Pending, its label inside", '<div role="menuitem" data-t="x"><p><span aria-label="Pending, click to withdraw invitation sent to Ada Stone">Pending</span></p></div>'),
    ],
)  # fmt: skip
def test_items_of_the_menu(reader: Tab, scene: str, item: str) -> None:
    menu = f'<div popover="manual"><div role="menu"><div role="menuitem">About this member</div>{item}<a role="menuitem" href="/in/ben-2/">Report</a></div></div>'
    body = f'<h2>0 notifications</h2><main><div id="{TOP}"><h2>Ada Stone</h2><button aria-expanded="true">More</button></div></main>{menu}'
    found = show(reader, body, "/in/ada-1/", "Ada Stone | LinkedIn")
    assert [(one["mark"], one["slug"]) for one in found] == [("x", "ada-1")], scene
    if "preload" not in item:
        other = body.replace("</main>", '<aside><button aria-expanded="true">More</button></aside></main>')
        assert [one["slug"] for one in show(reader, other, "/in/ada-1/", "Ada Stone | LinkedIn")] == [None], scene


def profile(name: str = "Lee Demo", rest: str = "", where: str = "section") -> str:
    return f"<main><{where}><h1>{name}</h1><div>{button(name)}</div>{rest}</{where}></main>"


def test_the_address_names_the_owner_of_the_top_card(reader: Tab) -> None:
    (control,) = show(reader, profile(), "/in/lee-demo-7/", "(12) Lee Demo | LinkedIn")
    assert (control["slug"], control["how"]) == ("lee-demo-7", "address")


@pytest.mark.parametrize(
    ("scene", "body", "title"),
    [
        ("the title names somebody else", profile(), "Kim Poe | LinkedIn"),
        ("the title is empty", profile(), ""),
        ("outside the top card", f"<main><section><h1>Lee Demo</h1></section><section>{button('Lee Demo')}</section></main>", "Lee Demo | LinkedIn"),
        (
            "somebody else without a link in the same section",
            profile(rest=f"<div>{button('Mia Else', 'y')}</div>"),
            "Lee Demo | LinkedIn",
        ),
        ("a namesake in the rail", f"<main><section><h1>Lee Demo</h1></section></main><aside>{button('Lee Demo')}</aside>", "Lee Demo | LinkedIn"),
    ],
)  # fmt: skip
def test_the_address_names_nobody(reader: Tab, scene: str, body: str, title: str) -> None:
    found = show(reader, body, "/in/lee-demo-7/", title)
    assert [control["slug"] for control in found] == [None] * body.count("<button"), scene


def test_a_namesake_in_the_top_section_is_not_the_address(reader: Tab) -> None:
    rest = f'<div><a href="/in/{OPAQUE}">Lee Demo</a>{button("Lee Demo", "y")}</div>'
    own, other = show(reader, profile(rest=rest), "/in/lee-demo-7/", "Lee Demo | LinkedIn")
    assert (own["slug"], other["slug"], other["opaque"]) == ("lee-demo-7", None, OPAQUE.lower())


def test_a_bar_that_stays_in_view_is_part_of_the_top(reader: Tab) -> None:
    bar = (
        '<div style="position:sticky;top:0;height:{height}px;width:90vw"><p>Lee Demo</p>'
        + button("Lee Demo")
        + "</div><main><section><h1>Lee Demo</h1></section></main>"
    )
    (control,) = show(reader, bar.format(height=60), "/in/lee-demo-7/", "Lee Demo | LinkedIn")
    assert control["slug"] == "lee-demo-7"
    (control,) = show(reader, bar.format(height=600), "/in/lee-demo-7/", "Lee Demo | LinkedIn")
    assert control["slug"] is None, "a rail that stays in view is not a bar"


def test_the_card_of_the_profile_before_is_not_this_ones(reader: Tab) -> None:
    """Without a new document the address comes first, the title and the cards later."""
    show(reader, profile("Ada Before"), "/in/ada-before/", "Ada Before | LinkedIn")
    reader.inside("Owner.turn()")
    reader.page.evaluate("history.pushState(null, '', '/in/ben-after/')")
    reader.inside("Owner.turn()")
    assert [control["slug"] for control in reader.inside(READ)] == [None]
    reader.page.evaluate(
        "document.title = 'Ben After | LinkedIn'; document.querySelector('h1').textContent = 'Ben After';"
        "document.querySelector('button').setAttribute('aria-label', 'Invite Ben After to connect')"
    )
    assert [control["slug"] for control in reader.inside(READ)] == ["ben-after"]
    reader.page.evaluate("history.pushState(null, '', '/feed/')")
    reader.inside("Owner.turn()")


@pytest.mark.parametrize(
    ("language", "label", "name"),
    [
        ("nl", "Connectieverzoek verzenden naar Ada als Kontakt einladen", "Ada als Kontakt einladen"),
        ("de", "Connectieverzoek verzenden naar Ada als Kontakt einladen", "Connectieverzoek verzenden naar Ada"),
        ("en", "Connectieverzoek verzenden naar Ada als Kontakt einladen", None),
        ("en", "Ada als Kontakt einladen", "Ada"),
        ("xx", "Invite Ada to connect", "Ada"),
        ("", "Invite \u2068Ada\u2069 to connect", "Ada"),
        ("he", "שליחת הזמנה להתחבר אל \u200eAda\u200e", "Ada"),
        ("id", "Invite Ada to connect", "Ada"),
        ("zh-Hant", "邀請王明加為好友", "王明"),
        ("fr", "Inviter Ada à rejoindre votre réseau", "Ada"),
        ("en", "Accept Ada’s invitation to connect", "Ada"),
    ],
)  # fmt: skip
def test_a_label_in_two_languages(reader: Tab, language: str, label: str, name: str | None) -> None:
    body = f'<main><div><a href="/in/x-1/">{name or "y"}</a><button data-t="x" aria-label="{label}">C</button><button aria-label="No to {name}">N</button></div></main>'
    control = next(found for found in show(reader, body, language=language) if found["mark"] == "x")
    assert control["name"] == name
    assert control["state"] == ("received" if label.startswith("Accept") else "connect")


@pytest.mark.parametrize(
    ("shape", "path", "expected"),
    [
        ("ember-company-people.en.html", "/company/x/people/", ["ana-corp", "gus-group", "hal-hirer"]),
        ("ember-people-search.en.html", "/search/results/people/", ["pat-sample"]),
        ("ember-profile.html", "/in/lee-demo/", ["lee-demo", "lee-demo", "nia-else"]),
        ("sdui-people-search.pl.xhtml", "/search/results/people/", ["ola-przykład-1", "pending jan-test-2"]),
        ("sdui-profile-connect.en.html", "/in/avery-stone-1a2b3c/", ["avery-stone-1a2b3c"] * 3 + ["riley-chen-77", "zoë-łącka-88", "sam-ode"]),
        ("sdui-profile-more-menu.html", "/in/jordan-reyes/", ["jordan-reyes"]),
        ("sdui-pymk-grow.html", "/mynetwork/grow/", ["kim-voorbeeld-3"]),
        ("invite-modal.en.html", "/in/avery-stone/", []),
        ("sdui-profile-negatives.html", "/in/avery-stone-1a2b3c/", ["pending avery-stone-1a2b3c", "pending avery-stone-1a2b3c", "received None"]),
    ],
)  # fmt: skip
def test_the_shapes_as_they_were_gathered(reader: Tab, shape: str, path: str, expected: list[str]) -> None:
    text = (SHAPES / shape).read_text("utf-8")
    xml = shape.endswith(".xhtml")
    language = text.split('lang="', 1)[1].split('"', 1)[0]
    title = text.split("<title>", 1)[1].split("</title>", 1)[0]
    body = text[text.index("<html") :] if xml else text.split("<body>", 1)[1].split("</body>", 1)[0]
    found = show(reader, body, path, title, NEW_CODES.get(language, language), xml)
    said = [("" if c["state"] == "connect" else f"{c['state']} ") + str(c["slug"]) for c in found]
    assert said == expected


def test_a_withdraw_list_has_no_controls(reader: Tab) -> None:
    assert show(reader, f"<main>{button('Ada')}</main>", "/mynetwork/invitation-manager/sent/") == []


def test_received_without_a_known_label(reader: Tab) -> None:
    """On the page of received invitations the second of two buttons that name one person is Accept."""
    row = '<li><a href="/in/eva-1/"><span>Eva Lindt</span></a><p>Chefin</p><div><button aria-label="Einladung von Eva Lindt ignorieren">I</button><button data-t="x" aria-label="Einladung von Eva Lindt annehmen">A</button></div></li>'
    event = row.replace("<p>Chefin</p>", '<p><a href="/events/7/">Messe</a></p>')
    found = show(reader, f"<main><ul>{row}{event}</ul></main>", "/mynetwork/invitation-manager/", language="de")
    assert [(c["mark"], c["state"], c["slug"]) for c in found] == [("x", "received", "eva-1")]
    assert show(reader, f"<main><ul>{row}</ul></main>", "/feed/", language="de") == []
