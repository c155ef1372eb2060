/**
 * Style sheets for a root in a page that is not ours. The sheets of the package name their values (`var(--paper)`), and a
 * page can give any such name another value, in a closed root too: so there every value stands in the sheet itself. Nor
 * may a font be named: a page can lend any family's name to a font of its own, by letter, and so read what is drawn.
 * Pure.
 */

/** What only the browser can mean, by the token in whose place it stands. @type {{ [token: string]: string }} */
const FONTS = { "--sans": "system-ui, sans-serif", "--serif": "serif" };
const DECLARATION = /(--[\w-]+)\s*:\s*([^;]+);/gu;
const USE = /var\((--[\w-]+)\)/gu;

/** Values by their names. @typedef {Map<string, string>} Values */

/**
 * @param {string} tokens the sheet that names values: in `:root` for all, in `[data-tone="…"]` for what has that tone
 * @param {string[]} sheets those that use them
 * @returns {string} the same looks, with no name left. Throws where a name has no value.
 */
export function literal(tokens, sheets) {
  const { all, tones } = named(bare(tokens));
  return sheets.map((sheet) => rules(bare(sheet), all, tones)).join("\n");
}

/** Without comments. @param {string} sheet */
const bare = (sheet) => sheet.replace(/\/\*[\s\S]*?\*\//gu, "");

/** @param {string} tokens @returns {{ all: Values, tones: Map<string, Values> }} */
function named(tokens) {
  /** @type {Values} */
  const all = new Map();
  /** @type {Map<string, Values>} */
  const tones = new Map();
  for (const { head, body } of blocks(tokens)) {
    const tone = /\[data-tone="(\w+)"\]/u.exec(head)?.[1];
    const values = tone === undefined ? all : new Map();
    for (const [, name, value] of body.matchAll(DECLARATION)) values.set(name, FONTS[name] ?? value.trim());
    if (tone !== undefined) tones.set(tone, values);
  }
  return { all, tones };
}

/** The rules of a sheet, or of what lies in an at-rule of it. @param {string} sheet @returns {{ head: string, body: string }[]} */
function blocks(sheet) {
  const found = [];
  let [depth, from, opened] = [0, 0, 0];
  for (let at = 0; at < sheet.length; at++) {
    if (sheet[at] === "{" && depth++ === 0) opened = at;
    if (sheet[at] !== "}" || --depth > 0) continue;
    found.push({ head: sheet.slice(from, opened).trim(), body: sheet.slice(opened + 1, at) });
    from = at + 1;
  }
  return found;
}

/** @param {string} sheet @param {Values} all @param {Map<string, Values>} tones @returns {string} */
function rules(sheet, all, tones) {
  return blocks(sheet)
    .map(({ head, body }) => {
      if (body.includes("{")) return `${head} {\n${rules(body, all, tones)}\n}`;
      return rule(head, body, all, tones);
    })
    .join("\n");
}

/** A rule, and where a value depends on the tone one more for each tone. @param {string} head @param {string} body @param {Values} all @param {Map<string, Values>} tones */
function rule(head, body, all, tones) {
  const lines = body.split(";").map((line) => line.trim());
  const toned = lines.filter((line) => line.includes("var(--tone-"));
  const others = lines.filter((line) => line !== "" && !toned.includes(line)).map((line) => filled(line, [all]));
  const written = [`${head} { ${others.join("; ")} }`];
  for (const [tone, values] of toned.length > 0 ? tones : [])
    written.push(`${within(head, tone)} { ${toned.map((line) => filled(line, [values, all])).join("; ")} }`);
  return written.join("\n");
}

/** A line with values in the place of names, which may stand for names again. @param {string} line @param {Values[]} known @returns {string} */
function filled(line, known) {
  const next = line.replace(USE, (_, name) => {
    const value = known.map((values) => values.get(name)).find((one) => one !== undefined);
    if (value === undefined) throw new Error(`no value for ${name}`);
    return value;
  });
  if (next.includes("--")) return next === line ? fail(line) : filled(next, known);
  return next;
}

/** @param {string} line @returns {never} */
function fail(line) {
  throw new Error(`a name is left in “${line}”`);
}

/** The selectors of what has a tone, or stands in what has; they weigh no more than before. @param {string} head @param {string} tone */
function within(head, tone) {
  const has = `:where([data-tone="${tone}"], [data-tone="${tone}"] *)`;
  return head
    .split(/,(?![^(]*\))/u)
    .map((selector) => selector.trim().replace(/(::[\w-]+)?$/u, `${has}$1`))
    .join(", ");
}
