// Marks of the events of a day.

import { icon, make } from "./dom.js";
import { leaflet } from "./leaflet.js";

/** @import { Locale } from "./locale.js" */
/** @import { MapEvent, MapRecord } from "./record.js" */

// Marks nearer to each other than their own width become one, with a number.
const MARK_PX = 26;
const ARROW_RIGHT = "M4 12h14M12 6l6 6-6 6";
const ARROW_LEFT = "M20 12H6M12 6l-6 6 6 6";
const CROSS = "M5 5l14 14M19 5L5 19";
const LETTER_I = "M12 11v7M12 6v.5";
/** @type {Record<string, string>} */
const SIGNS = {
  airstrike: "M12 3v5M12 16v5M3 12h5M16 12h5M6 6l3 3M15 15l3 3M18 6l-3 3M9 15l-3 3",
  attack: CROSS,
  battle: CROSS,
  capture: "M6 6h12v12H6z",
  casualties: "M12 5v14M7 10h10",
  ceasefire: "M8 5v14M16 5v14",
  counterattack: ARROW_LEFT,
  displacement: "M4 16h10M4 8h16M16 4l4 4-4 4",
  handover: "M4 9h14l-4-4M20 15H6l4 4",
  incursion: ARROW_RIGHT,
  offensive: ARROW_RIGHT,
  politics: LETTER_I,
  protest: "M12 5v8M12 18v.5",
  withdrawal: ARROW_LEFT,
};

export class EventMarks {
  /**
   * @param {import("leaflet").Map} map
   * @param {MapRecord} record
   * @param {(events: MapEvent[]) => void} open called when a mark is chosen
   */
  constructor(map, record, open) {
    this.map = map;
    this.record = record;
    this.open = open;
    this.group = leaflet().layerGroup().addTo(map);
  }

  /**
   * @param {number} day
   * @param {Locale} locale
   * @param {boolean} visible
   */
  show(day, locale, visible) {
    this.group.clearLayers();
    if (!visible) return;
    /** @type {{ point: import("leaflet").Point, events: MapEvent[] }[]} */
    const groups = [];
    for (const event of this.record.eventsOn(day)) {
      const point = this.map.project([event.lat, event.lon]);
      const near = groups.find((group) => group.point.distanceTo(point) < MARK_PX);
      if (near) near.events.push(event);
      else groups.push({ point, events: [event] });
    }
    for (const { events } of groups) this.mark(events, locale);
  }

  /**
   * @param {MapEvent[]} events
   * @param {Locale} locale
   */
  mark(events, locale) {
    const { divIcon, marker } = leaflet();
    const [first] = events;
    const sign = make("span", { class: "loc-event" }, icon(SIGNS[first.category] || LETTER_I));
    if (events.length > 1) sign.append(make("b", { text: String(events.length) }));
    const title = events.map(({ where, place, category }) =>
      `${locale.of(where) || place}: ${locale.of(this.record.categories[category])}`).join("; ");
    const mark = marker([first.lat, first.lon], {
      icon: divIcon({
        className: "loc-event-mark", html: sign, iconSize: [22, 22], iconAnchor: [11, 28],
      }),
      keyboard: true,
      title,
      alt: title,
    });
    mark.on("click keypress", () => this.open(events));
    this.group.addLayer(mark);
  }
}
