// @ts-check
"use strict";

/**
 * Shows what `Advice` says, in a tip and in the popup: only elements and text.
 *
 * @typedef {import("../engine/advice/advice.js").Model} View.Model
 * @typedef {{ ask: "answer", person: string, application: string, fact: string, value: string }} View.Answered
 * @typedef {{ ask: "copy", text: string, said: string, failed: string }} View.Copied
 * @typedef {View.Answered | View.Copied} View.Action what a press on a button asks for
 * @typedef {(press: Elements.Press, action: View.Action) => void} View.Act
 */
const View = (() => {
  const { make, button, pill } = Elements;

  /**
   * The elements for a person's advice.
   * @param {View.Model} model @param {View.Act} act @param {"h2" | "h3"} heading @returns {HTMLElement[]}
   */
  function advice(model, act, heading = "h2") {
    const who = make("p", "who", model.who);
    if (model.contradiction) {
      const { because, entries } = model.contradiction;
      const list = make("ul", "plain", "", ...entries.map((entry) => make("li", "", entry)));
      return [who, make(heading, "headline", model.words.contradiction), make("p", "", because), list];
    }
    return [
      who,
      make(heading, "headline", model.headline),
      ...(model.change ? [make("p", "change", "", clock(), model.change)] : []),
      make("p", "do", model.do),
      ...model.further.map((words) => make("p", "further", words)),
      ...(model.sooner ? [sooner(model, act)] : []),
      ...(model.remember ? [remember(model, act)] : []),
      // Who may write came for the note; who is to wait has nothing to copy yet.
      ...(model.note.length > 0 ? [note(model, act)] : []),
      ...(model.question ? [question(model, act)] : []),
      ...(model.email ? [email(model, act)] : []),
      why(model, act),
    ];
  }

  const clock = () => Icons.draw("clock");

  /** What would make it come sooner: pressed again, it is taken back. @param {View.Model} model @param {View.Act} act */
  function sooner({ sooner, person }, act) {
    const { label, choices } = /** @type {NonNullable<View.Model["sooner"]>} */ (sooner);
    const buttons = choices.map(({ fact, application, value, label, pressed }) => {
      const answer = { ask: /** @type {const} */ ("answer"), person, application, fact, value };
      const element = button(label, `sooner-${fact}`, (event) => act(event, answer));
      element.setAttribute("aria-pressed", String(pressed));
      return element;
    });
    return make("fieldset", "sooner", "", make("legend", "", label), make("div", "choices", "", ...buttons));
  }

  /** What the page shows, to be kept. @param {View.Model} model @param {View.Act} act */
  function remember({ remember, person }, act) {
    const { fact, value, label } = /** @type {NonNullable<View.Model["remember"]>} */ (remember);
    const press = (/** @type {Elements.Press} */ event) =>
      act(event, { ask: "answer", person, application: "", fact, value });
    return make("div", "choices remember", "", button(label, `remember-${fact}`, press));
  }

  /** So many answers stand side by side; of more the first does, and the others are one press away. */
  const MOST = 3;

  /** @param {View.Model} model @param {View.Act} act */
  function question({ question, person, words }, act) {
    const { fact, application, ask, help, choices } = /** @type {NonNullable<View.Model["question"]>} */ (question);
    const { others } = words;
    const buttons = choices.map(({ value, label }) =>
      button(label, `answer-${value}`, (event) => act(event, { ask: "answer", person, application, fact, value })),
    );
    const field = make("fieldset", "question", "", make("legend", "", ask));
    // Whoever answers by keyboard comes to the next question, and not to an answer to it.
    Object.assign(field.dataset, { key: "question", fact });
    field.tabIndex = -1;
    if (buttons.length <= MOST) {
      if (help) field.append(make("p", "soft", help));
      field.append(make("div", "choices", "", ...buttons));
      return field;
    }
    const [first, ...rest] = buttons;
    const more = fold(others, `others-${fact}`, make("div", "choices", "", ...rest));
    more.className = "others";
    if (help) more.querySelector("summary")?.after(make("p", "soft", help));
    field.append(make("div", "choices", "", first, more));
    return field;
  }

  /** The note's forms, one at a time, with what room is left. @param {View.Model} model @param {View.Act} act */
  function note({ note, words }, act) {
    let shown = 0;
    const text = make("p", "draft", note[0].text);
    const left = make("span", "soft", note[0].left);
    const row = make(
      "div",
      "choices",
      "",
      copyButton(() => note[shown].text, words, "copy-note", act),
    );
    if (note.length > 1) {
      const other = button(words.longer, "other-note", () => {
        shown = 1 - shown;
        Elements.say(text, note[shown].text);
        Elements.say(left, note[shown].left);
        Elements.say(other, shown === 0 ? words.longer : words.shorter);
      });
      row.append(other);
    }
    row.append(left);
    return make("section", "note", "", make("p", "label", words.note), text, row);
  }

  /** @param {View.Model} model @param {View.Act} act */
  function email({ email, words }, act) {
    const { subject, body } = /** @type {NonNullable<View.Model["email"]>} */ (email);
    return fold(
      words.email,
      "email",
      make("p", "soft", "", make("strong", "", words.subject), ` ${subject}`),
      make("p", "draft", body),
      make(
        "div",
        "choices",
        "",
        copyButton(() => `${subject}\n\n${body}`, words, "copy-email", act),
      ),
    );
  }

  /** @param {() => string} text @param {View.Model["words"]} words @param {string} key @param {View.Act} act */
  const copyButton = (text, words, key, act) =>
    button(words.copy, key, (event) =>
      act(event, { ask: "copy", text: text(), said: words.copied, failed: words["copy-failed"] }),
    );

  /** @param {View.Model} model @param {View.Act} act */
  function why({ why, strip, events, words, person }, act) {
    const part = fold(words.why, "why", ...why.reasons.map((reason) => make("p", "", reason)));
    for (const side of /** @type {const} */ (["gain", "risk"]))
      if (why[side]) part.append(make("p", "side", "", make("strong", "", words[side]), ` ${why[side]}`));
    part.append(Timetable.figure(strip, words));
    if (events.length > 0) {
      part.append(make("p", "label", words.events));
      part.append(
        make(
          "ul",
          "events",
          "",
          ...events.map(({ event, verdict, tone, icon, happens }) => {
            const said = happens
              ? button(event, `event-${happens.fact}-${happens.value}`, (press) =>
                  act(press, { ask: "answer", person, ...happens }),
                )
              : make("span", "", event);
            return make("li", "", "", said, pill(tone, icon, verdict));
          }),
        ),
      );
    }
    if (why.tips.length > 0)
      part.append(
        make("p", "label", words.tips),
        make("ul", "plain", "", ...why.tips.map((tip) => make("li", "", tip))),
      );
    if (why.assumed.length > 0)
      part.append(
        make("p", "label", words.assumed),
        make("ul", "plain soft", "", ...why.assumed.map((assumed) => make("li", "", assumed))),
      );
    part.append(make("p", "agreement", why.agreement));
    if (why.sources.list.length > 0) part.append(sources(why.sources, words));
    return part;
  }

  /** @param {import("../engine/advice/why.js").Why["sources"]} cited @param {View.Model["words"]} words */
  function sources({ label, list }, words) {
    const items = list.map(({ title, url, where, claims }) => {
      const named = make(url ? "a" : "cite", "", title);
      if (named instanceof HTMLAnchorElement) {
        named.href = url;
        named.target = "_blank";
        named.rel = "noreferrer noopener";
      }
      return make("li", "", "", named, make("span", "where", where), ...claims.map((claim) => make("p", "", claim)));
    });
    return fold(label, "sources", make("p", "soft", words["sources-note"]), make("ul", "plain cited", "", ...items));
  }

  /** Something to unfold. @param {string} label @param {string} key @param {(Node | string)[]} children */
  function fold(label, key, ...children) {
    const summary = make("summary", "", label);
    summary.dataset.key = key;
    return make("details", key, "", summary, ...children);
  }

  /**
   * Put new elements in the place of old ones, keeping what was unfolded, what was typed and where the focus was.
   * @param {HTMLElement} container @param {HTMLElement[]} children
   */
  const renew = (container, children) => keeping(container, () => container.replaceChildren(...children));

  /** Change what a container holds, keeping what was unfolded in it, what was typed and where the focus was. @param {HTMLElement} container @param {() => void} change */
  function keeping(container, change) {
    const root = /** @type {Document | ShadowRoot} */ (container.getRootNode());
    const focused = container.contains(root.activeElement) ? root.activeElement : null;
    // Itself; and where it is gone, what held it.
    const keys = [focused, focused?.parentElement?.closest("[data-key]") ?? null].map(keyOf);
    const unfolded = new Set([...container.querySelectorAll("details[open] > summary")].map(keyOf));
    const typed = new Map(fields(container).flatMap((one) => (isTyped(one) ? [[keyOf(one), one.value]] : [])));
    const scroller = container.closest(".scrolls") ?? document.scrollingElement;
    const top = scroller?.scrollTop ?? 0;
    change();
    if (unfolded.size > 0) unfold(container, unfolded);
    if (typed.size > 0) type(container, typed);
    if (keys[0] && keyOf(root.activeElement) !== keys[0]) {
      const all = /** @type {HTMLElement[]} */ ([...container.querySelectorAll("[data-key], input[name]")]);
      const called = (/** @type {string | null} */ key) => key && all.find((one) => keyOf(one) === key);
      (called(keys[0]) || called(keys[1]) || null)?.focus({ preventScroll: true });
    }
    // To ask for a place lays the page out, where nothing has scrolled for nothing.
    if (scroller && top > 0) scroller.scrollTop = top;
  }

  /** The fields of what is unfolded. @param {HTMLElement} inside */
  const fields = (inside) =>
    /** @type {HTMLInputElement[]} */ ([...inside.querySelectorAll("details[open] input[name]")]);

  /** What a field begins with is its default; one that is not to be seen begins with nothing. @param {HTMLInputElement} field */
  const isTyped = ({ type, value, defaultValue }) => (type === "hidden" ? value !== "" : value !== defaultValue);

  /** Fill in what was typed; what follows from it is worked out once all of it stands there. @param {HTMLElement} inside @param {Map<string | null, string>} typed */
  function type(inside, typed) {
    const filled = fields(inside).filter((field) => typed.has(keyOf(field)));
    for (const field of filled) field.value = typed.get(keyOf(field)) ?? "";
    for (const field of filled) field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Unfold what was, outermost first: some of it is made only now. @param {HTMLElement} inside @param {Set<string | null>} keys */
  function unfold(inside, keys) {
    for (const summary of inside.querySelectorAll("summary")) {
      const details = /** @type {HTMLDetailsElement} */ (summary.parentElement);
      if (details.open || !keys.has(keyOf(summary))) continue;
      details.open = true;
      // The browser says so later, and until then there would be nothing to give the focus to.
      const before = details.childElementCount;
      details.dispatchEvent(new Event("toggle"));
      if (details.childElementCount > before) unfold(details, keys);
    }
  }

  /**
   * An element's key, with the row that it stands in: each row has its own “Why?”; and with the question that it answers: to two
   * of them “No” is not the same. A field's is its name, with what unfolds it.
   * @param {Element | null} element @returns {string | null}
   */
  function keyOf(element) {
    const { dataset, name } = /** @type {HTMLInputElement} */ (element) ?? {};
    if (name && element?.localName === "input")
      return `${keyOf(element.closest("details")?.querySelector("summary") ?? null)} ${name}`;
    const key = dataset?.key;
    if (key === undefined) return null;
    const asked = /** @type {HTMLElement | null | undefined} */ (element?.parentElement?.closest("[data-fact]"));
    return `${element?.closest("li[id], tr[id]")?.id ?? ""} ${asked?.dataset.fact ?? ""} ${key}`;
  }

  /** Copy a text; says which of two messages fits. @param {{ text: string, said: string, failed: string }} wanted */
  async function copy({ text, said, failed }) {
    try {
      await navigator.clipboard.writeText(text);
      return said;
    } catch {
      return failed;
    }
  }

  return Object.freeze({ advice, pill, make, button, keeping, renew, copy });
})();
