// @ts-nocheck
// The link of the compare page: two days, how they are shown, and what is counted.

import { LAYERS, linkParameter, readParameters, writeParameters } from "./link.js";

export const MODES = linkParameter("view", "compare").values;
export const KM2_RANGE = linkParameter("min_km2", "compare").range;
// On two maps of two days, events and distances would only be in the way: the link keeps them for
// the next page.
export const SPAN_LAYERS = LAYERS.filter((name) => !linkParameter("layers", "compare").not_drawn.compare.includes(name));

// Returns {state, problems} as `readLink` does.
export function readSpan(search, record) {
  const { values, problems } = readParameters(search, "compare", record);
  const [from, to] = [values.from, values.to].sort((a, b) => a - b);
  const { view: mode, claimed, min_km2: least, split, at: view, lang: language, theme, clean } = values;
  const [layers, notDrawn] = [true, false].map((drawn) => new Set([...values.layers].filter((name) => SPAN_LAYERS.includes(name) === drawn)));
  return { state: { from, to, day: to, mode, claimed, least, split, view, layers, notDrawn, distances: [], language, theme, clean }, problems };
}

export function writeSpan(search, { from, to, mode, claimed, least, split, view, layers, notDrawn, language, theme, clean }) {
  return writeParameters(search, "compare", {
    from, to, view: mode, claimed, min_km2: least, split: mode === "swipe" ? split : null, at: view,
    layers: new Set([...layers, ...notDrawn]), lang: language, theme, clean,
  });
}
