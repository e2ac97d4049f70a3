// @ts-nocheck
// What lies where on the map: ground beneath, control, water and lines above.

import STYLE from "../../style.json" with { type: "json" };
import { stripes } from "./canvas.js";
import { LAYERS } from "./link.js";

export class GroundPainter {
  constructor(base, palette) {
    this.base = base;
    this.palette = palette;
  }

  // Sea, neighbours, country: beneath the areas of control.
  paint(context, frame) {
    for (const layer of STYLE.ground.beneath) this.layer(context, frame, layer);
  }

  // Water, governorates, zones, roads, outline: above the areas of control.
  paintAbove(context, frame, layers) {
    for (const layer of STYLE.ground.above) {
      if (layers.has(layer.name) || !LAYERS.includes(layer.name)) this.layer(context, frame, layer);
    }
  }

  layer(context, frame, layer) {
    for (const paint of layer.paint) {
      const colour = this.palette.colours.ground[paint.colour];
      if (paint.hatch) context.fillStyle = stripes(context, frame, { colour, ...STYLE.hatches[paint.hatch] });
      else if (paint.fill) context.fillStyle = colour;
      for (const geometry of this.base.geometries(paint.object)) {
        const { properties } = geometry;
        if (geometry.type === "Point" || (paint.kind && properties.kind !== paint.kind)) continue;
        const path = frame.toCanvas(this.base.path(geometry));
        if (paint.fill || paint.hatch) context.fill(path, "evenodd");
        else this.stroke(context, frame, path, colour, paint, properties);
      }
    }
  }

  stroke(context, frame, path, colour, paint, properties) {
    if (paint.growth) {
      const width = grown(STYLE.growth[paint.growth], frame.zoom);
      pen(context, frame, colour, { width }, (properties.rank ?? 1) > 1 ? STYLE.minor_river : 1);
    } else {
      pen(context, frame, colour, STYLE.lines[paint.line]);
    }
    context.stroke(path);
  }
}

// A factor, or a width, that grows with the zoom.
function grown({ from_zoom: from, base, per_zoom: step, min, max }, zoom) {
  return Math.max(min, Math.min(max, base + (zoom - from) * step));
}

// A line of the style, wider by a factor.
function pen(context, frame, colour, { width, dash = [] }, factor = 1) {
  context.strokeStyle = colour;
  context.lineWidth = width * factor * frame.ratio;
  context.lineJoin = "round";
  context.lineCap = dash.length ? "butt" : "round";
  context.setLineDash(dash.map((length) => length * frame.ratio));
}

// The pattern of ground of a status and basis; undefined is plain.
export function groundPattern(status, basis) {
  return STYLE.ground_patterns.find((pattern) => pattern.status === status || pattern.basis === basis);
}

export class ControlPainter {
  constructor(control, palette) {
    this.control = control;
    this.palette = palette;
    this.shown = null;
    this.before = null;
  }

  // Areas and front lines of the effective date in `shown`; `before` is the one before it.
  paint(context, frame, layers) {
    if (!this.shown) return;
    for (const geometry of this.areas(this.shown)) this.area(context, frame, geometry);
    if (layers.has("fronts_before") && this.before) this.ghost(context, frame);
    if (layers.has("fronts")) this.fronts(context, frame);
  }

  areas(date) {
    return this.control.geometries(date);
  }

  // Where the front was at the snapshot date before and is no more.
  ghost(context, frame) {
    const { front } = this.palette.colours;
    const path = frame.toCanvas(this.control.formerFronts(this.before, this.shown));
    pen(context, frame, front.halo, STYLE.lines.front_gone_halo);
    context.stroke(path);
    pen(context, frame, front.line, STYLE.lines.front_gone);
    context.stroke(path);
  }

  area(context, frame, geometry) {
    const { party, status, basis } = geometry.properties;
    const path = frame.toCanvas(this.control.path(geometry));
    const pattern = groundPattern(status, basis);
    if (pattern) context.fillStyle = stripes(context, frame, { ...this.palette.hatch(party), ...STYLE.hatches[pattern.hatch] });
    else context.fillStyle = this.palette.party(party);
    context.fill(path, "evenodd");
  }

  fronts(context, frame) {
    const { front } = this.palette.colours;
    const { contact, contested } = this.control.fronts(this.shown);
    const { lines } = STYLE;
    const factor = grown(STYLE.growth.front, frame.zoom);
    const [strong, thin] = [frame.toCanvas(contact), frame.toCanvas(contested)];
    for (const [path, line] of [[strong, lines.front_halo], [thin, lines.contested_front_halo]]) {
      pen(context, frame, front.halo, line, factor);
      context.stroke(path);
    }
    for (const [path, line] of [[strong, lines.front], [thin, lines.contested_front]]) {
      pen(context, frame, front.line, line, factor);
      context.stroke(path);
    }
  }
}

// Colours of a theme, from the palette that the Python side sends.
export class Palette {
  constructor(palette, theme) {
    this.palette = palette;
    this.set(theme);
  }

  set(theme) {
    this.theme = theme;
    this.colours = this.palette[theme];
  }

  party(code) {
    return this.colours.parties[code] || this.colours.parties["?"];
  }

  // Of a hatch: its lines, and the ground between them.
  hatch(code) {
    const { contested } = this.colours;
    if (code === "CONTESTED") return { colour: contested.stripe, background: contested.ground };
    return { colour: this.party(code), background: this.faint(code) };
  }

  // The same where ground has not changed hands: paler.
  heldHatch(code) {
    const { contested, ground } = this.colours;
    if (code === "CONTESTED") return { colour: contested.stripe + "70", background: contested.ground };
    return { colour: this.faint(code), background: ground.country };
  }

  faint(code) {
    return this.colours.faint[code] || this.colours.faint["?"];
  }
}
