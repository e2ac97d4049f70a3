// The slider of one day. Its ticks are the real effective dates; a day between two of them shows
// the map of the date before, with its age.

import { DayTrack } from "./day_track.js";
import { dayNumber, isoDay, WEEK } from "./days.js";
import { icon, make } from "./dom.js";
import { Player } from "./player.js";

/** @import { Locale } from "./locale.js" */
/** @import { Palette } from "./palette.js" */
/** @import { MapRecord } from "./record.js" */

/**
 * @typedef {object} TimelineHandlers
 * @property {(day: number, typed?: boolean) => void} go show a day; typed ones may be out of range
 * @property {() => void} rest playing has ended
 */

// How long a day out of range may stand in the field before it is answered: it may be half written.
const WRITING_MS = 1500;
const BACK = "M17 5l-9 7 9 7M6 5v14";
const NEXT = "M7 5l9 7-9 7M18 5v14";

export class Timeline {
  /**
   * @param {MapRecord} record
   * @param {TimelineHandlers} handlers
   */
  constructor(record, handlers) {
    this.record = record;
    this.handlers = handlers;
    this.day = record.lastDay;
    this.dragging = false;
    // Whether the day in the field is being written digit by digit.
    this.writing = false;
    /** @type {ReturnType<typeof setTimeout> | null} */
    this.waiting = null;
    /** @type {Locale | null} */
    this.locale = null;
    this.player = new Player({
      step: () => this.step(1),
      rewind: () => handlers.go(record.dates[0]),
      atEnd: () => !record.dates.some((date) => date > this.day),
      rest: handlers.rest,
    });
    this.handle = make("div", { class: "loc-handle" });
    this.track = new DayTrack(record, this.handle);
    this.slider = this.track.element;
    this.slider.setAttribute("role", "slider");
    this.slider.tabIndex = 0;
    this.back = make("button", { type: "button", onclick: () => this.step(-1) }, icon(BACK));
    this.next = make("button", { type: "button", onclick: () => this.step(1) }, icon(NEXT));
    this.field = make("input", { type: "date", onchange: () => this.typed() });
    const { play, speed, loop } = this.player;
    this.element = make("div", { class: "loc-timeline" },
      make("div", { class: "loc-buttons" }, this.back, play, this.next),
      this.slider,
      make("div", { class: "loc-options" }, this.field, speed, loop));
    this.listen();
  }

  listen() {
    const { slider, field } = this;
    slider.addEventListener("pointerdown", (event) => {
      this.pause();
      slider.setPointerCapture(event.pointerId);
      this.dragging = true;
      this.handlers.go(this.track.dayAt(event));
      slider.focus({ preventScroll: true });
    });
    slider.addEventListener("pointermove", (event) => {
      const day = this.track.dayAt(event);
      if (this.dragging) this.handlers.go(day);
      else this.hover(day);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      slider.addEventListener(end, () => { this.dragging = false; });
    }
    slider.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.step(Math.sign(event.deltaY || event.deltaX));
    }, { passive: false });
    field.addEventListener("pointerdown", () => { this.writing = false; });
    field.addEventListener("keydown", (event) => {
      this.writing = true;
      if (event.key === "Enter") this.answer();
    });
    field.addEventListener("blur", () => this.answer());
  }

  /**
   * @param {Locale} locale
   * @param {Palette} palette
   */
  translate(locale, palette) {
    this.locale = locale;
    /** @type {[HTMLElement, string][]} */
    const labels = [
      [this.back, "previous_date"], [this.next, "next_date"], [this.field, "go_to_day"],
      [this.slider, "day_slider"],
    ];
    for (const [element, key] of labels) {
      element.title = locale.say(key);
      element.setAttribute("aria-label", element.title);
    }
    this.field.min = isoDay(this.record.firstDay);
    this.field.max = isoDay(this.record.horizon);
    this.player.translate(locale);
    this.track.translate(locale, palette);
  }

  /** @param {number} day */
  hover(day) {
    const { locale, record } = this;
    const headline = locale?.of(record.headline(record.dateOf(day)));
    this.slider.title = `${locale?.day(day)} · ${headline}`;
  }

  // Written digit by digit, a day passes through others, many of them out of range.
  typed() {
    const day = dayNumber(this.field.value);
    if (this.waiting) clearTimeout(this.waiting);
    this.waiting = null;
    if (Number.isNaN(day)) return;
    const { firstDay, horizon } = this.record;
    if ((day >= firstDay && day <= horizon) || !this.writing) this.handlers.go(day, true);
    else this.waiting = setTimeout(() => this.answer(), WRITING_MS);
  }

  /** Answer what stands in the field: a day out of range, or none, gives way to the day shown. */
  answer() {
    this.writing = false;
    if (this.waiting) this.typed();
    if (this.field.value !== isoDay(this.day)) this.field.value = isoDay(this.day);
  }

  /**
   * @param {number} day
   * @param {Locale} locale
   */
  show(day, locale) {
    const { record, slider } = this;
    this.day = day;
    this.handle.style.left = this.track.left(day);
    const date = record.dateOf(day);
    slider.setAttribute("aria-valuemin", String(record.firstDay));
    slider.setAttribute("aria-valuemax", String(record.horizon));
    slider.setAttribute("aria-valuenow", String(day));
    const texts = [locale.day(day), locale.age(day - date), locale.of(record.headline(date))];
    slider.setAttribute("aria-valuetext", texts.filter(Boolean).join(". "));
    // Setting it anew, even to the same day, would undo a digit just written.
    if (this.field.value !== isoDay(day)) this.field.value = isoDay(day);
  }

  /**
   * Go to the snapshot date before or after the day shown; return whether there is one.
   *
   * @param {number} direction
   */
  step(direction) {
    const { dates } = this.record;
    const target = direction > 0
      ? dates.find((date) => date > this.day)
      : dates.findLast((date) => date < this.day);
    if (target !== undefined) this.handlers.go(target);
    return target !== undefined;
  }

  /**
   * Do what a key asks for; return whether it asks for anything.
   *
   * @param {string} name
   * @param {boolean} shift
   */
  key(name, shift) {
    if (name === " ") {
      this.player.toggle();
      return true;
    }
    const { firstDay, lastDay } = this.record;
    /** @type {Record<string, () => void>} */
    const actions = {
      ArrowRight: () => (shift ? this.goBy(WEEK) : this.step(1)),
      ArrowLeft: () => (shift ? this.goBy(-WEEK) : this.step(-1)),
      PageDown: () => this.goBy(WEEK),
      PageUp: () => this.goBy(-WEEK),
      Home: () => this.handlers.go(firstDay),
      End: () => this.handlers.go(lastDay),
    };
    if (!Object.hasOwn(actions, name)) return false;
    this.pause();
    actions[name]();
    return true;
  }

  /** @param {number} days */
  goBy(days) {
    const { firstDay, horizon } = this.record;
    this.handlers.go(Math.max(firstDay, Math.min(horizon, this.day + days)));
  }

  pause() {
    this.player.pause();
  }

  remove() {
    this.pause();
    if (this.waiting) clearTimeout(this.waiting);
  }
}
