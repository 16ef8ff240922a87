import { describe, expect, test } from "vitest";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { Store, Transaction } from "../../src/store/port.ts";
import { createAuthenticator } from "../../src/testing/public.ts";
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

/** Signing in takes an attested passkey, which nobody has: an attempt stays open after a proof. */
function neverEnough(): Policy {
  return definePolicy({
    version: 1,
    name: "never-enough",
    extends: "balanced",
    passkeyClasses: { attested: { userVerification: "attested", attested: true } },
    actions: {
      "sign-in": {
        anyOf: [
          { allOf: [{ prove: "passkey", class: "attested" }] },
          { allOf: [{ prove: "email-code" }, { prove: "passkey", class: "platform" }] },
        ],
      },
    },
  });
}

/** A store whose transactions answer some writes otherwise, as a lost race would. */
function losing(overrides: Partial<Transaction>): (store: Store) => Store {
  return (store) => ({
    ...store,
    transact: (work) => store.transact((tx) => work({ ...tx, ...overrides })),
  });
}

async function beginSignUp(world: World, email: string, browser: string) {
  const who = caller(browser);
  const beginning = { action: "sign-up", identifier: email };
  const begun = must(await world.flows.begin(who, beginning, "email-code"));
  return { who, id: begun.attempt.id, step: begun.step?.step ?? "" };
}

/** Up to the passkey's answer, which is not handed in yet. */
async function readyToEnrol(
  world: World,
  email: string,
  browser: string,
  credentialId?: Uint8Array,
) {
  const { who, id, step } = await beginSignUp(world, email, browser);
  must(await world.flows.submit(who, id, step, await world.code(email)));
  const wanted = { method: "passkey", ceremony: "enrol" } as const;
  const enrol = isPasskey(must(await world.flows.step(who, id, wanted)));
  const response = createAuthenticator().create(enrol.publicKey as CreationOptionsJson, {
    origin: ORIGIN,
    ...(credentialId && { lie: { credentialId } }),
  });
  return () => world.flows.submit(who, id, enrol.step, response);
}

describe("B4: a ceremony", () => {
  test("is consumed even where the attempt goes on", async () => {
    const world = createWorld(neverEnough());
    const { authenticator } = await signUp(world, "ann@example.org");
    const attempt = await signIn(world, authenticator);
    expect(must(await attempt.answer()).view.state).toBe("open");
    expect(await attempt.answer()).toMatchObject({ code: "step_consumed" });
  });

  test("of one attempt is unknown in another of the same browser", async () => {
    const world = createWorld();
    const { authenticator } = await signUp(world, "ann@example.org");
    const first = await signIn(world, authenticator);
    const second = await signIn(world, authenticator);
    const { who, step, response } = first;
    expect(await world.flows.submit(who, second.id, step.step, response)).toMatchObject({
      code: "step_unknown",
    });
  });

  test("that is not asked for any more does not count", async () => {
    const world = createWorld();
    const email = "ann@example.org";
    const { who, id, step } = await beginSignUp(world, email, "laptop");
    const first = await world.code(email);
    const again = { method: "email-code", ceremony: "prove" } as const;
    const second = must(await world.flows.step(who, id, again));
    must(await world.flows.submit(who, id, second.step, await world.code(email)));
    expect(await world.flows.submit(who, id, step, first)).toMatchObject({
      code: "method_not_offered",
    });
  });
});

describe("B7: one attempt is about one account", () => {
  test("whoever answers at the same moment", async () => {
    const world = createWorld(neverEnough());
    const ann = await signUp(world, "ann@example.org");
    const ben = await signUp(world, "ben@example.org");
    const who = caller("phone");
    const begun = must(await world.flows.begin(who, { action: "sign-in" }, "passkey"));
    const wanted = { method: "passkey", ceremony: "prove" } as const;
    const steps = [
      isPasskey(begun.step),
      isPasskey(must(await world.flows.step(who, begun.attempt.id, wanted))),
    ];
    const results = await Promise.all(
      [ann, ben].map(({ authenticator }, index) => {
        const step = steps[index];
        if (step === undefined) throw new TypeError("two steps");
        const response = authenticator.get(step.publicKey, { origin: ORIGIN });
        return world.flows.submit(who, begun.attempt.id, step.step, response);
      }),
    );
    expect(results.map((result) => (result.ok ? "taken" : result.code))).toEqual([
      "taken",
      "credential_unknown",
    ]);
  });

  test("and in a session about that session", async () => {
    const world = createWorld();
    const { session } = await signUp(world, "ann@example.org");
    const other = await signUp(world, "ben@example.org");
    const begun = must(
      await world.flows.begin(caller("laptop", session), { action: "enrol:passkey" }, undefined),
    );
    for (const now of [other.session, null]) {
      expect(await world.flows.read(caller("laptop", now), begun.attempt.id)).toMatchObject({
        code: "attempt_unknown",
      });
    }
  });
});

describe("what moved between the check and the commit", () => {
  test("an attempt that was given up makes no session", async () => {
    const world = createWorld();
    const { authenticator, session } = await signUp(world, "ann@example.org");
    const attempt = await signIn(world, authenticator);
    const [, answer] = await Promise.all([
      world.flows.cancel(attempt.who, attempt.id),
      attempt.answer(),
    ]);
    expect(answer).toMatchObject({ ok: false, code: "attempt_closed" });
    expect(await world.store.sessionsOf(session.account)).toHaveLength(1);
  });

  test("an attempt that somebody else saved makes no session", async () => {
    let lost = false;
    const saveAttempt: Transaction["saveAttempt"] = async () => !lost;
    const world = createWorld("balanced", (store) => ({
      ...store,
      transact: (work) => store.transact((tx) => work(lost ? { ...tx, saveAttempt } : tx)),
    }));
    const { authenticator, session } = await signUp(world, "ann@example.org");
    const attempt = await signIn(world, authenticator);
    lost = true;
    expect(await attempt.answer()).toMatchObject({ code: "attempt_conflict" });
    expect(await world.store.sessionsOf(session.account)).toHaveLength(1);
  });

  test("an address that somebody else proved makes no second account", async () => {
    const world = createWorld("balanced", losing({ insertAddress: async () => false }));
    const enrol = await readyToEnrol(world, "ann@example.org", "laptop");
    expect(await enrol()).toMatchObject({ code: "attempt_conflict" });
  });

  test("B11: a credential id that two create at once is bound once", async () => {
    const world = createWorld();
    const id = new Uint8Array(32).fill(7);
    const enrols = [
      await readyToEnrol(world, "ann@example.org", "one", id),
      await readyToEnrol(world, "eve@example.org", "two", id),
    ];
    const results = await Promise.all(enrols.map((enrol) => enrol()));
    expect(results.map((result) => (result.ok ? "bound" : result.code)).toSorted()).toEqual([
      "bound",
      "credential_known",
    ]);
    expect(await world.store.accountByAddress("email", "ann@example.org")).toBeDefined();
    expect(await world.store.accountByAddress("email", "eve@example.org")).toBeUndefined();
  });

  test("a session that was ended is not raised by a step-up under way", async () => {
    const world = createWorld();
    const { authenticator, session } = await signUp(world, "ann@example.org");
    const who = caller("laptop", session);
    const begun = must(await world.flows.begin(who, { action: "enrol:passkey" }, "passkey"));
    const proof = isPasskey(begun.step);
    const shown = authenticator.get(proof.publicKey, { origin: ORIGIN });
    const { id } = begun.attempt;
    must(await world.flows.submit(who, id, proof.step, shown));
    const wanted = { method: "passkey", ceremony: "enrol" } as const;
    const enrol = isPasskey(must(await world.flows.step(who, id, wanted)));
    const made = createAuthenticator().create(enrol.publicKey as CreationOptionsJson, {
      origin: ORIGIN,
    });
    const [, answer] = await Promise.all([
      world.flows.endSession(who, session.id),
      world.flows.submit(who, id, enrol.step, made),
    ]);
    expect(answer).toMatchObject({ ok: false, code: "session_required" });
    expect(await world.store.sessionsOf(session.account)).toEqual([]);
    expect(await world.store.credentialsOf(session.account)).toHaveLength(1);
  });

  test("B20: a passkey that was suspended signs nobody in", async () => {
    const world = createWorld("balanced", losing({ recordCredentialUse: async () => false }));
    const { authenticator } = await signUp(world, "ann@example.org");
    const attempt = await signIn(world, authenticator);
    expect(await attempt.answer()).toMatchObject({ code: "credential_unknown" });
  });
});

test("B39: sending is limited by network, whatever the address", async () => {
  const world = createWorld();
  for (let sent = 0; sent < 30; sent += 1) {
    await beginSignUp(world, `ann${sent}@example.org`, "eve");
  }
  const beginning = { action: "sign-up", identifier: "last@example.org" };
  expect(await world.flows.begin(caller("eve"), beginning, "email-code")).toMatchObject({
    code: "too_many_messages",
  });
  const elsewhere = { ...caller("ann"), network: "198.51.100.7" };
  expect((await world.flows.begin(elsewhere, beginning, "email-code")).ok).toBe(true);
});

test("removing a passkey ends the other sessions that rest on it", async () => {
  const world = createWorld();
  const { authenticator, session } = await signUp(world, "ann@example.org");
  const credential = authenticator.credentials()[0]?.id ?? "";
  const phone = must(await (await signIn(world, authenticator)).answer()).session?.record;
  if (phone === undefined) throw new TypeError("signed in");
  // On the phone: a second passkey, then the first one goes.
  const who = caller("phone", phone);
  const begun = must(await world.flows.begin(who, { action: "enrol:passkey" }, "passkey"));
  const step = isPasskey(begun.step);
  const response = createAuthenticator().create(step.publicKey as CreationOptionsJson, {
    origin: ORIGIN,
  });
  const raised = must(await world.flows.submit(who, begun.attempt.id, step.step, response));
  const removal = { action: "remove:passkey", params: { credential } };
  const now = caller("phone", raised.session?.record ?? null);
  const done = must(await world.flows.begin(now, removal, undefined));
  expect(done.attempt.state).toBe("allowed");
  const left = await world.store.sessionsOf(session.account);
  expect(left.map(({ id }) => id)).toEqual([done.session?.record.id]);
});
