// What always stands on the map: title and date, legend, sources, scale.

import { apart, make } from "./dom.js";
import { geodesic } from "./geodesy.js";
import { swatch } from "./swatch.js";

/** @import { Locale } from "./locale.js" */
/** @import { Palette } from "./palette.js" */
/** @import { MapRecord } from "./record.js" */

export class Header {
  constructor() {
    this.title = make("div", { class: "loc-title" });
    this.from = make("div", { class: "loc-from", hidden: true });
    this.day = make("div", { class: "loc-day" });
    this.under = make("div", { class: "loc-under" });
    this.element = make("div", { class: "loc-header", role: "status", "aria-live": "off" },
      this.title, this.from, this.day, this.under);
  }

  /**
   * @param {object} texts
   * @param {string} texts.title
   * @param {string} [texts.from] the earlier of two days
   * @param {string} texts.day
   * @param {string[]} texts.under what stands beneath, without what is empty
   * @param {boolean} texts.aged whether the map is not of this very day, or not of now
   */
  show({ title, from = "", day, under, aged }) {
    this.title.textContent = title;
    this.from.textContent = from;
    this.from.hidden = !from;
    this.day.textContent = day;
    this.under.textContent = under.filter(Boolean).join(" · ");
    this.under.classList.toggle("loc-old", aged);
  }
}

/** @typedef {{ text: string, changed?: boolean }} LegendCell */
/**
 * Row of a legend; `ground` is slot/status/basis.
 *
 * @typedef {{ ground: string, cells: LegendCell[], empty?: boolean }} LegendRow
 */
/** @typedef {{ kind: string, text: string, colour: string, stripe?: string }} LegendSign */
/**
 * @typedef {object} LegendContent
 * @property {{ text: string, title?: string }[]} heads
 * @property {LegendRow[]} rows
 * @property {LegendSign[]} signs
 */

export class Legend {
  constructor() {
    this.body = make("tbody");
    this.head = make("tr");
    this.table = make("table", {}, make("thead", {}, this.head), this.body);
    this.signs = make("div", { class: "loc-signs" });
    this.element = make("div", { class: "loc-legend" }, this.table, this.signs);
  }

  /**
   * @param {LegendContent} content
   * @param {MapRecord} record
   * @param {Locale} locale
   * @param {Palette} palette
   */
  show({ heads, rows, signs }, record, locale, palette) {
    this.head.replaceChildren(...heads.map(({ text, title = null }) =>
      make("th", { scope: "col", text, title })));
    this.table.classList.toggle("loc-five", heads.length === 5);
    this.body.replaceChildren(...rows.map(({ ground, cells, empty }) => {
      const [party, status, basis] = ground.split("/");
      const name = locale.ground(record.parties[party]?.short, ground);
      return make("tr", { class: empty ? "loc-none" : "" },
        make("td", {}, swatch(palette, party, status, basis), make("span", { text: name })),
        ...cells.map(({ text, changed }) =>
          make("td", { text, class: changed ? "loc-moved" : "" })));
    }));
    this.signs.replaceChildren(...signs.map(({ kind, text, colour, stripe = colour }) => {
      const mark = make("i", { class: `loc-sign-${kind}` });
      mark.style.setProperty("--mark", colour);
      mark.style.setProperty("--stripe", stripe);
      return make("span", {}, mark, text);
    }));
  }
}

/** Scale bar: a round length that fits, true at the middle of the map on the ellipsoid. */
export class ScaleBar {
  /** @param {import("leaflet").Map} map */
  constructor(map) {
    this.map = map;
    this.bar = make("div", { class: "loc-bar" });
    this.text = make("div", { class: "loc-bar-text" });
    this.element = make("div", { class: "loc-scale" }, this.bar, this.text);
  }

  /** @param {Locale} locale */
  show(locale) {
    const size = this.map.getSize();
    const middle = size.divideBy(2);
    const [west, east] = [-50, 50].map((shift) =>
      this.map.containerPointToLatLng(middle.add([shift, 0])));
    const kmPerPixel = geodesic([west.lng, west.lat], [east.lng, east.lat]).km / 100;
    const maxKm = kmPerPixel * Math.min(160, size.x * 0.3);
    const power = 10 ** Math.floor(Math.log10(maxKm));
    const km = [5, 2, 1].map((digit) => digit * power).find((value) => value <= maxKm) || maxKm;
    this.bar.style.width = `${(km / kmPerPixel).toFixed(2)}px`;
    this.bar.dataset.km = String(km);
    this.text.dir = locale.direction;
    this.text.textContent = locale.say("km", { value: km >= 1 ? locale.number(km) : km });
  }
}

export class Caption {
  constructor() {
    this.credit = make("span", { class: "loc-credit" });
    this.sources = make("span", { class: "loc-attribution" });
    this.element = make("div", { class: "loc-caption" }, this.credit, this.sources);
  }

  /**
   * Show whose map this is, what stands behind it on a date, and where the ground comes from.
   *
   * @param {MapRecord} record
   * @param {Locale} locale
   * @param {Set<string>} layers
   * @param {string} date ISO
   */
  show(record, locale, layers, date) {
    const { theatre, tiles } = record;
    const evidence = record.reports[date];
    const counted = evidence ? locale.say("reports_behind", {
      count: evidence.reports, rules: locale.number(evidence.default_rules),
    }) : "";
    const schematic = layers.has("roads") ? locale.say("schematic_roads") : "";
    const credit = layers.has("tiles") && tiles ? tiles.attribution : "";
    const sources = [locale.of(theatre.attribution), schematic, credit];
    this.credit.replaceChildren(...apart([locale.of(theatre.credit), counted], " "));
    this.sources.replaceChildren(...apart(sources, " · "));
  }
}
