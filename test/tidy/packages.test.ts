import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageOf } from "./borders.ts";
import { PACKAGES } from "./rooms.ts";
import { readSources, root } from "./source.ts";

type Names = Readonly<Record<string, string>>;

interface Manifest {
  readonly dependencies?: Names;
  readonly devDependencies?: Names;
  readonly optionalDependencies?: Names;
}

const manifest: Manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const running = Object.keys(manifest.dependencies ?? {});

describe("dependencies", () => {
  test("each has a row that says why, in docs/dependencies.md", () => {
    const rows = readFileSync(join(root, "docs/dependencies.md"), "utf8")
      .split("\n")
      .filter((line) => line.startsWith("|"));
    const all = [...running, ...Object.keys(manifest.devDependencies ?? {})];
    const named = (name: string) => rows.some((row) => row.split("|")[1]?.includes(`\`${name}\``));
    expect(all.filter((name) => !named(name))).toEqual([]);
  });

  test("each is pinned, and says who may import it", () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
    expect(running.filter((name) => !(name in PACKAGES))).toEqual([]);
  });

  test("each is imported by somebody", () => {
    const imported = new Set(
      readSources().flatMap(({ imports }) => imports.map(({ specifier }) => packageOf(specifier))),
    );
    expect(running.filter((name) => !imported.has(name))).toEqual([]);
  });
});

test("the lock file has the packages of every platform", () => {
  const lock: { readonly packages: Readonly<Record<string, Manifest>> } = JSON.parse(
    readFileSync(join(root, "package-lock.json"), "utf8"),
  );
  const locked = Object.keys(lock.packages);
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !locked.some((each) => each.endsWith(`node_modules/${name}`)))
      .map((name) => `${path} needs ${name}`),
  );
  expect(missing, "without them `npm ci` fails").toEqual([]);
});
