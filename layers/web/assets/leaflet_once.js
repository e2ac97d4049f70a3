// Brings Leaflet into a page once, for sketches; the replay brings its own.

export default function () {
  if (!globalThis.L) (function () { LEAFLET }).call(globalThis);
}
