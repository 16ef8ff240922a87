// The steps of `npm run check` and `npm test`: each is a command, announced in one line.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * @typedef {object} Step
 * @property {string} name - what it shows, in a few words
 * @property {readonly (readonly string[])[]} commands - Node programs with their arguments
 */

const program = (...parts) => join(root, "node_modules", ...parts);
const tsc = program("typescript", "bin", "tsc");
const vitest = program("vitest", "vitest.mjs");

/** The cheap ones: they read the tree and run nothing of it. */
export const checks = [
  {
    name: "types",
    commands: [
      [tsc, "-p", "tsconfig.json"],
      [tsc, "-p", "tsconfig.browser.json", "--noEmit", "--incremental", "false"],
    ],
  },
  { name: "lint", commands: [[program("oxlint", "bin", "oxlint"), "--type-aware"]] },
  { name: "format", commands: [[program("@biomejs", "biome", "bin", "biome"), "format"]] },
];

/** A run of one project of `vitest.config.ts`, with its counts in `report`. */
export function vitestRun(project, report, ...more) {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return [vitest, "run", "--project", project, ...reporters, ...more];
}

/**
 * Runs a step to its end: of a step's commands, every one, so that one sees all that is wrong.
 *
 * @param {Step} step
 * @returns {boolean} whether all of its commands succeeded
 */
export function run({ name, commands }) {
  console.log(`\n· ${name}`);
  const started = Date.now();
  const codes = commands.map((command) => spawn(command));
  const fine = codes.every((code) => code === 0);
  console.log(
    `  ${name}: ${fine ? "ok" : "failed"}, ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  return fine;
}

function spawn([file, ...args]) {
  return spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: "inherit" }).status;
}
