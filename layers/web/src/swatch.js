// Key of a kind of ground: its colour, with the pattern of its status and basis.

import { make } from "./dom.js";

/** @import { Palette } from "./palette.js" */

/**
 * @param {Palette} palette
 * @param {string} party
 * @param {string} status
 * @param {string} basis
 */
export function swatch(palette, party, status, basis) {
  const mark = make("i", { class: `loc-swatch loc-${status} loc-${basis}` });
  const { colour, background } = palette.hatch(party);
  mark.style.setProperty("--fill", colour);
  mark.style.setProperty("--faint", background);
  return mark;
}
