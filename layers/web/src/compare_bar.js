// Views, presets, and what is counted; beneath the slider of two days.

import { KM2_RANGE, MODES } from "./compare_link.js";
import { make } from "./dom.js";
import { within } from "./link.js";

/** @import { CompareState } from "./compare_link.js" */
/** @import { Locale } from "./locale.js" */
/** @import { MapRecord } from "./record.js" */

/**
 * @typedef {object} CompareActions
 * @property {(mode: CompareState["mode"]) => void} showAs
 * @property {(days: number | null) => void} preset days between the two; null: since the first
 * @property {(choice: { claimed?: boolean, minKm2?: number }) => void} count
 * @property {() => void} showReport go to the numbers beneath the map
 */

/** Days between the two handles; null is since the first day. @type {[string, number | null][]} */
const PRESETS = [["day", 1], ["week", 7], ["all", null]];

export class CompareBar {
  /**
   * @param {MapRecord} record
   * @param {CompareActions} actions
   */
  constructor(record, actions) {
    this.record = record;
    this.actions = actions;
    this.minKm2 = 0;
    /** @type {(key: string, action: () => void) => HTMLButtonElement} */
    const button = (key, action) =>
      make("button", { type: "button", "data-do": key, onclick: action });
    this.modes = MODES.map((mode) => button(mode, () => actions.showAs(mode)));
    this.presets = PRESETS.map(([key, days]) => button(key, () => actions.preset(days)));
    this.claimed = make("input", {
      type: "checkbox", onchange: () => actions.count({ claimed: this.claimed.checked }),
    });
    const [min, max] = KM2_RANGE;
    this.size = make("input", {
      type: "number", min, max, step: "any", onchange: () => this.chooseSize(),
    });
    this.texts = { claimed: make("span"), size: make("span"), unit: make("span") };
    this.report = button("numbers", actions.showReport);
    this.modeGroup = make("div", { class: "loc-group", role: "group" }, ...this.modes);
    this.presetGroup = make("div", { class: "loc-group", role: "group" }, ...this.presets);
    this.claimedLabel = make("label", { class: "loc-claimed" }, this.claimed, this.texts.claimed);
    this.sizeLabel = make("label", { class: "loc-min-km2" },
      this.texts.size, this.size, this.texts.unit);
    this.element = make("div", { class: "loc-span-row loc-span-bar" },
      this.modeGroup, this.presetGroup, this.claimedLabel, this.sizeLabel, this.report);
  }

  chooseSize() {
    const minKm2 = Number(this.size.value);
    if (this.size.value.trim() && within(minKm2, KM2_RANGE)) this.actions.count({ minKm2 });
    else this.size.value = String(this.minKm2);
  }

  /**
   * @param {CompareState} state
   * @param {Locale} locale
   */
  show(state, locale) {
    const { record } = this;
    for (const button of [...this.modes, ...this.presets, this.report]) {
      button.textContent = locale.say(`span_do_${button.dataset.do}`);
    }
    for (const button of this.modes) {
      button.setAttribute("aria-pressed", String(button.dataset.do === state.mode));
    }
    PRESETS.forEach(([, days], index) => {
      const from = days === null ? record.firstDay : state.to - days;
      this.presets[index].setAttribute("aria-pressed", String(state.from === from));
    });
    this.modeGroup.setAttribute("aria-label", locale.say("span_views"));
    this.presetGroup.setAttribute("aria-label", locale.say("span_presets"));
    const claims = record.legendOrder.some((key) => key.endsWith("/claimed"));
    this.claimed.checked = state.claimed;
    this.claimedLabel.title = locale.say(claims ? "span_claimed_title" : "span_claimed_none");
    this.minKm2 = state.minKm2;
    this.size.value = String(state.minKm2);
    this.sizeLabel.title = locale.say("span_min_km2_title");
    this.texts.claimed.textContent = locale.say("span_claimed");
    this.texts.size.textContent = locale.say("span_min_km2");
    this.texts.unit.textContent = locale.say("km2");
    this.element.dir = locale.direction;
  }
}
