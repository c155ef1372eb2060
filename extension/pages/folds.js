/**
 * What unfolds on a page: unfolded by hand it comes into sight, a form in it folds when it was saved, and a menu folds when
 * something in it was chosen, after a press outside it, and by Escape, which gives the focus back.
 */

/** What lies over the page: it is folded again whatever is done next. */
const MENUS = "#menu, .menu > .events";
const OPEN = ":is(#menu, .menu > .events)[open]";
/** What Escape folds: the form in which the focus is, else the menu. */
const FORM = ".moved[open]";

/** What is being unfolded by hand. @type {Element | null} */
let pressed = null;

export function begin() {
  document.addEventListener("click", ({ target }) => {
    const at = /** @type {Element} */ (target);
    const summary = at.closest("summary");
    pressed = summary?.parentElement ?? null;
    for (const menu of document.querySelectorAll(OPEN)) leave(/** @type {HTMLDetailsElement} */ (menu), at);
  });
  // It does not bubble.
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (!pressed || target !== pressed || !(/** @type {HTMLDetailsElement} */ (target).open)) return;
      const key = keyOf(pressed);
      pressed = null;
      // Once it is filled, or shown anew for it.
      requestAnimationFrame(() => show(/** @type {HTMLDetailsElement} */ (target), key));
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const at = /** @type {Element} */ (event.target);
    const open = at.closest(FORM) ?? document.querySelector(OPEN);
    if (!open) return;
    // The toolbar's window itself would close.
    event.preventDefault();
    fold(/** @type {HTMLDetailsElement} */ (open));
  });
}

/** A menu folds unless what was pressed is what unfolds it, or unfolds in it. @param {HTMLDetailsElement} menu @param {Element} at */
function leave(menu, at) {
  if (!menu.contains(at)) {
    // What was pressed meanwhile has the focus, or nothing has.
    menu.open = false;
    return;
  }
  const isChosen = at.closest("details") === menu && at.closest("a, button") !== null;
  if (isChosen) fold(menu);
}

/** @param {HTMLDetailsElement} details */
function fold(details) {
  details.open = false;
  details.querySelector("summary")?.focus();
}

/**
 * What was filled in is done: its form folds, with the menu that it stands in, and the focus is on what unfolds them. Where
 * it was refused all is as it was.
 * @param {Element} inside @param {() => Promise<boolean>} work says whether it was done
 */
export async function done(inside, work) {
  const form = /** @type {HTMLDetailsElement | null} */ (inside.closest("details"));
  const menu = /** @type {HTMLDetailsElement | null | undefined} */ (form?.closest(MENUS));
  const both = [form, menu].filter((one) => one !== null && one !== undefined);
  for (const one of both) fold(one);
  if (await work()) return;
  for (const one of both) one.open = true;
  /** @type {HTMLElement} */ (inside).focus();
}

/** Whether somebody is typing into a form of the window's lists: of a date neither what was only begun nor the place in it could be kept. */
export const isTyping = () =>
  document.hasFocus() && document.activeElement?.matches(`${FORM} input:not(#notices input)`) === true;

/** @param {Element} details */
const keyOf = (details) => /** @type {HTMLElement | null} */ (details.querySelector("summary"))?.dataset.key ?? "";

/** Its end first, then what unfolds it: of what is larger than the window the beginning is to be seen. @param {HTMLDetailsElement} unfolded @param {string} key */
function show(unfolded, key) {
  const there = unfolded.isConnected
    ? unfolded
    : document.querySelector(`summary[data-key="${CSS.escape(key)}"]`)?.parentElement;
  for (const part of [there?.lastElementChild, there?.firstElementChild]) part?.scrollIntoView({ block: "nearest" });
}
