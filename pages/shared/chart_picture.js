// @ts-nocheck
// Hands out the chart above as it is seen: SVG as drawn, PNG three times as fine. Nothing is fetched.

const FINE = 3;
const MARGIN = 16;
const SPACE = "http://www.w3.org/2000/svg";

function drawn(key) {
  return document.querySelector(`.st-key-${key} svg.marks`);
}

// A picture has no access to the page's fonts: the one that the chart was laid out in goes with it.
async function font() {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule) || !/^"?Source Sans"?$/.test(rule.style.fontFamily)) continue;
      if (rule.style.fontStyle === "italic") continue;
      const [, place] = /url\("?([^")]+)/.exec(rule.style.src) || [];
      const answer = place && await fetch(new URL(place, sheet.href || document.baseURI));
      if (!answer || !answer.ok) continue;
      const reader = new FileReader();
      reader.readAsDataURL(await answer.blob());
      await new Promise((done) => reader.addEventListener("load", done));
      return `@font-face { font-family: "Source Sans"; font-weight: 200 900; src: url(${reader.result}); }`;
    }
  }
  return "";
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
  style.textContent = await font();
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
