import type { Action } from "./action.ts";
import type { Policy } from "./policy.ts";
import { rulePieces } from "./diff-rules.ts";
import { KIND_NAMES, PASSKEY_KINDS } from "./suppositions-kinds.ts";
import type { PasskeyTraits, SupposedPiece } from "./suppositions-schema.ts";

/** What somebody shows at once. */
export type EvidenceSet = readonly SupposedPiece[];

/** Those that are asked about lowered as well; the first two also beside each other thing. */
const NAMED = ["platform-synced", "hardware-key-attested", "vault-second-step", "unknown"] as const;

/** What lowers the user verification of a passkey, or takes it away. */
const LOWERED: readonly Partial<PasskeyTraits>[] = [
  { userVerified: false },
  { asked: "preferred" },
  { uvInitialized: false },
  { settled: false },
  { counterWentBack: true },
];

const OTHERS: EvidenceSet = [
  { prove: "password" },
  { prove: "totp", keptIn: "own-app" },
  { prove: "totp", keptIn: "unknown", credential: "totp-of-a-vault" },
  { prove: "sms-code" },
  { prove: "email-code" },
  { prove: "magic-link" },
  { prove: "recovery-code" },
  { prove: "external", assertion: "enrolment-link" },
  { prove: "external", assertion: "approval" },
  { prove: "external", assertion: "approval", by: "another operator" },
  { prove: "external", assertion: "proofing" },
];

/**
 * Everything that is asked of both policies: each kind of passkey, alone, lowered in each way, and
 * beside each other thing; all of those in pairs; each way of either policy to meet the action, with
 * every kind in every place; and what is older than one of the two lets it be.
 */
export function evidenceSets(policies: readonly Policy[], action: Action): readonly EvidenceSet[] {
  const alone = KIND_NAMES.map((kind) => passkey(kind, PASSKEY_KINDS[kind]));
  const lowered = NAMED.flatMap((kind) =>
    LOWERED.map((traits) => passkey(kind, { ...PASSKEY_KINDS[kind], ...traits })),
  );
  const second = NAMED.map((kind) => passkey(`second-${kind}`, PASSKEY_KINDS[kind]));
  const beside = [...alone, ...lowered.slice(0, 2 * LOWERED.length)];
  const ages = agesOf(policies, action);
  return distinct([
    [],
    ...[...alone, ...lowered, ...OTHERS].map((piece) => [piece]),
    ...beside.flatMap((piece) => [...OTHERS, ...second].map((other) => [piece, other])),
    ...OTHERS.flatMap((piece, index) => OTHERS.slice(index + 1).map((other) => [piece, other])),
    ...policies.flatMap((policy) => rulePieces(policy, action, ages)),
  ]);
}

function passkey(credential: string, traits: PasskeyTraits): SupposedPiece {
  return { prove: "passkey", credential, ...traits };
}

/** One second more than each limit of either policy. */
function agesOf(policies: readonly Policy[], action: Action): readonly number[] {
  const limits = policies
    .flatMap((policy) => everyTerm(policy, action))
    .flatMap(({ maxAgeSeconds }) => maxAgeSeconds ?? []);
  return [...new Set(limits)].map((seconds) => seconds + 1);
}

function everyTerm({ actions, groups }: Policy, action: Action) {
  return [actions, ...[...groups.values()].map((group) => group.actions)]
    .flatMap((rules) => rules.get(action) ?? [])
    .flatMap(({ terms }) => terms);
}

function distinct(sets: readonly EvidenceSet[]): readonly EvidenceSet[] {
  return [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()];
}
