// Where a Chromium is for the browser tests. No imports outside node:.
import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The npm package that carries a Chromium for linux-x64; its last version for Node.js 20. */
export const PACKAGE = { name: "@sparticuz/chromium", version: "147.0.0" };

/** Where `ensure-browser.mjs` unpacks it. */
export const CACHE = fileURLToPath(new URL("../.cache/browser/", import.meta.url));

export const WHAT_TO_INSTALL =
  "install Chromium or Chrome (on Debian: apt-get install chromium), or set ASSAY_CHROMIUM to the path of one";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
];

const APPLICATIONS = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * The first that runs of: `ASSAY_CHROMIUM`, `PATH`, the usual places of macOS, the one from npm.
 * `environment` holds the variables that it must be started with.
 * Throws where `ASSAY_CHROMIUM` names something that does not run: a choice is not passed over.
 */
export function findBrowser(
  env = process.env,
  { cache = CACHE, applications = APPLICATIONS } = {},
) {
  const chosen = env.ASSAY_CHROMIUM;
  if (chosen) {
    if (runs(chosen, env)) return { executable: chosen, environment: {} };
    throw new Error(`ASSAY_CHROMIUM names ${chosen}, which does not run`);
  }
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const executable = [...onPath, ...applications].find((path) => runs(path, env));
  return executable ? { executable, environment: {} } : findUnpacked(env, cache);
}

/** The Chromium from npm, with its own libraries only where the system has none. */
function findUnpacked(env, cache) {
  const folder = join(cache, PACKAGE.version);
  const executable = join(folder, "chromium");
  const fonts = { FONTCONFIG_FILE: join(folder, "fonts.conf") };
  const libraries = { LD_LIBRARY_PATH: join(folder, "lib") };
  return [fonts, { ...fonts, ...libraries }]
    .map((environment) => ({ executable, environment }))
    .find(({ environment }) => runs(executable, { ...env, ...environment }));
}

/** Some systems put a note on how to install a browser under the browser's name: ask its version. */
function runs(executable, env) {
  try {
    accessSync(executable, constants.X_OK);
    if (!statSync(executable).isFile()) return false;
  } catch {
    return false;
  }
  const options = { env, stdio: "ignore", timeout: 20_000 };
  return spawnSync(executable, ["--version"], options).status === 0;
}
