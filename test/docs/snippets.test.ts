import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { parsePolicy } from "../../src/policy/parse.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
mkdirSync(join(root, ".cache"), { recursive: true });
const folder = mkdtempSync(join(root, ".cache", "snippets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function blocks(file: string, language: string): readonly string[] {
  const text = readFileSync(join(root, file), "utf8");
  const fence = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g");
  return [...text.matchAll(fence)].map(([, code = ""]) => code);
}

test("the code in the README compiles against the entry points", () => {
  const snippets = blocks("README.md", "ts");
  expect(snippets.length).toBeGreaterThan(0);
  for (const [index, code] of snippets.entries()) {
    writeFileSync(join(folder, `snippet-${index}.ts`), code);
  }
  const paths = {
    assay: [join(root, "src/assay.ts")],
    "assay/passkey": [join(root, "src/methods/passkey/public.ts")],
  };
  const config = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: { paths },
    include: ["."],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { stdout, status } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  expect(stdout).toBe("");
  expect(status).toBe(0);
});

test("the policy in the README parses", () => {
  const [policy = ""] = blocks("README.md", "json");
  expect(parsePolicy(JSON.parse(policy))).toMatchObject({ ok: true, policy: { name: "mine" } });
});
