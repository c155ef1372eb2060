"""What the extension's own windows take with three hundred people entered, beside the same with three: until the first row
stands, and from a press until its row changes.

Wall time as a person waits, and CPU time of the window's main thread, which other work on the machine does not lengthen.
How many people are decided for it is counted in tests/engine/hundreds.test.mjs.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from connect_etiquette import pipeline
from connect_etiquette.output import find_paths
from playwright.sync_api import CDPSession

from tests.benchmarks.pages import NOW
from tests.benchmarks.report import Row
from tests.support import browsers
from tests.support.chromium import Extension, alive, running
from tests.support.entries import crowd
from tests.support.started import driven

COMPANIES, EACH = 100, 3
TRIALS = 9
VIEW = {"width": 400, "height": 600}
ROWS = {
    "popup": ("popup.html", "#people > li, #deeds > li, #asks .card"),
    "everybody": ("everybody.html", "#people > tr"),
}
"""What is measured: the page, and what its first row is."""
PRESSED = "#asks .question button, #deeds button"

FIRST = """
new MutationObserver((_, observer) => {
  if (!document.querySelector(SELECTOR)) return;
  observer.disconnect();
  // Seen is what was painted.
  requestAnimationFrame(() => setTimeout(() => { globalThis.__first = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""

PRESS = f"""new Promise((done) => {{
  const button = document.querySelector("{PRESSED}");
  const row = button.closest("li, section");
  const status = document.querySelector("#status");
  const began = performance.now();
  let changed = 0;
  new MutationObserver(() => {{ changed ||= performance.now() - began; }}).observe(row, {{ attributes: true, childList: true, subtree: true }});
  new MutationObserver(() => done([changed, performance.now() - began])).observe(status, {{ childList: true }});
  button.click();
}})"""


def rows() -> list[Row]:
    """The popup and the table of everybody with three hundred people; beside them, with three."""
    chromium, paths = browsers.find_chromium(), find_paths()
    assert chromium is not None, "no Chromium that can load an extension"
    table: list[Row] = []
    with tempfile.TemporaryDirectory() as name, driven() as playwright:
        folder = Path(name)
        pipeline.build(paths.rules, paths.extension, folder / "built")
        with running(playwright, folder / "built" / "chromium", folder, chromium, NOW) as extension:
            for window, bound in (("popup", 0.3), ("everybody", None)):
                many, few = (opened(extension, window, companies) for companies in (COMPANIES, 1))
                beside = "three people"
                table += [
                    Row(f"{window}, 300 people → first row", many[0], bound, few[0], beside),
                    Row("  CPU until it works", many[1], None, few[1], beside),
                ]
            many, few = (pressed(extension, companies) for companies in (COMPANIES, 1))
            table += [
                Row("  a press → its row changes", many[0], 16e-3, few[0], beside),
                Row("  a press → all is drawn anew", many[1], None, few[1], beside),
            ]
    return table


def opened(extension: Extension, window: str, companies: int) -> tuple[float, float]:
    """Medians: seconds until the first row was painted, and CPU seconds until the window worked."""
    extension.store(records=crowd(companies, EACH, NOW), settings={"place": "page"})
    waited, worked = [], []
    name, row = ROWS[window]
    for _ in range(TRIALS):
        page = extension.context.new_page()
        page.set_viewport_size(VIEW)  # type: ignore[arg-type]
        page.add_init_script(FIRST.replace("SELECTOR", f'"{row}"'))
        cdp = extension.context.new_cdp_session(page)
        cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = busy(cdp)
        page.goto(extension.url(name))
        alive(page)
        worked.append(busy(cdp) - before)
        waited.append(when_painted(page))
        page.close()
    return median(waited), median(worked)


def when_painted(page: Any) -> float:
    """Seconds from the window's beginning until its first row was painted."""
    found = "new Promise((done) => { const look = () => globalThis.__first ? done(globalThis.__first) : setTimeout(look); look(); })"
    return float(page.evaluate(found)) / 1000


def busy(cdp: CDPSession) -> float:
    """CPU seconds of the main thread so far."""
    metrics = {one["name"]: one["value"] for one in cdp.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def pressed(extension: Extension, companies: int) -> tuple[float, float]:
    """Medians of seconds: until the row that was pressed changed, and until all was drawn anew."""
    found: list[list[float]] = []
    for _ in range(TRIALS):
        extension.store(records=crowd(companies, EACH, NOW), settings={"place": "page"}, undo=[])
        page = extension.context.new_page()
        page.set_viewport_size(VIEW)  # type: ignore[arg-type]
        page.goto(extension.url("popup.html"))
        alive(page)
        found.append([ms / 1000 for ms in page.evaluate(PRESS)])
        page.close()
    return median(one[0] for one in found), median(one[1] for one in found)
