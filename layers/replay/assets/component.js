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

export default function ({ parentElement, data }) {
  const known = running.get(parentElement);
  if (known) known.then((app) => app.theme());
  else {
    const starting = mount(parentElement, data);
    starting.catch((error) => { parentElement.textContent = String(error); });
    running.set(parentElement, starting);
  }
  // Streamlit may call this between two reruns: only what has left the page is taken down.
  return () => setTimeout(() => {
    const element = parentElement.host || parentElement;
    if (element.isConnected) return;
    running.get(parentElement)?.then((app) => app.remove());
    running.delete(parentElement);
  });
}
