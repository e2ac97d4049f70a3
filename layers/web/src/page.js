// @ts-nocheck
// The replay as a Streamlit component: mounted once, then only told of data and theme.

import { CompareApp } from "./compare.js";
import { make } from "./dom.js";
import { ReplayApp } from "./replay.js";

const THEME_MARK = "--st-background-color";

function pageTheme(element) {
  const colour = getComputedStyle(element).getPropertyValue(THEME_MARK).trim();
  const [red, green, blue] = (colour.match(/^#(..)(..)(..)/) || []).slice(1).map((hex) => parseInt(hex, 16));
  if (red === undefined) return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
}

// The same two for the replay and for the comparison: (shadow root, payload, style, report) give
// {app, theme(), remove()}.
export function mountPage(parent, payload, style, report) {
  return mountApp(ReplayApp, parent, payload, style, report);
}

export function mountCompare(parent, payload, style, report) {
  return mountApp(CompareApp, parent, payload, style, report);
}

function mountApp(App, parent, payload, style, report) {
  const root = make("div");
  parent.replaceChildren(make("style", { text: style }), root);
  const hostElement = parent.host || parent;
  let [last, hear] = [null, null];
  const host = {
    theme: () => pageTheme(hostElement),
    // The page around the map follows a theme chosen on the map.
    themed: (theme) => { document.documentElement.dataset.locTheme = theme; },
    // The first state is the one Python has drawn for: it is not news.
    report: (state) => {
      const said = JSON.stringify(state);
      if (last !== null && said !== last) report(state);
      last = said;
    },
    // What Python has found for the state at rest; it may have said so before the map stood.
    hears: (heard) => {
      hear = (event) => heard(event.detail);
      document.addEventListener("lines-of-control-found", hear);
      document.dispatchEvent(new CustomEvent("lines-of-control-ask"));
    },
    // On to what stands beneath the map.
    onward: () => document.querySelector(".st-key-report")?.scrollIntoView({ behavior: "smooth" }),
  };
  const app = new App(root, payload, host);
  const remove = () => {
    if (hear) document.removeEventListener("lines-of-control-found", hear);
    app.remove();
  };
  return { app, theme: () => app.retheme(), remove };
}
