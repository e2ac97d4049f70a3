// Days as whole numbers: days since 1 January 1970.

/** Milliseconds of a day. */
export const DAY_MS = 86400000;

/** Days of a week. */
export const WEEK = 7;

/**
 * Number of an ISO day, "2024-11-30"; NaN where the text is none.
 *
 * @param {string} iso
 * @returns {number}
 */
export function dayNumber(iso) {
  return Math.round(Date.parse(iso + "T00:00:00Z") / DAY_MS);
}

/**
 * ISO day of a number, as `dayNumber` reads it.
 *
 * @param {number} number
 * @returns {string}
 */
export function isoDay(number) {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}
