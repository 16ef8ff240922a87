import { fail } from "../../../base/result.ts";
import type { FormatVerifier } from "./format.ts";

/**
 * WebAuthn L3 section 8.5, deprecated. Refused: the service behind it has ended, so that a
 * statement that comes today is a replay, and it never spoke of the key but of the phone.
 */
export const verifyAndroidSafetynet: FormatVerifier = () =>
  fail("attestation_format_refused", "android-safetynet");
