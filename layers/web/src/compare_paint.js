// @ts-nocheck
// What changed between two days, drawn from the arcs that both share.
//
// Held ground is pale. Ground that changed hands has the colour of who holds it now, with stripes in
// that of who held it before. While a handle moves, it is what lies in both of two areas; at rest it
// is the ground that Python measured.

import STYLE from "../../style.json" with { type: "json" };
import { stripes } from "./canvas.js";
import { ControlPainter, groundPattern } from "./paint.js";

export class ChangePainter extends ControlPainter {
  constructor(control, palette, app) {
    super(control, palette);
    this.app = app;
    this.signs = new Map();
  }

  paint(context, frame, layers) {
    for (const geometry of this.areas(this.shown)) this.held(context, frame, geometry);
    const exact = this.app.exact;
    if (exact) this.measured(context, frame, exact);
    else this.moving(context, frame);
    this.ghost(context, frame);
    if (layers.has("fronts")) this.fronts(context, frame);
  }

  areas(date) {
    return this.control.geometries(date).filter(({ properties }) => this.app.counts(properties));
  }

  held(context, frame, geometry) {
    const { party, status, basis } = geometry.properties;
    const path = frame.toCanvas(this.control.path(geometry));
    const pattern = groundPattern(status, basis);
    if (pattern) context.fillStyle = stripes(context, frame, { ...this.palette.heldHatch(party), ...STYLE.hatches[pattern.held_hatch] });
    else context.fillStyle = this.palette.faint(party);
    context.fill(path, "evenodd");
  }

  measured(context, frame, exact) {
    for (const { before, after, path } of exact.pieces) {
      context.fillStyle = this.moved(context, frame, before, after);
      context.fill(frame.toCanvas(path), "evenodd");
    }
  }

  // Of each area of the later day, what lay in somebody else's on the earlier one.
  moving(context, frame) {
    const earlier = this.areas(this.before).filter((area) => !this.same(area, this.shown));
    for (const area of this.areas(this.shown)) {
      if (this.same(area, this.before)) continue;
      context.save();
      context.clip(frame.toCanvas(this.control.path(area)), "evenodd");
      for (const other of earlier) {
        if (other.properties.party === area.properties.party || other.properties.basis !== area.properties.basis) continue;
        context.fillStyle = this.moved(context, frame, other.properties.party, area.properties.party);
        context.fill(frame.toCanvas(this.control.path(other)), "evenodd");
      }
      context.restore();
    }
  }

  // Whether a party has the very same ground at another snapshot date.
  same(area, date) {
    return this.control.geometries(date).some((other) =>
      ["party", "status", "basis"].every((key) => other.properties[key] === area.properties[key]) && this.sign(other) === this.sign(area));
  }

  sign(area) {
    if (!this.signs.has(area)) this.signs.set(area, this.control.rings(area).flat().sort((a, b) => a - b).join());
    return this.signs.get(area);
  }

  moved(context, frame, before, after) {
    const { contested, ground } = this.palette.colours;
    if (after === "CONTESTED") return stripes(context, frame, { ...this.palette.hatch(after), ...STYLE.hatches.contested });
    const background = after === null ? ground.country : this.palette.party(after);
    const colour = before === null ? ground.country : before === "CONTESTED" ? contested.ground : this.palette.party(before);
    return stripes(context, frame, { colour, background, ...STYLE.hatches.moved });
  }
}

// A map of one day, with claimed ground or without.
export class DayPainter extends ControlPainter {
  constructor(control, palette, app) {
    super(control, palette);
    this.app = app;
  }

  areas(date) {
    return this.control.geometries(date).filter(({ properties }) => this.app.counts(properties));
  }
}

// What Python measured at rest: ground that changed hands, and km² per party.
export class Measured {
  constructor(document_, plane) {
    const { from, to, claimed, min_km2: minKm2 } = document_;
    this.key = [from, to, Number(claimed), minKm2].join("|");
    this.rows = new Map(document_.slots.map((row) => [row.slot, [row.gained_km2, row.lost_km2]]));
    this.pieces = document_.pieces.map((piece) => this.piece(piece, document_.grid_deg, plane));
  }

  piece({ before, after, km2, rings, label }, grid, plane) {
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
    return { before, after, km2, path, at: label && { x: plane.x(label.lon), y: plane.y(label.lat) } };
  }
}

// The borders that are on only one of two days: their bounds [[south, west], [north, east]], and the
// longitude of their middle, east and west of which lies as much of them.
export function changedBounds(control, before, after) {
  const [one, other] = [control.frontArcs(before), control.frontArcs(after)];
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  const across = [];
  for (const arc of [...one.keys(), ...other.keys()]) {
    if (one.has(arc) && other.has(arc)) continue;
    const points = control.arcs[arc];
    for (let index = 0; index < points.length; index += 2) {
      across.push(points[index]);
      bounds[0] = Math.min(bounds[0], points[index]);
      bounds[1] = Math.min(bounds[1], points[index + 1]);
      bounds[2] = Math.max(bounds[2], points[index]);
      bounds[3] = Math.max(bounds[3], points[index + 1]);
    }
  }
  if (bounds[0] > bounds[2]) return null;
  const [northWest, southEast] = [control.plane.at(bounds[0], bounds[1]), control.plane.at(bounds[2], bounds[3])];
  const [middle] = control.plane.at(across.sort((a, b) => a - b)[across.length >> 1], 0);
  return { bounds: [[southEast[1], northWest[0]], [northWest[1], southEast[0]]], middle };
}
