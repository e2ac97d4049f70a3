// Two days of the same theatre: one map with a divider, two maps locked together, or what changed.

import { changedBounds, ChangePainter } from "./change_painter.js";
import { CompareBar } from "./compare_bar.js";
import { compareLegend } from "./compare_legend.js";
import { MODES, readSpan, SPAN_LAYERS, writeSpan } from "./compare_link.js";
import { CompareSlider, ENDS } from "./compare_slider.js";
import { ControlPainter } from "./control_painter.js";
import { isoDay } from "./days.js";
import { make } from "./dom.js";
import { Frame } from "./frame.js";
import { keyTarget } from "./keys.js";
import { MapPair } from "./map_pair.js";
import { MeasuredChange, measureKey } from "./measured_change.js";
import { MapRecord } from "./record.js";
import { keysPanel } from "./toolbar.js";

/** @import { Paint } from "./canvas_layer.js" */
/** @import { CompareState } from "./compare_link.js" */
/** @import { End } from "./compare_slider.js" */
/** @import { FramePage } from "./frame.js" */
/** @import { Locale } from "./locale.js" */
/** @import { ViewContent } from "./map_view.js" */
/** @import { Host } from "./page.js" */
/** @import { AreaProperties, ChangeMessage, Payload } from "./payload" */
/** @import { Tool } from "./toolbar.js" */

/** @type {[string, string][]} */
const KEYS = [
  ["Tab", "span_key_tab"], ["← →", "span_key_snapshot"], ["Shift ← →", "key_week"],
  ["Home End", "key_ends"], ["1 2 3", "span_key_view"], ["+ −", "key_zoom"], ["F", "key_clean"],
  ["?", "key_help"], ["Esc", "key_escape"],
];
// Plates with km² on the largest pieces of ground that changed hands.
const MAX_NOTES = 6;
// A map narrower than this has room for the number only; the colour says whose it is.
const WIDE_PX = 700;
const MAX_ZOOM = 9.5;
// The divider begins at least this far from an edge, in percent.
const MARGIN = 8;

/** @implements {FramePage} */
export class CompareApp {
  /**
   * @param {HTMLElement} root
   * @param {Payload} payload
   * @param {Host} [host]
   */
  constructor(root, payload, host = {}) {
    this.record = new MapRecord(payload);
    const { state, problems } = readSpan(location.search, this.record);
    this.state = state;
    /** What Python measured last, of whichever two days. @type {MeasuredChange | null} */
    this.measured = null;
    // Whether all of the theatre was asked for, instead of the ground that changed.
    this.wholeShown = false;
    // Where the divider begins: where it cuts what changed in two.
    this.middle = 50;
    this.frame = new Frame(root, this.record, state, host, this);
    /** @param {AreaProperties} area */
    const counts = ({ basis }) => state.claimed || basis !== "claimed";
    this.counts = counts;
    const { control } = this.record;
    this.areas = new ControlPainter(control, this.frame.palette, counts);
    this.change = new ChangePainter(control, this.frame.palette, counts);
    this.pair = new MapPair(this.record, (end) => this.content(end), {
      split: (share) => this.splitAt(share), click: (end, event) => this.clicked(end, event),
    });
    this.view = this.pair.to;
    this.views = this.pair.views;
    this.slider = new CompareSlider(this.record, {
      move: (end, day, typed) => this.move(end, day, typed),
    });
    this.bar = new CompareBar(this.record, {
      showAs: (mode) => this.showAs(mode),
      preset: (days) => this.preset(days),
      count: (choice) => this.count(choice),
      showReport: () => host.showReport?.(),
    });
    root.classList.add("loc-compare");
    this.frame.mount(this.pair.element, make("div", { class: "loc-timeline loc-span" },
      this.slider.element, this.bar.element));
    this.frame.start(problems);
    host.onChange?.((message) => this.changeMeasured(message));
  }

  /** @returns {string[]} */
  get layers() {
    const { tiles, hasFar } = this.record;
    return SPAN_LAYERS.filter((name) => (name !== "tiles" || tiles) && (name !== "far" || hasFar));
  }

  /** @returns {Tool[]} */
  get mapTools() {
    return [{ name: "change", action: () => this.toChange() }];
  }

  /** @returns {Tool[]} */
  get layerTools() {
    return [];
  }

  /** @param {Locale} locale */
  help(locale) {
    return keysPanel(KEYS, "span_help", locale);
  }

  /** Effective dates of the two days, ISO. */
  get dates() {
    const [from, to] = [this.state.from, this.state.to].map((day) =>
      isoDay(this.record.dateOf(day)));
    return { from, to };
  }

  /** What Python measured, if it is of what is shown. */
  get exact() {
    const { claimed, minKm2 } = this.state;
    const key = measureKey({ ...this.dates, claimed, min_km2: minKm2 });
    return this.measured?.key === key ? this.measured : null;
  }

  /**
   * @param {End} end
   * @returns {ViewContent}
   */
  content(end) {
    const { palette, locale } = this.frame;
    const { layers, mode } = this.state;
    const { from, to } = this.dates;
    /** @type {Paint} */
    const paintControl = (context, frame) => {
      if (mode === "change" && end === "to") {
        this.change.paint(context, frame, { date: to, before: from, layers }, this.exact);
      } else {
        const date = end === "to" ? to : from;
        this.areas.paint(context, frame, { date, before: from, layers });
      }
    };
    const notes = end === "to" ? this.notes() : [];
    const tiles = Boolean(this.record.tiles) && layers.has("tiles");
    return { palette, labels: { locale, layers, distances: [], notes }, tiles, paintControl };
  }

  /** Plates with km² on the largest pieces of ground that changed hands. */
  notes() {
    const { exact, record } = this;
    if (this.state.mode !== "change" || !exact) return [];
    const { locale, root } = this.frame;
    const key = root.clientWidth > WIDE_PX ? "span_note" : "span_note_short";
    return exact.pieces.flatMap(({ label, after, km2 }) => {
      if (!label || !after) return [];
      const party = locale.of(record.parties[after]?.short) || after;
      return [{ ...label, text: locale.say(key, { party, km2: locale.number(km2) }) }];
    }).slice(0, MAX_NOTES);
  }

  /** Write all that stands around the maps. */
  write() {
    const { locale, palette } = this.frame;
    this.slider.translate(locale, palette);
    this.writeCard();
    this.writeDays();
  }

  writeCard() {
    const { record, state, frame } = this;
    const { locale } = frame;
    const { from, to } = state;
    const { title, known_on: knownOn } = record.theatre;
    const ages = [from, to].filter((day) => day !== record.dateOf(day)).map((day) =>
      `${locale.day(day, "short")}: ${locale.age(day - record.dateOf(day))}`);
    const known = knownOn ? locale.say("known_on", { time: knownOn }) : "";
    frame.header.show({
      title: locale.of(title),
      from: locale.say("span_from_day", { day: locale.day(from) }),
      day: locale.say("span_to_day", { day: locale.day(to) }),
      under: [locale.say("span_days", { count: to - from }), ...ages, known],
      aged: Boolean(ages.length || known),
    });
    this.writeLegend();
    frame.caption.show(record, locale, state.layers, this.dates.to);
  }

  writeLegend() {
    const { record, state, exact: change, frame } = this;
    const { locale, palette, legend } = frame;
    const content = compareLegend({ record, state, change, locale, palette });
    legend.show(content, record, locale, palette);
  }

  writeDays() {
    const { state } = this;
    const { locale, root } = this.frame;
    root.dataset.mode = state.mode;
    this.slider.show(state, locale);
    this.bar.show(state, locale);
    this.pair.writeDays(state, locale);
    this.showSplit();
  }

  showSplit() {
    this.pair.showSplit(this.state.split ?? this.middle, this.state, this.frame.locale);
  }

  typeLoaded() {
    this.slider.track.draw();
  }

  refresh() {}

  /** Bounds to look at, and the longitude of their middle: what changed, or all of the theatre. */
  bounds() {
    const [west, south, east, north] = this.record.theatre.extent;
    /** @type {{ bounds: import("./map_view.js").Bounds, middle: number }} */
    const theatre = { bounds: [[south, west], [north, east]], middle: (west + east) / 2 };
    const { from, to } = this.dates;
    return (!this.wholeShown && changedBounds(this.record.control, from, to)) || theatre;
  }

  /** Bring both maps to the view of the link, or to the ground that changed. */
  fit() {
    const { view } = this.state;
    const { bounds, middle } = this.bounds();
    if (!this.frame.follows && view) this.view.setView(view);
    else this.view.map.fitBounds(bounds, this.fitOptions());
    this.pair.align();
    // The divider begins where it cuts what changed in two.
    const { map } = this.view;
    const across = map.latLngToContainerPoint([bounds[0][0], middle]).x / (map.getSize().x || 1);
    this.middle = Math.max(MARGIN, Math.min(100 - MARGIN, across * 100));
    this.showSplit();
  }

  /** @returns {import("leaflet").FitBoundsOptions} */
  fitOptions() {
    const { card, cardBeside } = this.frame;
    const side = this.state.mode === "side";
    const right = side ? 16 : 70;
    /** @type {[number, number]} */
    const beside = side ? [16, 44] : [card.offsetWidth + 40, 52];
    /** @type {[number, number]} */
    const beneath = side ? [16, 44] : [10, card.offsetHeight + 46];
    return {
      paddingTopLeft: cardBeside ? beside : beneath,
      paddingBottomRight: cardBeside ? [right, 50] : [10, 40],
      maxZoom: MAX_ZOOM,
      animate: false,
    };
  }

  resized() {
    this.pair.align();
  }

  whole() {
    this.focus(true);
  }

  toChange() {
    this.focus(false);
  }

  /** @param {boolean} whole whether at all of the theatre */
  focus(whole) {
    this.wholeShown = whole;
    this.frame.follows = true;
    this.fit();
  }

  /**
   * @param {End} end
   * @param {import("leaflet").LeafletMouseEvent} event
   */
  clicked(end, event) {
    const { state } = this;
    const view = this.pair[end];
    const place = view.placeAt(event);
    if (place) {
      view.popups.place(place, state[end]);
      return;
    }
    const holders = ENDS.map((day) => {
      const area = view.areaAt(this.dates[day], event.latlng);
      return { day: state[day], area: area && this.counts(area) ? area : undefined };
    });
    if (holders.some(({ area }) => area)) view.popups.holders(event.latlng, holders);
  }

  /**
   * Move one end; an end never passes the other.
   *
   * @param {End} end
   * @param {number} day
   * @param {boolean} [typed]
   */
  move(end, day, typed = false) {
    const { firstDay, horizon } = this.record;
    const { from, to } = this.state;
    if (typed) this.frame.complainOfDay(day);
    const [low, high] = end === "from" ? [firstDay, to] : [from, horizon];
    const target = Math.max(low, Math.min(high, day));
    if (target === this.state[end]) return;
    this.state[end] = target;
    this.changed();
  }

  /** @param {number | null} days between the two; null is since the first day */
  preset(days) {
    const { firstDay } = this.record;
    this.state.from = days === null ? firstDay : Math.max(firstDay, this.state.to - days);
    this.changed();
  }

  /** @param {{ claimed?: boolean, minKm2?: number }} choice */
  count(choice) {
    Object.assign(this.state, choice);
    this.changed();
  }

  /** Draw and write anew: days or what is counted have changed. */
  changed() {
    for (const view of this.views) view.redraw(["control"]);
    // Plates with km² come and go with the change.
    if (this.state.mode === "change") this.view.redraw(["above"]);
    this.writeCard();
    this.writeDays();
    this.frame.closePopups();
    this.frame.rest();
  }

  /** @param {CompareState["mode"]} mode */
  showAs(mode) {
    if (this.state.mode === mode) return;
    this.state.mode = mode;
    this.frame.write();
    for (const view of this.views) view.map.invalidateSize({ animate: false });
    if (this.frame.follows) this.fit();
    else this.resized();
    for (const view of this.views) view.redraw();
    this.frame.rest();
  }

  /** @param {number} share percent */
  splitAt(share) {
    this.state.split = Math.max(0, Math.min(100, share));
    this.showSplit();
    this.frame.rest();
  }

  /** @param {ChangeMessage} message */
  changeMeasured(message) {
    this.measured = new MeasuredChange(message, this.record.plane);
    if (!this.exact) return;
    this.writeLegend();
    this.view.redraw(["control", "above"]);
  }

  // The page beneath the maps has controls and tables of its own.
  /** @param {KeyboardEvent} event */
  takesKeys(event) {
    const target = keyTarget(event);
    const page = target === document.body || target === document.documentElement;
    return page || (target !== undefined && this.frame.root.contains(target));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const mode = MODES[Number(event.key) - 1];
    if (mode) {
      this.showAs(mode);
      return true;
    }
    const focused = keyTarget(event)?.classList.contains("loc-handle") ?? false;
    return this.slider.key(event.key, event.shiftKey, focused);
  }

  /** @param {string} search */
  query(search) {
    return writeSpan(search, this.state);
  }

  message() {
    const { from, to, claimed, minKm2 } = this.state;
    const { locale } = this.frame;
    const title = [from, to].map((day) => locale.day(day)).join(" – ");
    return {
      from: isoDay(from), to: isoDay(to), title, claimed, min_km2: minKm2,
      language: locale.language,
    };
  }

  retheme() {
    this.frame.retheme();
  }

  /** Take the comparison off the page. */
  remove() {
    this.frame.remove();
  }
}
