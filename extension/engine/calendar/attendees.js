/**
 * Who is named in a mail or an invitation, and who of them is likely to hold the interview: those invited, those “with” whom
 * one talks, and names on lines of their own. Who sent or organises it is offered and not ticked. Pure.
 */

import * as Mail from "./mail.js";
import * as Profile from "../people/profile.js";
import * as Prose from "../people/prose.js";
import * as Titles from "./titles.js";
import * as Words from "../words/words.js";
import * as WrittenDays from "./writtendays.js";
import { isNoName } from "../people/notnames.js";
import { isPlace } from "../people/places.js";

/** @typedef {{ name: string, slug: string | null, ticked: boolean }} Attendee */
/** Whether a name is the person's own, and which words stand beside names. @typedef {{ isMe: (name: string) => boolean, names: Words.NameWords }} Own */

const ORGANISER =
  /\s*(?:[-–—,]\s*|\()(?:organi[sz]er|organisatori?n?|veranstalter(?:in)?|organizador|organizadora)\)?\s*$/iu;
/** The lines from “Kind regards” to the end of a signature. */
const SIGNATURE = 6;

const SMALL = "(?:al|bin|da|de|del|della|den|der|di|dos|du|el|ibn|la|le|ten|ter|van|von|zu|zur)";
/** A full stop stands in no name but behind these, and behind one letter. */
const CUT = "Dr|Prof|Dra|Ing|Dipl|Mag|Lic|Mr|Mrs|Ms|Hr|Fr|Sr|Sra|St|Chr|Wm|Jr";
const WORD = String.raw`(?:(?:${CUT}|\p{Lu})\.|\p{Lu}[\p{L}\p{M}’'-]{0,30})`;
const NAME = `${WORD}(?:\\s(?:${SMALL}\\s){0,2}${WORD}){1,4}`;
const NAMES = new RegExp(`(?<![\\p{L}])${NAME}`, "gu");
const LAST = new RegExp(`(?<![\\p{L}])${NAME}$`, "u");
const ROLE = String.raw`(?:\s?\([^()]{0,60}\))?`;
const AND = String.raw`(?:\s?[,;]\s?(?:(?:and|und|y|e|et)\s)?|\s(?:and|und|y|e|et|&|sowie|as well as)\s)`;
const FIRST = /(?<=^|[\s,])(\p{Lu}[\p{Ll}\p{M}’'-]{1,30})\s\([^()]{2,60}\)/gu;
/** What says that the names behind it are those of interviewers: “interviewers are”, “entrevistarán”. */
const LED = String.raw`(?:[Ii]nterviewed\sby|[Ii]ntroduce\syou\sto|[Jj]oined\sby|(?:[Ii]nterviewers?|[Pp]anel|[Gg]esprächspartner(?:in|innen)?|[Ii]nterviewer(?:in|innen)|[Ee]ntrevistador(?:a|as|es)?)\s(?:are|is|will\sbe|includes|consists\sof|sind|ist|werden|son|es|será|serán)|[Ee]ntrevistarán?|[Aa]sistirán?|[Pp]articiparán?|[Aa]ttending\s(?:are|is|will\sbe)|[Nn]ehmen|[Tt]eilnehmen\s(?:werden|wird)|[Dd]abei\s(?:sind|ist))\s`;
/** What may stand before a name: “our Head of Data Anna Berg”. */
const INTRO = String.raw`(?:(?:our|your|unser(?:em|er|en|e)?|nuestr[oa]|notre|nos)\s(?:[\p{L}-]{1,30}\s){0,5}?)?`;
const PERSON = `${INTRO}${NAME}${ROLE}`;
/** “with Anna Berg (Head of Data) and Felix Roth” */
const WITH = new RegExp(
  `(?<![\\p{L}])((?:[Mm]eet|[Mm]eeting|[Ss]peak|[Tt]alk|[Cc]hat|[Ss]prechen|[Ss]prichst|[Hh]ablar\\p{L}{0,5}|[Cc]onocer\\p{L}{0,4}|[Tt]reffen|[Ff]ühren|[Ff]ührt|[Tt]riffst|[Rr]eunir\\p{L}{0,6}|[Rr]encontrer\\p{L}{1,3})\\s(?:to\\s|a\\s|con\\s|mit\\s|with\\s)?|(?:[Ww]ith|[Mm]it|[Cc]on|[Aa]vec|[Kk]ennen)\\s|${LED})(${PERSON}(?:${AND}${PERSON}){0,9})(?=(.{0,14}))`,
  "gu",
);

/** “Anna Berg and Felix Roth will interview you”. One alone may be a company, unless it is said what they will do. */
const WILL = new RegExp(
  `(?<![\\p{L}])(${NAME}${ROLE}(?:${AND}${NAME}${ROLE}){0,9})\\s(?:(?:will|is going to|are going to|wird|werden)(?![\\p{L}])(\\s(?:also\\s|then\\s)?(?:be\\s)?(?:interview|meet|speak|talk|join|guide))?|te (entrevistar))`,
  "gu",
);

/** In one form, to be compared. @param {string} name */
const key = (name) => Mail.folded(name);

/**
 * @param {Mail.Line[]} lines @param {Own} own @param {string[]} others names of what is nobody, such as the company
 * @returns {Attendee[]}
 */
export function read(lines, own, others = []) {
  const apart = new Set(aside(lines, own).map(key));
  const nobody = new Set(others.map(key));
  const companies = companiesIn(lines);
  const greeted = lines.map(({ value }) => Prose.greeted(value, own.names)).find(Boolean) ?? "";
  /** @type {Map<string, Attendee>} */
  const found = new Map();
  const add = (/** @type {string} */ said, /** @type {boolean} */ likely, /** @type {string | null} */ slug = null) => {
    const name = Prose.unaddressed(said, own.names);
    if (
      slug === null &&
      (nobody.has(key(name)) ||
        WrittenDays.isWeekdayOfMonth(name) ||
        !Profile.isLikely(name) ||
        isCompany(name, companies))
    )
      return;
    const isGreeted = [Words.firstName(name, own.names), name.split(" ").at(-1) ?? ""].map(key).includes(key(greeted));
    const isMe = own.isMe(name) || (greeted !== "" && isGreeted);
    const before = found.get(key(name));
    const ticked = (likely && !isMe && !apart.has(key(name))) || (before?.ticked ?? false);
    found.set(key(name), { name, slug: slug ?? before?.slug ?? null, ticked });
  };
  invited(lines, own, add);
  const text = lines.filter(({ kind, label, value }) => kind === "text" && label === "" && !Prose.greets(value));
  const bare = text.filter(({ value }) => !nobody.has(key(value))).map(({ value }) => value.replace(ORGANISER, ""));
  for (const { name, slug, likely } of Profile.paste(bare.join("\n")))
    if (slug !== null || likely) add(name, true, slug);
  for (const { kind, value } of lines)
    if (kind === "text") for (const { name, likely } of inSentence(value, own)) add(name, likely);
  return [...found.values()];
}

/** Those whom the heads of a mail and other labels name. @param {Mail.Line[]} lines @param {Own} own @param {(name: string, likely: boolean) => void} add */
function invited(lines, own, add) {
  const meetings = new Set(lines.filter(({ kind, block }) => kind === "when" && block > 0).map(({ block }) => block));
  /** How many a mail went to, by its head. @type {Map<number, number>} */
  const sizes = new Map();
  for (const { kind, block, value } of lines)
    if (kind === "to") sizes.set(block, (sizes.get(block) ?? 0) + addressees(value, own).length);
  for (const { kind, label, value, block } of lines) {
    const isNamed = /attendees|teilnehmer|asistentes|required|optional|erforderlich|obligatorio|opcional/u.test(label);
    const isMeeting = isNamed || meetings.has(block);
    const likely =
      kind === "guests" ||
      kind === "panel" ||
      (kind === "copy" && isMeeting) ||
      // A mail to one alone goes to oneself.
      (kind === "to" && isMeeting && (isNamed || (sizes.get(block) ?? 0) > 1)) ||
      (kind === "text" && LEADS.test(label));
    const isList = ["from", "organiser", "to", "copy", "guests", "panel"].includes(kind);
    const said = isList ? value : kind === "text" && label !== "" ? value.slice(value.indexOf(":") + 1) : "";
    const names = addressees(said, own);
    // A sentence with a colon is no list of names.
    const isSentence = !isList && said.split(/[,;]|\s(?:and|und|y|&)\s/u).some((part) => !Profile.isLikely(part));
    if (!isSentence) for (const name of names) add(name, likely);
  }
}

/** A label of those whom one meets. */
const LEADS =
  /\b(?:meet|interviewers?|interviewed by|panel|gesprach\p{L}*partner\p{L}*|treffen|kennen|sprechen|entrevistador\p{L}*|conocer)\b/u;

/** Who sent it, organises it or signed it. @param {Mail.Line[]} lines @param {Own} own @returns {string[]} */
function aside(lines, own) {
  const found = [];
  let left = 0;
  for (const { kind, label, value } of lines) {
    if (kind === "from" || kind === "organiser") found.push(...addressees(value, own));
    // “Rita Moss <…> wrote:”
    if (kind === "sent" && label === "") found.push(...[...value.matchAll(NAMES)].map(([name]) => name));
    for (const part of value.split(/[,;]/u)) if (ORGANISER.test(part)) found.push(...addressees(part, own));
    if (value === "") continue;
    left = Prose.closes(value) ? SIGNATURE : kind === "text" && label === "" ? left - 1 : 0;
    const isSigned = left > 0 && left < SIGNATURE && value.length <= 60 && !Prose.isSentence(value);
    if (isSigned) found.push(...addressees(value, own));
  }
  return found;
}

/** What companies call themselves in addresses, such as “zeppelin”. @param {Mail.Line[]} lines */
export function companiesIn(lines) {
  const found = new Set();
  for (const { value } of lines)
    for (const [, domain] of value.matchAll(/@([\w-]{2,60})\./gu)) found.add(domain.toLowerCase().replace(/-/gu, ""));
  return found;
}

/** @param {string} name @param {Set<string>} companies */
export function isCompany(name, companies) {
  const words = key(name).split(" ");
  return companies.has(words.join("")) || companies.has(words[0]);
}

/**
 * The names in a list of people: “Marsh, Cleo <…>; Anna Berg”, “Marsh, Cleo, Berg, Anna”.
 * @param {string} list @param {Own} own @returns {string[]}
 */
function addressees(list, { names }) {
  const bare = list
    .replace(/["“”„]/gu, "")
    // An address is the end of somebody.
    .replace(/\s?(?:<[^<>]*>|\[[^[\]]*\]|\([^()@]*@[^()]*\)|(?<!\S)\S+@\S+)\s?[,;]?/gu, ";");
  return bare.split(";").flatMap((part) => {
    const plain = part
      .split(",")
      .map((one) => one.replace(ORGANISER, ""))
      .join(",")
      .replace(/\([^()]*\)/gu, " ")
      .replace(/\s+/gu, " ")
      .replace(/^[\s,'*-]+|(?<![\s,'*.])[\s,'*.]+$/gu, "");
    const parts = plain.split(/\s?,\s?(?:(?:and|und|y|e)\s)?|\s(?:and|und|y|&)\s/u).filter(Boolean);
    if (parts.length < 2 || parts.every((one) => one.includes(" "))) return parts.filter(Profile.isLikely);
    // “Marsh, Cleo, Berg, Anna” are two.
    const pairs = parts.flatMap((one, i) =>
      i % 2 === 0 ? [Words.inOrder(`${one}, ${parts[i + 1] ?? ""}`, names)] : [],
    );
    return (parts.length % 2 === 0 ? pairs : parts).filter(Profile.isLikely);
  });
}

/**
 * Those with whom one talks. One alone after “with” may be a company, and two are people.
 * @param {string} line @param {Own} own @returns {{ name: string, likely: boolean }[]}
 */
function inSentence(line, own) {
  const leading = [...line.matchAll(WILL)].flatMap(([, list, does, interviews]) => {
    const all = each(list, own);
    const isTold = Boolean(does ?? interviews);
    return all.map((name) => ({ name, likely: all.length > 1 || isTold || /\(/u.test(list) }));
  });
  const behind = [...line.matchAll(WITH)].flatMap(([, before, list, after]) => {
    const all = each(list, own);
    const isTold =
      isPosted(list) ||
      isElsewhere(line, all) ||
      /\(/u.test(list) ||
      /^,\s(?:our|the|head|who|unser|der|die|nuestr|el\s|la\s)/iu.test(after);
    const isVerb = !/^(?:with|mit|con|avec)\s$/iu.test(before);
    return all.map((name) => ({ name, likely: all.length > 1 || isTold || isVerb }));
  });
  return [...leading, ...behind];
}

/** Whether what somebody is there stands before their name: “our CTO Anna Berg”. @param {string} list */
function isPosted(list) {
  const [, said = ""] = /^(?:our|your|unser(?:em|er|en|e)?|nuestr[oa]|notre)\s(.*)$/u.exec(list) ?? [];
  const posts = said.replace(LAST, "") + (LAST.exec(said)?.[0].split(" ").slice(0, -2).join(" ") ?? "");
  return (
    Titles.isPost(posts) ||
    posts.split(" ").some((word) => /^\p{Lu}{2,4}$/u.test(word) || (word !== "" && isNoName(word)))
  );
}

/** A company by the word before it: “at Zeppelin AG”, “en Zeppelin”. */
const AT =
  /(?:^|\s)(?:at|bei|@|chez|en)\s(?:(?:the|der|dem|den|la|el)\s)?(\p{Lu}[\p{L}\p{N}&'’-]{1,40}(?:\s\p{Lu}[\p{L}\p{N}&'’-]{0,40}){0,3})/gu;

/** Whether a line about an interview names where it is, so that whoever stands behind “with” is no company. @param {string} line @param {string[]} names */
const isElsewhere = (line, names) =>
  Titles.isInterview(line) &&
  [...line.matchAll(AT)].some(
    ([, at]) => Titles.isCompany(at) && !isPlace(at) && !names.some((name) => at.startsWith(name)),
  );

/** The names of a list in a sentence. @param {string} list @param {Own} own */
const each = (list, own) =>
  list
    .replace(/\([^()]*\)/gu, "")
    .split(new RegExp(AND, "u"))
    .map((said) => alone(said, own))
    .filter(Profile.isLikely);

/** A name without what stands before it and its sentence's stop: “CTO Felix Roth.” is Felix Roth. @param {string} said @param {Own} own */
function alone(said, { names }) {
  const name = Prose.unaddressed(said.trim().replace(/\.$/u, ""), names);
  const words = (LAST.exec(name)?.[0] ?? name).split(" ");
  const first = words.findIndex((word) => !isNoName(word) && !/^\p{Lu}{2,}$/u.test(word));
  return words.length - first >= 2 ? words.slice(Math.max(first, 0)).join(" ") : words.join(" ");
}

/**
 * Names in sentences that say of nobody that one meets them, to be offered and not ticked; where nobody else is named also those in
 * other lines, and first names with a post in brackets, “Anna (Head of Data)”.
 * @param {Mail.Line[]} lines @param {Own} own @param {boolean} isNobody whether nobody else is named @returns {ReturnType<typeof Profile.paste>}
 */
export function mentioned(lines, own, isNobody) {
  const companies = companiesIn(lines);
  const said = lines.filter(({ kind, value }) => kind === "text" && !Prose.closes(value));
  const names = said.flatMap(({ value }) => {
    const text = value.slice(Prose.greeting(value).length);
    if (!isNobody && !Prose.isSentence(text)) return [];
    const whole = [...text.matchAll(NAMES)].map(([name]) => alone(name, own));
    const first = isNobody ? [...text.matchAll(FIRST)].map(([, name]) => name) : [];
    const isPart = (/** @type {string} */ name) => whole.some((one) => one.split(" ").includes(name));
    return [...whole.filter(Profile.isLikely), ...first.filter((name) => !isNoName(name) && !isPart(name))];
  });
  const people = names.filter((name) => !isCompany(name, companies) && !WrittenDays.isWeekdayOfMonth(name));
  return [...new Set(people)].map((name) => ({ name, slug: null, likely: false }));
}
