// A message from Python to the components of the page.

/** @import { ComponentArguments, MeasuredChange } from "./bridge.js" */

import { connect } from "./bridge.js";

/**
 * Publish a message of Python; it is retained as long as the component is on the page.
 *
 * @param {ComponentArguments<Uint8Array>} component `data` is a name and a detail, as JSON.
 */
export default function mountPublisher({ parentElement, data }) {
  /** @type {{ name: "change", detail: MeasuredChange }} */
  const { name, detail } = JSON.parse(new TextDecoder().decode(data));
  const connection = connect(parentElement);
  connection.publish(name, detail);
  return () => connection.close();
}
