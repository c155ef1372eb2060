/**
 * Time zones as people write them beside hours: “America/New_York”, “(UTC+01:00)”, “CET”, “Eastern Time – New York”, “Londoner
 * Zeit”, “hora de México”. What is only put in brackets, such as “(Zoom)”, is none. All patterns are linear in a line's length. Pure.
 */

import * as Time from "../time/time.js";
import * as Zones from "../time/zones.js";

/** @import * as Ics from "./ics.js" */

const HOUR = 60;
/** So much of a name is said, and so many candidates of a text are looked at. */
const LONGEST = 60;
const MOST = 8;
/** So many signs of a list of towns are read. */
const LIST = 150;
/** What is called so, and from where in a text; `kind` says how it can be known, `behind` is what follows how far it is from UTC. @typedef {{ name: string, at: number, kind: "zone" | "short" | "city" | "words" | "own", behind?: string }} Said */

const ZONE = /(?<![\p{L}\d/_.@])[a-z]{2,12}(?:\/[a-z_+-]{2,30}\d{0,2}){1,2}(?![\p{L}\d/])/giu;
const OFFSET = /(?<!\p{L})(?:UTC|GMT)(?:\s?[+−-](?:1[0-4]|0?\d)(?::?\d\d)?)?(?![\p{L}\d])/giu;
/** What is a zone wherever it stands, and what is one behind an hour. */
const KNOWN = "CES?T|MES?Z|[ECMP][SD]T|BST|AE[SD]T";
const OTHERS =
  "WES?T|EES?T|IST|IDT|AET|AC[SD]T|AW[SD]T|[ECMP]T|JST|KST|SGT|HKT|PHT|PKT|GST|MSK|TRT|WIB|ICT|SAST|EAT|WAT|CAT|AK[SD]T|A[SD]T|N[SDZ]T|NZ[SD]T|HST|BRT|ART|CLT|COT|PET";
const BEHIND = String.raw`\d\s?(?:[AaPp]\.?\s?[Mm]\.?|[Uu]hr|[Hh](?:rs?|oras?)?)?[\s,(|/·]{0,3}`;
const SHORT = new RegExp(
  String.raw`(?<!\p{L})(?:${KNOWN})(?![\p{L}\d])|(?<=${BEHIND})(?:${KNOWN}|${OTHERS})(?![\p{L}\d])|(?<=\d\d)Z(?![\p{L}\d])`,
  "giu",
);
/** Written small these are words. */
const WORDS = new Set(["ist", "art", "cat", "eat", "pet", "west"]);
const BARE = new RegExp(
  String.raw`(?<=${BEHIND})(?:US\s)?(?:[Ee]astern|[Cc]entral|[Mm]ountain|[Pp]acific|[Aa]tlantic|UK|Zulu)(?!\p{L}|[\s-](?:\p{Lu}|time|zeit))`,
  "gu",
);
const ENGLISH_OR_GERMAN =
  /(?<![\p{L}.])((?:[\p{L}.&]{2,24}[ -]){1,4})((?:[Tt]ime|(?:[Ss]ommer|[Ww]inter|[Oo]rts|[Nn]ormal|[Ss]tandard)?[Zz]eit)(?![\p{L}]|\s?:))(\s[-–]\s\p{Lu}[\p{L} ]{1,30})?/gu;
const ORTSZEIT = /(?<!\p{L})(?:Ortszeit|Weltzeit)(?:\s(?:in\s)?\p{Lu}\p{L}{2,20}(?:\s\p{Lu}\p{L}{2,20})?)?/gu;
const REGION =
  "[Ee]ste|[Oo]este|[Pp]acífico|[Cc]entro|[Cc]entral\\seuropea|[Cc]entral|[Aa]tlántico|[Mm]ontaña|local|peninsular|insular|canaria|española|mexicana|argentina|chilena|colombiana|peruana|inglesa|británica|alemana|americana|europea|oriental|universal";
const SPANISH = new RegExp(
  String.raw`(?<!\p{L}|(?:^|\s)\d{1,2}\s)(?:[Hh]orario|[Hh]ora|[Tt]iempo)\s(?:(?:estándar|oficial|de\sverano|de\sinvierno)\s)?(?:del?\s)?(?:la\s|los\s)?(?:(?:${REGION})(?!\p{L})|\p{Lu}[\p{L}.]{1,20})(?:\s(?:de\s)?\p{Lu}\p{L}{1,20}){0,3}(?:\s-\s\p{Lu}\p{L}{2,20})?|(?<!\p{L})(?:tu|su|nuestra|mi)\shora(?!\p{L})`,
  "gu",
);
const CITY = /\(\s*(\p{L}[\p{L} .-]{2,30})\)/gu;
/** “3pm London”, “15:00 Uhr in New York”. */
const THERE = new RegExp(
  String.raw`(?<=${BEHIND})(?:(?:in|en)\s)?(\p{Lu}\p{L}{2,20}(?:\s\p{Lu}\p{L}{2,20}){0,3})(?!\p{L})`,
  "gu",
);
const LABEL = /(?<!\p{L})(?:time\s?zone|zeitzone|zona horaria|huso horario)\s?:\s?(\p{L}[^,;()]{1,40})/giu;
/** Words before “time” that are zones' in any letters. */
const NAMES = new Set(
  "eastern central mountain pacific atlantic alaska alaskan hawaii hawaiian british greenwich european us uk u.s. u.k. est cet india indian israel japan japanese china korea korean moscow gulf arabian swiss german french spanish irish mexican brazilian our my their local".split(
    " ",
  ),
);
/** Words before it that are no zone's, also with a capital. */
const ORDINARY = new Set(
  "a an and any arrival at am best call check date day duration each end event every exact first flexible free from full good in interview join joining last lead long meeting more much next no of off on over part please pm real response same session set short some spare start that the this to travel uhr um waiting what".split(
    " ",
  ),
);
const SEASON = /^(?:standard|daylight|summer|winter|mean)$/iu;
const CONTINENTS = ["Europe", "America", "Asia", "Australia", "Africa", "Pacific", "Atlantic"];

/** The zone of a city that one is called after, null if none is. @param {string} city */
function ofCity(city) {
  const name = city.trim().replace(/\s+/gu, "_");
  const bare = name.replace(/er$/u, "");
  const all = CONTINENTS.flatMap((one) => [`${one}/${name}`, `${one}/${bare}`]);
  return all.find((zone) => Time.isZone(zone)) ?? null;
}

/** @param {RegExp} pattern @param {string} text @param {(match: RegExpExecArray) => Omit<Said, "at"> | null} read @returns {Said[]} */
const each = (pattern, text, read) =>
  [...text.matchAll(pattern)].slice(0, MOST).flatMap((match) => {
    const found = read(match);
    return found ? [{ ...found, at: match.index, name: found.name.trim().slice(0, LONGEST) }] : [];
  });

/** The zone that a text names first, null if it names none. @param {string} text @returns {Said | null} */
export function said(text) {
  const found = [
    ...each(ZONE, text, ([name]) => {
      const zone = Zones.named(name);
      return zone ? { name: zone, kind: "zone" } : null;
    }),
    ...each(OFFSET, text, ({ 0: name, index }) =>
      /\d/u.test(name)
        ? { name, kind: "words", behind: text.slice(index + name.length, index + name.length + LIST) }
        : { name, kind: "short" },
    ),
    ...each(ENGLISH_OR_GERMAN, text, ([, words, time, city = ""]) => inWords(words, time, city)),
    ...each(ORTSZEIT, text, ([name]) => ({ name, kind: "words" })),
    ...each(SPANISH, text, ([name]) => {
      if (/^(?:tu|su)\s/u.test(name)) return { name, kind: "own" };
      const city = /\s(?:de\s)?(\p{Lu}[\p{L} ]+)$/u.exec(name)?.[1];
      return city && ofCity(city) ? { name, kind: "city" } : { name, kind: "words" };
    }),
    ...each(SHORT, text, ([name]) => (isWord(name) ? null : { name, kind: "short" })),
    ...each(BARE, text, ([name]) => ({ name, kind: "words" })),
    ...each(CITY, text, ([, name]) => (ofCity(name) ? { name, kind: "city" } : null)),
    ...each(THERE, text, ([, name]) => (ofCity(name) ? { name, kind: "city" } : null)),
    ...each(LABEL, text, ([, name]) => labelled(name)),
  ];
  return found.reduce((/** @type {Said | null} */ first, one) => (!first || one.at < first.at ? one : first), null);
}

/** “Ist” and “Mt” are no zones, “est” and “PT” are. @param {string} name */
const isWord = (name) =>
  name !== name.toUpperCase() && (WORDS.has(name.toLowerCase()) || (name.length === 2 && name !== name.toLowerCase()));

/** What stands before “time” or “Zeit”, if that makes a zone of it. @param {string} before @param {string} time @param {string} behind @returns {Omit<Said, "at"> | null} */
function inWords(before, time, behind) {
  const all = before.trim().split(/[ -]/u);
  const bare = all.filter((word) => !SEASON.test(word));
  const last = bare.at(-1) ?? "";
  if (/^(?:your|ihrer|deiner|eurer)$/iu.test(last)) return { name: last, kind: "own" };
  const cities = [3, 2, 1].map((count) => bare.slice(-count).join(" "));
  const city = cities.find((one) => ofCity(one) !== null);
  if (city && behind === "") return { name: `${city} ${time}`, kind: "city" };
  const isGerman = /zeit$/iu.test(time);
  const isIt = isGerman ? isGermanName : isName;
  if (!isIt(last)) return null;
  const first = all.findLastIndex((word) => !SEASON.test(word) && !isIt(word) && !isName(word));
  return { name: `${all.slice(first + 1).join(" ")} ${time}${behind}`, kind: "words" };
}

/** @param {string} word */
const isName = (word) => NAMES.has(word.toLowerCase()) || (/^\p{Lu}/u.test(word) && !ORDINARY.has(word.toLowerCase()));
/** “Londoner”, “mitteleuropäischer”. @param {string} word */
const isGermanName = (word) =>
  NAMES.has(word.toLowerCase()) ||
  /^\p{Lu}\p{L}{2,}er$/u.test(word) ||
  /(?:ische|deutsche|östliche|westliche)[rn]?$/iu.test(word) ||
  /^(?:unserer|meiner)$/iu.test(word);

/** What is said behind “Time zone:”. @param {string} value @returns {Said} */
export function labelled(value) {
  const name = value.trim().slice(0, LONGEST);
  return said(`0:00 ${name}`) ?? { name, at: 0, kind: ofCity(name) ? "city" : "words" };
}

/** The zone that a line is, as calendars write it below the hour; null if the line is something else. @param {string} line @returns {Said | null} */
export function alone(line) {
  const before = "0:00 ";
  const found = line.length <= LONGEST ? said(before + line) : null;
  return found && found.at <= before.length + 1 ? found : null;
}

/** Of what hours a line says that all of them are. */
const ALL =
  /(?<!\p{L})(?:all (?:the )?times|times (?:are|shown|listed|given)|alle (?:uhr)?zeit(?:en|angaben)|todas las horas|(?:los|todos los) horarios)(?!\p{L})/iu;
/** The zone that a line says of all hours, null if it says none. @param {string} line */
export const ofAll = (line) => (ALL.test(line) ? said(line) : null);

/** What is ahead of UTC by so many minutes wherever it is said. Of others, such as “CST”, there are several. @type {{ [name: string]: number }} */
const AHEAD = { UTC: 0, Z: 0, GMT: 0, WET: 0, CET: HOUR, MEZ: HOUR, CEST: 2 * HOUR, MESZ: 2 * HOUR };

/** What zones are called in words, and one whose clocks are theirs. @type {[RegExp, string][]} */
const CALLED = [
  [
    /central european?|mitteleurop|centroeurope|central europea|europa central|centrale? europ|europe centrale/iu,
    "Europe/Berlin",
  ],
  [/^(?:hora|horario) (?:peninsular|española)/iu, "Europe/Madrid"],
  [/western europe|westeurop|europa occidental/iu, "Europe/Lisbon"],
  [/eastern europe|osteurop|europa oriental/iu, "Europe/Athens"],
  [/^(?:the )?(?:uk|u\.k\.|british|britischer)(?!\p{L})/iu, "Europe/London"],
  [/^(?:us )?eastern(?! \p{L}*(?:africa|austral|indonesia))/iu, "America/New_York"],
  [/^(?:us )?central(?:$| (?:standard |daylight )?time)/iu, "America/Chicago"],
  [/^(?:us )?mountain/iu, "America/Denver"],
  [/^(?:us )?pacific/iu, "America/Los_Angeles"],
];

/** The zone of what is called so in words, by the town behind it where one is named; null if nobody knows it. @param {string} name */
function ofWords(name) {
  const town = / [-–] (\p{L}[\p{L} ]*)$/u.exec(name)?.[1];
  return (town && ofCity(town)) || (CALLED.find(([pattern]) => pattern.test(name))?.[1] ?? null);
}

/** How far a zone is ahead of UTC at a wall-clock time, in minutes. @param {string} wall @param {string} zone */
const aheadOf = (wall, zone) => (Time.instant(wall, "UTC") - Time.instant(wall, zone)) / 60_000;

/** Whether it is summer by a zone's clocks, if the zone has any. @param {string} wall @param {string} zone */
const isSummer = (wall, zone) =>
  aheadOf(wall, zone) >
  Math.min(...["01", "07"].map((month) => aheadOf(`${wall.slice(0, 4)}-${month}-01T12:00`, zone)));

/**
 * Whether what is called so in words shows the same hour as one's own clocks then. Calendars call a list of towns by how far it
 * is from UTC in winter, all the year: there the towns tell.
 * @param {Said} said @param {string} start @param {string} own
 */
function isMine({ name, behind = "" }, start, own) {
  const ahead = aheadOf(start, own);
  const [, sign = "", hours = "", minutes = "0"] = /([+−-])(\d{1,2}):?(\d\d)?$/u.exec(name) ?? [];
  if (hours !== "") {
    const listed = /^\)?\s*(?=\p{Lu})/u.test(behind) ? behind.split(/[),;(.]/u).map((one) => one.trim()) : [];
    const zones = listed.flatMap((one) => (one === "" ? [] : (ofCity(one) ?? ofWords(one) ?? [])));
    if (zones.length > 0) return zones.some((zone) => aheadOf(start, zone) === ahead);
    return (sign === "+" ? 1 : -1) * (Number(hours) * HOUR + Number(minutes)) === ahead;
  }
  const zone = ofWords(name);
  if (zone === null || aheadOf(start, zone) !== ahead) return false;
  if (/summer|daylight|sommer|verano|d’été|d'été/iu.test(name)) return isSummer(start, zone);
  return !/standard|winter|normal|estándar|invierno/iu.test(name) || !isSummer(start, zone);
}

/**
 * The zone of an hour, and what it is called where nobody knows it: one's own where none is named or its clocks show then what
 * one's own show.
 * @param {Said | null} said @param {string} start @param {Pick<Ics.Own, "zone" | "tag">} own @returns {{ zone: string, zoneName: string }}
 */
export function resolved(said, start, { zone, tag }) {
  const mine = { zone, zoneName: "" };
  if (said === null || said.kind === "own") return mine;
  if (said.kind === "zone") return { zone: said.name, zoneName: "" };
  const at = Time.instant(start, zone);
  if (said.kind === "city") {
    const city = ofCity(said.name.replace(/^.*\bde\s|^hora\s|\s\S*(?:time|zeit)$/giu, ""));
    return city && Time.instant(start, city) === at ? mine : { zone: "", zoneName: said.name };
  }
  const short = said.name.toUpperCase();
  if (said.kind === "words") return isMine(said, start, zone) ? mine : { zone: "", zoneName: said.name };
  const isSame = Object.hasOwn(AHEAD, short) && Time.instant(start, "UTC") - at === AHEAD[short] * 60_000;
  const own = ["en-GB", "en-US", "de", "es", tag].map((locale) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "short" })
      .formatToParts(at)
      .find(({ type }) => type === "timeZoneName"),
  );
  return isSame || own.some((part) => part?.value === short) ? mine : { zone: "", zoneName: short };
}
