import { describe, expect, test } from "vitest";
import { decide } from "../../src/policy/decide.ts";
import { rulesOf } from "../../src/policy/operator.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import { preset } from "../../src/policy/presets.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { OFFERED } from "../../src/flows/deps.ts";
import { account } from "./accounts.ts";

function policyOf(name: string): Policy {
  const found = preset(name);
  if (found === undefined) throw new TypeError("there is no such preset");
  return found;
}

describe("what operators do is an action like any other", () => {
  test.each(["balanced", "strict", "regulated"])(
    "%s: passkeys alone, one with user verification, all shown in the last five minutes",
    (name) => {
      const rules = rulesOf(policyOf(name), "operate:suspend") ?? [];
      expect(rules.length).toBeGreaterThan(0);
      for (const { rule, terms, delaySeconds } of rules) {
        expect(rule).toMatch(/^operate:suspend\/\d$/);
        expect(delaySeconds).toBe(0);
        expect(terms.map(({ method, maxAgeSeconds }) => [method, maxAgeSeconds])).toEqual(
          terms.map(() => ["passkey", 300]),
        );
        const verified = terms.some(({ classes }) =>
          classes.every(({ userVerification }) =>
            ["claimed", "attested"].includes(userVerification),
          ),
        );
        expect(verified).toBe(true);
      }
    },
  );

  test("a policy may ask for more, never for a single factor in passing", () => {
    const own = (allOf: readonly object[]) =>
      parsePolicy({
        version: 1,
        name: "own",
        extends: "balanced",
        actions: { "operate:suspend": { anyOf: [{ allOf }] } },
      });
    const strict = own([{ prove: "passkey", class: "hardware-key", maxAgeSeconds: 60 }]);
    expect(strict.ok && rulesOf(strict.policy, "operate:suspend")?.[0]?.terms).toMatchObject([
      { maxAgeSeconds: 60, classes: [{ name: "hardware-key" }] },
    ]);
    const weak = own([{ prove: "totp" }]);
    expect(weak).toMatchObject({
      ok: false,
      problems: [{ path: "actions.operate:suspend.anyOf[0]" }],
    });
  });

  test("it is closed to whoever is in another group, whatever he shows; to join it is open", () => {
    const policy = policyOf("balanced");
    const answer = (action: "operate:read" | "operate:join", groups: readonly string[]) => {
      const who = { ...account({ passkeys: ["platform"] }), groups };
      const nothing = { standing: "supposed", proofs: [], circumstances: [] } as never;
      const asked = { policy, action, params: {}, attempt: "a" as never, offered: OFFERED };
      const question = { ...asked, subject: who.id, account: who, now: 1 as never };
      return decide({ ...question, assurance: nothing }).answer;
    };
    expect(answer("operate:read", ["operators"])).toBe("need");
    expect(answer("operate:read", ["staff", "operator"])).toBe("refuse");
    expect(answer("operate:read", [])).toBe("refuse");
    expect(answer("operate:join", [])).toBe("need");
  });

  test("an action that operators do not have is offered to nobody", () => {
    expect(rulesOf(policyOf("balanced"), "operate:everything")).toBeUndefined();
  });
});
