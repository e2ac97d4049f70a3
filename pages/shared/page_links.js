// @ts-nocheck
// Links on a page, drawn by the program that comes with the row of links.

export default function (component) {
  const mount = () => globalThis.LinesOfControlLinks(component);
  if (globalThis.LinesOfControlLinks) mount();
  else document.addEventListener("lines-of-control-links", mount, { once: true });
}
