import { expect, test } from "vitest";
import { doneAtOnce, enrolPasskey, sessionOf } from "./acting.ts";
import { caller, createWorld, signIn, signUp } from "./world.ts";

const EMAIL = "ann@example.org";

async function threeSessions() {
  const world = createWorld();
  const { authenticator } = await signUp(world, EMAIL);
  const open = async (browser: string) =>
    sessionOf(await (await signIn(world, authenticator, { browser })).answer());
  return { world, authenticator, tablet: await open("tablet"), phone: await open("phone"), open };
}

test("the sessions of an account: the one that asks first, with what each rests on", async () => {
  const { world, authenticator, tablet, phone } = await threeSessions();
  const list = await world.flows.sessionList(tablet);
  expect(list[0]?.record.id).toBe(tablet.id);
  expect(list.map(({ record }) => record.id)).toContain(phone.id);
  const credential = authenticator.credentials()[0]?.id;
  expect(list[0]?.restsOn).toEqual([{ method: "passkey", credential }]);
  expect(list[0]?.network).toBe(caller("tablet").network);
});

test("what was removed since is nothing that a session rests on", async () => {
  const { world, tablet, authenticator, open } = await threeSessions();
  const { session } = await enrolPasskey(world, await open("laptop"));
  const params = { credential: authenticator.credentials()[0]?.id ?? "" };
  const after = await doneAtOnce(world, caller("laptop", session), "suspend:passkey", params);
  const list = await world.flows.sessionList(after);
  expect(list.map(({ record }) => record.id)).not.toContain(tablet.id);
  const methods = list.flatMap(({ restsOn }) => restsOn.map(({ credential }) => credential));
  expect(methods).not.toContain(params.credential);
});

test("all others end at once, those of other accounts do not, and each leaves a line", async () => {
  const { world, tablet, phone } = await threeSessions();
  const { session: other } = await signUp(world, "ben@example.org", "other");
  const before = (await world.flows.sessions(tablet)).length;
  expect(await world.flows.endOtherSessions(caller("tablet", tablet))).toBe(before - 1);
  expect((await world.flows.sessions(tablet)).map(({ id }) => id)).toEqual([tablet.id]);
  expect(await world.store.sessionById(phone.id)).toBeUndefined();
  expect(await world.flows.sessions(other)).toHaveLength(1);
  const events = await world.store.eventsOf(tablet.account, 50);
  expect(events.filter(({ kind }) => kind === "session.ended")).toHaveLength(before - 1);
  expect(await world.flows.endOtherSessions(caller("tablet", tablet))).toBe(0);
});

test("nobody ends what is nobody's", async () => {
  const { world, phone } = await threeSessions();
  expect(await world.flows.endOtherSessions(caller("phone"))).toBe(0);
  expect(await world.store.sessionById(phone.id)).toBeDefined();
});
