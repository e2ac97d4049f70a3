// @ts-nocheck
// The replay as a component of a page.

import { mountMap } from "./component.js";

export default function mountReplay(component) {
  return mountMap(component, "mountPage");
}
