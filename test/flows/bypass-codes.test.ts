import { describe, expect, test } from "vitest";
import type { Method } from "../../src/evidence/methods.ts";
import { newRecoverySet } from "../../src/methods/recovery-code/set.ts";
import { newId, type SecretId } from "../../src/base/ids.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import { member } from "./members.ts";
import { caller, createWorld, must, type World } from "./world.ts";

/** Ways around with saved codes that were seen in real systems. */

const ANN = "ann@example.org";
const BEN = "ben@example.org";

async function begin(world: World, identifier: string) {
  const who = caller("laptop");
  const begun = must(await world.flows.begin(who, { action: "sign-in", identifier }, undefined));
  const { id } = begun.attempt;
  const show = async (method: Method, response: string) => {
    const step = must(await world.flows.step(who, id, { method, ceremony: "prove" }));
    return world.flows.submit(who, id, step.step, response);
  };
  return { show };
}

describe("saved codes", () => {
  const withCodes = definePolicy({
    version: 1,
    name: "with-codes",
    extends: "balanced",
    actions: { "sign-in": { anyOf: [{ allOf: [{ prove: "recovery-code" }, { prove: "totp" }] }] } },
    invariants: [],
    danger: {
      singleFactor: true,
      withoutInvariants: ["no-single-remote-takeover", "session-theft-gives-no-control"],
    },
  });

  async function withSet(world: World, email: string): Promise<readonly string[]> {
    const account = await member(world, email);
    const id: SecretId = newId(world.now());
    const { written, kept } = newRecoverySet(id, (text) =>
      world.deps.keys.mac("recovery-code", text),
    );
    const facts = { state: "active", createdAt: world.now(), lastUsedAt: null } as const;
    const body = { kept };
    await world.store.transact((tx) =>
      tx.insertSecret({
        id,
        account,
        ...facts,
        tries: 0,
        version: 1,
        method: "recovery-code",
        body,
      }),
    );
    return written;
  }

  test("B36: one that two hand in at once is taken once", async () => {
    const world = createWorld(withCodes);
    const [code = ""] = await withSet(world, BEN);
    const both = [await begin(world, BEN), await begin(world, BEN)];
    const answers = await Promise.all(both.map(({ show }) => show("recovery-code", code)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const third = await begin(world, BEN);
    expect(await third.show("recovery-code", code)).toMatchObject({ code: "step_consumed" });
  });

  test("B37: they are no other method's, and nobody else's", async () => {
    const world = createWorld(withCodes);
    const [code = ""] = await withSet(world, BEN);
    await withSet(world, ANN);
    const other = await begin(world, ANN);
    expect(await other.show("recovery-code", code)).toMatchObject({ code: "code_wrong" });
    const own = await begin(world, BEN);
    expect(await own.show("totp", code)).toMatchObject({ code: "code_wrong" });
  });
});
