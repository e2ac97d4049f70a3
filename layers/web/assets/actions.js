// What a person can do to the replay: each action changes the state, shows it, and writes the link.

Object.assign(ReplayApp.prototype, {
  // After a short rest the link is written and the host hears of the state.
  rest() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.writeLink();
      this.report();
    }, REST_MS);
  },

  report() {
    const { day, distances, clean } = this.state;
    this.host.report?.({ day: isoDay(day), title: this.words.day(day), language: this.words.language, distances, clean });
  },

  writeLink() {
    this.writeAddress(writeLink(location.search, this.state));
  },

  writeAddress(query) {
    // A page opened from disk, or inside a sandbox, may not change its own address.
    try {
      history.replaceState(history.state, "", query + location.hash);
    } catch (error) {
      if (error.name !== "SecurityError") throw error;
    }
  },

  moved() {
    // What stands in the middle of the window; the map keeps what was asked for, up to a pixel away.
    const { lat, lng } = this.map.containerPointToLatLng(this.map.getSize().divideBy(2));
    this.state.view = { lat, lon: lng, zoom: this.map.getZoom() };
    clearTimeout(this.moving);
    this.moving = setTimeout(() => this.writeLink(), REST_MS);
  },

  // The browser also calls this once at the start, when nothing has changed.
  resized() {
    const size = `${this.root.clientWidth}×${this.root.clientHeight}×${this.state.clean}`;
    if (size === this.size) return;
    this.size = size;
    // Hidden or taken off the page: there is nothing to fit into.
    if (!this.root.clientWidth) return;
    this.map.invalidateSize({ animate: false });
    if (this.follow) this.fit(false);
  },

  zoom(step) {
    this.follow = false;
    this.map.setZoom(this.map.getZoom() + step * this.map.options.zoomDelta);
  },

  // Back to the whole theatre, which again follows the size of the window.
  whole() {
    this.follow = true;
    this.fit();
  },

  nearest(event) {
    const canvas = this.canvases.above;
    if (!canvas._bounds) return undefined;
    const { x, y } = event.layerPoint.subtract(canvas._bounds.min);
    let [best, reach] = [undefined, 11];
    for (const seen of this.labels.visible) {
      const away = Math.hypot(seen.x - x, seen.y - y);
      if (away < reach) [best, reach] = [seen.place, away];
    }
    return best;
  },

  clicked(event) {
    const place = this.nearest(event);
    if (place) return this.popups.place(place, this.state.day, this.words, this.look);
    const stop = this.replay.stopOf(this.state.day);
    const [x, y] = this.canvases.control.planePoint(event.latlng);
    const probe = document.createElement("canvas").getContext("2d");
    const area = this.replay.control.at(isoDay(stop), x, y, probe);
    if (!area) return undefined;
    const { party, status, basis } = area.properties;
    const figure = this.replay.figures(stop).get(`${party}/${status}/${basis}`);
    return this.popups.area(event.latlng, area.properties, figure, stop, this.words, this.look);
  },

  key(event) {
    if (!this.root.isConnected || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.composedPath()[0];
    const typing = target.closest?.("input, textarea, select, [contenteditable=''], [contenteditable='true']");
    const box = target.type === "checkbox";
    if (typing && !box) return;
    if ((box || target.closest?.("button, a, summary, [role=tab], [role=button]")) && [" ", "Enter"].includes(event.key)) return;
    if (this.handleKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  },

  handleKey(event) {
    const actions = {
      f: () => this.toggleClean(true), F: () => this.toggleClean(true),
      "?": () => this.toolbar.open("help"),
      "+": () => this.zoom(1), "=": () => this.zoom(1), "-": () => this.zoom(-1),
      Escape: () => this.escape(),
    };
    if (actions[event.key]) {
      actions[event.key]();
      return true;
    }
    return this.timeline.key(event.key, event.shiftKey);
  },

  escape() {
    if (!this.toolbar.panel.hidden) this.toolbar.close();
    else if (this.state.clean && !document.fullscreenElement) this.toggleClean();
    this.map.closePopup();
    this.notice.hidden = true;
  },

  toggleClean(full = false) {
    this.state.clean = !this.state.clean;
    this.root.classList.toggle("loc-clean", this.state.clean);
    if (!this.state.clean && document.fullscreenElement) document.exitFullscreen();
    this.full = this.state.clean && full;
    // Full screen is a wish: a browser that refuses still shows the clean view.
    if (this.full) this.root.requestFullscreen?.().catch(() => { this.full = false; });
    this.resized();
    this.rest();
  },

  toggleLayer(name, on) {
    if (on) this.state.layers.add(name);
    else this.state.layers.delete(name);
    if (name === "tiles") this.showTiles();
    this.refresh();
    this.rest();
  },

  tiles() {
    return this.replay.tiles && this.state.layers.has("tiles");
  },

  showTiles() {
    if (this.tileLayer) this.tileLayer.remove();
    this.tileLayer = null;
    if (!this.tiles()) return;
    const { url, max_zoom: maxZoom, subdomains } = this.replay.tiles;
    this.tileLayer = window.L.tileLayer(url, { maxZoom, subdomains: subdomains || "abc", pane: "loc-ground" }).addTo(this.map);
  },

  addDistance(start, end) {
    this.state.layers.add("distances");
    const known = this.state.distances.some((pair) => pair.includes(start.id) && pair.includes(end.id));
    if (!known) this.state.distances.push([start.id, end.id]);
    this.toolbar.fill("measure");
    this.refresh();
    this.rest();
  },

  removeDistance(pair) {
    this.state.distances = this.state.distances.filter((other) => other !== pair);
    this.toolbar.fill("measure");
    this.refresh();
    this.rest();
  },

  nextLanguage() {
    this.state.language = this.words.next;
    this.map.closePopup();
    this.translate();
    this.rest();
  },

  nextTheme() {
    this.state.theme = this.look.theme === "dark" ? "light" : "dark";
    this.retheme();
    this.rest();
  },

  retheme() {
    if (this.theme() === this.look.theme) return;
    this.look.set(this.theme());
    this.refresh();
  },

  async copyLink() {
    this.writeLink();
    const link = location.href;
    try {
      await navigator.clipboard.writeText(link);
      this.tell(this.words.say("link_copied"));
    } catch {
      // No permission, or no secure context: the link is shown to be copied by hand.
      this.tell(this.words.say("link_by_hand", { link }));
    }
  },

  // Numbers among the facts of a problem are days.
  complain(problems) {
    const day = (value) => (typeof value === "number" ? this.words.day(value) : value);
    this.tell(problems.map(([key, facts]) =>
      this.words.say(key, Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, day(value)])))).join(" "), 12000);
  },

  tell(text, milliseconds = 4000) {
    this.notice.textContent = text;
    this.notice.hidden = false;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => { this.notice.hidden = true; }, milliseconds);
  },

  // Takes the replay off the page.
  remove() {
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("lines-of-control-write", this.onWrite);
    document.fonts.removeEventListener("loadingdone", this.onFonts);
    document.removeEventListener("fullscreenchange", this.onFull);
    this.scheme.removeEventListener("change", this.onScheme);
    this.resizing.disconnect();
    this.timeline.pause();
    clearTimeout(this.timeline.waiting);
    clearTimeout(this.resting);
    clearTimeout(this.moving);
    this.map.remove();
  },
});
