/**
 * From the cells of a situation to its outcome. Pure: no DOM, no storage, no clock.
 *
 * A situation is a function from a fact's place in `Core.facts` to its cell: an outcome rests on few of the facts, and
 * the others need not be worked out.
 *
 * A diagram is one array of integers. A node is the place of a fact in `Core.facts`, followed by one child for each of
 * the fact's cells; a child is the place of another node, or the complement of an outcome's index.
 */

/** @import { Core, Diagram, Small } from "./core.js" */

/** @typedef {(place: number) => number} Situation the cell of a fact by its place in `Core.facts` */

/**
 * The index of the outcome for a situation.
 * @param {Diagram} diagram
 * @param {Situation} cellAt
 */
export function walk(diagram, cellAt) {
  const { nodes } = diagram;
  let at = diagram.root;
  while (at >= 0) at = nodes[at + 1 + cellAt(nodes[at])];
  return ~at;
}

/**
 * The places of the facts that were read on the way to the outcome, in order.
 * @param {Diagram} diagram
 * @param {Situation} cellAt
 */
export function path(diagram, cellAt) {
  const { nodes } = diagram;
  const facts = [];
  let at = diagram.root;
  while (at >= 0) {
    facts.push(nodes[at]);
    at = nodes[at + 1 + cellAt(nodes[at])];
  }
  return facts;
}

/**
 * The ids of those small diagrams (tips, notes, adjustments) that apply to the situation with this verdict.
 * @param {Core} core
 * @param {Small[]} diagrams
 * @param {Situation} cellAt
 * @param {string} verdict
 */
export function applying(core, diagrams, cellAt, verdict) {
  const last = core.verdicts.findIndex((v) => v.id === verdict);
  // The verdict stands behind the last fact.
  const all = (/** @type {number} */ place) => (place === core.facts.length ? last : cellAt(place));
  return diagrams.filter((diagram) => walk(diagram, all) === 0).map((diagram) => diagram.id);
}
