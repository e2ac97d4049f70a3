// Track of a slider over time: true spacing of days, ticks of snapshot dates, dots of events.

import { make } from "./dom.js";
import { FONT } from "./type.js";

/** @import { Locale } from "./locale.js" */
/** @import { Palette } from "./palette.js" */
/** @import { MapRecord } from "./record.js" */

// From the ends of the track to the first and last day, CSS pixels: half a handle.
const INSET_PX = 12;
const LABEL_PX = 11;

export class DayTrack {
  /**
   * @param {MapRecord} record
   * @param {...HTMLElement} handles
   */
  constructor(record, ...handles) {
    this.record = record;
    this.canvas = make("canvas", { class: "loc-ticks", "aria-hidden": "true" });
    this.element = make("div", { class: "loc-track" }, this.canvas, ...handles);
    /** @type {Locale | null} */
    this.locale = null;
    /** @type {Palette | null} */
    this.palette = null;
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  /**
   * @param {Locale} locale
   * @param {Palette} palette
   */
  translate(locale, palette) {
    this.locale = locale;
    this.palette = palette;
    this.draw();
  }

  /** Share of the track before a day, 0 to 1. @param {number} day */
  share(day) {
    const { firstDay, horizon } = this.record;
    return horizon > firstDay ? (day - firstDay) / (horizon - firstDay) : 0;
  }

  /** Position of a day as a CSS length from the left. @param {number} day */
  left(day) {
    return `calc(${INSET_PX}px + ${this.share(day)} * (100% - ${2 * INSET_PX}px))`;
  }

  /** Position of a day as a CSS length from the right. @param {number} day */
  right(day) {
    return `calc(${INSET_PX}px + ${1 - this.share(day)} * (100% - ${2 * INSET_PX}px))`;
  }

  /** Day under a pointer, or the nearest one. @param {PointerEvent} event */
  dayAt(event) {
    const box = this.element.getBoundingClientRect();
    const share = (event.clientX - box.left - INSET_PX) / (box.width - 2 * INSET_PX);
    const { firstDay, horizon } = this.record;
    return Math.round(firstDay + Math.max(0, Math.min(1, share)) * (horizon - firstDay));
  }

  draw() {
    const { locale, palette } = this;
    if (!locale || !palette) return;
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.element;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    context.scale(ratio, ratio);
    this.drawTicks(context, width, palette);
    this.drawLabels(context, width, palette, locale);
  }

  /**
   * @param {number} day
   * @param {number} width of the track
   */
  x(day, width) {
    return INSET_PX + this.share(day) * (width - 2 * INSET_PX);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} width
   * @param {Palette} palette
   */
  drawTicks(context, width, palette) {
    const { record } = this;
    const { ticks } = palette.colours;
    const rail = width - 2 * INSET_PX;
    context.fillStyle = ticks.rail;
    context.fillRect(INSET_PX, 24, rail, 3);
    context.fillStyle = ticks.date;
    const dense = record.dates.length > rail / 4;
    for (const date of record.dates) {
      context.fillRect(this.x(date, width) - 0.75, dense ? 24 : 20, 1.5, dense ? 3 : 11);
    }
    // A ring round the date of a snapshot that was corrected after it was published.
    context.strokeStyle = ticks.date;
    context.lineWidth = 1.5;
    for (const date of record.corrected) {
      context.beginPath();
      context.arc(this.x(date, width), 25.5, 6, 0, 2 * Math.PI);
      context.stroke();
    }
    context.fillStyle = ticks.event;
    for (const [day, count] of record.eventDays) {
      const radius = dense ? 1.5 : Math.min(4.5, 1.8 + count * 0.45);
      context.beginPath();
      context.arc(this.x(day, width), 11, radius, 0, 2 * Math.PI);
      context.fill();
    }
  }

  /**
   * Write the names of days or months, as many as have room.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {number} width
   * @param {Palette} palette
   * @param {Locale} locale
   */
  drawLabels(context, width, palette, locale) {
    const { record } = this;
    context.fillStyle = palette.colours.ticks.text;
    context.font = `${LABEL_PX}px ${FONT}`;
    context.direction = locale.direction;
    context.textRendering = "geometricPrecision";
    context.textAlign = "center";
    const style = record.isLong ? "shortMonth" : "short";
    let right = -Infinity;
    for (const day of record.dayLabels()) {
      const label = locale.day(day, style);
      const half = context.measureText(label).width / 2;
      const middle = Math.max(half + 2, Math.min(width - half - 2, this.x(day, width)));
      if (middle - half < right + 10) continue;
      context.fillText(label, middle, 45);
      right = middle + half;
    }
  }
}
