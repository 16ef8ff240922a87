import { describe, expect, test } from "vitest";
import type { SessionRecord } from "../../src/store/records.ts";
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
import { member, NUMBER, PASSWORD, totpNow } from "./members.ts";
import { caller, createWorld, must, signIn, signUp, type World } from "./world.ts";

/** What becomes of the sessions that rest on something that is replaced, suspended or removed. */

const EMAIL = "ann@example.org";

/** Signed in by a passkey alone on each of three, and on the telephone a password was shown as well. */
async function threeSessions() {
  const pay = [{ prove: "passkey" as const, class: "any" }, { prove: "password" as const }];
  const world = createWorld(policyWith({ pay: { anyOf: [{ allOf: pay }] } }));
  const { authenticator } = await signUp(world, EMAIL);
  const open = async (browser: string) =>
    sessionOf(await (await signIn(world, authenticator, { browser })).answer());
  const laptop = await enrolPassword(world, await open("laptop"), PASSWORD);
  const tablet = await open("tablet");
  const paying = await begin(world, caller("phone", await open("phone")), { action: "pay" });
  const phone = sessionOf(await paying.show("password", PASSWORD));
  const password = await secretOf(world, laptop.account, "password");
  return { world, laptop, tablet, phone, password };
}

async function enrolPassword(world: World, session: SessionRecord, password: string) {
  const action = password === PASSWORD ? "enrol:password" : "change:password";
  const { step, submit } = await begin(world, caller("laptop", session), { action });
  return sessionOf(await submit(await step("password", "enrol"), password));
}

async function living(world: World, session: SessionRecord) {
  return (await world.flows.sessions(session)).map(({ id }) => id);
}

describe("the sessions that rest on a password end, though their passkey would be enough", () => {
  test("when another one takes its place", async () => {
    const { world, laptop, tablet, phone } = await threeSessions();
    expect(await living(world, laptop)).toContain(phone.id);
    const after = await enrolPassword(world, laptop, "another one, quite new");
    const left = await living(world, after);
    expect(left).not.toContain(phone.id);
    expect(left).toEqual(expect.arrayContaining([tablet.id, after.id]));
  });

  test.each(["suspend:password", "remove:password"])("by %s", async (action) => {
    const { world, laptop, tablet, phone, password } = await threeSessions();
    const params = { credential: password.id };
    const after = await doneAtOnce(world, caller("laptop", laptop), action, params);
    const left = await living(world, after);
    expect(left).not.toContain(phone.id);
    expect(left).toEqual(expect.arrayContaining([tablet.id, after.id]));
  });

  test("but for the one in which it is done, whose successor rests on what is left", async () => {
    const { world, phone, password } = await threeSessions();
    const params = { credential: password.id };
    const after = await doneAtOnce(world, caller("phone", phone), "suspend:password", params);
    expect(await living(world, after)).toContain(after.id);
    expect(await world.flows.stands(after)).toBe(true);
    expect(await methodsOf(world, after)).toEqual(["passkey"]);
  });
});

test.each(["suspend:passkey", "remove:passkey"])(
  "%s ends the sessions of that passkey, and of no other",
  async (action) => {
    const world = createWorld();
    const { authenticator } = await signUp(world, EMAIL);
    const first = sessionOf(await (await signIn(world, authenticator)).answer());
    const { authenticator: lost, session } = await enrolPasskey(world, first);
    const phone = sessionOf(await (await signIn(world, lost, { browser: "phone" })).answer());
    const tablet = sessionOf(await (await signIn(world, authenticator)).answer());
    const params = { credential: lost.credentials()[0]?.id ?? "" };
    const after = await doneAtOnce(world, caller("laptop", session), action, params);
    const left = await living(world, after);
    expect(left).not.toContain(phone.id);
    expect(left).toEqual(expect.arrayContaining([tablet.id, after.id]));
  },
);

test("the high-water mark stays as long as one passkey of two is left", async () => {
  const world = createWorld();
  const { authenticator } = await signUp(world, EMAIL);
  const first = sessionOf(await (await signIn(world, authenticator)).answer());
  const { authenticator: other, session } = await enrolPasskey(world, first);
  const params = { credential: other.credentials()[0]?.id ?? "" };
  await doneAtOnce(world, caller("laptop", session), "remove:passkey", params);
  expect(await world.store.accountById(session.account)).toMatchObject({ everHad: ["passkey"] });
});

/** What a session rests on now, by method. */
async function methodsOf(world: World, session: SessionRecord) {
  const { assurance } = await world.flows.standing(session);
  const proved = assurance.proofs.filter(({ ceremony }) => ceremony === "prove");
  return proved.map(({ method }) => method).toSorted();
}

describe("in a session that runs on, what was suspended since counts no more", () => {
  test.each(["password", "totp", "sms-code", "recovery-code"] as const)("%s", async (method) => {
    // By a password; for the password itself, by a one-time password.
    const first = method === "password" ? "totp" : "password";
    const both = [{ prove: first }, { prove: method }] as const;
    const world = createWorld(policyWith({ "sign-in": { anyOf: [{ allOf: [...both] }] } }));
    const account = await member(world, EMAIL, ["password", "totp", "sms-code"]);
    const [saved = ""] = await withSavedCodes(world, account, 2);
    const said = { password: PASSWORD, totp: totpNow(world), "recovery-code": saved };
    const { show, step, submit } = await beginSignIn(world, EMAIL);
    must(await show(first, said[first]));
    const asked = await step(method);
    const answer = method === "sms-code" ? await world.code(NUMBER) : said[method];
    const session = sessionOf(await submit(asked, answer));
    expect(await methodsOf(world, session)).toEqual([first, method].toSorted());
    const secret = await secretOf(world, account, method);
    const suspended = { ...secret, state: "suspended" as const, version: secret.version + 1 };
    await world.store.transact((tx) => tx.saveSecret(suspended, secret.version));
    expect(await methodsOf(world, session)).toEqual([first]);
    expect(await world.flows.stands(session)).toBe(false);
  });
});
