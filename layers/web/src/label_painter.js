// Names, dots and distances: what is written on the map, thinned so that nothing runs into another.

import STYLE from "../../style.json" with { type: "json" };
import { CollisionIndex } from "./collisions.js";
import { geodesic } from "./geodesy.js";
import { TextPen } from "./text_pen.js";
import { textWidth } from "./type.js";

/** @import { CanvasFrame, CanvasLayer } from "./canvas_layer.js" */
/** @import { Locale } from "./locale.js" */
/** @import { Palette } from "./palette.js" */
/** @import { MapRecord, Place } from "./record.js" */
/** @import { BaseProperties } from "./payload" */
/** @import { Geometry } from "./topology.js" */
/** @import { Plate } from "./text_pen.js" */

/** @typedef {Extract<Geometry<BaseProperties>, { type: "Point" }>} NamedPoint */
/** @typedef {{ x: number, y: number, text: string }} Note  text at a point of the plane */
/** @typedef {{ place: Place, x: number, y: number }} Spot  dot of a place on the canvas */
/**
 * @typedef {object} LabelContent
 * @property {Locale} locale
 * @property {Set<string>} layers
 * @property {[string, string][]} distances pairs of ids of places
 * @property {Note[]} notes
 */
/**
 * @typedef {object} Drawing  one painting: its canvas, what is written, and the room still free
 * @property {CanvasRenderingContext2D} context
 * @property {CanvasFrame} frame
 * @property {LabelContent} content
 * @property {CollisionIndex} collisions
 */

// A pointer this near to a dot, in CSS pixels, is on it.
const REACH_PX = 11;

export class LabelPainter {
  /**
   * @param {MapRecord} record
   * @param {Palette} palette
   */
  constructor(record, palette) {
    this.record = record;
    this.palette = palette;
    this.pen = new TextPen();
    this.places = record.places
      .filter((place) => place.labelled)
      .sort((a, b) => a.rank - b.rank);
    /** Dots on the canvas now. @type {Spot[]} */
    this.visible = [];
    this.regions = regionsByKind(record);
  }

  /**
   * Paint all that is written; distances, which a person chose, take their room first.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasFrame} frame
   * @param {LabelContent} content
   */
  paint(context, frame, content) {
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    context.textBaseline = "middle";
    context.textRendering = "geometricPrecision";
    context.direction = content.locale.direction;
    context.lineJoin = "round";
    const drawing = { context, frame, content, collisions: new CollisionIndex() };
    this.visible = [];
    const plates = content.notes.map((note) => this.note(drawing, note)).filter((plate) => !!plate);
    if (content.layers.has("distances")) plates.push(...this.distances(drawing));
    if (content.layers.has("places")) this.settlements(drawing);
    if (content.layers.has("roads")) this.roadSigns(drawing);
    this.regionNames(drawing);
    for (const plate of plates) this.pen.plate(context, plate);
  }

  /**
   * Paint dots and names rank by rank: a city's name may lie over a village's dot, never the other
   * way round.
   *
   * @param {Drawing} drawing
   */
  settlements(drawing) {
    const { context, frame, collisions } = drawing;
    /** @type {Spot[]} */
    const spots = [];
    for (const place of this.places) {
      if (frame.zoom < STYLE.places[place.rank].dot_zoom) continue;
      const [x, y] = [frame.x(place.x), frame.y(place.y)];
      if (isInside(frame, x, y)) spots.push({ place, x, y });
    }
    for (let index = spots.length - 1; index >= 0; index--) this.dot(context, spots[index]);
    for (let rank = 0; rank < STYLE.places.length; rank++) {
      const ranked = spots.filter(({ place }) => place.rank === rank);
      const { radius } = STYLE.places[rank];
      for (const { x, y } of ranked) {
        collisions.take(x - radius, y - radius, 2 * radius, 2 * radius);
      }
      for (const spot of ranked) this.name(drawing, spot);
    }
    this.visible = spots;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Spot} spot
   */
  dot(context, { place, x, y }) {
    const { text } = this.palette.colours;
    const city = place.rank === 0;
    context.beginPath();
    context.arc(x, y, STYLE.places[place.rank].radius, 0, 2 * Math.PI);
    context.fillStyle = city ? text.halo : text.place;
    context.strokeStyle = city ? text.place : text.halo;
    context.lineWidth = (city ? STYLE.lines.city_dot : STYLE.lines.dot).width;
    context.fill();
    context.stroke();
  }

  /**
   * Write the name of a place at the first of four sides that is free.
   *
   * @param {Drawing} drawing
   * @param {Spot} spot
   */
  name({ context, frame, content, collisions }, { place, x, y }) {
    const { name_zoom: from, size, weight, radius } = STYLE.places[place.rank];
    if (frame.zoom < from) return;
    const { text } = this.palette.colours;
    this.pen.setFont(context, size, weight);
    const label = content.locale.of(place.name);
    const [width, gap] = [textWidth(context, label), radius + 3];
    const side = [
      [x + gap, y], [x - gap - width, y],
      [x - width / 2, y - gap - size / 2], [x - width / 2, y + gap + size / 2],
    ].find(([left, middle]) =>
      collisions.take(left - 1, middle - size / 2 - 1, width + 2, size + 2));
    if (!side) return;
    context.textAlign = "left";
    const ink = { colour: text.place, halo: text.halo, haloWidth: STYLE.name_halo };
    this.pen.write(context, label, side[0], side[1], ink);
  }

  /**
   * Paint the lines between pairs of places; return the plates with their lengths.
   *
   * @param {Drawing} drawing
   */
  distances(drawing) {
    const { placeById } = this.record;
    return drawing.content.distances.flatMap(([from, to]) => {
      const [start, end] = [placeById.get(from), placeById.get(to)];
      return start && end ? [this.distance(drawing, start, end)] : [];
    });
  }

  /**
   * @param {Drawing} drawing
   * @param {Place} start
   * @param {Place} end
   */
  distance(drawing, start, end) {
    const { context, frame } = drawing;
    const { measure } = this.palette.colours;
    const { distance, distance_halo: wide } = STYLE.lines;
    const from = { x: frame.x(start.x), y: frame.y(start.y) };
    const to = { x: frame.x(end.x), y: frame.y(end.y) };
    /** @type {[string, { width: number, dash?: number[] }][]} */
    const strokes = [[measure.halo, wide], [measure.line, distance]];
    for (const [colour, { width, dash = [] }] of strokes) {
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.setLineDash(dash);
      context.stroke();
    }
    context.setLineDash([]);
    const { km } = geodesic([start.lon, start.lat], [end.lon, end.lat]);
    const { locale } = drawing.content;
    const label = locale.say("km", { value: locale.number(km, 1) });
    return this.distancePlate(drawing, label, from, to);
  }

  /**
   * Plate with a length: on its line, or beside one that is too short for it.
   *
   * @param {Drawing} drawing
   * @param {string} label
   * @param {{ x: number, y: number }} from
   * @param {{ x: number, y: number }} to
   */
  distancePlate({ context, collisions }, label, from, to) {
    const { height } = STYLE.plates;
    const width = this.plateWidth(context, label, STYLE.plates);
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy) || 1;
    const short = length < 1.6 * width;
    const across = (width * Math.abs(dy) + (height + 6) * Math.abs(dx)) / 2 / length + 4;
    const aside = (short ? across : 0) * (dy < 0 ? -1 : 1);
    const x = (from.x + to.x) / 2 + (aside * dy) / length;
    const y = (from.y + to.y) / 2 - (aside * dx) / length;
    collisions.take(x - width / 2, y - height / 2, width, height);
    return this.pill(label, x, y, width);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {string} label
   * @param {{ size: number, weight: number, pad: number }} style
   */
  plateWidth(context, label, { size, weight, pad }) {
    this.pen.setFont(context, size, weight);
    return textWidth(context, label) + 2 * pad;
  }

  /**
   * Plate of a short text at a point of the plane; null where there is no room for it.
   *
   * @param {Drawing} drawing
   * @param {Note} note
   */
  note({ context, frame, collisions }, note) {
    const [x, y] = [frame.x(note.x), frame.y(note.y)];
    const { height } = STYLE.plates;
    const width = this.plateWidth(context, note.text, STYLE.plates);
    const free = collisions.take(x - width / 2, y - height / 2, width, height);
    return free ? this.pill(note.text, x, y, width) : null;
  }

  /**
   * @param {string} label
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @returns {Plate}
   */
  pill(label, x, y, width) {
    const { measure } = this.palette.colours;
    const colours = { fill: measure.label, line: measure.line, ink: measure.text };
    return { label, x, y, width, style: STYLE.plates, ...colours };
  }

  /** @param {Drawing} drawing */
  roadSigns({ context, frame, content, collisions }) {
    const { from_zoom: from, height } = STYLE.signs;
    if (frame.zoom < from) return;
    const { text, ground } = this.palette.colours;
    const colours = { fill: ground.roadCase, line: ground.road, ink: text.place };
    for (const geometry of this.record.base.geometries("signs")) {
      if (geometry.type !== "Point") continue;
      const [x, y] = this.at(frame, geometry);
      const label = content.locale.of(geometry.properties.name);
      const width = this.plateWidth(context, label, STYLE.signs);
      if (!isInside(frame, x, y)) continue;
      if (!collisions.take(x - width / 2, y - height / 2, width, height)) continue;
      this.pen.plate(context, { label, x, y, width, style: STYLE.signs, ...colours });
    }
  }

  /**
   * @param {CanvasFrame} frame
   * @param {NamedPoint} geometry
   */
  at(frame, geometry) {
    const { base, plane } = this.record;
    const [lon, lat] = base.point(geometry);
    return [frame.x(plane.x(lon)), frame.y(plane.y(lat))];
  }

  /**
   * Write the names of countries, seas, governorates, rivers: quiet, and only where there is room.
   *
   * @param {Drawing} drawing
   */
  regionNames(drawing) {
    const { context, frame, content } = drawing;
    context.textAlign = "center";
    for (const [kind, style] of Object.entries(STYLE.names)) {
      if (frame.zoom < style.from_zoom || frame.zoom > style.to_zoom) continue;
      if (style.layer && !content.layers.has(style.layer)) continue;
      this.pen.setFont(context, style.size, style.weight, style.italic);
      // Arabic letters are joined, and have no capitals.
      const latin = content.locale.direction === "ltr";
      const spaced = latin && ["country", "governorate"].includes(kind);
      context.letterSpacing = spaced ? "2px" : "0px";
      context.fontVariantCaps = spaced && kind === "governorate" ? "all-small-caps" : "normal";
      for (const geometry of this.regions.get(kind) || []) this.region(drawing, geometry, style);
    }
    context.letterSpacing = "0px";
    context.fontVariantCaps = "normal";
  }

  /**
   * @param {Drawing} drawing
   * @param {NamedPoint} geometry
   * @param {{ size: number, colour: string, halo: string | null }} style
   */
  region({ context, frame, content, collisions }, geometry, { size, colour, halo }) {
    /** @type {Record<string, string>} */
    const colours = this.palette.colours.text;
    const [x, y] = this.at(frame, geometry);
    if (!isInside(frame, x, y)) return;
    const label = content.locale.of(geometry.properties.name);
    const width = textWidth(context, label);
    if (!collisions.take(x - width / 2 - 4, y - size / 2 - 2, width + 8, size + 4)) return;
    context.fillStyle = colours[colour];
    if (halo) {
      const ink = { colour: colours[colour], halo: colours[halo], haloWidth: STYLE.quiet_halo };
      this.pen.write(context, label, x, y, ink);
    } else context.fillText(label, x, y);
  }

  /**
   * Place whose dot is within reach of a pointer on the map.
   *
   * @param {CanvasLayer} canvas the canvas that this painter draws on
   * @param {import("leaflet").Point} layerPoint
   */
  placeAt(canvas, layerPoint) {
    const pointer = canvas.pointOf(layerPoint);
    /** @type {Place | undefined} */
    let place;
    let reach = REACH_PX;
    if (!pointer) return undefined;
    for (const spot of this.visible) {
      const away = Math.hypot(spot.x - pointer.x, spot.y - pointer.y);
      if (away < reach) [place, reach] = [spot.place, away];
    }
    return place;
  }
}

/**
 * Points with names of the base map by kind; the country itself is the title's business.
 *
 * @param {MapRecord} record
 */
function regionsByKind({ base, fallbackLanguage: language }) {
  const own = base.geometries("country").map(({ properties }) => properties.name?.[language]);
  /** @type {Map<string, NamedPoint[]>} */
  const regions = new Map();
  for (const object of ["labels", "seas", "waters"]) {
    for (const geometry of base.geometries(object)) {
      if (geometry.type !== "Point") continue;
      const { kind = "", name } = geometry.properties;
      if (kind === "country" && own.includes(name?.[language])) continue;
      regions.set(kind, [...(regions.get(kind) || []), geometry]);
    }
  }
  return regions;
}

/**
 * Whether a point of the canvas is on it, or so near that its name may be.
 *
 * @param {CanvasFrame} frame
 * @param {number} x
 * @param {number} y
 */
function isInside(frame, x, y) {
  return x > -20 && y > -20 && x < frame.size.x + 20 && y < frame.size.y + 20;
}
