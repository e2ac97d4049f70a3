// The Mercator plane, against the formula of EPSG Guidance Note 7-2 (method 1024) and PROJ.

import assert from "node:assert/strict";
import { test } from "node:test";

import { MercatorPlane, UNITS } from "../../layers/web/src/plane.js";

/** @type {[number, number, number, number]} */
const SYRIA = [35.5, 32.2, 42.5, 37.4];
// `pyproj.Transformer.from_crs(4326, 3857, always_xy=True)`: metres east and north.
const PROJ = [
  { lon: 36.3, lat: 33.5, east: 4040897.5158, north: 3961860.2174 },
  { lon: 37.15, lat: 36.2, east: 4135519.083, north: 4328176.0753 },
  { lon: 42.5, lat: 37.4, east: 4731078.3587, north: 4495009.2586 },
];
const METRES = 2 * Math.PI * 6378137;

/** @param {number} lat */
function northing(lat) {
  return Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
}

test("a pixel of zoom 12 is a unit", () => {
  assert.equal(UNITS, 256 * 4096);
  const plane = new MercatorPlane(-180, -80, 180, 80);
  assert.equal(plane.x(180) - plane.x(-180), UNITS);
});

test("the origin is the middle of the extent in degrees", () => {
  const plane = new MercatorPlane(...SYRIA);
  const [lon, lat] = plane.at(0, 0);
  assert.ok(Math.abs(lon - 39) < 1e-12 && Math.abs(lat - 34.8) < 1e-12);
  assert.ok(plane.x(39) === 0 && plane.y(34.8) === 0);
});

test("positions are those of spherical Mercator, y to the south", () => {
  const plane = new MercatorPlane(...SYRIA);
  for (const lat of [-85, -33.3, 0, 32.2, 36.2, 85]) {
    const units = ((northing(34.8) - northing(lat)) / (2 * Math.PI)) * UNITS;
    assert.ok(Math.abs(plane.y(lat) - units) < 1e-6, String(lat));
  }
  for (const lon of [-180, 0, 36.3, 180]) {
    assert.ok(Math.abs(plane.x(lon) - ((lon - 39) / 360) * UNITS) < 1e-6, String(lon));
  }
});

test("differences are those of PROJ's EPSG:3857 to a tenth of a millimetre", () => {
  const plane = new MercatorPlane(...SYRIA);
  const [first, ...others] = PROJ;
  for (const other of others) {
    const east = ((plane.x(other.lon) - plane.x(first.lon)) / UNITS) * METRES;
    const north = ((plane.y(first.lat) - plane.y(other.lat)) / UNITS) * METRES;
    assert.ok(Math.abs(east - (other.east - first.east)) < 2e-4);
    assert.ok(Math.abs(north - (other.north - first.north)) < 2e-4);
  }
});

test("a point comes back from the plane", () => {
  const plane = new MercatorPlane(...SYRIA);
  for (let lat = 32; lat <= 38; lat += 0.37) {
    for (let lon = 35; lon <= 43; lon += 0.61) {
      const [lonBack, latBack] = plane.at(plane.x(lon), plane.y(lat));
      assert.ok(Math.abs(lonBack - lon) < 1e-10 && Math.abs(latBack - lat) < 1e-10);
    }
  }
});
