// Words, numbers and days in the visitor's language. Text is data: it reaches the page by
// textContent only.

import { DAY_MS } from "./days.js";

/** @import { LocaleRules, Texts } from "./payload" */

/** @typedef {"long" | "short" | "shortMonth"} DayStyle */

// As in Python: a value that is not known, or a change that rounds to none; a true minus.
const NONE = "–";
const MINUS = "−";
// Python rounds half to even, and its zero has no sign.
/** @type {Intl.NumberFormatOptions} */
const ROUNDED = { roundingMode: "halfEven", signDisplay: "negative" };

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
  /** By number of decimals. @type {Intl.NumberFormat[]} */
  #numbers;
  /** @type {Intl.NumberFormat} */
  #signed;
  /** @type {Intl.NumberFormat} */
  #percent;
  /** @type {Record<DayStyle | "weekday", Intl.DateTimeFormat>} */
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
    const number = (/** @type {number} */ decimals, /** @type {Intl.NumberFormatOptions} */ more) =>
      new Intl.NumberFormat(locale, {
        ...ROUNDED, minimumFractionDigits: decimals, maximumFractionDigits: decimals, ...more,
      });
    const day = (/** @type {Intl.DateTimeFormatOptions} */ options) =>
      new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    this.#plurals = new Intl.PluralRules(locale);
    this.#numbers = [number(0, {}), number(1, {})];
    this.#signed = number(0, { signDisplay: "exceptZero" });
    this.#percent = number(1, { style: "percent" });
    this.#days = {
      long: day({ day: "numeric", month: "long", year: "numeric" }),
      short: day({ day: "numeric", month: "short" }),
      shortMonth: day({ month: "short", year: "numeric" }),
      weekday: day({ weekday: "long" }),
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
  sayInNext(key) {
    return this.#tables[this.next][key] ?? this.next;
  }

  /**
   * Sentence of a key with its facts filled in: say("age", { count: 3 }) fills the {{count}} of the
   * plural form that 3 takes. The fallback's where the language has none, the key where that has
   * none either.
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
    const written = counted
      ? { ...facts, count: this.number(count, Number.isInteger(count) ? 0 : 1) } : facts;
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
   * Number with separators: 12,345.6; a dash for null.
   *
   * @param {number | null} value
   * @param {0 | 1} [decimals]
   */
  number(value, decimals = 0) {
    return value === null ? NONE : this.#numbers[decimals].format(value).replace("-", MINUS);
  }

  /**
   * Change with its sign: +1,234 or −5; a dash where it is unknown or rounds to 0.
   *
   * @param {number | null} value
   */
  signed(value) {
    const text = this.#signed.format(value ?? 0).replace("-", MINUS);
    return text === this.number(0) ? NONE : text;
  }

  /**
   * Share of 1 as a percentage: 12.3%.
   *
   * @param {number} share
   */
  percent(share) {
    return this.#percent.format(share);
  }

  /**
   * Day in words: 30 November 2024; `short` 30 Nov, `shortMonth` Nov 2024.
   *
   * @param {number} number days since 1 January 1970
   * @param {DayStyle} [style]
   */
  day(number, style = "long") {
    return this.#days[style].format(new Date(number * DAY_MS));
  }

  /**
   * Day of the week: Saturday.
   *
   * @param {number} number days since 1 January 1970
   */
  weekday(number) {
    return this.#days.weekday.format(new Date(number * DAY_MS));
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
 * Coordinates of a point by hemisphere, read from the left also inside a line of Arabic.
 *
 * @param {{ lat: number, lon: number }} position in WGS 84 degrees
 */
export function point(position) {
  return `\u2066${coordinates(position)}\u2069`;
}

/**
 * Coordinates of a point by hemisphere.
 *
 * @param {{ lat: number, lon: number }} position in WGS 84 degrees
 */
export function coordinates({ lat, lon }) {
  const north = `${Math.abs(lat).toFixed(4)}° ${lat < 0 ? "S" : "N"}`;
  const east = `${Math.abs(lon).toFixed(4)}° ${lon < 0 ? "W" : "E"}`;
  return `${north} ${east}`;
}
