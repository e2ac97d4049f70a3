// @ts-nocheck
// Elements without a line of HTML.

// make("div", {class: "x", text: "…"}, child, …): elements without a line of HTML.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// A 24-unit line icon from path data.
export function icon(path) {
  const line = { fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" };
  const svg = makeSvg("svg", { viewBox: "0 0 24 24", width: 18, height: 18, "aria-hidden": "true" });
  svg.append(makeSvg("path", { d: path, ...line }));
  return svg;
}

// Texts side by side, each in its own direction: a sign in one cannot turn the others round.
export function apart(texts, between) {
  return texts.filter(Boolean).flatMap((text, index) => [...(index ? [between] : []), make("bdi", { text })]);
}
