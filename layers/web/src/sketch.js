// A small map beside a text: shapes over the outline of a theatre, without tiles.

/** @import { ComponentArguments } from "./bridge.js" */
/** @import { SketchDocument } from "./payload" */

import { make } from "./dom.js";
import { provided } from "./shared.js";
import { SketchMap } from "./sketch_map.js";
import { pageTheme } from "./theme.js";

const PATIENCE_MS = 30000;

/** @type {WeakMap<Node, Promise<SketchMap>>} */
const running = new WeakMap();

/**
 * Mount a sketch, or draw it anew in place.
 *
 * @param {ComponentArguments<Uint8Array>} component `data` is a document of `layers/web/sketch.py`.
 */
export default function mountSketch({ parentElement, data, setTriggerValue }) {
  const sketch = running.get(parentElement) ?? mount(parentElement);
  running.set(parentElement, sketch);
  const text = new TextDecoder().decode(data);
  sketch.then((map) => {
    /** @type {SketchDocument} */
    const drawing = JSON.parse(text);
    map.show(drawing, pageTheme(map.box));
    map.onClick = drawing.clickable ? (point) => setTriggerValue("clicked", point) : null;
  }).catch((error) => { parentElement.append(String(error)); });
  // Streamlit may call this between two reruns: only what has left the page is taken down.
  return () => setTimeout(() => {
    if (parentElement.isConnected) return;
    running.delete(parentElement);
    sketch.then((map) => map.remove());
  });
}

/** @returns {Promise<never>} that fails when Leaflet should long have come. */
function tooLate() {
  return new Promise((_resolve, reject) => setTimeout(() => {
    reject(new Error("Leaflet did not start; reload the page."));
  }, PATIENCE_MS));
}

/**
 * @param {Node & ParentNode} parent
 * @returns {Promise<SketchMap>}
 */
async function mount(parent) {
  const L = await Promise.race([provided("leaflet"), tooLate()]);
  const box = make("div", { class: "sketch" });
  const legend = make("ul", { class: "signs" });
  parent.append(box, legend);
  return new SketchMap(L, box, legend);
}
