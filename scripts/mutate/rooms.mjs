// The rooms that are mutated, and where the tests stand that speak about each.

/**
 * @typedef {object} MutatedRoom
 * @property {readonly string[]} tests - folders under `test/`: those that concern the room and no others,
 * since a mutant that is killed only by a test of somebody else is a rule that its own room does not keep
 * @property {readonly string[]} except - files that are data
 */

/** @type {Readonly<Record<string, MutatedRoom>>} */
export const rooms = {
  "src/evidence": { tests: ["evidence"], except: [] },
  "src/assurance": { tests: ["assurance"], except: [] },
  "src/policy": { tests: ["policy"], except: [] },
  "src/trust": { tests: ["trust"], except: ["src/trust/data/**"] },
  "src/certificates": { tests: ["certificates"], except: [] },
  "src/methods/passkey": { tests: ["methods/passkey"], except: [] },
};

/** In each room this many of a hundred mutants are caught, or the run fails. */
export const LEAST_SCORE = 85;
