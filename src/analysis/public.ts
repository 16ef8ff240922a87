/** `assay/analysis`: what breaks an account. Pure; it reads no clock, file or network. */
export { type AccountInput, accountShape, analyseAccount, type WhatIf, whatIf } from "./account.ts";
export { type Analysis, analyse, type ByGoal, type Phishable, type Sets } from "./analyse.ts";
export type { Authenticator } from "./authenticators.ts";
export { type Change, changesTo } from "./changes.ts";
export { compare, type Comparison } from "./compare.ts";
export { classOf, type CompromiseClass } from "./compromises.ts";
export {
  type AuthenticatorFormula,
  FORMULAS,
  type FormulaSet,
  type Implication,
} from "./formulas.ts";
export { impliesIn } from "./implications.ts";
export {
  checkInvariants,
  type Invariant,
  type InvariantResult,
  type Subject,
  subjectOf,
} from "./invariants.ts";
export type { Implies } from "./lattice.ts";
export { type Limit, LIMITS } from "./limits.ts";
export {
  isClaimedOf,
  policyFamilies,
  type PolicyFamily,
  type PolicyInputs,
  worstAccounts,
  type WorstAccount,
} from "./policy-families.ts";
export { type Profile, profileOf } from "./profile.ts";
export {
  analyseScenario,
  besideBaseline,
  type ComparedAnalysis,
  scenarioShape,
} from "./scenario.ts";
export { type ReadScenario, readScenario, type Scenario } from "./scenario-schema.ts";
export type { NoticeChannel, Shape, Way } from "./shape.ts";
export { unite } from "./unite.ts";
export { type Goal, type Leg, walk } from "./walk.ts";
export { REFERENCE_WORLD, type World } from "./world.ts";
