// The tests of one room, as Stryker runs them in its sandbox; `npm run mutate` says which room.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { OwnTestsFirst } from "./own-tests-first.mjs";
import { testsOf } from "./rooms.mjs";

/** Random inputs, and comparison with another library: they notice slowly, and not each time the same. */
const RANDOM = ["test/**/mutation{,s}.test.ts", "test/**/differences.test.ts"];

const room = process.env.ASSAY_MUTATE_ROOM;
const { include, exclude } = testsOf(room, JSON.parse(process.env.ASSAY_MUTATE_PART));
const beside = (name) => fileURLToPath(new URL(name, import.meta.url));

export default {
  test: {
    name: "unit",
    include,
    exclude: [...RANDOM, ...exclude],
    setupFiles: [beside("stop-early.mjs"), beside("properties.mjs")],
    sequence: { sequencer: OwnTestsFirst },
    testTimeout: 30_000,
    isolate: false,
  },
};
