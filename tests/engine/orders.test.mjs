// Scripts are on LinkedIn's pages if and only if that is wished, allowed, and there is somebody: in every order of events.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ELSEWHERE, EMPTY, ENTERED, LINKEDIN, LONG_AGO, NAMES, begin, chosen, ids, running, set } from "./access.mjs";
import { randomly, START } from "./browser.mjs";
import { howMany } from "./support.mjs";

/** Found among a thousand: it tells whether one comparison waits for another. */
const TELLING = [595];
const ORDERS = howMany(40, { full: 1000, few: 15 });

/** What can happen, and what it means for what is wished, allowed and entered. */
const EVENTS = {
  grant: (play) => {
    play.granted = true;
    return play.browser.grant();
  },
  revoke: (play) => {
    play.granted = false;
    return play.browser.revoke();
  },
  wish: (play) => play.choose({ wish: "page" }),
  page: (play) => play.choose({ place: "page" }),
  toolbar: (play) => play.choose({ place: "toolbar" }),
  enter: (play) => play.put(ENTERED),
  forget: (play) => play.put(EMPTY),
  rests: (play) => play.put(LONG_AGO),
  update: (play) => play.renew(),
  "off and on": (play) => play.renew(),
  restart: (play) => {
    play.worker.stop();
    play.browser.restart(play.random() < 0.5);
    play.begin();
  },
  "worker stop": (play) => play.worker.stop(),
  "tab open": (play) => play.browser.open(Math.ceil(play.random() * 4), play.random() < 0.7 ? LINKEDIN : ELSEWHERE),
  leave: (play) => play.browser.leave(Math.ceil(play.random() * 4), play.random() < 0.7 ? LINKEDIN : ELSEWHERE),
  back: (play) => play.browser.back(Math.ceil(play.random() * 4)),
  navigate: (play) => play.browser.go(1, play.random() < 0.7 ? LINKEDIN : ELSEWHERE),
};

class Play {
  granted = false;
  place = undefined;
  anyone = false;

  constructor(random, { browser, worker }) {
    Object.assign(this, { random, browser, worker });
  }

  choose(settings) {
    this.place = settings.place ?? (settings.wish && this.place !== "page" ? "wish" : this.place);
    const { place } = this.browser.stored.local.settings ?? {};
    return set(this.browser, { settings: { ...(place ? { place } : {}), ...settings } });
  }

  put(records) {
    this.anyone = records === ENTERED;
    return set(this.browser, { records });
  }

  renew() {
    this.worker.stop();
    // By turns, since some browsers keep it (pitfall 14).
    this.browser.renew(this.browser.version % 2 === 1);
    this.begin();
  }

  begin() {
    this.worker.start();
  }

  /** A wish that met the permission is a choice from then on. */
  get wanted() {
    if (this.place === "wish" && this.granted) this.place = "page";
    return this.place === "page" && this.granted && this.anyone;
  }
}

test(`${ORDERS} random orders of events end with what is wished, allowed, and whoever is entered`, async () => {
  const names = Object.keys(EVENTS);
  const ends = { wanted: 0, not: 0 };
  const seeds = [...TELLING, ...Array.from({ length: ORDERS - TELLING.length }, (_, i) => i + 1)];
  for (const seed of seeds) {
    const random = randomly(seed);
    const play = new Play(random, await begin({ random }));
    const order = [];
    for (let count = 0; count < 12; count++) {
      const name = names[Math.floor(random() * names.length)];
      order.push(name);
      const done = EVENTS[name](play);
      // What was chosen is chosen before anything else is; the rest goes on meanwhile.
      if (["wish", "page", "toolbar", "enter", "forget", "rests"].includes(name)) await done;
      if (random() < 0.3) await play.browser.rest();
      void play.wanted;
    }
    play.browser.go(1, LINKEDIN);
    for (const id of [2, 3, 4]) play.browser.back(id);
    // A worker that was ended in the midst of it goes on at its next start.
    if (!play.worker.running) play.begin();
    await play.browser.rest();
    const said = `seed ${seed}: ${order.join(", ")}`;
    check(play, said);
    ends[play.wanted ? "wanted" : "not"] += 1;
  }
  assert.ok(Math.min(ends.wanted, ends.not) > ORDERS / 20, JSON.stringify(ends));
});

function check({ browser, wanted }, said) {
  assert.deepEqual(ids(browser), wanted ? NAMES : [], said);
  for (const document of browser.tabs.values()) {
    const shows = document.isAlive() && document.shows;
    assert.equal(shows, wanted && document.isLinkedIn, `${said}: ${document.url}`);
    assert.ok([...document.worlds.values()].filter((world) => world.has(START)).length === document.begins, said);
  }
}
