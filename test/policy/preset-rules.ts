import type { CombinationSource, PolicySource } from "../../src/policy/schema.ts";

/** Everything that a preset says, by name, and the preset without it. */
export interface PresetRule {
  readonly name: string;
  /** The actions that it is about; empty: all. */
  readonly actions: readonly string[];
  readonly without: PolicySource;
}

const LIMITS = [
  "unlessEverHad",
  "passkeyKinds",
  "channels",
  "migrating",
  "delaySeconds",
  "notices",
  "settleSeconds",
] as const satisfies readonly (keyof CombinationSource)[];

export function rulesOf(source: PolicySource): readonly PresetRule[] {
  return [
    ...Object.keys(source.actions).flatMap((action) => rulesOfAction(source, action)),
    ...Object.keys(source.passkeyClasses).flatMap((name) => rulesOfClass(source, name)),
    ...source.refuses.map((status): PresetRule => {
      const refuses = source.refuses.filter((one) => one !== status);
      return { name: `refuses ${status}`, actions: ["sign-in"], without: { ...source, refuses } };
    }),
    ...settings(source),
  ];
}

function rulesOfAction(source: PolicySource, action: string): readonly PresetRule[] {
  const { anyOf = [] } = source.actions[action] ?? {};
  const changed = (rules: readonly CombinationSource[]): PolicySource => ({
    ...source,
    actions: { ...source.actions, [action]: { anyOf: [...rules] } },
  });
  const { [action]: _, ...others } = source.actions;
  const whole = { name: action, actions: [action], without: { ...source, actions: others } };
  const parts = anyOf.flatMap((rule, at): PresetRule[] => {
    const named = (name: string, without: PolicySource) => ({ name, actions: [action], without });
    const instead = (other: CombinationSource) => changed(anyOf.with(at, other));
    const title = `${action}/${at + 1}`;
    return [
      ...(anyOf.length > 1 ? [named(title, changed(anyOf.toSpliced(at, 1)))] : []),
      ...rule.allOf.map((term, index) =>
        named(
          `${title} ${JSON.stringify(term)} (${index + 1})`,
          instead({ ...rule, allOf: rule.allOf.toSpliced(index, 1) }),
        ),
      ),
      ...rule.allOf.flatMap((term, index) => {
        const { maxAgeSeconds, ...ever } = term;
        const allOf = rule.allOf.with(index, ever);
        const text = `${title} maxAgeSeconds (${index + 1})`;
        return maxAgeSeconds === undefined ? [] : [named(text, instead({ ...rule, allOf }))];
      }),
      ...LIMITS.filter((limit) => rule[limit] !== undefined).map((limit) => {
        const { [limit]: __, ...rest } = rule;
        return named(`${title} ${limit}`, instead(rest));
      }),
    ];
  });
  return [whole, ...parts];
}

function rulesOfClass(source: PolicySource, name: string): readonly PresetRule[] {
  const one = source.passkeyClasses[name];
  if (one === undefined) return [];
  // The plainest first: where somebody signs in.
  const inOrder = Object.entries(source.actions).toSorted(
    ([a], [b]) => Number(b === "sign-in") - Number(a === "sign-in"),
  );
  const naming = inOrder.flatMap(([action, { anyOf }]) =>
    JSON.stringify(anyOf).includes(`"${name}"`) ? [action] : [],
  );
  const { userVerification, ...members } = one;
  const changed = (other: typeof one): PolicySource => ({
    ...source,
    passkeyClasses: { ...source.passkeyClasses, [name]: other },
  });
  const asks =
    userVerification === "none" ? [] : [{ ...members, userVerification: "none" as const }];
  return [
    ...asks.map((other) => ({
      name: `class ${name} userVerification`,
      actions: naming,
      without: changed(other),
    })),
    ...Object.keys(members).map((member): PresetRule => {
      const { [member as keyof typeof members]: _, ...rest } = one;
      return {
        name: `class ${name} ${member}`,
        actions: naming,
        without: changed(rest),
      };
    }),
    ...Object.keys(one.certified ?? {}).flatMap((kind): PresetRule[] => {
      const { [kind as "fips" | "fido"]: _, ...certified } = one.certified ?? {};
      if (Object.keys(certified).length === 0) return [];
      const without = changed({ ...one, certified });
      return [{ name: `class ${name} certified ${kind}`, actions: naming, without }];
    }),
  ];
}

/** What is said beside the rules: each the other way, or as little as can be. */
function settings(source: PolicySource): readonly PresetRule[] {
  const { assumptions, attestation, counterWentBack, session, invariants, algorithms } = source;
  const said = (name: string, change: Partial<PolicySource>): PresetRule => ({
    name,
    actions: ["sign-in"],
    without: { ...source, ...change },
  });
  const month = 30 * 86_400;
  return [
    ...(assumptions.honestClients
      ? [said("assumes honestClients", { assumptions: { ...assumptions, honestClients: false } })]
      : []),
    ...(assumptions.vaults
      ? [said("assumes vaults", { assumptions: { ...assumptions, vaults: false } })]
      : []),
    said(`counterWentBack ${counterWentBack}`, { counterWentBack: "record" }),
    said(`attestation ask ${attestation.ask}`, { attestation: { ...attestation, ask: "never" } }),
    ...(attestation.unattested === "refuse"
      ? [said("attestation unattested", { attestation: { ...attestation, unattested: "accept" } })]
      : []),
    ...algorithms.map((one) =>
      said(`algorithm ${one}`, { algorithms: algorithms.filter((other) => other !== one) }),
    ),
    said("session idleSeconds", { session: { ...session, idleSeconds: month } }),
    ...(session.absoluteSeconds === month
      ? []
      : [said("session absoluteSeconds", { session: { ...session, absoluteSeconds: month } })]),
    ...invariants.map((one) =>
      said(`claims ${one}`, { invariants: invariants.filter((other) => other !== one) }),
    ),
  ];
}
