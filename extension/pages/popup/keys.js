/**
 * The popup by keyboard: “/” finds, “a” adds, arrows go from row to row, “o” opens a profile, “t” does what a row of today asks
 * for, such as that one has thanked (of several people the line of one), “z” takes back what was pressed last. A link that was followed closes the window, which
 * would stand before what it opened.
 */

import * as Ui from "../ui.js";

const ROWS = "#deeds > li, #people summary";

export function begin() {
  const field = /** @type {HTMLInputElement} */ (Ui.byId("filter").querySelector("input"));
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target === field && event.key === "Enter") return first(event.shiftKey);
    if (target.matches("input:not([type=checkbox]), textarea, select")) return;
    const done = KEYS[event.key];
    if (done?.(target, field)) event.preventDefault();
  });
  addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a[target=_blank]");
    // Where the window is a tab of its own it stays.
    if (link && document.documentElement.classList.contains("panel")) setTimeout(close, 0);
  });
}

/** What a key does; true if it did. @type {{ [key: string]: (target: HTMLElement, field: HTMLInputElement) => boolean }} */
const KEYS = {
  "/": (_, field) => {
    if (Ui.byId("filter").hidden) return false;
    field.focus();
    return true;
  },
  ArrowDown: (target) => go(target, 1),
  ArrowUp: (target) => go(target, -1),
  o: (target) => press(target.closest("li")?.querySelector("a[href^='https://www.linkedin.com/in/']")),
  t: (target) => press(target.closest("#deeds li")?.querySelector("button")),
  a: () => press(Ui.byId("add")),
  z: () => press(Ui.byId("status").querySelector("[data-key=undo-last]")),
};

/** @param {Element | null | undefined} element */
function press(element) {
  /** @type {HTMLElement | null | undefined} */ (element)?.click();
  return Boolean(element);
}

/** To the next row, or the one before. @param {HTMLElement} target @param {number} by */
function go(target, by) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(ROWS)]).filter((row) => row.offsetParent);
  const at = rows.findIndex((row) => row.contains(target));
  const row = rows[at < 0 ? 0 : at + by];
  const inside = row?.matches("summary") ? row : row?.querySelector(/** @type {any} */ ("a, button, summary"));
  /** @type {HTMLElement | null | undefined} */ (inside)?.focus();
  return Boolean(inside);
}

/** Open the first that was found: the profile, or with Shift the form. @param {boolean} form */
function first(form) {
  const row = document.querySelector("#people [id^=person-]");
  if (!row) return;
  if (!form) press(row.querySelector("a.profile"));
  else press(row.querySelector("a[href*='person.html']"));
}
