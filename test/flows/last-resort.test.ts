import { expect, test } from "vitest";
import { fail } from "../../src/base/result.ts";
import { MOST_TRIES } from "../../src/flows/step-context.ts";
import {
  begin,
  beginSignIn,
  doneAtOnce,
  enrolPasskey,
  policyWith,
  secretOf,
  sessionOf,
  withSavedCodes,
} from "./acting.ts";
import { member, PASSWORD, totpNow } from "./members.ts";
import { caller, createWorld, isPasskey, must, ORIGIN, signIn, signUp } from "./world.ts";

/** What somebody has left must work: the last code, the right answer at a bad time, what he suspended. */

const EMAIL = "ann@example.org";

test("the last saved code of a set works", async () => {
  const either = { allOf: [{ prove: "recovery-code" as const }, { prove: "totp" as const }] };
  const world = createWorld(policyWith({ "sign-in": { anyOf: [either] } }));
  const account = await member(world, EMAIL, ["totp"]);
  const [last = ""] = await withSavedCodes(world, account, 1);
  const { show } = await beginSignIn(world, EMAIL);
  must(await show("totp", totpNow(world)));
  const session = sessionOf(await show("recovery-code", last));
  expect(await world.flows.stands(session)).toBe(true);
});

test("an answer that nobody had time to compare is no wrong one", async () => {
  const world = createWorld();
  const account = await member(world, EMAIL);
  const { passwords } = world.deps;
  world.deps.passwords = { ...passwords, verify: async () => fail("hashing_busy") };
  const { step, submit } = await beginSignIn(world, EMAIL);
  const asked = await step("password");
  for (let times = 0; times < 6; times += 1) {
    expect(await submit(asked, PASSWORD)).toMatchObject({ code: "busy" });
  }
  expect((await secretOf(world, account, "password")).tries).toBe(0);
  world.deps.passwords = passwords;
  expect(await submit(asked, PASSWORD)).toMatchObject({ ok: true });
});

test("a code does not die of tries that were refused without a look at it", async () => {
  const world = createWorld();
  const beginning = { action: "sign-up", identifier: EMAIL };
  const { step, submit } = await begin(world, caller("laptop"), beginning);
  const first = await step("email-code");
  const code = await world.code(EMAIL);
  const wrong = code === "000000" ? "111111" : "000000";
  for (let times = 0; times < 5; times += 1) await submit(first, wrong);
  const second = await step("email-code");
  const right = await world.code(EMAIL);
  for (let times = 0; times < 6; times += 1) {
    expect(await submit(second, right)).toMatchObject({ code: "too_many_tries" });
  }
  world.advance(61);
  expect(await submit(second, right)).toMatchObject({ ok: true });
});

test("R46: a password that was suspended helps to lift itself, and does nothing else", async () => {
  const world = createWorld();
  const account = await member(world, EMAIL);
  const { show } = await beginSignIn(world, EMAIL);
  must(await show("password", PASSWORD));
  const session = sessionOf(await show("totp", totpNow(world)));
  const { id } = await secretOf(world, account, "password");
  const params = { credential: id };
  const after = await doneAtOnce(world, caller("laptop", session), "suspend:password", params);
  world.advance(600);
  expect(await (await beginSignIn(world, EMAIL, "phone")).show("password", PASSWORD)).toMatchObject(
    {
      code: "password_wrong",
    },
  );
  const lift = await begin(world, caller("laptop", after), { action: "lift:password", params });
  must(await lift.show("password", PASSWORD));
  must(await lift.show("totp", totpNow(world)));
  expect((await secretOf(world, account, "password")).state).toBe("active");
});

test("what was tried too often is lifted by what else its owner has", async () => {
  const world = createWorld();
  const { authenticator } = await signUp(world, EMAIL);
  const first = sessionOf(await (await signIn(world, authenticator)).answer());
  const added = await begin(world, caller("laptop", first), { action: "enrol:password" });
  const session = sessionOf(await added.submit(await added.step("password", "enrol"), PASSWORD));
  const worn = await secretOf(world, session.account, "password");
  const spent = { ...worn, tries: MOST_TRIES, version: worn.version + 1 };
  await world.store.transact((tx) => tx.saveSecret(spent, worn.version));
  await doneAtOnce(world, caller("laptop", session), "lift:password", { credential: worn.id });
  expect((await secretOf(world, session.account, "password")).tries).toBe(0);
});

test("R46: a passkey that was suspended lifts itself, and does nothing else", async () => {
  const world = createWorld();
  const { authenticator } = await signUp(world, EMAIL);
  const first = sessionOf(await (await signIn(world, authenticator)).answer());
  const { authenticator: lost, session } = await enrolPasskey(world, first);
  const id = lost.credentials()[0]?.id ?? "";
  const params = { credential: id };
  const after = await doneAtOnce(world, caller("laptop", session), "suspend:passkey", params);
  world.advance(600);
  expect(await (await signIn(world, lost)).answer()).toMatchObject({ code: "credential_unknown" });
  const lift = await begin(world, caller("laptop", after), { action: "lift:passkey", params });
  const step = isPasskey(await lift.step("passkey"));
  must(await lift.submit(step, lost.get(step.publicKey, { origin: ORIGIN })));
  expect((await world.store.credentialById(id as never))?.state).toBe("active");
  expect(must(await (await signIn(world, lost)).answer()).view.state).toBe("allowed");
});
