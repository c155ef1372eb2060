/**
 * What comes of what was saved: the advice for each person, and the way to their profile.
 */

import * as Chip from "../engine/advice/chip.js";
import * as Order from "../engine/people/order.js";
import * as Timeline from "../engine/decision/timeline.js";
import * as Ui from "./ui.js";

/** @import * as Situation from "../engine/decision/situation.js" */

/**
 * People by name, with what is said of them now, as items of a list.
 * @param {Ui.Begun} begun @param {Situation.Person[]} people @param {number} now
 */
export const items = ({ core, records, text, locale, zone }, people, now) =>
  people.toSorted(Order.people(core, locale)).map((one) => {
    const face = Chip.face(core, locale, one, Timeline.steps(core, records, one, now), now, zone);
    return Ui.make("li", {}, Ui.make("span", {}, one.name), face ? Ui.pill(face) : null, Ui.profileLink(text, one));
  });

/** Whoever has not chosen yet where advice appears would wait for something that does not come. @param {Ui.Begun} begun @returns {HTMLElement[]} */
export const unchosen = ({ settings, text }) =>
  settings.place !== undefined
    ? []
    : [
        Ui.make(
          "p",
          { className: "notice" },
          `${Ui.word(text, "popup-choose")} `,
          Ui.make("a", { href: "../welcome/welcome.html" }, Ui.word(text, "popup-choose-link")),
        ),
      ];
