// @ts-nocheck
// What stands on and under a map of two days: dates, figures of both, buttons.

import { Legend, swatch } from "./card.js";
import { KM2_RANGE, MODES, SPAN_LAYERS } from "./compare_link.js";
import { icon, make } from "./dom.js";
import { LAYERS, within } from "./link.js";
import { Toolbar } from "./toolbar.js";

export class SpanHeader {
  constructor(app) {
    this.app = app;
    this.title = make("div", { class: "loc-title" });
    this.from = make("div", { class: "loc-from" });
    this.day = make("div", { class: "loc-day" });
    this.under = make("div", { class: "loc-under" });
    this.element = make("div", { class: "loc-header", role: "status", "aria-live": "off" }, this.title, this.from, this.day, this.under);
  }

  show(record, locale) {
    const { from, to } = this.app.state;
    const { known_on: knownOn } = record.theatre;
    this.title.textContent = locale.of(record.theatre.title);
    this.from.textContent = locale.say("span_from_day", { day: locale.day(from) });
    this.day.textContent = locale.say("span_to_day", { day: locale.day(to) });
    const ages = [from, to].filter((day) => day !== record.dateOf(day))
      .map((day) => `${locale.day(day, "shortDay")}: ${locale.age(day - record.dateOf(day))}`);
    const then = knownOn ? locale.say("known_on", { time: knownOn }) : "";
    const days = locale.say("span_days", { count: to - from });
    this.under.textContent = [days, ...ages, then].filter(Boolean).join(" · ");
    this.under.classList.toggle("loc-old", Boolean(ages.length || then));
  }
}

// Of two days side by side: km² then, now, and the difference. Of the change: held, gained, lost.
export class SpanLegend extends Legend {
  constructor(app) {
    super();
    this.app = app;
  }

  show(record, locale, palette, date, layers) {
    const { state } = this.app;
    const change = state.mode === "change";
    const days = [state.from, state.to].map((day) => locale.day(day, "shortDay"));
    const heads = change ? ["party", "span_held", "span_gained", "span_lost"].map((key) => locale.say(key)) : [locale.say("party"), ...days.map((day) => `${day}, ${locale.say("km2_head")}`), locale.say("change")];
    if (change) heads.push(locale.say("span_net"));
    this.head.replaceChildren(...heads.map((text) => make("th", { scope: "col", text })));
    const rows = change ? this.changes(locale) : this.pairs(locale);
    this.body.replaceChildren(...rows.map(([key, ...cells]) => this.line(record, locale, palette, key, cells)));
    this.table.classList.toggle("loc-five", change);
    this.signs.replaceChildren(...(change ? this.changeSigns(record, locale, palette) : []), ...this.frontSigns(locale, palette, layers, change),
      ...(record.hasFar && layers.has("far") ? [this.sign("far", locale.say("far_from_reports"), palette.colours.ground.hatch)] : []));
  }

  // [key, km² before, km² after, difference] of everybody who holds ground on one of the two days.
  pairs(locale) {
    return this.app.keysShown().map((key) => {
      const [before, after] = this.app.km2(key);
      return [key, this.area(locale, before), this.area(locale, after), this.difference(locale, after - before)];
    });
  }

  // [key, held, gained, lost, net]; gained and lost wait until Python has measured them.
  changes(locale) {
    const exact = this.app.exact;
    return this.app.parties().map(({ party, before, after }) => {
      const [gained, lost] = exact?.rows.get(party) || [];
      const wait = exact ? "–" : "…";
      const held = gained === undefined ? wait : this.area(locale, after - gained);
      const moved = [gained, lost].map((km2) => (km2 === undefined ? wait : this.area(locale, km2)));
      const status = party === "CONTESTED" ? "contested" : "controlled";
      return [`${party}/${status}/assessed`, held, ...moved, this.difference(locale, after - before)];
    });
  }

  area(locale, km2) {
    return km2 >= 0.5 ? locale.km2(km2) : "–";
  }

  difference(locale, km2) {
    return locale.change(km2);
  }

  line(record, locale, palette, key, cells) {
    const [party, status, basis] = key.split("/");
    const said = locale.ground(record.parties[party]?.short, key);
    const last = cells.length - 1;
    return make("tr", {},
      make("td", {}, swatch(palette, party, status, basis), make("span", { text: said })),
      ...cells.map((text, index) => make("td", { text, class: index === last && text !== "–" ? "loc-moved" : "" })));
  }

  changeSigns(record, locale, palette) {
    const [most] = this.app.exact?.pieces || [];
    const [winner, loser] = [most?.after || Object.keys(record.parties)[1], most?.before || Object.keys(record.parties)[0]];
    const held = this.mark("held", locale.say("span_sign_held"), palette.faint(winner));
    const moved = this.mark("moved", locale.say("span_sign_moved"), palette.party(winner), palette.party(loser));
    const { contested } = palette.colours;
    const fought = this.mark("fought", locale.say("span_sign_contested"), contested.ground, contested.stripe);
    return [held, moved, fought];
  }

  mark(kind, text, fill, stripe = fill) {
    const sign = this.sign(kind, text, fill);
    sign.firstChild.style.setProperty("--stripe", stripe);
    return sign;
  }

  frontSigns(locale, palette, layers, change) {
    const { from, to } = this.app.state;
    const day = (number) => locale.day(number, "shortDay");
    const now = layers.has("fronts") ? [this.sign("front", locale.say("span_front_of", { day: change ? day(to) : `${day(from)}, ${day(to)}` }), palette.colours.front.line)] : [];
    return change ? [...now, this.sign("before", locale.say("span_front_left", { day: day(from) }), palette.colours.front.line)] : now;
  }
}

// Views, presets, and what is counted; beneath the slider.
export class SpanBar {
  constructor(app) {
    this.app = app;
    const button = (key, action) => make("button", { type: "button", "data-do": key, onclick: action });
    this.modes = MODES.map((mode) => button(mode, () => app.showAs(mode)));
    this.presets = PRESETS.map(([key, days]) => button(key, () => app.preset(days)));
    this.claimed = make("input", { type: "checkbox", onchange: () => app.count({ claimed: this.claimed.checked }) });
    this.least = make("input", { type: "number", min: KM2_RANGE[0], max: KM2_RANGE[1], step: "any", onchange: () => this.sized() });
    this.texts = { claimed: make("span"), least: make("span"), unit: make("span") };
    this.down = button("numbers", () => app.host.showReport?.());
    this.element = make("div", { class: "loc-span-row loc-span-bar" },
      make("div", { class: "loc-group", role: "group" }, ...this.modes),
      make("div", { class: "loc-group", role: "group" }, ...this.presets),
      make("label", { class: "loc-claimed" }, this.claimed, this.texts.claimed),
      make("label", { class: "loc-least" }, this.texts.least, this.least, this.texts.unit),
      this.down);
  }

  sized() {
    const value = Number(this.least.value);
    if (this.least.value.trim() && within(value, KM2_RANGE)) this.app.count({ minKm2: value });
    else this.least.value = this.app.state.minKm2;
  }

  show(locale) {
    const { state, record } = this.app;
    for (const button of [...this.modes, ...this.presets, this.down]) {
      button.textContent = locale.say("span_do_" + button.dataset.do);
    }
    this.modes.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.do === state.mode)));
    PRESETS.forEach(([, days], index) => {
      const first = days === null ? record.firstDay : state.to - days;
      this.presets[index].setAttribute("aria-pressed", String(state.from === first));
    });
    const [modes, presets] = this.element.querySelectorAll(".loc-group");
    modes.setAttribute("aria-label", locale.say("span_views"));
    presets.setAttribute("aria-label", locale.say("span_presets"));
    const any = record.legendOrder.some((key) => key.endsWith("/claimed"));
    this.claimed.checked = state.claimed;
    this.claimed.parentElement.title = locale.say(any ? "span_claimed_title" : "span_claimed_none");
    this.least.value = state.minKm2;
    this.least.parentElement.title = locale.say("span_least_title");
    this.texts.claimed.textContent = locale.say("span_claimed");
    this.texts.least.textContent = locale.say("span_least");
    this.texts.unit.textContent = locale.say("km2");
    this.element.dir = locale.direction;
  }
}

// Days between the two handles; null is since the first day.
const PRESETS = [["day", 1], ["week", 7], ["all", null]];

export class CompareToolbar extends Toolbar {
  constructor(app) {
    super(app);
    this.buttons.change = make("button", { type: "button", onclick: () => app.toChange(), "data-tool": "change" }, icon("M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M9 12h6M12 9v6"));
    this.buttons.home.after(this.buttons.change);
    this.buttons.measure.remove();
    delete this.buttons.measure;
  }

  layers() {
    const shown = super.layers();
    const names = LAYERS.filter((name) => (name !== "tiles" || this.app.record.tiles) && (name !== "far" || this.app.record.hasFar));
    return shown.filter((_, index) => SPAN_LAYERS.includes(names[index]));
  }

  help() {
    const keys = [["Tab", "span_key_tab"], ["← →", "span_key_snapshot"], ["Shift ← →", "key_week"], ["Home End", "key_ends"], ["1 2 3", "span_key_view"], ["+ −", "key_zoom"], ["F", "key_clean"], ["?", "key_help"], ["Esc", "key_escape"]];
    return this.keys(keys, "span_help");
  }
}
