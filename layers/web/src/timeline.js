// @ts-nocheck
// The slider: snapshot dates are the real effective dates, spaced by true time; a day between two snapshot dates shows
// the one before it, with its age.

import { dayNumber, isoDay, WEEK } from "./days.js";
import { icon, make } from "./dom.js";
import { FONT } from "./type.js";

// How long a day out of range may stand in the field before it is answered: it may be half written.
const WRITING_MS = 1500;
const SPEEDS = [0.5, 1, 2, 5, 10, 30];
const GLYPHS = {
  play: "M7 4l13 8-13 8z", pause: "M8 5v14M16 5v14", back: "M17 5l-9 7 9 7M6 5v14", next: "M7 5l9 7-9 7M18 5v14",
  loop: "M4 11a7 7 0 0 1 12-5l3 3M20 13a7 7 0 0 1-12 5l-3-3M19 4v5h-5M5 20v-5h5",
};

export class Timeline {
  constructor(record, handlers) {
    this.record = record;
    this.dates = record.dates;
    this.handlers = handlers;
    this.speed = 1;
    this.loop = false;
    this.playing = false;
    this.build();
  }

  build() {
    this.ticks = make("canvas", { class: "loc-ticks", "aria-hidden": "true" });
    this.handle = make("div", { class: "loc-handle" });
    this.track = make("div", { class: "loc-track", role: "slider", tabindex: 0 }, this.ticks, this.handle);
    this.playButton = make("button", { class: "loc-play", type: "button", onclick: () => this.toggle() });
    this.backButton = make("button", { type: "button", onclick: () => this.step(-1) }, icon(GLYPHS.back));
    this.nextButton = make("button", { type: "button", onclick: () => this.step(1) }, icon(GLYPHS.next));
    this.loopButton = make("button", { type: "button", "aria-pressed": "false", onclick: () => this.toggleLoop() }, icon(GLYPHS.loop));
    this.speedSelect = make("select", { onchange: () => this.choseSpeed() });
    this.field = make("input", { type: "date", onchange: () => this.typed() });
    this.element = make("div", { class: "loc-timeline" },
      make("div", { class: "loc-buttons" }, this.backButton, this.playButton, this.nextButton),
      this.track,
      make("div", { class: "loc-options" }, this.field, this.speedSelect, this.loopButton));
    this.listen();
  }

  listen() {
    this.track.addEventListener("pointerdown", (event) => {
      this.pause();
      this.track.setPointerCapture(event.pointerId);
      this.dragging = true;
      this.dragTo(event);
      this.track.focus({ preventScroll: true });
    });
    this.track.addEventListener("pointermove", (event) => {
      if (this.dragging) this.dragTo(event);
      else this.hover(event);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      this.track.addEventListener(end, () => { this.dragging = false; });
    }
    this.track.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.step(Math.sign(event.deltaY || event.deltaX));
    }, { passive: false });
    this.speedSelect.addEventListener("pointerdown", () => { this.pointed = true; });
    this.speedSelect.addEventListener("keydown", () => { this.pointed = false; });
    this.field.addEventListener("pointerdown", () => { this.writing = false; });
    this.field.addEventListener("keydown", (event) => {
      this.writing = true;
      if (event.key === "Enter") this.written();
    });
    this.field.addEventListener("blur", () => this.written());
    new ResizeObserver(() => this.drawTicks()).observe(this.track);
  }

  // A speed chosen by mouse or finger gives the keys back to the slider.
  choseSpeed() {
    this.speed = Number(this.speedSelect.value);
    if (this.pointed) this.speedSelect.blur();
  }

  translate(locale, palette) {
    this.locale = locale;
    this.palette = palette;
    const label = (element, key) => {
      element.title = locale.say(key);
      element.setAttribute("aria-label", locale.say(key));
    };
    label(this.backButton, "previous_stop");
    label(this.nextButton, "next_stop");
    label(this.loopButton, "loop");
    label(this.speedSelect, "speed");
    label(this.field, "go_to_day");
    label(this.track, "day_slider");
    this.speedSelect.replaceChildren(...SPEEDS.map((value) =>
      make("option", { value, text: locale.say("speed_value", { value }), selected: value === this.speed })));
    this.field.min = isoDay(this.record.firstDay);
    this.field.max = isoDay(this.record.horizon);
    this.paintPlay();
    this.drawTicks();
  }

  paintPlay() {
    const key = this.playing ? "pause" : "play";
    this.playButton.replaceChildren(icon(GLYPHS[key]));
    this.playButton.title = this.locale.say(key);
    this.playButton.setAttribute("aria-label", this.locale.say(key));
  }

  share(day) {
    const span = this.record.horizon - this.record.firstDay;
    return span ? (day - this.record.firstDay) / span : 0;
  }

  dayAt(event) {
    const box = this.track.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (event.clientX - box.left - 12) / (box.width - 24)));
    return Math.round(this.record.firstDay + share * (this.record.horizon - this.record.firstDay));
  }

  dragTo(event) {
    this.handlers.go(this.dayAt(event));
  }

  hover(event) {
    const day = this.dayAt(event);
    const headline = this.locale.of(this.record.headline(this.record.dateOf(day)));
    this.track.title = `${this.locale.day(day)} · ${headline}`;
  }

  // Written digit by digit, a day passes through others, many of them out of range.
  typed() {
    const day = dayNumber(this.field.value);
    clearTimeout(this.waiting);
    this.waiting = null;
    if (Number.isNaN(day)) return;
    const known = day >= this.record.firstDay && day <= this.record.horizon;
    if (known || !this.writing) this.handlers.go(day, true);
    else this.waiting = setTimeout(() => this.written(), WRITING_MS);
  }

  // Answers what stands in the field: a day out of range, or none, gives way to the day shown.
  written() {
    this.writing = false;
    if (this.waiting) this.typed();
    if (this.field.value !== isoDay(this.day)) this.field.value = isoDay(this.day);
  }

  show(day) {
    this.day = day;
    this.handle.style.insetInlineStart = "0";
    this.handle.style.left = `calc(12px + ${this.share(day)} * (100% - 24px))`;
    const date = this.record.dateOf(day);
    this.track.setAttribute("aria-valuemin", this.record.firstDay);
    this.track.setAttribute("aria-valuemax", this.record.horizon);
    this.track.setAttribute("aria-valuenow", day);
    const spoken = [this.locale.day(day), this.locale.age(day - date), this.locale.of(this.record.headline(date))];
    this.track.setAttribute("aria-valuetext", spoken.filter(Boolean).join(". "));
    // Setting it anew, even to the same day, would undo a digit just written.
    if (this.field.value !== isoDay(day)) this.field.value = isoDay(day);
  }

  // The snapshot date before or after the day shown.
  step(direction) {
    const target = direction > 0
      ? this.dates.find((date) => date > this.day)
      : this.dates.findLast((date) => date < this.day);
    if (target !== undefined) this.handlers.go(target);
    return target !== undefined;
  }

  key(name, shift) {
    const { firstDay, lastDay, horizon } = this.record;
    const within = (day) => Math.max(firstDay, Math.min(horizon, day));
    const actions = {
      ArrowRight: () => (shift ? this.handlers.go(within(this.day + WEEK)) : this.step(1)),
      ArrowLeft: () => (shift ? this.handlers.go(within(this.day - WEEK)) : this.step(-1)),
      PageDown: () => this.handlers.go(within(this.day + WEEK)),
      PageUp: () => this.handlers.go(within(this.day - WEEK)),
      Home: () => this.handlers.go(firstDay),
      End: () => this.handlers.go(lastDay),
      " ": () => this.toggle(),
    };
    if (!actions[name]) return false;
    if (name !== " ") this.pause();
    actions[name]();
    return true;
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    if (!this.dates.some((date) => date > this.day)) this.handlers.go(this.dates[0]);
    this.playing = true;
    this.since = performance.now();
    this.paintPlay();
    const tick = (now) => {
      if (!this.playing) return;
      if (now - this.since >= 1000 / this.speed) {
        this.since = now;
        if (!this.step(1)) this.ended();
      }
      this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }

  ended() {
    if (this.loop) this.handlers.go(this.dates[0]);
    else this.pause();
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    cancelAnimationFrame(this.frame);
    this.paintPlay();
    this.handlers.rest();
  }

  toggleLoop() {
    this.loop = !this.loop;
    this.loopButton.setAttribute("aria-pressed", String(this.loop));
  }

  drawTicks() {
    if (!this.locale) return;
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.track;
    this.ticks.width = width * ratio;
    this.ticks.height = height * ratio;
    const context = this.ticks.getContext("2d");
    context.scale(ratio, ratio);
    drawTicks(context, this, width);
  }
}

function drawTicks(context, timeline, width) {
  const { record, palette, locale } = timeline;
  const { ticks } = palette.colours;
  const x = (day) => 12 + timeline.share(day) * (width - 24);
  context.fillStyle = ticks.rail;
  context.fillRect(12, 24, width - 24, 3);
  context.fillStyle = ticks.stop;
  const dense = record.dates.length > (width - 24) / 4;
  for (const date of record.dates) context.fillRect(x(date) - 0.75, dense ? 24 : 20, 1.5, dense ? 3 : 11);
  // A ring round the snapshot date of a day that was corrected after it was published.
  context.strokeStyle = ticks.stop;
  context.lineWidth = 1.5;
  for (const date of record.corrected) {
    context.beginPath();
    context.arc(x(date), 25.5, 6, 0, 2 * Math.PI);
    context.stroke();
  }
  context.fillStyle = ticks.event;
  for (const [day, count] of record.eventDays) {
    const radius = dense ? 1.5 : Math.min(4.5, 1.8 + count * 0.45);
    context.beginPath();
    context.arc(x(day), 11, radius, 0, 2 * Math.PI);
    context.fill();
  }
  context.fillStyle = ticks.text;
  context.font = `11px ${FONT}`;
  context.textAlign = "center";
  let right = -Infinity;
  const span = record.horizon - record.firstDay;
  for (const day of record.dayLabels()) {
    const label = locale.day(day, span > 200 ? "month" : "shortDay");
    const half = context.measureText(label).width / 2;
    const middle = Math.max(half + 2, Math.min(width - half - 2, x(day)));
    if (middle - half < right + 10) continue;
    context.fillText(label, middle, 45);
    right = middle + half;
  }
}
