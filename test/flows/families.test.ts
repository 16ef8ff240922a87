import { describe, expect, test } from "vitest";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
import { newId, type SecretId } from "../../src/base/ids.ts";
import { newSecret } from "../../src/flows/secret-use.ts";
import type { SessionRecord } from "../../src/store/records.ts";
import { createAuthenticator } from "../../src/testing/public.ts";
import { type Acting, begin, beginSignIn, enrolPasskey, sessionOf } from "./acting.ts";
import { PASSWORD } from "./members.ts";
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

/** Lines of `test/analysis/preset-families.txt` that look odd, walked as a thief would walk them. */

/** A key whose owner set a PIN, in the hands of somebody who does not know it. */
const TOUCHED = { flags: { UV: false } } as const;

async function withKey(world: World, email: string) {
  const { authenticator } = await signUp(world, email);
  const session = sessionOf(await (await signIn(world, authenticator)).answer());
  const id: SecretId = newId(world.now());
  const body = { phc: `plain:${PASSWORD}`, pepper: null, length: PASSWORD.length };
  const secret = newSecret(id, session.account, { method: "password", body }, world.now());
  await world.store.transact((tx) => tx.insertSecret(secret));
  return addKey(world, session);
}

async function addKey(world: World, session: SessionRecord) {
  const key = createAuthenticator({ kind: "security-key", attestation: "packed-self" });
  const who = caller("laptop", session);
  const { id, submit } = await begin(world, who, { action: "enrol:passkey" });
  const wanted = { method: "passkey", ceremony: "enrol", securityKey: true } as const;
  const step = isPasskey(must(await world.flows.step(who, id, wanted)));
  const options = step.publicKey as CreationOptionsJson;
  // The session is another one from then on.
  return { key, session: sessionOf(await submit(step, key.create(options, { origin: ORIGIN }))) };
}

/** "My security key has no PIN" says who holds it. */
async function touch(
  world: World,
  { who, id, submit }: Acting,
  key: ReturnType<typeof createAuthenticator>,
) {
  const wanted = { method: "passkey", ceremony: "prove", withoutVerification: true } as const;
  const step = isPasskey(must(await world.flows.step(who, id, wanted)));
  return submit(step, key.get(step.publicKey, { origin: ORIGIN, lie: TOUCHED }));
}

describe("balanced, of accounts that hold a passkey", () => {
  test("learns-password + takes-key(k1): the PIN of the key is no obstacle", async () => {
    const world = createWorld();
    const { key } = await withKey(world, "ann@example.org");
    const acting = await beginSignIn(world, "ann@example.org", "thief");
    expect(must(await touch(world, acting, key)).session).toBeNull();
    const session = sessionOf(await acting.show("password", PASSWORD));
    // What signed in is fresh enough to bind a passkey of the thief's own.
    const bound = await enrolPasskey(world, session);
    expect(bound.session.account).toBe(session.account);
  });

  test("takes-key(k1) + takes-key(k2): two keys are touched", async () => {
    const world = createWorld();
    const { key, session } = await withKey(world, "ann@example.org");
    const { key: second } = await addKey(world, session);
    const acting = await beginSignIn(world, "ann@example.org", "thief");
    expect(must(await touch(world, acting, key)).session).toBeNull();
    expect(sessionOf(await touch(world, acting, second)).account).toBe(session.account);
  });

  test("steals-session is no line: an older session binds nothing", async () => {
    const world = createWorld();
    const { session } = await withKey(world, "ann@example.org");
    world.advance(301);
    const acting = await begin(world, caller("laptop", session), { action: "enrol:passkey" });
    await expect(acting.step("passkey", "enrol")).rejects.toThrow("method_not_offered");
  });
});
