// Links to other pages, which carry the state of this page as it is at the moment they are taken.

/** @import { ComponentArguments, Connection } from "../../layers/web/src/bridge.js" */
/** @import { StateMessage } from "../../layers/web/src/bridge.js" */

import { connect, leave } from "../../layers/web/src/bridge.js";
import { make } from "../../layers/web/src/dom.js";

/** @typedef {Record<string, string>} Texts By language. */

/**
 * Link to a page, as `pages/shared/navigation.py` describes it.
 *
 * @typedef {object} PageLink
 * @property {string} page
 * @property {string} path
 * @property {Texts} labels
 * @property {Record<string, string>} own Parameters of its own.
 * @property {boolean} two_days Whether the page shows two days.
 * @property {readonly string[]} [carried] Parameters that are carried, where not the usual ones.
 * @property {string} [theatre] Where not that of this page; "" is the built-in one.
 */

/**
 * Links of a component.
 *
 * @typedef {object} LinkData
 * @property {string} language
 * @property {Texts} directions "ltr" or "rtl".
 * @property {string[]} carried Parameters that follow a person from page to page.
 * @property {string} theatre "" is the built-in one.
 * @property {PageLink[]} links
 */

/** @typedef {ComponentArguments<LinkData>["setTriggerValue"]} SetTriggerValue */

// A link is about to be followed, copied or opened in another tab.
const ATTENTION = ["pointerenter", "pointerdown", "focus"];

/**
 * Links that are drawn together, in the language of the map beside them.
 *
 * @template {LinkData} [Data=LinkData]
 */
export class LinkGroup {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    this.language = data.language;
    /** @type {Connection | null} */
    this.connection = null;
    /** @type {SetTriggerValue} */
    this.setTriggerValue = () => {};
    /** @type {(() => void)[]} Write all that depends on the language. */
    this.writers = [];
  }

  /**
   * @param {Texts} texts
   * @returns {string} In the language of the group, or in the first that there is.
   */
  text(texts) {
    return texts[this.language] ?? Object.values(texts)[0];
  }

  /**
   * Make the element of a link; its address is renewed whenever attention turns to it.
   *
   * @param {PageLink} link
   * @returns {HTMLAnchorElement}
   */
  anchor(link) {
    const element = make("a", { target: "_self" });
    const refresh = () => {
      const query = this.#query(link);
      element.href = addressOf(link, query);
      return query;
    };
    for (const name of ATTENTION) element.addEventListener(name, refresh);
    element.addEventListener("click", (event) => {
      const query = refresh();
      // Another tab or window is the browser's affair.
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (element.ariaCurrent) return;
      leave();
      this.setTriggerValue("go", { page: link.page, query });
    });
    this.writers.push(() => {
      element.textContent = this.text(link.labels);
      refresh();
    });
    return element;
  }

  /**
   * Let an element run in the language of the group, and in its direction.
   *
   * @param {HTMLElement} element
   */
  direct(element) {
    element.lang = this.language;
    element.dir = this.data.directions[this.language];
  }

  /** Write labels and addresses. */
  write() {
    for (const write of this.writers) write();
  }

  /**
   * Write all in another language: that of the map changes without the server.
   *
   * @param {string} language
   */
  translate(language) {
    if (language === this.language) return;
    this.language = language;
    this.write();
  }

  /**
   * Parameters of a link: language, what is carried, and the link's own.
   *
   * @param {PageLink} link
   * @returns {Record<string, string>}
   */
  #query(link) {
    // A map writes into the address what has changed since its last rest.
    const request = { screen: "" };
    this.connection?.publish("write-link", request);
    const current = new URLSearchParams(location.search);
    /** @type {Record<string, string>} */
    const query = { lang: this.language };
    for (const name of link.carried ?? this.data.carried) {
      const text = current.get(name);
      if (text !== null) query[name] = text;
    }
    query.theatre = link.theatre ?? this.data.theatre;
    if (!query.theatre) delete query.theatre;
    Object.assign(query, link.own);
    if (link.two_days && !query.to && query.as_of) query.to = query.as_of;
    if (!link.two_days && !query.as_of && query.to) query.as_of = query.to;
    if (link.page === "press" && query.at && request.screen) query.screen = request.screen;
    return query;
  }
}

/**
 * @param {PageLink} link
 * @param {Record<string, string>} query
 * @returns {string} Commas and tildes are legal in a query and far easier to read aloud.
 */
function addressOf(link, query) {
  const text = new URLSearchParams(query).toString();
  return `${link.path}?${text}`.replaceAll("%2C", ",").replaceAll("%7E", "~");
}

/**
 * Links on the page, and the data from which they were drawn.
 *
 * @typedef {object} Drawing
 * @property {string} text
 * @property {LinkGroup<any>} group Of the data that its component has.
 * @property {HTMLElement} element
 */

/** @type {WeakMap<Node, Drawing>} */
const drawings = new WeakMap();

/**
 * Mount links; where their data are those of the call before, they stay as they are.
 *
 * @template {LinkData} Data
 * @param {ComponentArguments<Data>} component
 * @param {(group: LinkGroup<Data>) => HTMLElement} draw
 * @param {(message: StateMessage, group: LinkGroup<Data>) => void} follow Takes each state of
 *   a map.
 * @returns {() => void} Takes them down.
 */
export function mountLinks(component, draw, follow) {
  const { parentElement, data, setTriggerValue } = component;
  const text = JSON.stringify(data);
  let drawing = drawings.get(parentElement);
  if (drawing?.text !== text) {
    drawing?.element.remove();
    const group = new LinkGroup(data);
    drawing = { text, group, element: draw(group) };
    drawings.set(parentElement, drawing);
    group.write();
    parentElement.append(drawing.element);
  }
  const { group } = drawing;
  const connection = connect(parentElement);
  Object.assign(group, { connection, setTriggerValue });
  connection.subscribe("state", (message) => follow(message, group));
  return () => connection.close();
}
