import fc from "fast-check";
import type { Policy } from "../../src/policy/policy.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import { preset } from "../../src/policy/presets.ts";
import { PRESET_NAMES } from "../../src/policy/presets/sources.ts";
import type { CombinationSource, PolicySource, TermSource } from "../../src/policy/schema.ts";
import { MODELS, type ModelName } from "./attacker-cast.ts";
import type { Person } from "./attacker-site.ts";

/** Policies and accounts of every shape that the flows can carry out. */

type Rule = PolicySource["actions"][string];

const CLASSES: PolicySource["passkeyClasses"] = {
  any: { userVerification: "none" },
  verified: { userVerification: "claimed" },
  platform: { userVerification: "claimed", keepers: ["platform"] },
  "hardware-key": { userVerification: "claimed", keepers: ["hardware-key"] },
  vault: { userVerification: "none", keepers: ["vault"] },
  attested: { userVerification: "claimed", attested: true },
};

const passkeyTerm = fc
  .constantFrom(...Object.keys(CLASSES), "any", "any")
  .map((name): TermSource => ({ prove: "passkey", class: name }));
const otherTerm = fc.constantFrom<TermSource[]>(
  { prove: "password" },
  { prove: "totp" },
  { prove: "sms-code" },
  { prove: "recovery-code" },
);
const mailTerm = fc.constantFrom<TermSource[]>(
  { prove: "email-code" },
  { prove: "magic-link" },
  { prove: "external", assertion: "enrolment-link" },
);

/** One of each but of passkeys, and something besides a text, which is sent to nobody unknown. */
function terms(most: number, mail: boolean): fc.Arbitrary<TermSource[]> {
  const one = mail
    ? fc.oneof(
        { weight: 3, arbitrary: passkeyTerm },
        { weight: 4, arbitrary: otherTerm },
        { weight: 2, arbitrary: mailTerm },
      )
    : fc.oneof({ weight: 3, arbitrary: passkeyTerm }, { weight: 4, arbitrary: otherTerm });
  return fc
    .array(one, { minLength: 1, maxLength: most })
    .map((all) =>
      all.filter(
        (term, at) => isPasskey(term) || all.findIndex((other) => same(other, term)) === at,
      ),
    )
    .filter((all) => all.some((term) => !("prove" in term && term.prove === "sms-code")));
}

function isPasskey(term: TermSource): boolean {
  return "prove" in term && term.prove === "passkey";
}

function same(a: TermSource, b: TermSource): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const conditions = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  fc.constantFrom<Partial<CombinationSource>[]>(
    { unlessEverHad: ["passkey"] },
    { unlessEverHad: ["passkey"] },
    { unlessEverHad: ["totp"] },
    { unlessEverHad: ["passkey", "sms-code"] },
    { passkeyKinds: 2 },
    { channels: 2 },
  ),
);
const waiting = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  fc.constantFrom({ delaySeconds: 86_400, notices: 1 }, { delaySeconds: 3600, notices: 2 }),
);
const age = fc.constantFrom(null, 60, 300);

function ruleOf(of: fc.Arbitrary<CombinationSource>, most: number): fc.Arbitrary<Rule> {
  return fc.array(of, { minLength: 1, maxLength: most }).map((anyOf) => ({ anyOf }));
}

const signIn = ruleOf(
  fc
    .record({ allOf: terms(3, true), conditions })
    .map(({ allOf, conditions: more }) => ({ allOf, ...more })),
  3,
);

function recovery(created: TermSource): fc.Arbitrary<Rule> {
  const one = fc.record({ allOf: terms(2, true), conditions, waiting });
  return ruleOf(
    one.map(({ allOf, conditions: more, waiting: waits }) => ({
      allOf: [...allOf, created],
      ...more,
      ...waits,
    })),
    2,
  );
}

/** In a session; `created`: what it binds. */
function inSession(created: TermSource | null): fc.Arbitrary<Rule> {
  const one = fc.record({ allOf: terms(2, false), conditions, age });
  return ruleOf(
    one.map(({ allOf, conditions: more, age: seconds }) => ({
      allOf: [
        ...allOf.map((term) => (seconds === null ? term : { ...term, maxAgeSeconds: seconds })),
        ...(created === null ? [] : [created]),
      ],
      ...more,
    })),
    2,
  );
}

const NEW_PASSKEY: TermSource = { enrol: "passkey", class: "any" };

const BINDING: Readonly<Record<string, TermSource>> = {
  "enrol:password": { enrol: "password" },
  "enrol:totp": { enrol: "totp" },
  "enrol:sms-code": { enrol: "sms-code" },
  "regenerate:recovery-code": { enrol: "recovery-code" },
  "change:email": { enrol: "email-code" },
};

const CHANGING = ["remove", "suspend", "lift"].flatMap((verb) =>
  ["passkey", "password", "totp", "sms-code"].map((method) => `${verb}:${method}`),
);

const someBinding = fc
  .subarray(Object.keys(BINDING), { maxLength: 2 })
  .chain((names) =>
    fc.record(Object.fromEntries(names.map((name) => [name, inSession(BINDING[name] ?? null)]))),
  );
const someChanging = fc
  .subarray(CHANGING, { maxLength: 5 })
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, inSession(null)]))));

const actions = fc
  .record({
    signIn,
    recover: fc.option(recovery(NEW_PASSKEY), { freq: 3 }),
    enrol: fc.option(inSession(NEW_PASSKEY), { freq: 3 }),
    binding: someBinding,
    changing: someChanging,
  })
  .map(({ signIn: way, recover, enrol, binding, changing }): PolicySource["actions"] => ({
    "sign-in": way,
    ...(recover === null ? {} : { recover }),
    ...(enrol === null ? {} : { "enrol:passkey": enrol }),
    ...binding,
    ...changing,
  }));

const group = fc.record({
  "sign-in": fc.option(signIn, { nil: undefined }),
  "enrol:passkey": fc.option(inSession(NEW_PASSKEY), { nil: undefined }),
});

const DAYS = 30 * 86_400;

const generated: fc.Arbitrary<Policy> = fc
  .record({
    actions,
    admins: group,
    honestClients: fc.boolean(),
    vaults: fc.boolean(),
  })
  .map(({ actions: own, admins, ...assumptions }) =>
    parsePolicy({
      version: 1,
      name: "generated",
      assumptions,
      attestation: { ask: "always", unattested: "accept" },
      algorithms: [-7, -8, -257],
      counterWentBack: "record",
      refuses: [],
      passkeyClasses: CLASSES,
      actions: own,
      groups: { admins: { actions: JSON.parse(JSON.stringify(admins)) as unknown } },
      session: { idleSeconds: DAYS, absoluteSeconds: DAYS },
      migration: { until: null },
      invariants: [],
      danger: { singleFactor: true, operatorAlone: true },
    }),
  )
  .filter((parsed) => parsed.ok)
  .map((parsed) => {
    if (!parsed.ok) throw new TypeError("a policy");
    return parsed.policy;
  });

const presets = fc.constantFrom("balanced", "balanced", ...PRESET_NAMES).map((name): Policy => {
  const policy = preset(name);
  if (policy === undefined) throw new TypeError(name);
  return policy;
});

export const arbitrarySite: fc.Arbitrary<Policy> = fc.oneof(
  { weight: 1, arbitrary: presets },
  { weight: 3, arbitrary: generated },
);

const names = Object.keys(MODELS) as ModelName[];

export const arbitraryPerson: fc.Arbitrary<Person> = fc
  .record({
    passkeys: fc.subarray(names, { maxLength: 3 }),
    secrets: fc.subarray(["password", "totp", "sms-code", "recovery-code"] as const),
    seedIn: fc.constantFrom("own-app" as const, "unknown" as const),
    otherEmail: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
    groups: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.constant(["admins"])),
    everHad: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      fc.constantFrom(["passkey" as const], ["totp" as const]),
    ),
    idle: fc.subarray([0, 1, 2, 3]),
    idles: fc.nat(3),
  })
  .map(({ idle, idles, ...person }) => {
    const all: readonly string[] = [
      ...person.passkeys,
      ...person.secrets.filter((one) => one !== "recovery-code"),
    ];
    // Of four accounts three have nothing suspended.
    const suspended = idles === 0 ? all.filter((_, at) => idle.includes(at)) : [];
    // Once somebody is known, mail goes to the first address alone: two rules at once get no more. The
    // analysis takes either to be possible, which is the worse.
    const otherEmail = person.otherEmail && person.groups.length === 0;
    return { ...person, suspended, otherEmail };
  });
