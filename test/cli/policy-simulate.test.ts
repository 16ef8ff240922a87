import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../src/base/ids.ts";
import { fact } from "../../src/evidence/provenance.ts";
import type { SeedKeeper } from "../../src/evidence/secrets.ts";
import type { AccountRecord } from "../../src/store/records.ts";
import { createDesk, type Desk, fill } from "../compose/metadata-desk.ts";
import { aCredential, anAccount, anAddress, NOW } from "../store/records.ts";
import { run, runIn, runJson } from "./mds-site.ts";

let desk: Desk;

beforeEach(async () => {
  desk = await createDesk();
});

/** Accounts with a password and a code from an app, as they were before passkeys. */
async function fromBefore(count: number, groups: readonly string[]): Promise<void> {
  await desk.withStore((store) =>
    store.transact(async (tx) => {
      for (let one = 0; one < count; one += 1) {
        const account = anAccount({ groups, everHad: ["password", "totp"] });
        await tx.insertAccount(account);
        await tx.insertAddress(anAddress({ account: account.id }));
        await tx.insertSecret({ ...secretOf(account), ...PASSWORD });
        await tx.insertSecret({ ...secretOf(account), ...SEED });
      }
    }),
  );
}

const PASSWORD = {
  method: "password",
  body: { phc: "$argon2id$", pepper: null, length: 15 },
} as const;
const SEED = {
  method: "totp",
  body: {
    seed: "sealed",
    algorithm: "SHA1",
    digits: 6,
    period: 30,
    lastStep: null,
    keptIn: fact<SeedKeeper>("own-app", "claimed"),
  },
} as const;

function secretOf({ id: account }: AccountRecord) {
  const facts = {
    state: "active",
    createdAt: NOW,
    lastUsedAt: null,
    tries: 0,
    version: 1,
  } as const;
  return { id: newId<"SecretId">(NOW), account, ...facts };
}

/** As balanced, but a passkey of whatever kind is enough. */
const LENIENT = {
  version: 1,
  name: "lenient",
  extends: "balanced",
  passkeyClasses: { any: { userVerification: "none", keepers: ["platform", "vault", "unknown"] } },
  actions: { "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "any" }] }] } },
  danger: { singleFactor: true },
};

describe("policy simulate", () => {
  test("counts by group and by credential who would stand otherwise, and ends with 1", async () => {
    await fill(desk, 3);
    await fromBefore(2, ["staff"]);
    const { code, answer } = await runJson(desk, "policy", "simulate", "strict");
    expect(code).toBe(1);
    expect(answer).toMatchObject({ of: 5, stopped: false, otherGroups: 0, shapes: 2 });
    expect(answer.before).toMatch(/^balanced@/);
    expect(answer.after).toMatch(/^strict@/);
    expect(answer.all.accounts).toBe(5);
    expect(answer.all.changes.refused).toBe(answer.all.after.refused - answer.all.before.refused);
    expect(answer.all.before.oneRemote).toBe(2);
    expect(answer.all.changes.noLongerOneRemote).toBe(2);
    expect(Object.keys(answer.groups)).toEqual(["staff"]);
    expect(answer.groups.staff).toMatchObject({
      accounts: 2,
      changes: { noLongerOneRemote: 2, newlyOneRemote: 0 },
    });
    expect(Object.keys(answer.kinds)).toEqual(["password", "totp", "unknown synced"]);
    expect(answer.kinds["unknown synced"].accounts).toBe(3);
    expect(answer.limits.length).toBeGreaterThan(5);
    expect(answer.formulas).toEqual(expect.any(String));
  });

  test("is fine where nothing changes, and writes nothing", async () => {
    await fill(desk, 2);
    const before = await desk.withStore((store) => store.accountsAfter(null, 10));
    const { code, out, err } = await run(desk, "policy", "simulate", "balanced");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("Nothing would change for any of 2 accounts.");
    expect(out).toContain("No account is in a group.");
    expect(await desk.withStore((store) => store.accountsAfter(null, 10))).toEqual(before);
  });

  test("says in words what another policy would do", async () => {
    await fill(desk, 3);
    await fromBefore(1, ["staff"]);
    await desk.file("lenient.json", LENIENT);
    const { code, out } = await run(desk, "policy", "simulate", "lenient.json");
    expect(code).toBe(1);
    expect(out).toMatch(/of 4 accounts would stand otherwise/);
    expect(out).toMatch(/^ {2}can sign in again +3$/m);
    expect(out).toMatch(/^ {2}cannot sign in any more +1$/m);
    expect(out).toMatch(/^ {2}staff +1 /m);
    expect(out).toMatch(/^ {2}unknown synced +3 /m);
    expect(out).toContain("Nothing was written.");
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(90);
  });

  test("draws a bar for who watches, and says nothing elsewhere", async () => {
    await fill(desk, 250);
    const watched = await runIn(desk, { watched: true }, "policy", "simulate", "balanced");
    expect(watched.err).toContain(
      "\r\u001b[K[########################------]  80 %  200 of 250 accounts",
    );
    expect(watched.err).toMatch(/\] 100 % {2}250 of 250 accounts\n$/);
    expect((await run(desk, "policy", "simulate", "balanced", "--json")).err).toBe("");
  });

  test("ends where it is asked to stop, and says how far it came", async () => {
    await fill(desk, 250);
    const halted = await runIn(desk, { stopped: true }, "policy", "simulate", "balanced");
    expect(halted.code).toBe(1);
    expect(halted.out).toMatch(/Stopped: (0|200) of 250 accounts were looked at\./);
    const json = await runIn(desk, { stopped: true }, "policy", "simulate", "balanced", "--json");
    expect(JSON.parse(json.out)).toMatchObject({ of: 250, stopped: true });
  });

  test("counts a suspended passkey as none to sign in with", async () => {
    const account = anAccount({ groups: [] });
    await desk.withStore((store) =>
      store.transact(async (tx) => {
        await tx.insertAccount(account);
        await tx.insertCredential(aCredential(account, { state: "suspended" }));
      }),
    );
    const { answer } = await runJson(desk, "policy", "simulate", "strict");
    expect(answer.all.before).toMatchObject({ oneStep: 0, moreSteps: 0, refused: 1 });
    expect(answer.all.after).toMatchObject({ refused: 1 });
  });

  test("asks nothing of a policy that cannot be read", async () => {
    const unread = await runJson(desk, "policy", "simulate", "none.json");
    expect(unread).toMatchObject({ code: 2, answer: { code: "ASSAY_POLICY" } });
    expect((await run(desk, "policy", "simulate")).code).toBe(2);
  });
});
