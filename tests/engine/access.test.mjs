// Scripts are on LinkedIn's pages if and only if that is wished, allowed, and there is somebody: through each pitfall of optional
// permissions that a browser without a window shows. The numbers are those of tests/unit/test_pitfalls.py, which has the others.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DAMAGED, ELSEWHERE, EMPTY, ENTERED, LINKEDIN, LONG_AGO, NAMES, TABLE, begin, chosen, ids, running, set } from "./access.mjs";

test("what is registered is what the table says, in its order, everywhere on LinkedIn and nowhere else", async () => {
  const { browser } = await running();
  const everywhere = { matches: ["https://www.linkedin.com/*"], allFrames: true, matchOriginAsFallback: true, persistAcrossSessions: true };
  const [idle, start] = NAMES;
  assert.deepEqual([...browser.registered.values()], [
    { id: start, js: TABLE.start, runAt: "document_start", ...everywhere },
    { id: idle, js: [...TABLE.look, ...TABLE.stay], runAt: "document_idle", ...everywhere },
  ]);
});

test("each of the three is needed", async () => {
  for (const place of ["page", "toolbar", undefined])
    for (const granted of [true, false])
      for (const records of [ENTERED, EMPTY, LONG_AGO, DAMAGED, "torn"]) {
        const { browser } = await begin({ granted });
        await set(browser, { settings: place ? { place } : {}, records });
        await browser.rest();
        const wanted = place === "page" && granted && records === ENTERED;
        assert.deepEqual(ids(browser), wanted ? NAMES : [], `${place} ${granted} ${JSON.stringify(records).slice(0, 40)}`);
      }
});

test("somebody hidden for as long as nothing changes is still somebody, since something will", async () => {
  const { browser } = await running();
  await set(browser, { settings: { place: "page", hidden: { ada: "x" } } });
  await browser.rest();
  assert.deepEqual(ids(browser), NAMES);
});

test("a preset of whoever manages the browser counts until the person chooses", async () => {
  const { browser } = await begin({ granted: true, managed: { place: "page" } });
  await set(browser, { records: ENTERED });
  await browser.rest();
  assert.deepEqual(ids(browser), NAMES);
  await set(browser, { settings: { place: "toolbar" } });
  await browser.rest();
  assert.deepEqual(ids(browser), []);
  const { browser: other } = await begin({ granted: true, managed: { place: "everywhere" } });
  await set(other, { records: ENTERED });
  await other.rest();
  assert.deepEqual(ids(other), [], "what is no place is no preset");
});

test("what is preset is waited for where it can matter, and nowhere else", async () => {
  // For seconds after its start Chromium does not say what is preset: until its first page has come to rest.
  const never = new Promise(() => {});
  for (const [granted, items, wants] of [
    [true, { records: ENTERED, settings: { place: "page" } }, NAMES],
    [true, { records: ENTERED, settings: { place: "toolbar" } }, []],
    [false, { records: ENTERED }, []],
    [true, { records: EMPTY }, []],
  ]) {
    const { browser, worker } = await begin({ granted, managed: never });
    await (await worker.access).reconcile();
    await set(browser, items);
    await (await worker.access).reconcile();
    assert.deepEqual(ids(browser), wants);
  }
});

test("a build that has no place in pages is in the toolbar only, whatever was chosen in another or is preset", async () => {
  const { browser } = await begin({ granted: true, managed: { place: "page" } });
  browser.pages = undefined;
  await set(browser, { records: ENTERED, settings: { place: "page" } });
  await browser.rest();
  assert.deepEqual(ids(browser), []);
});

test("pitfall 3: what was wished is finished when the answer comes, whoever is gone by then", async () => {
  const { browser, worker } = await begin();
  await set(browser, { settings: { wish: "page" }, records: ENTERED });
  await browser.rest();
  assert.deepEqual([ids(browser), browser.stored.local.settings], [[], { wish: "page" }]);
  worker.stop();
  await browser.grant();
  await browser.rest();
  assert.deepEqual([ids(browser), browser.stored.local.settings], [NAMES, { place: "page" }]);
});

test("a wish that is taken back while the browser answers is not finished", async () => {
  const { browser, worker } = await begin();
  await set(browser, { settings: { wish: "page" }, records: ENTERED });
  await browser.rest();
  const { contains } = browser.chrome.permissions;
  browser.chrome.permissions.contains = async (...asked) => {
    browser.chrome.permissions.contains = contains;
    browser.granted = true;
    browser.stored.local.settings = { place: "toolbar" };
    return contains(...asked);
  };
  await worker.wake();
  await browser.rest();
  assert.deepEqual([ids(browser), browser.stored.local.settings], [[], { place: "toolbar" }]);
});

test("pitfall 7: a stored wish is not a permission, and a permission no wish", async () => {
  const { browser } = await begin();
  await set(browser, chosen);
  await browser.rest();
  assert.deepEqual(ids(browser), []);
  const { browser: other } = await begin({ granted: true });
  await set(other, { settings: {}, records: ENTERED });
  await other.rest();
  assert.deepEqual(ids(other), []);
});

test("pitfall 8: an update forgets what was registered", async () => {
  const { browser, worker } = await running();
  browser.renew();
  worker.stop();
  await worker.start();
  await browser.rest();
  assert.deepEqual(ids(browser), NAMES);
  assert.ok(browser.tabs.get(1).isAlive(), "and the tab that is open gets the new scripts");
});

test("pitfall 9: switched off and on nothing is told, and the start of the worker is enough", async () => {
  const { browser, worker } = await running();
  browser.renew();
  worker.stop();
  assert.deepEqual(ids(browser), []);
  await worker.start();
  await browser.rest();
  assert.deepEqual(ids(browser), NAMES);
});

test("pitfall 10: many at once register once, and nothing is refused", async () => {
  const { browser, worker } = await running();
  await set(browser, { records: EMPTY });
  await browser.rest();
  browser.refusals.length = 0;
  browser.calls.length = 0;
  browser.stored.local.records = ENTERED;
  const { reconcile } = await worker.access;
  const all = [];
  for (let count = 0; count < 20; count++) {
    all.push(reconcile());
    await new Promise(setImmediate);
  }
  await Promise.all(all);
  await browser.rest();
  assert.deepEqual([ids(browser), browser.refusals], [NAMES, []]);
  assert.equal(browser.calls.filter((call) => call === "register").length, 1);
});

test("pitfall 10: what another has registered meanwhile is no end", async () => {
  const { browser, worker } = await running();
  browser.registered.clear();
  const { registerContentScripts } = browser.chrome.scripting;
  browser.chrome.scripting.registerContentScripts = async (scripts) => {
    browser.chrome.scripting.registerContentScripts = registerContentScripts;
    browser.registered.set(NAMES[0], { id: NAMES[0], js: [] });
    return registerContentScripts(scripts);
  };
  await (await worker.access).reconcile();
  assert.deepEqual(ids(browser), NAMES);
  assert.ok([...browser.registered.values()].every(({ js }) => js.length > 0));
});

test("pitfall 11: what earlier rules left is removed, even if it vanishes meanwhile", async () => {
  for (const vanishes of [false, true]) {
    const { browser, worker } = await running();
    browser.registered.set("idle-old", { id: "idle-old", js: [] });
    const { unregisterContentScripts } = browser.chrome.scripting;
    browser.chrome.scripting.unregisterContentScripts = (filter) => {
      if (vanishes) browser.registered.delete("idle-old");
      browser.chrome.scripting.unregisterContentScripts = unregisterContentScripts;
      return unregisterContentScripts(filter);
    };
    await (await worker.access).reconcile();
    assert.deepEqual(ids(browser), NAMES);
  }
});

test("pitfall 12: registered without permission is not registered: it is not left there", async () => {
  const { browser } = await running();
  await browser.revoke();
  await browser.rest();
  assert.deepEqual(ids(browser), []);
  await browser.grant();
  await browser.rest();
  assert.deepEqual(ids(browser), NAMES);
});

test("pitfall 13: tabs that are open are reached, once each, and others are left alone", async () => {
  const { browser, worker } = await running();
  const [tab, other] = [browser.tabs.get(1), browser.tabs.get(2)];
  assert.deepEqual([tab.begins, tab.shows, other.begins], [1, true, 0]);
  worker.stop();
  await worker.start();
  await (await worker.access).reconcile();
  await browser.rest();
  assert.equal(tab.begins, 1);
});

test("pitfall 13: a tab that only looked, in toolbar-only mode, gets the rest and nothing twice", async () => {
  const { browser } = await begin({ granted: true });
  browser.open(1, LINKEDIN);
  const Site = await import("../../extension/site.js");
  await Site.bring(1, TABLE, "glance");
  const world = browser.tabs.get(1).world();
  assert.deepEqual([...world], [...TABLE.look, ...TABLE.report]);
  await set(browser, chosen);
  await browser.rest();
  assert.deepEqual([...world].sort(), [...TABLE.start, ...TABLE.look, ...TABLE.report, ...TABLE.stay].sort());
  assert.equal(browser.tabs.get(1).begins, 1);
});

test("what tells the self-check of a page comes when that asks, once, and only where scripts of ours stay", async () => {
  const { browser } = await running();
  const Site = await import("../../extension/site.js");
  const world = browser.tabs.get(1).world();
  const before = [...world];
  for (let times = 0; times < 2; times++) await Site.bring(1, TABLE, "report");
  assert.deepEqual([...world], [...before, ...TABLE.report]);
  browser.open(9, LINKEDIN);
  browser.tabs.get(9).world().clear();
  await Site.bring(9, TABLE, "report");
  assert.deepEqual([...browser.tabs.get(9).world()], []);
  await browser.rest();
});

test("a tab that was put away gets no script: it gets what is registered when it comes back", async () => {
  const { browser, worker } = await begin({ granted: true });
  await (await worker.access).reconcile();
  browser.open(1, LINKEDIN);
  browser.open(3, LINKEDIN);
  browser.tabs.get(3).discarded = true;
  await set(browser, chosen);
  await (await worker.access).reconcile();
  await browser.rest();
  assert.deepEqual([1, 3].map((id) => browser.tabs.get(id).begins), [1, 0]);
  browser.go(3, LINKEDIN);
  assert.equal(browser.tabs.get(3).begins, 1);
});

test("a frozen tab, which does not answer, is not asked again at each change", async () => {
  const { browser, worker } = await begin({ granted: true });
  browser.open(1, LINKEDIN);
  let asked = 0;
  const execute = browser.chrome.scripting.executeScript;
  browser.chrome.scripting.executeScript = (injection) => {
    asked += 1;
    return injection.target.tabId === 1 ? new Promise(() => {}) : execute(injection);
  };
  await set(browser, chosen);
  for (let times = 0; times < 3; times++) {
    await (await worker.access).reconcile();
    await browser.rest();
  }
  assert.equal(asked, 1);
});

test("a page that was kept for the button Back as scripts were registered gets them when it comes back", async () => {
  const { browser } = await begin({ granted: true });
  browser.open(1, LINKEDIN);
  browser.leave(1, ELSEWHERE);
  await set(browser, chosen);
  await browser.rest();
  browser.back(1);
  await browser.rest();
  assert.deepEqual([browser.tabs.get(1).begins, browser.tabs.get(1).shows], [1, true]);
});

test("tabs are listened to only as long as such a page may be kept, and where it is to have scripts", async () => {
  const { browser, worker } = await begin({ granted: true });
  await set(browser, chosen);
  await browser.rest();
  assert.equal(browser.listening.size, 1);
  await set(browser, { settings: { place: "toolbar" } });
  await browser.rest();
  assert.equal(browser.listening.size, 0, "in the toolbar only");
  await set(browser, chosen);
  await browser.rest();
  assert.equal(browser.listening.size, 1);
  const { now } = Date;
  Date.now = () => now() + 32 * 60_000;
  try {
    worker.stop();
    await worker.start();
    await browser.rest();
    assert.equal(browser.listening.size, 0, "half an hour later");
  } finally {
    Date.now = now;
  }
});

test("pitfall 14: what is dead in an open tab is followed by what lives, even where registrations were kept", async () => {
  const { browser, worker } = await running();
  browser.version += 1;
  browser.stored.session = {};
  worker.stop();
  await worker.start();
  await browser.rest();
  assert.ok(browser.tabs.get(1).isAlive());
});

test("a worker that ends before it told the open tabs tells them at its next start", async () => {
  for (const items of [{ records: EMPTY }, { records: LONG_AGO }, { settings: { place: "toolbar" } }]) {
    const { browser, worker } = await running();
    const shows = () => [...browser.tabs.values()].map((tab) => tab.shows);
    const stored = async (what, wanted) => {
      await set(browser, what);
      worker.stop();
      worker.start();
      await browser.rest();
      assert.deepEqual([ids(browser), shows()], [wanted ? NAMES : [], [wanted, false]], JSON.stringify(what).slice(0, 60));
    };
    await stored(items, false);
    await stored(chosen, true);
  }
});

test("a frozen tab, which answers when it thaws, holds up neither what comes nor what goes", async () => {
  const { browser, worker } = await running();
  browser.chrome.tabs.sendMessage = () => new Promise(() => {});
  for (const [items, registered] of [[{ settings: { place: "toolbar" } }, []], [chosen, NAMES]]) {
    await set(browser, items);
    await worker.access;
    await browser.rest();
    assert.deepEqual(ids(browser), registered);
  }
});

test("pitfall 15: taken away by the browser's own settings, and given back there", async () => {
  const { browser } = await running();
  browser.open(3, LINKEDIN);
  await browser.rest();
  await browser.revoke();
  await browser.rest();
  assert.deepEqual([1, 3].map((id) => browser.tabs.get(id).shows), [false, false]);
  await browser.grant();
  await browser.rest();
  assert.deepEqual([1, 3].map((id) => browser.tabs.get(id).shows), [true, true]);
  assert.deepEqual([1, 3].map((id) => browser.tabs.get(id).begins), [1, 1]);
});
