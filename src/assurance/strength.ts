import type { Aal, Proof } from "./assurance.ts";
import { assuranceLevel } from "./level.ts";

/** What proofs are worth together, as NIST SP 800-63B-4 tells them apart. */
export interface Strength {
  readonly aal: Aal;
  readonly phishingResistant: boolean;
  /** Section 3.2.9: rests on a restricted authenticator (SMS). */
  readonly restricted: boolean;
}

export function strengthOf(proofs: readonly Proof[]): Strength {
  return {
    aal: assuranceLevel(proofs),
    // One relayed secret among the proofs does not undo an origin-bound one, but a session that
    // rests on no origin-bound proof at all is phishable (section 3.2.5).
    phishingResistant: proofs.some((proof) => proof.phishingResistant),
    restricted: proofs.some(({ reasons }) => reasons.includes("sms_is_restricted")),
  };
}

/**
 * Whether one is weaker than another: in nothing better, and in something worse. Of two that are each
 * better in something neither is weaker.
 */
export function isWeaker(one: Strength, other: Strength): boolean {
  const pairs = ranks(one).map((rank, at) => rank - (ranks(other)[at] ?? 0));
  return pairs.every((difference) => difference <= 0) && pairs.some((difference) => difference < 0);
}

/** The strongest first: by level, then by whether it can be relayed, then by whether it is restricted. */
export function strongestFirst(one: Strength, other: Strength): number {
  const [first, second] = [ranks(one), ranks(other)];
  return second.map((rank, at) => rank - (first[at] ?? 0)).find((by) => by !== 0) ?? 0;
}

function ranks({ aal, phishingResistant, restricted }: Strength): readonly number[] {
  return [aal, phishingResistant ? 1 : 0, restricted ? 0 : 1];
}
