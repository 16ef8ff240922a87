import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assess } from "../../src/assurance/assess.ts";
import { NO_KNOWLEDGE } from "../../src/assurance/knowledge.ts";
import type { AttemptId, CredentialId } from "../../src/base/ids.ts";
import { plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import type { Action } from "../../src/policy/action.ts";
import { decide, type Offered, type Question } from "../../src/policy/decide.ts";
import { takeGrant } from "../../src/policy/grant.ts";
import { preset } from "../../src/policy/presets.ts";
import type { AccountView } from "../../src/policy/requirement.ts";
import { ANN, BEN, enrolment, mailProof, NOW, proof, proofFacts } from "./evidence.ts";

const OFFERED: Offered = new Set(["prove:passkey", "enrol:passkey", "prove:email-code"]);
const ATTEMPT = "attempt" as AttemptId;

function account(...ids: string[]): AccountView {
  const credentials = ids.map((id) => ({
    id: id as CredentialId,
    method: "passkey" as const,
    state: "active" as const,
  }));
  return { id: ANN, state: "active", credentials };
}

function ask(action: Action, evidence: readonly Evidence[], more: Partial<Question> = {}) {
  const policy = preset("passkey-alone");
  if (policy === undefined) throw new TypeError("the preset exists");
  return decide({
    policy,
    action,
    params: {},
    attempt: ATTEMPT,
    subject: ANN,
    account: action === "sign-up" ? null : account("one"),
    assurance: assess(evidence, NO_KNOWLEDGE, NOW),
    offered: OFFERED,
    now: NOW,
    ...more,
  });
}

const another = preset("passkey-and-another");

describe("a passkey with user verification is enough", () => {
  test("is allowed, with the rule and the evidence it rests on", () => {
    const shown = proof();
    const decision = ask("sign-in", [shown]);
    expect(decision).toMatchObject({ answer: "allow", rule: "sign-in/1", evidence: [shown] });
  });

  test("B1: without user verification it is not, and the reason says so", () => {
    const decision = ask("sign-in", [proof({ userVerified: false })]);
    expect(decision.answer).toBe("need");
    expect(decision.reasons.map(({ code }) => code)).toContain("user_verification_missing");
  });

  test("B2: user verification that appeared later is not enough", () => {
    const decision = ask("sign-in", [proof({ uvInitialized: false })]);
    expect(decision.answer).toBe("need");
    expect(decision.reasons.map(({ code }) => code)).toContain("user_verification_unbacked");
  });

  test("evidence about another account is worth nothing", () => {
    expect(ask("sign-in", [proof({ account: BEN })]).answer).toBe("need");
  });

  test("B20: a disabled account is refused whatever is shown", () => {
    const disabled: AccountView = { ...account("one"), state: "disabled" };
    expect(ask("sign-in", [proof()], { account: disabled })).toMatchObject({
      answer: "refuse",
      reasons: [{ code: "account_disabled" }],
    });
  });

  test("a suspended passkey is not offered", () => {
    const [one] = account("one").credentials;
    const suspended = {
      ...account(),
      credentials: one ? [{ ...one, state: "suspended" as const }] : [],
    };
    expect(ask("sign-in", [], { account: suspended })).toMatchObject({ answer: "refuse" });
  });
});

describe("a passkey is one step of two", () => {
  test("where nothing can be the other, the attempt is refused and says why", () => {
    if (another === undefined) throw new TypeError("the preset exists");
    const decision = ask("sign-in", [proof()], { policy: another });
    expect(decision).toMatchObject({ answer: "refuse", reasons: [{ code: "no_way_to_meet" }] });
  });

  test("where a second method exists, it is what is asked for next", () => {
    if (another === undefined) throw new TypeError("the preset exists");
    const offered: Offered = new Set([...OFFERED, "prove:totp"]);
    const decision = ask("sign-in", [proof()], { policy: another, offered, account: null });
    expect(decision).toMatchObject({
      answer: "need",
      options: [{ ceremony: "prove", methods: ["totp"] }],
    });
  });
});

describe("sign-up", () => {
  test("asks for the address first, and creates nothing before it is proved", () => {
    expect(ask("sign-up", [])).toMatchObject({
      answer: "need",
      options: [{ ceremony: "prove", methods: ["email-code"] }],
    });
    expect(ask("sign-up", [enrolment()])).toMatchObject({
      answer: "need",
      options: [{ ceremony: "prove", methods: ["email-code"] }],
    });
    expect(ask("sign-up", [mailProof()])).toMatchObject({
      answer: "need",
      options: [{ ceremony: "enrol", methods: ["passkey"] }],
    });
  });

  test("is allowed with both, and refused where the address has an account", () => {
    const shown = [mailProof(), enrolment()];
    expect(ask("sign-up", shown).answer).toBe("allow");
    expect(ask("sign-up", shown, { account: account("one") })).toMatchObject({
      answer: "refuse",
      reasons: [{ code: "account_exists" }],
    });
  });
});

describe("removing a passkey", () => {
  const params = { credential: "one" };

  test("takes a fresh proof, and never the last way in", () => {
    const two = account("one", "two");
    expect(ask("remove:passkey", [proof()], { params, account: two }).answer).toBe("allow");
    const old = [proof({ at: plusSeconds(NOW, -301) })];
    expect(ask("remove:passkey", old, { params, account: two }).answer).toBe("need");
    expect(ask("remove:passkey", [proof()], { params })).toMatchObject({
      answer: "refuse",
      reasons: [{ code: "last_way_in" }],
    });
  });

  test("B18: only a passkey of the account", () => {
    const others = { params: { credential: "three" }, account: account("one", "two") };
    expect(ask("remove:passkey", [proof()], others)).toMatchObject({
      reasons: [{ code: "credential_unknown" }],
    });
  });
});

describe("enrolling another passkey", () => {
  test("one credential is not both the proof and the new one", () => {
    expect(ask("enrol:passkey", [proof(), enrolment({ credential: "one" })]).answer).toBe("need");
    expect(ask("enrol:passkey", [proof(), enrolment({ credential: "two" })]).answer).toBe("allow");
  });
});

describe("evidence and grants are branded", () => {
  test("a literal of the right shape is refused", () => {
    expect(() => ask("sign-in", [proofFacts()])).toThrow("ASSAY_EVIDENCE_FORGED");
  });

  test("supposed evidence is judged alike, and gives no grant", () => {
    const decision = ask("sign-in", [proof({ standing: "supposed" })]);
    expect(decision).toMatchObject({ answer: "allow", grant: null });
  });

  const use = { action: "sign-in", params: {}, account: ANN, attempt: ATTEMPT, now: NOW } as const;

  function granted() {
    const decision = ask("sign-in", [proof()]);
    if (decision.answer !== "allow" || decision.grant === null) throw new TypeError("allowed");
    return decision.grant;
  }

  test("a grant is taken once", () => {
    const grant = granted();
    takeGrant(grant, use);
    expect(() => takeGrant(grant, use)).toThrow("ASSAY_GRANT_SPENT");
  });

  test("a forged, foreign or expired grant is refused", () => {
    const grant = granted();
    expect(() => takeGrant({ ...grant }, use)).toThrow("ASSAY_GRANT_FORGED");
    expect(() => takeGrant(grant, { ...use, account: BEN })).toThrow("ASSAY_GRANT_FOREIGN");
    expect(() => takeGrant(grant, { ...use, action: "recover" })).toThrow("ASSAY_GRANT_FOREIGN");
    const other = { ...use, attempt: "other" as AttemptId };
    expect(() => takeGrant(grant, other)).toThrow("ASSAY_GRANT_FOREIGN");
    expect(() => takeGrant(grant, { ...use, params: { to: "eve" } })).toThrow(
      "ASSAY_GRANT_FOREIGN",
    );
    const late = { ...use, now: plusSeconds(NOW, 60) };
    expect(() => takeGrant(grant, late)).toThrow("ASSAY_GRANT_EXPIRED");
    expect(() => takeGrant(grant, use)).not.toThrow();
  });
});

describe("properties", () => {
  const piece = fc
    .record({
      userVerified: fc.boolean(),
      uvInitialized: fc.boolean(),
      credential: fc.constantFrom("one", "two"),
      wentBack: fc.boolean(),
    })
    .map(proof);
  const pieces = fc.array(
    fc.oneof(
      piece,
      fc.constant(0).map(() => mailProof()),
    ),
    { maxLength: 4 },
  );
  const actions = fc.constantFrom<Action>("sign-in", "sign-up", "enrol:passkey", "remove:passkey");

  test("more evidence never turns an allow into anything else", () => {
    fc.assert(
      fc.property(actions, pieces, pieces, (action, some, more) => {
        const all = {
          params: { credential: "two" },
          ...(action === "sign-up" ? {} : { account: account("one", "two") }),
        };
        fc.pre(ask(action, some, all).answer === "allow");
        expect(ask(action, [...more, ...some], all).answer).toBe("allow");
      }),
    );
  });

  test("every option of a need leads to an allow", () => {
    const ideal: Readonly<Record<string, () => Evidence>> = {
      "prove:passkey": () => proof(),
      "enrol:passkey": () => enrolment({ credential: "new" }),
      "prove:email-code": () => mailProof(),
    };
    fc.assert(
      fc.property(actions, pieces, (action, start) => {
        let evidence: readonly Evidence[] = start;
        const more = {
          params: { credential: "two" },
          ...(action === "sign-up" ? {} : { account: account("one", "two") }),
        };
        let decision = ask(action, evidence, more);
        for (let round = 0; decision.answer === "need" && round < 4; round += 1) {
          const [option] = decision.options;
          const shown = (option?.methods ?? []).flatMap((method) => {
            const make = ideal[`${option?.ceremony}:${method}`];
            return make === undefined ? [] : [make()];
          });
          evidence = [...evidence, ...shown];
          decision = ask(action, evidence, more);
        }
        expect(decision.answer).toBe("allow");
      }),
    );
  });
});
