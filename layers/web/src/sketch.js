// @ts-nocheck
// A small map beside a text: shapes over the outline of a theatre, without tiles.

import STYLE from "../../style.json" with { type: "json" };
import { stripes } from "./stroke.js";

const running = new WeakMap();

function theme(root) {
  const colour = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
  const [red, green, blue] = (colour.match(/^#(..)(..)(..)/) || []).slice(1).map((hex) => parseInt(hex, 16));
  if (red === undefined) return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
}

function element(name, text) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  made.dir = "auto";
  return made;
}

function sign({ name, pattern, fill, faint }, chosen) {
  const made = document.createElement("li");
  const swatch = element(`swatch ${pattern}`, "");
  swatch.style.setProperty("--fill", fill[chosen]);
  swatch.style.setProperty("--faint", faint[chosen]);
  made.append(swatch, element("party", name));
  return made;
}

async function leaflet() {
  for (let tries = 0; !globalThis.L; tries += 1) {
    if (tries > 400) throw new Error("Leaflet did not start; reload the page.");
    await new Promise((done) => setTimeout(done, 25));
  }
  return globalThis.L;
}

// Colours of each kind of shape; its lines and opacities are STYLE.sketch.
const COLOURS = {
  area: (fill, line) => ({ color: line, fillColor: fill }),
  around: (fill) => ({ stroke: false, fillColor: fill, interactive: false }),
  change: (fill, line) => ({ color: line, fillColor: fill }),
  problem: (fill, line, { sketch }) => ({ color: sketch.problem, fillColor: sketch.problem }),
  chosen: (fill, line, { sketch }) => ({ color: sketch.chosen, fillColor: sketch.chosen }),
  halo: (fill, line, { measure }) => ({ color: measure.halo, fill: false, interactive: false }),
  line: (fill, line, { measure }) => ({ color: measure.line, fill: false }),
  ring: (fill, line, { measure }) => ({ color: measure.line, fill: false, interactive: false }),
  front: (fill, line, { front }) => ({ color: front.line, fill: false, interactive: false }),
  end: (fill, line, { measure }) => ({ color: measure.halo, fillColor: measure.line }),
};

// The replay's own patterns; with a plain fill, the colour itself.
const patterns = new Map();

function filling(pattern, fill, faint) {
  if (!pattern) return fill;
  const key = `${pattern} ${fill} ${faint}`;
  if (!patterns.has(key)) {
    const context = document.createElement("canvas").getContext("2d");
    const still = { ratio: 1, origin: { x: 0, y: 0 } };
    patterns.set(key, stripes(context, still, { ...STYLE.hatches[pattern], colour: fill, background: faint }));
  }
  return patterns.get(key);
}

// Drawn by the style alone: Leaflet's own markers are pictures.
function dot(L, style) {
  return (_, at) => L.circleMarker(at, { ...style, radius: STYLE.sketch.mark });
}

class Sketch {
  constructor(L, box, signs) {
    this.L = L;
    this.signs = signs;
    this.map = L.map(box, {
      preferCanvas: true, attributionControl: false, zoomSnap: 0.25, maxZoom: 17, minZoom: 2,
      scrollWheelZoom: false, fadeAnimation: false,
    });
    this.map.getContainer().setAttribute("role", "application");
    this.drawn = L.layerGroup().addTo(this.map);
    // A map that is made while its column is still being laid out would stay grey.
    this.watch = new ResizeObserver(() => this.map.invalidateSize({ pan: false }));
    this.watch.observe(box);
  }

  show(data, name) {
    const { L, map, drawn } = this;
    map.getContainer().setAttribute("aria-label", data.label);
    map.getContainer().classList.toggle("tall", data.tall);
    map.invalidateSize({ pan: false });
    map.getContainer().style.background = data.ground[name].sea;
    drawn.clearLayers();
    const { country, outline } = data.ground[name];
    for (const shape of data.outline) {
      L.geoJSON(shape, { interactive: false, style: { color: outline, weight: STYLE.sketch.outline, fillColor: country, fillOpacity: 1 } }).addTo(drawn);
    }
    for (const shape of data.shapes) this.shape(shape, name, outline, data);
    this.places(data, name);
    this.signs.replaceChildren(...data.legend.map((one) => sign(one, name)));
    const [west, south, east, north] = data.view;
    const view = JSON.stringify(data.view);
    if (view !== this.view) map.fitBounds([[south, west], [north, east]], { animate: false });
    this.view = view;
    map.getContainer().dataset.ready = data.shapes.length;
  }

  shape({ shape, kind, label, pinned, pattern, fill, faint }, name, outline, data) {
    const { L, drawn } = this;
    const colours = { measure: data.measure[name], front: data.front[name], sketch: data.sketch[name] };
    const style = { ...STYLE.sketch[kind], ...COLOURS[kind](filling(pattern, fill[name], faint[name]), outline, colours) };
    const layer = L.geoJSON(shape, { style, pointToLayer: dot(L, style) }).addTo(drawn);
    if (label && pinned) this.pin(layer, label, colours.measure, kind, pinned);
    else if (label) layer.bindTooltip(element("said", label), { sticky: true });
  }

  // A plate that stays: on a line, on the edge of a ring, beside an end.
  pin(layer, label, { label: ground, text }, kind, side) {
    const plate = element("plate", label);
    Object.assign(plate.style, { background: ground, color: text });
    const bounds = layer.getBounds();
    const [edge, centre] = [{ top: bounds.getNorth(), bottom: bounds.getSouth() }[side], bounds.getCenter()];
    const at = kind === "ring" ? [edge ?? centre.lat, centre.lng] : centre;
    const direction = kind === "ring" ? "center" : side;
    const offset = { top: [0, -6], bottom: [0, 6], left: [-8, 0], right: [8, 0] }[direction] || [0, 0];
    this.L.tooltip(at, { content: plate, permanent: true, direction, offset, className: "plain" }).addTo(this.drawn);
  }

  // Tells where somebody clicked, and how far ten points of the screen reach there.
  hear(tell) {
    const { map } = this;
    map.off("click");
    if (!tell) return;
    map.on("click", ({ latlng, containerPoint }) => {
      const aside = map.containerPointToLatLng(containerPoint.add([10, 0]));
      tell("clicked", { lon: latlng.lng, lat: latlng.lat, reach_km: latlng.distanceTo(aside) / 1000 });
    });
  }

  places(data, name) {
    const { L, drawn, map } = this;
    const { place, halo } = data.text[name];
    const names = L.layerGroup();
    for (const [lon, lat, text] of data.places) {
      L.circleMarker([lat, lon], { radius: STYLE.sketch.dot, color: place, weight: STYLE.sketch.outline, fillOpacity: 1, interactive: false }).addTo(drawn);
      const word = element("name", text);
      word.style.setProperty("--halo", halo);
      word.style.color = place;
      names.addLayer(L.tooltip([lat, lon], { content: word, permanent: true, direction: "top", className: "plain" }));
    }
    const follow = () => (map.getZoom() >= STYLE.sketch.names_from_zoom ? names.addTo(drawn) : names.removeFrom(drawn));
    if (this.follow) map.off("zoomend", this.follow);
    this.follow = follow;
    map.on("zoomend", follow);
    if (map._loaded) follow();
  }

  remove() {
    this.watch.disconnect();
    this.map.remove();
  }
}

async function mount(parent) {
  const L = await leaflet();
  const box = document.createElement("div");
  box.className = "sketch";
  const signs = document.createElement("ul");
  signs.className = "signs";
  parent.append(box, signs);
  return new Sketch(L, box, signs);
}

export default function mountSketch({ parentElement, data, setTriggerValue }) {
  if (!running.has(parentElement)) running.set(parentElement, mount(parentElement));
  const sketch = running.get(parentElement);
  const host = parentElement.host || parentElement;
  const shown = JSON.parse(new TextDecoder().decode(data));
  sketch.then((it) => { it.show(shown, theme(host)); it.hear(shown.hears && setTriggerValue); })
    .catch((error) => { parentElement.append(String(error)); });
  return () => setTimeout(() => {
    if (host.isConnected) return;
    sketch.then((it) => it.remove());
    running.delete(parentElement);
  });
}
