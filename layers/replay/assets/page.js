// The replay as a Streamlit component: mounted once, then only told of data and theme.

const THEME_MARK = "--st-background-color";

function pageTheme(element) {
  const colour = getComputedStyle(element).getPropertyValue(THEME_MARK).trim();
  const [red, green, blue] = (colour.match(/^#(..)(..)(..)/) || []).slice(1).map((hex) => parseInt(hex, 16));
  if (red === undefined) return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
}

// mountPage(shadow root, payload, style, report) gives {theme(), remove()}.
function mountPage(parent, payload, style, report) {
  const root = make("div");
  parent.replaceChildren(make("style", { text: style }), root);
  const hostElement = parent.host || parent;
  let last = null;
  const host = {
    theme: () => pageTheme(hostElement),
    // The page around the map follows a theme chosen on the map.
    themed: (theme) => { document.documentElement.dataset.locTheme = theme; },
    // The first state is the one Python has drawn for: it is not news.
    report: (state) => {
      const said = JSON.stringify(state);
      if (last !== null && said !== last) report(state);
      last = said;
    },
  };
  const app = new ReplayApp(root, payload, host);
  return { app, theme: () => app.retheme(), remove: () => app.remove() };
}
