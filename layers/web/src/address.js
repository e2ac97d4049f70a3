// Address of the page, which carries the state of the map.

/** @param {string} query with its question mark */
export function writeAddress(query) {
  // A page opened from disk, or inside a sandbox, may not change its own address.
  try {
    history.replaceState(history.state, "", query + location.hash);
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "SecurityError") throw error;
  }
}
