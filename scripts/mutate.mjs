// `npm run mutate [-- ROOM...]`: changes the code in small ways and sees whether a test of its room notices.
// In place of a room, a file or a folder of one: then the rest of the room keeps its last result.
// Stryker is installed on the first run, beside the project and not in it. Results: docs/quality/mutation.md.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";
import { install } from "./mutate/install.mjs";
import { recordRoom, writePage } from "./mutate/page.mjs";
import { LEAST_SCORE, partsOf, rooms } from "./mutate/rooms.mjs";
import { summarise } from "./mutate/summary.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const stryker = join(root, "scripts/mutate/node_modules/@stryker-mutator/core/bin/stryker.js");
const config = join("scripts", "mutate", "stryker.config.mjs");

const given = process.argv.slice(2).map((name) => name.replace(/\/+$/, ""));
const chosen = given.length > 0 ? given : Object.keys(rooms);
const unknown = chosen.filter((name) => roomOf(name) === undefined);
if (unknown.length > 0) {
  console.error(`not in a room that is mutated: ${unknown.join(", ")}`);
  console.error(`the rooms: ${Object.keys(rooms).join(", ")}`);
  process.exit(2);
}

// It takes hours of a machine that others use too; those it starts inherit this.
setPriority(constants.priority.PRIORITY_LOW);
await withLock(
  join(root, ".cache", "mutate.lock"),
  () => {
    install();
    const failed = chosen.filter((name) => !mutate(name, roomOf(name)));
    writePage();
    if (failed.length > 0) console.error(`\nnot fine: ${failed.join(", ")}`);
    process.exitCode = failed.length > 0 ? 1 : 0;
  },
  () => console.log("Waiting for another run to finish (.cache/mutate.lock)."),
);

function roomOf(name) {
  return Object.keys(rooms).find((room) => name === room || name.startsWith(`${room}/`));
}

/** @returns {boolean} whether it was mutated, and enough of the room's mutants were noticed */
function mutate(name, room) {
  console.log(`\n· ${name}`);
  const folder = join(".cache", "mutate", room.replaceAll("/", "-"));
  const report = join(root, folder, "report.json");
  mkdirSync(join(root, folder), { recursive: true });
  // Each part adds to what the ones before it found, by way of Stryker's incremental file.
  for (const part of partsOf(name, room)) {
    rmSync(report, { force: true });
    // Left behind by a run that was ended.
    rmSync(join(root, folder, "sandbox"), { recursive: true, force: true });
    const status = spawnSync(process.execPath, [stryker, "run", config], {
      cwd: root,
      stdio: "inherit",
      env: {
        ...process.env,
        ASSAY_MUTATE_ROOM: room,
        ASSAY_MUTATE_ONLY: name,
        ASSAY_MUTATE_PART: JSON.stringify(part),
        ASSAY_MUTATE_FOLDER: folder,
      },
    }).status;
    if (status !== 0 || !existsSync(report)) return false;
  }
  const summary = summarise(JSON.parse(readFileSync(report, "utf8")));
  recordRoom(room, summary);
  console.log(`  ${room}: ${summary.score.toFixed(1)} of 100 (at least ${LEAST_SCORE})`);
  return summary.score >= LEAST_SCORE;
}
