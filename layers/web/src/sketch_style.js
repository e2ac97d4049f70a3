// Style of the shapes of a sketch: colours of the theatre, lines and opacities of style.json.

/** @import { SketchDocument, SketchShape } from "./payload" */
/** @import { Theme } from "./theme.js" */

import STYLE from "../../style.json" with { type: "json" };
import { stripes } from "./stroke.js";
import { make } from "./dom.js";

// Leaflet hands the fill to the canvas, which takes a pattern as it takes a colour.
/** @typedef {Omit<L.PathOptions, "fillColor"> & { fillColor?: string | CanvasPattern }} Style */

/**
 * Leaflet's options of a shape.
 *
 * @param {SketchShape} shape
 * @param {SketchDocument} colours
 * @param {Theme} theme
 * @returns {L.PathOptions}
 */
export function shapeStyle({ kind, pattern, fill, faint }, colours, theme) {
  const ground = filling(pattern, fill[theme], faint[theme]);
  const style = { ...STYLE.sketch[kind], ...colouring(kind, ground, colours, theme) };
  return /** @type {L.PathOptions} */ (style);
}

/**
 * @param {SketchShape["kind"]} kind
 * @param {string | CanvasPattern} fillColor
 * @param {SketchDocument} colours
 * @param {Theme} theme
 * @returns {Style}
 */
function colouring(kind, fillColor, colours, theme) {
  const [measure, sketch] = [colours.measure[theme], colours.sketch[theme]];
  switch (kind) {
    case "area":
    case "change":
      return { color: colours.ground[theme].outline, fillColor };
    case "around":
      return { stroke: false, fillColor, interactive: false };
    case "problem":
    case "chosen":
      return { color: sketch[kind], fillColor: sketch[kind] };
    case "halo":
      return { color: measure.halo, fill: false, interactive: false };
    case "line":
      return { color: measure.line, fill: false };
    case "ring":
      return { color: measure.line, fill: false, interactive: false };
    case "front":
      return { color: colours.front[theme].line, fill: false, interactive: false };
    case "end":
      return { color: measure.halo, fillColor: measure.line };
  }
}

/**
 * The replay's own pattern; without one, the colour itself.
 *
 * @param {SketchShape["pattern"]} pattern
 * @param {string} colour
 * @param {string} background
 * @returns {string | CanvasPattern}
 */
function filling(pattern, colour, background) {
  const context = pattern && make("canvas").getContext("2d");
  if (!context) return colour;
  const frame = { ratio: 1, origin: { x: 0, y: 0 } };
  return stripes(context, frame, { ...STYLE.hatches[pattern], colour, background });
}

/**
 * Swatch of a legend.
 *
 * @param {string} pattern "" is a plain fill.
 * @param {string} fill
 * @param {string} faint
 */
export function swatch(pattern, fill, faint) {
  const element = make("span", { class: `swatch ${pattern}` });
  element.style.setProperty("--fill", fill);
  element.style.setProperty("--faint", faint);
  return element;
}
