// Builds `dist/` from `src/`, and does nothing where no source changed since.
import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const stampFile = join(dist, ".sources.json");
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
const PROJECTS = ["tsconfig.build.json", "tsconfig.browser.json"];
const COMPILED = new Set([".ts", ".tsx"]);

if (!isFresh()) {
  const done = await withLock(join(root, ".cache", "build.lock"), async () => isFresh() || build());
  if (!done) process.exitCode = 1;
}

async function build() {
  const before = sources();
  removeLeftovers(before);
  const compiled = await Promise.all(PROJECTS.map(compile));
  if (compiled.includes(false)) return false;
  copyData();
  chmodSync(join(dist, "cli", "main.js"), 0o755);
  writeFileSync(stampFile, JSON.stringify(before));
  return true;
}

/** Every input with its size and time: a source that was removed counts as a change, too. */
function sources() {
  const files = [
    ...filesUnder(join(root, "src")),
    ...["tsconfig.json", ...PROJECTS, "package-lock.json"].map((name) => join(root, name)),
  ];
  return Object.fromEntries(
    files.map((file) => {
      const { size, mtimeMs } = statSync(file);
      return [relative(root, file), `${size} ${mtimeMs}`];
    }),
  );
}

function isFresh() {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === JSON.stringify(sources());
}

/** What a removed source left behind would still be imported and served. */
function removeLeftovers(now) {
  const stamp = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, "utf8")) : {};
  if (Object.keys(stamp).every((file) => file in now)) rmSync(stampFile, { force: true });
  else rmSync(dist, { recursive: true, force: true });
}

function compile(project) {
  return new Promise((resolve, reject) => {
    const args = [
      tsc,
      "-p",
      join(root, project),
      "--pretty",
      process.stdout.isTTY ? "true" : "false",
    ];
    const running = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
    running.once("error", reject);
    running.once("exit", (code) => resolve(code === 0));
  });
}

/** Style sheets, images and data go beside the code that reads them. */
function copyData() {
  const src = join(root, "src");
  for (const file of filesUnder(src)) {
    if (COMPILED.has(extname(file))) continue;
    const target = join(dist, relative(src, file));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(file, target);
  }
}

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
