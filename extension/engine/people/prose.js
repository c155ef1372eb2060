/**
 * What is plainly no name in what people paste: a greeting to whoever reads, how a mail ends, a sentence. Pure.
 */

/** @import * as Words from "../words/words.js" */

/** So much of a line is looked at: the time that some patterns take grows with its square. */
const LONGEST = 1000;
const HAIL = [
  "dear|hi|hello|hey|greetings|good (?:morning|afternoon|evening|day)",
  "hallo|liebe[rs]?|sehr geehrte[rs]?|werte[rs]?|guten (?:tag|morgen|abend)|grüß gott|grüezi|servus",
  "bonjour|bonsoir|ch[eè]re?s?\\s(?=\\p{Lu})|madame|monsieur",
  "hola|buen d[ií]a|buenos d[ií]as|buenas(?: tardes| noches)?|estimad[oa]s?|apreciad[oa]s?|querid[oa]s?",
].join("|");
/** Moin is a given name too: it greets where a sign follows that no name has. */
const GREETING = new RegExp(`^[\\s>*_]*(?:(?:${HAIL})(?![\\p{L}-])|moin\\s[^,]{0,40},)`, "iu");
/** Up to the sign behind who is greeted. */
const WHOLE = new RegExp(`(?:${GREETING.source})[^.!:–\\n]{0,40}?[,!:–-](?=\\s)`, "iu");
/** How mails end: such words, then what is wished; or one word. */
const WARM =
  "best|kind|kindest|warm|many|with|mit|viele|vielen|beste|herzliche|herzlichen|liebe|lieben|freundliche|freundlichen|schöne|con|un|muy|muchos|cordial|atento|bien|sincères|meilleures";
const WISHED = "regards|wishes|thanks|grüße|grüßen|grüsse|grüssen|gruß|saludos?|abrazo|salutations";
const FORMAL = "atentamente|cordialmente|(?:bien\\s)?cordialement";
/** An end in the middle of a line. */
const ENDS = `(?:(?:${WARM})\\s){1,3}(?:${WISHED})|${FORMAL}`;
/** One word that ends a mail in the middle of a line: a name follows its comma. */
const BRIEF = /(?<=[.!?])\s(cheers|best|thanks|lg|vg|saludos|gruß),\s(?=\p{Lu})/giu;
/** A line that is one. */
const CLOSING = new RegExp(
  `^(?:(?:(?:${WARM})\\s)?(?:\\p{L}+\\s){0,3}(?:${WISHED})|${FORMAL}|best|sincerely|yours\\s\\p{L}+|thanks|cheers|thank you|gracias|danke|vg|lg|mfg)(?:\\s(?:from|aus)\\s.{0,30})?[,.!]?$`,
  "iu",
);

/** Small words of sentences that stand in no name, and in no post as “Head of Data at Example” does. */
const SENTENCE = new Set(
  `
  a about after all also an am are as be been before but can could during from had has have he her here his how i if into is it join just
  let like look looking meet meeting met more my next not on once our out please she should so soon speak talk thank thanks that their
  them then there these they this those to until us was work worked works we were what when where which who whom with would you your yours
  aber alle als auch bei bin bis bitte dass dein deine deinem deinen deiner dich dir ein eine einem einen einer es euch euer freue
  dabei freuen haben nehmen teil habe hat hier ich ihm ihn ihnen ihr ihre ihrem ihren im ist kann kennen laden lernst mich mir mit nicht noch oder schon
  sehr sich sie sind sprichst triffst uns unser unsere unserem unseren vielen wann war weiter wenn wie wir wird wirst werden
  con conocerás contigo cuando entrevista es esta este está estamos gracias hablarás hay les más me muy nos nuestra nuestro para
  pero por que quién será serán sobre sus tendrás ti tus una usted
  avec est êtes merci notre nous pour sera serez sommes votre vous
`
    .trim()
    .split(/\s+/u),
);
/** Behind these a full stop ends nothing. */
const SHORT = String.raw`(?<!(?:^|[\s(])(?:dr|prof|mr|mrs|ms|hr|fr|sr|sra|st|ing|dipl|mag|lic|nr|no|z\.b|i\.a|e\.g|\p{L})|\d)`;
const STOP = new RegExp(`${SHORT}([.!?…])\\s+(?=[\\p{Lu}¿¡])`, "giu");

/** Whether a line begins with a greeting to whoever reads. @param {string} line */
export const greets = (line) => GREETING.test(line.slice(0, LONGEST));

/** Patterns of the words before a name, each made once of what the rules say. @type {WeakMap<Words.NameWords, { greeted: RegExp, addressed: RegExp }>} */
const patterns = new WeakMap();

/** @param {Words.NameWords} names */
function before(names) {
  let found = patterns.get(names);
  if (!found) {
    const any = [...names.titles, ...names.addressed].join("|");
    const greeted = `^[\\s>*_]*(?:${HAIL}|moin)(?![\\p{L}-])[\\s,]+(?:(?:${any})\\.?\\s+)*(?<name>[\\p{L}][\\p{L}\\p{M}'’-]+)`;
    // What stands before these is left out too: “Abteilungsleiterin Frau Anna Berg”.
    const addressed = names.addressed.length > 0 ? `^(?:.*\\s)?(?:${names.addressed.join("|")})\\.?\\s+` : "(?!)";
    found = { greeted: new RegExp(greeted, "iu"), addressed: new RegExp(addressed, "iu") };
    patterns.set(names, found);
  }
  return found;
}

/** A name without the words by which somebody is addressed. @param {string} said @param {Words.NameWords} names */
export const unaddressed = (said, names) => said.replace(before(names).addressed, "");

/** The name by which a line greets, “” if it greets nobody by name. @param {string} line @param {Words.NameWords} names */
export const greeted = (line, names) => {
  const name = before(names).greeted.exec(line.slice(0, LONGEST))?.groups?.name ?? "";
  return /^\p{Lu}/u.test(name) ? name : "";
};

/** The greeting that a line begins with, “” if it greets nobody. @param {string} line */
export const greeting = (line) => (greets(line) ? (WHOLE.exec(`${line.slice(0, LONGEST)} `)?.[0] ?? line) : "");

/** Whether a line is how a mail ends, such as “Kind regards,”. @param {string} line */
export const closes = (line) => CLOSING.test(line.trim().slice(0, LONGEST));

/** Whether a line is a sentence, and nothing that a list of people holds. @param {string} line */
export function isSentence(line) {
  const bare = line
    .slice(0, LONGEST)
    .replace(/<[^<>]*>|\([^()]*\)/gu, " ")
    .replace(/(?<!\S)\S+@\S+|(?<!\S)[^\s/.]*[/.][^\s/]*\/\S*/gu, " ")
    .trim();
  const words = bare.split(/\s+/u);
  const count = words.filter((word) => SENTENCE.has(word.replace(/(?<!\P{L})\P{L}+$/u, ""))).length;
  return count > 1 || (count === 1 && (words.length > 3 || bare.endsWith(":")));
}

/** Whether a text is more than a list of people: one of its lines greets, is a sentence, or ends a mail. @param {string} text */
export const isText = (text) =>
  text.split(/\r\n|[\n\r\u2028]/u).some((line) => greets(line) || closes(line) || isSentence(line));

/** A mail that stands in one line, in the lines that it would have: its greeting, its sentences, its end. @param {string} text */
export const broken = (text) =>
  text
    .replace(WHOLE, "$&\n")
    .replace(STOP, "$1\n")
    .replace(BRIEF, "\n$1,\n")
    .replace(new RegExp(`\\s(${ENDS})[,.!]?\\s+`, "giu"), "\n$1,\n");

/** A text in lines, also where a field made one of them. @param {string} text */
export const laidOut = (text) => (/[\n\r\u2028]/u.test(text.trim()) ? text : broken(text));
