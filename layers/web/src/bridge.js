// Bridge of a page: messages by name between its components, and what components send to Python.
//
// Each component is linked by itself, so what they share stands on the document.

/** @import { ChangeMessage, CompareStateMessage, ReplayStateMessage } from "./payload" */
/** @import { SketchClick } from "./payload" */

const KEY = Symbol.for("lines-of-control.bridge");

/**
 * Map that a message is about.
 *
 * @typedef {object} Source
 * @property {"replay" | "compare"} page
 * @property {string} map Mark of its data, which tells theatres and editions apart (`mapMark`).
 */

/** @typedef {ReplayStateMessage | CompareStateMessage} MapState State of a map, of its page. */

/**
 * @typedef {object} StateOnly
 * @property {boolean} initial Whether it is the state in which the map was mounted, which Python
 *   has read from the same link.
 * @property {MapState} state
 */

/** @typedef {Source & StateOnly} StateMessage */

/** @typedef {Source & { change: ChangeMessage }} MeasuredChange Change that Python measured. */

/**
 * Request of a link; a map fills in what the address does not say.
 *
 * @typedef {object} LinkRequest
 * @property {string} screen Size of the map in CSS pixels, as "1200x800"; "" without a map.
 */

/**
 * Messages between components, by name.
 *
 * @typedef {object} Messages
 * @property {StateMessage} state A map was mounted or has come to rest; retained.
 * @property {MeasuredChange} change Python has measured a change; retained.
 * @property {LinkRequest} write-link A link is about to take the state of the page along: a map
 *   writes it into the address at once.
 */

/**
 * What a component sends to Python, by name (`pages/shared/bridge.py`).
 *
 * @typedef {object} Sent
 * @property {Source & { state: MapState }} state State value: the map at rest.
 * @property {{ page: string, query: Record<string, string> }} go Trigger: a link was taken.
 * @property {SketchClick} clicked Trigger: a point on a small map.
 * @property {true} pulse Trigger: time has passed.
 */

/**
 * Arguments with which Streamlit calls a component: when it is mounted, and again when its data
 * or the theme have changed. Only the cleanup that the last call returned is run at its end.
 *
 * @template Data
 * @typedef {object} ComponentArguments
 * @property {`lines_of_control_${string}`} name Name by which Python has registered it.
 * @property {HTMLElement | ShadowRoot} parentElement The same at every call.
 * @property {Data} data
 * @property {<Name extends keyof Sent>(name: Name, value: Sent[Name]) => void} setStateValue
 * @property {<Name extends keyof Sent>(name: Name, value: Sent[Name]) => void} setTriggerValue
 */

/** @typedef {keyof Messages} MessageName */

/**
 * @typedef {object} Subscription
 * @property {Connection} connection
 * @property {MessageName} name
 * @property {(detail: any) => void} handler Of the type that `Messages` has for the name.
 */

/**
 * @typedef {object} Message
 * @property {Connection} connection
 * @property {MessageName} name
 * @property {any} detail Of the type that `Messages` has for the name.
 */

/**
 * A page that is being left. What its components send would reach Python while the next page is
 * made, and empty it: Streamlit then runs a fragment of the old one.
 *
 * @typedef {object} Leaving
 * @property {number} since Components that were connected before are of the page that is left.
 * @property {Map<Node, () => void>} postponed What is sent if the page stays after all.
 */

/**
 * @typedef {object} Bridge
 * @property {Set<Subscription>} subscriptions
 * @property {Set<Message>} retained The newest is the last.
 * @property {WeakMap<Node, Connection>} connections By the element of a component.
 * @property {WeakMap<Node, number>} since When the element of a component was first connected.
 * @property {Leaving | null} leaving
 */

/** @type {Set<MessageName>} Messages that tell a state: a late subscriber gets the newest. */
const RETAINED = new Set(["state", "change"]);
// A page that is still there then was not left: the way to the server was lost, for instance.
const LEAVING_MS = 10_000;

/** @returns {Bridge} */
function bridge() {
  const page = /** @type {{ [KEY]?: Bridge }} */ (/** @type {unknown} */ (document));
  page[KEY] ??= {
    subscriptions: new Set(), retained: new Set(),
    connections: new WeakMap(), since: new WeakMap(), leaving: null,
  };
  return page[KEY];
}

/** Postpone what the components of this page send: it is about to be left for another one. */
export function leave() {
  const current = bridge();
  // Of two links taken one after the other, the second one finds what the first has postponed.
  const postponed = current.leaving?.postponed ?? new Map();
  const leaving = { since: performance.now(), postponed };
  current.leaving = leaving;
  setTimeout(() => {
    if (current.leaving !== leaving) return;
    current.leaving = null;
    for (const [parent, send] of leaving.postponed) if (parent.isConnected) send();
  }, LEAVING_MS);
}

/**
 * Connect a component to the bridge of its page, in place of its connection of an earlier call.
 *
 * @param {Node} parent Element of the component.
 * @returns {Connection}
 */
export function connect(parent) {
  const { connections, since } = bridge();
  connections.get(parent)?.close();
  if (!since.has(parent)) since.set(parent, performance.now());
  const connection = new Connection(parent);
  connections.set(parent, connection);
  return connection;
}

/**
 * Connection of a component, alive until it is closed or its element has left the page: with it
 * end its subscriptions, and what is retained of it.
 */
export class Connection {
  /** @param {Node} parent */
  constructor(parent) {
    this.parent = parent;
    this.ending = new AbortController();
  }

  /** Aborted when the connection is closed, for what a component listens to elsewhere. */
  get signal() {
    return this.ending.signal;
  }

  get open() {
    return !this.signal.aborted;
  }

  /** Whether the component is on the page. */
  get alive() {
    return this.open && this.parent.isConnected;
  }

  /**
   * Hand a message to those who have subscribed to it, before this returns.
   *
   * @template {MessageName} Name
   * @param {Name} name
   * @param {Messages[Name]} detail
   */
  publish(name, detail) {
    if (!this.alive) return;
    const { subscriptions, retained } = bridge();
    if (RETAINED.has(name)) {
      forget(retained, (message) => message.connection === this && message.name === name);
      retained.add({ connection: this, name, detail });
    }
    for (const subscription of [...subscriptions]) {
      const current = subscription.name === name && subscriptions.has(subscription);
      if (current) deliver(subscription, detail);
    }
  }

  /**
   * Call a handler with each message of a name, at once with the newest one that is retained.
   *
   * @template {MessageName} Name
   * @param {Name} name
   * @param {(detail: Messages[Name]) => void} handler
   * @returns {() => void} Ends the subscription.
   */
  subscribe(name, handler) {
    const { subscriptions, retained } = bridge();
    const subscription = { connection: this, name, handler };
    if (this.open) subscriptions.add(subscription);
    const current = [...retained].filter((message) => message.connection.alive);
    const newest = current.findLast((message) => message.name === name);
    if (newest) deliver(subscription, newest.detail);
    return () => { subscriptions.delete(subscription); };
  }

  /**
   * Send something to Python; while the page is left, the newest waits to see whether it stays.
   *
   * @param {() => void} send Calls `setStateValue` or `setTriggerValue`.
   */
  send(send) {
    const { leaving, since } = bridge();
    const left = leaving && (since.get(this.parent) ?? 0) <= leaving.since;
    if (left) leaving.postponed.set(this.parent, send);
    else send();
  }

  /** End the connection; a second time it does nothing. */
  close() {
    this.ending.abort();
    const { subscriptions, retained } = bridge();
    forget(subscriptions, (subscription) => subscription.connection === this);
    forget(retained, (message) => message.connection === this);
  }
}

/**
 * @template Item
 * @param {Set<Item>} items
 * @param {(item: Item) => boolean} condition
 */
function forget(items, condition) {
  for (const item of [...items]) if (condition(item)) items.delete(item);
}

/**
 * @param {Subscription} subscription
 * @param {unknown} detail
 */
function deliver({ connection, handler }, detail) {
  if (!connection.alive) return;
  // A handler that fails keeps the message from no other, and the console has its error.
  try {
    handler(detail);
  } catch (error) {
    reportError(error);
  }
}
