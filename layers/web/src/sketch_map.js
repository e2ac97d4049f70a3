// Leaflet's map of a sketch, with its places, its shapes and its legend.

/** @import { Colours, SketchClick, SketchDocument } from "./payload" */
/** @import { SketchLegendEntry, SketchShape } from "./payload" */
/** @import { Theme } from "./theme.js" */

import STYLE from "../../style.json" with { type: "json" };
import { make } from "./dom.js";
import { shapeStyle, swatch } from "./sketch_style.js";

const OPTIONS = {
  preferCanvas: true, attributionControl: false, zoomSnap: 0.25, maxZoom: 17, minZoom: 2,
  scrollWheelZoom: false, fadeAnimation: false,
};
// How far the reach of a click is measured, in points of the screen.
const REACH_POINTS = 10;
/** @type {Record<string, [number, number]>} */
const PLATE_OFFSETS = { top: [0, -6], bottom: [0, 6], left: [-8, 0], right: [8, 0] };

/** Map of a sketch: the same element, whatever it shows. */
export class SketchMap {
  /**
   * @param {typeof L} leaflet
   * @param {HTMLElement} box
   * @param {HTMLElement} legend
   */
  constructor(leaflet, box, legend) {
    this.L = leaflet;
    this.box = box;
    this.legend = legend;
    this.view = "";
    /** @type {((point: SketchClick) => void) | null} */
    this.onClick = null;
    this.map = leaflet.map(box, OPTIONS);
    this.names = leaflet.layerGroup();
    this.drawn = leaflet.layerGroup().addTo(this.map);
    box.setAttribute("role", "application");
    this.map.on("zoomend", () => this.showNames());
    this.map.on("click", (event) => this.clicked(event));
    // A map that is made while its column is still being laid out would stay grey.
    this.resizing = new ResizeObserver(() => this.map.invalidateSize({ pan: false }));
    this.resizing.observe(box);
  }

  /**
   * Draw a sketch in place of the one before; the view stays where it has not changed.
   *
   * @param {SketchDocument} data
   * @param {Theme} theme
   */
  show(data, theme) {
    const { L, map, drawn, box } = this;
    const { sea, country, outline } = data.ground[theme];
    box.setAttribute("aria-label", data.label);
    box.classList.toggle("tall", data.tall);
    map.invalidateSize({ pan: false });
    box.style.background = sea;
    drawn.clearLayers();
    const weight = STYLE.sketch.outline;
    const land = { weight, color: outline, fillColor: country, fillOpacity: 1 };
    for (const shape of data.outline) {
      L.geoJSON(shape, { interactive: false, style: land }).addTo(drawn);
    }
    for (const shape of data.shapes) this.addShape(shape, data, theme);
    this.legend.replaceChildren(...data.legend.map((entry) => legendRow(entry, theme)));
    this.fit(data.view);
    this.addPlaces(data, theme);
    box.dataset.ready = String(data.shapes.length);
  }

  /** @param {SketchDocument["view"]} view */
  fit(view) {
    const [west, south, east, north] = view;
    const changed = view.join() !== this.view;
    if (changed) this.map.fitBounds([[south, west], [north, east]], { animate: false });
    this.view = view.join();
  }

  /**
   * @param {SketchShape} shape
   * @param {SketchDocument} data
   * @param {Theme} theme
   */
  addShape(shape, data, theme) {
    const { L, drawn } = this;
    const style = shapeStyle(shape, data, theme);
    // Drawn by the style alone: Leaflet's own markers are pictures.
    const dot = { ...style, radius: STYLE.sketch.mark };
    /** @type {(feature: unknown, point: L.LatLng) => L.Layer} */
    const pointToLayer = (_, point) => L.circleMarker(point, dot);
    const layer = L.geoJSON(shape.geometry, { style, pointToLayer }).addTo(drawn);
    const { label, pinned } = shape;
    if (label && pinned) this.addPlate(shape, pinned, layer.getBounds(), data.measure[theme]);
    else if (label) layer.bindTooltip(text("tooltip", label), { sticky: true });
  }

  /**
   * Add a plate that stays: on a line, on the edge of a ring, beside an end.
   *
   * @param {SketchShape} shape
   * @param {L.Direction} side
   * @param {L.LatLngBounds} bounds
   * @param {Colours} colours
   */
  addPlate({ kind, label }, side, bounds, colours) {
    const plate = text("plate", label);
    Object.assign(plate.style, { background: colours.label, color: colours.text });
    const centre = bounds.getCenter();
    if (kind === "ring") {
      if (side === "top") centre.lat = bounds.getNorth();
      if (side === "bottom") centre.lat = bounds.getSouth();
    }
    const direction = kind === "ring" ? "center" : side;
    this.addText(plate, centre, direction, PLATE_OFFSETS[direction]).addTo(this.drawn);
  }

  /**
   * @param {HTMLElement} content
   * @param {L.LatLngExpression} point
   * @param {L.Direction} direction
   * @param {[number, number]} [offset] Points of the screen.
   */
  addText(content, point, direction, offset = [0, 0]) {
    const options = { content, permanent: true, direction, offset, className: "plain" };
    return this.L.tooltip(point, options);
  }

  /**
   * Add the major cities; their names are shown from a zoom on.
   *
   * @param {SketchDocument} data
   * @param {Theme} theme
   */
  addPlaces(data, theme) {
    const { L, drawn } = this;
    const { place, halo } = data.text[theme];
    const { dot: radius, outline: weight } = STYLE.sketch;
    const dot = { radius, color: place, weight, fillOpacity: 1, interactive: false };
    this.names.clearLayers();
    for (const { lon, lat, name } of data.places) {
      L.circleMarker([lat, lon], dot).addTo(drawn);
      const element = text("name", name);
      element.style.setProperty("--halo", halo);
      element.style.color = place;
      this.names.addLayer(this.addText(element, [lat, lon], "top"));
    }
    this.showNames();
  }

  /** Show the names of places where the map is near enough. */
  showNames() {
    const near = this.map.getZoom() >= STYLE.sketch.names_from_zoom;
    if (near) this.names.addTo(this.map);
    else this.names.removeFrom(this.map);
  }

  /**
   * Report where a person clicked, and how far ten points of the screen reach there.
   *
   * @param {L.LeafletMouseEvent} event
   */
  clicked({ latlng, containerPoint }) {
    const aside = this.map.containerPointToLatLng(containerPoint.add([REACH_POINTS, 0]));
    const reach_km = latlng.distanceTo(aside) / 1000;
    this.onClick?.({ lon: latlng.lng, lat: latlng.lat, reach_km });
  }

  /** Take the map off its page. */
  remove() {
    this.resizing.disconnect();
    this.map.remove();
  }
}

/**
 * @param {string} name Class of the element.
 * @param {string} content
 */
function text(name, content) {
  return make("span", { class: name, text: content, dir: "auto" });
}

/**
 * @param {SketchLegendEntry} entry
 * @param {Theme} theme
 */
function legendRow({ name, pattern, fill, faint }, theme) {
  return make("li", {}, swatch(pattern, fill[theme], faint[theme]), text("party", name));
}
