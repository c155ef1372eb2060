"""What LinkedIn's page and the worker say to each other: hostile, broken, late or missing, and nothing comes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import MONDAY
from tests.browser.content.test_selfcheck import check, says
from tests.support import chromium as driver
from tests.support.patience import until
from tests.support.scenes import LOOK, card, page, stored
from tests.support.stage import OnChromium, on_chromium, settled

ADA = "Ada Stone"
CLUE = "{slug: 'ada-stone-0', opaque: null, member: null, name: null, how: 'link', own: ['slug'], names: [], marks: []}"
SPOIL = """
if (typeof document === "object" && location.protocol === "https:") {
  const { sendMessage } = chrome.runtime;
  globalThis.__thrown = [];
  addEventListener("error", (event) => __thrown.push(event.message));
  addEventListener("unhandledrejection", (event) => __thrown.push(String(event.reason)));
  chrome.runtime.sendMessage = async (question) => {
    const reply = await sendMessage.call(chrome.runtime, question);
    const spoil = globalThis.__spoil;
    return question.ask === "whose" && spoil ? spoil(reply) : reply;
  };
  globalThis.__spoil = ANSWERS[new URLSearchParams(location.search).get("spoil")];
}
"""
"""Prelude for test copies: what the worker answers is spoilt in the way that the page's address names."""


@pytest.fixture(scope="module")
def stage(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OnChromium]:
    with on_chromium(playwright, built, tmp_path_factory.mktemp("messages"), chromium, MONDAY) as opened:
        opened.open(page(f"<main>{card(ADA)}</main>"))
        settled(opened, 1)
        yield opened


def dropped(stage: OnChromium) -> int:
    return int(stage.extension.worker.evaluate("() => Store.dropped()"))


def told(stage: OnChromium, clues: str) -> list[bool]:
    """About which of these the worker says something, as one question of the page."""
    reply = f"chrome.runtime.sendMessage({{ask: 'whose', clues: {clues}, rested: 0, has: 'none'}})"
    found: list[bool] = stage.inside(f"{reply}.then(({{ data }}) => data.owners.map((owner) => owner !== null))")
    return found


def test_what_a_page_says_of_its_address_is_compared_with_the_address(stage: OnChromium) -> None:
    """The page is not a profile's: whoever speaks of “the profile of this address” there is not believed."""
    claims = "{how: 'address', own: []}", "{names: ['Ada Stone']}"
    assert told(stage, f"[{CLUE}]") == [True]
    assert told(stage, f"[{', '.join(f'{{...{CLUE}, ...{claim}}}' for claim in claims)}]") == [False, False]
    stage.do("history.pushState(null, '', '/in/ada-stone-0/')")
    address = f"[{{...{CLUE}, ...{claims[0]}}}]"
    until("the browser's word on the new address", lambda: told(stage, address) == [True], stage.pause)
    stage.do("history.pushState(null, '', '/mynetwork/grow/')")


@pytest.mark.parametrize(
    "message",
    [
        "{ask: 'whose'}",
        "{ask: 'whose', clues: [{slug: 'ada-stone-0'}]}",
        f"{{ask: 'whose', clues: Array(61).fill({CLUE}), rested: 0, has: 'none'}}",
        f"{{ask: 'advice', clue: {CLUE}, has: 'chips', person: 'ada-stone-0'}}",
        "{ask: 'edit', person: 'ada-stone-0'}",
        "{ask: 'answer', person: 'ada-stone-0', application: 'a', fact: 'thanked', value: 'yes'}",
        f"{{ask: 'hide', clue: {CLUE}, person: 'ada-stone-0', signature: 7}}",
        "{ask: 'style'}",
        "{ask: '__proto__'}",
        "'whose'",
        "[['ask', 'whose']]",
    ],
)
def test_what_is_no_question_is_dropped_and_counted(stage: OnChromium, message: str) -> None:
    before, kept, tabs = dropped(stage), stage.extension.stored(), len(stage.extension.context.pages)
    reply = stage.inside(f"chrome.runtime.sendMessage({message}).then((reply) => reply ?? 'nothing', () => 'nothing')")
    assert reply == "nothing"
    until("the message to be counted", lambda: dropped(stage) > before, stage.pause)
    assert dropped(stage) == before + 1
    assert stage.extension.stored() == kept
    assert len(stage.extension.context.pages) == tabs, "no page was opened"


def test_of_a_stranger_a_page_learns_nothing(stage: OnChromium) -> None:
    stranger = CLUE.replace("ada-stone-0", "somebody-else")
    whose = stage.inside(f"chrome.runtime.sendMessage({{ask: 'whose', clues: [{stranger}], rested: 0, has: 'none'}})")
    assert whose["data"]["owners"] == [None]
    advice = stage.inside(f"chrome.runtime.sendMessage({{ask: 'advice', clue: {stranger}, has: 'tip'}})")
    assert advice == {"data": None}
    kept = stage.extension.stored()
    for ask in (
        "{ask: 'edit', clue: %s, person: 'ada-stone-0'}",
        "{ask: 'remind', clue: %s, person: 'ada-stone-0', on: true}",
        "{ask: 'hide', clue: %s, person: 'ada-stone-0', signature: ''}",
        "{ask: 'undo', clue: %s, person: 'ada-stone-0', at: 0}",
    ):
        reply = stage.inside(f"chrome.runtime.sendMessage({ask % stranger})")
        assert reply == {"error": "nobody entered"}
    assert stage.extension.stored() == kept


def test_no_record_reaches_the_page(stage: OnChromium) -> None:
    """What a page is told of somebody entered is what stands beside their control; storage is not open to it."""
    told = stage.inside(f"chrome.runtime.sendMessage({{ask: 'whose', clues: [{CLUE}], rested: 0, has: 'none'}})")
    (owner,) = told["data"]["owners"]
    assert set(owner) == {"key", "face", "choices", "rests"}
    assert set(owner["face"]) == {"words", "name", "tone", "icon", "locale", "direction"}
    read = stage.inside(
        "Promise.resolve().then(() => chrome.storage.local.get(null)).then((all) => Object.keys(all), () => 'refused')"
    )
    assert read in ("refused", []), read
    assert stage.inside("['Store', 'Timeline', 'Decide', 'CORE'].filter((name) => name in globalThis)") == []


ANSWERS = {
    "nothing": "() => undefined",
    "no object": "() => 7",
    "an error": "() => ({ error: 'broken' })",
    "the wrong number of owners": "({ data }) => ({ data: { ...data, owners: [] } })",
    "a field more": "({ data }) => ({ data: { ...data, more: 1 } })",
    "a face with markup for a tone": "({ data }) => ({ data: { ...data, owners: data.owners.map((one) => one && { ...one, face: { ...one.face, tone: '\"><img>' } }) } })",
    "words that are none": "({ data }) => ({ data: { ...data, owners: data.owners.map((one) => one && { ...one, face: { ...one.face, words: ['x'] } }) } })",
    "getters": "({ data }) => ({ get data() { throw new Error('read'); } })",
    "a failure": "() => { throw new Error('gone'); }",
    "no answer ever": "() => new Promise(() => {})",
}  # fmt: skip
"""What the page gets in the place of the worker's answer."""


@pytest.fixture(scope="module")
def spoiling(
    playwright: Playwright, built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[driver.Extension]:
    answers = ", ".join(f"{json.dumps(scene)}: {answer}" for scene, answer in ANSWERS.items())
    early = LOOK + SPOIL.replace("ANSWERS", f"({{ {answers} }})")
    folder = tmp_path_factory.mktemp("spoiling")
    with driver.running(playwright, built / "chromium", folder, chromium, MONDAY, early) as extension:
        yield extension


@pytest.mark.parametrize("scene", ANSWERS)
def test_an_answer_that_is_none_shows_nothing(spoiling: driver.Extension, scene: str) -> None:
    spoiling.store(**stored())
    tab = spoiling.visit(f"/mynetwork/grow/?spoil={quote(scene)}", body=page(f"<main>{card(ADA)}</main>"))
    errors: list[str] = []
    tab.page.on("pageerror", lambda error: errors.append(str(error)))
    tab.wait_for_world()
    tab.rest()
    assert tab.inside("typeof __spoil") == "function"
    assert tab.inside("__look().shown") == [], scene
    assert tab.page.evaluate("document.documentElement.children.length") == 2, "no host"
    assert (tab.inside("__thrown"), errors) == ([], []), scene
    # With a sound worker again the chip is there: nothing was broken for good.
    tab.inside("void (globalThis.__spoil = null)")
    spoiling.store(settings={"place": "page", "name": "Robin"})
    tab.wait_for_chip()
    tab.page.close()


def test_the_tip_comes_with_the_first_that_is_opened(stage: OnChromium) -> None:
    stage.open(page(f"<main>{card(ADA)}</main>"))
    (chip,) = settled(stage, 1)
    assert stage.inside("[typeof Tip, typeof View, typeof Model]") == ["undefined"] * 3
    stage.click(chip["x"] + 12, chip["y"] + chip["height"] / 2)
    assert stage.tab is not None
    assert ADA in stage.tab.tip()
    assert stage.inside("[typeof Tip, typeof View, typeof Model]") == ["object"] * 3


def test_a_worker_that_slept_answers_when_it_has_woken(
    playwright: Playwright, built: Path, chromium: str, tmp_path: Path
) -> None:
    with driver.running(playwright, built / "chromium", tmp_path, chromium, MONDAY, LOOK) as extension:
        extension.store(**stored())
        other = extension.context.new_page()
        cdp: Any = extension.context.new_cdp_session(other)
        cdp.send("ServiceWorker.enable")
        cdp.send("ServiceWorker.stopAllWorkers")
        tab = extension.visit("/mynetwork/grow/", body=page(f"<main>{card(ADA)}</main>"))
        tab.wait_for_chip()
        cdp.send("ServiceWorker.stopAllWorkers")
        tab.click(tab.wait_for_chip())
        assert ADA in tab.tip()


def test_who_is_entered_cannot_be_listed(playwright: Playwright, built: Path, chromium: str, tmp_path: Path) -> None:
    """A page that names sixty and more in a minute is told of no more people, and the self-check says so."""
    with on_chromium(playwright, built, tmp_path, chromium, MONDAY) as stage:
        stage.open(page(f"<main>{''.join(card(f'Nobody {number}') for number in range(3))}</main>"))
        stage.tab.wait_for_world()  # type: ignore[union-attr]
        many = f"Array.from({{ length: 60 }}, (_, n) => ({{...{CLUE}, slug: `nobody-${{n}}`}}))"
        assert not any(told(stage, many))
        assert told(stage, f"[{CLUE}]") == [False], "Ada is the sixty-first"
        stage.do(f"document.querySelector('main').insertAdjacentHTML('afterbegin', {card(ADA)!r})")
        until("the page to know", lambda: stage.inside("Replies.limited()"), stage.pause)
        assert says(check(stage))[0].startswith("Some people here were not looked up")
