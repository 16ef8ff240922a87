import { hash } from "node:crypto";
import { equalBytes } from "../../base/bytes.ts";
import type { UserVerificationAsked } from "../../evidence/passkey.ts";
import type { AuthenticatorFlags } from "./authenticator-data.ts";
import type { CeremonyCode } from "./codes.ts";

/** WebAuthn L3 section 7.1 step 14, section 7.2 step 15; `id` is an RP ID, or an AppID. */
export function isRpIdHash(rpIdHash: Uint8Array, id: string): boolean {
  return equalBytes(rpIdHash, hash("sha256", id, "buffer"));
}

/** What is wrong with the flags, or `undefined`. */
export function flagsProblem(
  flags: AuthenticatorFlags,
  required: { readonly userPresence: boolean; readonly userVerification: UserVerificationAsked },
): CeremonyCode | undefined {
  // 7.1 step 15 (not in a conditional creation), 7.2 step 16 (always).
  if (required.userPresence && !flags.userPresent) return "user_not_present";
  // 7.1 step 16, 7.2 step 17.
  if (required.userVerification === "required" && !flags.userVerified) return "user_not_verified";
  // 7.1 step 17, 7.2 step 18.
  if (flags.backedUp && !flags.backupEligible) return "backup_state_invalid";
  return undefined;
}
