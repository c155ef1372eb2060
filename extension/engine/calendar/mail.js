/**
 * What each line of a mail is, as Outlook, Gmail and Apple's Mail write it in English, German and Spanish: who sent it and
 * when, to whom, when one meets, or its text. Pure.
 */

/**
 * `sent` says when a mail was written, never when one meets. `head` are all other lines that say something of the mail or
 * the meeting and no time and nobody, such as “Location: …”.
 * @typedef {"from" | "sent" | "to" | "copy" | "subject" | "when" | "end" | "zone" | "organiser" | "guests" | "panel" | "head" | "text"} Kind
 */
/** A line: its label folded, “” if it has none, and what is said after it. `block` counts heads of mails. @typedef {{ kind: Kind, label: string, value: string, block: number }} Line */

/** Of a longer line only the beginning is read. */
const LONGEST = 1000;
/** An interview is told in so few lines, and guests in so few. */
const MOST = 2000;
const LIST = 40;

/** Labels by what they say, folded. @type {[Kind, string][]} */
const LABELS = [
  ["from", "from|von|de|sender|absender|remitente"],
  ["sent", "sent|date sent|sent on|received|gesendet|gesendet am|empfangen|erhalten|enviado|enviado el|recibido"],
  [
    "to",
    "to|an|para|required|required attendees|erforderlich|erforderliche teilnehmer|obligatorio|asistentes obligatorios",
  ],
  ["copy", "cc|bcc|cco|kopie|copia|optional|optional attendees|optionale teilnehmer|opcional|asistentes opcionales"],
  ["subject", "subject|betreff|asunto|topic|thema|tema|title|titel|titulo|was|what|que"],
  [
    "when",
    "when|wann|cuando|new time|new date|rescheduled to|moved to|neue zeit|neue uhrzeit|neuer termin|neu|verschoben auf|nueva hora|nueva fecha|nuevo horario|nouvelle date|nouvel horaire|start|starts|start time|begin|begins|beginn|beginnt|inicio|comienzo|termin|date and time|date & time|date/time|datum und uhrzeit|datum/uhrzeit|fecha y hora|time|zeit|uhrzeit|hora",
  ],
  ["end", "end|ends|end time|ende|endet|fin|termina"],
  ["zone", "time zone|timezone|zeitzone|zona horaria|huso horario"],
  [
    "organiser",
    "organizer|organiser|organized by|organised by|organisator|organisatorin|organisiert von|veranstalter|veranstalterin|organizador|organizadora|organizado por|host|gastgeber|gastgeberin|anfitrion|anfitriona",
  ],
  [
    "guests",
    "guests|gaste|invitados|attendees|teilnehmer|teilnehmende|asistentes|participants|participantes|who|wer|quien|invitees|eingeladene",
  ],
  [
    "panel",
    "interviewer|interviewers|interviewer(s)|interviewerin|panel|interview panel|your interviewers|you will meet|you'll meet|you will speak with|with|mit|con|gesprachspartner|gesprachspartnerin|ihre gesprachspartner|deine gesprachspartner|ihr gesprachspartner|entrevistador|entrevistadora|entrevistadores|te entrevistan",
  ],
  [
    "head",
    "old time|old date|original time|original date|previous time|previous date|former time|former date|alte zeit|alte uhrzeit|alter termin|bisheriger termin|bisher|ursprunglicher termin|hora anterior|fecha anterior|horario anterior|ancienne date|ancien horaire|where|wo|donde|location|ort|lugar|place|meeting id|meeting-id|passcode|kenncode|pin|attachments|anlagen|importance|wichtigkeit|reply to|antwort an",
  ],
];
const KINDS = new Map(
  LABELS.flatMap(([kind, all]) => all.split("|").map((label) => /** @type {const} */ ([label, kind]))),
);
/** Says when a mail was written where its sender stands beside it, and else any day. */
const DATE = /^(?:date|datum|fecha)$/u;
const HEAD = new Set(["from", "sent", "to", "copy", "subject", "when", "end", "head"]);

const LABELLED = /^[\s>*_•·-]*(\p{L}[\p{L}\p{M} '&/()-]{0,40}?)\s{0,3}\*{0,2}\s{0,3}:\*{0,2}(?:\s+(.*)|(\p{L}.*))?$/u;
const WROTE = /(?:\b(?:wrote|schrieb|writes)\b|escribi[oó](?!\p{L}))[^:]{0,200}:\s*$/iu;
const AGO = /\(\s*(?:\d+\s+\p{L}+\s+ago|vor\s+\d+\s+\p{L}+|hace\s+\d+\s+\p{L}+)\s*\)\s*$/iu;

/** @param {string} label */
export const folded = (label) =>
  label.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/’/gu, "'").replace(/\s+/gu, " ").trim();

/** The lines of a text, without signs of quoting. @param {string} text @returns {Line[]} */
export function lines(text) {
  const plain = text
    .slice(0, MOST * LONGEST)
    .split(/\r\n|[\n\r\u2028]/u)
    .slice(0, MOST)
    .map((line) =>
      line
        .slice(0, LONGEST)
        .replace(/^[\s>]+/u, "")
        .replace(/\s+/gu, " ")
        .trim(),
    );
  const found = plain.map((line, i) => kindOf(line, plain[i + 1] ?? ""));
  // Gmail's page: the sender stands above.
  for (const [i, line] of plain.entries())
    if (AGO.test(line) && found[i - 1]?.kind === "text" && found[i - 1].value.length <= 60)
      Object.assign(found[i - 1], { kind: "from", label: "from" });
  within(found);
  heads(found);
  return found;
}

/** Whether a text is a mail or an invitation, and no list of names: a line of it says when, from whom or to whom. @param {string} text */
export const isMail = (text) =>
  lines(text).some(
    ({ kind, label }) => kind === "sent" || (label !== "" && kind !== "text" && kind !== "panel" && kind !== "head"),
  );

/** @param {string} line @param {string} after the line after it @returns {Line} */
function kindOf(line, after) {
  const plain = { kind: /** @type {Kind} */ ("text"), label: "", value: line, block: 0 };
  const hasNumber = /\d/u.test(line);
  if (hasNumber && (WROTE.test(line) || AGO.test(line))) return { ...plain, kind: "sent" };
  // Gmail breaks it before the last word.
  if (hasNumber && /^(?:on|am|el)\s/iu.test(line) && WROTE.test(`${line} ${after}`)) return { ...plain, kind: "sent" };
  // “Rita Moss <rita@…> 9 March 2026, 08:12”
  if (
    /\d:\d\d/u.test(
      line
        .split(/<[^<>\s@]+@[^<>\s]+>/u)
        .slice(1)
        .join(" "),
    ) &&
    !LABELLED.test(line)
  )
    return { ...plain, kind: "sent" };
  // Gmail's page, below the sender.
  if (/^(?:to me|an mich|para mí|para mi)\b/iu.test(line)) return { ...plain, kind: "to", label: "to" };
  const [, written = "", spaced = "", tight = ""] = LABELLED.exec(line) ?? [];
  const label = folded(written === "" && line.length <= 40 ? line : written);
  const value = spaced || tight;
  const kind = KINDS.get(label);
  if (written === "")
    return kind && kind !== "panel" && kind !== "from" && kind !== "to" ? { ...plain, kind, label, value: "" } : plain;
  if (DATE.test(label)) return { ...plain, label };
  if (kind === undefined) return { ...plain, label, value: line };
  // “Von: 14:00 bis 15:00” is no sender.
  const isHour = (kind === "from" || kind === "to") && /^\D{0,20}\d/u.test(value) && !value.includes("@");
  return isHour ? plain : { ...plain, kind, label, value };
}

/** A label that stands alone speaks of the line below it, and “Guests” of all until the next empty line. @param {Line[]} all */
function within(all) {
  for (const [i, line] of all.entries()) {
    if (line.label === "" || line.value !== "" || line.kind === "text") continue;
    const many = line.kind === "guests" || line.kind === "panel" || line.kind === "when";
    for (let next = i + 1; next < all.length && next - i <= LIST; next++) {
      if (line.kind === "guests" && next > i + 1) organises(all[next - 1], all[next]);
      if (all[next].kind !== "text" || all[next].label !== "") break;
      if (all[next].value === "") {
        if (next > i + 1) break;
        continue;
      }
      all[next].kind = line.kind;
      if (!many) break;
    }
  }
}

/** Google's page says below a guest that they are the organiser. @param {Line} guest @param {Line} line */
function organises(guest, line) {
  if (line.kind !== "organiser" || line.value !== "" || guest.value === "") return;
  guest.value += " - organiser";
  Object.assign(line, { kind: "text", label: "" });
}

/** “Date: …” beside “From: …” says when a mail was written; lines that belong together have one number. @param {Line[]} all */
function heads(all) {
  const isHead = (/** @type {Line} */ line) => line.label !== "" && (HEAD.has(line.kind) || DATE.test(line.label));
  let block = 0;
  for (let i = 0; i < all.length; i++) {
    if (!isHead(all[i])) continue;
    let end = i + 1;
    while (end < all.length && (isHead(all[end]) || goesOn(all[end - 1], all[end]))) {
      if (!isHead(all[end])) Object.assign(all[end], { kind: all[end - 1].kind, label: all[end - 1].label });
      end++;
    }
    const some = all.slice(i, end);
    block += 1;
    if (some.some(({ kind }) => kind === "from"))
      for (const line of some) Object.assign(line, { block, kind: DATE.test(line.label) ? "sent" : line.kind });
    i = end - 1;
  }
}

/** Whether a list of people goes on in the line below. @param {Line} line @param {Line} below */
const goesOn = (line, below) =>
  (line.kind === "to" || line.kind === "copy") &&
  /[;,]$/u.test(line.value) &&
  below.kind === "text" &&
  below.value !== "";
