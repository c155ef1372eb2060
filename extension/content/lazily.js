// @ts-check
"use strict";

/**
 * What a script defines, made when any of it is first used. Read anew with each part that rests on it, which a function may be:
 * Chromium may bring a part to another document than it was meant for, which has none of those before
 * (docs/browser-bugs.md, other-document).
 *
 * @template {object} T @param {() => T} make @returns {T}
 */
function Lazily(make) {
  /** @type {T | null} */
  let made = null;
  const get = (/** @type {object} */ _, /** @type {PropertyKey} */ name) => {
    made ??= make();
    return Reflect.get(made, name);
  };
  return /** @type {T} */ (new Proxy({}, { get }));
}
