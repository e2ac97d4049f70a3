// Links of replay and comparison: what is written is read again, and what cannot be followed is
// named. That Python reads and writes the same, tests/layers/test_browser_link.py knows.

import assert from "node:assert/strict";
import { test } from "node:test";

import LINK from "../../layers/link.json" with { type: "json" };
import {
  KM2_RANGE, MODES, readSpan, SPAN_LAYERS, writeSpan,
} from "../../layers/web/src/compare_link.js";
import { dayNumber } from "../../layers/web/src/days.js";
import {
  LAYERS, linkParameter, readLink, readParameters, within, writeLink, writeParameters,
} from "../../layers/web/src/link.js";

/** @import { CompareState } from "../../layers/web/src/compare_link.js" */
/** @import { LinkRecord } from "../../layers/web/src/link_kinds.js" */
/** @import { ReplayState } from "../../layers/web/src/link.js" */

const [FIRST, LAST] = [dayNumber("2024-11-26"), dayNumber("2024-12-12")];
const USUAL = [
  "fronts", "places", "events", "distances", "governorates", "rivers", "roads", "far",
];

/** @type {LinkRecord} */
const RECORD = {
  firstDay: FIRST,
  lastDay: LAST,
  horizon: LAST + 3,
  distances: [["idlib", "aleppo"]],
  texts: { en: {}, ar: {} },
  tiles: null,
  placeCalled: (text) =>
    ["idlib", "aleppo", "homs"].map((id) => ({ id })).find(({ id }) => id === text.toLowerCase()),
};

/** @type {ReplayState} */
const REPLAY = {
  day: dayNumber("2024-11-30"),
  view: { lat: 36.2021, lon: 37.1343, zoom: 8.25 },
  layers: new Set(["fronts", "places"]),
  distances: [["idlib", "aleppo"], ["homs", "aleppo"]],
  language: "ar",
  theme: "dark",
  clean: true,
};

/** @type {CompareState} */
const COMPARISON = {
  view: REPLAY.view,
  layers: REPLAY.layers,
  language: REPLAY.language,
  theme: REPLAY.theme,
  clean: REPLAY.clean,
  from: FIRST,
  to: LAST,
  mode: "change",
  claimed: false,
  minKm2: 2.5,
  split: null,
  notDrawn: new Set(["events"]),
};

test("an empty link is the last day as it usually looks", () => {
  const { state, problems } = readLink("", RECORD);
  assert.deepEqual(problems, []);
  assert.deepEqual(state, {
    day: LAST, view: null, layers: new Set(USUAL), distances: [["idlib", "aleppo"]],
    language: null, theme: null, clean: false,
  });
  // Its pairs are its own: a state may add to them.
  assert.notEqual(state.distances[0], RECORD.distances[0]);
});

test("the state of the replay is written as a person would, and read again", () => {
  const link = writeLink("", REPLAY);
  assert.equal(
    link,
    "?as_of=2024-11-30&at=36.2021,37.1343,8.25&layers=fronts,places"
      + "&distances=idlib~aleppo,homs~aleppo&lang=ar&theme=dark&view=clean");
  assert.deepEqual(readLink(link, RECORD), { state: REPLAY, problems: [] });
});

test("a default is not written, but for the day and the distances", () => {
  const { state } = readLink("", RECORD);
  assert.equal(writeLink("", state), "?as_of=2024-12-12&distances=idlib~aleppo");
});

test("what belongs to the frame stays in the link", () => {
  assert.equal(
    writeLink("?embed=true&theme=light&as_of=2024-12-01", { ...REPLAY, view: null }),
    "?embed=true&as_of=2024-11-30&layers=fronts,places"
      + "&distances=idlib~aleppo,homs~aleppo&lang=ar&theme=dark&view=clean");
});

test("every single layer and none are read as they are written", () => {
  const withTiles = { ...RECORD, tiles: {} };
  for (const layers of [[], ...LAYERS.map((name) => [name]), LAYERS]) {
    const link = writeLink("", { ...REPLAY, layers: new Set(layers) });
    assert.deepEqual(readLink(link, withTiles).state.layers, new Set(layers));
  }
});

test("a view is exact to a fraction of a pixel", () => {
  const far = { lat: 36.20214, lon: 37.13436, zoom: 12 };
  const near = { ...far, zoom: 12.5 };
  const written = [far, near].map((view) => writeLink("", { ...REPLAY, view }).split("&")[1]);
  assert.deepEqual(written, ["at=36.2021,37.1344,12", "at=36.20214,37.13436,12.5"]);
});

test("a day outside of the record is brought into it, and said so", () => {
  const early = readLink("?as_of=2024-01-01", RECORD);
  assert.equal(early.state.day, FIRST);
  assert.deepEqual(
    early.problems, [["before_first_day", { found: dayNumber("2024-01-01"), first: FIRST }]]);
  const late = readLink("?as_of=2025-01-01", RECORD);
  assert.equal(late.state.day, RECORD.horizon);
  assert.deepEqual(
    late.problems, [["after_last_day", { found: dayNumber("2025-01-01"), last: RECORD.horizon }]]);
});

test("what cannot be followed is named, quoted shortly, and has its default", () => {
  const long = "x".repeat(100);
  const { state, problems } = readLink(
    `?as_of=2024-11-31&at=91,0,8&layers=moon,tiles&distances=${long}&lang=fr&theme=`, RECORD);
  assert.deepEqual(state, { ...readLink("", RECORD).state, distances: [] });
  assert.deepEqual(problems, [
    ["bad_day", { found: "2024-11-31" }],
    ["bad_view", { found: "91,0,8" }],
    ["bad_layer", { found: "moon, tiles" }],
    ["bad_distance", { found: "x".repeat(60) }],
    ["bad_choice", { found: "fr", key: "lang", choices: "en, ar" }],
  ]);
});

test("a view is a latitude, a longitude and a zoom", () => {
  for (const text of ["", "36", "36,37", "36,37,8,9", "36,37,x", "36,,8", "36,37,19", "36,181,8"]) {
    const { state, problems } = readLink(`?at=${text}`, RECORD);
    assert.deepEqual([state.view, problems], [null, [["bad_view", { found: text }]]]);
  }
});

test("a place may be called by its name", () => {
  const { state, problems } = readLink("?distances=Idlib~HOMS,idlib~atlantis", RECORD);
  assert.deepEqual(state.distances, [["idlib", "homs"]]);
  assert.deepEqual(problems, [["bad_distance", { found: "idlib–atlantis" }]]);
});

test("the state of the comparison is written and read again", () => {
  const link = writeSpan("", COMPARISON);
  assert.equal(
    link,
    "?from=2024-11-26&to=2024-12-12&view=change&claimed=0&min_km2=2.5&at=36.2021,37.1343,8.25"
      + "&layers=fronts,places,events&lang=ar&theme=dark&clean=1");
  assert.deepEqual(readSpan(link, RECORD), { state: COMPARISON, problems: [] });
});

test("the divider is written where there is one", () => {
  const swiped = writeSpan("", { ...COMPARISON, mode: "swipe", split: 33.333 });
  assert.equal(new URLSearchParams(swiped).get("split"), "33.3");
  // The way of showing is written although it is the default.
  assert.equal(new URLSearchParams(swiped).get("view"), "swipe");
  assert.equal(readSpan(swiped, RECORD).state.split, 33.3);
  const beside = writeSpan(swiped, { ...COMPARISON, mode: "side", split: 33.3 });
  assert.equal(new URLSearchParams(beside).get("split"), null);
});

test("the two days of a comparison are in order", () => {
  const { state } = readSpan("?from=2024-12-08&to=2024-11-30", RECORD);
  const days = [dayNumber("2024-11-30"), dayNumber("2024-12-08")];
  assert.deepEqual([state.from, state.to], days);
});

test("an empty comparison is of the whole record, with claimed ground", () => {
  const { state } = readSpan("", RECORD);
  const { from, to, mode, claimed, minKm2, split, notDrawn } = state;
  assert.deepEqual(
    { from, to, mode, claimed, minKm2, split },
    { from: FIRST, to: LAST, mode: "swipe", claimed: true, minKm2: 1, split: null });
  assert.deepEqual(notDrawn, new Set(["events", "distances"]));
});

test("an older name of a parameter is read and gives way to the new one", () => {
  const { state } = readSpan("?least_km2=7", RECORD);
  assert.equal(state.minKm2, 7);
  const written = new URLSearchParams(writeSpan("?least_km2=7", state));
  assert.deepEqual([written.get("min_km2"), written.get("least_km2")], ["7", null]);
});

test("what the comparison offers stands in link.json", () => {
  assert.deepEqual(MODES, ["swipe", "side", "change"]);
  assert.deepEqual(KM2_RANGE, [0, 10000]);
  assert.deepEqual(
    LAYERS.filter((name) => !SPAN_LAYERS.includes(name)), ["fronts_before", "events", "distances"]);
  assert.equal(linkParameter("lang", "replay", "choice").name, "lang");
  assert.deepEqual([0, 10000, -1, NaN].map((km2) => within(km2, KM2_RANGE)),
    [true, true, false, false]);
});

// A value of each kind, other than any default.
const SAMPLES = {
  day: "2024-11-28", days: "2024-11-28,2024-12-01", view: "33.5000,36.3000,7", screen: "1280x720",
  names: "", pairs: "idlib~homs", places: "idlib,homs", place: "36.20000_37.10000", text: "a b",
  choice: "", identifier: "gaza-2023", number: "", flag: "",
};

test("every parameter of every page is written as it was read", () => {
  for (const parameter of LINK.parameters) {
    const { name, kind, pages } = parameter;
    const { values = [], range: [, high] = [0, 0], default: usual } = parameter;
    const [last] = values.slice(-1);
    const choice = last === "{languages}" ? "ar" : last;
    const own = { names: last, choice, number: String(high), flag: usual === true ? "0" : "1" };
    const text = { ...SAMPLES, ...own }[/** @type {keyof typeof SAMPLES} */ (kind)];
    const every = pages === "*" ? LINK.pages.map((page) => page.name) : pages;
    for (const page of /** @type {string[]} */ (every)) {
      const query = new URLSearchParams({ [name]: String(text) }).toString();
      const record = { ...RECORD, tiles: {} };
      const read = readParameters(query, page, record);
      assert.deepEqual(read.problems, [], `${page} ${query}`);
      const written = new URLSearchParams(
        writeParameters("", page, { [name]: read.values[name] }));
      assert.equal(written.get(name), text, `${page} ${query}`);
      assert.deepEqual(readParameters(written.toString(), page, record), read);
    }
  }
});
