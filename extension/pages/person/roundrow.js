/**
 * One interview in the form: when, how long, in which zone, who is in it.
 */

/** @typedef {{ text: Text, locale: string, zone: string, people: () => { id: string, name: string }[] }} Around */

/**
 * An interview in the form. `entry` is as it would be stored; `remarks` says what there is to know.
 * @typedef {{
 *   id: string, element: HTMLElement, stored: Situation.Round | null, date: HTMLInputElement, empty: () => boolean,
 *   entry: () => Entry, problem: () => Form.Problem, remarks: (others: Row[]) => void, showWho: () => void,
 * }} Row
 */

/** @typedef {Omit<Records.StoredRound, "application">} Entry an interview without its application */

const LENGTHS = [15, 30, 45, 60, 90, 120, 180, 240, 480];

/**
 * @param {Around} around @param {Situation.Round | null} round as stored @param {string} id @returns {Row}
 */
export function make(around, round, id) {
  const { text, zone } = around;
  const [day, time = ""] = (round?.start ?? "").split("T");
  const date = Form.input({ type: "date", name: "date", value: day });
  const clock = Form.input({ type: "time", name: "time", value: time.slice(0, 5) });
  const length = lengths(around, round);
  const zones = select(
    "zone",
    [...new Set([zone, round?.zone ?? zone, ...Intl.supportedValuesOf("timeZone")])],
    (name) => name.replaceAll("_", " "),
  );
  zones.value = round?.zone ?? zone;
  const status = select("status", ["", "took-place", "moved", "cancelled"], (value) =>
    Ui.word(text, `status-${value || "planned"}`),
  );
  status.value = round?.status ?? "";
  const who = Ui.make("div", { className: "row who" });
  const remark = Ui.make("p", { className: "hint", role: "status" });
  const absent = new Set(around.people().flatMap((p) => (round && !round.who.includes(p.id) ? [p.id] : [])));
  const element = Ui.make(
    "fieldset",
    { className: "round" },
    Ui.make("legend", {}, round?.title || Ui.word(text, "form-round")),
    Ui.make(
      "div",
      { className: "row" },
      Form.labelled(text, "form-date", date),
      Form.labelled(text, "form-time", clock),
      Form.labelled(text, "form-length", length),
    ),
    who,
    remark,
    Ui.make(
      "details",
      {},
      Ui.make("summary", {}, Ui.word(text, "form-more")),
      Ui.make(
        "div",
        { className: "row" },
        Form.labelled(text, "form-zone", zones),
        Form.labelled(text, "form-status", status),
      ),
    ),
  );
  // A meeting that has a new date is planned again.
  for (const field of [date, clock])
    field.addEventListener("input", () => {
      if (status.value === "moved") status.value = "";
    });

  /** @type {Row} */
  const row = {
    id,
    element,
    stored: round,
    date,
    /** Whether nothing was entered. */
    empty: () => date.value === "" && clock.value === "" && !date.validity.badInput && !clock.validity.badInput,
    /** As it would be stored. */
    entry() {
      const start = Temporal.PlainDateTime.from(`${date.value}T${clock.value}`);
      return {
        start: start.toString({ smallestUnit: "minute" }),
        end: start.add({ minutes: Number(length.value) }).toString({ smallestUnit: "minute" }),
        zone: zones.value,
        who: around.people().flatMap((person) => (absent.has(person.id) ? [] : [person.id])),
        status: status.value || undefined,
      };
    },
    /** What is wrong, and where. */
    problem() {
      if (row.empty()) return null;
      if (date.value === "") return [date.validity.badInput ? "wrong-date-half" : "wrong-date", date];
      const wrong = Form.dateProblem(date);
      if (wrong) return [wrong, date];
      return clock.value === "" ? ["wrong-time", clock] : null;
    },
    /** What there is to know, though nothing is wrong. @param {Row[]} others */
    remarks(others) {
      remark.textContent = row.problem() || row.empty() ? "" : remarks(around, row.entry(), others, row).join(" ");
    },
    /** With more than one person, each round asks who is in it. */
    showWho() {
      const people = around.people();
      who.replaceChildren(
        ...(people.length < 2 ? [] : people).map(({ id, name }) => {
          const box = Form.input({ type: "checkbox", name: `who-${id}`, checked: !absent.has(id) });
          box.addEventListener("change", () => absent[box.checked ? "delete" : "add"](id));
          return Ui.make("label", { className: "tick" }, box, name || Ui.word(text, "form-unnamed"));
        }),
      );
    },
  };
  row.showWho();
  return row;
}

/** @param {Around} around @param {Situation.Round | null} round */
function lengths({ locale }, round) {
  const given = round ? (Situation.ends(round) - Situation.begins(round)) / 60_000 : 60;
  const all = [...new Set([...LENGTHS, given])].sort((a, b) => a - b).map(String);
  const field = select("length", all, (minutes) =>
    Dates.length({ hours: Math.floor(Number(minutes) / 60), minutes: Number(minutes) % 60 }, locale),
  );
  field.value = String(given);
  return field;
}

/** @param {string} name @param {string[]} values @param {(value: string) => string} label */
const select = (name, values, label) =>
  /** @type {HTMLSelectElement} */ (
    Ui.make("select", { name }, ...values.map((value) => Ui.make("option", { value }, label(value))))
  );

/** The hour of the person's own zone, hours that the clock skips or repeats, and overlaps. @param {Around} around @param {any} entry @param {Row[]} others @param {Row} row */
function remarks({ text, locale, zone }, entry, others, row) {
  const found = [];
  const wall = Temporal.PlainDateTime.from(entry.start);
  const earlier = wall.toZonedDateTime(entry.zone, { disambiguation: "earlier" });
  const later = wall.toZonedDateTime(entry.zone, { disambiguation: "later" });
  const begins = Situation.begins(entry);
  if (!earlier.toPlainDateTime().equals(wall))
    found.push(Ui.word(text, "remark-gap", { time: Dates.time(begins, locale, entry.zone) }));
  else if (!earlier.equals(later)) found.push(Ui.word(text, "remark-fold"));
  if (entry.zone !== zone) found.push(Ui.word(text, "remark-own-time", { day: Dates.moment(begins, locale, zone) }));
  const overlaps = others.some((other) => {
    if (other === row || other.empty() || other.problem()) return false;
    const theirs = other.entry();
    return Situation.begins(theirs) < Situation.ends(entry) && begins < Situation.ends(theirs);
  });
  if (overlaps) found.push(Ui.word(text, "remark-overlap"));
  return found;
}
