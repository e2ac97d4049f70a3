// Hands out the chart above as it is seen: SVG as drawn, PNG three times as fine. Nothing is fetched.

const FINE = 3;

function drawn(key) {
  return document.querySelector(`.st-key-${key} svg.marks`);
}

function text(svg) {
  const copy = svg.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  // The page may run from right to left; the chart never does.
  copy.setAttribute("direction", "ltr");
  return new XMLSerializer().serializeToString(copy);
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function saveSvg(svg, name) {
  save(new Blob([text(svg)], { type: "image/svg+xml" }), `${name}.svg`);
}

async function savePng(svg, name) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text(svg))}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  const { width, height } = svg.viewBox.baseVal;
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
