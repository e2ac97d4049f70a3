// Text on a canvas: fonts, halos, and plates with text on them.

import STYLE from "../../style.json" with { type: "json" };
import { FONT } from "./type.js";

/** @typedef {{ size: number, weight: number, height: number, radius: number }} PlateStyle */
/**
 * @typedef {object} Plate
 * @property {string} label
 * @property {number} x middle
 * @property {number} y middle
 * @property {number} width
 * @property {PlateStyle} style
 * @property {string} fill
 * @property {string} line
 * @property {string} ink
 */

export class TextPen {
  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} size CSS pixels
   * @param {number} weight
   * @param {boolean} [italic]
   */
  setFont(context, size, weight, italic = false) {
    context.font = `${italic ? "italic " : ""}${weight} ${size}px ${FONT}`;
  }

  /**
   * Write a text with a halo.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {{ colour: string, halo: string, haloWidth: number }} ink
   */
  write(context, text, x, y, { colour, halo, haloWidth }) {
    context.lineWidth = haloWidth;
    context.strokeStyle = halo;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Plate} plate
   */
  plate(context, { label, x, y, width, style, fill, line, ink }) {
    this.setFont(context, style.size, style.weight);
    context.textAlign = "center";
    context.beginPath();
    context.roundRect(x - width / 2, y - style.height / 2, width, style.height, style.radius);
    context.fillStyle = fill;
    context.strokeStyle = line;
    context.lineWidth = STYLE.lines.plate.width;
    context.fill();
    context.stroke();
    context.fillStyle = ink;
    context.fillText(label, x, y + 0.5);
  }
}
