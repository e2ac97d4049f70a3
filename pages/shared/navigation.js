// Row of links on every page; provides the programs of components that are sent again and again.

/** @import { ComponentArguments, StateMessage } from "../../layers/web/src/bridge.js" */
/** @import { LinkData, LinkGroup, Texts } from "./page_link.js" */

import { leave } from "../../layers/web/src/bridge.js";
import { make } from "../../layers/web/src/dom.js";
import mountPublisher from "../../layers/web/src/publisher.js";
import mountPulse from "../../layers/web/src/pulse.js";
import { provide } from "../../layers/web/src/shared.js";
import mountSubscriber from "../../layers/web/src/subscriber.js";
import mountCopy from "./copy_button.js";
import { mountLinks } from "./page_link.js";
import mountPageLinks from "./page_links.js";

/** @typedef {{ theatre: string, labels: Texts, current: boolean }} TheatreLink */

/**
 * The row of a page.
 *
 * @typedef {object} RowOnly
 * @property {string[]} fonts As CSS writes them, of all weights in which a page is set.
 * @property {string} here Name of the page.
 * @property {string} path
 * @property {TheatreLink[]} theatres
 * @property {Texts} titles Of the tab, by language.
 * @property {{ pages: Texts, theatre: Texts }} words Names of the row and of its theatres.
 */

/** @typedef {LinkData & RowOnly} RowData */

// Back and forward leave a page too.
window.addEventListener("popstate", leave);
provide("lines_of_control_publisher", mountPublisher);
provide("lines_of_control_subscriber", mountSubscriber);
provide("lines_of_control_pulse", mountPulse);
provide("lines_of_control_page_links", mountPageLinks);
provide("lines_of_control_copy", mountCopy);

/**
 * Mount the row of links to pages.
 *
 * @param {ComponentArguments<RowData>} component
 */
export default function mountRow(component) {
  // A chart measures its words: their type is to be there first.
  for (const font of component.data.fonts) document.fonts.load(font);
  const cleanup = mountLinks(component, draw, follow);
  const current = component.parentElement.querySelector("[aria-current=page]");
  if (current) scrollRow(current);
  return cleanup;
}

/**
 * Scroll the row until a link of it is seen; the page itself stays where its reader is.
 *
 * @param {Element} link
 */
function scrollRow(link) {
  const row = link.closest("ul");
  if (!row) return;
  const outer = row.getBoundingClientRect();
  const inner = link.getBoundingClientRect();
  row.scrollLeft += Math.min(0, inner.left - outer.left) + Math.max(0, inner.right - outer.right);
}

/**
 * Follow the map: the title of the tab has its day, the page its language.
 *
 * @param {StateMessage} message
 * @param {LinkGroup<RowData>} group
 */
function follow({ page, state }, group) {
  // The map of the page before this one may not have left yet.
  if (page !== group.data.here) return;
  document.title = `${state.title} · ${group.data.titles[state.language]}`;
  group.translate(state.language);
}

/** @param {LinkGroup<RowData>} group */
function draw(group) {
  const { data } = group;
  const anchors = data.links.map((link) => {
    const anchor = group.anchor(link);
    if (link.page === data.here) anchor.ariaCurrent = "page";
    return anchor;
  });
  const row = make("nav", { class: "loc-nav" }, list(anchors), theatres(group));
  group.writers.push(() => {
    row.ariaLabel = group.text(data.words.pages);
    group.direct(row);
    group.direct(document.documentElement);
  });
  return row;
}

/** @param {HTMLAnchorElement[]} anchors */
function list(anchors) {
  return make("ul", {}, ...anchors.map((anchor) => make("li", {}, anchor)));
}

/**
 * Theatres to choose from, in a box that opens; null where there is one.
 *
 * @param {LinkGroup<RowData>} group
 */
function theatres(group) {
  const { data } = group;
  const current = data.theatres.find((theatre) => theatre.current);
  if (data.theatres.length < 2 || !current) return null;
  const anchors = data.theatres.map((theatre) => {
    const link = { page: data.here, path: data.path, own: {}, two_days: false };
    const anchor = group.anchor({ ...link, ...theatre, carried: ["theme"] });
    if (theatre === current) anchor.ariaCurrent = "true";
    return anchor;
  });
  const summary = make("summary");
  const box = make("details", {}, summary, list(anchors));
  group.writers.push(() => {
    summary.textContent = group.text(current.labels);
    summary.ariaLabel = `${group.text(data.words.theatre)}: ${summary.textContent}`;
  });
  closeWhenLeft(box, summary);
  return box;
}

/**
 * Close a box by Escape, or when something else is chosen.
 *
 * @param {HTMLDetailsElement} box
 * @param {HTMLElement} summary
 */
function closeWhenLeft(box, summary) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    box.open = false;
    summary.focus();
    event.stopPropagation();
  });
  box.addEventListener("focusout", (event) => {
    const target = /** @type {Node | null} */ (event.relatedTarget);
    if (!box.contains(target)) box.open = false;
  });
}
