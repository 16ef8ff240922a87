// `npm run check`: what can be said about the tree without running it.
import process from "node:process";
import { checks, run, vitestRun } from "./steps.mjs";

const tidy = {
  name: "rooms and tidiness",
  commands: [vitestRun("tidy", ".cache/report/tidy.json")],
};
const failed = [...checks, tidy].filter((step) => !run(step)).map((step) => step.name);
if (failed.length > 0) {
  console.log(`\nfailed: ${failed.join(", ")}`);
  process.exitCode = 1;
}
