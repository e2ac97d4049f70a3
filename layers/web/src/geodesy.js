// Distance and first bearing on the WGS 84 ellipsoid: Vincenty (1975), inverse problem.
// Good to 0.5 mm except between nearly opposite points, which no theatre has.

const WGS84 = { a: 6378137, f: 1 / 298.257223563 };
const RADIANS = Math.PI / 180;

/**
 * Length and direction of the geodesic between two points.
 *
 * @typedef {object} Geodesic
 * @property {number} km
 * @property {number} bearing in degrees from north, clockwise, 0 to 360; 0 between equal points
 */

/**
 * Measure the geodesic from one point to another; points are lon, lat in WGS 84 degrees.
 *
 * @param {readonly [number, number]} from
 * @param {readonly [number, number]} to
 * @returns {Geodesic}
 */
export function geodesic([lon1, lat1], [lon2, lat2]) {
  const { a, f } = WGS84;
  const b = (1 - f) * a;
  const L = (lon2 - lon1) * RADIANS;
  const U1 = Math.atan((1 - f) * Math.tan(lat1 * RADIANS));
  const U2 = Math.atan((1 - f) * Math.tan(lat2 * RADIANS));
  const arc = auxiliaryArc(L, U1, U2);
  if (!arc) return { km: 0, bearing: 0 };
  const { sigma, sinSigma, cosSigma, cosSqAlpha, cos2M, bearing } = arc;
  const uSq = (cosSqAlpha * (a * a - b * b)) / (b * b);
  const A = 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)));
  const B = (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)));
  const square = 2 * cos2M * cos2M - 1;
  const last = (B / 6) * cos2M * (4 * sinSigma * sinSigma - 3) * (4 * cos2M * cos2M - 3);
  const change = B * sinSigma * (cos2M + (B / 4) * (cosSigma * square - last));
  const metres = b * A * (sigma - change);
  return { km: metres / 1000, bearing: (bearing / RADIANS + 360) % 360 };
}

/**
 * Solve the arc of the auxiliary sphere, in radians, by iteration; null between equal points.
 *
 * @param {number} L difference of longitude
 * @param {number} U1 reduced latitude of the first point
 * @param {number} U2 reduced latitude of the second point
 */
function auxiliaryArc(L, U1, U2) {
  const { f } = WGS84;
  const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(U1), Math.cos(U1), Math.sin(U2), Math.cos(U2)];
  let lambda = L, sigma = 0, sinSigma = 0, cosSigma = 1, cosSqAlpha = 1, cos2M = 0, bearing = 0;
  for (let round = 0; round < 100; round++) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)];
    sinSigma = Math.hypot(cosU2 * sinL, cosU1 * sinU2 - sinU1 * cosU2 * cosL);
    if (sinSigma === 0) return null;
    cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosL;
    sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosU1 * cosU2 * sinL) / sinSigma;
    cosSqAlpha = 1 - sinAlpha * sinAlpha;
    cos2M = cosSqAlpha ? cosSigma - (2 * sinU1 * sinU2) / cosSqAlpha : 0;
    const C = (f / 16) * cosSqAlpha * (4 + f * (4 - 3 * cosSqAlpha));
    const before = lambda;
    lambda = L + (1 - C) * f * sinAlpha *
      (sigma + C * sinSigma * (cos2M + C * cosSigma * (2 * cos2M * cos2M - 1)));
    bearing = Math.atan2(cosU2 * sinL, cosU1 * sinU2 - sinU1 * cosU2 * cosL);
    if (Math.abs(lambda - before) < 1e-13) break;
  }
  return { sigma, sinSigma, cosSigma, cosSqAlpha, cos2M, bearing };
}
