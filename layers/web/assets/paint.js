// What lies where on the map: ground beneath, control, water and lines above.

class GroundPainter {
  constructor(base, look) {
    this.base = base;
    this.look = look;
  }

  // Sea, neighbours, country: beneath the areas of control.
  paint(context, frame) {
    const { ground } = this.look.colours;
    const paint = {
      neighbours: () => this.fill(context, frame, "neighbours", ground.neighbour),
      country: () => this.fill(context, frame, "country", ground.country),
      coast: () => this.stroke(context, frame, "coast", ground.water, STYLE.lines.coast),
      borders: () => this.stroke(context, frame, "borders", ground.border, STYLE.lines.borders),
    };
    for (const name of STYLE.order.beneath) paint[name]();
  }

  // Lakes, rivers, governorates, zones, roads, outline: above the areas of control.
  paintAbove(context, frame, layers) {
    const { ground } = this.look.colours;
    const { lines } = STYLE;
    const paint = {
      far: () => this.hatch(context, frame, "far", ground.hatch),
      governorates: () => this.stroke(context, frame, "governorate_lines", ground.division, lines.governorates),
      rivers: () => this.rivers(context, frame, ground.water),
      lakes: () => this.lakes(context, frame, ground),
      zones: () => this.zones(context, frame, ground),
      roads: () => this.roads(context, frame, ground),
      outline: () => this.stroke(context, frame, "country", ground.outline, lines.outline),
    };
    for (const name of STYLE.order.above) {
      if (layers.has(name) || !LAYERS.includes(name)) paint[name]();
    }
  }

  lakes(context, frame, ground) {
    this.fill(context, frame, "lakes", ground.lake);
    this.stroke(context, frame, "lakes", ground.water, STYLE.lines.lakes);
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

  stroke(context, frame, name, colour, line) {
    pen(context, frame, colour, line);
    this.each(name, (geometry) => context.stroke(frame.toCanvas(this.base.path(geometry))));
  }

  hatch(context, frame, name, colour) {
    context.fillStyle = stripes(context, frame, { colour, ...STYLE.hatches.far });
    this.each(name, (geometry) => context.fill(frame.toCanvas(this.base.path(geometry)), "evenodd"));
  }

  // The UN area of separation is dotted over; the lines of 1974 are its edges.
  zones(context, frame, ground) {
    context.fillStyle = stripes(context, frame, { colour: ground.zone, ...STYLE.hatches.zone });
    this.each("zones", (geometry) => {
      if (geometry.properties.kind === "un_zone") context.fill(frame.toCanvas(this.base.path(geometry)), "evenodd");
    });
    this.stroke(context, frame, "ceasefire_lines", ground.zone, STYLE.lines.ceasefire);
  }

  rivers(context, frame, colour) {
    const width = grown(STYLE.growth.river, frame.zoom);
    this.each("rivers", (geometry) => {
      const minor = (geometry.properties.rank ?? 1) > 1;
      pen(context, frame, colour, { width }, minor ? STYLE.minor_river : 1);
      context.stroke(frame.toCanvas(this.base.path(geometry)));
    });
  }

  roads(context, frame, ground) {
    this.stroke(context, frame, "roads", ground.roadCase, STYLE.lines.road_case);
    this.stroke(context, frame, "roads", ground.road, STYLE.lines.road);
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
    pen(context, frame, front.halo, STYLE.lines.front_gone_halo);
    context.stroke(path);
    pen(context, frame, front.line, STYLE.lines.front_gone);
    context.stroke(path);
  }

  area(context, frame, geometry) {
    const { party, status, basis } = geometry.properties;
    const colour = this.look.party(party);
    const path = frame.toCanvas(this.control.path(geometry));
    const { contested } = this.look.colours;
    if (status === "contested") {
      context.fillStyle = stripes(context, frame, { colour: contested.stripe, background: contested.ground, ...STYLE.hatches.contested });
    } else if (basis === "claimed") {
      context.fillStyle = stripes(context, frame, { colour, background: this.look.faint(party), ...STYLE.hatches.claimed });
    } else {
      context.fillStyle = colour;
    }
    context.fill(path, "evenodd");
  }

  fronts(context, frame) {
    const { front } = this.look.colours;
    const { contact, disputed } = this.control.fronts(this.shown);
    const { lines } = STYLE;
    const factor = grown(STYLE.growth.front, frame.zoom);
    const [strong, thin] = [frame.toCanvas(contact), frame.toCanvas(disputed)];
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
