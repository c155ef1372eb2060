/**
 * Towns and countries, which stand on lines of their own in what is pasted and look like names. Which ones there are the browser
 * tells: its time zones are called after towns, and it knows the countries in each language. Pure.
 */

const LANGUAGES = ["en", "de", "es"];
/** With these begin and end names of places, and hardly those of people. */
const FIRST = new Set("bad fort las los mount new port puerto san santa santo são st villa".split(" "));
const LAST = new Set(
  "altstadt campus centre center city innenstadt mitte neustadt platz plaza square tower".split(" "),
);
/** Countries that people are called after, or the other way round. */
const NAMES_TOO = new Set(
  "chad cuba francia france georgia georgien india ireland irland israel jordan jordania jordanien kenia kenya mali malta paris".split(
    " ",
  ),
);

/** @type {{ towns: Set<string>, countries: Set<string> } | null} */
let found = null;

function known() {
  found ??= { towns: new Set(towns()), countries: new Set(countries()) };
  return found;
}

/** @returns {string[]} */
const towns = () =>
  Intl.supportedValuesOf("timeZone").map((zone) => (zone.split("/").at(-1) ?? "").replace(/_/gu, " ").toLowerCase());

/** @returns {string[]} */
function countries() {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((one) => letters.map((other) => one + other));
  return LANGUAGES.flatMap((language) => {
    const names = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
    return codes.flatMap((code) => names.of(code)?.toLowerCase() ?? []);
  });
}

/** Whether a text that looks like a name is rather a place. @param {string} text */
export function isPlace(text) {
  const whole = text.trim().toLowerCase();
  const words = whole.split(/\s+/u);
  const { towns, countries } = known();
  if (towns.has(whole) || countries.has(whole)) return true;
  if (FIRST.has(words[0]) || LAST.has(words[words.length - 1])) return true;
  if (words.every((word) => towns.has(word) || countries.has(word))) return true;
  return words.some((word) => countries.has(word) && !NAMES_TOO.has(word));
}
