// A local Mercator plane (EPSG:3857 scaled). One unit is one pixel at zoom 12, the origin the
// middle of the theatre: small numbers, so that the 32-bit coordinates of a path stay exact to a
// thousandth of a pixel.

/** Width of the world in units of the plane. */
export const UNITS = 256 * 2 ** 12;

/** Spherical Mercator about the middle of an extent; x grows to the east, y to the south. */
export class MercatorPlane {
  /** Origin as a share of the world's width. @type {number} */
  x0;
  /** Origin as a share of the world's height, from the north. @type {number} */
  y0;

  /**
   * @param {number} west in degrees, as all four edges of the extent
   * @param {number} south
   * @param {number} east
   * @param {number} north
   */
  constructor(west, south, east, north) {
    this.x0 = worldX((west + east) / 2);
    this.y0 = worldY((south + north) / 2);
  }

  /**
   * Position of a longitude.
   *
   * @param {number} lon in degrees
   */
  x(lon) {
    return (worldX(lon) - this.x0) * UNITS;
  }

  /**
   * Position of a latitude.
   *
   * @param {number} lat in degrees
   */
  y(lat) {
    return (worldY(lat) - this.y0) * UNITS;
  }

  /**
   * Longitude and latitude of a point of the plane, in degrees.
   *
   * @param {number} x
   * @param {number} y
   * @returns {[number, number]}
   */
  at(x, y) {
    const lat = Math.atan(Math.sinh(Math.PI * (1 - 2 * (y / UNITS + this.y0))));
    return [(x / UNITS + this.x0 - 0.5) * 360, (lat * 180) / Math.PI];
  }
}

/**
 * Share of the world's width to the west of a longitude.
 *
 * @param {number} lon in degrees
 */
function worldX(lon) {
  return lon / 360 + 0.5;
}

/**
 * Share of the world's height to the north of a latitude.
 *
 * @param {number} lat in degrees
 */
function worldY(lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
