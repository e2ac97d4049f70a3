// Version of the contract of the payload, layers/web/payload.schema.json.

/** @import { Payload } from "./payload" */

export const VERSION = 2;

// Keys of sentences keep their form in every version.
const SENTENCE = "other_version";

/** Refusal of a payload of another version; written out, it is a sentence for the visitor. */
export class OtherVersion extends Error {
  /** @override */
  toString() {
    return this.message;
  }
}

/**
 * Check that a payload is of the version that this program reads.
 *
 * @param {Pick<Payload, "fallback_language" | "words"> & { version: number }} payload
 * @throws {OtherVersion} in the language of the page's link, where the payload has it
 */
export function checkVersion({ version, words, fallback_language: fallback }) {
  if (version === VERSION) return;
  const language = new URLSearchParams(globalThis.location?.search).get("lang") ?? "";
  const sentence = words[language]?.[SENTENCE] ?? words[fallback]?.[SENTENCE];
  // The first build's payload has neither field nor sentence.
  throw new OtherVersion(sentence ?? `↻ ${version ?? 1} ≠ ${VERSION}`);
}
