// Legend of two days: km² then, now and the difference; or, of the change, held, gained, lost.

import { CONTESTED } from "./palette.js";
import { farSigns } from "./replay_legend.js";

/** @import { LegendContent, LegendRow, LegendSign } from "./card.js" */
/** @import { CompareState } from "./compare_link.js" */
/** @import { Locale } from "./locale.js" */
/** @import { MeasuredChange } from "./measured_change.js" */
/** @import { Palette } from "./palette.js" */
/** @import { MapRecord } from "./record.js" */

/**
 * @typedef {object} CompareFacts
 * @property {MapRecord} record
 * @property {CompareState} state
 * @property {MeasuredChange | null} change what was measured between the two days, once it is
 * @property {Locale} locale
 * @property {Palette} palette
 */

const NONE = "–";
const WAITING = "…";

/**
 * @param {CompareFacts} facts
 * @returns {LegendContent}
 */
export function compareLegend(facts) {
  const { record, state, locale, palette } = facts;
  const changed = state.mode === "change";
  return {
    heads: (changed ? changeHeads(locale) : pairHeads(state, locale)).map((text) => ({ text })),
    rows: changed ? changeRows(facts) : pairRows(facts),
    signs: [
      ...(changed ? changeSigns(facts) : []),
      ...frontSigns(facts, changed),
      ...farSigns(record, state.layers, locale, palette),
    ],
  };
}

/** @param {Locale} locale */
function changeHeads(locale) {
  const keys = ["party", "span_held", "span_gained", "span_lost", "span_net"];
  return keys.map((key) => locale.say(key));
}

/** @param {CompareState} state @param {Locale} locale */
function pairHeads({ from, to }, locale) {
  const unit = locale.say("km2_head");
  const days = [from, to].map((day) => `${locale.day(day, "short")}, ${unit}`);
  return [locale.say("party"), ...days, locale.say("change")];
}

/**
 * Kinds of ground that count and that there are on one of the two days, with km² on each.
 *
 * @param {MapRecord} record
 * @param {CompareState} state
 */
function groundShown(record, { from, to, claimed }) {
  const figures = [from, to].map((day) => record.figures(record.dateOf(day)));
  return record.legendOrder
    .filter((ground) => claimed || !ground.endsWith("/claimed"))
    .map((ground) => {
      const [before, after] = figures.map((table) => table.get(ground)?.km2 || 0);
      return { ground, before, after };
    })
    .filter(({ before, after }) => before || after);
}

/** @param {CompareFacts} facts @returns {LegendRow[]} */
function pairRows({ record, state, locale }) {
  return groundShown(record, state).map(({ ground, before, after }) => ({
    ground,
    cells: [
      { text: area(before, locale) }, { text: area(after, locale) },
      difference(after - before, locale),
    ],
  }));
}

/**
 * Rows of each party with ground on one of the two days, claimed and assessed together; what it
 * gained and lost waits until Python has measured it.
 *
 * @param {CompareFacts} facts
 * @returns {LegendRow[]}
 */
function changeRows({ record, state, change, locale }) {
  /** @type {Map<string, { before: number, after: number }>} */
  const parties = new Map();
  for (const { ground, before, after } of groundShown(record, state)) {
    const [party] = ground.split("/");
    const sum = parties.get(party) || { before: 0, after: 0 };
    parties.set(party, { before: sum.before + before, after: sum.after + after });
  }
  const unknown = change ? NONE : WAITING;
  return [...parties].map(([party, { before, after }]) => {
    const row = change?.rows.get(party);
    const status = party === CONTESTED ? "contested" : "controlled";
    const texts = row
      ? [after - row.gained_km2, row.gained_km2, row.lost_km2].map((km2) => area(km2, locale))
      : [unknown, unknown, unknown];
    const cells = [...texts.map((text) => ({ text })), difference(after - before, locale)];
    return { ground: `${party}/${status}/assessed`, cells };
  });
}

/** @param {number} km2 @param {Locale} locale */
function area(km2, locale) {
  const text = locale.number(km2);
  return text === locale.number(0) ? NONE : text;
}

/** @param {number} km2 @param {Locale} locale */
function difference(km2, locale) {
  const text = locale.signed(km2);
  return { text, changed: text !== NONE };
}

/**
 * Keys of held, changed and contested ground, in the colours of the largest change.
 *
 * @param {CompareFacts} facts
 * @returns {LegendSign[]}
 */
function changeSigns({ record, change, locale, palette }) {
  const [first, second] = Object.keys(record.parties);
  const [largest] = change?.pieces || [];
  const [winner, loser] = [largest?.after || second, largest?.before || first];
  const { contested } = palette.colours;
  return [
    { kind: "held", text: locale.say("span_sign_held"), colour: palette.faint(winner) },
    {
      kind: "moved", text: locale.say("span_sign_moved"),
      colour: palette.party(winner), stripe: palette.party(loser),
    },
    {
      kind: "fought", text: locale.say("span_sign_contested"),
      colour: contested.ground, stripe: contested.stripe,
    },
  ];
}

/** @param {CompareFacts} facts @param {boolean} changed @returns {LegendSign[]} */
function frontSigns({ state, locale, palette }, changed) {
  const colour = palette.colours.front.line;
  const [from, to] = [state.from, state.to].map((day) => locale.day(day, "short"));
  /** @type {LegendSign[]} */
  const signs = [];
  if (state.layers.has("fronts")) {
    const text = locale.say("span_front_of", { day: changed ? to : `${from}, ${to}` });
    signs.push({ kind: "front", text, colour });
  }
  if (changed) {
    signs.push({ kind: "before", text: locale.say("span_front_left", { day: from }), colour });
  }
  return signs;
}
