import { instant } from "../base/time.ts";
import { canonicalJson, shortDigest } from "../base/digest.ts";
import type { Adversity } from "../assurance/model-standing.ts";
import { type Action, parseAction } from "./action.ts";
import { checkDangers } from "./dangers.ts";
import { extendPolicy } from "./extend.ts";
import type { Combination, PasskeyClass, Policy, Term } from "./policy.ts";
import { presetSource } from "./presets/sources.ts";
import { type PolicyProblem, problemsOf } from "./problems.ts";
import {
  type CombinationSource,
  policyInputSchema,
  policySchema,
  type PolicySource,
  type TermSource,
} from "./schema.ts";
import { checkNames } from "./check-names.ts";

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** By these a passkey is refused whatever a policy says (MDS v3.1 section 3.1.4). */
const ALWAYS_REFUSED: readonly Adversity[] = ["revoked", "key-compromised"];

/** Parses a policy once, from anything. All problems are named at once. */
export function parsePolicy(given: unknown): ParsedPolicy {
  const read = readPolicy(given);
  if (!read.ok) return read;
  const source = withoutGivenUp(read.whole);
  const problems = [
    ...checkNames(source),
    ...checkDangers(source),
    ...silentlyGivenUp(read.claimed, source),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, policy: build(source) };
}

type Read =
  | {
      readonly ok: true;
      readonly whole: PolicySource;
      /** What the policy that it extends claims. */
      readonly claimed: PolicySource["invariants"];
    }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

function readPolicy(given: unknown): Read {
  const extending = typeof given === "object" && given !== null && Object.hasOwn(given, "extends");
  if (!extending) return readWhole(given, []);
  const input = policyInputSchema.safeParse(given);
  if (!input.success) return { ok: false, problems: problemsOf(input.error) };
  const base = presetSource(input.data.extends ?? "");
  if (base === undefined) {
    return { ok: false, problems: [{ path: "extends", expected: "the name of a preset" }] };
  }
  return readWhole(extendPolicy(base, input.data), base.invariants);
}

function readWhole(given: unknown, claimed: PolicySource["invariants"]): Read {
  const whole = policySchema.safeParse(given);
  return whole.success
    ? { ok: true, whole: whole.data, claimed }
    : { ok: false, problems: problemsOf(whole.error) };
}

/** What is given up under `danger` is not claimed. */
function withoutGivenUp(source: PolicySource): PolicySource {
  const givenUp = source.danger.withoutInvariants ?? [];
  const invariants = source.invariants.filter((one) => !givenUp.includes(one));
  return { ...source, invariants };
}

/** What a preset claims is not left out in passing. */
function silentlyGivenUp(
  claimed: PolicySource["invariants"],
  { invariants, danger }: PolicySource,
): readonly PolicyProblem[] {
  const givenUp = danger.withoutInvariants ?? [];
  const missing = claimed.filter((one) => !invariants.includes(one) && !givenUp.includes(one));
  if (missing.length === 0) return [];
  const expected = `${missing.join(", ")} too, or danger.withoutInvariants that names what is left out`;
  return [{ path: "invariants", expected }];
}

function build(source: PolicySource): Policy {
  const classes = new Map(
    Object.entries(source.passkeyClasses).map(([name, rules]) => [name, buildClass(name, rules)]),
  );
  const { until } = source.migration;
  return {
    name: source.name,
    version: `${source.name}@${shortDigest(canonicalJson(source))}`,
    assumptions: source.assumptions,
    attestation: source.attestation,
    algorithms: source.algorithms,
    counterWentBack: source.counterWentBack,
    refuses: new Set([...ALWAYS_REFUSED, ...source.refuses]),
    classes,
    actions: buildActions(source.actions, classes, ""),
    groups: new Map(
      Object.entries(source.groups).map(([name, group]) => [
        name,
        {
          actions: buildActions(group.actions ?? {}, classes, `${name}:`),
          session: group.session ?? null,
        },
      ]),
    ),
    session: source.session,
    migrationEnds: until === null ? null : instant(Date.parse(until)),
    source,
  };
}

function buildClass(name: string, rules: PolicySource["passkeyClasses"][string]): PasskeyClass {
  const { certified } = rules;
  return {
    name,
    userVerification: rules.userVerification,
    keepers: rules.keepers ?? ["platform", "hardware-key", "vault", "unknown"],
    vaultSecondStep: rules.vaultSecondStep ?? false,
    attested: rules.attested ?? false,
    deviceBound: rules.deviceBound ?? false,
    certified:
      certified === undefined
        ? null
        : { fips: certified.fips ?? null, fido: certified.fido ?? null },
  };
}

function buildActions(
  actions: PolicySource["actions"],
  classes: ReadonlyMap<string, PasskeyClass>,
  prefix: string,
): ReadonlyMap<Action, readonly Combination[]> {
  const built = new Map<Action, readonly Combination[]>();
  for (const [name, { anyOf }] of Object.entries(actions)) {
    const action = parseAction(name);
    if (action === undefined) continue;
    const combinations = anyOf.map((combination, index) =>
      buildCombination(combination, `${prefix}${name}/${index + 1}`, classes),
    );
    built.set(action, combinations);
  }
  return built;
}

function buildCombination(
  source: CombinationSource,
  rule: string,
  classes: ReadonlyMap<string, PasskeyClass>,
): Combination {
  return {
    rule,
    terms: source.allOf.map((term) => buildTerm(term, classes)),
    conditions: {
      unlessEverHad: source.unlessEverHad ?? [],
      passkeyKinds: source.passkeyKinds ?? 0,
      channels: source.channels ?? 0,
      migrating: source.migrating ?? false,
    },
    delaySeconds: source.delaySeconds ?? 0,
    notices: source.notices ?? 0,
    settleSeconds: source.settleSeconds ?? 0,
  };
}

function buildTerm(term: TermSource, classes: ReadonlyMap<string, PasskeyClass>): Term {
  const named = "class" in term ? [term.class].flat() : [];
  return {
    ceremony: "prove" in term ? "prove" : "enrol",
    method: "prove" in term ? term.prove : term.enrol,
    classes: named.flatMap((name) => classes.get(name) ?? []),
    assertion: "assertion" in term ? term.assertion : null,
    maxAgeSeconds: term.maxAgeSeconds ?? null,
  };
}
