// A map as a component: unpacks what Python sent, once, and starts the program that came with it.

/** @import { ComponentArguments, Connection, Source } from "./bridge.js" */
/** @import { MountedMap, Place } from "./page.js" */

import { connect } from "./bridge.js";

/**
 * @typedef {object} RunningMap
 * @property {string} mark
 * @property {Connection} connection
 * @property {Promise<MountedMap | null>} mounted None where its data were replaced meanwhile.
 */

/** @typedef {typeof import("./main.js")} MapProgram */

/** @type {WeakMap<Node, RunningMap>} */
const running = new WeakMap();

const host = /** @type {{ LinesOfControl?: MapProgram }} */ (/** @type {unknown} */ (globalThis));

/**
 * @param {Uint8Array<ArrayBuffer>} bytes Gzipped.
 * @returns {Promise<string>}
 */
async function unpack(bytes) {
  const unzip = new DecompressionStream("gzip");
  const writer = unzip.writable.getWriter();
  writer.write(bytes);
  writer.close();
  return new Response(unzip.readable).text();
}

/**
 * Run a program once in a page. An inline script runs at once; where a content policy forbids
 * it, the same text is a module.
 *
 * @param {string} program
 * @returns {Promise<MapProgram>}
 */
async function start(program) {
  if (!host.LinesOfControl) {
    const script = document.createElement("script");
    script.textContent = program;
    document.head.append(script);
    script.remove();
  }
  if (!host.LinesOfControl) {
    const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
    await import(address);
    URL.revokeObjectURL(address);
  }
  if (!host.LinesOfControl) throw new Error("The program of the map did not start.");
  return host.LinesOfControl;
}

/**
 * @param {ComponentArguments<Uint8Array<ArrayBuffer>>} component
 * @param {Omit<Place, "asLinked">} place
 * @param {Promise<MountedMap | null> | undefined} before Map that stood there before.
 */
async function mount({ parentElement, data }, place, before) {
  // Two parts, so that the program is compiled while the data are unpacked; four bytes say where.
  const cut = 4 + new DataView(data.buffer, data.byteOffset).getUint32(0);
  const started = unpack(data.subarray(4, cut)).then(start);
  const [program, text] = await Promise.all([started, unpack(data.subarray(cut))]);
  if (!place.connection.open) return null;
  const { payload, style } = JSON.parse(text);
  // After a publication the map goes on where it was, which the link that Python has read is not.
  const asLinked = (await before)?.theatre !== payload.theatre.id;
  return program.mountPage(parentElement, payload, style, { ...place, asLinked });
}

/**
 * Mark of a map's data: gzip ends with a checksum and a length, which tell editions apart.
 *
 * @param {Uint8Array} data
 * @returns {string} Sixteen hexadecimal digits, as `pages/shared/map.py` has them.
 */
function mapMark(data) {
  return Array.from(data.slice(-8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Take a map off its page.
 *
 * @param {RunningMap | undefined} map
 */
function end(map) {
  map?.connection.close();
  map?.mounted.then((mounted) => mounted?.remove());
}

/**
 * Mount a map, or follow the theme where its data are those of the call before.
 *
 * @param {ComponentArguments<Uint8Array<ArrayBuffer>>} component
 * @param {Source["page"]} page
 */
export function mountMap(component, page) {
  const { parentElement, data } = component;
  const [map, mark] = [running.get(parentElement), mapMark(data)];
  if (map?.mark === mark) map.mounted.then((mounted) => mounted?.theme());
  else {
    // Something was published: the map is mounted anew; the link keeps day, view and layers.
    end(map);
    const connection = connect(parentElement);
    const place = { source: { page, map: mark }, connection };
    const mounted = mount(component, place, map?.mounted).catch((error) => {
      if (connection.open) parentElement.textContent = String(error);
      return null;
    });
    running.set(parentElement, { mark, connection, mounted });
  }
  // Streamlit may call this between two reruns: only what has left the page is taken down.
  return () => setTimeout(() => {
    if (parentElement.isConnected) return;
    end(running.get(parentElement));
    running.delete(parentElement);
  });
}
