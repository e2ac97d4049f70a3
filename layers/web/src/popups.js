// Popups of a click: a place's history of control, an area's facts, events with their sources.

import { apart, make } from "./dom.js";
import { leaflet } from "./leaflet.js";
import { coordinates } from "./locale.js";
import { CONTESTED } from "./palette.js";
import { swatch } from "./swatch.js";

/** @import { Locale } from "./locale.js" */
/** @import { Palette } from "./palette.js" */
/** @import { Figure, MapEvent, MapRecord, Place, PlaceReport } from "./record.js" */
/** @import { AreaProperties } from "./payload" */

/** @typedef {import("leaflet").LatLngExpression} Position */
/** @typedef {{ day: number, area: AreaProperties | undefined }} Holder  of a point on a day */

export class Popups {
  /**
   * @param {import("leaflet").Map} map
   * @param {MapRecord} record
   * @param {() => { locale: Locale, palette: Palette }} style of the moment of opening
   */
  constructor(map, record, style) {
    this.map = map;
    this.record = record;
    this.style = style;
  }

  /**
   * @param {Position} position
   * @param {HTMLElement} content
   */
  open(position, content) {
    const { locale } = this.style();
    content.dir = locale.direction;
    const popup = leaflet().popup({
      maxWidth: 340, minWidth: 220, maxHeight: 340, autoPanPadding: [24, 24],
    });
    popup.setLatLng(position).setContent(content).openOn(this.map);
    const close = popup.getElement()?.querySelector(".leaflet-popup-close-button");
    close?.setAttribute("aria-label", locale.say("close"));
  }

  /**
   * Open the history of a place; reports after the day are pale.
   *
   * @param {Place} place
   * @param {number} day
   */
  place(place, day) {
    const { locale } = this.style();
    const kind = locale.say(`kind_${place.kind}`);
    const under = [kind, locale.of(place.governorate)].filter(Boolean).join(" · ");
    const rows = this.record.history(place).map((report) => this.report(report, day));
    this.open([place.lat, place.lon], make("div", { class: "loc-popup" },
      make("h3", { text: locale.of(place.name) }),
      make("p", { class: "loc-quiet", text: under }),
      make("p", { class: "loc-quiet loc-ltr", text: coordinates(place) }),
      make("ol", { class: "loc-history" }, ...rows)));
  }

  /**
   * @param {PlaceReport} report
   * @param {number} day
   */
  report({ slot, kind, confidence, source, note, ...report }, day) {
    const { locale, palette } = this.style();
    const status = slot === CONTESTED ? "contested" : "controlled";
    const date = locale.day(report.day);
    const origin = kind === "default_rule" ? locale.say("default_rule") : source;
    const evidence = `${locale.say(`confidence_${confidence}`)} · ${origin}`;
    return make("li", { class: report.day > day ? "loc-later" : "" },
      swatch(palette, slot, status, "assessed"),
      make("strong", { text: kind === "baseline" ? locale.say("before", { day: date }) : date }),
      make("span", { text: ` ${locale.of(this.record.parties[slot]?.short) || slot}` }),
      make("div", { class: "loc-quiet", text: evidence, dir: "auto" }),
      note ? make("div", { class: "loc-quiet", text: note, dir: "auto" }) : null);
  }

  /**
   * Open the facts of an area of control.
   *
   * @param {Position} position
   * @param {AreaProperties} area
   * @param {Figure | undefined} figure of all ground of its kind on that date
   * @param {number} date
   */
  area(position, area, figure, date) {
    const { locale, palette } = this.style();
    const party = this.record.parties[area.party];
    const share = figure && locale.percent(figure.share);
    const km2 = figure ? `${locale.number(figure.km2)} ${locale.say("km2")} (${share})` : "–";
    const facts = [
      [locale.say("status"), locale.say(`status_${area.status}`)],
      [locale.say("basis"), locale.say(`basis_${area.basis}`)],
      [locale.say("since"), locale.day(date)],
      [locale.say("km2_all"), km2],
    ];
    const terms = facts.flatMap(([term, fact]) =>
      [make("dt", { text: term }), make("dd", { text: fact })]);
    const mark = swatch(palette, area.party, area.status, area.basis);
    this.open(position, make("div", { class: "loc-popup" },
      make("h3", {}, mark, locale.of(party?.name) || area.party),
      make("dl", {}, ...terms),
      make("p", { class: "loc-quiet", text: locale.of(this.record.theatre.credit) })));
  }

  /**
   * Open who held a point on each of several days.
   *
   * @param {Position} position
   * @param {Holder[]} holders
   */
  holders(position, holders) {
    const { locale, palette } = this.style();
    const rows = holders.map(({ day, area }) => make("li", {},
      area ? swatch(palette, area.party, area.status, area.basis) : null,
      make("strong", { text: locale.day(day) }),
      make("div", { text: this.holderName(area) })));
    const list = make("ol", { class: "loc-history" }, ...rows);
    this.open(position, make("div", { class: "loc-popup" }, list));
  }

  /** @param {AreaProperties | undefined} area */
  holderName(area) {
    const { locale } = this.style();
    if (!area) return locale.say("span_nobody");
    return locale.of(this.record.parties[area.party]?.name) || area.party;
  }

  /**
   * Open the events of one mark.
   *
   * @param {MapEvent[]} events of one day, near each other
   */
  events(events) {
    const { locale } = this.style();
    const [first] = events;
    const texts = events.map((event) => {
      const where = locale.of(event.where) || event.place;
      const category = locale.of(this.record.categories[event.category]);
      const confidence = locale.say(`confidence_${event.confidence}`);
      return make("div", { class: "loc-event-text" },
        make("strong", {}, ...apart([where, category], " · ")),
        make("p", { text: locale.of(event.text), dir: "auto" }),
        make("p", { class: "loc-quiet", text: `${confidence} · ${event.source}`, dir: "auto" }));
    });
    const title = make("h3", { text: locale.day(first.day) });
    this.open([first.lat, first.lon], make("div", { class: "loc-popup" }, title, ...texts));
  }
}
