// @ts-nocheck
// What a click tells: a place's history of control, an area's facts, an event with its source.

import { swatch } from "./card.js";
import { apart, icon, make } from "./dom.js";

export class Popups {
  constructor(L, map, record) {
    Object.assign(this, { L, map, record });
  }

  open(latlng, content, locale) {
    content.dir = locale.direction;
    const popup = this.L.popup({ maxWidth: 340, minWidth: 220, maxHeight: 340, autoPanPadding: [24, 24] });
    popup.setLatLng(latlng).setContent(content).openOn(this.map);
    const close = popup.getElement()?.querySelector(".leaflet-popup-close-button");
    if (close) close.setAttribute("aria-label", locale.say("close"));
  }

  place(place, day, locale, palette) {
    const rows = this.record.history(place).map((report) => this.report(report, day, locale, palette));
    const content = make("div", { class: "loc-popup" },
      make("h3", { text: locale.of(place.name) }),
      make("p", { class: "loc-quiet", text: [locale.say("kind_" + place.kind), locale.of(place.governorate)].filter(Boolean).join(" · ") }),
      make("p", { class: "loc-quiet loc-ltr", text: `${place.lat.toFixed(4)}° N, ${place.lon.toFixed(4)}° E` }),
      make("ol", { class: "loc-history" }, ...rows));
    this.open([place.lat, place.lon], content, locale);
  }

  report(report, day, locale, palette) {
    const party = this.record.parties[report.slot];
    const status = report.slot === "CONTESTED" ? "contested" : "controlled";
    const sure = locale.say("confidence_" + report.confidence);
    const how = report.kind === "default_rule" ? locale.say("default_rule") : report.source;
    return make("li", { class: report.day > day ? "loc-later" : "" },
      swatch(palette, report.slot, status, "assessed"),
      make("strong", { text: report.kind === "baseline" ? locale.say("before", { day: locale.day(report.day) }) : locale.day(report.day) }),
      make("span", { text: ` ${locale.of(party?.short) || report.slot}` }),
      make("div", { class: "loc-quiet", text: `${sure} · ${how}`, dir: "auto" }),
      report.note ? make("div", { class: "loc-quiet", text: report.note, dir: "auto" }) : null);
  }

  area(latlng, properties, figure, date, locale, palette) {
    const party = this.record.parties[properties.party];
    const facts = [
      [locale.say("status"), locale.say("status_" + properties.status)],
      [locale.say("basis"), locale.say("basis_" + properties.basis)],
      [locale.say("since"), locale.day(date)],
      [locale.say("km2_all"), figure ? `${locale.km2(figure.km2)} ${locale.say("km2")} (${locale.percent.format(figure.share)})` : "–"],
    ];
    const content = make("div", { class: "loc-popup" },
      make("h3", {}, swatch(palette, properties.party, properties.status, properties.basis), locale.of(party?.name) || properties.party),
      make("dl", {}, ...facts.flatMap(([term, fact]) => [make("dt", { text: term }), make("dd", { text: fact })])),
      make("p", { class: "loc-quiet", text: locale.of(this.record.theatre.credit) }));
    this.open(latlng, content, locale);
  }

  // Who held a point on each of several days; days is [[day, area or undefined], …].
  holders(latlng, days, locale, palette) {
    const rows = days.map(([day, area]) => {
      const { party, status, basis } = area?.properties || {};
      const name = area ? locale.of(this.record.parties[party]?.name) || party : locale.say("span_nobody");
      return make("li", {}, area ? swatch(palette, party, status, basis) : null, make("strong", { text: locale.day(day) }), make("div", { text: name }));
    });
    this.open(latlng, make("div", { class: "loc-popup" }, make("ol", { class: "loc-history" }, ...rows)), locale);
  }

  events(events, locale) {
    const content = make("div", { class: "loc-popup" },
      make("h3", { text: locale.day(events[0].day) }),
      ...events.map((event) => make("div", { class: "loc-event-text" },
        make("strong", {}, ...apart([locale.of(event.where) || event.place, locale.of(this.record.categories[event.category])], " · ")),
        make("p", { text: locale.of(event.text), dir: "auto" }),
        make("p", { class: "loc-quiet", text: `${locale.say("confidence_" + event.confidence)} · ${event.source}`, dir: "auto" }))));
    this.open([events[0].lat, events[0].lon], content, locale);
  }
}

// Marks nearer to each other than their own width become one, with a number.
const MARK_PX = 26;
const EVENT_SIGNS = {
  airstrike: "M12 3v5M12 16v5M3 12h5M16 12h5M6 6l3 3M15 15l3 3M18 6l-3 3M9 15l-3 3",
  casualties: "M12 5v14M7 10h10", battle: "M5 5l14 14M19 5L5 19", attack: "M5 5l14 14M19 5L5 19", offensive: "M4 12h14M12 6l6 6-6 6",
  counterattack: "M20 12H6M12 6l-6 6 6 6", capture: "M6 6h12v12H6z", handover: "M4 9h14l-4-4M20 15H6l4 4", withdrawal: "M20 12H6M12 6l-6 6 6 6",
  displacement: "M4 16h10M4 8h16M16 4l4 4-4 4", incursion: "M4 12h14M12 6l6 6-6 6", politics: "M12 11v7M12 6v.5", ceasefire: "M8 5v14M16 5v14", protest: "M12 5v8M12 18v.5",
};

export class EventMarks {
  constructor(L, map, record, opened) {
    Object.assign(this, { L, map, record, opened });
    this.group = L.layerGroup().addTo(map);
  }

  show(day, locale, visible) {
    this.group.clearLayers();
    if (!visible) return;
    const groups = [];
    for (const event of this.record.eventsOn(day)) {
      const point = this.map.project([event.lat, event.lon]);
      const near = groups.find((group) => group.point.distanceTo(point) < MARK_PX);
      if (near) near.events.push(event);
      else groups.push({ point, events: [event] });
    }
    for (const { events } of groups) this.mark(events, locale);
  }

  mark(events, locale) {
    const [first] = events;
    const sign = make("span", { class: "loc-event" }, icon(EVENT_SIGNS[first.category] || EVENT_SIGNS.politics));
    if (events.length > 1) sign.append(make("b", { text: String(events.length) }));
    const said = events.map((event) => `${locale.of(event.where) || event.place}: ${locale.of(this.record.categories[event.category])}`).join("; ");
    const mark = this.L.marker([first.lat, first.lon], {
      icon: this.L.divIcon({ className: "loc-event-mark", html: sign, iconSize: [22, 22], iconAnchor: [11, 28] }),
      keyboard: true, title: said, alt: said,
    });
    mark.on("click keypress", () => this.opened(events));
    this.group.addLayer(mark);
  }
}
