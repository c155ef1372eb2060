/**
 * What LinkedIn's page asks, and what it is answered: shared/messages.js has the types. A page is told of nobody but whom
 * it shows, and of those only what stands beside their control; what a tip says it gets when the person opens one, and the
 * tip's scripts with it.
 */

import "../shared/messages.js";
import "../shared/names.js";
import * as Access from "./access.js";
import * as Advice from "../engine/advice/advice.js";
import * as Beside from "../engine/advice/beside.js";
import * as Bundle from "../bundle.js";
import * as DateWords from "../engine/words/datewords.js";
import * as Edits from "../engine/records/edits.js";
import * as Lessons from "../engine/people/lessons.js";
import * as Limit from "./limit.js";
import * as Literals from "./literals.js";
import * as Profile from "../engine/people/profile.js";
import * as Questions from "./questions.js";
import * as Quiet from "../engine/advice/quiet.js";
import * as Reminders from "./reminders.js";
import * as Site from "../site.js";
import * as Situation from "../engine/decision/situation.js";
import * as Store from "../store.js";
import * as Tabs from "./tabs.js";
import * as Words from "../engine/words/words.js";

const { Names } = globalThis;

const TOKENS = "shared/tokens.css";
const CHIP_STYLE = ["shared/icon.css", "content/chips/chip.css"];
const TIP_STYLE = ["shared/advice.css", "content/tip/tip.css"];
/** Of so many frames it is remembered what they said once. */
const MOST_FRAMES = 50;
/** What was read is read anew after so many milliseconds: the zone may be another. */
const MINUTE = 60_000;
const SOON = 1000;

/** @import * as Records from "../engine/records/records.js" */
/** @typedef {chrome.runtime.MessageSender} Sender */
/** @template {Messages.Question["ask"]} Ask @typedef {Extract<Messages.Question, { ask: Ask }>} About */

/** What is stored, as it was last read. @type {{ at: number, stored: ReturnType<typeof Store.load> } | null} */
let last = null;

/** @returns {ReturnType<typeof Store.load>} */
function stored() {
  const now = Date.now();
  if (!last || Math.abs(now - last.at) > MINUTE) {
    const mine = { at: now, stored: Store.load() };
    last = mine;
    // What could not be read is read anew at the next question.
    mine.stored.catch(() => {
      if (last === mine) last = null;
    });
  }
  return last.stored;
}

/** Everything that an answer rests on now. @returns {Promise<{ scene: Beside.Scene, problems: Beside.Stored["problems"] }>} */
export async function scene() {
  const [core, page, { settings, records, problems, silenced }] = await Promise.all([
    Bundle.core(),
    Bundle.page(),
    stored(),
  ]);
  const names = Names.of(page.names);
  return { scene: { core, page, form: names.forms, names, settings, records, silenced, now: Date.now() }, problems };
}

/** Something that was stored is another: tell the pages. */
export function changed() {
  last = null;
  return Tabs.tell({ tell: "changed" });
}

/** Style sheets for a root in a page that is not ours. @param {string[]} paths */
const style = async (paths) => {
  const [tokens, ...sheets] = await Promise.all([TOKENS, ...paths].map((path) => Bundle.style([path])));
  return Literals.literal(tokens, sheets);
};

/** The profile that the address of a tab names; frames have none. @param {Sender} sender */
const addressed = ({ tab, url, frameId }) => (frameId === 0 ? Profile.inAddress(tab?.url ?? url ?? "") : null);

/** Whether what a page says of the profile that its address names is of that address. @param {Messages.Clue} clue @param {Sender} sender */
function isOfPage({ slug, how, names }, sender) {
  if (how !== "address" && names.length === 0) return true;
  return slug !== null && Profile.normal(slug) === addressed(sender);
}

/** Whom a clue asks about, for the count. @param {Messages.Clue} clue @param {Sender} sender */
function asked({ slug, opaque, member, name, names }, sender) {
  const kind = slug !== null && Profile.normal(slug) === addressed(sender) ? "address" : "other";
  return { name: JSON.stringify([slug, opaque, member, name, names]), kind: /** @type {"address" | "other"} */ (kind) };
}

/** Of whom nothing is said now. A page on its way to another address is asked again soon. @param {boolean} isTold @param {Beside.Scene} scene @returns {ReturnType<typeof Beside.owner>} */
const later = (isTold, { now }) => ({ owner: null, until: isTold ? now + SOON : Infinity });

/** What LinkedIn's page alone asks. */
const OF_PAGES = {
  /** @param {Messages.Begin} question @returns {Promise<Messages.Begun>} */
  begin: async ({ rules }) => {
    const watch = await Access.isWanted();
    if (rules === "none" || (rules === "to-watch" && !watch)) return { watch, rules: null };
    const [page, sheet] = await Promise.all([Bundle.page(), style(CHIP_STYLE)]);
    return { watch, rules: { page, style: sheet } };
  },

  /** @param {Messages.Whose} question @param {Sender} sender @returns {Promise<Messages.Owners>} */
  whose: async ({ clues, rested, has }, sender) => {
    const { scene: given, problems } = await scene();
    const silent = Beside.silence({ ...given, problems }, given.now);
    if (silent) return { silent: silent.reason, until: silent.until, limited: false, owners: clues.map(() => null) };
    const told = await Limit.admit(
      sender.tab?.id ?? -1,
      clues.map((clue) => asked(clue, sender)),
      given.now,
    );
    const believed = clues.map((clue, place) => (told.answered[place] && isOfPage(clue, sender) ? clue : null));
    const found = believed.map((clue, place) =>
      clue ? Beside.owner(given, clue) : later(told.answered[place], given),
    );
    const again = learn(
      given,
      believed.filter((clue) => clue !== null),
      rested,
      sender,
    );
    const quiet = Quiet.changes(given.records, given.settings, given.now) ?? Infinity;
    const until = Math.min(quiet, again, told.until, ...found.map((one) => one.until));
    const limited = told.answered.includes(false);
    const owners = found.map(({ owner }) => owner);
    const isAsked = owners.some((owner) => owner?.choices);
    if (owners.some((owner) => owner)) await Tabs.load(sender, has, isAsked ? "press" : "chips");
    return { silent: null, until: Number.isFinite(until) ? until : null, limited, owners };
  },

  /** @param {Messages.AdviceAsked} question @param {Sender} sender @returns {Promise<Messages.Advice>} */
  advice: async ({ clue, has }, sender) => {
    const { scene: given } = await scene();
    const person = Beside.person(given, clue);
    if (!person || given.silenced.includes(person.id)) return null;
    const { core, records, settings, now } = given;
    const [text, sources, sheet] = await Promise.all([
      Bundle.text(settings.locale),
      Bundle.sources(),
      style(TIP_STYLE),
      Tabs.load(sender, has, "tip"),
    ]);
    return { model: Advice.of({ core, text, sources, records, settings, now }, person, clue.marks), style: sheet };
  },

  /** “Is this the Ada you meet?” was answered for the profile that is shown. @param {Messages.Confirmed} question @param {Sender} sender */
  confirm: async ({ clue, same }, sender) => {
    if (!isOfPage(clue, sender)) return {};
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
  /**
   * A question was answered: now. Says under which instant it can be taken back, and what it called off; given such an instant,
   * that is taken back first and nothing is called off.
   * @param {Omit<Messages.Answered, "clue">} question @param {string} person
   */
  answer: async ({ application, fact, value, held }, person) => {
    const asked = (await Bundle.core()).facts.find((candidate) => candidate.id === fact);
    if (!asked?.values?.includes(value)) return { noted: null, off: "" };
    const at = new Date(Date.now()).toISOString();
    const { settings, records } = await stored();
    const text = await Bundle.text(settings.locale);
    const { event, values } = text.facts[fact];
    const said = Words.fill(event?.[value]) || Words.fill(values?.[value]);
    const name = [records.people[person]?.name, said].filter(Boolean).join(": ");
    const before = (await Store.undos()).find((one) => one.at === held && one.person === person);
    /** @type {Records.StoredRound[]} */
    let off = [];
    const change = (/** @type {Records.Stored} */ all) => {
      const ids = Edits.answer(all, asked, { person, application }, value, at);
      off = before ? [] : ids.map((id) => all.rounds[id]);
      if (before) for (const id of ids) delete all.rounds[id].status;
    };
    const noted = await Store.update(change, { word: "undo-event", name, person }, before?.at);
    const days = off.map((round) => DateWords.moment(Situation.begins(round), Date.now(), text.locale, records.zone));
    const words = Words.fill(text.words["event-off"], { day: DateWords.list(days, text.locale) });
    return { noted, off: off.length > 0 ? words : "" };
  },

  /** An answer is taken back: one about this person, and nothing else. @param {{ at: number }} question @param {string} person */
  undo: async ({ at }, person) => {
    const known = (await Store.undos()).find((one) => one.at === at);
    if (known?.person === person) await Store.takeBack(at);
    return {};
  },

  /** “Remind me”, or its end. Says whether a notification may come too. @param {Omit<Messages.Remind, "clue">} question @param {string} person */
  remind: async ({ on }, person) => {
    await Reminders.set(person, on);
    const { settings, records } = await Store.load();
    const due = records.people[person]?.reminder?.due;
    const text = await Bundle.text(settings.locale);
    const day = due ? DateWords.moment(Date.parse(due), Date.now(), text.locale, records.zone) : "";
    return {
      notifies: await Reminders.mayNotify(),
      when: day && Words.fill(text.words["tip-reminder-set"], { day }),
    };
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

/** What the pages said once, by their tab and frame. @type {Map<string, Lessons.Pending>} */
const pending = new Map();

/**
 * Keep the other addresses of people entered that a page gives together with theirs, once it has said so twice. Returned is
 * the instant at which it is to be asked again.
 * @param {Beside.Scene} given @param {Messages.Clue[]} clues @param {number} rested @param {Sender} sender
 */
function learn({ page, records, names, now }, clues, rested, { tab, frameId }) {
  const frame = `${tab?.id} ${frameId}`;
  const lessons = clues.flatMap((clue) => Lessons.found(page, records, Beside.owned(clue), names));
  const judged = Lessons.judge(pending.get(frame) ?? new Map(), { now, rested, lessons });
  pending.delete(frame);
  if (judged.pending.size > 0) pending.set(frame, judged.pending);
  for (const oldest of pending.keys()) if (pending.size > MOST_FRAMES) pending.delete(oldest);
  // Where there is no room it is learnt another time.
  if (judged.learnt.length > 0) Store.update((entered) => Lessons.apply(entered, judged.learnt)).catch(() => {});
  return judged.again ?? Infinity;
}

/**
 * Answer a message, as `runtime.onMessage` has it: true where the answer comes later. What is no question is dropped.
 * @param {unknown} message @param {Sender} sender @param {(reply: { data?: unknown, error?: string }) => void} respond
 */
export function hear(message, sender, respond) {
  if (sender.id !== chrome.runtime.id) return false;
  const ours = sender.url?.startsWith(chrome.runtime.getURL("")) === true;
  const question = Questions.question(message, ours);
  if (question === undefined) {
    Store.countDropped();
    return false;
  }
  (ours ? answer(question, sender) : permitted(question, sender)).then(
    (data) => respond({ data }),
    (error) => respond({ error: error instanceof Error ? error.message : String(error) }),
  );
  return true;
}

/** A page that was open when access ended still has our scripts: it is told to leave, and nothing else. @param {Messages.Question | Messages.OurQuestion} question @param {Sender} sender */
async function permitted(question, sender) {
  if (question.ask !== "begin" && !(await Site.allowed())) throw new Error("no access");
  return answer(question, sender);
}

/** @param {Messages.Question | Messages.OurQuestion} question @param {Sender} sender @returns {Promise<unknown>} */
async function answer(question, sender) {
  switch (question.ask) {
    case "begin":
      return OF_PAGES.begin(question);
    case "whose":
      return OF_PAGES.whose(question, sender);
    case "advice":
      return OF_PAGES.advice(question, sender);
    case "confirm":
      return OF_PAGES.confirm(question, sender);
    case "notify":
      // Permission is asked on our own page.
      await Tabs.openPage("options", "reminders");
      return {};
    default: {
      const { person } = question;
      // A page of LinkedIn's says besides whom it shows.
      if ("clue" in question && !Beside.entry((await scene()).scene, question.clue, person))
        throw new Error("nobody entered");
      return about(question, person);
    }
  }
}

/** @param {Exclude<Messages.OurQuestion, { ask: "notify" }> | Extract<Messages.Question, { ask: "answer" | "undo" | "remind" | "hide" | "edit" }>} question @param {string} person @returns {Promise<unknown>} */
function about(question, person) {
  switch (question.ask) {
    case "answer":
      return OF_BOTH.answer(question, person);
    case "undo":
      return OF_BOTH.undo(question, person);
    case "remind":
      return OF_BOTH.remind(question, person);
    case "hide":
      return OF_BOTH.hide(question, person);
    case "edit":
      return OF_BOTH.edit(question, person);
  }
}
