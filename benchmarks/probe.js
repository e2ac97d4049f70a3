// Put into a page: from an input event to the frame with changed pixels, and frames without a map.

globalThis.bench = (() => {
  // Finds an element also inside shadow roots.
  function deep(selector, root = document) {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const element of root.querySelectorAll("*")) {
      const inner = element.shadowRoot && deep(selector, element.shadowRoot);
      if (inner) return inner;
    }
    return null;
  }

  const control = () => deep(".leaflet-loc-control-pane canvas");
  let painted = 0;
  const count = (name, watched) => {
    const original = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      if (this.canvas === watched) painted += 1;
      return original.apply(this, given);
    };
  };
  const paths = (root) => [...(root?.querySelectorAll("path.leaflet-interactive") || [])];
  // The last one in the page: while Streamlit puts a new one in, the old one still stands.
  const framed = () => [...document.querySelectorAll("iframe")].at(-1)?.contentDocument;
  const shape = (root) => paths(root).map((path) => path.getAttribute("d")).join();

  // What the picture shows, cheap enough to be asked after every frame; empty if it shows nothing.
  const shows = {
    control: () => document.getElementById("box").style.background,
    canvas: () => String(painted),
    svg: () => shape(document),
    framed: () => shape(framed()),
  };
  const blanks = {
    control: () => false,
    canvas: () => isEmpty(control()),
    svg: () => paths(document).length === 0,
    framed: () => paths(framed()).length === 0,
  };

  const tiny = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  function pixels(canvas, width, height) {
    Object.assign(tiny.canvas, { width, height });
    tiny.drawImage(canvas, 0, 0, width, height);
    return tiny.getImageData(0, 0, width, height).data;
  }
  const isEmpty = (canvas) => !pixels(canvas, 64, 36).some(Boolean);

  let kind = "control";
  function look(as) {
    kind = as;
    if (kind === "canvas") ["clearRect", "fill"].forEach((name) => count(name, control()));
  }

  // After the page's next frame: a task that the frame's own work cannot come after.
  const frame = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));

  // Milliseconds from a key to the frame after the one that shows another picture; null after 10 s.
  function step() {
    const before = shows[kind]();
    return new Promise((done) => {
      addEventListener("keydown", async (event) => {
        const begin = event.timeStamp;
        for (;;) {
          await frame();
          const now = shows[kind]();
          if (now && now !== before) break;
          if (performance.now() - begin > 10000) return done(null);
        }
        await frame();
        return done(performance.now() - begin);
      }, { capture: true, once: true });
    });
  }

  let watching = null;
  async function watch() {
    watching = { frames: 0, blank: 0, blankMs: 0 };
    let last = performance.now();
    while (watching.stop !== true) {
      await new Promise(requestAnimationFrame);
      const [now, empty] = [performance.now(), blanks[kind]()];
      watching.frames += 1;
      if (empty) { watching.blank += 1; watching.blankMs += now - last; }
      last = now;
    }
  }
  function unwatch() {
    watching.stop = true;
    return watching;
  }

  // While the handle is held: per move that changed the day, milliseconds to the frame that shows it.
  function drag() {
    const seen = { times: [], moves: 0, days: new Set() };
    const slider = deep("[role=slider]");
    addEventListener("pointermove", async (event) => {
      if (!event.buttons) return;
      const [begin, before, day] = [event.timeStamp, shows[kind](), slider.getAttribute("aria-valuenow")];
      seen.moves += 1;
      await frame();
      if (slider.getAttribute("aria-valuenow") === day) return;
      seen.days.add(slider.getAttribute("aria-valuenow"));
      if (shows[kind]() === before) return;
      await frame();
      seen.times.push(performance.now() - begin);
    }, { capture: true });
    globalThis.dragged = () => ({ ...seen, days: seen.days.size });
  }

  const print = () => {
    const data = pixels(control(), 800, 450);
    let sum = 0;
    for (const value of data) sum = (sum * 31 + value) | 0;
    return sum;
  };

  // Milliseconds since navigation began until an element is there.
  async function ready(selector) {
    while (!deep(selector)) await new Promise(requestAnimationFrame);
    return performance.now();
  }

  return { deep, look, step, watch, unwatch, drag, print, ready };
})();
