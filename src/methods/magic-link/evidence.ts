import type { AccountId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import type { MagicLinkProof } from "../../evidence/codes.ts";
import { mintEvidence } from "../../evidence/evidence.ts";

/**
 * States that somebody opened the link that was sent to an address, and asked for what it offers.
 *
 * @param address In its normalised form.
 */
export function magicLinkEvidence(
  account: AccountId,
  address: string,
  sentAt: Instant,
  at: Instant,
): MagicLinkProof {
  return mintEvidence(
    { kind: "magic-link", ceremony: "prove", account, at, address, sentAt },
    "seen",
  );
}
