// @ts-check
"use strict";

/**
 * The tip that a chip opens: a toggletip in the host's root. It says what to do, when that changes, and why.
 */
const Tip = (() => {
  /**
   * @typedef {{ person: Situation.Person, steps: Timeline.Step[], now: number, locale: string, zone: string, text: any, sources: any,
   *             question: string | null, send: (message: any) => void }} Content
   */

  /** @type {{ chip: HTMLElement, element: HTMLElement, listening: AbortController } | null} */
  let open = null;

  /** Whether a tip is open, and for whom. */
  const isOpen = () => open !== null;

  /** Open the tip for `chip`, or renew what it says. @param {HTMLElement} chip @param {Content} content */
  function show(chip, content) {
    if (open && open.chip !== chip) close();
    const element = open?.element ?? begin(chip);
    const focused = /** @type {HTMLElement | null} */ (Host.focused())?.dataset?.key;
    element.setAttribute("aria-label", Words.fill(content.text.words["tip-name"], { name: content.person.name }));
    element.replaceChildren(...parts(content));
    if (focused) /** @type {HTMLElement | null} */ (element.querySelector(`[data-key="${focused}"]`))?.focus();
  }

  /** @param {HTMLElement} chip */
  function begin(chip) {
    const element = make("div", "tip");
    element.popover = "manual";
    element.setAttribute("role", "group");
    const listening = new AbortController();
    open = { chip, element, listening };
    chip.after(element);
    chip.setAttribute("aria-expanded", "true");
    element.showPopover(/** @type {any} */ ({ source: chip }));
    // Escape is taken before the page sees it, or it would close the page's own dialog too.
    addEventListener(
      "keydown",
      (event) => {
        if (event.key === "Escape" && event.isTrusted) {
          event.preventDefault();
          event.stopImmediatePropagation();
          close(true);
        }
      },
      { capture: true, signal: listening.signal },
    );
    // Keys typed in the tip are not the page's shortcuts.
    for (const event of ["keydown", "keyup", "keypress"]) {
      element.addEventListener(event, (e) => e.stopPropagation(), { signal: listening.signal });
    }
    addEventListener(
      "pointerdown",
      (event) => {
        if (!event.composedPath().some((node) => node instanceof Element && Host.is(node))) close();
      },
      { capture: true, signal: listening.signal },
    );
    return element;
  }

  /** @param {boolean} [giveFocusBack] */
  function close(giveFocusBack = false) {
    if (!open) return;
    const { chip, element, listening } = open;
    open = null;
    listening.abort();
    element.remove();
    chip.setAttribute("aria-expanded", "false");
    if (giveFocusBack) chip.focus();
  }

  /** @param {Content} content */
  function parts(content) {
    const { person, steps, text } = content;
    const { answer } = steps[0];
    const rule = text.rules[answer.rule];
    const adjusted = answer.adjustment ? text.adjustments[answer.adjustment] : null;
    const values = valuesFor(content);
    const main = adjusted ?? rule;
    const found = [
      make("p", "who", `${person.name}${answer.application?.company ? ` · ${answer.application.company}` : ""}`),
      make("h2", "headline", Words.fill(main.headline, values)),
      make("p", "change", changeLine(content)),
      make("p", "do", Words.fill(main.do, values)),
    ];
    const question = questionPart(content, values);
    if (question) found.push(question);
    found.push(whyPart(content, main, rule, values), footer(content));
    return found;
  }

  /** @param {Content} content */
  function valuesFor({ person, steps }) {
    const { application } = steps[0].answer;
    return {
      name: person.name,
      first_name: Words.firstName(person.name),
      company: application?.company ?? "",
      role: application?.role ?? "",
    };
  }

  /** When the answer changes, in one sentence; empty if nothing is known to change it. @param {Content} content */
  function changeLine({ steps, text, now, locale, zone, person }) {
    const { answer } = steps[0];
    const next = Timeline.nextVerdict(steps);
    const event = answer.until === "event" ? Words.fill(text.rules[answer.rule].until, { name: person.name }) : "";
    const values = {
      until: event,
      answer: next ? Words.fill(text.verdicts[next.answer.verdict]?.inline) : "",
      day: next ? Words.moment(next.at, locale, zone) : "",
      when: next ? Words.countdown(next.at, now, locale) : "",
    };
    const way = event && next ? "tip-until-or-next" : event ? "tip-until" : next ? "tip-next" : "";
    return way ? Words.fill(text.words[way], values) : "";
  }

  /** @param {Content} content @param {any} values */
  function questionPart({ question, text, person, send }, values) {
    if (!question) return null;
    const fact = Situation.factOf(CORE, question);
    const words = text.facts[question];
    const part = make("fieldset", "question");
    part.append(make("legend", "", Words.fill(words.ask, values)));
    for (const value of fact.values) {
      const choice = button(Words.fill(words.values[value], values), `answer-${value}`);
      choice.addEventListener("click", (event) => {
        if (event.isTrusted) send({ ask: "answer", person: person.id, fact: question, value });
      });
      part.append(choice);
    }
    return part;
  }

  /** @param {Content} content @param {any} main @param {any} rule @param {any} values */
  function whyPart({ text, sources, steps }, main, rule, values) {
    const part = make("details", "why");
    const summary = make("summary", "", Words.fill(text.words["tip-why"]));
    summary.dataset.key = "why";
    part.append(summary);
    if (main !== rule) part.append(make("p", "", Words.fill(main.why, values)));
    part.append(make("p", "", Words.fill(rule.why, values)));
    for (const side of ["gain", "risk"]) {
      if (rule[side]) {
        const line = make("p", side);
        line.append(make("strong", "", Words.fill(text.words[`tip-${side}`])), ` ${Words.fill(rule[side], values)}`);
        part.append(line);
      }
    }
    for (const assumed of steps[0].answer.assumed) {
      const fact = Situation.factOf(CORE, assumed);
      if (fact.asked !== "when-it-matters") continue;
      const { says, values: named } = text.facts[assumed];
      part.append(
        make(
          "p",
          "assumed",
          Words.fill(text.words["tip-assuming"], {
            says: Words.fill(says),
            answer: Words.fill(named[String(fact.unknown)]),
          }),
        ),
      );
    }
    part.append(make("p", "agreement", agreementLine(text, rule)));
    const cited = sources.sources.filter((/** @type {any} */ s) =>
      s.claims.some((/** @type {any} */ c) => c.situation === rule.situation),
    );
    if (cited.length > 0) part.append(sourceList(cited, rule.situation, text));
    return part;
  }

  /** @param {any} text @param {any} rule */
  function agreementLine(text, rule) {
    const { level, go, wait, depends } = rule.agreement;
    const count = (/** @type {number[]} */ [firm, more]) => (more ? `${firm} +${more}` : String(firm));
    const counts = [go, wait, depends].some(([firm, more]) => firm + more > 0)
      ? ` ${Words.fill(text.words["agreement-counts"], { go: count(go), wait: count(wait), depends: count(depends) })}`
      : "";
    return `${Words.fill(text.words[`agreement-${level}`])}.${counts}${rule.ours ? ` ${Words.fill(text.words["agreement-ours"])}` : ""}`;
  }

  /** @param {any[]} cited @param {string} situation @param {any} text */
  function sourceList(cited, situation, text) {
    const part = make("details", "sources");
    const summary = make("summary", "", Words.fill(text.words["tip-sources"], { count: String(cited.length) }));
    summary.dataset.key = "sources";
    const list = make("ul");
    for (const source of cited) {
      const item = make("li");
      const link = /** @type {HTMLAnchorElement} */ (make("a", "", source.title));
      link.href = source.url;
      link.target = "_blank";
      link.rel = "noreferrer noopener";
      const where = [source.publisher, source.country, source.year].filter(Boolean).join(", ");
      item.append(link, make("span", "where", ` ${where}`));
      for (const claim of source.claims) if (claim.situation === situation) item.append(make("p", "claim", claim.says));
      list.append(item);
    }
    part.append(summary, list);
    return part;
  }

  /** @param {Content} content */
  function footer({ text, person, send }) {
    const part = make("footer");
    const edit = button(Words.fill(text.words["tip-edit"]), "edit");
    edit.addEventListener("click", (event) => {
      if (event.isTrusted) send({ ask: "edit", person: person.id });
    });
    part.append(edit, make("span", "maker", Words.fill(text.words["tip-maker"])));
    return part;
  }

  /** @param {string} tag @param {string} [name] @param {string} [words] */
  function make(tag, name = "", words = "") {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (words) element.textContent = words;
    return element;
  }

  /** @param {string} words @param {string} key */
  function button(words, key) {
    const element = /** @type {HTMLButtonElement} */ (make("button", "", words));
    element.type = "button";
    element.dataset.key = key;
    return element;
  }

  return Object.freeze({ show, close, isOpen, chip: () => open?.chip ?? null });
})();
