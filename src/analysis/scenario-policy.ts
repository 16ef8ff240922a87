import type { CombinationSource, PolicySource, TermSource } from "../policy/schema.ts";
import { classNameOf, SCENARIO_AUTHENTICATORS } from "./scenario-authenticators.ts";
import type { Scenario, ScenarioChannel } from "./scenario-schema.ts";

/** What a rule of the policy is made of, in the words of the scenario. */
export interface ScenarioRule {
  readonly names: readonly string[];
  readonly told: readonly ScenarioChannel[];
}

const DAY = 86_400;
const FIVE_MINUTES = 300;
/** Of a new passkey nothing is asked: it is the attacker's own. */
const NEW: TermSource = { enrol: "passkey", class: "any" };

/** The rules of a scenario by the names that decisions give them. */
export function scenarioRules(scenario: Scenario): ReadonlyMap<string, ScenarioRule> {
  const { signIn, recovery, enrolDelay } = scenario;
  const rules = (action: string, list: readonly ScenarioRule[]) =>
    list.map((rule, index) => [`${action}/${index + 1}`, rule] as const);
  return new Map([
    ...rules(
      "sign-in",
      signIn.map((names) => ({ names, told: [] })),
    ),
    ...rules(
      "recover",
      recovery.map(({ factors, notify }) => ({ names: factors, told: notify ?? [] })),
    ),
    ...rules(
      "enrol:passkey",
      signIn.map((names) => ({ names, told: enrolDelay?.notify ?? [] })),
    ),
  ]);
}

/**
 * The policy of the product that lets in whom the scenario lets in, with what that gives up
 * declared.
 */
export function scenarioPolicy(scenario: Scenario): PolicySource {
  return {
    version: 1,
    name: "scenario",
    assumptions: { honestClients: true, vaults: true },
    attestation: { ask: "never", unattested: "accept" },
    algorithms: [-7],
    counterWentBack: "record",
    refuses: [],
    passkeyClasses: classesOf(scenario),
    actions: {
      "sign-up": { anyOf: [signingUp(scenario)] },
      "sign-in": { anyOf: scenario.signIn.map((names) => ({ allOf: termsOf(names) })) },
      "enrol:passkey": { anyOf: scenario.signIn.map((names) => enrolling(scenario, names)) },
      ...recovering(scenario),
    },
    groups: {},
    session: { idleSeconds: DAY, absoluteSeconds: DAY },
    migration: { until: null },
    invariants: [],
    danger: { singleFactor: true, operatorAlone: true },
  };
}

function classesOf(scenario: Scenario): PolicySource["passkeyClasses"] {
  const classes = allNames(scenario).flatMap((name) => {
    const { passkeyClass } = SCENARIO_AUTHENTICATORS.named(name);
    return passkeyClass === undefined ? [] : [[classNameOf(name), passkeyClass] as const];
  });
  return { any: { userVerification: "none" }, ...Object.fromEntries(classes) };
}

/** Every authenticator that is spoken of, once. */
export function allNames({ signIn, recovery }: Scenario): readonly string[] {
  return [...new Set([...signIn.flat(), ...recovery.flatMap(({ factors }) => factors)])];
}

function termsOf(names: readonly string[]): TermSource[] {
  return names.map((name) => SCENARIO_AUTHENTICATORS.named(name).term);
}

/** Who pre-registers finds an address that nobody proves before something is bound. */
function signingUp({ preRegistration }: Scenario): CombinationSource {
  return { allOf: preRegistration ? [NEW] : [{ prove: "email-code" }, NEW] };
}

/** What a session rests on is as old as the session: only what has an age must be shown anew. */
function enrolling(scenario: Scenario, names: readonly string[]): CombinationSource {
  const anew = scenario.stepUpForEnrolment !== "session";
  const shown = termsOf(names).map((term) =>
    anew ? { ...term, maxAgeSeconds: FIVE_MINUTES } : term,
  );
  return { allOf: [...shown, NEW].slice(0, 6), ...waiting(scenario.enrolDelay?.notify ?? []) };
}

function recovering({ recovery }: Scenario): PolicySource["actions"] {
  const [first, ...more] = recovery.map(({ factors, delayed, notify }) => ({
    allOf: [...termsOf(factors), NEW].slice(0, 6),
    ...waiting(delayed === true ? (notify ?? []) : []),
  }));
  return first === undefined ? {} : { recover: { anyOf: [first, ...more] } };
}

/** A delay of which nobody is told stops nobody: to the policy it is none. */
function waiting(told: readonly ScenarioChannel[]): Partial<CombinationSource> {
  return told.length === 0 ? {} : { delaySeconds: DAY, notices: 1 };
}
