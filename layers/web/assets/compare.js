// Two days of the same theatre: one map with a divider, two maps locked together, or what changed.

class CompareApp extends ReplayApp {
  asked() {
    return readSpan(window.location.search, this.replay);
  }

  build() {
    this.halves = { from: new Half(this, "from"), to: new Half(this, "to") };
    const { from, to } = this.halves;
    this.mapElement = to.mapElement;
    this.header = new SpanHeader(this);
    this.legend = new SpanLegend(this);
    this.caption = new Caption();
    this.toolbar = new CompareToolbar(this);
    this.slider = new SpanSlider(this.replay, { move: (end, day, typed) => this.move(end, day, typed) });
    this.bar = new SpanBar(this);
    this.divider = new Divider((share) => this.splitAt(share));
    this.notice = make("div", { class: "loc-notice", role: "alert", hidden: true });
    this.card = make("div", { class: "loc-card" }, this.header.element, this.legend.element);
    this.pair = make("div", { class: "loc-pair" }, from.element, to.element, from.plate, to.plate, this.divider.element);
    const foot = make("div", { class: "loc-foot" });
    this.stage = make("div", { class: "loc-stage" }, this.pair, this.card, this.toolbar.element, this.toolbar.panel, this.notice, foot);
    this.root.classList.add("loc", "loc-compare");
    this.root.replaceChildren(this.stage, make("div", { class: "loc-timeline loc-span" }, this.slider.element, this.bar.element));
    this.timeline = this.asTimeline();
    // There is no event on a comparison.
    this.marks = { show() {} };
    for (const half of [from, to]) half.makeMap(window.L);
    this.map = to.map;
    Object.assign(this, { popups: to.popups, labels: to.labels });
    this.scale = new ScaleBar(this.map);
    foot.append(this.caption.element, this.scale.element);
  }

  // What the replay asks of its timeline, answered by slider and divider.
  asTimeline() {
    return {
      translate: (words, look) => { this.slider.translate(words, look); },
      show: () => this.showEnds(),
      key: (name, shift) => this.slider.key(name, shift, this.onHandle),
      pause() {},
    };
  }

  addCanvases() {
    const { from, to } = this.halves;
    for (const half of [from, to]) half.addCanvases();
    this.canvases = Object.fromEntries(ENDS.flatMap((end) => Object.entries(this.halves[end].canvases).map(([name, canvas]) => [`${name}_${end}`, canvas])));
    this.canvases.above = to.canvases.above;
    this.showTiles();
    this.host.hears?.((found) => this.heard(found));
  }

  listen() {
    super.listen();
    const { from, to } = this.halves;
    from.map.on("click", (event) => from.clicked(event));
    from.mapElement.addEventListener("pointerdown", () => { this.touched = true; });
    from.mapElement.addEventListener("wheel", () => { this.touched = true; });
    from.map.on("dragstart zoomstart", () => { if (this.touched && !this.locking) this.follow = false; });
    for (const [one, other] of [[from, to], [to, from]]) {
      one.map.on("move", () => this.lock(one, other, false));
      one.map.on("moveend", () => this.lock(one, other, true));
    }
  }

  lock(one, other, ended) {
    if (this.locking || !other.mapElement.clientWidth || !one.map._loaded) return;
    this.locking = true;
    other.follow(one, ended);
    this.locking = false;
  }

  clicked(event) {
    return this.halves.to.clicked(event);
  }

  // `stop` is that of the later day.
  show(stop) {
    const earlier = this.replay.stopOf(this.state.from);
    this.halves.from.show(earlier, earlier);
    this.halves.to.show(stop, earlier);
  }

  // Called through `write`, with the words and the days as they now are.
  showEnds() {
    const { state, words } = this;
    this.root.dataset.mode = state.mode;
    this.slider.place(state);
    this.bar.show(words);
    for (const end of ENDS) {
      this.halves[end].plate.textContent = words.day(state[end]);
      this.halves[end].plate.dir = words.direction;
    }
    this.showSplit();
  }

  showSplit() {
    const share = this.state.split ?? this.middle ?? 50;
    this.pair.style.setProperty("--split", `${share}%`);
    this.divider.place(share, this.words, this.state);
  }

  // Where to look: the ground that changed, or all of the theatre.
  bounds() {
    const [west, south, east, north] = this.replay.theatre.extent;
    const whole = { bounds: [[south, west], [north, east]], middle: (west + east) / 2 };
    if (this.wholeShown) return whole;
    const { from, to } = this.state;
    return changedBounds(this.replay.control, isoDay(this.replay.stopOf(from)), isoDay(this.replay.stopOf(to))) || whole;
  }

  fit() {
    const { view, mode } = this.state;
    const { follow } = this;
    const kept = !follow && view;
    const { bounds, middle } = this.bounds();
    if (kept) this.map.setView([view.lat, view.lon], view.zoom, { reset: true });
    else {
      const wide = this.cardBeside;
      const card = mode === "side" ? 0 : wide ? this.card.offsetWidth : this.card.offsetHeight;
      const start = mode === "side" ? [16, 44] : wide ? [card + 40, 52] : [10, card + 46];
      this.map.fitBounds(bounds, { paddingTopLeft: start, paddingBottomRight: wide ? [mode === "side" ? 16 : 70, 50] : [10, 40], maxZoom: 9.5, animate: false });
    }
    this.lock(this.halves.to, this.halves.from, true);
    // Only a person's own move keeps the view from following the window.
    this.follow = follow;
    // The divider begins where it cuts what changed in two.
    const across = this.map.latLngToContainerPoint([bounds[0][0], middle]).x / (this.map.getSize().x || 1);
    this.middle = Math.max(8, Math.min(92, across * 100));
    this.showSplit();
  }
}
