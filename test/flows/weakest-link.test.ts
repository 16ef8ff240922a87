import { describe, expect, test } from "vitest";
import { accountShape } from "../../src/analysis/account.ts";
import { analyse } from "../../src/analysis/analyse.ts";
import { entriesAfter } from "../../src/analysis/entries.ts";
import type { AccountId } from "../../src/base/ids.ts";
import { analysisInput } from "../../src/flows/analysis-input.ts";
import { holdingsOf } from "../../src/flows/holdings.ts";
import { changesOf } from "../../src/flows/weakest-changes.ts";
import type { Named } from "../../src/flows/weakest-terms.ts";
import { type WeakestLink, weakestLinkOf } from "../../src/flows/weakest-link.ts";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
import { supposed } from "../../src/policy/suppositions.ts";
import type { SessionRecord } from "../../src/store/records.ts";
import { createAuthenticator } from "../../src/testing/public.ts";
import { begin, enrolPasskey, sessionOf, withSavedCodes } from "./acting.ts";
import { member, PASSWORD } from "./members.ts";
import {
  caller,
  createWorld,
  isPasskey,
  must,
  ORIGIN,
  PROVIDERS,
  signIn,
  signUp,
  type World,
} from "./world.ts";

/** What would take an account over, and what its owner can lose: read off what decides. */

const EMAIL = "ann@example.org";

function text({ what, about }: Named): string {
  if (about.kind === "device") return `${what}(${about.device})`;
  return about.kind === "channel" ? `${what}(${about.address})` : what;
}

function lines(sets: readonly (readonly Named[])[]): readonly string[] {
  return sets.map((set) => set.map(text).join(" & "));
}

const takes = (link: WeakestLink) => lines(link.takeovers.map(({ needs }) => needs));

/** By what is lost: how it stands, and what is shown instead. */
function drilled(link: WeakestLink) {
  return Object.fromEntries(
    link.drills.map(({ lost, standing, left }) => [
      lost.what,
      [standing, ...left.map(({ shown }) => shown.map((one) => one.assertion ?? one.method))],
    ]),
  );
}

function changes({ changes: all }: WeakestLink): readonly string[] {
  return all.map(({ doing }) =>
    doing.kind === "add"
      ? ["add", doing.method, doing.keeper].join(" ").trim()
      : `remove ${doing.shown.method}`,
  );
}

/** Only whose session it is counts. */
async function linkOf(world: World, account: AccountId): Promise<WeakestLink> {
  const session = { account } as SessionRecord;
  const link = await weakestLinkOf(world.deps, session, world.now());
  if (link === null) throw new TypeError("an account is expected");
  return link;
}

async function withVaultAndPassword(world: World): Promise<SessionRecord> {
  const who = caller("laptop");
  const acting = await begin(world, who, { action: "sign-up", identifier: EMAIL });
  const code = await acting.step("email-code");
  must(await acting.submit(code, await world.code(EMAIL)));
  const step = isPasskey(await acting.step("passkey", "enrol"));
  const vault = createAuthenticator({
    kind: "vault",
    aaguid: "5e5e5e5e-0000-4000-8000-000000000001",
  });
  const created = vault.create(step.publicKey as CreationOptionsJson, { origin: ORIGIN });
  must(await acting.submit(step, created));
  return sessionOf(await acting.submit(await acting.step("password", "enrol"), PASSWORD));
}

describe("one platform passkey", () => {
  test("falls to nothing that a fake page alone gets, and to its provider first", async () => {
    const world = createWorld();
    const { session } = await signUp(world, EMAIL);
    const link = await linkOf(world, session.account);
    expect(takes(link)[0]).toBe("enters-provider & knows-escrow");
    expect(takes(link)).not.toContain("phishes-live");
    expect(takes(link)).toContain("malware(either)");
    expect(link.takeovers[0]).toMatchObject({ reach: "afar", opensBaseline: false });
    expect(lines(link.besideBaseline.withstood)).toContain("phishes-live");
    expect(link.complete).toBe(true);
  });

  test("is the only way in: lost, its owner is locked out, and another one would help", async () => {
    const world = createWorld();
    const { session, authenticator } = await signUp(world, EMAIL);
    const link = await linkOf(world, session.account);
    expect(drilled(link)).toEqual({
      passkey: ["out"],
      phone: ["in", ["passkey"]],
      laptop: ["in", ["passkey"]],
    });
    const [first] = link.drills;
    const id = authenticator.credentials()[0]?.id ?? "";
    const prospect = await world.flows.prospect(session, "suspend", { method: "passkey", id });
    expect(first?.addFirst).toEqual(prospect?.addFirst);
    expect(lines(link.lockedOutBy)).toEqual(["laptop & phone & provider-login"]);
    // Another one of the same keeper would be lost with it.
    expect(changes(link)).toEqual(["add passkey hardware-key", "add recovery-code"]);
    expect(lines(link.changes[0]?.frees ?? [])).toEqual(["laptop & phone & provider-login"]);
  });

  test("beside a second one, either may be lost: as signing in then becomes", async () => {
    const world = createWorld();
    const begun = await signUp(world, EMAIL);
    const first = sessionOf(await (await signIn(world, begun.authenticator)).answer());
    const { session } = await enrolPasskey(world, first);
    const link = await linkOf(world, session.account);
    for (const { lost, standing, left } of link.drills) {
      expect(standing).toBe("in");
      if (lost.about.kind !== "passkey") continue;
      const target = { method: "passkey", id: lost.about.credential } as const;
      const prospect = await world.flows.prospect(session, "suspend", target);
      const shown = left.map((way) =>
        way.shown.map(({ method, credential }) => ({ method, credential })),
      );
      expect(shown).toEqual(prospect?.left);
    }
  });
});

test("a passkey in an unknown vault and a password: each alone is no way in", async () => {
  const world = createWorld();
  const session = await withVaultAndPassword(world);
  const link = await linkOf(world, session.account);
  expect(takes(link)).toContain("learns-password & knows-master");
  expect(takes(link)).not.toContain("phishes-live");
  expect(drilled(link)).toEqual({
    passkey: ["help", ["enrolment-link", "password"]],
    password: ["help", ["enrolment-link", "passkey"]],
  });
  expect(changes(link)).toContain("add passkey platform");
});

describe("a password and a code from an app", () => {
  test("fall to one fake page, first of all, and a passkey ends that", async () => {
    const world = createWorld();
    const link = await linkOf(world, await member(world, EMAIL));
    expect(takes(link)[0]).toBe("phishes-live");
    expect(link.takeovers[0]).toMatchObject({ reach: "afar", opensBaseline: true });
    expect(link.takeovers[0]?.legs.map(({ kind }) => kind)).toEqual(["sign-in", "binds"]);
    const passkeys = link.changes.filter(({ doing }) => doing.kind === "add");
    for (const { doing, closes } of passkeys) {
      if (doing.kind !== "add" || doing.method !== "passkey") continue;
      expect(lines(closes)).toContain("phishes-live");
    }
    expect(changes(link)).toContain("add passkey platform");
    expect(changes(link)).not.toContain("remove password");
  });

  test("are lost one at a time, and got back with help", async () => {
    const world = createWorld();
    const link = await linkOf(world, await member(world, EMAIL));
    expect(drilled(link)).toEqual({
      phone: ["help", ["enrolment-link", "password"]],
      password: ["help", ["enrolment-link", "totp"]],
    });
    expect(link.drills.every(({ left }) => left.every(({ waits }) => waits))).toBe(true);
  });
});

test("nothing left: nobody gets in, its owner neither, and a passkey would help", async () => {
  const world = createWorld();
  const link = await linkOf(world, await member(world, EMAIL, []));
  expect(link.takeovers).toEqual([]);
  expect(link.drills).toEqual([]);
  expect(link.lockedOutBy).toEqual([[]]);
  expect(changes(link)).toContain("add passkey platform");
  expect(link.changes[0]?.frees).toEqual([[]]);
});

test("what changed is seen at once: nothing is kept from the last time", async () => {
  const world = createWorld();
  const account = await member(world, EMAIL);
  const before = await linkOf(world, account);
  await withSavedCodes(world, account, 4);
  const after = await linkOf(world, account);
  expect(Object.keys(drilled(before))).not.toContain("recovery-codes");
  expect(Object.keys(drilled(after))).toContain("recovery-codes");
});

test.each<[string, Parameters<typeof member>[2], number]>([
  ["password and app", ["password", "totp"], 0],
  ["with a number", ["password", "totp", "sms-code"], 0],
  ["with saved codes", ["password", "totp", "sms-code"], 3],
  ["a password alone", ["password"], 2],
])("%s: the drill is the lock-out family", async (_, methods, codes) => {
  const world = createWorld();
  const account = await member(world, EMAIL, methods);
  if (codes > 0) await withSavedCodes(world, account, codes);
  const owner = await world.store.accountById(account);
  if (owner === undefined) throw new TypeError("an account is expected");
  const holdings = await holdingsOf(world.store, account);
  const shape = accountShape(analysisInput(world.deps, owner, holdings, world.now()));
  const { lockout } = analyse(shape);
  const things = [...new Set(lockout.flat())];
  for (let bits = 0; bits < 2 ** things.length; bits += 1) {
    const lost = things.filter((__, index) => (bits & (1 << index)) !== 0);
    const isOut = lockout.some((set) => set.every((one) => lost.includes(one)));
    const left = entriesAfter(shape, { things: lost, credentials: [] });
    expect([lost, left.length === 0]).toEqual([lost, isOut]);
  }
});

test("of two security keys each removal is of the one that it names", () => {
  const world = createWorld();
  const now = world.now();
  const has = ["one", "two"].map((id) => ({
    method: "passkey" as const,
    id,
    keeper: "hardware-key" as const,
  }));
  const { account, knowledge } = supposed(
    { account: { has } },
    { action: "sign-in", knowledge: PROVIDERS, now },
  );
  if (account === null) throw new TypeError("an account is expected");
  const { policy, offered } = world.deps;
  const channels = [{ kind: "email" as const, address: EMAIL }];
  const input = { policy, knowledge, account, channels, offered, now };
  const removed = changesOf(input, analyse(accountShape(input)), [EMAIL]).filter(
    ({ doing }) => doing.kind === "remove",
  );
  expect(removed).toHaveLength(2);
  for (const { doing, closes, opens, binds } of removed) {
    const gone = doing.kind === "remove" ? doing.shown.credential : null;
    const keysOf = (named: readonly Named[]) =>
      named.flatMap(({ about }) => (about.kind === "passkey" ? [about.credential] : []));
    // What is stolen no more is the one that is gone; to lose the other one is what is left to lose.
    for (const line of closes) expect(keysOf(line)).toContain(gone);
    expect(opens).toEqual([]);
    for (const line of binds) expect(keysOf(line)).not.toContain(gone);
    expect(binds.length).toBeGreaterThan(0);
  }
});
