/** The shapes that the scripts share. For editors and the type checker; not part of the package. */

/** The bundle's core, as core.schema.json describes it. */
declare const CORE: Bundle.Core;
/** The style sheets of chips and tips. */
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
    days: boolean;
    never: boolean;
    unknown?: string | number;
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
    page: any;
  };
}

declare namespace Decide {
  type Diagram = { root: number; nodes: number[] };
}

declare namespace Situation {
  /** `at` is when what it tells of happened: an ISO instant. The value of a date is YYYY-MM-DD. */
  type Answer = { value: string; at: string };
  type Answers = { [fact: string]: Answer };
  type Application = { id: string; company?: string; role?: string; answers: Answers };
  /** `start` and `end` are wall-clock times in `zone`, such as 2026-03-10T14:00; without an end it takes an hour. */
  type Round = {
    id: string;
    application: string;
    start: string;
    end?: string;
    zone: string;
    who: string[];
    status?: "" | "took-place" | "moved" | "cancelled";
  };
  /** `profiles` are slugs that were entered or confirmed; `otherProfiles` belong to somebody else of this name. */
  type Person = {
    id: string;
    name: string;
    profiles?: string[];
    otherProfiles?: string[];
    applications?: string[];
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
    at(now: number): { cells: number[]; assumed: Set<string> };
    turningPoints(): Set<number>;
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
    cells: number[];
    assumed: string[];
    contradiction: string | null;
    facts: string[];
  };
  /** From this instant on (milliseconds) the answer is this one. */
  type Step = { at: number; answer: Answer };
}

declare namespace Chip {
  /** What a chip shows, and the name that is complete by itself. */
  type Face = { words: string; name: string; tone: string; icon: string; next: Timeline.Step | null };
}

declare namespace Find {
  type State = "connect" | "pending" | "received";
  /** A control on the page. `slug`, `member` and `name` are what it says itself of its owner. */
  type Control = {
    element: Element;
    state: State;
    signals: Set<string>;
    slug: string | null;
    member: string | null;
    name: string | null;
  };
}

declare namespace Owner {
  /** As far as the page tells whose control it is. */
  type Owned = { slug: string | null; name: string | null; member: string | null };
}

declare namespace Place {
  type Wanted = { control: Element; face: Chip.Face; open: (chip: HTMLElement) => void };
}
