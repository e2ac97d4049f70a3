// Leaflet for the small maps of a page; its own script has run before this module.

import { bring } from "./shared.js";

/** Bring Leaflet to the components of the page. */
export default function bringLeaflet() {
  bring("leaflet", globalThis.L);
}
