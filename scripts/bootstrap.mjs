// Makes a clone ready to run: checks Node and installs the dependencies when they changed.
// It runs before anything is installed, so it imports nothing but Node's own modules.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const stampFile = join(root, "node_modules", ".assay-stamp");
const OLDEST_NODE = [20, 19];

checkNode();
if (!isInstalled()) {
  await withLock(
    join(root, ".cache", "bootstrap.lock"),
    async () => {
      if (!isInstalled()) install();
    },
    () => console.log("Waiting for another set-up to finish (.cache/bootstrap.lock)."),
  );
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  console.error(
    `Assay needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.\n` +
      "Install a newer one (Node 24 is recommended) and run the same command again.",
  );
  process.exit(1);
}

function isInstalled() {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp();
}

function stamp() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(process.version)
    .digest("hex");
}

/** The dependencies' install scripts are not run: none of them needs one. */
function install() {
  console.log("Installing the dependencies; this takes a few seconds the first time.");
  const started = Date.now();
  const flags = ["ci", "--include=dev", "--no-audit", "--no-fund", "--ignore-scripts"];
  const [command, args] = npm([...flags, "--loglevel=error"]);
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (result.status !== 0) {
    const said = result.error?.message ?? result.stderr.split("\n").slice(0, 20).join("\n");
    console.error(`${said}\nThe dependencies could not be installed.`);
    process.exit(1);
  }
  linkCommand();
  writeFileSync(stampFile, stamp());
  console.log(`Installed in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

/** npm links the commands of dependencies, not our own: `npx --no-install assay` finds it here. */
function linkCommand() {
  const link = join(root, "node_modules", ".bin", "assay");
  if (process.platform !== "win32") symlinkSync(join("..", "..", "dist", "cli", "main.js"), link);
}

/** The npm that runs this script, or the one in PATH. */
function npm(args) {
  const running = process.env.npm_execpath;
  if (running?.endsWith(".js")) return [process.execPath, [running, ...args]];
  return [process.platform === "win32" ? "npm.cmd" : "npm", args];
}
