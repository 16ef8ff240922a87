// Runs before each test file. A property is tried with the same inputs every time, so that the same
// mutants are noticed by each run; and the least input that breaks it is not looked for.
import process from "node:process";
import fc from "fast-check";
import { rooms } from "./rooms.mjs";

const { runs } = rooms[process.env.ASSAY_MUTATE_ROOM];
fc.configureGlobal({
  seed: 1,
  endOnFailure: true,
  ...(runs === undefined ? {} : { numRuns: runs }),
});
