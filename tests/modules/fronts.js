// Reads a TopoJSON document of areas by date and an extent; writes of each date its fronts, those
// at contested ground among them, and the fronts of the date before it that it has no more.

import { MercatorPlane } from "../../layers/web/src/plane.js";
import { Topology } from "../../layers/web/src/topology.js";
import { answer } from "./answer.js";

/** @import { AreaProperties } from "../../layers/web/src/payload" */
/** @import { TopoJson } from "../../layers/web/src/topology.js" */

/**
 * @typedef {object} Question
 * @property {TopoJson<AreaProperties>} topology
 * @property {[number, number, number, number]} extent
 */

answer((/** @type {Question} */ { topology: document_, extent }) => {
  const topology = new Topology(document_, new MercatorPlane(...extent));
  const dates = Object.keys(document_.objects);
  return Object.fromEntries(dates.map((date, index) => {
    const arcs = [...topology.frontArcs(date)];
    const contested = arcs.filter(([, beside]) => beside).map(([arc]) => arc);
    const former = index ? topology.formerFrontArcs(dates[index - 1], date) : [];
    return [date, { fronts: arcs.map(([arc]) => arc), contested, former }];
  }));
});
