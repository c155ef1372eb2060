// Random questions for the stage, the same in each run.

import { core, engine } from "./support.mjs";

const Open = await engine("decision/open");
const Stage = await engine("stage/stage");

const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];

/** Ways to draw by chance, from a seed (mulberry32). */
export function drawing(seed) {
  let state = seed;
  /** A number from 0 up to 1. */
  function random() {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
  const upTo = (count) => Math.floor(random() * count);
  const pick = (list) => list[upTo(list.length)];
  const two = (number) => String(number).padStart(2, "0");

  /** A question and the instant from which it is looked at; about this share of it is answered. */
  function told(share = random()) {
    const start = `2026-${two(1 + upTo(12))}-${two(1 + upTo(28))}T${two(upTo(24))}:${pick(["00", "30", "07"])}`;
    const made = { start, zone: pick(ZONES), answers: {} };
    const at = Stage.instant(made, pick([-1, 1]) * upTo(14 * 24));
    for (const fact of Open.askable(core)) {
      if (random() >= share) continue;
      const given = at - upTo(3) * upTo(9 * 24) * 3_600_000;
      made.answers[fact.id] = { value: pick(Open.answersTo(fact, at, made.zone)), at: new Date(given).toISOString() };
    }
    // Some of them stand in a calendar.
    if (random() < 0.3) {
      const entries = core.verdicts.flatMap(({ id }) => [1, 2].map((time) => `change-somebody-${id}-${time}`));
      const given = ["thanks-somebody", ...entries].filter(() => random() < 0.4).slice(0, Stage.MOST_GIVEN);
      const id = Array.from({ length: 24 }, () => upTo(16).toString(16)).join("");
      made.calendar = { id, given: Object.fromEntries(given.map((entry) => [entry, at + upTo(60 * 1440) * 60_000])) };
    }
    return { told: made, at };
  }
  return { random, upTo, pick, told };
}
