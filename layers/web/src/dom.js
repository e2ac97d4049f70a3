// Elements without a line of HTML: text reaches the page by textContent only.

/**
 * Attributes of an element by name; absent where null, undefined or false, empty where true.
 * `text` is its text, and a name that begins with "on" an event that is listened to.
 *
 * @typedef {{
 *   [name: string]: string | number | boolean | null | undefined | ((event: never) => void),
 *   text?: string | number | null,
 *   onclick?: (event: MouseEvent) => void,
 *   onchange?: (event: Event) => void,
 *   oninput?: (event: Event) => void,
 *   onsubmit?: (event: SubmitEvent) => void,
 *   onfocus?: (event: FocusEvent) => void,
 *   onblur?: (event: FocusEvent) => void,
 *   onkeydown?: (event: KeyboardEvent) => void,
 *   onpointerdown?: (event: PointerEvent) => void,
 * }} Attributes
 */

/**
 * Make an element: make("div", { class: "x", text: "…" }, child); absent children are left out.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    const listener = typeof value === "function" && /** @type {EventListener} */ (value);
    if (listener) element.addEventListener(name.slice(2), listener);
    else if (name === "text") element.textContent = String(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * Make an element of SVG.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} attributes
 * @param {...Node} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
function makeSvg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * Draw an icon of lines in a square of 24 units, shown 18 px wide; hidden from a screen reader.
 *
 * @param {string} path data of an SVG path
 * @returns {SVGSVGElement}
 */
export function icon(path) {
  const line = {
    fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round",
    "stroke-linejoin": "round",
  };
  return makeSvg(
    "svg",
    { viewBox: "0 0 24 24", width: 18, height: 18, "aria-hidden": "true" },
    makeSvg("path", { d: path, ...line }),
  );
}

/**
 * Texts side by side, each in its own direction: a sign in one cannot turn the others round.
 * Empty texts are left out.
 *
 * @param {(string | null | undefined | false)[]} texts
 * @param {string} between what separates two of them
 * @returns {(string | HTMLElement)[]} children for `make`
 */
export function apart(texts, between) {
  return texts.filter(Boolean).flatMap((text, index) => [
    ...(index ? [between] : []),
    make("bdi", { text: /** @type {string} */ (text) }),
  ]);
}
