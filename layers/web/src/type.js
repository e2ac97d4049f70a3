// The type that everything on the map is written in, and how wide its texts are.

import STYLE from "../../style.json" with { type: "json" };

export const FONT = `${STYLE.family}, sans-serif`;
const WEIGHTS = [400, 600, 700];
const SAMPLES = WEIGHTS.map((weight) => `${weight} 16px ${FONT}`);

/** @type {Map<string, number>} */
const widths = new Map();

/**
 * Whether the page's own type is there; also true of a page that has none.
 * @returns {boolean}
 */
export function hasType() {
  return SAMPLES.every((font) => document.fonts.check(font));
}

/**
 * Waits for the page's own type. A page without it, or without its files, is written in the
 * machine's sans-serif.
 * @returns {Promise<unknown>}
 */
export function loadType() {
  return Promise.allSettled(SAMPLES.map((font) => document.fonts.load(font)));
}

/**
 * How wide a text is in the font of a context, in CSS pixels.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @returns {number}
 */
export function textWidth(context, text) {
  const key = context.font + text;
  let width = widths.get(key);
  if (width === undefined) {
    width = context.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** Texts have other widths once their type has come. */
export function forgetWidths() {
  widths.clear();
}
