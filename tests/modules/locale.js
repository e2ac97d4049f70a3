// Reads sentences and rules by language, and numbers, days and counts; writes them in the words of
// each language.

import { dayNumber } from "../../layers/web/src/days.js";
import { Locale } from "../../layers/web/src/locale.js";
import { answer } from "./answer.js";

/** @import { LocaleRules, Texts } from "../../layers/web/src/payload" */

/**
 * @typedef {object} Question
 * @property {Record<string, Texts>} texts
 * @property {Record<string, LocaleRules>} locales
 * @property {number[]} numbers
 * @property {string[]} days
 * @property {number[]} counts
 * @property {string[]} sentences keys of sentences that are counted
 */

answer((/** @type {Question} */ question) =>
  Object.fromEntries(Object.keys(question.texts).map((language) => {
    const locale = new Locale(question.texts, question.locales, language, "en");
    const days = question.days.map(dayNumber);
    return [language, {
      direction: locale.direction,
      number: question.numbers.map((value) => locale.number(value)),
      tenth: question.numbers.map((value) => locale.number(value, 1)),
      signed: question.numbers.map((value) => locale.signed(value)),
      percent: question.numbers.map((value) => locale.percent(value)),
      long: days.map((day) => locale.day(day)),
      short: days.map((day) => locale.day(day, "short")),
      weekday: days.map((day) => locale.weekday(day)),
      sentences: question.sentences.map((key) =>
        question.counts.map((count) => locale.say(key, { count }))),
    }];
  })));
