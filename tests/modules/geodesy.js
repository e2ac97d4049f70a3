// Reads pairs of points, [[lon, lat], [lon, lat]], and an extent; writes the geodesic of each pair
// and the steps between its points in the Mercator plane of the extent.

import { geodesic } from "../../layers/web/src/geodesy.js";
import { MercatorPlane } from "../../layers/web/src/plane.js";
import { answer } from "./answer.js";

/** @typedef {[number, number]} Point */

answer((/** @type {{ pairs: [Point, Point][], extent: [number, number, number, number] }} */
  { pairs, extent }) => {
  const plane = new MercatorPlane(...extent);
  return pairs.map(([from, to]) => ({
    ...geodesic(from, to),
    x: plane.x(to[0]) - plane.x(from[0]),
    y: plane.y(to[1]) - plane.y(from[1]),
  }));
});
