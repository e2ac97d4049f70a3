// Divider of two maps that lie on each other: left of it the earlier day, right of it the later.

import { icon, make } from "./dom.js";

/** @import { Locale } from "./locale.js" */

const ARROWS = "M9 7l-5 5 5 5M15 7l5 5-5 5";

export class Divider {
  /** @param {(share: number) => void} moved called with percent of the width left of it */
  constructor(moved) {
    this.moved = moved;
    this.share = 50;
    this.held = false;
    this.element = make("div", {
      class: "loc-divider", role: "slider", tabindex: 0,
      "aria-valuemin": 0, "aria-valuemax": 100, "aria-orientation": "horizontal",
    }, make("span", { class: "loc-knob" }, icon(ARROWS)));
    this.listen();
  }

  listen() {
    const { element } = this;
    element.addEventListener("pointerdown", (event) => {
      element.setPointerCapture(event.pointerId);
      this.held = true;
      element.focus({ preventScroll: true });
      event.preventDefault();
      event.stopPropagation();
    });
    element.addEventListener("pointermove", (event) => {
      const box = element.parentElement?.getBoundingClientRect();
      if (this.held && box) this.moved(((event.clientX - box.left) / box.width) * 100);
    });
    for (const name of ["pointerup", "pointercancel"]) {
      element.addEventListener(name, () => { this.held = false; });
    }
    element.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 10 : 2;
    /** @type {Record<string, number>} */
    const targets = {
      ArrowLeft: this.share - step, ArrowRight: this.share + step, Home: 0, End: 100,
    };
    if (!Object.hasOwn(targets, event.key)) return;
    this.moved(targets[event.key]);
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * @param {number} share percent
   * @param {Locale} locale
   * @param {{ from: number, to: number }} days
   */
  show(share, locale, { from, to }) {
    this.share = share;
    const rounded = Math.round(share);
    const facts = { share: rounded, from: locale.day(from), to: locale.day(to) };
    this.element.setAttribute("aria-label", locale.say("span_divider"));
    this.element.setAttribute("aria-valuenow", String(rounded));
    this.element.setAttribute("aria-valuetext", locale.say("span_divider_value", facts));
  }
}
