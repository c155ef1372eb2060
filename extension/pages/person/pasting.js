/**
 * Several people at once: what was pasted becomes a list with ticks, and nobody is entered whom nobody saw ticked.
 */

import * as Form from "../form.js";
import * as PersonRow from "../personrow.js";
import * as Profile from "../../engine/profile.js";
import * as Ui from "../ui.js";

/** @import { Text } from "../../engine/core.js" */

const field = () => /** @type {HTMLTextAreaElement} */ (Ui.byId("paste"));

/** Show who stands in what was pasted. @param {Text} text */
export function show(text) {
  const all = Profile.paste(field().value);
  const ticks = all
    .slice(0, Profile.MOST)
    .map(({ name, slug, likely }, i) =>
      Ui.make(
        "label",
        { className: "tick" },
        Form.input({ type: "checkbox", name: `pasted-${i}`, checked: likely }),
        slug === null ? name : `${name} (${slug})`,
      ),
    );
  Ui.byId("pasted").replaceChildren(...ticks, ...PersonRow.tooMany(text, all.length));
}

/** Those who are ticked, as they are typed into rows; the list is empty from then on. @returns {{ name: string, profile: string }[]} */
export function ticked() {
  const boxes = [...Ui.byId("pasted").querySelectorAll("input")];
  const found = Profile.paste(field().value).filter((_, i) => boxes[i]?.checked);
  field().value = "";
  Ui.byId("pasted").replaceChildren();
  return found.map(({ name, slug }) => ({ name, profile: slug ?? "" }));
}
