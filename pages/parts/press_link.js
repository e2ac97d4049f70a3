// The way from a map to its picture: the link of the screen, as it is when somebody takes it.

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
    const map = document.querySelector(".loc");
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
