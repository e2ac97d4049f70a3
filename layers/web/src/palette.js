// Colours of a theme, from the palette that Python sends.

/** @import { Payload } from "./payload" */
/** @import { Theme } from "./theme.js" */

// Key of contested ground, which is a status and no party, among colours and names.
export const CONTESTED = "CONTESTED";

export class Palette {
  /**
   * @param {Payload["palette"]} themes colours by theme
   * @param {Theme} theme
   */
  constructor(themes, theme) {
    this.themes = themes;
    this.theme = theme;
  }

  get colours() {
    return this.themes[this.theme];
  }

  /** @param {string} party */
  party(party) {
    const { parties } = this.colours;
    return parties[party] || parties["?"];
  }

  /** @param {string} party */
  faint(party) {
    const { faint } = this.colours;
    return faint[party] || faint["?"];
  }

  /**
   * Colours of a hatch: its lines, and the ground between them.
   *
   * @param {string} party
   */
  hatch(party) {
    const { contested } = this.colours;
    if (party === CONTESTED) return { colour: contested.stripe, background: contested.ground };
    return { colour: this.party(party), background: this.faint(party) };
  }

  /**
   * Colours of the hatch of ground that has not changed hands: paler.
   *
   * @param {string} party
   */
  heldHatch(party) {
    const { contested, ground } = this.colours;
    if (party !== CONTESTED) return { colour: this.faint(party), background: ground.country };
    return { colour: `${contested.stripe}70`, background: contested.ground };
  }
}
