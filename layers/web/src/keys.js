// Keys of the whole map, and those that an element of the page keeps for itself.

const FIELDS = "input, textarea, select, [contenteditable=''], [contenteditable='true']";
const PRESSED = "button, a, summary, [role=tab], [role=button]";

/**
 * Element in which a key was pressed, also inside a shadow tree; undefined where it is none.
 *
 * @param {KeyboardEvent} event
 */
export function keyTarget(event) {
  const [target] = event.composedPath();
  return target instanceof Element ? target : undefined;
}

/**
 * Whether a key is for the map: not a shortcut of the browser, nor of use to the element that has
 * the focus.
 *
 * @param {KeyboardEvent} event
 */
export function isForMap(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const element = keyTarget(event);
  if (!element) return true;
  const box = element instanceof HTMLInputElement && element.type === "checkbox";
  if (element.closest(FIELDS) && !box) return false;
  return !((box || element.closest(PRESSED)) && [" ", "Enter"].includes(event.key));
}
