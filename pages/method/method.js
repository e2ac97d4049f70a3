// The browser looks for the paragraph before the page is there: this looks again when it is.

function go() {
  const name = decodeURIComponent(location.hash.slice(1));
  const found = name && document.getElementById(name);
  if (!found) return;
  found.scrollIntoView({ block: "start" });
  for (const one of document.querySelectorAll(".loc-found")) one.classList.remove("loc-found");
  found.classList.add("loc-found");
}

export default function () {
  // Fonts move what stands above; the reader is not moved again once they have scrolled.
  go();
  const still = () => { document.removeEventListener("wheel", still); document.removeEventListener("touchmove", still); waiting = false; };
  let waiting = true;
  document.addEventListener("wheel", still, { passive: true });
  document.addEventListener("touchmove", still, { passive: true });
  document.fonts.ready.then(() => requestAnimationFrame(() => { if (waiting) go(); }));
  window.addEventListener("hashchange", go);
  return () => { still(); window.removeEventListener("hashchange", go); };
}
