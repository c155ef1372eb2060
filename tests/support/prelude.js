"use strict";

// The first script of a test copy: a clock that can be moved, and a way into closed roots. Never part of the product.
globalThis.__roots = [];
{
  const real = Date.now;
  let offset = globalThis.__start ? globalThis.__start - real() : 0;
  Date.now = () => real() + offset;
  globalThis.__setClock = (instant) => {
    offset = instant - real();
    // What a page of LinkedIn shows the worker decides, by its own clock.
    if (isContent) chrome.runtime.sendMessage({ __clock: instant });
  };
  const isContent = globalThis.chrome?.runtime?.id && !chrome.alarms;
  if (!isContent && !location.pathname.startsWith("/pages/"))
    globalThis.chrome?.runtime?.onMessage?.addListener((message) => {
      if (message?.__clock) globalThis.__setClock(message.__clock);
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
  if (typeof Element === "function") {
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
