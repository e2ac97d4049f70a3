// What the components of a page share: provided by one of them, used by the others.

/** @import { ComponentArguments } from "./bridge.js" */

const KEY = Symbol.for("lines-of-control.shared");

/**
 * Mounts a component. What a program is handed is between it and its Python (hence `any`).
 *
 * @typedef {(component: ComponentArguments<any>) => (() => void) | void} Program
 */

/**
 * What is shared, by name; a program by the name of its component.
 *
 * @typedef {{ leaflet: typeof L } & Record<`lines_of_control_${string}`, Program>} Shared
 */

/**
 * A thing that is provided now or later; of the type that `Shared` has for its name.
 *
 * @typedef {object} Share
 * @property {Promise<any>} promise
 * @property {(thing: any) => void} resolve
 */

/**
 * @param {keyof Shared} name
 * @returns {Share}
 */
function share(name) {
  const page = /** @type {{ [KEY]?: Record<string, Share> }} */ (/** @type {unknown} */ (document));
  const shares = (page[KEY] ??= {});
  const thing = (shares[name] ??= /** @type {Share} */ ({}));
  thing.promise ??= new Promise((resolve) => { thing.resolve = resolve; });
  return thing;
}

/**
 * Provide a thing to the components of a page, for as long as its document stands.
 *
 * @template {keyof Shared} Name
 * @param {Name} name
 * @param {Shared[Name]} thing
 */
export function provide(name, thing) {
  share(name).resolve(thing);
}

/**
 * Wait for a thing that another component provides, now or later.
 *
 * @template {keyof Shared} Name
 * @param {Name} name
 * @returns {Promise<Shared[Name]>}
 */
export function provided(name) {
  return share(name).promise;
}

/**
 * Mount a component whose program another one provides: a rest of the map sends its name and data.
 *
 * @param {ComponentArguments<unknown>} component
 */
export default async function mountShared(component) {
  return (await provided(component.name))(component);
}
