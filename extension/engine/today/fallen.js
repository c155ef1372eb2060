/**
 * Interviews that fell through and have no new date yet: one is to be asked for, and comes in the place of the old one. Pure.
 */

import * as Asks from "./asks.js";
import * as Rounds from "../decision/rounds.js";
import * as Situation from "../decision/situation.js";
import * as Time from "../time/time.js";
import * as Timeline from "../decision/timeline.js";

/** @import { Core } from "../decision/core.js" */

/**
 * The interview of an application that fell through: the latest of all, with none ahead; null where there is none, and where
 * all is over.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Application} application @param {number} now
 * @returns {Situation.Round | null}
 */
export function last(core, records, application, now) {
  if (Timeline.endedAt(core, application, now) !== null) return null;
  const all = Rounds.ofApplication(records, application).toSorted((a, b) => Situation.begins(a) - Situation.begins(b));
  const latest = all.at(-1);
  const isAhead = all.some((round) => Situation.happens(round) && Situation.ends(round) > now);
  return latest && !isAhead && !Situation.happens(latest) ? latest : null;
}

/**
 * Those for which a new date is to be asked for now: nothing is known of how their application ends, as that it is on hold, and
 * one does not wait for an answer to what one asked.
 * @param {Core} core @param {Situation.Records} records @param {number} now
 * @returns {{ application: Situation.Application, round: Situation.Round }[]}
 */
export const all = (core, records, now) =>
  Object.values(records.applications).flatMap((application) => {
    const round = last(core, records, application, now);
    const isOpen = round && !Asks.heard(core, application) && !isAnswerAwaited(core, records, application, now);
    return isOpen ? [{ application, round }] : [];
  });

/**
 * Whether one asked where things stand so lately that the time since then will still bring other advice.
 * @param {Core} core @param {Situation.Records} records @param {Situation.Application} application @param {number} now
 */
function isAnswerAwaited(core, { zone }, { answers }, now) {
  const asked = core.cards.noWord?.asked ?? "";
  if (!Object.hasOwn(answers, asked)) return false;
  const wall = answers[asked].value;
  const event = { at: Time.instant(wall, zone), zone, wall };
  return core.facts
    .filter(({ reads }) => reads?.how === "since" && reads.event === asked)
    .some(({ cuts, days }) => cuts.some((cut) => Situation.shifted(event, cut, days) > now));
}
