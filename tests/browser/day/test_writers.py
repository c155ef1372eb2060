"""One writer at a time, in all windows, private ones too: of two changes at the same moment none is lost."""

from __future__ import annotations

import json
from pathlib import Path

from tests.browser.conftest import MONDAY
from tests.browser.ui.test_firefox import CLOCK
from tests.support import firefox as driver
from tests.support.copies import make_copy
from tests.support.entries import application, records

WRITES = {True: 40, False: 15}
"""How many each window makes, in full and as a sample."""
WRITE = """(async (name) => {{
  const all = Array.from({{ length: {writes} }}, (_, i) => Store.update((stored) => {{
    stored.applications[name + i] = {{ company: name, answers: {{}} }};
  }}));
  await Promise.all(all);
  return true;
}})("{name}")"""


def test_a_container_and_a_normal_window_lose_nothing(built: Path, firefox: str, tmp_path: Path, full: bool) -> None:
    """A container is a partition as a private window is, and can be opened by the test copy without a person's leave."""
    copy = make_copy(built / "firefox", tmp_path / "copy", MONDAY, CLOCK)
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    manifest["permissions"] += ["cookies", "contextualIdentities"]
    (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with driver.running(copy, firefox, 'user_pref("privacy.userContext.enabled", true);\n') as fox:
        home = fox.wait_for_tab("/pages/welcome/welcome.html")
        fox.wait_until(home, "typeof chrome === 'object' && typeof Store === 'object'")
        fox.store(home, {"records": records(application("Example Ltd", "Ada Stone")), "settings": {"place": "page"}})
        fox.run(
            home,
            "browser.contextualIdentities.create({ name: 'other', color: 'red', icon: 'circle' }).then(({ cookieStoreId }) =>"
            " browser.tabs.create({ url: '/pages/options/options.html', cookieStoreId })).then(() => true)",
        )
        other = fox.wait_for_tab("/pages/options/options.html")
        fox.wait_until(other, "typeof chrome === 'object' && typeof Store === 'object'")
        # Both begin at the same moment, and are waited for afterwards.
        for page, name in ((home, "normal"), (other, "other")):
            fox.run(page, f"(globalThis.writing = {WRITE.format(writes=WRITES[full], name=name)}, true)")
        for page in (home, other):
            assert fox.run(page, "writing") is True
        kept = fox.run(home, "chrome.storage.local.get('records')")["records"]["applications"]
    assert len(kept) == 2 * WRITES[full] + 1, "a change was lost"
