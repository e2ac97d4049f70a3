// @ts-nocheck
// A canvas that Leaflet moves and scales with the map; painters draw on it in the topology's plane.

import STYLE from "../../style.json" with { type: "json" };
import { UNITS } from "./plane.js";

// How a map of ours behaves; nothing of Leaflet's own stands on it.
export function mapOptions() {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return { zoomControl: false, attributionControl: false, keyboard: false, zoomSnap: STYLE.zoom.snap, zoomDelta: STYLE.zoom.step, wheelPxPerZoomLevel: 120, minZoom: STYLE.zoom.min, maxZoom: STYLE.zoom.max, zoomAnimation: !still, fadeAnimation: false, inertia: !still };
}

export function defineCanvasLayer(L) {
  return L.Renderer.extend({
    options: { padding: 0.1 },

    initialize(plane, paint, options) {
      this.plane = plane;
      this.paint = paint;
      this._layers = {};
      L.setOptions(this, options);
    },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
      this.context = this._container.getContext("2d");
    },

    _destroyContainer() {
      this._container.remove();
      delete this.context;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = window.devicePixelRatio || 1;
      const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
      L.DomUtil.setPosition(this._container, this._bounds.min);
      if (this._container.width !== width || this._container.height !== height) {
        this._container.width = width;
        this._container.height = height;
        this._container.style.width = size.x + "px";
        this._container.style.height = size.y + "px";
      }
      this.redraw();
    },

    // After a jump Leaflet would move the canvas by part of a pixel, which blurs it; the end of the
    // move, which comes first, has already put it in its place.
    _reset() {},

    redraw() {
      if (!this._map || !this._bounds) return;
      const context = this.context;
      const ratio = window.devicePixelRatio || 1;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this._container.width, this._container.height);
      this.paint(context, this.window_(ratio));
    },

    // What a painter needs: device ratio, zoom, size, and the plane's place on the canvas.
    window_(ratio) {
      const zoom = this._map.getZoom();
      const world = 256 * 2 ** zoom;
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const size = this._bounds.getSize();
      const left = this.plane.x0 * world - origin.x;
      const top = this.plane.y0 * world - origin.y;
      return new CanvasWindow({ ratio, zoom, size, origin, scale: world / UNITS, left, top });
    },

    // The plane's coordinates of a point of the map container.
    planePoint(latlng) {
      return [this.plane.x(latlng.lng), this.plane.y(latlng.lat)];
    },
  });
}

class CanvasWindow {
  constructor(facts) {
    Object.assign(this, facts);
    const { ratio, scale, left, top } = this;
    this.matrix = new DOMMatrix([scale * ratio, 0, 0, scale * ratio, left * ratio, top * ratio]);
  }

  // A path of the plane in device pixels: widths and patterns then are the same at every zoom.
  toCanvas(path) {
    const moved = new Path2D();
    moved.addPath(path, this.matrix);
    return moved;
  }

  x(planeX) {
    return planeX * this.scale + this.left;
  }

  y(planeY) {
    return planeY * this.scale + this.top;
  }
}

// Diagonal stripes as a fill, anchored to the map so that they stay put when it is dragged.
export function stripes(context, frame, { colour, background, spacing, width, angle = 45 }) {
  const ratio = frame.ratio;
  const period = Math.max(4, Math.round(spacing * ratio));
  const tile = document.createElement("canvas");
  tile.width = tile.height = period;
  const brush = tile.getContext("2d");
  if (background) {
    brush.fillStyle = background;
    brush.fillRect(0, 0, period, period);
  }
  brush.strokeStyle = colour;
  brush.lineWidth = width * ratio;
  brush.beginPath();
  for (const shift of [-period, 0, period]) {
    brush.moveTo(shift - 2, period + 2);
    brush.lineTo(shift + period + 2, -2);
  }
  brush.stroke();
  const pattern = context.createPattern(tile, "repeat");
  const turn = angle === 135 ? -1 : 1;
  const [x, y] = [-(frame.origin.x * ratio) % period, -(frame.origin.y * ratio) % period];
  pattern.setTransform(new DOMMatrix([turn, 0, 0, 1, x, y]));
  return pattern;
}
