// Scripts that Python asks: a JSON document in, a JSON document out.

import { readFileSync } from "node:fs";

/**
 * Write the answer to the document on standard input.
 *
 * @template Question
 * @param {(question: Question) => unknown} compute
 */
export function answer(compute) {
  process.stdout.write(JSON.stringify(compute(JSON.parse(readFileSync(0, "utf-8")))));
}
