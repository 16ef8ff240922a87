import type { PasskeyGrade } from "../assurance/assurance.ts";
import { gradePasskey } from "../assurance/grade-passkey.ts";
import type { Knowledge, ProviderFacts } from "../assurance/knowledge.ts";
import type { ReasonCode } from "../assurance/reasons.ts";
import type { Instant } from "../base/time.ts";
import { nearestShortfall, type Shortfall } from "./explain-shortfalls.ts";
import type { Conditions, Policy } from "./policy.ts";
import { KIND_NAMES, PASSKEY_KINDS, type PasskeyKind } from "./suppositions-kinds.ts";
import { supposedUse } from "./suppositions-passkey.ts";
import type { PasskeyTraits } from "./suppositions-schema.ts";
import { supposedKnowledge } from "./suppositions-world.ts";
import { type PasskeyVerdict, verdictOn } from "./verdict.ts";
import { weigh } from "./weigh.ts";

/** What signing in with one kind of passkey comes to: enough alone, one of two steps, or refused. */
export interface PasskeyAnswer extends PasskeyVerdict {
  readonly kind: PasskeyKind;
  readonly supposed: PasskeyTraits;
  /** When that rule is open to an account at all; null: where no rule takes it. */
  readonly conditions: Conditions | null;
  readonly reasons: readonly ReasonCode[];
  /** Why it is not enough: what refuses it, or what it lacks for the class it comes nearest. */
  readonly because: Shortfall | null;
  /** Providers of the list that are such, and how many there are. */
  readonly examples: readonly string[];
  readonly known: number;
}

const EXAMPLES = 3;

/** The answers of a policy about each kind of passkey, by the rules that `decide` goes by. */
export function answersOf(
  policy: Policy,
  knowledge: Knowledge,
  now: Instant,
): readonly PasskeyAnswer[] {
  const known = supposedKnowledge(knowledge, Object.values(PASSKEY_KINDS), now);
  return KIND_NAMES.map((kind) => {
    const supposed: PasskeyTraits = PASSKEY_KINDS[kind];
    const used = supposedUse(supposed, known, { credential: kind, at: now, now });
    const grade = gradePasskey(used, known, now);
    const verdict = verdictOn({ policy, action: "sign-in", account: null, now }, grade);
    const examples = providersLike(knowledge, supposed);
    return {
      kind,
      supposed,
      ...verdict,
      conditions: conditionsOf(policy, verdict.rule),
      reasons: grade.reasons,
      because: verdict.verdict === "enough" ? null : whyNot(policy, grade),
      examples: examples.slice(0, EXAMPLES),
      known: examples.length,
    };
  });
}

function conditionsOf(policy: Policy, rule: string | null): Conditions | null {
  const combinations = policy.actions.get("sign-in") ?? [];
  return combinations.find((combination) => combination.rule === rule)?.conditions ?? null;
}

function whyNot(policy: Policy, grade: PasskeyGrade): Shortfall | null {
  const asked = (policy.actions.get("sign-in") ?? [])
    .flatMap(({ terms }) => terms)
    .flatMap(({ classes }) => classes);
  return nearestShortfall(weigh(policy, grade), asked, policy);
}

/** The list speaks of keepers alone: not of models, of single uses, or of what is copied where. */
function providersLike({ providers }: Knowledge, supposed: PasskeyTraits): readonly string[] {
  const { keeper, attested, synced, userVerified } = supposed;
  const ofKeeper = attested !== true && synced !== false && userVerified !== false;
  if (keeper === undefined || !ofKeeper) return [];
  const alike = [...providers.values()].filter((facts) => isLike(facts, supposed));
  return [...new Set(alike.map(({ name }) => name))];
}

function isLike(facts: ProviderFacts, { keeper, secondStep, uvKnownIssue }: PasskeyTraits) {
  return (
    facts.class === keeper &&
    (facts.secondStep !== null) === (secondStep ?? false) &&
    (facts.uvKnownIssue !== null) === (uvKnownIssue ?? false)
  );
}
