import { describe, expect, test } from "vitest";
import { definePolicy } from "../../src/policy/presets.ts";
import { member } from "./members.ts";
import { caller, createWorld, must, type World } from "./world.ts";

/** A link by mail: for the browser that asked, once; and the code beside it for every other reader. */

const EMAIL = "ann@example.org";

const byLink = definePolicy({
  version: 1,
  name: "by-link",
  extends: "balanced",
  actions: { "sign-in": { anyOf: [{ allOf: [{ prove: "magic-link" }] }] } },
  invariants: [],
  danger: {
    singleFactor: true,
    withoutInvariants: ["no-single-remote-takeover", "session-theft-gives-no-control"],
  },
});

async function asked(world: World) {
  const who = caller("laptop");
  const begun = must(
    await world.flows.begin(who, { action: "sign-in", identifier: EMAIL }, "magic-link"),
  );
  const [message] = await world.store.messagesTo(EMAIL, 1);
  const opened = world.deps.keys.open("message", message?.sealed ?? "", EMAIL);
  const { code, link } = (opened.ok ? opened.value : {}) as { code: string; link: string };
  const step = begun.step?.step ?? "";
  const submit = (response: string, browser = "laptop") =>
    world.flows.submit(caller(browser), begun.attempt.id, step, response);
  return { code, link, token: new URL(link).searchParams.get("token") ?? "", submit, begun };
}

describe("an address that nobody has here", () => {
  test("R37: looks the same until its code is typed, and then its reader is told", async () => {
    const world = createWorld(byLink);
    await member(world, "ben@example.org");
    const { code, submit } = await asked(world);
    const wrong = code === "000000" ? "111111" : "000000";
    expect(await submit(wrong)).toMatchObject({ code: "code_wrong" });
    expect(await submit(code)).toMatchObject({ code: "account_unknown" });
  });
});

describe("a link", () => {
  test("signs in the browser that asked", async () => {
    const world = createWorld(byLink);
    const account = await member(world, EMAIL);
    const { token, link, submit, begun } = await asked(world);
    expect(new URL(link).pathname).toBe(`/attempts/${begun.attempt.id}/link`);
    const done = must(await submit(token));
    expect(done.session?.record.account).toBe(account);
  });

  test("or its code does, typed there", async () => {
    const world = createWorld(byLink);
    await member(world, EMAIL);
    const { code, submit } = await asked(world);
    expect(must(await submit(code)).view.state).toBe("allowed");
  });

  test("B38: and no other browser, whatever it opens", async () => {
    const world = createWorld(byLink);
    await member(world, EMAIL);
    const { token, code, submit } = await asked(world);
    expect(await submit(token, "elsewhere")).toMatchObject({ code: "attempt_unknown" });
    expect(await submit(code, "elsewhere")).toMatchObject({ code: "attempt_unknown" });
  });

  test("once, and not after ten minutes", async () => {
    const world = createWorld(byLink);
    await member(world, EMAIL);
    const first = await asked(world);
    must(await first.submit(first.token));
    expect(await first.submit(first.token)).toMatchObject({ code: "attempt_closed" });
    const second = await asked(world);
    world.advance(601);
    expect(await second.submit(second.token)).toMatchObject({ code: "step_expired" });
  });

  test("of another attempt opens nothing, nor does a changed one", async () => {
    const world = createWorld(byLink);
    await member(world, EMAIL);
    const first = await asked(world);
    const second = await asked(world);
    expect(await second.submit(first.token)).toMatchObject({ code: "step_unknown" });
    const [id] = second.token.split(".");
    const forged = `${id}.${first.token.split(".")[1]}`;
    expect(await second.submit(forged)).toMatchObject({ code: "code_wrong" });
  });
});
