"""Scripts come to a page when it needs them: what finds controls first, the rest with the first chip and with the first tip; in
whatever order they are asked for, and while the page goes elsewhere."""

from __future__ import annotations

from playwright.sync_api import Error

from tests.support.patience import until
from tests.support.scenes import PEOPLE, card, page
from tests.support.stage import Stage, settled

ADA = next(iter(PEOPLE))
NOBODY = page(f"<main>{card('Nobody Entered')}</main>")
ADD = f"document.querySelector('main').insertAdjacentHTML('beforeend', {card(ADA)!r})"
CLUE = f"{{slug: '{PEOPLE[ADA]}', opaque: null, member: null, name: null, how: 'link', own: ['slug'], names: [], marks: ['connect']}}"
THERE = "[Later.stage(), typeof Host, typeof Sight, typeof View]"

GONE = """void (globalThis.chrome.runtime.sendMessage = ((send) => (question) => {
  const answer = send(question);
  if (question.ask === 'whose') {
    chrome.runtime.sendMessage = send;
    location.assign('/mynetwork/');
  }
  return answer;
})(chrome.runtime.sendMessage))"""
"""As soon as the worker is asked, once: a page that was put away comes back as it was."""


def reads(stage: Stage) -> bool:
    """Whether all controls of the page were asked about."""
    return bool(
        stage.inside("typeof Known === 'object' && Known.isThere && [...Find.controls(document)].some(Boolean)")
    )


def path(stage: Stage) -> str:
    """The path of the page; none while it is on its way."""
    try:
        return str(stage.do("return location.pathname"))
    except (AssertionError, Error):
        return ""


def open_and_rest(stage: Stage, html: str, at: str = "/mynetwork/grow/") -> None:
    stage.open(html, at)
    until("the page to be read", lambda: reads(stage), stage.pause)
    stage.rest()


def test_each_comes_when_it_is_needed(stage: Stage) -> None:
    open_and_rest(stage, NOBODY)
    assert stage.inside(THERE) == ["none", *["undefined"] * 3], "nobody entered is here"
    stage.do(ADD)
    (chip,) = settled(stage, 1)
    assert stage.inside(THERE) == ["chips", "object", *["undefined"] * 2]
    stage.click(chip["x"] + 12, chip["y"] + chip["height"] / 2)
    until("a tip", lambda: stage.inside("Later.tip()?.chip() != null"), stage.pause)
    assert stage.inside(THERE) == ["tip", *["object"] * 3]


def test_all_asked_for_at_once(stage: Stage) -> None:
    """As by looks that overlap, and by a press before the first has its answer."""
    open_and_rest(stage, NOBODY)
    whose = f"{{ask: 'whose', clues: [{CLUE}], rested: 0, has: 'none'}}"
    advice = f"{{ask: 'advice', clue: {CLUE}, has: 'none'}}"
    stage.inside("void addEventListener('error', ({ message }) => { (globalThis.__errors ??= []).push(message); })")
    asked = ", ".join(f"chrome.runtime.sendMessage({one})" for one in (whose, advice, whose, advice))
    answers = stage.inside(f"Promise.all([{asked}])")
    assert [set(answer) for answer in answers] == [{"data"}] * 4
    assert stage.inside(THERE) == ["tip", *["object"] * 3]
    assert stage.inside("globalThis.__errors ?? []") == []
    stage.do(ADD)
    settled(stage, 1)


def test_a_page_that_goes_elsewhere_while_they_come(stage: Stage) -> None:
    """The document that comes instead gets nothing that it did not ask for; the one that comes back has its chip."""
    open_and_rest(stage, NOBODY, "/feed/")
    stage.inside(GONE)
    stage.do(ADD)
    until("the other page", lambda: path(stage) == "/mynetwork/", stage.pause)
    until("our scripts", lambda: stage.inside("typeof Known === 'object' && Known.isThere"), stage.pause)
    stage.rest()
    assert stage.inside(THERE) == ["none", *["undefined"] * 3]
    stage.do("setTimeout(() => history.back())")
    until("the page before", lambda: path(stage) == "/feed/" and reads(stage), stage.pause)
    stage.do(f"if (!document.querySelector('[data-who=\"{ADA}\"]')) {ADD}")
    settled(stage, 1)
