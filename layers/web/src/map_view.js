// One map: its canvases, what can be clicked on it, and where it looks.

import { CanvasLayer } from "./canvas_layer.js";
import { make } from "./dom.js";
import { GroundPainter } from "./ground_painter.js";
import { LabelPainter } from "./label_painter.js";
import { leaflet, mapOptions } from "./leaflet.js";
import { Popups } from "./popups.js";

/** @import { Paint } from "./canvas_layer.js" */
/** @import { LabelContent } from "./label_painter.js" */
/** @import { Palette } from "./palette.js" */
/** @import { Viewpoint } from "./link_kinds.js" */
/** @import { MapRecord } from "./record.js" */

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {[[number, number], [number, number]]} Bounds  [[south, west], [north, east]] */
/**
 * @typedef {object} ViewContent  what a map shows; it is asked for at each painting
 * @property {Palette} palette
 * @property {LabelContent} labels
 * @property {boolean} tiles whether online tiles take the place of the ground
 * @property {Paint} paintControl areas of control and front lines
 */

/** A view exactly as it is given: panning there would end on a whole pixel. */
const RESET = /** @type {import("leaflet").ZoomPanOptions} */ ({ animate: false, reset: true });
// Order of the canvases among Leaflet's own panes: tiles at 200, marks at 600.
const PANES = { ground: 210, control: 310, above: 320 };

export class MapView {
  /**
   * @param {MapRecord} record
   * @param {() => ViewContent} content
   * @param {{ map?: LeafletMap, animated?: boolean }} [options] a map that stands already, in a
   *   saved file; whether a zoom runs through the sizes between
   */
  constructor(record, content, { map, animated = true } = {}) {
    this.record = record;
    this.content = content;
    this.element = map ? map.getContainer() : make("div");
    this.element.classList.add("loc-map");
    this.map = map ?? leaflet().map(this.element, mapOptions(animated));
    // Leaflet sets a position on what does not stand in the page yet; ours is in the style.
    this.element.style.position = "";
    const { palette } = content();
    this.ground = new GroundPainter(record.base, palette);
    this.labels = new LabelPainter(record, palette);
    this.popups = new Popups(this.map, record, () => {
      const { palette: colours, labels } = this.content();
      return { palette: colours, locale: labels.locale };
    });
    /** @type {Record<keyof typeof PANES, CanvasLayer> | null} */
    this.canvases = null;
    /** @type {import("leaflet").TileLayer | null} */
    this.tileLayer = null;
    // Answers which path a point lies in; nothing is drawn on it.
    this.probe = /** @type {CanvasRenderingContext2D} */ (
      document.createElement("canvas").getContext("2d"));
    // Whether it is being moved along with another map, and is not painted before the end.
    this.following = false;
    this.map.on("mousemove", (event) => {
      this.element.style.cursor = this.placeAt(event) ? "pointer" : "";
    });
  }

  /**
   * Call a function whenever a person moves the map, by drag, wheel, double click, box or pinch.
   *
   * @param {() => void} moved
   */
  onMoveByHand(moved) {
    this.map.on("dragstart boxzoomend dblclick", moved);
    this.element.addEventListener("wheel", moved, { passive: true });
    this.element.addEventListener("touchmove", (event) => {
      if (event.touches.length > 1) moved();
    }, { passive: true });
  }

  /** Add the canvases; the map has a view. Each is painted once. */
  addCanvases() {
    for (const [name, order] of Object.entries(PANES)) {
      this.map.createPane(`loc-${name}`).style.zIndex = String(order);
    }
    /** @type {(name: string, paint: Paint) => CanvasLayer} */
    const layer = (name, paint) => new CanvasLayer(this, `loc-${name}`, this.record.plane, paint);
    this.canvases = {
      ground: layer("ground", (context, frame) => {
        if (!this.content().tiles) this.ground.paint(context, frame);
      }),
      control: layer("control", (context, frame) => this.content().paintControl(context, frame)),
      above: layer("above", (context, frame) => {
        const { labels } = this.content();
        this.ground.paintAbove(context, frame, labels.layers);
        this.labels.paint(context, frame, labels);
      }),
    };
    this.showTiles();
  }

  /** Paint anew: all canvases, or some of them. @param {(keyof typeof PANES)[]} [names] */
  redraw(names = ["ground", "control", "above"]) {
    if (this.canvases) for (const name of names) this.canvases[name].redraw();
  }

  /** Show the online tiles that the record names, or take them away. */
  showTiles() {
    this.tileLayer?.remove();
    this.tileLayer = null;
    const { tiles } = this.record;
    if (!tiles || !this.content().tiles) return;
    const { url, max_zoom: maxZoom, subdomains } = tiles;
    const options = { maxZoom, subdomains: subdomains || "abc", pane: "loc-ground" };
    this.tileLayer = leaflet().tileLayer(url, options).addTo(this.map);
  }

  /** View of the map; its middle is that of the window, up to a pixel from what was set. */
  get view() {
    const { lat, lng } = this.map.containerPointToLatLng(this.map.getSize().divideBy(2));
    return { lat, lon: lng, zoom: this.map.getZoom() };
  }

  /** @param {Viewpoint} view */
  setView({ lat, lon, zoom }) {
    this.map.setView([lat, lon], zoom, RESET);
  }

  /** @param {number} steps */
  zoomBy(steps) {
    this.map.setZoom(this.map.getZoom() + steps * (this.map.options.zoomDelta ?? 1));
  }

  /**
   * Go where another map has gone; at the end of its move this one is painted.
   *
   * @param {MapView} other
   * @param {boolean} ended
   */
  follow(other, ended) {
    const [centre, zoom] = [other.map.getCenter(), other.map.getZoom()];
    if (ended || zoom !== this.map.getZoom()) {
      this.map.setView(centre, zoom, RESET);
      return;
    }
    const away = this.map.latLngToContainerPoint(centre).subtract(this.map.getSize().divideBy(2));
    this.following = true;
    this.map.panBy(away.round(), { animate: false, noMoveStart: true });
    this.following = false;
  }

  /**
   * Area of control at a position of the map.
   *
   * @param {string} date ISO
   * @param {import("leaflet").LatLng} position
   */
  areaAt(date, { lat, lng }) {
    const { plane, control } = this.record;
    return control.at(date, plane.x(lng), plane.y(lat), this.probe)?.properties;
  }

  /**
   * Place whose dot is under the pointer.
   *
   * @param {import("leaflet").LeafletMouseEvent} event
   */
  placeAt(event) {
    return this.canvases ? this.labels.placeAt(this.canvases.above, event.layerPoint) : undefined;
  }

  remove() {
    this.map.remove();
  }
}
