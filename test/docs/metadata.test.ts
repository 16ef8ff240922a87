import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createDesk } from "../compose/metadata-desk.ts";
import { run } from "../cli/mds-site.ts";

const page = readFileSync(new URL("../../docs/metadata.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, lines = ""]) => lines);
const commands = blocks.flatMap((lines) => lines.split("\n")).filter((line) => line !== "");

test("the page on metadata names commands that there are", async () => {
  expect(commands.length).toBeGreaterThan(5);
  const wrong: string[] = [];
  for (const line of commands) {
    const [program, ...args] = line.split(" ");
    if (program !== "assay") wrong.push(line);
    const desk = await createDesk();
    // Nothing is downloaded here, and no file is there; but the usage of each is right.
    await desk.file("assay.config.json", { mdsUrl: "https://127.0.0.1:1/" });
    const { err } = await run(desk, ...args);
    if (/^error:/m.test(err)) wrong.push(line);
  }
  expect(wrong).toEqual([]);
});
