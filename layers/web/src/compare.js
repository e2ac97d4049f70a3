// @ts-nocheck
// Two days of the same theatre: one map with a divider, two maps locked together, or what changed.

import { Caption, ScaleBar } from "./card.js";
import { CompareToolbar, SpanBar, SpanHeader, SpanLegend } from "./compare_chrome.js";
import { Half } from "./compare_half.js";
import { MODES, readSpan, writeSpan } from "./compare_link.js";
import { changedBounds, Measured } from "./compare_paint.js";
import { Divider, ENDS, SpanSlider } from "./compare_slider.js";
import { isoDay } from "./days.js";
import { make } from "./dom.js";
import { ReplayApp } from "./replay.js";

const MOST_NOTES = 6;

export class CompareApp extends ReplayApp {
  asked() {
    return readSpan(window.location.search, this.record);
  }

  build() {
    this.halves = { from: new Half(this, "from"), to: new Half(this, "to") };
    const { from, to } = this.halves;
    this.mapElement = to.mapElement;
    this.header = new SpanHeader(this);
    this.legend = new SpanLegend(this);
    this.caption = new Caption();
    this.toolbar = new CompareToolbar(this);
    this.slider = new SpanSlider(this.record, { move: (end, day, typed) => this.move(end, day, typed) });
    this.bar = new SpanBar(this);
    this.divider = new Divider((share) => this.splitAt(share));
    this.notice = make("div", { class: "loc-notice", role: "alert", hidden: true });
    this.card = make("div", { class: "loc-card" }, this.header.element, this.legend.element);
    this.pair = make("div", { class: "loc-pair" }, from.element, to.element, from.plate, to.plate, this.divider.element);
    const foot = make("div", { class: "loc-foot" });
    this.stage = make("div", { class: "loc-stage" }, this.pair, this.card, this.toolbar.element, this.toolbar.panel, this.notice, foot);
    this.root.classList.add("loc", "loc-compare");
    this.root.replaceChildren(this.stage, make("div", { class: "loc-timeline loc-span" }, this.slider.element, this.bar.element));
    this.timeline = this.asTimeline();
    // There is no event on a comparison.
    this.marks = { show() {} };
    for (const half of [from, to]) half.makeMap(window.L);
    this.map = to.map;
    Object.assign(this, { popups: to.popups, labels: to.labels });
    this.scale = new ScaleBar(this.map);
    foot.append(this.caption.element, this.scale.element);
  }

  // What the replay asks of its timeline, answered by slider and divider.
  asTimeline() {
    return {
      translate: (locale, palette) => { this.slider.translate(locale, palette); },
      show: () => this.showEnds(),
      key: (name, shift) => this.slider.key(name, shift, this.onHandle),
      pause() {},
    };
  }

  addCanvases() {
    const { from, to } = this.halves;
    for (const half of [from, to]) half.addCanvases();
    this.canvases = Object.fromEntries(ENDS.flatMap((end) => Object.entries(this.halves[end].canvases).map(([name, canvas]) => [`${name}_${end}`, canvas])));
    this.canvases.above = to.canvases.above;
    this.showTiles();
    this.host.onChange?.((found) => this.heard(found));
  }

  listen() {
    super.listen();
    const { from, to } = this.halves;
    from.map.on("click", (event) => from.clicked(event));
    from.mapElement.addEventListener("pointerdown", () => { this.touched = true; });
    from.mapElement.addEventListener("wheel", () => { this.touched = true; });
    from.map.on("dragstart zoomstart", () => { if (this.touched && !this.locking) this.follow = false; });
    for (const [one, other] of [[from, to], [to, from]]) {
      one.map.on("move", () => this.lock(one, other, false));
      one.map.on("moveend", () => this.lock(one, other, true));
    }
  }

  lock(one, other, ended) {
    if (this.locking || !other.mapElement.clientWidth || !one.map._loaded) return;
    this.locking = true;
    other.follow(one, ended);
    this.locking = false;
  }

  clicked(event) {
    return this.halves.to.clicked(event);
  }

  // `date` is that of the later day.
  show(date) {
    const earlier = this.record.dateOf(this.state.from);
    this.halves.from.show(earlier, earlier);
    this.halves.to.show(date, earlier);
  }

  // Called through `write`, with the words and the days as they now are.
  showEnds() {
    const { state, locale } = this;
    this.root.dataset.mode = state.mode;
    this.slider.place(state);
    this.bar.show(locale);
    for (const end of ENDS) {
      this.halves[end].plate.textContent = locale.day(state[end]);
      this.halves[end].plate.dir = locale.direction;
    }
    this.showSplit();
  }

  showSplit() {
    const share = this.state.split ?? this.middle ?? 50;
    this.pair.style.setProperty("--split", `${share}%`);
    this.divider.place(share, this.locale, this.state);
  }

  // Where to look: the ground that changed, or all of the theatre.
  bounds() {
    const [west, south, east, north] = this.record.theatre.extent;
    const whole = { bounds: [[south, west], [north, east]], middle: (west + east) / 2 };
    if (this.wholeShown) return whole;
    const { from, to } = this.state;
    return changedBounds(this.record.control, isoDay(this.record.dateOf(from)), isoDay(this.record.dateOf(to))) || whole;
  }

  fit() {
    const { view, mode } = this.state;
    const { follow } = this;
    const kept = !follow && view;
    const { bounds, middle } = this.bounds();
    if (kept) this.map.setView([view.lat, view.lon], view.zoom, { reset: true });
    else {
      const wide = this.cardBeside;
      const card = mode === "side" ? 0 : wide ? this.card.offsetWidth : this.card.offsetHeight;
      const start = mode === "side" ? [16, 44] : wide ? [card + 40, 52] : [10, card + 46];
      this.map.fitBounds(bounds, { paddingTopLeft: start, paddingBottomRight: wide ? [mode === "side" ? 16 : 70, 50] : [10, 40], maxZoom: 9.5, animate: false });
    }
    this.lock(this.halves.to, this.halves.from, true);
    // Only a person's own move keeps the view from following the window.
    this.follow = follow;
    // The divider begins where it cuts what changed in two.
    const across = this.map.latLngToContainerPoint([bounds[0][0], middle]).x / (this.map.getSize().x || 1);
    this.middle = Math.max(8, Math.min(92, across * 100));
    this.showSplit();
  }

  // Moves one end; an end never passes the other.
  move(end, day, typed = false) {
    const { firstDay, horizon } = this.record;
    if (typed && day < firstDay) this.complain([["before_first_day", { found: day, first: firstDay }]]);
    if (typed && day > horizon) this.complain([["after_last_day", { found: day, last: horizon }]]);
    const { from, to } = this.state;
    const [low, high] = end === "from" ? [firstDay, to] : [from, horizon];
    const target = Math.max(low, Math.min(high, day));
    if (target === this.state[end]) return;
    this.state[end] = target;
    this.changed();
  }

  preset(days) {
    const { firstDay } = this.record;
    this.state.from = days === null ? firstDay : Math.max(firstDay, this.state.to - days);
    this.changed();
  }

  count(choice) {
    Object.assign(this.state, choice);
    this.changed();
  }

  // Days or what is counted have changed: both maps and all that is written about them.
  changed() {
    this.state.day = this.state.to;
    this.exact = this.measured?.key === this.exactKey() ? this.measured : null;
    const date = this.record.dateOf(this.state.to);
    this.show(date);
    for (const half of Object.values(this.halves)) half.redraw();
    this.header.show(this.record, this.locale);
    this.legend.show(this.record, this.locale, this.palette, date, this.state.layers);
    this.caption.show(this.record, this.locale, this.state, date);
    this.showEnds();
    for (const half of Object.values(this.halves)) half.map.closePopup();
    this.rest();
  }

  showAs(mode) {
    if (this.state.mode === mode) return;
    this.state.mode = mode;
    this.write();
    for (const half of Object.values(this.halves)) half.map.invalidateSize({ animate: false });
    if (this.follow) this.fit();
    else this.lock(this.halves.to, this.halves.from, true);
    for (const canvas of Object.values(this.canvases)) canvas.redraw();
    this.rest();
  }

  splitAt(share) {
    this.state.split = Math.max(0, Math.min(100, share));
    this.showSplit();
    this.rest();
  }

  whole() {
    this.wholeShown = true;
    this.follow = true;
    this.fit();
  }

  toChange() {
    this.wholeShown = false;
    this.follow = true;
    this.fit();
  }

  resized() {
    const size = `${this.root.clientWidth}×${this.root.clientHeight}×${this.state.clean}`;
    if (size === this.size || !this.root.clientWidth) return;
    this.size = size;
    for (const half of Object.values(this.halves)) half.map.invalidateSize({ animate: false });
    if (this.follow) this.fit();
    else this.lock(this.halves.to, this.halves.from, true);
  }

  showTiles() {
    for (const half of Object.values(this.halves)) {
      half.tileLayer?.remove();
      half.tileLayer = null;
      if (!this.tiles()) continue;
      const { url, max_zoom: maxZoom, subdomains } = this.record.tiles;
      half.tileLayer = window.L.tileLayer(url, { maxZoom, subdomains: subdomains || "abc", pane: "loc-ground" }).addTo(half.map);
    }
  }

  key(event) {
    const target = event.composedPath()[0];
    const inside = this.root.contains(target) || [document.body, document.documentElement].includes(target);
    if (!inside) return;
    this.onHandle = target.classList?.contains("loc-handle");
    super.key(event);
  }

  handleKey(event) {
    const mode = MODES[Number(event.key) - 1];
    if (mode) {
      this.showAs(mode);
      return true;
    }
    return super.handleKey(event);
  }

  report() {
    const { from, to, claimed, minKm2 } = this.state;
    const title = [from, to].map((day) => this.locale.day(day)).join(" – ");
    this.host.report?.({ from: isoDay(from), to: isoDay(to), title, claimed, min_km2: minKm2, language: this.locale.language });
  }

  writeLink() {
    this.writeAddress(writeSpan(location.search, this.state));
  }

  remove() {
    super.remove();
    this.halves.from.map.remove();
  }

  // Which comparison it is that Python is to measure.
  exactKey() {
    const { from, to, claimed, minKm2 } = this.state;
    return [isoDay(this.record.dateOf(from)), isoDay(this.record.dateOf(to)), Number(claimed), minKm2].join("|");
  }

  heard(found) {
    this.measured = new Measured(found, this.record.plane);
    if (this.measured.key !== this.exactKey()) return;
    this.exact = this.measured;
    this.legend.show(this.record, this.locale, this.palette, this.record.dateOf(this.state.to), this.state.layers);
    this.halves.to.redraw();
  }

  counts({ basis }) {
    return this.state.claimed || basis !== "claimed";
  }

  km2(key) {
    return ENDS.map((end) => this.record.figures(this.record.dateOf(this.state[end])).get(key)?.km2 || 0);
  }

  keysShown() {
    return this.record.legendOrder.filter((key) => (this.state.claimed || !key.endsWith("/claimed")) && this.km2(key).some(Boolean));
  }

  // Everybody with ground on one of the two days, claimed and assessed together.
  parties() {
    const found = new Map();
    for (const key of this.keysShown()) {
      const [party] = key.split("/");
      const [before, after] = this.km2(key);
      const row = found.get(party) || { party, before: 0, after: 0 };
      found.set(party, { party, before: row.before + before, after: row.after + after });
    }
    return [...found.values()];
  }

  // Plates on the largest pieces of ground that changed hands.
  notes() {
    if (this.state.mode !== "change" || !this.exact) return [];
    // On a narrow map there is room for the number only; the colour says whose it is.
    const wide = this.root.clientWidth > 700;
    const text = ({ after, km2 }) => this.locale.say(wide ? "span_note" : "span_note_short", { party: this.locale.of(this.record.parties[after]?.short) || after, km2: this.locale.km2(km2) });
    const large = this.exact.pieces.filter((piece) => piece.at && piece.after);
    return large.slice(0, MOST_NOTES).map((piece) => ({ ...piece.at, text: text(piece) }));
  }

  areaAt(day, x, y) {
    const probe = document.createElement("canvas").getContext("2d");
    const area = this.record.control.at(isoDay(this.record.dateOf(day)), x, y, probe);
    return area && this.counts(area.properties) ? area : undefined;
  }
}
