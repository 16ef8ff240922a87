import type { AccountId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import { mintEvidence } from "../../evidence/evidence.ts";
import type { Ceremony } from "../../evidence/methods.ts";
import type { PasswordEvidence } from "../../evidence/secrets.ts";

/**
 * States that the password of an account was given, or that a new one was set.
 *
 * @param credential The id of the credential that keeps it.
 * @param length In characters (Unicode code points): what a password is worth goes by it.
 * @param resetBy Mailboxes (normalised addresses) by which it can be reset.
 */
export function passwordEvidence(
  ceremony: Ceremony,
  account: AccountId,
  about: {
    readonly credential: string;
    readonly length: number;
    readonly resetBy: readonly string[];
  },
  at: Instant,
): PasswordEvidence {
  const { credential, length, resetBy } = about;
  return mintEvidence(
    // Copied: evidence is frozen to its depth, and the caller's list is the caller's.
    { kind: "password", ceremony, account, at, credential, length, resetBy: [...resetBy] },
    "seen",
  );
}
