/**
 * Somebody on whose profile the popup was opened is added to an application that is there, without typing: “Add Ben Okafor
 * to Harbour Works?”, and whether they are in its next interview.
 */

import * as DateWords from "../../engine/words/datewords.js";
import * as Order from "../../engine/people/order.js";
import * as Press from "../press.js";
import * as Situation from "../../engine/decision/situation.js";
import * as Timeline from "../../engine/decision/timeline.js";
import * as Ui from "../ui.js";

/** @import * as Notices from "./notices.js" */

/** So many applications are offered; all others are in the form. */
const MOST = 4;

/** The application that was chosen for a profile, while it is asked about its interview. @type {{ slug: string, application: string } | null} */
let chosen = null;

/** @param {Notices.Stage} stage @param {{ slug: string, name: string }} found @param {string} form the address of the form for somebody new */
export function offer(stage, found, form) {
  const { text, locale, records } = stage.begun;
  // By what comes next, then by name.
  const byText = Order.texts(locale);
  const application = chosen?.slug === found.slug ? records.applications[chosen.application] : undefined;
  const round = application && next(stage, application);
  if (application && round) return inRound(stage, found, application, round);
  const live = Object.values(records.applications)
    .filter((one) => Timeline.endedAt(stage.begun.core, one, stage.now) === null)
    .sort((a, b) => begins(stage, a) - begins(stage, b) || byText(a.company ?? "", b.company ?? ""));
  const buttons = live.slice(0, MOST).map((one) => to(stage, found, one));
  const another = Ui.word(text, live.length > 0 ? "here-another" : "here-add", { name: found.name });
  return Ui.make(
    "fieldset",
    { className: "question" },
    Ui.make("legend", {}, Ui.word(text, live.length > 0 ? "here-add-to" : "here-unknown", { name: found.name })),
    Ui.make(
      "div",
      { className: "choices" },
      ...buttons,
      Ui.make("a", { className: "button", href: form, target: "_blank" }, another),
    ),
  );
}

/** The next interview of an application, or null. @param {Notices.Stage} stage @param {Situation.Application} application */
function next({ begun: { records }, now }, { id }) {
  const ahead = Object.values(records.rounds).filter(
    (r) => r.application === id && Situation.happens(r) && Situation.ends(r) > now,
  );
  return ahead.sort((a, b) => Situation.begins(a) - Situation.begins(b))[0] ?? null;
}

/** @param {Notices.Stage} stage @param {Situation.Application} application */
function begins(stage, application) {
  const round = next(stage, application);
  return round ? Situation.begins(round) : Number.MAX_SAFE_INTEGER;
}

/** @param {Notices.Stage} stage @param {{ slug: string, name: string }} found @param {Situation.Application} application */
function to(stage, found, application) {
  const label = [application.company, application.role].filter(Boolean).join(", ");
  const named = Object.values(stage.begun.records.applications).filter(
    ({ company }) => company === application.company,
  );
  return Ui.button(named.length > 1 ? label : (application.company ?? ""), `add-to-${application.id}`, () => {
    if (next(stage, application) === null) return add(stage, found, application, null);
    chosen = { slug: found.slug, application: application.id };
    return stage.perform(async () => {});
  });
}

/** @param {Notices.Stage} stage @param {{ slug: string, name: string }} found @param {Situation.Application} application @param {Situation.Round} round */
function inRound(stage, found, application, round) {
  const { text, locale, zone } = stage.begun;
  const day = DateWords.moment(Situation.begins(round), stage.now, locale, zone);
  return Ui.make(
    "fieldset",
    { className: "question" },
    Ui.make("legend", {}, Ui.word(text, "here-in-round", { name: found.name, day })),
    Ui.make(
      "div",
      { className: "choices" },
      Ui.button(Ui.word(text, "yes"), "in-round", () => add(stage, found, application, round)),
      Ui.button(Ui.word(text, "no"), "not-in-round", () => add(stage, found, application, null)),
    ),
  );
}

/** @param {Notices.Stage} stage @param {{ slug: string, name: string }} found @param {Situation.Application} application @param {Situation.Round | null} round */
function add(stage, { slug, name }, { id, company = "" }, round) {
  chosen = null;
  const person = crypto.randomUUID();
  return Press.perform(stage, `${name}, ${company}`, Ui.word(stage.begun.text, "here-added"), (stored) => {
    // Another window may have entered them meanwhile.
    const known = Object.keys(stored.people).find((one) => stored.people[one]?.profiles?.includes(slug)) ?? person;
    const before = stored.people[known] ?? { name, profiles: [slug], answers: {} };
    stored.people[known] = { ...before, applications: [...new Set([...(before.applications ?? []), id])] };
    const entry = round ? stored.rounds[round.id] : undefined;
    if (entry && Array.isArray(entry.who)) entry.who = [...new Set([...entry.who, known])];
  });
}
