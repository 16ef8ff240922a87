/** `assay/policy`: evidence, assurance and policy. Pure; it reads no clock, file or network. */
export { assess } from "../assurance/assess.ts";
export type {
  Aal,
  Assurance,
  Factor,
  KeeperClass,
  PasskeyGrade,
  Proof,
  UvGrade,
} from "../assurance/assurance.ts";
export { type Knowledge, NO_KNOWLEDGE, type ProviderFacts } from "../assurance/knowledge.ts";
export type { ReasonCode } from "../assurance/reasons.ts";
export type { Evidence } from "../evidence/evidence.ts";
export type { Fact, Provenance } from "../evidence/provenance.ts";
export { decide } from "./decide.ts";
export type { Decision, Option, Question, Reason } from "./decision.ts";
export { LOWERING_FACTS } from "./lowering.ts";
export { type ParsedPolicy, parsePolicy } from "./parse.ts";
export type { Policy } from "./policy.ts";
export { definePolicy, preset } from "./presets.ts";
export { PRESET_NAMES } from "./presets/sources.ts";
export type { PolicyProblem } from "./problems.ts";
export { type AccountView, requirement } from "./requirement.ts";
export { type PolicyInput, policyJsonSchema } from "./schema.ts";
