// @ts-check
"use strict";

/**
 * The only file that touches storage. Everything lies in `chrome.storage.local`, on this device:
 *
 * - `watch`     true if tips stand beside Connect and somebody is entered; all that a page without a tip ever reads
 * - `settings`  where advice appears, language, pauses
 * - `records`   what the person entered: me, applications, rounds, people
 * - `drafts`    forms that were begun
 *
 * Records are validated entry by entry when read. A damaged entry is left out and reported, and stays as it is in
 * storage until the person decides about it.
 */
const Store = (() => {
  const FORMAT = 1;
  const EMPTY = { format: FORMAT, me: {}, applications: {}, rounds: {}, people: {} };
  const local = () => chrome.storage.local;

  /** Whether this page has anything to do. Reads one small key. */
  async function watching() {
    return (await local().get("watch")).watch === true;
  }

  /**
   * Settings, the sound part of the records, and what is wrong with the rest.
   * @returns {Promise<{ settings: any, records: Situation.Records, problems: { key: string, reason: string }[] }>}
   */
  async function load() {
    const stored = await local().get(["settings", "records"]);
    const settings = isObject(stored.settings) ? stored.settings : {};
    const { records, problems } = validated(stored.records);
    return { settings, records: { ...records, zone: zone() }, problems };
  }

  const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

  /**
   * Change the records as they are stored, one change at a time even with several windows open. `change` gets them and
   * alters them in place; entries it does not touch stay as they are, damaged ones too.
   * @param {(records: any) => void} change
   */
  function update(change) {
    return alone(async () => {
      const stored = (await local().get("records")).records;
      if (stored !== undefined && !sections(stored)) throw new Error("damaged");
      const records = structuredClone({ ...EMPTY, ...(stored ?? {}) });
      change(records);
      await save({ records });
    });
  }

  /** @param {(settings: any) => void} change */
  function updateSettings(change) {
    return alone(async () => {
      const stored = (await local().get("settings")).settings;
      const settings = structuredClone(isObject(stored) ? stored : {});
      change(settings);
      await save({ settings });
    });
  }

  /** Write, together with what follows from it, in one step. @param {any} changed */
  async function save(changed) {
    const { settings, records } = { ...(await local().get(["settings", "records"])), ...changed };
    const anyone = sections(records) && Object.keys(records.people).length > 0;
    await local().set({ ...changed, watch: settings?.place === "page" && anyone === true });
  }

  /** One writer at a time. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  const alone = (work) => navigator.locks.request("records", work);

  /** Call `listener` whenever settings or records change, until `signal` aborts. @param {() => void} listener @param {AbortSignal} signal */
  function onChange(listener, signal) {
    const changed = (/** @type {any} */ changes, /** @type {string} */ area) => {
      if (area === "local" && ("records" in changes || "settings" in changes || "watch" in changes)) listener();
    };
    chrome.storage.onChanged.addListener(changed);
    signal.addEventListener("abort", () => chrome.storage?.onChanged.removeListener(changed));
  }

  /** The draft of a form, or null. @param {string} form */
  async function draft(form) {
    const { drafts } = await local().get("drafts");
    return isObject(drafts) && Object.hasOwn(drafts, form) ? drafts[form] : null;
  }

  /** Keep or, with null, drop the draft of a form. @param {string} form @param {any} fields */
  function saveDraft(form, fields) {
    return alone(async () => {
      const { drafts } = await local().get("drafts");
      const kept = isObject(drafts) ? { ...drafts } : {};
      if (fields === null) delete kept[form];
      else kept[form] = fields;
      await local().set({ drafts: kept });
    });
  }

  // Validation

  /** @param {any} value */
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  /** @param {any} value */
  const isText = (value) => typeof value === "string" && value.length <= 500;
  /** @param {any} value */
  const isTexts = (value) => value === undefined || (Array.isArray(value) && value.every(isText));
  /** @param {any} value */
  const isAliases = (value) => value === undefined || (isObject(value) && Object.values(value).every(isTexts));
  /** @param {any} stored */
  const sections = (stored) =>
    isObject(stored) && ["applications", "rounds", "people"].every((key) => isObject(stored[key]));

  /** @param {any} answers */
  function isAnswers(answers) {
    return (
      isObject(answers) &&
      Object.values(answers).every((answer) => isObject(answer) && isText(answer.value) && isInstant(answer.at))
    );
  }
  /** @param {any} value */
  const isInstant = (value) => isText(value) && !Number.isNaN(Date.parse(value));

  /** @param {any} value */
  function isWall(value) {
    if (!isText(value)) return false;
    try {
      const { year } = Temporal.PlainDateTime.from(value);
      return year >= 1900 && year < 3000;
    } catch {
      return false;
    }
  }
  /** @param {any} value */
  function isZone(value) {
    try {
      return isText(value) && Boolean(new Intl.DateTimeFormat("en", { timeZone: value }));
    } catch {
      return false;
    }
  }

  /** @type {{ [section: string]: (entry: any) => boolean }} */
  const SOUND = {
    applications: (entry) => isText(entry.company) && isAnswers(entry.answers),
    rounds: (entry) =>
      isText(entry.application) &&
      isWall(entry.start) &&
      (entry.end === undefined || isWall(entry.end)) &&
      isZone(entry.zone) &&
      Array.isArray(entry.who) &&
      entry.who.every(isText),
    people: (entry) =>
      isText(entry.name) &&
      isTexts(entry.profiles) &&
      isTexts(entry.otherProfiles) &&
      isAliases(entry.aliases) &&
      isTexts(entry.applications) &&
      isAnswers(entry.answers),
  };

  /**
   * The sound entries of what was stored, and a problem for each of the others.
   * @param {any} stored
   */
  function validated(stored) {
    /** @type {any} */
    const records = { me: {}, applications: {}, rounds: {}, people: {} };
    /** @type {{ key: string, reason: string }[]} */
    const problems = [];
    if (stored === undefined) return { records, problems };
    if (!sections(stored)) return { records, problems: [{ key: "records", reason: "unreadable" }] };
    if (stored.format !== FORMAT) return { records, problems: [{ key: "format", reason: "version" }] };
    if (isAnswers(stored.me)) records.me = stored.me;
    else problems.push({ key: "me", reason: "unreadable" });
    for (const [section, sound] of Object.entries(SOUND)) {
      for (const [id, entry] of Object.entries(stored[section])) {
        if (isObject(entry) && sound(entry)) records[section][id] = { ...entry, id };
        else problems.push({ key: `${section}.${id}`, reason: "unreadable" });
      }
    }
    return { records, problems };
  }

  return Object.freeze({ watching, load, update, updateSettings, onChange, draft, saveDraft, FORMAT });
})();
