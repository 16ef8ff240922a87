import { expect, test } from "vitest";
import { balancedWith, ask } from "./ask.ts";
import { savedCode } from "./others.ts";
import { account, secretView } from "./accounts.ts";

/** Whoever has shown all that one rule asks for at once does not wait for another one. */

test("a rule that waits takes nothing from one that does not", () => {
  const terms = [{ prove: "recovery-code" as const }, { enrol: "passkey" as const, class: "any" }];
  const waits = { allOf: terms, delaySeconds: 86_400, notices: 1 };
  const rules = (anyOf: object[]) =>
    balancedWith({
      actions: { recover: { anyOf: anyOf as never } },
      invariants: [],
      danger: {
        singleFactor: true,
        withoutInvariants: ["no-single-remote-takeover", "session-theft-gives-no-control"],
      },
    });
  const code = savedCode();
  const given = { account: account({ credentials: [secretView(code)] }) };
  expect(ask("recover", [code], { ...given, policy: rules([waits]) }).answer).toBe("wait");
  for (const both of [
    [{ allOf: terms }, waits],
    [waits, { allOf: terms }],
  ]) {
    expect(ask("recover", [code], { ...given, policy: rules(both) })).toMatchObject({
      answer: "need",
      options: [{ ceremony: "enrol", methods: ["passkey"] }],
    });
  }
});
