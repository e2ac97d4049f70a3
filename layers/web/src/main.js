// Program of a map: to mount it on a page or in a file, and, for tests, its parts.

export { CompareApp } from "./compare.js";
export { mountPage } from "./page.js";
export { MercatorPlane } from "./plane.js";
export { ReplayApp } from "./replay.js";
export { mountStandalone } from "./standalone.js";
export { Topology } from "./topology.js";
