// @ts-nocheck
// The replay in a file of its own: the map is the one that folium has made.

import { make } from "./dom.js";
import { ReplayApp } from "./replay.js";

export function mountStandalone(map, payload) {
  const root = make("div", { class: "loc-alone" });
  document.body.append(root);
  return new ReplayApp(root, payload, { folium: map });
}
