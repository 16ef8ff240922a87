import { SHIPPED_PROVIDERS } from "../../src/trust/provider-list.ts";
import type { Knowledge } from "../../src/assurance/knowledge.ts";
import { checkPolicy } from "../../src/policy/check.ts";
import type { Finding, FindingCode } from "../../src/policy/check-finding.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { Policy } from "../../src/policy/policy.ts";
import type { Offered } from "../../src/policy/reachable.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import type { SupposedPiece } from "../../src/policy/suppositions-schema.ts";
import { EVERYTHING } from "./ask.ts";
import { NOW } from "./evidence.ts";
import { AAGUIDS, KNOWLEDGE, withMetadata } from "./knowledge.ts";

export const SHIPPED: Knowledge = { ...SHIPPED_PROVIDERS, metadata: null };
export const HERE: Offered = new Set(["prove:passkey", "enrol:passkey", "prove:email-code"]);

export interface World {
  readonly offered?: Offered;
  readonly knowledge?: Knowledge;
}

export function check(policy: Policy, { offered = EVERYTHING, knowledge = KNOWLEDGE }: World = {}) {
  return checkPolicy({ policy, offered, knowledge, now: NOW });
}

export function found(policy: Policy, code: FindingCode, world: World = {}): readonly Finding[] {
  return check(policy, world).filter((one) => one.code === code);
}

export function errors(policy: Policy, world: World = {}): readonly FindingCode[] {
  return check(policy, world)
    .filter(({ severity }) => severity === "error")
    .map(({ code }) => code);
}

export type Actions = NonNullable<PolicyInput["actions"]>;
export type Classes = NonNullable<PolicyInput["passkeyClasses"]>;

/** A small policy, sound in itself. */
export const ACTIONS: Actions = {
  "sign-up": {
    anyOf: [{ allOf: [{ prove: "email-code" }, { enrol: "passkey", class: "verified" }] }],
  },
  "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "verified" }] }] },
  "enrol:passkey": {
    anyOf: [
      {
        allOf: [
          { prove: "passkey", class: "verified" },
          { enrol: "passkey", class: "verified" },
        ],
      },
    ],
  },
  recover: {
    anyOf: [
      {
        allOf: [
          { prove: "external", assertion: "proofing" },
          { enrol: "passkey", class: "verified" },
        ],
      },
    ],
  },
};

export function small(input: Partial<PolicyInput> = {}): Policy {
  return definePolicy({
    version: 1,
    name: "small",
    assumptions: { honestClients: true, vaults: true },
    attestation: { ask: "always", unattested: "accept" },
    algorithms: [-7],
    counterWentBack: "one-step",
    refuses: [],
    passkeyClasses: { verified: { userVerification: "claimed" } },
    actions: ACTIONS,
    groups: {},
    session: { idleSeconds: 3600, absoluteSeconds: 86_400 },
    migration: { until: null },
    invariants: [],
    danger: {},
    ...input,
  });
}

export function withActions(actions: Actions, more: Partial<PolicyInput> = {}): Policy {
  return small({ actions: { ...ACTIONS, ...actions }, ...more });
}

export function without(action: string): Policy {
  const { [action]: _, ...actions } = ACTIONS;
  return small({ actions });
}

/** The same of a passkey that the list or the metadata knows of. */
export function listed(piece: SupposedPiece): SupposedPiece {
  const { keeper, secondStep, uvKnownIssue: _, statuses: __, attested, ...rest } = piece;
  if ((piece.prove ?? piece.enrol) !== "passkey") return piece;
  if (attested === true) return { ...rest, aaguid: AAGUIDS.fipsKey, attested, synced: false };
  if (keeper === undefined) return rest;
  return { ...rest, provider: secondStep === true ? "Vault, second step" : NAMES[keeper] };
}

export const NAMES = { platform: "Platform", "hardware-key": "Key", vault: "Other vault" } as const;

export const MDS = withMetadata();
