// @ts-nocheck
// The comparison as a component of a page.

import { mountMap } from "./component.js";

export default function mountComparison(component) {
  return mountMap(component, "mountCompare");
}
