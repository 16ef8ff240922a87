// What the parts of the benchmark give.

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {"V" | "×" | "µs" | "ms" | "s"} unit of a time less is better, of the others more
 * @property {number} [must]
 * @property {number} [aim]
 * @property {number} here
 * @property {number} [byCpu] the same ratio by the CPU time of the servers
 */

/**
 * @typedef {object} Measured medians of one contender
 * @property {string} name
 * @property {number} cpu microseconds
 * @property {number} [rate] per second
 * @property {number} [p50] milliseconds
 * @property {number} [p99]
 */

/**
 * @typedef {object} Outcome
 * @property {string} title
 * @property {Row[]} rows
 * @property {Measured[]} measured
 * @property {Record<string, Record<string, number>>} [rss] bytes, idle and after, by server
 */

/** @param {Row} row */
export function verdict({ unit, must, aim, here }) {
  if (must === undefined && aim === undefined) return "";
  const reaches = (bound) => (isTime(unit) ? here <= bound : here >= bound);
  if (aim !== undefined && reaches(aim)) return "aim";
  if (must === undefined) return "short of aim";
  return reaches(must) ? "must" : "short";
}

/** @param {Row["unit"]} unit */
export function isTime(unit) {
  return unit === "µs" || unit === "ms" || unit === "s";
}
