import { describe, expect, test } from "vitest";
import type { Method } from "../../src/evidence/methods.ts";
import { newId, type AccountId } from "../../src/base/ids.ts";
import type { SessionRecord } from "../../src/store/records.ts";
import { member, PASSWORD, totpNow } from "./members.ts";
import {
  caller,
  createWorld,
  isPasskey,
  must,
  ORIGIN,
  signIn,
  signUp,
  type World,
} from "./world.ts";

/** Ways around that were seen in real systems, one test for each that could exist here. */

const ANN = "ann@example.org";
const BEN = "ben@example.org";

async function begin(world: World, identifier: string, session: SessionRecord | null = null) {
  const who = caller("laptop", session);
  const begun = must(await world.flows.begin(who, { action: "sign-in", identifier }, undefined));
  const { id } = begun.attempt;
  const step = (method: Method) => world.flows.step(who, id, { method, ceremony: "prove" });
  const show = async (method: Method, response: string) =>
    world.flows.submit(who, id, must(await step(method)).step, response);
  return { who, id, step, show, attempt: begun.attempt };
}

/** Ben, as before the passkeys came, signed in with what he has. */
async function benSignedIn(world: World): Promise<SessionRecord> {
  await member(world, BEN);
  const { show } = await begin(world, BEN);
  must(await show("password", PASSWORD));
  const { session } = must(await show("totp", totpNow(world)));
  if (session === null) throw new TypeError("signed in");
  return session.record;
}

test.each(["email-code", "magic-link", "sms-code", "recovery-code"] as const)(
  "B21: who has a second step is asked for it: no %s stands in",
  async (method) => {
    const world = createWorld();
    await member(world, BEN, ["password", "totp", "sms-code", "recovery-code"]);
    const { show, step } = await begin(world, BEN);
    expect(await step(method)).toMatchObject({ code: "method_not_offered" });
    expect(must(await show("password", PASSWORD))).toMatchObject({ session: null });
    expect(await step(method)).toMatchObject({ code: "method_not_offered" });
  },
);

test("B22: the same passkey twice is one step", async () => {
  const world = createWorld();
  const { authenticator, session } = await signUp(world, ANN);
  await giveTo(world, session.account, await member(world, BEN));
  const [own] = authenticator.credentials();
  const record = await world.store.credentialById(own?.id as never);
  if (record === undefined) throw new TypeError("a passkey is expected");
  // One whose user verification nobody vouched for is one step of two.
  const use = {
    ...record,
    expectedCounter: record.counter,
    expectedState: record.state,
    lastUsedAt: world.now(),
  };
  await world.store.transact((tx) => tx.recordCredentialUse({ ...use, uvInitialized: false }));
  const { answer, id, who } = await signIn(world, authenticator);
  expect(must(await answer()).view.state).toBe("open");
  const wanted = { method: "passkey", ceremony: "prove" } as const;
  const again = await world.flows.step(who, id, wanted);
  if (!again.ok) return expect(again.code).toBe("method_not_offered");
  const { publicKey, step } = isPasskey(again.value);
  const shown = authenticator.get(publicKey, { origin: ORIGIN, credential: record.id });
  const done = await world.flows.submit(who, id, step, shown);
  expect(done.ok ? done.value.session : null).toBeNull();
});

test("B23: half-way in is not in: nothing of the account can be done", async () => {
  const world = createWorld();
  const account = await member(world, BEN);
  const { who, id, show } = await begin(world, BEN);
  must(await show("password", PASSWORD));
  const [secret] = await world.store.secretsOf(account);
  const removal = { action: "remove:password", params: { credential: secret?.id ?? "" } };
  for (const beginning of [{ action: "enrol:passkey" }, removal]) {
    const answer = await world.flows.begin(who, beginning, undefined);
    expect(answer).toMatchObject({ code: "session_required" });
  }
  const enrol = { method: "passkey", ceremony: "enrol" } as const;
  expect(await world.flows.step(who, id, enrol)).toMatchObject({ code: "method_not_offered" });
});

describe("with a session that is not fresh (stolen, perhaps)", () => {
  const added = ["enrol:passkey", "enrol:password", "enrol:totp", "regenerate:recovery-code"];

  test.each(added)("B25: %s asks for the passkey first", async (action) => {
    const world = createWorld();
    const { session } = await signUp(world, ANN);
    world.advance(301);
    const who = caller("laptop", session);
    const begun = must(await world.flows.begin(who, { action }, undefined));
    expect(begun).toMatchObject({ session: null, attempt: { state: "open" } });
    const method = action.split(":")[1] as Method;
    const step = await world.flows.step(who, begun.attempt.id, { method, ceremony: "enrol" });
    expect(step).toMatchObject({ code: "method_not_offered" });
  });

  test("B24: nothing is removed without the passkey either", async () => {
    const world = createWorld();
    const { session, authenticator } = await signUp(world, ANN);
    const ben = await member(world, BEN);
    await giveTo(world, session.account, ben);
    const totp = (await world.store.secretsOf(session.account))[0]?.id ?? "";
    world.advance(301);
    const who = caller("laptop", session);
    const removal = { action: "remove:password", params: { credential: totp } };
    const begun = must(await world.flows.begin(who, removal, "passkey"));
    expect(begun).toMatchObject({ session: null, attempt: { state: "open" } });
    expect(await world.store.secretsOf(session.account)).toHaveLength(1);
    const step = isPasskey(begun.step);
    const shown = authenticator.get(step.publicKey, { origin: ORIGIN });
    must(await world.flows.submit(who, begun.attempt.id, step.step, shown));
    expect(await world.store.secretsOf(session.account)).toHaveLength(0);
  });

  test("B3: a step-up takes user verification as a sign-in does", async () => {
    const world = createWorld();
    const { session, authenticator } = await signUp(world, ANN);
    world.advance(301);
    const who = caller("laptop", session);
    const begun = must(await world.flows.begin(who, { action: "enrol:totp" }, "passkey"));
    const step = isPasskey(begun.step);
    const lie = { flags: { UV: false } };
    const shown = authenticator.get(step.publicKey, { origin: ORIGIN, lie });
    const done = await world.flows.submit(who, begun.attempt.id, step.step, shown);
    expect(done).toMatchObject({ code: "user_not_verified" });
  });

  test("B26: what was shown for a lesser action is worth nothing for a greater one", async () => {
    const world = createWorld();
    const { session, authenticator } = await signUp(world, ANN);
    world.advance(301);
    const who = caller("laptop", session);
    const lesser = must(await world.flows.begin(who, { action: "enrol:totp" }, "passkey"));
    const greater = must(await world.flows.begin(who, { action: "enrol:passkey" }, "passkey"));
    const step = isPasskey(lesser.step);
    const shown = authenticator.get(step.publicKey, { origin: ORIGIN });
    const { id } = greater.attempt;
    const other = isPasskey(greater.step).step;
    expect(await world.flows.submit(who, id, step.step, shown)).toMatchObject({
      code: "step_unknown",
    });
    expect(await world.flows.submit(who, id, other, shown)).toMatchObject({
      code: "challenge_mismatch",
    });
  });
});

/** Moves a password to another account, as an import would have put it there. */
async function giveTo(world: World, account: AccountId, from: AccountId): Promise<void> {
  const secret = (await world.store.secretsOf(from)).find(({ method }) => method === "password");
  if (secret === undefined) throw new TypeError("a password is expected");
  await world.store.transact((tx) =>
    tx.insertSecret({ ...secret, account, id: newId<"SecretId">(world.now()) }),
  );
}

describe("whose browser it is, and what was done in it before", () => {
  test("B27: somebody else's session does not stand in for anything", async () => {
    const world = createWorld();
    const { session } = await signUp(world, ANN);
    await member(world, BEN);
    const alone = await begin(world, BEN);
    const beside = await begin(world, BEN, session);
    expect(beside.attempt.options).toEqual(alone.attempt.options);
    const half = must(await beside.show("password", PASSWORD));
    expect(half).toMatchObject({ session: null, view: { state: "open" } });
  });

  test("B28: a browser is in one account: the next one takes its place, and nothing along", async () => {
    const world = createWorld();
    const { session } = await signUp(world, ANN);
    const ben = await member(world, BEN);
    const { show } = await begin(world, BEN, session);
    must(await show("password", PASSWORD));
    const done = must(await show("totp", totpNow(world))).session?.record;
    expect(done?.account).toBe(ben);
    expect(done?.evidence.every((piece) => "account" in piece && piece.account === ben)).toBe(true);
    expect(await world.store.sessionById(session.id)).toBeUndefined();
  });

  test("B29: a browser that was in before is asked the same as any other", async () => {
    const world = createWorld();
    const session = await benSignedIn(world);
    await world.flows.endSession(caller("laptop", session), session.id);
    const { attempt, show } = await begin(world, BEN);
    const elsewhere = must(
      await world.flows.begin(caller("new"), { action: "sign-in", identifier: BEN }, undefined),
    );
    expect(attempt.options).toEqual(elsewhere.attempt.options);
    expect(must(await show("password", PASSWORD)).session).toBeNull();
  });

  test.each([0, 301])("B30: what lets in and what asks agree, %i seconds later", async (later) => {
    const world = createWorld();
    const { session } = await signUp(world, ANN);
    const { answer } = await signIn(world, (await signUp(world, BEN)).authenticator);
    const signedIn = must(await answer()).session?.record ?? session;
    world.advance(later);
    for (const one of [session, signedIn]) {
      expect(await world.flows.stands(one)).toBe(true);
      const who = caller("laptop", one);
      const may = await world.flows.may(who, "rename:passkey", await ownPasskey(world, one));
      const params = await ownPasskey(world, one);
      const begun = must(
        await world.flows.begin(who, { action: "rename:passkey", params }, undefined),
      );
      expect(begun.session !== null).toBe(may.ok);
    }
  });
});

async function ownPasskey(world: World, { account }: SessionRecord) {
  return { credential: (await world.store.credentialsOf(account))[0]?.id ?? "", name: "mine" };
}

test("B46: to ask whether something would be allowed writes nothing", async () => {
  let closed = false;
  const world = createWorld("balanced", (store) => ({
    ...store,
    transact: (work) => {
      if (closed) throw new TypeError("nothing is to be written");
      return store.transact(work);
    },
  }));
  const { session } = await signUp(world, ANN);
  closed = true;
  const who = caller("laptop", session);
  const params = await ownPasskey(world, session);
  for (const action of ["rename:passkey", "remove:passkey"]) {
    const { credential } = params;
    const about = action === "rename:passkey" ? params : { credential };
    await world.flows.may(who, action, about);
  }
  expect(await world.flows.may(who, "no:such", {})).toMatchObject({ code: "action_unknown" });
});

test("B50: what was there counts until the new one was shown to work", async () => {
  const world = createWorld();
  const session = await benSignedIn(world);
  const before = await world.store.secretsOf(session.account);
  const who = caller("laptop", session);
  const begun = must(await world.flows.begin(who, { action: "enrol:totp" }, undefined));
  const wanted = { method: "totp", ceremony: "enrol" } as const;
  const step = must(await world.flows.step(who, begun.attempt.id, wanted));
  const wrong = await world.flows.submit(who, begun.attempt.id, step.step, "no code");
  expect(wrong).toMatchObject({ code: "code_wrong" });
  expect(await world.store.secretsOf(session.account)).toEqual(before);
  world.advance(30);
  const { show } = await begin(world, BEN);
  must(await show("totp", totpNow(world)));
});
