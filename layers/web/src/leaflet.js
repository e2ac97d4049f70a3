// Leaflet as the page brings it, before our program; only what it documents is used.

import STYLE from "../../style.json" with { type: "json" };

/** @typedef {typeof import("leaflet")} Leaflet */

/** @returns {Leaflet} the library, which a classic script defines */
export function leaflet() {
  return /** @type {{ L: Leaflet }} */ (/** @type {unknown} */ (globalThis)).L;
}

/**
 * Options of a map: nothing of Leaflet's own stands on it.
 *
 * @param {boolean} [animated] whether a zoom runs through the sizes between
 * @returns {import("leaflet").MapOptions}
 */
export function mapOptions(animated = true) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const { snap, step, min, max } = STYLE.zoom;
  return {
    zoomControl: false,
    attributionControl: false,
    keyboard: false,
    zoomSnap: snap,
    zoomDelta: step,
    wheelPxPerZoomLevel: 120,
    minZoom: min,
    maxZoom: max,
    zoomAnimation: animated && !still,
    fadeAnimation: false,
    inertia: !still,
  };
}
