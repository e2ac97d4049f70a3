// @ts-nocheck
// The link is the state. Its parameters stand in link.json, which the program holds as LINK; this is
// their generic reader and writer, as layers/link_table.py is in Python.

import LINK from "../../link.json" with { type: "json" };
import { dayNumber, isoDay } from "./days.js";

const NUMBER = /^ *([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?) *$/;
export const LAYERS = LINK.parameters.find(({ name }) => name === "layers").values;

function linkParameters(page) {
  return LINK.parameters.filter(({ pages }) => pages === "*" || pages.includes(page));
}

export function linkParameter(name, page) {
  return linkParameters(page).find((parameter) => parameter.name === name);
}

// Returns {values, problems}: problems are [sentence key, facts] for what could not be followed.
// `replay` gives what depends on the record: first and last days, places, languages, online tiles.
export function readParameters(search, page, record) {
  const asked = new URLSearchParams(search);
  const [values, problems] = [{}, []];
  for (const parameter of linkParameters(page)) {
    const name = [parameter.name, ...(parameter.aliases || [])].find((key) => asked.has(key));
    const fallback = linkDefault(parameter, record);
    const value = name === undefined ? undefined : LINK_READERS[parameter.kind](asked.get(name), parameter, record, problems);
    // Undefined is what cannot be followed and has been told; null is nothing.
    values[parameter.name] = value === undefined || value === null ? fallback : value;
  }
  return { values, problems };
}

function linkDefault({ kind, default: value }, record) {
  if (kind === "names") return new Set(value);
  if (kind === "day") return { first_day: record.firstDay, last_day: record.lastDay }[value];
  if (kind === "pairs") return value === "theatre" ? record.distances.map((pair) => [...pair]) : null;
  return value ?? null;
}

// The query string of values; parameters that are not among them (the frame's own) are kept.
export function writeParameters(search, page, values) {
  const link = new URLSearchParams(search);
  const written = linkParameters(page).filter(({ name }) => name in values);
  for (const { name, aliases } of written) for (const key of [name, ...(aliases || [])]) link.delete(key);
  for (const parameter of written) {
    const value = values[parameter.name];
    if (value === null || value === undefined) continue;
    const text = linkText(parameter, value);
    const { default: usual, always } = parameter;
    if (always || usual === undefined || text !== linkText(parameter, usual)) link.set(parameter.name, text);
  }
  // Commas and tildes are legal in a query and far easier to read aloud.
  return "?" + link.toString().replaceAll("%2C", ",").replaceAll("%7E", "~");
}

function linkText(parameter, value) {
  return (LINK_WRITERS[parameter.kind] || String)(value, parameter);
}

function linkChoices({ values = [], range, pattern_in_words: pattern }, record) {
  if (range) return [`${range[0]}–${range[1]}`];
  return pattern ? [pattern] : values.flatMap((value) => (value === "{languages}" ? Object.keys(record.texts) : [value]));
}

// Tells that a value cannot be followed.
function refuse(parameter, found, length, record, problems) {
  const key = parameter.problem || "bad_choice";
  const facts = { found: found.slice(0, length) };
  if (key === "bad_choice") Object.assign(facts, { key: parameter.name, choices: linkChoices(parameter, record).join(", ") });
  problems.push([key, facts]);
}

// The number of a day as it is written, or NaN: 31 February would roll over into March.
function readDay(text) {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayNumber(text) : NaN;
  return !Number.isNaN(day) && isoDay(day) === text ? day : NaN;
}

// Number("") would be 0, and the empty view a point in the Atlantic.
function readNumber(text) {
  const written = NUMBER.exec(text);
  return written ? Number(written[1]) : NaN;
}

const linkParts = (text) => text.split(",").filter(Boolean);
export const within = (value, [low, high]) => value >= low && value <= high;
const readText = (text, { max_length: length }) => text.slice(0, length || 60);

// Each takes (text, parameter, replay, problems).
const LINK_READERS = {
  day(text, parameter, record, problems) {
    const day = readDay(text);
    if (Number.isNaN(day)) return refuse(parameter, text, 40, record, problems);
    const { firstDay, horizon } = record;
    if (day < firstDay) problems.push(["before_first_day", { found: day, first: firstDay }]);
    if (day > horizon) problems.push(["after_last_day", { found: day, last: horizon }]);
    return Math.max(firstDay, Math.min(horizon, day));
  },

  days(text, parameter, record, problems) {
    const bad = linkParts(text).filter((part) => Number.isNaN(readDay(part)));
    if (bad.length) refuse(parameter, bad.join(", "), 60, record, problems);
    const days = linkParts(text).map(readDay).filter((day) => !Number.isNaN(day));
    return [...new Set(days)].slice(0, parameter.max_items);
  },

  view(text, parameter, record, problems) {
    const numbers = text.split(",").map(readNumber);
    const ranges = [parameter.lat_range, parameter.lon_range, parameter.zoom_range];
    const good = numbers.length === 3 && numbers.every((number, at) => within(number, ranges[at]));
    if (!good) return refuse(parameter, text, 40, record, problems);
    const [lat, lon, zoom] = numbers;
    return { lat, lon, zoom };
  },

  // The page writes it, no person: nothing is told.
  screen(text, { range }) {
    const written = /^(\d{1,9})x(\d{1,9})$/.exec(text);
    const sides = written ? written.slice(1).map(Number) : [NaN];
    return sides.every((side) => within(side, range)) ? sides : null;
  },

  names(text, parameter, record, problems) {
    const names = linkParts(text).filter((name) => name !== "none");
    const here = parameter.values.filter((name) => name !== "tiles" || record.tiles);
    const unknown = names.filter((name) => !here.includes(name));
    if (unknown.length) refuse(parameter, unknown.join(", "), 60, record, problems);
    const known = names.filter((name) => here.includes(name));
    return unknown.length && !known.length ? null : new Set(known);
  },

  pairs(text, parameter, record, problems) {
    const [good, bad] = [[], []];
    for (const pair of linkParts(text)) {
      // Written by hand, a link may well say Idlib~Aleppo.
      const ends = pair.split("~").map((name) => (parameter.of === "places" ? record.placeCalled(name)?.id : name));
      if (ends.length === 2 && ends.every(Boolean)) good.push(ends);
      else bad.push(pair.replaceAll("~", "–"));
    }
    if (bad.length) refuse(parameter, bad.join(", "), 60, record, problems);
    return good.slice(0, parameter.max_items);
  },

  places: (text, { max_items: most }) => [...new Set(linkParts(text))].slice(0, most),
  place: readText,
  text: readText,

  choice(text, parameter, record, problems) {
    if (text === "") return null;
    return linkChoices(parameter, record).includes(text) ? text : refuse(parameter, text, 40, record, problems);
  },

  identifier(text, parameter, record, problems) {
    if (text === "") return null;
    return new RegExp(`^(?:${parameter.pattern})$`).test(text) ? text : refuse(parameter, text, 40, record, problems);
  },

  number(text, parameter, record, problems) {
    if (text === "") return null;
    const number = readNumber(text);
    const good = within(number, parameter.range) && (parameter.decimals > 0 || Number.isInteger(number));
    return good ? number : refuse(parameter, text, 40, record, problems);
  },

  flag(text, parameter, record, problems) {
    if (text === "") return null;
    return ["0", "1"].includes(text) ? text === "1" : refuse({ ...parameter, values: ["0", "1"] }, text, 40, record, problems);
  },
};

const LINK_WRITERS = {
  day: isoDay,
  days: (days) => days.map(isoDay).join(","),
  view: ({ lat, lon, zoom }, parameter) => {
    // Exact to a fraction of a pixel, so that the link opens the same picture.
    const decimals = zoom > parameter.fine_beyond_zoom ? parameter.fine_decimals : parameter.decimals;
    return `${lat.toFixed(decimals)},${lon.toFixed(decimals)},${+zoom.toFixed(parameter.zoom_decimals)}`;
  },
  screen: (sides) => sides.join("x"),
  names: (names, { values }) => values.filter((name) => new Set(names).has(name)).join(",") || "none",
  pairs: (pairs) => pairs.map((pair) => pair.join("~")).join(","),
  places: (places) => places.join(","),
  number: (number, { decimals }) => String(+number.toFixed(decimals)),
  flag: (flag) => (flag ? "1" : "0"),
};

// The state of the replay and the problems of its link.
export function readLink(search, record) {
  const { values, problems } = readParameters(search, "replay", record);
  const { as_of: day, at: view, layers, distances, lang: language, theme } = values;
  return { state: { day, view, layers, distances, language, theme, clean: values.view === "clean" }, problems };
}

export function writeLink(search, { day, view, layers, distances, language, theme, clean }) {
  return writeParameters(search, "replay", {
    as_of: day, at: view, layers, distances, lang: language, theme, view: clean ? "clean" : null,
  });
}
