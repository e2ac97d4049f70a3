// Two squares side by side, an island of contested ground in the western one, and three days:
//
//   ┌───────┬───────┐   Arc 0 is the border from south to north, 1 the rest of the western outline,
//   │ ┌─┐   │       │   2 the rest of the eastern one, 3 the island; all are counter-clockwise.
//   │ └─┘   │       │
//   └───────┴───────┘

import assert from "node:assert/strict";
import { test } from "node:test";

import { MercatorPlane } from "../../layers/web/src/plane.js";
import { Topology } from "../../layers/web/src/topology.js";

/** @import { AreaProperties } from "../../layers/web/src/payload" */
/** @import { Geometry, Position, TopoJson } from "../../layers/web/src/topology.js" */

const PLANE = new MercatorPlane(36, 33, 42, 36);

/** @type {Position[][]} */
const ARCS = [
  [[39, 33], [39, 36]],
  [[39, 36], [36, 36], [36, 33], [39, 33]],
  [[39, 33], [42, 33], [42, 36], [39, 36]],
  [[37, 34], [38, 34], [38, 35], [37, 35], [37, 34]],
];

/**
 * @param {string} party
 * @param {AreaProperties["status"]} [status]
 * @param {AreaProperties["basis"]} [basis]
 * @returns {AreaProperties}
 */
function held(party, status = "controlled", basis = "assessed") {
  return { party, status, basis, source: "drawn" };
}

/** @type {Geometry<AreaProperties>} */
const WEST = { type: "MultiPolygon", arcs: [[[0, 1], [~3]]], properties: held("A") };
/** @type {Geometry<AreaProperties>} */
const EAST = { type: "Polygon", arcs: [[2, ~0]], properties: held("B") };
/** @type {Geometry<AreaProperties>} */
const ISLAND = { type: "Polygon", arcs: [[3]], properties: held("CONTESTED", "contested") };
/** @type {Geometry<AreaProperties>} */
const WHOLE_WEST = { type: "Polygon", arcs: [[0, 1]], properties: held("A") };
/** @type {Geometry<AreaProperties>} */
const CLAIMED_EAST = { ...EAST, properties: held("A", "controlled", "claimed") };

/** @type {TopoJson<AreaProperties>} */
const PLAIN = {
  type: "Topology",
  arcs: ARCS,
  objects: {
    "2024-01-01": { type: "GeometryCollection", geometries: [WEST, EAST, ISLAND] },
    "2024-01-02": { type: "GeometryCollection", geometries: [WHOLE_WEST, EAST] },
    "2024-01-03": { type: "GeometryCollection", geometries: [WHOLE_WEST, CLAIMED_EAST] },
    "west alone": WHOLE_WEST,
  },
};

/**
 * The same document on a grid, written as the format says: a first cell, then steps.
 *
 * @param {TopoJson<AreaProperties>} document_
 * @returns {TopoJson<AreaProperties>}
 */
function quantised(document_) {
  /** @type {Position[][]} */
  const cells = document_.arcs.map((arc) =>
    arc.map(([lon, lat]) => [(lon - 36) / 0.25, (lat - 33) / 0.5]));
  /** @type {Position[][]} */
  const arcs = cells.map((arc) => arc.map(([x, y], index) => {
    const [xBefore, yBefore] = index ? arc[index - 1] : [0, 0];
    return [x - xBefore, y - yBefore];
  }));
  return { ...document_, transform: { scale: [0.25, 0.5], translate: [36, 33] }, arcs };
}

const PLAIN_TOPOLOGY = new Topology(PLAIN, PLANE);
const BOTH = { plain: PLAIN_TOPOLOGY, quantised: new Topology(quantised(PLAIN), PLANE) };

/** What is traced, in degrees, as the letters of a path. */
class Trace {
  /** @type {string[]} */
  steps = [];

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.steps.push(`M ${degrees(x, y)}`);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.steps.push(`L ${degrees(x, y)}`);
  }

  closePath() {
    this.steps.push("Z");
  }
}

/** @param {number} x @param {number} y */
function degrees(x, y) {
  return PLANE.at(x, y).map((value) => Number(value.toFixed(5))).join(" ");
}

/** @param {Topology<AreaProperties>} topology @param {Geometry<AreaProperties>} geometry */
function traced(topology, geometry) {
  const trace = new Trace();
  topology.trace(trace, geometry);
  return trace.steps.join(", ");
}

for (const [form, topology] of Object.entries(BOTH)) {
  test(`arcs of a ${form} document lie in the plane`, () => {
    assert.equal(topology.arcs.length, ARCS.length);
    ARCS.forEach((arc, index) => {
      const points = arc.flatMap(([lon, lat]) => [PLANE.x(lon), PLANE.y(lat)]);
      assert.deepEqual(topology.arcs[index], Float32Array.from(points));
    });
  });

  test(`a border of a ${form} document is the same line for both neighbours`, () => {
    assert.equal(
      traced(topology, WHOLE_WEST), "M 39 33, L 39 36, L 36 36, L 36 33, L 39 33, Z");
    assert.equal(traced(topology, EAST), "M 39 33, L 42 33, L 42 36, L 39 36, L 39 33, Z");
  });

  test(`a hole of a ${form} document runs against the island in it`, () => {
    const [outer, hole] = traced(topology, WEST).split(", M ").map((ring) => ring.split(", "));
    assert.equal(outer.at(-1), "Z");
    const island = traced(topology, ISLAND).replace("M ", "").split(", ");
    assert.deepEqual(
      hole.map((step) => step.replace("L ", "")).slice(0, -1),
      island.map((step) => step.replace("L ", "")).slice(0, -1).reverse());
  });
}

test("a line is left open, and a point leaves no trace", () => {
  const properties = held("A");
  /** @type {Geometry<AreaProperties>} */
  const line = { type: "LineString", arcs: [~0, 2], properties };
  /** @type {Geometry<AreaProperties>} */
  const lines = { type: "MultiLineString", arcs: [[0], [~3]], properties };
  /** @type {Geometry<AreaProperties>} */
  const point = { type: "Point", coordinates: [4, 4], properties };
  assert.equal(
    traced(PLAIN_TOPOLOGY, line), "M 39 36, L 39 33, L 42 33, L 42 36, L 39 36");
  assert.equal(
    traced(PLAIN_TOPOLOGY, lines),
    "M 39 33, L 39 36, M 37 34, L 37 35, L 38 35, L 38 34, L 37 34");
  assert.equal(traced(PLAIN_TOPOLOGY, point), "");
});

test("geometries of a collection are unfolded; an unknown object has none", () => {
  assert.deepEqual(PLAIN_TOPOLOGY.geometries("2024-01-01"), [WEST, EAST, ISLAND]);
  assert.deepEqual(PLAIN_TOPOLOGY.geometries("west alone"), [WHOLE_WEST]);
  assert.deepEqual(PLAIN_TOPOLOGY.geometries("2024-01-09"), []);
});

test("rings are outlines and holes; a line has none", () => {
  assert.deepEqual(PLAIN_TOPOLOGY.rings(WEST), [[0, 1], [~3]]);
  assert.deepEqual(PLAIN_TOPOLOGY.rings(EAST), [[2, ~0]]);
  /** @type {Geometry<AreaProperties>} */
  const parts = { ...WEST, type: "MultiPolygon", arcs: [[[0, 1], [~3]], [[2, ~0]], [[3]]] };
  assert.deepEqual(PLAIN_TOPOLOGY.rings(parts), [[0, 1], [~3], [2, ~0], [3]]);
  assert.deepEqual(
    PLAIN_TOPOLOGY.rings({ type: "LineString", arcs: [0], properties: held("A") }), []);
});

test("each arc has the areas on its two sides", () => {
  assert.deepEqual(
    PLAIN_TOPOLOGY.sides("2024-01-01"),
    new Map([[0, [WEST, EAST]], [1, [WEST, null]], [3, [ISLAND, WEST]], [2, [EAST, null]]]));
});

test("a front is where two parties meet, apart from contested ground", () => {
  assert.deepEqual(PLAIN_TOPOLOGY.frontArcs("2024-01-01"), new Map([[0, false], [3, true]]));
  assert.deepEqual(PLAIN_TOPOLOGY.frontArcs("2024-01-02"), new Map([[0, false]]));
});

test("claimed and assessed ground of one party have no front between them", () => {
  assert.deepEqual(PLAIN_TOPOLOGY.frontArcs("2024-01-03"), new Map());
});

test("a former front is one that a later day has no more", () => {
  const former = PLAIN_TOPOLOGY.formerFrontArcs.bind(PLAIN_TOPOLOGY);
  assert.deepEqual(former("2024-01-01", "2024-01-02"), [3]);
  assert.deepEqual(former("2024-01-01", "2024-01-03"), [0, 3]);
  assert.deepEqual(former("2024-01-02", "2024-01-01"), []);
  assert.deepEqual(former("2024-01-01", "2024-01-01"), []);
});

test("a point is in degrees, whether the document has a grid or not", () => {
  /** @type {{ type: "Point", coordinates: Position, properties: AreaProperties }} */
  const point = { type: "Point", coordinates: [5, 3], properties: held("A") };
  assert.deepEqual(BOTH.plain.point(point), [5, 3]);
  assert.deepEqual(BOTH.quantised.point(point), [36 + 5 * 0.25, 33 + 3 * 0.5]);
});
