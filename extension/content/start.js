// @ts-check
"use strict";

/**
 * Ties it together on a LinkedIn page: finds controls, knows whose they are, asks the engine, shows chips. Does nothing
 * until the person has chosen tips beside Connect and entered somebody.
 */
(() => {
  /** @type {AbortController | null} */
  let working = null;
  let heard = false;
  /** @type {Awaited<ReturnType<typeof Store.load>> | null} */
  let stored = null;
  /** Counts the changes of what is stored. */
  let version = 0;
  /** What the open tip was computed from. */
  let explained = "";
  /** The tip's style sheet, which the worker gives for the first. */
  let style = "";
  /** @type {Watch.Calls | null} */
  let calls = null;
  /** Why the page is left alone. @type {Watch.Reason | null} */
  let halted = null;
  /** What was shown after the last look, to know whether anything changed. */
  let before = "";
  /** What was told to the worker already. @type {Set<string>} */
  const told = new Set();
  /** Whether Connect was hidden in a menu while that was closed. */
  let behindMenu = false;
  /** Each person's steps, as they were worked out in this minute from what is stored. */
  const known = { minute: 0, from: /** @type {Situation.Records | null} */ (null), steps: new Map() };

  /** After the extension was updated or removed this script is an orphan: it takes its things and goes. */
  function orphaned() {
    if (chrome.runtime?.id) return false;
    forget();
    rest();
    return true;
  }

  /** Where the storage can't be read nothing is shown, and nothing is thrown in the page. */
  const wake = () => begin().catch(rest);

  async function begin() {
    const watch = await Store.watching();
    if (watch) hear();
    if (watch !== true) {
      if (working) rest();
      return;
    }
    if (orphaned()) return;
    stored = await Store.load();
    if (working) {
      calls?.wake();
      return;
    }
    working = new AbortController();
    calls = Watch.begin({ look, halt }, working.signal);
  }

  function rest() {
    working?.abort();
    working = null;
    halted = null;
    hide();
  }

  function hide() {
    Tip.close();
    Place.clear();
  }

  /** @param {Watch.Reason | null} reason */
  function halt(reason) {
    halted = reason;
    if (reason !== null) hide();
  }

  /** Why nothing is to be shown on any page now, and until when. @param {Awaited<ReturnType<typeof Store.load>>} given @param {number} now */
  function silence({ settings, records, problems }, now) {
    /** @type {(reason: Report.Reason, until?: number | null) => { reason: Report.Reason, until: number | null }} */
    const because = (reason, until = null) => ({ reason, until });
    if (settings.place === undefined) return because("not-chosen");
    if (settings.place !== "page") return because("toolbar");
    // With damaged entries an answer could be wrong: the popup says what is wrong, the page stays silent.
    if (problems.length > 0) return because("damaged");
    const until = Quiet.until(records, settings, now);
    if (until !== null) return because(Quiet.interviewing(records, now) ? "quiet" : "paused", until);
    return Object.keys(records.people).length === 0 ? because("nobody") : null;
  }

  /** One look at the page, a step at a time. @returns {Generator<void, Watch.Seen>} */
  function* look() {
    if (orphaned() || !stored) return { next: null, changed: false };
    const { records, settings } = stored;
    const now = Date.now();
    const silent = silence(stored, now);
    if (silent) {
      hide();
      return { next: silent.until, changed: differs(silent.reason) };
    }
    const next = Quiet.changes(records, settings, now) ?? Infinity;
    const scene = { records, settings, now, locale: Words.locale(CORE, settings.locale), next };
    /** @type {Place.Wanted[]} */
    const wanted = [];
    /** Controls of the profile that the address names, if it is nobody entered. @type {Start.Seen[]} */
    const strangers = [];
    let addressed = false;
    const roots = yield* Roots.all();
    yield;
    for (const root of roots) {
      for (const control of Find.controls(root)) {
        const owned = control && Owner.of(control);
        if (control && owned) {
          const person = People.of(records, owned);
          if (person) {
            remember(records, person, owned);
            wanted.push(...chipFor(scene, person, control));
          }
          if (owned.slug !== null && owned.slug === Owner.addressSlug() && window === top) {
            addressed ||= Dom.visible(control.element);
            if (!person) strangers.push({ control, owned });
          }
        }
        yield;
      }
    }
    const hidden = behind(records, addressed);
    if (hidden) {
      const person = People.of(records, hidden.owned);
      if (person) wanted.push(...chipFor(scene, person, hidden.control).map((want) => ({ ...want, isSame: isMenu })));
      else strangers.push(hidden);
      yield;
    }
    wanted.push(...questionFor(scene, strangers));
    Place.show(wanted, () => calls?.hurry());
    keepTip();
    const after = wanted.map(({ key, face }) => `${key} ${face.words}`).join();
    return { next: Number.isFinite(scene.next) ? scene.next : null, changed: differs(after) };
  }

  /** Whether a look ended otherwise than the one before. @param {string} after */
  function differs(after) {
    const same = before === after;
    before = after;
    return !same;
  }

  /** @param {Start.Scene} scene @param {Situation.Person} person @param {Find.Control} control @returns {Place.Wanted[]} */
  function chipFor(scene, person, control) {
    const { records, settings, now, locale } = scene;
    const marks = marksOf(control);
    const steps = stepsOf(scene, person, marks);
    if (steps.length > 1) scene.next = Math.min(scene.next, steps[1].at);
    const face = Chip.face(CORE, locale, person, steps, now, records.zone);
    if (!face || Quiet.withheld(CORE, records, settings, person, steps[0].answer, now)) return [];
    const rests = `${person.id} ${Chip.signature(steps[0].answer)} ${Math.floor(now / 60_000)}`;
    const content = { person, now, marks, rests };
    const chip = Place.chipOf(control.element);
    if (chip && chip === Tip.chip() && explained !== `${version} ${content.rests}`) explain(chip, content, true);
    return [
      {
        control: control.element,
        key: person.id,
        face,
        open: (opened) => toggle(opened, content),
        twin: twinOf(control.element),
        tells: control.slug !== null || control.name !== null,
        isSame: (element) => isOf(element, records, person, control.state),
      },
    ];
  }

  /** A person's steps, worked out once a minute: pages are looked at far more often. @param {Start.Scene} scene @param {Situation.Person} person @param {string[]} marks */
  function stepsOf({ records, now }, person, marks) {
    const minute = Math.floor(now / 60_000);
    if (known.minute !== minute || known.from !== records)
      Object.assign(known, { minute, from: records, steps: new Map() });
    const key = `${person.id} ${marks.join()}`;
    /** @type {Timeline.Step[] | undefined} */
    let steps = known.steps.get(key);
    if (!steps || (steps.length > 1 && steps[1].at <= now)) {
      steps = Timeline.steps(CORE, records, person, now, marks);
      known.steps.set(key, steps);
    }
    return steps;
  }

  /** Finds the elements that say of themselves what this one does. @param {Element} element */
  function twinOf(element) {
    const attributes = ["href", "aria-label", "role"].flatMap((name) => {
      const value = Dom.attribute(element, name);
      return value === null ? [] : [`[${name}="${CSS.escape(value)}"]`];
    });
    return `${element.localName}${attributes.join("")}`;
  }

  /** @param {Element} element @param {Situation.Records} records @param {Situation.Person} person @param {Find.State} state */
  function isOf(element, records, person, state) {
    const control = Find.read(element);
    const owned = control && Owner.of(control);
    return control?.state === state && owned !== null && People.of(records, owned) === person;
  }

  /** What the page says about the request, for the facts that read it. @param {Find.Control} control */
  function marksOf({ state }) {
    if (state === "unknown") return [];
    const atOnce = CORE.page.signals["at-once"].some((path) => Owner.path().startsWith(path));
    return atOnce && state === "connect" ? [state, "at-once"] : [state];
  }

  /** Keep the other addresses of a person entered that the page gives. @param {Situation.Records} records @param {Situation.Person} person @param {Owner.Owned} owned */
  function remember(records, person, owned) {
    const news = People.news(records, person, owned);
    const key = JSON.stringify([person.id, news]);
    if (!news || told.has(key)) return;
    told.add(key);
    send({ ask: "seen", person: person.id, ...news });
  }

  /**
   * The menu that Connect hides in, if the profile is of interest and shows no Connect. While the menu is open Connect
   * can be seen in it, and the chip stays where it was.
   * @param {Situation.Records} records @param {boolean} addressed @returns {Start.Seen | null}
   */
  function behind(records, addressed) {
    const slug = window === top ? Owner.addressSlug() : null;
    if (slug === null || (addressed && !behindMenu)) return null;
    /** @type {Owner.Owned} */
    const owned = { slug, opaque: null, member: null, name: null, how: "address" };
    if (!People.of(records, owned) && namesakes(records, owned).length === 0) return null;
    const element = Menu.button();
    const open = element !== null && Dom.attribute(element, "aria-expanded") === "true";
    if (!open) behindMenu = element !== null && !addressed;
    if (!element || !behindMenu) return null;
    return { owned, control: { element, state: "unknown", says: {}, slug, member: null, name: null } };
  }

  /** @param {Element} element */
  const isMenu = (element) => element === Menu.button();

  /** The people entered whose profile this may be. @param {Situation.Records} records @param {Owner.Owned} owned */
  function namesakes(records, owned) {
    return People.candidates(records, owned, (name) =>
      owned.name === null ? Owner.isTitleNew() && Owner.isTitle(name) : Names.same(name, owned.name),
    );
  }

  /** One question on the profile of somebody who has the name of a person entered. @param {Start.Scene} scene @param {Start.Seen[]} strangers @returns {Place.Wanted[]} */
  function questionFor({ records, now, locale }, strangers) {
    const seen = strangers.find(({ control }) => Dom.visible(control.element) && Dom.box(control.element).width > 0);
    const people = seen ? namesakes(records, seen.owned) : [];
    if (!seen || people.length === 0) return [];
    const asked = Ask.about(CORE, locale, records, people, now);
    /** @param {Situation.Person[]} whom @param {boolean} same */
    const give = (whom, same) => () => {
      for (const person of whom) send({ ask: "confirm", person: person.id, profile: seen.owned.slug, same });
    };
    return [
      {
        control: seen.control.element,
        key: `ask ${asked.people[0].id}`,
        face: asked.face,
        open: () => {},
        answers: [
          { words: asked.yes, give: give([people[0]], true) },
          { words: asked.no, give: give(asked.people, false) },
        ],
        twin: twinOf(seen.control.element),
        tells: true,
        isSame: (element) => {
          const control = Find.read(element);
          return control === null ? isMenu(element) : Owner.of(control)?.slug === seen.owned.slug;
        },
      },
    ];
  }

  // The tip

  /** @param {HTMLElement} chip @param {any} content */
  function toggle(chip, content) {
    if (Tip.chip() === chip) Tip.close();
    else explain(chip, content);
  }

  /** The tip of a control that went, with its menu for instance, moves to another of the same person. */
  function keepTip() {
    const open = Tip.chip();
    if (!open || open.isConnected) return;
    const other = shownFor === null ? null : Place.another(shownFor);
    Tip.close();
    other?.open(other.element);
  }
  /** Whom the tip was opened for. @type {string | null} */
  let shownFor = null;

  /**
   * The worker knows all the words; the page only shows them. A tip that is renewed may have been closed meanwhile.
   * @param {HTMLElement} chip @param {any} content @param {boolean} [renewed]
   */
  async function explain(chip, { person, now, marks, rests }, renewed = false) {
    const basis = `${version} ${rests}`;
    const [advice, sheet] = await Promise.all([
      send({ ask: "advice", person: person.id, page: marks, now }),
      style ? null : send({ ask: "style" }),
    ]);
    const model = advice?.data;
    style ||= sheet?.data ?? "";
    if (!model || !style || !chip.isConnected || (renewed && Tip.chip() !== chip)) return;
    explained = basis;
    shownFor = person.id;
    Tip.show(chip, model, style, send);
  }

  /** @param {any} message @returns {Promise<any>} */
  async function send(message) {
    if (orphaned()) return null;
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      return null; // The worker is gone with an old version; the next look notices.
    }
  }

  /** @param {chrome.runtime.Port} port */
  async function answerCheck(port) {
    const given = await Store.load();
    const silent = halted ?? silence(given, Date.now())?.reason ?? null;
    port.postMessage(await Report.make(given, silent, marksOf));
  }

  /** Answer the toolbar's window, once there is anything to answer. */
  function hear() {
    if (heard) return;
    heard = true;
    // Was this tab loaded with the extension in it?
    chrome.runtime.onMessage.addListener((message, _sender, respond) => {
      if (message?.ask === "alive") respond({ data: true });
    });
    // The self-check: each frame of the tab is asked by one port, and each answers for itself.
    chrome.runtime.onConnect.addListener((port) => {
      if (port.name !== "check" || orphaned()) return;
      answerCheck(port).catch(() => {}); // The window was closed before the answer.
    });
  }

  const forget = Store.onChange(() => {
    version += 1;
    wake();
  });
  wake();
})();
