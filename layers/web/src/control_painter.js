// Areas of control and front lines of one effective date.

import STYLE from "../../style.json" with { type: "json" };
import { grown, groundPattern, HATCHES, LINES, pen, stripes } from "./stroke.js";

/** @import { CanvasFrame } from "./canvas_layer.js" */
/** @import { Palette } from "./palette.js" */
/** @import { AreaProperties } from "./payload" */
/** @import { Geometry, Topology } from "./topology.js" */

/** @typedef {(properties: AreaProperties) => boolean} Counts  whether an area counts on this map */

export class FrontPainter {
  /**
   * @param {Topology<AreaProperties>} control
   * @param {Palette} palette
   */
  constructor(control, palette) {
    this.control = control;
    this.palette = palette;
  }

  /**
   * Paint the front lines of a date; those at contested ground are thinner.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   * @param {string} date ISO
   */
  paint(context, frame, date) {
    const { front } = this.palette.colours;
    const { contact, contested } = this.control.fronts(date);
    const factor = grown(STYLE.growth.front, frame.zoom);
    const [strong, thin] = [frame.toCanvas(contact), frame.toCanvas(contested)];
    /** @type {[Path2D, string, string][]} */
    const strokes = [
      [strong, front.halo, "front_halo"],
      [thin, front.halo, "contested_front_halo"],
      [strong, front.line, "front"],
      [thin, front.line, "contested_front"],
    ];
    for (const [path, colour, line] of strokes) {
      pen(context, frame, colour, LINES[line], factor);
      context.stroke(path);
    }
  }

  /**
   * Paint the front lines of an earlier date that a later one has no more.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   * @param {string} earlier ISO
   * @param {string} later ISO
   */
  paintPrevious(context, frame, earlier, later) {
    const { front } = this.palette.colours;
    const path = frame.toCanvas(this.control.formerFronts(earlier, later));
    pen(context, frame, front.halo, LINES.former_front_halo);
    context.stroke(path);
    pen(context, frame, front.line, LINES.former_front);
    context.stroke(path);
  }
}

export class ControlPainter {
  /**
   * @param {Topology<AreaProperties>} control
   * @param {Palette} palette
   * @param {Counts} [counts]
   */
  constructor(control, palette, counts = () => true) {
    this.control = control;
    this.palette = palette;
    this.counts = counts;
    this.fronts = new FrontPainter(control, palette);
  }

  /**
   * Paint the areas and the front lines of a date, and the front lines of the date before.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   * @param {{ date: string, before: string | null, layers: Set<string> }} content dates are ISO
   */
  paint(context, frame, { date, before, layers }) {
    for (const geometry of this.control.geometries(date)) {
      if (this.counts(geometry.properties)) this.area(context, frame, geometry);
    }
    if (layers.has("fronts_before") && before) {
      this.fronts.paintPrevious(context, frame, before, date);
    }
    if (layers.has("fronts")) this.fronts.paint(context, frame, date);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   * @param {Geometry<AreaProperties>} geometry
   */
  area(context, frame, geometry) {
    const { party, status, basis } = geometry.properties;
    const pattern = groundPattern(status, basis);
    context.fillStyle = pattern
      ? stripes(context, frame, { ...this.palette.hatch(party), ...HATCHES[pattern.hatch] })
      : this.palette.party(party);
    context.fill(frame.toCanvas(this.control.path(geometry)), "evenodd");
  }
}
