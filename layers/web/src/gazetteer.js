// Places of a theatre, by id and by name in any of its languages.

/** @import { Locale } from "./locale.js" */
/** @import { Payload, Texts } from "./payload" */
/** @import { MercatorPlane } from "./plane.js" */

/**
 * @typedef {object} Place
 * @property {string} id
 * @property {Texts} name
 * @property {number} lon WGS 84 degrees
 * @property {number} lat WGS 84 degrees
 * @property {number} x in units of the plane
 * @property {number} y in units of the plane
 * @property {number} rank from 0, a major city, to 3, a village
 * @property {string} kind
 * @property {Texts} governorate
 * @property {boolean} labelled whether it may be named on a map
 */

export class Gazetteer {
  /**
   * @param {Payload} payload
   * @param {MercatorPlane} plane
   */
  constructor(payload, plane) {
    this.places = readPlaces(payload, plane);
    this.byId = new Map(this.places.map((place) => [place.id, place]));
    this.labelled = this.places.filter((place) => place.labelled);
    const names = this.labelled.flatMap((place) => [...new Set(Object.values(place.name))]);
    /** Names of more than one place. */
    this.ambiguous = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  }

  /**
   * Name to choose a place by: with its governorate where another place has the same name.
   *
   * @param {Place} place
   * @param {Locale} locale
   */
  choice(place, locale) {
    const name = locale.of(place.name);
    return this.ambiguous.has(name) ? `${name} (${locale.of(place.governorate)})` : name;
  }

  /**
   * Find a place by its id, or by its name in any language, in upper or lower case.
   *
   * @param {string} text
   * @returns {Place | undefined}
   */
  called(text) {
    const name = text.trim().toLowerCase();
    return this.byId.get(name) ?? this.labelled.find((place) =>
      Object.values(place.name).some((other) => other.toLowerCase() === name));
  }

  /**
   * Find a place by its `choice` in a language, else as `called` does.
   *
   * @param {string} text
   * @param {Locale} locale
   * @returns {Place | undefined}
   */
  find(text, locale) {
    const name = text.trim().toLowerCase();
    if (!name) return undefined;
    const place = this.labelled.find((other) => this.choice(other, locale).toLowerCase() === name);
    return place ?? this.called(text);
  }
}

/**
 * @param {Payload} payload
 * @param {MercatorPlane} plane
 * @returns {Place[]}
 */
function readPlaces({ places: columns, governorates, unlabelled_kinds: unlabelled }, plane) {
  const names = Object.entries(columns.name);
  return columns.id.map((id, row) => {
    const [lon, lat, kind] = [columns.lon[row], columns.lat[row], columns.kind[row]];
    return {
      id, lon, lat, kind, x: plane.x(lon), y: plane.y(lat),
      name: Object.fromEntries(names.map(([language, column]) => [language, column[row]])),
      rank: columns.rank[row],
      governorate: governorates[columns.governorate[row]],
      labelled: !unlabelled.includes(kind),
    };
  });
}
