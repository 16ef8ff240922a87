// Makes ready what is measured: our build, and the peers, which nobody else installs.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { root } from "./dist.mjs";

const bench = fileURLToPath(new URL(".", import.meta.url));
const stampFile = join(bench, "node_modules", ".assay-stamp");

/** @param {(text: string) => void} say */
export function prepare(say) {
  run(process.execPath, [join(root, "scripts", "build.mjs")], root);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp()) return;
  say("installing the peers (bench/package-lock.json), once");
  const [command, ...first] = npm();
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  run(command, [...first, "ci", ...flags], bench);
  writeFileSync(stampFile, stamp());
}

function stamp() {
  const lock = readFileSync(join(bench, "package-lock.json"));
  return createHash("sha256").update(lock).update(process.version).digest("hex");
}

/** The npm that runs this script, or the one in PATH. */
function npm() {
  const running = process.env.npm_execpath;
  if (running?.endsWith(".js")) return [process.execPath, running];
  return [process.platform === "win32" ? "npm.cmd" : "npm"];
}

/** The terminal's output belongs to the result; what is said on the way goes beside it. */
function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ["ignore", 2, 2] });
  if (status !== 0) throw error ?? new Error(`${args.join(" ")} failed`);
}
