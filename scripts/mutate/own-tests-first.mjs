// The order in which test files meet a mutant. Most are noticed by the tests of their own file, which
// bear its name; then the others, the small ones first, and the corpus last, since it takes longest.
import { statSync } from "node:fs";
import { basename } from "node:path";

/** A `TestSequencer` of Vitest. */
export class OwnTestsFirst {
  #vitest;

  constructor(vitest) {
    this.#vitest = vitest;
  }

  async shard(files) {
    return files;
  }

  /** Stryker names the file that it mutated as the one that tests are to be related to. */
  async sort(files) {
    const names = (this.#vitest.config.related ?? []).map((file) => basename(file, ".ts"));
    const rank = ({ moduleId }) => {
      const name = basename(moduleId);
      if (names.some((mutated) => name.startsWith(mutated))) return 0;
      return name.startsWith("corpus") ? Number.MAX_SAFE_INTEGER : statSync(moduleId).size;
    };
    return files
      .map((file) => ({ file, place: rank(file) }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ file }) => file);
  }
}
