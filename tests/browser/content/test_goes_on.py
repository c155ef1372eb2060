"""A page goes on to somebody else, or a chip goes: nothing of the one before stays beside another's button, and whoever is at a
chip by keyboard is not sent to the page's beginning. In both browsers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.content.test_late import HELD
from tests.browser.content.test_press import ROOT
from tests.browser.content.test_watch import top_card
from tests.support.patience import until
from tests.support.scenes import PEOPLE, card, page, stored
from tests.support.stage import OnFirefox, Stage, keep, settled

ADA, BEN = list(PEOPLE)[:2]
NOBODY_LOOKS = "void (globalThis.requestIdleCallback = () => 0)"


@pytest.fixture
def everybody(stage: Stage) -> Stage:
    """The people of the scenes, whatever a test before has entered."""
    stage.begin()
    return stage


def on_profile(stage: Stage, name: str, kind: str) -> None:
    """Somebody's profile, with one chip on it."""
    stage.open(page(f"<main id='main'>{top_card(name, kind)}</main>", title=name), f"/in/{PEOPLE[name]}/")
    until("a chip", lambda: len(stage.inside("__look().shown")) == 1, stage.pause, lambda: stage.inside("__look()"))


ON = f"history.pushState(null, '', '/in/{PEOPLE[BEN]}/'); document.title = '{BEN} | LinkedIn';"
SAME = f"{ON} document.querySelector('h2').textContent = '{BEN}'; document.querySelector('.card').setAttribute('componentkey', 'another');"
ANEW = f"{ON} main.innerHTML = {top_card(BEN, 'more')!r};"


@pytest.mark.parametrize("drawn", [SAME, ANEW], ids=["the same button", "drawn anew"])
@pytest.mark.parametrize("known", [True, False], ids=["a chip", "a question"])
def test_what_stands_beside_more_goes_with_its_profile(everybody: Stage, drawn: str, known: bool) -> None:
    """The next person's menu is in the same place, says the same, and may be the same element; the next look is still to come."""
    stage = everybody
    if not known:
        records = stored()["records"]
        del records["people"][PEOPLE[ADA]]["profiles"]
        keep(stage, records=records)
    on_profile(stage, ADA, "more")
    stage.inside(NOBODY_LOOKS)
    stage.do(drawn)
    stage.inside("globalThis.__film(300)")
    assert stage.inside("__look().shown") == []


def test_a_page_that_went_on_while_advice_was_off_is_believed_when_it_has_settled(everybody: Stage) -> None:
    """Its title is its own, though nobody saw the one before give way to it."""
    stage = everybody
    on_profile(stage, ADA, "button")
    keep(stage, settings={"place": "toolbar"})
    settled(stage, 0)
    stage.do(f"{ON} main.innerHTML = {top_card(BEN)!r};")
    keep(stage, settings={"place": "page"})
    until("watching", lambda: stage.inside("Replies.silent() === null"), stage.pause)
    stage.rest()
    later(stage)
    assert [chip["name"] for chip in settled(stage, 1)] == [BEN]


def test_a_page_that_is_about_to_go_on_as_advice_comes_back_is_nobodys(everybody: Stage) -> None:
    """The address comes first; title and card are still those of the one before, however long that takes."""
    stage = everybody
    on_profile(stage, ADA, "button")
    keep(stage, settings={"place": "toolbar"})
    settled(stage, 0)
    stage.do(f"history.pushState(null, '', '/in/{PEOPLE[BEN]}/');")
    keep(stage, settings={"place": "page"})
    stage.rest()
    later(stage)
    stage.rest()
    assert stage.inside("__look().shown") == []
    stage.do(f"{ON} main.innerHTML = {top_card(BEN)!r};")
    assert [chip["name"] for chip in settled(stage, 1)] == [BEN]


def later(stage: Stage) -> None:
    """The address has been the same for so long that the page must be its own; then it is looked at."""
    stage.inside("void ((now) => { performance.now = () => now() + 11_000; })(performance.now.bind(performance))")
    stage.do("dispatchEvent(new Event('focus'))")


def at_a_chip(stage: Stage, more: str = "", chips: int = 1) -> None:
    """At Ada's chip by keyboard, between a first and a last link."""
    body = f"<a href='#first'>First</a>{card(ADA)}<a href='#last'>Last</a>{more}"
    stage.open(
        page(f"<main>{body}</main><script>addEventListener('click', () => {{ globalThis.pressed = true; }})</script>")
    )
    settled(stage, chips)
    stage.inside(f"[...{ROOT}.querySelectorAll('.chip')].find((chip) => chip.ariaLabel.includes('{ADA}')).focus()")


def goes_on_from_there(stage: Stage, chips: int = 0) -> None:
    """The next key does not begin with the page anew, nor does another Enter press what the chip stood beside."""
    settled(stage, chips)
    stage.keys("Enter")
    assert stage.do("return globalThis.pressed ?? false") is False, "nothing of the page's was pressed"
    stage.keys("Tab")
    assert stage.do("return document.activeElement.textContent") == "Last"


def test_whoever_is_at_a_chip_that_goes_goes_on_from_there(everybody: Stage) -> None:
    at_a_chip(everybody)
    keep(everybody, settings={"place": "toolbar"})
    goes_on_from_there(everybody)


def in_a_tip(stage: Stage, more: str = "", chips: int = 1) -> None:
    """In the tip of Ada's chip, by keyboard."""
    at_a_chip(stage, more, chips)
    stage.keys("Enter")
    until("a tip", lambda: stage.inside(f"!!{button('edit')}"), stage.pause)
    stage.inside(f"{button('edit')}.focus()")


def test_whoever_is_in_a_tip_that_goes_goes_on_from_there(everybody: Stage) -> None:
    in_a_tip(everybody)
    keep(everybody, settings={"place": "toolbar"})
    goes_on_from_there(everybody)


@pytest.mark.parametrize("others", [0, 1], ids=["alone", "beside somebody else"])
def test_whoever_is_in_the_tip_of_somebody_who_is_deleted_goes_on_from_there(everybody: Stage, others: int) -> None:
    in_a_tip(everybody, card(BEN) * others, 1 + others)
    records = stored()["records"]
    del records["people"][PEOPLE[ADA]]
    records["rounds"]["r"]["who"].remove(PEOPLE[ADA])
    keep(everybody, records=records)
    goes_on_from_there(everybody, others)


@pytest.mark.parametrize("at", ["chip", "edit"], ids=["at the chip", "in the tip"])
def test_whoever_is_where_a_button_goes_goes_with_the_tip_to_another_chip(everybody: Stage, at: str) -> None:
    """Both buttons had a chip of their own, so that none is put in the other's place."""
    stage = everybody
    in_a_tip(stage, card(ADA), 2)
    if at == "chip":
        stage.inside(f"{ROOT}.querySelector('.chip').focus()")
    stage.do("document.querySelector('.card').remove()")
    until("one chip", lambda: stage.inside(f"{ROOT}.querySelectorAll('.chip').length") == 1, stage.pause)
    until("its tip", lambda: stage.inside(f"!!{button('edit')}"), stage.pause)
    until("the focus there", lambda: focused(stage) == at, stage.pause, lambda: focused(stage))


def focused(stage: Stage) -> str | None:
    """What of ours has the focus: the key of a button, or the class."""
    found: str | None = stage.inside(f"{ROOT}.activeElement?.dataset.key ?? {ROOT}.activeElement?.className")
    return found


@pytest.mark.parametrize("at", ["chip", "edit", None], ids=["at the chip", "in the tip", "pressed elsewhere"])
def test_whoever_was_at_a_button_that_was_covered_for_a_while_is_there_again(everybody: Stage, at: str | None) -> None:
    """Its chip is out of sight meanwhile, and the browser takes the focus from what is; whoever pressed elsewhere has gone."""
    stage = everybody
    in_a_tip(stage)
    if at == "chip":
        stage.inside(f"{ROOT}.querySelector('.chip').focus()")
    stage.do("document.querySelector('.card').style.visibility = 'hidden'")
    until("no chip", lambda: stage.inside(f"!!{ROOT}.querySelector('.chip.away')"), stage.pause)
    until("no focus", lambda: focused(stage) is None, stage.pause, lambda: focused(stage))
    if at is None:
        stage.click(600, 500)
    stage.do("document.querySelector('.card').style.visibility = ''")
    settled(stage, 1)
    until("the focus there", lambda: focused(stage) == at, stage.pause, lambda: focused(stage))


SLEPT = "void ((now) => { Date.now = () => now() + 20_000; })(Date.now.bind(Date))"
UNSEEN = f"{ROOT}.querySelector('.tip').checkVisibility({{ visibilityProperty: true }}) === false"


@pytest.mark.parametrize("at", ["chip", "edit"], ids=["at the chip", "in the tip"])
def test_whoever_was_there_as_the_machine_fell_asleep_is_there_again(everybody: Stage, at: str) -> None:
    """Until it is known to be true again it is out of sight, and the browser takes the focus from what is."""
    stage = everybody
    in_a_tip(stage)
    if at == "chip":
        stage.inside(f"{ROOT}.querySelector('.chip').focus()")
    stage.inside(HELD.replace("ASKED", "whose"))
    stage.inside(SLEPT)
    until("nothing in sight", lambda: stage.inside(UNSEEN), stage.pause)
    until("no focus", lambda: stage.do("return document.activeElement === document.body"), stage.pause)
    stage.inside("__letGo()")
    until("all in sight", lambda: not stage.inside(UNSEEN), stage.pause)
    until("the focus there", lambda: focused(stage) == at, stage.pause, lambda: focused(stage))


@pytest.mark.parametrize("standing", ["firefox"], indirect=True, scope="session")
def test_whoever_comes_back_from_another_tab_is_there_again(everybody: Stage) -> None:
    """In a tab that nobody sees the time runs out. While it is tested Chromium tells every tab that it is seen."""
    stage = everybody
    assert isinstance(stage, OnFirefox)
    in_a_tip(stage)
    stage.browser.send("browsingContext.activate", context=stage.browser.new_tab())
    until("a tab that nobody sees", lambda: stage.do("return document.visibilityState") == "hidden", stage.pause)
    until("nothing in sight", lambda: stage.inside(UNSEEN), stage.pause)
    stage.browser.send("browsingContext.activate", context=stage.tab)
    until("the focus there", lambda: focused(stage) == "edit", stage.pause, lambda: focused(stage))


def test_whoever_went_on_meanwhile_is_left_where_they_are(everybody: Stage) -> None:
    stage = everybody
    in_a_tip(stage)
    stage.inside(HELD.replace("ASKED", "whose"))
    stage.inside(SLEPT)
    until("nothing in sight", lambda: stage.inside(UNSEEN), stage.pause)
    stage.do("[...document.links].at(-1).focus()")
    stage.inside("__letGo()")
    until("all in sight", lambda: not stage.inside(UNSEEN), stage.pause)
    assert stage.do("return document.activeElement.textContent") == "Last"


def test_whoever_hides_a_chip_by_keyboard_goes_on_from_there(everybody: Stage) -> None:
    stage = everybody
    at_a_chip(stage)
    stage.keys("Enter")
    by_key(stage, "hide", lambda: bool(stage.inside(f"!!{button('hide-now')}")))
    by_key(stage, "hide-now", lambda: bool(stage.inside(f"!{button('hide-now')}")))
    goes_on_from_there(stage)


def button(key: str) -> str:
    return f"({ROOT}?.querySelector('.tip [data-key={key}]') ?? null)"


def by_key(stage: Stage, key: str, done: Callable[[], bool]) -> None:
    """Press a button of the tip by Enter until that is done: anew if it did not count."""
    one = button(key)
    until(key, lambda: stage.inside(f"!!{one}"), stage.pause)
    stage.inside(f"{one}.focus()")

    def pressed() -> bool:
        if stage.inside(f"!!{one} && Sight.isReady({one}, true)"):
            stage.keys("Enter")
        return done()

    until(f"{key} to be pressed", pressed, stage.pause)
