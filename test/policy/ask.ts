import { assess } from "../../src/assurance/assess.ts";
import type { Knowledge } from "../../src/assurance/knowledge.ts";
import type { AttemptId } from "../../src/base/ids.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { CEREMONIES, METHODS } from "../../src/evidence/methods.ts";
import { type Action, parseAction } from "../../src/policy/action.ts";
import { decide } from "../../src/policy/decide.ts";
import type { Decision, Question } from "../../src/policy/decision.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { definePolicy, preset } from "../../src/policy/presets.ts";
import type { Offered } from "../../src/policy/reachable.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { holderOf } from "./accounts.ts";
import { ANN, NOW, proof, type Traits } from "./evidence.ts";
import { KNOWLEDGE, PASSKEYS, type PasskeyName } from "./knowledge.ts";

export const ATTEMPT = "attempt" as AttemptId;

/** A deployment that can do everything. */
export const EVERYTHING: Offered = new Set([
  "wait" as const,
  ...CEREMONIES.flatMap((ceremony) => METHODS.map((method) => `${ceremony}:${method}` as const)),
]);

const presets = new Map(
  ["balanced", "strict", "regulated"].map((name) => [name, preset(name)] as const),
);

export function presetNamed(name: string): Policy {
  const policy = presets.get(name);
  if (policy === undefined) throw new TypeError(`no preset ${name}`);
  return policy;
}

/** Balanced with something else said. */
export function balancedWith(input: Partial<PolicyInput>): Policy {
  return definePolicy({ version: 1, name: "mine", extends: "balanced", ...input });
}

/** An action by its name, as an application names it. */
export function action(name: string): Action {
  const parsed = parseAction(name);
  if (parsed === undefined) throw new TypeError(`no action ${name}`);
  return parsed;
}

export interface Asking extends Partial<Omit<Question, "assurance" | "policy" | "action">> {
  readonly policy?: Policy | string;
  readonly knowledge?: Knowledge;
}

/** Asks `decide` about Ann, who has what is shown: of the balanced preset, now, unless said otherwise. */
export function ask(name: string, evidence: readonly Evidence[], asking: Asking = {}): Decision {
  const { policy = "balanced", knowledge = KNOWLEDGE, now = NOW, ...more } = asking;
  return decide({
    policy: typeof policy === "string" ? presetNamed(policy) : policy,
    action: action(name),
    params: {},
    attempt: ATTEMPT,
    subject: ANN,
    account: name === "sign-up" ? null : holderOf(evidence, knowledge),
    offered: EVERYTHING,
    ...more,
    now,
    assurance: assess(evidence, knowledge, now),
  });
}

/** A passkey of a kind, shown. */
export function shown(kind: PasskeyName, traits: Traits = {}): Evidence {
  return proof({ ...PASSKEYS[kind], ...traits });
}

/** What may be shown next, as text that can be compared: `prove password+totp`. */
export function optionsOf(decision: Decision): readonly string[] {
  if (decision.answer !== "need") return [];
  return decision.options.map(
    ({ ceremony, methods }) => `${ceremony} ${methods.toSorted().join("+")}`,
  );
}

export function codesOf(decision: Decision): readonly string[] {
  return decision.reasons.map(({ code }) => code);
}
