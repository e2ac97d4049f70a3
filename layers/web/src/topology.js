// Shared arcs of a TopoJSON document in a plane: areas, their fronts, and paths to draw them by.

/** @import { AreaProperties } from "./payload" */
/** @import { MercatorPlane } from "./plane.js" */

/** @typedef {[number, number]} Position lon, lat in WGS 84 degrees, or cells of a grid of them */

/**
 * Geometry of a TopoJSON object. A number in `arcs` is the index of an arc, or ~index where it is
 * followed from its end to its begin.
 *
 * @template P its properties
 * @typedef {{ properties: P } & (
 *   | { type: "Polygon", arcs: number[][] }
 *   | { type: "MultiPolygon", arcs: number[][][] }
 *   | { type: "LineString", arcs: number[] }
 *   | { type: "MultiLineString", arcs: number[][] }
 *   | { type: "Point", coordinates: Position }
 * )} Geometry
 */

/**
 * TopoJSON document. With a transform, positions are whole cells and those of an arc steps from
 * the position before; without one they are degrees.
 *
 * @template P properties of its geometries
 * @typedef {object} TopoJson
 * @property {"Topology"} type
 * @property {{ scale: Position, translate: Position }} [transform]
 * @property {Position[][]} arcs
 * @property {Record<string, Geometry<P>
 *   | { type: "GeometryCollection", geometries: Geometry<P>[] }>} objects
 */

/** @typedef {Pick<Path2D, "moveTo" | "lineTo" | "closePath">} PathSink target of a trace */

/**
 * Fronts of a date: `contested` where contested ground lies at them, `contact` everywhere else.
 *
 * @typedef {{ contact: Path2D, contested: Path2D }} FrontPaths
 */

/**
 * Document whose arcs lie in a plane, shared by all its objects.
 *
 * A `Path2D` is made when a path is asked for: all else runs without a browser.
 *
 * @template P properties of its geometries
 */
export class Topology {
  /** @type {MercatorPlane} */
  plane;
  /** Points of each arc in the plane: x, y, x, y, …. @type {Float32Array[]} */
  arcs;
  /** @type {TopoJson<P>} */
  #document;
  /** @type {Map<Geometry<P>, Path2D>} */
  #paths = new Map();
  /** By name of the object. @type {Map<string, Map<number, boolean>>} */
  #frontArcs = new Map();
  /** By name of the object. @type {Map<string, FrontPaths>} */
  #frontPaths = new Map();
  /** By the names of two objects. @type {Map<string, Path2D>} */
  #formerPaths = new Map();

  /**
   * @param {TopoJson<P>} document_
   * @param {MercatorPlane} plane
   */
  constructor(document_, plane) {
    this.plane = plane;
    this.#document = document_;
    this.arcs = decodeArcs(document_, plane);
  }

  /**
   * Geometries of an object, those of a collection unfolded; none where there is no such object.
   *
   * @param {string} name
   * @returns {Geometry<P>[]}
   */
  geometries(name) {
    const object = this.#document.objects[name];
    if (!object) return [];
    return object.type === "GeometryCollection" ? object.geometries : [object];
  }

  /**
   * Rings of a geometry, outer ones and holes, as references of arcs.
   *
   * @param {Geometry<P>} geometry
   * @returns {number[][]}
   */
  rings(geometry) {
    if (geometry.type === "Polygon") return geometry.arcs;
    return geometry.type === "MultiPolygon" ? geometry.arcs.flat() : [];
  }

  /**
   * Lines of a geometry that is no area, as references of arcs.
   *
   * @param {Geometry<P>} geometry
   * @returns {number[][]}
   */
  lines(geometry) {
    if (geometry.type === "LineString") return [geometry.arcs];
    return geometry.type === "MultiLineString" ? geometry.arcs : [];
  }

  /**
   * Trace a geometry into a sink; a point has no trace.
   *
   * @param {PathSink} sink
   * @param {Geometry<P>} geometry
   */
  trace(sink, geometry) {
    for (const ring of this.rings(geometry)) traceArcs(sink, this.arcs, ring, true);
    for (const line of this.lines(geometry)) traceArcs(sink, this.arcs, line, false);
  }

  /**
   * Path of a geometry in the plane, to be filled by the even-odd rule.
   *
   * @param {Geometry<P>} geometry
   * @returns {Path2D}
   */
  path(geometry) {
    return cached(this.#paths, geometry, () => {
      const path = new Path2D();
      this.trace(path, geometry);
      return path;
    });
  }

  /**
   * Paths of the fronts of an object.
   *
   * @this {Topology<AreaProperties>}
   * @param {string} name
   * @returns {FrontPaths}
   */
  fronts(name) {
    return cached(this.#frontPaths, name, () => {
      const fronts = { contact: new Path2D(), contested: new Path2D() };
      for (const [arc, contested] of this.frontArcs(name)) {
        traceArcs(contested ? fronts.contested : fronts.contact, this.arcs, [arc], false);
      }
      return fronts;
    });
  }

  /**
   * Path of the fronts of one object where another has none.
   *
   * @this {Topology<AreaProperties>}
   * @param {string} name
   * @param {string} later
   * @returns {Path2D}
   */
  formerFronts(name, later) {
    return cached(this.#formerPaths, `${name}:${later}`, () => {
      const path = new Path2D();
      for (const arc of this.formerFrontArcs(name, later)) traceArcs(path, this.arcs, [arc], false);
      return path;
    });
  }

  /**
   * Arcs with a party's ground on either side, each with whether contested ground lies at it.
   *
   * @this {Topology<AreaProperties>}
   * @param {string} name
   * @returns {Map<number, boolean>}
   */
  frontArcs(name) {
    return cached(this.#frontArcs, name, () => {
      const fronts = new Map();
      for (const [arc, [forward, backward]] of this.sides(name)) {
        if (!forward || !backward) continue;
        const [a, b] = [forward.properties, backward.properties];
        if (a.party !== b.party) fronts.set(arc, [a.status, b.status].includes("contested"));
      }
      return fronts;
    });
  }

  /**
   * Arcs that are fronts of one object and not of another: shared arcs have one index in both.
   *
   * @this {Topology<AreaProperties>}
   * @param {string} name
   * @param {string} later
   * @returns {number[]}
   */
  formerFrontArcs(name, later) {
    const still = this.frontArcs(later);
    return [...this.frontArcs(name).keys()].filter((arc) => !still.has(arc));
  }

  /**
   * Areas at each arc of an object: the one that follows it forward, and the one that follows it
   * backward; null where there is none.
   *
   * @param {string} name
   * @returns {Map<number, [Geometry<P> | null, Geometry<P> | null]>}
   */
  sides(name) {
    /** @type {Map<number, [Geometry<P> | null, Geometry<P> | null]>} */
    const sides = new Map();
    for (const geometry of this.geometries(name)) {
      for (const reference of this.rings(geometry).flat()) {
        const arc = arcOf(reference);
        const pair = sides.get(arc) || [null, null];
        pair[reference < 0 ? 1 : 0] = geometry;
        sides.set(arc, pair);
      }
    }
    return sides;
  }

  /**
   * Geometry of an object that holds a point of the plane; undefined where none does.
   *
   * @param {string} name
   * @param {number} x
   * @param {number} y
   * @param {CanvasRenderingContext2D} context any, to measure by
   * @returns {Geometry<P> | undefined}
   */
  at(name, x, y, context) {
    return this.geometries(name).find((geometry) =>
      context.isPointInPath(this.path(geometry), x, y, "evenodd"));
  }

  /**
   * Longitude and latitude of a point geometry, in WGS 84 degrees.
   *
   * @param {Extract<Geometry<P>, { type: "Point" }>} geometry
   * @returns {Position}
   */
  point(geometry) {
    const { scale: [kx, ky], translate: [tx, ty] } = this.#document.transform || PLAIN;
    return [geometry.coordinates[0] * kx + tx, geometry.coordinates[1] * ky + ty];
  }
}

/** @type {{ scale: Position, translate: Position }} */
const PLAIN = { scale: [1, 1], translate: [0, 0] };

/**
 * Index of the arc that a reference names.
 *
 * @param {number} reference
 */
function arcOf(reference) {
  return reference < 0 ? ~reference : reference;
}

/**
 * Trace a chain of arcs into a sink as one line, or as a ring.
 *
 * @param {PathSink} sink
 * @param {Float32Array[]} arcs
 * @param {number[]} references each arc begins where the one before it ends
 * @param {boolean} closed
 */
function traceArcs(sink, arcs, references, closed) {
  references.forEach((reference, position) => {
    const points = arcs[arcOf(reference)];
    const last = points.length / 2 - 1;
    // The first point of a later arc is the last point of the one before it.
    for (let step = position ? 1 : 0; step <= last; step++) {
      const index = 2 * (reference < 0 ? last - step : step);
      if (step) sink.lineTo(points[index], points[index + 1]);
      else sink.moveTo(points[index], points[index + 1]);
    }
  });
  if (closed) sink.closePath();
}

/**
 * Arcs of a document in a plane.
 *
 * @param {TopoJson<unknown>} document_
 * @param {MercatorPlane} plane
 * @returns {Float32Array[]}
 */
function decodeArcs({ transform, arcs }, plane) {
  const { scale: [kx, ky], translate: [tx, ty] } = transform || PLAIN;
  return arcs.map((arc) => {
    const points = new Float32Array(arc.length * 2);
    let x = 0, y = 0;
    arc.forEach((position, index) => {
      [x, y] = transform ? [x + position[0], y + position[1]] : position;
      points[2 * index] = plane.x(x * kx + tx);
      points[2 * index + 1] = plane.y(y * ky + ty);
    });
    return points;
  });
}

/**
 * Value of a key, computed when it is first asked for.
 *
 * @template K, V
 * @param {Map<K, V>} cache
 * @param {K} key
 * @param {() => V} compute
 * @returns {V}
 */
function cached(cache, key, compute) {
  let value = cache.get(key);
  if (value === undefined) {
    value = compute();
    cache.set(key, value);
  }
  return value;
}
