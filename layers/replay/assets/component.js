// The component's door: unpacks what Python sent, once, and starts the program that came with it.

const running = new WeakMap();

async function unpack(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

// The program comes as a module of its own, so a strict content policy need not allow eval.
async function start(program) {
  if (globalThis.LinesOfControl) return;
  const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  await import(address);
  URL.revokeObjectURL(address);
}

async function mount(parent, data) {
  const { payload, program, style } = await unpack(data);
  await start(program);
  // The map speaks to the page by an event: a rerun of the panel then never touches the map.
  const report = (state) => document.dispatchEvent(new CustomEvent("lines-of-control", { detail: state }));
  return globalThis.LinesOfControl.mountPage(parent, payload, style, report);
}

// gzip ends with a checksum and a length: enough to know one edition from another.
function mark(data) {
  return data.slice(-8).join();
}

export default function ({ parentElement, data }) {
  const known = running.get(parentElement);
  if (known?.mark === mark(data)) known.app.then((app) => app.theme());
  else {
    // Something was published: the map is mounted anew; the link keeps day, view and layers.
    known?.app.then((app) => app.remove());
    const app = mount(parentElement, data);
    app.catch((error) => { parentElement.textContent = String(error); });
    running.set(parentElement, { app, mark: mark(data) });
  }
  // Streamlit may call this between two reruns: only what has left the page is taken down.
  return () => setTimeout(() => {
    const element = parentElement.host || parentElement;
    if (element.isConnected) return;
    running.get(parentElement)?.app.then((app) => app.remove());
    running.delete(parentElement);
  });
}
