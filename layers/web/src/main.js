// What the program of a map gives: to the page that mounts it, and to who looks into it.

export { CompareApp } from "./compare.js";
export { mountPage } from "./page.js";
export { MercatorPlane } from "./plane.js";
export { ReplayApp } from "./replay.js";
export { mountStandalone } from "./standalone.js";
export { Topology } from "./topology.js";
