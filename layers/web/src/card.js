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

  show(replay, words, day) {
    const age = words.age(day - replay.stopOf(day));
    this.title.textContent = words.of(replay.theatre.title);
    this.day.textContent = words.day(day);
    const { known_on: knownOn } = replay.theatre;
    const then = knownOn ? words.say("known_on", { time: knownOn }) : "";
    const mended = replay.corrected.has(replay.stopOf(day)) ? words.say("corrected") : "";
    this.under.textContent = [words.day(day, "weekday"), age, mended, then].filter(Boolean).join(" · ");
    this.under.classList.toggle("loc-old", Boolean(age || then));
  }
}

// Party, km², share, change since the stop before; rows keep their places from day to day.
export class Legend {
  constructor() {
    this.body = make("tbody");
    this.head = make("tr");
    this.table = make("table", {}, make("thead", {}, this.head), this.body);
    this.signs = make("div", { class: "loc-signs" });
    this.element = make("div", { class: "loc-legend" }, this.table, this.signs);
  }

  show(replay, words, look, stop, layers) {
    const heads = ["party", "km2_head", "share", "change"];
    this.head.replaceChildren(...heads.map((key) => make("th", { scope: "col", text: words.say(key), title: words.say(key + "_title") })));
    const rows = replay.figures(stop);
    this.body.replaceChildren(...replay.legendOrder.map((key) => this.row(replay, words, look, key, rows.get(key))));
    this.signs.replaceChildren(
      ...(layers.has("fronts") ? [this.sign("front", this.front(replay, words, stop), look.colours.front.line)] : []),
      ...(layers.has("fronts_before") && replay.stopBefore(stop) !== undefined ? [this.sign("before", words.say("front_before"), look.colours.front.line)] : []),
      ...(replay.hasFar && layers.has("far") ? [this.sign("far", words.say("far_from_reports"), look.colours.ground.hatch)] : []));
  }

  front(replay, words, stop) {
    const km = words.say("km", { value: words.whole.format(replay.frontKm(stop)) });
    return `${words.say("front_line")}: ${km}`;
  }

  row(replay, words, look, key, figure) {
    const [party, status, basis] = key.split("/");
    const delta = figure?.delta ?? 0;
    const said = words.ground(replay.parties[party]?.short, key);
    const cells = [
      make("td", {}, swatch(look, party, status, basis), make("span", { text: said })),
      make("td", { text: figure?.km2 ? words.km2(figure.km2) : "–" }),
      make("td", { text: figure?.km2 ? words.percent.format(figure.share) : "–" }),
      make("td", { class: Math.abs(delta) < 0.5 ? "" : "loc-moved", text: words.change(delta) }),
    ];
    return make("tr", { class: figure ? "" : "loc-none" }, ...cells);
  }

  sign(kind, text, colour) {
    const mark = make("i", { class: "loc-sign-" + kind });
    mark.style.setProperty("--mark", colour);
    return make("span", {}, mark, text);
  }
}

export function swatch(look, party, status, basis) {
  const mark = make("i", { class: `loc-swatch loc-${status} loc-${basis}` });
  const { colour, background } = look.hatch(party);
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

  show(words) {
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
    this.text.dir = words.direction;
    this.text.textContent = words.say("km", { value: length >= 1 ? words.whole.format(length) : length });
  }
}

export class Caption {
  constructor() {
    this.credit = make("span", { class: "loc-credit" });
    this.sources = make("span", { class: "loc-attribution" });
    this.element = make("div", { class: "loc-caption" }, this.credit, this.sources);
  }

  show(replay, words, state, stop) {
    const { reports, default_rules: rules } = replay.reports[isoDay(stop)] || {};
    const counted = reports === undefined ? "" : words.say("reports_behind", { count: reports, rules: words.whole.format(rules) });
    const schematic = state.layers.has("roads") ? words.say("schematic_roads") : "";
    this.credit.replaceChildren(...apart([words.of(replay.theatre.credit), counted], " "));
    const tiles = state.layers.has("tiles") && replay.tiles ? replay.tiles.attribution : "";
    this.sources.replaceChildren(...apart([words.of(replay.theatre.attribution), schematic, tiles], " · "));
  }
}
