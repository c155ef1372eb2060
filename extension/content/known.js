// @ts-check
"use strict";

/**
 * What is known of LinkedIn's page, as rules/linkedin/ says it. The worker gives it with its first answer, so what rests on
 * it is made when it is first used, which is after that.
 *
 * @typedef {import("../engine/decision/core.js").Page} Known.Page
 */
const Known = (() => {
  /** @type {Known.Page | null} */
  let page = null;

  /** @param {Known.Page} given */
  function learn(given) {
    page ??= given;
  }

  /** What a script defines, made when any of it is first used. @template {object} T @param {() => T} make @returns {T} */
  function lazily(make) {
    /** @type {T | null} */
    let made = null;
    const get = (/** @type {object} */ _, /** @type {PropertyKey} */ name) => {
      made ??= make();
      return Reflect.get(made, name);
    };
    return /** @type {T} */ (new Proxy({}, { get }));
  }

  return Object.freeze({
    learn,
    lazily,
    get isThere() {
      return page !== null;
    },
    get page() {
      if (page === null) throw new Error("used before the worker answered");
      return page;
    },
  });
})();
