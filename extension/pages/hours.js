/**
 * The hours to press once a day was pressed. A field for day and hour can't hold a day alone, and which of its parts is typed
 * into no script can say: whoever went on typing the hour would type over the month.
 */

import * as DateWords from "../engine/words/datewords.js";
import * as Form from "./form.js";
import * as Ui from "./ui.js";

/** The hour that a pressed day gets until another is said: interviews are held by day. */
const GUESS = "10:00";
/** The hours to press, and the minutes after the one that was. */
const HOURS = ["09", "10", "11", "12", "13", "14", "15", "16", "17"];
const MINUTES = ["15", "30", "45"];

/**
 * `give` puts a day into the field; the hour that stands there stays. `take` puts day and hour there. `isGuessed` tells that nobody has said the hour yet.
 * @typedef {{ element: HTMLElement, give: (day: string) => void, take: (wall: string) => void, isGuessed: () => boolean }} Hours
 */

/** @param {string} locale @param {HTMLInputElement} field day and hour, as a wall-clock time @returns {Hours} */
export function make(locale, field) {
  // A field of its own, so that a draft keeps what nobody has said.
  const guess = Form.input({ type: "hidden", name: "when-guess", value: "" });
  const minutes = Ui.make("span", { className: "minutes" });
  const element = Ui.make("div", { className: "choices days hours", hidden: true }, guess);
  const hour = () => field.value.split("T")[1]?.slice(0, 5) ?? "";
  const tell = () => field.dispatchEvent(new Event("input", { bubbles: true }));
  const button = (/** @type {string} */ time) =>
    Ui.button(
      DateWords.time(Date.parse(`1970-01-01T${time}Z`), locale, "UTC"),
      `hour-${time}`,
      () => take(`${field.value.split("T")[0]}T${time}`),
      "plain",
    );

  /** @param {string} wall */
  function take(wall) {
    guess.value = "";
    field.value = wall;
    tell();
  }

  function show() {
    if (guess.value !== "") element.hidden = false;
    const [whole] = hour().split(":");
    if (minutes.dataset.of === whole) return;
    minutes.dataset.of = whole;
    minutes.replaceChildren(...(whole ? MINUTES.map((minute) => button(`${whole}:${minute}`)) : []));
  }

  element.append(...HOURS.map((one) => button(`${one}:00`)), minutes);
  field.addEventListener("input", show);
  guess.addEventListener("change", tell);
  return {
    element,
    take,
    give(day) {
      if (hour() === "") guess.value = GUESS;
      field.value = `${day}T${hour() || GUESS}`;
      element.hidden = false;
      tell();
      const own = /** @type {HTMLElement | null} */ (element.querySelector(`[data-key="hour-${hour()}"]`));
      (own ?? minutes.querySelector("button"))?.focus();
    },
    isGuessed: () => guess.value !== "" && guess.value === hour(),
  };
}
