/**
 * Saving everything to a file, reading it back, what to do with damaged entries, and deleting it all.
 */

import * as DateWords from "../../engine/words/datewords.js";
import * as Edits from "../../engine/records/edits.js";
import * as Problems from "../problems.js";
import * as Store from "../../store.js";
import * as Transfer from "../../engine/records/transfer.js";
import * as Ui from "../ui.js";

/** @import { Core, Text } from "../../engine/decision/core.js" */
/** @import * as Records from "../../engine/records/records.js" */

/** @param {Ui.Begun} begun @param {() => Promise<void>} renew shows anew what rests on the entries */
export function begin(begun, renew) {
  const { core, text } = begun;
  Ui.byId("export").addEventListener("click", () => save(text));
  Ui.byId("import").addEventListener("change", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const [file] = input.files ?? [];
    Ui.byId("import-name").textContent = file?.name ?? "";
    // The same file may be chosen again.
    input.value = "";
    if (file) read(core, text, file);
  });
  offerWipe(text, renew);
}

/** @param {Text} text */
async function save(text) {
  const aboutMe = /** @type {HTMLInputElement} */ (Ui.byId("with-me")).checked;
  const data = Transfer.file(await Store.raw(), { aboutMe, now: Date.now() });
  const day = new Date(Date.now()).toISOString().slice(0, 10);
  download(`connect-etiquette-${day}.json`, data);
  say(text, "export-done");
}

/** @param {string} name @param {unknown} data */
const download = (name, data) => Ui.save(name, "application/json", `${JSON.stringify(data, null, 2)}\n`);

/** Which file was chosen last: of two that are read at once the later one is shown. */
let turn = 0;

/** Read a file, say what it holds, and ask what to do with it. @param {Core} core @param {Text} text @param {File} file */
async function read(core, text, file) {
  turn += 1;
  const mine = turn;
  Ui.byId("imported").replaceChildren();
  complain("");
  // A character takes up to three bytes, so this never refuses what would be read.
  if (file.size > Transfer.LARGEST * 3) {
    complain(Ui.word(text, "import-too-large"));
    return;
  }
  const source = await Ui.textOf(file);
  if (mine !== turn) return;
  if (source === null) return complain(Ui.word(text, "file-unread"));
  const found = Transfer.read(core, source);
  if (found.fault !== null) {
    complain(Ui.word(text, `import-${found.fault}`));
    return;
  }
  const { records, left } = found;
  const put = (/** @type {"add" | "replace"} */ way) => async () => {
    try {
      await Store.update((stored) => Transfer.put(stored, records, way), { word: "undo-imported" });
      Ui.byId("imported").replaceChildren();
      say(text, "import-done");
    } catch (error) {
      complain(Ui.word(text, Ui.refusal(error)));
    }
  };
  Ui.byId("imported").replaceChildren(
    Ui.make(
      "div",
      { className: "notice", role: "status" },
      Ui.make("p", {}, Ui.word(text, "import-holds", counts(text, records))),
      left.length > 0 ? Ui.make("p", {}, DateWords.plural(text, "import-left", left.length)) : null,
      Ui.make(
        "div",
        { className: "choices" },
        Ui.button(Ui.word(text, "import-add"), "import-add", put("add")),
        Ui.button(Ui.word(text, "import-replace"), "import-replace", put("replace")),
      ),
    ),
  );
}

/** How much there is, in words. @param {Text} text @param {Records.Stored} records */
function counts(text, records) {
  const { applications, rounds, people } = Transfer.count(records);
  return {
    applications: DateWords.plural(text, "count-applications", applications),
    rounds: DateWords.plural(text, "count-rounds", rounds),
    people: DateWords.plural(text, "count-people", people),
  };
}

/** Entries that can't be read, each with what can be done about it. @param {Ui.Begun} begun */
export function showDamaged({ problems, text }) {
  const box = Ui.byId("damaged");
  if (problems.length === 0) {
    box.replaceChildren();
    return;
  }
  const whole = problems.some(({ key }) => key === "records" || key === "format");
  const items = problems.map((problem) => {
    const item = Ui.make("li", {}, Ui.make("span", {}, Problems.says(text, problem)));
    if (!whole) item.append(Ui.button(Ui.word(text, "damaged-delete"), `drop-${problem.key}`, () => drop(problem.key)));
    return item;
  });
  const rescue = Ui.button(Ui.word(text, "damaged-save"), "damaged-save", async () =>
    download("connect-etiquette-damaged.json", await Store.raw()),
  );
  const afresh = whole ? Ui.button(Ui.word(text, "damaged-afresh"), "damaged-afresh", Store.startAfresh) : null;
  View.renew(box, [
    Ui.make(
      "div",
      { className: "notice", data: { tone: "fault" } },
      Ui.make("p", {}, Ui.make("strong", {}, Ui.word(text, "problem-title"))),
      Ui.make("ul", { className: "entries" }, ...items),
      Ui.make("p", {}, Ui.word(text, "problem-kept")),
      Ui.make("div", { className: "choices" }, rescue, afresh),
    ),
  ]);
}

/** @param {string} key */
function drop(key) {
  return Store.update((stored) => Edits.drop(stored, key), { word: "undo-damaged" });
}

/** Deleting all takes two presses; the second one says what it does. @param {Text} text @param {() => Promise<void>} renew */
function offerWipe(text, renew) {
  const row = Ui.byId("wipe");
  const first = Ui.button(Ui.word(text, "wipe-ask"), "wipe", () => {
    row.replaceChildren(
      Ui.button(Ui.word(text, "wipe-yes"), "wipe-yes", wipe),
      Ui.button(Ui.word(text, "wipe-no"), "wipe-no", () => offerWipe(text, renew)),
    );
    /** @type {HTMLElement} */ (row.lastElementChild).focus();
  });
  row.replaceChildren(first);

  async function wipe() {
    try {
      await Store.clear();
      offerWipe(text, renew);
      // What stands above changes: what is said and the way back come into sight after it.
      await renew();
      await offerUndo(text);
    } catch (error) {
      complain(Ui.word(text, Ui.refusal(error)));
      offerWipe(text, renew);
    }
  }
}

/** Say that all is deleted, and offer the way back where it was pressed. @param {Text} text */
async function offerUndo(text) {
  say(text, "wipe-done");
  const last = (await Store.undos()).at(-1);
  if (!last) return;
  const undo = Ui.button(Ui.word(text, "undo"), "undo-wipe", () =>
    Store.takeBack(last.at).then(() => Ui.byId("data-said").replaceChildren()),
  );
  Ui.byId("data-said").append(" ", undo);
  undo.focus({ preventScroll: true });
  Ui.byId("data-said").scrollIntoView({ block: "center" });
}

/** @param {string} words */
function complain(words) {
  Ui.byId("import-problem").textContent = words;
}
/** @param {Text} text @param {string} word */
function say(text, word) {
  Ui.byId("data-said").textContent = Ui.word(text, word);
}
