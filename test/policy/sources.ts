import { parsePolicy } from "../../src/policy/parse.ts";
import type { PolicyProblem } from "../../src/policy/problems.ts";

/** A small policy as one writes it, to be changed in one place at a time. */
export const GOOD = {
  version: 1,
  name: "mine",
  assumptions: { honestClients: true, vaults: true },
  attestation: { ask: "never", unattested: "accept" },
  algorithms: [-7],
  counterWentBack: "record",
  refuses: [],
  passkeyClasses: { verified: { userVerification: "claimed" } },
  actions: { "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "verified" }] }] } },
  groups: {},
  session: { idleSeconds: 3600, absoluteSeconds: 86_400 },
  migration: { until: null },
  invariants: [],
  danger: {},
} as const;

export function problems(source: unknown): readonly PolicyProblem[] {
  const parsed = parsePolicy(source);
  return parsed.ok ? [] : parsed.problems;
}

/** With an action of the application that asks for these. */
export function withTerm(...allOf: readonly object[]): object {
  return withRule("pay", { allOf });
}

export function withRule(action: string, ...anyOf: readonly object[]): object {
  return { ...GOOD, actions: { ...GOOD.actions, [action]: { anyOf } } };
}

export function withGroupRule(action: string, ...anyOf: readonly object[]): object {
  return { ...GOOD, groups: { staff: { actions: { [action]: { anyOf } } } } };
}
