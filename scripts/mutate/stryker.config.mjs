// How Stryker mutates one room, or a part of it; `npm run mutate` says which.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { filesOf } from "./rooms.mjs";

const room = process.env.ASSAY_MUTATE_ROOM;
const only = process.env.ASSAY_MUTATE_ONLY;
const folder = process.env.ASSAY_MUTATE_FOLDER;
const part = JSON.parse(process.env.ASSAY_MUTATE_PART);
const beside = (name) => fileURLToPath(new URL(name, import.meta.url));

export default {
  mutate: filesOf(only, room, part),
  testRunner: "vitest",
  plugins: [beside("runner.mjs")],
  vitest: { configFile: beside("vitest.config.mjs") },
  coverageAnalysis: "perTest",
  concurrency: 2,
  // Long, so that a busy machine is not taken for a loop without end, which would count as noticed.
  timeoutMS: 20_000,
  // The sandbox has the sources and the tests; types are other people's work, and not looked at here.
  // One test reads the example of a page.
  ignorePatterns: [
    "/*",
    "!/src",
    "!/test",
    "!/package.json",
    "/test/browser",
    "!/docs",
    "/docs/*",
    "!/docs/provider-facts.md",
  ],
  disableTypeChecks: false,
  tempDirName: `${folder}/sandbox`,
  incremental: true,
  incrementalFile: `${folder}/incremental.json`,
  reporters: ["clear-text", "progress-append-only", "json"],
  clearTextReporter: { reportTests: false, reportMutants: false, allowColor: false },
  jsonReporter: { fileName: `${folder}/report.json` },
  warnings: { slow: false },
  allowEmpty: true,
};
