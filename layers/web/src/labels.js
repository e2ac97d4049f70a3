// @ts-nocheck
// Names, dots and distances: what is written on the map, thinned so that nothing runs into another.

import STYLE from "../../style.json" with { type: "json" };
import { geodesic } from "./geodesy.js";
import { FONT, textWidth } from "./type.js";

class Boxes {
  constructor() {
    this.taken = [];
  }

  // Takes the box when it is free; says whether it was.
  take(x, y, width, height) {
    const clash = this.taken.some(([left, top, right, bottom]) =>
      x < right && x + width > left && y < bottom && y + height > top);
    if (!clash) this.taken.push([x, y, x + width, y + height]);
    return !clash;
  }
}

export class LabelPainter {
  constructor(record, base, plane, palette) {
    Object.assign(this, { record, base, plane, palette });
    this.places = record.places
      .filter((place) => place.labelled)
      .sort((a, b) => a.rank - b.rank);
    this.visible = [];
  }

  paint(context, frame, state, locale) {
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    context.textBaseline = "middle";
    context.direction = locale.direction;
    context.lineJoin = "round";
    this.locale = locale;
    const boxes = new Boxes();
    this.visible = [];
    // Distances are asked for by a person: they take their room first, and are written last.
    const pills = (state.notes || []).map((note) => this.note(context, frame, note, boxes)).filter(Boolean);
    if (state.layers.has("distances")) pills.push(...this.distances(context, frame, state, boxes));
    if (state.layers.has("places")) this.settlements(context, frame, boxes);
    this.roadSigns(context, frame, state, boxes);
    this.regions(context, frame, state, boxes);
    for (const pill of pills) this.pill(context, pill);
  }

  font(size, style = "") {
    return `${style} ${size}px ${FONT}`.trim();
  }

  write(context, text, x, y, colour, halo, haloWidth) {
    context.lineWidth = haloWidth;
    context.strokeStyle = halo;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }

  inside(frame, x, y) {
    return x > -20 && y > -20 && x < frame.size.x + 20 && y < frame.size.y + 20;
  }

  // Rank by rank: a city's name may lie over a village's dot, never the other way round.
  settlements(context, frame, boxes) {
    const seen = [];
    for (const place of this.places) {
      if (frame.zoom < STYLE.places[place.rank].dot_zoom) continue;
      const [x, y] = [frame.x(place.x), frame.y(place.y)];
      if (this.inside(frame, x, y)) seen.push({ place, x, y });
    }
    for (const { place, x, y } of [...seen].reverse()) this.dot(context, place, x, y);
    for (let rank = 0; rank < STYLE.places.length; rank++) {
      const mine = seen.filter(({ place }) => place.rank === rank);
      for (const { place, x, y } of mine) {
        const radius = this.radius(place);
        boxes.take(x - radius, y - radius, 2 * radius, 2 * radius);
      }
      for (const { place, x, y } of mine) this.name(context, frame, place, x, y, boxes);
    }
    this.visible = seen;
  }

  radius(place) {
    return STYLE.places[place.rank].radius;
  }

  dot(context, place, x, y) {
    const { text } = this.palette.colours;
    context.beginPath();
    context.arc(x, y, this.radius(place), 0, 2 * Math.PI);
    context.fillStyle = place.rank === 0 ? text.halo : text.place;
    context.strokeStyle = place.rank === 0 ? text.place : text.halo;
    context.lineWidth = (place.rank === 0 ? STYLE.lines.city_dot : STYLE.lines.dot).width;
    context.fill();
    context.stroke();
  }

  name(context, frame, place, x, y, boxes) {
    const { name_zoom: from, size, weight } = STYLE.places[place.rank];
    if (frame.zoom < from) return;
    const { text } = this.palette.colours;
    context.font = this.font(size, weight);
    const label = this.locale.of(place.name);
    const [width, gap] = [textWidth(context, label), this.radius(place) + 3];
    const spots = [
      [x + gap, y], [x - gap - width, y], [x - width / 2, y - gap - size / 2], [x - width / 2, y + gap + size / 2],
    ];
    const spot = spots.find(([left, middle]) => boxes.take(left - 1, middle - size / 2 - 1, width + 2, size + 2));
    if (!spot) return;
    context.textAlign = "left";
    this.write(context, label, spot[0], spot[1], text.place, text.halo, STYLE.name_halo);
  }

  distances(context, frame, state, boxes) {
    const { measure } = this.palette.colours;
    return state.distances.map((pair) => {
      const [start, end] = pair.map((id) => this.record.placeById.get(id));
      const from = [frame.x(start.x), frame.y(start.y)];
      const to = [frame.x(end.x), frame.y(end.y)];
      const { distance, distance_halo: wide } = STYLE.lines;
      for (const [colour, { width, dash = [] }] of [[measure.halo, wide], [measure.line, distance]]) {
        context.beginPath();
        context.moveTo(...from);
        context.lineTo(...to);
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.setLineDash(dash);
        context.stroke();
      }
      context.setLineDash([]);
      return this.kilometres(context, start, end, from, to, boxes);
    });
  }

  // Where the number stands: on the line, or beside one that is too short for it.
  kilometres(context, start, end, from, to, boxes) {
    const { km } = geodesic([start.lon, start.lat], [end.lon, end.lat]);
    const label = this.locale.say("km", { value: this.locale.tenth.format(km) });
    const { size, weight, pad, height } = STYLE.plates;
    context.font = this.font(size, weight);
    context.textAlign = "center";
    const width = textWidth(context, label) + 2 * pad;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(dx, dy) || 1;
    const aside = length < 1.6 * width ? (width * Math.abs(dy) + (height + 6) * Math.abs(dx)) / 2 / length + 4 : 0;
    const side = dy < 0 ? -1 : 1;
    const [x, y] = [(from[0] + to[0]) / 2 - (side * aside * -dy) / length, (from[1] + to[1]) / 2 - (side * aside * dx) / length];
    boxes.take(x - width / 2, y - height / 2, width, height);
    return { label, x, y, width };
  }

  // A short text that stands at a point of the plane, where there is room for it.
  note(context, frame, { text, x: planeX, y: planeY }, boxes) {
    const [x, y] = [frame.x(planeX), frame.y(planeY)];
    const { size, weight, pad, height } = STYLE.plates;
    context.font = this.font(size, weight);
    const width = textWidth(context, text) + 2 * pad;
    return boxes.take(x - width / 2, y - height / 2, width, height) ? { label: text, x, y, width } : null;
  }

  pill(context, { label, x, y, width }) {
    const { measure } = this.palette.colours;
    this.plate(context, label, { x, y, width, kind: STYLE.plates, fill: measure.label, line: measure.line, ink: measure.text });
  }

  // A name on a ground of its own.
  plate(context, label, { x, y, width, kind: { height, radius, size, weight }, fill, line, ink }) {
    context.font = this.font(size, weight);
    context.textAlign = "center";
    context.beginPath();
    context.roundRect(x - width / 2, y - height / 2, width, height, radius);
    context.fillStyle = fill;
    context.strokeStyle = line;
    context.lineWidth = STYLE.lines.plate.width;
    context.fill();
    context.stroke();
    context.fillStyle = ink;
    context.fillText(label, x, y + 0.5);
  }

  roadSigns(context, frame, state, boxes) {
    const { from_zoom: from, size, weight, pad, height } = STYLE.signs;
    if (!state.layers.has("roads") || frame.zoom < from) return;
    const { text, ground } = this.palette.colours;
    context.font = this.font(size, weight);
    for (const geometry of this.base.geometries("signs")) {
      const [x, y] = this.at(frame, geometry);
      const label = this.locale.of(geometry.properties.name);
      const width = textWidth(context, label) + 2 * pad;
      if (!this.inside(frame, x, y) || !boxes.take(x - width / 2, y - height / 2, width, height)) continue;
      this.plate(context, label, { x, y, width, kind: STYLE.signs, fill: ground.roadCase, line: ground.road, ink: text.place });
    }
  }

  at(frame, geometry) {
    const [lon, lat] = this.base.point(geometry);
    return [frame.x(this.plane.x(lon)), frame.y(this.plane.y(lat))];
  }

  // Names of countries, seas, governorates, rivers: quiet, and only where there is room.
  regions(context, frame, state, boxes) {
    const { text } = this.palette.colours;
    // The country itself is the title's business.
    const own = this.base.geometries("country").map(({ properties }) => properties.name.en);
    const all = ["labels", "seas", "waters"].flatMap((name) => this.base.geometries(name))
      .filter(({ properties }) => properties.kind !== "country" || !own.includes(properties.name.en));
    context.textAlign = "center";
    for (const [kind, name] of Object.entries(STYLE.names)) {
      if (frame.zoom < name.from_zoom || frame.zoom > name.to_zoom) continue;
      if (name.layer && !state.layers.has(name.layer)) continue;
      context.font = this.font(name.size, `${name.italic ? "italic " : ""}${name.weight}`);
      const spaced = ["country", "governorate"].includes(kind) && this.locale.language === "en";
      context.letterSpacing = spaced ? "2px" : "0px";
      context.fontVariantCaps = spaced && kind === "governorate" ? "all-small-caps" : "normal";
      for (const geometry of all.filter(({ properties }) => properties.kind === kind)) {
        this.region(context, frame, geometry, name.size, text[name.colour], text[name.halo], boxes);
      }
    }
    context.letterSpacing = "0px";
    context.fontVariantCaps = "normal";
  }

  region(context, frame, geometry, size, colour, halo, boxes) {
    const [x, y] = this.at(frame, geometry);
    const label = this.locale.of(geometry.properties.name);
    const width = textWidth(context, label);
    if (!this.inside(frame, x, y)) return;
    if (!boxes.take(x - width / 2 - 4, y - size / 2 - 2, width + 8, size + 4)) return;
    context.fillStyle = colour;
    if (halo) this.write(context, label, x, y, colour, halo, STYLE.quiet_halo);
    else context.fillText(label, x, y);
  }
}

// The place whose dot is within reach of the pointer.
export function nearestPlace(canvas, labels, event) {
  if (!canvas._bounds) return undefined;
  const { x, y } = event.layerPoint.subtract(canvas._bounds.min);
  let [best, reach] = [undefined, 11];
  for (const seen of labels.visible) {
    const away = Math.hypot(seen.x - x, seen.y - y);
    if (away < reach) [best, reach] = [seen.place, away];
  }
  return best;
}
