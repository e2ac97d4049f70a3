// The link is the state. Its parameters stand in link.json; this is their generic reader and
// writer, as layers/link_table.py is in Python.

import LINK from "../../link.json" with { type: "json" };
import { READERS, WRITERS } from "./link_kinds.js";

export { within } from "./link_kinds.js";

/**
 * @import {
 *   Ends, Kind, LinkParameter, LinkRecord, Problem, Reader, ValueOf, Viewpoint, Writer,
 * } from "./link_kinds.js"
 */

/** @typedef {ValueOf[Kind] | null} LinkValue null where a link says nothing and has no default */

/**
 * State of the replay.
 *
 * @typedef {object} ReplayState
 * @property {number} day
 * @property {Viewpoint | null} view null is where the whole theatre is seen
 * @property {Set<string>} layers
 * @property {Ends[]} distances
 * @property {string | null} language null is the default one
 * @property {"light" | "dark" | null} theme null is that of the system
 * @property {boolean} clean whether only the map is shown
 */

// In a JSON module a kind is any string to the compiler.
const PARAMETERS = /** @type {LinkParameter[]} */ (/** @type {unknown} */ (LINK.parameters));

/** Names of the layers, in the order in which they are listed. */
export const LAYERS = linkParameter("layers", "replay", "names").values;

/** @param {string} page */
function linkParameters(page) {
  return PARAMETERS.filter(({ pages }) => pages === "*" || pages.includes(page));
}

/**
 * Parameter of a page by its name and kind.
 *
 * @template {Kind} K
 * @param {string} name
 * @param {string} page
 * @param {K} kind
 * @returns {Extract<LinkParameter, { kind: K }>}
 */
export function linkParameter(name, page, kind) {
  const parameters = linkParameters(page).filter((parameter) => parameter.kind === kind);
  const parameter = parameters.find((other) => other.name === name);
  return /** @type {Extract<LinkParameter, { kind: K }>} */ (parameter);
}

/**
 * Read the parameters of a page: the value of each by its name, and what cannot be followed.
 *
 * @param {string} search query string
 * @param {string} page
 * @param {LinkRecord} record
 */
export function readParameters(search, page, record) {
  const query = new URLSearchParams(search);
  /** @type {Record<string, LinkValue>} */
  const values = {};
  /** @type {Problem[]} */
  const problems = [];
  for (const parameter of linkParameters(page)) {
    const names = [parameter.name, ...(parameter.aliases || [])];
    const text = names.map((name) => query.get(name)).find((value) => value !== null);
    // The compiler cannot follow that a reader and its parameter are of one kind.
    const read = /** @type {Reader<Kind>} */ (READERS[parameter.kind]);
    const value = text === undefined ? null : read(text, parameter, record, problems);
    values[parameter.name] = value ?? defaultOf(parameter, record);
  }
  return { values, problems };
}

/**
 * @param {LinkParameter} parameter
 * @param {LinkRecord} record
 * @returns {LinkValue}
 */
function defaultOf(parameter, record) {
  const { kind } = parameter;
  if (kind === "names") return new Set(parameter.default);
  if (kind === "day") return parameter.default === "first_day" ? record.firstDay : record.lastDay;
  if (kind === "pairs") return parameter.default ? record.distances.map(copied) : null;
  return "default" in parameter ? parameter.default ?? null : null;
}

/** @param {Ends} ends @returns {Ends} */
function copied([a, b]) {
  return [a, b];
}

/**
 * Write values as a query string; parameters that are not among them (the frame's own) are kept.
 *
 * @param {string} search query string that is kept
 * @param {string} page
 * @param {Record<string, LinkValue>} values
 */
export function writeParameters(search, page, values) {
  const query = new URLSearchParams(search);
  const parameters = linkParameters(page).filter(({ name }) => name in values);
  for (const { name, aliases = [] } of parameters) {
    for (const key of [name, ...aliases]) query.delete(key);
  }
  for (const parameter of parameters) {
    const text = textOf(parameter, values[parameter.name]);
    if (text === null) continue;
    if (parameter.always || text !== defaultText(parameter)) query.set(parameter.name, text);
  }
  // Commas and tildes are legal in a query and far easier to read aloud.
  return "?" + query.toString().replaceAll("%2C", ",").replaceAll("%7E", "~");
}

/**
 * Text of a default that does not depend on the record; null where there is none.
 *
 * @param {LinkParameter} parameter
 */
function defaultText(parameter) {
  const { kind } = parameter;
  if (kind === "names") return textOf(parameter, new Set(parameter.default));
  if (kind === "day" || kind === "pairs" || !("default" in parameter)) return null;
  return textOf(parameter, parameter.default ?? null);
}

/**
 * @param {LinkParameter} parameter
 * @param {LinkValue} value
 */
function textOf(parameter, value) {
  if (value === null) return null;
  const write = /** @type {Writer<Kind> | undefined} */ (WRITERS[parameter.kind]);
  return write ? write(value, parameter) : String(value);
}

/**
 * Read the state of the replay from its link, and what cannot be followed in it.
 *
 * @param {string} search query string
 * @param {LinkRecord} record
 */
export function readLink(search, record) {
  const { values, problems } = readParameters(search, "replay", record);
  const { as_of: day, at: view, layers, distances, lang: language, theme } = values;
  const clean = values.view === "clean";
  const state = { day, view, layers, distances, language, theme, clean };
  // What the kinds of these parameters in link.json give.
  return { state: /** @type {ReplayState} */ (state), problems };
}

/**
 * Write the state of the replay as its link.
 *
 * @param {string} search query string that is kept
 * @param {ReplayState} state
 */
export function writeLink(search, { day, view, layers, distances, language, theme, clean }) {
  return writeParameters(search, "replay", {
    as_of: day, at: view, layers, distances, lang: language, theme, view: clean ? "clean" : null,
  });
}
