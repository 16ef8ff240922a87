import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newId, type UserHandle } from "../../src/base/ids.ts";
import { instant } from "../../src/base/time.ts";
import { runCommand } from "../../src/cli/program.ts";
import { openStore } from "../../src/store/open.ts";
import { commandIo } from "./command-io.ts";

const NOW = instant(1_700_000_000_000);
const EMAIL = "ann@example.org";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "assay-link-"));
});
afterEach(() => rm(cwd, { recursive: true }));

const database = () => `sqlite:${join(cwd, "assay.db")}`;

async function account(): Promise<void> {
  const store = await openStore(database());
  const id = newId<"AccountId">(NOW);
  await store.transact(async (tx) => {
    const userHandle = "YW5u" as UserHandle;
    const facts = { id, userHandle, groups: [], everHad: [], createdAt: NOW };
    await tx.insertAccount({ ...facts, state: "active" });
    const address = { channel: "email", address: EMAIL, normalised: EMAIL } as const;
    await tx.insertAddress({ account: id, ...address, provedAt: NOW });
  });
  await store.close();
}

async function run(...args: readonly string[]) {
  const env = { ASSAY_DATABASE_URL: database(), PORT: "3000", USER: "somebody" };
  const { io, said } = commandIo({ cwd, env });
  const compose = () => Promise.reject(new Error("nothing is served"));
  const code = await runCommand(["enrol-link", ...args, "--dev"], compose, io);
  return { code, ...said };
}

describe("assay enrol-link", () => {
  test("prints a link that lives a day, and tells the owner by a message", async () => {
    await account();
    const { code, out } = await run(EMAIL, "--json");
    expect(code).toBe(0);
    const { url, expiresAt } = JSON.parse(out) as { url: string; expiresAt: string };
    expect(url).toMatch(/^http:\/\/localhost:3000\/recover\/link\?token=[\w-]{43}$/);
    expect(Date.parse(expiresAt)).toBe(NOW + 86_400_000);
    const store = await openStore(database());
    expect(await store.messagesTo(EMAIL, 9)).toHaveLength(1);
    const [event] = await store.eventsAfter("link.made", null, 9);
    expect(event?.data).toEqual({ by: "somebody" });
    await store.close();
  });

  test("for people: the link on its own line, a picture of it, and what to heed", async () => {
    await account();
    const { out } = await run(EMAIL, "--by", "operator-1");
    const [first = ""] = out.split("\n");
    expect(first).toMatch(/\?token=[\w-]{43}$/);
    expect(out).toContain("█");
    expect(out).toContain("Give it only to whom you have recognised.");
  });

  test("says what is wrong, and makes nothing", async () => {
    await account();
    const unknown = await run("nobody@example.org");
    expect([unknown.code, unknown.out]).toEqual([2, ""]);
    expect(unknown.err).toContain("account_unknown");
    expect((await run(EMAIL, "--by", "two words")).err).toContain("asserter_invalid");
    expect((await run(EMAIL, "--by", "two words", "--json")).out).toBe(
      '{"code":"asserter_invalid"}\n',
    );
    expect((await run()).code).toBe(2);
  });
});
