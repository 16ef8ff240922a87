import { grade } from "../assurance/assess.ts";
import { type Knowledge, NO_KNOWLEDGE } from "../assurance/knowledge.ts";
import { AssayFault } from "../base/fault.ts";
import { instant } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { CEREMONIES, METHODS } from "../evidence/methods.ts";
import { parsePolicy } from "../policy/parse.ts";
import type { Policy } from "../policy/policy.ts";
import type { Offered } from "../policy/reachable.ts";
import { supposed } from "../policy/suppositions.ts";
import { type Analysis, analyse, type ByGoal } from "./analyse.ts";
import { BASELINE } from "./baseline.ts";
import { compare, type Comparison } from "./compare.ts";
import { FORMULAS, type FormulaSet } from "./formulas.ts";
import { impliesIn } from "./implications.ts";
import type { Implies } from "./lattice.ts";
import { SCENARIO_AUTHENTICATORS } from "./scenario-authenticators.ts";
import { allNames, scenarioPolicy, scenarioRules } from "./scenario-policy.ts";
import type { Scenario, ScenarioChannel } from "./scenario-schema.ts";
import type { NoticeChannel, Shape, Way } from "./shape.ts";
import { type Goal, type Leg, walk } from "./walk.ts";
import type { World } from "./world.ts";

/** What breaks an account or a scenario, and how it stands beside password and TOTP. */
export interface ComparedAnalysis extends Analysis {
  readonly baseline: Analysis;
  readonly versusBaseline: ByGoal<Comparison>;
  /** The way that a set walks to a goal. */
  readonly walk: (goal: Goal, set: readonly string[]) => readonly Leg[];
}

export function analyseScenario(
  scenario: Scenario,
  formulas: FormulaSet = FORMULAS,
): ComparedAnalysis {
  const own = analyse(scenarioShape(scenario, formulas));
  return besideBaseline(own, impliesIn(formulas, worldOf(scenario)), formulas);
}

/** An analysis with what it comes to beside the baseline. */
export function besideBaseline(
  own: Analysis,
  implies: Implies,
  formulas: FormulaSet = FORMULAS,
): ComparedAnalysis {
  const baseline = analyse(scenarioShape(BASELINE, formulas));
  return {
    ...own,
    baseline,
    versusBaseline: {
      control: compare(own.control, baseline.control, implies),
      access: compare(own.access, baseline.access, implies),
    },
    walk: (goal, set) => walk(own, goal, set, implies),
  };
}

/** The kinds of authenticators that a scenario speaks of, as formulas name them. */
export function scenarioKinds(scenario: Scenario): readonly string[] {
  const named = allNames(scenario).map((name) => SCENARIO_AUTHENTICATORS.named(name));
  return [...new Set(named.map(({ authenticator }) => authenticator.kind))];
}

/** The day of the scenarios; none of them depends on it. */
const THEN = instant(Date.parse("2026-11-23"));

/** Everything that the product has a method for, and all that it can wait for. */
const EVERYTHING: Offered = new Set([
  "wait",
  ...CEREMONIES.flatMap((ceremony) => METHODS.map((method) => `${ceremony}:${method}` as const)),
]);

/** A scenario as a policy and an account of the product. */
export function scenarioShape(scenario: Scenario, formulas: FormulaSet = FORMULAS): Shape {
  const rules = scenarioRules(scenario);
  const described = allNames(scenario).map((name) => SCENARIO_AUTHENTICATORS.named(name));
  const { account, evidence, knowledge } = supposed(
    {
      account: { has: described.flatMap(({ holding }) => holding ?? []), channels: 1 },
      evidence: described.flatMap(({ piece }) => piece ?? []),
    },
    { action: "sign-in", knowledge: NO_KNOWLEDGE, now: THEN },
  );
  if (account === null) throw new AssayFault("ASSAY_ANALYSIS", "a scenario is about somebody");
  const shown = [...evidence];
  const ways = allNames(scenario).map((name): Way => {
    const { authenticator, holding } = SCENARIO_AUTHENTICATORS.named(name);
    const kept = account.credentials.find(({ id }) => holding?.id === id);
    const proof = kept?.best ?? gradeOf(shown.shift(), knowledge);
    const serves = (rule: string) => isNamed(rules, rule, name);
    return { id: name, alike: name, proof, authenticator, credential: kept?.id ?? null, serves };
  });
  return {
    policy: policyOf(scenario),
    account,
    offered: EVERYTHING,
    now: THEN,
    ways,
    channelsOf: ({ rule }) => [(rules.get(rule)?.told ?? []).map(channelOf)],
    world: worldOf(scenario),
    formulas,
  };
}

function gradeOf(piece: Evidence | undefined, knowledge: Knowledge) {
  if (piece === undefined || !("ceremony" in piece)) {
    throw new AssayFault("ASSAY_ANALYSIS", "what is not kept is shown");
  }
  return grade(piece, knowledge, THEN);
}

function isNamed(rules: ReturnType<typeof scenarioRules>, rule: string, name: string): boolean {
  return rules.get(rule)?.names.includes(name) === true;
}

function policyOf(scenario: Scenario): Policy {
  const parsed = parsePolicy(scenarioPolicy(scenario));
  if (parsed.ok) return parsed.policy;
  const problems = parsed.problems.map(({ path, expected }) => `${path}: expected ${expected}`);
  throw new AssayFault("ASSAY_ANALYSIS", `the policy of a scenario: ${problems.join("; ")}`);
}

/**
 * Each notice is an address of its own to the policy, so that it lets the rule wait for it; where
 * in truth all of them end in one place, the formulas say so.
 */
function channelOf(channel: ScenarioChannel): NoticeChannel {
  const [kind, device] = channel.split(":");
  const quiet = kind === "app" ? `quiet-app(${device ?? ""})` : `quiet-${kind ?? ""}`;
  return { quiet, root: `notices:${channel}` };
}

function worldOf({ world }: Scenario): World {
  return {
    sets: {
      devices: world.devices,
      signIn: world.signInDevices,
      inbox: world.inboxOn,
      circle: world.syncCircle,
    },
    flags: {
      resetByEmail: world.resetByEmail,
      plainSeeds: world.seedAtRest === "plain",
      boundSessions: world.sessions === "bound",
      vault2fa: world.vault2fa,
    },
  };
}
