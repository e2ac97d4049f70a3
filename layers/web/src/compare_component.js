// The comparison as a component of a page.

/** @import { ComponentArguments } from "./bridge.js" */

import { mountMap } from "./component.js";

/**
 * Mount the comparison with the data that Python has packed.
 *
 * @param {ComponentArguments<Uint8Array<ArrayBuffer>>} component
 */
export default function mountComparison(component) {
  return mountMap(component, "compare");
}
