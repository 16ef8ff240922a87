import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { instant } from "../../src/base/time.ts";
import { keyFileText, newKeyFile, parseKeyFile } from "../../src/keys/key-file.ts";
import { loadKeys } from "../../src/keys/key-source.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-keys-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe("a key file that is missing", () => {
  test("is made in development, readable by its owner alone", async () => {
    const path = join(folder, ".assay", "dev-keys.json");
    const made = await loadKeys({ kind: "file", path, createIfMissing: true }, instant(0));
    expect(made.keys).toHaveLength(1);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, ".assay"))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, ".assay"))).toEqual(["dev-keys.json"]);
  });

  test("is made once, however many ask at the same time", async () => {
    const path = join(folder, "keys.json");
    const source = { kind: "file", path, createIfMissing: true } as const;
    const all = await Promise.all(Array.from({ length: 8 }, () => loadKeys(source, instant(0))));
    expect(new Set(all.map((file) => file.keys[0]?.id)).size).toBe(1);
    expect(await readdir(folder)).toEqual(["keys.json"]);
  });

  test("is refused elsewhere, with the way to make one", async () => {
    const path = join(folder, "keys.json");
    const loading = loadKeys({ kind: "file", path, createIfMissing: false }, instant(0));
    await expect(loading).rejects.toThrow(/^ASSAY_KEYS_MISSING: .*assay keys new/);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("a key file that stands there", () => {
  test("is read, and never written", async () => {
    const path = join(folder, "keys.json");
    const text = keyFileText(newKeyFile(instant(0)));
    await writeFile(path, text);
    const source = { kind: "file", path, createIfMissing: true } as const;
    expect(await loadKeys(source, instant(1))).toEqual(JSON.parse(text));
    expect(await readFile(path, "utf8")).toBe(text);
  });

  test("is read from text too", async () => {
    const file = newKeyFile(instant(0));
    expect(await loadKeys({ kind: "text", text: keyFileText(file) }, instant(1))).toEqual(file);
  });

  test("that cannot be read is a fault with a code", async () => {
    const loading = loadKeys({ kind: "file", path: folder, createIfMissing: true }, instant(0));
    await expect(loading).rejects.toThrow("ASSAY_KEYS_UNREADABLE");
  });
});

describe("a malformed key file", () => {
  const file = newKeyFile(instant(0));
  const [key] = file.keys;
  const cases: readonly (readonly [string, unknown])[] = [
    ["another version", { ...file, version: 2 }],
    ["no list", { version: 1, keys: {} }],
    ["a short secret", { version: 1, keys: [{ ...key, secret: "c2hvcnQ" }] }],
    ["a padded secret", { version: 1, keys: [{ ...key, secret: `${key?.secret}=` }] }],
    ["a foreign id", { version: 1, keys: [{ ...key, id: "key-1" }] }],
    ["no date", { version: 1, keys: [{ ...key, createdAt: "yesterday" }] }],
    ["an unknown state", { version: 1, keys: [{ ...key, state: "next" }] }],
    ["an unknown member", { version: 1, keys: [{ ...key, note: "" }] }],
    ["no current key", { version: 1, keys: [{ ...key, state: "retired" }] }],
    ["the same id twice", { version: 1, keys: [key, { ...key, state: "retired" }] }],
    ["two current keys", { version: 1, keys: [key, ...newKeyFile(instant(0)).keys] }],
  ];

  test.each(cases)("%s is refused", (_, value) => {
    expect(() => parseKeyFile(JSON.stringify(value), "keys.json")).toThrow(
      /^ASSAY_KEYS_MALFORMED: keys\.json: /,
    );
  });

  test("is named without its secret, even where it is not JSON", () => {
    const text = keyFileText(file).replace("{", "");
    const secret = key?.secret ?? "";
    expect(text).toContain(secret);
    try {
      parseKeyFile(text, "keys.json");
      expect.unreachable();
    } catch (fault) {
      expect(String(fault)).toContain("ASSAY_KEYS_MALFORMED");
      expect(String(fault)).not.toContain(secret.slice(0, 8));
    }
  });
});
