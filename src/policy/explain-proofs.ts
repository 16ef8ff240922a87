import { secondsBetween } from "../base/time.ts";
import type { Exportability, Factor, KeeperClass, Proof, UvGrade } from "../assurance/assurance.ts";
import type { FidoLevel } from "../assurance/model-standing.ts";
import type { ReasonCode } from "../assurance/reasons.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import type { Question } from "./decision.ts";
import type { Counted } from "./meets.ts";
import type { Policy } from "./policy.ts";
import { type Weighed, weigh } from "./weigh.ts";

/** One thing that was shown, and what it is worth to this policy. */
export interface ExplainedProof {
  readonly method: Method;
  readonly ceremony: Ceremony;
  readonly ageSeconds: number;
  /** False: it is about another account, or of what its account may not show; worth nothing here. */
  readonly counts: boolean;
  readonly factors: readonly Factor[];
  /** Each single compromise that it falls to. */
  readonly fallsTo: readonly string[];
  /** What refuses it altogether: statuses of its model, or its counter. */
  readonly refusedBy: readonly string[];
  readonly reasons: readonly ReasonCode[];
  /** Null of every other method. */
  readonly passkey: ExplainedPasskey | null;
}

export interface ExplainedPasskey {
  readonly credential: string;
  readonly provider: string | null;
  readonly model: string | null;
  readonly keeper: KeeperClass;
  readonly vaultSecondStep: boolean;
  readonly userVerification: UvGrade;
  readonly attested: boolean;
  readonly exportable: Exportability;
  readonly fips: number;
  readonly fido: FidoLevel;
}

export function explainProofs(
  { policy, assurance, now }: Question,
  counted: Counted,
): readonly ExplainedProof[] {
  const counts = new Set(counted.proofs.map(({ proof }) => proof));
  return assurance.proofs.map((proof) => {
    const weighed = weigh(policy, proof);
    return {
      method: proof.method,
      ceremony: proof.ceremony,
      ageSeconds: secondsBetween(proof.at, now),
      counts: counts.has(proof),
      factors: proof.factors,
      fallsTo: weighed.roots,
      refusedBy: refusals(policy, weighed),
      reasons: proof.reasons,
      passkey: passkeyOf(weighed),
    };
  });
}

/** What a policy refuses a proof by, found by taking one fact after the other away. */
export function refusals(policy: Policy, { proof, refused }: Weighed): readonly string[] {
  if (!refused || proof.method !== "passkey") return [];
  const { model } = proof;
  const alone: readonly (readonly [string, Proof])[] = [
    ...[...model.adverse].map((adversity) => {
      const only = { ...model, adverse: new Set([adversity]) };
      return [adversity, { ...proof, model: only, counterWentBack: false }] as const;
    }),
    ["counter-went-back", { ...proof, model: { ...model, adverse: new Set() } }],
  ];
  return alone.filter(([, one]) => weigh(policy, one).refused).map(([name]) => name);
}

function passkeyOf({ proof, keeper, vaultSecondStep, uv }: Weighed): ExplainedPasskey | null {
  if (proof.method !== "passkey") return null;
  const { credential, provider, model, attested, exportable } = proof;
  return {
    credential,
    provider: provider?.name ?? null,
    model: model.description,
    keeper,
    vaultSecondStep,
    userVerification: uv,
    attested,
    exportable,
    fips: model.fips,
    fido: model.fido,
  };
}
