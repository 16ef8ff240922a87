import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { findBrowser, PACKAGE } from "../../../scripts/find-browser.mjs";

let folder: string;
let unpacked: string;

/** A program that ends well, or one that only says what to install. */
function program(path: string, script = "exit 0"): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

const find = (env: Record<string, string>) =>
  findBrowser(env, { cache: join(folder, "cache"), applications: [] });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-browser-"));
  unpacked = join(folder, "cache", PACKAGE.version, "chromium");
});

describe("a Chromium is looked for", () => {
  test("where ASSAY_CHROMIUM says, before all", () => {
    program(join(folder, "bin", "chromium"));
    const chosen = program(join(folder, "mine"));
    const env = { ASSAY_CHROMIUM: chosen, PATH: join(folder, "bin") };
    expect(find(env)).toEqual({ executable: chosen, environment: {} });
  });

  test("and nowhere else if that does not run", () => {
    program(join(folder, "bin", "chromium"));
    const env = { ASSAY_CHROMIUM: join(folder, "none"), PATH: join(folder, "bin") };
    expect(() => find(env)).toThrow("ASSAY_CHROMIUM names");
  });

  test("on PATH, past what does not run", () => {
    program(join(folder, "stub", "chromium"), "echo install it; exit 1");
    mkdirSync(join(folder, "stub", "google-chrome"));
    const real = program(join(folder, "bin", "google-chrome"));
    program(unpacked);
    const env = { PATH: `${join(folder, "stub")}::${join(folder, "bin")}` };
    expect(find(env)?.executable).toBe(real);
  });

  test("in what came from npm, with its libraries only where they are needed", () => {
    program(unpacked);
    const found = find({ PATH: "" });
    expect(found?.executable).toBe(unpacked);
    expect(Object.keys(found?.environment ?? {})).toEqual(["FONTCONFIG_FILE"]);
    program(unpacked, `test -n "$LD_LIBRARY_PATH"`);
    const { LD_LIBRARY_PATH } = find({ PATH: "" })?.environment ?? {};
    expect(LD_LIBRARY_PATH).toBe(join(dirname(unpacked), "lib"));
  });

  test("and not found where there is none that runs", () => {
    expect(find({})).toBeUndefined();
    program(unpacked, "exit 127");
    expect(find({ PATH: "" })).toBeUndefined();
  });
});
