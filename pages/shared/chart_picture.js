// Pictures of the chart above as it is seen: SVG as drawn, PNG three times as fine.

/** @import { ComponentArguments } from "../../layers/web/src/bridge.js" */

import { make } from "../../layers/web/src/dom.js";
import { provide } from "../../layers/web/src/shared.js";

const PNG_SCALE = 3;
const MARGIN = 16;
const NAMESPACE = "http://www.w3.org/2000/svg";
const ADDRESS = /url\("?([^")]+)/;

/**
 * Chart to be saved.
 *
 * @typedef {object} ChartData
 * @property {string} chart Key of its container.
 * @property {string} name Of its files, without a suffix.
 * @property {string} words What a button does.
 */

/** @typedef {(svg: SVGSVGElement, name: string) => Promise<void>} Save */

/** Provide the buttons of charts to the components of the page. */
export default function provideChartPictures() {
  provide("lines_of_control_chart_pictures", mountChartPictures);
}

/**
 * Mount the buttons that save a chart.
 *
 * @param {ComponentArguments<ChartData>} component
 */
function mountChartPictures({ parentElement, data }) {
  parentElement.querySelector(".loc-chart-pictures")?.remove();
  const buttons = [button("SVG", data, saveSvg), button("PNG", data, savePng)];
  parentElement.append(make("div", { class: "loc-chart-pictures" }, ...buttons));
}

/**
 * @param {string} format
 * @param {ChartData} data
 * @param {Save} save
 */
function button(format, { chart, name, words }, save) {
  const onclick = () => {
    /** @type {SVGSVGElement | null} */
    const svg = document.querySelector(`.st-key-${chart} svg.marks`);
    if (svg) save(svg, name);
  };
  const look = { text: format, title: `${words} ${format}`, class: "loc-chart-picture" };
  return make("button", { type: "button", ...look, onclick });
}

/** @type {Save} */
async function saveSvg(svg, name) {
  saveFile(new Blob([await documentOf(svg)], { type: "image/svg+xml" }), `${name}.svg`);
}

/** @type {Save} */
async function savePng(svg, name) {
  const picture = new Image();
  const text = encodeURIComponent(await documentOf(svg));
  picture.src = `data:image/svg+xml;charset=utf-8,${text}`;
  await picture.decode();
  const { width, height } = sizeOf(svg);
  const canvas = make("canvas", { width: width * PNG_SCALE, height: height * PNG_SCALE });
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => { if (blob) saveFile(blob, `${name}.png`); }, "image/png");
}

/**
 * Chart as a document of its own, on its ground, with a margin and with its type.
 *
 * @param {SVGSVGElement} svg
 * @returns {Promise<string>}
 */
async function documentOf(svg) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const { width, height } = sizeOf(svg);
  // The page may run from right to left; the chart never does.
  setAttributes(copy, { xmlns: NAMESPACE, width, height, direction: "ltr" });
  copy.setAttribute("viewBox", [-MARGIN, -MARGIN, width, height].join(" "));
  const ground = document.createElementNS(NAMESPACE, "rect");
  const fill = svg.style.backgroundColor;
  setAttributes(ground, { x: -MARGIN, y: -MARGIN, width, height, fill });
  const style = document.createElementNS(NAMESPACE, "style");
  style.textContent = await faces(svg);
  copy.prepend(style, ground);
  return new XMLSerializer().serializeToString(copy);
}

/**
 * @param {SVGElement} element
 * @param {Record<string, string | number>} attributes
 */
function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

/**
 * Size of a picture with its margin, in CSS pixels.
 *
 * @param {SVGSVGElement} svg
 */
function sizeOf(svg) {
  const { width, height } = svg.viewBox.baseVal;
  return { width: width + 2 * MARGIN, height: height + 2 * MARGIN };
}

/**
 * Faces of the family in which a chart is set: a picture has no access to those of its page.
 *
 * @param {SVGSVGElement} svg
 * @returns {Promise<string>} CSS rules that hold the faces.
 */
async function faces(svg) {
  const texts = [...svg.querySelectorAll("text")];
  const family = firstFamily(texts[0]?.getAttribute("font-family") ?? "");
  const weights = new Set(texts.map((text) => Number(getComputedStyle(text).fontWeight)));
  const rules = [...document.styleSheets].flatMap((styles) => [...styles.cssRules]
    .filter((rule) => rule instanceof CSSFontFaceRule)
    .filter((rule) => firstFamily(rule.style.fontFamily) === family)
    .filter((rule) => [...weights].some((weight) => drawsWeight(rule, weight)))
    .map((rule) => embedded(rule, styles.href ?? document.baseURI)));
  return (await Promise.all(rules)).join("");
}

/**
 * @param {CSSFontFaceRule} rule
 * @param {number} weight
 */
function drawsWeight(rule, weight) {
  const [low, high = low] = rule.style.fontWeight.split(" ").map(Number);
  return weight >= low && weight <= high;
}

/** @param {string} list Families as CSS lists them. */
function firstFamily(list) {
  return list.split(",")[0].trim().replaceAll(/["']/g, "");
}

/**
 * @param {CSSFontFaceRule} rule
 * @param {string} base Address from which that of the face is reckoned.
 * @returns {Promise<string>} The rule with its file inside; empty where it cannot be had.
 */
async function embedded(rule, base) {
  const address = ADDRESS.exec(rule.style.getPropertyValue("src"))?.[1];
  const response = address && await fetch(new URL(address, base));
  if (!response || !response.ok) return "";
  const data = await dataAddress(await response.blob());
  const { fontFamily, fontWeight } = rule.style;
  return `@font-face{font-family:${fontFamily};font-weight:${fontWeight};src:url(${data})}`;
}

/**
 * @param {Blob} blob
 * @returns {Promise<string>}
 */
function dataAddress(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(blob);
  });
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function saveFile(blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
