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

  return Object.freeze({
    learn,
    get isThere() {
      return page !== null;
    },
    get page() {
      // Before the worker has answered.
      if (page === null) throw new Error("too early");
      return page;
    },
  });
})();
