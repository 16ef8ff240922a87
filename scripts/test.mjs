// `npm test`: every check in order, all of them even if one fails, and the sum at the end.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";

const report = ".cache/vitest.json";
mkdirSync(".cache", { recursive: true });
rmSync(report, { force: true });

const steps = [
  ["types", ["tsc", "-p", "tsconfig.json"]],
  ["lint", ["oxlint", "--type-aware", "src", "test"]],
  ["format", ["biome", "format", "src", "test", "scripts"]],
  [
    "tests",
    ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  ],
];

let failed = false;
for (const [name, command] of steps) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync("npx", ["--no-install", ...command], { stdio: "inherit" });
  if (status !== 0) {
    failed = true;
    console.log(`== ${name} failed`);
  }
}

const { numPassedTests = 0, numFailedTests = 0 } = readReport();
if (numPassedTests === 0) failed = true;
console.log(`\n${numPassedTests} passed, ${numFailedTests} failed`);
process.exitCode = failed ? 1 : 0;

function readReport() {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return {};
  }
}
