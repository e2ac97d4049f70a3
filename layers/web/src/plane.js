// @ts-nocheck
// A local Mercator plane.
// One unit of the plane is one pixel at zoom 12, its origin the middle of the theatre: small numbers,
// so that the 32-bit coordinates of a path stay exact to a thousandth of a pixel.

export const UNITS = 256 * 2 ** 12;

export class MercatorPlane {
  constructor(west, south, east, north) {
    this.x0 = this.worldX((west + east) / 2);
    this.y0 = this.worldY((south + north) / 2);
  }

  worldX(lon) {
    return lon / 360 + 0.5;
  }

  worldY(lat) {
    const sine = Math.sin((lat * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }

  x(lon) {
    return (this.worldX(lon) - this.x0) * UNITS;
  }

  y(lat) {
    return (this.worldY(lat) - this.y0) * UNITS;
  }

  // Longitude and latitude of a point of the plane.
  at(x, y) {
    const [worldX, worldY] = [x / UNITS + this.x0, y / UNITS + this.y0];
    const lat = Math.atan(Math.sinh(Math.PI * (1 - 2 * worldY)));
    return [(worldX - 0.5) * 360, (lat * 180) / Math.PI];
  }
}
