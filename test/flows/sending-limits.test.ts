import { expect, test } from "vitest";
import { beginSignIn, policyWith } from "./acting.ts";
import { member, PASSWORD } from "./members.ts";
import { createWorld, must } from "./world.ts";

/** B39: how often something is sent, and when it may be again. */

const EMAIL = "ann@example.org";
const HOUR = 3600;
const bySms = policyWith({
  "sign-in": { anyOf: [{ allOf: [{ prove: "password" }, { prove: "sms-code" }] }] },
});

test("text messages: until the hour is over, and then until the day is", async () => {
  const world = createWorld(bySms);
  await member(world, EMAIL, ["password", "sms-code"]);
  const send = async () => {
    const { who, id, show } = await beginSignIn(world, EMAIL);
    must(await show("password", PASSWORD));
    return world.flows.step(who, id, { method: "sms-code", ceremony: "prove" });
  };
  // The world begins on the hour, eight hours into the day.
  for (let at = 0; at < 5; at += 1) {
    must(await send());
    world.advance(60);
  }
  const tooMany = (retryAfterSeconds: number) => ({ code: "too_many_messages", retryAfterSeconds });
  expect(await send()).toMatchObject(tooMany(HOUR - 300));
  world.advance(HOUR - 300);
  // What one number gets in a day was sent.
  expect(await send()).toMatchObject(tooMany(15 * HOUR));
  world.advance(15 * HOUR);
  must(await send());
});
