// Messages of a map to Python.

/** @import { ComponentArguments, Source } from "./bridge.js" */

import { connect } from "./bridge.js";

// By element, what Python was sent: a change of theme subscribes anew and brings it once more.
/** @type {WeakMap<Node, string>} */
const sent = new WeakMap();

/**
 * Send each state of a map to Python, but not the first, which Python has read from the link.
 *
 * @param {ComponentArguments<Source>} component Which map it is.
 */
export default function mountSubscriber({ parentElement, data, setStateValue }) {
  const connection = connect(parentElement);
  connection.subscribe("state", ({ page, map, initial, state }) => {
    const value = { page, map, state };
    const text = JSON.stringify(value);
    if (page !== data.page || map !== data.map || initial) return;
    if (sent.get(parentElement) === text) return;
    sent.set(parentElement, text);
    connection.send(() => setStateValue("state", value));
  });
  return () => connection.close();
}
