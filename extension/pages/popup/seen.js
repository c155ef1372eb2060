/**
 * What a page's self-check says (content/report.js), copied field by field: a page that says anything else says nothing.
 */

const { text, flag, instant, either, maybe, list, all, clue, MISFIT } = globalThis.Messages.shapes;
const SHORT = 300;
/** So many controls of a page are heard of. */
const MOST = 60;

const sure = either("connect", "pending", "received", "withdrawn");

/** An object with any of these fields. @param {{ [name: string]: Messages.Shape }} fields @returns {Messages.Shape} */
const some = (fields) => (value) => {
  if (typeof value !== "object" || value === null) return MISFIT;
  const names = Object.keys(value);
  if (!names.every((name) => Object.hasOwn(fields, name))) return MISFIT;
  return all(Object.fromEntries(names.map((name) => [name, fields[name]])))(value);
};

/** What the page's self-check says. */
const REPORT = all({
  frame: flag,
  path: text(SHORT),
  language: text(20),
  known: flag,
  keys: flag,
  controls: list(
    all({
      state: either("connect", "pending", "received", "withdrawn", "unknown"),
      says: some({ label: sure, key: sure, link: sure, icon: sure, mark: sure }),
      labelled: flag,
      how: either("link", "id", "name", "card", "address", "none"),
      who: maybe(text(SHORT)),
      doubt: maybe(either("state", "owner")),
      clue: maybe(clue),
      inView: flag,
      stands: flag,
    }),
    MOST,
  ),
  total: instant,
  shown: instant,
  halted: maybe(either("busy", "failed", "unwelcome", "many")),
  misfits: instant,
});

/** What a page's self-check says; undefined if it is none. @param {unknown} value @returns {Report.Seen | undefined} */
export function report(value) {
  const copy = REPORT(value);
  return copy === MISFIT ? undefined : /** @type {Report.Seen} */ (copy);
}
