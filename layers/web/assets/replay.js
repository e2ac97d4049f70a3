// The map and its slider put together. Nothing here asks a server for anything while a person scrubs.

const REST_MS = 180;

class ReplayApp {
  // host: {report(state)} hears of a state at rest; {folium} is a map that folium has made.
  constructor(root, payload, host = {}) {
    this.root = root;
    this.host = host;
    this.replay = new Replay(payload);
    const { state, problems } = this.asked();
    this.state = state;
    this.look = new Look(this.replay.palette, this.theme());
    this.words = this.chosenWords();
    // A view given by the link or by hand is kept; any other follows the size of the window.
    this.follow = !state.view;
    this.build();
    this.show(this.replay.stopOf(state.day));
    this.write();
    this.size = `${this.root.clientWidth}×${this.root.clientHeight}×${state.clean}`;
    // A map that folium has made filled the window before it was put into the stage.
    if (this.host.folium) this.map.invalidateSize({ animate: false });
    this.listen();
    this.fit(false);
    // Canvases come last, so that each is painted once.
    this.addCanvases();
    this.marks.show(state.day, this.words, state.layers.has("events"));
    this.report();
    this.rest();
    if (problems.length) this.complain(problems);
    this.root.dataset.ready = "true";
  }

  asked() {
    return readLink(window.location.search, this.replay);
  }

  theme() {
    if (this.state.theme) return this.state.theme;
    return this.host.theme ? this.host.theme() : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  build() {
    const { replay, look } = this;
    this.mapElement = this.host.folium ? this.host.folium.getContainer() : make("div");
    this.mapElement.classList.add("loc-map");
    this.header = new Header();
    this.legend = new Legend();
    this.caption = new Caption();
    this.toolbar = new Toolbar(this);
    this.timeline = new Timeline(replay, { go: (day, typed) => this.go(day, typed), rest: () => this.rest() });
    this.notice = make("div", { class: "loc-notice", role: "alert", hidden: true });
    this.root.classList.add("loc");
    this.card = make("div", { class: "loc-card" }, this.header.element, this.legend.element);
    const foot = make("div", { class: "loc-foot" });
    this.root.replaceChildren(make("div", { class: "loc-stage" }, this.mapElement, this.card, this.toolbar.element, this.toolbar.panel, this.notice, foot), this.timeline.element);
    this.makeMap(look);
    this.scale = new ScaleBar(this.map);
    foot.append(this.caption.element, this.scale.element);
  }

  makeMap(look) {
    const L = window.L;
    this.map = this.host.folium || L.map(this.mapElement, mapOptions());
    const { replay } = this;
    this.ground = new GroundPainter(replay.base, look);
    this.control = new ControlPainter(replay.control, look);
    this.labels = new LabelPainter(replay, replay.base, replay.plane, look);
    this.popups = new Popups(L, this.map, replay);
    this.marks = new EventMarks(L, this.map, replay, (events) => this.popups.events(events, this.words));
  }

  addCanvases() {
    const { replay } = this;
    const Canvas = defineCanvasLayer(window.L);
    const pane = (name, order) => { this.map.createPane(name).style.zIndex = order; return { pane: name }; };
    const layer = (name, order, paint) => new Canvas(replay.plane, paint, pane(name, order)).addTo(this.map);
    this.canvases = {
      ground: layer("loc-ground", 210, (context, frame) => { if (!this.tiles()) this.ground.paint(context, frame); }),
      control: layer("loc-control", 310, (context, frame) => this.control.paint(context, frame, this.state.layers)),
      above: layer("loc-above", 320, (context, frame) => this.above(context, frame)),
    };
    this.showTiles();
  }

  above(context, frame) {
    this.ground.paintAbove(context, frame, this.state.layers);
    this.labels.paint(context, frame, this.state, this.words);
  }

  listen() {
    this.map.on("moveend zoomend resize", () => this.scale.show(this.words));
    this.map.on("moveend", () => this.moved());
    this.map.on("zoomend", () => { this.marks.show(this.state.day, this.words, this.state.layers.has("events")); });
    for (const touch of ["pointerdown", "wheel"]) {
      this.mapElement.addEventListener(touch, (event) => { if (event.type === "wheel" || event.isPrimary) this.touched = true; });
    }
    this.map.on("dragstart zoomstart", () => { if (this.touched) this.follow = false; });
    this.map.on("click", (event) => this.clicked(event));
    this.map.on("mousemove", (event) => { this.mapElement.style.cursor = this.nearest(event) ? "pointer" : ""; });
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
    // A link on the page around the map takes the state along as it is now.
    this.onWrite = () => this.writeLink();
    document.addEventListener("lines-of-control-write", this.onWrite);
    // A button clicked by mouse or finger gives the keys back to the slider.
    this.root.addEventListener("pointerup", (event) => {
      const button = event.target.closest?.("button");
      if (button && !this.toolbar.panel.contains(button)) setTimeout(() => button.blur());
    });
    this.resizing = new ResizeObserver(() => this.resized());
    this.resizing.observe(this.root);
    this.onFull = () => { if (!document.fullscreenElement && this.full) this.toggleClean(); };
    document.addEventListener("fullscreenchange", this.onFull);
    this.onScheme = () => this.retheme();
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.scheme.addEventListener("change", this.onScheme);
    // Names written before the page's font had come have other widths.
    this.onFonts = () => {
      this.labels.widths.clear();
      this.canvases?.above.redraw();
    };
    document.fonts.addEventListener("loadingdone", this.onFonts);
    for (const element of [this.card, this.toolbar.element, this.toolbar.panel, this.notice]) {
      window.L.DomEvent.disableScrollPropagation(element);
    }
  }

  // Whether the map has room beside the card; else the card lies across its top.
  get cardBeside() {
    return this.card.offsetWidth < this.root.clientWidth / 2;
  }

  // The theatre beside the legend on a wide screen, beneath it on a narrow one.
  fit(animate = true) {
    const [west, south, east, north] = this.replay.theatre.extent;
    const { view } = this.state;
    if (!this.follow && view) {
      this.map.setView([view.lat, view.lon], view.zoom, { animate: false });
    } else {
      const wide = this.cardBeside;
      const start = wide ? [this.card.offsetWidth + 26, 14] : [8, this.card.offsetHeight + 12];
      this.map.fitBounds([[south, west], [north, east]], { paddingTopLeft: start, paddingBottomRight: wide ? [56, 46] : [8, 60], animate });
    }
  }

  // What the painters draw from now on.
  show(stop) {
    const before = this.replay.stopBefore(stop);
    this.control.shown = isoDay(stop);
    this.control.before = before === undefined ? null : isoDay(before);
  }

  // Shows a day; past or future days are brought to the nearest one known, and said so when typed.
  go(day, typed = false) {
    const { firstDay, horizon } = this.replay;
    if (typed && day < firstDay) this.complain([["before_first_day", { found: day, first: firstDay }]]);
    if (typed && day > horizon) this.complain([["after_last_day", { found: day, last: horizon }]]);
    this.state.day = Math.max(firstDay, Math.min(horizon, day));
    const stop = this.replay.stopOf(this.state.day);
    const changed = this.control.shown !== isoDay(stop);
    if (changed) {
      this.show(stop);
      this.canvases.control.redraw();
      this.legend.show(this.replay, this.words, this.look, stop, this.state.layers);
      this.caption.show(this.replay, this.words, this.state, stop);
    }
    this.header.show(this.replay, this.words, this.state.day);
    this.marks.show(this.state.day, this.words, this.state.layers.has("events"));
    this.timeline.show(this.state.day);
    this.map.closePopup();
    this.rest();
  }

  // Everything anew: after a change of language, theme or layers.
  refresh() {
    this.write();
    this.marks.show(this.state.day, this.words, this.state.layers.has("events"));
    for (const canvas of Object.values(this.canvases)) canvas.redraw();
  }

  // All that is written around the map.
  write() {
    const stop = this.replay.stopOf(this.state.day);
    this.root.dataset.theme = this.look.theme;
    this.root.lang = this.words.language;
    for (const element of [this.card, this.caption.element, this.notice]) element.dir = this.words.direction;
    this.root.style.setProperty("--loc-sea", this.look.colours.ground.sea);
    this.host.themed?.(this.look.theme);
    this.timeline.translate(this.words, this.look);
    this.toolbar.translate(this.words);
    this.header.show(this.replay, this.words, this.state.day);
    this.legend.show(this.replay, this.words, this.look, stop, this.state.layers);
    this.caption.show(this.replay, this.words, this.state, stop);
    this.timeline.show(this.state.day);
    if (this.canvases) this.scale.show(this.words);
    this.root.classList.toggle("loc-clean", this.state.clean);
  }

  chosenWords() {
    return new Words(this.replay.words, this.state.language || "en");
  }

  translate() {
    this.words = this.chosenWords();
    this.refresh();
  }
}
