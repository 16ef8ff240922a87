import { expect, test } from "vitest";
import { newId } from "../../src/base/ids.ts";
import { newSecret } from "../../src/flows/secret-use.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import { beginSignIn } from "./acting.ts";
import { PASSWORD } from "./members.ts";
import { createWorld, isPasskey, must, signUp } from "./world.ts";

/** What a group asks of a passkey is asked of the authenticator too: it could not be met otherwise. */

const policy = definePolicy({
  version: 1,
  name: "with-a-group",
  extends: "balanced",
  actions: {
    "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "any" }, { prove: "password" }] }] },
  },
  groups: {
    admins: {
      actions: { "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "platform" }] }] } },
    },
  },
  invariants: [],
  danger: {
    singleFactor: true,
    withoutInvariants: ["no-single-remote-takeover", "session-theft-gives-no-control"],
  },
});

/** A site whose only account belongs to some groups. */
function siteOf(groups: readonly string[]) {
  return createWorld(policy, (store) => ({
    ...store,
    async accountById(id) {
      const found = await store.accountById(id);
      return found === undefined ? undefined : { ...found, groups };
    },
  }));
}

test.each([
  ["of a member", ["admins"], "required"],
  ["and of nobody else", [], "preferred"],
] as const)("%s", async (_, groups, asked) => {
  const world = siteOf(groups);
  const { session } = await signUp(world, "ann@example.org");
  const phc = { phc: `plain:${PASSWORD}`, pepper: null, length: PASSWORD.length };
  const content = { method: "password" as const, body: phc };
  const password = newSecret(newId(world.now()), session.account, content, world.now());
  await world.store.transact((tx) => tx.insertSecret(password));
  const acting = await beginSignIn(world, "ann@example.org");
  // Nobody is known yet: it may be a member.
  const first = isPasskey(await acting.step("passkey"));
  expect(first.publicKey).toMatchObject({ userVerification: "required" });
  must(await acting.show("password", PASSWORD));
  const second = isPasskey(await acting.step("passkey"));
  expect(second.publicKey).toMatchObject({ userVerification: asked });
});
