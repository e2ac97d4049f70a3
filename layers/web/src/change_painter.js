// What changed between two days, drawn from the arcs that both share.
//
// Held ground is pale. Ground that changed hands has the colour of who holds it now, with stripes
// in that of who held it before. While a handle moves, it is what lies in both of two areas; at
// rest it is the ground that Python measured.

import { FrontPainter } from "./control_painter.js";
import { CONTESTED } from "./palette.js";
import { groundPattern, HATCHES, stripes } from "./stroke.js";

/** @import { CanvasFrame } from "./canvas_layer.js" */
/** @import { Counts } from "./control_painter.js" */
/** @import { MeasuredChange } from "./measured_change.js" */
/** @import { Palette } from "./palette.js" */
/** @import { AreaProperties } from "./payload" */
/** @import { Geometry, Topology } from "./topology.js" */

/** @typedef {{ date: string, before: string, layers: Set<string> }} ChangeContent  dates are ISO */

export class ChangePainter {
  /**
   * @param {Topology<AreaProperties>} control
   * @param {Palette} palette
   * @param {Counts} counts
   */
  constructor(control, palette, counts) {
    this.control = control;
    this.palette = palette;
    this.counts = counts;
    this.fronts = new FrontPainter(control, palette);
    /**
     * Arcs of an area, which two dates share where it is the same.
     *
     * @type {Map<Geometry<AreaProperties>, string>}
     */
    this.outlines = new Map();
  }

  /**
   * Paint the change from one date to a later one.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   * @param {ChangeContent} content
   * @param {MeasuredChange | null} change what was measured between the two, once it is
   */
  paint(context, frame, content, change) {
    for (const geometry of this.areas(content.date)) this.held(context, frame, geometry);
    if (change) this.measured(context, frame, change);
    else this.moving(context, frame, content);
    this.fronts.paintPrevious(context, frame, content.before, content.date);
    if (content.layers.has("fronts")) this.fronts.paint(context, frame, content.date);
  }

  /** @param {string} date */
  areas(date) {
    return this.control.geometries(date).filter(({ properties }) => this.counts(properties));
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   * @param {Geometry<AreaProperties>} geometry
   */
  held(context, frame, geometry) {
    const { party, status, basis } = geometry.properties;
    const pattern = groundPattern(status, basis);
    context.fillStyle = pattern
      ? stripes(context, frame, {
          ...this.palette.heldHatch(party), ...HATCHES[pattern.held_hatch],
        })
      : this.palette.faint(party);
    context.fill(frame.toCanvas(this.control.path(geometry)), "evenodd");
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   * @param {MeasuredChange} change
   */
  measured(context, frame, change) {
    for (const { before, after, path } of change.pieces) {
      context.fillStyle = this.fill(context, frame, before, after);
      context.fill(frame.toCanvas(path), "evenodd");
    }
  }

  /**
   * Paint, of each area of the later date, what lay in another's on the earlier one.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   * @param {ChangeContent} content
   */
  moving(context, frame, { date, before }) {
    const earlier = this.areas(before).filter((area) => !this.unchanged(area, date));
    for (const area of this.areas(date)) {
      if (this.unchanged(area, before)) continue;
      const { party, basis } = area.properties;
      context.save();
      context.clip(frame.toCanvas(this.control.path(area)), "evenodd");
      for (const other of earlier) {
        const { properties } = other;
        if (properties.party === party || properties.basis !== basis) continue;
        context.fillStyle = this.fill(context, frame, properties.party, party);
        context.fill(frame.toCanvas(this.control.path(other)), "evenodd");
      }
      context.restore();
    }
  }

  /**
   * Whether a party has the very same ground on another date.
   *
   * @param {Geometry<AreaProperties>} area
   * @param {string} date
   */
  unchanged(area, date) {
    const { party, status, basis } = area.properties;
    return this.control.geometries(date).some(({ properties }, index, areas) =>
      properties.party === party && properties.status === status && properties.basis === basis
      && this.outline(areas[index]) === this.outline(area));
  }

  /** @param {Geometry<AreaProperties>} area */
  outline(area) {
    let outline = this.outlines.get(area);
    if (outline === undefined) {
      outline = this.control.rings(area).flat().sort((a, b) => a - b).join();
      this.outlines.set(area, outline);
    }
    return outline;
  }

  /**
   * Fill of ground that went from one party to another; null is ground of none.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   * @param {string | null} before
   * @param {string | null} after
   */
  fill(context, frame, before, after) {
    const { contested, ground } = this.palette.colours;
    if (after === CONTESTED) {
      return stripes(context, frame, { ...this.palette.hatch(after), ...HATCHES.contested });
    }
    const background = after === null ? ground.country : this.palette.party(after);
    const colour = before === null ? ground.country
      : before === CONTESTED ? contested.ground : this.palette.party(before);
    return stripes(context, frame, { colour, background, ...HATCHES.moved });
  }
}

/**
 * Bounds of the borders that stand on only one of two dates, [[south, west], [north, east]] in
 * degrees, and the longitude of their middle, west and east of which lies as much of them.
 *
 * @param {Topology<AreaProperties>} control
 * @param {string} before ISO
 * @param {string} after ISO
 * @returns {{ bounds: [[number, number], [number, number]], middle: number } | null}
 */
export function changedBounds(control, before, after) {
  const [earlier, later] = [control.frontArcs(before), control.frontArcs(after)];
  const [left, top, right, bottom] = [0, 1, 2, 3];
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  /** @type {number[]} */
  const across = [];
  for (const arc of [...earlier.keys(), ...later.keys()]) {
    if (earlier.has(arc) && later.has(arc)) continue;
    const points = control.arcs[arc];
    for (let index = 0; index < points.length; index += 2) {
      const [x, y] = [points[index], points[index + 1]];
      across.push(x);
      box[left] = Math.min(box[left], x);
      box[top] = Math.min(box[top], y);
      box[right] = Math.max(box[right], x);
      box[bottom] = Math.max(box[bottom], y);
    }
  }
  if (!across.length) return null;
  const [west, north] = control.plane.at(box[left], box[top]);
  const [east, south] = control.plane.at(box[right], box[bottom]);
  const [middle] = control.plane.at(across.sort((a, b) => a - b)[across.length >> 1], 0);
  return { bounds: [[south, west], [north, east]], middle };
}
