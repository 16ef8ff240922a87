import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assess } from "../../src/assurance/assess.ts";
import { gradePasskey } from "../../src/assurance/grade-passkey.ts";
import type { Knowledge } from "../../src/assurance/knowledge.ts";
import { supposeProof } from "../../src/evidence/suppose.ts";
import type { AccountView } from "../../src/policy/requirement.ts";
import { account, secretView } from "./accounts.ts";
import { presetNamed, ask } from "./ask.ts";
import { MDS } from "./generate.ts";
import { follow, type Walk } from "./ideal.ts";
import { KNOWLEDGE } from "./knowledge.ts";

const PRESETS = ["balanced", "strict", "regulated"] as const;
const DAY = 86_400;

/** The account that a sign-up made, with all that was created in it. */
function made({ decision, evidence, now }: Walk, knowledge: Knowledge): AccountView {
  const settlesAt = decision.answer === "allow" ? (decision.grant?.settlesAt ?? null) : null;
  const created = evidence.flatMap((piece) => {
    if (!("ceremony" in piece) || piece.ceremony !== "enrol") return [];
    if (piece.kind !== "passkey") return [secretView(piece)];
    const { value } = piece.userVerified;
    const best = supposeProof(piece, { uvInitialized: value, settlesAt }, now);
    const view = { id: piece.credential, method: "passkey", state: "active" } as const;
    return [{ ...view, best: gradePasskey(best, knowledge, now) }];
  });
  const used = decision.answer === "allow" ? decision.evidence : [];
  const channels = used.filter(({ kind }) => kind === "email-code" || kind === "sms-code").length;
  const everHad = [...new Set(created.map(({ method }) => method))];
  return account({ credentials: created, channels, everHad });
}

const choices = fc.nat();
const picking =
  (choice: number) =>
  <T>(options: readonly T[]) =>
    options[choice % options.length];

describe("from an empty account to a signed-in one", () => {
  test.each(PRESETS)("%s, whichever way is chosen", (policy) => {
    fc.assert(
      fc.property(choices, choices, (one, other) => {
        const given = { policy, knowledge: MDS, account: null };
        const signUp = follow("sign-up", [], given, picking(one));
        expect(signUp.decision.answer).toBe("allow");
        const owner = made(signUp, MDS);
        const asked = { policy, knowledge: MDS, account: owner, now: signUp.now };
        const signIn = follow("sign-in", [], asked, picking(other));
        expect(signIn.decision.answer).toBe("allow");
        expect(assess(signIn.evidence, MDS, signIn.now).aal).toBeGreaterThanOrEqual(2);
      }),
      { numRuns: 30 },
    );
  });

  test("without metadata regulated admits nobody", () => {
    const given = { policy: "regulated", knowledge: KNOWLEDGE, account: null };
    expect(follow("sign-up", [], given).decision.answer).not.toBe("allow");
    const owner = account({ passkeys: ["FIPS key", "FIDO L2 key"], knowledge: KNOWLEDGE });
    const signIn = follow("sign-in", [], { ...given, account: owner });
    expect(signIn.decision.answer).toBe("refuse");
  });
});

describe("whoever has everything can do everything that a preset names", () => {
  const kinds = {
    balanced: ["platform", "hardware key"],
    strict: ["platform", "hardware key", "vault with a second step"],
    regulated: ["FIPS key", "FIDO L2 key"],
  } as const;
  const cases = PRESETS.flatMap((policy) =>
    [...presetNamed(policy).actions.keys()]
      .filter((name) => name !== "sign-up")
      .map((name) => ({ policy, name: String(name) })),
  );

  test.each(cases)("$policy: $name", ({ policy, name }) => {
    const secrets = ["password", "totp", "sms-code", "recovery-code"] as const;
    const owner = account({ passkeys: kinds[policy], secrets, channels: 2, knowledge: MDS });
    const method = name.split(":")[1];
    const last = owner.credentials.findLast((one) => one.method === method);
    const params = last === undefined ? {} : { credential: last.id };
    const walk = follow(name, [], { policy, knowledge: MDS, account: owner, params });
    expect(walk.decision.answer).toBe("allow");
  });

  test("and nothing comes of nothing", () => {
    for (const { policy, name } of cases) {
      const owner = account({ passkeys: kinds[policy], channels: 2, knowledge: MDS });
      const params = { credential: "one" };
      const decision = ask(name, [], { policy, knowledge: MDS, account: owner, params });
      expect([name, decision.answer === "allow"]).toEqual([name, false]);
    }
  });
});

test("R33: sessions are no longer than their level allows, and each preset is stricter than the last", () => {
  const limits = PRESETS.map((name) => presetNamed(name).session);
  const sorted = limits.toSorted((a, b) => b.absoluteSeconds - a.absoluteSeconds);
  expect(limits).toEqual(sorted);
  for (const { idleSeconds, absoluteSeconds } of limits) {
    expect(absoluteSeconds).toBeLessThanOrEqual(30 * DAY);
    expect(idleSeconds).toBeLessThanOrEqual(absoluteSeconds);
  }
});

test("no preset asks to create what no ceremony creates", () => {
  const creatable = new Set([
    "passkey",
    "password",
    "totp",
    "sms-code",
    "email-code",
    "recovery-code",
  ]);
  for (const name of PRESETS) {
    const terms = [...presetNamed(name).actions.values()].flat().flatMap((one) => one.terms);
    const methods = terms
      .filter(({ ceremony }) => ceremony === "enrol")
      .map(({ method }) => method);
    for (const method of methods) expect([name, creatable.has(method)]).toEqual([name, true]);
  }
});
