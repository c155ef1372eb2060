/**
 * The company that an entry's title names: “Interview at Glen Instruments”, “Data Engineer – Northwind Energy”,
 * “Vorstellungsgespräch bei Hafenwerk”. A guess to be looked at, and none where it may be a post or somebody. Pure.
 */

import * as Mail from "./mail.js";
import * as Profile from "../people/profile.js";
import * as Prose from "../people/prose.js";
import * as WrittenDays from "./writtendays.js";

const ANSWERED =
  /^(?:(?:re|fwd?|aw|wg|rv|(?:updated |aktualisierte )?(?:invitation|einladung)(?: with note)?|invitaci[oó]n(?: actualizada)?|(?:tentatively )?accepted|declined|zugesagt|angenommen|abgelehnt|aceptad[ao]|rechazad[ao]|cancell?ed(?: event)?|abgesagt(?:er termin)?|(?:evento )?cancelad[ao]|confirmed|reminder|erinnerung|recordatorio)\s*:\s*)+/iu;
/** Only whether a day stands somewhere is asked here, and not which. */
const ANY_DAY = { today: "2026-01-01", dayFirst: true };
/** Before a day or an hour, which calendars put behind a title: “… @ Thu Mar 26, 2026 3pm - 4pm (CET)”. */
const BEFORE_TIME = /\s(?:@|at|on|am|um|el|a las)\s+/giu;
const HOUR = /^\d{1,2}(?:[:.h]\d\d\s?(?:[ap]\.?m\.?|uhr|h)?|\s?(?:[ap]\.?m\.?|uhr|h))(?![\p{L}\d])/iu;
const SOON = /^(?:today|tomorrow|heute|morgen|hoy|mañana)(?!\p{L})/iu;
/** Where and when one meets in a company's house, folded. */
const SPOT =
  /(?<!\p{L})(?:rooms?|\p{L}*raum|sala|hq|headquarters?|zentrale|hauptsitz|sede|offices?|buro|oficinas?|building|gebaude|edificio|floor|etage|planta|reception|empfang|lobby|noon|midday|mittags?|mediodia|tb[acd])(?!\p{L})/u;
const TALK = String.raw`(?<!\p{L})(?:interviews?|(?:vorstellungs|bewerbungs|kennenlern|erst|zweit|fach|video|telefon)?gespräch|(?:telefon|video)interview|entrevista|entretien|call|talk|chat|meeting|gespräch mit)(?!\p{L})`;
const INTERVIEW = new RegExp(TALK, "iu");
/** At a company, and with one or somebody. */
const AT = /^(?:.*\s)?(?:at|bei|@)\s+(.+)$/iu;
const PLACE = /(?<!\p{L})entrevista\s+en\s+(.+)$/iu;
const WITH = /(?:^|\s)(?:with|mit|con|avec)\s+(.+)$/iu;
const BEFORE = /^(.+?)\s+(?:interview|vorstellungsgespräch|gespräch)(?!\p{L})/iu;
/** “Interview Contoso AG”: a number there is a room's or a round's. */
const BEHIND = new RegExp(String.raw`${TALK}\s+(\D+)$`, "iu");
/** Words of posts, folded, also as ends of longer ones. */
const POST =
  /(?<![\p{L}])(?:engineer|engineering|developer|manager(?:in)?|analyst(?:in)?|designer(?:in)?|scientist|consultant|architect|architekt(?:in)?|director|direktor(?:in)?|officer|assistant|assistent(?:in)?|specialist|spezialist(?:in)?|coordinator|recruiter|intern|trainee|lead|head|owner|researcher|nurse|teacher|lehrer(?:in)?|accountant|editor|writer|associate|executive|representative|technician|administrator|buchhalter(?:in)?|sachbearbeiter(?:in)?|referent(?:in)?|\p{L}*(?:entwickler|ingenieur|leiter|berater|techniker|verkaufer)(?:in)?|werkstudent(?:in)?|praktikant(?:in)?|praktikum|ingenier[oa]|desarrollador[a]?|analista|gerente|jef[ea]|director[a]|tecnic[oa]|becari[oa]|disenador[a]?|consultor[a]?|arquitect[oa]|administrativ[oa]|contable|enfermer[oa]|profesor[a]?|data|software|backend|frontend|fullstack|devops|product|marketing|sales|m\/w\/d|w\/m\/d|position|stelle|puesto|role|job|bewerbung|application|candidatura)(?![\p{L}])/u;
/** Words of what kind of talk it is. */
const STAGE =
  /(?<![\p{L}])(?:first|second|third|final|last|next|your|our|the|my|job|phone|video|virtual|onsite|on-site|online|technical|panel|round|screening|screen|intro|introduction|hr|invitation|invite|confirmation|confirmed|reminder|update|details|zoom|teams|skype|webex|google meet|case study|coding|live|culture fit|erste[rs]?|zweite[rs]?|dritte[rs]?|letzte[rs]?|ihre?|deine?|unser|runde|einladung|zum|zur|termin|bestatigung|terminbestatigung|probetag|primer[ao]?|segund[ao]|tercer[ao]?|ultima|tu|su|ronda|invitacion|tecnica|telefonica|confirmacion|cita|monday|tuesday|wednesday|thursday|friday|montag|dienstag|mittwoch|donnerstag|freitag|lunes|martes|miercoles|jueves|viernes)(?![\p{L}])/u;
/** Words by which companies call themselves, folded. */
export const FIRM =
  /(?<![\p{L}])(?:gmbh|ag|kg|se|inc|ltd|llc|plc|limited|corp|corporation|co|company|sa|sl|group|gruppe|grupo|holding|industries|industrie|instruments|energy|energie|energia|technologies|technology|tech|systems|systeme|sistemas|solutions|software|labs|lab|works|werke?|consulting|partners|bank|banco|university|universitat|universidad|foundation|stiftung|institut|institute|instituto|hospital|klinik|clinic|media|studio|studios|obras|puerto|servicios|services|airlines|motors|foods|pharma|robotics|analytics|digital|ventures|capital|insurance|versicherung|logistics|logistik|health|healthcare|traders|trading|networks|enterprises|electronics|automotive|dynamics|aerospace|biotech|telecom|sons)(?![\p{L}])|&|\d/u;

/**
 * “” where the title names no company, or may name something else.
 * @param {string} title @param {string[]} [people] who is named beside it: they are no company
 * @param {(name: string) => boolean} [isKnown] whether something else tells that a name is a company's
 */
export function company(title, people = [], isKnown = () => false) {
  const bare = untimed(title.slice(0, 300).replace(ANSWERED, "").trim());
  if (bare === "") return "";
  const words = new Set(people.flatMap((name) => Mail.folded(name).split(" ")));
  const isSomebody = (/** @type {string} */ name) =>
    Mail.folded(name)
      .split(" ")
      .every((word) => words.has(word));
  const at = plain(AT.exec(bare)?.[1] ?? "");
  if (isCompany(at) && !isSomebody(at)) return at;
  const parts = bare
    .replace(/\([^()]*\)/gu, " ")
    .split(/(?<!\s)\s+(?:[–—|·/-]+|x|<>)\s+|\s*[:|,]\s+/u)
    .map((part) => part.trim());
  const speaks = INTERVIEW.test(bare) || POST.test(Mail.folded(bare));
  if (!speaks) return "";
  const found = parts
    .flatMap((part) => [inPart(part), ...behind(part, bare)])
    .map(plain)
    .filter((named) => isCompany(named) && !isSomebody(named));
  // Two words that begin with a capital may be somebody, and one after “with” or in “entrevista en Madrid” may be anything.
  const sure = found.filter(
    (named) => FIRM.test(Mail.folded(named)) || isKnown(named) || (!isAside(bare, named) && !Profile.isLikely(named)),
  );
  return sure.length === 1 ? sure[0] : "";
}

/** A title without the day or hour that stands behind it. @param {string} title */
export function untimed(title) {
  const at = [...title.matchAll(BEFORE_TIME)].find(({ index, 0: { length } }) => isTime(title.slice(index + length)));
  return at ? title.slice(0, at.index).trim() : title;
}

/** Small words of titles too. */
const JOINTS = /(?<!\S)(?:with|at|for|our|your|mit|bei|für|con|en|avec|chez)(?!\S)/giu;

/** What a line that tells an interview's day calls it before that; “” for a sentence. @param {string} line */
export function ofLine(line) {
  const title = untimed(line);
  return title !== line.trim() && INTERVIEW.test(title) && !Prose.isSentence(title.replace(JOINTS, "")) ? title : "";
}

/** Whether a text begins with a day or an hour. @param {string} text */
function isTime(text) {
  const [day] = WrittenDays.days(text.slice(0, 60), ANY_DAY);
  const before = /^(?:(\p{L}+)[.,]*\s+(?:(?:the|den|der|el)\s+)?)?$/u.exec(text.slice(0, day?.from ?? 0));
  const isDay = day !== undefined && before !== null && (!before[1] || WrittenDays.isWeekday(before[1]));
  const weekday = /^(\p{L}+)\.?(?=,|\s\d|$)/u.exec(text)?.[1] ?? "";
  return isDay || HOUR.test(text) || SOON.test(text) || WrittenDays.isWeekday(weekday);
}

/** Whether a name stands behind a word that companies, people and places follow. @param {string} title @param {string} name */
const isAside = (title, name) => [WITH, PLACE].some((pattern) => pattern.exec(title)?.[1].startsWith(name));

/** What a part of a title may name: what stands after “with” or before “interview”, or all where it speaks of neither. @param {string} part */
function inPart(part) {
  const named = WITH.exec(part)?.[1] ?? PLACE.exec(part)?.[1] ?? BEFORE.exec(part)?.[1];
  if (named !== undefined) return named;
  return INTERVIEW.test(part) ? "" : part;
}

/** What stands right behind “interview”, which may be a town or somebody too: a firm's word says what it is, or a post elsewhere in the title. @param {string} part @param {string} title */
function behind(part, title) {
  if (WITH.test(part) || PLACE.test(part)) return [];
  const named = BEHIND.exec(part)?.[1] ?? "";
  return FIRM.test(Mail.folded(named)) || POST.test(Mail.folded(title)) ? [named] : [];
}

/** Without an article, and what follows a comma, a dash or brackets. @param {string} name */
const plain = (name) =>
  name
    .replace(/^(?:the|der|dem|den|die|la|el)\s+/iu, "")
    .split(/\s+[–—|/(-]|\s*[,(|]|:(?:\s|$)|\s(?:with|mit|con|avec)\s/iu)[0]
    .trim()
    .slice(0, 80);

/** What a company is by law stands behind its name: “Contoso AG”, “Puerto Norte, S.L.”. In capitals only: “sa” and “ag” may be anything. */
const BY_LAW =
  /(?<![\p{L}\p{N}])((?:\p{Lu}[\p{L}\p{N}&.'’-]{0,40}\s(?:(?:&|\+|und|and|y|et)\s)?){0,3}\p{Lu}[\p{L}\p{N}&.'’-]{0,40}),?\s(?:g?GmbH|mbH|AG|KG|OHG|SE|UG|S\.?A\.?U?|S\.?L\.?U?|Ltd|LTD|Limited|LLC|LLP|PLC|plc|Inc|Incorporated|Corp|Corporation|B\.?V|N\.?V|S\.?r\.?l|SAS)(?![\p{L}\p{N}])/gu;

/** The same with what they are by law. @param {string} text */
export const inFull = (text) => [...text.matchAll(BY_LAW)].map(([name]) => name);

/** Whether a text speaks of an interview. @param {string} text */
export const isInterview = (text) => INTERVIEW.test(text);

/** Whether a text names a post. @param {string} text */
export const isPost = (text) => POST.test(Mail.folded(text));

/** The companies that a text calls by their legal names, each with what stands before it. @param {string} text */
export const byLaw = (text) => [...text.matchAll(BY_LAW)].map(([, name]) => name);

/** Whether a text can be a company's name: no post, no kind of talk. @param {string} name */
export function isCompany(name) {
  const folded = Mail.folded(name);
  return (
    /^(?:\p{Lu}|\p{Lo}|\d+[\p{L}-])/u.test(name) &&
    !/^(?:mr|mrs|ms|herrn?|frau|sra?|señora?|dra?|doctora?|prof|professor(?:in)?|profesora?|doña|don)(?!\p{L})/iu.test(
      name,
    ) &&
    !/\d{4}|\d[:.h]\d\d|\d\s?(?:[ap]\.?m|uhr)(?!\p{L})/iu.test(name) &&
    !isTime(name) &&
    WrittenDays.days(name, ANY_DAY).length === 0 &&
    !SPOT.test(folded) &&
    name.split(" ").length <= 6 &&
    !POST.test(folded) &&
    !STAGE.test(folded) &&
    !INTERVIEW.test(name)
  );
}
