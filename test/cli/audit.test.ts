import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sealEvents } from "../../src/audit/seal.ts";
import { newId } from "../../src/base/ids.ts";
import { instant, plusSeconds } from "../../src/base/time.ts";
import { runCommand } from "../../src/cli/program.ts";
import { keyFileText, newKeyFile } from "../../src/keys/key-file.ts";
import { createKeyRing } from "../../src/keys/key-ring.ts";
import { openStore } from "../../src/store/open.ts";
import { DEFAULT_DRIVER } from "../store/drivers.ts";
import { commandIo } from "./command-io.ts";

const NOW = instant(1_700_000_000_000);
const file = newKeyFile(NOW);
const keys = createKeyRing(file);

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "assay-audit-"));
});
afterEach(() => rm(cwd, { recursive: true }));

const path = () => join(cwd, "assay.db");

/** Lines that were appended, and all but the last ones sealed. */
async function record(count: number, unsealed = 0): Promise<void> {
  const store = await openStore(`sqlite:${path()}`);
  const append = async (n: number) => {
    const at = plusSeconds(NOW, n);
    const about = { kind: "link.made", at, account: null, attempt: null, network: "192.0.2.1" };
    await store.transact((tx) => tx.appendEvent({ id: newId(at), ...about, data: { n } }));
  };
  for (let n = 1; n <= count; n += 1) await append(n);
  await sealEvents({ store, keys }, 100);
  for (let n = 1; n <= unsealed; n += 1) await append(1000 + n);
  await store.close();
}

function tamper(...statements: readonly string[]): void {
  const connection = DEFAULT_DRIVER.open(path());
  for (const statement of statements) connection.exec(statement);
  connection.close();
}

async function run(...args: readonly string[]) {
  const env = {
    ASSAY_DATABASE_URL: `sqlite:${path()}`,
    ASSAY_KEYS: keyFileText(file),
    PORT: "3000",
  };
  const { io, said } = commandIo({ cwd, env });
  const compose = () => Promise.reject(new Error("nothing is served"));
  const code = await runCommand(["audit", ...args, "--dev"], compose, io);
  return { code, ...said };
}

describe("assay audit", () => {
  test("R60: verify says that the record holds, and how much of it has no seal yet", async () => {
    await record(5, 2);
    const { code, out } = await run("verify");
    expect([code, out]).toEqual([
      0,
      "Lines that are as they were sealed: 5.\nNot sealed yet: 2. A site that runs seals them.\n",
    ]);
    const json = JSON.parse((await run("verify", "--json")).out) as unknown;
    expect(json).toEqual({ ok: true, sound: 5, unsealed: 2, broken: null });
  });

  test("R60: verify names the first line that does not hold, and answers no", async () => {
    await record(5);
    tamper("DROP TRIGGER events_unchanged", "UPDATE events SET data = '{}' WHERE sequence = 3");
    const { code, out } = await run("verify");
    expect(code).toBe(1);
    expect(out).toMatch(
      /^Lines that are as they were sealed: 2\.\nBroken at 3 \(event [\w-]{36}\): alt/,
    );
    const { out: json, code: again } = await run("verify", "--json");
    expect(again).toBe(1);
    expect(JSON.parse(json)).toMatchObject({
      ok: false,
      sound: 2,
      broken: { problem: "altered", sequence: 3 },
    });
  });

  test("R60: a head that was printed finds a record that was put back to an earlier one", async () => {
    await record(3);
    const first = JSON.parse((await run("head", "--json")).out) as { total: number; seal: string };
    expect(first.total).toBe(3);
    const store = await openStore(`sqlite:${path()}`);
    const old = await store.auditHead();
    await store.close();
    await record(4);
    const kept = (await run("head")).out.trim();
    expect(kept).toMatch(/^7:[\w-]{52}$/);
    expect((await run("verify", "--head", kept)).code).toBe(0);
    tamper(
      "DROP TRIGGER events_kept",
      "DROP TRIGGER audit_head_onward",
      "DELETE FROM events WHERE sequence > 3",
      `UPDATE audit_head SET total = 3, seal = '${old?.seal}', mac = '${old?.mac}'`,
    );
    expect((await run("verify")).code).toBe(0);
    const { code, out } = await run("verify", "--head", kept);
    expect([code, out]).toEqual([1, expect.stringContaining("Broken at 4: cut.")]);
  });

  test("export prints each sealed line with its place, its seal, and its moment in UTC", async () => {
    await record(3, 1);
    const lines = (await run("export")).out.trim().split("\n");
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({
      sequence: 2,
      kind: "link.made",
      network: "192.0.2.1",
      at: "2023-11-14T22:13:22.000Z",
      data: { n: 2 },
    });
    // What was damaged is printed as it stands, and does not hide the rest.
    tamper("DROP TRIGGER events_unchanged", "UPDATE events SET data = '{' WHERE sequence = 1");
    const damaged = (await run("export")).out.trim().split("\n");
    expect(damaged).toHaveLength(3);
    expect(JSON.parse(damaged[0] ?? "")).toMatchObject({ sequence: 1, data: "{" });
  });

  test("an empty record holds; a head that nothing printed is wrong usage", async () => {
    await record(0);
    expect((await run("verify")).code).toBe(0);
    expect((await run("head")).out).toBe("0:\n");
    expect((await run("verify", "--head", "0:")).code).toBe(0);
    const { code, err } = await run("verify", "--head", "seven");
    expect([code, err]).toEqual([2, expect.stringContaining("ASSAY_AUDIT_KEPT_HEAD")]);
  });
});
