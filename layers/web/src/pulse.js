// A pulse: the fragment in which it stands is run again and again.

/** @import { ComponentArguments } from "./bridge.js" */

import { connect } from "./bridge.js";

/**
 * Send a pulse to Python at every interval, for as long as the component is on the page.
 *
 * @param {ComponentArguments<number>} component `data` is the interval in ms.
 */
export default function mountPulse({ parentElement, data, setTriggerValue }) {
  const connection = connect(parentElement);
  const timer = setInterval(() => {
    connection.send(() => setTriggerValue("pulse", true));
  }, data);
  connection.signal.addEventListener("abort", () => clearInterval(timer));
  return () => connection.close();
}
