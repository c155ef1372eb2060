/**
 * What the form can delete, and how far: an interview, somebody from one application or altogether, an application; and the
 * one entry that was two people.
 */

import * as Edits from "../../engine/records/edits.js";
import * as Join from "../../engine/records/join.js";
import * as Situation from "../../engine/decision/situation.js";
import * as Ui from "../ui.js";

/** @import * as Records from "../../engine/records/records.js" */

/** @typedef {(change: (stored: Records.Stored, sound: Situation.Records) => void, undo: { word: string, name?: string }, gone: string | null) => Promise<void>} Remove what is deleted is what the row `gone` is about, or all */

/** @param {Ui.Begun} begun @param {{ id: string, company: string | undefined, remove: Remove }} around */
export function make({ records, text }, { id, company = "", remove }) {
  /** @param {string} word @param {{ [name: string]: string }} values @param {() => Promise<void>} press */
  const button = (word, values, press) => Ui.button(Ui.word(text, word, values), word, press, "plain");

  /** The other applications that somebody is in. @param {Situation.Person} person */
  const othersOf = (person) =>
    Situation.applicationsOf(records, records.people[person.id]).filter((one) => one.id !== id);

  /** Where else somebody is met, each the way to the form there. @param {Situation.Person} person */
  function elsewhere(person) {
    const others = othersOf(person);
    if (others.length === 0) return [];
    const [before, after] = Ui.word(text, "form-also", { company: "\n" }).split("\n");
    const links = others.map((one) => {
      const address = new URLSearchParams({ person: person.id, application: one.id });
      // The page is there already, and begins anew for another address.
      const go = () => setTimeout(() => location.reload());
      return Ui.make("a", { href: `#${address}`, onclick: go }, one.company ?? "");
    });
    const listed = links.flatMap((link, i) => (i === 0 ? [link] : [", ", link]));
    return [Ui.make("p", { className: "hint also" }, before, ...listed, after)];
  }

  /** Somebody who is in other applications too can be taken out of this one, or parted. @param {Situation.Person} one */
  function person(one) {
    const { id: who, name } = one;
    const others = othersOf(one);
    const everywhere = button("form-remove-person", { name }, () =>
      remove((stored) => Edits.removePerson(stored, who), { word: "undo-person", name }, who),
    );
    if (others.length === 0) return [everywhere];
    const companies = others.map((other) => other.company ?? "").join(", ");
    return [
      button("form-leave", { name, company }, () =>
        remove((stored) => Edits.leave(stored, who, id), { word: "undo-left", name }, who),
      ),
      button("form-part", { name, company: companies }, () =>
        remove((stored) => Join.part(stored, who, id, crypto.randomUUID()), { word: "undo-parted", name }, who),
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
        which,
      ),
    );

  const forget = () =>
    remove((stored, sound) => Edits.forget(stored, sound, id), { word: "undo-forgotten", name: company }, null);
  return { person, elsewhere, round, forget };
}
