import { diffPolicies, type PolicyDiff } from "../../src/policy/diff.ts";
import type { Change } from "../../src/policy/diff-group.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { Offered } from "../../src/policy/reachable.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { EVERYTHING } from "./ask.ts";
import { NOW } from "./evidence.ts";
import { KNOWLEDGE } from "./knowledge.ts";

export const SMALL: PolicyInput = {
  version: 1,
  name: "small",
  assumptions: { honestClients: true, vaults: true },
  attestation: { ask: "always", unattested: "accept" },
  algorithms: [-7],
  counterWentBack: "one-step",
  refuses: [],
  passkeyClasses: {
    any: { userVerification: "none" },
    enough: { userVerification: "claimed", keepers: ["platform", "hardware-key"] },
    phone: { userVerification: "claimed", keepers: ["platform"] },
  },
  actions: {
    "sign-in": {
      anyOf: [
        { allOf: [{ prove: "passkey", class: "enough" }] },
        { allOf: [{ prove: "passkey", class: "any" }, { prove: "totp" }] },
      ],
    },
    "enrol:passkey": {
      anyOf: [
        {
          allOf: [
            { prove: "passkey", class: "enough", maxAgeSeconds: 300 },
            { enrol: "passkey", class: "any" },
          ],
          notices: 1,
        },
      ],
    },
    recover: {
      anyOf: [
        {
          allOf: [{ prove: "recovery-code" }, { enrol: "passkey", class: "any" }],
          delaySeconds: 86_400,
          notices: 1,
        },
      ],
    },
    "remove:passkey": { anyOf: [{ allOf: [{ prove: "passkey", class: "any" }] }] },
    "lift:passkey": { anyOf: [{ allOf: [{ prove: "passkey", class: "any" }] }] },
  },
  groups: {},
  session: { idleSeconds: 3600, absoluteSeconds: 86_400 },
  migration: { until: null },
  invariants: [],
  danger: { singleFactor: true },
};

export const small = definePolicy(SMALL);

/** The same policy with something else said, by a member of its JSON. */
export function changed(change: (source: PolicyInput) => void, name = "changed"): Policy {
  const source = structuredClone(SMALL);
  change(source);
  return definePolicy({ ...source, name });
}

export function diff(before: Policy, after: Policy, offered: Offered = EVERYTHING): PolicyDiff {
  return diffPolicies({ before, after, knowledge: KNOWLEDGE, offered, now: NOW });
}

export function answers({ changes }: PolicyDiff) {
  return changes.map(({ actions, before, after }) => [actions.join(), before.answer, after.answer]);
}

export function rulesOf(source: PolicyInput, action: string) {
  return source.actions?.[action]?.anyOf ?? [];
}

/** Whether some evidence of a change is one passkey alone, of a keeper. */
export function isAlone({ evidence }: Change, keeper: string | undefined): boolean {
  return evidence.some(
    (set) => set.length === 1 && set[0]?.prove === "passkey" && set[0].keeper === keeper,
  );
}
