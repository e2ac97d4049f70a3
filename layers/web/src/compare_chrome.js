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

  show(replay, words) {
    const { from, to } = this.app.state;
    const { known_on: knownOn } = replay.theatre;
    this.title.textContent = words.of(replay.theatre.title);
    this.from.textContent = words.say("span_from_day", { day: words.day(from) });
    this.day.textContent = words.say("span_to_day", { day: words.day(to) });
    const ages = [from, to].filter((day) => day !== replay.stopOf(day))
      .map((day) => `${words.day(day, "shortDay")}: ${words.age(day - replay.stopOf(day))}`);
    const then = knownOn ? words.say("known_on", { time: knownOn }) : "";
    const days = words.say("span_days", { count: to - from });
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

  show(replay, words, look, stop, layers) {
    const { state } = this.app;
    const change = state.mode === "change";
    const days = [state.from, state.to].map((day) => words.day(day, "shortDay"));
    const heads = change ? ["party", "span_held", "span_gained", "span_lost"].map((key) => words.say(key)) : [words.say("party"), ...days.map((day) => `${day}, ${words.say("km2_head")}`), words.say("change")];
    if (change) heads.push(words.say("span_net"));
    this.head.replaceChildren(...heads.map((text) => make("th", { scope: "col", text })));
    const rows = change ? this.changes(words) : this.pairs(words);
    this.body.replaceChildren(...rows.map(([key, ...cells]) => this.line(replay, words, look, key, cells)));
    this.table.classList.toggle("loc-five", change);
    this.signs.replaceChildren(...(change ? this.changeSigns(replay, words, look) : []), ...this.frontSigns(words, look, layers, change),
      ...(replay.hasFar && layers.has("far") ? [this.sign("far", words.say("far_from_reports"), look.colours.ground.hatch)] : []));
  }

  // [key, km² before, km² after, difference] of everybody who holds ground on one of the two days.
  pairs(words) {
    return this.app.keysShown().map((key) => {
      const [before, after] = this.app.km2(key);
      return [key, this.area(words, before), this.area(words, after), this.difference(words, after - before)];
    });
  }

  // [key, held, gained, lost, net]; gained and lost wait until Python has measured them.
  changes(words) {
    const exact = this.app.exact;
    return this.app.parties().map(({ party, before, after }) => {
      const [gained, lost] = exact?.rows.get(party) || [];
      const wait = exact ? "–" : "…";
      const held = gained === undefined ? wait : this.area(words, after - gained);
      const moved = [gained, lost].map((km2) => (km2 === undefined ? wait : this.area(words, km2)));
      const status = party === "CONTESTED" ? "contested" : "controlled";
      return [`${party}/${status}/assessed`, held, ...moved, this.difference(words, after - before)];
    });
  }

  area(words, km2) {
    return km2 >= 0.5 ? words.km2(km2) : "–";
  }

  difference(words, km2) {
    return words.change(km2);
  }

  line(replay, words, look, key, cells) {
    const [party, status, basis] = key.split("/");
    const said = words.ground(replay.parties[party]?.short, key);
    const last = cells.length - 1;
    return make("tr", {},
      make("td", {}, swatch(look, party, status, basis), make("span", { text: said })),
      ...cells.map((text, index) => make("td", { text, class: index === last && text !== "–" ? "loc-moved" : "" })));
  }

  changeSigns(replay, words, look) {
    const [most] = this.app.exact?.pieces || [];
    const [winner, loser] = [most?.after || Object.keys(replay.parties)[1], most?.before || Object.keys(replay.parties)[0]];
    const held = this.mark("held", words.say("span_sign_held"), look.faint(winner));
    const moved = this.mark("moved", words.say("span_sign_moved"), look.party(winner), look.party(loser));
    const { contested } = look.colours;
    const fought = this.mark("fought", words.say("span_sign_contested"), contested.ground, contested.stripe);
    return [held, moved, fought];
  }

  mark(kind, text, fill, stripe = fill) {
    const sign = this.sign(kind, text, fill);
    sign.firstChild.style.setProperty("--stripe", stripe);
    return sign;
  }

  frontSigns(words, look, layers, change) {
    const { from, to } = this.app.state;
    const day = (number) => words.day(number, "shortDay");
    const now = layers.has("fronts") ? [this.sign("front", words.say("span_front_of", { day: change ? day(to) : `${day(from)}, ${day(to)}` }), look.colours.front.line)] : [];
    return change ? [...now, this.sign("before", words.say("span_front_left", { day: day(from) }), look.colours.front.line)] : now;
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
    this.down = button("numbers", () => app.host.onward?.());
    this.element = make("div", { class: "loc-span-row loc-span-bar" },
      make("div", { class: "loc-group", role: "group" }, ...this.modes),
      make("div", { class: "loc-group", role: "group" }, ...this.presets),
      make("label", { class: "loc-claimed" }, this.claimed, this.texts.claimed),
      make("label", { class: "loc-least" }, this.texts.least, this.least, this.texts.unit),
      this.down);
  }

  sized() {
    const value = Number(this.least.value);
    if (this.least.value.trim() && within(value, KM2_RANGE)) this.app.count({ least: value });
    else this.least.value = this.app.state.least;
  }

  show(words) {
    const { state, replay } = this.app;
    for (const button of [...this.modes, ...this.presets, this.down]) {
      button.textContent = words.say("span_do_" + button.dataset.do);
    }
    this.modes.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.do === state.mode)));
    PRESETS.forEach(([, days], index) => {
      const first = days === null ? replay.firstDay : state.to - days;
      this.presets[index].setAttribute("aria-pressed", String(state.from === first));
    });
    const [modes, presets] = this.element.querySelectorAll(".loc-group");
    modes.setAttribute("aria-label", words.say("span_views"));
    presets.setAttribute("aria-label", words.say("span_presets"));
    const any = replay.legendOrder.some((key) => key.endsWith("/claimed"));
    this.claimed.checked = state.claimed;
    this.claimed.parentElement.title = words.say(any ? "span_claimed_title" : "span_claimed_none");
    this.least.value = state.least;
    this.least.parentElement.title = words.say("span_least_title");
    this.texts.claimed.textContent = words.say("span_claimed");
    this.texts.least.textContent = words.say("span_least");
    this.texts.unit.textContent = words.say("km2");
    this.element.dir = words.direction;
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
    const names = LAYERS.filter((name) => (name !== "tiles" || this.app.replay.tiles) && (name !== "far" || this.app.replay.hasFar));
    return shown.filter((_, index) => SPAN_LAYERS.includes(names[index]));
  }

  help() {
    const keys = [["Tab", "span_key_tab"], ["← →", "span_key_snapshot"], ["Shift ← →", "key_week"], ["Home End", "key_ends"], ["1 2 3", "span_key_view"], ["+ −", "key_zoom"], ["F", "key_clean"], ["?", "key_help"], ["Esc", "key_escape"]];
    return this.keys(keys, "span_help");
  }
}
