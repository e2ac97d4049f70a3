// Two maps of two days that look at the same ground: side by side, or one over the other with a
// divider between what is seen of each.

import { ENDS } from "./compare_slider.js";
import { Divider } from "./divider.js";
import { make } from "./dom.js";
import { MapView } from "./map_view.js";

/** @import { End } from "./compare_slider.js" */
/** @import { Locale } from "./locale.js" */
/** @import { ViewContent } from "./map_view.js" */
/** @import { MapRecord } from "./record.js" */

export class MapPair {
  /**
   * @param {MapRecord} record
   * @param {(end: End) => ViewContent} content
   * @param {object} handlers
   * @param {(share: number) => void} handlers.split the divider was moved, to percent of the width
   * @param {(end: End, event: import("leaflet").LeafletMouseEvent) => void} handlers.click
   */
  constructor(record, content, { split, click }) {
    // Both maps move as one, so a zoom is one step.
    const options = { animated: false };
    this.from = new MapView(record, () => content("from"), options);
    this.to = new MapView(record, () => content("to"), options);
    this.views = [this.to, this.from];
    // Whether a map is being moved because the other has moved.
    this.locking = false;
    this.divider = new Divider(split);
    this.plates = {
      from: make("div", { class: "loc-plate loc-plate-from" }),
      to: make("div", { class: "loc-plate loc-plate-to" }),
    };
    const [from, to] = ENDS.map((end) =>
      make("div", { class: `loc-half loc-half-${end}` }, this[end].element));
    this.element = make("div", { class: "loc-pair" },
      from, to, this.plates.from, this.plates.to, this.divider.element);
    for (const [moved, other] of [[this.from, this.to], [this.to, this.from]]) {
      moved.map.on("move", () => this.lock(moved, other, false));
      moved.map.on("moveend", () => this.lock(moved, other, true));
    }
    this.from.map.on("click", (event) => click("from", event));
    this.to.map.on("click", (event) => click("to", event));
  }

  /**
   * Move the other map along.
   *
   * @param {MapView} moved
   * @param {MapView} other
   * @param {boolean} ended
   */
  lock(moved, other, ended) {
    if (this.locking || !other.element.clientWidth) return;
    this.locking = true;
    other.follow(moved, ended);
    this.locking = false;
  }

  /** Bring the earlier map to where the later one looks. */
  align() {
    this.lock(this.to, this.from, true);
  }

  /**
   * @param {{ from: number, to: number }} days
   * @param {Locale} locale
   */
  writeDays(days, locale) {
    for (const end of ENDS) {
      this.plates[end].textContent = locale.day(days[end]);
      this.plates[end].dir = locale.direction;
    }
  }

  /**
   * @param {number} share of the width that is the earlier day's, in percent
   * @param {{ from: number, to: number }} days
   * @param {Locale} locale
   */
  showSplit(share, days, locale) {
    this.element.style.setProperty("--split", `${share}%`);
    this.divider.show(share, locale, days);
  }
}
