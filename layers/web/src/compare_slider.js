// @ts-nocheck
// One slider with two handles, and the divider between two days on one map.

import { dayNumber, isoDay, WEEK } from "./days.js";
import { icon, make } from "./dom.js";
import { Timeline } from "./timeline.js";

export const ENDS = ["from", "to"];

export class SpanSlider extends Timeline {
  // handlers: {move(end, day, typed)}
  build() {
    this.active = "to";
    this.ticks = make("canvas", { class: "loc-ticks", "aria-hidden": "true" });
    this.range = make("div", { class: "loc-range" });
    this.handles = Object.fromEntries(ENDS.map((end) => [end, this.thumb(end)]));
    this.fields = Object.fromEntries(ENDS.map((end) => [end, this.dayField(end)]));
    this.track = make("div", { class: "loc-track" }, this.ticks, this.range, this.handles.from, this.handles.to);
    this.element = make("div", { class: "loc-span-row" }, this.fields.from, this.track, this.fields.to);
    this.listen();
  }

  thumb(end) {
    return make("div", { class: `loc-handle loc-handle-${end}`, role: "slider", tabindex: 0, onfocus: () => this.activate(end) });
  }

  dayField(end) {
    const field = make("input", { type: "date", onblur: () => this.written(end) });
    field.addEventListener("change", () => {
      const day = dayNumber(field.value);
      if (this.known(day)) this.handlers.move(end, day);
    });
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") this.written(end); });
    return field;
  }

  known(day) {
    return day >= this.record.firstDay && day <= this.record.horizon;
  }

  // What was left in a field: a day out of range is answered with the nearest one known.
  written(end) {
    const day = dayNumber(this.fields[end].value);
    if (!Number.isNaN(day) && day !== this.days[end]) this.handlers.move(end, day, true);
    this.fields[end].value = isoDay(this.days[end]);
  }

  listen() {
    this.track.addEventListener("pointerdown", (event) => {
      this.track.setPointerCapture(event.pointerId);
      this.dragged = this.nearest(event);
      this.handles[this.dragged].focus({ preventScroll: true });
      this.handlers.move(this.dragged, this.dayAt(event));
      event.preventDefault();
    });
    this.track.addEventListener("pointermove", (event) => {
      if (this.dragged) this.handlers.move(this.dragged, this.dayAt(event));
    });
    for (const end of ["pointerup", "pointercancel"]) {
      this.track.addEventListener(end, () => { this.dragged = null; });
    }
    new ResizeObserver(() => this.drawTicks()).observe(this.track);
  }

  // The handle under the pointer, or the one nearer to it; where both stand, the one that can move.
  nearest(event) {
    const touched = ENDS.find((end) => this.handles[end] === event.composedPath()[0]);
    const day = this.dayAt(event);
    const { from, to } = this.days;
    if (touched && from !== to) return touched;
    if (from === to) return day < from || to === this.record.horizon ? "from" : "to";
    return Math.abs(day - from) < Math.abs(day - to) ? "from" : "to";
  }

  activate(end) {
    this.active = end;
    for (const name of ENDS) this.handles[name].classList.toggle("loc-active", name === end);
  }

  translate(locale, palette) {
    Object.assign(this, { locale, palette });
    for (const end of ENDS) {
      this.handles[end].setAttribute("aria-label", locale.say("span_handle_" + end));
      this.fields[end].setAttribute("aria-label", locale.say("span_handle_" + end));
      this.fields[end].min = isoDay(this.record.firstDay);
      this.fields[end].max = isoDay(this.record.horizon);
    }
    this.drawTicks();
  }

  place(days) {
    this.days = days;
    const at = (day) => `calc(12px + ${this.share(day)} * (100% - 24px))`;
    const limits = { from: [this.record.firstDay, days.to], to: [days.from, this.record.horizon] };
    for (const end of ENDS) {
      const [handle, day, [low, high]] = [this.handles[end], days[end], limits[end]];
      handle.style.left = at(day);
      handle.setAttribute("aria-valuemin", low);
      handle.setAttribute("aria-valuemax", high);
      handle.setAttribute("aria-valuenow", day);
      const age = this.locale.age(day - this.record.dateOf(day));
      handle.setAttribute("aria-valuetext", [this.locale.day(day), age].filter(Boolean).join(". "));
      if (this.fields[end].value !== isoDay(day)) this.fields[end].value = isoDay(day);
    }
    this.range.style.left = at(days.from);
    this.range.style.right = `calc(100% - (${at(days.to).slice(5, -1)}))`;
  }

  // Arrows move the active handle from anywhere; the other keys only when the handle has the focus.
  key(name, shift, focused) {
    const end = this.active;
    const day = this.days[end];
    const { firstDay, horizon } = this.record;
    const date = (direction) => (direction > 0 ? this.dates.find((one) => one > day) : this.dates.findLast((one) => one < day)) ?? day;
    const arrows = { ArrowRight: shift ? day + WEEK : date(1), ArrowLeft: shift ? day - WEEK : date(-1) };
    const others = { ArrowUp: date(1), ArrowDown: date(-1), PageUp: day + WEEK, PageDown: day - WEEK, Home: firstDay, End: horizon };
    const target = arrows[name] ?? (focused ? others[name] : undefined);
    if (target === undefined) return false;
    this.handlers.move(end, target);
    return true;
  }
}

// A line from top to bottom; left of it lies the earlier day, right of it the later one.
export class Divider {
  constructor(moved) {
    this.moved = moved;
    this.knob = make("span", { class: "loc-knob" }, icon("M9 7l-5 5 5 5M15 7l5 5-5 5"));
    this.element = make("div", { class: "loc-divider", role: "slider", tabindex: 0, "aria-valuemin": 0, "aria-valuemax": 100, "aria-orientation": "horizontal" }, this.knob);
    this.element.addEventListener("pointerdown", (event) => {
      this.element.setPointerCapture(event.pointerId);
      this.held = true;
      this.element.focus({ preventScroll: true });
      event.preventDefault();
      event.stopPropagation();
    });
    this.element.addEventListener("pointermove", (event) => {
      if (!this.held) return;
      const box = this.element.parentElement.getBoundingClientRect();
      this.moved(((event.clientX - box.left) / box.width) * 100);
    });
    for (const end of ["pointerup", "pointercancel"]) this.element.addEventListener(end, () => { this.held = false; });
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    const step = event.shiftKey ? 10 : 2;
    const target = { ArrowLeft: this.share - step, ArrowRight: this.share + step, Home: 0, End: 100 }[event.key];
    if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    this.moved(target);
    event.preventDefault();
    event.stopPropagation();
  }

  place(share, locale, days) {
    this.share = share;
    this.element.setAttribute("aria-label", locale.say("span_divider"));
    this.element.setAttribute("aria-valuenow", Math.round(share));
    this.element.setAttribute("aria-valuetext", locale.say("span_divider_value", { share: Math.round(share), from: locale.day(days.from), to: locale.day(days.to) }));
  }
}
