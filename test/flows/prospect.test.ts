import { describe, expect, test } from "vitest";
import type { Method } from "../../src/evidence/methods.ts";
import type { Prospect } from "../../src/flows/prospect.ts";
import type { SessionRecord } from "../../src/store/records.ts";
import {
  beginSignIn,
  doneAtOnce,
  enrolPasskey,
  policyWith,
  secretOf,
  sessionOf,
} from "./acting.ts";
import { member, PASSWORD, totpNow } from "./members.ts";
import { caller, createWorld, must, signIn, signUp, type World } from "./world.ts";

/** What an owner is told before something goes: it is what `decide` says afterwards. */

const EMAIL = "ann@example.org";

/** Each way in as the methods that are shown for it. */
function methodsOf(prospect: Prospect | null) {
  return prospect?.left.map((way) => way.map(({ method }) => method));
}

async function withTwoPasskeys() {
  const world = createWorld();
  const { authenticator } = await signUp(world, EMAIL);
  const first = sessionOf(await (await signIn(world, authenticator)).answer());
  const { session, authenticator: second } = await enrolPasskey(world, first);
  const idOf = (device: typeof second) => device.credentials()[0]?.id ?? "";
  return { world, session, first: idOf(authenticator), second: idOf(second) };
}

/** As before the passkeys came. */
async function withoutPasskey(world: World, methods: Parameters<typeof member>[2]) {
  await member(world, EMAIL, methods);
  const { show } = await beginSignIn(world, EMAIL);
  must(await show("password", PASSWORD));
  return sessionOf(await show("totp", totpNow(world)));
}

async function targetOf(world: World, session: SessionRecord, method: "password" | "totp") {
  return { method, id: (await secretOf(world, session.account, method)).id };
}

describe("before a passkey goes", () => {
  test.each(["remove", "suspend"] as const)("%s: the other one is left", async (doing) => {
    const { world, session, first, second } = await withTwoPasskeys();
    const target = { method: "passkey", id: second } as const;
    const prospect = await world.flows.prospect(session, doing, target);
    expect(prospect).toEqual({
      obstacles: [],
      left: [[{ method: "passkey", credential: first }]],
      addFirst: [],
      endsHere: false,
    });
  });

  test("it is said where the session that asks rests on it", async () => {
    const { world, session, first } = await withTwoPasskeys();
    const credential = await world.store.credentialsOf(session.account);
    expect(credential).toHaveLength(2);
    const only = await world.flows.prospect(session, "remove", { method: "passkey", id: first });
    const after = await doneAtOnce(world, caller("laptop", session), "remove:passkey", {
      credential: first,
    });
    expect(await world.flows.stands(after)).toBe(only?.endsHere === false);
  });

  test("of the last one: it stays, and another one has to be added first", async () => {
    const { world, session, first, second } = await withTwoPasskeys();
    const params = { credential: second };
    const after = await doneAtOnce(world, caller("laptop", session), "remove:passkey", params);
    const target = { method: "passkey", id: first } as const;
    const prospect = await world.flows.prospect(after, "remove", target);
    expect(prospect).toEqual({
      obstacles: ["last_way_in"],
      left: [],
      addFirst: [["passkey"]],
      endsHere: true,
    });
    const [passkey] = await world.flows.credentials(after);
    expect(passkey).toMatchObject({ doings: ["rename", "suspend"], addFirst: [["passkey"]] });
    // A loss is reported all the same (NIST SP 800-63B-4 section 4.3).
    const suspended = await world.flows.prospect(after, "suspend", target);
    expect(suspended).toMatchObject({ obstacles: [], left: [], endsHere: true });
  });
});

describe("before a password goes", () => {
  test("of two steps: neither is removed, and a passkey would be enough instead", async () => {
    const world = createWorld();
    const session = await withoutPasskey(world, ["password", "totp"]);
    const target = await targetOf(world, session, "totp");
    const prospect = await world.flows.prospect(session, "remove", target);
    expect(prospect?.obstacles).toEqual(["last_way_in"]);
    expect(prospect?.left).toEqual([]);
    expect(prospect?.addFirst).toContainEqual(["passkey"]);
    const { held } = await world.flows.ways(session);
    expect(held.map(({ method, doings }) => [method, doings])).toEqual([
      ["password", ["suspend"]],
      ["totp", ["suspend"]],
    ]);
  });

  test("of two pairs the other pair is left, each with all that is shown", async () => {
    const pairs = [
      { allOf: [{ prove: "password" as const }, { prove: "totp" as const }] },
      { allOf: [{ prove: "password" as const }, { prove: "sms-code" as const }] },
      { allOf: [{ prove: "totp" as const }, { prove: "email-code" as const }] },
    ];
    const world = createWorld(policyWith({ "sign-in": { anyOf: pairs } }));
    const session = await withoutPasskey(world, ["password", "totp", "sms-code"]);
    const left = async (method: "password" | "totp") =>
      methodsOf(
        await world.flows.prospect(session, "remove", await targetOf(world, session, method)),
      );
    expect(await left("totp")).toEqual([["password", "sms-code"]]);
    // What comes to an address is never taken away.
    expect(await left("password")).toEqual([["totp", "email-code"]]);
  });
});

test.each<[Method, string]>([
  ["password", "of-nobody"],
  ["passkey", "of-nobody"],
])("nothing is said of a %s that the account does not have", async (method, id) => {
  const { world, session } = await withTwoPasskeys();
  expect(await world.flows.prospect(session, "remove", { method, id })).toBeNull();
});

test("nothing is said of another account's", async () => {
  const { world, session } = await withTwoPasskeys();
  const ben = await signUp(world, "ben@example.org", "other");
  const [his] = await world.store.credentialsOf(ben.session.account);
  const target = { method: "passkey", id: his?.id ?? "" } as const;
  expect(await world.flows.prospect(session, "remove", target)).toBeNull();
});
