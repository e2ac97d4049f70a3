// Geodesics of WGS 84 against what is known without another program; pyproj's stand in
// tests/test_parity.py.

import assert from "node:assert/strict";
import { test } from "node:test";

import { geodesic } from "../../layers/web/src/geodesy.js";

const MILLIMETRE_KM = 1e-6;

/** @param {number} actual @param {number} expected @param {number} tolerance */
function near(actual, expected, tolerance) {
  const message = `${actual} is not ${expected} ± ${tolerance}`;
  assert.ok(Math.abs(actual - expected) <= tolerance, message);
}

test("a degree of the equator is an arc of a circle", () => {
  const { km, bearing } = geodesic([36, 0], [37, 0]);
  near(km, (6378.137 * Math.PI) / 180, MILLIMETRE_KM);
  near(bearing, 90, 1e-9);
});

test("arcs of a meridian are integrals of its radius of curvature", () => {
  for (const [south, north] of [[0, 90], [0, 1], [33.5, 36.2]]) {
    const { km, bearing } = geodesic([36, south], [36, north]);
    near(km, meridian(south, north), MILLIMETRE_KM);
    near(bearing, 0, 1e-9);
  }
});

/**
 * Length of a meridian between two latitudes in km, by Simpson's rule.
 *
 * @param {number} south
 * @param {number} north
 */
function meridian(south, north) {
  const steps = 2000, eSq = 0.00669437999014;
  const width = ((north - south) * Math.PI) / 180 / steps;
  let sum = 0;
  for (let step = 0; step <= steps; step++) {
    const sine = Math.sin((south * Math.PI) / 180 + step * width);
    const weight = step % steps === 0 ? 1 : step % 2 ? 4 : 2;
    sum += weight * (1 - eSq * sine * sine) ** -1.5;
  }
  return (6378.137 * (1 - eSq) * sum * width) / 3;
}

test("Flinders Peak to Buninyong is as Geoscience Australia publishes it", () => {
  // The worked example of the GDA technical manual; its ellipsoid is 0.1 mm from WGS 84.
  const flinders = angle(144, 25, 29.5244), buninyong = angle(143, 55, 35.3839);
  const { km, bearing } = geodesic(
    [flinders, -angle(37, 57, 3.7203)], [buninyong, -angle(37, 39, 10.1561)]);
  near(km, 54.972271, MILLIMETRE_KM);
  near(bearing, angle(306, 52, 5.37), 1e-5);
});

/** @param {number} degrees @param {number} minutes @param {number} seconds */
function angle(degrees, minutes, seconds) {
  return degrees + minutes / 60 + seconds / 3600;
}

test("equal points have no distance, and a bearing that is a number", () => {
  assert.deepEqual(geodesic([37.1, 36.2], [37.1, 36.2]), { km: 0, bearing: 0 });
});

test("there and back are equally long, in opposite directions on a meridian", () => {
  const there = geodesic([37.1343, 36.2021], [36.6314, 35.9306]);
  const back = geodesic([36.6314, 35.9306], [37.1343, 36.2021]);
  near(there.km, back.km, MILLIMETRE_KM);
  assert.equal(geodesic([36, 35], [36, 34]).bearing, 180);
});

test("the way across the date line is the short one", () => {
  near(geodesic([179.5, 0], [-179.5, 0]).km, geodesic([-0.5, 0], [0.5, 0]).km, MILLIMETRE_KM);
});
