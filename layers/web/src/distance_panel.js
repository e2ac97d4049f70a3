// Panel of distances: two fields for places, and the distances on the map.

import { icon, make } from "./dom.js";
import { geodesic } from "./geodesy.js";
import { point } from "./locale.js";
import { CLOSE } from "./toolbar.js";

/** @import { Locale } from "./locale.js" */
/** @import { MapRecord, Place } from "./record.js" */

/**
 * @typedef {object} DistanceActions
 * @property {(start: Place, end: Place) => void} add
 * @property {(pair: [string, string]) => void} remove
 */

const LIST_ID = "loc-places";

/**
 * @param {MapRecord} record
 * @param {[string, string][]} distances pairs of ids of places
 * @param {DistanceActions} actions
 * @param {Locale} locale
 */
export function distancePanel(record, distances, actions, locale) {
  const places = record.places.filter((place) => place.labelled);
  const options = places.map((place) => make("option", { value: record.choice(place, locale) }));
  const [start, end] = ["from", "to"].map((key) => make("input", {
    list: LIST_ID, placeholder: locale.say(key), "aria-label": locale.say(key),
  }));
  const problem = make("p", { class: "loc-problem", role: "alert" });
  const add = () => {
    const [from, to] = [start, end].map((field) => record.findPlace(field.value, locale));
    if (!from || !to) {
      const { value } = from ? end : start;
      problem.textContent = locale.say("no_such_place", { found: value });
    } else if (from === to) problem.textContent = locale.say("same_place");
    else actions.add(from, to);
  };
  /** @param {SubmitEvent} event */
  const onsubmit = (event) => {
    event.preventDefault();
    add();
  };
  const submit = make("button", { type: "submit", text: locale.say("add_distance") });
  return [
    make("datalist", { id: LIST_ID }, ...options),
    make("form", { onsubmit }, start, end, submit),
    problem,
    make("ul", {}, ...distances.flatMap((pair) => distanceRow(record, pair, actions, locale))),
  ];
}

/**
 * @param {MapRecord} record
 * @param {[string, string]} pair
 * @param {DistanceActions} actions
 * @param {Locale} locale
 */
function distanceRow({ placeById }, pair, { remove }, locale) {
  const [start, end] = pair.map((id) => placeById.get(id));
  if (!start || !end) return [];
  const { km, bearing } = geodesic([start.lon, start.lat], [end.lon, end.lat]);
  const name = `${locale.of(start.name)}–${locale.of(end.name)}`;
  const length = locale.say("distance_value", {
    km: locale.number(km, 1), bearing: locale.number(bearing),
  });
  const ends = [start, end].map((place) => `${locale.of(place.name)} ${point(place)}`).join("; ");
  const label = locale.say("remove_distance", { name });
  const button = make("button", {
    type: "button", "aria-label": label, onclick: () => remove(pair),
  }, icon(CLOSE));
  const method = make("div", { class: "loc-quiet", text: `${ends}. ${locale.say("geodesic")}` });
  const text = make("div", {}, make("strong", { text: name }), ` ${length}`, method);
  return [make("li", {}, text, button)];
}
