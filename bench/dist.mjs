// What is measured is what is shipped: the modules under `dist/`, built before the run.
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * A module of the build.
 * @param {string} path under `dist/`
 * @returns {Promise<any>} the build's own types do not exist before it does
 */
export function built(path) {
  return import(pathToFileURL(join(root, "dist", path)).href);
}
