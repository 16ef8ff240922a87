import { describe, expect, test } from "vitest";
import type { AccountId } from "../../src/base/ids.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { beginSignIn, enrolPasskey, policyWith, secretOf, sessionOf } from "./acting.ts";
import { member, PASSWORD, totpNow } from "./members.ts";
import { createWorld, must, signIn, type World } from "./world.ts";

/** Whoever comes by a weaker path than the account's best is let in, and leaves a line. */

const EMAIL = "ann@example.org";

const SIGN_IN: PolicyInput["actions"] = {
  "sign-in": {
    anyOf: [
      { allOf: [{ prove: "password" }, { prove: "totp" }] },
      { allOf: [{ prove: "password" }, { prove: "sms-code" }] },
      { allOf: [{ prove: "passkey", class: "any" }] },
    ],
  },
  "enrol:passkey": {
    anyOf: [{ allOf: [{ prove: "password" }, { enrol: "passkey", class: "any" }] }],
  },
};

const eventsOf = (world: World) => world.store.eventsAfter("sign-in.weaker", null, 100);

async function withPassword(world: World) {
  const { show } = await beginSignIn(world, EMAIL);
  must(await show("password", PASSWORD));
  return sessionOf(await show("totp", totpNow(world)));
}

/** Somebody with a password and a one-time password, and then a passkey that is enough alone. */
async function withPasskey(world: World) {
  const account = await member(world, EMAIL);
  const enrolled = await enrolPasskey(world, await withPassword(world));
  world.advance(60);
  return { account, ...enrolled };
}

describe("an account with a passkey that is enough alone", () => {
  test("comes by password and code: a line says with what, and what there was", async () => {
    const world = createWorld(policyWith(SIGN_IN));
    const { account } = await withPasskey(world);
    expect(await eventsOf(world)).toEqual([]);
    const session = await withPassword(world);
    expect(session.account).toBe(account);
    const [event, ...more] = await eventsOf(world);
    expect(more).toEqual([]);
    const [passkey] = await world.store.credentialsOf(account);
    expect(event).toMatchObject({
      account,
      network: "192.0.2.1",
      at: world.now(),
      data: {
        used: {
          rule: "sign-in/1",
          level: { aal: 2, phishingResistant: false, restricted: false },
          evidence: [{ method: "password" }, { method: "totp" }],
        },
        better: {
          rule: "sign-in/3",
          level: { aal: 2, phishingResistant: true, restricted: false },
          credentials: [{ id: passkey?.id, method: "passkey" }],
        },
      },
    });
    expect(JSON.stringify(event)).not.toContain(PASSWORD);
  });

  test("comes by the passkey: nothing is said", async () => {
    const world = createWorld(policyWith(SIGN_IN));
    const { authenticator } = await withPasskey(world);
    must(await (await signIn(world, authenticator)).answer());
    expect(await eventsOf(world)).toEqual([]);
  });

  test("while it is suspended there is nothing better", async () => {
    const world = createWorld(policyWith(SIGN_IN));
    const { account } = await withPasskey(world);
    await suspendPasskeys(world, account);
    await withPassword(world);
    expect(await eventsOf(world)).toEqual([]);
  });

  test("and in a policy in which it is not enough there is nothing better", async () => {
    const world = createWorld(policyWith(SIGN_IN));
    await withPasskey(world);
    world.deps.policy = policyWith({
      ...SIGN_IN,
      "sign-in": {
        anyOf: [
          { allOf: [{ prove: "password" }, { prove: "totp" }] },
          { allOf: [{ prove: "passkey", class: "hardware-key" }] },
        ],
      },
    });
    await withPassword(world);
    expect(await eventsOf(world)).toEqual([]);
  });

  test("an action that is no sign-in leaves none", async () => {
    const world = createWorld(policyWith(SIGN_IN));
    const { session } = await withPasskey(world);
    await enrolPasskey(world, session);
    expect(await eventsOf(world)).toEqual([]);
  });
});

test("a text message where there is a one-time password is the weaker path, since it is restricted", async () => {
  const world = createWorld(policyWith(SIGN_IN));
  const account = await member(world, EMAIL, ["password", "totp", "sms-code"]);
  const { show, step, submit } = await beginSignIn(world, EMAIL);
  must(await show("password", PASSWORD));
  const sent = await step("sms-code");
  const { body } = await secretOf(world, account, "sms-code");
  sessionOf(await submit(sent, await world.code(body.number)));
  const events = await eventsOf(world);
  expect(events.map(({ data }) => data)).toMatchObject([
    { used: { level: { restricted: true } }, better: { level: { restricted: false } } },
  ]);
  expect(JSON.stringify(events)).not.toContain(body.number);
});

test("an attempt that is not allowed leaves no line", async () => {
  const world = createWorld(policyWith(SIGN_IN));
  await withPasskey(world);
  const { show } = await beginSignIn(world, EMAIL);
  must(await show("password", PASSWORD));
  expect(await show("totp", "000000")).toMatchObject({ code: "code_wrong" });
  expect(await eventsOf(world)).toEqual([]);
});

async function suspendPasskeys(world: World, account: AccountId): Promise<void> {
  const held = await world.store.credentialsOf(account);
  await world.store.transact(async (tx) => {
    for (const { id } of held) await tx.setCredentialState(account, id, "suspended");
  });
}
