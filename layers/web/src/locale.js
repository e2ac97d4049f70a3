// Words, numbers and days in the visitor's language. Text is data: it reaches the page by
// textContent only.

import { DAY_MS } from "./days.js";

/** @import { LocaleRules, Texts } from "./payload" */

/** @typedef {"longDay" | "shortDay" | "weekday" | "month"} DayStyle */

// As Python rounds and writes: 0.5 is 0, and there is no minus zero.
/** @type {Intl.NumberFormatOptions} */
const ROUNDED = { roundingMode: "halfEven", signDisplay: "negative" };
/** @type {Intl.NumberFormatOptions} */
const TENTH = { ...ROUNDED, minimumFractionDigits: 1, maximumFractionDigits: 1 };
/** @type {Intl.NumberFormatOptions} */
const WHOLE = { ...ROUNDED, maximumFractionDigits: 0 };

/** One language of the map: sentences, plural forms, numbers and days, as Python's `Locale`. */
export class Locale {
  /** Code of the language, the fallback where the wanted one is not known. @type {string} */
  language;
  /** Code of the language that has every text. @type {string} */
  #fallback;
  /** Sentences by key, by language. @type {Record<string, Texts>} */
  #tables;
  /** @type {Record<string, LocaleRules>} */
  #rules;
  /** @type {Intl.PluralRules} */
  #plurals;
  /** @type {Intl.NumberFormat} */
  whole;
  /** @type {Intl.NumberFormat} */
  tenth;
  /** @type {Intl.NumberFormat} */
  percent;
  /** @type {Intl.NumberFormat} */
  #signed;
  /** @type {Record<DayStyle, Intl.DateTimeFormat>} */
  #days;

  /**
   * @param {Record<string, Texts>} tables sentences by key, by language
   * @param {Record<string, LocaleRules>} locales by language
   * @param {string | null | undefined} language
   * @param {string} fallback language that has every text
   */
  constructor(tables, locales, language, fallback) {
    this.#tables = tables;
    this.#fallback = fallback;
    this.#rules = locales;
    this.language = language && Object.hasOwn(tables, language) ? language : fallback;
    const { locale } = locales[this.language];
    const day = (/** @type {Intl.DateTimeFormatOptions} */ options) =>
      new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    this.#plurals = new Intl.PluralRules(locale);
    this.whole = new Intl.NumberFormat(locale, WHOLE);
    this.tenth = new Intl.NumberFormat(locale, TENTH);
    this.percent = new Intl.NumberFormat(locale, { ...TENTH, style: "percent" });
    this.#signed = new Intl.NumberFormat(locale, { ...WHOLE, signDisplay: "exceptZero" });
    this.#days = {
      longDay: day({ day: "numeric", month: "long", year: "numeric" }),
      shortDay: day({ day: "numeric", month: "short" }),
      weekday: day({ weekday: "long" }),
      month: day({ month: "short", year: "numeric" }),
    };
  }

  /** Direction of writing. */
  get direction() {
    return this.#rules[this.language].direction;
  }

  /** Code of the language after this one, for a button that goes through all of them. */
  get next() {
    const codes = Object.keys(this.#tables);
    return codes[(codes.indexOf(this.language) + 1) % codes.length];
  }

  /**
   * Sentence of a key in the next language, such as how it calls itself.
   *
   * @param {string} key
   */
  nextSays(key) {
    return this.#tables[this.next][key] ?? this.next;
  }

  /**
   * Sentence of a key with its facts filled in: say("age", { count: 3 }) fills the {{count}} of the
   * plural form that 3 takes. The fallback's where the language has none, the key where that has none.
   *
   * @param {string} key
   * @param {Record<string, string | number>} [facts]
   */
  say(key, facts = {}) {
    const { count } = facts;
    const counted = typeof count === "number";
    const form = counted ? this.#plurals.select(count) : "other";
    const sentence = this.#sentence(this.language, key, form)
      ?? this.#sentence(this.#fallback, key, form) ?? key;
    const written = counted ? { ...facts, count: this.whole.format(count) } : facts;
    return sentence.replace(/\{\{(\w+)\}\}/g, (_, name) => String(written[name] ?? ""));
  }

  /**
   * @param {string} language
   * @param {string} key
   * @param {string} form a plural category of CLDR
   * @returns {string | undefined}
   */
  #sentence(language, key, form) {
    const table = this.#tables[language];
    return table[key] ?? table[`${key}_${form}`] ?? table[`${key}_other`];
  }

  /**
   * Name of a kind of ground, as Python's `Locale.ground` writes it.
   *
   * @param {Texts | undefined} texts names of its party
   * @param {string} key party/status/basis
   */
  ground(texts, key) {
    const [party, , basis] = key.split("/");
    const name = this.of(texts) || party;
    return basis === "claimed" ? `${name} (${this.say("claimed")})` : name;
  }

  /**
   * Text in this language, the fallback's where there is none; empty without either.
   *
   * @param {Texts | null | undefined} texts
   * @returns {string}
   */
  of(texts) {
    return (texts && (texts[this.language] || texts[this.#fallback])) || "";
  }

  /**
   * Day in words: 30 November 2024; `shortDay` 30 Nov, `month` Nov 2024, `weekday` Saturday.
   *
   * @param {number} number days since 1 January 1970
   * @param {DayStyle} [style]
   */
  day(number, style = "longDay") {
    return this.#days[style].format(new Date(number * DAY_MS));
  }

  /**
   * Area in whole km², without its unit.
   *
   * @param {number} value
   */
  km2(value) {
    return this.whole.format(value);
  }

  /**
   * Change with its sign, as Python's `Locale.signed` writes it: a true minus, a dash where it is
   * not known or rounds to none.
   *
   * @param {number | null} value
   */
  change(value) {
    const text = this.#signed.format(value ?? 0);
    return text === this.whole.format(0) ? "–" : text.replace("-", "−");
  }

  /**
   * How old what is known is; empty on its own day.
   *
   * @param {number} days
   */
  age(days) {
    return days <= 0 ? "" : this.say("age", { count: days });
  }
}

/**
 * Coordinates of a point, which keep their order inside a line of Arabic.
 *
 * @param {{ lat: number, lon: number }} position in WGS 84 degrees
 */
export function point({ lat, lon }) {
  return `\u2066${lat.toFixed(4)}° N ${lon.toFixed(4)}° E\u2069`;
}
