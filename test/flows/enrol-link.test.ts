import { beforeEach, describe, expect, test } from "vitest";
import type { AccountId } from "../../src/base/ids.ts";
import { makeEnrolLink } from "../../src/flows/enrol-link.ts";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
import { createAuthenticator } from "../../src/testing/public.ts";
import { member, PASSWORD } from "./members.ts";
import { caller, createWorld, isPasskey, must, ORIGIN, signIn, type World } from "./world.ts";

/** What an operator hands over to somebody who lost every passkey: never enough alone. */

const EMAIL = "ann@example.org";
const DAY = 86_400;

let world: World;
let account: AccountId;

beforeEach(async () => {
  world = createWorld();
  account = await member(world, EMAIL, ["password", "totp"]);
});

async function link(email = EMAIL, by = "operator-1"): Promise<string> {
  const made = must(await makeEnrolLink(world.deps, email, by, world.now()));
  return new URL(made.url).searchParams.get("token") ?? "";
}

async function begin(browser = "laptop") {
  const begun = await world.flows.begin(caller(browser), { action: "recover" }, undefined);
  return must(begun).attempt.id;
}

async function show(id: string, method: "external" | "password", answer: string, who = "laptop") {
  const step = await world.flows.step(caller(who), id, { method, ceremony: "prove" });
  if (!step.ok) return step;
  return world.flows.submit(caller(who), id, step.value.step, answer);
}

async function deliver(): Promise<void> {
  await world.store.transact(async (tx) => {
    for (const { id } of await tx.messagesTo(EMAIL, 10)) await tx.markNoticeSent(id, world.now());
  });
}

describe("a link that an operator made", () => {
  test("with one factor, and after a day, lets its owner create a passkey and sign in", async () => {
    const token = await link();
    const id = await begin();
    const opened = must(await show(id, "external", token));
    expect(opened.view.state).toBe("open");
    expect(opened.session).toBeNull();
    const shown = must(await show(id, "password", PASSWORD));
    expect(shown.view.state).toBe("waiting");
    await deliver();
    world.advance(DAY);
    const step = must(
      await world.flows.step(caller("laptop"), id, { method: "passkey", ceremony: "enrol" }),
    );
    const authenticator = createAuthenticator();
    const options = isPasskey(step).publicKey as CreationOptionsJson;
    const response = authenticator.create(options, { origin: ORIGIN });
    const done = must(await world.flows.submit(caller("laptop"), id, step.step, response));
    expect(done.session?.record).toMatchObject({ account, purpose: "recovery" });
    const { view } = must(await (await signIn(world, authenticator)).answer());
    expect(view).toMatchObject({ state: "allowed" });
  });

  test("is told of at every address as it is made", async () => {
    await link();
    const [message] = await world.store.messagesTo(EMAIL, 1);
    const opened = world.deps.keys.open("message", message?.sealed ?? "", EMAIL);
    expect(opened).toMatchObject({ value: { template: "notice", notice: "link-made" } });
  });

  test("is taken once, whatever becomes of the attempt", async () => {
    const token = await link();
    must(await show(await begin(), "external", token));
    expect(await show(await begin("other"), "external", token, "other")).toMatchObject({
      code: "link_unknown",
    });
  });

  test("is of no use after a day", async () => {
    const token = await link();
    const id = await begin();
    const step = { method: "external", ceremony: "prove" } as const;
    world.advance(DAY);
    const late = await begin("late");
    const asked = must(await world.flows.step(caller("late"), late, step));
    const answer = await world.flows.submit(caller("late"), late, asked.step, token);
    expect(answer).toMatchObject({ code: "link_unknown" });
    expect(await world.flows.read(caller("laptop"), id)).toMatchObject({
      value: { state: "expired" },
    });
  });

  test("is for its own account: with another's factor it is nothing", async () => {
    await member(world, "ben@example.org", ["password"]);
    const token = await link("ben@example.org");
    const beginning = { action: "recover", identifier: EMAIL };
    const { attempt } = must(await world.flows.begin(caller("laptop"), beginning, undefined));
    must(await show(attempt.id, "password", PASSWORD));
    expect(await show(attempt.id, "external", token)).toMatchObject({ code: "link_unknown" });
  });

  test("is no way to sign in, nor to anything else", async () => {
    const token = await link();
    const begun = must(await world.flows.begin(caller("laptop"), { action: "sign-in" }, undefined));
    expect(await show(begun.attempt.id, "external", token)).toMatchObject({
      code: "method_not_offered",
    });
  });

  test("is made for nobody who has no account, and by nobody without a name", async () => {
    const make = (email: string, by: string) => makeEnrolLink(world.deps, email, by, world.now());
    expect(await make("zoe@example.org", "operator-1")).toMatchObject({ code: "account_unknown" });
    expect(await make(EMAIL, "two words")).toMatchObject({ code: "asserter_invalid" });
    expect(await make(EMAIL, account)).toMatchObject({ code: "asserter_invalid" });
  });
});
