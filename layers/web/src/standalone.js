// The replay in a file of its own: the map is the one that folium has made.

/** @import { Host } from "./page.js" */
/** @import { Payload } from "./payload" */

import { make } from "./dom.js";
import { ReplayApp } from "./replay.js";

/**
 * Mount the replay on a map of folium.
 *
 * @param {L.Map} map
 * @param {Payload} payload
 * @returns {ReplayApp}
 */
export function mountStandalone(map, payload) {
  const root = make("div", { class: "loc-alone" });
  document.body.append(root);
  const page = document.documentElement;
  /** @type {Host} */
  const host = {
    folium: map,
    language: page.lang,
    report: ({ language }) => {
      Object.assign(page, { lang: language, dir: payload.locales[language].direction });
    },
  };
  return new ReplayApp(root, payload, host);
}
