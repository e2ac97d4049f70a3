// Buttons over the map, and the panel that some of them open.

import { icon, make } from "./dom.js";

/** @import { Locale } from "./locale.js" */

/**
 * @typedef {object} Tool  button with an action, or one that opens a panel
 * @property {string} name
 * @property {() => void} [action]
 * @property {(locale: Locale) => HTMLElement[]} [panel] content of the panel
 */

/** @type {Record<string, string>} */
const ICONS = {
  zoomIn: "M12 5v14M5 12h14",
  zoomOut: "M5 12h14",
  home: "M4 11l8-7 8 7M6 10v9h12v-9",
  change: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M9 12h6M12 9v6",
  layers: "M12 4l9 5-9 5-9-5zM3 14l9 5 9-5",
  measure: "M4 17L17 4l3 3L7 20zM8 13l2 2M11 10l2 2M14 7l2 2",
  theme: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  clean: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  help: "M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 18v.5",
};
export const CLOSE = "M6 6l12 12M18 6L6 18";

/** @param {() => void} close @param {string} label */
function closeButton(close, label) {
  const attributes = { type: "button", class: "loc-close", "aria-label": label, onclick: close };
  return make("button", attributes, icon(CLOSE));
}

export class Toolbar {
  /**
   * @param {HTMLElement} root the map's element: the focus goes back into it
   * @param {Tool[]} tools in their order; the one called "language" has a name instead of an icon
   */
  constructor(root, tools) {
    this.root = root;
    this.tools = tools;
    /** @type {Locale | null} */
    this.locale = null;
    /** Name of the tool whose panel is open. @type {string | null} */
    this.opened = null;
    /** What had the focus before the panel. @type {HTMLElement | null} */
    this.back = null;
    this.buttons = new Map(tools.map((tool) => [tool.name, this.button(tool)]));
    this.panel = make("div", { class: "loc-panel", hidden: true });
    this.element = make("div", { class: "loc-toolbar", role: "toolbar" }, ...this.buttons.values());
  }

  /** @param {Tool} tool */
  button({ name, action }) {
    const onclick = action ?? (() => this.toggle(name));
    if (name === "language") {
      return make("button", { type: "button", class: "loc-language", onclick });
    }
    return make("button", { type: "button", "data-tool": name, onclick }, icon(ICONS[name]));
  }

  /** @param {Locale} locale */
  translate(locale) {
    this.locale = locale;
    this.element.setAttribute("aria-label", locale.say("toolbar"));
    for (const [name, button] of this.buttons) {
      if (name === "language") {
        button.textContent = locale.sayInNext("language_short");
        button.lang = locale.next;
        button.title = locale.sayInNext("language_name");
      } else {
        button.title = locale.say(`tool_${name}`);
        button.setAttribute("aria-label", button.title);
      }
    }
    this.refill();
  }

  /** @param {string} name */
  toggle(name) {
    if (this.opened === name) {
      this.close();
      return;
    }
    if (!this.opened) this.back = this.focused();
    this.opened = name;
    this.refill();
    this.panel.hidden = false;
    const first = this.panel.querySelector("input, button");
    if (first instanceof HTMLElement) first.focus();
  }

  close() {
    const { activeElement } = /** @type {Document | ShadowRoot} */ (this.panel.getRootNode());
    if (activeElement instanceof HTMLElement) activeElement.blur();
    this.panel.hidden = true;
    this.opened = null;
    this.back?.focus();
  }

  // What has the focus by keyboard: after mouse, finger or a key of ours the keys are the slider's.
  focused() {
    const { activeElement } = /** @type {Document | ShadowRoot} */ (this.element.getRootNode());
    if (!(activeElement instanceof HTMLElement) || !this.root.contains(activeElement)) return null;
    return activeElement.matches(":focus-visible") ? activeElement : null;
  }

  /** Draw the open panel anew. */
  refill() {
    const { locale } = this;
    const tool = this.tools.find(({ name }) => name === this.opened);
    if (!locale || !tool?.panel) return;
    const title = locale.say(`tool_${tool.name}`);
    const { activeElement } = /** @type {Document | ShadowRoot} */ (this.panel.getRootNode());
    const index = this.controls().findIndex((control) => control === activeElement);
    this.panel.dir = locale.direction;
    this.panel.setAttribute("role", "dialog");
    this.panel.setAttribute("aria-label", title);
    this.panel.replaceChildren(
      closeButton(() => this.close(), locale.say("close")),
      make("h3", { text: title }),
      ...tool.panel(locale));
    // What had the focus has been replaced by its like.
    if (index >= 0) this.controls()[index]?.focus();
  }

  /** @returns {HTMLElement[]} controls of the open panel, in their order */
  controls() {
    return [...this.panel.querySelectorAll("input"), ...this.panel.querySelectorAll("button")];
  }
}

/**
 * Help of keys: a row for each, and a sentence beneath.
 *
 * @param {[string, string][]} keys what is written on them, and the sentence of what they do
 * @param {string} hint
 * @param {Locale} locale
 */
export function keysPanel(keys, hint, locale) {
  const rows = keys.map(([key, action]) => make("tr", {},
    make("th", {}, make("kbd", { text: key, dir: "ltr" })),
    make("td", { text: locale.say(action) })));
  return [
    make("table", { class: "loc-keys" }, make("tbody", {}, ...rows)),
    make("p", { class: "loc-quiet", text: locale.say(hint) }),
  ];
}
