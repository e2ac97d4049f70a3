// @ts-nocheck
// Hands out the chart above as it is seen: SVG as drawn, PNG three times as fine. Nothing is fetched.

const FINE = 3;
const MARGIN = 16;
const SPACE = "http://www.w3.org/2000/svg";

function drawn(key) {
  return document.querySelector(`.st-key-${key} svg.marks`);
}

// A picture has no access to the page's fonts: the faces that the chart is written in go with it.
async function faces(svg) {
  const words = svg.querySelector("text");
  const family = firstFamily(words.getAttribute("font-family"));
  const weights = new Set([...svg.querySelectorAll("text")].map((element) => Number(getComputedStyle(element).fontWeight)));
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]
    .filter((rule) => rule instanceof CSSFontFaceRule && firstFamily(rule.style.fontFamily) === family)
    .filter((rule) => [...weights].some((weight) => drawsWeight(rule, weight)))
    .map((rule) => face(rule, sheet.href || document.baseURI)));
  return (await Promise.all(rules)).join("");
}

function firstFamily(list) {
  return list.split(",")[0].replace(/["']/g, "").trim();
}

function drawsWeight(rule, weight) {
  const range = rule.style.fontWeight.split(" ").map(Number);
  return weight >= range[0] && weight <= range.at(-1);
}

async function face({ style }, base) {
  const [, place] = /url\("?([^")]+)/.exec(style.src) || [];
  const answer = place && await fetch(new URL(place, base));
  if (!answer || !answer.ok) return "";
  const reader = new FileReader();
  reader.readAsDataURL(await answer.blob());
  await new Promise((done) => reader.addEventListener("load", done));
  return `@font-face { font-family: ${style.fontFamily}; font-weight: ${style.fontWeight}; src: url(${reader.result}); }`;
}

async function text(svg) {
  const copy = svg.cloneNode(true);
  const { width, height } = size(svg);
  copy.setAttribute("xmlns", SPACE);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  copy.setAttribute("viewBox", [-MARGIN, -MARGIN, width, height].join(" "));
  // The page may run from right to left; the chart never does.
  copy.setAttribute("direction", "ltr");
  const paper = document.createElementNS(SPACE, "rect");
  const ground = svg.style.backgroundColor;
  for (const [name, value] of Object.entries({ x: -MARGIN, y: -MARGIN, width, height, fill: ground })) {
    paper.setAttribute(name, value);
  }
  const style = document.createElementNS(SPACE, "style");
  style.textContent = await faces(svg);
  copy.prepend(style, paper);
  return new XMLSerializer().serializeToString(copy);
}

function size(svg) {
  const { width, height } = svg.viewBox.baseVal;
  return { width: width + 2 * MARGIN, height: height + 2 * MARGIN };
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

async function saveSvg(svg, name) {
  save(new Blob([await text(svg)], { type: "image/svg+xml" }), `${name}.svg`);
}

async function savePng(svg, name) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await text(svg))}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  const { width, height } = size(svg);
  Object.assign(canvas, { width: width * FINE, height: height * FINE });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => save(blob, `${name}.png`), "image/png");
}

function button(format, data, run) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = format;
  made.title = `${data.words} ${format}`;
  made.className = "loc-chart-picture";
  made.addEventListener("click", () => {
    const svg = drawn(data.chart);
    if (svg) run(svg, data.name);
  });
  return made;
}

export default function ({ parentElement, data }) {
  const box = parentElement.querySelector(".loc-chart-pictures") || document.createElement("div");
  box.className = "loc-chart-pictures";
  box.replaceChildren(button("SVG", data, saveSvg), button("PNG", data, savePng));
  parentElement.append(box);
}
