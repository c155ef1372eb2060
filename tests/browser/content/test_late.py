"""What the worker answers late is about whom it was asked about, and is not said in somebody else's tip. In both browsers."""

from __future__ import annotations

from tests.browser.content.test_press import COUNTED, ROOT, persistent, ready
from tests.support.patience import until
from tests.support.scenes import PEOPLE, card, page
from tests.support.stage import Stage, keep, settled

ADA, BEN = list(PEOPLE)[:2]
HELD = """void (() => {
  const send = chrome.runtime.sendMessage;
  const held = new Promise((done) => { globalThis.__letGo = done; });
  let isFirst = true;
  chrome.runtime.sendMessage = async (...message) => {
    const answer = await send.apply(chrome.runtime, message);
    if (message[0].ask === "ASKED" && isFirst) {
      isFirst = false;
      await held;
    }
    return answer;
  };
})()"""
"""The first answer to what is `ASKED` is held back until it is let go."""


def begin(stage: Stage, held: str) -> None:
    """Ada's and Ben's cards."""
    stage.begin()
    stage.open(page(f"<main>{card(ADA)}{card(BEN)}</main>"))
    settled(stage, 2)
    stage.inside(HELD.replace("ASKED", held))
    stage.inside(COUNTED)


def press(stage: Stage, name: str) -> None:
    """Press somebody's chip."""
    (chip,) = [one for one in stage.inside("__look().shown") if one["name"] == name]
    stage.click(chip["x"] + 12, chip["y"] + 12)


def whose(stage: Stage) -> str:
    return str(stage.inside(f"{ROOT}?.querySelector('.tip')?.ariaLabel ?? ''"))


def tip_of(stage: Stage, name: str) -> None:
    until(f"the tip of {name}", lambda: name in whose(stage), stage.pause, lambda: whose(stage))


def test_what_was_done_for_one_is_not_said_of_another(stage: Stage) -> None:
    begin(stage, "remind")
    press(stage, ADA)
    tip_of(stage, ADA)
    persistent(stage, lambda: stage.click(*ready(stage)), 1)
    stage.keys("Escape")
    until("no tip", lambda: whose(stage) == "", stage.pause)
    press(stage, BEN)
    tip_of(stage, BEN)
    stage.inside("__letGo()")
    stage.rest()
    assert stage.inside(f"{ROOT}.querySelector('.tip .status').textContent") == ""


def test_of_two_chips_that_were_pressed_the_later_has_its_tip(stage: Stage) -> None:
    """The first is answered when the other's tip is open."""
    begin(stage, "advice")
    press(stage, ADA)
    until("the first question", lambda: stage.inside("__asked.includes('advice')"), stage.pause)
    press(stage, BEN)
    tip_of(stage, BEN)
    stage.inside("__letGo()")
    stage.rest()
    assert BEN in whose(stage)


def test_an_older_word_that_there_is_nothing_to_do_does_not_end_what_a_newer_one_began(stage: Stage) -> None:
    begin(stage, "begin")
    keep(stage, settings={"place": "toolbar"})
    until("the question", lambda: stage.inside("__asked.includes('begin')"), stage.pause)
    keep(stage, settings={"place": "page"})
    settled(stage, 2)
    stage.inside("__letGo()")
    stage.rest()
    assert len(stage.inside("__look().shown")) == 2
