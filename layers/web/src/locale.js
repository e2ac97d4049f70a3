// @ts-nocheck
// Words, numbers and days in the visitor's language. Text is data: it reaches the page by textContent only.

import { DAY_MS } from "./days.js";

export class Locale {
  // tables: texts by language; locales: {locale, direction} by language.
  constructor(tables, locales, language) {
    this.tables = tables;
    this.language = tables[language] ? language : "en";
    this.table = tables[this.language];
    this.fallback = tables.en;
    this.locales = locales;
    const { locale } = locales[this.language];
    const utc = { timeZone: "UTC" };
    this.plurals = new Intl.PluralRules(locale);
    this.whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    this.signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: "exceptZero" });
    this.tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.percent = new Intl.NumberFormat(locale, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.longDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", ...utc });
    this.shortDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", ...utc });
    this.weekday = new Intl.DateTimeFormat(locale, { weekday: "long", ...utc });
    this.month = new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", ...utc });
  }

  get direction() {
    return this.locales[this.language].direction;
  }

  // The language after this one, for a button that goes through all of them.
  get next() {
    const codes = Object.keys(this.tables);
    return codes[(codes.indexOf(this.language) + 1) % codes.length];
  }

  // How the next language calls itself.
  nextSays(key) {
    return this.tables[this.next][key] ?? this.next;
  }

  // say("age", {count: 3}) fills the {{count}} of the plural form of "age" that 3 takes.
  say(key, facts = {}) {
    const counted = typeof facts.count === "number";
    const form = counted ? this.plurals.select(facts.count) : "other";
    const sentence = this.sentence(this.table, key, form) ?? this.sentence(this.fallback, key, "other") ?? key;
    const written = counted ? { ...facts, count: this.whole.format(facts.count) } : facts;
    return sentence.replace(/\{\{(\w+)\}\}/g, (_, name) => written[name] ?? "");
  }

  sentence(table, key, form) {
    return table[key] ?? table[`${key}_${form}`] ?? table[`${key}_other`];
  }

  // The name of a kind of ground, party/status/basis, as Python's Locale.ground writes it.
  ground(texts, key) {
    const [party, , basis] = key.split("/");
    const name = this.of(texts) || party;
    return basis === "claimed" ? `${name} (${this.say("claimed")})` : name;
  }

  of(texts) {
    return (texts && (texts[this.language] || texts.en)) || "";
  }

  day(number, style = "longDay") {
    return this[style].format(new Date(number * DAY_MS));
  }

  km2(value) {
    return this.whole.format(value);
  }

  // A change with its sign, as Python's Locale.signed writes it: a true minus, a dash for none.
  change(value) {
    return Math.abs(value) < 0.5 ? "–" : this.signed.format(value).replace("-", "−");
  }

  age(days) {
    if (days <= 0) return "";
    return this.say("age", { count: days });
  }
}

// Coordinates keep their order inside a line of Arabic.
export function point({ lat, lon }) {
  return `\u2066${lat.toFixed(4)}° N ${lon.toFixed(4)}° E\u2069`;
}
