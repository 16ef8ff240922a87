// The tests of one room, as Stryker runs them in its sandbox; `npm run mutate` says which room.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { OwnTestsFirst } from "./own-tests-first.mjs";
import { rooms } from "./rooms.mjs";

/** Random inputs, and comparison with another library: they notice slowly, and not each time the same. */
const RANDOM = ["test/**/mutation{,s}.test.ts", "test/**/differences.test.ts"];

const { tests } = rooms[process.env.ASSAY_MUTATE_ROOM];

export default {
  test: {
    name: "unit",
    include: tests.map((folder) => `test/${folder}/**/*.test.ts`),
    exclude: RANDOM,
    setupFiles: [fileURLToPath(new URL("stop-early.mjs", import.meta.url))],
    sequence: { sequencer: OwnTestsFirst },
    testTimeout: 30_000,
    isolate: false,
  },
};
