import { describe, expect, test } from "vitest";
import type { CredentialId } from "../../src/base/ids.ts";
import { instant } from "../../src/base/time.ts";
import type { Method } from "../../src/evidence/methods.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import { member, NUMBER, PASSWORD, totpNow } from "./members.ts";
import { caller, createWorld, isPasskey, must, ORIGIN, signUp, type World } from "./world.ts";

/** B49: what was shown in an attempt that is still open, when what it was shown with goes. */

const EMAIL = "ben@example.org";

function withSms(): Policy {
  return definePolicy({
    version: 1,
    name: "with-sms",
    extends: "balanced",
    actions: {
      "sign-in": { anyOf: [{ allOf: [{ prove: "password" }, { prove: "sms-code" }] }] },
    },
  });
}

async function begin(world: World) {
  const who = caller("thief");
  const beginning = { action: "sign-in", identifier: EMAIL };
  const { id } = must(await world.flows.begin(who, beginning, undefined)).attempt;
  const step = async (method: Method) =>
    must(await world.flows.step(who, id, { method, ceremony: "prove" }));
  const show = async (method: Method, response: string) =>
    world.flows.submit(who, id, (await step(method)).step, response);
  return { who, id, step, show };
}

describe("B49: an attempt that is under way does not outlive", () => {
  test("the password that was shown in it", async () => {
    const world = createWorld();
    const account = await member(world, EMAIL);
    const { show } = await begin(world);
    must(await show("password", PASSWORD));
    await replacePassword(world, account);
    const done = await show("totp", totpNow(world));
    expect(done.ok ? done.value.session : null).toBeNull();
  });

  test("the passkey that was shown in it", async () => {
    const world = createWorld(
      definePolicy({
        version: 1,
        name: "two",
        extends: "balanced",
        actions: {
          "sign-in": {
            anyOf: [{ allOf: [{ prove: "passkey", class: "any" }, { prove: "email-code" }] }],
          },
        },
        invariants: [],
        danger: {
          singleFactor: true,
          withoutInvariants: ["no-single-remote-takeover", "session-theft-gives-no-control"],
        },
      }),
    );
    const { session, authenticator } = await signUp(world, EMAIL);
    const who = caller("thief");
    const begun = must(await world.flows.begin(who, { action: "sign-in" }, "passkey"));
    const { id } = begun.attempt;
    const first = isPasskey(begun.step);
    const shown = authenticator.get(first.publicKey, { origin: ORIGIN });
    must(await world.flows.submit(who, id, first.step, shown));
    const credential = authenticator.credentials()[0]?.id as CredentialId;
    await world.store.transact((tx) =>
      tx.setCredentialState(session.account, credential, "suspended"),
    );
    const second = await world.flows.step(who, id, { method: "email-code", ceremony: "prove" });
    const done = second.ok
      ? await world.flows.submit(who, id, second.value.step, await world.code(EMAIL))
      : second;
    expect(done.ok && "session" in done.value ? done.value.session : null).toBeNull();
  });
});

describe("a number that was suspended", () => {
  test("is sent nothing, and signs nobody in", async () => {
    const world = createWorld(withSms());
    const account = await member(world, EMAIL, ["password", "sms-code"]);
    const number = (await world.store.secretsOf(account)).find(
      ({ method }) => method === "sms-code",
    );
    if (number === undefined) throw new TypeError("a number is expected");
    const suspended = { ...number, state: "suspended" as const, version: 2 };
    const { id, who, show } = await begin(world);
    must(await show("password", PASSWORD));
    await world.store.transact((tx) => tx.saveSecret(suspended, 1));
    const step = await world.flows.step(who, id, { method: "sms-code", ceremony: "prove" });
    expect(step).toMatchObject({ ok: false });
  });

  test("counts no more when it is suspended between the message and the answer", async () => {
    const world = createWorld(withSms());
    const account = await member(world, EMAIL, ["password", "sms-code"]);
    const number = (await world.store.secretsOf(account)).find(
      ({ method }) => method === "sms-code",
    );
    if (number === undefined) throw new TypeError("a number is expected");
    const { id, who, show, step } = await begin(world);
    must(await show("password", PASSWORD));
    const sent = await step("sms-code");
    const code = await world.code(NUMBER);
    await world.store.transact((tx) =>
      tx.saveSecret({ ...number, state: "suspended", version: 2 }, 1),
    );
    const done = await world.flows.submit(who, id, sent.step, code);
    expect(done.ok ? done.value.session : null).toBeNull();
  });
});

async function replacePassword(world: World, account: Awaited<ReturnType<typeof member>>) {
  const old = (await world.store.secretsOf(account)).find(({ method }) => method === "password");
  if (old?.method !== "password") throw new TypeError("a password is expected");
  world.advance(1);
  await world.store.transact(async (tx) => {
    await tx.removeSecret(account, old.id);
    await tx.insertSecret({
      ...old,
      id: `${old.id}-new` as typeof old.id,
      createdAt: world.now(),
      body: { ...old.body, phc: "plain:another one, quite new" },
    });
  });
}

test.each([0, 5])(
  "the old password of a clock that is %i seconds ahead is not taken for the new one",
  async (ahead) => {
    const world = createWorld();
    const account = await member(world, EMAIL);
    world.advance(ahead);
    const who = caller("thief");
    const beginning = { action: "sign-in", identifier: EMAIL };
    const { attempt, step } = must(await world.flows.begin(who, beginning, "password"));
    must(await world.flows.submit(who, attempt.id, step?.step ?? "", PASSWORD));
    // Its owner changes it afterwards, on the node whose clock is right.
    const old = (await world.store.secretsOf(account)).find(({ method }) => method === "password");
    if (old?.method !== "password") throw new TypeError("a password is expected");
    await world.store.transact(async (tx) => {
      await tx.removeSecret(account, old.id);
      await tx.insertSecret({
        ...old,
        id: `${old.id}-new` as typeof old.id,
        createdAt: instant(world.now() - ahead * 1000),
        body: { ...old.body, phc: "plain:another one, quite new" },
      });
    });
    const wanted = { method: "totp", ceremony: "prove" } as const;
    const second = must(await world.flows.step(who, attempt.id, wanted));
    const done = await world.flows.submit(who, attempt.id, second.step, totpNow(world));
    expect(done.ok ? done.value.session : null).toBeNull();
  },
);
