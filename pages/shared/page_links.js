// Links on a page, one under another.

/** @import { ComponentArguments } from "../../layers/web/src/bridge.js" */
/** @import { LinkData, LinkGroup } from "./page_link.js" */

import { make } from "../../layers/web/src/dom.js";
import { mountLinks } from "./page_link.js";

/**
 * Mount links to other pages.
 *
 * @param {ComponentArguments<LinkData>} component
 */
export default function mountPageLinks(component) {
  return mountLinks(component, draw, ({ state }, group) => group.translate(state.language));
}

/** @param {LinkGroup} group */
function draw(group) {
  const links = group.data.links.map((link) => group.anchor(link));
  const element = make("div", { class: "loc-page-links" }, ...links);
  group.writers.push(() => group.direct(element));
  return element;
}
