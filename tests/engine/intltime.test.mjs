// Where a browser has no `Temporal`, the engine answers the same by `Date` and `Intl`: at random instants and
// wall-clock times in all zones, whose clocks are changed by an hour, by half of one, by days.

import assert from "node:assert/strict";
import test from "node:test";
import { drawing } from "./drawing.mjs";
import { engine, howMany } from "./support.mjs";

const Time = await engine("time/time");
const IntlTime = await engine("time/intltime");
const TIMES = howMany(400, { full: 100_000, few: 100 });
const ZONES = [...Intl.supportedValuesOf("timeZone"), "UTC"];
const [FROM, TO] = [Date.UTC(1970, 0, 1), Date.UTC(2100, 0, 1)];

const { random, pick } = drawing(1);

/** An instant shortly before or after clocks are changed, if they are within a year of another one. */
function nearChange(at, zone) {
  const offset = (instant) => Date.parse(`${Time.wall(instant, zone)}Z`) - Math.floor(instant / 60_000) * 60_000;
  let [low, high] = [at, at + 300 * 86_400_000];
  if (offset(low) === offset(high)) return at;
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle) === offset(low)) low = middle;
    else high = middle;
  }
  return Math.floor(high + (random() - 0.5) * 3 * 3_600_000);
}

/** What both say, or that both refuse. */
function same(name, ...given) {
  const [one, other] = [Time, IntlTime].map((calendar) => {
    try {
      return calendar[name](...given);
    } catch (error) {
      return error.name;
    }
  });
  assert.deepEqual(other, one, `${name}(${given.map((value) => JSON.stringify(value)).join(", ")})`);
}

test(`${TIMES} random instants and wall-clock times are the same by both`, () => {
  for (let i = 0; i < TIMES; i++) {
    const zone = pick(ZONES);
    const far = Math.floor(FROM + random() * (TO - FROM));
    const at = i % 2 ? far : nearChange(far, zone);
    same("wall", at, zone);
    same("day", at, zone);
    const minutes = pick([-1440 * 14, -1440, -90, 30, 1440, 1440 * 2, 1440 * 60]);
    same("shifted", at, minutes, zone);
    same("daysBetween", at, at + minutes * 60_000, zone);
    // Also what clocks skip: the time shown an hour before, moved on.
    const wall = IntlTime.later(Time.wall(at, zone), pick([-60, -30, 0, 15, 45, 60]));
    same("instant", wall, zone);
    same("instant", wall.slice(0, 10), zone);
    same("shown", wall, zone);
    same("later", wall, minutes);
    same("minutesBetween", wall, Time.wall(far, zone));
    same("daysLater", wall.slice(0, 10), Math.round(minutes / 60));
  }
});

test("what is no time, no length, no zone is none for both", () => {
  const walls = ["2026-02-29", "2024-02-29T23:59", "2026-13-01", "2026-03-10T24:00", "2026-03-10T14:60", "2026-03-10T14", "", "soon", "2026-3-1", "0000-01-01", "9999-12-31T23:59", "+010000-01-01", "-000000-01-01", "2026-03-10T14:00:60", "2026-03-10 14:00:01.5", "2026-03-10T14:00Z"];
  for (const wall of walls) {
    same("yearOf", wall);
    same("instant", wall, "Europe/Berlin");
    for (const length of ["PT1H30M", "P1D", "P1M", "P1Y2M", "-P1W", "P1W2DT3H4M5.5S", "PT", "P", "1H", "", 90, -1]) same("later", wall, length);
  }
  for (const length of ["PT1H30M", "P1D", "P1M", "P13M", "-P1W", "P1W2DT3H4M", "PT90S", "PT0.5S", "PT", "P", "1H", ""]) same("minutes", length);
  for (const zone of [...ZONES, "Nowhere/Else", "", "europe/berlin", "GMT", "Etc/GMT+5"]) same("isZone", zone);
  assert.equal(typeof IntlTime.zone(), "string");
});
