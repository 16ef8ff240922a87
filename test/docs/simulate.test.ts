import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { run, runIn } from "../cli/mds-site.ts";
import { createDesk, fill } from "../compose/metadata-desk.ts";

const page = readFileSync(
  fileURLToPath(new URL("../../docs/analysis.md", import.meta.url)),
  "utf8",
);
const section = /## Ask about everybody\n([\s\S]*?)\n## /.exec(page)?.[1] ?? "";
const commands = [...section.matchAll(/^assay (.+)$/gm)].map(([, args = ""]) => args.split(" "));

test("the commands of the page run, and what they count is what the page explains", async () => {
  const desk = await createDesk();
  await fill(desk, 2);
  await desk.file("mine.json", { version: 1, name: "mine", extends: "strict" });
  expect(commands).toHaveLength(2);
  const [plain = [], json = []] = commands;
  expect((await run(desk, ...plain)).code).toBe(1);
  const { code, out } = await runIn(desk, {}, ...json);
  expect(code).toBe(1);
  const { all, kinds } = JSON.parse(out);
  const told = section.replace("`noLonger…`", "`noLongerOneRemote`");
  for (const name of [...Object.keys(all.before), ...Object.keys(all.changes)]) {
    expect(told).toMatch(new RegExp(`\\b${name}\``));
  }
  for (const word of Object.keys(kinds).flatMap((kind) => kind.split(" "))) {
    expect(section).toContain(`\`${word}\``);
  }
});
