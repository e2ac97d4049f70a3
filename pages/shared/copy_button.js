// A button that copies a text, and says whether it did.

/** @import { ComponentArguments } from "../../layers/web/src/bridge.js" */

import { make } from "../../layers/web/src/dom.js";

const RESULT_MS = 3000;

/**
 * Text to be copied, and the words of the button: before, and after it was copied or not.
 *
 * @typedef {object} CopyData
 * @property {string} text
 * @property {string} copy
 * @property {string} copied
 * @property {string} failed
 */

/**
 * Mount the button; it is the same, and keeps the focus, when its text changes.
 *
 * @param {ComponentArguments<CopyData>} component
 */
export default function mountCopy({ parentElement, data }) {
  const present = parentElement.querySelector("button");
  const button = present ?? make("button", { type: "button", class: "loc-copy" });
  if (!present) parentElement.append(button);
  button.textContent = data.copy;
  button.onclick = async () => {
    button.textContent = (await copy(data.text)) ? data.copied : data.failed;
    button.focus();
    setTimeout(() => { button.textContent = data.copy; }, RESULT_MS);
  };
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} Whether it was copied.
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or no secure connection.
    return copySelected(text);
  }
}

/**
 * @param {string} text
 * @returns {boolean} Whether it was copied.
 */
function copySelected(text) {
  const field = make("textarea");
  field.value = text;
  field.style.position = "fixed";
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}
