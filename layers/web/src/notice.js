// Notice over the map: what was done, or what could not be followed.

import { make } from "./dom.js";

/** @import { Problem } from "./link_kinds.js" */
/** @import { Locale } from "./locale.js" */

const NOTICE_MS = 4000;
const PROBLEM_MS = 12000;

export class Notice {
  constructor() {
    this.element = make("div", { class: "loc-notice", role: "alert", hidden: true });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /**
   * @param {string} text
   * @param {number} [milliseconds]
   */
  show(text, milliseconds = NOTICE_MS) {
    this.element.textContent = text;
    this.element.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hide(), milliseconds);
  }

  /**
   * Show what could not be followed; numbers among the facts of a problem are days.
   *
   * @param {Problem[]} problems
   * @param {Locale} locale
   */
  complain(problems, locale) {
    const sentences = problems.map(([key, facts]) => {
      const written = Object.entries(facts).map(([name, value]) =>
        [name, typeof value === "number" ? locale.day(value) : value]);
      return locale.say(key, Object.fromEntries(written));
    });
    this.show(sentences.join(" "), PROBLEM_MS);
  }

  hide() {
    clearTimeout(this.timer);
    this.element.hidden = true;
  }

  remove() {
    clearTimeout(this.timer);
  }
}
