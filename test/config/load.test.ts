import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "assay-config-"));
});

afterEach(async () => {
  await rm(cwd, { recursive: true });
});

async function load(files: Readonly<Record<string, string>>, env = {}, file?: string) {
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text);
  return await loadConfig({ cwd, env, dev: true, file });
}

describe("the configuration file", () => {
  test.each([
    ["assay.config.ts", "const port: number = 4100;\nexport default { port };\n"],
    ["assay.config.mjs", "export default { port: 4100 };\n"],
    ["assay.config.json", '{ "port": 4100 }\n'],
  ])("%s is read", async (name, text) => {
    expect((await load({ [name]: text })).port).toBe(4100);
  });

  test("assay.config.js is read as the module that its package says it is", async () => {
    const files = {
      "package.json": '{ "type": "module" }',
      "assay.config.js": "export default {};",
    };
    expect((await load(files)).port).toBe(3000);
  });

  test("is not needed", async () => {
    expect((await load({})).dataDir).toBe(join(cwd, "data"));
  });

  test("may be named", async () => {
    const files = { "other.json": '{ "port": 4200 }', "assay.config.json": '{ "port": 4100 }' };
    expect((await load(files, {}, "other.json")).port).toBe(4200);
    await expect(load({}, {}, "missing.json")).rejects.toThrow("ASSAY_CONFIG_UNREADABLE");
  });

  test("is refused where there are two", async () => {
    const files = { "assay.config.json": "{}", "assay.config.mjs": "export default {};" };
    await expect(load(files)).rejects.toThrow("ASSAY_CONFIG_AMBIGUOUS");
  });

  test.each([
    ["assay.config.json", "{"],
    ["assay.config.mjs", "throw new TypeError('broken');"],
    ["assay.config.ts", "export default {{;"],
  ])("%s that cannot be read is a fault with a code", async (name, text) => {
    await expect(load({ [name]: text })).rejects.toThrow("ASSAY_CONFIG_UNREADABLE");
  });

  test("without a default export is told what was expected", async () => {
    await expect(load({ "assay.config.mjs": "export const port = 1;" })).rejects.toThrow(
      /ASSAY_CONFIG_INVALID.*\n.*default export/,
    );
  });
});

describe("the database URL", () => {
  test.each(["postgres", "postgresql"])("may name a server: %s", async (scheme) => {
    const url = `${scheme}://assay:hunter2@db.example:5433/assay`;
    const settings = await load({}, { ASSAY_DATABASE_URL: url });
    expect(settings.database).toEqual({ driver: "postgres", url });
  });

  test("may stand in a file of its own", async () => {
    const env = { ASSAY_DATABASE_URL_FILE: "url" };
    const settings = await load({ url: "sqlite:else/where.db\n" }, env);
    expect(settings.database).toEqual({ driver: "sqlite", path: join(cwd, "else/where.db") });
  });

  test("is given once, and can be read", async () => {
    const env = { ASSAY_DATABASE_URL_FILE: "url", ASSAY_DATABASE_URL: "sqlite:a.db" };
    await expect(load({ url: "sqlite:b.db" }, env)).rejects.toThrow("ASSAY_CONFIG_AMBIGUOUS");
    await expect(load({}, { ASSAY_DATABASE_URL_FILE: "none" })).rejects.toThrow(
      "ASSAY_CONFIG_UNREADABLE",
    );
  });
});
