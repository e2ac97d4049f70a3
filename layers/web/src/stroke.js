// Lines and hatches of the style, drawn on a canvas.

import STYLE from "../../style.json" with { type: "json" };

/** @import { CanvasFrame } from "./canvas_layer.js" */

/** @typedef {{ width: number, dash?: number[] }} Line  CSS pixels; a dash is a line and a gap */
/**
 * @typedef {object} Hatch
 * @property {string} colour
 * @property {string} background
 * @property {number} spacing CSS pixels along a level line
 * @property {number} width CSS pixels
 * @property {number} angle 45 (rising) or 135 (falling)
 */
/**
 * @typedef {{ status?: string, basis?: string, hatch: string, held_hatch: string }} GroundPattern
 */
/** @typedef {Record<string, { spacing: number, width: number, angle: number }>} Hatches */

export const HATCHES = /** @type {Hatches} */ (STYLE.hatches);
export const LINES = /** @type {Record<string, Line>} */ (STYLE.lines);

/**
 * Width, or a factor of widths, that grows with the zoom.
 *
 * @param {{ from_zoom: number, base: number, per_zoom: number, min: number, max: number }} growth
 * @param {number} zoom
 */
export function grown({ from_zoom: from, base, per_zoom: step, min, max }, zoom) {
  return Math.max(min, Math.min(max, base + (zoom - from) * step));
}

/**
 * Set the pen to a line of the style, wider by a factor.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {CanvasFrame} frame
 * @param {string} colour
 * @param {Line} line
 * @param {number} [factor]
 */
export function pen(context, frame, colour, { width, dash = [] }, factor = 1) {
  context.strokeStyle = colour;
  context.lineWidth = width * factor * frame.ratio;
  context.lineJoin = "round";
  context.lineCap = dash.length ? "butt" : "round";
  context.setLineDash(dash.map((length) => length * frame.ratio));
}

/**
 * Pattern of ground of a status and basis; undefined is plain.
 *
 * @param {string} status
 * @param {string} basis
 */
export function groundPattern(status, basis) {
  const patterns = /** @type {GroundPattern[]} */ (STYLE.ground_patterns);
  return patterns.find((pattern) => pattern.status === status || pattern.basis === basis);
}

/**
 * One tile of each hatch that was drawn, by its colours and measures.
 *
 * @type {Map<string, CanvasPattern>}
 */
const patterns = new Map();
// A theme has a few dozen; a day of changing themes and screens leaves no more.
const MAX_PATTERNS = 400;

/**
 * Fill of diagonal stripes, anchored to the map so that they stay put when it is dragged.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {{ ratio: number, origin: { x: number, y: number } }} frame
 * @param {Omit<Hatch, "background"> & { background?: string }} hatch
 */
export function stripes(context, frame, hatch) {
  const { ratio, origin } = frame;
  const period = Math.max(4, Math.round(hatch.spacing * ratio));
  const { colour, background, width, angle } = hatch;
  const key = [colour, background, period, width * ratio, angle].join();
  let pattern = patterns.get(key);
  if (!pattern) {
    if (patterns.size >= MAX_PATTERNS) patterns.clear();
    pattern = drawStripes(context, period, hatch.width * ratio, hatch);
    patterns.set(key, pattern);
  }
  const turn = hatch.angle === 135 ? -1 : 1;
  const [x, y] = [-(origin.x * ratio) % period, -(origin.y * ratio) % period];
  pattern.setTransform(new DOMMatrix([turn, 0, 0, 1, x, y]));
  return pattern;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} period device pixels
 * @param {number} width device pixels
 * @param {{ colour: string, background?: string }} colours
 */
function drawStripes(context, period, width, { colour, background }) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = period;
  const brush = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  if (background) {
    brush.fillStyle = background;
    brush.fillRect(0, 0, period, period);
  }
  brush.strokeStyle = colour;
  brush.lineWidth = width;
  brush.beginPath();
  for (const shift of [-period, 0, period]) {
    brush.moveTo(shift - 2, period + 2);
    brush.lineTo(shift + period + 2, -2);
  }
  brush.stroke();
  return /** @type {CanvasPattern} */ (context.createPattern(tile, "repeat"));
}
