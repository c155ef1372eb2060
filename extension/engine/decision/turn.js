/**
 * Of several events that advice may rest on, which one is told: what comes next is waited for; what is over counts where
 * nothing is ahead, the latest first. What comes first stays first until it happens. Pure.
 */

/** Where an event stands among others: whether it is over, and how far it is, in milliseconds. @typedef {{ isOver: boolean, away: number }} Turn */

/** @param {number} event @param {number} now @returns {Turn} */
export const of = (event, now) => ({ isOver: event <= now, away: Math.abs(event - now) });

/** What goes on at this instant. @type {Turn} */
export const NOW = { isOver: false, away: 0 };

/** Behind all events: there is none. @type {Turn} */
export const NONE = { isOver: true, away: Infinity };

/** @param {Turn} one @param {Turn} other negative where the first one comes first */
export function compare(one, other) {
  if (one.isOver !== other.isOver) return one.isOver ? 1 : -1;
  // Infinity from Infinity is no number.
  return one.away === other.away ? 0 : one.away - other.away;
}

/** The first of several. @param {Turn[]} all */
export const first = (all) => all.reduce((one, other) => (compare(other, one) < 0 ? other : one), NONE);
