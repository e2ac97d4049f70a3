// @ts-nocheck
// Links to other pages, which carry the state of this page as it is at the moment they are taken.

// The state of the page in its address: a map writes what has changed since its last rest.
function currentLink() {
  document.dispatchEvent(new CustomEvent("lines-of-control-write"));
  return new URLSearchParams(location.search);
}

// The map may live in a shadow tree of its own.
function findMap() {
  const trees = [document, ...[...document.querySelectorAll("*")].map((element) => element.shadowRoot)];
  for (const tree of trees) {
    const map = tree?.querySelector(".loc");
    if (map) return map;
  }
  return null;
}

// Parameters of the link to a page: language, what is carried, and the link's own.
function queryOf(link, data, language) {
  const asked = currentLink();
  const query = { lang: language };
  for (const name of link.keeps || data.carried) {
    const text = asked.get(name);
    if (text !== null) query[name] = text;
  }
  if (link.theatre !== undefined) query.theatre = link.theatre;
  else if (data.theatre) query.theatre = data.theatre;
  else delete query.theatre;
  if (!query.theatre) delete query.theatre;
  Object.assign(query, link.own);
  if (link.two_days && !query.to && query.as_of) query.to = query.as_of;
  if (!link.two_days && !query.as_of && query.to) query.as_of = query.to;
  const map = link.page === "press" && query.at ? findMap() : null;
  if (map) query.screen = `${map.clientWidth}x${map.clientHeight}`;
  return query;
}

// Commas and tildes are legal in a query and far easier to read aloud.
function addressOf(link, query) {
  return `${link.path}?${new URLSearchParams(query)}`.replaceAll("%2C", ",").replaceAll("%7E", "~");
}

function linkElement(link, state) {
  const element = document.createElement("a");
  element.target = "_self";
  const refresh = () => {
    const query = queryOf(link, state.data, state.language);
    element.href = addressOf(link, query);
    return query;
  };
  for (const kind of ["pointerenter", "pointerdown", "focus"]) element.addEventListener(kind, refresh);
  element.addEventListener("click", (event) => {
    const query = refresh();
    // Another tab or window is the browser's affair.
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (element.ariaCurrent) return;
    state.go({ page: link.page, query });
  });
  const label = () => { element.textContent = link.labels[state.language] ?? link.labels.en; };
  return { element, refresh, label };
}

function listOf(links) {
  const list = document.createElement("ul");
  for (const link of links) {
    const item = document.createElement("li");
    item.append(link.element);
    list.append(item);
  }
  return list;
}

// The theatres that there are, in a box that opens; nothing where there is one.
function theatresOf(data, state, links) {
  if (data.theatres.length < 2) return [];
  const box = document.createElement("details");
  const shown = document.createElement("summary");
  const menu = data.theatres.map((theatre) => {
    const link = linkElement({ ...theatre, page: data.here, path: data.path, keeps: ["theme"] }, state);
    if (theatre.current) link.element.ariaCurrent = "true";
    return link;
  });
  links.push(...menu);
  const current = data.theatres.find((theatre) => theatre.current);
  state.relabel.push(() => {
    shown.textContent = current.labels[state.language] ?? current.labels.en;
    shown.ariaLabel = `${data.words.theatre[state.language]}: ${shown.textContent}`;
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    box.open = false;
    shown.focus();
    event.stopPropagation();
  });
  box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) box.open = false; });
  box.append(shown, listOf(menu));
  return [box];
}

function build(data, state) {
  const links = data.links.map((link) => {
    const built = linkElement(link, state);
    if (data.row && link.page === data.here) built.element.ariaCurrent = "page";
    return built;
  });
  state.relabel = [];
  const row = document.createElement(data.row ? "nav" : "div");
  row.className = data.row ? "loc-nav" : "loc-way";
  if (data.row) {
    row.append(listOf(links), ...theatresOf(data, state, links));
    state.relabel.push(() => { row.ariaLabel = data.words.pages[state.language]; });
  } else row.append(...links.map((link) => link.element));
  state.relabel.push(() => {
    row.lang = state.language;
    row.dir = data.directions[state.language];
    for (const link of links) link.label();
    for (const link of links) link.refresh();
  });
  return row;
}

function relabel(state) {
  for (const write of state.relabel) write();
  if (!state.data.row) return;
  const { documentElement: page } = document;
  page.lang = state.language;
  page.dir = state.data.directions[state.language];
}

const states = new WeakMap();

function mountLinks({ parentElement, data, setTriggerValue }) {
  let state = states.get(parentElement);
  if (!state) {
    state = {};
    states.set(parentElement, state);
    // A chart measures its words: their type is to be there first.
    for (const font of data.fonts ?? []) document.fonts.load(font);
    // On a map the language and the day change without the server.
    document.addEventListener("lines-of-control", function follow({ detail }) {
      if (!parentElement.isConnected) return document.removeEventListener("lines-of-control", follow);
      if (state.data.row && detail.title) document.title = `${detail.title} · ${state.data.titles[detail.language]}`;
      if (!detail.language || detail.language === state.language) return undefined;
      state.language = detail.language;
      return relabel(state);
    });
  }
  state.go = (way) => setTriggerValue("go", way);
  const seen = JSON.stringify(data);
  if (state.seen === seen) return;
  Object.assign(state, { seen, data, language: data.language });
  const row = build(data, state);
  parentElement.querySelector(".loc-nav, .loc-way")?.remove();
  parentElement.append(row);
  relabel(state);
  row.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// Other links of the page are drawn by the same program, which only the row brings along.
globalThis.LinesOfControlLinks = mountLinks;
document.dispatchEvent(new CustomEvent("lines-of-control-links"));

export default mountLinks;
