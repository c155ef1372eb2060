"""Whose control it is where somebody else on the page has the same name, or is named in other words than a link's: the right
person, or nobody."""

from __future__ import annotations

import itertools

import pytest

from tests.browser.content.test_owner import OPAQUE, READ, button, show
from tests.support.chromium import Tab

ADA = "ada-stone-1"
NAMESAKE = "ada-stone-9"
ICON = '<svg id="connect-small"></svg>'
TOP = f'componentkey="com.linkedin.sdui.profile.card.ref{OPAQUE}Topcard"'
MUTUAL = f'<p><a href="/in/{ADA}/">Ada Stone</a> is a mutual connection</p>'


def link(slug: str, text: str) -> str:
    return f'<a href="/in/{slug}/">{text}</a>'


def bare(inside: str = ICON, **named: str) -> str:
    """A control that does not say whose it is; `named` are attributes that name it otherwise."""
    attributes = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in named.items())
    return f'<button data-t="x" {attributes}>{inside}</button>'


WORD = bare("<span>Connect</span>")
STONE = button("Ada Stone")
OWN = link(ADA, "Ada Stone")


@pytest.mark.parametrize(
    ("scene", "body", "slug"),
    [
        ("the mutual connection is a namesake", f"<li>{link(NAMESAKE, 'Ada Stone')}{MUTUAL}{STONE}</li>", NAMESAKE),
        ("the person is no link, the namesake is", f"<li><div>Ada Stone</div>{MUTUAL}{STONE}</li>", None),
        ("the name with a degree in one text", f"<li><div>Ada Stone · 2nd</div>{MUTUAL}{STONE}</li>", None),
        ("the name on a picture", f'<li><img alt="Photo of Ada Stone">{MUTUAL}{STONE}</li>', None),
        ("the name in two parts", f"<li><div><span>Ada</span> <span>Stone</span></div>{MUTUAL}{STONE}</li>", None),
        ("the name on a button", f"<li><button>Ada Stone</button>{MUTUAL}{STONE}</li>", None),
        ("a company of that name", f'<li><a href="/company/ada-stone/">Ada Stone</a>{MUTUAL}{STONE}</li>', None),
        ("another application's link", f'<li><a href="/sales/lead/{OPAQUE}">Ada Stone</a>{MUTUAL}{STONE}</li>', None),
        ("a sentence in parts", f"<li><div>Ada Stone</div><p><span>{link(ADA, 'Ada Stone')}</span><span> is a mutual connection</span></p>{STONE}</li>", None),
        ("two posts, of which the second is no link", f"<div><div>{link(ADA, 'Ada Stone')} posted</div><div>Ada Stone commented {STONE}</div></div>", None),
        ("a sentence alone", f"<li><p>{link(ADA, 'Ada Stone')} works at Example Ltd.</p>{STONE}</li>", ADA),
        ("a first name that two have", f"<div>{link('ada-marsh-3', 'Ada Marsh')}{button('Ada')}<p>{link(ADA, 'Ada')} is a mutual connection</p></div>", None),
        ("a first name, the person no link", f"<li><p>Ada Marsh</p><p>{link(ADA, 'Ada')} and 3 others</p>{button('Ada')}</li>", None),
        ("a namesake beside the profile", f"<div {TOP}><h2>Ada Stone</h2></div><aside><div>{link(NAMESAKE, 'Ada Stone')}{STONE}</div></aside>", NAMESAKE),
        ("a namesake beside the profile, no link", f"<div {TOP}><h2>Ada Stone</h2></div><aside><div><p>Ada Stone</p>{STONE}</div></aside>", None),
        ("a namesake's menu", f'<div {TOP}><h2>Ada Stone</h2><button aria-expanded="false">More</button></div><aside>{link(NAMESAKE, "Ada Stone")}<button aria-expanded="true">More</button></aside><div role="menu"><div role="menuitem" data-t="x" aria-label="Invite Ada Stone to connect">Connect</div></div>', None),
    ],
)  # fmt: skip
def test_namesakes(reader: Tab, scene: str, body: str, slug: str | None) -> None:
    (control,) = show(reader, f"<main>{body}</main>", f"/in/{ADA}/", "Ada Stone | LinkedIn")
    assert control["slug"] == slug, (scene, control)


@pytest.mark.parametrize(
    ("scene", "inside", "slug"),
    [
        ("one link and the icon", f"{link(ADA, 'Ada Stone')}{bare()}", ADA),
        ("a picture that is the link", f'<a href="/in/{ADA}/"><img alt="Ada Stone"></a>{bare()}', ADA),
        ("the word as label", OWN + bare(aria_label="Connect"), ADA),
        ("a label in no frame that names the link's person", OWN + bare(aria_label="Add Ada"), None),
        ("somebody else's name on an element", f'<div role="img" aria-label="Ben Okoro"></div>{link(ADA, "Ada Stone")}{bare()}', None),
        ("on a button", f"<button>Ben Okoro</button>{link(ADA, 'Ada Stone')}{bare()}", None),
        ("in a title", f'<i title="Ben Okoro"></i>{link(ADA, "Ada Stone")}{bare()}', None),
        ("in the control's label", OWN + bare(aria_label="Add Ben Okoro"), None),
        ("in the control's title", OWN + bare(title="Invite Ben Okoro to connect"), None),
        ("in the control's text", OWN + bare(f"{ICON}<span>Connect with Ben</span>"), None),
        ("in what the control is labelled by", OWN + bare(aria_labelledby="l") + "<i id=l></i>", None),
        ("in what describes the control", OWN + bare(aria_describedby="l") + "<i id=l></i>", None),
        ("a row in which a row is somebody's", f"<p>Ben Okoro</p><ul><li>{link(ADA, '')}</li></ul>{bare()}", None),
    ],
)  # fmt: skip
def test_a_row_about_one_person_says_nothing_of_another(reader: Tab, scene: str, inside: str, slug: str | None) -> None:
    (control,) = show(reader, f"<main><ul><li>{inside}</li></ul></main>")
    assert control["slug"] == slug, (scene, control)


@pytest.mark.parametrize(
    ("scene", "body", "slug"),
    [
        ("under the name", f"<div {TOP}><h2>Ada Stone</h2><div>{WORD}</div></div>", ADA),
        ("in a row of buttons beside the name", f"<div {TOP}><div><h2>Ada Stone</h2><p>· 2nd</p></div><div><button>Message</button><div>{WORD}</div></div></div>", ADA),
        ("in a drawer for somebody else", f"<section><h1>Ada Stone</h1><button>Message</button><div><p>Ben Okoro</p>{bare()}</div></section>", None),
        ("beside somebody else's name", f"<div {TOP}><h2>Ada Stone</h2><div><p>Ben Okoro</p>{WORD}</div></div>", None),
        ("in a list in a wide section", f"<section><h1>Ada Stone</h1><aside><ul><li><p>Ben Okoro</p>{bare(aria_label='Connect')}</li></ul></aside></section>", None),
        ("under a heading of its own", f"<section><h1>Ada Stone</h1><section><h2>Ben Okoro</h2>{WORD}</section></section>", None),
        ("beside a picture of somebody else", f'<div {TOP}><h2>Ada Stone</h2><div><img alt="Ben Okoro">{WORD}</div></div>', None),
    ],
)  # fmt: skip
def test_a_control_without_a_word_in_the_top_card(reader: Tab, scene: str, body: str, slug: str | None) -> None:
    """The nearest words around it are the profile's, or it is somebody's who is shown in the card."""
    (control,) = show(reader, f"<main>{body}</main>", f"/in/{ADA}/", "Ada Stone | LinkedIn")
    assert control["slug"] == slug, (scene, control)


def test_two_profiles_in_one_shadow_root(reader: Tab) -> None:
    show(reader, "<main><div id='outlet'></div></main>")
    rows = "".join(
        f"<div><div>{link(slug, name)}</div>{button(name, slug)}</div>"
        for slug, name in ((ADA, "Ada Stone"), ("ben-2", "Ben Okoro"))
    )
    loose = f"<div>{link(ADA, 'Ada Stone')}{link('ben-2', 'Ben Okoro')}{bare()}</div>"
    reader.page.evaluate(
        "(html) => { document.querySelector('#outlet').attachShadow({ mode: 'open' }).innerHTML = html; }", rows + loose
    )
    assert [(control["mark"], control["slug"]) for control in reader.inside(READ)] == [
        (ADA, ADA),
        ("ben-2", "ben-2"),
        ("x", None),
    ]


RECYCLED = (
    "row.querySelector('a').href = '/in/ben-2/'",
    "row.querySelector('p').textContent = 'Ben Okoro'",
    "row.querySelector('button').setAttribute('aria-label', 'Invite Ben Okoro to connect')",
)
"""A list that uses its rows again writes one after the other, in whatever order."""


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(RECYCLED)))))
def test_a_row_that_is_used_again(reader: Tab, order: tuple[int, ...]) -> None:
    """Where the label names one and the link another it is nobody's."""
    show(reader, f"<main><ul><li><a href='/in/{ADA}/'><p>Ada Stone</p></a>{STONE}</li></ul></main>")
    done: set[int] = set()
    for step in order:
        reader.page.evaluate(f"() => {{ const row = document.querySelector('li'); {RECYCLED[step]}; }}")
        done.add(step)
        (control,) = reader.inside(READ)
        agree = ({1, 2} & done) in (set(), {1, 2})
        assert control["slug"] == (None if not agree else "ben-2" if 0 in done else ADA), done
