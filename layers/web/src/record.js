// A record as the map asks for it: its days, places, reports, events and figures.

import { dayNumber, isoDay } from "./days.js";
import { Gazetteer } from "./gazetteer.js";
import { MercatorPlane } from "./plane.js";
import { Topology } from "./topology.js";
import { checkVersion } from "./version.js";

/** @import { Locale } from "./locale.js" */
/** @import { AreaFigure, Confidence, Payload, ReportKind, Texts, TheatreEvent } from "./payload" */

/** @typedef {import("./gazetteer.js").Place} Place */
/** @typedef {import("./payload").PartyNames} Party  names of a party, or of contested ground */
/** @typedef {Pick<AreaFigure, "km2" | "share" | "delta_km2">} Figure  share is from 0 to 1 */
/**
 * @typedef {TheatreEvent & { day: number, where: Texts | undefined }} MapEvent  with its day;
 *   where: the name of its place
 */
/**
 * @typedef {object} PlaceReport  a report on a place
 * @property {number} day from which it holds
 * @property {string} slot key of names and colour of who holds the place
 * @property {Confidence} confidence
 * @property {ReportKind} kind
 * @property {string} source
 * @property {string} note
 */

// A longer series is labelled by months.
const MAX_DAYS_LABELLED = 200;

export class MapRecord {
  /**
   * @param {Payload} payload
   * @throws {import("./version.js").OtherVersion}
   */
  constructor(payload) {
    checkVersion(payload);
    this.theatre = payload.theatre;
    this.fallbackLanguage = payload.fallback_language;
    this.texts = payload.words;
    this.locales = payload.locales;
    this.palette = payload.palette;
    this.tiles = payload.tiles;
    this.categories = payload.categories;
    /** Counts of reports by effective date. */
    this.reports = payload.reports;
    this.headlines = payload.headlines;
    this.frontsKm = payload.fronts_km;
    this.placeReports = payload.place_reports;
    const { slot, ...names } = payload.contested;
    /** Names by slot, contested ground last. @type {Record<string, Party>} */
    this.parties = { ...payload.parties, [slot]: names };
    /** Ids of both ends. @type {[string, string][]} */
    this.distances = payload.distances.map(({ from, to }) => [from, to]);
    /** Effective dates, ascending. */
    this.dates = payload.dates.map(dayNumber);
    /** Effective dates that were corrected after they had been published. */
    this.corrected = new Set(payload.theatre.corrected.map(dayNumber));
    this.plane = new MercatorPlane(...payload.theatre.extent);
    this.control = new Topology(payload.topology, this.plane);
    this.base = new Topology(payload.base, this.plane);
    /** Whether some ground is far from every report. */
    this.hasFar = this.base.geometries("far").length > 0;
    this.gazetteer = new Gazetteer(payload, this.plane);
    this.events = payload.events.map((event) => this.#event(event));
    this.eventDays = this.#countEvents();
    this.figureTables = readFigures(payload.figures);
    /** Keys of figures of any date: parties in the order of the theatre, contested ground last. */
    this.legendOrder = legendOrder(this.figureTables, Object.keys(this.parties));
  }

  get firstDay() {
    return this.dates[0];
  }

  get lastDay() {
    return this.dates[this.dates.length - 1];
  }

  /** Last day that the slider reaches. */
  get horizon() {
    return dayNumber(this.theatre.last_day);
  }

  /**
   * Effective date in force on a day; before the first, the first.
   *
   * @param {number} day
   */
  dateOf(day) {
    let [low, high] = [0, this.dates.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.dates[middle] <= day) low = middle;
      else high = middle - 1;
    }
    return this.dates[low];
  }

  /**
   * Effective date before another.
   *
   * @param {number} date
   * @returns {number | undefined}
   */
  dateBefore(date) {
    return this.dates[this.dates.indexOf(date) - 1];
  }

  /**
   * Length of all front lines together, in km.
   *
   * @param {number} date
   */
  frontKm(date) {
    return this.frontsKm[isoDay(date)];
  }

  /**
   * What changed on an effective date, in a line.
   *
   * @param {number} date
   */
  headline(date) {
    return this.headlines[isoDay(date)];
  }

  /**
   * Figures of an effective date by "slot/status/basis".
   *
   * @param {number} date
   * @returns {Map<string, Figure>}
   */
  figures(date) {
    return this.figureTables.get(date) ?? new Map();
  }

  get places() {
    return this.gazetteer.places;
  }

  get placeById() {
    return this.gazetteer.byId;
  }

  /** @param {string} text id, or name in any language */
  placeCalled(text) {
    return this.gazetteer.called(text);
  }

  /**
   * Find a place by what a visitor writes or chooses.
   *
   * @param {string} text
   * @param {Locale} locale
   */
  findPlace(text, locale) {
    return this.gazetteer.find(text, locale);
  }

  /**
   * Name to choose a place by; no other place has it.
   *
   * @param {Place} place
   * @param {Locale} locale
   */
  choice(place, locale) {
    return this.gazetteer.choice(place, locale);
  }

  /**
   * Reports on a place, oldest first.
   *
   * @param {Place} place
   * @returns {PlaceReport[]}
   */
  history(place) {
    const { place_id: ids, date, slot, confidence, kind, source, note, texts } = this.placeReports;
    const reports = [];
    for (let row = ids.indexOf(place.id); row >= 0 && ids[row] === place.id; row++) {
      reports.push({
        day: dayNumber(date[row]), slot: slot[row], confidence: confidence[row], kind: kind[row],
        source: texts[source[row]], note: texts[note[row]],
      });
    }
    return reports;
  }

  /**
   * Events of a day, in the order of the theatre.
   *
   * @param {number} day
   */
  eventsOn(day) {
    return this.events.filter((event) => event.day === day);
  }

  /** Whether its days are too many to be labelled one by one. */
  get isLong() {
    return this.horizon - this.firstDay > MAX_DAYS_LABELLED;
  }

  /** Days labelled under the slider: all of them, or of a long series the first of a month. */
  dayLabels() {
    const count = this.horizon - this.firstDay + 1;
    const days = Array.from({ length: count }, (_, index) => this.firstDay + index);
    return this.isLong ? days.filter((day) => isoDay(day).endsWith("-01")) : days;
  }

  /**
   * @param {TheatreEvent} event
   * @returns {MapEvent}
   */
  #event(event) {
    const where = this.placeById.get(event.place_id)?.name;
    return { ...event, day: dayNumber(event.date), where };
  }

  /** Days of the slider with events, and how many each has. */
  #countEvents() {
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (const { day } of this.events) {
      if (day >= this.firstDay && day <= this.horizon) counts.set(day, (counts.get(day) ?? 0) + 1);
    }
    return [...counts];
  }
}

/**
 * Figures by effective date and key.
 *
 * @param {Payload["figures"]} rows
 * @returns {Map<number, Map<string, Figure>>}
 */
function readFigures(rows) {
  return new Map(Object.entries(rows).map(([date, figures]) => [
    dayNumber(date),
    new Map(figures.map((figure) => [`${figure.slot}/${figure.status}/${figure.basis}`, figure])),
  ]));
}

/**
 * One order of legend rows for all days.
 *
 * @param {Map<number, Map<string, Figure>>} tables
 * @param {string[]} slots in order
 */
function legendOrder(tables, slots) {
  const keys = new Set([...tables.values()].flatMap((table) => [...table.keys()]));
  /** @type {(key: string) => number} */
  const rank = (key) => slots.indexOf(key.split("/")[0]);
  return [...keys].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}
