/** The shapes that the scripts share. For editors and the type checker; not part of the package. */

/** The bundle's core, as core.schema.json describes it. */
declare const CORE: Bundle.Core;
/** The style sheet of chips. */
declare const STYLE: string;
declare const importScripts: ((...names: unknown[]) => void) | undefined;
declare const trustedTypes: {
  createPolicy(name: string, rules: { createScriptURL(name: string): string }): { createScriptURL(name: string): unknown };
};

declare namespace Bundle {
  type Reads = { how: "since" | "until" | "during" | "someone"; event: string; being: string[] };
  type Fact = {
    id: string;
    kind: "choice" | "flag" | "number" | "date";
    whose: "me" | "application" | "person" | "page" | "clock";
    asked: "first" | "when-it-matters" | "on-request" | "never";
    /** The verdicts with which the question may stand; any if missing. */
    askedAt?: string[];
    /** Answers after which the question is put again, such as “not yet”. */
    staysOpen?: string[];
    values: string[];
    cuts: number[];
    unit: string;
    minutes?: number;
    days: boolean;
    never: boolean;
    unknown?: string | number;
    restsAfter?: number;
    reads?: Reads;
    countsSince?: string;
    page?: { [mark: string]: string[] };
    closes?: string[];
    /** Minutes after a closing answer from which on all is over. */
    restsAfter?: number;
  };
  type Outcome = {
    verdict?: string;
    rule?: string;
    adjustment?: string;
    asks?: string[];
    until?: "clock" | "event";
    chip?: true;
    contradiction?: string;
    facts?: string[];
  };
  type Small = Decide.Diagram & { id: string };
  type Core = {
    format: number;
    digest: string;
    locales: string[];
    facts: Fact[];
    verdicts: { id: string; icon: string; tone: string }[];
    diagram: Decide.Diagram;
    outcomes: Outcome[];
    adjustments: Small[];
    tips: Small[];
    notes: Small[];
    emails: Small[];
    chip: { [locale: string]: any };
    cards: { afterRound: string[]; whatIf: string[]; quietAfter: { fact: string; being: string; minutes: number }[] };
    page: Page;
  };
  /** Before the name, after it, the state, the languages. */
  type Frame = [string, string, Find.Sure, string[]];
  /** What is known of LinkedIn's page, as rules/linkedin/ says it. */
  type Page = {
    query: string[];
    signals: {
      clickable: string;
      link: { selector: string; parameter: string };
      key: { attribute: string; prefix: string; states: { connect: string; pending: string }; shortest: number };
      icon: { connect: string; pending: string; climb: number };
      received: { selector: string; row: number; pages: string[] };
      "at-once": string[];
      reject: { within: string; pages: string[] };
    };
    owners: {
      profile: { path: string; opaque: string; top: string; bar: number; own: string; menu: string };
      card: { climb: number; never: string };
      ids: {
        keys: { begins: string; ends: string }[];
        members: string[];
        member: string;
        parameters: string[];
      };
    };
    names: { letters: { [letter: string]: string }; titles: string[]; credentials: string[] };
    placement: {
      most: number;
      "per-frame": number;
      gap: number;
      icon: number;
      tolerance: number;
      opacity: number;
      row: number;
    };
    labels: {
      longest: number;
      "reads-as": { [sign: string]: string };
      aliases: { [tag: string]: string };
      frames: Frame[];
      words: { [language: string]: { pending: string; more: string[]; degrees: string[] } };
    };
  };
}

declare namespace Decide {
  /** The cell of a fact by its place in `CORE.facts`. */
  type Situation = (place: number) => number;
  type Diagram = { root: number; nodes: number[] };
}

declare namespace Situation {
  /** `at` is when what it tells of happened: an ISO instant. The value of a date is YYYY-MM-DD. */
  type Answer = { value: string; at: string };
  type Answers = { [fact: string]: Answer };
  /** `askedOver`: whether it is over was asked once. `keep`: it is not to be forgotten. */
  type Application = {
    id: string;
    company?: string;
    role?: string;
    answers: Answers;
    askedOver?: string;
    keep?: string;
  };
  /**
   * `start` and `end` are wall-clock times in `zone`, such as 2026-03-10T14:00; without an end it takes an hour.
   * `reviewed` is when its card was answered; `passed` are facts that were left unanswered there. `event` is the digest
   * of the calendar entry that it comes from, and `sequence` that entry's version.
   */
  type Round = {
    id: string;
    application: string;
    start: string;
    end?: string;
    zone: string;
    who: string[];
    status?: "" | "took-place" | "moved" | "cancelled";
    title?: string;
    reviewed?: string;
    passed?: string[];
    event?: string;
    sequence?: number;
  };
  /** Set under `verdict`; `due` when the clock brings another one; `given` once it was shown. */
  type Reminder = { verdict: string; due: string; given?: string };
  /**
   * `profiles` are slugs that were entered or confirmed; `otherProfiles` belong to somebody else of this name.
   * `aliases` are other addresses of the same profile, by its slug, that the page showed together with it.
   */
  type Person = {
    id: string;
    name: string;
    profiles?: string[];
    otherProfiles?: string[];
    aliases?: { [profile: string]: string[] };
    applications?: string[];
    /** Something that was talked about, for the drafts. */
    detail?: string;
    reminder?: Reminder;
    answers: Answers;
  };
  /** Everything entered. `zone` is the person's own. */
  type Records = {
    me: Answers;
    applications: { [id: string]: Application };
    rounds: { [id: string]: Round };
    people: { [id: string]: Person };
    zone: string;
  };
  type Event = { at: number; zone: string };
  /** Reads the facts of one person in one application. */
  interface Reading {
    application: Application | null;
    at(now: number): { cellAt: Decide.Situation; assumed: Set<string> };
    turningPoints(from: number, to: number): number[];
  }
}

declare namespace Timeline {
  /** The answer for a person at an instant. In a contradiction `verdict` and `rule` are empty and `facts` disagree. */
  type Answer = {
    verdict: string;
    rule: string;
    adjustment: string | null;
    asks: string[];
    until: "clock" | "event" | null;
    chip: boolean;
    application: Situation.Application | null;
    cellAt: Decide.Situation;
    assumed: string[];
    contradiction: string | null;
    facts: string[];
  };
  /** From this instant on (milliseconds) the answer is this one. */
  type Step = { at: number; answer: Answer };
  /** A fact to be asked about; `application` is the one that the question speaks of. */
  type Question = { fact: string; application: Situation.Application | null };
}

declare namespace Chip {
  /** What a chip shows, and the name that is complete by itself. */
  type Face = {
    words: string;
    name: string;
    tone: string;
    icon: string;
    next: Timeline.Step | null;
    locale: string;
    direction: string;
  };
}

declare namespace Advice {
  type Look = { tone: string; icon: string };
  /** `rests` says what a hatched part rests on. */
  type Part = Look & { share: number; hatched: boolean; when: string; verdict: string; rests: string };
  type Strip = { parts: Part[]; end: string };
  type Source = { title: string; url: string; where: string; claims: string[] };
  type Why = {
    reasons: string[];
    gain: string;
    risk: string;
    assumed: string[];
    tips: string[];
    agreement: string;
    sources: { label: string; list: Source[] };
  };
  type Question = {
    fact: string;
    application: string;
    ask: string;
    help: string;
    choices: { value: string; label: string }[];
  };
  /** Everything that is shown about a person, in finished words. In a contradiction only the first part is there. */
  type Model = Look & {
    person: string;
    name: string;
    locale: string;
    direction: string;
    who: string;
    title: string;
    words: { [key: string]: string };
    signature: string;
    contradiction: { because: string; entries: string[] } | null;
    verdict: string;
    headline: string;
    change: string;
    do: string;
    further: string[];
    question: Question | null;
    note: { text: string; left: string }[];
    email: { subject: string; body: string } | null;
    why: Why;
    strip: Strip;
    events: (Look & { event: string; verdict: string })[];
    reminder: { possible: boolean; set: string };
    hidden: boolean;
  };
}

declare namespace Edits {
  /** A value as it was, under the keys that lead to it; none if it was not there. */
  type Change = { path: string[]; was?: any };
}

declare namespace Ui {
  /** What every page of the extension begins with. */
  type Begun = {
    settings: any;
    records: Situation.Records;
    problems: { key: string; reason: string }[];
    text: any;
    locale: string;
    zone: string;
  };
}

declare namespace Notices {
  /** What the popup's parts are made from. `perform` does something, and says a word of the interface when done. */
  type Stage = {
    begun: Ui.Begun;
    sources: any;
    now: number;
    tab: chrome.tabs.Tab | undefined;
    perform: (work: () => Promise<any>, said?: string) => Promise<void>;
  };
}

declare namespace Form {
  /** A word of the interface that says what is wrong, and the field that it is about. */
  type Problem = [string, HTMLElement] | null;
  type Field = {
    id: string;
    element: HTMLElement;
    read: () => Situation.Answer | null;
    problem: () => Problem;
  };
}

declare namespace RoundRow {
  type Around = { text: any; locale: string; zone: string; people: () => { id: string; name: string }[] };
  /** An interview in the form. `entry` is as it would be stored; `remarks` says what there is to know. */
  type Row = {
    id: string;
    element: HTMLElement;
    stored: Situation.Round | null;
    date: HTMLInputElement;
    empty: () => boolean;
    entry: () => any;
    problem: () => Form.Problem;
    remarks: (others: Row[]) => void;
    showWho: () => void;
  };
}

declare namespace PersonRow {
  /** A person in the form. `entry` is as they would be stored, given their applications. */
  type Row = {
    id: string;
    element: HTMLElement;
    stored: Situation.Person | null;
    name: HTMLInputElement;
    empty: () => boolean;
    entry: (applications: string[]) => any;
    problem: () => Form.Problem;
  };
}

declare namespace Ics {
  /**
   * An entry of a calendar. `key` tells it from others; `zone` is empty where nobody knows the zone called `zoneName`.
   * `refused` says why it can't be taken over.
   */
  type Event = {
    key: string;
    sequence: number;
    title: string;
    cancelled: boolean;
    start: string;
    end: string;
    zone: string;
    zoneName: string;
    people: { name: string; ticked: boolean }[];
    refused: "all-day" | "repeats" | "no-start" | "year" | "order" | null;
  };
}

declare namespace Labels {
  type Reading = { state: Find.Sure; name: string | null };
}

declare namespace Find {
  type Sure = "connect" | "pending" | "received";
  type State = Sure | "unknown";
  type Signal = "label" | "key" | "link" | "icon" | "mark";
  /** A control on the page: what each signal says, and what it tells itself of its owner. */
  type Control = {
    element: Element;
    state: State;
    says: { [signal in Signal]?: Sure };
    slug: string | null;
    member: string | null;
    name: string | null;
  };
}

declare namespace Owner {
  /** By which clue the owner is known, the surest first. */
  type How = "link" | "id" | "name" | "card" | "address" | "none";
  /** As far as the page tells whose control it is: the profile's address, its id, the member's number, the name. */
  type Owned = { slug: string | null; opaque: string | null; member: string | null; name: string | null; how: How };
}

declare namespace Watch {
  type Reason = "busy" | "failed" | "unwelcome";
  /** The instant of the next change that is known of, and whether anything differs from the look before. */
  type Seen = { next: number | null; changed: boolean };
  type Worker = {
    look: () => Generator<void, Seen>;
    halt: (reason: Reason | null) => void;
  };
  type Calls = { wake: () => void; hurry: () => void };
}

declare namespace Room {
  /** Where a chip stands, from its control's upper left corner, in CSS pixels. */
  type Spot = { x: number; y: number; small: boolean };
  /** A box that a chip may not cover, and those of the layers over it that hold the control. */
  type Obstacle = { box: DOMRect; above: DOMRect[] };
}

declare namespace Stand {
  type State = "there" | "away" | "moving" | "sat";
}

declare namespace Place {
  type Answer = { words: string; give: () => void };
  /**
   * A control that is to have a chip. `key` is whose it is; `twin` a selector for elements drawn in its stead,
   * `isSame` whether one of those is it, and `tells` whether the control itself says whose it is.
   */
  type Wanted = {
    control: Element;
    key: string;
    face: Chip.Face;
    open: (chip: HTMLElement) => void;
    answers?: Answer[];
    twin: string;
    tells: boolean;
    isSame: (element: Element) => boolean;
  };
  type Placed = Wanted & {
    element: HTMLElement;
    marks: string;
    spot: Room.Spot | null;
    last: DOMRect | null;
    moved: number;
    sat: number;
    size: DOMRect | null;
    guard: { at: DOMRect; disconnect: () => void } | null;
    /** The page may have changed where it stands. */
    doubted: boolean;
  };
}

declare namespace Start {
  type Seen = { control: Find.Control; owned: Owner.Owned };
  type Scene = { records: Situation.Records; settings: any; now: number; locale: string; next: number };
}

declare namespace Report {
  type Given = { records: Situation.Records; settings: any };
  /** Why a person entered has no chip on any page. */
  type Withheld = "resting" | "contradiction" | "hidden";
  type Reason =
    | "shown"
    | "not-chosen"
    | "toolbar"
    | "paused"
    | "damaged"
    | "quiet"
    | "nobody"
    | Watch.Reason
    | "no-control"
    | "not-entered"
    | Withheld
    | "not-in-view"
    | "no-room";
  type Control = {
    state: Find.State;
    says: Find.Control["says"];
    labelled: boolean;
    how: Owner.How;
    who: string | null;
    entered: boolean;
    withheld: Withheld | null;
    inView: boolean;
  };
  /** What a document shows. `path` names nobody; `keys` tells the newer front end. */
  type Page = {
    frame: boolean;
    path: string;
    language: string;
    known: boolean;
    keys: boolean;
    controls: Control[];
    total: number;
    shown: number;
    reason: Reason;
  };
}
