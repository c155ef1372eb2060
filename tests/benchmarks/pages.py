"""What LinkedIn's pages pay: main-thread time of our scripts by Chromium's trace beside an empty content script, on a page
of 6,000 elements at rest and while it changes, and how soon a chip is there, in Firefox too as far as it can say.

Times of the trace are CPU time of the page's thread, so that other work on the machine does not count. Pages are loaded
one after the other in one tab, as somebody reads them; what the first costs, before V8 has compiled anything, is a row
of its own. A script's own share holds the style and layout that it forces.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from connect_etiquette import pipeline
from connect_etiquette.output import find_paths
from playwright.sync_api import Page, Playwright, ViewportSize

from tests.benchmarks.report import Row
from tests.support import browsers
from tests.support.browsers import arguments, launch_options, side_loading
from tests.support.chromium import LINKEDIN, answer, running
from tests.support.scenes import LOOK, PEOPLE, card, page, stored
from tests.support.stage import OnChromium, Stage, on_firefox
from tests.support.started import driven

NOW = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
ADA = next(iter(PEOPLE))
PATH = f"/in/{PEOPLE[ADA]}/"
ELEMENTS = 6_000
VIEW: ViewportSize = {"width": 1100, "height": 800}
LOADS = 12
"""Pages loaded with each number of people; the first is the row of its own."""
REST = 1.2
"""Seconds that a page is watched for after it was loaded."""
FRAMES, ROWS = 120, 40
"""The page that changes replaces so many rows in each of so many frames."""
TRIALS = 15
SETTLED = 1.6
"""Seconds after which the looks that a change has brought are over, so that a page at rest is one."""

CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "v8.execute"]
WORK = ("EvaluateScript", "FunctionCall", "RunMicrotasks")

CHURN = f"""new Promise((done) => {{
  let frames = 0;
  const step = () => {{
    const rows = [...document.querySelectorAll('#list > .card')].slice(0, {ROWS});
    for (const row of rows) row.replaceWith(row.cloneNode(true));
    if (++frames < {FRAMES}) requestAnimationFrame(step);
    else done();
  }};
  step();
}})"""

APPEARS = """new Promise((done) => {
  const began = performance.now();
  const look = () => {
    const root = __roots.findLast((r) => r.host.isConnected);
    const chip = [...(root?.querySelectorAll('.chip:not(.away)') ?? [])].some((c) => c.textContent !== '');
    if (chip) done(performance.now() - globalThis.__inserted);
    else if (performance.now() - began > 5000) done(5000);
    else requestAnimationFrame(() => setTimeout(look));
  };
  addEventListener('__inserted', () => { globalThis.__inserted = performance.now(); look(); }, { once: true });
})"""


@dataclass(frozen=True)
class Load:
    """One page: CPU seconds of scripts on its main thread, of the longest task that ran any, and how many starts."""

    scripts: float
    longest: float
    starts: int


def rows() -> list[Row]:
    """Chromium's rows, then Firefox's where it is installed."""
    chromium, firefox = browsers.find_chromium(), browsers.find_firefox()
    assert chromium is not None, "no Chromium that can load an extension"
    paths = find_paths()
    table: list[Row] = []
    with tempfile.TemporaryDirectory() as name, driven() as playwright:
        folder = Path(name)
        pipeline.build(paths.rules, paths.extension, folder / "built")
        table += costs(playwright, folder, chromium)
        with running(playwright, folder / "built" / "chromium", folder / "soon", chromium, NOW, LOOK) as extension:
            extension.store(**stored())
            stage = OnChromium(extension)
            table += appearing(stage, "")
            table.append(awakening(stage))
        if firefox:
            with on_firefox(folder / "built", folder / "fox", firefox, NOW) as fox:
                table += appearing(fox, ", Firefox")
    return table


# What is on the page


def profile() -> str:
    """A profile with its owner's Connect, and cards of other people up to 6,000 elements."""
    filler = "".join(
        f"<div class='card'><div><a href='/in/p-{number}/'><p class='name'>Person {number}</p></a><p>Title at <span>Company</span></p>"
        "<div class='row'><button class='btn'><svg><path d='M0 0'/></svg><span>Message</span></button></div></div></div>"
        for number in range(ELEMENTS // 11)
    )
    return page(f"<main>{card(ADA)}<div id='list'>{filler}</div></main>", title=ADA)


def entered(count: int) -> dict[str, Any]:
    """Storage with so many people, the profile's owner first."""
    items = stored()
    records = items["records"]
    names = [ADA, *(f"Extra Person {number}" for number in range(1, count))][:count]
    slugs = [PEOPLE.get(name, f"extra-{number}") for number, name in enumerate(names)]
    records["people"] = {
        slug: {"name": name, "profiles": [slug], "applications": ["a"], "answers": {}}
        for slug, name in zip(slugs, names, strict=True)
    }
    tomorrow = (datetime.now() + timedelta(days=1)).date()
    records["rounds"]["r"] |= {"who": slugs, "start": f"{tomorrow}T14:00"}
    if count == 0:
        records["applications"], records["rounds"] = {}, {}
    # Where an earlier version kept whether there is anything to watch.
    return items | {"watch": count > 0}


# What it costs


def costs(playwright: Playwright, folder: Path, chromium: str) -> list[Row]:
    """The scripts' time with nobody, one and fifty entered, beside an empty content script."""
    built = allowed(folder / "built" / "chromium", folder / "allowed")
    empty = with_an_empty_script(built, folder / "empty")
    with tab(playwright, empty, chromium, 0) as blank:
        bare = measured(blank)
        bare_churn = changing(blank)
    base = median(load.scripts for load in bare[1:])
    table: list[Row] = []
    for count, who, bound in ((0, "nobody entered", 0.0), (1, "one entered", 8e-3), (50, "fifty entered", 8e-3)):
        with tab(playwright, built, chromium, count) as opened:
            loads = measured(opened)
            churn = changing(opened)
        warm = loads[1:]
        what = "a page" if count == 0 else "a profile with a chip"
        beside = "an empty content script"
        table += [
            Row(f"{what}, {who}", median(load.scripts for load in warm) - base, bound, base, beside),
            Row("  the first in a process", loads[0].scripts - bare[0].scripts, None, bare[0].scripts, beside),
            Row("  its longest task", median(load.longest for load in warm), 16e-3),
            Row("  1,000 mutations", (churn - bare_churn) / (FRAMES * ROWS) * 1000, 2e-3),
        ]
        if count == 0:
            table.append(Row("  times a script starts", max(load.starts for load in loads), 0, unit="×"))
    return table


def allowed(built: Path, target: Path) -> Path:
    """A copy of the extension that may open LinkedIn's pages, as after the person's press; else it is as it is built."""
    shutil.copytree(built, target)
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    manifest["host_permissions"] = manifest.pop("optional_host_permissions")
    (target / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return target


def with_an_empty_script(built: Path, target: Path) -> Path:
    """A copy of the extension that has an empty content script and registers none."""
    shutil.copytree(built, target)
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    manifest["content_scripts"] = [{"matches": manifest.pop("host_permissions"), "js": ["empty.js"]}]
    (target / "empty.js").write_text("", "utf-8")
    (target / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return target


@contextmanager
def tab(playwright: Playwright, built: Path, chromium: str, people: int) -> Iterator[Page]:
    """A tab in a browser of its own, with the extension as it is built: nothing is added to what is measured."""
    context = playwright.chromium.launch_persistent_context(
        "", headless=True, args=arguments() + side_loading(built), viewport=VIEW, **launch_options(chromium)
    )
    try:
        worker = context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
        worker.evaluate("(items) => chrome.storage.local.set(items)", entered(people))
        registered = "async () => (await chrome.scripting.getRegisteredContentScripts()).length"
        while built.name == "allowed" and bool(worker.evaluate(registered)) != (people > 0):
            context.pages[0].wait_for_timeout(20)
        opened = context.new_page()
        opened.route(f"{LINKEDIN}/**", lambda route: answer(route, profile()))
        yield opened
    finally:
        context.close()


def measured(opened: Page) -> list[Load]:
    """The page loaded again and again in one tab."""
    found = []
    for number in range(LOADS):
        with traced(opened) as events:
            opened.goto(f"{LINKEDIN}{PATH}?{number}")
            opened.wait_for_timeout(REST * 1000)
        found.append(load_in(events))
    return found


def changing(opened: Page) -> float:
    """CPU seconds of extension scripts while the page's own replaces its rows."""
    with traced(opened) as events:
        opened.evaluate(CHURN)
        opened.wait_for_timeout(600)
    return load_in(events).scripts


@contextmanager
def traced(opened: Page) -> Iterator[list[dict[str, Any]]]:
    """Chromium's trace of what happens inside; filled at the end."""
    events: list[dict[str, Any]] = []
    session = opened.context.new_cdp_session(opened)
    ended: list[dict[str, Any]] = []
    session.on("Tracing.tracingComplete", lambda event: ended.append(event))
    config = {"recordMode": "recordUntilFull", "includedCategories": CATEGORIES}
    session.send("Tracing.start", {"transferMode": "ReturnAsStream", "traceConfig": config})
    yield events
    session.send("Tracing.end")
    while not ended:
        opened.wait_for_timeout(20)
    text = ""
    while True:
        part = session.send("IO.read", {"handle": ended[0]["stream"], "size": 1 << 20})
        text += part["data"]
        if part["eof"]:
            break
    events += json.loads(text)["traceEvents"]
    session.detach()


def load_in(events: list[dict[str, Any]]) -> Load:
    """What extension scripts did on the page's main thread. The page has none at rest, so that microtasks are theirs."""
    whole = [event for event in events if event.get("ph") == "X" and "dur" in event]
    ours = [event for event in whole if is_ours(event)]
    threads = {(event["pid"], event["tid"]) for event in ours if event["name"] != "RunMicrotasks"}
    tasks: dict[float, float] = {}
    scripts = 0.0
    for thread in threads:
        begun = [event["ts"] for event in whole if event["name"] == "RunTask" and at(event) == thread]
        for event in outermost([event for event in ours if at(event) == thread]):
            took = event.get("tdur", event["dur"]) / 1e6
            scripts += took
            task = max((start for start in begun if start <= event["ts"]), default=0.0)
            tasks[task] = tasks.get(task, 0.0) + took
    starts = sum(event["name"] == "EvaluateScript" and "/start.js" in json.dumps(event["args"]) for event in ours)
    return Load(scripts, max(tasks.values(), default=0.0), starts)


def at(event: dict[str, Any]) -> tuple[int, int]:
    """The thread that an event is of."""
    return event["pid"], event["tid"]


def outermost(events: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The events of one thread that lie in no other."""
    end = -1.0
    for event in sorted(events, key=lambda e: (e["ts"], -e["dur"])):
        if event["ts"] >= end:
            end = event["ts"] + event["dur"]
            yield event


def is_ours(event: dict[str, Any]) -> bool:
    """Whether an event is work of an extension's scripts."""
    if event["name"] == "RunMicrotasks":
        return True
    return event["name"] in WORK and "chrome-extension://" in json.dumps(event.get("args", {}))


# How soon a chip is there


FORGET = "void (typeof Replies === 'object' && Replies.forget())"
"""Each trial asks the worker anew, as on a page that is read for the first time."""


def appearing(stage: Stage, where: str) -> list[Row]:
    """From a control's insertion to its chip in sight: on a page at rest, and on one that is drawn anew every 50 ms."""
    table = []
    for what, script, bound in (
        ("at rest", "", 0.1),
        ("re-rendering every 50 ms", "setInterval(() => { churn.innerHTML = churn.innerHTML; }, 50);", 0.35),
    ):
        open_empty(stage)
        stage.do(script)
        times = [appeared(stage) for _ in range(TRIALS)]
        table.append(Row(f"control appears → chip, {what}{where}", median(times), bound))
    return table


def awakening(stage: OnChromium) -> Row:
    """The same on a page at rest, with the worker stopped before each trial."""
    open_empty(stage)
    assert stage.tab is not None
    stage.tab.cdp.send("ServiceWorker.enable")
    times = []
    for _ in range(TRIALS):
        stage.tab.cdp.send("ServiceWorker.stopAllWorkers")
        times.append(appeared(stage))
    return Row("control appears → chip, worker asleep", median(times), 0.4)


def open_empty(stage: Stage) -> None:
    """A profile's page whose owner's control is not there yet."""
    stage.open(profile().replace("</main>", "</main><div id='churn'><p>a</p><p>b</p></div>"), "/feed/")


def appeared(stage: Stage) -> float:
    """Seconds from the insertion of the one control to its chip in sight."""
    stage.do("document.querySelector('[data-who]')?.closest('.card').remove()")
    stage.pause(SETTLED)
    stage.inside(FORGET)
    stage.inside(f"void (globalThis.__soon = {APPEARS})")
    stage.do(
        f"document.querySelector('main').insertAdjacentHTML('afterbegin', {json.dumps(card(ADA))}); dispatchEvent(new Event('__inserted'))"
    )
    return float(stage.inside("globalThis.__soon")) / 1000
