// The link of the compare page: two days, how they are shown, and what is counted.

const MODES = ["swipe", "side", "change"];
const LEAST_KM2 = 1;
const SPAN_KEYS = ["from", "to", "view", "claimed", "least_km2", "split", "at", "layers", "lang", "theme", "clean"];
// On two maps of two days, events and distances would only be in the way.
const SPAN_LAYERS = ["fronts", "places", "governorates", "rivers", "roads", "far", "tiles"];

// Returns {state, problems} as `readLink` does.
function readSpan(search, replay) {
  const asked = new URLSearchParams(search);
  const problems = [];
  const days = [readEnd(asked, "from", replay.firstDay, replay, problems), readEnd(asked, "to", replay.lastDay, replay, problems)];
  const [from, to] = days.sort((a, b) => a - b);
  const layers = readLayers(asked, replay, problems);
  const state = {
    from, to, day: to,
    mode: readChoice(asked, "view", MODES, "swipe", problems),
    claimed: readChoice(asked, "claimed", ["0", "1"], "1", problems) === "1",
    least: readNumber(asked, "least_km2", LEAST_KM2, 0, 10000),
    split: readNumber(asked, "split", null, 0, 100),
    view: readView(asked, problems),
    layers: new Set([...layers].filter((name) => SPAN_LAYERS.includes(name))),
    distances: [],
    language: readChoice(asked, "lang", Object.keys(replay.words), null, problems),
    theme: readChoice(asked, "theme", ["light", "dark"], null, problems),
    clean: asked.get("clean") === "1",
  };
  return { state, problems };
}

function readEnd(asked, key, fallback, replay, problems) {
  const text = asked.get(key);
  if (text === null) return fallback;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayNumber(text) : NaN;
  if (Number.isNaN(day) || isoDay(day) !== text) {
    problems.push(["span_bad_day", { found: text.slice(0, 40) }]);
    return fallback;
  }
  const { firstDay, horizon } = replay;
  if (day < firstDay) problems.push(["before_first_day", { found: day, first: firstDay }]);
  if (day > horizon) problems.push(["after_last_day", { found: day, last: horizon }]);
  return Math.max(firstDay, Math.min(horizon, day));
}

function readNumber(asked, key, fallback, low, high) {
  const text = (asked.get(key) || "").trim();
  const value = text ? Number(text) : NaN;
  return value >= low && value <= high ? value : fallback;
}

function writeSpan(search, state) {
  const link = new URLSearchParams(search);
  for (const key of SPAN_KEYS) link.delete(key);
  link.set("from", isoDay(state.from));
  link.set("to", isoDay(state.to));
  link.set("view", state.mode);
  if (!state.claimed) link.set("claimed", "0");
  if (state.least !== LEAST_KM2) link.set("least_km2", state.least);
  if (state.split !== null && state.mode === "swipe") link.set("split", +state.split.toFixed(1));
  if (state.view) link.set("at", writtenView(state.view));
  const shown = SPAN_LAYERS.filter((name) => state.layers.has(name));
  const usual = SPAN_LAYERS.filter((name) => USUAL.includes(name));
  if (usual.join() !== shown.join()) link.set("layers", shown.join(",") || "none");
  if (state.language) link.set("lang", state.language);
  if (state.theme) link.set("theme", state.theme);
  if (state.clean) link.set("clean", "1");
  return "?" + link.toString().replaceAll("%2C", ",");
}
