// What Python measured between two days at rest: ground that changed hands, and km² by party.

/** @import { MercatorPlane } from "./plane.js" */
/** @import { ChangeMessage } from "./payload" */

/**
 * @typedef {object} ChangedPiece
 * @property {string | null} before party before; null is none
 * @property {string | null} after party after
 * @property {number} km2
 * @property {Path2D} path in the plane
 * @property {{ x: number, y: number } | null} label point of the plane for its number
 */

/**
 * Key of what is measured: two effective dates, and what counts.
 *
 * @param {Pick<ChangeMessage, "from" | "to" | "claimed" | "min_km2">} measured
 */
export function measureKey({ from, to, claimed, min_km2: minKm2 }) {
  return [from, to, Number(claimed), minKm2].join("|");
}

export class MeasuredChange {
  /**
   * @param {ChangeMessage} message
   * @param {MercatorPlane} plane
   */
  constructor(message, plane) {
    this.key = measureKey(message);
    this.rows = new Map(message.slots.map((row) => [row.slot, row]));
    this.pieces = message.pieces.map((piece) => decodePiece(piece, message.grid_deg, plane));
  }
}

/**
 * @param {ChangeMessage["pieces"][number]} piece
 * @param {number} grid degrees of a step of a ring
 * @param {MercatorPlane} plane
 * @returns {ChangedPiece}
 */
function decodePiece({ before, after, km2, rings, label }, grid, plane) {
  const path = new Path2D();
  for (const ring of rings) {
    let [lon, lat] = [0, 0];
    for (let index = 0; index < ring.lon.length; index++) {
      lon += ring.lon[index];
      lat += ring.lat[index];
      const [x, y] = [plane.x(lon * grid), plane.y(lat * grid)];
      if (index) path.lineTo(x, y);
      else path.moveTo(x, y);
    }
    path.closePath();
  }
  const spot = label && { x: plane.x(label.lon), y: plane.y(label.lat) };
  return { before, after, km2, path, label: spot };
}
