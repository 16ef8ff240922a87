// Installs what mutation needs under `scripts/mutate/`, where the tests' own install does not see it.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const stampFile = join(folder, "node_modules", ".assay-stamp");

export function install() {
  const stamp = readFileSync(join(folder, "package-lock.json"), "utf8");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  console.log("Installing Stryker into scripts/mutate; this takes half a minute the first time.");
  // Vitest is a peer: without an installed one of its own, the runner finds the project's, one folder up.
  const flags = ["ci", "--legacy-peer-deps", "--no-audit", "--no-fund", "--ignore-scripts"];
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(npm, [...flags, "--loglevel=error"], {
    cwd: folder,
    stdio: "inherit",
  });
  if (status !== 0) {
    console.error("Stryker could not be installed.");
    process.exit(1);
  }
  writeFileSync(stampFile, stamp);
}
