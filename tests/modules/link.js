// Reads pages with links; writes the values of each link, what cannot be followed in it, and the
// link that its values give. A link without a page is read as the state of the replay.

import { dayNumber, isoDay } from "../../layers/web/src/days.js";
import {
  readLink, readParameters, writeLink, writeParameters,
} from "../../layers/web/src/link.js";
import { answer } from "./answer.js";

/** @import { LinkRecord } from "../../layers/web/src/link_kinds.js" */

/**
 * @typedef {object} Question
 * @property {string[]} days first and last day of the record
 * @property {string[]} places ids
 * @property {string[]} languages
 * @property {[string, string][]} distances
 * @property {[page: string, link: string][]} links
 */

/** @param {unknown} value */
function plain(value) {
  return value instanceof Set ? [...value] : value;
}

answer((/** @type {Question} */ { days, places, languages, distances, links }) => {
  const [firstDay, lastDay] = days.map(dayNumber);
  /** @type {LinkRecord} */
  const record = {
    firstDay, lastDay, horizon: lastDay, distances, tiles: {},
    texts: Object.fromEntries(languages.map((language) => [language, {}])),
    placeCalled: (text) => (places.includes(text) ? { id: text } : undefined),
  };
  return links.map(([page, link]) => {
    if (page) {
      const { values, problems } = readParameters(link, page, record);
      const plainValues = Object.entries(values).map(([name, value]) => [name, plain(value)]);
      const written = writeParameters("", page, values);
      return { values: Object.fromEntries(plainValues), problems, written };
    }
    const { state } = readLink(link, record);
    const written = writeLink("", state);
    return { ...state, day: isoDay(state.day), layers: [...state.layers], written };
  });
});
