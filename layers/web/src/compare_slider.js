// Slider with two handles, for the days that are compared.

import { DayTrack } from "./day_track.js";
import { dayNumber, isoDay, WEEK } from "./days.js";
import { make } from "./dom.js";

/** @import { Locale } from "./locale.js" */
/** @import { Palette } from "./palette.js" */
/** @import { MapRecord } from "./record.js" */

/** @typedef {"from" | "to"} End  the earlier or the later of two days */
/** @typedef {(end: End, day: number, typed?: boolean) => void} Move */

/** @type {End[]} */
export const ENDS = ["from", "to"];

export class CompareSlider {
  /**
   * @param {MapRecord} record
   * @param {{ move: Move }} handlers
   */
  constructor(record, handlers) {
    this.record = record;
    this.handlers = handlers;
    /** @type {Record<End, number>} */
    this.days = { from: record.firstDay, to: record.lastDay };
    /** @type {End} */
    this.active = "to";
    /** @type {End | null} */
    this.dragged = null;
    this.range = make("div", { class: "loc-range" });
    this.handles = { from: this.thumb("from"), to: this.thumb("to") };
    this.fields = { from: this.dayField("from"), to: this.dayField("to") };
    this.track = new DayTrack(record, this.range, this.handles.from, this.handles.to);
    this.element = make("div", { class: "loc-span-row" },
      this.fields.from, this.track.element, this.fields.to);
    this.listen();
  }

  /** @param {End} end */
  thumb(end) {
    return make("div", {
      class: `loc-handle loc-handle-${end}`, role: "slider", tabindex: 0,
      onfocus: () => this.activate(end),
    });
  }

  /** @param {End} end */
  dayField(end) {
    const field = make("input", { type: "date", onblur: () => this.answer(end) });
    field.addEventListener("change", () => {
      const day = dayNumber(field.value);
      const { firstDay, horizon } = this.record;
      if (day >= firstDay && day <= horizon) this.handlers.move(end, day);
    });
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") this.answer(end); });
    return field;
  }

  /**
   * Answer what was left in a field: a day out of range gives way to the nearest one known.
   *
   * @param {End} end
   */
  answer(end) {
    const day = dayNumber(this.fields[end].value);
    if (!Number.isNaN(day) && day !== this.days[end]) this.handlers.move(end, day, true);
    this.fields[end].value = isoDay(this.days[end]);
  }

  listen() {
    const { element } = this.track;
    element.addEventListener("pointerdown", (event) => {
      element.setPointerCapture(event.pointerId);
      this.dragged = this.nearest(event);
      this.handles[this.dragged].focus({ preventScroll: true });
      this.handlers.move(this.dragged, this.track.dayAt(event));
      event.preventDefault();
    });
    element.addEventListener("pointermove", (event) => {
      if (this.dragged) this.handlers.move(this.dragged, this.track.dayAt(event));
    });
    for (const name of ["pointerup", "pointercancel"]) {
      element.addEventListener(name, () => { this.dragged = null; });
    }
  }

  /**
   * Handle under the pointer, or the one nearer to it; where both stand, the one that can move.
   *
   * @param {PointerEvent} event
   * @returns {End}
   */
  nearest(event) {
    const touched = ENDS.find((end) => this.handles[end] === event.composedPath()[0]);
    const day = this.track.dayAt(event);
    const { from, to } = this.days;
    if (touched && from !== to) return touched;
    if (from === to) return day < from || to === this.record.horizon ? "from" : "to";
    return Math.abs(day - from) < Math.abs(day - to) ? "from" : "to";
  }

  /** @param {End} active */
  activate(active) {
    this.active = active;
    for (const end of ENDS) this.handles[end].classList.toggle("loc-active", end === active);
  }

  /**
   * @param {Locale} locale
   * @param {Palette} palette
   */
  translate(locale, palette) {
    for (const end of ENDS) {
      const label = locale.say(`span_handle_${end}`);
      this.handles[end].setAttribute("aria-label", label);
      this.fields[end].setAttribute("aria-label", label);
      this.fields[end].min = isoDay(this.record.firstDay);
      this.fields[end].max = isoDay(this.record.horizon);
    }
    this.track.translate(locale, palette);
  }

  /**
   * @param {Record<End, number>} days
   * @param {Locale} locale
   */
  show({ from, to }, locale) {
    const { record, track } = this;
    this.days = { from, to };
    const limits = { from: [record.firstDay, to], to: [from, record.horizon] };
    for (const end of ENDS) {
      const [handle, field, day] = [this.handles[end], this.fields[end], this.days[end]];
      const [min, max] = limits[end];
      handle.style.left = track.left(day);
      handle.setAttribute("aria-valuemin", String(min));
      handle.setAttribute("aria-valuemax", String(max));
      handle.setAttribute("aria-valuenow", String(day));
      const age = locale.age(day - record.dateOf(day));
      handle.setAttribute("aria-valuetext", [locale.day(day), age].filter(Boolean).join(". "));
      if (field.value !== isoDay(day)) field.value = isoDay(day);
    }
    this.range.style.left = track.left(from);
    this.range.style.right = track.right(to);
  }

  /**
   * Move by a key: arrows the active handle from anywhere, the other keys only when a handle has
   * the focus. Return whether the key moves anything.
   *
   * @param {string} name
   * @param {boolean} shift
   * @param {boolean} focused
   */
  key(name, shift, focused) {
    const day = this.days[this.active];
    const { dates, firstDay, horizon } = this.record;
    const next = dates.find((date) => date > day) ?? day;
    const before = dates.findLast((date) => date < day) ?? day;
    /** @type {Record<string, number>} */
    const arrows = {
      ArrowRight: shift ? day + WEEK : next, ArrowLeft: shift ? day - WEEK : before,
    };
    /** @type {Record<string, number>} */
    const others = {
      ArrowUp: next, ArrowDown: before, PageUp: day + WEEK, PageDown: day - WEEK,
      Home: firstDay, End: horizon,
    };
    const keys = focused ? { ...arrows, ...others } : arrows;
    if (!Object.hasOwn(keys, name)) return false;
    this.handlers.move(this.active, keys[name]);
    return true;
  }
}
