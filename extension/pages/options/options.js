/**
 * The options: about me, reminders, where advice appears, language, data, privacy.
 */

import * as Choice from "../choice.js";
import * as Data from "./data.js";
import * as DateWords from "../../engine/words/datewords.js";
import * as Form from "../form.js";
import * as Store from "../../store.js";
import * as Ui from "../ui.js";
import * as Undos from "./undos.js";

const begun = await Ui.begin();
const { core, text, settings } = begun;

Ui.byId("contents").append(
  ...[...document.querySelectorAll("section > h2")].map((heading) =>
    Ui.make("a", { href: `#${heading.parentElement?.id}` }, heading.textContent ?? ""),
  ),
);

/** Show anew what changes as entries do; what is being typed stays. */
async function renew() {
  const now = { ...begun, ...(await Store.load()) };
  showMe(now);
  Data.showDamaged(now);
  await Undos.show(now);
  await showReminders(now);
}

// About me

const asked = Form.asked(core, "me");
/** @type {Form.Field[]} */
let fields = [];
const name = Form.input({ name: "me" });
/** What was changed here and is not stored yet; all else may have been changed elsewhere. @type {Set<Node>} */
const changed = new Set();
/** What the fields were made of. */
let told = "";

/** What is entered about oneself. @param {Ui.Begun} now */
function showMe({ records: { me }, settings: { name: own = "" } }) {
  const says = JSON.stringify([me, own]);
  const isTyping = changed.size > 0 || Ui.byId("me").contains(document.activeElement);
  if (says === told || isTyping) return;
  told = says;
  fields = [...asked.first, ...asked.more].map((fact) => Form.field(begun, fact, {}, me[fact.id]));
  name.value = own;
  Ui.byId("me").replaceChildren(
    ...fields.map(({ element }) => element),
    Ui.make("div", { className: "field" }, Form.labelled(text, "about-name", name, "about-name-hint")),
  );
}
showMe(begun);
Ui.byId("me").addEventListener("submit", (event) => event.preventDefault());
Ui.byId("me").addEventListener("change", ({ target }) => {
  if (target instanceof Node) changed.add(target);
  return said("me-saved", "about-saved", async () => {
    const inputs = [...changed];
    const answered = fields.filter(({ element }) => inputs.some((input) => element.contains(input)));
    if (answered.length > 0)
      await Store.update((stored) => {
        stored.me = { ...stored.me };
        for (const { id, read } of answered) {
          const answer = read();
          if (answer) stored.me[id] = answer;
          else delete stored.me[id];
        }
      });
    if (inputs.includes(name))
      await Store.updateSettings((stored) => {
        stored.name = name.value.trim();
      });
    for (const input of inputs) changed.delete(input);
  });
});

/** Do something and say in a status region how it went. @param {string} id @param {string} word if empty, nothing is said @param {() => Promise<unknown>} work */
async function said(id, word, work) {
  try {
    await work();
    Ui.byId(id).textContent = word && Ui.word(text, word);
  } catch (error) {
    Ui.byId(id).textContent = Ui.word(text, Ui.refusal(error));
  }
}

// Reminders

let allowed = false;
/** @param {Ui.Begun} now */
async function showReminders({ records, locale, zone }) {
  const due = (/** @type {import("../../engine/decision/situation.js").Person} */ { reminder }) =>
    Date.parse(reminder?.due ?? "");
  // By what is due first.
  const set = Object.values(records.people)
    .filter((person) => person.reminder)
    .sort((a, b) => due(a) - due(b));
  Ui.byId("due").replaceChildren(
    ...set.map((person) =>
      Ui.make(
        "li",
        {},
        Ui.make("span", {}, person.name),
        Ui.make("span", { className: "soft" }, DateWords.moment(due(person), Date.now(), locale, zone)),
        Ui.button(
          Ui.word(text, "reminders-end"),
          `end-${person.id}`,
          () => said("notified", "", () => Ui.ask({ ask: "remind", person: person.id, on: false })),
          "plain",
        ),
      ),
    ),
    ...(set.length === 0 ? [Ui.make("li", { className: "soft" }, Ui.word(text, "reminders-none"))] : []),
  );
  allowed = await chrome.permissions.contains({ permissions: ["notifications"] });
  Ui.byId("notify").textContent = Ui.word(text, allowed ? "reminders-quieter" : "reminders-notify");
}

const sign = /** @type {HTMLInputElement} */ (Ui.byId("sign"));
sign.checked = settings.sign === true;
sign.addEventListener("change", () =>
  said("notified", "about-saved", () =>
    Store.updateSettings((stored) => {
      stored.sign = sign.checked;
    }),
  ),
);

Ui.byId("notify").addEventListener("click", async () => {
  const wanted = { permissions: ["notifications"] };
  const on = !allowed;
  // The browser asks; without a click of the person it would not.
  const done = on ? await chrome.permissions.request(wanted) : await chrome.permissions.remove(wanted);
  Ui.byId("notified").textContent = Ui.word(text, done ? (on ? "reminders-on" : "reminders-off") : "reminders-refused");
  await renew();
});

// Where, and in which language

await Choice.begin(text);

const locale = /** @type {HTMLSelectElement} */ (Ui.byId("locale"));
locale.append(
  Ui.make("option", { value: "" }, Ui.word(text, "language-browser")),
  ...core.locales.map((id) => Ui.make("option", { value: id, lang: id }, ownName(id))),
);
locale.value = core.locales.find((id) => id === settings.locale) ?? "";
locale.addEventListener("change", async () => {
  await Store.updateSettings((stored) => {
    if (locale.value) stored.locale = locale.value;
    else delete stored.locale;
  });
  location.reload();
});

/** A language as its speakers call it. @param {string} id */
function ownName(id) {
  const name = new Intl.DisplayNames(id, { type: "language" }).of(id) ?? id;
  return name[0].toLocaleUpperCase(id) + name.slice(1);
}

Data.begin(begun, renew);
await renew();
Store.onChange(renew);
Ui.ready();
// The address may name a section that had no height until now.
document.getElementById(location.hash.slice(1))?.scrollIntoView();
