// The way from a map to its picture: the link of the screen, as it is when somebody takes it.

// The map may live in a shadow tree of its own.
function findMap() {
  const trees = [document, ...[...document.querySelectorAll("*")].map((one) => one.shadowRoot)];
  for (const tree of trees) {
    const found = tree?.querySelector(".loc");
    if (found) return found;
  }
  return null;
}

export default function ({ parentElement, data }) {
  let link = parentElement.querySelector("a");
  if (!link) {
    link = document.createElement("a");
    link.target = "_self";
    parentElement.append(link);
  }
  link.textContent = data.words;
  const follow = () => {
    const asked = new URLSearchParams(location.search);
    const map = findMap();
    if (asked.has("at") && map) asked.set("screen", `${map.clientWidth}x${map.clientHeight}`);
    if (data.kind) asked.set("kind", data.kind);
    asked.delete("view");
    link.href = `./press?${asked}`.replaceAll("%2C", ",").replaceAll("%7E", "~");
  };
  for (const kind of ["pointerenter", "pointerdown", "focus", "click"]) {
    link.addEventListener(kind, follow);
  }
  follow();
}
