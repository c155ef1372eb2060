/**
 * A list of hundreds: the first screenful is drawn at once, the rest when the browser has nothing else to do, and an entry that
 * would say what it says already stays as it is. What stands there is never older than the rest: an entry that changed is
 * drawn anew at once, wherever it stands.
 */

/** @typedef {{ id: string, says: string, make: () => HTMLElement }} Entry `says` differs where the element would be another */

/** So many fill the toolbar's window with room to spare. */
const SCREENFUL = 16;
/** So many are drawn in one go: within one frame. */
const SLICE = 20;

/** What each element says. @type {WeakMap<Element, string>} */
const said = new WeakMap();

/** @param {HTMLElement} list @param {number} [screenful] so many fill its window */
export function make(list, screenful = SCREENFUL) {
  /** The elements by their entries' ids. @type {Map<string, HTMLElement>} */
  let drawn = new Map();
  /** @type {Entry[]} */
  let all = [];
  let waiting = 0;

  /** The element of an entry, drawn now if there is none that says the same. @param {Entry} entry */
  function element(entry) {
    const before = drawn.get(entry.id);
    if (before && said.get(before) === entry.says) return before;
    const made = entry.make();
    said.set(made, entry.says);
    drawn.set(entry.id, made);
    return made;
  }

  /** The next ones that are missing. @param {IdleDeadline} [deadline] */
  function more(deadline) {
    const missing = all.slice(list.childElementCount);
    for (const [number, entry] of missing.entries()) {
      if (number >= SLICE && !(deadline && deadline.timeRemaining() > 4)) break;
      list.append(element(entry));
    }
    later();
  }

  function later() {
    cancelIdleCallback(waiting);
    const isWhole = list.childElementCount >= all.length;
    list.ariaBusy = String(!isWhole);
    if (!isWhole) waiting = requestIdleCallback(more, { timeout: 500 });
  }

  /** Only what is another is exchanged: all else stays where it is, with what was typed into it. @param {HTMLElement[]} elements */
  function put(elements) {
    for (const [place, one] of elements.entries()) {
      const there = list.children[place];
      if (there === one) continue;
      // One that stands farther down, or is new: what it takes the place of goes, or follows in its turn.
      if (there && !elements.includes(/** @type {HTMLElement} */ (there))) there.replaceWith(one);
      else list.insertBefore(one, there ?? null);
    }
    while (list.childElementCount > elements.length) list.lastElementChild?.remove();
  }

  return {
    /** Show these. @param {Entry[]} entries */
    show(entries) {
      all = entries;
      // As far as was drawn before, so that nothing goes out of sight, and what changed is drawn anew.
      const first = entries.slice(0, Math.max(screenful, list.childElementCount));
      const elements = first.map(element);
      drawn = new Map(first.map(({ id }, place) => [id, elements[place]]));
      View.keeping(list, () => put(elements));
      later();
    },
  };
}
