// The link of the compare page: two days, how they are shown, and what is counted.

import { LAYERS, linkParameter, readParameters, writeParameters } from "./link.js";

/** @import { LinkRecord } from "./link_kinds.js" */
/** @import { ReplayState } from "./link.js" */

/**
 * State of the comparison; `day` is the later of the two, `distances` are none.
 *
 * @typedef {Omit<ReplayState, "day" | "distances"> & {
 *   from: number,
 *   to: number,
 *   mode: "swipe" | "side" | "change",
 *   claimed: boolean,
 *   minKm2: number,
 *   split: number | null,
 *   notDrawn: Set<string>,
 * }} CompareState
 *
 * `claimed` is whether claimed ground is counted, `minKm2` the smallest change that is listed,
 * `split` the place of the divider in percent of the width (null is its own choice), and
 * `notDrawn` are the layers that the link keeps for the next page.
 */

const { not_drawn: notDrawnOn } = linkParameter("layers", "compare", "names");

/** Ways of showing two days. */
export const MODES = /** @type {CompareState["mode"][]} */ (
  linkParameter("view", "compare", "choice").values);

/** Smallest and largest threshold of a change, in km². */
export const KM2_RANGE = linkParameter("min_km2", "compare", "number").range;

/** Layers of the comparison: on two maps of two days, others would only be in the way. */
export const SPAN_LAYERS = LAYERS.filter((name) => !notDrawnOn?.compare.includes(name));

/**
 * Read the state of the comparison from its link, and what cannot be followed in it.
 *
 * @param {string} search query string
 * @param {LinkRecord} record
 */
export function readSpan(search, record) {
  const { values, problems } = readParameters(search, "compare", record);
  const days = /** @type {number[]} */ ([values.from, values.to]);
  const names = [.../** @type {Set<string>} */ (values.layers)];
  const [from, to] = days.sort((a, b) => a - b);
  const state = {
    from, to, mode: values.view, claimed: values.claimed, minKm2: values.min_km2,
    split: values.split, view: values.at, language: values.lang,
    theme: values.theme, clean: values.clean,
    layers: new Set(names.filter((name) => SPAN_LAYERS.includes(name))),
    notDrawn: new Set(names.filter((name) => !SPAN_LAYERS.includes(name))),
  };
  // What the kinds of these parameters in link.json give.
  return { state: /** @type {CompareState} */ (state), problems };
}

/**
 * Write the state of the comparison as its link.
 *
 * @param {string} search query string that is kept
 * @param {CompareState} state
 */
export function writeSpan(search, state) {
  const { from, to, mode, claimed, minKm2, split, view, layers, notDrawn } = state;
  return writeParameters(search, "compare", {
    from, to, view: mode, claimed, min_km2: minKm2, split: mode === "swipe" ? split : null,
    at: view, layers: new Set([...layers, ...notDrawn]), lang: state.language,
    theme: state.theme, clean: state.clean,
  });
}
