"use strict";

// The first script of a test copy: a clock that can be moved, and a way into closed roots. Never part of the product.
// It may come to a page twice, as all scripts may: first from what is registered, then for tabs that are open.
if (!globalThis.__roots) {
  globalThis.__roots = [];
  const real = Date.now;
  let offset = globalThis.__start ? globalThis.__start - real() : 0;
  let stopped = null;
  Date.now = () => stopped ?? real() + offset;
  globalThis.__setClock = (instant, stands = false) => {
    offset = instant - real();
    stopped = stands ? instant : null;
    // What a page of LinkedIn shows the worker decides, by its own clock.
    if (isContent) chrome.runtime.sendMessage({ __clock: instant, __stands: stands });
  };
  const isContent = globalThis.chrome?.runtime?.id && !chrome.alarms;
  if (!isContent && !location.pathname.startsWith("/pages/"))
    globalThis.chrome?.runtime?.onMessage?.addListener((message) => {
      if (message?.__clock) globalThis.__setClock(message.__clock, message.__stands);
    });
  // The browser's own clock rings alarms: it is told the hour by its own reckoning.
  if (globalThis.chrome?.alarms) {
    const { create, get } = chrome.alarms;
    chrome.alarms.create = (name, info) => create(name, info.when ? { ...info, when: info.when - offset } : info);
    chrome.alarms.get = async (name) => {
      const alarm = await get(name);
      return alarm && { ...alarm, scheduledTime: Math.round(alarm.scheduledTime + offset) };
    };
  }
  if (isContent) globalThis.__rest = atRest();
  // Heard before ours: whether the press that a test is about to make counts. A browser that stands still just then forgets
  // what was in sight, as it should, and the test presses anew.
  if (isContent) addEventListener("click", ({ timeStamp }) => (globalThis.__counted = globalThis.__isReady?.(timeStamp)), true);
  if (typeof Element === "function") {
    // What is drawn is read as if it were text, so that tests can say what somebody sees.
    for (const [prototype, name] of [[Node.prototype, "textContent"], [HTMLElement.prototype, "innerText"]]) {
      const { get, set } = Object.getOwnPropertyDescriptor(prototype, name);
      const read = function () {
        const drawn = this instanceof Element ? [this, ...this.querySelectorAll("[data-words]")].filter((one) => one.dataset?.words) : [];
        const texts = drawn.map((one) => one.appendChild(document.createTextNode(one.dataset.words)));
        const found = get.call(this);
        for (const text of texts) text.remove();
        return found;
      };
      Object.defineProperty(prototype, name, { get: read, set, configurable: true });
    }
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function attachShadow(options) {
      // Some checks reach only into open roots.
      const open = location.search.includes("open-roots");
      const root = attach.call(this, open ? { ...options, mode: "open" } : options);
      globalThis.__roots.push(root);
      return root;
    };
  }
}

/**
 * What is under way in this world: idle callbacks, frames, questions to the worker and timers that end within two seconds.
 * The function returned says whether that is nothing. Timers that come for ever, such as the look of every minute, don't count.
 */
function atRest() {
  const SOON = 2000;
  const under = new Set();
  const later = globalThis.setTimeout;
  const watch = (begin, end, counts) => {
    const [began, ended] = [globalThis[begin], globalThis[end]];
    globalThis[begin] = (work, ...rest) => {
      const id = began((...given) => {
        under.delete(key);
        work(...given);
      }, ...rest);
      const key = `${begin} ${id}`;
      if (counts(...rest)) under.add(key);
      return id;
    };
    globalThis[end] = (id) => {
      under.delete(`${begin} ${id}`);
      ended(id);
    };
  };
  watch("setTimeout", "clearTimeout", (wait = 0) => wait <= SOON);
  watch("requestIdleCallback", "cancelIdleCallback", () => true);
  watch("requestAnimationFrame", "cancelAnimationFrame", () => true);
  const send = chrome.runtime.sendMessage;
  chrome.runtime.sendMessage = (...message) => {
    const question = Symbol("question");
    under.add(question);
    const answer = send.call(chrome.runtime, ...message);
    Promise.resolve(answer).then(
      () => later(() => under.delete(question)),
      () => under.delete(question),
    );
    return answer;
  };
  return () => under.size === 0;
}
