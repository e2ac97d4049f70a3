// @ts-nocheck
// Days as whole numbers: days since 1 January 1970.

export const DAY_MS = 86400000;

export function dayNumber(iso) {
  return Math.round(Date.parse(iso + "T00:00:00Z") / DAY_MS);
}

export function isoDay(number) {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

export const WEEK = 7;
