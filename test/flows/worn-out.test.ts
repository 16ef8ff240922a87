import { describe, expect, test } from "vitest";
import { fail } from "../../src/base/result.ts";
import { MOST_TRIES } from "../../src/flows/step-context.ts";
import { begin, beginSignIn, policyWith, secretOf, sessionOf, withSavedCodes } from "./acting.ts";
import { member, PASSWORD, totpNow } from "./members.ts";
import { caller, createWorld, must, signIn, signUp, type World } from "./world.ts";

/** What is still stored, but can be shown no more; and what cannot be compared for the moment. */

const EMAIL = "ann@example.org";

async function wearOut(world: World, account: Awaited<ReturnType<typeof member>>) {
  const password = await secretOf(world, account, "password");
  const worn = { ...password, tries: MOST_TRIES, version: password.version + 1 };
  await world.store.transact((tx) => tx.saveSecret(worn, password.version));
}

describe("a password that was tried a hundred times", () => {
  test("is had no more: nobody is asked for it", async () => {
    const world = createWorld();
    const account = await member(world, EMAIL);
    const before = must(await (await beginSignIn(world, EMAIL)).show("totp", totpNow(world)));
    expect(before.view).toMatchObject({ state: "open", options: [{ methods: ["password"] }] });
    await wearOut(world, account);
    world.advance(30);
    const after = must(await (await beginSignIn(world, EMAIL)).show("totp", totpNow(world)));
    expect(after.view).toMatchObject({ state: "refused", options: [] });
  });

  test("is listed as suspended; what rests on it already is no stranger's to end", async () => {
    const world = createWorld();
    const account = await member(world, EMAIL);
    const { show } = await beginSignIn(world, EMAIL);
    must(await show("password", PASSWORD));
    const session = sessionOf(await show("totp", totpNow(world)));
    const state = async () =>
      (await world.flows.ways(session)).held.find(({ method }) => method === "password")?.state;
    expect([await state(), await world.flows.stands(session)]).toEqual(["active", true]);
    await wearOut(world, account);
    expect([await state(), await world.flows.stands(session)]).toEqual(["suspended", true]);
  });
});

test("a set of saved codes of which all were used is had no more", async () => {
  const either = { allOf: [{ prove: "recovery-code" as const }, { prove: "totp" as const }] };
  const world = createWorld(policyWith({ "sign-in": { anyOf: [either] } }));
  const account = await member(world, EMAIL, ["totp"]);
  const [code = ""] = await withSavedCodes(world, account, 2);
  const { show } = await beginSignIn(world, EMAIL);
  const half = must(await show("totp", totpNow(world)));
  expect(half.view.options).toMatchObject([{ methods: ["recovery-code"] }]);
  const session = sessionOf(await show("recovery-code", code));
  const state = async () =>
    (await world.flows.ways(session)).held.find(({ method }) => method === "recovery-code")?.state;
  expect(await state()).toBe("active");
  await useUp(world, account);
  expect(await state()).toBe("suspended");
  world.advance(30);
  const again = must(await (await beginSignIn(world, EMAIL)).show("totp", totpNow(world)));
  expect(again.view).toMatchObject({ state: "refused", options: [] });
});

async function useUp(world: World, account: Awaited<ReturnType<typeof member>>) {
  const set = await secretOf(world, account, "recovery-code");
  const kept = set.body.kept.map((code) => ({ ...code, usedAt: world.now() }));
  const used = { ...set, body: { kept }, version: set.version + 1 };
  await world.store.transact((tx) => tx.saveSecret(used, set.version));
}

describe("a password that cannot be hashed now", () => {
  test.each(["hashing_busy", "hashing_timed_out", "hashing_failed"] as const)(
    "%s: is answered `busy`, and not as a wrong one",
    async (code) => {
      const world = createWorld();
      await member(world, EMAIL);
      const { passwords } = world.deps;
      world.deps.passwords = { ...passwords, verify: async () => fail(code) };
      const known = await beginSignIn(world, EMAIL);
      const step = await known.step("password");
      expect(await known.submit(step, PASSWORD)).toEqual({ ok: false, code: "busy" });
      // Nor does the answer say whether there is such an account.
      const unknown = await beginSignIn(world, "nobody@example.org");
      expect(await unknown.show("password", PASSWORD)).toEqual({ ok: false, code: "busy" });
      world.deps.passwords = passwords;
      // Nothing of the step is used up.
      expect(must(await known.submit(step, PASSWORD)).view.state).toBe("open");
    },
  );

  test("a new one is bound by nothing, and asked for again", async () => {
    const world = createWorld();
    const { authenticator } = await signUp(world, EMAIL);
    const session = sessionOf(await (await signIn(world, authenticator)).answer());
    const { passwords } = world.deps;
    world.deps.passwords = { ...passwords, hash: async () => fail("hashing_busy") };
    const who = caller("laptop", session);
    const { step, submit } = await begin(world, who, { action: "enrol:password" });
    const asked = await step("password", "enrol");
    expect(await submit(asked, PASSWORD)).toEqual({ ok: false, code: "busy" });
    expect(await world.store.secretsOf(session.account)).toEqual([]);
    world.deps.passwords = passwords;
    expect(must(await submit(asked, PASSWORD)).view.state).toBe("allowed");
  });
});
