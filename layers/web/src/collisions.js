// Collision index: boxes already taken by what is written on the map.

export class CollisionIndex {
  constructor() {
    /** @type {[number, number, number, number][]} */
    this.boxes = [];
  }

  /**
   * Take a box when it is free, and return whether it was; CSS pixels.
   *
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  take(x, y, width, height) {
    const clash = this.boxes.some(([left, top, right, bottom]) =>
      x < right && x + width > left && y < bottom && y + height > top);
    if (!clash) this.boxes.push([x, y, x + width, y + height]);
    return !clash;
  }
}
