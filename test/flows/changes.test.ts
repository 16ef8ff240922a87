import { HOTP, Secret } from "otpauth";
import { describe, expect, test } from "vitest";
import type { Ceremony, Method } from "../../src/evidence/methods.ts";
import type { StepView } from "../../src/flows/view.ts";
import type { SessionRecord } from "../../src/store/records.ts";
import { NUMBER } from "./members.ts";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
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

/** What an owner changes: each is an action asked of the one machine, in a session. */

const EMAIL = "ann@example.org";
const PASSWORD = "a few words that nobody would try";

/** Who has a passkey and has just shown it. */
async function signedIn(world: World) {
  const { authenticator } = await signUp(world, EMAIL);
  const { session } = must(await (await signIn(world, authenticator)).answer());
  if (session === null) throw new TypeError("a session is expected");
  return { session: session.record };
}

/** Does an action in a session, all the way, and gives the session that came of it. */
async function change(
  world: World,
  session: SessionRecord,
  action: string,
  { params = {}, ...show }: { params?: Record<string, string>; method?: Method } & Answering,
) {
  const who = caller("laptop", session);
  const begun = must(await world.flows.begin(who, { action, params }, undefined));
  if (begun.session !== null) return { session: begun.session.record, view: begun.attempt };
  const { method, ceremony = "enrol", number, answer } = show;
  if (method === undefined || answer === undefined) throw new TypeError(begun.attempt.state);
  const step = must(
    await world.flows.step(who, begun.attempt.id, { method, ceremony, number, keptIn: "own-app" }),
  );
  const done = await world.flows.submit(who, begun.attempt.id, step.step, await answer(step));
  if (!done.ok) throw new TypeError(done.code);
  if (done.value.session === null) throw new TypeError(done.value.view.state);
  return { session: done.value.session.record, view: done.value.view };
}

interface Answering {
  readonly ceremony?: Ceremony;
  readonly number?: string;
  readonly answer?: (step: StepView) => string | Promise<string>;
}

function totpOf(step: StepView, world: World): string {
  if (!("secret" in step)) throw new TypeError("a seed is expected");
  const secret = Secret.fromBase32(step.secret.replaceAll(" ", ""));
  return HOTP.generate({ secret, counter: Math.floor(world.now() / 30_000), digits: 6 });
}

function firstCode(step: StepView): string {
  const [code] = "codes" in step ? step.codes : [];
  if (code === undefined) throw new TypeError("saved codes are expected");
  return code.toLowerCase();
}

const ways = (world: World): Readonly<Record<string, Answering & { method: Method }>> => ({
  "enrol:password": { method: "password", answer: () => PASSWORD },
  "change:password": { method: "password", answer: () => `${PASSWORD}!` },
  "enrol:totp": { method: "totp", answer: (step) => totpOf(step, world) },
  "enrol:recovery-code": { method: "recovery-code", answer: firstCode },
  "regenerate:recovery-code": { method: "recovery-code", answer: firstCode },
  "enrol:sms-code": { method: "sms-code", number: NUMBER, answer: () => world.code(NUMBER) },
  "change:number": { method: "sms-code", number: NUMBER, answer: () => world.code(NUMBER) },
});

describe("what is enrolled", () => {
  test.each(Object.keys(ways(createWorld())))("%s", async (action) => {
    const world = createWorld();
    const { session } = await signedIn(world);
    const way = ways(world)[action] ?? {};
    const done = await change(world, session, action, way);
    const [secret, ...more] = await world.store.secretsOf(session.account);
    expect(more).toEqual([]);
    expect(secret).toMatchObject({ account: session.account, state: "active", tries: 0 });
    expect(done.session.id).not.toBe(session.id);
    const account = await world.store.accountById(session.account);
    expect(account?.everHad).toContain(secret?.method);
    const [notice] = await world.store.messagesTo(EMAIL, 1);
    expect(notice).toMatchObject({ account: session.account });
  });

  test("takes the place of the one before, and the one before is gone", async () => {
    const world = createWorld();
    const { session } = await signedIn(world);
    const { password, again } = {
      password: ways(world)["enrol:password"] ?? {},
      again: ways(world)["change:password"] ?? {},
    };
    const first = await change(world, session, "enrol:password", password);
    const [old] = await world.store.secretsOf(session.account);
    await change(world, first.session, "change:password", again);
    const [fresh, ...more] = await world.store.secretsOf(session.account);
    expect(more).toEqual([]);
    expect(fresh?.id).not.toBe(old?.id);
    expect(fresh?.body).toMatchObject({ phc: `plain:${PASSWORD}!` });
  });

  test("no seed and no code is kept in the clear", async () => {
    const world = createWorld();
    const { session } = await signedIn(world);
    let shown = "";
    const totp = (step: StepView) => {
      if ("secret" in step) shown = step.secret.replaceAll(" ", "");
      return totpOf(step, world);
    };
    await change(world, session, "enrol:totp", { method: "totp", answer: totp });
    const kept = JSON.stringify(await world.store.secretsOf(session.account));
    const hex = Buffer.from(Secret.fromBase32(shown).bytes).toString("base64url");
    expect(kept).not.toContain(shown);
    expect(kept).not.toContain(hex);
  });

  test.each(["short", "password1234", "Example example"])(
    "a password like %j is refused",
    async (typed) => {
      const world = createWorld();
      const { session } = await signedIn(world);
      const way = { method: "password" as const, answer: () => typed };
      await expect(change(world, session, "enrol:password", way)).rejects.toThrow(/^password_/);
      expect(await world.store.secretsOf(session.account)).toEqual([]);
    },
  );

  test("nor one that is known to be stolen", async () => {
    const world = createWorld();
    world.deps.isBreached = async (password) => password === PASSWORD;
    const { session } = await signedIn(world);
    const way = ways(world)["enrol:password"] ?? {};
    await expect(change(world, session, "enrol:password", way)).rejects.toThrow(
      "password_breached",
    );
  });
});

describe("what is changed", () => {
  test("an address: the new one is proved, both are told, and the old one is gone", async () => {
    const world = createWorld();
    const { session } = await signedIn(world);
    const fresh = "ann@new.example";
    await change(world, session, "change:email", {
      params: { address: fresh },
      method: "email-code",
      answer: () => world.code(fresh),
    });
    const addresses = await world.store.addressesOf(session.account);
    expect(addresses.map(({ address }) => address)).toEqual([fresh]);
    for (const to of [EMAIL, fresh]) {
      const [told] = await world.store.messagesTo(to, 1);
      expect([to, told?.account]).toEqual([to, session.account]);
    }
  });

  test("an address that somebody else has is not had", async () => {
    const world = createWorld();
    await signUp(world, "ben@example.org", "other");
    const { session } = await signedIn(world);
    const taken = {
      params: { address: "BEN@example.org" },
      method: "email-code" as const,
      answer: () => world.code("BEN@example.org"),
    };
    await expect(change(world, session, "change:email", taken)).rejects.toThrow("address_taken");
    const addresses = await world.store.addressesOf(session.account);
    expect(addresses.map(({ address }) => address)).toEqual([EMAIL]);
  });

  test("a passkey: renamed, suspended, and lifted by itself", async () => {
    const world = createWorld();
    const { session } = await signedIn(world);
    const [passkey] = await world.store.credentialsOf(session.account);
    const params = { credential: passkey?.id ?? "" };
    const named = await change(world, session, "rename:passkey", {
      params: { ...params, name: "  My 🔑  " },
    });
    expect((await world.store.credentialsOf(session.account))[0]?.name).toBe("My 🔑");
    await change(world, named.session, "suspend:passkey", { params });
    expect((await world.store.credentialsOf(session.account))[0]?.state).toBe("suspended");
  });

  test.each(["x".repeat(65), "two\nlines"])("a name like %j is none", async (name) => {
    const world = createWorld();
    const { session } = await signedIn(world);
    const [passkey] = await world.store.credentialsOf(session.account);
    const params = { credential: passkey?.id ?? "", name };
    const beginning = { action: "rename:passkey", params };
    const begun = await world.flows.begin(caller("laptop", session), beginning, undefined);
    expect(begun).toMatchObject({ ok: false, code: "params_unknown" });
    expect((await world.store.credentialsOf(session.account))[0]?.name).toBeNull();
  });

  test("by a recovery is told as well: that it was one, and what it bound", async () => {
    const world = createWorld();
    const { authenticator } = await signUp(world, EMAIL);
    const who = caller("elsewhere");
    const begun = must(await world.flows.begin(who, { action: "recover" }, "passkey"));
    const { id } = begun.attempt;
    const shown = authenticator.get(isPasskey(begun.step).publicKey, { origin: ORIGIN });
    must(await world.flows.submit(who, id, begun.step?.step ?? "", shown));
    const wanted = { method: "passkey", ceremony: "enrol" } as const;
    const step = isPasskey(must(await world.flows.step(who, id, wanted)));
    const options = step.publicKey as CreationOptionsJson;
    const response = createAuthenticator().create(options, { origin: ORIGIN });
    const before = (await world.store.messagesTo(EMAIL, 9)).length;
    const done = must(await world.flows.submit(who, id, step.step, response));
    expect(done.view.state).toBe("allowed");
    const told = await world.store.messagesTo(EMAIL, 9);
    const letters = told.slice(0, told.length - before).map(({ sealed }) => {
      const opened = world.deps.keys.open("message", sealed, EMAIL);
      return opened.ok ? opened.value : null;
    });
    expect(letters).toHaveLength(2);
    expect(letters).toContainEqual(expect.objectContaining({ notice: "recovery-done" }));
    expect(letters).toContainEqual(
      expect.objectContaining({ notice: "way-added", way: "passkey" }),
    );
  });

  test("a password: removed, and with it the sessions that rest on it", async () => {
    const world = createWorld();
    const { session } = await signedIn(world);
    const set = await change(world, session, "enrol:password", ways(world)["enrol:password"] ?? {});
    const [password] = await world.store.secretsOf(session.account);
    const params = { credential: password?.id ?? "" };
    await change(world, set.session, "remove:password", { params });
    expect(await world.store.secretsOf(session.account)).toEqual([]);
    expect((await world.store.accountById(session.account))?.everHad).toEqual(["passkey"]);
  });

  test("B18: nothing of another account's", async () => {
    const world = createWorld();
    const ben = await signUp(world, "ben@example.org", "other");
    const { session } = await signedIn(world);
    const [his] = await world.store.credentialsOf(ben.session.account);
    for (const verb of ["remove", "suspend", "lift"]) {
      const beginning = { action: `${verb}:passkey`, params: { credential: his?.id ?? "" } };
      const begun = must(await world.flows.begin(caller("laptop", session), beginning, undefined));
      expect(begun.attempt.state).toBe("refused");
    }
    expect(await world.store.credentialsOf(ben.session.account)).toEqual([his]);
  });
});
