// @ts-check
"use strict";

// The form: an application, the people in it, and its rounds. The address says which: #person=… or #application=…,
// or #name=…&profile=… for somebody new.
(async () => {
  const { settings, records, problems } = await Store.load();
  const text = await Texts.text(settings.locale);
  Ui.say(text);
  const zone = records.zone;
  const address = new URLSearchParams(location.hash.slice(1));
  const application = startingApplication();

  /** @typedef {{ id: string, name: HTMLInputElement, profile: HTMLInputElement, fields: any[], element: HTMLElement, known: Situation.Person | null }} PersonRow */
  /** @typedef {{ id: string, date: HTMLInputElement, time: HTMLInputElement, length: HTMLSelectElement, zone: HTMLSelectElement,
   *             status: HTMLSelectElement, who: HTMLElement, absent: Set<string>, element: HTMLElement }} RoundRow */
  /** @type {PersonRow[]} */
  const people = [];
  /** @type {RoundRow[]} */
  const rounds = [];

  const company = input({ name: "company", required: true, autocomplete: "off", value: application?.company ?? "" });
  const role = input({ name: "role", autocomplete: "off", value: application?.role ?? "" });
  Ui.byId("application").append(labelled("form-company", company), labelled("form-role", role));
  const values = () => ({ company: company.value || "…" });
  const applicationFields = Form.asked("application").map((fact) =>
    Form.field(fact, text, values(), application?.answers[fact.id]),
  );
  Ui.byId("application-more").append(...applicationFields.map((field) => field.element));

  for (const person of peopleOf(application)) addPerson(person);
  if (people.length === 0) addPerson(null);
  for (const round of roundsOf(application)) addRound(round);
  if (rounds.length === 0) addRound(null);

  Ui.byId("add-person").addEventListener("click", () => addPerson(null).name.focus());
  Ui.byId("add-round").addEventListener("click", () => addRound(null).date.focus());
  Ui.byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  if (problems.length > 0) complain(Ui.word(text, "problem-title"));

  function startingApplication() {
    const person = records.people[address.get("person") ?? ""];
    const id = address.get("application") ?? (person ? Situation.applicationsOf(records, person)[0]?.id : undefined);
    return id === undefined ? null : (records.applications[id] ?? null);
  }

  /** @param {Situation.Application | null} of @returns {(Situation.Person)[]} */
  function peopleOf(of) {
    const named = records.people[address.get("person") ?? ""];
    if (!of) return named ? [named] : [];
    return Object.values(records.people).filter((person) => Situation.applicationsOf(records, person).includes(of));
  }

  /** @param {Situation.Application | null} of */
  function roundsOf(of) {
    const rounds = Object.values(records.rounds).filter((round) => round.application === of?.id);
    return rounds.sort((a, b) => Situation.begins(a) - Situation.begins(b));
  }

  /** @param {{ [name: string]: any }} properties */
  function input(properties) {
    return /** @type {HTMLInputElement} */ (Ui.make("input", { type: "text", ...properties }));
  }

  /** @param {string} key @param {HTMLElement} element @param {string} [hint] */
  function labelled(key, element, hint) {
    return Ui.make(
      "label",
      {},
      Ui.word(text, key),
      element,
      hint ? Ui.make("span", { className: "hint" }, Ui.word(text, hint)) : null,
    );
  }

  /** @param {Situation.Person | null} person @returns {PersonRow} */
  function addPerson(person) {
    const fresh = person === null && people.length === 0;
    const name = input({
      name: "name",
      autocomplete: "off",
      value: person?.name ?? (fresh ? (address.get("name") ?? "") : ""),
    });
    const profile = input({
      name: "profile",
      autocomplete: "off",
      inputMode: "url",
      value: (person?.profiles ?? [])[0] ?? (fresh ? (address.get("profile") ?? "") : ""),
    });
    const fields = Form.asked("person").map((fact) =>
      Form.field(
        fact,
        text,
        { name: person?.name ?? "", first_name: Words.firstName(person?.name ?? "") || "…" },
        person?.answers[fact.id],
      ),
    );
    const element = Ui.make(
      "fieldset",
      {},
      Ui.make(
        "div",
        { className: "row" },
        labelled("form-name", name),
        labelled("form-profile", profile, "form-profile-hint"),
      ),
      Ui.make(
        "details",
        {},
        Ui.make("summary", {}, Ui.word(text, "form-more")),
        ...fields.map((field) => field.element),
      ),
    );
    const row = { id: person?.id ?? crypto.randomUUID(), name, profile, fields, element, known: person };
    name.addEventListener("input", showWho);
    people.push(row);
    Ui.byId("people").append(element);
    showWho();
    return row;
  }

  /** @param {Situation.Round | null} round @returns {RoundRow} */
  function addRound(round) {
    const [date, time = ""] = (round?.start ?? "").split("T");
    const length = /** @type {HTMLSelectElement} */ (
      Ui.make(
        "select",
        { name: "length" },
        ...[30, 45, 60, 90, 120, 180, 240, 480].map((minutes) =>
          Ui.make(
            "option",
            { value: String(minutes) },
            new /** @type {any} */ (Intl).DurationFormat(text.locale, { style: "short" }).format(
              minutes < 60 ? { minutes } : { hours: Math.floor(minutes / 60), minutes: minutes % 60 },
            ),
          ),
        ),
      )
    );
    length.value = String(round?.end ? minutesBetween(round.start, round.end) : 60);
    if (length.value === "")
      length.append(
        Ui.make(
          "option",
          {
            value: String(minutesBetween(/** @type {any} */ (round).start, /** @type {any} */ (round).end)),
            selected: true,
          },
          String(round?.end),
        ),
      );
    const zones = /** @type {HTMLSelectElement} */ (
      Ui.make(
        "select",
        { name: "zone" },
        ...[...new Set([zone, round?.zone ?? zone, ...Intl.supportedValuesOf("timeZone")])].map((name) =>
          Ui.make("option", { value: name }, name.replaceAll("_", " ")),
        ),
      )
    );
    zones.value = round?.zone ?? zone;
    const status = /** @type {HTMLSelectElement} */ (
      Ui.make(
        "select",
        { name: "status" },
        ...["", "took-place", "moved", "cancelled"].map((value) =>
          Ui.make("option", { value }, Ui.word(text, `status-${value || "planned"}`)),
        ),
      )
    );
    status.value = round?.status ?? "";
    const who = Ui.make("div", { className: "row" });
    const dateInput = input({ type: "date", name: "date", value: date });
    const timeInput = input({ type: "time", name: "time", value: time.slice(0, 5) });
    const element = Ui.make(
      "fieldset",
      {},
      Ui.make(
        "div",
        { className: "row" },
        labelled("form-date", dateInput),
        labelled("form-time", timeInput),
        labelled("form-length", length),
      ),
      who,
      Ui.make(
        "details",
        {},
        Ui.make("summary", {}, Ui.word(text, "form-more")),
        Ui.make("div", { className: "row" }, labelled("form-zone", zones), labelled("form-status", status)),
      ),
    );
    const absent = new Set(round ? people.map((person) => person.id).filter((id) => !round.who.includes(id)) : []);
    const row = {
      id: round?.id ?? crypto.randomUUID(),
      date: dateInput,
      time: timeInput,
      length,
      zone: zones,
      status,
      who,
      absent,
      element,
    };
    rounds.push(row);
    Ui.byId("rounds").append(element);
    showWho();
    return row;
  }

  /** @param {string} start @param {string} end */
  function minutesBetween(start, end) {
    return Temporal.PlainDateTime.from(start).until(end).total("minutes");
  }

  /** With more than one person, each round asks who is in it. */
  function showWho() {
    for (const round of rounds) {
      round.who.replaceChildren();
      if (people.length < 2) continue;
      for (const person of people) {
        const box = input({ type: "checkbox", checked: !round.absent.has(person.id) });
        box.addEventListener("change", () => round.absent[box.checked ? "delete" : "add"](person.id));
        round.who.append(
          Ui.make("label", { className: "who" }, box, person.name.value || Ui.word(text, "form-unnamed")),
        );
      }
    }
  }

  /** @param {string} words @param {HTMLElement} [where] */
  function complain(words, where) {
    Ui.byId("problem").textContent = words;
    where?.setAttribute("aria-invalid", "true");
    where?.focus();
  }

  /** What is wrong with the form, in words, and where; null if nothing. @returns {[string, HTMLElement] | null} */
  function wrong() {
    if (company.value.trim() === "") return [Ui.word(text, "wrong-company"), company];
    const named = people.filter(({ name }) => name.value.trim() !== "");
    if (named.length === 0) return [Ui.word(text, "wrong-name"), people[0].name];
    for (const { profile } of named)
      if (profile.value.trim() !== "" && slugOf(profile.value) === null)
        return [Ui.word(text, "wrong-profile"), profile];
    for (const { date, time } of rounds) {
      if (date.value === "" && time.value === "") continue;
      if (date.value === "") return [Ui.word(text, "wrong-date"), date];
      const year = Number(date.value.slice(0, 4));
      if (year < 2000 || year > 2100) return [Ui.word(text, "wrong-year"), date];
      if (time.value === "") return [Ui.word(text, "wrong-time"), time];
    }
    return null;
  }

  /** The slug in what was typed: a profile's address, or the slug itself. @param {string} typed */
  function slugOf(typed) {
    const trimmed = typed.trim();
    const match =
      /^(?:https?:\/\/)?(?:[\w-]+\.)?linkedin\.com\/in\/([^/?#\s]+)/iu.exec(trimmed) ??
      /^\/?(?:in\/)?([^/?#\s]+)\/?$/u.exec(trimmed);
    if (!match) return null;
    try {
      return decodeURIComponent(match[1]).normalize("NFC").toLowerCase();
    } catch {
      return match[1].toLowerCase();
    }
  }

  async function save() {
    for (const element of document.querySelectorAll("[aria-invalid]")) element.removeAttribute("aria-invalid");
    complain("");
    const problem = wrong();
    if (problem) {
      complain(...problem);
      return;
    }
    const applicationId = application?.id ?? crypto.randomUUID();
    const named = people.filter(({ name }) => name.value.trim() !== "");
    try {
      await Store.update((stored) => {
        stored.applications[applicationId] = {
          ...stored.applications[applicationId],
          company: company.value.trim(),
          role: role.value.trim(),
          answers: Form.answers(applicationFields),
        };
        for (const row of named) stored.people[row.id] = personFrom(row, stored.people[row.id], applicationId);
        for (const row of rounds)
          if (row.date.value !== "")
            stored.rounds[row.id] = roundFrom(row, stored.rounds[row.id], applicationId, named);
      });
    } catch (error) {
      complain(
        Ui.word(text, error instanceof Error && error.message === "damaged" ? "wrong-damaged" : "wrong-storage"),
      );
      return;
    }
    Ui.byId("saved").textContent = Ui.word(text, "form-saved");
  }

  /** @param {PersonRow} row @param {any} stored @param {string} applicationId */
  function personFrom(row, stored, applicationId) {
    const slug = row.profile.value.trim() === "" ? null : slugOf(row.profile.value);
    const others = (stored?.profiles ?? []).slice(1);
    return {
      ...stored,
      name: row.name.value.trim(),
      profiles: [...new Set([...(slug ? [slug] : []), ...others])],
      applications: [...new Set([...(stored?.applications ?? []), applicationId])],
      answers: Form.answers(row.fields),
    };
  }

  /** @param {RoundRow} row @param {any} stored @param {string} applicationId @param {PersonRow[]} named */
  function roundFrom(row, stored, applicationId, named) {
    const start = Temporal.PlainDateTime.from(`${row.date.value}T${row.time.value}`);
    return {
      ...stored,
      application: applicationId,
      start: start.toString({ smallestUnit: "minute" }),
      end: start.add({ minutes: Number(row.length.value) }).toString({ smallestUnit: "minute" }),
      zone: row.zone.value,
      who: named.filter(({ id }) => !row.absent.has(id)).map(({ id }) => id),
      status: row.status.value,
    };
  }
})();
