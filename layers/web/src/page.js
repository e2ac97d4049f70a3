// The map as a component of a page: mounted once, then it follows data and theme.

/** @import { Connection, Source } from "./bridge.js" */
/** @import { ChangeMessage, Payload } from "./payload" */
/** @import { Theme } from "./theme.js" */

import { CompareApp } from "./compare.js";
import { make } from "./dom.js";
import { ReplayApp } from "./replay.js";
import { pageTheme } from "./theme.js";

/** @typedef {import("./bridge.js").MapState} MapState */

/**
 * Surroundings of a map.
 *
 * @typedef {object} Host
 * @property {() => Theme} [theme] Gives the theme of the page.
 * @property {(theme: Theme) => void} [themed] Takes the theme in which the map is drawn.
 * @property {(state: MapState) => void} [report] Takes the state of the map: the one in which it is
 *   mounted, then each one at rest.
 * @property {(handler: (change: ChangeMessage) => void) => void} [onChange] Calls a handler with
 *   each change that Python measures, at once with the newest.
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
 * @property {string} theatre Its id.
 * @property {ReplayApp | CompareApp} app
 * @property {() => void} theme Follows the theme of the page.
 * @property {() => void} remove Takes the map off the page.
 */

/**
 * Place of a map in a page: what its messages bear, and the connection that carries them.
 *
 * @typedef {object} Place
 * @property {Source} source
 * @property {Connection} connection
 * @property {boolean} asLinked Whether Python has read the link that the map is mounted from.
 */

const APPS = { replay: ReplayApp, compare: CompareApp };

/**
 * Mount the map of a page.
 *
 * @param {HTMLElement | ShadowRoot} parent
 * @param {Payload} payload
 * @param {string} style
 * @param {Place} place
 * @returns {MountedMap}
 */
export function mountPage(parent, payload, style, place) {
  const root = make("div");
  parent.replaceChildren(make("style", { text: style }), root);
  const app = new APPS[place.source.page](root, payload, pageHost(root, place));
  const { id: theatre } = payload.theatre;
  return { theatre, app, theme: () => app.retheme(), remove: () => app.remove() };
}

/**
 * @param {HTMLElement} root
 * @param {Place} place
 * @returns {Host}
 */
function pageHost(root, { source, connection, asLinked }) {
  let last = "";
  return {
    theme: () => pageTheme(root),
    // The page around the map follows a theme chosen on the map.
    themed: (theme) => { document.documentElement.dataset.locTheme = theme; },
    report: (state) => {
      const text = JSON.stringify(state);
      const initial = asLinked && !last;
      if (text !== last) connection.publish("state", { ...source, initial, state });
      last = text;
    },
    onChange: (handler) => {
      // That of an earlier edition is still there until Python has measured anew.
      connection.subscribe("change", ({ map, change }) => {
        if (map === source.map) handler(change);
      });
    },
    onWriteLink: (handler) => {
      connection.subscribe("write-link", (request) => {
        handler();
        request.screen = `${root.clientWidth}x${root.clientHeight}`;
      });
    },
    showReport: () => {
      document.querySelector(".st-key-report")?.scrollIntoView({ behavior: "smooth" });
    },
  };
}
