import { describe, expect, test } from "vitest";
import type { Store } from "../../src/store/port.ts";
import { begin, beginSignIn } from "./acting.ts";
import { member, PASSWORD } from "./members.ts";
import { caller, createWorld, must, signIn, signUp, type World } from "./world.ts";

/** How often somebody may try in a while (bypass classes B33 to B37): each limit by itself. */

const EMAIL = "ann@example.org";
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Tries a password from a network of its own, in an attempt of its own: one that is open ages. */
async function attempt(world: World, password: string, { identifier = EMAIL, network = "" } = {}) {
  const who = { ...caller("laptop"), ...(network !== "" && { network }) };
  const { show } = await begin(world, who, { action: "sign-in", identifier });
  return show("password", password);
}

describe("for one account, from one network", () => {
  /** The world begins with a minute and an hour, and eight hours after the day did. */
  test.each([
    { window: MINUTE, most: 5, each: 10, left: MINUTE },
    { window: 10 * MINUTE, most: 10, each: 30, left: 10 * MINUTE },
    { window: HOUR, most: 20, each: 2 * MINUTE, left: HOUR },
    { window: DAY, most: 40, each: 10 * MINUTE, left: 16 * HOUR },
  ])("$most tries in $window seconds, and the right one is too late", async (limit) => {
    const world = createWorld();
    await member(world, EMAIL);
    // So slowly that no shorter window is ever full.
    for (let at = 0; at < limit.most; at += 1) {
      expect(await attempt(world, `wrong ${at} or so`)).toMatchObject({ code: "password_wrong" });
      world.advance(limit.each);
    }
    const left = limit.left - limit.most * limit.each;
    const refused = (retryAfterSeconds: number) => ({ code: "too_many_tries", retryAfterSeconds });
    expect(await attempt(world, PASSWORD)).toMatchObject(refused(left));
    world.advance(left - 1);
    expect(await attempt(world, PASSWORD)).toMatchObject(refused(1));
    world.advance(1);
    expect(must(await attempt(world, PASSWORD)).view.state).toBe("open");
  });
});

test("of several limits that are full, the one that lasts longest says how long to wait", async () => {
  const world = createWorld();
  await member(world, EMAIL);
  for (let at = 0; at < 5; at += 1) await attempt(world, `wrong ${at} or so`);
  expect(await attempt(world, PASSWORD)).toMatchObject({ retryAfterSeconds: MINUTE });
  world.advance(MINUTE);
  for (let at = 0; at < 5; at += 1) await attempt(world, `wrong ${at} or so`);
  expect(await attempt(world, PASSWORD)).toMatchObject({ retryAfterSeconds: 9 * MINUTE });
  world.advance(9 * MINUTE - 0.5);
  expect(await attempt(world, PASSWORD)).toMatchObject({ retryAfterSeconds: 1 });
});

describe("for all accounts together", () => {
  test("spraying: a hundred tries from one network, each at somebody else's", async () => {
    const world = createWorld();
    await member(world, EMAIL);
    for (let at = 0; at < 100; at += 1) {
      const tried = await attempt(world, PASSWORD, { identifier: `nobody-${at}@example.org` });
      expect(tried).toMatchObject({ code: "password_wrong" });
    }
    expect(await attempt(world, PASSWORD)).toMatchObject({ code: "too_many_tries" });
    // Not by another method either; but from elsewhere.
    const { show } = await beginSignIn(world, EMAIL);
    expect(await show("totp", "000000")).toMatchObject({ code: "too_many_tries" });
    const elsewhere = await attempt(world, PASSWORD, { network: "198.51.100.7" });
    expect(must(elsewhere).view.state).toBe("open");
    world.advance(10 * MINUTE);
    expect(must(await attempt(world, PASSWORD)).view.state).toBe("open");
  });

  test("flooding: six thousand tries in a minute, each from somewhere else", async () => {
    const world = createWorld("balanced", countingAside);
    await member(world, EMAIL);
    const { authenticator } = await signUp(world, "ben@example.org");
    const flood = await beginSignIn(world, "nobody@example.org", "flood");
    const step = await flood.step("password");
    const codes = new Set<string>();
    for (let at = 0; at < 6000; at += 1) {
      const who = { ...flood.who, network: `network-${at}` };
      const tried = await world.flows.submit(who, flood.id, step.step, "wrong, whatever it is");
      codes.add(tried.ok ? "taken" : tried.code);
    }
    expect([...codes]).toEqual(["password_wrong"]);
    expect(await attempt(world, PASSWORD)).toMatchObject({ code: "too_many_tries" });
    // Of another method nothing is used up, and no passkey is ever counted.
    const { show } = await beginSignIn(world, EMAIL);
    expect(await show("totp", "000000")).toMatchObject({ code: "code_wrong" });
    must(await (await signIn(world, authenticator)).answer());
    world.advance(MINUTE);
    expect(must(await attempt(world, PASSWORD)).view.state).toBe("open");
  });
});

/**
 * Keeps the counts beside the store: that one copies all it has for each transaction, which takes half
 * a minute for six thousand of them. It counts what is rolled back, too, and nothing here turns on that.
 */
function countingAside(store: Store): Store {
  const counts = new Map<string, number>();
  const countUp = async (key: string, windowStart: number) => {
    const name = `${windowStart} ${key}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count;
  };
  return { ...store, transact: (work) => store.transact((tx) => work({ ...tx, countUp })) };
}

describe("B34, B35: a new code", () => {
  test("is no new start: the tries of the one before count against it", async () => {
    const world = createWorld();
    const beginning = { action: "sign-up", identifier: EMAIL };
    const { step, submit } = await begin(world, caller("laptop"), beginning);
    const first = await step("email-code");
    const right = await world.code(EMAIL);
    for (let at = 1; at <= 5; at += 1) {
      expect(await submit(first, otherThan(right, at))).toMatchObject({ code: "code_wrong" });
    }
    expect(await submit(first, right)).toMatchObject({ code: "code_dead" });
    const second = await step("email-code");
    expect(await submit(second, await world.code(EMAIL))).toMatchObject({ code: "too_many_tries" });
    world.advance(MINUTE);
    expect(must(await submit(second, await world.code(EMAIL))).view.state).toBe("open");
  });
});

function otherThan(code: string, by: number): string {
  return ((Number(code) + by) % 1_000_000).toString().padStart(6, "0");
}
