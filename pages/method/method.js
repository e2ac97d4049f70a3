// The paragraph that a link names: the browser looks for it before the page is there.

/** @import { ComponentArguments } from "../../layers/web/src/bridge.js" */

import { connect } from "../../layers/web/src/bridge.js";

const MARK = "loc-target";
// What a reader does to scroll.
const SCROLLING = ["wheel", "touchmove", "pointerdown", "keydown"];

/**
 * Bring the paragraph that the address names before the reader, now and when the address changes.
 *
 * @param {ComponentArguments<null>} component
 */
export default function followAddress({ parentElement }) {
  const connection = connect(parentElement);
  const { signal } = connection;
  let scrolled = false;
  for (const name of SCROLLING) {
    document.addEventListener(name, () => { scrolled = true; }, { passive: true, signal });
  }
  window.addEventListener("hashchange", showTarget, { signal });
  showTarget();
  // Type and texts that come late move it; a reader who has scrolled is not moved again.
  const observer = new ResizeObserver(() => {
    if (!scrolled) showTarget();
  });
  const content = document.querySelector("[data-testid=stMainBlockContainer]");
  if (content) observer.observe(content);
  signal.addEventListener("abort", () => observer.disconnect());
  return () => connection.close();
}

function showTarget() {
  const name = decodeURIComponent(location.hash.slice(1));
  const target = name && document.getElementById(name);
  if (!target) return;
  target.scrollIntoView({ block: "start" });
  for (const element of document.querySelectorAll(`.${MARK}`)) element.classList.remove(MARK);
  target.classList.add(MARK);
}
