// Days, places, reports, events and figures of a record, and the version of its payload.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { dayNumber, isoDay } from "../../layers/web/src/days.js";
import { Locale } from "../../layers/web/src/locale.js";
import { MapRecord } from "../../layers/web/src/record.js";
import { checkVersion, OtherVersion, VERSION } from "../../layers/web/src/version.js";
import { square } from "./payloads.js";

/** @import { Place } from "../../layers/web/src/record.js" */
/** @import { Payload } from "../../layers/web/src/payload" */

const RECORD = new MapRecord(square());
const [ENGLISH, ARABIC] = ["en", "ar"].map((language) =>
  new Locale(RECORD.texts, RECORD.locales, language, RECORD.fallbackLanguage));
const [HOMS, HAMA, FIRST_TELL, SECOND_TELL] = ["homs", "hama", "tell_a", "tell_b"].map((id) =>
  /** @type {Place} */ (RECORD.placeById.get(id)));

/** What comes from a server of another version, whatever it is. @param {unknown} message */
function foreign(message) {
  return /** @type {Payload} */ (message);
}

test("the slider runs from the first effective date to the last day of the theatre", () => {
  const { firstDay, lastDay, horizon } = RECORD;
  assert.deepEqual([firstDay, lastDay, horizon].map(isoDay), [
    "2024-01-01", "2024-01-10", "2024-01-20",
  ]);
});

test("a day shows the date before it; one before the first shows the first", () => {
  const days = ["2023-06-01", "2024-01-01", "2024-01-02", "2024-01-03", "2024-01-09", "2024-06-01"];
  assert.deepEqual(days.map((day) => isoDay(RECORD.dateOf(dayNumber(day)))), [
    "2024-01-01", "2024-01-01", "2024-01-01", "2024-01-03", "2024-01-04", "2024-01-10",
  ]);
});

test("of a long series each day shows its own date, and months are labelled", () => {
  const first = dayNumber("2020-01-01");
  // Every third day of three years, leap year and all.
  const dates = Array.from({ length: 366 }, (_, index) => isoDay(first + 3 * index));
  const { theatre } = square();
  const record = new MapRecord(square({ dates, theatre: { ...theatre, last_day: "2022-12-31" } }));
  for (let day = first; day <= record.horizon; day++) {
    assert.equal(record.dateOf(day), first + 3 * Math.min(365, Math.floor((day - first) / 3)));
  }
  assert.equal(record.dateBefore(record.lastDay), record.lastDay - 3);
  const months = record.dayLabels().map(isoDay);
  assert.deepEqual([months.length, months[0], months.at(-1)], [36, "2020-01-01", "2022-12-01"]);
});

test("every day of a short series is labelled", () => {
  assert.deepEqual(RECORD.dayLabels().map((day) => day - RECORD.firstDay), [...Array(20).keys()]);
});

test("a series of one date has no date before it", () => {
  const theatre = { ...square().theatre, last_day: "2024-01-01" };
  const record = new MapRecord(square({ dates: ["2024-01-01"], theatre }));
  assert.deepEqual([record.firstDay, record.lastDay], [record.horizon, record.horizon]);
  assert.equal(record.dateBefore(record.firstDay), undefined);
  assert.deepEqual(record.dayLabels(), [record.firstDay]);
});

test("the date before another is known, also of none that is one", () => {
  assert.equal(RECORD.dateBefore(RECORD.lastDay), dayNumber("2024-01-04"));
  assert.equal(RECORD.dateBefore(dayNumber("2024-01-02")), undefined);
});

test("what belongs to a date is found by its number", () => {
  assert.equal(RECORD.frontKm(RECORD.lastDay), 7);
  assert.equal(ENGLISH.of(RECORD.headline(RECORD.firstDay)), "nothing new");
  assert.equal(RECORD.corrected.has(dayNumber("2024-01-03")), true);
  assert.equal(RECORD.corrected.has(RECORD.lastDay), false);
});

test("figures have a key of slot, status and basis", () => {
  const figures = RECORD.figures(RECORD.lastDay);
  const { km2, share, delta_km2: delta } = figures.get("B/controlled/claimed") ?? {};
  assert.deepEqual([km2, share, delta], [5, 0.05, 5]);
  assert.equal(figures.get("B/controlled/assessed")?.km2, 0);
  assert.equal(RECORD.figures(dayNumber("2024-01-02")).size, 0);
});

test("legend rows keep one order: the theatre's parties, contested ground last", () => {
  assert.deepEqual(RECORD.legendOrder, [
    "B/controlled/assessed", "B/controlled/claimed", "A/controlled/assessed",
    "CONTESTED/contested/assessed",
  ]);
  assert.deepEqual(Object.keys(RECORD.parties), ["B", "A", "CONTESTED"]);
  assert.equal(ARABIC.of(RECORD.parties.CONTESTED.short), "متنازع عليها");
});

test("a place lies in the plane and has its governorate", () => {
  assert.deepEqual(RECORD.plane.at(HOMS.x, HOMS.y).map((value) => Number(value.toFixed(9))), [
    36.7, 34.7,
  ]);
  assert.equal(ARABIC.of(HOMS.governorate), "حمص");
  assert.deepEqual([HOMS.rank, HOMS.kind, HOMS.labelled], [0, "city", true]);
});

test("a place is found by its id and by its name in any language", () => {
  for (const text of ["homs", " HOMS ", "حمص", "hums", "Hums"]) {
    assert.equal(RECORD.placeCalled(text), HOMS, text);
    assert.equal(RECORD.findPlace(text, ARABIC), HOMS, text);
  }
  for (const text of ["", " ", "Hom", "none", "constructor"]) {
    assert.equal(RECORD.placeCalled(text), undefined, text);
    assert.equal(RECORD.findPlace(text, ENGLISH), undefined, text);
  }
});

test("a name of two places is chosen with the governorate", () => {
  assert.equal(RECORD.choice(FIRST_TELL, ENGLISH), "Tell (Hama)");
  assert.equal(RECORD.choice(FIRST_TELL, ARABIC), "تل ألف");
  assert.equal(RECORD.choice(HOMS, ENGLISH), "Homs");
  assert.equal(RECORD.findPlace("tell (homs)", ENGLISH), SECOND_TELL);
  // The same name in two languages of one place is one name.
  assert.equal(RECORD.findPlace("Hama", ENGLISH), HAMA);
  assert.equal(RECORD.choice(HAMA, ENGLISH), "Hama");
});

test("a place that carries the method is not found by its name", () => {
  assert.equal(RECORD.placeById.get("bend")?.labelled, false);
  assert.equal(RECORD.findPlace("منعطف", ARABIC), undefined);
});

test("the history of a place is its own reports, oldest first", () => {
  assert.deepEqual(RECORD.history(HOMS), [
    {
      day: dayNumber("2024-01-01"), slot: "A", confidence: "high", kind: "baseline",
      source: "a map", note: "",
    },
    {
      day: dayNumber("2024-01-03"), slot: "CONTESTED", confidence: "medium", kind: "report",
      source: "a paper", note: "",
    },
    {
      day: dayNumber("2024-01-10"), slot: "B", confidence: "high", kind: "report",
      source: "a paper", note: "after a week",
    },
  ]);
  assert.deepEqual(RECORD.history(SECOND_TELL), []);
  assert.deepEqual(RECORD.history(FIRST_TELL).map(({ kind }) => kind), ["default_rule"]);
});

test("events of a day have the name of their place, and count on days of the slider", () => {
  const day = dayNumber("2024-01-03");
  assert.deepEqual(RECORD.eventsOn(day).map(({ text }) => text.en), ["event 1", "event 2"]);
  assert.deepEqual(RECORD.eventsOn(day).map(({ where }) => ARABIC.of(where)), ["حمص", "حمص"]);
  assert.equal(RECORD.eventsOn(dayNumber("2023-12-31"))[0].where, undefined);
  assert.deepEqual(RECORD.eventDays, [[day, 2], [dayNumber("2024-01-20"), 1]]);
});

test("distances are pairs of ids, as a link has them", () => {
  assert.deepEqual(RECORD.distances, [["homs", "hama"]]);
});

test("the version is that of the written contract", () => {
  const path = new URL("../../layers/web/payload.schema.json", import.meta.url);
  const schema = JSON.parse(readFileSync(path, "utf-8"));
  assert.equal(schema.$defs.Payload.properties.version.const, VERSION);
});

test("a payload of another version is refused with what to do", () => {
  for (const version of [VERSION - 1, VERSION + 1]) {
    const other = { ...square(), version };
    assert.throws(() => checkVersion(other), (error) => {
      assert.ok(error instanceof OtherVersion);
      assert.equal(String(error), "Reload.");
      return true;
    });
    assert.throws(() => new MapRecord(foreign(other)), OtherVersion);
  }
});

test("the first build's payload, which has neither version nor sentence, is refused too", () => {
  const first = { places: [], words: { en: {}, ar: {} } };
  assert.throws(() => new MapRecord(foreign(first)), OtherVersion);
});
