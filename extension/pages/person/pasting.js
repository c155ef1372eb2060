/**
 * Several people at once: what was pasted becomes a list with ticks, and nobody is entered whom nobody saw ticked. What is more
 * than a name and stands in the field of one goes there too.
 */

import * as Form from "../form.js";
import * as PersonRow from "../personrow.js";
import * as Profile from "../../engine/people/profile.js";
import * as Prose from "../../engine/people/prose.js";
import * as Reading from "../reading.js";
import * as Ui from "../ui.js";

/** Somebody as they are typed into a row. @typedef {{ name: string, profile: string }} Known */

const field = () => /** @type {HTMLTextAreaElement} */ (Ui.byId("paste"));

/** Those shown, in their order. @type {ReturnType<typeof Profile.paste>} */
let shown = [];
const sight = Ui.sight();
/** What was ticked as it is, though it may be a sentence. @type {Set<string>} */
const chosen = new Set();

/** What the text told of the interview. @type {Reading.Told} */
let told = Reading.NOTHING;
/** What the text in the field tells of the interview. */
export const said = () => told;

/** Where it was begun: what a next text is read with, and where people go who are chosen. @type {{ begun: Ui.Begun, take: (found: Known[]) => void }} */
let around;

/**
 * What is put into the field is shown at once, and what it tells besides is handed on, with what an earlier text told.
 * @param {Ui.Begun} begun @param {(told: Reading.Told, before: Reading.Told) => void} hand @param {(found: Known[]) => void} take
 */
export function begin(begun, hand, take) {
  around = { begun, take };
  field().addEventListener("input", () => {
    const before = told;
    told = Reading.told(field().value, begun, Date.now()) ?? Reading.NOTHING;
    hand(told, before);
    show(begun);
  });
  field().addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain").trim() ?? "";
    if (!Reading.isNext(field().value, text, begun, Date.now())) return;
    event.preventDefault();
    read(text);
  });
}

/** Those who were ticked by hand, by their place in the list. */
const byHand = () =>
  shown.filter((_, i) => {
    const box = /** @type {HTMLInputElement | null} */ (Ui.byId("pasted").querySelector(`[name=pasted-${i}]`));
    return box?.checked && box.dataset.touched;
  });

/** Show who stands in what was pasted, which may be nobody. @param {Ui.Begun} begun */
function show(begun) {
  const all = Reading.people(field().value, begun, Date.now());
  shown = all.slice(0, Profile.MOST);
  const ticks = shown.map(({ name, slug, likely }, i) => {
    const box = Ui.tick({ name: `pasted-${i}`, checked: likely });
    return Ui.make("label", { className: "tick" }, box, slug === null ? name : `${name} (${slug})`);
  });
  const understood = PersonRow.understood(begun.text, field().value, ticks.length);
  Ui.byId("pasted").replaceChildren(...understood, ...ticks, ...PersonRow.tooMany(begun.text, all.length));
  sight.show();
}

/** What a draft holds of it, with the ticks that it had. @param {Ui.Begun} begun @param {Form.Typed} typed */
export function restore(begun, typed) {
  const panel = /** @type {HTMLDetailsElement} */ (Ui.byId("panel"));
  Form.retype(panel, typed);
  told = Reading.told(field().value, begun, Date.now()) ?? Reading.NOTHING;
  show(begun);
  Form.retype(panel, typed);
  panel.open ||= field().value !== "";
}

/** Those who are ticked; the list is empty from then on. @returns {Known[]} */
export function ticked() {
  const boxes = [...Ui.byId("pasted").querySelectorAll("input")];
  const found = shown.filter((_, i) => boxes[i]?.checked);
  shown = [];
  field().value = "";
  Ui.byId("pasted").replaceChildren();
  for (const { name } of found) chosen.add(name);
  return found.map(({ name, slug }) => ({ name, profile: slug ?? "" }));
}

/** What waits for a look before anybody is entered, or null. @returns {Form.Problem} */
export const unseen = () =>
  field().value.trim() !== "" && !sight.isSeen()
    ? ["wrong-unseen", Ui.byId("pasted").querySelector("input") ?? field()]
    : null;

/**
 * Follow what is pasted and typed as somebody's name: several people are as many rows at once, a text is read below.
 * @param {PersonRow.Row} row @param {(found: Known[]) => void} take
 */
export function follow(row, take) {
  row.name.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain").trim() ?? "";
    // The field would make one line of it, and cut that.
    if (!/[\n\r]/u.test(text) && !Prose.isText(text)) return;
    event.preventDefault();
    read(text);
  });
  row.name.addEventListener("input", (event) => {
    if (Ui.isPaste(event)) settle(row, take);
  });
  row.name.addEventListener("change", () => settle(row, take));
}

/** One field for a name holds one name. @param {PersonRow.Row} row @param {(found: Known[]) => void} take */
export function settle(row, take) {
  const text = row.name.value.trim();
  if (text === "" || text === row.stored?.name || chosen.has(text)) return;
  const found = Profile.paste(text);
  if (Prose.isText(text) || (found.length > 1 && !found.every(({ likely }) => likely))) {
    row.name.value = row.stored?.name ?? "";
    row.name.dispatchEvent(new Event("input", { bubbles: true }));
    read(text);
    return;
  }
  if (row.stored || found.length < 2) return;
  const [first, ...others] = found;
  // An address that is typed already stays.
  Form.retype(row.element, { name: first.name, ...(first.slug && { profile: first.slug }) });
  take(others.map(({ name, slug }) => ({ name, profile: slug ?? "" })));
  row.name.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Read a text where people are ticked: a mail replaces the one before, and whoever was ticked there by hand stays in a row. @param {string} text */
function read(text) {
  const { begun, take } = around;
  const now = Date.now();
  const chosen = Reading.isNext(field().value, text, begun, now) ? byHand() : [];
  /** @type {HTMLDetailsElement} */ (Ui.byId("panel")).open = true;
  field().value = Reading.joined(field().value, text, begun, now);
  field().focus();
  // A mail is recognised by its beginning.
  field().setSelectionRange(0, 0);
  field().dispatchEvent(new Event("input", { bubbles: true }));
  const left = chosen.filter(({ name }) => !shown.some((one) => one.name === name));
  take(left.map(({ name, slug }) => ({ name, profile: slug ?? "" })));
}
