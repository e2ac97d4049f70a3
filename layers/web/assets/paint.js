// What lies where on the map: ground beneath, control, water and lines above.

class GroundPainter {
  constructor(base, look) {
    this.base = base;
    this.look = look;
  }

  // Sea, neighbours, country: beneath the areas of control.
  paint(context, frame) {
    const { ground } = this.look.colours;
    this.fill(context, frame, "neighbours", ground.neighbour);
    this.fill(context, frame, "country", ground.country);
    this.stroke(context, frame, "coast", ground.water, 0.8);
    this.stroke(context, frame, "borders", ground.border, 0.9);
  }

  // Lakes, rivers, governorates, zones, roads, outline: above the areas of control.
  paintAbove(context, frame, layers) {
    const { ground } = this.look.colours;
    if (layers.has("far")) this.hatch(context, frame, "far", ground.hatch);
    if (layers.has("governorates")) this.stroke(context, frame, "governorate_lines", ground.division, 0.9, [5, 3]);
    if (layers.has("rivers")) this.rivers(context, frame, ground.water);
    this.fill(context, frame, "lakes", ground.lake);
    this.stroke(context, frame, "lakes", ground.water, 0.6);
    this.zones(context, frame, ground);
    if (layers.has("roads")) this.roads(context, frame, ground);
    this.stroke(context, frame, "country", ground.outline, 1.5);
  }

  each(name, draw) {
    for (const geometry of this.base.geometries(name)) {
      if (geometry.type !== "Point") draw(geometry);
    }
  }

  fill(context, frame, name, colour) {
    context.fillStyle = colour;
    this.each(name, (geometry) => context.fill(frame.toCanvas(this.base.path(geometry)), "evenodd"));
  }

  stroke(context, frame, name, colour, width, dash = []) {
    pen(context, frame, colour, width, dash);
    this.each(name, (geometry) => context.stroke(frame.toCanvas(this.base.path(geometry))));
  }

  hatch(context, frame, name, colour) {
    context.fillStyle = stripes(context, frame, { colour, spacing: 7, width: 0.8, angle: 135 });
    this.each(name, (geometry) => context.fill(frame.toCanvas(this.base.path(geometry)), "evenodd"));
  }

  // The UN area of separation is dotted over; the lines of 1974 are its edges.
  zones(context, frame, ground) {
    context.fillStyle = stripes(context, frame, { colour: ground.zone, spacing: 5, width: 0.9 });
    this.each("zones", (geometry) => {
      if (geometry.properties.kind === "un_zone") context.fill(frame.toCanvas(this.base.path(geometry)), "evenodd");
    });
    this.stroke(context, frame, "ceasefire_lines", ground.zone, 1.1, [2, 2.5]);
  }

  rivers(context, frame, colour) {
    const wide = Math.max(0.7, Math.min(2, (frame.zoom - 4) * 0.4));
    this.each("rivers", (geometry) => {
      const minor = (geometry.properties.rank ?? 1) > 1;
      pen(context, frame, colour, minor ? wide * 0.6 : wide);
      context.stroke(frame.toCanvas(this.base.path(geometry)));
    });
  }

  roads(context, frame, ground) {
    for (const [colour, width] of [[ground.roadCase, 3.4], [ground.road, 1.6]]) {
      this.stroke(context, frame, "roads", colour, width, width > 2 ? [] : [7, 4]);
    }
  }
}

function pen(context, frame, colour, width, dash = []) {
  context.strokeStyle = colour;
  context.lineWidth = width * frame.ratio;
  context.lineJoin = "round";
  context.lineCap = dash.length ? "butt" : "round";
  context.setLineDash(dash.map((length) => length * frame.ratio));
}

class ControlPainter {
  constructor(control, look) {
    this.control = control;
    this.look = look;
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

  areas(stop) {
    return this.control.geometries(stop);
  }

  // Where the front was at the stop before and is no more.
  ghost(context, frame) {
    const { front } = this.look.colours;
    const path = frame.toCanvas(this.control.frontsGone(this.before, this.shown));
    pen(context, frame, front.halo, 3.2);
    context.stroke(path);
    pen(context, frame, front.line, 1.5, [5, 4]);
    context.stroke(path);
  }

  area(context, frame, geometry) {
    const { party, status, basis } = geometry.properties;
    const colour = this.look.party(party);
    const path = frame.toCanvas(this.control.path(geometry));
    const { contested } = this.look.colours;
    if (status === "contested") {
      context.fillStyle = stripes(context, frame, { colour: contested.stripe, background: contested.ground, spacing: 9, width: 3.4 });
    } else if (basis === "claimed") {
      context.fillStyle = stripes(context, frame, { colour, background: this.look.faint(party), spacing: 8, width: 2.6, angle: 135 });
    } else {
      context.fillStyle = colour;
    }
    context.fill(path, "evenodd");
  }

  fronts(context, frame) {
    const { front } = this.look.colours;
    const { contact, disputed } = this.control.fronts(this.shown);
    const grow = Math.max(0.8, Math.min(1.5, 0.8 + (frame.zoom - 6) * 0.15));
    const [strong, thin] = [frame.toCanvas(contact), frame.toCanvas(disputed)];
    for (const [path, width] of [[strong, 4.6], [thin, 3.2]]) {
      pen(context, frame, front.halo, width * grow);
      context.stroke(path);
    }
    for (const [path, width] of [[strong, 2.2], [thin, 1.3]]) {
      pen(context, frame, front.line, width * grow);
      context.stroke(path);
    }
  }
}

// Colours of a theme, from the palette that the Python side sends.
class Look {
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

  faint(code) {
    return this.colours.faint[code] || this.colours.faint["?"];
  }
}
