// A payload of a small theatre: a square of two degrees, two parties, four dates, five places.

import { VERSION } from "../../layers/web/src/version.js";

/** @import { Payload, Texts, ThemeColours } from "../../layers/web/src/payload" */

/** @type {(en: string, ar: string) => Texts} */
const texts = (en, ar) => ({ en, ar });
/** @type {ThemeColours} */
const COLOURS = {
  ground: {}, front: {}, contested: {}, measure: {}, text: {}, ticks: {}, sketch: {}, parties: {},
  faint: {},
};
/** @type {Payload["topology"]} */
const CONTROL = {
  type: "Topology",
  transform: { scale: [0.5, 0.5], translate: [36, 35] },
  objects: {},
  arcs: [[[0, 0], [4, 0], [0, 4], [-4, 0], [0, -4]]],
};
/** @type {Payload["figures"][string]} */
const FIRST_FIGURES = [
  { slot: "A", status: "controlled", basis: "assessed", km2: 60, share: 0.6, delta_km2: null },
  { slot: "B", status: "controlled", basis: "assessed", km2: 40, share: 0.4, delta_km2: null },
];
/** @type {Payload["figures"][string]} */
const LAST_FIGURES = [
  { slot: "CONTESTED", status: "contested", basis: "assessed", km2: 5, share: 0.05, delta_km2: 5 },
  { slot: "B", status: "controlled", basis: "claimed", km2: 5, share: 0.05, delta_km2: 5 },
  { slot: "A", status: "controlled", basis: "assessed", km2: 90, share: 0.9, delta_km2: 30 },
  { slot: "B", status: "controlled", basis: "assessed", km2: 0, share: 0, delta_km2: -40 },
];

/** @type {Payload} */
const SQUARE = {
  version: VERSION,
  fallback_language: "en",
  theatre: {
    id: "square", title: texts("Square", "مربع"), credit: texts("Paper", "ورق"),
    attribution: texts("Drawn", "رسم"), extent: [36, 35, 38, 37], last_day: "2024-01-20",
    known_on: "", corrected: ["2024-01-03"],
  },
  parties: {
    B: { name: texts("Party B", "الطرف باء"), short: texts("B", "باء") },
    A: { name: texts("Party A", "الطرف ألف"), short: texts("A", "ألف") },
  },
  contested: {
    slot: "CONTESTED", name: texts("Contested ground", "أرض متنازع عليها"),
    short: texts("Contested", "متنازع عليها"),
  },
  dates: ["2024-01-01", "2024-01-03", "2024-01-04", "2024-01-10"],
  topology: CONTROL,
  figures: { "2024-01-01": FIRST_FIGURES, "2024-01-10": LAST_FIGURES },
  fronts_km: { "2024-01-01": 12.5, "2024-01-10": 7 },
  reports: { "2024-01-01": { reports: 4, default_rules: 1 } },
  headlines: { "2024-01-01": texts("nothing new", "لا جديد") },
  base: { ...CONTROL, objects: {} },
  places: {
    id: ["homs", "hama", "tell_a", "tell_b", "bend"],
    name: {
      en: ["Homs", "Hama", "Tell", "Tell", "Bend"],
      ar: ["حمص", "حماة", "تل ألف", "تل باء", "منعطف"],
      ku: ["Hums", "Hama", "Girê", "Girik", "Bend"],
    },
    lon: [36.7, 36.75, 37, 37.5, 37],
    lat: [34.7, 35.1, 36, 36.5, 35.5],
    rank: [0, 1, 3, 3, 3],
    kind: ["city", "city", "village", "village", "anchor"],
    governorate: ["Homs", "Hama", "Hama", "Homs", ""],
  },
  governorates: { Homs: texts("Homs", "حمص"), Hama: texts("Hama", "حماة"), "": { en: "" } },
  unlabelled_kinds: ["anchor"],
  place_reports: {
    place_id: ["homs", "homs", "homs", "hama", "tell_a"],
    date: ["2024-01-01", "2024-01-03", "2024-01-10", "2024-01-01", "2024-01-04"],
    slot: ["A", "CONTESTED", "B", "A", "B"],
    confidence: ["high", "medium", "high", "low", "low"],
    kind: ["baseline", "report", "report", "baseline", "default_rule"],
    source: [0, 1, 1, 0, 0],
    note: [2, 2, 3, 2, 2],
    texts: ["a map", "a paper", "", "after a week"],
  },
  events: ["2023-12-31", "2024-01-03", "2024-01-03", "2024-01-20", "2024-01-21"].map(
    (date, index) => ({
      date, place_id: index ? "homs" : "elsewhere", place: "Hims", lon: 36.7, lat: 34.7,
      category: "battle", text: texts(`event ${index}`, `حدث ${index}`), confidence: "high",
      source: "a paper",
    })),
  categories: { battle: texts("Fighting", "قتال") },
  distances: [{ from: "homs", to: "hama" }],
  tiles: null,
  words: { en: { other_version: "Reload." }, ar: { other_version: "أعد التحميل." } },
  locales: {
    en: { locale: "en-GB-u-nu-latn", direction: "ltr" },
    ar: { locale: "ar-SY-u-nu-latn", direction: "rtl" },
  },
  palette: { light: COLOURS, dark: COLOURS },
};

/**
 * The payload, with other values for some of its fields.
 *
 * @param {Partial<Payload>} [changes]
 * @returns {Payload}
 */
export function square(changes = {}) {
  return { ...SQUARE, ...changes };
}
