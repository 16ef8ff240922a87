import fc from "fast-check";
import { UV_GRADES } from "../../src/assurance/assurance.ts";
import { ADVERSITIES, FIDO_LEVELS } from "../../src/assurance/model-standing.ts";
import { ASSERTIONS } from "../../src/evidence/external.ts";
import { CEREMONIES, METHODS } from "../../src/evidence/methods.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { Offered } from "../../src/policy/reachable.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import type {
  PasskeyTraits,
  SupposedHolding,
  SupposedPiece,
  Suppositions,
} from "../../src/policy/suppositions-schema.ts";

/** Policies, evidence and accounts of every shape that the language has, for properties of judges. */

const CLASSES = ["one", "two", "three"] as const;
const GROUPS = ["admins", "auditors"] as const;
const OTHER_METHODS = [
  "password",
  "totp",
  "sms-code",
  "email-code",
  "magic-link",
  "recovery-code",
] as const;

/** What a ceremony creates; a mailbox or a number is proved. */
const NEW_METHODS = ["password", "totp", "recovery-code"] as const;

export const ACTIONS = [
  "sign-up",
  "sign-in",
  "recover",
  "enrol:passkey",
  "enrol:totp",
  "remove:passkey",
  "change:email",
  "pay",
] as const;

type Class = PolicyInput["passkeyClasses"] extends infer C
  ? NonNullable<C> extends Record<string, infer One>
    ? One
    : never
  : never;
type Rule = NonNullable<PolicyInput["actions"]>[string];
type Combination = Rule["anyOf"][number];
type Term = Combination["allOf"][number];

function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 2 });
}

/** Without the members that are not there: to the schema absent is not the same as undefined. */
function present<T extends object>(value: T): T {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members) as T;
}

const passkeyClass: fc.Arbitrary<Class> = fc
  .record({
    userVerification: fc.constantFrom(...UV_GRADES),
    keepers: maybe(fc.subarray(["platform", "hardware-key", "vault", "unknown"], { minLength: 1 })),
    vaultSecondStep: maybe(fc.constant(true as const)),
    attested: maybe(fc.constant(true as const)),
    deviceBound: maybe(fc.constant(true as const)),
    certified: maybe(
      fc.record({
        fips: fc.integer({ min: 1, max: 4 }),
        fido: fc.constantFrom(...FIDO_LEVELS.filter((level) => level !== "none")),
      }),
    ),
  })
  .map((one) => present(one) as Class);

const age = maybe(fc.constantFrom(60, 300, 3600));

function term(ceremonies: readonly ("prove" | "enrol")[]): fc.Arbitrary<Term> {
  return fc.constantFrom(...ceremonies).chain((ceremony) => {
    const named = fc.uniqueArray(fc.constantFrom(...CLASSES), { minLength: 1 });
    const passkey = fc
      .record({ class: named, maxAgeSeconds: age })
      .map((rest) => present({ [ceremony]: "passkey", ...rest }) as Term);
    const other = fc
      .record({
        method: fc.constantFrom(...(ceremony === "prove" ? OTHER_METHODS : NEW_METHODS)),
        maxAgeSeconds: age,
      })
      .map(({ method, ...rest }) => present({ [ceremony]: method, ...rest }) as Term);
    const external = fc.constantFrom(...ASSERTIONS).map((assertion) => ({
      prove: "external" as const,
      assertion,
    }));
    return ceremony === "prove"
      ? fc.oneof({ weight: 3, arbitrary: passkey }, { weight: 3, arbitrary: other }, external)
      : fc.oneof(passkey, other);
  });
}

function withoutSecond(terms: readonly Term[]): Term[] {
  const once = new Set(["password", "recovery-code"]);
  const nameOf = (one: Term) => ("prove" in one ? one.prove : "");
  return terms.filter(
    (one, at) =>
      !once.has(nameOf(one)) || terms.findIndex((other) => nameOf(other) === nameOf(one)) === at,
  );
}

function combination(ceremonies: readonly ("prove" | "enrol")[]): fc.Arbitrary<Combination> {
  const delay = fc.record({
    delaySeconds: fc.constantFrom(3600, 86_400),
    notices: fc.integer({ min: 1, max: 2 }),
  });
  return fc
    .record({
      // A password or a saved code can be shown but once.
      allOf: fc.array(term(ceremonies), { minLength: 1, maxLength: 3 }).map(withoutSecond),
      unlessEverHad: maybe(fc.subarray([...METHODS], { minLength: 1, maxLength: 2 })),
      passkeyKinds: maybe(fc.integer({ min: 1, max: 3 })),
      channels: maybe(fc.integer({ min: 1, max: 3 })),
      migrating: maybe(fc.constant(true as const)),
      settleSeconds: maybe(fc.constant(3600)),
      waits: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, delay),
    })
    .map(({ waits, ...rest }) => present({ ...rest, ...waits }) as Combination);
}

function rules(actions: readonly string[]): fc.Arbitrary<Record<string, Rule>> {
  const named = fc.uniqueArray(fc.constantFrom(...actions), { maxLength: 4 });
  return named.chain((names) =>
    fc.record(
      Object.fromEntries(
        names.map((name) => {
          const ceremonies = name === "sign-in" ? (["prove"] as const) : CEREMONIES;
          const anyOf = fc.array(combination(ceremonies), { minLength: 1, maxLength: 4 });
          return [name, anyOf.map((ways) => ({ anyOf: ways }))];
        }),
      ),
    ),
  );
}

/** Policies as a developer could write them; all of them parse. */
export const arbitraryPolicyInput: fc.Arbitrary<PolicyInput> = fc
  .record({
    classes: fc.tuple(passkeyClass, passkeyClass, passkeyClass),
    actions: rules(ACTIONS),
    assumptions: fc.record({ honestClients: fc.boolean(), vaults: fc.boolean() }),
    refuses: fc.subarray([...ADVERSITIES]),
    counterWentBack: fc.constantFrom("record" as const, "one-step" as const, "refuse" as const),
    until: fc.constantFrom(null, "2020-01-01", "2100-01-01"),
  })
  .chain(({ classes: [one, two, three], actions, until, ...rest }) => {
    const names = Object.keys(actions);
    const group = names.length === 0 ? fc.constant({}) : rules(names);
    return fc.record({ admins: group, auditors: group }).map(({ admins, auditors }) => ({
      version: 1 as const,
      name: "generated",
      ...rest,
      attestation: { ask: "always" as const, unattested: "accept" as const },
      algorithms: [-7 as const],
      passkeyClasses: { one, two, three },
      actions,
      groups: { admins: { actions: admins }, auditors: { actions: auditors } },
      session: { idleSeconds: 3600, absoluteSeconds: 86_400 },
      migration: { until },
      invariants: [],
      // Which rules take a danger key is asked elsewhere: here every rule may stand.
      danger: { singleFactor: true as const, operatorAlone: true as const },
    }));
  });

export const arbitraryPolicy: fc.Arbitrary<Policy> = arbitraryPolicyInput.map(definePolicy);

const passkeyTraits = fc
  .record({
    who: fc.constantFrom<PasskeyTraits[]>(
      {},
      { keeper: "platform" },
      { keeper: "hardware-key" },
      { keeper: "vault" },
      { keeper: "vault", secondStep: true },
      { keeper: "vault", secondStep: true, uvKnownIssue: true },
      { keeper: "hardware-key", statuses: ["FIDO_CERTIFIED_L2"] },
      { keeper: "hardware-key", statuses: ["USER_VERIFICATION_BYPASS"] },
      { keeper: "platform", statuses: ["REVOKED"] },
    ),
    synced: maybe(fc.boolean()),
    attested: maybe(fc.boolean()),
    userVerified: maybe(fc.boolean()),
    asked: maybe(fc.constantFrom("required" as const, "preferred" as const)),
    uvInitialized: maybe(fc.boolean()),
    settled: maybe(fc.boolean()),
  })
  .map(({ who, ...rest }) => present<PasskeyTraits>({ ...who, ...rest }));

const credential = fc.constantFrom("a", "b", "c");
const ageSeconds = maybe(fc.constantFrom(0, 100, 4000, 90_000));
const address = fc.constantFrom("ann@example.org", "notices@example.net");

const piece: fc.Arbitrary<SupposedPiece> = fc
  .tuple(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .tuple(passkeyTraits, credential, maybe(fc.boolean()), fc.boolean())
          .map(
            ([traits, id, counterWentBack, enrols]): SupposedPiece =>
              enrols
                ? { enrol: "passkey" as const, ...traits, credential: id }
                : { prove: "passkey" as const, ...traits, credential: id, counterWentBack },
          ),
      },
      fc.constantFrom<SupposedPiece[]>(
        { prove: "password" },
        { prove: "password", resetBy: ["ann@example.org"] },
        { enrol: "password" },
        { prove: "totp", keptIn: "own-app" },
        { prove: "totp" },
        { enrol: "totp", credential: "new-totp" },
        { prove: "sms-code" },
        { prove: "recovery-code" },
        { enrol: "recovery-code" },
      ),
      address.map((mailbox) => ({ prove: "email-code" as const, address: mailbox })),
      address.map((mailbox) => ({ prove: "magic-link" as const, address: mailbox })),
      fc
        .tuple(fc.constantFrom(...ASSERTIONS), fc.constantFrom("one", "two"))
        .map(([assertion, by]) => ({ prove: "external" as const, assertion, by })),
      fc.constantFrom<SupposedPiece[]>(
        { fact: "begun" },
        { fact: "notified" },
        { fact: "notified", channel: "+441632960009" },
        { fact: "vetoed" },
      ),
    ),
    ageSeconds,
  )
  .map(([one, seconds]) => present<SupposedPiece>({ ...one, ageSeconds: seconds }));

/** What somebody may show, in any order and number. */
export const arbitraryEvidence: fc.Arbitrary<readonly SupposedPiece[]> = fc.array(piece, {
  maxLength: 5,
});

const holding: fc.Arbitrary<SupposedHolding> = fc.oneof(
  fc
    .tuple(passkeyTraits, fc.constantFrom("kept-a", "kept-b", "kept-c"))
    .map(([traits, id]): SupposedHolding => ({ method: "passkey", id, ...traits })),
  fc
    .constantFrom("password" as const, "totp" as const, "sms-code" as const)
    .map((method): SupposedHolding => ({ method, id: method })),
);

/** Null: nobody is known yet. */
export const arbitraryAccount: fc.Arbitrary<Suppositions["account"]> = fc.option(
  fc
    .record({
      state: maybe(fc.constantFrom("active" as const, "disabled" as const)),
      groups: fc.subarray([...GROUPS]),
      channels: fc.integer({ min: 0, max: 3 }),
      everHad: maybe(fc.subarray([...METHODS])),
      has: fc.uniqueArray(holding, { maxLength: 4, selector: ({ id }) => id }),
    })
    .map(present),
  { nil: null },
);

export const arbitraryOffered: fc.Arbitrary<Offered> = fc
  .subarray<"wait" | `${(typeof CEREMONIES)[number]}:${(typeof METHODS)[number]}`>([
    "wait",
    ...CEREMONIES.flatMap((ceremony) => METHODS.map((method) => `${ceremony}:${method}` as const)),
  ])
  .map((some) => new Set(some));
