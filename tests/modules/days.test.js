// Days as whole numbers, against dates that can be counted by hand.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DAY_MS, dayNumber, isoDay, WEEK } from "../../layers/web/src/days.js";

test("days are counted from 1 January 1970", () => {
  // 54 years with 13 leap days (1972 to 2020), then 31 days of January.
  const numbers = { "1970-01-01": 0, "1969-12-31": -1, "2024-02-01": 54 * 365 + 13 + 31 };
  for (const [iso, number] of Object.entries(numbers)) {
    assert.equal(dayNumber(iso), number);
    assert.equal(isoDay(number), iso);
  }
});

test("every day of a leap year follows the one before it", () => {
  const first = dayNumber("2024-01-01");
  const days = Array.from({ length: 366 }, (_, index) => isoDay(first + index));
  assert.equal(days.at(-1), "2024-12-31");
  assert.equal(days[59], "2024-02-29");
  assert.deepEqual(days.map(dayNumber), days.map((_, index) => first + index));
});

test("a text that is no day has no number", () => {
  for (const text of ["", "today", "2024-13-01"]) assert.ok(Number.isNaN(dayNumber(text)), text);
});

test("a week is seven days, and a day 24 hours", () => {
  assert.equal(isoDay(dayNumber("2024-12-01") + WEEK), "2024-12-08");
  assert.equal(DAY_MS, 24 * 60 * 60 * 1000);
});
