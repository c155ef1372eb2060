/**
 * Which company a mail is about: its title's, else the one that its sentences, its signature or a line of it name by a word that
 * only companies have. Where two are named, or it may be somebody or a town, none is. Pure.
 */

import * as Attendees from "./attendees.js";
import * as Mail from "./mail.js";
import * as Prose from "../people/prose.js";
import * as Titles from "./titles.js";
import { isNoName } from "../people/notnames.js";
import { isPlace } from "../people/places.js";

/** @import * as Ics from "./ics.js" */

const WORD = String.raw`\p{Lu}(?:[\p{L}\p{N}&'’-]|\.(?=\p{L})){0,40}`;
const RUN = String.raw`${WORD}(?:\s(?:(?:&|\+|und|and|y|et|de|del|of)\s)?${WORD}){0,3}`;
/** What stands behind “with”, “at” or “to”, and what stands before that. */
const BEHIND = new RegExp(
  String.raw`(?<!\S)(?:with|at|to|for|@|mit|bei|für|con|en|para|avec|chez|pour)\s(?:(?:the|der|dem|den|die|la|el)\s)?(${RUN})`,
  "gu",
);
/** Posts that stand in no title of an interview. */
const POST =
  /(?<!\p{L})(?:C[A-Z]O|VP|partner(?:in)?|recruiter(?:in)?|recruiting|acquisition|founder|gr[üu]nder(?:in)?|president|principal|manager)$/iu;
const ALONE = new RegExp(`^${RUN}$`, "u");
/** Words of a firm are letters here: a number may be anything. */
const isFirm = (/** @type {string} */ name) =>
  name.split(" ").some((word) => word !== "&" && !/\d/u.test(word) && Titles.FIRM.test(Mail.folded(word))) &&
  name.split(" ").some((word) => !Titles.FIRM.test(Mail.folded(word)) && !isNoName(word));
const SILENT = new Set(["from", "sent", "to", "copy", "guests", "organiser", "panel", "head"]);
/** A name begins with none of these. */
const ARTICLE = /^(?:(?:die|der|das|bei|the|at|la|el|en|los|your|our|ihre?|tu|su|interview)\s)+/iu;

/**
 * @param {string} text @param {Pick<Ics.Event, "title"> | undefined} event what is told there, if anything
 * @param {Attendees.Own} own @returns {string} “” where it names none for sure
 */
export function company(text, event, own) {
  const lines = Mail.lines(Prose.laidOut(text));
  const addresses = Attendees.companiesIn(lines);
  const title = event?.title || (lines.find(({ kind, value }) => kind === "subject" && value !== "")?.value ?? "");
  const people = Attendees.read(lines, own).map(({ name }) => name);
  const titled = Titles.company(title, people, (name) => Attendees.isCompany(name, addresses));
  if (titled !== "") return titled;
  const said = lines.filter(({ kind }) => !SILENT.has(kind)).map(({ value }) => value);
  const sure = said.flatMap((line) => [...Titles.inFull(line).map(bare), ...behind(line)]);
  return one(sure) ?? one(said.filter((line) => ALONE.test(line) && isFirm(line) && Titles.isCompany(line))) ?? "";
}

/** A name without what begins a sentence. @param {string} name */
const bare = (name) => name.replace(ARTICLE, "");

/** What a line names behind such a word: by a firm's word, or behind a post. @param {string} line @returns {string[]} */
const behind = (line) =>
  [...line.matchAll(BEHIND)].flatMap(({ 0: all, 1: name, index }) => {
    const before = line.slice(0, index).trim().split(/\s+/u).slice(-2).join(" ");
    const isPosted = /^(?:at|@|bei|chez)\s/u.test(all) && (Titles.isPost(before) || POST.test(before));
    const isOne = isFirm(name) || (isPosted && !isPlace(name));
    return isOne && Titles.isCompany(name) ? [name] : [];
  });

/** The one that all of them are, in its longest form; null where there is none, “” where they are two. @param {string[]} names */
function one(names) {
  if (names.length === 0) return null;
  const [longest] = [...names].sort((a, b) => b.length - a.length);
  const plain = (/** @type {string} */ name) => `${Mail.folded(name).replace(/,/gu, "")} `;
  return names.every((name) => plain(longest).startsWith(plain(name))) ? longest : "";
}
