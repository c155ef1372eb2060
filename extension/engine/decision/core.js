/**
 * The shapes of the bundle: what the compiler made of the rules, as the schemas beside it say. Data; nothing is decided
 * here.
 */

/** The bundle's format. Code and bundle of different formats do not understand each other. */
export const FORMAT = 2;

/**
 * How a fact is read from events.
 * @typedef {{ how: "since" | "until" | "during" | "someone", event: string, being: string[] }} Reads
 */

/**
 * `values` are in the order of the cells; thresholds and `restsAfter` are in minutes. `askedAt`: the verdicts with which
 * the question may stand, any if missing. `staysOpen`: answers after which it is put again, such as “not yet”. `closes`:
 * answers that end an application; `restsAfter` them all is over. `events`: values that are noted by one press as they
 * come about; a date has “today”. `sooner`: values that would make it come sooner. `was`: ids that it had before; `valuesWere`: values by the ids that they had.
 * @typedef {{
 *   id: string, kind: "choice" | "flag" | "number" | "date", whose: "me" | "application" | "person" | "page" | "clock",
 *   asked: "first" | "when-it-matters" | "on-request" | "never", askedAt?: string[], staysOpen?: string[],
 *   values: string[], cuts: number[], unit: string, minutes?: number, days: boolean, never: boolean, unknown?: string | number,
 *   reads?: Reads, countsSince?: string, page?: { [mark: string]: string[] }, closes?: string[], restsAfter?: number, events?: string[],
 *   sooner?: string[],
 *   was?: string[], valuesWere?: { [old: string]: string },
 * }} Fact
 */

/**
 * A leaf of the diagram: a rule and its adjustment, or the impossible situation and the facts that disagree.
 * @typedef {{
 *   verdict?: string, rule?: string, adjustment?: string, asks?: string[], until?: "clock" | "event", chip?: true,
 *   contradiction?: string, facts?: string[],
 * }} Leaf
 */

/** @typedef {{ root: number, nodes: number[] }} Diagram as `Decide` walks it */
/** @typedef {Diagram & { id: string }} Small the diagram of an adjustment, a tip, a note or an e-mail */

/**
 * A text with placeholders: words, a value put in, or one of two texts by whether there is a value.
 * @typedef {string | { put: string } | { if: string, then: Segment[], else: Segment[] }} Segment
 * @typedef {{ [key: string]: Segment[] }} Texts
 * @typedef {{ word: Segment[], inline: Segment[] }} VerdictTexts
 */

/**
 * What a chip says in one language.
 * @typedef {{ verdicts: { [id: string]: VerdictTexts }, until: Texts, chips: Texts, words: Texts }} ChipTexts
 */

/** Under these rules nothing was heard where something was due. `asked` and `promised` are dates. @typedef {{ rules: string[], asked: string, promised: string | null }} NoWord */
/** For so long after this answer nothing reminds; counted in days of the calendar, or as time goes by. @typedef {{ fact: string, being: string, minutes: number, days: boolean }} Quiet */

/**
 * What decides.
 * @typedef {{
 *   format: number, digest: string, locales: string[], facts: Fact[],
 *   verdicts: { id: string, icon: string, tone: string }[], diagram: Diagram, outcomes: Leaf[],
 *   adjustments: Small[], tips: Small[], notes: Small[], emails: Small[], chip: { [locale: string]: ChipTexts },
 *   cards: { afterRound: string[], whatIf: string[], soonerUnder: string[], quietAfter: Quiet[], noWord: NoWord | null },
 *   names: { titles: string[], addressed: string[], credentials: string[] },
 * }} Core
 */

/**
 * How far published advice agrees: the counts are of firm sources and of more.
 * @typedef {{ level: string, leans: string, go: number[], wait: number[], depends: number[] }} Agreement
 */

/**
 * The texts of a rule, an adjustment or a tip, and what it rests on. Which texts there are depends on its kind.
 * @typedef {{
 *   headline: Segment[], why: Segment[], do: Segment[], gain?: Segment[], risk?: Segment[], until?: Segment[],
 *   chip?: Segment[], text?: Segment[], agreement: Agreement, situation: string | null, ours: boolean,
 * }} RuleTexts
 */

/** @typedef {{ says: Segment[], ask?: Segment[], help?: Segment[], values?: Texts, event?: Texts, sooner?: Texts }} FactTexts */

/**
 * What explains, in one language.
 * @typedef {{
 *   format: number, locale: string, verdicts: { [id: string]: VerdictTexts }, rules: { [id: string]: RuleTexts },
 *   adjustments: { [id: string]: RuleTexts }, tips: { [id: string]: RuleTexts }, notes: { [id: string]: Texts },
 *   emails: { [id: string]: Texts }, impossible: { [id: string]: Texts }, facts: { [id: string]: FactTexts },
 *   situations: { [id: string]: { asks: Segment[] } }, words: Texts,
 * }} Text
 */

/**
 * The published advice behind the rules.
 * @typedef {{
 *   id: string, title: string, publisher: string, country: string, tier: string, seen: string, readOn: string, url: string,
 *   year: number | null,
 *   claims: { situation: string, stance: string, says: string }[],
 * }} Source
 * @typedef {{ format: number, situations: { [id: string]: string }, sources: Source[] }} Sources
 */

/** Before the name, after it, the state, the languages. @typedef {[string, string, "connect" | "pending" | "received", string[]]} Frame */

/**
 * What is known of LinkedIn's page, as rules/linkedin/ says it.
 * @typedef {{
 *   format: number, query: string[],
 *   signals: {
 *     clickable: string, link: { paths: string[], parameter: string },
 *     key: {
 *       attributes: string[], prefix: string, states: { connect: string, pending: string, withdrawn: string },
 *       shortest: number,
 *     },
 *     label: { within: string },
 *     icon: { connect: string, pending: string, climb: number }, received: { selector: string, row: number, pages: string[] },
 *     "at-once": string[], reject: { within: string, pages: string[] },
 *   },
 *   owners: {
 *     site: string,
 *     profile: {
 *       path: string, opaque: string, top: string[], headings: string[], bar: number, own: string, menu: string,
 *       items: string,
 *     },
 *     card: { climb: number, never: string, row: string },
 *     ids: {
 *       keys: { begins: string, ends: string }[], slugs: { begins: string, ends: string }[], members: string[], member: string,
 *       parameters: string[],
 *     },
 *   },
 *   names: { letters: { [letter: string]: string }, "written-out": { [letter: string]: string }, titles: string[], addressed: string[], credentials: string[] },
 *   placement: { most: number, "per-frame": number, gap: number, icon: number, tolerance: number, opacity: number, row: number },
 *   labels: {
 *     longest: number, "reads-as": { [sign: string]: string }, aliases: { [tag: string]: string }, frames: Frame[],
 *     words: { [language: string]: { connect: string[], pending: string, more: string[], degrees: string[] } },
 *   },
 * }} Page
 */
