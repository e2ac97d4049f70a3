// @ts-nocheck
// The component's door: unpacks what Python sent, once, and starts the program that came with it.

const running = new WeakMap();

async function unpack(bytes) {
  const unzip = new DecompressionStream("gzip");
  const writer = unzip.writable.getWriter();
  writer.write(bytes);
  writer.close();
  return new Response(unzip.readable).text();
}

// An inline script runs at once. Where a content policy forbids it, the same text is a module.
async function start(program) {
  if (globalThis.LinesOfControl) return;
  const script = document.createElement("script");
  script.textContent = program;
  document.head.append(script);
  script.remove();
  if (globalThis.LinesOfControl) return;
  const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  await import(address);
  URL.revokeObjectURL(address);
}

async function mount(parent, data, name) {
  // Two parts, so that the program is compiled while the data are unpacked; four bytes say where.
  const cut = 4 + new DataView(data.buffer, data.byteOffset).getUint32(0);
  const [started, text] = [unpack(data.subarray(4, cut)).then(start), unpack(data.subarray(cut))];
  const { payload, style } = JSON.parse(await text);
  await started;
  // The map speaks to the page by an event: a rerun of the panel then never touches the map.
  const report = (state) => document.dispatchEvent(new CustomEvent("lines-of-control", { detail: state }));
  return globalThis.LinesOfControl[name](parent, payload, style, report);
}

// gzip ends with a checksum and a length: enough to know one edition from another.
function mark(data) {
  return data.slice(-8).join();
}

// name: which of the program's pages this is.
export function mountMap({ parentElement, data }, name) {
  const known = running.get(parentElement);
  if (known?.mark === mark(data)) known.app.then((app) => app.theme());
  else {
    // Something was published: the map is mounted anew; the link keeps day, view and layers.
    known?.app.then((app) => app.remove());
    const app = mount(parentElement, data, name);
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
