import { expect, test } from "vitest";
import { definePolicy } from "../../src/policy/presets.ts";
import { begin } from "./acting.ts";
import { member, NUMBER, PASSWORD } from "./members.ts";
import { caller, createWorld, must } from "./world.ts";

const EMAIL = "ann@example.org";
const DAY = 86_400;

const byMail = definePolicy({
  version: 1,
  name: "by-mail",
  extends: "balanced",
  actions: {
    recover: {
      anyOf: [
        {
          allOf: [
            { prove: "password" },
            { prove: "email-code" },
            { enrol: "passkey", class: ["any"] },
          ],
          delaySeconds: DAY,
          notices: 1,
        },
      ],
    },
  },
});

test("B49: a recovery by mail falls with the address that the account had", async () => {
  const world = createWorld(byMail);
  const account = await member(world, EMAIL, ["password", "sms-code"]);
  const who = caller("laptop");
  const { id, step, show, submit } = await begin(world, who, {
    action: "recover",
    identifier: EMAIL,
  });
  must(await show("password", PASSWORD));
  const asked = await step("email-code");
  must(await submit(asked, await world.code(EMAIL)));
  const [told] = await world.store.messagesTo(NUMBER, 1);
  if (told === undefined) throw new TypeError("somebody is told");
  await world.store.transact((tx) => tx.markNoticeSent(told.id, world.now()));
  world.advance(DAY);
  const enrols = async () =>
    must(await world.flows.read(who, id)).options.some(({ ceremony }) => ceremony === "enrol");
  expect(await enrols()).toBe(true);
  const other = { address: "ann@example.com", normalised: "ann@example.com" };
  await world.store.transact(async (tx) => {
    await tx.removeAddress(account, "email", EMAIL);
    await tx.insertAddress({ account, channel: "email", ...other, provedAt: world.now() });
  });
  expect(await enrols()).toBe(false);
  const late = await world.flows.step(who, id, { method: "passkey", ceremony: "enrol" });
  expect(late).toMatchObject({ code: "method_not_offered" });
});
