// Theme of the page around a component, as its own colours tell it.

/** @typedef {"light" | "dark"} Theme */

const HEX_COLOUR = /^#(..)(..)(..)/;
// Luma of BT.601: how bright the eye finds each of red, green and blue.
const LUMA = [0.299, 0.587, 0.114];

/**
 * Read the theme of a page from Streamlit's background; without it, from the browser's setting.
 *
 * @param {Element} element Any element of the page.
 * @returns {Theme}
 */
export function pageTheme(element) {
  const colour = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const match = HEX_COLOUR.exec(colour);
  if (!match) return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const luma = LUMA.reduce((sum, part, index) => sum + part * parseInt(match[index + 1], 16), 0);
  return luma < 128 ? "dark" : "light";
}
