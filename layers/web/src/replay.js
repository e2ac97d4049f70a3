// @ts-nocheck
// The map and its slider put together. Nothing here asks a server for anything while a person scrubs.

import { defineCanvasLayer, mapOptions } from "./canvas.js";
import { Caption, Header, Legend, ScaleBar } from "./card.js";
import { isoDay } from "./days.js";
import { make } from "./dom.js";
import { LabelPainter, nearestPlace } from "./labels.js";
import { readLink, writeLink } from "./link.js";
import { ControlPainter, GroundPainter, Palette } from "./paint.js";
import { EventMarks, Popups } from "./popups.js";
import { MapRecord } from "./record.js";
import { Timeline } from "./timeline.js";
import { Toolbar } from "./toolbar.js";
import { forgetWidths, hasType, loadType } from "./type.js";
import { Locale } from "./locale.js";

const REST_MS = 180;

export class ReplayApp {
  // host: {report(state)} hears of a state at rest; {folium} is a map that folium has made.
  constructor(root, payload, host = {}) {
    this.root = root;
    this.host = host;
    this.record = new MapRecord(payload);
    const { state, problems } = this.asked();
    this.state = state;
    this.palette = new Palette(this.record.palette, this.theme());
    this.locale = this.chosenWords();
    // A view given by the link or by hand is kept; any other follows the size of the window.
    this.follow = !state.view;
    this.build();
    this.show(this.record.dateOf(state.day));
    this.write();
    this.size = `${this.root.clientWidth}×${this.root.clientHeight}×${state.clean}`;
    // A map that folium has made filled the window before it was put into the stage.
    if (this.host.folium) this.map.invalidateSize({ animate: false });
    this.listen();
    this.fit(false);
    // Canvases come last, so that each is painted once.
    this.addCanvases();
    this.marks.show(state.day, this.locale, state.layers.has("events"));
    this.report();
    this.rest();
    if (problems.length) this.complain(problems);
    this.awaitType();
  }

  asked() {
    return readLink(window.location.search, this.record);
  }

  theme() {
    if (this.state.theme) return this.state.theme;
    return this.host.theme ? this.host.theme() : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  build() {
    const { record, palette } = this;
    this.mapElement = this.host.folium ? this.host.folium.getContainer() : make("div");
    this.mapElement.classList.add("loc-map");
    this.header = new Header();
    this.legend = new Legend();
    this.caption = new Caption();
    this.toolbar = new Toolbar(this);
    this.timeline = new Timeline(record, { go: (day, typed) => this.go(day, typed), rest: () => this.rest() });
    this.notice = make("div", { class: "loc-notice", role: "alert", hidden: true });
    this.root.classList.add("loc");
    this.card = make("div", { class: "loc-card" }, this.header.element, this.legend.element);
    const foot = make("div", { class: "loc-foot" });
    this.root.replaceChildren(make("div", { class: "loc-stage" }, this.mapElement, this.card, this.toolbar.element, this.toolbar.panel, this.notice, foot), this.timeline.element);
    this.makeMap(palette);
    this.scale = new ScaleBar(this.map);
    foot.append(this.caption.element, this.scale.element);
  }

  makeMap(palette) {
    const L = window.L;
    this.map = this.host.folium || L.map(this.mapElement, mapOptions());
    const { record } = this;
    this.ground = new GroundPainter(record.base, palette);
    this.control = new ControlPainter(record.control, palette);
    this.labels = new LabelPainter(record, record.base, record.plane, palette);
    this.popups = new Popups(L, this.map, record);
    this.marks = new EventMarks(L, this.map, record, (events) => this.popups.events(events, this.locale));
  }

  addCanvases() {
    const { record } = this;
    const Canvas = defineCanvasLayer(window.L);
    const pane = (name, order) => { this.map.createPane(name).style.zIndex = order; return { pane: name }; };
    const layer = (name, order, paint) => new Canvas(record.plane, paint, pane(name, order)).addTo(this.map);
    this.canvases = {
      ground: layer("loc-ground", 210, (context, frame) => { if (!this.tiles()) this.ground.paint(context, frame); }),
      control: layer("loc-control", 310, (context, frame) => this.control.paint(context, frame, this.state.layers)),
      above: layer("loc-above", 320, (context, frame) => this.above(context, frame)),
    };
    this.showTiles();
  }

  above(context, frame) {
    this.ground.paintAbove(context, frame, this.state.layers);
    this.labels.paint(context, frame, this.state, this.locale);
  }

  listen() {
    this.map.on("moveend zoomend resize", () => this.scale.show(this.locale));
    this.map.on("moveend", () => this.moved());
    this.map.on("zoomend", () => { this.marks.show(this.state.day, this.locale, this.state.layers.has("events")); });
    for (const touch of ["pointerdown", "wheel"]) {
      this.mapElement.addEventListener(touch, (event) => { if (event.type === "wheel" || event.isPrimary) this.touched = true; });
    }
    this.map.on("dragstart zoomstart", () => { if (this.touched) this.follow = false; });
    this.map.on("click", (event) => this.clicked(event));
    this.map.on("mousemove", (event) => { this.mapElement.style.cursor = this.nearest(event) ? "pointer" : ""; });
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
    // A link on the page around the map takes the state along as it is now.
    this.host.onWriteLink?.(() => this.writeLink());
    // A button clicked by mouse or finger gives the keys back to the slider.
    this.root.addEventListener("pointerup", (event) => {
      const button = event.target.closest?.("button");
      if (button && !this.toolbar.panel.contains(button)) setTimeout(() => button.blur());
    });
    this.resizing = new ResizeObserver(() => this.resized());
    this.resizing.observe(this.root);
    this.onFull = () => { if (!document.fullscreenElement && this.full) this.toggleClean(); };
    document.addEventListener("fullscreenchange", this.onFull);
    this.onScheme = () => this.retheme();
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.scheme.addEventListener("change", this.onScheme);
    for (const element of [this.card, this.toolbar.element, this.toolbar.panel, this.notice]) {
      window.L.DomEvent.disableScrollPropagation(element);
    }
  }

  // The map is drawn at once, and again where its type comes later: texts then have other widths.
  async awaitType() {
    const late = !hasType();
    await loadType();
    if (this.removed) return;
    if (late) {
      forgetWidths();
      this.refresh();
      if (this.follow) this.fit(false);
    }
    this.root.dataset.ready = "true";
  }

  // Whether the map has room beside the card; else the card lies across its top.
  get cardBeside() {
    return this.card.offsetWidth < this.root.clientWidth / 2;
  }

  // The theatre beside the legend on a wide screen, beneath it on a narrow one.
  fit(animate = true) {
    const [west, south, east, north] = this.record.theatre.extent;
    const { view } = this.state;
    if (!this.follow && view) {
      this.map.setView([view.lat, view.lon], view.zoom, { animate: false });
    } else {
      const wide = this.cardBeside;
      const start = wide ? [this.card.offsetWidth + 26, 14] : [8, this.card.offsetHeight + 12];
      this.map.fitBounds([[south, west], [north, east]], { paddingTopLeft: start, paddingBottomRight: wide ? [56, 46] : [8, 60], animate });
    }
  }

  // What the painters draw from now on.
  show(date) {
    const before = this.record.dateBefore(date);
    this.control.shown = isoDay(date);
    this.control.before = before === undefined ? null : isoDay(before);
  }

  // Shows a day; past or future days are brought to the nearest one known, and said so when typed.
  go(day, typed = false) {
    const { firstDay, horizon } = this.record;
    if (typed && day < firstDay) this.complain([["before_first_day", { found: day, first: firstDay }]]);
    if (typed && day > horizon) this.complain([["after_last_day", { found: day, last: horizon }]]);
    this.state.day = Math.max(firstDay, Math.min(horizon, day));
    const date = this.record.dateOf(this.state.day);
    const changed = this.control.shown !== isoDay(date);
    if (changed) {
      this.show(date);
      this.canvases.control.redraw();
      this.legend.show(this.record, this.locale, this.palette, date, this.state.layers);
      this.caption.show(this.record, this.locale, this.state, date);
    }
    this.header.show(this.record, this.locale, this.state.day);
    this.marks.show(this.state.day, this.locale, this.state.layers.has("events"));
    this.timeline.show(this.state.day);
    this.map.closePopup();
    this.rest();
  }

  // Everything anew: after a change of language, theme or layers.
  refresh() {
    this.write();
    this.marks.show(this.state.day, this.locale, this.state.layers.has("events"));
    for (const canvas of Object.values(this.canvases)) canvas.redraw();
  }

  // All that is written around the map.
  write() {
    const date = this.record.dateOf(this.state.day);
    this.root.dataset.theme = this.palette.theme;
    this.root.lang = this.locale.language;
    for (const element of [this.card, this.caption.element, this.notice]) element.dir = this.locale.direction;
    this.root.style.setProperty("--loc-sea", this.palette.colours.ground.sea);
    this.host.themed?.(this.palette.theme);
    this.timeline.translate(this.locale, this.palette);
    this.toolbar.translate(this.locale);
    this.header.show(this.record, this.locale, this.state.day);
    this.legend.show(this.record, this.locale, this.palette, date, this.state.layers);
    this.caption.show(this.record, this.locale, this.state, date);
    this.timeline.show(this.state.day);
    if (this.canvases) this.scale.show(this.locale);
    this.root.classList.toggle("loc-clean", this.state.clean);
  }

  chosenWords() {
    return new Locale(this.record.texts, this.record.locales, this.state.language || this.host.language, this.record.fallbackLanguage);
  }

  translate() {
    this.locale = this.chosenWords();
    this.refresh();
  }

  // After a short rest the link is written and the host hears of the state.
  rest() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.writeLink();
      this.report();
    }, REST_MS);
  }

  report() {
    const { day, clean } = this.state;
    const distances = this.state.distances.map(([from, to]) => ({ from, to }));
    this.host.report?.({ day: isoDay(day), title: this.locale.day(day), language: this.locale.language, distances, clean });
  }

  writeLink() {
    this.writeAddress(writeLink(location.search, this.state));
  }

  writeAddress(query) {
    // A page opened from disk, or inside a sandbox, may not change its own address.
    try {
      history.replaceState(history.state, "", query + location.hash);
    } catch (error) {
      if (error.name !== "SecurityError") throw error;
    }
  }

  moved() {
    // What stands in the middle of the window; the map keeps what was asked for, up to a pixel away.
    const { lat, lng } = this.map.containerPointToLatLng(this.map.getSize().divideBy(2));
    this.state.view = { lat, lon: lng, zoom: this.map.getZoom() };
    clearTimeout(this.moving);
    this.moving = setTimeout(() => this.writeLink(), REST_MS);
  }

  // The browser also calls this once at the start, when nothing has changed.
  resized() {
    const size = `${this.root.clientWidth}×${this.root.clientHeight}×${this.state.clean}`;
    if (size === this.size) return;
    this.size = size;
    // Hidden or taken off the page: there is nothing to fit into.
    if (!this.root.clientWidth) return;
    this.map.invalidateSize({ animate: false });
    if (this.follow) this.fit(false);
  }

  zoom(step) {
    this.follow = false;
    this.map.setZoom(this.map.getZoom() + step * this.map.options.zoomDelta);
  }

  // Back to the whole theatre, which again follows the size of the window.
  whole() {
    this.follow = true;
    this.fit();
  }

  nearest(event) {
    return nearestPlace(this.canvases.above, this.labels, event);
  }

  clicked(event) {
    const place = this.nearest(event);
    if (place) return this.popups.place(place, this.state.day, this.locale, this.palette);
    const date = this.record.dateOf(this.state.day);
    const [x, y] = this.canvases.control.planePoint(event.latlng);
    const probe = document.createElement("canvas").getContext("2d");
    const area = this.record.control.at(isoDay(date), x, y, probe);
    if (!area) return undefined;
    const { party, status, basis } = area.properties;
    const figure = this.record.figures(date).get(`${party}/${status}/${basis}`);
    return this.popups.area(event.latlng, area.properties, figure, date, this.locale, this.palette);
  }

  key(event) {
    if (!this.root.isConnected || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.composedPath()[0];
    const typing = target.closest?.("input, textarea, select, [contenteditable=''], [contenteditable='true']");
    const box = target.type === "checkbox";
    if (typing && !box) return;
    if ((box || target.closest?.("button, a, summary, [role=tab], [role=button]")) && [" ", "Enter"].includes(event.key)) return;
    if (this.handleKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  handleKey(event) {
    const actions = {
      f: () => this.toggleClean(true), F: () => this.toggleClean(true),
      "?": () => this.toolbar.open("help"),
      "+": () => this.zoom(1), "=": () => this.zoom(1), "-": () => this.zoom(-1),
      Escape: () => this.escape(),
    };
    if (actions[event.key]) {
      actions[event.key]();
      return true;
    }
    return this.timeline.key(event.key, event.shiftKey);
  }

  escape() {
    if (!this.toolbar.panel.hidden) this.toolbar.close();
    else if (this.state.clean && !document.fullscreenElement) this.toggleClean();
    this.map.closePopup();
    this.notice.hidden = true;
  }

  toggleClean(full = false) {
    this.state.clean = !this.state.clean;
    this.root.classList.toggle("loc-clean", this.state.clean);
    if (!this.state.clean && document.fullscreenElement) document.exitFullscreen();
    this.full = this.state.clean && full;
    // Full screen is a wish: a browser that refuses still shows the clean view.
    if (this.full) this.root.requestFullscreen?.().catch(() => { this.full = false; });
    this.resized();
    this.rest();
  }

  toggleLayer(name, on) {
    if (on) this.state.layers.add(name);
    else this.state.layers.delete(name);
    if (name === "tiles") this.showTiles();
    this.refresh();
    this.rest();
  }

  tiles() {
    return this.record.tiles && this.state.layers.has("tiles");
  }

  showTiles() {
    if (this.tileLayer) this.tileLayer.remove();
    this.tileLayer = null;
    if (!this.tiles()) return;
    const { url, max_zoom: maxZoom, subdomains } = this.record.tiles;
    this.tileLayer = window.L.tileLayer(url, { maxZoom, subdomains: subdomains || "abc", pane: "loc-ground" }).addTo(this.map);
  }

  addDistance(start, end) {
    this.state.layers.add("distances");
    const known = this.state.distances.some((pair) => pair.includes(start.id) && pair.includes(end.id));
    if (!known) this.state.distances.push([start.id, end.id]);
    this.toolbar.fill("measure");
    this.refresh();
    this.rest();
  }

  removeDistance(pair) {
    this.state.distances = this.state.distances.filter((other) => other !== pair);
    this.toolbar.fill("measure");
    this.refresh();
    this.rest();
  }

  nextLanguage() {
    this.state.language = this.locale.next;
    this.map.closePopup();
    this.translate();
    this.rest();
  }

  nextTheme() {
    this.state.theme = this.palette.theme === "dark" ? "light" : "dark";
    this.retheme();
    this.rest();
  }

  retheme() {
    if (this.theme() === this.palette.theme) return;
    this.palette.set(this.theme());
    this.refresh();
  }

  async copyLink() {
    this.writeLink();
    const link = location.href;
    try {
      await navigator.clipboard.writeText(link);
      this.tell(this.locale.say("link_copied"));
    } catch {
      // No permission, or no secure context: the link is shown to be copied by hand.
      this.tell(this.locale.say("link_by_hand", { link }));
    }
  }

  // Numbers among the facts of a problem are days.
  complain(problems) {
    const day = (value) => (typeof value === "number" ? this.locale.day(value) : value);
    this.tell(problems.map(([key, facts]) =>
      this.locale.say(key, Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, day(value)])))).join(" "), 12000);
  }

  tell(text, milliseconds = 4000) {
    this.notice.textContent = text;
    this.notice.hidden = false;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => { this.notice.hidden = true; }, milliseconds);
  }

  // Takes the replay off the page.
  remove() {
    document.removeEventListener("keydown", this.onKey);
    this.removed = true;
    document.removeEventListener("fullscreenchange", this.onFull);
    this.scheme.removeEventListener("change", this.onScheme);
    this.resizing.disconnect();
    this.timeline.pause();
    clearTimeout(this.timeline.waiting);
    clearTimeout(this.resting);
    clearTimeout(this.moving);
    this.map.remove();
  }
}
