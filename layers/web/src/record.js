// @ts-nocheck
// The replay's data as the page asks for it.

import { dayNumber, isoDay } from "./days.js";
import { MercatorPlane } from "./plane.js";
import { Topology } from "./topology.js";

export class MapRecord {
  constructor(payload) {
    Object.assign(this, { theatre: payload.theatre, parties: payload.parties, texts: payload.words, locales: payload.locales, palette: payload.palette });
    Object.assign(this, { distances: payload.distances, categories: payload.categories, reports: payload.reports, tiles: payload.tiles });
    this.payload = payload;
    this.dates = payload.dates.map(dayNumber);
    this.corrected = new Set((payload.theatre.corrected || []).map(dayNumber));
    this.plane = new MercatorPlane(...payload.theatre.extent);
    this.control = new Topology(payload.topology, this.plane);
    this.base = new Topology(payload.base, this.plane);
    this.hasFar = this.base.geometries("far").length > 0;
    this.readPlaces(payload);
    this.readEvents(payload);
    this.readFigures(payload);
  }

  get firstDay() {
    return this.dates[0];
  }

  get lastDay() {
    return this.dates[this.dates.length - 1];
  }

  // The last day the slider reaches.
  get horizon() {
    return dayNumber(this.theatre.last_day);
  }

  dateOf(day) {
    let [low, high] = [0, this.dates.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.dates[middle] <= day) low = middle;
      else high = middle - 1;
    }
    return this.dates[low];
  }

  dateBefore(date) {
    return this.dates[this.dates.indexOf(date) - 1];
  }

  // All lines of contact together, in km.
  frontKm(date) {
    return this.payload.fronts_km[isoDay(date)];
  }

  readPlaces(payload) {
    this.places = payload.places.map(([id, lon, lat, rank, kind, governorate, weight, ...names]) => ({
      id, name: Object.fromEntries(payload.languages.map((language, n) => [language, names[n]])), lon, lat, rank, kind, weight,
      governorate: payload.governorates[governorate] || { en: governorate },
      labelled: kind !== "anchor",
      x: this.plane.x(lon), y: this.plane.y(lat),
    }));
    this.placeById = new Map(this.places.map((place) => [place.id, place]));
    const names = this.places.filter((place) => place.labelled).flatMap((place) => [...new Set(Object.values(place.name))]);
    this.twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  }

  // A name to choose by: with the governorate where another place has the same name.
  choice(place, locale) {
    const name = locale.of(place.name);
    return this.twice.has(name) ? `${name} (${locale.of(place.governorate)})` : name;
  }

  // The place with this id, or with this name in a language of the map.
  placeCalled(text) {
    const wanted = text.trim().toLowerCase();
    const named = (place) => Object.values(place.name).some((name) => name.toLowerCase() === wanted);
    return this.placeById.get(wanted) || this.places.find((place) => place.labelled && named(place));
  }

  findPlace(text, locale) {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return undefined;
    const chosen = (place) => this.choice(place, locale).toLowerCase() === wanted;
    return this.places.find((place) => place.labelled && chosen(place)) || this.placeCalled(text);
  }

  history(place) {
    const { histories, texts } = this.payload;
    return (histories[place.id] || []).map(([date, party, confidence, source, note, flags]) => ({
      day: dayNumber(date), party, confidence: ["high", "medium", "low"][confidence],
      source: texts[source], note: texts[note], rule: flags === 1, baseline: flags === 2,
    }));
  }

  readEvents(payload) {
    this.events = payload.events.map((event) => ({ ...event, day: dayNumber(event.date), where: this.placeById.get(event.place_id)?.name }));
    const counts = new Map();
    for (const event of this.events) {
      if (event.day < this.firstDay || event.day > this.horizon) continue;
      counts.set(event.day, (counts.get(event.day) || 0) + 1);
    }
    this.eventDays = [...counts.entries()];
  }

  eventsOn(day) {
    return this.events.filter((event) => event.day === day);
  }

  // Legend rows keep one order over all days: the theatre's parties, contested ground last.
  readFigures(payload) {
    this.figureTables = new Map();
    const keys = new Set();
    for (const [date, rows] of Object.entries(payload.figures)) {
      const table = new Map(rows.map(([party, status, basis, km2, share, delta]) =>
        [`${party}/${status}/${basis}`, { km2, share, delta }]));
      for (const key of table.keys()) keys.add(key);
      this.figureTables.set(dayNumber(date), table);
    }
    const order = Object.keys(payload.parties);
    const place = (key) => order.indexOf(key.split("/")[0]);
    this.legendOrder = [...keys].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
  }

  figures(date) {
    return this.figureTables.get(date) || new Map();
  }

  headline(date) {
    return this.payload.headlines[isoDay(date)];
  }

  dayLabels() {
    const span = this.horizon - this.firstDay;
    if (span > 200) {
      return Array.from({ length: span + 1 }, (_, index) => this.firstDay + index).filter((day) => isoDay(day).endsWith("-01"));
    }
    return Array.from({ length: span + 1 }, (_, index) => this.firstDay + index);
  }
}
