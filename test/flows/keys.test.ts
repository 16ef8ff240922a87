import { describe, expect, test } from "vitest";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
import { createAuthenticator } from "../../src/testing/public.ts";
import { ATTESTED } from "./attested.ts";
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

/** Apple Passwords, as the software authenticator is. */
const APPLE = "fbfc3007-154e-4ecc-8c0b-6e020557d7bd";

const eventsOf = (world: World, kind: string) => world.store.eventsAfter(kind, null, 100);

describe("what a person says about his key", () => {
  async function enrolStep(world: World, params: object) {
    const who = caller("laptop");
    const beginning = { action: "sign-up", identifier: "key@example.org" };
    const begun = must(await world.flows.begin(who, beginning, "email-code"));
    const { id } = begun.attempt;
    const code = await world.code("key@example.org");
    must(await world.flows.submit(who, id, begun.step?.step ?? "", code));
    const wanted = { method: "passkey", ceremony: "enrol", ...params } as const;
    return isPasskey(must(await world.flows.step(who, id, wanted)))
      .publicKey as CreationOptionsJson;
  }

  test("a security key is asked what model it is; anything else is not", async () => {
    const world = createWorld();
    expect((await enrolStep(world, {})).attestation).toBe("none");
    const options = await enrolStep(world, { securityKey: true });
    expect(options).toMatchObject({ attestation: "direct", hints: ["security-key"] });
    expect(options.authenticatorSelection.authenticatorAttachment).toBe("cross-platform");
  });

  test("R08: UV is required unless he says that the key has none, where that can be a step", async () => {
    const world = createWorld();
    const plain = await enrolStep(world, {});
    expect(plain.authenticatorSelection.userVerification).toBe("required");
    const without = await enrolStep(world, { withoutVerification: true });
    expect(without.authenticatorSelection.userVerification).toBe("preferred");
    const attested = createWorld(ATTESTED);
    const asked = await enrolStep(attested, { withoutVerification: true });
    expect(asked.authenticatorSelection.userVerification).toBe("required");
    expect(asked.attestation).toBe("direct");
    expect(asked.pubKeyCredParams.map(({ alg }) => alg)).toEqual([-7, -8, -35, -36, -257]);
  });
});

describe("R43: user verification that appeared later", () => {
  test("counts once another factor has vouched for it, and from then on alone", async () => {
    const world = createWorld();
    const { session, authenticator } = await signUp(world, "ann@example.org");
    const second = await addPasskey(world, session, authenticator);
    const [, record] = await world.store.credentialsOf(session.account);
    if (record === undefined) throw new TypeError("two passkeys");
    // As if it had been created without user verification.
    await world.store.transact((tx) =>
      tx.recordCredentialUse({
        ...record,
        expectedCounter: record.counter,
        expectedState: record.state,
        uvInitialized: false,
        lastUsedAt: world.now(),
      }),
    );
    const who = caller("phone");
    const begun = must(await world.flows.begin(who, { action: "sign-in" }, "passkey"));
    const { id } = begun.attempt;
    const first = isPasskey(begun.step);
    const half = must(
      await world.flows.submit(
        who,
        id,
        first.step,
        second.get(first.publicKey, { origin: ORIGIN }),
      ),
    );
    expect(half.view).toMatchObject({ state: "open", options: [{ ceremony: "prove" }] });
    expect(half.view.reasons.map(({ code }) => code)).toContain("user_verification_unbacked");
    const next = isPasskey(
      must(await world.flows.step(who, id, { method: "passkey", ceremony: "prove" })),
    );
    const response = authenticator.get(next.publicKey, { origin: ORIGIN });
    const whole = must(await world.flows.submit(who, id, next.step, response));
    expect(whole.view.state).toBe("allowed");
    expect((await world.store.credentialById(record.id))?.uvInitialized).toBe(true);
    expect(await eventsOf(world, "credential.vouched")).toHaveLength(1);
    const { answer } = await signIn(world, second);
    expect(must(await answer()).view.state).toBe("allowed");
  });
});

/** Adds a hardware key in a fresh session. */
async function addPasskey(
  world: World,
  session: Parameters<typeof caller>[1],
  known: ReturnType<typeof createAuthenticator>,
) {
  const who = caller("laptop", session);
  const begun = must(await world.flows.begin(who, { action: "enrol:passkey" }, "passkey"));
  const { id } = begun.attempt;
  const proof = isPasskey(begun.step);
  must(
    await world.flows.submit(who, id, proof.step, known.get(proof.publicKey, { origin: ORIGIN })),
  );
  const key = createAuthenticator({ kind: "security-key", attestation: "packed-self" });
  const step = isPasskey(
    must(
      await world.flows.step(who, id, { method: "passkey", ceremony: "enrol", securityKey: true }),
    ),
  );
  const response = key.create(step.publicKey as CreationOptionsJson, { origin: ORIGIN });
  must(await world.flows.submit(who, id, step.step, response));
  return key;
}

describe("R56: a decision leaves a record", () => {
  test("of versions, rule, evidence, level, outcome, reasons and time, without a secret", async () => {
    const world = createWorld();
    const { session } = await signUp(world, "ann@example.org");
    const [event] = await eventsOf(world, "attempt.allowed");
    expect(event).toMatchObject({
      at: world.now(),
      account: session.account,
      data: {
        action: "sign-up",
        answer: "allow",
        policy: world.deps.policy.version,
        knowledge: PROVIDERS.version,
        rule: "sign-up/1",
        level: { aal: 2, acr: "phr", phishingResistant: true },
        reasons: [
          { rule: "sign-up/1", code: "email_is_no_factor" },
          { rule: "sign-up/1", code: "user_verified" },
        ],
      },
    });
    const text = JSON.stringify(event?.data);
    expect(text).toContain(APPLE);
    expect(text).not.toContain(await world.code("ann@example.org"));
    expect(text).not.toContain("ann@example.org");
  });
});
