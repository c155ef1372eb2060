// A browser for the worker's `access.js`, as real ones behave: shared/permission notes in docs/browser-bugs.md. What it keeps,
// what it forgets at an update or a switch-off, what it refuses, and how late it answers.

import { readFileSync } from "node:fs";

const EXTENSION = new URL("../../extension/", import.meta.url);
const BUILT = process.env.CONNECT_ETIQUETTE_BUILT;
const LINKEDIN = "https://www.linkedin.com/";
export const START = "content/start.js";

/** Random numbers from a seed, so that an order of events can be played again. */
export function randomly(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A document in a tab: which scripts are alive in it, and whether it shows advice. */
class Document {
  /** Names that scripts of the present version have defined. Each version has a world of its own. */
  worlds = new Map();
  begins = 0;
  shows = false;
  /** Put away by the browser to save memory, and loaded anew when somebody looks at it. */
  discarded = false;

  constructor(browser, url) {
    this.browser = browser;
    this.url = url;
  }

  get isLinkedIn() {
    return this.url.startsWith(LINKEDIN);
  }

  world() {
    const { version } = this.browser;
    if (!this.worlds.has(version)) this.worlds.set(version, new Set());
    return this.worlds.get(version);
  }

  /** A script that comes twice defines a name that is there: it does not run. */
  run(files) {
    const world = this.world();
    for (const file of files) {
      if (world.has(file)) continue;
      world.add(file);
      if (file !== START) continue;
      this.begins += 1;
      this.ask();
    }
  }

  /** As content/start.js: what is to be shown the worker says; where it ends meanwhile it is asked once more. */
  async ask(again = true) {
    const { version } = this.browser;
    const wanted = await this.browser.answered();
    if (version !== this.browser.version) return;
    if (wanted === undefined && again) this.ask(false);
    else this.shows = wanted === true;
  }

  isAlive() {
    return this.world().has(START);
  }
}

export class Browser {
  granted = false;
  /** What the manifest may ask for; none in a build of rules that know nothing of LinkedIn. */
  pages = [`${LINKEDIN}*`];
  /** Counts updates and switching off and on: what ran before is dead. */
  version = 1;
  digest = "1".repeat(64);
  stored = { local: {}, session: {} };
  registered = new Map();
  tabs = new Map();
  /** Documents that were left and are kept for the button Back, by their tab: they hear nothing, and nothing reaches them. */
  kept = new Map();
  /** Who listens to tabs that show a page, and whether a worker that was stopped did, which is started for one. */
  listening = new Set();
  wakes = false;
  refusals = [];
  calls = [];
  /** Told of every change; the worker is started for it if it sleeps. */
  onEvent = () => {};
  /** Told of a tab that shows a page, and which. */
  onShown = () => {};
  answer = async () => false;
  /** Counts workers that were stopped: what one of them had under way never comes back to it. */
  stops = 0;
  #pending = 0;

  constructor(random = Math.random) {
    this.random = random;
    this.chrome = this.#interface();
  }

  /** Some time passes before the browser answers, and others come between. */
  async #late(name, work) {
    const { stops } = this;
    this.calls.push(name);
    this.#pending += 1;
    try {
      for (let ticks = Math.floor(this.random() * 4); ticks >= 0; ticks--) await new Promise(setImmediate);
      const done = work();
      if (stops === this.stops) return done;
    } finally {
      this.#pending -= 1;
    }
    return new Promise(() => {});
  }

  /** The worker ends, whatever it is doing; its locks are free. */
  stop() {
    this.stops += 1;
    this.wakes = this.listening.size > 0;
    this.listening.clear();
    locks.clear();
  }

  /** Something else that is under way. */
  async during(work) {
    this.#pending += 1;
    try {
      return await work;
    } finally {
      this.#pending -= 1;
    }
  }

  /** One of the extension's pages stores something. */
  async put(items) {
    await new Promise(setImmediate);
    Object.assign(this.stored.local, structuredClone(items));
    this.onEvent("changed");
  }

  /** What the worker answers; undefined if it ends before that. */
  answered() {
    const { stops } = this;
    let isAnswered = false;
    const answer = this.answer().then((given) => {
      isAnswered = true;
      return given;
    });
    const ends = async () => {
      while (!isAnswered && stops === this.stops) await new Promise(setImmediate);
    };
    return Promise.race([answer, ends()]);
  }

  /** Once nothing is under way any more. */
  async rest() {
    for (let calm = 0; calm < 3; ) {
      await new Promise(setImmediate);
      calm = this.#pending === 0 ? calm + 1 : 0;
    }
  }

  #interface() {
    const late = (name, work) => (...given) => this.#late(name, () => work(...given));
    return {
      runtime: {
        getURL: (path) => `chrome-extension://fake/${path}`,
        id: "fake",
        getManifest: () => ({ optional_host_permissions: this.pages }),
        onConnect: { addListener: () => {} },
      },
      permissions: { contains: late("contains", () => this.granted) },
      storage: {
        local: {
          get: late("get", (keys) => pick(this.stored.local, keys)),
          set: late("set", (items) => {
            Object.assign(this.stored.local, structuredClone(items));
            this.onEvent("changed");
          }),
        },
        session: {
          get: late("session.get", (keys) => pick(this.stored.session, keys)),
          set: late("session.set", (items) => void Object.assign(this.stored.session, structuredClone(items))),
        },
        managed: { get: late("managed.get", () => this.managed ?? {}) },
      },
      scripting: {
        getRegisteredContentScripts: late("list", () => [...this.registered.values()].map((one) => ({ ...one }))),
        registerContentScripts: late("register", (scripts) => this.#register(scripts)),
        unregisterContentScripts: late("unregister", (filter) => this.#unregister(filter?.ids)),
        executeScript: late("execute", (injection) => this.#execute(injection)),
      },
      tabs: {
        query: late("tabs.query", ({ url }) => this.#query(url)),
        sendMessage: late("tabs.sendMessage", (id) => void this.#told(id)),
        onUpdated: {
          addListener: (listener) => this.listening.add(listener),
          removeListener: (listener) => this.listening.delete(listener),
        },
      },
    };
  }

  /** All or nothing, and no id twice (pitfall 10). Without the permission it succeeds all the same (pitfall 12). */
  #register(scripts) {
    for (const { id } of scripts) if (this.registered.has(id)) this.#refuse(`Duplicate script ID '${id}'`);
    for (const script of scripts) this.registered.set(script.id, structuredClone(script));
  }

  #unregister(ids) {
    for (const id of ids ?? []) if (!this.registered.has(id)) this.#refuse(`Nonexistent script ID '${id}'`);
    for (const id of ids ?? [...this.registered.keys()]) this.registered.delete(id);
  }

  #execute({ target: { tabId, frameIds, allFrames }, files }) {
    const document = this.tabs.get(tabId);
    if (!document || !document.isLinkedIn || !this.granted) this.#refuse(`Cannot access contents of tab ${tabId}`);
    const world = document.world();
    const present = { looks: world.has("content/look.js"), stays: world.has(START), reports: world.has("content/report.js") };
    if (!allFrames && !frameIds) this.#refuse("no frame");
    const paths = files.map((file) => file.slice(1));
    if (paths[0] === "content/present.js") return [{ frameId: 0, result: present }];
    document.run(paths);
    return [{ frameId: 0, result: null }];
  }

  #refuse(message) {
    this.refusals.push(message);
    throw new Error(message);
  }

  /** Without the permission nobody says which tabs are LinkedIn's. */
  #query(url) {
    const found = [...this.tabs].filter(([, document]) => !url || (this.granted && document.isLinkedIn));
    return found.map(([id, { discarded }]) => ({ id, discarded }));
  }

  #told(id) {
    const document = this.tabs.get(id);
    if (!document?.isAlive()) this.#refuse("Could not establish connection. Receiving end does not exist.");
    document.ask();
  }

  // What happens

  async grant() {
    if (this.granted) return;
    this.granted = true;
    this.onEvent("permission");
  }

  /** What is registered stays listed; what runs in open tabs goes on. */
  async revoke() {
    if (!this.granted) return;
    this.granted = false;
    this.onEvent("permission");
  }

  /** A new version, or switched off and on: what was registered is forgotten, and nothing tells of it (pitfalls 8 and 9). */
  renew(forgets = true) {
    this.version += 1;
    if (forgets) this.registered.clear();
    this.stored.session = {};
    this.wakes = false;
  }

  /** At a restart of the browser it may be forgotten, or not. */
  restart(forgets) {
    this.version += 1;
    this.stored.session = {};
    if (forgets) this.registered.clear();
    this.kept.clear();
    for (const id of this.tabs.keys()) this.go(id, this.tabs.get(id).url);
  }

  open(id, url) {
    this.go(id, url);
  }

  /** A tab is led to an address: what is registered runs there, if the browser lets it. */
  go(id, url) {
    const document = new Document(this, url);
    this.tabs.set(id, document);
    const runs = document.isLinkedIn && this.granted ? ["document_start", "document_idle"] : [];
    for (const runAt of runs)
      for (const script of this.registered.values()) if (script.runAt === runAt) document.run(script.js);
    this.onShown(id, document);
  }

  /** A page is left for another, and kept. */
  leave(id, url) {
    const left = this.tabs.get(id);
    if (left) this.kept.set(id, left);
    this.go(id, url);
  }

  /** Back to the page that was kept: it runs nothing anew, and what is alive in it asks, as content/start.js. */
  back(id) {
    const document = this.kept.get(id);
    if (!document) return;
    this.kept.delete(id);
    this.tabs.set(id, document);
    if (document.isAlive()) document.ask();
    this.onShown(id, document);
  }
}

/** Those of the extension's origin. */
const locks = new Map();

function pick(area, keys) {
  const names = keys === null ? Object.keys(area) : [keys].flat();
  return structuredClone(Object.fromEntries(names.filter((name) => name in area).map((name) => [name, area[name]])));
}

/** Have the extension's modules see this browser, and the package that was built. */
export function install(browser) {
  globalThis.chrome = browser.chrome;
  const request = (name, work) => {
    const mine = (locks.get(name) ?? Promise.resolve()).then(work);
    locks.set(name, mine.catch(() => {}));
    return mine;
  };
  Object.defineProperty(globalThis, "navigator", { configurable: true, value: { locks: { request }, language: "en", languages: ["en"] } });
  globalThis.fetch = async (address) => {
    // Modules name a file by their own address, or by that of the extension.
    const { href, pathname } = new URL(address);
    const path = href.startsWith(EXTENSION.href) ? href.slice(EXTENSION.href.length) : pathname.slice(1);
    const file = path.startsWith("bundle/") ? new URL(path, `file://${BUILT}/`) : new URL(path, EXTENSION);
    return new Response(readFileSync(file));
  };
}
