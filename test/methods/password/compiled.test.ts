import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { hashRawSync } from "@node-rs/argon2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../../", import.meta.url));
const inSource = join(root, "src", "methods", "password");

/** Compiled as the build does it, under the root of the project, where its packages are found. */
let out = "";

beforeAll(async () => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  out = mkdtempSync(join(root, ".cache", "password-"));
  const settings = {
    extends: join(root, "tsconfig.build.json"),
    compilerOptions: {
      incremental: false,
      outDir: out,
      rootDir: join(root, "src"),
      types: ["node"],
    },
    files: [join(inSource, "hash-pool.ts"), join(inSource, "common.ts")],
    include: [],
  };
  const file = join(out, "tsconfig.json");
  writeFileSync(file, JSON.stringify(settings));
  await run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", file]);
  for (const data of ["argon2-worker.mjs", "common-words.txt"]) {
    cpSync(join(inSource, data), join(out, "methods", "password", data));
  }
}, 60_000);

afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

async function runCompiled(program: string): Promise<string> {
  const folder = pathToFileURL(join(out, "methods", "password")).href;
  const text = program.replaceAll("FOLDER", folder);
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", text], {
    cwd: root,
    timeout: 20_000,
  });
  return stdout.trim();
}

describe("compiled, with Node alone", () => {
  const prepared = `
    import { createHashPool } from "FOLDER/hash-pool.js";
    const job = { password: Buffer.from("a password"), salt: new Uint8Array(16), length: 32,
      parameters: { memory: 64, passes: 1, lanes: 1 } };`;

  test("it hashes, and the process ends although nobody closed the pool", async () => {
    const said = await runCompiled(`${prepared}
      const { value } = await createHashPool().run(job);
      console.log(Buffer.from(value).toString("hex"));`);
    const reference = hashRawSync("a password", {
      memoryCost: 64,
      timeCost: 1,
      parallelism: 1,
      salt: new Uint8Array(16),
    });
    expect(said).toBe(reference.toString("hex"));
  });

  test("what is under way is finished before the process ends", async () => {
    const said = await runCompiled(`${prepared}
      const pool = createHashPool({ workers: 1 });
      for (const _ of [1, 2, 3]) void pool.run(job).then(({ ok }) => console.log(ok));`);
    expect(said).toBe("true\ntrue\ntrue");
  });

  test("the list stands beside the code that reads it", async () => {
    const said = await runCompiled(`
      import { isCommon } from "FOLDER/common.js";
      console.log(isCommon("Password123!"), isCommon("a horse that eats grapes"));`);
    expect(said).toBe("true false");
  });
});
