// Legend of one day: km², share, change since the date before; rows keep their places.

/** @import { LegendContent, LegendRow, LegendSign } from "./card.js" */
/** @import { Locale } from "./locale.js" */
/** @import { Palette } from "./palette.js" */
/** @import { Figure, MapRecord } from "./record.js" */

const NONE = "–";

/**
 * @param {MapRecord} record
 * @param {number} date
 * @param {Set<string>} layers
 * @param {Locale} locale
 * @param {Palette} palette
 * @returns {LegendContent}
 */
export function replayLegend(record, date, layers, locale, palette) {
  const figures = record.figures(date);
  const heads = ["party", "km2_head", "share", "change"].map((key) =>
    ({ text: locale.say(key), title: locale.say(`${key}_title`) }));
  const rows = record.legendOrder.map((ground) => row(ground, figures.get(ground), locale));
  return { heads, rows, signs: signs(record, date, layers, locale, palette) };
}

/**
 * @param {string} ground party/status/basis
 * @param {Figure | undefined} figure
 * @param {Locale} locale
 * @returns {LegendRow}
 */
function row(ground, figure, locale) {
  const delta = locale.signed(figure?.delta_km2 ?? 0);
  return {
    ground,
    cells: [
      { text: figure?.km2 ? locale.number(figure.km2) : NONE },
      { text: figure?.km2 ? locale.percent(figure.share) : NONE },
      { text: delta, changed: delta !== NONE },
    ],
    empty: !figure,
  };
}

/**
 * @param {MapRecord} record
 * @param {number} date
 * @param {Set<string>} layers
 * @param {Locale} locale
 * @param {Palette} palette
 */
function signs(record, date, layers, locale, palette) {
  const { front } = palette.colours;
  /** @type {LegendSign[]} */
  const rows = [];
  if (layers.has("fronts")) {
    const km = locale.say("km", { value: locale.number(record.frontKm(date)) });
    rows.push({ kind: "front", text: `${locale.say("front_line")}: ${km}`, colour: front.line });
  }
  if (layers.has("fronts_before") && record.dateBefore(date) !== undefined) {
    rows.push({ kind: "before", text: locale.say("front_before"), colour: front.line });
  }
  return [...rows, ...farSigns(record, layers, locale, palette)];
}

/**
 * Key of ground far from every report, where it is drawn.
 *
 * @param {MapRecord} record
 * @param {Set<string>} layers
 * @param {Locale} locale
 * @param {Palette} palette
 * @returns {LegendSign[]}
 */
export function farSigns(record, layers, locale, palette) {
  if (!record.hasFar || !layers.has("far")) return [];
  const { hatch } = palette.colours.ground;
  return [{ kind: "far", text: locale.say("far_from_reports"), colour: hatch }];
}
