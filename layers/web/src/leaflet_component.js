// Leaflet for the small maps of a page; its own script has run before this module.

import { provide } from "./shared.js";

/** Provide Leaflet to the components of the page. */
export default function provideLeaflet() {
  provide("leaflet", globalThis.L);
}
