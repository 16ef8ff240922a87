// A lock between processes: a folder that only one of them can make.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 200;
/** How long a holder may take between making the folder and writing its name into it. */
const NAMING_MS = 10_000;

/**
 * Runs the work while nobody else holds the same lock, and waits for those who do.
 * A lock whose holder is gone is taken over.
 *
 * @template T
 * @param {string} folder - the lock; its parent is made where it is missing
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] - called once if somebody else holds it
 * @returns {Promise<T>}
 */
export async function withLock(folder, work, onWait) {
  mkdirSync(dirname(folder), { recursive: true });
  let waited = false;
  while (!tryToTake(folder)) {
    if (isStale(folder)) {
      clearAway(folder);
      continue;
    }
    if (!waited) onWait?.();
    waited = true;
    await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tryToTake(folder) {
  try {
    mkdirSync(folder);
  } catch (cause) {
    if (cause.code === "EEXIST") return false;
    throw cause;
  }
  writeFileSync(join(folder, "holder"), String(process.pid));
  return true;
}

function isStale(folder) {
  try {
    const holder = Number(readFileSync(join(folder, "holder"), "utf8"));
    return Number.isInteger(holder) && holder > 0 && !isAlive(holder);
  } catch {
    // No name yet: whoever made it is about to write one, or died in between.
    const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
    return made !== undefined && Date.now() - made > NAMING_MS;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === "EPERM";
  }
}

/** Of several that find the same stale lock, one can rename it; the others find it gone. */
function clearAway(folder) {
  const aside = `${folder}.stale-${process.pid}`;
  try {
    renameSync(folder, aside);
  } catch (cause) {
    if (cause.code === "ENOENT") return;
    throw cause;
  }
  rmSync(aside, { recursive: true, force: true });
}
