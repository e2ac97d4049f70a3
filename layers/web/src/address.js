// Address of the page, which carries the state of the map.

/** Address of a page and a theatre, those on which a map is mounted. */
export class Address {
  constructor() {
    this.place = currentPlace();
  }

  /**
   * Write the state of the map; not into the address of the next page, or of another theatre,
   * which may be there already while the map is about to leave.
   *
   * @param {(search: string) => string} query the new query from the present one
   */
  write(query) {
    if (currentPlace() !== this.place) return;
    // A page opened from disk, or inside a sandbox, may not change its own address.
    try {
      history.replaceState(history.state, "", query(location.search) + location.hash);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "SecurityError") throw error;
    }
  }
}

function currentPlace() {
  return `${location.pathname}?${new URLSearchParams(location.search).get("theatre") ?? ""}`;
}
