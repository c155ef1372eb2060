/**
 * Several people at once: what was pasted becomes a list with ticks, and nobody is entered whom nobody saw ticked.
 */

import * as Form from "../form.js";
import * as Invitation from "../../engine/calendar/invitation.js";
import * as PersonRow from "../personrow.js";
import * as Profile from "../../engine/people/profile.js";
import * as Reading from "../reading.js";
import * as Ui from "../ui.js";

const field = () => /** @type {HTMLTextAreaElement} */ (Ui.byId("paste"));

/** Those shown, in their order. @type {ReturnType<typeof Profile.paste>} */
let shown = [];

/** Show who stands in what was pasted. @param {Ui.Begun} begun */
export function show(begun) {
  const all = Invitation.pasted(field().value, Reading.own(begun, Date.now()));
  shown = all.slice(0, Profile.MOST);
  const ticks = shown.map(({ name, slug, likely }, i) =>
    Ui.make(
      "label",
      { className: "tick" },
      Form.input({ type: "checkbox", name: `pasted-${i}`, checked: likely }),
      slug === null ? name : `${name} (${slug})`,
    ),
  );
  Ui.byId("pasted").replaceChildren(...ticks, ...PersonRow.tooMany(begun.text, all.length));
}

/** Those who are ticked, as they are typed into rows; the list is empty from then on. @returns {{ name: string, profile: string }[]} */
export function ticked() {
  const boxes = [...Ui.byId("pasted").querySelectorAll("input")];
  const found = shown.filter((_, i) => boxes[i]?.checked);
  shown = [];
  field().value = "";
  Ui.byId("pasted").replaceChildren();
  return found.map(({ name, slug }) => ({ name, profile: slug ?? "" }));
}
