import type { Sets } from "../analysis/analyse.ts";
import { compare, type Comparison } from "../analysis/compare.ts";
import { impliesIn } from "../analysis/implications.ts";
import { checkInvariants, type InvariantResult } from "../analysis/invariants.ts";
import type { PolicyFamily } from "../analysis/policy-families.ts";
import { toIso } from "../base/time.ts";
import { combinationsOf } from "../policy/check-world.ts";
import type { Policy } from "../policy/policy.ts";

/** Accounts that a policy takes in and claims nothing of. */
export interface Exception {
  readonly never: readonly string[];
  /** What is claimed of others and does not hold of these. */
  readonly broken: readonly InvariantResult[];
  /** Beside password and code: `dominated` is worse in every way. */
  readonly versusBaseline: Comparison["exact"];
  /** The end of the migration that takes them in; null: none is set, or none takes them in. */
  readonly until: string | null;
  readonly migrating: boolean;
  /** Rules that take them in, and that no migration ends. */
  readonly unendedRules: readonly string[];
}

export function exceptionOf(policy: Policy, family: PolicyFamily, today: Sets): Exception {
  const results = checkInvariants(policy.source.invariants, family);
  const { shape, analysis } = family;
  const { migrationEnds } = policy;
  const before = combinationsOf(policy)
    .map(({ combination }) => combination)
    .filter(({ conditions }) => conditions.unlessEverHad.includes("passkey"));
  return {
    never: family.never,
    broken: results.filter(({ holds }) => !holds),
    versusBaseline: compare(analysis.control, today, impliesIn(shape.formulas, shape.world)).exact,
    until: migrationEnds === null ? null : toIso(migrationEnds).slice(0, 10),
    migrating: before.some(({ conditions }) => conditions.migrating),
    unendedRules: before.filter(({ conditions }) => !conditions.migrating).map(({ rule }) => rule),
  };
}
