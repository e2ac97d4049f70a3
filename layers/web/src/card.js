// @ts-nocheck
// What always stands on the map: date, title, legend, source, scale.

import { isoDay } from "./days.js";
import { apart, make } from "./dom.js";
import { geodesic } from "./geodesy.js";

export class Header {
  constructor() {
    this.title = make("div", { class: "loc-title" });
    this.day = make("div", { class: "loc-day" });
    this.under = make("div", { class: "loc-under" });
    this.element = make("div", { class: "loc-header", role: "status", "aria-live": "off" }, this.title, this.day, this.under);
  }

  show(record, locale, day) {
    const age = locale.age(day - record.dateOf(day));
    this.title.textContent = locale.of(record.theatre.title);
    this.day.textContent = locale.day(day);
    const { known_on: knownOn } = record.theatre;
    const then = knownOn ? locale.say("known_on", { time: knownOn }) : "";
    const mended = record.corrected.has(record.dateOf(day)) ? locale.say("corrected") : "";
    this.under.textContent = [locale.day(day, "weekday"), age, mended, then].filter(Boolean).join(" · ");
    this.under.classList.toggle("loc-old", Boolean(age || then));
  }
}

// Party, km², share, change since the snapshot date before; rows keep their places from day to day.
export class Legend {
  constructor() {
    this.body = make("tbody");
    this.head = make("tr");
    this.table = make("table", {}, make("thead", {}, this.head), this.body);
    this.signs = make("div", { class: "loc-signs" });
    this.element = make("div", { class: "loc-legend" }, this.table, this.signs);
  }

  show(record, locale, palette, date, layers) {
    const heads = ["party", "km2_head", "share", "change"];
    this.head.replaceChildren(...heads.map((key) => make("th", { scope: "col", text: locale.say(key), title: locale.say(key + "_title") })));
    const rows = record.figures(date);
    this.body.replaceChildren(...record.legendOrder.map((key) => this.row(record, locale, palette, key, rows.get(key))));
    this.signs.replaceChildren(
      ...(layers.has("fronts") ? [this.sign("front", this.front(record, locale, date), palette.colours.front.line)] : []),
      ...(layers.has("fronts_before") && record.dateBefore(date) !== undefined ? [this.sign("before", locale.say("front_before"), palette.colours.front.line)] : []),
      ...(record.hasFar && layers.has("far") ? [this.sign("far", locale.say("far_from_reports"), palette.colours.ground.hatch)] : []));
  }

  front(record, locale, date) {
    const km = locale.say("km", { value: locale.whole.format(record.frontKm(date)) });
    return `${locale.say("front_line")}: ${km}`;
  }

  row(record, locale, palette, key, figure) {
    const [party, status, basis] = key.split("/");
    const delta = figure?.delta_km2 ?? 0;
    const said = locale.ground(record.parties[party]?.short, key);
    const cells = [
      make("td", {}, swatch(palette, party, status, basis), make("span", { text: said })),
      make("td", { text: figure?.km2 ? locale.km2(figure.km2) : "–" }),
      make("td", { text: figure?.km2 ? locale.percent.format(figure.share) : "–" }),
      make("td", { class: Math.abs(delta) < 0.5 ? "" : "loc-moved", text: locale.change(delta) }),
    ];
    return make("tr", { class: figure ? "" : "loc-none" }, ...cells);
  }

  sign(kind, text, colour) {
    const mark = make("i", { class: "loc-sign-" + kind });
    mark.style.setProperty("--mark", colour);
    return make("span", {}, mark, text);
  }
}

export function swatch(palette, party, status, basis) {
  const mark = make("i", { class: `loc-swatch loc-${status} loc-${basis}` });
  const { colour, background } = palette.hatch(party);
  mark.style.setProperty("--fill", colour);
  mark.style.setProperty("--faint", background);
  return mark;
}

// A round length that fits, true at the middle of the map on the ellipsoid.
export class ScaleBar {
  constructor(map) {
    this.map = map;
    this.bar = make("div", { class: "loc-bar" });
    this.text = make("div", { class: "loc-bar-text" });
    this.element = make("div", { class: "loc-scale" }, this.bar, this.text);
  }

  show(locale) {
    const size = this.map.getSize();
    const middle = size.divideBy(2);
    const ends = [-50, 50].map((shift) => this.map.containerPointToLatLng(middle.add([shift, 0])));
    const [from, to] = ends.map((end) => [end.lng, end.lat]);
    const kmPerPixel = geodesic(from, to).km / 100;
    const most = kmPerPixel * Math.min(160, size.x * 0.3);
    const power = 10 ** Math.floor(Math.log10(most));
    const length = [5, 2, 1].map((digit) => digit * power).find((value) => value <= most) || most;
    this.bar.style.width = `${(length / kmPerPixel).toFixed(2)}px`;
    this.bar.dataset.km = length;
    this.text.dir = locale.direction;
    this.text.textContent = locale.say("km", { value: length >= 1 ? locale.whole.format(length) : length });
  }
}

export class Caption {
  constructor() {
    this.credit = make("span", { class: "loc-credit" });
    this.sources = make("span", { class: "loc-attribution" });
    this.element = make("div", { class: "loc-caption" }, this.credit, this.sources);
  }

  show(record, locale, state, date) {
    const { reports, default_rules: rules } = record.reports[isoDay(date)] || {};
    const counted = reports === undefined ? "" : locale.say("reports_behind", { count: reports, rules: locale.whole.format(rules) });
    const schematic = state.layers.has("roads") ? locale.say("schematic_roads") : "";
    this.credit.replaceChildren(...apart([locale.of(record.theatre.credit), counted], " "));
    const tiles = state.layers.has("tiles") && record.tiles ? record.tiles.attribution : "";
    this.sources.replaceChildren(...apart([locale.of(record.theatre.attribution), schematic, tiles], " · "));
  }
}
