// Ground of the map: sea, neighbours and country beneath the areas of control, lines above.

import STYLE from "../../style.json" with { type: "json" };
import { LAYERS } from "./link.js";
import { grown, HATCHES, LINES, pen, stripes } from "./stroke.js";

/** @import { CanvasFrame } from "./canvas_layer.js" */
/** @import { Palette } from "./palette.js" */
/** @import { BaseProperties } from "./payload" */
/** @import { Geometry, Topology } from "./topology.js" */

/**
 * @typedef {object} GroundPaint  how one object of the base map is drawn
 * @property {string} object
 * @property {string} colour
 * @property {string} [kind]
 * @property {boolean} [fill]
 * @property {string} [hatch]
 * @property {string} [line]
 * @property {keyof typeof STYLE.growth} [growth]
 */
/** @typedef {{ name: string, paint: GroundPaint[] }} GroundLayer */

export class GroundPainter {
  /**
   * @param {Topology<BaseProperties>} base
   * @param {Palette} palette
   */
  constructor(base, palette) {
    this.base = base;
    this.palette = palette;
  }

  /**
   * Paint what lies beneath the areas of control.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   */
  paint(context, frame) {
    for (const layer of /** @type {GroundLayer[]} */ (STYLE.ground.beneath)) {
      this.layer(context, frame, layer);
    }
  }

  /**
   * Paint what lies above them: water, governorates, zones, roads, outline.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   * @param {Set<string>} layers
   */
  paintAbove(context, frame, layers) {
    for (const layer of /** @type {GroundLayer[]} */ (STYLE.ground.above)) {
      if (layers.has(layer.name) || !LAYERS.includes(layer.name)) this.layer(context, frame, layer);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   * @param {GroundLayer} layer
   */
  layer(context, frame, layer) {
    /** @type {Record<string, string>} */
    const colours = this.palette.colours.ground;
    for (const paint of layer.paint) {
      const colour = colours[paint.colour];
      if (paint.hatch) {
        context.fillStyle = stripes(context, frame, { colour, ...HATCHES[paint.hatch] });
      } else if (paint.fill) context.fillStyle = colour;
      for (const geometry of this.base.geometries(paint.object)) {
        const { kind } = geometry.properties;
        if (geometry.type === "Point" || (paint.kind && kind !== paint.kind)) continue;
        const path = frame.toCanvas(this.base.path(geometry));
        if (paint.fill || paint.hatch) context.fill(path, "evenodd");
        else this.stroke(context, frame, path, colour, paint, geometry);
      }
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   * @param {Path2D} path
   * @param {string} colour
   * @param {GroundPaint} paint
   * @param {Geometry<BaseProperties>} geometry
   */
  stroke(context, frame, path, colour, paint, geometry) {
    if (paint.growth) {
      const width = grown(STYLE.growth[paint.growth], frame.zoom);
      const minor = (geometry.properties.rank ?? 1) > 1;
      pen(context, frame, colour, { width }, minor ? STYLE.minor_river : 1);
    } else if (paint.line) pen(context, frame, colour, LINES[paint.line]);
    context.stroke(path);
  }
}
