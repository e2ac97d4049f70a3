// @ts-nocheck
// Shared arcs of a TopoJSON document as canvas paths, in a plane.

function decodeArcs(document_, plane) {
  const [kx, ky] = document_.transform ? document_.transform.scale : [1, 1];
  const [tx, ty] = document_.transform ? document_.transform.translate : [0, 0];
  const delta = Boolean(document_.transform);
  return document_.arcs.map((arc) => {
    const points = new Float32Array(arc.length * 2);
    let x = 0, y = 0;
    arc.forEach((point, index) => {
      x = delta ? x + point[0] : point[0];
      y = delta ? y + point[1] : point[1];
      points[2 * index] = plane.x(x * kx + tx);
      points[2 * index + 1] = plane.y(y * ky + ty);
    });
    return points;
  });
}

export class Topology {
  constructor(document_, plane) {
    this.plane = plane;
    this.objects = document_.objects;
    this.document = document_;
    this.arcs = decodeArcs(document_, plane);
    this.paths = new Map();
  }

  // Every geometry of an object, collections unfolded.
  geometries(name) {
    const object = this.objects[name];
    if (!object) return [];
    return object.type === "GeometryCollection" ? object.geometries : [object];
  }

  rings(geometry) {
    if (geometry.type === "Polygon") return geometry.arcs;
    if (geometry.type === "MultiPolygon") return geometry.arcs.flat();
    return [];
  }

  lines(geometry) {
    if (geometry.type === "LineString") return [geometry.arcs];
    return geometry.type === "MultiLineString" ? geometry.arcs : [];
  }

  traceLine(path, references, close) {
    references.forEach((reference, position) => {
      const points = this.arcs[reference < 0 ? ~reference : reference];
      const last = points.length / 2 - 1;
      // The first point of a later arc is the last point of the one before it.
      for (let step = position ? 1 : 0; step <= last; step++) {
        const at = 2 * (reference < 0 ? last - step : step);
        if (step === 0) path.moveTo(points[at], points[at + 1]);
        else path.lineTo(points[at], points[at + 1]);
      }
    });
    if (close) path.closePath();
  }

  path(geometry) {
    let path = this.paths.get(geometry);
    if (!path) {
      path = new Path2D();
      for (const ring of this.rings(geometry)) this.traceLine(path, ring, true);
      for (const line of this.lines(geometry)) this.traceLine(path, line, false);
      this.paths.set(geometry, path);
    }
    return path;
  }

  // Arcs with a party on each side: {contact: between parties, disputed: at contested ground}.
  fronts(name) {
    return this.kept("fronts:" + name, () => {
      const fronts = { contact: new Path2D(), disputed: new Path2D() };
      for (const [arc, disputed] of this.frontArcs(name)) {
        this.traceLine(disputed ? fronts.disputed : fronts.contact, [arc], false);
      }
      return fronts;
    });
  }

  // The fronts of one object where another has none: shared arcs have the same number in both.
  frontsGone(name, later) {
    return this.kept(`gone:${name}:${later}`, () => {
      const path = new Path2D();
      const still = this.frontArcs(later);
      for (const arc of this.frontArcs(name).keys()) if (!still.has(arc)) this.traceLine(path, [arc], false);
      return path;
    });
  }

  // Number of each arc that is a front: whether contested ground lies at it.
  frontArcs(name) {
    return this.kept("arcs:" + name, () => {
      const found = new Map();
      for (const [arc, [one, other]] of this.sides(name)) {
        if (!one || !other || one.properties.party === other.properties.party) continue;
        found.set(arc, [one, other].some((area) => area.properties.status === "contested"));
      }
      return found;
    });
  }

  kept(key, make) {
    if (!this.paths.has(key)) this.paths.set(key, make());
    return this.paths.get(key);
  }

  sides(name) {
    const sides = new Map();
    for (const geometry of this.geometries(name)) {
      for (const reference of this.rings(geometry).flat()) {
        const arc = reference < 0 ? ~reference : reference;
        const pair = sides.get(arc) || [null, null];
        pair[reference < 0 ? 1 : 0] = geometry;
        sides.set(arc, pair);
      }
    }
    return sides;
  }

  // The geometry of an object that holds a point of the plane.
  at(name, x, y, context) {
    return this.geometries(name).find((geometry) =>
      context.isPointInPath(this.path(geometry), x, y, "evenodd"));
  }

  point(geometry) {
    const [kx, ky] = this.document.transform ? this.document.transform.scale : [1, 1];
    const [tx, ty] = this.document.transform ? this.document.transform.translate : [0, 0];
    return [geometry.coordinates[0] * kx + tx, geometry.coordinates[1] * ky + ty];
  }
}
