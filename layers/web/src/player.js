// Playing: one snapshot date after another, as fast as is chosen.

import { icon, make } from "./dom.js";

/** @import { Locale } from "./locale.js" */

/**
 * @typedef {object} PlayerHandlers
 * @property {() => boolean} step go to the next date; whether there was one
 * @property {() => void} rewind go to the first date
 * @property {() => boolean} atEnd whether no date comes after the day shown
 * @property {() => void} rest playing has ended
 */

// Snapshot dates a second.
const SPEEDS = [0.5, 1, 2, 5, 10, 30];
const PLAY = "M7 4l13 8-13 8z";
const PAUSE = "M8 5v14M16 5v14";
const LOOP = "M4 11a7 7 0 0 1 12-5l3 3M20 13a7 7 0 0 1-12 5l-3-3M19 4v5h-5M5 20v-5h5";

export class Player {
  /** @param {PlayerHandlers} handlers */
  constructor(handlers) {
    this.handlers = handlers;
    this.rate = 1;
    this.looping = false;
    this.playing = false;
    this.frame = 0;
    // Whether the speed is being chosen by mouse or finger.
    this.pointed = false;
    /** @type {Locale | null} */
    this.locale = null;
    this.play = make("button", { class: "loc-play", type: "button", onclick: () => this.toggle() });
    this.loop = make("button", {
      type: "button", "aria-pressed": "false", onclick: () => this.toggleLoop(),
    }, icon(LOOP));
    this.speed = make("select", { onchange: () => this.chooseSpeed() });
    this.speed.addEventListener("pointerdown", () => { this.pointed = true; });
    this.speed.addEventListener("keydown", () => { this.pointed = false; });
  }

  /** @param {Locale} locale */
  translate(locale) {
    this.locale = locale;
    /** @type {[HTMLElement, string][]} */
    const labels = [[this.loop, "loop"], [this.speed, "speed"]];
    for (const [element, key] of labels) {
      element.title = locale.say(key);
      element.setAttribute("aria-label", element.title);
    }
    this.speed.replaceChildren(...SPEEDS.map((value) => {
      const text = locale.say("speed_value", { value });
      return make("option", { value, text, selected: value === this.rate });
    }));
    this.showState();
  }

  showState() {
    this.play.replaceChildren(icon(this.playing ? PAUSE : PLAY));
    this.play.title = this.locale?.say(this.playing ? "pause" : "play") ?? "";
    this.play.setAttribute("aria-label", this.play.title);
  }

  // A speed chosen by mouse or finger gives the keys back to the slider.
  chooseSpeed() {
    this.rate = Number(this.speed.value);
    if (this.pointed) this.speed.blur();
  }

  toggleLoop() {
    this.looping = !this.looping;
    this.loop.setAttribute("aria-pressed", String(this.looping));
  }

  toggle() {
    if (this.playing) this.pause();
    else this.start();
  }

  start() {
    if (this.handlers.atEnd()) this.handlers.rewind();
    this.playing = true;
    this.showState();
    let since = performance.now();
    /** @type {FrameRequestCallback} */
    const tick = (now) => {
      if (!this.playing) return;
      if (now - since >= 1000 / this.rate) {
        since = now;
        if (!this.handlers.step()) this.end();
      }
      this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }

  end() {
    if (this.looping) this.handlers.rewind();
    else this.pause();
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    cancelAnimationFrame(this.frame);
    this.showState();
    this.handlers.rest();
  }
}
