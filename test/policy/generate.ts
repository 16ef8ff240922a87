import fc from "fast-check";
import type { Policy } from "../../src/policy/policy.ts";
import type { AccountView } from "../../src/policy/requirement.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { CombinationSource, PolicySource, TermSource } from "../../src/policy/schema.ts";
import { plusSeconds } from "../../src/base/time.ts";
import { type Held, SECRETS, account as viewOf } from "./accounts.ts";
import { NOW } from "./evidence.ts";
import { kinds } from "./generate-evidence.ts";
import { withMetadata } from "./knowledge.ts";

/** Policies that parse and that somebody could meet, and accounts that they may be asked about. */

export const ACTIONS = ["sign-up", "sign-in", "recover", "enrol:passkey", "remove:passkey", "pay"];

const CLASSES: PolicySource["passkeyClasses"] = {
  any: { userVerification: "none" },
  verified: { userVerification: "claimed" },
  platform: { userVerification: "claimed", keepers: ["platform"] },
  key: { userVerification: "known-issue", keepers: ["hardware-key"], deviceBound: true },
  vault: { userVerification: "known-issue", keepers: ["vault"] },
  "good-vault": { userVerification: "claimed", keepers: ["vault"], vaultSecondStep: true },
  attested: { userVerification: "attested", attested: true, certified: { fips: 1, fido: "L2" } },
};

const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2, nil: undefined });
const className = fc.constantFrom(...Object.keys(CLASSES));
const passkeyClass = fc.oneof(className, fc.uniqueArray(className, { minLength: 1, maxLength: 3 }));
const age = sometimes(fc.constantFrom(60, 300, 86_400));

const proved: fc.Arbitrary<TermSource> = fc
  .record({
    method: fc.oneof(
      passkeyClass.map((names) => ({ prove: "passkey" as const, class: names })),
      fc
        .constantFrom("approval" as const, "enrolment-link" as const, "proofing" as const)
        .map((assertion) => ({ prove: "external" as const, assertion })),
      fc
        .constantFrom(
          "password" as const,
          "totp" as const,
          "sms-code" as const,
          "email-code" as const,
          "magic-link" as const,
          "recovery-code" as const,
        )
        .map((method) => ({ prove: method })),
    ),
    age,
  })
  .map(({ method, age: maxAgeSeconds }) => withoutUndefined({ ...method, maxAgeSeconds }));

const created: fc.Arbitrary<TermSource> = fc.oneof(
  passkeyClass.map((names) => ({ enrol: "passkey" as const, class: names })),
  fc
    .constantFrom(
      "password" as const,
      "totp" as const,
      "sms-code" as const,
      "recovery-code" as const,
    )
    .map((method) => ({ enrol: method })),
);

/** What is shown or created, each thing once: a password beside the same password is no other. */
function terms(action: string): fc.Arbitrary<TermSource[]> {
  const term = action === "sign-in" ? proved : fc.oneof(proved, proved, created);
  return fc.uniqueArray(term, { minLength: 1, maxLength: 4, selector: nameOf });
}

/** Of passkeys two: one that is asked for by a single class, one by several. */
function nameOf(term: TermSource): string {
  const how = "class" in term ? typeof term.class : "assertion" in term ? term.assertion : "";
  return "prove" in term ? `prove ${term.prove} ${how}` : `enrol ${term.enrol} ${how}`;
}

function combination(action: string): fc.Arbitrary<CombinationSource> {
  return fc
    .record({
      allOf: terms(action),
      unlessEverHad: sometimes(
        fc.uniqueArray(fc.constantFrom("passkey", "password", "totp"), { minLength: 1 }),
      ),
      passkeyKinds: sometimes(fc.integer({ min: 1, max: 2 })),
      channels: sometimes(fc.integer({ min: 1, max: 2 })),
      migrating: sometimes(fc.constant(true as const)),
      waiting: sometimes(
        fc.record({
          delaySeconds: fc.constantFrom(60, 86_400),
          notices: fc.integer({ min: 1, max: 2 }),
        }),
      ),
      settleSeconds: sometimes(fc.constant(86_400)),
    })
    .map(({ waiting, ...rest }) => withoutUndefined({ ...rest, ...waiting }));
}

const rule = (name: string) =>
  fc.record({ anyOf: fc.array(combination(name), { minLength: 1, maxLength: 3 }) });

/** A policy with one action that it is asked about, and with signing in, by which a way in is known. */
function policyFor(name: string): fc.Arbitrary<Policy> {
  return fc
    .record({
      own: fc.record({ "sign-in": rule("sign-in"), [name]: rule(name) }),
      staff: fc.oneof(fc.constant({}), fc.record({ [name]: rule(name) })),
      honestClients: fc.boolean(),
      counterWentBack: fc.constantFrom("record" as const, "one-step" as const, "refuse" as const),
      until: fc.constantFrom(null, "2027-01-01", "2027-02-01"),
    })
    .map(({ own, staff, honestClients, counterWentBack, until }) =>
      definePolicy({
        version: 1,
        name: "generated",
        assumptions: { honestClients, vaults: true },
        attestation: { ask: "always", unattested: "accept" },
        algorithms: [-7],
        counterWentBack,
        refuses: ["status-unknown"],
        passkeyClasses: CLASSES,
        actions: own,
        groups: { staff: { actions: staff } },
        session: { idleSeconds: 3600, absoluteSeconds: 86_400 },
        migration: { until },
        invariants: [],
        danger: { singleFactor: true, operatorAlone: true },
      }),
    );
}

const held: fc.Arbitrary<Held> = fc.record({
  kind: kinds,
  suspended: fc.boolean(),
  traits: fc.record({
    uvInitialized: fc.boolean(),
    settlesAt: fc.constantFrom(null, plusSeconds(NOW, 1)),
  }),
});

export const MDS = withMetadata();

const accounts: fc.Arbitrary<AccountView> = fc
  .record({
    passkeys: fc.array(held, { maxLength: 3 }),
    secrets: fc.subarray(Object.keys(SECRETS) as (keyof typeof SECRETS)[]),
    groups: fc.subarray(["staff", "nobody"]),
    channels: fc.integer({ min: 0, max: 3 }),
    hadMore: fc.subarray(["passkey" as const, "totp" as const]),
    state: fc.constantFrom("active" as const, "active" as const, "disabled" as const),
  })
  .map(({ hadMore, ...holding }) => {
    const view = viewOf({ ...holding, knowledge: MDS });
    return { ...view, everHad: [...new Set([...view.everHad, ...hadMore])] };
  });

function withoutUndefined<T extends object>(
  value: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

export interface Case {
  readonly policy: Policy;
  readonly name: string;
  /** Null for those who sign up. */
  readonly account: AccountView | null;
}

/** A policy, one of its actions, and an account that it may be asked about. */
export const cases: fc.Arbitrary<Case> = fc.constantFrom(...ACTIONS).chain((name) =>
  fc.tuple(policyFor(name), accounts).map(([policy, view]) => {
    const account = name === "sign-up" ? null : view;
    return { policy, name, account, [fc.toStringMethod]: () => inWords(policy, name, account) };
  }),
);

/** A case that failed, as one would tell it. */
function inWords({ source }: Policy, name: string, account: AccountView | null): string {
  const rules = [source.actions, source.groups.staff?.actions].map((actions) => actions?.[name]);
  const { assumptions, counterWentBack } = source;
  return JSON.stringify({ name, rules, assumptions, counterWentBack, account });
}
