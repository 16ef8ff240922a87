// Runs a command with another version of Node: `node scripts/with-node.mjs 24 -- npx vitest run`.
// Node comes from the npm registry and stays under `.cache/`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [major, separator, command, ...args] = process.argv.slice(2);
if (!/^\d+$/.test(major ?? "") || separator !== "--" || command === undefined) {
  console.error("usage: node scripts/with-node.mjs MAJOR -- COMMAND [ARGUMENT...]");
  process.exit(2);
}

const folder = join(root, ".cache", `node-${major}`);
const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
const bin = join(folder, "node_modules", name, "bin");
const complete = join(folder, "complete");

if (!existsSync(complete)) {
  await withLock(`${folder}.lock`, async () => {
    if (!existsSync(complete)) fetchNode();
  });
}
const path = `${bin}${delimiter}${process.env.PATH ?? ""}`;
const result = spawnSync(command, args, { stdio: "inherit", env: { ...process.env, PATH: path } });
if (result.error !== undefined) console.error(result.error.message);
process.exit(result.status ?? 1);

function fetchNode() {
  console.log(`Fetching Node ${major} (${name}) into .cache/node-${major}.`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // A manifest of its own: the packages of this project are none of its business.
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const flags = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  const installed = spawnSync("npm", ["install", ...flags, `${name}@${major}`], {
    cwd: folder,
    stdio: "inherit",
  });
  if (installed.status !== 0) {
    console.error(`Node ${major} could not be fetched.`);
    process.exit(1);
  }
  writeFileSync(complete, "");
}
