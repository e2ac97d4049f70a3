// What a person can do to a comparison.

Object.assign(CompareApp.prototype, {
  // Moves one end; an end never passes the other.
  move(end, day, typed = false) {
    const { firstDay, horizon } = this.replay;
    if (typed && day < firstDay) this.complain([["before_first_day", { found: day, first: firstDay }]]);
    if (typed && day > horizon) this.complain([["after_last_day", { found: day, last: horizon }]]);
    const { from, to } = this.state;
    const [low, high] = end === "from" ? [firstDay, to] : [from, horizon];
    const target = Math.max(low, Math.min(high, day));
    if (target === this.state[end]) return;
    this.state[end] = target;
    this.changed();
  },

  preset(days) {
    const { firstDay } = this.replay;
    this.state.from = days === null ? firstDay : Math.max(firstDay, this.state.to - days);
    this.changed();
  },

  count(choice) {
    Object.assign(this.state, choice);
    this.changed();
  },

  // Days or what is counted have changed: both maps and all that is written about them.
  changed() {
    this.state.day = this.state.to;
    this.exact = this.measured?.key === this.exactKey() ? this.measured : null;
    const stop = this.replay.stopOf(this.state.to);
    this.show(stop);
    for (const half of Object.values(this.halves)) half.redraw();
    this.header.show(this.replay, this.words);
    this.legend.show(this.replay, this.words, this.look, stop, this.state.layers);
    this.caption.show(this.replay, this.words, this.state, stop);
    this.showEnds();
    for (const half of Object.values(this.halves)) half.map.closePopup();
    this.rest();
  },

  showAs(mode) {
    if (this.state.mode === mode) return;
    this.state.mode = mode;
    this.write();
    for (const half of Object.values(this.halves)) half.map.invalidateSize({ animate: false });
    if (this.follow) this.fit();
    else this.lock(this.halves.to, this.halves.from, true);
    for (const canvas of Object.values(this.canvases)) canvas.redraw();
    this.rest();
  },

  splitAt(share) {
    this.state.split = Math.max(0, Math.min(100, share));
    this.showSplit();
    this.rest();
  },

  whole() {
    this.wholeShown = true;
    this.follow = true;
    this.fit();
  },

  toChange() {
    this.wholeShown = false;
    this.follow = true;
    this.fit();
  },

  resized() {
    const size = `${this.root.clientWidth}×${this.root.clientHeight}×${this.state.clean}`;
    if (size === this.size || !this.root.clientWidth) return;
    this.size = size;
    for (const half of Object.values(this.halves)) half.map.invalidateSize({ animate: false });
    if (this.follow) this.fit();
    else this.lock(this.halves.to, this.halves.from, true);
  },

  showTiles() {
    for (const half of Object.values(this.halves)) {
      half.tileLayer?.remove();
      half.tileLayer = null;
      if (!this.tiles()) continue;
      const { url, max_zoom: maxZoom, subdomains } = this.replay.tiles;
      half.tileLayer = window.L.tileLayer(url, { maxZoom, subdomains: subdomains || "abc", pane: "loc-ground" }).addTo(half.map);
    }
  },

  key(event) {
    const target = event.composedPath()[0];
    const inside = this.root.contains(target) || [document.body, document.documentElement].includes(target);
    if (!inside) return;
    this.onHandle = target.classList?.contains("loc-handle");
    ReplayApp.prototype.key.call(this, event);
  },

  handleKey(event) {
    const mode = MODES[Number(event.key) - 1];
    if (mode) {
      this.showAs(mode);
      return true;
    }
    return ReplayApp.prototype.handleKey.call(this, event);
  },

  report() {
    const { from, to, claimed, least } = this.state;
    const title = [from, to].map((day) => this.words.day(day)).join(" – ");
    this.host.report?.({ from: isoDay(from), to: isoDay(to), title, claimed, least_km2: least, language: this.words.language });
  },

  writeLink() {
    this.writeAddress(writeSpan(location.search, this.state));
  },

  remove() {
    ReplayApp.prototype.remove.call(this);
    this.halves.from.map.remove();
  },
});

// What is asked about the figures of two days.
Object.assign(CompareApp.prototype, {
  // Which comparison it is that Python is to measure.
  exactKey() {
    const { from, to, claimed, least } = this.state;
    return [isoDay(this.replay.stopOf(from)), isoDay(this.replay.stopOf(to)), Number(claimed), least].join("|");
  },

  heard(found) {
    this.measured = new Measured(found, this.replay.plane);
    if (this.measured.key !== this.exactKey()) return;
    this.exact = this.measured;
    this.legend.show(this.replay, this.words, this.look, this.replay.stopOf(this.state.to), this.state.layers);
    this.halves.to.redraw();
  },

  counts({ basis }) {
    return this.state.claimed || basis !== "claimed";
  },

  km2(key) {
    return ENDS.map((end) => this.replay.figures(this.replay.stopOf(this.state[end])).get(key)?.km2 || 0);
  },

  keysShown() {
    return this.replay.legendOrder.filter((key) => (this.state.claimed || !key.endsWith("/claimed")) && this.km2(key).some(Boolean));
  },

  // Everybody with ground on one of the two days, claimed and assessed together.
  parties() {
    const found = new Map();
    for (const key of this.keysShown()) {
      const [party] = key.split("/");
      const [before, after] = this.km2(key);
      const row = found.get(party) || { party, before: 0, after: 0 };
      found.set(party, { party, before: row.before + before, after: row.after + after });
    }
    return [...found.values()];
  },

  // Plates on the largest pieces of ground that changed hands.
  notes() {
    if (this.state.mode !== "change" || !this.exact) return [];
    // On a narrow map there is room for the number only; the colour says whose it is.
    const wide = this.root.clientWidth > 700;
    const text = ({ after, km2 }) => this.words.say(wide ? "span_note" : "span_note_short", { party: this.words.of(this.replay.parties[after]?.short) || after, km2: this.words.km2(km2) });
    const large = this.exact.pieces.filter((piece) => piece.at && piece.after);
    return large.slice(0, MOST_NOTES).map((piece) => ({ ...piece.at, text: text(piece) }));
  },

  areaAt(day, x, y) {
    const probe = document.createElement("canvas").getContext("2d");
    const area = this.replay.control.at(isoDay(this.replay.stopOf(day)), x, y, probe);
    return area && this.counts(area.properties) ? area : undefined;
  },
});

const MOST_NOTES = 6;
