// Kinds of parameters of a link: how the text of each is read, and how its value is written.

import { dayNumber, isoDay } from "./days.js";

/** @typedef {[number, number]} Range lowest and highest value, both allowed */

/**
 * What every parameter declares in link.json.
 *
 * @typedef {object} AnyParameter
 * @property {string} name
 * @property {"*" | string[]} pages pages that read it; "*" is all
 * @property {string[]} [aliases] older names that are still read
 * @property {string} [problem] key of the sentence for a value that cannot be followed
 * @property {string} [pattern_in_words] what may be written
 * @property {boolean} [always] whether its default is written too
 */

/**
 * Parameter of a link with what its kind needs; a default may name what depends on the record.
 *
 * @typedef {AnyParameter & (
 *   | { kind: "day", default: "first_day" | "last_day" }
 *   | { kind: "days", max_items: number }
 *   | { kind: "places", max_items: number }
 *   | { kind: "view", lat_range: Range, lon_range: Range, zoom_range: Range, decimals: number,
 *       fine_decimals: number, fine_beyond_zoom: number, zoom_decimals: number }
 *   | { kind: "screen", range: Range }
 *   | { kind: "names", values: string[], default: string[], not_drawn?: Record<string, string[]> }
 *   | { kind: "pairs", of: string, max_items: number, default?: "theatre" }
 *   | { kind: "place" }
 *   | { kind: "text", max_length: number }
 *   | { kind: "choice", values: string[], default?: string }
 *   | { kind: "identifier", pattern: string }
 *   | { kind: "number", range: Range, decimals: number, default?: number }
 *   | { kind: "flag", default?: boolean }
 * )} LinkParameter
 */

/** @typedef {LinkParameter["kind"]} Kind */

/** @typedef {{ lat: number, lon: number, zoom: number }} Viewpoint middle in WGS 84 degrees */

/** @typedef {[string, string]} Ends ids of two places, or codes of two parties */

/**
 * Value of a parameter of each kind: days as numbers, the width and height of a screen in px.
 *
 * @typedef {object} ValueOf
 * @property {number} day
 * @property {number[]} days
 * @property {Viewpoint} view
 * @property {number[]} screen
 * @property {Set<string>} names
 * @property {Ends[]} pairs
 * @property {string[]} places
 * @property {string} place
 * @property {string} text
 * @property {string} choice
 * @property {string} identifier
 * @property {number} number
 * @property {boolean} flag
 */

/** @typedef {[key: string, facts: Record<string, string | number>]} Problem sentence, its facts */

/**
 * What a link depends on; days as numbers.
 *
 * @typedef {object} LinkRecord
 * @property {number} firstDay
 * @property {number} lastDay
 * @property {number} horizon last day that can be shown
 * @property {Ends[]} distances pairs of places that are measured where a link names none
 * @property {Record<string, unknown>} texts by language
 * @property {unknown} tiles online tiles; null where there are none
 * @property {(text: string) => { id: string } | undefined} placeCalled place with an id or a name
 */

/**
 * Reader of a kind. Undefined is a text that cannot be followed, which is then among the problems;
 * null is no value.
 *
 * @template {Kind} K
 * @typedef {(
 *   text: string, parameter: Extract<LinkParameter, { kind: K }>, record: LinkRecord,
 *   problems: Problem[],
 * ) => ValueOf[K] | null | undefined} Reader
 */

/**
 * @template {Kind} K
 * @typedef {(value: ValueOf[K], parameter: Extract<LinkParameter, { kind: K }>) => string} Writer
 */

const NUMBER = /^ *([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?) *$/;
const QUOTED = 40;
const QUOTED_LIST = 60;

/**
 * Whether a value lies in a range.
 *
 * @param {number} value
 * @param {Range} range
 */
export function within(value, [low, high]) {
  return value >= low && value <= high;
}

/** Parts of a list, empty ones left out. @param {string} text */
function partsOf(text) {
  return text.split(",").filter(Boolean);
}

/** Number of a day, or NaN: 31 February would roll over into March. @param {string} text */
function readDay(text) {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayNumber(text) : NaN;
  return !Number.isNaN(day) && isoDay(day) === text ? day : NaN;
}

/** Number, or NaN: Number("") would be 0, an empty view in the Atlantic. @param {string} text */
function readNumber(text) {
  const match = NUMBER.exec(text);
  return match ? Number(match[1]) : NaN;
}

/**
 * Texts that may be written.
 *
 * @param {LinkParameter} parameter
 * @param {LinkRecord} record
 * @returns {string[]}
 */
function valuesOf(parameter, record) {
  if (parameter.kind === "flag") return ["0", "1"];
  if (!("values" in parameter)) return [];
  const languages = Object.keys(record.texts);
  return parameter.values.flatMap((value) => (value === "{languages}" ? languages : [value]));
}

/**
 * Note that a text cannot be followed, with what may be written instead.
 *
 * @param {LinkParameter} parameter
 * @param {string} text as it is quoted
 * @param {LinkRecord} record
 * @param {Problem[]} problems
 * @returns {undefined}
 */
function refuse(parameter, text, record, problems) {
  const { name, problem = "bad_choice", pattern_in_words: pattern } = parameter;
  /** @type {Problem[1]} */
  const facts = { found: text };
  if (problem === "bad_choice") {
    facts.key = name;
    facts.choices = "range" in parameter
      ? parameter.range.join("–") : pattern ?? valuesOf(parameter, record).join(", ");
  }
  problems.push([problem, facts]);
}

/** @type {{ [K in Kind]: Reader<K> }} */
export const READERS = {
  day(text, parameter, record, problems) {
    const day = readDay(text);
    if (Number.isNaN(day)) return refuse(parameter, text.slice(0, QUOTED), record, problems);
    const { firstDay, horizon } = record;
    if (day < firstDay) problems.push(["before_first_day", { found: day, first: firstDay }]);
    if (day > horizon) problems.push(["after_last_day", { found: day, last: horizon }]);
    return Math.max(firstDay, Math.min(horizon, day));
  },

  days(text, parameter, record, problems) {
    const parts = partsOf(text);
    const unreadable = parts.filter((part) => Number.isNaN(readDay(part)));
    if (unreadable.length) refuseList(parameter, unreadable, record, problems);
    const days = parts.map(readDay).filter((day) => !Number.isNaN(day));
    return [...new Set(days)].slice(0, parameter.max_items);
  },

  view(text, parameter, record, problems) {
    const numbers = text.split(",").map(readNumber);
    const ranges = [parameter.lat_range, parameter.lon_range, parameter.zoom_range];
    const inside = numbers.length === 3
      && numbers.every((number, index) => within(number, ranges[index]));
    if (!inside) return refuse(parameter, text.slice(0, QUOTED), record, problems);
    const [lat, lon, zoom] = numbers;
    return { lat, lon, zoom };
  },

  // The page writes it, no person: there is no problem to tell of.
  screen(text, { range }) {
    const match = /^(\d{1,9})x(\d{1,9})$/.exec(text);
    const sides = match ? match.slice(1).map(Number) : [NaN];
    return sides.every((side) => within(side, range)) ? sides : null;
  },

  names(text, parameter, record, problems) {
    const names = partsOf(text).filter((name) => name !== "none");
    const offered = parameter.values.filter((name) => name !== "tiles" || record.tiles);
    const unknown = names.filter((name) => !offered.includes(name));
    if (unknown.length) refuseList(parameter, unknown, record, problems);
    const known = names.filter((name) => offered.includes(name));
    return unknown.length && !known.length ? null : new Set(known);
  },

  pairs(text, parameter, record, problems) {
    /** @type {Ends[]} */
    const pairs = [];
    /** @type {string[]} */
    const unreadable = [];
    // Written by hand, a link may well say Idlib~Aleppo.
    const idOf = (/** @type {string} */ name) =>
      parameter.of === "places" ? record.placeCalled(name)?.id : name;
    for (const pair of partsOf(text)) {
      const [a, b, ...others] = pair.split("~").map(idOf);
      if (a && b && !others.length) pairs.push([a, b]);
      else unreadable.push(pair.replaceAll("~", "–"));
    }
    if (unreadable.length) refuseList(parameter, unreadable, record, problems);
    return pairs.slice(0, parameter.max_items);
  },

  places: (text, { max_items: length }) => [...new Set(partsOf(text))].slice(0, length),
  place: (text) => text.slice(0, QUOTED_LIST),
  text: (text, { max_length: length }) => text.slice(0, length),

  choice(text, parameter, record, problems) {
    if (text === "") return null;
    if (valuesOf(parameter, record).includes(text)) return text;
    return refuse(parameter, text.slice(0, QUOTED), record, problems);
  },

  identifier(text, parameter, record, problems) {
    if (text === "") return null;
    if (new RegExp(`^(?:${parameter.pattern})$`).test(text)) return text;
    return refuse(parameter, text.slice(0, QUOTED), record, problems);
  },

  number(text, parameter, record, problems) {
    if (text === "") return null;
    const number = readNumber(text);
    const rounded = parameter.decimals > 0 || Number.isInteger(number);
    if (rounded && within(number, parameter.range)) return number;
    return refuse(parameter, text.slice(0, QUOTED), record, problems);
  },

  flag(text, parameter, record, problems) {
    if (text === "") return null;
    if (text === "0" || text === "1") return text === "1";
    return refuse(parameter, text.slice(0, QUOTED), record, problems);
  },
};

/**
 * Note that parts of a list cannot be followed.
 *
 * @param {LinkParameter} parameter
 * @param {string[]} parts
 * @param {LinkRecord} record
 * @param {Problem[]} problems
 */
function refuseList(parameter, parts, record, problems) {
  refuse(parameter, parts.join(", ").slice(0, QUOTED_LIST), record, problems);
}

/** Kinds without a writer are written as they are. @type {{ [K in Kind]?: Writer<K> }} */
export const WRITERS = {
  day: isoDay,
  days: (days) => days.map(isoDay).join(","),
  view({ lat, lon, zoom }, parameter) {
    // Exact to a fraction of a pixel, so that the link opens the same picture.
    const fine = zoom > parameter.fine_beyond_zoom;
    const decimals = fine ? parameter.fine_decimals : parameter.decimals;
    const shortZoom = Number(zoom.toFixed(parameter.zoom_decimals));
    return `${lat.toFixed(decimals)},${lon.toFixed(decimals)},${shortZoom}`;
  },
  screen: (sides) => sides.join("x"),
  names: (names, { values }) => values.filter((name) => names.has(name)).join(",") || "none",
  pairs: (pairs) => pairs.map((pair) => pair.join("~")).join(","),
  places: (places) => places.join(","),
  number: (number, { decimals }) => String(Number(number.toFixed(decimals))),
  flag: (flag) => (flag ? "1" : "0"),
};
