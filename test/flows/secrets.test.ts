import { describe, expect, test } from "vitest";
import type { Method } from "../../src/evidence/methods.ts";
import type { Store } from "../../src/store/port.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import { MOST_TRIES } from "../../src/flows/step-context.ts";
import { member, NUMBER, PASSWORD, totpNow } from "./members.ts";
import { caller, createWorld, must, signUp, type World } from "./world.ts";

/** Passwords, one-time passwords, text messages and saved codes, in the one machine. */

const EMAIL = "ann@example.org";

async function begin(world: World, identifier = EMAIL, browser = "laptop") {
  const who = caller(browser);
  const begun = must(await world.flows.begin(who, { action: "sign-in", identifier }, undefined));
  const show = async (method: Method, response: string) => {
    const step = must(await world.flows.step(who, begun.attempt.id, { method, ceremony: "prove" }));
    return world.flows.submit(who, begun.attempt.id, step.step, response);
  };
  return { who, id: begun.attempt.id, show, attempt: begun.attempt };
}

describe("password and one-time password, as before the passkeys came", () => {
  test.each([
    ["password", "totp"],
    ["totp", "password"],
  ] as const)("%s, then %s: together they sign in", async (first, second) => {
    const world = createWorld(migrating());
    await member(world, EMAIL);
    const { show } = await begin(world);
    const said = { password: PASSWORD, totp: totpNow(world) };
    const half = must(await show(first, said[first]));
    expect(half.session).toBeNull();
    expect(half.view.state).toBe("open");
    const done = must(await show(second, said[second]));
    expect(done.view.state).toBe("allowed");
    expect(done.session).not.toBeNull();
  });

  test("one alone is not enough, and twice the same is not two", async () => {
    const world = createWorld(migrating());
    await member(world, EMAIL);
    const { show } = await begin(world);
    must(await show("password", PASSWORD));
    await expect(show("password", PASSWORD)).rejects.toThrow("method_not_offered");
  });

  test("a wrong password and an unknown address have the same answer", async () => {
    const world = createWorld(migrating());
    await member(world, EMAIL);
    const wrong = await begin(world);
    const unknown = await begin(world, "nobody@example.org", "phone");
    expect(unknown.attempt.options).toEqual(wrong.attempt.options);
    expect(await wrong.show("password", "something else")).toEqual({
      ok: false,
      code: "password_wrong",
    });
    expect(await unknown.show("password", PASSWORD)).toEqual({ ok: false, code: "password_wrong" });
    expect(await unknown.show("totp", totpNow(world))).toEqual({ ok: false, code: "code_wrong" });
  });

  test("a one-time password works once (B33)", async () => {
    const world = createWorld(migrating());
    await member(world, EMAIL);
    const first = await begin(world);
    must(await first.show("totp", totpNow(world)));
    const second = await begin(world, EMAIL, "phone");
    expect(await second.show("totp", totpNow(world))).toMatchObject({ code: "step_consumed" });
    world.advance(30);
    must(await second.show("totp", totpNow(world)));
  });

  test("nor twice at the same moment", async () => {
    const world = createWorld(migrating());
    await member(world, EMAIL);
    const both = await Promise.all([begin(world), begin(world, EMAIL, "phone")]);
    const answers = await Promise.all(both.map(({ show }) => show("totp", totpNow(world))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("who has a passkey is asked for it (no way back to what was before)", async () => {
    const world = createWorld(migrating());
    const { session } = await signUp(world, EMAIL);
    await member(world, "other@example.org");
    const [password] = await world.store.secretsOf((await signedAccount(world)).id);
    if (password === undefined) throw new TypeError("a password is expected");
    await world.store.transact((tx) =>
      tx.insertSecret({ ...password, id: password.id, account: session.account }),
    );
    expect(await world.store.accountById(session.account)).toMatchObject({ everHad: ["passkey"] });
  });
});

async function signedAccount(world: World) {
  const account = await world.store.accountByAddress("email", "other@example.org");
  if (account === undefined) throw new TypeError("an account is expected");
  return account;
}

describe("tries", () => {
  test("are counted before anything is compared, and the right one comes too late", async () => {
    const world = createWorld(migrating());
    await member(world, EMAIL);
    const { show } = await begin(world);
    for (let at = 0; at < 5; at += 1) {
      expect(await show("password", `wrong ${at} or so`)).toMatchObject({ code: "password_wrong" });
    }
    expect(await show("password", PASSWORD)).toMatchObject({ code: "too_many_tries" });
    world.advance(61);
    expect(must(await show("password", PASSWORD)).view.state).toBe("open");
  });

  test("of a stranger elsewhere use up nothing of the owner's", async () => {
    const world = createWorld(migrating());
    await member(world, EMAIL);
    const stranger = await begin(world, EMAIL, "stranger");
    for (let at = 0; at < 9; at += 1) await stranger.show("password", `wrong ${at} or so`);
    const who = { ...caller("laptop"), network: "198.51.100.7" };
    const begun = must(
      await world.flows.begin(who, { action: "sign-in", identifier: EMAIL }, "password"),
    );
    const done = await world.flows.submit(who, begun.attempt.id, begun.step?.step ?? "", PASSWORD);
    expect(done.ok).toBe(true);
  });

  test("a hundred in a row end a password, wherever they came from, and its owner is told", async () => {
    const world = createWorld(migrating());
    const account = await member(world, EMAIL);
    const [password] = await world.store.secretsOf(account);
    if (password === undefined) throw new TypeError("a password is expected");
    const worn = { ...password, tries: MOST_TRIES - 1, version: 2 };
    await world.store.transact((tx) => tx.saveSecret(worn, 1));
    const { show } = await begin(world);
    expect(await world.store.messagesTo(EMAIL, 9)).toEqual([]);
    expect(await show("password", "something else")).toMatchObject({ code: "password_wrong" });
    expect(await world.store.messagesTo(EMAIL, 9)).toMatchObject([{ account }]);
    expect(await show("password", PASSWORD)).toMatchObject({ code: "password_wrong" });
    expect(await world.store.messagesTo(EMAIL, 9)).toHaveLength(1);
  });

  test.each(["password", "totp"] as const)(
    "of %s cost as many commits whether there is such an account or not",
    async (method) => {
      let commits = 0;
      const counting = (store: Store): Store => ({
        ...store,
        transact: (work) => {
          commits += 1;
          return store.transact(work);
        },
      });
      const world = createWorld(migrating(), counting);
      await member(world, EMAIL);
      const costs: number[] = [];
      for (const who of [EMAIL, "nobody@example.org"]) {
        const { show } = await begin(world, who, who);
        commits = 0;
        await show(method, "000000");
        costs.push(commits);
      }
      expect(costs).toEqual([1, 1]);
    },
  );

  test("begin anew once it was shown rightly", async () => {
    const world = createWorld(migrating());
    const account = await member(world, EMAIL);
    const { show } = await begin(world);
    await show("password", "something else");
    must(await show("password", PASSWORD));
    const [password] = await world.store.secretsOf(account);
    expect(password).toMatchObject({ tries: 0, lastUsedAt: world.now() });
  });
});

describe("a text message", () => {
  test("leaves only once the account is known, to its own number", async () => {
    const world = createWorld(migrating(["password", "sms-code"]));
    await member(world, EMAIL, ["password", "sms-code"]);
    const { who, id, show } = await begin(world);
    const early = await world.flows.step(who, id, { method: "sms-code", ceremony: "prove" });
    expect(early).toMatchObject({ ok: false, code: "method_not_offered" });
    must(await show("password", PASSWORD));
    const step = must(await world.flows.step(who, id, { method: "sms-code", ceremony: "prove" }));
    expect(step).toMatchObject({ method: "sms-code", sentTo: "•••61" });
    const done = must(await world.flows.submit(who, id, step.step, await world.code(NUMBER)));
    expect(done.view.state).toBe("allowed");
  });
});

function migrating(methods: readonly ("password" | "totp" | "sms-code")[] = ["password", "totp"]) {
  return definePolicy({
    version: 1,
    name: "migrating",
    extends: "balanced",
    actions: {
      ...actionsOf("sign-in", methods),
    },
  });
}

function actionsOf(action: string, methods: readonly ("password" | "totp" | "sms-code")[]) {
  const before = {
    allOf: methods.map((prove) => ({ prove })),
    unlessEverHad: ["passkey" as const],
  };
  return {
    [action]: { anyOf: [{ allOf: [{ prove: "passkey" as const, class: "platform" }] }, before] },
  };
}
