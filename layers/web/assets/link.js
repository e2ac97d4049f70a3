// The link is the state: what it asks for, read with care, and written back as the person moves on.

const LAYERS = ["fronts", "fronts_before", "places", "events", "distances", "governorates", "rivers", "roads", "far", "tiles"];
// Online tiles and the fronts of the stop before are asked for, never given.
const USUAL = LAYERS.filter((name) => !["tiles", "fronts_before"].includes(name));
const OUR_KEYS = ["as_of", "at", "layers", "distances", "lang", "theme", "view"];

// Returns {state, problems}: problems are [sentence key, facts] for what could not be followed.
function readLink(search, replay) {
  const asked = new URLSearchParams(search);
  const problems = [];
  const state = {
    day: readDay(asked, replay, problems),
    view: readView(asked, problems),
    layers: readLayers(asked, replay, problems),
    distances: readDistances(asked, replay, problems),
    language: readChoice(asked, "lang", Object.keys(replay.words), null, problems),
    theme: readChoice(asked, "theme", ["light", "dark"], null, problems),
    clean: readChoice(asked, "view", ["clean"], null, problems) === "clean",
  };
  return { state, problems };
}

function readDay(asked, replay, problems) {
  const text = asked.get("as_of");
  if (text === null) return replay.lastDay;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayNumber(text) : NaN;
  // 31 February would roll over into March.
  if (Number.isNaN(day) || isoDay(day) !== text) {
    problems.push(["bad_day", { found: text.slice(0, 40) }]);
    return replay.lastDay;
  }
  if (day < replay.firstDay) {
    problems.push(["before_first_day", { found: day, first: replay.firstDay }]);
    return replay.firstDay;
  }
  if (day > replay.horizon) problems.push(["after_last_day", { found: day, last: replay.horizon }]);
  return Math.min(day, replay.horizon);
}

function readView(asked, problems) {
  const text = asked.get("at");
  if (text === null) return null;
  // Number("") would be 0, and the empty view a point in the Atlantic.
  const numbers = text.split(",").map((part) => (part.trim() ? Number(part) : NaN));
  const [lat, lon, zoom] = numbers;
  const good = numbers.length === 3 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 18;
  if (!good) problems.push(["bad_view", { found: text.slice(0, 40) }]);
  return good ? { lat, lon, zoom } : null;
}

function readLayers(asked, replay, problems) {
  const text = asked.get("layers");
  if (text === null) return new Set(USUAL);
  const names = text.split(",").filter((name) => name && name !== "none");
  const here = LAYERS.filter((name) => name !== "tiles" || replay.tiles);
  const unknown = names.filter((name) => !here.includes(name));
  if (unknown.length) problems.push(["bad_layer", { found: unknown.join(", ").slice(0, 60) }]);
  const known = names.filter((name) => here.includes(name));
  return new Set(unknown.length && !known.length ? USUAL : known);
}

function readDistances(asked, replay, problems) {
  const text = asked.get("distances");
  if (text === null) return replay.distances.map((pair) => [...pair]);
  const [good, bad] = [[], []];
  for (const pair of text.split(",").filter(Boolean)) {
    // Written by hand, a link may well say Idlib~Aleppo.
    const places = pair.split("~").map((name) => replay.placeCalled(name));
    if (places.length === 2 && places.every(Boolean)) good.push(places.map((place) => place.id));
    else bad.push(pair.replaceAll("~", "–"));
  }
  if (bad.length) problems.push(["bad_distance", { found: bad.join(", ").slice(0, 60) }]);
  return good.slice(0, 20);
}

function readChoice(asked, key, choices, fallback, problems) {
  const text = asked.get(key);
  if (text === null || text === "") return fallback;
  if (choices.includes(text)) return text;
  problems.push(["bad_choice", { key, found: text.slice(0, 40), choices: choices.join(", ") }]);
  return fallback;
}

// The query string of a state; keys of others (the frame's own) are kept.
function writeLink(search, state) {
  const link = new URLSearchParams(search);
  for (const key of OUR_KEYS) link.delete(key);
  link.set("as_of", isoDay(state.day));
  if (state.view) link.set("at", writtenView(state.view));
  const shown = LAYERS.filter((name) => state.layers.has(name));
  if (USUAL.join() !== shown.join()) link.set("layers", shown.join(",") || "none");
  if (state.distances) link.set("distances", state.distances.map((pair) => pair.join("~")).join(","));
  if (state.language) link.set("lang", state.language);
  if (state.theme) link.set("theme", state.theme);
  if (state.clean) link.set("view", "clean");
  // Commas and tildes are legal in a query and far easier to read aloud.
  return "?" + link.toString().replaceAll("%2C", ",").replaceAll("%7E", "~");
}

// Exact to a fraction of a pixel, so that the link opens the same picture.
function writtenView({ lat, lon, zoom }) {
  const digits = zoom > 12 ? 5 : 4;
  return `${lat.toFixed(digits)},${lon.toFixed(digits)},${+zoom.toFixed(2)}`;
}
