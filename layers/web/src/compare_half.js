// @ts-nocheck
// One of the two maps: of the earlier day, or of the later one and of the change.

import { defineCanvasLayer, mapOptions } from "./canvas.js";
import { ChangePainter, DayPainter } from "./compare_paint.js";
import { ENDS } from "./compare_slider.js";
import { isoDay } from "./days.js";
import { make } from "./dom.js";
import { LabelPainter, nearestPlace } from "./labels.js";
import { GroundPainter } from "./paint.js";
import { Popups } from "./popups.js";

export class Half {
  constructor(app, end) {
    Object.assign(this, { app, end, record: app.record });
    this.mapElement = make("div", { class: "loc-map" });
    this.plate = make("div", { class: `loc-plate loc-plate-${end}` });
    this.element = make("div", { class: `loc-half loc-half-${end}` }, this.mapElement);
  }

  makeMap(L) {
    const { record } = this;
    const { palette } = this.app;
    // Both maps move as one, so a zoom is one step.
    this.map = L.map(this.mapElement, { ...mapOptions(), zoomAnimation: false });
    this.ground = new GroundPainter(record.base, palette);
    this.day = new DayPainter(record.control, palette, this.app);
    this.change = new ChangePainter(record.control, palette, this.app);
    this.labels = new LabelPainter(record, record.base, record.plane, palette);
    this.popups = new Popups(L, this.map, record);
  }

  addCanvases() {
    const { app, record } = this;
    const Canvas = defineCanvasLayer(window.L);
    const pane = (name, order) => { this.map.createPane(name).style.zIndex = order; return { pane: name }; };
    const layer = (name, order, paint) => new Canvas(record.plane, paint, pane(name, order)).addTo(this.map);
    this.canvases = {
      ground: layer("loc-ground", 210, (context, frame) => { if (!app.tiles()) this.ground.paint(context, frame); }),
      control: layer("loc-control", 310, (context, frame) => this.painter.paint(context, frame, app.state.layers)),
      above: layer("loc-above", 320, (context, frame) => this.above(context, frame)),
    };
  }

  above(context, frame) {
    const { app } = this;
    this.ground.paintAbove(context, frame, app.state.layers);
    this.labels.paint(context, frame, { ...app.state, notes: this.end === "to" ? app.notes() : [] }, app.locale);
  }

  get painter() {
    return this.app.state.mode === "change" && this.end === "to" ? this.change : this.day;
  }

  // What the painters draw from now on.
  show(date, earlier) {
    for (const painter of [this.day, this.change]) {
      painter.shown = isoDay(date);
      painter.before = isoDay(earlier);
    }
  }

  redraw() {
    this.canvases?.control.redraw();
    // Plates with km² come and go with the change.
    if (this.end === "to" && this.app.state.mode === "change") this.canvases?.above.redraw();
  }

  clicked(event) {
    const { app } = this;
    const place = nearestPlace(this.canvases.above, this.labels, event);
    if (place) return this.popups.place(place, app.state[this.end], app.locale, app.palette);
    const [x, y] = this.canvases.control.planePoint(event.latlng);
    const holders = ENDS.map((end) => [app.state[end], app.areaAt(app.state[end], x, y)]);
    if (holders.some(([, area]) => area)) this.popups.holders(event.latlng, holders, app.locale, app.palette);
    return undefined;
  }

  // Goes where the other map has gone; at the end of a move it is drawn anew.
  follow(other, ended) {
    const [centre, zoom] = [other.map.getCenter(), other.map.getZoom()];
    if (ended || zoom !== this.map.getZoom()) this.map.setView(centre, zoom, { reset: true });
    else {
      const away = this.map.latLngToContainerPoint(centre).subtract(this.map.getSize().divideBy(2));
      this.map._rawPanBy(away.round());
      this.map.fire("move");
    }
  }
}
