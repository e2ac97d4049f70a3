// @ts-nocheck
// Buttons over the map: what to show, how far, in which words, and the link to it all.

import { icon, make } from "./dom.js";
import { geodesic } from "./geodesy.js";
import { LAYERS } from "./link.js";
import { point } from "./locale.js";

const TOOLS = {
  zoomIn: "M12 5v14M5 12h14", zoomOut: "M5 12h14", home: "M4 11l8-7 8 7M6 10v9h12v-9",
  layers: "M12 4l9 5-9 5-9-5zM3 14l9 5 9-5", measure: "M4 17L17 4l3 3L7 20zM8 13l2 2M11 10l2 2M14 7l2 2",
  theme: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16", link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  clean: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5", help: "M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 18v.5", close: "M6 6l12 12M18 6L6 18",
};

export class Toolbar {
  constructor(app) {
    this.app = app;
    this.buttons = {};
    const button = (name, action) => {
      this.buttons[name] = make("button", { type: "button", onclick: action, "data-tool": name }, icon(TOOLS[name]));
      return this.buttons[name];
    };
    this.language = make("button", { type: "button", class: "loc-language", onclick: () => app.nextLanguage() });
    this.panel = make("div", { class: "loc-panel", hidden: true });
    this.element = make("div", { class: "loc-toolbar", role: "toolbar" },
      button("zoomIn", () => app.zoom(1)), button("zoomOut", () => app.zoom(-1)), button("home", () => app.whole()),
      button("layers", () => this.open("layers")), button("measure", () => this.open("measure")),
      this.language, button("theme", () => app.nextTheme()), button("link", () => app.copyLink()),
      button("clean", () => app.toggleClean()), button("help", () => this.open("help")));
  }

  translate(locale) {
    this.locale = locale;
    this.element.setAttribute("aria-label", locale.say("toolbar"));
    for (const [name, element] of Object.entries(this.buttons)) {
      element.title = locale.say("tool_" + name);
      element.setAttribute("aria-label", locale.say("tool_" + name));
    }
    this.language.textContent = locale.nextSays("language_short");
    this.language.lang = locale.next;
    this.language.title = locale.nextSays("language_name");
    if (!this.panel.hidden) this.fill(this.opened);
  }

  open(name) {
    if (this.opened === name && !this.panel.hidden) return this.close();
    if (this.panel.hidden) this.back = this.focused();
    this.opened = name;
    this.fill(name);
    this.panel.hidden = false;
    this.panel.querySelector("input, button")?.focus();
  }

  close() {
    this.panel.getRootNode().activeElement?.blur();
    this.panel.hidden = true;
    this.back?.focus();
  }

  // What has the focus by keyboard: after mouse, finger or a key of ours the keys are the slider's.
  focused() {
    const element = this.element.getRootNode().activeElement;
    return element?.matches(":focus-visible") && this.app.root.contains(element) ? element : null;
  }

  fill(name) {
    const close = make("button", { type: "button", class: "loc-close", "aria-label": this.locale.say("close"), onclick: () => this.close() }, icon(TOOLS.close));
    const content = { layers: () => this.layers(), measure: () => this.measure(), help: () => this.help() }[name]();
    this.panel.dir = this.locale.direction;
    this.panel.setAttribute("role", "dialog");
    this.panel.setAttribute("aria-label", this.locale.say("tool_" + name));
    this.panel.replaceChildren(close, make("h3", { text: this.locale.say("tool_" + name) }), ...content);
  }

  layers() {
    const { app, locale } = this;
    const names = LAYERS.filter((name) => (name !== "tiles" || app.record.tiles) && (name !== "far" || app.record.hasFar));
    return names.map((name) => {
      const box = make("input", { type: "checkbox", checked: app.state.layers.has(name), onchange: () => app.toggleLayer(name, box.checked) });
      const facts = { name: app.record.tiles?.name };
      return make("label", {}, box, locale.say("layer_" + name, facts));
    });
  }

  measure() {
    const { app, locale } = this;
    const list = make("datalist", { id: "loc-places" }, ...app.record.places.filter((place) => place.labelled)
      .map((place) => make("option", { value: app.record.choice(place, locale) })));
    const [start, end] = ["from", "to"].map((key) => make("input", { list: "loc-places", placeholder: locale.say(key), "aria-label": locale.say(key) }));
    const problem = make("p", { class: "loc-problem", role: "alert" });
    const add = () => {
      const [a, b] = [start, end].map((field) => app.record.findPlace(field.value, locale));
      const missing = a ? end : start;
      if (!a || !b) problem.textContent = locale.say("no_such_place", { found: missing.value });
      else if (a === b) problem.textContent = locale.say("same_place");
      else app.addDistance(a, b);
    };
    const form = make("form", { onsubmit: (event) => { event.preventDefault(); add(); } },
      start, end, make("button", { type: "submit", text: locale.say("add_distance") }));
    return [list, form, problem, make("ul", {}, ...app.state.distances.map((pair) => this.pair(pair)))];
  }

  pair(pair) {
    const { app, locale } = this;
    const [a, b] = pair.map((id) => app.record.placeById.get(id));
    const { km, bearing } = geodesic([a.lon, a.lat], [b.lon, b.lat]);
    const name = `${locale.of(a.name)}–${locale.of(b.name)}`;
    const value = locale.say("distance_value", { km: locale.tenth.format(km), bearing: locale.whole.format(bearing) });
    const ends = [a, b].map((place) => `${locale.of(place.name)} ${point(place)}`).join("; ");
    const remove = make("button", { type: "button", "aria-label": locale.say("remove_distance", { name }), onclick: () => app.removeDistance(pair) }, icon(TOOLS.close));
    return make("li", {}, make("div", {}, make("strong", { text: name }), ` ${value}`, make("div", { class: "loc-quiet", text: `${ends}. ${locale.say("geodesic")}` })), remove);
  }

  help() {
    const keys = [["Space", "play_pause"], ["← →", "key_snapshot"], ["Shift ← →", "key_week"], ["Home End", "key_ends"], ["+ −", "key_zoom"], ["F", "key_clean"], ["?", "key_help"], ["Esc", "key_escape"]];
    return this.keys(keys, "help_mouse");
  }

  keys(keys, hint) {
    const rows = keys.map(([key, text]) => make("tr", {}, make("th", {}, make("kbd", { text: key, dir: "ltr" })), make("td", { text: this.locale.say(text) })));
    return [make("table", { class: "loc-keys" }, make("tbody", {}, ...rows)), make("p", { class: "loc-quiet", text: this.locale.say(hint) })];
  }
}
