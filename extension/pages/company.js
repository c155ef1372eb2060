/**
 * The company that is typed into a new form, looked up among those entered: whoever is typed joins the application that is
 * there, and its next interview unless another one is typed.
 */

import * as DateWords from "../engine/words/datewords.js";
import * as Edits from "../engine/records/edits.js";
import * as Form from "./form.js";
import * as Lookup from "../engine/people/lookup.js";
import * as Situation from "../engine/decision/situation.js";
import * as Ui from "./ui.js";

/** So many companies are offered while one is typed. */
const MOST = 4;
/** Of a second application at a company. */
const SECOND = "new";

/**
 * `settle` takes the application whose company was typed in full. `joined` is the one that is taken, or null; `rounds` are
 * those of its interviews that everybody typed is in; `follow` has what is ticked from the start follow what is typed;
 * `restore` puts a draft's choice and ticks back, once all else is typed.
 * @typedef {{
 *   element: HTMLElement, settle: () => void, joined: () => Situation.Application | null, rounds: () => string[], follow: () => void,
 *   restore: (typed: Form.Typed) => void,
 * }} Company
 */

/**
 * @param {Ui.Begun} begun @param {HTMLInputElement} field @param {HTMLInputElement} role a role of another name is another application
 * @param {() => boolean} hasOwn whether an interview of its own is typed
 * @returns {Company}
 */
export function make(begun, field, role, hasOwn) {
  const { records } = begun;
  // What was chosen lies in a field, so that it is kept with the draft.
  const choice = Form.input({ type: "hidden", name: "joins" });
  const shown = Ui.make("div", { role: "status" });
  const element = Ui.make("div", { className: "known" }, choice, shown);
  const joined = () => (Object.hasOwn(records.applications, choice.value) ? records.applications[choice.value] : null);

  let before = "";
  /** @param {string} value */
  function choose(value) {
    before = choice.value;
    choice.value = value;
    const application = joined();
    if (application?.company) field.value = application.company;
    choice.dispatchEvent(new Event("input", { bubbles: true }));
    Ui.handOn(shown, show);
  }

  function show() {
    const application = joined();
    const all = Lookup.applications(records, field.value);
    const offers = choice.value === SECOND ? second(begun, all, before, choose) : offered(begun, all, choose);
    shown.replaceChildren(...(application ? taken(begun, application, () => choose(SECOND)) : offers));
    follow();
  }

  const boxes = () => [...shown.querySelectorAll("input")];
  const follow = () => preset(boxes(), !hasOwn());

  function settle() {
    follow();
    if (joined() || choice.value === SECOND) return;
    const named = inFull(begun, field.value, role.value.trim());
    if (named) choose(named.id);
  }

  field.addEventListener("input", () => {
    choice.value = "";
    show();
  });
  // A press on one of those offered comes before the field is left.
  field.addEventListener("blur", (event) => {
    if (!element.contains(/** @type {Node | null} */ (event.relatedTarget))) settle();
  });
  choice.addEventListener("change", show);

  return {
    element,
    settle,
    joined,
    rounds: () => boxes().flatMap(({ checked, name }) => (checked ? [name.slice("in-".length)] : [])),
    follow,
    restore(typed) {
      Form.put(choice, String(typed.joins ?? ""));
      retick(boxes(), typed);
    },
  };
}

/** The application whose company is typed in full, and whose role is none other; null if there is none. @param {Ui.Begun} begun @param {string} company @param {string} role */
function inFull({ records }, company, role) {
  const [first] = Lookup.applications(records, company);
  const isOther = role !== "" && Boolean(first?.role) && role !== first.role;
  return first && Lookup.sameCompany(first.company, company) && !isOther ? first : null;
}

/** The next interview is meant where no other is typed; what was ticked by hand stays. @param {HTMLInputElement[]} boxes @param {boolean} next */
function preset(boxes, next) {
  for (const [i, box] of boxes.entries()) if (!box.dataset.touched) box.checked = i === 0 && next;
}

/** What is as it would be by itself goes on following what is typed. @param {HTMLInputElement[]} boxes @param {Form.Typed} typed */
function retick(boxes, typed) {
  for (const box of boxes) if (typed[box.name] === !box.checked) Form.put(box, typed[box.name]);
}

/** @param {Ui.Begun} begun @param {Situation.Application} application */
function about({ records, text, locale, zone }, application) {
  const { people, rounds } = Edits.belonging(records, application.id);
  const next = Math.max(0, ...rounds.map(Situation.begins));
  const parts = [application.company, application.role, DateWords.plural(text, "count-people", people.length)];
  if (next > 0) parts.push(DateWords.moment(next, Date.now(), locale, zone));
  return parts.filter(Boolean).join(" · ");
}

/** @param {Ui.Begun} begun @param {Situation.Application} one @param {() => void} choose */
const offer = (begun, one, choose) => Ui.button(about(begun, one), `join-${one.id}`, choose, "plain");

/** @param {Ui.Begun} begun @param {Situation.Application[]} all @param {(id: string) => void} choose */
const offered = (begun, all, choose) => all.slice(0, MOST).map((one) => offer(begun, one, () => choose(one.id)));

/**
 * That it is another application at that company, and the way back.
 * @param {Ui.Begun} begun @param {Situation.Application[]} all @param {string} before the one that was taken @param {(id: string) => void} choose
 */
function second({ text }, all, before, choose) {
  const first = all.find(({ id }) => id === before) ?? all[0];
  if (!first) return [];
  const said = Ui.word(text, "form-second-there", { company: first.company ?? "" });
  const undo = Ui.button(Ui.word(text, "undo"), "undo-second", () => choose(first.id), "plain");
  return [Ui.make("p", {}, `${said} `, undo)];
}

/** That an application is joined, in which of its interviews to come, and the way out. @param {Ui.Begun} begun @param {Situation.Application} application @param {() => void} second */
function taken(begun, application, second) {
  const { records, text, locale, zone } = begun;
  const now = Date.now();
  const ahead = Object.values(records.rounds)
    .filter((r) => r.application === application.id && Situation.happens(r) && Situation.ends(r) > now)
    .sort((a, b) => Situation.begins(a) - Situation.begins(b));
  const ticks = ahead.map((round) => {
    const box = Ui.tick({ name: `in-${round.id}` });
    const day = DateWords.moment(Situation.begins(round), now, locale, zone);
    return Ui.make("label", { className: "tick" }, box, Ui.word(text, "form-in-round", { day }));
  });
  return [
    Ui.make(
      "p",
      {},
      `✓ ${Ui.word(text, "form-joins", { company: about(begun, application) })} `,
      Ui.button(Ui.word(text, "form-second"), "second", second, "plain"),
    ),
    ...ticks,
  ];
}
