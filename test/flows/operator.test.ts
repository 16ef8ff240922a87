import { beforeEach, describe, expect, test } from "vitest";
import type { SessionRecord } from "../../src/store/records.ts";
import { caller, createWorld, must, signIn, signUp, type World } from "./world.ts";

/** What an operator may do is asked as it is done, not as his request came in. */

let world: World;
let session: SessionRecord;

beforeEach(async () => {
  world = createWorld();
  const { authenticator, session: first } = await signUp(world, "olga@example.org");
  await world.store.transact((tx) => tx.setGroups(first.account, ["operators"]));
  const done = must(await (await signIn(world, authenticator, { browser: "laptop" })).answer());
  if (done.session === null) throw new TypeError("signed in without a session");
  session = done.session.record;
});

const read = () => world.flows.operators.standing(caller("laptop", session));

describe("between a request and what it asks for", () => {
  test("an operator with a passkey shown just now may", async () => {
    expect((await read()).ok).toBe(true);
  });

  test("a session that was ended opens nothing any more", async () => {
    await world.store.transact((tx) => tx.endSession(session.account, session.id));
    expect(await read()).toMatchObject({ code: "session_required" });
  });

  test("an account that was suspended may nothing any more", async () => {
    await world.store.transact((tx) => tx.setAccountState(session.account, "disabled"));
    expect(await read()).toMatchObject({ code: "action_refused" });
  });

  test("whoever left the group may nothing any more", async () => {
    await world.store.transact((tx) => tx.setGroups(session.account, []));
    expect(await read()).toMatchObject({ code: "action_refused" });
  });

  test("a passkey that was suspended is shown no more", async () => {
    await world.store.transact(async (tx) => {
      const [passkey] = await tx.credentialsOf(session.account);
      if (passkey === undefined) throw new TypeError("no passkey");
      await tx.setCredentialState(session.account, passkey.id, "suspended");
    });
    expect((await read()).ok).toBe(false);
  });

  test("the session of a recovery is nobody's to operate with", async () => {
    const recovery = { ...session, purpose: "recovery" as const };
    const refused = await world.flows.operators.standing(caller("laptop", recovery));
    expect(refused).toMatchObject({ code: "session_required" });
  });

  test("R60: what was refused is written down with why", async () => {
    await world.store.transact((tx) => tx.setGroups(session.account, []));
    await read();
    const [refused] = await world.store.eventsAfter("operator.refused", null, 9);
    expect(refused).toMatchObject({
      account: session.account,
      network: "192.0.2.1",
      data: { operator: session.account, action: "operate:read", code: "action_refused" },
    });
  });
});
