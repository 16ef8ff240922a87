import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newId, type UserHandle } from "../../src/base/ids.ts";
import { instant } from "../../src/base/time.ts";
import { runCommand } from "../../src/cli/program.ts";
import { openStore } from "../../src/store/open.ts";
import { commandIo } from "./command-io.ts";

const NOW = instant(1_700_000_000_000);

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "assay-operators-"));
});
afterEach(() => rm(cwd, { recursive: true }));

const database = () => `sqlite:${join(cwd, "assay.db")}`;

async function account(email: string, groups: readonly string[] = []) {
  const store = await openStore(database());
  const id = newId<"AccountId">(NOW);
  await store.transact(async (tx) => {
    const userHandle = Buffer.from(email).toString("base64url") as UserHandle;
    const facts = { id, userHandle, groups, everHad: [], createdAt: NOW };
    await tx.insertAccount({ ...facts, state: "active" });
    const address = { channel: "email", address: email, normalised: email } as const;
    await tx.insertAddress({ account: id, ...address, provedAt: NOW });
  });
  await store.close();
  return id;
}

async function run(...args: readonly string[]) {
  const env = { ASSAY_DATABASE_URL: database(), PORT: "3000" };
  const { io, said } = commandIo({ cwd, env });
  const compose = () => Promise.reject(new Error("nothing is served"));
  const code = await runCommand([...args, "--dev"], compose, io);
  return { code, ...said };
}

async function reading<T>(read: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>) {
  const store = await openStore(database());
  const value = await read(store);
  await store.close();
  return value;
}

describe("assay operators", () => {
  test("invite prints a word once, keeps its hash alone, and writes down that it was made", async () => {
    const { code, out } = await run("operators", "invite", "Ann@Example.org", "--json");
    expect(code).toBe(0);
    const { token, expiresAt } = JSON.parse(out) as { token: string; expiresAt: string };
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(Date.parse(expiresAt)).toBe(NOW + 3_600_000);
    const events = await reading((store) => store.eventsAfter("operator.invited", null, 9));
    expect(events.map(({ data }) => data)).toEqual([
      { operator: "console", address: "ann@example.org" },
    ]);
    expect(JSON.stringify(events)).not.toContain(token);
    const people = await run("operators", "invite", "ann@example.org");
    expect(people.out).toMatch(/^[\w-]{43}\n\nIt works once, until /);
    expect((await run("operators", "invite", "ann")).code).toBe(2);
  });

  test("list and remove: who is one, and the last one stays", async () => {
    const [olga, otto] = [
      await account("olga@example.org", ["operators"]),
      await account("otto@example.org", ["staff", "operators"]),
    ];
    await account("ann@example.org");
    const listed = JSON.parse((await run("operators", "list", "--json")).out) as unknown;
    expect(listed).toHaveLength(2);
    expect(listed).toContainEqual({ id: olga, email: "olga@example.org", state: "active" });
    expect((await run("operators", "remove", "ann@example.org")).err).toContain("account_unknown");
    expect((await run("operators", "remove", "otto@example.org")).code).toBe(0);
    expect((await run("operators", "list")).out).toBe(`${olga}  olga@example.org  active\n`);
    const left = await reading((store) => store.accountById(otto));
    expect(left?.groups).toEqual(["staff"]);
    const refused = await run("operators", "remove", "olga@example.org");
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("last_operator")]);
    const events = await reading((store) => store.eventsAfter("operator.removed", null, 9));
    expect(events.map(({ account: id, data }) => [id, data])).toEqual([
      [otto, { operator: "console" }],
    ]);
  });
});

describe("assay accounts", () => {
  test("R60: suspend, lift and end-sessions are done and written down as the console's", async () => {
    const ann = await account("ann@example.org");
    const state = () => reading(async (store) => (await store.accountById(ann))?.state);
    expect((await run("accounts", "suspend", "ann@example.org", "--json")).out).toBe(
      '{"ok":true}\n',
    );
    expect(await state()).toBe("disabled");
    expect((await run("accounts", "lift", "ann@example.org")).code).toBe(0);
    expect(await state()).toBe("active");
    expect((await run("accounts", "end-sessions", "ann@example.org")).code).toBe(0);
    const events = await reading((store) => store.eventsAfter("operator.done", null, 9));
    expect(events.map(({ data }) => [data["operator"], data["action"]])).toContainEqual([
      "console",
      "operate:lift",
    ]);
    expect(events.map(({ account: id }) => id)).toEqual([ann, ann, ann]);
  });

  test("what is about nobody, or no credential of theirs, is wrong usage and does nothing", async () => {
    await account("ann@example.org");
    const unknown = await run("accounts", "suspend", "nobody@example.org", "--json");
    expect([unknown.code, unknown.out]).toEqual([2, '{"code":"account_unknown"}\n']);
    const none = await run("accounts", "suspend", "ann@example.org", "--credential", "x");
    expect([none.code, none.err]).toEqual([2, expect.stringContaining("credential_unknown")]);
    const events = await reading((store) => store.eventsAfter("operator.done", null, 9));
    expect(events).toEqual([]);
  });
});
