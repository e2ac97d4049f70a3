// The map as a component of a page: mounted once, then only told of data and theme.

/** @import { ChangeMessage, Payload } from "./payload" */
/** @import { Theme } from "./theme.js" */

import { CompareApp } from "./compare.js";
import { make } from "./dom.js";
import { ReplayApp } from "./replay.js";
import { pageTheme } from "./theme.js";

/**
 * State of a map at rest: of the replay its day, of the comparison its two days.
 *
 * @typedef {object} MapState
 * @property {string} title What is shown, in the language of the map, for the tab's title.
 * @property {string} language
 * @property {string} [day] ISO.
 * @property {import("./payload").PlacePair[]} [distances]
 * @property {boolean} [clean] Whether the map fills the screen without its controls.
 * @property {string} [from] ISO.
 * @property {string} [to] ISO.
 * @property {boolean} [claimed] Whether claimed ground is counted.
 * @property {number} [min_km2] The smallest flow that is listed.
 */

/**
 * Surroundings of a map.
 *
 * @typedef {object} Host
 * @property {() => Theme} [theme] Gives the theme of the page.
 * @property {(theme: Theme) => void} [themed] Takes the theme in which the map is drawn.
 * @property {(state: MapState) => void} [report] Takes the state of the map at rest.
 * @property {(handler: (change: ChangeMessage) => void) => void} [onChange] Calls a handler with
 *   each change that Python measures, and with the last one at once.
 * @property {(handler: () => void) => void} [onWriteLink] Calls a handler when a link of the page
 *   is about to take the state along: it is to be in the address then.
 * @property {() => void} [showReport] Scrolls to the report beneath the map.
 * @property {L.Map} [folium] Map that folium has made.
 * @property {string} [language] Language of a saved file, unless its link asks for another.
 */

/**
 * Map on a page.
 *
 * @typedef {object} MountedMap
 * @property {ReplayApp | CompareApp} app
 * @property {() => void} theme Follows the theme of the page.
 * @property {() => void} remove Takes the map off the page.
 */

/**
 * @typedef {(parent: HTMLElement | ShadowRoot, payload: Payload, style: string,
 *   report: (state: MapState) => void) => MountedMap} Mount
 */

/** Mount the replay. @type {Mount} */
export function mountPage(parent, payload, style, report) {
  return mountApp(ReplayApp, parent, payload, style, report);
}

/** Mount the comparison of two days. @type {Mount} */
export function mountCompare(parent, payload, style, report) {
  return mountApp(CompareApp, parent, payload, style, report);
}

/**
 * @param {typeof ReplayApp | typeof CompareApp} App
 * @param {Parameters<Mount>} mounting
 * @returns {MountedMap}
 */
function mountApp(App, ...[parent, payload, style, report]) {
  const root = make("div");
  parent.replaceChildren(make("style", { text: style }), root);
  const ending = new AbortController();
  const host = pageHost("host" in parent ? parent.host : parent, report, ending.signal);
  const app = new App(root, payload, host);
  const remove = () => {
    ending.abort();
    app.remove();
  };
  return { app, theme: () => app.retheme(), remove };
}

/**
 * @param {Element} element Element of the page in which the map is.
 * @param {(state: MapState) => void} report
 * @param {AbortSignal} signal Ends what the host listens to.
 * @returns {Host}
 */
function pageHost(element, report, signal) {
  /** @type {string | null} */
  let last = null;
  return {
    theme: () => pageTheme(element),
    // The page around the map follows a theme chosen on the map.
    themed: (theme) => { document.documentElement.dataset.locTheme = theme; },
    // The first state is the one Python has drawn for: it is not news.
    report: (state) => {
      const text = JSON.stringify(state);
      if (last !== null && text !== last) report(state);
      last = text;
    },
    // Python may have measured it before the map stood.
    onChange: (handler) => {
      /** @param {Event} event */
      const take = (event) => handler(/** @type {CustomEvent<ChangeMessage>} */ (event).detail);
      document.addEventListener("lines-of-control-found", take, { signal });
      document.dispatchEvent(new CustomEvent("lines-of-control-ask"));
    },
    onWriteLink: (handler) => {
      document.addEventListener("lines-of-control-write", handler, { signal });
    },
    showReport: () => {
      document.querySelector(".st-key-report")?.scrollIntoView({ behavior: "smooth" });
    },
  };
}
