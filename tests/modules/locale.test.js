// Sentences, plural forms, numbers and days of English and Arabic; that Python writes the same,
// tests/layers/test_browser_locale.py knows.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dayNumber } from "../../layers/web/src/days.js";
import { Locale, point } from "../../layers/web/src/locale.js";

/** @import { LocaleRules } from "../../layers/web/src/payload" */

/** @type {Record<string, LocaleRules>} */
const RULES = {
  en: { locale: "en-GB-u-nu-latn", direction: "ltr" },
  ar: { locale: "ar-SY-u-nu-latn", direction: "rtl" },
  fr: { locale: "fr-u-nu-latn", direction: "ltr" },
};
const FORMS = ["zero", "one", "two", "few", "many", "other"];
const TABLES = {
  en: {
    ...Object.fromEntries(FORMS.map((form) => [`form_${form}`, form])),
    age_one: "{{count}} day old", age_other: "{{count}} days old",
    known_on: "as known on {{time}}", claimed: "claimed", language_short: "EN",
    pair: "{{a}} and {{b}}, {{a}}",
  },
  ar: {
    ...Object.fromEntries(FORMS.map((form) => [`form_${form}`, form])),
    claimed: "معلن", language_short: "ع",
  },
  fr: {},
};
const ENGLISH = new Locale(TABLES, RULES, "en", "en");
const ARABIC = new Locale(TABLES, RULES, "ar", "en");
const FRENCH = new Locale(TABLES, RULES, "fr", "en");
// Arabic's rules put marks of direction about a sign; they take no room and have no letter.
const visible = (/** @type {string} */ text) => text.replaceAll("\u200e", "");

test("a count takes the plural form that CLDR gives it", () => {
  const counts = [0, 1, 2, 3, 11, 100, 1000, 1.5];
  const forms = (/** @type {Locale} */ locale) =>
    counts.map((count) => locale.say("form", { count }));
  const other = "other";
  assert.deepEqual(forms(ENGLISH), [other, "one", other, other, other, other, other, other]);
  assert.deepEqual(forms(ARABIC), ["zero", "one", "two", "few", "many", other, other, other]);
});

test("a sentence is filled with its facts, a count as a number of the language", () => {
  assert.equal(ENGLISH.say("pair", { a: "A", b: 2 }), "A and 2, A");
  assert.equal(ENGLISH.say("age", { count: 12345 }), "12,345 days old");
  assert.equal(ENGLISH.say("known_on", {}), "as known on ");
});

test("a fact is never read as a sentence", () => {
  assert.equal(ENGLISH.say("pair", { a: "{{b}}", b: "$&" }), "{{b}} and $&, {{b}}");
});

test("what a language does not say is English; what none says is its key", () => {
  assert.equal(ARABIC.say("known_on", { time: "x" }), "as known on x");
  assert.equal(FRENCH.say("age", { count: 1 }), "1 day old");
  assert.equal(FRENCH.say("age", { count: 2 }), "2 days old");
  assert.equal(ARABIC.say("no_such_sentence"), "no_such_sentence");
});

test("a text without a translation is English", () => {
  assert.equal(ARABIC.of({ en: "Idlib", ar: "إدلب" }), "إدلب");
  assert.equal(ARABIC.of({ en: "Idlib", ar: "" }), "Idlib");
  assert.equal(ARABIC.of({ fr: "Idleb" }), "");
  assert.equal(ARABIC.of(undefined), "");
});

test("an unknown language is English, also one that every object has", () => {
  for (const code of ["de", "", "toString", "__proto__"]) {
    const locale = new Locale(TABLES, RULES, code, "en");
    assert.deepEqual([locale.language, locale.direction], ["en", "ltr"]);
  }
});

test("Arabic runs from right to left", () => {
  assert.deepEqual([ENGLISH.direction, ARABIC.direction], ["ltr", "rtl"]);
});

test("languages follow one another in a circle, each by its own name", () => {
  assert.deepEqual([ENGLISH.next, ARABIC.next, FRENCH.next], ["ar", "fr", "en"]);
  assert.equal(ENGLISH.sayInNext("language_short"), "ع");
  assert.equal(FRENCH.sayInNext("language_short"), "EN");
  // French does not say how it calls itself.
  assert.equal(ARABIC.sayInNext("language_short"), "fr");
});

test("a change has one sign, a true minus, and a dash for none", () => {
  const changes = new Map([
    [1234.5, "+1,234"], [1235.5, "+1,236"], [-1234.6, "−1,235"], [0.6, "+1"], [-0.6, "−1"],
    [0.5, "–"], [-0.5, "–"], [0, "–"], [-0, "–"], [null, "–"],
  ]);
  for (const [value, text] of changes) {
    for (const locale of [ENGLISH, ARABIC]) assert.equal(visible(locale.signed(value)), text);
  }
});

test("numbers have Western digits and separators in both languages", () => {
  for (const locale of [ENGLISH, ARABIC]) {
    assert.equal(locale.number(1234567.4), "1,234,567");
    assert.equal(locale.number(-0.2), "0");
    assert.equal(visible(locale.number(-5)), "−5");
    assert.equal(locale.number(1234.25, 1), "1,234.2");
    assert.equal(locale.number(null), "–");
    assert.equal(visible(locale.percent(0.1234)), "12.3%");
  }
});

test("a day is written as newspapers of the readers' country write it", () => {
  const day = dayNumber("2024-12-08");
  assert.equal(ENGLISH.day(day), "8 December 2024");
  assert.equal(ARABIC.day(day), "8 كانون الأول 2024");
  assert.equal(ENGLISH.day(day, "short"), "8 Dec");
  assert.equal(ENGLISH.day(day, "shortMonth"), "Dec 2024");
  assert.equal(ENGLISH.weekday(day), "Sunday");
});

test("an age is told from the first day on", () => {
  const ages = [-1, 0, 1, 2].map((days) => ENGLISH.age(days));
  assert.deepEqual(ages, ["", "", "1 day old", "2 days old"]);
});

test("claimed ground is named as such", () => {
  assert.equal(ENGLISH.ground({ en: "HTS" }, "HTS/controlled/assessed"), "HTS");
  assert.equal(ENGLISH.ground({ en: "HTS" }, "HTS/controlled/claimed"), "HTS (claimed)");
  assert.equal(ARABIC.ground(undefined, "HTS/controlled/claimed"), "HTS (معلن)");
});

test("coordinates keep their order inside a line of Arabic", () => {
  assert.equal(point({ lat: 36.2, lon: 37.12346 }), "\u206636.2000° N 37.1235° E\u2069");
  assert.equal(point({ lat: -34.6, lon: -58.4 }), "\u206634.6000° S 58.4000° W\u2069");
});
