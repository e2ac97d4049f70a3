// What the components of a page share: brought by one of them, used by the others.

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

/** A thing that is brought now or later; of the type that `Shared` has for its name. */
class Share {
  constructor() {
    /** @type {(thing: any) => void} */
    this.resolve = () => {};
    this.promise = new Promise((resolve) => { this.resolve = resolve; });
  }
}

/**
 * @param {keyof Shared} name
 * @returns {Share}
 */
function share(name) {
  const page = /** @type {{ [KEY]?: Record<string, Share> }} */ (/** @type {unknown} */ (document));
  const shares = (page[KEY] ??= {});
  return (shares[name] ??= new Share());
}

/**
 * Bring a thing to the components of a page, for as long as its document stands.
 *
 * @template {keyof Shared} Name
 * @param {Name} name
 * @param {Shared[Name]} thing
 */
export function bring(name, thing) {
  share(name).resolve(thing);
}

/**
 * Wait for a thing that another component brings, now or later.
 *
 * @template {keyof Shared} Name
 * @param {Name} name
 * @returns {Promise<Shared[Name]>}
 */
export function brought(name) {
  return share(name).promise;
}

/**
 * Mount a component whose program another one brings: a rest of the map sends its name and data.
 *
 * @param {ComponentArguments<unknown>} component
 */
export default async function mountShared(component) {
  const program = await brought(component.name);
  return program(component);
}
