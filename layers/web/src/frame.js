// Frame of a map: card, toolbar, notices, keys, theme, language, full screen, and the link.
//
// It is the same for the replay and for the comparison, which are its page: the frame asks them for
// what they show, and calls them when a person changes what both have.

import { Address } from "./address.js";
import { Caption, Header, Legend, ScaleBar } from "./card.js";
import { make } from "./dom.js";
import { isForMap } from "./keys.js";
import { leaflet } from "./leaflet.js";
import { Locale } from "./locale.js";
import { Notice } from "./notice.js";
import { Palette } from "./palette.js";
import { Toolbar } from "./toolbar.js";
import { forgetWidths, hasType, loadType } from "./type.js";

/** @import { Problem, Viewpoint } from "./link_kinds.js" */
/** @import { MapView } from "./map_view.js" */
/** @import { Host, MapState } from "./page.js" */
/** @import { Theme } from "./theme.js" */
/** @import { MapRecord } from "./record.js" */
/** @import { Tool } from "./toolbar.js" */

/**
 * @typedef {object} FrameState  part of the state of a link that the frame changes
 * @property {Set<string>} layers
 * @property {Viewpoint | null} view
 * @property {string | null} language
 * @property {Theme | null} theme
 * @property {boolean} clean whether nothing but the map and its card is shown
 */
/**
 * @typedef {object} FramePage  what a frame asks of the page in it
 * @property {MapView} view the map of scale bar and zoom buttons
 * @property {MapView[]} views
 * @property {string[]} layers those that can be switched
 * @property {Tool[]} mapTools after the one that shows the whole theatre
 * @property {Tool[]} layerTools after the one of layers
 * @property {(locale: Locale) => HTMLElement[]} help
 * @property {() => void} write write all that stands around the map
 * @property {() => void} refresh draw anew what is neither text nor canvas
 * @property {() => void} typeLoaded draw the track anew, whose texts have other widths
 * @property {(animate: boolean) => void} fit bring the map to its view, or to what it is of
 * @property {() => void} whole show the whole theatre
 * @property {() => void} resized the window has another size
 * @property {(event: KeyboardEvent) => boolean} key do what a key asks for; whether it asks for any
 * @property {(event: KeyboardEvent) => boolean} takesKeys whether keys there are for the map
 * @property {(search: string) => string} query query of the state
 * @property {() => MapState} message state at rest, for Python
 */

// After a rest as long as this the link is written, and Python hears of the state.
const REST_MS = 180;

export class Frame {
  /**
   * @param {HTMLElement} root
   * @param {MapRecord} record
   * @param {FrameState} state
   * @param {Host} host
   * @param {FramePage} page
   */
  constructor(root, record, state, host, page) {
    this.root = root;
    this.record = record;
    this.state = state;
    this.host = host;
    this.page = page;
    this.address = new Address();
    this.palette = new Palette(record.palette, this.theme());
    this.locale = this.chosenLocale();
    // A view given by the link or by hand is kept; any other follows the size of the window.
    this.follows = !state.view;
    this.size = "";
    // Whether full screen was asked for together with the clean view.
    this.full = false;
    this.header = new Header();
    this.legend = new Legend();
    this.caption = new Caption();
    this.card = make("div", { class: "loc-card" }, this.header.element, this.legend.element);
    this.notice = new Notice();
    this.toolbar = new Toolbar(root, this.tools());
    /** @type {Record<"rest" | "move", ReturnType<typeof setTimeout> | undefined>} */
    this.timers = { rest: undefined, move: undefined };
    // Takes off every listener outside of the map at once.
    this.listeners = new AbortController();
  }

  /** @returns {Tool[]} */
  tools() {
    const { page } = this;
    return [
      { name: "zoomIn", action: () => this.zoom(1) },
      { name: "zoomOut", action: () => this.zoom(-1) },
      { name: "home", action: () => page.whole() },
      ...page.mapTools,
      { name: "layers", panel: (locale) => this.layersPanel(locale) },
      ...page.layerTools,
      { name: "language", action: () => this.nextLanguage() },
      { name: "theme", action: () => this.nextTheme() },
      { name: "link", action: () => this.copyLink() },
      { name: "clean", action: () => this.toggleClean() },
      { name: "help", panel: (locale) => page.help(locale) },
    ];
  }

  /** @param {Locale} locale */
  layersPanel(locale) {
    const { layers } = this.state;
    return this.page.layers.map((name) => {
      const box = make("input", {
        type: "checkbox", checked: layers.has(name),
        onchange: () => this.toggleLayer(name, box.checked),
      });
      const facts = { name: this.record.tiles?.name ?? "" };
      return make("label", {}, box, locale.say(`layer_${name}`, facts));
    });
  }

  /**
   * Put the page's maps and its controls into the root.
   *
   * @param {HTMLElement} maps
   * @param {HTMLElement} controls beneath them
   */
  mount(maps, controls) {
    this.scale = new ScaleBar(this.page.view.map);
    const foot = make("div", { class: "loc-foot" }, this.caption.element, this.scale.element);
    const { card, toolbar, notice } = this;
    const stage = make("div", { class: "loc-stage" },
      maps, card, toolbar.element, toolbar.panel, notice.element, foot);
    this.root.classList.add("loc");
    this.root.replaceChildren(stage, controls);
  }

  /**
   * Show the page for the first time; canvases come last, so that each is painted once.
   *
   * @param {Problem[]} problems of the link
   */
  start(problems) {
    this.write();
    this.size = this.measure();
    // A map that folium has made filled the window before it was put into the stage.
    for (const view of this.page.views) view.map.invalidateSize({ animate: false });
    this.listen();
    this.page.fit(false);
    for (const view of this.page.views) view.addCanvases();
    this.page.refresh();
    this.report();
    this.rest();
    if (problems.length) this.complain(problems);
    this.awaitType();
  }

  listen() {
    const { map } = this.page.view;
    map.on("moveend zoomend resize", () => this.scale?.show(this.locale));
    map.on("moveend", () => this.moved());
    for (const view of this.page.views) view.onMoveByHand(() => { this.follows = false; });
    const { signal } = this.listeners;
    document.addEventListener("keydown", (event) => this.key(event), { signal });
    // A link on the page around the map takes the state along as it is now.
    this.host.onWriteLink?.(() => this.writeLink());
    document.addEventListener("fullscreenchange", () => {
      if (!document.fullscreenElement && this.full) this.toggleClean();
    }, { signal });
    matchMedia("(prefers-color-scheme: dark)")
      .addEventListener("change", () => this.retheme(), { signal });
    this.root.addEventListener("pointerup", (event) => this.releaseButton(event), { signal });
    this.resizing = new ResizeObserver(() => this.resized());
    this.resizing.observe(this.root);
    const { card, toolbar, notice } = this;
    for (const element of [card, toolbar.element, toolbar.panel, notice.element]) {
      leaflet().DomEvent.disableScrollPropagation(element);
    }
  }

  // Draws the map anew where its type comes late: texts then have other widths.
  async awaitType() {
    if (!hasType()) {
      await loadType();
      if (this.listeners.signal.aborted) return;
      forgetWidths();
      this.page.typeLoaded();
      for (const view of this.page.views) view.redraw(["above"]);
      this.size = "";
      this.resized();
    }
    this.root.dataset.ready = "true";
  }

  /** Give the keys back to the slider after a button was clicked. @param {PointerEvent} event */
  releaseButton({ target }) {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button && !this.toolbar.panel.contains(button)) setTimeout(() => button.blur());
  }

  theme() {
    if (this.state.theme) return this.state.theme;
    if (this.host.theme) return this.host.theme();
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  chosenLocale() {
    const { texts, locales, fallbackLanguage } = this.record;
    const language = this.state.language || this.host.language;
    return new Locale(texts, locales, language, fallbackLanguage);
  }

  /** Whether the map has room beside the card; else the card lies across its top. */
  get cardBeside() {
    return this.card.offsetWidth < this.root.clientWidth / 2;
  }

  /** Write all that stands around the map. */
  write() {
    const { root, palette, locale } = this;
    root.dataset.theme = palette.theme;
    root.lang = locale.language;
    for (const element of [this.card, this.caption.element, this.notice.element]) {
      element.dir = locale.direction;
    }
    root.style.setProperty("--loc-sea", palette.colours.ground.sea);
    this.host.themed?.(palette.theme);
    this.toolbar.translate(locale);
    this.page.write();
    if (this.page.view.canvases) this.scale?.show(locale);
    root.classList.toggle("loc-clean", this.state.clean);
  }

  /** Draw everything anew: after a change of language, theme or layers. */
  refresh() {
    this.write();
    this.page.refresh();
    for (const view of this.page.views) view.redraw();
  }

  /** Write the link and report the state after a short rest. */
  rest() {
    clearTimeout(this.timers.rest);
    this.timers.rest = setTimeout(() => { this.writeLink(); this.report(); }, REST_MS);
  }

  report() {
    this.host.report?.(this.page.message());
  }

  writeLink() {
    this.address.write((search) => this.page.query(search));
  }

  moved() {
    if (this.page.view.following) return;
    this.state.view = this.page.view.view;
    clearTimeout(this.timers.move);
    this.timers.move = setTimeout(() => this.writeLink(), REST_MS);
  }

  measure() {
    return `${this.root.clientWidth}×${this.root.clientHeight}×${this.state.clean}`;
  }

  // The browser also calls this once at the start, when nothing has changed.
  resized() {
    const size = this.measure();
    if (size === this.size) return;
    this.size = size;
    // Hidden or taken off the page: there is nothing to fit into.
    if (!this.root.clientWidth) return;
    for (const view of this.page.views) view.map.invalidateSize({ animate: false });
    if (this.follows) this.page.fit(false);
    else this.page.resized();
  }

  /** @param {number} steps */
  zoom(steps) {
    this.follows = false;
    this.page.view.zoomBy(steps);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.root.isConnected || !this.page.takesKeys(event) || !isForMap(event)) return;
    if (this.ownKey(event.key) || this.page.key(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** @param {string} key */
  ownKey(key) {
    /** @type {Record<string, () => void>} */
    const actions = {
      f: () => this.toggleClean(true),
      F: () => this.toggleClean(true),
      "?": () => this.toolbar.toggle("help"),
      "+": () => this.zoom(1),
      "=": () => this.zoom(1),
      "-": () => this.zoom(-1),
      Escape: () => this.escape(),
    };
    if (!Object.hasOwn(actions, key)) return false;
    actions[key]();
    return true;
  }

  escape() {
    if (this.toolbar.opened) this.toolbar.close();
    else if (this.state.clean && !document.fullscreenElement) this.toggleClean();
    this.closePopups();
    this.notice.hide();
  }

  closePopups() {
    for (const view of this.page.views) view.map.closePopup();
  }

  toggleClean(full = false) {
    const { root, state } = this;
    state.clean = !state.clean;
    root.classList.toggle("loc-clean", state.clean);
    if (!state.clean && document.fullscreenElement) document.exitFullscreen();
    this.full = state.clean && full;
    // Full screen is a wish: a browser that refuses still shows the clean view.
    if (this.full) root.requestFullscreen?.().catch(() => { this.full = false; });
    this.resized();
    this.rest();
  }

  /**
   * @param {string} name
   * @param {boolean} on
   */
  toggleLayer(name, on) {
    if (on) this.state.layers.add(name);
    else this.state.layers.delete(name);
    if (name === "tiles") for (const view of this.page.views) view.showTiles();
    this.refresh();
    this.rest();
  }

  nextLanguage() {
    this.state.language = this.locale.next;
    this.closePopups();
    this.locale = this.chosenLocale();
    this.refresh();
    this.rest();
  }

  nextTheme() {
    this.state.theme = this.palette.theme === "dark" ? "light" : "dark";
    this.retheme();
    this.rest();
  }

  retheme() {
    const theme = this.theme();
    if (theme === this.palette.theme) return;
    this.palette.theme = theme;
    this.refresh();
  }

  async copyLink() {
    this.writeLink();
    const link = location.href;
    try {
      await navigator.clipboard.writeText(link);
      this.notice.show(this.locale.say("link_copied"));
    } catch {
      // No permission, or no secure context: the link is shown to be copied by hand.
      this.notice.show(this.locale.say("link_by_hand", { link }));
    }
  }

  /**
   * Say of a day written by hand that nothing is known of it.
   *
   * @param {number} day
   */
  complainOfDay(day) {
    const { firstDay, horizon } = this.record;
    if (day < firstDay) this.complain([["before_first_day", { found: day, first: firstDay }]]);
    if (day > horizon) this.complain([["after_last_day", { found: day, last: horizon }]]);
  }

  /** @param {Problem[]} problems */
  complain(problems) {
    this.notice.complain(problems, this.locale);
  }

  /** Take the frame and its maps off the page. */
  remove() {
    this.listeners.abort();
    this.resizing?.disconnect();
    this.notice.remove();
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    for (const view of this.page.views) view.remove();
  }
}
