// The replay: one map and the slider of its day. Nothing here asks a server for anything while a
// person scrubs.

import { ControlPainter } from "./control_painter.js";
import { isoDay } from "./days.js";
import { distancePanel } from "./distance_panel.js";
import { EventMarks } from "./event_marks.js";
import { Frame } from "./frame.js";
import { LAYERS, readLink, writeLink } from "./link.js";
import { MapView } from "./map_view.js";
import { MapRecord } from "./record.js";
import { replayLegend } from "./replay_legend.js";
import { Timeline } from "./timeline.js";
import { keysPanel } from "./toolbar.js";

/** @import { Paint } from "./canvas_layer.js" */
/** @import { FramePage } from "./frame.js" */
/** @import { Locale } from "./locale.js" */
/** @import { Host } from "./page.js" */
/** @import { Payload } from "./payload" */
/** @import { Place } from "./record.js" */
/** @import { Tool } from "./toolbar.js" */

/** @type {[string, string][]} */
const KEYS = [
  ["Space", "play_pause"], ["← →", "key_snapshot"], ["Shift ← →", "key_week"],
  ["Home End", "key_ends"], ["+ −", "key_zoom"], ["F", "key_clean"], ["?", "key_help"],
  ["Esc", "key_escape"],
];

/** @implements {FramePage} */
export class ReplayApp {
  /**
   * @param {HTMLElement} root
   * @param {Payload} payload
   * @param {Host} [host]
   */
  constructor(root, payload, host = {}) {
    this.record = new MapRecord(payload);
    const { state, problems } = readLink(location.search, this.record);
    this.state = state;
    this.date = this.record.dateOf(state.day);
    this.frame = new Frame(root, this.record, state, host, this);
    this.painter = new ControlPainter(this.record.control, this.frame.palette);
    this.view = new MapView(this.record, () => this.content(), { map: host.folium });
    this.views = [this.view];
    this.marks = new EventMarks(this.view.map, this.record, (events) => {
      this.view.popups.events(events);
    });
    this.timeline = new Timeline(this.record, {
      go: (day, typed) => this.go(day, typed), rest: () => this.frame.rest(),
    });
    this.frame.mount(this.view.element, this.timeline.element);
    this.view.map.on("zoomend", () => this.refresh());
    this.view.map.on("click", (event) => this.clicked(event));
    this.frame.start(problems);
  }

  /** @returns {string[]} */
  get layers() {
    const { tiles, hasFar } = this.record;
    return LAYERS.filter((name) => (name !== "tiles" || tiles) && (name !== "far" || hasFar));
  }

  /** @type {Tool[]} */
  get mapTools() {
    return [];
  }

  /** @returns {Tool[]} */
  get layerTools() {
    const actions = {
      /** @type {(start: Place, end: Place) => void} */
      add: (start, end) => this.addDistance(start, end),
      /** @type {(pair: [string, string]) => void} */
      remove: (pair) => this.removeDistance(pair),
    };
    return [{
      name: "measure",
      panel: (locale) => distancePanel(this.record, this.state.distances, actions, locale),
    }];
  }

  /** @param {Locale} locale */
  help(locale) {
    return keysPanel(KEYS, "help_mouse", locale);
  }

  content() {
    const { palette, locale } = this.frame;
    const { layers, distances } = this.state;
    /** @type {Paint} */
    const paintControl = (context, frame) => {
      const before = this.record.dateBefore(this.date);
      this.painter.paint(context, frame, {
        date: isoDay(this.date), before: before === undefined ? null : isoDay(before), layers,
      });
    };
    const tiles = Boolean(this.record.tiles) && layers.has("tiles");
    return { palette, labels: { locale, layers, distances, notes: [] }, tiles, paintControl };
  }

  /** Write all that stands around the map. */
  write() {
    const { locale, palette } = this.frame;
    this.timeline.translate(locale, palette);
    this.writeHeader();
    this.writeLegend();
    this.timeline.show(this.state.day, locale);
  }

  writeHeader() {
    const { record, date } = this;
    const { day } = this.state;
    const { locale, header } = this.frame;
    const { title, known_on: knownOn } = record.theatre;
    const age = locale.age(day - date);
    const corrected = record.corrected.has(date) ? locale.say("corrected") : "";
    const known = knownOn ? locale.say("known_on", { time: knownOn }) : "";
    header.show({
      title: locale.of(title),
      day: locale.day(day),
      under: [locale.weekday(day), age, corrected, known],
      aged: Boolean(age || known),
    });
  }

  writeLegend() {
    const { record, date } = this;
    const { layers } = this.state;
    const { locale, palette, legend, caption } = this.frame;
    legend.show(replayLegend(record, date, layers, locale, palette), record, locale, palette);
    caption.show(record, locale, layers, isoDay(date));
  }

  typeLoaded() {
    this.timeline.track.draw();
  }

  /** Draw the marks of the day's events anew. */
  refresh() {
    this.marks.show(this.state.day, this.frame.locale, this.state.layers.has("events"));
  }

  /**
   * Show a day; past or future days are brought to the nearest one known, and said so when typed.
   *
   * @param {number} day
   * @param {boolean} [typed]
   */
  go(day, typed = false) {
    const { firstDay, horizon } = this.record;
    if (typed) this.frame.complainOfDay(day);
    this.state.day = Math.max(firstDay, Math.min(horizon, day));
    const date = this.record.dateOf(this.state.day);
    if (date !== this.date) {
      this.date = date;
      this.view.redraw(["control"]);
      this.writeLegend();
    }
    this.writeHeader();
    this.refresh();
    this.timeline.show(this.state.day, this.frame.locale);
    this.frame.closePopups();
    this.frame.rest();
  }

  /**
   * Bring the map to the view of the link, or the theatre beside the card, beneath it on a narrow
   * window.
   *
   * @param {boolean} animate
   */
  fit(animate) {
    const { view } = this.state;
    if (!this.frame.follows && view) {
      this.view.setView(view);
      return;
    }
    const { card, cardBeside } = this.frame;
    const [west, south, east, north] = this.record.theatre.extent;
    this.view.map.fitBounds([[south, west], [north, east]], {
      paddingTopLeft: cardBeside ? [card.offsetWidth + 26, 14] : [8, card.offsetHeight + 12],
      paddingBottomRight: cardBeside ? [56, 46] : [8, 60],
      animate,
    });
  }

  /** Go back to the whole theatre, which again follows the size of the window. */
  whole() {
    this.frame.follows = true;
    this.fit(true);
  }

  resized() {}

  /** @param {import("leaflet").LeafletMouseEvent} event */
  clicked(event) {
    const { record, view, date } = this;
    const place = view.placeAt(event);
    if (place) {
      view.popups.place(place, this.state.day);
      return;
    }
    const area = view.areaAt(isoDay(date), event.latlng);
    if (!area) return;
    const { party, status, basis } = area;
    const figure = record.figures(date).get(`${party}/${status}/${basis}`);
    view.popups.area(event.latlng, area, figure, date);
  }

  takesKeys() {
    return true;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    return this.timeline.key(event.key, event.shiftKey);
  }

  /** @param {string} search */
  query(search) {
    return writeLink(search, this.state);
  }

  message() {
    const { day, clean } = this.state;
    const distances = this.state.distances.map(([from, to]) => ({ from, to }));
    const { locale } = this.frame;
    return {
      day: isoDay(day), title: locale.day(day), language: locale.language, distances, clean,
    };
  }

  /**
   * @param {Place} start
   * @param {Place} end
   */
  addDistance(start, end) {
    const { layers, distances } = this.state;
    layers.add("distances");
    const known = distances.some((pair) => pair.includes(start.id) && pair.includes(end.id));
    if (!known) distances.push([start.id, end.id]);
    this.frame.refresh();
    this.frame.rest();
  }

  /** @param {[string, string]} pair */
  removeDistance(pair) {
    this.state.distances = this.state.distances.filter((other) => other !== pair);
    this.frame.refresh();
    this.frame.rest();
  }

  retheme() {
    this.frame.retheme();
  }

  /** Take the replay off the page. */
  remove() {
    this.timeline.remove();
    this.frame.remove();
  }
}
