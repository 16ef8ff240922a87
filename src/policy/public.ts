/** `assay/policy`: evidence, assurance and policy. Pure; it reads no clock, file or network. */
export { assess } from "../assurance/assess.ts";
export type { Aal, Assurance, Factor, Proof, ReasonCode, UvGrade } from "../assurance/assurance.ts";
export { type Knowledge, NO_KNOWLEDGE, type ProviderFacts } from "../assurance/knowledge.ts";
export type { Evidence } from "../evidence/evidence.ts";
export type { Fact, Provenance } from "../evidence/provenance.ts";
export { type Decision, decide, type Option, type Question, type Reason } from "./decide.ts";
export { type ParsedPolicy, parsePolicy, type PolicyProblem } from "./parse.ts";
export type { Policy } from "./policy.ts";
export { PRESET_NAMES, preset } from "./presets.ts";
