/**
 * What LinkedIn's page asks, and what it is answered: shared/messages.js has the types. A page is told of nobody but whom
 * it shows, and of those only what stands beside their control; what a tip says it gets when the person opens one, and the
 * tip's scripts with it.
 */

import "../shared/messages.js";
import "../shared/names.js";
import * as Advice from "../engine/advice.js";
import * as Beside from "../engine/beside.js";
import * as Bundle from "../bundle.js";
import * as Edits from "../engine/edits.js";
import * as People from "../engine/people.js";
import * as Quiet from "../engine/quiet.js";
import * as Reminders from "./reminders.js";
import * as Store from "../store.js";
import * as Tabs from "./tabs.js";

const { Messages, Names } = globalThis;

const CHIP_STYLE = ["shared/tokens.css", "shared/icon.css", "content/chips/chip.css"];
const TIP_STYLE = ["shared/advice.css", "content/tip/tip.css"];
/** A profile has a number, an id and, renamed a few times, some older addresses. */
const MOST_ALIASES = 8;
/** What was read is read anew after so many milliseconds: the zone may be another. */
const MINUTE = 60_000;

/** @typedef {chrome.runtime.MessageSender} Sender */
/** @template {Messages.Question["ask"]} Ask @typedef {Extract<Messages.Question, { ask: Ask }>} About */

/** What is stored, as it was last read. @type {{ at: number, stored: ReturnType<typeof Store.load> } | null} */
let last = null;

/** @returns {ReturnType<typeof Store.load>} */
function stored() {
  const now = Date.now();
  if (!last || Math.abs(now - last.at) > MINUTE) last = { at: now, stored: Store.load() };
  return last.stored;
}

/** Everything that an answer rests on now. @returns {Promise<{ scene: Beside.Scene, problems: Beside.Stored["problems"] }>} */
export async function scene() {
  const [core, page, { settings, records, problems, silenced }] = await Promise.all([
    Bundle.core(),
    Bundle.page(),
    stored(),
  ]);
  const { form } = Names.of(page.names);
  return { scene: { core, page, form, settings, records, silenced, now: Date.now() }, problems };
}

/** Something that was stored is another: tell the pages. */
export function changed() {
  last = null;
  return Tabs.tell({ tell: "changed" });
}

/** What LinkedIn's page alone asks. */
const OF_PAGES = {
  /** @param {Messages.Begin} question @returns {Promise<Messages.Begun>} */
  begin: async ({ rules }) => {
    const watch = (await Store.watching()) === true;
    if (rules === "none" || (rules === "to-watch" && !watch)) return { watch, rules: null };
    const [page, style] = await Promise.all([Bundle.page(), Bundle.style(CHIP_STYLE)]);
    return { watch, rules: { page, style } };
  },

  /** @param {Messages.Whose} question @returns {Promise<Messages.Owners>} */
  whose: async ({ clues }) => {
    const { scene: given, problems } = await scene();
    const silent = Beside.silence({ ...given, problems }, given.now);
    if (silent) return { silent: silent.reason, until: silent.until, owners: clues.map(() => null) };
    const found = clues.map((clue) => Beside.owner(given, clue));
    for (const clue of clues) learn(given, clue);
    const quiet = Quiet.changes(given.records, given.settings, given.now) ?? Infinity;
    const until = Math.min(quiet, ...found.map((one) => one.until));
    return { silent: null, until: Number.isFinite(until) ? until : null, owners: found.map(({ owner }) => owner) };
  },

  /** @param {Messages.AdviceAsked} question @param {Sender} sender @returns {Promise<Messages.Advice>} */
  advice: async ({ clue, loaded }, sender) => {
    const { scene: given } = await scene();
    const person = Beside.person(given, clue);
    if (!person || given.silenced.includes(person.id)) return null;
    const { core, records, settings, now } = given;
    const [text, sources, style] = await Promise.all([
      Bundle.text(settings.locale),
      Bundle.sources(),
      Bundle.style(TIP_STYLE),
      loaded ? null : Tabs.load(sender),
    ]);
    return { model: Advice.of({ core, text, sources, records, settings, now }, person, clue.marks), style };
  },

  /** “Is this the Ada you meet?” was answered for the profile that is shown. @param {Messages.Confirmed} question */
  confirm: async ({ clue, same }) => {
    const asked = Beside.question((await scene()).scene, clue);
    const { slug } = clue;
    if (!asked || slug === null) return {};
    const people = same ? asked.people.slice(0, 1) : asked.people;
    await Store.update((records) => {
      for (const { id } of people) Edits.confirm(records, id, slug, same);
    });
    return {};
  },
};

/** What a tip asks on LinkedIn and in our own pages, about a person. */
const OF_BOTH = {
  /** A question was answered: now. @param {Omit<Messages.Answered, "clue">} question @param {string} person */
  answer: async ({ application, fact, value }, person) => {
    const asked = (await Bundle.core()).facts.find((candidate) => candidate.id === fact);
    if (!asked?.values.includes(value)) return {};
    const at = new Date(Date.now()).toISOString();
    await Store.update((records) => Edits.answer(records, asked, { person, application }, value, at));
    return {};
  },

  /** “Remind me”, or its end. Says whether a notification may come too. @param {Omit<Messages.Remind, "clue">} question @param {string} person */
  remind: async ({ on }, person) => {
    await Reminders.set(person, on);
    return { notifies: await Reminders.mayNotify() };
  },

  /** “Hide here until it changes”. @param {Omit<Messages.Hide, "clue">} question @param {string} person */
  hide: async ({ signature }, person) => {
    await Store.updateSettings((settings) => {
      settings.hidden = { ...settings.hidden, [person]: signature };
    });
    return {};
  },

  /** @param {unknown} _ @param {string} person */
  edit: async (_, person) => {
    await Tabs.openPage("person", `person=${encodeURIComponent(person)}`);
    return {};
  },
};

/** Keep the other addresses of a person entered that a page gives together with theirs. @param {Beside.Scene} given @param {Messages.Clue} clue */
function learn({ page, records }, clue) {
  const person = People.of(page, records, Beside.owned(clue));
  const news = person && People.news(records, person, Beside.owned(clue));
  if (!news) return;
  const { profile, aliases } = news;
  Store.update((entered) => {
    const entry = entered.people[person.id];
    if (!entry?.profiles?.includes(profile)) return;
    const known = [...new Set([...(entry.aliases?.[profile] ?? []), ...aliases])];
    entry.aliases = { ...entry.aliases, [profile]: known.slice(-MOST_ALIASES) };
  }).catch(() => {}); // Where there is no room it is learnt another time.
}

/**
 * Answer a message, as `runtime.onMessage` has it: true where the answer comes later. What is no question is dropped.
 * @param {unknown} message @param {Sender} sender @param {(reply: { data?: unknown, error?: string }) => void} respond
 */
export function hear(message, sender, respond) {
  if (sender.id !== chrome.runtime.id) return false;
  const ours = sender.url?.startsWith(chrome.runtime.getURL("")) === true;
  const question = Messages.question(message, ours);
  if (question === undefined) {
    Store.countDropped();
    return false;
  }
  answer(question, sender).then(
    (data) => respond({ data }),
    (error) => respond({ error: error instanceof Error ? error.message : String(error) }),
  );
  return true;
}

/** @param {Messages.Question | Messages.OurQuestion} question @param {Sender} sender @returns {Promise<unknown>} */
async function answer(question, sender) {
  switch (question.ask) {
    case "begin":
      return OF_PAGES.begin(question);
    case "whose":
      return OF_PAGES.whose(question);
    case "advice":
      return OF_PAGES.advice(question, sender);
    case "confirm":
      return OF_PAGES.confirm(question);
    case "notify":
      // Permission is asked on our own page.
      await Tabs.openPage("options", "reminders");
      return {};
    default: {
      const person = "clue" in question ? Beside.person((await scene()).scene, question.clue)?.id : question.person;
      if (person === undefined) throw new Error("nobody entered");
      return about(question, person);
    }
  }
}

/** @param {Exclude<Messages.OurQuestion, { ask: "notify" }> | Extract<Messages.Question, { ask: "answer" | "remind" | "hide" | "edit" }>} question @param {string} person @returns {Promise<unknown>} */
function about(question, person) {
  switch (question.ask) {
    case "answer":
      return OF_BOTH.answer(question, person);
    case "remind":
      return OF_BOTH.remind(question, person);
    case "hide":
      return OF_BOTH.hide(question, person);
    case "edit":
      return OF_BOTH.edit(question, person);
  }
}
