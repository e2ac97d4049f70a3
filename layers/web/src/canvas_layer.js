// Canvas in a pane of a map: moved and scaled with it, painted anew at the end of a move.

import { leaflet } from "./leaflet.js";
import { UNITS } from "./plane.js";

/** @import { MercatorPlane } from "./plane.js" */

// How far beyond each edge of the map a canvas reaches, as a share of the map: what is dragged in
// has been drawn already.
const PADDING = 0.1;

/**
 * Place of the plane on a canvas, for the time of one painting.
 *
 * Lengths are CSS pixels; `ratio` is device pixels per CSS pixel.
 */
export class CanvasFrame {
  /**
   * @param {object} place
   * @param {number} place.ratio device pixels per CSS pixel
   * @param {number} place.zoom zoom of the web map, tiles of 256 px
   * @param {{ x: number, y: number }} place.size size of the canvas
   * @param {{ x: number, y: number }} place.origin its corner in the pixels of the world
   * @param {MercatorPlane} plane
   */
  constructor({ ratio, zoom, size, origin }, plane) {
    const world = 256 * 2 ** zoom;
    this.ratio = ratio;
    this.zoom = zoom;
    this.size = size;
    this.origin = origin;
    this.scale = world / UNITS;
    this.left = plane.x0 * world - origin.x;
    this.top = plane.y0 * world - origin.y;
    const scale = this.scale * ratio;
    this.matrix = new DOMMatrix([scale, 0, 0, scale, this.left * ratio, this.top * ratio]);
  }

  /**
   * Path of the plane in device pixels: widths and patterns then are the same at every zoom.
   *
   * @param {Path2D} path
   */
  toCanvas(path) {
    const moved = new Path2D();
    moved.addPath(path, this.matrix);
    return moved;
  }

  /** @param {number} planeX */
  x(planeX) {
    return planeX * this.scale + this.left;
  }

  /** @param {number} planeY */
  y(planeY) {
    return planeY * this.scale + this.top;
  }
}

/** @typedef {(context: CanvasRenderingContext2D, frame: CanvasFrame) => void} Paint */

export class CanvasLayer {
  /**
   * @param {{ map: import("leaflet").Map, following: boolean }} view the map, and whether it is
   *   being moved along with another
   * @param {string} pane name of the pane that the canvas is put into
   * @param {MercatorPlane} plane
   * @param {Paint} paint draws a frame; the canvas is empty
   */
  constructor(view, pane, plane, paint) {
    const { map } = view;
    this.map = map;
    this.plane = plane;
    this.paint = paint;
    this.element = document.createElement("canvas");
    // Leaflet's style animates what has this class while it zooms.
    this.element.className = "leaflet-layer leaflet-zoom-animated";
    this.element.setAttribute("aria-hidden", "true");
    this.context = /** @type {CanvasRenderingContext2D} */ (this.element.getContext("2d"));
    /** Layer points that the canvas covers. @type {import("leaflet").Bounds | null} */
    this.bounds = null;
    // View in which it was painted.
    this.centre = leaflet().latLng(0, 0);
    this.zoom = 0;
    this.animating = false;
    map.getPane(pane)?.append(this.element);
    map.on("zoom", () => this.transform(map.getCenter(), map.getZoom()));
    map.on("zoomanim", (event) => {
      this.animating = true;
      this.transform(event.center, event.zoom);
    });
    map.on("zoomend", () => { this.animating = false; });
    map.on("moveend", () => { if (!view.following) this.update(); });
    // A map that is hidden has no view yet.
    map.whenReady(() => this.update());
  }

  /** Put the canvas where the map is now, and paint it. */
  update() {
    if (this.animating && this.bounds) return;
    const { map } = this;
    const [size, { DomUtil, bounds }] = [map.getSize(), leaflet()];
    const corner = map.containerPointToLayerPoint(size.multiplyBy(-PADDING)).round();
    this.bounds = bounds(corner, corner.add(size.multiplyBy(1 + 2 * PADDING)).round());
    this.centre = map.getCenter();
    this.zoom = map.getZoom();
    DomUtil.setPosition(this.element, corner);
    this.resize();
    this.redraw();
  }

  resize() {
    const size = this.size();
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    const { element } = this;
    if (element.width === width && element.height === height) return;
    element.width = width;
    element.height = height;
    element.style.width = `${size.x}px`;
    element.style.height = `${size.y}px`;
  }

  size() {
    return this.bounds ? this.bounds.getSize() : leaflet().point(0, 0);
  }

  /**
   * Move and stretch the picture to a view that is only passed through.
   *
   * @param {import("leaflet").LatLng} centre
   * @param {number} zoom
   */
  transform(centre, zoom) {
    if (!this.bounds) return;
    const { map } = this;
    const { DomUtil } = leaflet();
    const scale = map.getZoomScale(zoom, this.zoom);
    const pane = /** @type {HTMLElement} */ (map.getPane("mapPane"));
    const half = map.getSize().divideBy(2);
    const origin = map.project(centre, zoom).subtract(half).add(DomUtil.getPosition(pane)).round();
    const reach = map.getSize().multiplyBy(0.5 + PADDING);
    const corner = map.project(this.centre, zoom).subtract(reach.multiplyBy(scale));
    DomUtil.setTransform(this.element, corner.subtract(origin), scale);
  }

  /** Paint anew at the same place. */
  redraw() {
    if (!this.bounds) return;
    const { context, element } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, element.width, element.height);
    this.paint(context, this.frame(this.bounds));
  }

  /** @param {import("leaflet").Bounds} bounds */
  frame(bounds) {
    const corner = /** @type {import("leaflet").Point} */ (bounds.min);
    const place = {
      ratio: window.devicePixelRatio || 1,
      zoom: this.map.getZoom(),
      size: bounds.getSize(),
      origin: this.map.getPixelOrigin().add(corner),
    };
    return new CanvasFrame(place, this.plane);
  }

  /**
   * Point of the canvas under a point of the map's layers, in CSS pixels; undefined before it is
   * painted.
   *
   * @param {import("leaflet").Point} layerPoint
   */
  pointOf(layerPoint) {
    return this.bounds?.min && layerPoint.subtract(this.bounds.min);
  }
}
