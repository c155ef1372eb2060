/**
 * What the form can delete, and how far: an interview, somebody from one application or altogether, an application; and the
 * one entry that was two people.
 */

import * as Edits from "../../engine/edits.js";
import * as Join from "../../engine/join.js";
import * as Situation from "../../engine/situation.js";
import * as Ui from "../ui.js";

/** @import * as Records from "../../engine/records.js" */

/** @typedef {(change: (stored: Records.Stored, sound: Situation.Records) => void, undo: { word: string, name?: string }) => Promise<void>} Remove */

/** @param {Ui.Begun} begun @param {{ id: string, company: string | undefined, remove: Remove }} around */
export function make({ records, text }, { id, company = "", remove }) {
  /** @param {string} word @param {{ [name: string]: string }} values @param {() => Promise<void>} press */
  const button = (word, values, press) => Ui.button(Ui.word(text, word, values), word, press, "plain");

  /** Somebody who is in other applications too can be taken out of this one, or parted. @param {Situation.Person} person */
  function person({ id: who, name }) {
    const others = Situation.applicationsOf(records, records.people[who]).filter((one) => one.id !== id);
    const everywhere = button("form-remove-person", { name }, () =>
      remove((stored) => Edits.removePerson(stored, who), { word: "undo-person", name }),
    );
    if (others.length === 0) return [everywhere];
    const elsewhere = others.map((one) => one.company ?? "").join(", ");
    return [
      Ui.make("p", { className: "hint" }, Ui.word(text, "form-also", { company: elsewhere })),
      button("form-leave", { name, company }, () =>
        remove((stored) => Edits.leave(stored, who, id), { word: "undo-left", name }),
      ),
      button("form-part", { name, company: elsewhere }, () =>
        remove((stored) => Join.part(stored, who, id, crypto.randomUUID()), { word: "undo-parted", name }),
      ),
      everywhere,
    ];
  }

  /** @param {Situation.Round} round */
  const round = ({ id: which }) =>
    button("form-remove-round", {}, () =>
      remove(
        (stored) => {
          delete stored.rounds[which];
        },
        { word: "undo-round", name: company },
      ),
    );

  const forget = () =>
    remove((stored, sound) => Edits.forget(stored, sound, id), { word: "undo-forgotten", name: company });
  return { person, round, forget };
}
